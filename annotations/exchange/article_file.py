"""An article as it is exchanged: its text, its cuts and where it was published.

What only this machine knows stays here: the path it was read from, how its bytes were decoded,
and addresses that are nobody else's.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final
from urllib.parse import urlsplit, urlunsplit

import msgspec

from annotations.articles.article import Article, Sentences, Span, article_id_of
from annotations.articles.canonical import canonical
from annotations.articles.front_matter import iso_date
from annotations.store import FrozenArticle

LONGEST_FACT: Final = 4096
"""Characters of a title, a source or an address."""
MOST_SENTENCES: Final = 1 << 20

_LATER = ("byline", "section", "wire")
"""Facts that stand in a file only where something is known: earlier versions wrote none."""
_FACTS = ("title", "source", "url", "published_at", "story", "lang", *_LATER)
_LANG: Final = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,5}")

Spans = tuple[tuple[int, int], ...]


class CorpusFile(msgspec.Struct, frozen=True, kw_only=True):
    """One file of the corpus; unknown fields are of later versions and are left alone."""

    schema: int = 1
    id: str
    title: str = ""
    source: str = ""
    url: str = ""
    published_at: str = ""
    story: str = ""
    lang: str = "en"
    byline: str = ""
    section: str = ""
    wire: str = ""
    cutter: str = ""
    # Exchanged files have had this name since the first version.
    boilerplate: Spans = msgspec.field(default=(), name="furniture")
    sentences: Spans
    text: str


def corpus_json(kept: FrozenArticle) -> bytes:
    """An article as one line of JSON; the same article always gives the same bytes."""
    article = kept.article
    file = CorpusFile(
        id=article.id,
        title=article.title,
        source=article.source,
        url=public(article.url),
        published_at=article.published_at,
        story=article.story,
        lang=article.lang,
        byline=article.byline,
        section=article.section,
        wire=article.wire,
        cutter=kept.sentences.cutter,
        boilerplate=tuple((span.start, span.end) for span in article.boilerplate),
        sentences=tuple((span.start, span.end) for span in kept.sentences.spans),
        text=article.text,
    )
    said = {
        field.encode_name: value
        for field in msgspec.structs.fields(file)
        if (value := getattr(file, field.name)) or field.name not in _LATER
    }
    return msgspec.json.encode(said) + b"\n"


def public(url: str) -> str:
    """An address without name and password; empty if it is not one of the web."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https"):
        return ""
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def frozen_of(data: bytes, article_id: str) -> FrozenArticle:
    """The article of a file, checked from its text to its last cut.

    Args:
        data: The file.
        article_id: What the file is called.

    Raises:
        ValueError: If it is no article, not the one that it is called, or cut impossibly.
    """
    try:
        file = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=CorpusFile)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(f"it is no article ({error}).") from error
    if file.schema > 1:
        raise ValueError("it was written by a later version of Slugline. Update Slugline.")
    if file.id != article_id or article_id_of(file.text) != article_id:
        raise ValueError("its text is not the one that it is called after: it was changed.")
    if canonical(file.text).text != file.text:
        raise ValueError("its text holds control characters that no article has.")
    _check_facts(file)
    boilerplate = _spans(file.boilerplate, len(file.text), "boilerplate")
    cuts = _spans(file.sentences, len(file.text), "sentences")
    article = Article(
        id=file.id,
        text=file.text,
        url=public(file.url),
        boilerplate=boilerplate,
        **{name: getattr(file, name) for name in _FACTS if name != "url"},
    )
    return FrozenArticle(article, Sentences(cuts, boilerplate, file.cutter))


def _check_facts(file: CorpusFile) -> None:
    for name in (*_FACTS, "cutter"):
        if len(getattr(file, name)) > LONGEST_FACT:
            raise ValueError(f"its {name} has more than {LONGEST_FACT:,} characters.")
    if file.published_at and iso_date(file.published_at) != file.published_at:
        raise ValueError("its date of publication is none.")
    if not _LANG.fullmatch(file.lang):
        raise ValueError("its language is none.")


def _spans(spans: Spans, length: int, what: str) -> tuple[Span, ...]:
    """Spans of a text of so many characters, in order, that do not overlap."""
    if len(spans) > MOST_SENTENCES:
        raise ValueError(f"it has more than {MOST_SENTENCES:,} {what}.")
    inside = all(0 <= start < end <= length for start, end in spans)
    if not inside or any(one[1] > other[0] for one, other in pairwise(spans)):
        raise ValueError(f"its {what} are no spans of its text, in order.")
    return tuple(Span(start, end) for start, end in spans)
