"""Reads a generated download, and compares it with what it was made of."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from annotations.articles.article import Article
from annotations.articles.reading import FileReading
from annotations.articles.receipts import Receipt
from tests.unit.articles.generators.downloads import Report


class Read(NamedTuple):
    """What was read of a file."""

    articles: list[Article]
    receipt: Receipt

    @property
    def keys(self) -> list[str]:
        """The keys of the articles."""
        return [one.path.rpartition("#")[2] for one in self.articles]


def read(folder: Path, data: bytes | str, name: str = "download.txt") -> Read:
    """All of a file of these contents."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    reading = FileReading(str(path))
    articles = list(reading)
    return Read(articles, reading.receipt)


def assert_same(articles: Sequence[Article], reports: Sequence[Report]) -> None:
    """Every report is there, its fields in their places, its text whole, and nothing else."""
    assert [one.title for one in articles] == [one.title for one in reports]
    assert [one.source for one in articles] == [one.source for one in reports]
    assert [one.published_at[:10] for one in articles] == [iso(one) for one in reports]
    assert [one.byline for one in articles] == [one.byline.removeprefix("By ") for one in reports]
    for article, report in zip(articles, reports, strict=True):
        assert article.text.split() == " ".join(report.paragraphs).split()


def iso(report: Report) -> str:
    """The date of a report; all are of March 2024."""
    return f"2024-03-{int(report.date.split()[1].strip(',')):02d}"
