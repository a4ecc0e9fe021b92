"""Reading what came from elsewhere without trusting it: an exchange folder or a bundle.

Nothing is unpacked to disk. Names are never used as paths unless they are of the layout; what is
read is counted as it is read, whatever a header says; links and devices are refused.
"""

from __future__ import annotations

import os
import stat
import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from annotations.errors import ExchangeError
from annotations.exchange.layout import (
    CORPUS,
    EVENTS,
    LONGEST_PROJECT,
    MOST_BYTES,
    MOST_FILES,
    PROJECT,
    SIGNATURES,
    limit_of,
)

MOST_PACKED: Final = 512 << 20
"""Bytes that a bundle may have."""
RATIO: Final = 100
"""How many times its size a bundle may hold. Events pack to a sixth, articles to a third."""
ALLOWANCE: Final = 16 << 20
"""Bytes that a bundle may hold beside that: small ones of much the same pack better."""
LONGEST_LISTING: Final = 16 << 20
"""Bytes of a bundle's list of files."""

_DAMAGED: Final = (BadZipFile, zlib.error, struct.error, EOFError, ValueError, RuntimeError)
_CHUNK: Final = 1 << 18
_END: Final = 22
"""Bytes of the record at the end of an archive, if no comment follows."""


@contextmanager
def packed_at(path: Path) -> Iterator[ZipFile]:
    """The archive at a path; one that is a link itself is followed.

    Raises:
        ExchangeError: If it is none, or not safe to read.
        OSError: If it cannot be read.
    """
    with regular(path.resolve(), f"{path}") as file, _zip(file, path) as packed:
        yield packed


class Budget:
    """Counts what is read, file by file and in all."""

    def __init__(self, where: str, total: int) -> None:
        self._where = where
        self._left = self._total = total

    def read(self, file: IO[bytes], name: str, limit: int) -> bytes:
        """A file to its end, unless it is too large."""
        data = bytearray()
        while chunk := file.read(_CHUNK):
            data += chunk
            self.count(len(chunk), len(data), name, limit)
        return bytes(data)

    def count(self, more: int, size: int, name: str, limit: int) -> None:
        """Count bytes that were read.

        Args:
            more: How many, just now.
            size: How many of this file, with those.
            name: The file.
            limit: How many it may have.

        Raises:
            ExchangeError: If it, or all together, is too large.
        """
        self._left -= more
        if size > limit:
            raise ExchangeError(f"{self._where}: {name} is larger than {limit:,} bytes.")
        if self._left < 0:
            raise ExchangeError(
                f"{self._where} holds more than {self._total:,} bytes, which no exchange of "
                "its size does."
            )


class Folder:
    """An exchange folder; only what the layout knows of is looked at.

    Args:
        path: The folder; it may be a link itself, nothing in it may.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._budget = Budget(str(path), MOST_BYTES)

    def names(self) -> tuple[str, ...]:
        """The files of the exchange that are there, and what else stands among them."""
        found: list[str] = []
        for name in self._names():
            found.append(name)
            if len(found) > MOST_FILES:
                raise ExchangeError(f"{self._path} holds more than {MOST_FILES:,} files.")
        return tuple(sorted(found))

    def _names(self) -> Iterator[str]:
        if os.path.lexists(self._path / PROJECT):
            yield PROJECT
        yield from self._listed(CORPUS)
        yield from self._listed(SIGNATURES)
        yield from self._listed(EVENTS)
        for person in self._listed(EVENTS, folders=True):
            yield from self._listed(person)

    def _listed(self, folder: str, *, folders: bool = False) -> Iterator[str]:
        """The files of a folder in it, or the folders; a link among these is refused."""
        place = self._path / folder
        check_no_link(place, self._path)
        if not place.is_dir():
            return
        with os.scandir(place) as entries:
            for entry in entries:
                name = f"{folder}/{entry.name}"
                if folders:
                    check_no_link(place / entry.name, self._path)
                if entry.is_dir(follow_symlinks=False) == folders:
                    yield name

    def read(self, name: str, after: int = 0) -> bytes:
        """The whole of a file."""
        with regular(self._path / name, f"{self._path}: {name}") as file:
            return self._budget.read(file, name, limit_of(name) or LONGEST_PROJECT)


def check_no_link(place: Path, exchange: Path) -> None:
    """See that a path within an exchange folder leads nowhere else.

    Raises:
        ExchangeError: If it is a link.
    """
    if place.is_symlink():
        raise ExchangeError(
            f"{exchange}: {place.relative_to(exchange)} is a link, which may lead anywhere. "
            "Remove it: an exchange holds only files and folders."
        )


@contextmanager
def regular(path: Path, where: str) -> Iterator[IO[bytes]]:
    """A plain file, opened without following a link or waiting for a pipe."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        if path.is_symlink():
            raise ExchangeError(f"{where} is a link, which may lead anywhere.") from error
        raise
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise ExchangeError(f"{where} is no plain file.")
        yield file


