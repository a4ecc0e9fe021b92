"""What a list of addresses of articles says: for whoever fetches them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from annotations.articles.csv_records import rows_of, table_of
from annotations.articles.json_glimpse import flattened, glimpse
from annotations.articles.json_records import records
from annotations.articles.marked_text import one_line
from annotations.articles.records import (
    Reading,
    Row,
    date_of,
    is_address,
    reading_of,
    told,
)
from annotations.articles.source_file import Head, SourceFile

_TABLES = (".csv", ".tsv", ".tab", ".psv")


class Address(NamedTuple):
    """An article that a list names."""

    url: str
    title: str = ""
    source: str = ""
    published_at: str = ""
    lang: str = ""


def sample_of(head: Head) -> Sequence[Row]:
    """The first few entries of a list of JSON or of separated values."""
    seen = glimpse(head)
    if seen.sample or head.suffix not in _TABLES:
        return seen.sample
    table = table_of(head)
    return table.rows if table and not table.headless else ()


def entries(source: SourceFile) -> Iterator[tuple[int, Row, Reading]]:
    """The entries of a list: their numbers, what they say, and how that is read."""
    sample = sample_of(source.head)
    reading = reading_of(sample, source.columns)
    seen = glimpse(source.head)
    table = None if seen.sample else table_of(source.head)
    found = rows_of(source, table) if table else records(source)
    for number, value, *_ in found:
        if isinstance(value, dict):
            yield number, flattened(value), reading


def addresses(path: str) -> Iterator[Address]:
    """The addresses that a list names, in its order, each once; also of a text with one a line.

    Raises:
        ArticleError: If it cannot be read.
    """
    source = SourceFile(path)
    if not sample_of(source.head):
        yield from _lines(source)
        return
    seen: set[str] = set()
    for _, row, reading in entries(source):
        named = [told(row.get(name)) for name in reading.columns.of.get("url", ())]
        url = next(filter(is_address, named), "")
        if not url or url in seen:
            continue
        seen.add(url)
        found = reading.columns
        yield Address(
            url,
            title=one_line(told(found.value(row, "title"))),
            source=one_line(told(found.value(row, "source"))),
            published_at=date_of(told(found.value(row, "published_at")), reading.day_first),
            lang=one_line(told(found.value(row, "lang"))),
        )


def _lines(source: SourceFile) -> Iterator[Address]:
    """Addresses in a plain text, one a line; what stands behind `#` and a space is a remark."""
    lines = (line.partition(" #")[0].strip() for line in source.text().text.split("\n"))
    for url in dict.fromkeys(line for line in lines if is_address(line)):
        yield Address(url)
