"""The heaviest set of pairs of which no two cross: what stayed in order."""

from __future__ import annotations

from collections.abc import Mapping

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
