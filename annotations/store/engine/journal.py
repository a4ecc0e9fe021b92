r"""The journal: what changed since the snapshot, one line a change.

A segment begins with a header `TDBJ1 <gen> <salt> <seq> <crc>` and goes on with records::

    <crc> <seq>\tp "table" <id> <document>\td "table" <id>\tx "table"

`p` puts a document, `d` deletes one, `x` empties a table. The checksum is seeded with the
segment's salt, so bytes of another file never pass for records. JSON escapes tabs and line ends,
so neither occurs inside a document. A line holds everything that must happen together.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

import msgspec

from annotations.errors import DamagedError, ProjectTooNewError

Op = tuple[str, int, bytes | None]
"""Table, document id, and the document as JSON; None deletes it."""

ALL = -1
"""The document id of an `Op` that empties its table."""

_HEADER = re.compile(rb"(TDBJ1 (\d+) ([0-9a-f]{8}) (\d+)) ([0-9a-f]{8})\n")


class Header(NamedTuple):
    """How a segment begins."""

    gen: int
    """Its number; the snapshot says with which one to begin."""
    salt: int
    seq: int
    """Number of the last record before it."""

    def encode(self) -> bytes:
        """The segment's first line."""
        text = b"TDBJ1 %d %08x %d" % (self.gen, self.salt, self.seq)
        return b"%b %08x\n" % (text, crc32(text))

    def following(self, seq: int) -> Header:
        """The header of the next segment, which begins after record `seq`."""
        return Header(self.gen + 1, new_salt(), seq)


def new_salt() -> int:
    """A random seed for the checksums of a segment."""
    return secrets.randbits(32)


def header_of(data: bytes, name: str) -> Header:
    """The header at the beginning of a segment.

    Raises:
        DamagedError: If it does not verify.
        ProjectTooNewError: If the segment is of a later kind.
    """
    found = _HEADER.match(data)
    if found is None or b"%08x" % crc32(found[1]) != found[5]:
        if re.match(rb"TDBJ([2-9]|1\d)", data):
            raise ProjectTooNewError(f"{name} was written by a later version of Slugline.")
        raise DamagedError(f"{name}: its first line does not verify.")
    return Header(int(found[2]), int(found[3], 16), int(found[4]))


@lru_cache(maxsize=4096)
def _quoted(table: str) -> bytes:
    return msgspec.json.encode(table).replace(b" ", b"\\u0020")


@lru_cache(maxsize=4096)
def unquoted(quoted: bytes) -> str:
    """The name of a table, from how a record gives it."""
    return msgspec.json.decode(quoted, type=str)


def encode(seq: int, ops: Sequence[Op], salt: int) -> bytes:
    """One record: `ops` that happen together, as a line."""
    if len(ops) == 1:
        [(table, doc_id, document)] = ops
        if document is not None:
            body = b"%d\tp %b %d %b" % (seq, _quoted(table), doc_id, document)
            return b"%08x %b\n" % (crc32(body, salt), body)
    parts = [b"%d" % seq]
    for table, doc_id, document in ops:
        if document is not None:
            parts.append(b"p %b %d %b" % (_quoted(table), doc_id, document))
        elif doc_id == ALL:
            parts.append(b"x %b" % _quoted(table))
        else:
            parts.append(b"d %b %d" % (_quoted(table), doc_id))
    body = b"\t".join(parts)
    return b"%08x %b\n" % (crc32(body, salt), body)


def verifies(line: bytes, salt: int) -> bool:
    """Whether a line, without its line end, is a record of the segment with this salt."""
    # Compared as text: as a number, a flipped bit between `a` and `A` would pass.
    return line[8:9] == b" " and b"%08x" % crc32(line[9:], salt) == line[:8]


def decode(line: bytes) -> tuple[int, list[Op]]:
    """Number and changes of a line that verifies."""
    head, *parts = line[9:].split(b"\t")
    ops: list[Op] = []
    for part in parts:
        kind, table, *rest = part.split(b" ", 3)
        if kind == b"p":
            ops.append((unquoted(table), int(rest[0]), rest[1]))
        else:
            ops.append((unquoted(table), int(rest[0]) if kind == b"d" else ALL, None))
    return int(head), ops


def records(data: bytes, at: int, salt: int, seq: int) -> Iterator[tuple[int, list[Op], int]]:
    """The records of a segment as long as they verify and follow one another.

    Args:
        data: The segment's bytes, possibly with a torn end.
        at: Where to begin: after the header, or after a record.
        salt: The segment's salt.
        seq: The number of the record before.

    Yields:
        Number, changes, and where the record ends.
    """
    while (stop := data.find(b"\n", at)) >= 0:
        line = data[at:stop]
        if not verifies(line, salt):
            return
        number, ops = decode(line)
        if number != seq + 1:
            return
        at, seq = stop + 1, number
        yield seq, ops, at


def numbers(data: bytes, at: int, salt: int, seq: int) -> Iterator[tuple[int, int]]:
    """As `records`, without the changes: for whoever only asks whether they verify."""
    while (stop := data.find(b"\n", at)) >= 0:
        line = data[at:stop]
        if not verifies(line, salt) or int(line[9:].partition(b"\t")[0]) != seq + 1:
            return
        at, seq = stop + 1, seq + 1
        yield seq, at


def damage(data: bytes, at: int, salt: int, seq: int) -> str:
    """What is wrong where `records` stopped; empty if it is at most a torn last record.

    A tag that was never acknowledged can leave a line without end, or with holes of NULs where
    sectors were not written. Anything else was whole once.
    """
    first, *later = data[at:].split(b"\n")
    if later and verifies(first, salt):
        return f"record {seq + 1} is missing before {decode(first)[0]}"
    if any(verifies(line, salt) for line in later):
        return f"record {seq + 1} does not verify, though later ones do"
    if later and b"\0" not in first:
        return f"record {seq + 1} does not verify, though it is complete"
    return ""
