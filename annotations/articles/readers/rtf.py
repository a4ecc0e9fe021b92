"""Rich text (.rtf), one article: by striprtf, whatever the suffix says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from annotations.articles.document import NO_BODY, Document, Item, Unread, compose
from annotations.articles.formats import needing
from annotations.articles.marked_text import blocks
from annotations.articles.source_file import Head, SourceFile

_TITLE: Final = re.compile(r"\{\\title\s+([^{}\\]{1,300})\}")
_CODE_PAGE: Final = re.compile(rb"\\ansicpg(\d{3,5})")
_PICTURE: Final = re.compile(
    r"\{\\(?:\*\\shppict|pict|\*\\blipuid)\b[^{}]*+(?:\{[^{}]*+\}[^{}]*+)*+\}"
)
"""Pictures are hexadecimal digits, megabytes of them; nothing of them is text."""


def recognises(head: Head) -> bool:
    """Whether it begins as rich text does."""
    return head.data.lstrip()[:5] == b"{\\rtf"


def read(source: SourceFile) -> Iterator[Item]:
    """The one article of the file."""
    text = plain(source)
    found = _TITLE.search(source.data[:20_000].decode("latin-1"))
    title = " ".join(found[1].split()) if found else ""
    parts = list(paragraphs(text))
    if not parts:
        yield Unread("", NO_BODY, title)
        return
    composed = compose(parts)
    yield Document(text=composed.text, title=title, removed=composed.removed)


def plain(source: SourceFile) -> str:
    """The text of a file of rich text.

    Raises:
        ArticleError: If striprtf is missing.
    """
    with needing("office", "a document of rich text"):
        from striprtf.striprtf import rtf_to_text
    page = _CODE_PAGE.search(source.data[:2000])
    encoding = f"cp{int(page[1])}" if page else source.encoding or "cp1252"
    source.encoding = encoding
    marked = _PICTURE.sub("", source.data.decode("latin-1"))
    text: str = rtf_to_text(marked, encoding=encoding, errors="ignore")  # type: ignore[no-untyped-call]
    return text


def paragraphs(text: str) -> Iterator[str]:
    """One paragraph a line, as rich text has them; where lines were typed, what stands apart."""
    lines = [line.strip() for line in text.split("\n")]
    said = [line for line in lines if line]
    typed = len(said) > 8 and sum(len(line) for line in said) / len(said) < 90
    is_wrapped = typed and lines.count("") > 2 and max(map(len, said)) <= 100
    yield from blocks(text) if is_wrapped else said
