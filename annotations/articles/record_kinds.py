"""What a table, a list or a crawl is: articles, addresses of some, or neither."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from annotations.articles.columns import SUMMARIES, Columns, columns, plain_name
from annotations.articles.lazy_patterns import lazily
from annotations.articles.records import PARAGRAPH_BY, Row, is_address, told, values

_LABELS: Final = frozenset(
    "label labels labelid annotation annotations prediction predictions spans entities cats votes"
    " annotator annotators sentenceindex sentenceid goldlabel goldsource split inputhash taskhash"
    " tokens soft choice rating accept answer stars".split()
)
"""Names of columns of data that somebody labelled; some of these are of articles."""
_OPINIONS: Final = frozenset(("rating", "stars", "answer", "accept", "choice"))
_OURS: Final = frozenset(("sentenceindex", "goldsource", "clusterid", "articleid"))
_WORD: Final = lazily(r"[^\W\d_]{2,}")
_ENDS: Final = lazily(r"[.!?…。！？؟।](?:[\"”’»)\]]|\s|$|(?<=[。！？]))")

ARTICLES: Final = "articles"
ADDRESSES: Final = "addresses"
UNNAMED: Final = "unnamed"


def kind_of(sample: Sequence[Row], mapped: Mapping[str, str] | None = None) -> str:
    """What records are of which the first few are these.

    Returns:
        `ARTICLES`; `ADDRESSES` of articles without their text; `UNNAMED` if they look like
        articles whose columns nobody can tell by their names; else empty.
    """
    names = dict.fromkeys(name for row in sample for name in row)
    plain = {plain_name(name) for name in names}
    found = columns(names, mapped)
    schema = str(sample[0].get("schema", "")) if sample else ""
    if len(_OURS & plain) > 1 or schema.startswith("sentence-labels"):
        return ""
    told_text = {fact for name, fact in (mapped or {}).items() if plain_name(name) in plain}
    texts = [text for row in sample if (text := _text(found.value(row, "text")))]
    has_title = any(told(found.value(row, "title")) for row in sample)
    others = [fact for fact in ("url", "published_at", "source", "byline") if found.has(fact)]
    if texts and (kind := _of_texts(texts, plain, has_title, others, bool(told_text))):
        return kind
    if texts and not told_text and _unnamed(sample, found):
        return UNNAMED
    if texts:
        return ""
    urls = [url for row in sample for url in values(row, found, "url")]
    known = bool({"published_at", "source"} & set(found.of)) or bool(SUMMARIES & plain)
    if has_title and urls and known and all(map(is_address, urls)) and not _LABELS & plain:
        return ADDRESSES
    return UNNAMED if _unnamed(sample, found) else ""


def _of_texts(
    texts: Sequence[str], plain: set[str], has_title: bool, others: Sequence[str], is_told: bool
) -> str:
    prose = sum(map(is_prose, texts))
    longest = max(map(len, texts))
    if is_told:
        return ARTICLES
    if prose * 2 < len(texts):
        return ""
    labelled = _LABELS & plain
    if labelled and longest < 1000:
        reports = sum(len(_ENDS.findall(text[:4000])) > 1 for text in texts)
        if not (has_title and others and reports * 2 >= len(texts)) or _OPINIONS & labelled:
            return ""
    if has_title:
        return ARTICLES
    return ARTICLES if longest >= (120 if others else 240) else ""


def is_prose(text: str) -> bool:
    """Whether a text is at least a sentence."""
    words = _WORD.findall(text[:4000])
    unspaced = sum(char > "\u2e80" for char in text[:400])
    return (len(words) >= 5 or unspaced >= 12) and len(text) >= 12


def is_article_like(text: str) -> bool:
    """Whether a text is long enough, and of enough sentences, to be an article."""
    return len(text) >= 300 and is_prose(text) and len(_ENDS.findall(text[:4000])) >= 3


def _unnamed(sample: Sequence[Row], found: Columns) -> list[str]:
    """The columns of which no name says what they are and that look like an article's text."""
    known = {name for names in found.of.values() for name in names}
    names = dict.fromkeys(name for row in sample for name in row)
    like = []
    for name in names:
        if name in known or plain_name(name) in SUMMARIES:
            continue
        texts = [text for row in sample if (text := _text(row.get(name)))]
        if texts and 2 * sum(map(is_article_like, texts)) >= len(texts):
            like.append(name)
    return like


def unnamed_columns(sample: Sequence[Row], mapped: Mapping[str, str] | None = None) -> list[str]:
    """The columns that look like an article's text and whose names say nothing."""
    names = dict.fromkeys(name for row in sample for name in row)
    return _unnamed(sample, columns(names, mapped))


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = "\n".join(str(one) for one in value if isinstance(one, str))
    if isinstance(value, dict):
        value = next((value[by] for by in PARAGRAPH_BY if isinstance(value.get(by), str)), "")
    return value.strip() if isinstance(value, str) else ""
