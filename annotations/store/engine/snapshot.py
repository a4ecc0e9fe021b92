"""The snapshot: an ordinary TinyDB JSON file, one document a line, mapped into memory.

Tables are sorted by name, their documents by number, so a document is found by searching the file
itself; only what is asked for is ever read or decoded. The last table, `_store`, says what the
file holds::

    {
    "articles": {
    "1": {...},
    "2": {...}
    },
    "_store": {"1": {"v":1,"gen":3,...,"self":"0c5d…"}}}
"""

from __future__ import annotations

import mmap
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from zlib import crc32

import msgspec

from annotations.errors import DamagedError, ForeignError, ProjectTooNewError
from annotations.outside import open_file

FORMAT = 1
_MARK = b'\n"_store": {"1": '
_END = b"}}"
_BLOCK = 1 << 18
_LARGE = 1 << 26
"""Bytes of a file of which no more is kept in memory than is being read."""
_EDGES = 1 << 16
"""Places that are remembered: some 8 MB."""


class Extent(msgspec.Struct, frozen=True, array_like=True):
    """Where a table lies in the file, and what it holds."""

    name: str
    start: int
    """Byte offset of its first document's line."""
    end: int
    """Byte offset after the line end of its last document."""
    count: int
    first: int
    last: int


class Footer(msgspec.Struct, frozen=True, kw_only=True, rename={"crc_self": "self"}):
    """What a snapshot says of itself."""

    v: int
    gen: int
    """The first journal segment to replay over it."""
    seq: int
    """The last record that it contains."""
    salt: str
    """The salt of that segment: 8 hex digits; it proves that the two belong together."""
    tables: tuple[Extent, ...]
    bytes: int
    """How many come before the last table, from which `crc` is taken."""
    crc: str
    crc_self: str

    def sealed(self) -> Footer:
        """This footer with the checksum over itself."""
        blank = msgspec.structs.replace(self, crc_self="")
        return msgspec.structs.replace(self, crc_self=f"{crc32(msgspec.json.encode(blank)):08x}")


class Extract:
    """The documents of one table of a mapped snapshot, by number."""

    def __init__(self, data: mmap.mmap, extent: Extent) -> None:
        self._data = data
        self.extent = extent
        self._following = 0, 0
        self._edges: dict[int, int] = {}

    def get(self, doc_id: int) -> bytes | None:
        """A document, as JSON."""
        extent = self.extent
        if not extent.first <= doc_id <= extent.last:
            return None
        # People go on from sentence to sentence, so mostly it is the line after the last one's;
        # where that has another number, there is no such document, as they are sorted.
        following, at = self._following
        if following != doc_id:
            at = self.at(doc_id)
        stop = self._data.find(b"\n", at)
        found, document = _parted(self._data[at:stop])
        if found != doc_id:
            return None
        self._following = doc_id + 1, stop + 1
        return document

    def at(self, doc_id: int) -> int:
        """Byte offset of the line of the first document whose number is at least `doc_id`."""
        low, high = self.extent.start, self.extent.end
        least, most = self.extent.first, self.extent.last
        if doc_id > most:
            return high
        steps = 0
        while low < high and doc_id > least:
            # Numbers are spread evenly but for gaps: so guess the place twice, then halve, again
            # and again: a guess comes near, but mostly from the one side.
            share = (doc_id - least) / (most - least + 1) if steps % 3 < 2 else 0.5
            middle = low + int((high - low) * share)
            line = max(self._data.rfind(b"\n", low, middle) + 1, low)
            number = self._number(line)
            if number < doc_id:
                low, least = self._data.find(b"\n", line) + 1, number + 1
            elif number > doc_id:
                high, most = line, number
            else:
                return line
            steps += 1
        return low

    def edge(self, doc_id: int) -> int:
        """As `at`, remembered: where one article's documents end, the next one's begin."""
        found = self._edges.get(doc_id)
        if found is None:
            if len(self._edges) >= _EDGES:
                self._edges.clear()
            found = self._edges[doc_id] = self.at(doc_id)
        return found

    def blocks(self, low: int, high: int) -> Iterator[bytes]:
        """The lines of documents with `low <= number < high`, many at once, without last commas."""
        at, stop = self.edge(low), self.edge(high)
        while at < stop:
            at, lines = self.block(at, stop)
            yield lines

    def items(self, low: int, high: int) -> Iterator[tuple[int, bytes]]:
        """Number and document, ascending, of those with `low <= number < high`."""
        at, stop = self.at(low), self.at(high)
        while at < stop:
            at, lines = self.block(at, stop)
            yield from map(_parted, lines.split(b"\n"))

    def block(self, at: int, stop: int) -> tuple[int, bytes]:
        """Some whole lines from `at` on, without the last separator, and where the next begin."""
        edge = min(at + _BLOCK, stop)
        if edge < stop:
            edge = self._data.find(b"\n", edge) + 1
        return edge, self._data[at:edge].rstrip(b",\n")

    def reversed_items(self) -> Iterator[tuple[int, bytes]]:
        """Number and document, descending."""
        start, stop = self.extent.start, self.extent.end
        while stop > start:
            edge = max(stop - _BLOCK, start)
            if edge > start:
                edge = max(self._data.rfind(b"\n", start, edge) + 1, start)
            yield from map(_parted, reversed(self._data[edge : stop - 1].split(b"\n")))
            stop = edge

    def containing(self, needle: bytes) -> Iterator[tuple[int, bytes]]:
        """Number and document, ascending, of those whose JSON contains `needle`."""
        at, stop = self.extent.start, self.extent.end
        while (hit := self._data.find(needle, at, stop)) >= 0:
            line = max(self._data.rfind(b"\n", at, hit) + 1, at)
            at = self._data.find(b"\n", hit) + 1
            yield _parted(self._data[line : at - 1])

    def _number(self, line: int) -> int:
        return int(self._data[line + 1 : self._data.find(b'"', line + 1)])


