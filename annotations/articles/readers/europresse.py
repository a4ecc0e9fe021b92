"""Downloads of Europresse and Eureka: pages of both generations."""

from __future__ import annotations

from collections.abc import Iterator

from annotations.articles.batches import europresse, sniffing
from annotations.articles.document import Item
from annotations.articles.source_file import Head, SourceFile


def recognises(head: Head) -> bool:
    """Whether it holds documents as Europresse writes them."""
    kind = sniffing.kind_of(head)
    return kind is not None and kind.service == "europresse"


def read(source: SourceFile) -> Iterator[Item]:
    """The articles of the file, in its order."""
    yield from europresse.read_page(sniffing.page_in(source))
