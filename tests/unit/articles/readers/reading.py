"""Reads bytes as a file, for the tests of every format."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from annotations.articles.article import Article
from annotations.articles.reading import FileReading
from annotations.articles.receipts import Receipt


class Read(NamedTuple):
    """What a file gave."""

    articles: list[Article]
    receipt: Receipt

    @property
    def keys(self) -> list[str]:
        """Of the articles."""
        return [one.path.rpartition("#")[2] if "#" in one.path else "" for one in self.articles]

    @property
    def reasons(self) -> list[tuple[str, str]]:
        """Of what was skipped, with its key."""
        return [(one.key, one.reason) for one in self.receipt.skipped]


def read(
    folder: Path,
    name: str,
    data: bytes,
    *,
    max_bytes: int = 4_000_000,
    columns: Mapping[str, str] | None = None,
) -> Read:
    """The articles of a file with these bytes, and its receipt."""
    path = folder / name
    path.write_bytes(data)
    reading = FileReading(str(path), max_bytes=max_bytes, columns=columns)
    articles = list(reading)
    return Read(articles, reading.receipt)
