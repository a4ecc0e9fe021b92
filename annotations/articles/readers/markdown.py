"""Markdown: front matter, headings and paragraphs, without their markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.articles import front_matter, markdown
from annotations.articles.canonical import canonical
from annotations.articles.document import Document
from annotations.articles.source_file import Head, SourceFile

SUFFIXES = (".markdown", ".md")


def recognises(head: Head) -> bool:
    """Whether its suffix says so; any text is Markdown."""
    return head.suffix in SUFFIXES


def read(source: SourceFile) -> Iterator[Document]:
    """The one article of the file."""
    clean = source.text()
    yield read_markdown(clean.text, clean.removed)


def read_markdown(text: str, removed: int = 0) -> Document:
    """The article of canonical text that lost so many control characters."""
    declared, body = front_matter.split(text)
    clean = canonical(markdown.plain(body))
    if not declared.title and re.match(r"\s*# ", body):
        declared = declared._replace(title=clean.text.partition("\n")[0])
    return Document(text=clean.text, removed=removed + clean.removed, **declared._asdict())
