"""Downloads of Nexis: Word, RTF, text and pages, of before and after 2019."""

from __future__ import annotations

from collections.abc import Iterator

from annotations.articles.batches import nexis_old, nexis_pages, nexis_uni, sniffing
from annotations.articles.document import Item
from annotations.articles.source_file import Head, SourceFile

_SERVICES = ("nexis", "nexis uni")


def recognises(head: Head) -> bool:
    """Whether it holds documents as Nexis writes them."""
    kind = sniffing.kind_of(head)
    return kind is not None and kind.service in _SERVICES


def read(source: SourceFile) -> Iterator[Item]:
    """The articles of the file, in its order."""
    kind = sniffing.kind_of(source.head)
    if kind is None:
        return
    if kind.carrier == "page":
        yield from nexis_pages.read_page(sniffing.page_in(source))
        return
    lines = sniffing.lines_in(source, kind.carrier)
    yield from (nexis_old if kind.service == "nexis" else nexis_uni).read_lines(lines)
