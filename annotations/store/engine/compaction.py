"""Folding the journal into the snapshot, without making anyone wait.

Two short moments need the kernel's lock: to begin the next segment, and to put the new snapshot
in the old one's place. What lies between works on files that do not change any more.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from annotations.errors import DamagedError
from annotations.store.engine import disk
from annotations.store.engine.files import Files, archive, new_segment
from annotations.store.engine.journal import Header
from annotations.store.engine.recovery import KEPT, OWN_TABLE
from annotations.store.engine.snapshot import Snapshot, rendered

if TYPE_CHECKING:
    from annotations.store.engine.engine import Engine


def compact(engine: Engine) -> bool:
    """Fold; the engine's `_writing` must be held. Whether there was anything to do.

    Raises:
        DamagedError: If the old snapshot does not match its checksum, or the new one would hold
            less than the tables do.
        OSError: If the disk refused; the store goes on as it is.
    """
    others = disk.Lock(engine.files.compacting)
    try:
        if not others.take():
            return False
        with engine.locked():
            engine.catch_up()
            if engine.is_folded():
                return False
            # From here on the segment before does not change any more.
            header = engine.end_segment()
            new_segment(engine.files, header)
        snapshot = engine.snapshot()
        if snapshot:
            # Its lines are copied unread, so what they hold must be known to be right.
            snapshot.verify()
        folded = _written(engine, header)
        with engine.locked():
            disk.move(folded.path, engine.files.snapshot)
        # Nobody has to wait for the rest. What is in memory is what was folded, as only this
        # thread may change it; and until the folder is synced, a power cut brings back the old
        # snapshot, for which every segment is still there.
        engine.adopt(folded, header)
        disk.sync_folder(engine.files.folder)
        tidy_held(engine.files, header.gen)
        return True
    finally:
        others.close()


def _written(engine: Engine, header: Header) -> Snapshot:
    """The new snapshot, synced, beside the old one."""
    tables = engine.tables
    content = ((name, tables[name].runs()) for name in sorted(tables) if name != OWN_TABLE)
    beside = disk.write_beside(
        engine.files.snapshot,
        rendered(content, header.gen, header.seq, header.salt),
        mode=disk.mode_in(engine.files.folder),
    )
    try:
        folded = Snapshot(beside)
        _refuse_shrinking(engine.snapshot(), folded)
    except BaseException:
        disk.remove(beside)
        raise
    return folded


def _refuse_shrinking(old: Snapshot | None, new: Snapshot) -> None:
    """Events and rows are only ever added: fewer of them would be a fault of this program."""
    counts = {extent.name: extent.count for extent in new.footer.tables}
    for extent in old.footer.tables if old else ():
        left = counts.get(extent.name, 0)
        if extent.name.startswith(KEPT) and left < extent.count:
            raise DamagedError(
                f"Folding would leave {left} of {extent.count} rows in {extent.name}, so it was "
                "not done. Everything is kept in the journal; please report this."
            )


def tidy(files: Files, first_gen: int) -> None:
    """Finish what a compaction that died left behind; nothing if one is under way.

    What the disk refuses is left for the next time.
    """
    with contextlib.suppress(OSError):
        others = disk.Lock(files.compacting)
        try:
            if others.take():
                for leftover in list(files.leftovers()):
                    disk.remove(leftover)
                tidy_held(files, first_gen)
        finally:
            others.close()


def tidy_held(files: Files, first_gen: int) -> None:
    """Archive the segments that the snapshot contains, and no other.

    By the number that the snapshot gives: those up to the newest segment's may still be needed.
    """
    older = [gen for gen in files.segments() if gen < first_gen]
    if older:
        # Not before the snapshot is sure to be found under its name.
        disk.sync_folder(files.folder)
    for gen in older:
        archive(files, gen)
