"""CSV: the columns of the row; a column that is a list or an object holds its JSON."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import chain, islice
from typing import Any, Final

import msgspec

from annotations.dataset.article_rows import Sheet
from annotations.dataset.builder import TrainingSet
from annotations.dataset.row import Heading

_AT_ONCE: Final = 256


def stream(training_set: TrainingSet, heading: Heading, sheets: Iterable[Sheet]) -> Iterator[bytes]:
    """A head line, then a line a row; text in double quotes, numbers bare, lines end with LF."""
    struct, encoder = training_set.shape.struct, msgspec.json.Encoder()
    rows = chain.from_iterable(map(training_set.shape.rows, sheets))
    head: list[list[Any]] = [list(struct.__struct_fields__)]
    while batch := list(islice(rows, _AT_ONCE)):
        out = StringIO()
        writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
        writer.writerows(head)
        for row in batch:
            values = msgspec.structs.astuple(row)
            writer.writerow(
                encoder.encode(value).decode() if isinstance(value, list | dict) else value
                for value in values
            )
        head = []
        yield out.getvalue().encode()
