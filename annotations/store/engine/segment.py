"""The journal segment that is written to: adding to it, and noticing what others added."""

# ruff: noqa: PTH110  (half the time of pathlib's, at every tag)
from __future__ import annotations

import os
from collections.abc import Iterator
from enum import Enum
from os import fstat, pread
from pathlib import Path

from annotations.errors import NotSavedError
from annotations.store.engine import disk
from annotations.store.engine.files import NOTE, Acknowledged, Files, note_of
from annotations.store.engine.journal import Header, Op, damage, header_of, records
from annotations.store.engine.recovery import read_from


class Seen(Enum):
    """What became of the segment since the last look."""

    SAME = "nobody added anything"
    GROWN = "there is more to read"
    FOLLOWED = "another segment is written to now"
    OVER = "it is gone, or must not be written to"


class Segment:
    """An open segment; `end` is where the records end that are in memory.

    Args:
        files: The store's files.
        header: The segment's first line.
        handle: Of the file; -1 if there is none, in a store that may only be read.
        end: Where its records end, in bytes.
        lock: The store's lock file, which also holds the note of what was acknowledged.
    """

    def __init__(
        self, files: Files, header: Header, handle: int, end: int, lock: disk.Lock | None
    ) -> None:
        self.header = header
        self.handle = handle
        self.end = end
        self.path = files.segment(header.gen)
        self._files = files
        self._lock = lock
        self._next = str(files.segment(header.gen + 1))
        self._noted = b""

    def is_current(self) -> bool:
        """Whether nobody else wrote, for sure: the short way, for whoever holds the lock.

        Everyone who adds to a segment, ends it, or fails to sync it, writes down so: where our own
        last note still stands, nobody did; else `look`. The file is looked at all the same,
        because the note of a writer that was killed is missing, and others may delete files.
        """
        status = fstat(self.handle)
        return (
            status.st_size == self.end
            and status.st_nlink > 0
            and self._lock is not None
            and pread(self._lock.handle, NOTE, 0) == self._noted
        )

    def look(self) -> Seen:
        """Whether others wrote, or went on to another segment."""
        if self.handle < 0:
            return Seen.OVER if self.path.exists() else Seen.SAME
        status = fstat(self.handle)
        # No name any more: it was folded away, perhaps more than once since the last look, so
        # that asking for the next segment alone would not show it.
        if status.st_nlink == 0 or status.st_size < self.end:
            return Seen.OVER
        if self._lock:
            # Whoever ends a segment, or fails to sync it, says so in the note beforehand; asking
            # for the next one by its path would take longer than all else here.
            note = self._lock.read(NOTE)
            if note == self._noted:
                return Seen.GROWN if status.st_size > self.end else Seen.SAME
            if self._has_failed(note):
                return Seen.OVER
        if os.path.exists(self._next):
            return Seen.FOLLOWED
        return Seen.GROWN if status.st_size > self.end else Seen.SAME

    def read_more(self, seq: int) -> Iterator[tuple[int, list[Op]]]:
        """Number and changes of the records after `seq`, which is the last one in memory."""
        data, start = read_from(self.handle, self.end), self.end
        for number, ops, stop in records(data, 0, self.header.salt, seq):
            self.end = start + stop
            yield number, ops

    def following(self, seq: int) -> Segment | None:
        """The next segment, if it goes on after `seq`; this one is closed then."""
        try:
            handle = disk.open_segment(Path(self._next), read_only=self._lock is None)
        except FileNotFoundError:
            return None
        data = read_from(handle, 0)
        header = header_of(data, self._next)
        if header.seq != seq:
            os.close(handle)
            return None
        self.close()
        return Segment(self._files, header, handle, len(header.encode()), self._lock)

    def rest(self, seq: int) -> tuple[bool, str]:
        """Whether something follows the last record, and what is wrong with it if it is damage."""
        data = read_from(self.handle, self.end)
        return bool(data), damage(data, 0, self.header.salt, seq)

    def append(self, line: bytes) -> list[str]:
        """Write a line at the end, whole or not at all; `end` stays before it.

        Returns:
            Notices for the user.

        Raises:
            NotSavedError: If nothing was written.
            OSError: If part of it was, and could not be taken back.
        """
        notices: list[str] = []
        while True:
            try:
                disk.append(self.handle, line)
            except OSError as error:
                notices.append(self._given_room(error))
            else:
                return notices

    def _given_room(self, error: OSError) -> str:
        """Take back what was written of a line, and make room for it if that is what it lacks."""
        disk.cut(self.handle, self.end)
        if error.errno in disk.FULL and self._files.reserve.exists():
            disk.remove(self._files.reserve)
            return (
                "The disk is full. A reserve lets you save about two thousand more tags: make room "
                "now."
            )
        raise NotSavedError(
            f"Not saved: {error.strerror} while writing {self.path}. Nothing was changed; try "
            "again when there is room."
        ) from error

    def note(self, seq: int, *, failed: bool = False, copy: bool = True) -> None:
        """Write down how far the journal is known to be on the disk.

        Args:
            seq: The last change that is.
            failed: What follows could not be synced.
            copy: In the copy of the lock file, too: whoever only opens a project changes nothing.
        """
        lock = self._lock
        if lock is None:
            return
        self._noted = note_of(self.header.gen, seq, self.end, failed)
        try:
            lock.write(self._noted, copy=copy)
        except OSError:
            return  # less can be told from the files later; nothing depends on it

    def note_ending(self, seq: int) -> None:
        """Make everyone look for the next segment before they write; it may be begun now.

        Raises:
            OSError: If that failed, so that it may not.
        """
        if self._lock:
            note = note_of(self.header.gen, seq, self.end)
            self._lock.write(note[:-1] + b"e", copy=False)

    def close(self) -> None:
        """Let go of the file."""
        if self.handle >= 0:
            os.close(self.handle)
            self.handle = -1

    def _has_failed(self, note: bytes) -> bool:
        """Whether another process could not sync what it added to this segment."""
        known = Acknowledged.of(note)
        return known is not None and known.failed and known.gen == self.header.gen
