"""JSON Lines: one row a line, UTF-8, LF, nothing else in the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

import msgspec

from annotations.training.row import Heading, Row

_AT_ONCE: Final = 256
"""Rows encoded in one go: some 300 KB."""


def to_jsonl(heading: Heading, rows: Iterable[Row]) -> Iterator[bytes]:
    """The rows; JSON Lines has no place for a heading, and readers fail on one."""
    encoder = msgspec.json.Encoder()
    rows = iter(rows)
    while batch := list(islice(rows, _AT_ONCE)):
        yield encoder.encode_lines(batch)
