"""Downloads of ProQuest: text, Word and RTF with the same lines, and pages."""

from __future__ import annotations

from collections.abc import Iterator

from annotations.articles.batches import proquest, proquest_pages, sniffing
from annotations.articles.document import Item
from annotations.articles.source_file import Head, SourceFile


def recognises(head: Head) -> bool:
    """Whether it holds documents as ProQuest writes them."""
    kind = sniffing.kind_of(head)
    return kind is not None and kind.service == "proquest"


def read(source: SourceFile) -> Iterator[Item]:
    """The articles of the file, in its order."""
    kind = sniffing.kind_of(source.head)
    if kind is None:
        return
    if kind.carrier == "page":
        yield from proquest_pages.read_page(sniffing.page_in(source))
        return
    yield from proquest.read_lines(sniffing.lines_in(source, kind.carrier))
