"""Conflicts in the order of a day's work, and both sides of each in a few words.

People come first, then money, then shares, then the rest; within each the order of A.
"""

from __future__ import annotations

from typing import Final

import msgspec

from annotations.articles.article import Article, Sentences, Span
from annotations.comparison.quantity_frames import Side
from annotations.comparison.quantity_links import FigureLink, FigureRelation, Figures
from annotations.comparison.units import noun_of
from annotations.language.model import Quantity

_PEOPLE: Final = frozenset(
    "killed injured missing evacuated rescued arrested trapped sheltered infected aboard attendance"
    " striking employed hired dismissed".split()
)
_SHARES: Final = ("percent", "fraction")
AROUND: Final = 48
"""Code points of its sentence that an excerpt shows on either side of a quantity."""


class SideText(msgspec.Struct, frozen=True):
    """One side of a conflict."""

    value: str
    """As written: `9,400`."""
    excerpt: str
    """The part of its sentence around it, on one line, with `…` where that goes on."""
    sentence: int
    span: Span


class ConflictText(msgspec.Struct, frozen=True, kw_only=True):
    """A conflict with both sides, as a list shows it."""

    relation: FigureRelation
    a: SideText
    b: SideText
    measures: str = ""
    """What both are quantities of, where the text says it."""
    ratio: int | None = None
    rank: int = 3


def rank_of(quantity: Quantity) -> int:
    """0 for people, 1 for money, 2 for shares, 3 for the rest."""
    if quantity.measures in _PEOPLE or (
        quantity.type == "count" and noun_of(quantity.unit) == "person"
    ):
        return 0
    if quantity.type == "money":
        return 1
    return 2 if quantity.type in _SHARES else 3


def in_order(figures: Figures, a: Side, b: Side) -> tuple[FigureLink, ...]:
    """The links that conflict, those that matter most first."""

    def key(link: FigureLink) -> tuple[int, int, int]:
        ranks = rank_of(a.analysis.quantities[link.a]), rank_of(b.analysis.quantities[link.b])
        return min(ranks), link.a, link.b

    return tuple(sorted(figures.differing, key=key))


def conflict_texts(figures: Figures, a: Side, b: Side) -> tuple[ConflictText, ...]:
    """Every conflict with both sides, in the order of `in_order`."""
    return tuple(_text(link, a, b) for link in in_order(figures, a, b))


def _text(link: FigureLink, a: Side, b: Side) -> ConflictText:
    one, other = a.analysis.quantities[link.a], b.analysis.quantities[link.b]
    return ConflictText(
        relation=link.relation,
        a=side_text(a.article, a.sentences, one.span),
        b=side_text(b.article, b.sentences, other.span),
        measures=one.measures or other.measures,
        ratio=link.ratio,
        rank=min(rank_of(one), rank_of(other)),
    )


def side_text(article: Article, sentences: Sentences, span: Span) -> SideText:
    """A quantity with the part of its sentence around it."""
    index = sentences.at(span.start)
    whole = sentences.span(index) if index >= 0 else span
    text = article.running_text
    start, end = max(whole.start, span.start - AROUND), min(whole.end, span.end + AROUND)
    if start > whole.start:
        space = text.find(" ", start, span.start)
        start = space + 1 if space >= 0 else start
    if end < whole.end:
        space = text.rfind(" ", span.end, end)
        end = space if space >= 0 else end
    words = " ".join(text[start:end].split())
    excerpt = ("…" if start > whole.start else "") + words + ("…" if end < whole.end else "")
    return SideText(" ".join(span.of(text).split()), excerpt, index, span)
