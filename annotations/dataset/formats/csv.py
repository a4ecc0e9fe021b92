"""CSV: the columns of the row; a column that is a list or an object holds its JSON.

A spreadsheet takes a cell that begins with one of `=`, `+`, `-`, `@`, a tab or a carriage return
for a formula (OWASP, "CSV Injection"), and without a byte order mark takes UTF-8 for the encoding
of its country. With `--for excel` the file begins with that mark, and such cells with an
apostrophe more; reading them takes one away.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import chain, islice
from typing import Any, Final

import msgspec

from annotations.dataset.article_rows import Sheet
from annotations.dataset.builder import TrainingSet
from annotations.dataset.row import Heading

_AT_ONCE: Final = 256
BOM: Final = b"\xef\xbb\xbf"
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")
"""How what a spreadsheet would calculate begins, and what would be taken for a guarded cell."""


def guarded(cell: str) -> str:
    """A cell that spreadsheets leave alone."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell that was guarded."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def stream(training_set: TrainingSet, heading: Heading, sheets: Iterable[Sheet]) -> Iterator[bytes]:
    """A head line, then a line a row; text in double quotes, numbers bare, lines end with LF."""
    struct, encoder = training_set.shape.struct, msgspec.json.Encoder()
    excel = training_set.options.excel
    before = BOM if excel else b""
    rows = chain.from_iterable(map(training_set.shape.rows, sheets))
    head: list[list[Any]] = [list(struct.__struct_fields__)]
    while batch := list(islice(rows, _AT_ONCE)):
        out = StringIO()
        writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
        writer.writerows(head)
        for row in batch:
            values = msgspec.structs.astuple(row)
            cells = (
                encoder.encode(value).decode() if isinstance(value, list | dict) else value
                for value in values
            )
            writer.writerow(
                guarded(cell) if excel and isinstance(cell, str) else cell for cell in cells
            )
        yield before + out.getvalue().encode()
        head, before = [], b""
