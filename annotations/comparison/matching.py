"""Which sentences belong together: anchors, best first, a guard on moves, splits and merges.

Plain Python on purpose: the importing of numpy alone would cost more than aligning two articles.
docs/alignment.md explains the method and says what it reaches.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from annotations.comparison.chain import Link, heaviest_chain
from annotations.comparison.features import Feature, Features, features, overlap

THRESHOLD: Final = 0.24
"""What the score of a pair must reach, less what distance from the diagonal costs."""
DISTANCE: Final = 0.14
LIGHT: Final = 2.0
"""A sentence with fewer weighed words says too little; it needs LIGHT_SCORE."""
LIGHT_SCORE: Final = 0.8
FAR_SCORE: Final = 0.65
"""What a pair off the heaviest chain needs: moves are rare, so a false one is the usual error."""
GAINS: Final = (0.21, 0.315, 0.42)
"""What a further partner must explain: next to a known partner, two away, further."""
BOTH: Final = 0.8
"""What explaining counts if both sentences have a partner already."""
LOOSE_SCORE: Final = 0.25
SUPPORT: Final = 0.18
TOUCHES_PER_SECOND: Final = 1_500_000
"""How many common words of candidates are looked at in a second of the time budget."""


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


SAME: Final = Parts(1.0, 1.0, 1.0, 1.0)


class Matching(NamedTuple):
    """Links with their parts, and whether there was too much to look at everything."""

    links: dict[Link, Parts]
    chain: set[Link]
    """Those that stayed in order."""
    simplified: bool


def match(
    folded_a: Sequence[str], folded_b: Sequence[str], *, loose: bool = False, budget: float = 2.0
) -> Matching:
    """Find the links between two articles, given as folded sentences."""
    anchors = _identical(folded_a, folded_b)
    look = features(folded_a, folded_b)
    free_a = [i for i in range(len(folded_a)) if i not in anchors]
    taken_b = set(anchors.values())
    free_b = [j for j in range(len(folded_b)) if j not in taken_b]
    pool, simplified = _candidates(look, free_a, free_b, int(budget * TOUCHES_PER_SECOND))
    links = _best_first(look, pool, anchors)
    if not simplified:
        _further(look, pool, links)
    if loose:
        _fill_gaps(look, links)
    return Matching(links, chain_of(look, links), simplified)


def _identical(folded_a: Sequence[str], folded_b: Sequence[str]) -> dict[int, int]:
    """Sentences with the same text: the first copy with the first, the second with the second."""
    where: dict[str, list[int]] = defaultdict(list)
    for j in range(len(folded_b) - 1, -1, -1):
        if folded_b[j]:
            where[folded_b[j]].append(j)
    return {i: where[text].pop() for i, text in enumerate(folded_a) if where.get(text)}


def _candidates(
    look: Features, free_a: Iterable[int], free_b: Iterable[int], touches: int
) -> tuple[dict[Link, Parts], bool]:
    """Every pair that shares telling words, with its parts; the rarest words first."""
    posted_a, posted_b = _posted(look.a, free_a), _posted(look.b, free_b)
    words = sorted(
        (len(places) * len(posted_b[word]), word)
        for word, places in posted_a.items()
        if word in posted_b
    )
    weights = look.weights
    shared: dict[Link, float] = defaultdict(float)
    for cost, word in words:
        touches -= cost
        if touches < 0:
            break
        weight = weights[word]
        for i in posted_a[word]:
            for j in posted_b[word]:
                shared[i, j] += weight
    pool: dict[Link, Parts] = {}
    for link, weight in shared.items():
        first, second = look.a[link[0]], look.b[link[1]]
        if weight >= 0.1 * min(first.weight, second.weight):
            pool[link] = parts(first, second, weights)
    return pool, touches < 0


def _posted(side: list[Feature], free: Iterable[int]) -> dict[int, list[int]]:
    posted: dict[int, list[int]] = defaultdict(list)
    for index in free:
        for word in side[index].keys:
            posted[word].append(index)
    return posted


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


def _best_first(
    look: Features, pool: dict[Link, Parts], anchors: dict[int, int]
) -> dict[Link, Parts]:
    """One partner for each, the best pairs first; again without those that moved unconvincingly."""
    scale_a, scale_b = 1 / max(len(look.a), 1), 1 / max(len(look.b), 1)
    ranked: list[tuple[float, Link]] = []
    for link, part in pool.items():
        i, j = link
        rank = part.score - DISTANCE * abs(i * scale_a - j * scale_b)
        light = min(look.a[i].weight, look.b[j].weight) < LIGHT
        if rank >= (LIGHT_SCORE if light else THRESHOLD):
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
        doubtful = {
            link for link, part in links.items() if link not in chain and part.score < FAR_SCORE
        }
        if not doubtful:
            break
        barred |= doubtful
        for link in doubtful:
            del links[link]
    return links


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
        if mass < LIGHT:
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
