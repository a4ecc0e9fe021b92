"""The formats of a training set: name, writer, and what to know before choosing it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from annotations.errors import ExportError
from annotations.training.as_jsonl import to_jsonl
from annotations.training.as_yaml import to_yaml
from annotations.training.row import Heading, Row

Writer = Callable[[Heading, Iterable[Row]], Iterator[bytes]]
"""Turns rows into the bytes of a file, in pieces, holding few rows at a time."""


class Format(NamedTuple):
    """One way to write rows."""

    write: Writer
    suffixes: tuple[str, ...]
    """Of files that are taken to be of this format."""
    comfortable: int | None = None
    """Rows above which reading it back takes long; None if it never does."""


FORMATS: Final[dict[str, Format]] = {
    "jsonl": Format(to_jsonl, (".jsonl", ".ndjson")),
    "yaml": Format(to_yaml, (".yaml", ".yml"), comfortable=20_000),
}


def format_named(name: str) -> Format:
    """The format of that name.

    Raises:
        ExportError: If there is none; it lists those there are.
    """
    if name not in FORMATS:
        raise ExportError(f"There is no format “{name}”. Choose one of {', '.join(FORMATS)}.")
    return FORMATS[name]


def format_for(path: Path) -> str:
    """The name of the format that a file's name asks for; `jsonl` where it asks for none."""
    for name, form in FORMATS.items():
        if path.suffix.lower() in form.suffixes:
            return name
    return "jsonl"
