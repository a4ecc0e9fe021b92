"""Disks that fail on purpose.

`FaultyOS` stands in for the `os` of `annotations.store.engine.disk`, through which every change of
a disk goes. It ends the process at a chosen call (an exception that nothing may survive), or fails
the call. Beside that it keeps account of what a sync has made durable, so that the folder can be
laid out as a power cut would have left it.
"""

# ruff: noqa: D102, PTH104, PTH108, PTH110, PTH115  (it has the names that `os` has)
from __future__ import annotations

import errno
import os
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from annotations.store.engine import disk

FULL = os.environ.get("SLUGLINE_RELIABILITY") == "full"
"""Whether to take hours' worth of evidence instead of a minute's (`make reliability`)."""

SECTOR = 512
FAILURES = {"EIO": errno.EIO, "ENOSPC": errno.ENOSPC}
CRASHES = ("killed", "cut", "cut, names early", "cut, lock early", "cut, some sectors")


class Died(BaseException):
    """The process ended here: no handler may do anything that reaches the disk."""


class Fault(NamedTuple):
    """What happens at which call."""

    at: int
    """The number of the call that changes the disk, from 0."""
    errno: int = 0
    """The error it fails with; 0 ends the process instead."""


class FaultyOS:
    """An `os` whose calls can end everything.

    Args:
        root: The folder of which account is kept; all that is there now is durable.
        fault: What goes wrong; None for nothing.
    """

    def __init__(self, root: Path, fault: Fault | None = None) -> None:
        self.root = root
        self.fault = fault
        self.calls: list[str] = []
        self.dead = False
        self._objects: dict[int, bytes] = {}
        self._ids: dict[int, int] = {}
        self._names: dict[Path, dict[str, int]] = {}
        self._dropped: dict[int, tuple[int, int]] = {}
        for folder in (root, *(path for path in root.rglob("*") if path.is_dir())):
            self._names[folder] = self._listed(folder)
            for name, key in self._names[folder].items():
                self._objects[key] = (folder / name).read_bytes()

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    def open(self, path: Any, flags: int, mode: int = 0o777) -> int:
        new = bool(flags & os.O_CREAT) and not os.path.exists(path)
        if new:
            self._step("create", path)
        elif self.dead:
            raise Died
        handle = os.open(path, flags, mode)
        if new:
            self._ids[os.fstat(handle).st_ino] = len(self._objects)
            self._objects[len(self._objects)] = b""
        return handle

    def write(self, handle: int, data: Any) -> int:
        self._step("write", handle, before=lambda: os.write(handle, data[: len(data) // 2]))
        return os.write(handle, data)

    def pwrite(self, handle: int, data: bytes, at: int) -> int:
        self._step("note", handle, before=lambda: os.pwrite(handle, data[: len(data) // 2], at))
        return os.pwrite(handle, data, at)

    def ftruncate(self, handle: int, size: int) -> None:
        self._step("cut", handle)
        os.ftruncate(handle, size)
        key = self._key(os.fstat(handle).st_ino)
        if key in self._dropped:
            start, stop = self._dropped[key]
            self._dropped[key] = min(start, size), min(stop, size)

    def fdatasync(self, handle: int) -> None:
        self.fsync(handle)

    def fsync(self, handle: int) -> None:
        place = Path(os.readlink(f"/proc/self/fd/{handle}"))
        if place.is_dir():
            self._step("sync", place)
            self._names[place] = self._listed(place)
            return
        key, content = self._key(os.fstat(handle).st_ino), _content(handle)
        try:
            self._step("sync", place)
        except OSError:
            # As Linux does: what could not be written is dropped, and counts as written.
            self._dropped[key] = len(self._objects[key]), len(content)
            raise
        start, stop = self._dropped.get(key, (0, 0))
        self._objects[key] = content[:start] + bytes(stop - start) + content[stop:]

    def rename(self, old: Any, new: Any) -> None:
        self._step("rename", new)
        os.rename(old, new)

    def unlink(self, path: Any) -> None:
        if os.path.exists(path):
            self._step("unlink", path)
        os.unlink(path)

    def crashed(self, how: str, into: Path, seed: int = 0) -> Path:
        """The folder as it is found afterwards.

        Args:
            how: One of `CRASHES`.
            into: Where to lay it out.
            seed: Chooses the sectors that reached the disk.
        """
        if how == "killed":
            shutil.copytree(self.root, into)
            return into
        chance = random.Random(seed)
        for folder in {self.root, *(path for path in self.root.rglob("*") if path.is_dir())}:
            there = into / folder.relative_to(self.root)
            there.mkdir(parents=True, exist_ok=True)
            now = self._listed(folder)
            names = now if how != "cut" else self._names.get(folder, {})
            for name, key in names.items():
                data = self._objects.get(key, b"")
                if now.get(name) == key:
                    current = (folder / name).read_bytes()
                    if how == "cut, lock early" and name.endswith(".lock"):
                        data = current
                    if how == "cut, some sectors":
                        data = _some_sectors(data, current, chance)
                (there / name).write_bytes(data)
        return into

    def _step(self, what: str, where: Any, before: Callable[[], Any] | None = None) -> None:
        if self.dead:
            raise Died
        here = len(self.calls)
        self.calls.append(f"{what} {where}")
        if self.fault is None or self.fault.at != here:
            return
        if before:
            before()
        if not self.fault.errno:
            self.dead = True
            raise Died
        raise OSError(self.fault.errno, os.strerror(self.fault.errno), str(where))

    def _listed(self, folder: Path) -> dict[str, int]:
        entries = (entry for entry in os.scandir(folder) if entry.is_file())
        return {entry.name: self._key(entry.stat().st_ino) for entry in entries}

    def _key(self, inode: int) -> int:
        if inode not in self._ids:
            self._ids[inode] = len(self._objects)
            self._objects[len(self._objects)] = b""
        return self._ids[inode]


def _content(handle: int) -> bytes:
    # By name: the handle itself may be for writing only.
    return Path(f"/proc/self/fd/{handle}").read_bytes()


def _some_sectors(durable: bytes, current: bytes, chance: random.Random) -> bytes:
    """What was added since the sync, with holes where sectors were not written."""
    if not current.startswith(durable):
        return durable
    data = bytearray(current)
    for at in range(len(durable), len(current), SECTOR):
        if chance.random() < 0.5:
            stop = min(at + SECTOR - at % SECTOR, len(current))
            data[at:stop] = bytes(stop - at)
    return bytes(data)


@contextmanager
def standing_in(faulty: FaultyOS, module: ModuleType = disk) -> Iterator[None]:
    """Every change of a disk by `module` goes through `faulty`."""
    real = vars(module)["os"]
    vars(module)["os"] = faulty
    try:
        yield
    finally:
        vars(module)["os"] = real
