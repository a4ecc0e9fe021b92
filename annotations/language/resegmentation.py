"""Sentences cut otherwise, where the rules cut them wrong: one split in two, two joined."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from typing import Final

from annotations.articles.article import Article, Sentences
from annotations.errors import ArticleError

Boundaries = Mapping[int, bool]
"""By the offset of a sentence's first character whether one begins there, against the cutter."""

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
    span, text = sentences.span(index), article.text
    found = [match.start() for match in _PLACE.finditer(text, span.start + 1, span.end)]
    return found or list(range(span.start + 1, span.end))


def likely_place(article: Article, sentences: Sentences, index: int) -> int:
    """Which of the `places` (by number) is most likely meant: behind a stop, else the middle."""
    text, start = article.text, sentences.span(index).start
    found = places(article, sentences, index)
    stops = (number for number, at in enumerate(found) if _STOP.search(text[start:at]))
    return next(stops, len(found) // 2)


def split(article: Article, sentences: Sentences, index: int, at: int) -> Boundaries:
    """What splits the sentence at `index` before the character at `at`.

    Raises:
        ArticleError: If nothing would be left of one of the two.
    """
    start, end = sentences.span(index)
    if not _parts(article.text, start, at, end):
        raise ArticleError("A sentence can only be split between two of its words.")
    text = article.text[at:end]
    return {at + len(text) - len(text.lstrip()): True}


def join(article: Article, sentences: Sentences, index: int) -> Boundaries:
    """What makes the sentence at `index` and the next one.

    Raises:
        ArticleError: If there is no next one, or only one of the two is boilerplate.
    """
    if index + 1 >= len(sentences):
        raise ArticleError("This is the last sentence: there is none to join it with.")
    if sentences.is_boilerplate(index) != sentences.is_boilerplate(index + 1):
        raise ArticleError("Only one of the two belongs to the report, so they stay two.")
    return {sentences.span(index + 1).start: False}


def with_boundaries(article: Article, sentences: Sentences, boundaries: Boundaries) -> Sentences:
    """The sentences, with boundaries that people moved laid over them.

    A boundary that is there already, or cannot be there any more because the article was first
    cut otherwise, changes nothing: so the result does not depend on the order in which people
    moved them.
    """
    spans: list[tuple[int, int]] = list(sentences.offsets)
    for at, begins in sorted(boundaries.items()):
        index = bisect_right(spans, at, key=lambda span: span[0]) - 1
        if index < 0:
            continue
        start, end = spans[index]
        if not begins and start == at and index:
            spans[index - 1 : index + 1] = [(spans[index - 1][0], end)]
        elif begins and start < at < end and (parts := _parts(article.text, start, at, end)):
            spans[index : index + 1] = parts
    return Sentences(spans, article.boilerplate, sentences.cutter.removesuffix(EDITED) + EDITED)


def _parts(text: str, start: int, at: int, end: int) -> list[tuple[int, int]]:
    """The two spans that a split makes, without the space between; none if one were empty."""
    if not start < at < end:
        return []
    first, second = text[start:at].rstrip(), text[at:end].lstrip()
    if not (first.strip() and second):
        return []
    return [(start, start + len(first)), (end - len(second), end)]
