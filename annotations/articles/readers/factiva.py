"""Downloads of Factiva: pages, XML, Word, RTF and text, with codes of fields and without."""

from __future__ import annotations

from collections.abc import Iterator

from annotations.articles.batches import factiva, factiva_pages, factiva_xml, sniffing
from annotations.articles.document import Item
from annotations.articles.source_file import Head, SourceFile


def recognises(head: Head) -> bool:
    """Whether it holds documents as Factiva writes them."""
    if _is_xml(head):
        return True
    kind = sniffing.kind_of(head)
    return kind is not None and kind.service == "factiva"


def read(source: SourceFile) -> Iterator[Item]:
    """The articles of the file, in its order."""
    if _is_xml(source.head):
        yield from factiva_xml.read_xml(source.data)
        return
    kind = sniffing.kind_of(source.head)
    if kind is None:
        return
    if kind.carrier == "page":
        yield from factiva_pages.read_page(sniffing.page_in(source))
        return
    yield from factiva.read_lines(sniffing.lines_in(source, kind.carrier))


def _is_xml(head: Head) -> bool:
    return "<ppsArticleResponse" in head.text[:4000]
