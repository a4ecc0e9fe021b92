"""Sentences cut otherwise, where the rules cut them wrong: one split in two, two joined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
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
    span, text = sentences.span(index), article.running_text
    found = [match.start() for match in _PLACE.finditer(text, span.start + 1, span.end)]
    return found or list(range(span.start + 1, span.end))


def likely_place(article: Article, sentences: Sentences, index: int) -> int:
    """Which of the `places` (by number) is most likely meant: behind a stop, else the middle."""
    text, start = article.running_text, sentences.span(index).start
    found = places(article, sentences, index)
    stops = (number for number, at in enumerate(found) if _STOP.search(text[start:at]))
    return next(stops, len(found) // 2)


def split(article: Article, sentences: Sentences, index: int, at: int) -> Boundaries:
    """What splits the sentence at `index` before the character at `at`.

    Raises:
        ArticleError: If nothing would be left of one of the two.
    """
    start, end = sentences.span(index)
    before, behind = next(spaces_at(article.text, [at])) if start < at < end else (start, end)
    if not start < before <= behind < end:
        raise ArticleError("A sentence can only be split between two of its words.")
    return {behind: True}


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
    text, spans = article.text, list[tuple[int, int]]()
    end_of_text = len(text), len(text)
    following = iter((*sentences.offsets, end_of_text))
    ahead = next(following)
    moved = sorted(at for at in boundaries if 0 < at < len(text))
    for at, space in zip(moved, spaces_at(text, moved), strict=True):
        while ahead[0] <= at:
            spans.append(ahead)
            ahead = next(following)
        if not spans or not (start := spans[-1][0]) <= at < (end := spans[-1][1]):
            continue
        if boundaries[at]:
            if start < space[0] and space[1] < end:
                spans[-1:] = [(start, space[0]), (space[1], end)]
        elif start == at and len(spans) > 1:
            spans[-2:] = [(spans[-2][0], end)]
    spans += (ahead, *following)
    spans.pop()
    return Sentences(spans, article.boilerplate, sentences.cutter.removesuffix(EDITED) + EDITED)


def spaces_at(text: str, places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Where the space around each place begins and ends; both the place where there is none.

    Each character is looked at once, however many places there are in a run of space.

    Args:
        text: Of an article.
        places: Offsets inside it, ascending.
    """
    low = high = -1
    for at in places:
        if not low <= at <= high:
            low = high = at
            while low > 0 and text[low - 1].isspace():
                low -= 1
            while high < len(text) and text[high].isspace():
                high += 1
        yield low, high