@contextmanager
def _zip(file: IO[bytes], path: Path) -> Iterator[ZipFile]:
    size = os.fstat(file.fileno()).st_size
    if size > MOST_PACKED:
        raise ExchangeError(f"{path} is larger than {MOST_PACKED:,} bytes.")
    _check_listing(file, size, path)
    try:
        packed = ZipFile(file)
    except (BadZipFile, ValueError, NotImplementedError, EOFError, struct.error) as error:
        raise ExchangeError(f"{path} is no bundle: {error}.") from error
    with packed:
        yield packed


def _check_listing(file: IO[bytes], size: int, path: Path) -> None:
    """See that the list of files, which is read at once, is not huge itself."""
    file.seek(max(size - (1 << 16) - 64, 0))
    tail = file.read()
    # Where `zipfile` looks too: at the very end, else before a comment.
    last = len(tail) - _END
    is_last = last >= 0 and tail[last:].startswith(b"PK\x05\x06") and tail.endswith(b"\0\0")
    at = last if is_last else tail.rfind(b"PK\x05\x06")
    listing = int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0
    if listing > LONGEST_LISTING or tail[max(at - 20, 0) :].startswith(b"PK\x06\x07"):
        raise ExchangeError(f"{path} lists more than {MOST_FILES:,} files.")
    file.seek(0)


class Bundle:
    """A zipped exchange.

    Args:
        packed: The open archive.
        path: What it is called.

    Raises:
        ExchangeError: If it holds what no bundle does.
    """

    def __init__(self, packed: ZipFile, path: Path) -> None:
        self._zip = packed
        self._path = path
        self._members = self._checked()
        size = os.fstat(packed.fp.fileno()).st_size if packed.fp else 0
        self._budget = Budget(str(path), min(MOST_BYTES, RATIO * size + ALLOWANCE))

    def _checked(self) -> dict[str, ZipInfo]:
        members = self._zip.infolist()
        if len(members) > MOST_FILES:
            raise ExchangeError(f"{self._path} holds more than {MOST_FILES:,} files.")
        for member in members:
            if why := _suspicious(member):
                raise ExchangeError(
                    f"{self._path}: {member.orig_filename!r} {why}. Nothing of the bundle was "
                    "taken. Ask whoever sent it for one that `slugline bundle push` made."
                )
        counts = Counter(member.filename for member in members)
        if twice := next((name for name, count in counts.items() if count > 1), ""):
            raise ExchangeError(f"{self._path} holds {twice!r} twice, and one hides the other.")
        return _without_top({one.filename: one for one in members if not one.is_dir()})

    def names(self) -> tuple[str, ...]:
        """The files in it, those of others too."""
        return tuple(sorted(self._members))

    def read(self, name: str, after: int = 0) -> bytes:
        """The whole of a file."""
        try:
            with self._zip.open(self._members[name]) as file:
                return self._budget.read(file, name, limit_of(name) or LONGEST_PROJECT)
        except KeyError as error:
            raise ExchangeError(f"{self._path} holds no {name}.") from error
        except _DAMAGED as error:
            raise ExchangeError(f"{self._path}: {name} is damaged ({error}).") from error


def _suspicious(member: ZipInfo) -> str:
    """What no bundle holds, in words; empty if there is nothing of the kind."""
    name = member.orig_filename
    kind = stat.S_IFMT(member.external_attr >> 16)
    if name.startswith(("/", "\\")) or "\\" in name or name[1:2] == ":":
        return "is a path of a machine"
    if ".." in name.split("/"):
        return "leads out of the bundle"
    if "\0" in name:
        return "hides the end of its name"
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "is a link or a device"
    if member.flag_bits & 0x1:
        return "is encrypted"
    if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return "is packed in an unusual way"
    return ""


def _without_top(members: dict[str, ZipInfo]) -> dict[str, ZipInfo]:
    """Files by their names in the layout, also where the folder was zipped with its own name."""
    tops = {name.split("/")[0] for name in members}
    if PROJECT in members or len(tops) != 1:
        return members
    top = next(iter(tops)) + "/"
    return {name.removeprefix(top): member for name, member in members.items()}
