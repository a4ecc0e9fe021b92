"""Plain text, with front matter if it has any.

One paragraph a line, or wrapped: `paragraphs` tells the two apart and leaves the text alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from annotations.articles import front_matter
from annotations.articles.document import Document
from annotations.articles.source_file import Head, SourceFile

SUFFIXES = (".txt", ".text", "")


def recognises(head: Head) -> bool:
    """Whether nothing but its suffix says what it is; that it is text is seen when it is read."""
    return head.suffix in SUFFIXES


def read(source: SourceFile) -> Iterator[Document]:
    """The one article of the file."""
    clean = source.text()
    yield read_text(clean.text, clean.removed)


def read_text(text: str, removed: int = 0) -> Document:
    """The article of canonical text that lost so many control characters."""
    declared, rest = front_matter.split(text)
    return Document(text=rest, removed=removed, **declared._asdict())
