"""A feed (RSS, Atom) that was saved: by feedparser, which asks for nothing from the network."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

from annotations.articles.declared import language_tag, published
from annotations.articles.document import (
    NO_BODY,
    Announced,
    Document,
    Item,
    Unread,
    compose,
    one_by_one,
)
from annotations.articles.formats import needing
from annotations.articles.marked_text import (
    Marked,
    html_text,
    one_line,
    plain_text,
    without_headline,
)
from annotations.articles.source_file import Head, SourceFile
from annotations.articles.xml_items import DOCTYPE
from annotations.errors import ArticleError

_ROOT: Final = re.compile(r"<(?:[a-z][\w.-]{0,40}:)?(?:rss|feed|rdf)(?=[\s>])")
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_SHORT: Final = 600
"""Characters of a summary that may be all there is of an article."""


def recognises(head: Head) -> bool:
    """Whether the first element is that of a feed."""
    text = _COMMENT.sub("", head.text[:16_384]).lower()
    root = _ROOT.search(text)
    if root is None:
        return False
    before = text[: root.start()]
    is_first = before.count("<") == before.count("<?") + before.count("<!")
    is_feed = not root[0].endswith("feed") or "w3.org/2005/atom" in text or "purl.org/atom" in text
    return is_first and is_feed


def read(source: SourceFile) -> Iterator[Item]:
    """The entries of the feed."""
    with needing("feeds", "a feed"):
        import feedparser
    data = source.data
    if "<!doctype" in source.head.text[:8192].lower():
        raise ArticleError(DOCTYPE)
    # A stream, never text: what looks like an address would be fetched.
    feed = feedparser.parse(io.BytesIO(data), resolve_relative_uris=False, sanitize_html=False)
    source.encoding = str(feed.get("encoding") or "")
    entries = feed.entries
    yield Announced(len(entries))
    if feed.get("bozo") and not entries:
        raise ArticleError("is a damaged feed, or was not saved to its end")
    parts: list[tuple[str, Callable[[], Document]]] = []
    unread: list[Unread] = []
    for number, entry in enumerate(entries, start=1):
        key = str(entry.get("id") or entry.get("link") or number)
        if _body(entry):
            parts.append((key, partial(_document, entry, key, feed.feed)))
        else:
            unread.append(Unread(key, NO_BODY, one_line(str(entry.get("title", "")))))
    yield from one_by_one(parts)
    yield from unread


def _body(entry: Any) -> str:
    """The whole content of an entry, or its summary; HTML or text, as it is declared."""
    return max((one.get("value") or "" for one in _details(entry)), key=len, default="").strip()


def _details(entry: Any) -> list[Any]:
    return [*entry.get("content", ()), entry.get("summary_detail") or {}]


def _marked(entry: Any) -> Marked:
    body = _body(entry)
    kinds = {one.get("type") for one in _details(entry) if (one.get("value") or "").strip() == body}
    return html_text(body) if any("html" in (kind or "") for kind in kinds) else plain_text(body)


def _document(entry: Any, key: str, feed: Any) -> Document:
    title = one_line(str(entry.get("title", "")))
    marked = without_headline(_marked(entry), title)
    composed = compose(marked.paragraphs)
    is_summary = not entry.get("content") and len(composed.text) < _SHORT
    source = entry.get("source") or {}
    tags = [str(tag.get("term") or "") for tag in entry.get("tags", ())]
    return Document(
        text=composed.text,
        key=key,
        title=title,
        source=one_line(str(source.get("title") or feed.get("title") or "")),
        url=str(entry.get("link") or ""),
        published_at=published(str(entry.get("published") or entry.get("updated") or "")),
        byline=one_line(str(entry.get("author") or "")),
        section=one_line(tags[0]) if tags else "",
        lang=language_tag(str(entry.get("language") or feed.get("language") or "")),
        aside=composed.aside,
        removed=composed.removed,
        dropped=marked.dropped,
        warnings=("only its summary is in the feed",) if is_summary else (),
    )
