"""How well two sentences fit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from annotations.comparison.features import Feature, Features, overlap

Link = tuple[int, int]
"""A sentence of one article and one of the other, by index."""


def heaviest_chain(weights: Mapping[Link, float]) -> set[Link]:
    """The links of the heaviest chain in which both sides never go back.

    Sweeps the links in the order of one side and asks a Fenwick tree for the heaviest chain that
    ends at or before them on the other.
    """
    links = sorted(weights)
    size = max((b for _, b in links), default=-1) + 1
    best: list[int] = [-1] * (size + 1)  # the link that ends the heaviest chain of each range
    total: list[float] = [0.0] * len(links)
    before: list[int] = [-1] * len(links)
    top = -1
    for number, link in enumerate(links):
        at = link[1] + 1
        previous = -1
        while at:
            other = best[at]
            if other >= 0 and (previous < 0 or total[other] > total[previous]):
                previous = other
            at &= at - 1
        total[number] = weights[link] + (total[previous] if previous >= 0 else 0.0)
        before[number] = previous
        if top < 0 or total[number] > total[top]:
            top = number
        at = link[1] + 1
        while at <= size:
            if best[at] < 0 or total[number] > total[best[at]]:
                best[at] = number
            at += at & -at
    chain: set[Link] = set()
    while top >= 0:
        chain.add(links[top])
        top = before[top]
    return chain


class Parts(NamedTuple):
    """What a score is made of, each between 0 and 1."""

    d: float
    """Shared weight beside the weight of both sentences (Dice)."""
    c: float
    """Shared weight beside that of the lighter one: 1 if it is contained in the other."""
    b: float
    """Shared pairs of neighbouring words beside those of both."""
    r: float
    """Shared pairs of neighbouring words beside those of the sentence with fewer."""

    @property
    def score(self) -> float:
        """How well the two fit; 1.3 for a sentence and itself."""
        return 0.48 * self.d + 0.26 * self.c + 0.26 * self.b + 0.30 * self.r

    def rounded(self) -> Parts:
        """To four digits, for keeping and printing."""
        return Parts(*(round(value, 4) for value in self))


SAME: Final = Parts(1.0, 1.0, 1.0, 1.0)


def parts(first: Feature, second: Feature, weights: list[float]) -> Parts:
    """Compare two sentences."""
    shared = overlap(first, second, first.words & second.words, weights)
    if not shared:
        return Parts(0.0, 0.0, 0.0, 0.0)
    many, few = len(first.bigrams), len(second.bigrams)
    runs = len(first.bigrams & second.bigrams)
    return Parts(
        min(2 * shared / (first.weight + second.weight), 1.0),
        min(shared / min(first.weight, second.weight), 1.0),
        2 * runs / (many + few) if runs else 0.0,
        runs / min(many, few) if runs else 0.0,
    )


def chain_of(look: Features, links: dict[Link, Parts]) -> set[Link]:
    """The links that stayed in order, long and certain ones first."""
    return heaviest_chain(
        {
            link: (min(look.a[link[0]].length, look.b[link[1]].length) + 1) * part.score**2
            for link, part in links.items()
        }
    )
