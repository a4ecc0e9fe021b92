"""Which quantities of two articles may meet, and what the articles say of each but once."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import Final

from annotations.comparison.alignment import Alignment
from annotations.comparison.features import STOP, fold, tokens
from annotations.comparison.quantity_frames import Frame, Side
from annotations.comparison.quantity_gaps import groups

MOST: Final = 40
"""Of the figures of B that one of A may meet by what it measures, the nearest in the article."""
SHORT: Final = 3
PAIRS: Final = 3
"""Sentences that two reports have at least, and pairs, names and couples of things that they share,
to be of one event in all that they say."""
VOCABULARY: Final = 0.25
HEAD: Final = 20_000
"""How much of a text tells its vocabulary, in code points."""
SOLE: Final = 0.7
SOLE_NOUN: Final = 0.65
"""What it adds that a thing, or a noun, is counted once in either article."""


def one_story(a: Side, b: Side, alignment: Alignment) -> bool:
    """Whether the two report one event at some length, so that what each says once may meet."""
    if min(len(a.sentences), len(b.sentences)) < SHORT:
        return False
    names = [{m.entity.name for m in side.analysis.mentions} for side in (a, b)]
    things = [{(q.type, q.measures) for q in side.analysis.quantities} for side in (a, b)]
    shared = len({thing for thing in things[0] & things[1] if thing[1]}) // 2
    found = len(alignment.pairs) + len(names[0] & names[1]) + shared
    return found + (2 if _vocabulary_shared(a, b) >= VOCABULARY else 0) >= PAIRS


def _vocabulary_shared(a: Side, b: Side) -> float:
    """The share of its content words that the shorter article has in common with the other."""
    words = [
        {word for word in tokens(fold(side.article.text[:HEAD])) if word not in STOP}
        for side in (a, b)
    ]
    return len(words[0] & words[1]) / max(min(len(words[0]), len(words[1])), 1)


class Sole:
    """What is measured once in each article."""

    def __init__(self, figures_a: list[Frame], figures_b: list[Frame]) -> None:
        self._counts = tuple(
            Counter(
                key
                for value, key in {
                    (one.measured.low, key) for one in figures for key in self._keys(one)
                }
            )
            for figures in (figures_a, figures_b)
        )

    @staticmethod
    def _keys(one: Frame) -> list[tuple[str, str, str]]:
        if one.role or one.part:
            return []
        kind = one.measured.kind
        return [*((kind, thing, "") for thing in groups(one.thing)), (kind, "", one.measured.unit)]

    def bonus(self, one: Frame, other: Frame) -> float:
        """What it adds that nothing else of the article is of their thing, or noun."""
        for key in self._keys(one):
            if any(key[1:]) and key in self._keys(other):
                times = [counts[key] for counts in self._counts]
                if times == [1, 1]:
                    known = key[1] and key[1] not in (one.measured.unit, other.measured.unit)
                    return SOLE if known else SOLE_NOUN
        return 0.0


def by_sentence(figures: list[Frame]) -> dict[int, list[Frame]]:
    """The figures of each sentence."""
    by: dict[int, list[Frame]] = {}
    for one in figures:
        by.setdefault(one.sentence, []).append(one)
    return by


def is_sum(
    one: Frame, other: Frame, sums: tuple[dict[int, list[Frame]], dict[int, list[Frame]]]
) -> bool:
    """Whether one figure is what two of the other's sentence make together."""
    for total, part, by in ((one, other, sums[1]), (other, one, sums[0])):
        rest = total.measured.low - part.measured.low
        if rest > 0 and any(
            more is not part
            and more.measured.kind == part.measured.kind
            and abs(more.measured.low - rest) < 1e-6
            for more in by.get(part.sentence, ())[:20]
        ):
            return True
    return False


class Meeting:
    """Which figures of B one of A may be compared with: by sentence, thing, noun or a word."""

    def __init__(self, figures: list[Frame], alignment: Alignment, count: int) -> None:
        self._figures = figures
        self._partners: dict[int, list[int]] = {}
        self._count = max(count, 1)
        for pair in alignment.pairs:
            self._partners.setdefault(pair.a, []).append(pair.b)
        self._by: dict[tuple[str, str], list[int]] = {}
        self._in: dict[int, list[int]] = {}
        for at, one in enumerate(figures):
            self._in.setdefault(one.sentence, []).append(at)
            for key in self._keys(one):
                self._by.setdefault(key, []).append(at)

    @staticmethod
    def _keys(one: Frame) -> set[tuple[str, str]]:
        kind, noun = one.measured.kind, one.measured.noun
        words = {word for word in (*groups(one.thing), noun, *one.near) if word}
        return {(kind, word) for word in words} | ({(kind, "")} if kind != "count" else set())

    def of(self, one: Frame, at: int) -> list[Frame]:
        """Those of the same kind, in the order of B."""
        found: set[int] = set()
        place = at * len(self._figures) // self._count
        for sentence in self._partners.get(one.sentence, ()):
            inside = self._in.get(sentence, [])
            first = bisect_left(inside, place - MOST // 2) if len(inside) > MOST else 0
            found.update(inside[first : first + MOST])
        for key in self._keys(one):
            near = self._by.get(key, [])
            if len(near) > MOST:
                middle = max(bisect_left(near, place) - MOST // 2, 0)
                near = near[middle : middle + MOST]
            found.update(near)
        kind = one.measured.kind
        return [self._figures[i] for i in sorted(found) if self._figures[i].measured.kind == kind]
