"""NewsML-G2: news items, alone, in a news message, or several documents in one file.

Only what holds text is an article: pictures, packages and concepts are named as what they are.
The slugline is not kept as the story: agencies use one again for years (`US-Finance-Fed`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from annotations.articles import nitf
from annotations.articles.declared import language_tag, published
from annotations.articles.document import (
    NO_BODY,
    Document,
    Item,
    Unread,
    compose,
    keyed,
    one_by_one,
)
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
from annotations.articles.records import is_address
from annotations.articles.source_file import Head, SourceFile
from annotations.articles.xml_items import (
    XmlItem,
    declared_encoding,
    items,
    root_of,
    text_of,
)
from annotations.errors import ArticleError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

ROOTS: Final = frozenset(("newsItem", "newsMessage", "packageItem"))
_ITEMS: Final = frozenset(("newsItem", "packageItem"))
_DATES: Final = (
    "itemMeta/versionCreated",
    "itemMeta/firstCreated",
    "contentMeta/contentModified",
    "contentMeta/contentCreated",
)
_MEDIA: Final = {
    "picture": "is a picture",
    "photo": "is a picture",
    "graphic": "is a graphic",
    "video": "is a video",
    "audio": "is a sound",
    "animated": "is an animation",
}
"""The kinds of items that hold no text; `composite` may."""


def recognises(head: Head) -> bool:
    """Whether the root is an item of NewsML-G2 or a message of them."""
    root = root_of(head)
    return root in ROOTS and (root != "newsItem" or b"NewsItem" not in head.probe[:2000])


def read(source: SourceFile) -> Iterator[Item]:
    """Its news items."""
    yield from keyed(_items(source))


def _items(source: SourceFile) -> Iterator[Item]:
    source.encoding = declared_encoding(source.data) or "utf-8"
    packages: list[Unread] = []
    others = False
    for number, item in enumerate(items(source.data, _ITEMS, source.document_bytes), 1):
        if item.element is not None and item.element.tag == "packageItem":
            packages.append(_package(item))
            continue
        others = True
        yield from one_by_one([(_key(item, number), partial(_taken, item, number))])
    if not others:
        # Beside its items a package is their list of contents; alone it is all there is.
        yield from packages


def _taken(item: XmlItem, number: int) -> Document:
    if item.element is None:
        raise ArticleError(item.fault)
    return _document(item.element, _key(item, number))


def _key(item: XmlItem, number: int) -> str:
    guid, version = item.attributes.get("guid", ""), item.attributes.get("version", "")
    return (f"{guid[:300]}:{version[:20]}" if version else guid[:300]) or str(number)


def _package(item: XmlItem) -> Unread:
    assert item.element is not None
    count = sum(1 for _ in item.element.iter("itemRef"))
    title = one_line(text_of(item.element.find("contentMeta/headline")))
    return Unread(_key(item, 1), f"is a package: it lists {count} items and holds no text", title)


def _document(item: Element, key: str) -> Document:
    title = _title(item)
    body = _body(item)
    if not body.paragraphs:
        raise ArticleError(_why_none(item))
    title = title or nitf.title_of(item)
    body = without_headline(body, title)
    text = compose(body.paragraphs)
    provider = _names(item, "itemMeta/provider")
    wire = agency(
        *_names(item, "contentMeta/infoSource"),
        text_of(item.find("contentMeta/creditline")),
        *provider,
    )
    return Document(
        text=text.text,
        aside=text.aside,
        removed=text.removed,
        dropped=body.dropped,
        key=key,
        title=title,
        source=first_of((*provider, *_names(item, "rightsInfo/copyrightHolder"), _host(item))),
        url=_url(item),
        published_at=first_of(published(text_of(item.find(path))) for path in _DATES),
        byline=_byline(item),
        section=_section(item),
        wire=wire,
        lang=_language(item),
        warnings=_warnings(item),
    )


def _byline(item: Element) -> str:
    said = byline(text_of(item.find("contentMeta/by")))
    people = [name for name in _names(item, "contentMeta/creator") if not agency(name)]
    return said or byline(*people) or nitf.byline_of(item)


def _title(item: Element) -> str:
    """The headline; the main one where there are several."""
    lines = list(item.iterfind("contentMeta/headline"))
    lines.sort(key=lambda one: "main" not in one.get("role", "").lower())
    return first_of(one_line(text_of(line)) for line in lines)


def _body(item: Element) -> Marked:
    """What the first of the equal renditions says that says anything."""
    for part in item.iterfind("contentSet/inlineXML"):
        body = inline_text(part)
        if body.paragraphs:
            return body
    for part in item.iterfind("contentSet/inlineData"):
        text = "".join(part.itertext())
        kind = part.get("contenttype", "")
        if part.get("encoding") or (kind and "text" not in kind and "xml" not in kind):
            continue
        body = html_text(text) if "html" in kind or is_html(text) else plain_text(text)
        if body.paragraphs:
            return body
    return Marked((), {})


def _why_none(item: Element) -> str:
    """Why an item without text is no article."""
    kind = item.find("itemMeta/itemClass")
    name = "" if kind is None else (kind.get("qcode") or kind.get("uri") or "")
    name = name.rpartition(":")[2].rpartition("/")[2]
    return _MEDIA.get(name, NO_BODY)


def _names(item: Element, path: str) -> list[str]:
    return [name for one in item.iterfind(path) for name in _names_of(one)]


def _names_of(one: Element) -> list[str]:
    """What somebody is called: by name, else by the word of a code or address that says it."""
    named = [text_of(name) for name in one.iterfind("name")]
    if named:
        return [name for name in named if name][:1]
    literal = one.get("literal", "") or " ".join((one.text or "").split())
    code = one.get("qcode", "").rpartition(":")[2]
    return [literal or code] if literal or code else []


def _host(item: Element) -> str:
    provider = item.find("itemMeta/provider")
    host = urlsplit(provider.get("uri", "") if provider is not None else "").hostname or ""
    return host.removeprefix("www.")


def _url(item: Element) -> str:
    for link in item.iterfind("itemMeta/link"):
        address = link.get("href", "")
        if is_address(address) and "html" in link.get("contenttype", "html"):
            return address
    guid = item.get("guid", "")
    return guid if is_address(guid) else ""


def _section(item: Element) -> str:
    """The first subject that has a name, the broadest of the service's own order."""
    named = (one_line(text_of(name)) for name in item.iterfind("contentMeta/subject/name"))
    return first_of(named)


def _language(item: Element) -> str:
    language = item.find("contentMeta/language")
    said = language.get("tag", "") if language is not None else ""
    return language_tag(said or item.get("lang", ""))


def _warnings(item: Element) -> tuple[str, ...]:
    found = []
    status = item.find("itemMeta/pubStatus")
    name = status.get("qcode", "").rpartition(":")[2] if status is not None else ""
    if name in ("canceled", "cancelled", "withheld"):
        found.append(f"was withdrawn by its publisher (status {name})")
    if until := text_of(item.find("itemMeta/embargoed")):
        found.append(f"is under embargo until {until}")
    return tuple(found)
