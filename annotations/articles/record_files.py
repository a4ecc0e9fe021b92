"""Documents of files of records, whatever the file's form, and what is said of such a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from annotations.articles.document import NO_BODY, Document, Item, Remark, Unread
from annotations.articles.json_glimpse import flattened
from annotations.articles.json_records import JsonRecord, records
from annotations.articles.marked_text import one_line
from annotations.articles.records import (
    Reading,
    Row,
    document,
    key_of,
    told,
)
from annotations.articles.source_file import SourceFile
from annotations.errors import ArticleError

LIST_ADVICE = "lists addresses of articles, not their text: `slugline add {name}` fetches them"

Make = Callable[[Row, str], Document]
"""Makes the document of a record with a key.

Raises:
    ArticleError: If it holds none.
"""


def json_items(
    source: SourceFile,
    reading: Reading,
    make: Make | None = None,
    title: Callable[[Row], str] | None = None,
) -> Iterator[Item]:
    """The documents of the records of a JSON file.

    Args:
        source: The file.
        reading: How its records are read.
        make: What makes a document of a record; by default what its columns say.
        title: What the title of one is that is not read; likewise.
    """
    return items_of(records(source), reading, make, title)


def items_of(
    found: Iterable[JsonRecord],
    reading: Reading,
    make: Make | None = None,
    title: Callable[[Row], str] | None = None,
) -> Iterator[Item]:
    """The documents of records, each made by itself."""
    for number, value, fault, warning in found:
        if fault or not isinstance(value, dict):
            yield Unread(str(number), fault or "is no record of an article")
            continue
        item = _item(value, reading, number, make)
        if title and isinstance(item, Unread):
            item = item._replace(title=title(value)[:200])
        if warning and isinstance(item, Document):
            item = replace(item, warnings=(*item.warnings, warning))
        yield item


def _item(value: Row, reading: Reading, number: int, make: Make | None) -> Document | Unread:
    key = str(number)
    try:
        row = flattened(value)
        key = key_of(row, reading, number)
        return make(row, key) if make else document(row, reading, key)
    except ArticleError as error:
        title = one_line(told(reading.columns.value(row, "title")))[:200]
        return Unread(key, str(error), title)
    except Exception as error:
        return Unread(key, f"cannot be read ({type(error).__name__})")


def list_remark(source: SourceFile) -> Remark:
    """What is said of a list of addresses."""
    return Remark(LIST_ADVICE.format(name=source.head.name))


def unread_entry(row: Row, reading: Reading, number: int) -> Unread:
    """An entry of a list that holds no text."""
    title = one_line(told(reading.columns.value(row, "title")))[:200]
    return Unread(key_of(row, reading, number), NO_BODY, title)
