"""Tables as records: CSV however spreadsheets write it, and workbooks."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import msgspec

from annotations import outside
from annotations.dataset.formats.csv import unguarded
from annotations.errors import LabelFileError
from annotations.importing.file_records import Records
from annotations.importing.records import Unread

_SEPARATORS: Final = (",", ";", "\t")
"""Spreadsheets write `;` where a comma is what separates decimals."""
_NAMES: Final = frozenset(
    "schema id sid text data sentence label labels annotator votes note unsure at source guideline "
    "article_id sentence_index start end context_before context_after annotation_id".split()
)
"""Columns that are known whatever their case."""
_JSON: Final = frozenset(
    "votes soft knew meta metadata accept options mentions quantities quotations entities".split()
)
"""Columns that hold JSON."""
_NUMBERS: Final = frozenset("start end sentence_index label_id n_votes".split())
_FLAGS: Final = frozenset("unsure by_voter revealed was_cancelled".split())
_TRUE: Final = ("true", "1", "wahr", "vrai", "verdadero")
"""`TRUE` as spreadsheets write it in some of their languages."""


def is_table(start: bytes) -> bool:
    """Whether what a file begins with is the head of a table of labels."""
    head = start.decode("utf-8", "ignore").partition("\n")[0]
    return any({"text", "sentence", "data"} & _named(head, one) for one in _SEPARATORS)


def _named(head: str, separator: str) -> set[str]:
    cells = next(csv.reader([head], delimiter=separator), [])
    return {cell.strip().casefold() for cell in cells} if len(cells) > 1 else set()


def table(path: Path) -> Records:
    """The lines of a CSV file by its head line.

    The separator is the one that makes the head name most columns that are known.

    Raises:
        LabelFileError: If it is not in UTF-8.
        OSError: If it cannot be read.
    """
    data = outside.read_whole(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise LabelFileError(
            f"{path} is not in UTF-8 (line {line}). Save it as “CSV UTF-8”, or as .xlsx."
        ) from error
    lines = _lines(text)
    first = 0
    separator = ""
    if lines and lines[0].lower().startswith("sep=") and len(lines[0].strip()) <= 5:
        separator = lines[0].rstrip("\r\n")[4:5]  # Excel's own word for it
        first = 1
    head = lines[first] if len(lines) > first else ""
    separator = separator or max(
        _SEPARATORS, key=lambda one: (len(_NAMES & _named(head, one)), len(_named(head, one)))
    )
    reader = csv.reader(lines[first:], delimiter=separator, strict=True)

    def numbered() -> Iterator[tuple[int, list[str] | None]]:
        while True:
            number = reader.line_num + 1 + first
            try:
                yield number, next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield number, None
                return

    return _records(numbered(), "line")


def _lines(text: str) -> list[str]:
    """Lines by LF alone: a cell may hold characters that Python takes for line ends."""
    lines = (text if "\n" in text else text.replace("\r", "\n")).split("\n")
    return [f"{one}\n" for one in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def workbook(path: Path) -> Records:
    """The rows of the first sheet of a workbook, by its first row.

    Raises:
        LabelFileError: As `spreadsheet.sheet`.
        OSError: If it cannot be read.
    """
    from annotations.importing.spreadsheet import sheet

    return _records(enumerate(sheet(path), start=1), "row", ragged=True)


def _records(
    rows: Iterable[tuple[int, list[str] | None]], what: str, *, ragged: bool = False
) -> Records:
    """Rows under their head; `ragged` ones end with their last cell that is not empty."""
    head: list[str] | None = None
    for number, cells in rows:
        where = f"{what} {number}"
        if cells is None:
            yield Unread(where, "has a quote that nothing ends, or text behind one", damaged=True)
            return
        if not any(cell.strip() for cell in cells):
            continue
        if head is None:
            head = [_name(cell) for cell in cells]
            continue
        more = len(cells) - len(head)
        if any(cells[len(head) :]) or (more < 0 and not ragged):
            yield Unread(where, f"has {len(cells)} cells, the head {len(head)}", damaged=True)
            continue
        cells += [""] * -more
        try:
            yield where, dict(_typed(zip(head, cells, strict=False)))
        except msgspec.DecodeError:
            yield Unread(where, "has a cell that should be JSON and is not", damaged=True)


def _name(cell: str) -> str:
    name = cell.strip().removeprefix("\ufeff")
    return name.casefold() if name.casefold() in _NAMES else name


def _typed(cells: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Any]]:
    """Cells as the values that they stand for; columns without a name are left out."""
    for name, cell in cells:
        value = unguarded(cell)
        if not name:
            continue
        if name in _JSON and value.startswith(("[", "{")):
            yield name, msgspec.json.decode(value)
        elif name in ("label", "labels") and re.match(r'\[\s*("|\])|\{"', value):
            yield name, _perhaps(value)
        elif name in _NUMBERS:
            yield name, _number(value)
        elif name in _FLAGS:
            yield name, value.strip().casefold() in _TRUE
        else:
            yield name, value.strip() if name in ("id", "sid", "label", "annotator") else value


def _perhaps(text: str) -> Any:
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        return text


def _number(text: str) -> int:
    """A whole number as a spreadsheet may write it; -1 for none."""
    try:
        value = float(text)
    except ValueError:
        return -1
    return int(value) if value.is_integer() else -1
