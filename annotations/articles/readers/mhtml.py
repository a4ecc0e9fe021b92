"""Pages that a browser saved in one file with their pictures: MHTML, `.mht`."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import Message
from typing import TYPE_CHECKING, Final

import msgspec

from annotations.articles.document import CUT_OFF
from annotations.articles.mail_parts import (
    body_of,
    header,
    is_cut,
    is_mail,
    leaves,
    message_of,
)
from annotations.articles.source_file import Head, SourceFile
from annotations.errors import ArticleError

if TYPE_CHECKING:
    from annotations.articles.document import Document

SUFFIXES: Final = (".mht", ".mhtml")


def recognises(head: Head) -> bool:
    """Whether it begins with headers that tie a page to its pictures, and is no mail."""
    fields = is_mail(head)
    if "multipart/related" not in fields.get("content-type", "").lower():
        return False
    return (
        head.suffix in SUFFIXES
        or "snapshot-content-location" in fields
        or not (fields.keys() & {"to", "received", "message-id"})
    )


def read(source: SourceFile) -> Iterator[Document]:
    """The one article of the page."""
    from annotations.articles.pages.page import read_page

    message = message_of(source.data)
    page = _page(message)
    decoded = body_of(page, source.encoding)
    source.encoding = decoded.encoding
    place = header(page, "content-location") or header(message, "snapshot-content-location")
    url = place if place.startswith(("http://", "https://")) else ""
    made = read_page(decoded.text, url=url)
    if is_cut(message) and CUT_OFF not in made.warnings:
        made = msgspec.structs.replace(made, warnings=(*made.warnings, CUT_OFF))
    yield made


def _page(message: Message) -> Message:
    """The part that is the page itself, not a frame of it."""
    pages = [one for one in leaves(message) if one.get_content_type() in _PAGES]
    if not pages:
        raise ArticleError("holds no page: none of its parts is HTML")
    start = str(message.get_param("start") or "").strip("<> ")
    place = header(message, "snapshot-content-location")
    for page in pages:
        if start and header(page, "content-id").strip("<> ") == start:
            return page
    for page in pages:
        if place and header(page, "content-location") == place:
            return page
    return pages[0]


_PAGES: Final = ("text/html", "application/xhtml+xml")
