"""Rich text (.rtf), one article, whatever the suffix says; nothing but what is read on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from annotations.articles.batches.lines import blocks_of
from annotations.articles.batches.rtf_lines import is_rtf, rtf_lines
from annotations.articles.document import CUT_OFF, NO_BODY, Document, Item, Unread, compose
from annotations.articles.source_file import Head, SourceFile

_TITLE: Final = re.compile(r"\{\\title\s+([^{}\\]{1,300})\}")


def recognises(head: Head) -> bool:
    """Whether it begins as rich text does."""
    return is_rtf(head.data)


def read(source: SourceFile) -> Iterator[Item]:
    """The one article of the file.

    Raises:
        ArticleError: If it is nested deeper than any document.
    """
    composed = compose("\n".join(block.lines) for block in blocks_of(rtf_lines(source.data)))
    found = _TITLE.search(source.data[:20_000].decode("latin-1"))
    title = " ".join(found[1].split()) if found else ""
    if not composed.text:
        yield Unread("", NO_BODY, title)
        return
    is_whole = source.data.rstrip(b"\0\r\n\t \x1a").endswith(b"}")
    yield Document(
        text=composed.text,
        title=title,
        removed=composed.removed,
        warnings=() if is_whole else (CUT_OFF,),
    )
