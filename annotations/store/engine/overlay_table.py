"""The tables as they are now: the snapshot, with what the journal says laid over it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from zlib import crc32

from annotations.store.engine.journal import ALL, Op, unquoted
from annotations.store.engine.snapshot import Extract

EVERY = 1 << 62
"""Above every document number."""

Run = tuple[int, int, int, bytes]
"""First and last number, count and lines of documents that stand together in a snapshot."""


class _Waiting:
    """Documents that stand together in the new snapshot."""

    def __init__(self) -> None:
        self.first = self.last = 0
        self.lines: list[bytes] = []

    def add(self, doc_id: int, document: bytes) -> None:
        self.first = self.first if self.lines else doc_id
        self.last = doc_id
        self.lines.append(b'"%d": %b' % (doc_id, document))

    def run(self) -> Iterator[Run]:
        if self.lines:
            yield self.first, self.last, len(self.lines), b",\n".join(self.lines)
            self.lines = []


class Layered:
    """One table: documents as JSON bytes, by number.

    Values are replaced, never changed in place, so a reader on another thread that took a `copy`
    keeps a consistent view.
    """

    __slots__ = ("_base", "_cleared", "_last", "_numbers", "_over")

    def __init__(self, base: Extract | None = None) -> None:
        self._base = base
        self._over: dict[int, bytes | None] = {}
        self._numbers: list[int] = []
        self._last = base.extent.last if base else 0
        self._cleared = False

    def copy(self, low: int = 0, high: int = EVERY) -> Layered:
        """The table as it is now, for reading documents with `low <= number < high`."""
        same = Layered(self._base)
        if low == 0 and high == EVERY:
            same._over = self._over.copy()
        else:
            same._over = {n: self._over[n] for n in self._changed(low, high)}
        same._last = self._last
        return same

    @property
    def last(self) -> int:
        """The highest number; 0 if there is none."""
        if self._last and self.get(self._last) is None:
            self._last = next((doc_id for doc_id, _ in self.reversed_items()), 0)
        return self._last

    @property
    def changed(self) -> bool:
        """Whether it differs from the snapshot."""
        return bool(self._over) or self._cleared

    def get(self, doc_id: int) -> bytes | None:
        """A document."""
        over = self._over.get(doc_id, ...)
        if over is not ...:
            return over
        return self._base.get(doc_id) if self._base else None

    def put(self, doc_id: int, document: bytes | None) -> None:
        """Set a document, or delete it."""
        self._over[doc_id] = document
        if document is not None and doc_id > self._last:
            self._last = doc_id

    def clear(self) -> None:
        """Delete every document."""
        self._base, self._over, self._numbers, self._last = None, {}, [], 0
        self._cleared = True

    def __len__(self) -> int:
        base = self._base
        count = base.extent.count if base else 0
        for doc_id, document in self._over.items():
            there = base is not None and base.get(doc_id) is not None
            count += (document is not None) - there
        return count

    def items(self, low: int = 0, high: int = EVERY) -> Iterator[tuple[int, bytes]]:
        """Number and document, ascending, of those with `low <= number < high`."""
        for doc_id in self._changed(low, high):
            if self._base and doc_id > low:
                yield from self._base.items(low, doc_id)
            document = self._over[doc_id]
            if document is not None:
                yield doc_id, document
            low = doc_id + 1
        if self._base:
            yield from self._base.items(low, high)

    def _changed(self, low: int, high: int) -> list[int]:
        """The numbers, ascending, of documents that are not as in the snapshot."""
        # A number once changed stays so: as many are the same ones. Whoever reads article after
        # article would otherwise look at every change for each of them.
        if len(self._numbers) != len(self._over):
            self._numbers = sorted(self._over)
        if low == 0 and high == EVERY:
            return self._numbers
        return self._numbers[bisect_left(self._numbers, low) : bisect_left(self._numbers, high)]

    def blocks(self, low: int = 0, high: int = EVERY) -> Iterator[bytes]:
        """The documents that `items` gives, many at once, as the members of a JSON object."""
        lines: list[bytes] = []
        for doc_id in self._changed(low, high):
            before = self._base.items(low, doc_id) if self._base and doc_id > low else ()
            lines += [b'"%d": %b' % one for one in before]
            document = self._over[doc_id]
            if document is not None:
                lines.append(b'"%d": %b' % (doc_id, document))
            if len(lines) >= 1000:
                yield b",\n".join(lines)
                lines = []
            low = doc_id + 1
        if lines:
            yield b",\n".join(lines)
        if self._base:
            yield from self._base.blocks(low, high)

    def reversed_items(self) -> Iterator[tuple[int, bytes]]:
        """Number and document, descending."""
        over = sorted(self._over, reverse=True)
        at = 0
        for doc_id, document in self._base.reversed_items() if self._base else ():
            while at < len(over) and over[at] > doc_id:
                yield from self._present(over[at])
                at += 1
            if at < len(over) and over[at] == doc_id:
                yield from self._present(over[at])
                at += 1
            else:
                yield doc_id, document
        for doc_id in over[at:]:
            yield from self._present(doc_id)

    def containing(self, needle: bytes) -> Iterator[tuple[int, bytes]]:
        """Number and document, in no order, of those whose JSON contains `needle`."""
        for doc_id, document in self._over.items():
            if document is not None and needle in document:
                yield doc_id, document
        for doc_id, document in self._base.containing(needle) if self._base else ():
            if doc_id not in self._over:
                yield doc_id, document

    def runs(self) -> Iterator[Run]:
        """Its lines for a snapshot; those that did not change are copied as they are."""
        low, waiting = 0, _Waiting()
        for doc_id in sorted(self._over):
            if self._base and self._base.at(low) < self._base.at(doc_id):
                yield from waiting.run()
                yield from self._copied(self._base, low, doc_id)
            document = self._over[doc_id]
            if document is not None:
                waiting.add(doc_id, document)
                if len(waiting.lines) >= 1000:
                    yield from waiting.run()
            low = doc_id + 1
        yield from waiting.run()
        if self._base:
            yield from self._copied(self._base, low, EVERY)

    def _copied(self, base: Extract, low: int, high: int) -> Iterator[Run]:
        at, stop = base.at(low), base.at(high)
        while at < stop:
            edge, lines = base.block(at, stop)
            first = int(lines[1 : lines.index(b'"', 1)])
            tail = lines[lines.rfind(b"\n") + 1 :]
            last = int(tail[1 : tail.index(b'"', 1)])
            yield first, last, lines.count(b"\n") + 1, lines
            at = edge

    def _present(self, doc_id: int) -> Iterator[tuple[int, bytes]]:
        document = self._over[doc_id]
        if document is not None:
            yield doc_id, document


Tables = dict[str, Layered]
"""Tables by name; one that holds nothing may be missing."""


def replay(
    tables: Tables, data: bytes, at: int, salt: int, seq: int, stop_after: int | None = None
) -> tuple[int, int]:
    """Make the changes of the records from `at` on, as `records` gives them, in one pass.

    Opening after a crash waits for this, tag by tag: so a record is taken apart here, without
    anything made of it in between.

    Args:
        tables: What to change.
        data: The segment's bytes, possibly with a torn end.
        at: Where to begin: after the header, or after a record.
        salt: The segment's salt.
        seq: The number of the record before.
        stop_after: The last record to be taken; None for as long as they hold.

    Returns:
        The number of the last record, and where it ends.
    """
    known: dict[bytes, Layered] = {}
    find = data.find
    while seq != stop_after and (stop := find(b"\n", at)) >= 0:
        body = data[at + 9 : stop]
        # As `verifies` does it: compared as text.
        if data[at : at + 9] != b"%08x " % crc32(body, salt):
            break
        head, *parts = body.split(b"\t")
        number = int(head)
        if number != seq + 1:
            break
        for part in parts:
            words = part.split(b" ", 3)
            table = known.get(words[1])
            if table is None:
                name = unquoted(words[1])
                table = known[words[1]] = tables.setdefault(name, Layered())
            # A put has four words, a deletion three, emptying a table two.
            if len(words) == 4:
                doc_id = int(words[2])
                table._over[doc_id] = words[3]
                if doc_id > table._last:
                    table._last = doc_id
            elif len(words) == 3:
                table.put(int(words[2]), None)
            else:
                table.clear()
        at, seq = stop + 1, number
    return seq, at


def layered(extracts: Mapping[str, Extract]) -> Tables:
    """The tables of a snapshot, with nothing over them yet."""
    return {name: Layered(extract) for name, extract in extracts.items()}


def apply(tables: Tables, ops: Iterable[Op]) -> None:
    """Make the changes of a record."""
    for name, doc_id, document in ops:
        table = tables.get(name)
        if table is None:
            table = tables[name] = Layered()
        if document is not None:
            # As `put` does it; a call less at every tag.
            table._over[doc_id] = document
            if doc_id > table._last:
                table._last = doc_id
        elif doc_id == ALL:
            table.clear()
        else:
            table.put(doc_id, None)
