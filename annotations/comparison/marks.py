"""What is marked inside the two sentences of a pair, in offsets of each article's text.

In edited pairs the words that differ; in rewritten ones, where that would be confetti, what both
share: names, figures and runs of five words or more.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from annotations.articles.article import Span
from annotations.comparison.alignment import Pair
from annotations.comparison.figures import Figures, Side
from annotations.comparison.names import Names
from annotations.comparison.words import shared_runs, word_differences

MarkKind = Literal["deleted", "inserted", "replaced", "run", "name", "figure"]
"""`deleted` is only in A, `inserted` only in B, `replaced` in both with other words."""


class Mark(NamedTuple):
    """A stretch of an article and why it is marked."""

    kind: MarkKind
    span: Span


class PairMarks(NamedTuple):
    """The marks of both sides, each in reading order; they may overlap in rewritten pairs."""

    a: tuple[Mark, ...] = ()
    b: tuple[Mark, ...] = ()


def marks_of(
    pair: Pair, a: Side, b: Side, names: Names | None = None, figures: Figures | None = None
) -> PairMarks:
    """What to mark in a pair; nothing if its sentences are the same."""
    if pair.change == "same":
        return PairMarks()
    found = list(
        _edited(pair, a, b) if pair.change == "edited" else _shared(pair, a, b, names, figures)
    )
    return PairMarks(
        tuple(sorted((mark for mark, _ in found if mark is not None), key=_where)),
        tuple(sorted((mark for _, mark in found if mark is not None), key=_where)),
    )


_Both = tuple[Mark | None, Mark | None]


def _where(mark: Mark) -> Span:
    return mark.span


def _edited(pair: Pair, a: Side, b: Side) -> Iterator[_Both]:
    one, other = a.sentences.span(pair.a), b.sentences.span(pair.b)
    for operation, first, second in word_differences(
        one.of(a.article.text), other.of(b.article.text)
    ):
        here, there = _shift(first, one), _shift(second, other)
        if operation == "delete":
            yield Mark("deleted", here), None
        elif operation == "insert":
            yield None, Mark("inserted", there)
        elif operation == "replace":
            yield Mark("replaced", here), Mark("replaced", there)


def _shift(span: Span, sentence: Span) -> Span:
    return Span(span.start + sentence.start, span.end + sentence.start)


def _shared(
    pair: Pair, a: Side, b: Side, names: Names | None, figures: Figures | None
) -> Iterator[_Both]:
    one, other = a.sentences.span(pair.a), b.sentences.span(pair.b)
    for first, second in shared_runs(one.of(a.article.text), other.of(b.article.text)):
        yield Mark("run", _shift(first, one)), Mark("run", _shift(second, other))
    for link in names.links if names else ():
        here = [m.span for m in a.analysis.mentions if m.entity == link.a and m.span.overlaps(one)]
        there = [
            m.span for m in b.analysis.mentions if m.entity == link.b and m.span.overlaps(other)
        ]
        if here and there:
            yield from ((Mark("name", span), None) for span in here)
            yield from ((None, Mark("name", span)) for span in there)
    for figure in figures.links if figures else ():
        first, second = a.analysis.quantities[figure.a].span, b.analysis.quantities[figure.b].span
        if first.overlaps(one) and second.overlaps(other):
            yield Mark("figure", first), Mark("figure", second)
