"""The files of a store, and the note beside them of what was acknowledged."""

from __future__ import annotations

import contextlib
import os
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from annotations.outside import read_whole
from annotations.store.engine import disk
from annotations.store.engine.journal import Header

RESERVE = 2 << 20
"""Bytes of ballast that are let go of when the disk is full: room for two thousand tags."""

NOTE = 80
"""Bytes of the lock file that say what was acknowledged."""

_ACKNOWLEDGED = re.compile(rb"(ack (\d+) (\d+) (\d+) ([01])) ([0-9a-f]{8})\n")


class Files:
    """Where everything is, for a store whose snapshot is at `snapshot`."""

    def __init__(self, snapshot: Path) -> None:
        self.snapshot = snapshot
        self.folder = snapshot.parent
        self.lock = snapshot.with_name(snapshot.name + ".lock")
        self.end = snapshot.with_name(snapshot.name + ".end")
        self.compacting = snapshot.with_name(snapshot.name + ".compacting")
        self.reserve = snapshot.with_name(snapshot.name + ".reserve")
        self.history = self.folder / "history"
        self._prefix = snapshot.name + ".wal-"

    def acknowledged(self) -> Acknowledged | None:
        """What the lock file or its copy says, for those who do not lock."""
        notes = []
        for path in (self.lock, self.end):
            with contextlib.suppress(OSError):
                notes.append(read_whole(path)[:NOTE])
        return latest(notes)

    def segment(self, gen: int) -> Path:
        """The journal segment of that number."""
        return self.snapshot.with_name(f"{self._prefix}{gen}")

    def segments(self) -> list[int]:
        """The numbers of the segments that there are, ascending."""
        names = (path.name.removeprefix(self._prefix) for path in self._beside(".wal-"))
        return sorted(int(name) for name in names if name.isdecimal())

    def leftovers(self) -> Iterator[Path]:
        """Temporary files; they belong to a compaction, or to one that died."""
        return (path for path in self._beside("") if re.search(r"\.tmp-[0-9a-f]{8}$", path.name))

    def sealed(self, gen: int) -> Path:
        """Where a segment is kept once the snapshot contains it."""
        return self.history / f"{gen:08d}.gz"

    def history_segments(self) -> list[int]:
        """The numbers of the segments in the history, ascending."""
        if not self.history.is_dir():
            return []
        names = (path.name.removesuffix(".gz") for path in self.history.glob("*.gz"))
        return sorted(int(name) for name in names if name.isdecimal())

    def _beside(self, suffix: str) -> list[Path]:
        start = self.snapshot.name + suffix
        return [path for path in self.folder.iterdir() if path.name.startswith(start)]


class Acknowledged(NamedTuple):
    """How far the journal was known to be on the disk; in the lock file and a copy, never synced.

    It tells a torn tag that nobody was promised from a promised one that is gone. Being written
    after the sync, it is never ahead of the truth; after a power cut it may be behind.
    """

    gen: int
    seq: int
    end: int
    """Bytes of that segment."""
    failed: bool = False
    """A sync of what follows failed: it may be in memory and not on the disk."""

    def encode(self) -> bytes:
        """As the lock file's content."""
        return note_of(*self)

    @classmethod
    def of(cls, data: bytes) -> Acknowledged | None:
        """What the lock file says, if it says anything."""
        found = _ACKNOWLEDGED.match(data)
        if found is None or b"%08x" % crc32(found[1]) != found[6]:
            return None
        return cls(int(found[2]), int(found[3]), int(found[4]), found[5] == b"1")


def latest(notes: Iterable[bytes]) -> Acknowledged | None:
    """What was acknowledged last of what notes say; none if they say nothing."""
    known = [one for one in map(Acknowledged.of, notes) if one]
    return max(known, key=lambda one: (one.gen, one.seq, one.failed), default=None)


def note_of(gen: int, seq: int, end: int, failed: bool = False) -> bytes:
    """The lock file's content that says what was `Acknowledged`."""
    text = b"ack %d %d %d %d" % (gen, seq, end, failed)
    return (b"%b %08x\n" % (text, crc32(text))).ljust(NOTE)


def new_segment(files: Files, header: Header) -> None:
    """Begin a segment: there, whole and synced with its folder when this returns.

    Raises:
        OSError: If that failed; then it is not there, or is and holds nothing.
    """
    disk.replace(files.segment(header.gen), [header.encode()], mode=disk.mode_in(files.folder))


def archive(files: Files, gen: int) -> None:
    """Move a segment that the snapshot contains into the history, compressed."""
    segment = files.segment(gen)
    try:
        data = read_whole(segment)
    except FileNotFoundError:
        return  # someone else did
    disk.make_folder(files.history)
    # The fastest level: whoever closes a project waits for it, and it still saves four fifths.
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    packed = [packer.compress(data) + packer.flush()]
    disk.replace(files.sealed(gen), packed, mode=disk.mode_in(files.folder))
    disk.remove(segment)


def unpacked(path: Path) -> bytes:
    """A segment from the history.

    Raises:
        zlib.error: If it is damaged.
    """
    unpacker = zlib.decompressobj(31)
    data = unpacker.decompress(read_whole(path)) + unpacker.flush()
    if not unpacker.eof:
        raise zlib.error("incomplete")
    return data


def keep_reserve(files: Files) -> None:
    """Write the ballast unless it is there or the disk is nearly full already."""
    try:
        if files.reserve.stat().st_size == RESERVE:
            return
    except FileNotFoundError:
        pass
    room = os.statvfs(files.folder)
    if room.f_bavail * room.f_frsize > 4 * RESERVE:
        # Random bytes: a file system that compresses would reserve nothing for zeros.
        with contextlib.suppress(OSError):
            files.reserve.touch(mode=disk.mode_in(files.folder))
            files.reserve.write_bytes(os.urandom(RESERVE))
