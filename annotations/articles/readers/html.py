"""Pages that a browser saved, also under another suffix."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from annotations.articles.document import Document
from annotations.articles.pages.markup import declared_encoding
from annotations.articles.source_file import Head, SourceFile

SUFFIXES: Final = (".htm", ".html", ".xhtml")
_BEGINS: Final = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--(?:[^-]|-(?!->)){0,2000}-->\s*){0,5}"
    r"(?:<!doctype\s+html\b|<html\b)",
    re.IGNORECASE,
)
_SAVED: Final = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s<>]{1,2000})"
)
"""The address in the remark that a browser puts at the top of a page that it saves."""
_MARKUP: Final = re.compile(r"<[a-z][a-z0-9]{0,9}[\s/>]", re.IGNORECASE)


def recognises(head: Head) -> bool:
    """Whether it begins as a page does, or is called one and has markup."""
    text = head.text
    if _BEGINS.match(text.lstrip("\ufeff")):
        return True
    return head.suffix in SUFFIXES and _MARKUP.search(text) is not None


def read(source: SourceFile) -> Iterator[Document]:
    """The one article of the page."""
    from annotations.articles.pages.page import read_page

    markup = source.text(declared_encoding(source.data)).text
    saved = _SAVED.search(markup[:4000])
    yield read_page(markup, url=saved[1] if saved else "")
