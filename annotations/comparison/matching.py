"""Which sentences belong together: anchors, best first, a guard on moves, splits and merges.

Plain Python on purpose: the importing of numpy alone would cost more than aligning two articles.
docs/alignment.md explains the method and says what it reaches.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from itertools import pairwise
from typing import Final, NamedTuple

from annotations.comparison.candidates import candidates, identical
from annotations.comparison.chain import Link, heaviest_chain
from annotations.comparison.features import Features, Text, features, overlap
from annotations.comparison.scoring import SAME, Parts, parts

THRESHOLD: Final = 0.24
"""What the score of a pair must reach, less what distance from the diagonal costs."""
DISTANCE: Final = 0.14
LIGHT: Final = 1.3
"""How many rare words two sentences must share; on less they need LIGHT_SCORE."""
LIGHT_SCORE: Final = 0.5
FURNITURE_SCORE: Final = 0.7
"""What a credit needs: those of strangers look alike."""
KIN: Final = 0.10
STRANGERS: Final = 0.04
STRICTER: Final = 0.20
"""Articles with less than KIN of their phrases in common need a higher score; STRANGERS all of it."""
MASS: Final = 2.0
"""What a further partner must explain at least."""
FAR_SCORE: Final = 0.65
"""What a pair off the heaviest chain needs: moves are rare, so a false one is the usual error."""
NEAR_SCORE: Final = 0.3
"""What it needs if a neighbour of it moved just so and is sure."""
AROUND: Final = tuple(
    (step, other) for step in (-2, -1, 0, 1, 2) for other in (-2, -1, 0, 1, 2) if step or other
)
GAINS: Final = (0.21, 0.315, 0.42)
"""What a further partner must explain: next to a known partner, two away, further."""
BOTH: Final = 0.8
"""What explaining counts if both sentences have a partner already."""
LOOSE_SCORE: Final = 0.25
SUPPORT: Final = 0.18
TOUCHES_PER_SECOND: Final = 1_500_000
"""How many common words of candidates are looked at in a second of the time budget."""


class Matching(NamedTuple):
    """Links with their parts, and whether there was too much to look at everything."""

    links: dict[Link, Parts]
    chain: set[Link]
    """Those that stayed in order."""
    simplified: bool


def match(a: Text, b: Text, *, loose: bool = False, budget: float = 2.0) -> Matching:
    """Find the links between two articles."""
    anchors = identical(a.sentences, b.sentences)
    look = features(a, b)
    free_a = [i for i in range(len(look.a)) if i not in anchors]
    taken_b = set(anchors.values())
    free_b = [j for j in range(len(look.b)) if j not in taken_b]
    pool, simplified = candidates(look, free_a, free_b, int(budget * TOUCHES_PER_SECOND))
    links = _best_first(look, pool, anchors)
    if not simplified:
        if _look_around(look, pool, links):
            links = _best_first(look, pool, anchors)
        _further(look, pool, links)
    if loose:
        _fill_gaps(look, links)
    return Matching(links, chain_of(look, links), simplified)


class _Bar:
    """What the score of a pair must reach."""

    def __init__(self, look: Features) -> None:
        self._look = look
        strange = (KIN - look.kinship) / (KIN - STRANGERS)
        self.general = THRESHOLD + STRICTER * min(max(strange, 0.0), 1.0)

    def of(self, link: Link) -> float:
        first, second = self._look.a[link[0]], self._look.b[link[1]]
        if first.furniture or second.furniture:
            return FURNITURE_SCORE
        weights, content = self._look.weights, self._look.content
        common = sum([weights[word] for word in first.words & second.words if content[word]])
        return max(self.general, LIGHT_SCORE) if common < LIGHT * self._look.unit else self.general


def _best_first(
    look: Features, pool: dict[Link, Parts], anchors: dict[int, int]
) -> dict[Link, Parts]:
    """One partner for each, the best pairs first; again without those that moved unconvincingly."""
    scale_a, scale_b = 1 / max(len(look.a), 1), 1 / max(len(look.b), 1)
    bar = _Bar(look)
    ranked: list[tuple[float, Link]] = []
    for link, part in pool.items():
        rank = part.score - DISTANCE * abs(link[0] * scale_a - link[1] * scale_b)
        if rank >= bar.general and rank >= bar.of(link):
            ranked.append((-rank, link))
    ranked.sort()
    barred: set[Link] = set()
    for _ in range(3):
        links = dict.fromkeys(anchors.items(), SAME)
        used_a, used_b = set(anchors), set(anchors.values())
        for _, link in ranked:
            if link[0] not in used_a and link[1] not in used_b and link not in barred:
                links[link] = pool[link]
                used_a.add(link[0])
                used_b.add(link[1])
        chain = chain_of(look, links)
        doubtful = _doubtful(links, chain)
        if not doubtful:
            break
        barred |= doubtful
        for link in doubtful:
            del links[link]
    return links


def _doubtful(links: dict[Link, Parts], chain: set[Link]) -> set[Link]:
    """Links that moved alone and are no good match; those of a moved block vouch for each other."""
    off = {link: part.score for link, part in links.items() if link not in chain}
    sure = {link for link, score in off.items() if score >= FAR_SCORE}
    return {
        (i, j)
        for (i, j), score in off.items()
        if (i, j) not in sure
        and not (
            score >= NEAR_SCORE and any((i + step, j + other) in sure for step, other in AROUND)
        )
    }


def _look_around(look: Features, pool: dict[Link, Parts], links: dict[Link, Parts]) -> bool:
    """Compare sentences without a partner, of stop words perhaps, with those next to neighbours'."""
    used_a, used_b = {i for i, _ in links}, {j for _, j in links}
    before = len(pool)
    for i, j in links:
        for step, other in AROUND:
            link = i + step, j + other
            if link in pool or not (0 <= link[0] < len(look.a) and 0 <= link[1] < len(look.b)):
                continue
            if link[0] not in used_a or link[1] not in used_b:
                part = parts(look.a[link[0]], look.b[link[1]], look.weights)
                if part.score >= THRESHOLD:
                    pool[link] = part
    return len(pool) > before


