"""Quantities linked across two articles: the same, differing, compatible, or only in one.

A difference is never called an error: a total and a part of it differ, too.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final, Literal, NamedTuple

import msgspec

from annotations.articles.article import Article, Sentences
from annotations.comparison.alignment import Alignment, Pair
from annotations.comparison.features import STOP, Context, fold, tokens
from annotations.comparison.units import Measured, measured
from annotations.comparison.vocabulary import NUMBER_WORDS
from annotations.language.model import Analysis

SAME_CONTEXT: Final = 0.22
"""How alike two sentences must be for equal figures in them to be the same, if not aligned."""
DIFFERENT_CONTEXT: Final = 0.35
"""How alike for unequal ones to differ."""
LARGEST_RATIO: Final = 12
LARGEST_FACTOR: Final = 50
WINDOW: Final = 5
"""How many words on either side say what a figure is about."""
NEARLY: Final = 0.1
"""How far apart figures may be of which one is said to be approximate."""

_CLAUSE: Final = re.compile(r"[,;:()—–]\s*")

_EMPTY: Final = STOP | frozenset(tokens(" ".join(NUMBER_WORDS)))

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


class _Figure(NamedTuple):
    number: int
    sentence: int
    measured: Measured
    near: frozenset[str]
    """Content words around it: what it is about."""
    alone: bool
    """Whether its sentence has no other of its kind."""


class _Candidate(NamedTuple):
    strength: float
    a: _Figure
    b: _Figure
    relation: FigureRelation
    aligned: bool
    context: float


def link_figures(a: Side, b: Side, alignment: Alignment) -> Figures:
    """Link the quantities of two articles, equal ones first."""
    figures_a, figures_b = _figures(a), _figures(b)
    links = _chosen(_candidates(a, b, figures_a, figures_b, alignment))
    linked_a, linked_b = {link.a for link in links}, {link.b for link in links}
    return Figures(
        links=links,
        only_a=tuple(one.number for one in figures_a if one.number not in linked_a),
        only_b=tuple(one.number for one in figures_b if one.number not in linked_b),
    )


def _figures(side: Side) -> list[_Figure]:
    """The quantities of the report itself, boilerplate left out."""
    found = [
        (number, side.sentences.at(quantity.span.start), quantity, measured(quantity))
        for number, quantity in enumerate(side.analysis.quantities)
    ]
    kinds = Counter((sentence, one.kind) for _, sentence, _, one in found)
    return [
        _Figure(
            number,
            sentence,
            one,
            _near(side, sentence, number),
            kinds[sentence, one.kind] == 1,
        )
        for number, sentence, quantity, one in found
        if sentence >= 0 and not side.sentences.is_boilerplate(sentence)
    ]


def _near(side: Side, sentence: int, number: int) -> frozenset[str]:
    """The content words beside it, of its own clause if that has any.

    What stands before it there is about another figure if one comes first.
    """
    text, (start, end) = side.article.text, side.sentences.span(sentence)
    quantities = side.analysis.quantities
    span = quantities[number].span
    follows = quantities[number + 1].span.start if number + 1 < len(quantities) else end
    before, after = text[start : span.start], text[span.end : min(end, max(follows, span.end))]
    clause = _CLAUSE.split(before)[-1]
    if number and quantities[number - 1].span.end > span.start - len(clause):
        clause = ""
    return _content(clause, _CLAUSE.split(after)[0]) or _content(before, after)


def _content(before: str, after: str) -> frozenset[str]:
    words = tokens(fold(before))[-WINDOW:] + tokens(fold(after))[:WINDOW]
    return frozenset(word for word in words if word not in _EMPTY and not word[0].isdigit())


def _candidates(
    a: Side, b: Side, figures_a: list[_Figure], figures_b: list[_Figure], alignment: Alignment
) -> list[_Candidate]:
    pairs = {(pair.a, pair.b): pair for pair in alignment.pairs}
    context = Context(a.article, a.sentences, b.article, b.sentences)
    by_kind: dict[str, list[_Figure]] = {}
    for other in figures_b:
        by_kind.setdefault(other.measured.kind, []).append(other)
    candidates = []
    for one in figures_a:
        for other in by_kind.get(one.measured.kind, ()):
            link = one.sentence, other.sentence
            found = _candidate(one, other, pairs.get(link), context.alike(*link))
            if found is not None:
                candidates.append(found)
    return candidates


def _candidate(one: _Figure, other: _Figure, pair: Pair | None, alike: float) -> _Candidate | None:
    relation = _relation(one.measured, other.measured)
    if relation is None or not _holds(one, other, relation, pair, alike):
        return None
    near = len(one.near & other.near) / max(min(len(one.near), len(other.near)), 1)
    first = {"same": 3.0, "compatible": 1.5, "differs": 0.0}[relation]
    strength = first + (1.0 if pair else 0.0) + alike + near
    return _Candidate(strength, one, other, relation, pair is not None, alike)


def _relation(one: Measured, other: Measured) -> FigureRelation | None:
    if one.when or other.when:
        if one.resolved and other.resolved:
            return "same" if one.resolved == other.resolved else "differs"
        return "same" if one.when == other.when else "differs"
    if one.vague or other.vague:
        return "compatible" if one.unit == other.unit and one.vague != other.vague else None
    if _close(one.low, other.low) and _close(one.high, other.high):
        return "same"
    if one.bound and one.bound == other.bound:
        return "differs"
    slack = NEARLY if one.approximate or other.approximate else 0.0
    low, high = max(one.low, other.low), min(one.high, other.high)
    return "compatible" if low - slack * abs(low) <= high else "differs"


def _close(x: float, y: float) -> bool:
    return x == y or abs(x - y) <= 1e-6 * min(abs(x), abs(y))


def _holds(
    one: _Figure, other: _Figure, relation: FigureRelation, pair: Pair | None, alike: float
) -> bool:
    """Whether the sentences are close enough for the two figures to speak of one thing."""
    kind = one.measured.kind
    if kind.startswith(("date", "time", "ordinal")):
        if relation == "same":
            return pair is not None or alike >= DIFFERENT_CONTEXT
        return pair is not None and pair.change != "rewritten" and _about_one(one, other)
    if relation == "same":
        return pair is not None or alike >= SAME_CONTEXT
    if relation == "differs" and not _same_size(one.measured, other.measured):
        return False
    if pair is not None:
        return _about_one(one, other)
    near = one.measured.unit == other.measured.unit and bool(one.near & other.near)
    return near and alike >= DIFFERENT_CONTEXT


def _same_size(one: Measured, other: Measured) -> bool:
    """Whether two durations or measures may be of one thing: a day and a decade may not."""
    if one.kind.startswith(("count", "money", "percent")):
        return True
    low, high = sorted((abs(one.high), abs(other.high)))
    return high <= LARGEST_FACTOR * low or one.unit == other.unit


def _about_one(one: _Figure, other: _Figure) -> bool:
    """Whether each is the only one of its kind there, or they share what they stand beside."""
    return (one.alone and other.alone) or bool(one.near & other.near)


def _chosen(candidates: list[_Candidate]) -> tuple[FigureLink, ...]:
    """The strongest first; a figure that has an equal one may still differ from a further one."""
    candidates.sort(key=lambda found: (-found.strength, found.a.number, found.b.number))
    linked_a: dict[int, FigureRelation] = {}
    linked_b: dict[int, FigureRelation] = {}
    links: list[FigureLink] = []
    for again in (False, True):
        for found in candidates:
            a, b = found.a.number, found.b.number
            known = linked_a.get(a), linked_b.get(b)
            if known != (None, None) and not (again and _joins(found, known)):
                continue
            linked_a.setdefault(a, found.relation)
            linked_b.setdefault(b, found.relation)
            links.append(_link(found))
    return tuple(sorted(links, key=lambda link: (link.a, link.b)))


def _joins(found: _Candidate, known: tuple[FigureRelation | None, FigureRelation | None]) -> bool:
    """Whether a second link is worth having: repeated, or equal to one and unlike another."""
    return sorted(map(str, known)) == ["None", "same"] and found.relation in ("same", "differs")


def _link(found: _Candidate) -> FigureLink:
    ratio = None
    larger: Literal["a", "b", ""] = ""
    one, other = found.a.measured, found.b.measured
    if found.relation == "differs" and not one.when:
        larger = "a" if one.low > other.low or one.high > other.high else "b"
        if one.exact and other.exact:
            ratio = _ratio(one.low, other.low)
    return FigureLink(
        a=found.a.number,
        b=found.b.number,
        relation=found.relation,
        ratio=ratio,
        larger=larger,
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
