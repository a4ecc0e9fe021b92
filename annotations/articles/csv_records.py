"""The records of a table of separated values, streamed: however it was written.

The separator is the one by which the first line has names; Excel's mark, its line `sep=;` and its
UTF-16 are known. A quotation mark that is never closed would swallow the rest of the file: beyond
the size of a document, or at the end, the rows behind it are looked for again.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Final, NamedTuple

from annotations import outside
from annotations.articles.csv_lines import Lines, TooLongRowError, text_lines
from annotations.articles.json_records import JsonRecord
from annotations.articles.source_file import Head, SourceFile

SEPARATORS: Final = ",;\t|"
_MOST_COLUMNS: Final = 2_000
_SAMPLED: Final = 30
_SEP_LINE: Final = re.compile(r"\"?sep=(.)\"?\s*")
_MARKS: Final = re.compile('"+')

Record = JsonRecord


class Table(NamedTuple):
    """What the beginning of a table shows."""

    names: tuple[str, ...]
    """Of the columns; one without a name is called by its number."""
    separator: str
    escape: str | None
    """What stands before a quotation mark in a field, where marks are not doubled."""
    skipped: int
    """Lines before the one with the names."""
    rows: tuple[dict[str, str], ...]
    """The first few; the last one may be cut off."""
    fitting: int = 0
    """How many of them have as many fields as there are names."""
    headless: bool = False
    """Whether the first line is a row, so that nobody knows what columns are called."""

    def reader(self, lines: Iterable[str], *, strict: bool = False) -> Iterator[list[str]]:
        """The rows that lines make."""
        return csv.reader(lines, delimiter=self.separator, escapechar=self.escape, strict=strict)


def table_of(head: Head) -> Table | None:
    """What the beginning of a file shows, if it is a table with names in its first line."""
    return _table_of(head.data, head.suffix)


@lru_cache(maxsize=8)
def _table_of(data: bytes, suffix: str) -> Table | None:
    if data.startswith((b"{", b"[", b"<", b"%PDF", b"PK\x03\x04", b"{\\rtf")):
        return None
    text = Head(data, "").text.lstrip("\ufeff")
    lines = text.splitlines(keepends=True)
    skipped, fixed = 0, ""
    if lines and (said := _SEP_LINE.fullmatch(lines[0])):
        skipped, fixed = 1, said[1]
        text = "".join(lines[1:])
    while skipped < 5 and text[:1] in ("\n", "\r"):
        text, skipped = text.removeprefix("\r").removeprefix("\n"), skipped + 1
    escapes = (None, "\\") if '\\"' in text else (None,)
    candidates = [
        _try(text, separator, skipped, escape)
        for separator in fixed or SEPARATORS
        for escape in escapes
    ]
    tables = [one for one in candidates if one is not None]
    # One column is a table, too, if its only name was meant: `text`.
    return max(tables, key=lambda one: (one.fitting, len(one.names)), default=None)


def _try(text: str, separator: str, skipped: int, escape: str | None) -> Table | None:
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    rows: list[list[str]] = []
    shape = Table((), separator, escape, skipped, ())
    try:
        for row in shape.reader(io.StringIO(text, newline="")):
            rows.append(row)
            if len(rows) > _SAMPLED:
                break
    except csv.Error:
        return None
    if len(rows) < 2 or not rows[0] or len(rows[0]) > _MOST_COLUMNS:
        return None
    if not any(rows[0]):
        return None
    headless = any(len(name) > 100 or "\n" in name for name in rows[0])
    names = named([""] * len(rows[0]) if headless else rows[0])
    below = rows if headless else rows[1:]
    sample = tuple(dict(zip(names, row, strict=False)) for row in below if any(row))
    fitting = sum(len(row) == len(names) > 1 for row in below)
    if not sample:
        return None
    return shape._replace(names=names, rows=sample, fitting=fitting, headless=headless)


def named(row: Sequence[str]) -> tuple[str, ...]:
    """Names of columns, each once: `title`, `column 2`, `title (3)`."""
    names: dict[str, None] = {}
    for number, name in enumerate(row, 1):
        name = " ".join(name.replace("\0", "").strip("\ufeff").split()) or f"column {number}"
        names[name if name not in names else f"{name} ({number})"] = None
    return tuple(names)


def rows_of(source: SourceFile, table: Table) -> Iterator[Record]:
    """The rows of a table, each a mapping by name of its column, or why it is none.

    Raises:
        ArticleError: If it cannot be read to its end.
    """
    csv.field_size_limit(max(csv.field_size_limit(), source.document_bytes * 2))
    lines = Lines(lambda: text_lines(source), source.document_bytes)
    for _ in range(table.skipped):
        next(lines, None)
    rows = _Rows(lines, table, outside.size(source.document_bytes))
    rows.header()
    yield from rows


class _Rows:
    """Reads rows, and finds the next whole one behind one that is not closed."""

    def __init__(self, lines: Lines, table: Table, limit: str) -> None:
        self._lines = lines
        self._table = table
        self._limit = limit
        self._number = 0

    def _reader(self) -> Iterator[list[str]]:
        return self._table.reader(self._lines)

    def header(self) -> None:
        """Pass over the line with the names."""
        self._lines.begin()
        next(self._reader(), None)

    def __iter__(self) -> Iterator[Record]:
        reader = self._reader()
        while True:
            self._lines.begin()
            try:
                fields = next(reader)
            except StopIteration:
                return
            except TooLongRowError:
                yield from self._too_long()
                reader = self._reader()
                continue
            except csv.Error as error:
                yield self._fault(f"is no row of the table ({error})")
                reader = self._reader()
                continue
            if not any(fields):
                continue
            row = self._lines.row
            # A row of one line may be open only at the end of the file, where that was cut off.
            if (len(row) > 1 or (row and row[0][-1:] not in "\r\n")) and self._is_open():
                yield from self._unclosed("has a quotation mark that is not closed")
                reader = self._reader()
                continue
            self._number += 1
            yield self._row(fields)

    def _is_open(self) -> bool:
        """Whether a quotation mark of the row is not closed where it should be.

        It goes to the end of the file then, or to the mark with which a field of a later row
        begins; so it holds lines that are rows.
        """
        try:
            for _ in self._table.reader(self._lines.row, strict=True):
                pass
        except csv.Error as error:
            at_end = "unexpected end" in str(error)
            return at_end or any(map(self._is_whole, self._lines.row[1:]))
        return False

    def _too_long(self) -> Iterator[Record]:
        """A row beyond the limit: either it has a long field, or a mark that is not closed.

        The next mark tells. One that ends a field was meant for the row; with one that begins a
        field, or with none, the rows behind the first line of this one are looked for again.
        """
        first = self._lines.beginning
        row = self._lines.row
        reason = f"is over the limit of {self._limit}"
        if len(row) == 1:
            yield from self._unclosed(reason)
            return
        self._lines.back(*row[1:])
        rest = self._closing()
        if rest is None:
            yield self._fault("has a quotation mark that is not closed")
            self._lines.rewind(first + 1)
            self._find_row()
            return
        yield self._fault(reason)
        # The end of the row, which may have more fields of several lines.
        self._lines.back('""' + rest)
        with suppress(StopIteration, csv.Error, TooLongRowError):
            next(self._reader())
        self._lines.begin()

    def _closing(self) -> str | None:
        """What stands behind the mark that ends the field; None if the next one begins another."""
        separator = self._table.separator
        while True:
            try:
                line = self._lines.take()
            except StopIteration:
                return None
            for found in _MARKS.finditer(line) if '"' in line else ():
                if len(found[0]) % 2 and line[found.end() : found.end() + 1] in (
                    separator,
                    "\r",
                    "\n",
                    "",
                ):
                    return line[found.end() :]
                if line[found.start() - 1 : found.start()] in (separator, ""):
                    return None

    def _unclosed(self, reason: str) -> Iterator[Record]:
        """A row that is not closed; what follows begins with the next line that is a whole row."""
        yield self._fault(reason)
        self._lines.back(*self._lines.row[1:])
        self._find_row()

    def _find_row(self) -> None:
        """Pass over the lines before the next one with which a row begins."""
        with suppress(StopIteration):
            while True:
                line = self._lines.take()
                if self._is_whole(line) or self._begins(line):
                    # Given once more, so that it is read like any other row.
                    self._lines.back(line)
                    return

    def _is_whole(self, line: str) -> bool:
        try:
            fields = next(self._table.reader([line], strict=True), [])
        except csv.Error:
            return False
        return len(fields) == len(self._table.names) > 1

    def _begins(self, line: str) -> bool:
        """Whether a row begins with a line that goes on in quotation marks."""
        separator = self._table.separator
        if f'{separator}"' not in line:
            return False
        try:
            next(self._table.reader([line], strict=True), [])
        except csv.Error as error:
            fields = next(self._table.reader([line]), [])
            return "unexpected end" in str(error) and 2 <= len(fields) <= len(self._table.names)
        return False

    def _fault(self, reason: str) -> Record:
        self._number += 1
        return Record(self._number, None, reason)

    def _row(self, fields: list[str]) -> Record:
        names, separator = self._table.names, self._table.separator
        more = fields[len(names) :]
        if any(more):
            if not self._last_is_text():
                reason = (
                    f"has {len(fields)} fields, the first line {len(names)}: a text with the"
                    f" separator ({_shown(separator)}) needs quotation marks"
                )
                return Record(self._number, None, reason)
            fields = [*fields[: len(names) - 1], separator.join(fields[len(names) - 1 :])]
        warning = ""
        if len(fields) < len(names):
            warning = f"has {len(fields)} fields, the first line {len(names)}"
        return Record(self._number, dict(zip(names, fields, strict=False)), warning=warning)

    def _last_is_text(self) -> bool:
        """Whether what is too much at the end of a row can only be more of its text."""
        from annotations.articles.columns import columns

        found = columns(self._table.names).of.get("text", ())
        return bool(found) and found[0] == self._table.names[-1]


def _shown(separator: str) -> str:
    return "TAB" if separator == "\t" else separator
