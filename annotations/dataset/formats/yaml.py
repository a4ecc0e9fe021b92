"""YAML in the one style that YAML 1.1 and 1.2 readers understand alike.

Every string and key stands in double quotes, so that `no`, `12:30`, `12e4` and dates stay
strings; nothing is folded, anchored or aliased. It is written by hand because no library writes
this style in a stream.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any, Final

import msgspec

from annotations.dataset.article_rows import Sheet
from annotations.dataset.builder import TrainingSet
from annotations.dataset.row import SCHEMA, Heading

_AT_ONCE: Final = 64
"""Rows written in one go: some 100 KB."""

_UNSAFE: Final = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""What JSON leaves raw and a YAML reader refuses, drops or takes for a line end."""

_json_string = json.JSONEncoder(ensure_ascii=False).encode


def stream(training_set: TrainingSet, heading: Heading, sheets: Iterable[Sheet]) -> Iterator[bytes]:
    """The rows of a training set, in the shape that was asked for; nothing if there is none."""
    rows = chain.from_iterable(map(training_set.shape.rows, sheets))
    for first in rows:
        yield from to_yaml(heading, chain([first], rows), training_set.shape.schema)


def to_yaml(
    heading: Heading, rows: Iterable[msgspec.Struct], schema: str = SCHEMA
) -> Iterator[bytes]:
    """One document: schema, labels, split, and the rows as a list."""
    head = {"schema": schema, "labels": list(heading.labels), "split": heading.split}
    yield "".join(f"{line}\n" for line in _lines(head)).encode()
    yield b'"rows":\n'
    rows = iter(rows)
    while batch := [msgspec.to_builtins(row) for row in islice(rows, _AT_ONCE)]:
        yield "".join(f"  {line}\n" for line in _lines(batch)).encode()


def _lines(value: Any) -> Iterator[str]:
    """A dict or list in block style."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _entry(f"{string(key)}:", inner)
        return
    for inner in value:
        first = "- "
        for line in _lines(inner) if isinstance(inner, dict | list) else (_scalar(inner),):
            yield first + line
            first = "  "


def _entry(key: str, value: Any) -> Iterator[str]:
    if not isinstance(value, dict | list):
        yield f"{key} {_scalar(value)}"
    elif not value:
        yield f"{key} {'{}' if isinstance(value, dict) else '[]'}"
    else:
        yield key
        for line in _lines(value):
            yield "  " + line


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        return string(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        # repr writes small ones as 1e-05, which YAML 1.1 reads as a string.
        text = f"{value:.6f}".rstrip("0")
        return text + "0" if text.endswith(".") else text
    return str(value)


def string(text: str) -> str:
    """`text` in double quotes, as JSON and YAML agree on."""
    return _UNSAFE.sub(_escaped, _json_string(text))


def _escaped(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
