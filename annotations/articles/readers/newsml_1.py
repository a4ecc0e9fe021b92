"""NewsML 1: news items made of components, each with a role; archives before 2010, press releases.

An item may hold the same report in several languages: each is an article.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from annotations.articles.declared import language_tag, published
from annotations.articles.document import NO_BODY, Document, Item, Paragraph, Unread, compose, keyed
from annotations.articles.marked_text import Marked, one_line, without_headline
from annotations.articles.named_people import agency, byline, first_of
from annotations.articles.nitf import inline_text
from annotations.articles.source_file import Head, SourceFile
from annotations.articles.xml_items import XmlItem, declared_encoding, items, root_of, text_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_BODY: Final = ("body", "main", "text", "story", "article")
_OTHER: Final = (
    "headline stylesheet contact logo photo picture image graphic video audio caption summary"
    " teaser abstract keyword related multimedia quote link advert"
).split()
"""Words in the roles of components that are no report."""


class _Part(NamedTuple):
    """A component with text of its own."""

    role: str
    language: str
    above: tuple[Element, ...]
    """It and the components around it, the innermost first."""
    body: Marked


def recognises(head: Head) -> bool:
    """Whether its root is that of NewsML 1."""
    return root_of(head) == "NewsML"


def read(source: SourceFile) -> Iterator[Item]:
    """The articles of its news items."""
    yield from keyed(_items(source))


def _items(source: SourceFile) -> Iterator[Item]:
    source.encoding = declared_encoding(source.data) or "utf-8"
    wanted = frozenset(("NewsItem",))
    for number, item in enumerate(items(source.data, wanted, source.document_bytes), 1):
        try:
            yield from _item(item, str(number))
        except Exception as error:
            yield Unread(str(number), f"cannot be read ({type(error).__name__})")


def _item(item: XmlItem, number: str) -> Iterator[Document | Unread]:
    root = item.element
    if root is None:
        yield Unread(number, item.fault)
        return
    key = text_of(root.find("Identification/NewsIdentifier/PublicIdentifier"))[:300] or number
    parts = list(_parts(root))
    told = [part for part in parts if any(word in part.role for word in _BODY)] or parts
    languages = dict.fromkeys(part.language for part in told)
    if not told:
        title = one_line(text_of(root.find(".//HeadLine")))
        yield Unread(key, NO_BODY, title)
    for language in languages:
        own = f"{key}:{language}" if len(languages) > 1 else key
        yield _document(root, own, language, [one for one in told if one.language == language])


def _parts(item: Element) -> Iterator[_Part]:
    """The components with text, those that are no report left out."""
    waiting: list[tuple[Element, tuple[Element, ...], str, str]] = [
        (one, (), "", "") for one in reversed(item.findall("NewsComponent"))
    ]
    while waiting:
        one, above, role, language = waiting.pop()
        said = one.find("Role")
        role = (said.get("FormalName", "").lower() if said is not None else "") or role
        spoken = one.find("DescriptiveMetadata/Language")
        language = (spoken.get("FormalName", "") if spoken is not None else "") or language
        above = (one, *above)
        if not any(word in role for word in _OTHER):
            for content in one.iterfind("ContentItem/DataContent"):
                body = inline_text(content)
                if body.paragraphs:
                    yield _Part(role, language, above, body)
        below = reversed(one.findall("NewsComponent"))
        waiting += [(child, above, role, language) for child in below]


def _document(item: Element, key: str, language: str, parts: list[_Part]) -> Document:
    above = (*parts[0].above, item)
    title = _line(above, "NewsLines/HeadLine")
    body = without_headline(
        Marked(
            tuple(Paragraph(*one) for part in parts for one in part.body.paragraphs),
            {kind: count for part in parts for kind, count in part.body.dropped.items()},
        ),
        title,
    )
    text = compose(body.paragraphs)
    providers = [
        _party(above, f"AdministrativeMetadata/{kind}/Party") for kind in ("Provider", "Source")
    ]
    created = ("NewsManagement/ThisRevisionCreated", "NewsManagement/FirstCreated")
    return Document(
        text=text.text,
        aside=text.aside,
        removed=text.removed,
        dropped=body.dropped,
        key=key,
        title=title,
        source=first_of((*providers, _line((item,), "Identification/NewsIdentifier/ProviderId"))),
        published_at=first_of(published(text_of(item.find(path))) for path in created),
        byline=byline(_line(above, "NewsLines/ByLine")),
        wire=agency(*providers, _line(above, "NewsLines/CreditLine")),
        lang=language_tag(language),
    )


def _line(above: tuple[Element, ...], path: str) -> str:
    return first_of(one_line(text_of(one.find(path))) for one in above)


def _party(above: tuple[Element, ...], path: str) -> str:
    found = (one.find(path) for one in above)
    return first_of(one.get("FormalName", "") for one in found if one is not None)
