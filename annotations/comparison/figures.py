"""Quantities linked across two articles: the same, differing, compatible, or only in one.

A difference is never called an error: a total and a part of it differ, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal, NamedTuple

import msgspec

from annotations.articles.article import Article, Sentences
from annotations.comparison.alignment import Alignment, Pair
from annotations.comparison.context import Context
from annotations.comparison.units import Measured, measured
from annotations.language.values import Analysis, Quantity

SAME_CONTEXT: Final = 0.22
"""How alike two sentences must be for equal figures in them to be the same, if not aligned."""
DIFFERENT_CONTEXT: Final = 0.35
"""How alike for unequal ones to differ."""
LARGEST_RATIO: Final = 12

FigureRelation = Literal["same", "differs", "compatible"]


class FigureLink(msgspec.Struct, frozen=True, kw_only=True):
    """A quantity of one article and one of the other that speak of one thing.

    `a` and `b` are indices into the quantities of each analysis.
    """

    a: int
    b: int
    relation: FigureRelation
    ratio: int | None = None
    """How many times the smaller fits into the larger, if that is a small whole number."""
    larger: Literal["a", "b", ""] = ""
    """Which of two differing figures is the larger; empty for dates."""
    aligned: bool = False
    """Whether their sentences are a pair."""
    context: float = 0.0
    """How alike their sentences are otherwise."""


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """Everything said about the figures of two articles."""

    links: tuple[FigureLink, ...] = ()
    only_a: tuple[int, ...] = ()
    only_b: tuple[int, ...] = ()

    @property
    def differing(self) -> tuple[FigureLink, ...]:
        """The conflicts, in the order of A."""
        return tuple(link for link in self.links if link.relation == "differs")

    def of_a(self, quantity: int) -> tuple[FigureLink, ...]:
        """The links of a quantity of A."""
        return tuple(link for link in self.links if link.a == quantity)

    def of_b(self, quantity: int) -> tuple[FigureLink, ...]:
        """The links of a quantity of B."""
        return tuple(link for link in self.links if link.b == quantity)


class Side(NamedTuple):
    """An article with its sentences and what was found in them."""

    article: Article
    sentences: Sentences
    analysis: Analysis


class _Candidate(NamedTuple):
    strength: float
    a: int
    b: int
    relation: FigureRelation
    aligned: bool
    context: float


def link_figures(a: Side, b: Side, alignment: Alignment) -> Figures:
    """Link the quantities of two articles, equal ones first."""
    pairs = {(pair.a, pair.b): pair for pair in alignment.pairs}
    context = Context(a.article, a.sentences, b.article, b.sentences)
    found_a = _measured(a)
    found_b = _measured(b)
    by_kind: dict[str, list[int]] = {}
    for number, (_, figure) in enumerate(found_b):
        by_kind.setdefault(figure.kind, []).append(number)
    candidates: list[_Candidate] = []
    for number, (sentence, figure) in enumerate(found_a):
        for other in by_kind.get(figure.kind, ()):
            sentence_b, figure_b = found_b[other]
            pair = pairs.get((sentence, sentence_b))
            alike = context.alike(sentence, sentence_b)
            relation = _relation(figure, figure_b)
            candidate = _candidate(number, other, relation, pair, alike)
            if candidate is not None:
                candidates.append(candidate)
    links = _chosen(candidates, a.analysis.quantities, b.analysis.quantities)
    linked_a, linked_b = {link.a for link in links}, {link.b for link in links}
    return Figures(
        links=links,
        only_a=tuple(i for i in range(len(found_a)) if i not in linked_a),
        only_b=tuple(j for j in range(len(found_b)) if j not in linked_b),
    )


def _measured(side: Side) -> list[tuple[int, Measured]]:
    return [
        (side.sentences.at(quantity.span.start), measured(quantity))
        for quantity in side.analysis.quantities
    ]


def _relation(first: Measured, second: Measured) -> FigureRelation:
    if first.text or second.text:
        return "same" if first.text == second.text else "differs"
    if first.vague or second.vague:
        return "compatible"
    if first.value is not None and second.value is not None:
        return "same" if abs(first.value - second.value) <= 1e-6 * abs(first.value) else "differs"
    low_a, high_a = _ends(first)
    low_b, high_b = _ends(second)
    if (low_a, high_a) == (low_b, high_b):
        return "same"
    return "compatible" if low_a <= high_b and low_b <= high_a else "differs"


def _ends(figure: Measured) -> tuple[float, float]:
    if figure.value is not None:
        return figure.value, figure.value
    low = float("-inf") if figure.low is None else figure.low
    return low, float("inf") if figure.high is None else figure.high


def _candidate(
    a: int, b: int, relation: FigureRelation, pair: Pair | None, alike: float
) -> _Candidate | None:
    least = SAME_CONTEXT if relation == "same" else DIFFERENT_CONTEXT
    if pair is None and alike < least:
        return None
    strength = (2.0 if relation == "same" else 0.0) + (1.0 if pair else 0.0) + alike
    return _Candidate(strength, a, b, relation, pair is not None, alike)


def _chosen(
    candidates: Iterable[_Candidate], of_a: Sequence[Quantity], of_b: Sequence[Quantity]
) -> tuple[FigureLink, ...]:
    """The strongest first; a figure that has an equal one may still differ from another's."""
    ranked = sorted(candidates, key=lambda found: (-found.strength, found.a, found.b))
    linked_a: dict[int, FigureRelation] = {}
    linked_b: dict[int, FigureRelation] = {}
    links: list[FigureLink] = []
    for found in ranked:
        if found.a in linked_a and found.b in linked_b:
            continue
        if not _free(found, linked_a, linked_b):
            continue
        linked_a.setdefault(found.a, found.relation)
        linked_b.setdefault(found.b, found.relation)
        links.append(_link(found, of_a[found.a], of_b[found.b]))
    return tuple(sorted(links, key=lambda link: (link.a, link.b)))


def _free(
    found: _Candidate,
    linked_a: Mapping[int, FigureRelation],
    linked_b: Mapping[int, FigureRelation],
) -> bool:
    known = linked_a.get(found.a) or linked_b.get(found.b)
    return known is None or (known == "same" and found.relation in ("same", "differs"))


def _link(found: _Candidate, first: Quantity, second: Quantity) -> FigureLink:
    ratio, larger = None, ""
    x, y = measured(first).value, measured(second).value
    if found.relation == "differs" and x is not None and y is not None:
        larger = "a" if x > y else "b"
        ratio = _ratio(x, y)
    return FigureLink(
        a=found.a,
        b=found.b,
        relation=found.relation,
        ratio=ratio,
        larger=larger,  # type: ignore[arg-type]
        aligned=found.aligned,
        context=round(found.context, 4),
    )


def _ratio(x: float, y: float) -> int | None:
    low, high = sorted((abs(x), abs(y)))
    if not low:
        return None
    ratio = round(high / low)
    whole = abs(high / low - ratio) < 1e-9
    return ratio if whole and 2 <= ratio <= LARGEST_RATIO else None
