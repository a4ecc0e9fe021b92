"""What differs between two texts, word by word; and what long stretches they share."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Final, Literal, NamedTuple

from annotations.articles.article import Span
from annotations.comparison.features import fold

RUN: Final = 5
"""How many words in a row two rewritten sentences must share for it to be shown."""

LONG: Final = 1000
"""Words and marks in both texts beyond which frequent ones are not looked at."""

_TOKEN: Final = re.compile(r"\d+(?:[.,:]\d+)*|[^\W_]+(?:['’][^\W\d_]+)*|[^\w\s]|_")
_WORD: Final = re.compile(r"\d+(?:[.,:]\d+)*|[^\W_]+(?:['’][^\W\d_]+)*")

Operation = Literal["equal", "insert", "delete", "replace"]


class Difference(NamedTuple):
    """A stretch of one text and what stands for it in the other; spans count from each text."""

    operation: Operation
    a: Span
    """Empty for an insertion."""
    b: Span
    """Empty for a deletion."""


class Token(NamedTuple):
    """A word, a number or a mark."""

    text: str
    """Folded, so that a straight quote equals a curly one."""
    span: Span


def split(text: str, *, words_only: bool = False) -> list[Token]:
    """The words, numbers and marks of a text; or its words and numbers alone."""
    pattern = _WORD if words_only else _TOKEN
    return [Token(fold(found.group()), Span(*found.span())) for found in pattern.finditer(text)]


def word_differences(text_a: str, text_b: str) -> tuple[Difference, ...]:
    """How to read `text_a` as `text_b`, word by word, in order: meant for edited pairs."""
    a, b = split(text_a), split(text_b)
    matcher = _matcher([t.text for t in a], [t.text for t in b])
    return tuple(
        Difference(operation, _cover(a, i0, i1), _cover(b, j0, j1))
        for operation, i0, i1, j0, j1 in matcher.get_opcodes()
    )


def _matcher(a: list[str], b: list[str]) -> SequenceMatcher[str]:
    # Frequent words are left out of texts so long that looking at all would take minutes.
    return SequenceMatcher(None, a, b, autojunk=len(a) + len(b) > LONG)


def _cover(tokens: list[Token], first: int, last: int) -> Span:
    """From the start of one token to the end of the last; where nothing is, an empty span."""
    if first < last:
        return Span(tokens[first].span.start, tokens[last - 1].span.end)
    at = tokens[first - 1].span.end if first else 0
    return Span(at, at)


def shared_runs(text_a: str, text_b: str, least: int = RUN) -> tuple[tuple[Span, Span], ...]:
    """Where the two texts share at least `least` words in a row: meant for rewritten pairs."""
    a, b = split(text_a, words_only=True), split(text_b, words_only=True)
    matcher = _matcher([t.text.lower() for t in a], [t.text.lower() for t in b])
    return tuple(
        (_cover(a, i, i + size), _cover(b, j, j + size))
        for i, j, size in matcher.get_matching_blocks()
        if size >= least
    )
