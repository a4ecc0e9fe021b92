"""The records of a table of separated values, streamed: however it was written.

The separator is the one by which the first line has names; Excel's mark, its line `sep=;` and its
UTF-16 are known. A quotation mark that is never closed would swallow the rest of the file: beyond
the size of a document, or at the end, the rows behind it are looked for again.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from annotations import outside
from annotations.articles.json_records import JsonRecord, encoding_of
from annotations.articles.source_file import Head, SourceFile
from annotations.errors import ArticleError

SEPARATORS: Final = ",;\t|"
_MOST_COLUMNS: Final = 2_000
_SAMPLED: Final = 30
_SEP_LINE: Final = re.compile(r"\"?sep=(.)\"?\s*")
_PIECE: Final = 1 << 20

Record = JsonRecord


class Table(NamedTuple):
    """What the beginning of a table shows."""

    names: tuple[str, ...]
    """Of the columns; one without a name is called by its number."""
    separator: str
    skipped: int
    """Lines before the one with the names."""
    rows: tuple[dict[str, str], ...]
    """The first few; the last one may be cut off."""


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
    candidates = [_try(text, separator, skipped) for separator in fixed or SEPARATORS]
    tables = [one for one in candidates if one is not None]
    # One column is a table, too, if its only name was meant: `text`.
    return max(tables, key=lambda one: (_fits(one), len(one.names)), default=None)


def _try(text: str, separator: str, skipped: int) -> Table | None:
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            rows.append(row)
            if len(rows) > _SAMPLED:
                break
    except csv.Error:
        return None
    if len(rows) < 2 or not rows[0] or len(rows[0]) > _MOST_COLUMNS:
        return None
    if any(len(name) > 100 or "\n" in name for name in rows[0]) or not any(rows[0]):
        return None
    names = named(rows[0])
    sample = tuple(dict(zip(names, row, strict=False)) for row in rows[1:] if any(row))
    return Table(names, separator, skipped, sample) if sample else None


def named(row: Sequence[str]) -> tuple[str, ...]:
    """Names of columns, each once: `title`, `column 2`, `title (3)`."""
    names: dict[str, None] = {}
    for number, name in enumerate(row, 1):
        name = " ".join(name.replace("\0", "").strip("\ufeff").split()) or f"column {number}"
        names[name if name not in names else f"{name} ({number})"] = None
    return tuple(names)


def _fits(table: Table) -> int:
    """How many of the first rows have as many fields as there are names."""
    if len(table.names) < 2:
        return 0
    return sum(len(row) == len(table.names) for row in table.rows)


class _UnclosedError(Exception):
    """A row goes on beyond the size of a document."""


class _Lines:
    """The lines of a table, with those of the row that is being read at hand."""

    def __init__(self, lines: Iterator[str], limit: int) -> None:
        self._lines = lines
        self._limit = limit
        self._again: deque[str] = deque()
        self.row: list[str] = []
        """The lines of the row that is being read."""
        self._held = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self.row.append(line)
        self._held += len(line)
        if self._held > self._limit and (len(self.row) > 1 or len(line) > self._limit):
            raise _UnclosedError
        return line

    def begin(self) -> None:
        """A new row begins."""
        self.row, self._held = [], 0

    def back(self) -> None:
        """Give all lines of the row but its first once more."""
        self._again.extendleft(reversed(self.row[1:]))
        self.begin()


def rows_of(source: SourceFile, table: Table) -> Iterator[Record]:
    """The rows of a table, each a mapping by name of its column, or why it is none.

    Raises:
        ArticleError: If it cannot be read to its end.
    """
    csv.field_size_limit(max(csv.field_size_limit(), source.document_bytes * 2))
    lines = _Lines(_text_lines(source), source.document_bytes)
    for _ in range(table.skipped):
        next(lines, None)
    rows = _Rows(lines, table, outside.size(source.document_bytes))
    rows.header()
    yield from rows


class _Rows:
    """Reads rows, and finds the next whole one behind one that is not closed."""

    def __init__(self, lines: _Lines, table: Table, limit: str) -> None:
        self._lines = lines
        self._table = table
        self._limit = limit
        self._number = 0

    def _reader(self) -> Iterator[list[str]]:
        return csv.reader(self._lines, delimiter=self._table.separator)

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
            except _UnclosedError:
                yield from self._unclosed(f"is over the limit of {self._limit}")
                reader = self._reader()
                continue
            except csv.Error as error:
                yield self._fault(f"is no row of the table ({error})")
                reader = self._reader()
                continue
            if not any(fields):
                continue
            if len(self._lines.row) > 1 and self._is_open():
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
            for _ in csv.reader(self._lines.row, delimiter=self._table.separator, strict=True):
                pass
        except csv.Error as error:
            at_end = "unexpected end" in str(error)
            return at_end or any(map(self._is_whole, self._lines.row[1:]))
        return False

    def _unclosed(self, reason: str) -> Iterator[Record]:
        """A row that is not closed; what follows begins with the next line that is a whole row."""
        yield self._fault(reason)
        self._lines.back()
        while True:
            self._lines.begin()
            try:
                line = next(self._lines)
            except StopIteration:
                return
            except _UnclosedError:
                continue
            if self._is_whole(line) or self._begins(line):
                # Given once more, so that it is read like any other row.
                self._lines.row = ["", line]
                self._lines.back()
                return

    def _is_whole(self, line: str) -> bool:
        try:
            fields = next(csv.reader([line], delimiter=self._table.separator, strict=True), [])
        except csv.Error:
            return False
        return len(fields) == len(self._table.names) > 1

    def _begins(self, line: str) -> bool:
        """Whether a row begins with a line that goes on in quotation marks."""
        separator = self._table.separator
        if f'{separator}"' not in line:
            return False
        try:
            next(csv.reader([line], delimiter=separator, strict=True), [])
        except csv.Error as error:
            fields = next(csv.reader([line], delimiter=separator), [])
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


def _text_lines(source: SourceFile) -> Iterator[str]:
    """The lines of a file as text, none longer than one that is over the limit."""
    encoding = encoding_of(source)
    source.encoding = encoding
    decoder = codecs.getincrementaldecoder(encoding)()
    limit = source.document_bytes + 1
    rest, at = "", 0
    marks = (b"\xef\xbb\xbf",) if encoding == "utf-8" else (b"\xff\xfe", b"\xfe\xff")
    with source.open() as file:
        while piece := file.read(_PIECE):
            if not at and (mark := next((one for one in marks if piece.startswith(one)), b"")):
                piece = piece[len(mark) :]
                at += len(mark)
            at += len(piece)
            source.advance(at)
            rest = yield from _split(rest, _decoded(decoder, piece), limit)
        rest = yield from _split(rest, _decoded(decoder, b"", final=True), limit)
    if rest:
        yield rest


def _decoded(decoder: codecs.IncrementalDecoder, piece: bytes, *, final: bool = False) -> str:
    try:
        return decoder.decode(piece, final)
    except UnicodeDecodeError as error:
        raise ArticleError(f"is not in the encoding it seemed to be in: {error.reason}") from error


def _split(rest: str, text: str, limit: int) -> Generator[str, None, str]:
    """Give the whole lines of a text; what is left is returned, cut to just over the limit."""
    if "\n" not in text and "\r" not in text:
        return (rest + text) if len(rest) <= limit else rest
    text = rest + text
    if text.endswith("\r"):
        # Its LF may come with the next piece.
        text, held = text[:-1], "\r"
    else:
        held = ""
    start = 0
    for found in _LINE_END.finditer(text):
        yield text[start : found.end()]
        start = found.end()
    return text[start:] + held


_LINE_END: Final = re.compile(r"\r\n|\n|\r")
