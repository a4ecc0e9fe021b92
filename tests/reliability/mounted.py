"""File systems of one's own, where that is allowed: to be filled up, or to lose their power."""

from __future__ import annotations

import fcntl
import os
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_SHUTDOWN = 0x8004587D
_NO_LOG_FLUSH = struct.pack("I", 2)


def _try(*arguments: str) -> None:
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"{' '.join(arguments)}: {done.stderr.strip() or 'it is not allowed here'}")


def _run(*arguments: str) -> None:
    subprocess.run(arguments, capture_output=True, text=True, check=True)


def _need_root() -> None:
    if os.geteuid():
        pytest.skip("mounting a file system needs root")


@contextmanager
def small_disk(place: Path, size: str) -> Iterator[Path]:
    """A file system in memory that is soon full."""
    _need_root()
    place.mkdir()
    _try("mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place))
    try:
        yield place
    finally:
        _run("umount", str(place))


class Powered:
    """An ext4 file system in a file, whose power can be cut.

    Args:
        place: A folder for the file and the mount point.
    """

    def __init__(self, place: Path) -> None:
        _need_root()
        self.image = place / "disk.img"
        self.folder = place / "mounted"
        self.folder.mkdir()
        with self.image.open("wb") as file:
            file.truncate(64 << 20)
        try:
            _try("mkfs.ext4", "-q", "-F", str(self.image))
        except FileNotFoundError:
            pytest.skip("there is no mkfs.ext4")
        self.mount()

    def mount(self) -> None:
        """Plug it in; what the file system's own journal holds is replayed."""
        _try("mount", "-o", "loop", str(self.image), str(self.folder))

    def unmount(self) -> None:
        """Take it away."""
        _run("umount", str(self.folder))

    def cut(self) -> None:
        """Everything that was not flushed is gone.

        While this runs a sync answers for data that it drops, so only what was acknowledged
        before it may be counted.
        """
        handle = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.ioctl(handle, _SHUTDOWN, _NO_LOG_FLUSH)
        except OSError as error:
            pytest.skip(f"this kernel does not cut the power: {error.strerror}")
        finally:
            os.close(handle)
