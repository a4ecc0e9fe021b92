"""ninjs 1, 2 and 3: news in JSON, alone, in a list, or one a line.

Versions differ in `headline` or `headlines`, in `body_text` or `bodies`, and in capitals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from annotations.articles.columns import Columns, plain_name
from annotations.articles.declared import language_tag, published
from annotations.articles.document import NO_BODY, Document, Item, compose, keyed
from annotations.articles.json_glimpse import glimpse
from annotations.articles.marked_text import (
    Marked,
    html_text,
    is_html,
    one_line,
    plain_text,
    without_headline,
)
from annotations.articles.named_people import agency, byline, first_of
from annotations.articles.nitf import inline_text
from annotations.articles.record_files import json_items
from annotations.articles.records import Reading, Row, host_of, is_address, told
from annotations.articles.source_file import Head, SourceFile
from annotations.articles.xml_items import items
from annotations.errors import ArticleError

_OWN: Final = frozenset(
    "pubstatus versioncreated firstcreated contentcreated bodies headlines bodytext bodyxhtml"
    " bodyhtml descriptiontext renditions associations altids standard representationtype"
    " copyrightholder copyrightnotice usageterms profile trustindicator".split()
)
"""Names that are usual in ninjs and rare elsewhere, in lower case and without signs."""
_MEDIA: Final = ("picture", "photo", "graphic", "video", "audio", "animation", "event", "planning")
_READING: Final = Reading(Columns({"title": ("headline", "title")}), "uri")
_SOURCES: Final = tuple("provider providers source infosources infosource copyrightholder".split())
_KINDS: Final = ("html", "rich", "nitf", "xml", "plain", "")
"""Forms of a body, the one that knows paragraphs best first."""


def recognises(head: Head) -> bool:
    """Whether its first record is an item of ninjs."""
    first = glimpse(head).raw
    if not isinstance(first.get("uri"), str):
        return False
    standard = first.get("standard") or first.get("$standard")
    if isinstance(standard, dict) and standard.get("name") == "ninjs":
        return True
    names = {plain_name(name) for name in first}
    if any(name.startswith(("body_", "headline_")) for name in first):
        return True
    return len(_OWN & names) >= 2 or bool({"bodies", "headlines", "bodyxhtml"} & names)


def read(source: SourceFile) -> Iterator[Item]:
    """Its news items."""
    yield from keyed(json_items(source, _READING, _document, _title_of))


def _title_of(row: Row) -> str:
    return _title({plain_name(name): value for name, value in row.items()})


def _document(row: Row, key: str) -> Document:
    item = {plain_name(name): value for name, value in row.items() if "." not in name}
    title = _title(item)
    body = without_headline(_body(item), title)
    if not body.paragraphs:
        kind = str(item.get("type", ""))
        raise ArticleError(f"is of type {kind}, not text" if kind in _MEDIA else NO_BODY)
    text = compose(body.paragraphs)
    sources = [one_line(told(item.get(name))) for name in _SOURCES]
    said = byline(one_line(told(item.get("byline") or item.get("by"))))
    return Document(
        text=text.text,
        aside=text.aside,
        removed=text.removed,
        dropped=body.dropped,
        key=key,
        title=title,
        source=first_of((*sources, host_of(key))),
        url=key if is_address(key) else "",
        published_at=first_of(
            published(told(item.get(name)))
            for name in ("versioncreated", "contentmodified", "contentcreated", "firstcreated")
        ),
        byline="" if agency(said) else said,
        section=one_line(told(item.get("section") or _name(item.get("genres")))),
        wire=first_of((agency(told(item.get("infosources"))), agency(*sources, said))),
        lang=language_tag(told(item.get("language"))),
        warnings=_warnings(item),
    )


def _title(item: Mapping[str, Any]) -> str:
    lines = item.get("headlines")
    if isinstance(lines, list):
        said = [one for one in lines if isinstance(one, dict) and told(one.get("value"))]
        said.sort(key=lambda one: one.get("role") != "main")
        if said:
            return one_line(told(said[0]["value"]))
    named = [name for name in item if name.startswith("headline") and name != "headlines"]
    named.sort(key=lambda name: (name != "headline", "main" not in name))
    return first_of(one_line(told(item.get(name))) for name in (*named, "title", "name"))


def _name(value: Any) -> str:
    named = value if isinstance(value, list) else []
    return first_of(told(one.get("name")) for one in named if isinstance(one, dict))


def _body(item: Mapping[str, Any]) -> Marked:
    """The body in the form that knows paragraphs best and says anything."""
    bodies = sorted(_bodies(item), key=lambda one: one[0])
    for kind, text in bodies:
        body = _read(_KINDS[kind], text)
        if body.paragraphs:
            return body
    return Marked((), {})


def _bodies(item: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    listed = item.get("bodies")
    for one in listed if isinstance(listed, list) else ():
        if isinstance(one, dict) and isinstance(one.get("value"), str):
            said = {plain_name(name): str(value) for name, value in one.items()}
            role, kind = said.get("role", "").lower(), said.get("contenttype", "").lower()
            if role not in ("teaser", "summary", "caption", "headline"):
                yield _rank(kind, role), one["value"]
    for name, value in item.items():
        if name.startswith("body") and isinstance(value, str):
            yield _rank(name, ""), value


def _rank(kind: str, role: str) -> int:
    for number, form in enumerate(_KINDS):
        if form in kind or (form and form in role):
            return number
    return len(_KINDS) - 1


def _read(kind: str, text: str) -> Marked:
    if kind == "html" or (kind == "rich" and is_html(text)):
        return html_text(text)
    if kind in ("nitf", "xml"):
        try:
            named = frozenset(("nitf", "html", "body", "body.content", "article", "div"))
            found = next(items(text.encode(), named, len(text)), None)
        except ArticleError:
            return Marked((), {})
        element = found.element if found else None
        return inline_text(element) if element is not None else Marked((), {})
    return plain_text(text)


def _warnings(item: Mapping[str, Any]) -> tuple[str, ...]:
    status = str(item.get("pubstatus", "")).rpartition(":")[2].lower()
    if status in ("canceled", "cancelled", "withheld"):
        return (f"was withdrawn by its publisher (status {status})",)
    if until := told(item.get("embargoed")):
        return (f"is under embargo until {until}",)
    return ()