def chain_of(look: Features, links: dict[Link, Parts]) -> set[Link]:
    """The links that stayed in order, long and certain ones first."""
    return heaviest_chain(
        {
            link: (min(look.a[link[0]].length, look.b[link[1]].length) + 1) * part.score**2
            for link, part in links.items()
        }
    )


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
        if not self.of_a[i]:
            return mass / first.weight
        if not self.of_b[j]:
            return mass / second.weight
        return BOTH * mass / min(first.weight, second.weight)

    def needed(self, link: Link) -> float:
        """What it must explain: the more, the further it is from the partners that are known."""
        i, j = link
        near = min(
            [abs(j - other) for other in self.of_a[i]] + [abs(i - other) for other in self.of_b[j]]
        )
        return GAINS[min(max(near, 1), 3) - 1]


def _further(look: Features, pool: dict[Link, Parts], links: dict[Link, Parts]) -> None:
    """Give sentences further partners that explain words which nobody explains yet."""
    partners = _Partners(look, links)
    around_a: dict[int, list[Link]] = defaultdict(list)
    around_b: dict[int, list[Link]] = defaultdict(list)
    heap: list[tuple[float, Link]] = []

    def offer(link: Link) -> None:
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


def _fill_gaps(look: Features, links: dict[Link, Parts]) -> None:
    """Pair what is left between two anchors if it fits a little and its neighbours support it."""
    chain = sorted(chain_of(look, links))
    used_a, used_b = {i for i, _ in links}, {j for _, j in links}
    ends = [(-1, -1), *chain, (len(look.a), len(look.b))]
    for (i0, j0), (i1, j1) in pairwise(ends):
        left_a = [i for i in range(i0 + 1, i1) if i not in used_a]
        left_b = [j for j in range(j0 + 1, j1) if j not in used_b]
        if len(left_a) * len(left_b) > 400:
            continue
        ranked = []
        for i in left_a:
            for j in left_b:
                part = parts(look.a[i], look.b[j], look.weights)
                near = ((i - 1, j - 1) in links) + ((i + 1, j + 1) in links)
                rank = part.score + SUPPORT * near
                if part.score > 0 and rank >= LOOSE_SCORE:
                    ranked.append((-rank, (i, j), part))
        for _, link, part in sorted(ranked):
            if link[0] not in used_a and link[1] not in used_b:
                links[link] = part
                used_a.add(link[0])
                used_b.add(link[1])
