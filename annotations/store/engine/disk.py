"""Every system call by which the store changes a disk, in one place.

Tests count, fail and interrupt them by standing in for this module's `os`.
"""

# ruff: noqa: PTH104, PTH108  (a stand-in for `os` must see every call)
from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from fcntl import LOCK_EX, LOCK_NB, LOCK_UN, flock
from pathlib import Path
from stat import S_ISREG
from types import TracebackType

from annotations.outside import NotAFileError

FULL = (errno.ENOSPC, errno.EDQUOT)
"""What a full disk or quota says."""

_AHEAD = 1 << 23
"""Bytes that are worth a sync of their own."""

_LINUX = ("ext2", "ext3", "ext4", "xfs", "btrfs", "bcachefs", "f2fs", "jfs", "reiserfs", "nilfs2")
_POOLS = ("zfs", "ubifs", "jffs2", "erofs", "squashfs", "iso9660", "udf")
_LAYERS = ("overlay", "aufs", "ecryptfs", "fuse.gocryptfs", "fuse.cryfs", "fuse.encfs")
_MEMORY = ("tmpfs", "ramfs", "rootfs", "devtmpfs")
_OTHERS = ("apfs", "hfs", "hfsplus", "ufs", "vfat", "msdos", "exfat", "ntfs", "ntfs3", "fuseblk")
LOCAL = frozenset({*_LINUX, *_POOLS, *_LAYERS, *_MEMORY, *_OTHERS})
"""File systems whose locks and syncs depend on this machine alone."""


def _sync_data(handle: int) -> None:
    os.fdatasync(handle)


def _full_sync(handle: int) -> None:
    # On macOS a plain fsync leaves the data in the drive's own cache.
    fcntl.fcntl(handle, fcntl.F_FULLFSYNC)  # type: ignore[attr-defined,unused-ignore]


sync_data: Callable[[int], None] = _full_sync if hasattr(fcntl, "F_FULLFSYNC") else _sync_data
"""Returns once what was written to a handle, and the file's size, are on the disk."""


def sync(handle: int) -> None:
    """Return once a new file's content and metadata are on the disk."""
    if hasattr(fcntl, "F_FULLFSYNC"):
        _full_sync(handle)
    else:
        os.fsync(handle)


def sync_folder(folder: Path) -> None:
    """Return once the folder's names are on the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def append(handle: int, data: bytes) -> None:
    """Write all of `data` at the end of a file that was opened for appending.

    Raises:
        OSError: If not everything was written; some of it may have been.
    """
    written = os.write(handle, data)
    if written != len(data):
        _append_rest(handle, memoryview(data)[written:])


def _append_rest(handle: int, view: memoryview) -> None:
    while view:
        view = view[os.write(handle, view) :]


def cut(handle: int, size: int) -> None:
    """Shorten a file to `size` bytes."""
    os.ftruncate(handle, size)


def open_segment(path: Path, *, read_only: bool = False) -> int:
    """A handle that reads anywhere and writes at the end."""
    mode = os.O_RDONLY if read_only else os.O_RDWR | os.O_APPEND
    return os.open(path, mode | os.O_CLOEXEC)


def write_beside(
    path: Path, chunks: Iterable[bytes], *, ahead: bool = False, mode: int = 0o666
) -> Path:
    """A new file next to `path`, synced, which `take_place` may move there.

    Args:
        path: Where it may be moved.
        chunks: What it holds.
        ahead: Sync from another thread while chunks are made, for files of very many of them.
        mode: Who may read and write it, as far as the umask lets them.
    """
    beside = path.with_name(f"{path.name}.tmp-{secrets.token_hex(4)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    try:
        try:
            if ahead:
                _append_and_sync(handle, chunks)
            else:
                for block in _blocks(chunks):
                    append(handle, block)
            sync(handle)
        finally:
            os.close(handle)
    except BaseException:
        remove(beside)
        raise
    return beside


def _append_and_sync(handle: int, chunks: Iterable[bytes]) -> None:
    """Write chunks while what was written before is synced: the last sync has less to wait for."""
    from concurrent.futures import Future, ThreadPoolExecutor

    syncing: Future[None] | None = None
    waiting = 0
    with ThreadPoolExecutor(1) as thread:
        for block in _blocks(chunks):
            append(handle, block)
            waiting += len(block)
            if waiting >= _AHEAD and (syncing is None or syncing.done()):
                if syncing is not None:
                    # A disk says only once that it failed.
                    syncing.result()
                syncing, waiting = thread.submit(sync_data, handle), 0
        if syncing is not None:
            syncing.result()


def _blocks(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces that are worth a system call."""
    waiting, size = list[bytes](), 0
    for chunk in chunks:
        if not waiting and len(chunk) >= 1 << 16:
            yield chunk
            continue
        waiting.append(chunk)
        size += len(chunk)
        if size >= 1 << 18:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join(waiting)


