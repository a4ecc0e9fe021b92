"""Splits and mergers: further partners that explain words which nobody explains yet."""

from __future__ import annotations

import heapq
from collections import defaultdict
from typing import Final

from annotations.comparison.features import Feature, Features, overlap
from annotations.comparison.scoring import Link, Parts

MASS: Final = 2.0
"""What the words must weigh that a further partner explains."""
NEW: Final = 0.8
"""How many rare words they must be worth, unless one sentence is largely within the other."""
GAINS: Final = (0.21, 0.3, 0.4)
"""What a further partner must explain: next to a known partner, two away, further."""
BOTH: Final = 0.8
"""What explaining counts if both sentences have a partner already."""


class _Partners:
    """Who is linked to whom, and which words of each sentence that explains."""

    def __init__(self, look: Features, links: dict[Link, Parts]) -> None:
        self._look = look
        self.of_a: dict[int, list[int]] = defaultdict(list)
        self.of_b: dict[int, list[int]] = defaultdict(list)
        self._known_a: dict[int, set[int]] = defaultdict(set)
        self._known_b: dict[int, set[int]] = defaultdict(set)
        for link in links:
            self.add(link)

    def add(self, link: Link) -> None:
        i, j = link
        common = self._look.a[i].words & self._look.b[j].words
        self.of_a[i].append(j)
        self.of_b[j].append(i)
        self._known_a[i] |= common
        self._known_b[j] |= common

    def gain(self, link: Link) -> float:
        """How much of a free sentence the link would explain that nothing explains yet."""
        i, j = link
        first, second = self._look.a[i], self._look.b[j]
        new = (first.words & second.words) - self._known_a[i] - self._known_b[j]
        mass = overlap(first, second, new, self._look.weights)
        if mass < MASS:
            return 0.0
        if self._look.evidence(first, second, new) < NEW and not self._contained(first, second):
            return 0.0
        if not self.of_a[i]:
            return mass / first.weight
        if not self.of_b[j]:
            return mass / second.weight
        return BOTH * mass / min(first.weight, second.weight)

    @staticmethod
    def _contained(first: Feature, second: Feature) -> bool:
        few = min(len(first.bigrams), len(second.bigrams))
        return few > 0 and len(first.bigrams & second.bigrams) >= 0.5 * few

    def needed(self, link: Link) -> float:
        """What it must explain: the more, the further it is from the partners that are known."""
        i, j = link
        near = min(
            [abs(j - other) for other in self.of_a[i]] + [abs(i - other) for other in self.of_b[j]]
        )
        return GAINS[min(max(near, 1), 3) - 1]


def find_further(look: Features, pool: dict[Link, Parts], links: dict[Link, Parts]) -> None:
    """Give sentences further partners that explain words which nobody explains yet."""
    partners = _Partners(look, links)
    around_a: dict[int, list[Link]] = defaultdict(list)
    around_b: dict[int, list[Link]] = defaultdict(list)
    heap: list[tuple[float, Link]] = []

    def offer(link: Link) -> None:
        if look.a[link[0]].boilerplate or look.b[link[1]].boilerplate:
            return
        if link not in links and (partners.of_a[link[0]] or partners.of_b[link[1]]):
            gain = partners.gain(link)
            if gain >= partners.needed(link):
                heapq.heappush(heap, (-gain, link))

    for link in pool:
        around_a[link[0]].append(link)
        around_b[link[1]].append(link)
        offer(link)
    while heap:
        promised, link = heapq.heappop(heap)
        if link in links:
            continue
        gain = partners.gain(link)
        if gain < partners.needed(link):
            continue
        if gain < -promised:
            heapq.heappush(heap, (-gain, link))
            continue
        links[link] = pool[link]
        partners.add(link)
        for other in (*around_a[link[0]], *around_b[link[1]]):
            offer(other)