def _parted(line: bytes) -> tuple[int, bytes]:
    quote = line.index(b'"', 1)
    return int(line[1:quote]), line[quote + 3 :].removesuffix(b",")


class Snapshot:
    """A mapped snapshot.

    Raises:
        DamagedError: If its footer does not verify.
        ForeignError: If it has none: another program wrote the file.
        ProjectTooNewError: If it is of a later kind.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with open_file(path) as file:
            self.inode = file_identity(file.fileno())
            try:
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            except ValueError as error:
                raise ForeignError(f"{path} is empty.") from error
        self.footer = footer_of(self._data, path)

    def tables(self) -> Mapping[str, Extract]:
        """Its tables by name."""
        return {extent.name: Extract(self._data, extent) for extent in self.footer.tables}

    def __len__(self) -> int:
        return len(self._data)

    def verify(self) -> None:
        """Compare the checksum, reading the whole file.

        Raises:
            DamagedError: If it does not match.
        """
        crc = 0
        with memoryview(self._data) as view:
            for at in range(0, self.footer.bytes, 1 << 22):
                with view[at : min(at + (1 << 22), self.footer.bytes)] as part:
                    crc = crc32(part, crc)
                if not at % _LARGE:
                    self.forget()
                if not at % (1 << 26):
                    self.forget()
        if f"{crc:08x}" != self.footer.crc:
            raise DamagedError(
                f"{self.path} does not match its checksum: it was damaged on the disk, or edited. "
                "`slugline check --repair` rebuilds it from the history."
            )

    def forget(self) -> None:
        """Let go of the pages that were read: what is needed again is read again.

        A small file stays: it costs little, and most of it is wanted soon.
        """
        if len(self._data) > _LARGE and hasattr(mmap, "MADV_DONTNEED"):
            self._data.madvise(mmap.MADV_DONTNEED)


def file_identity(handle: int) -> tuple[int, int]:
    """What tells a file from any other on this machine: device and inode."""
    status = os.fstat(handle)
    return status.st_dev, status.st_ino


def footer_of(data: mmap.mmap | bytes, path: Path) -> Footer:
    """The footer at the end of a snapshot's bytes; raises as `Snapshot`."""
    at = data.rfind(_MARK)
    tail = bytes(data[at + len(_MARK) :]) if at >= 0 else b""
    if not tail.endswith(_END):
        raise ForeignError(f"{path} does not end as a snapshot does.")
    kind = re.match(rb'\{"v":(\d+),', tail)
    if kind and int(kind[1]) > FORMAT:
        raise ProjectTooNewError(f"{path} was written by a later version of Slugline.")
    try:
        footer = msgspec.json.decode(tail[: -len(_END)], type=Footer)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise ForeignError(f"{path}: its last table is not a snapshot's.") from error
    # Compared as text: what would be read the same but is written otherwise is damage too.
    if msgspec.json.encode(footer.sealed()) + _END != tail or footer.bytes != at + 1:
        raise ForeignError(f"{path}: its last table does not verify.")
    return footer


def rendered(
    tables: Iterable[tuple[str, Iterable[tuple[int, int, int, bytes]]]],
    gen: int,
    seq: int,
    salt: int,
) -> Iterator[bytes]:
    """A snapshot, in chunks.

    Args:
        tables: Name, and its runs in order: first and last number, count, and the lines.
        gen: The first segment that is not in it.
        seq: The last record that is.
        salt: That segment's salt.
    """
    written, crc, extents = 2, crc32(b"{\n"), []
    yield b"{\n"
    for name, runs in tables:
        opening = msgspec.json.encode(name) + b": {\n"
        start, count, first, last = written + len(opening), 0, 0, 0
        for low, high, number, lines in runs:
            chunk = (b",\n" if count else opening) + lines
            first, last, count = first if count else low, high, count + number
            written, crc = written + len(chunk), crc32(chunk, crc)
            yield chunk
        if count:
            extents.append(Extent(name, start, written + 1, count, first, last))
            written, crc = written + 4, crc32(b"\n},\n", crc)
            yield b"\n},\n"
    footer = Footer(
        v=FORMAT,
        gen=gen,
        seq=seq,
        salt=f"{salt:08x}",
        tables=tuple(extents),
        bytes=written,
        crc=f"{crc:08x}",
        crc_self="",
    )
    yield _MARK[1:] + msgspec.json.encode(footer.sealed()) + _END
