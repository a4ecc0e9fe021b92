"""Tables on a disk: every change is in the journal, synced, before it is in memory.

Two locks order things. The kernel's, on a file, keeps processes apart and is held for one write.
`_writing` keeps threads apart; whoever holds it may change what is in memory. A reader takes
neither: it looks at values that are replaced, never changed, and skips catching up with other
processes while a write is under way.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from annotations.errors import (
    DamagedError,
    NotSavedError,
    ReadOnlyError,
    StoreDeadError,
    StoreError,
)
from annotations.store.engine import compaction, disk
from annotations.store.engine.files import NOTE, Files, keep_reserve, latest
from annotations.store.engine.journal import Header, Op, encode
from annotations.store.engine.overlay_table import layered
from annotations.store.engine.recovery import load
from annotations.store.engine.segment import Seen, Segment
from annotations.store.engine.snapshot import Snapshot
from annotations.store.engine.tables import Held

T = TypeVar("T")
VERIFY_AT_ONCE = 16 << 20
"""A snapshot up to this size, in bytes, is verified before it is used; a larger one beside."""


class Engine(Held):
    """The tables of one store.

    Args:
        path: The snapshot; the other files lie beside it.
        read_only: Why nothing may be changed; empty if it may.
        for_folding: Only `compact` will be called, so nothing has to be mended, and the lock not
            held, while reading.
        trusting: Let a large snapshot be used while its checksum is still being verified.

    Raises:
        DamagedError: If anything acknowledged may be missing.
        StoreError: If there is nothing to read, or it cannot be read.
    """

    def __init__(
        self,
        path: Path,
        *,
        read_only: str = "",
        for_folding: bool = False,
        trusting: bool = True,
    ) -> None:
        super().__init__()
        self.files = Files(path)
        self.read_only = read_only
        self.notices: list[str] = []
        self.syncs = 0
        """How often a change was synced."""
        self._writing = threading.Lock()
        self._dead = ""
        self._closed = False
        self._damaged: DamagedError | None = None
        self._verifier: threading.Thread | None = None
        self._lock: disk.Lock | None = None
        self._segment: Segment | None = None
        self._snapshot: Snapshot | None = None
        try:
            self._open(for_folding, trusting)
        except OSError as error:
            self._let_go()
            raise StoreError(f"{path} could not be opened: {error.strerror}.") from error
        except BaseException:
            self._let_go()
            raise

    @property
    def journalled(self) -> int:
        """Bytes of the journal segment that is written to."""
        return self._segment.end if self._segment else 0

    @property
    def size(self) -> int:
        """Bytes of the snapshot and the journal, about."""
        return (len(self._snapshot) if self._snapshot else 0) + self.journalled

    @property
    def closed(self) -> bool:
        """Whether `close` was called."""
        return self._closed

    def refresh(self) -> None:
        """Take in what other processes wrote, unless a write of ours is under way.

        Raises:
            DamagedError: If the files do not hold together any more.
        """
        if self._closed or self._damaged:
            raise self._refusal()
        # Once dead, what the file seems to hold may not be on the disk.
        if not self._dead and self._writing.acquire(blocking=False):
            try:
                self._catch_up(locked=False)
            except OSError as error:
                raise StoreError(f"{self.files.snapshot} cannot be read: {error}.") from error
            finally:
                self._writing.release()

    def write(self, build: Callable[[], tuple[Sequence[Op], T]]) -> T:
        """Make a change, durably and whole.

        Args:
            build: Called with the lock held and everything caught up; gives the changes, and what
                `write` then returns. No changes: nothing is written.

        Raises:
            ReadOnlyError: If nothing may be changed.
            NotSavedError: If nothing was written.
            StoreDeadError: If it is not known whether it was.
        """
        with self._writing:
            # This is what each tag waits for, on cold caches: so all is here that it needs when
            # nobody else wrote and nothing is wrong, and all else is elsewhere.
            lock, segment = self._lock, self._segment
            if lock is None or segment is None or self._is_refusing():
                raise self._refusal()
            lock.hold()
            try:
                try:
                    if segment.header.gen != self._first_gen or not segment.is_current():
                        self._catch_up(locked=True)
                        segment = self._open_segment()
                except OSError as error:
                    raise NotSavedError(f"Not saved: {error}. Try again.") from error
                ops, result = build()
                if ops:
                    self._commit(segment, ops)
                return result
            finally:
                lock.give_back()

    def compact(self) -> bool:
        """Fold the journal into the snapshot; whether that was needed and nobody else is at it.

        Writers of this store wait meanwhile; those of other processes do not.

        Raises:
            NotSavedError: If there was no room; everything is as it was.
        """
        with self._writing:
            if self._is_refusing():
                raise self._refusal()
            try:
                return compaction.compact(self)
            except OSError as error:
                raise NotSavedError(
                    f"{self.files.snapshot.name} could not be rewritten: {error.strerror}. "
                    "Everything is kept in its journal."
                ) from error

    def close(self, *, fold: bool = True) -> None:
        """Let go of the files, folding the journal first so that stock TinyDB can read all."""
        if self._closed:
            return
        if self._verifier:
            self._verifier.join()
        try:
            if fold and not self.read_only and not self._dead and not self._damaged:
                self.compact()
        except (StoreError, OSError) as error:
            self.notices.append(str(error))
        finally:
            self._let_go()
            self._closed = True

    def locked(self) -> disk.Lock:
        """The kernel's lock, to be held in a `with`."""
        assert self._lock is not None
        return self._lock

    def catch_up(self) -> None:
        """Take in what other processes wrote; the kernel's lock must be held."""
        self._catch_up(locked=True)

    def is_folded(self) -> bool:
        """Whether the snapshot holds everything."""
        return self._snapshot is not None and not any(
            table.changed for table in self.tables.values()
        )

    def snapshot(self) -> Snapshot | None:
        """The snapshot that the tables lie over."""
        return self._snapshot

    def forget(self) -> None:
        """Let go of what was read of the snapshot's pages: whoever reads all of it holds little."""
        if self._snapshot:
            self._snapshot.forget()

    def end_segment(self) -> Header:
        """Say that the segment ends; the header of the one that may be begun now."""
        self._open_segment().note_ending(self.seq)
        return self._open_segment().header.following(self.seq)

    def adopt(self, snapshot: Snapshot, header: Header) -> None:
        """Lay the tables over a snapshot that holds just what they do, and write to its segment.

        Args:
            snapshot: In the place of the old one.
            header: Of the segment after it; what others wrote there is caught up with later.
        """
        handle = disk.open_segment(self.files.segment(header.gen))
        before, end = self._open_segment(), len(header.encode())
        self._segment = Segment(self.files, header, handle, end, self._lock)
        before.close()
        snapshot.path = self.files.snapshot
        self._snapshot, self._snapshot_inode = snapshot, snapshot.inode
        self._first_gen = header.gen
        self.take(layered(snapshot.tables()), header.seq)

    def _open(self, for_folding: bool, trusting: bool) -> None:
        if not self.read_only:
            self._lock = disk.Lock(self.files.lock, self.files.end)
        if self._lock is None or for_folding:
            self._load_unlocked()
        else:
            with self._lock:
                self._load()
                compaction.tidy(self.files, self._first_gen)
            keep_reserve(self.files)
        self._verify(trusting)

    def _load_unlocked(self) -> None:
        # Without the lock, files may be replaced between two looks; then they hold at the next.
        for attempt in range(5):
            try:
                self._load(mend=False)
            except (FileNotFoundError, DamagedError):
                if attempt == 4:
                    raise
            else:
                return

    def _load(self, *, mend: bool = True) -> None:
        # Read before the rest, so that the rest can only be ahead of it.
        known = (
            latest((self._lock.read(NOTE), self._lock.read_copy(NOTE)))
            if self._lock
            else self.files.acknowledged()
        )
        opened = load(self.files, known, mend=mend and self._lock is not None)
        before, self._segment = (
            self._segment,
            Segment(self.files, opened.header, opened.handle, opened.end, self._lock),
        )
        if before:
            before.close()
        self._snapshot = opened.snapshot
        self._snapshot_inode = opened.snapshot_inode
        self._first_gen = opened.first_gen
        self.take(opened.tables, opened.seq)
        self.notices += [notice for notice in opened.notices if notice not in self.notices]
        if mend:
            self._segment.note(self.seq, copy=False)

    def _verify(self, trusting: bool) -> None:
        snapshot = self._snapshot
        if snapshot is None:
            return
        if len(snapshot) <= VERIFY_AT_ONCE or not trusting:
            snapshot.verify()
            return
        # A second of reading that nobody should wait for: the journal is another file.
        self._verifier = threading.Thread(
            target=self._verify_beside, args=(snapshot,), name="snapshot-verifier", daemon=True
        )
        self._verifier.start()

    def _verify_beside(self, snapshot: Snapshot) -> None:
        try:
            snapshot.verify()
        except DamagedError as error:
            self._damaged = error

    def _is_refusing(self) -> bool:
        """Whether nothing can be changed now."""
        return bool(self._closed or self._damaged or self.read_only or self._dead)

    def _refusal(self) -> StoreError:
        """Why not."""
        if self._closed:
            return StoreError("The project was closed.")
        if self._damaged:
            return self._damaged
        return ReadOnlyError(self.read_only) if self.read_only else StoreDeadError(self._dead)

    def _open_segment(self) -> Segment:
        assert self._segment is not None
        return self._segment

    def _catch_up(self, *, locked: bool) -> None:
        """Take in what others wrote, and notice when they went on to other files."""
        while (seen := self._open_segment().look()) in (Seen.GROWN, Seen.FOLLOWED):
            segment = self._open_segment()
            for seq, ops in segment.read_more(self.seq):
                self.change(ops, seq)
            if seen is Seen.FOLLOWED:
                following = segment.following(self.seq)
                if following is None:
                    seen = Seen.OVER
                    break
                self._segment = following
                continue
            more, wrong = segment.rest(self.seq)
            if more and locked:
                # Of a writer that died: we hold the lock, so nobody is at it.
                if wrong:
                    raise DamagedError(f"{segment.path}: {wrong}.")
                seen = Seen.OVER
            break
        if seen is Seen.OVER or self._is_behind():
            self._again(locked)

    def _again(self, locked: bool) -> None:
        if locked:
            self._load()
        elif self._lock is None:
            self._load_unlocked()
        elif self._lock.take():
            # Reading needs no lock, but mending does: without it, look again later.
            try:
                self._load()
            finally:
                self._lock.give_back()

    def _is_behind(self) -> bool:
        """Whether others put a new snapshot in place, so that less need be kept in memory."""
        if self._first_gen == self._open_segment().header.gen:
            return False
        status = self.files.snapshot.stat()
        return (status.st_dev, status.st_ino) != self._snapshot_inode

    def _commit(self, segment: Segment, ops: Sequence[Op]) -> None:
        seq = self.seq + 1
        line = encode(seq, ops, segment.header.salt)
        try:
            notices = segment.append(line)
            disk.sync_data(segment.handle)
        except OSError as error:
            # Accept nothing more: a second sync may claim success for what the first one lost.
            segment.note(self.seq, failed=True)
            self._dead = (
                f"The disk reported a failure while saving ({error.strerror}). Whether the last "
                "change was saved is not known: open the project anew."
            )
            raise StoreDeadError(self._dead) from error
        self.syncs += 1
        segment.end += len(line)
        self.change(ops, seq)
        segment.note(seq)
        if notices:
            self.notices += notices

    def _let_go(self) -> None:
        # The snapshot stays mapped only as long as somebody still reads it.
        self.tables, self._snapshot = {}, None
        if self._segment:
            self._segment.close()
        if self._lock:
            self._lock.close()
