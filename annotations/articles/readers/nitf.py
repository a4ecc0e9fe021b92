"""NITF: one article a document, as archives and agencies of the 2000s keep it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

from annotations.articles import nitf
from annotations.articles.declared import language_tag, published
from annotations.articles.document import NO_BODY, Document, Item, compose, keyed, one_by_one
from annotations.articles.marked_text import one_line, without_headline
from annotations.articles.named_people import agency, first_of
from annotations.articles.source_file import Head, SourceFile
from annotations.articles.xml_items import XmlItem, declared_encoding, items, root_of, text_of
from annotations.errors import ArticleError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_DATES: Final = (
    ("head/docdata/date.issue", "norm"),
    ("head/pubdata", "date.publication"),
    ("head/docdata/date.release", "norm"),
    ("body/body.head/dateline/story.date", "norm"),
    ("head/revision-history", "norm"),
)
"""Where a date stands, and in which attribute; if not in that, in the element's own words."""
_MONTH: Final = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])")
_NO_TIME: Final = re.compile(r"[T ]00:?00(?::?00(?:\.0+)?)?$", re.IGNORECASE)
"""Midnight in no zone: how archives fill up a day."""


def recognises(head: Head) -> bool:
    """Whether its root is an article of NITF."""
    return root_of(head) == "nitf"


def read(source: SourceFile) -> Iterator[Item]:
    """Its articles; nearly always one."""
    yield from keyed(_items(source))


def _items(source: SourceFile) -> Iterator[Item]:
    source.encoding = declared_encoding(source.data) or "utf-8"
    for number, item in enumerate(
        items(source.data, frozenset(("nitf",)), source.document_bytes), 1
    ):
        key = _key(item, number)
        yield from one_by_one([(key, partial(_document, item, key))])


def _key(item: XmlItem, number: int) -> str:
    if item.element is None:
        return str(number)
    said = item.element.find("head/docdata/doc-id")
    return (said.get("id-string", "")[:300] if said is not None else "") or str(number)


def _document(item: XmlItem, key: str) -> Document:
    if item.element is None:
        raise ArticleError(item.fault)
    root = item.element
    title = nitf.title_of(root)
    body = without_headline(nitf.body_of(root), title)
    if not body.paragraphs:
        raise ArticleError(NO_BODY)
    text = compose(body.paragraphs)
    distributor = one_line(text_of(root.find("body/body.head/distributor")))
    holder = _value(root, "head/docdata/doc.copyright", "holder")
    publication = _value(root, "head/pubdata", "name")
    return Document(
        text=text.text,
        aside=text.aside,
        removed=text.removed,
        dropped=body.dropped,
        key=key,
        title=title,
        source=first_of((publication, holder, distributor)),
        url=_value(root, "head/pubdata", "ex-ref"),
        published_at=first_of(_dates(root)),
        byline=nitf.byline_of(root),
        section=_value(root, "head/pubdata", "position.section") or _meta(root, "online_sections"),
        wire=agency(distributor, holder, publication),
        lang=language_tag(root.get("lang", "") or _value(root, "body", "lang")),
    )


def _dates(root: Element) -> Iterator[str]:
    """The dates that a document declares, from the most telling on; empty ones among them."""
    for path, attribute in _DATES:
        for one in root.iterfind(path):
            yield _date(one.get(attribute, "")) or _date(text_of(one))
    # An archive of many years has the parts of it, each in an element of its own.
    parts = [_meta(root, f"publication_{part}") for part in ("year", "month", "day_of_month")]
    if all(part.isdecimal() for part in parts[:2]):
        yield published("-".join(part.zfill(2) for part in parts if part))


def _date(text: str) -> str:
    text = _NO_TIME.sub("", text.strip())
    month = _MONTH.fullmatch(text)
    return f"{month[1]}-{month[2]}" if month else published(text)


def _value(root: Element, path: str, attribute: str) -> str:
    found = root.find(path)
    return "" if found is None else found.get(attribute, "").strip()


def _meta(root: Element, name: str) -> str:
    named = (one for one in root.iterfind("head/meta") if one.get("name") == name)
    return first_of(one.get("content", "").strip() for one in named)
