"""Sentences cut otherwise, where the rules cut them wrong: one split in two, two joined."""

from __future__ import annotations

import re
from typing import Final

from annotations.articles.article import Article, Sentences
from annotations.errors import ArticleError

EDITED: Final = "+edited"
"""Stands behind the name of a cutter whose cuts a person has changed."""

_PLACE: Final = re.compile(
    r"(?<=\s)\S|(?<=[a-z][.!?])[A-Z“]|(?<=[a-z][.!?][\"”’)])[A-Z“]|(?<=[。！？」』])[^\s。！？」』]"
)
_STOP: Final = re.compile(r"[.!?…。！？؟][\"”’»」』)\]]*\s*$")


def places(article: Article, sentences: Sentences, index: int) -> list[int]:
    """Where a sentence may be split: before each of its words but the first.

    Of a text that does not part its words, before each character.
    """
    span, text = sentences.span(index), article.running_text
    found = [match.start() for match in _PLACE.finditer(text, span.start + 1, span.end)]
    return found or list(range(span.start + 1, span.end))


def likely_place(article: Article, sentences: Sentences, index: int) -> int:
    """Which of the `places` (by number) is most likely meant: behind a stop, else the middle."""
    text, start = article.running_text, sentences.span(index).start
    found = places(article, sentences, index)
    stops = (number for number, at in enumerate(found) if _STOP.search(text[start:at]))
    return next(stops, len(found) // 2)


def split(article: Article, sentences: Sentences, index: int, at: int) -> Sentences:
    """The sentences with the one at `index` split before the character at `at`.

    Raises:
        ArticleError: If nothing would be left of one of the two.
    """
    start, end = sentences.span(index)
    text = article.running_text
    if not start < at < end or not (text[start:at].strip() and text[at:end].strip()):
        raise ArticleError("A sentence can only be split between two of its words.")
    first = start + len(text[start:at].rstrip())
    second = end - len(text[at:end].lstrip())
    return _with(article, sentences, index, 1, [(start, first), (second, end)])


def join(article: Article, sentences: Sentences, index: int) -> Sentences:
    """The sentences with the one at `index` and the next as one.

    Raises:
        ArticleError: If there is no next one in the same paragraph, or only one is boilerplate.
    """
    if index + 1 >= len(sentences):
        raise ArticleError("This is the last sentence: there is none to join it with.")
    first, second = sentences.span(index), sentences.span(index + 1)
    if "\n" in article.running_text[first.end : second.start]:
        raise ArticleError("The next sentence begins another paragraph, so they stay two.")
    if sentences.is_boilerplate(index) != sentences.is_boilerplate(index + 1):
        raise ArticleError("Only one of the two belongs to the report, so they stay two.")
    return _with(article, sentences, index, 2, [(first.start, second.end)])


def _with(
    article: Article, sentences: Sentences, index: int, count: int, spans: list[tuple[int, int]]
) -> Sentences:
    """The sentences with others in the place of `count` of them."""
    every: list[tuple[int, int]] = list(sentences.spans)
    every[index : index + count] = spans
    return Sentences(every, article.boilerplate, sentences.cutter.removesuffix(EDITED) + EDITED)