def take_place(beside: Path, path: Path) -> None:
    """Move a synced file to `path`, replacing what is there, and sync the folder."""
    move(beside, path)
    sync_folder(path.parent)


def move(beside: Path, path: Path) -> None:
    """Move a synced file to `path`; after a power cut the old one may be there again."""
    os.rename(beside, path)


def replace(path: Path, chunks: Iterable[bytes], *, mode: int = 0o666) -> None:
    """Give `path` new content: after a power cut it holds the old or the new, whole."""
    take_place(write_beside(path, chunks, mode=mode), path)


def remove(path: Path) -> None:
    """Delete a file; one that is gone is fine."""
    try:
        os.unlink(path)
    except FileNotFoundError:
        return


class Lock:
    """A lock that the kernel lets go of when its process ends, however it ends.

    `flock`, never `lockf`: POSIX locks are shared by all handles of a process and lost when any
    of them closes.

    Args:
        path: The lock file.
        beside: Another file that holds what is written into it, too: who tidies up a folder, or
            copies it, may well leave out what is called a lock.
    """

    def __init__(self, path: Path, beside: Path | None = None) -> None:
        self.path = str(path)
        self._beside = str(beside) if beside else ""
        self._mode = mode_in(path.parent)
        self._copy = -1
        self.handle = self._open()
        if self._beside:
            flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
            self._copy = os.open(self._beside, flags, self._mode)

    def __enter__(self) -> Lock:
        self.hold()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        flock(self.handle, LOCK_UN)

    def __del__(self) -> None:
        # Whoever was interrupted while opening has nobody else to let go of it.
        with contextlib.suppress(OSError, AttributeError, TypeError):
            self.close()

    def hold(self) -> None:
        """Lock, waiting for whoever holds it. Let go by leaving a `with`, or `give_back`."""
        flock(self.handle, LOCK_EX)
        while not os.fstat(self.handle).st_nlink:
            # Someone deleted the file: a lock on it excludes nobody who opens the new one.
            os.close(self.handle)
            self.handle = self._open()
            flock(self.handle, LOCK_EX)

    def take(self) -> bool:
        """Lock without waiting; whether it worked. Let go as after `hold`."""
        try:
            flock(self.handle, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def give_back(self) -> None:
        """Let go of what `hold` or `take` took."""
        flock(self.handle, LOCK_UN)

    def read(self, size: int) -> bytes:
        """The first bytes of the lock file."""
        return os.pread(self.handle, size, 0)

    def write(self, data: bytes, *, copy: bool = True) -> None:
        """Set the first bytes of the lock file, and of its copy; not synced."""
        os.pwrite(self.handle, data, 0)
        if copy and self._copy >= 0:
            os.pwrite(self._copy, data, 0)

    def read_copy(self, size: int) -> bytes:
        """The first bytes of the copy; none if there is none."""
        return os.pread(self._copy, size, 0) if self._copy >= 0 else b""

    def close(self) -> None:
        """Let go of lock and file."""
        if self.handle >= 0:
            os.close(self.handle)
            self.handle = -1
        if self._copy >= 0:
            os.close(self._copy)
            self._copy = -1

    def _open(self) -> int:
        handle = os.open(
            self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NONBLOCK, self._mode
        )
        if not S_ISREG(os.fstat(handle).st_mode):
            os.close(handle)
            raise NotAFileError(errno.EINVAL, "is not a file", self.path)
        return handle


def network_file_system(folder: Path, mounts: Path = Path("/proc/self/mounts")) -> str:
    """The type of the file system that `folder` lies on, unless it is known to be a local one.

    Only Linux says so in a file; elsewhere every folder passes for local.
    """
    try:
        lines = mounts.read_text(errors="surrogateescape").splitlines()
    except OSError:
        return ""
    place, found = folder.resolve(), ("", "")
    for line in lines:
        _, point, kind, *_ = line.split(" ")
        point = point.replace(r"\040", " ").replace(r"\011", "\t").replace(r"\134", "\\")
        # Of several mounts on one point the last one is seen.
        if place.is_relative_to(point) and len(point) >= len(found[0]):
            found = point, kind
    return "" if found[1] in LOCAL else found[1]


def mode_in(folder: Path) -> int:
    """Who may read and write a file of a project in `folder`, before the umask: its owner alone.

    Unless the folder lets its group, or everybody, write in it: then somebody wanted that.
    """
    try:
        shared = folder.stat().st_mode & 0o022
    except OSError:
        shared = 0
    return 0o666 if shared else 0o600


def make_folder(folder: Path) -> None:
    """A folder of a project, for those who may read its files; one that is there is left as it is.

    Raises:
        OSError: If it cannot be made.
    """
    shared = folder.parent.exists() and mode_in(folder.parent) != 0o600
    folder.mkdir(mode=0o777 if shared else 0o700, parents=True, exist_ok=True)
