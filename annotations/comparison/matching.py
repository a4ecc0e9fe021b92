"""Which sentences belong together: anchors, best first, a guard on moves, splits and merges.

Plain Python on purpose: the importing of numpy alone would cost more than aligning two articles.
docs/alignment.md explains the method and says what it reaches.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from annotations.comparison.features import Feature, Features, Text, features
from annotations.comparison.scoring import SAME, Link, Parts, chain_of, heaviest_chain, parts
from annotations.comparison.split_merge import find_further

LOOSE_SCORE: Final = 0.25
SUPPORT: Final = 0.18
LARGEST_GAP: Final = 400
"""How many pairs of sentences a gap may hold."""


def fill_gaps(look: Features, links: dict[Link, Parts]) -> None:
    """Pair what is left between two anchors if it fits a little and its neighbours support it."""
    chain = sorted(chain_of(look, links))
    used_a, used_b = {i for i, _ in links}, {j for _, j in links}
    ends = [(-1, -1), *chain, (len(look.a), len(look.b))]
    for (i0, j0), (i1, j1) in pairwise(ends):
        left_a = [i for i in range(i0 + 1, i1) if i not in used_a]
        left_b = [j for j in range(j0 + 1, j1) if j not in used_b]
        if len(left_a) * len(left_b) > LARGEST_GAP:
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


def identical(a: Sequence[str], b: Sequence[str]) -> dict[int, int]:
    """Sentences with the same text: the first copy with the first, the second with the second."""
    where: dict[str, list[int]] = defaultdict(list)
    for j in range(len(b) - 1, -1, -1):
        if b[j]:
            where[b[j]].append(j)
    return {i: where[text].pop() for i, text in enumerate(a) if where.get(text)}


def candidates(
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


THRESHOLD: Final = 0.24
"""What the score of a pair must reach, less what distance from the diagonal costs."""
DISTANCE: Final = 0.14
LIGHT: Final = 1.3
"""How many rare words two sentences must share; on less they need LIGHT_SCORE."""
LIGHT_SCORE: Final = 0.5
BOILERPLATE_SCORE: Final = 0.7
"""What a credit needs: those of strangers look alike."""
KIN: Final = 0.10
STRANGERS: Final = 0.04
STRICTER: Final = 0.20
"""Articles that share fewer phrases than KIN need a score that is higher by up to this."""
FAR_SCORE: Final = 0.55
"""What a pair off the heaviest chain needs: moves are rare, so a false one is the usual error."""
FAR_WORDS: Final = 3.0
"""How many rare words it must share besides, unless it reaches FAR_ANYHOW."""
FAR_ANYHOW: Final = 0.65
NEAR_SCORE: Final = 0.3
"""What it needs if a neighbour of it moved just so and is sure."""
AROUND: Final = tuple(
    (step, other) for step in (-2, -1, 0, 1, 2) for other in (-2, -1, 0, 1, 2) if step or other
)
TOUCHES_PER_SECOND: Final = 75_000
"""How many common words of candidates a second of the time budget pays for. Counting instead of
looking at the clock makes the result the same on every machine."""
SENTENCES_PER_SECOND: Final = 10_000
"""With more, only identical sentences are paired."""


class Matching(NamedTuple):
    """Links with their parts, and whether there was too much to look at everything."""

    links: dict[Link, Parts]
    chain: set[Link]
    """Those that stayed in order."""
    simplified: bool


def match(a: Text, b: Text, *, loose: bool = False, budget: float = 2.0) -> Matching:
    """Find the links between two articles."""
    anchors = identical(a.sentences, b.sentences)
    if len(a.sentences) + len(b.sentences) > budget * SENTENCES_PER_SECOND:
        lengths = {link: float(len(a.sentences[link[0]])) for link in anchors.items()}
        return Matching(dict.fromkeys(lengths, SAME), heaviest_chain(lengths), True)
    look = features(a, b)
    free_a = [i for i in range(len(look.a)) if i not in anchors]
    taken_b = set(anchors.values())
    free_b = [j for j in range(len(look.b)) if j not in taken_b]
    pool, simplified = candidates(look, free_a, free_b, int(budget * TOUCHES_PER_SECOND))
    links = _best_first(look, pool, anchors)
    if not simplified:
        if _look_around(look, pool, links):
            links = _best_first(look, pool, anchors)
        find_further(look, pool, links)
    if loose:
        from annotations.comparison.matching import fill_gaps

        fill_gaps(look, links)
    return Matching(links, chain_of(look, links), simplified)


class _Bar:
    """What the score of a pair must reach."""

    def __init__(self, look: Features) -> None:
        self._look = look
        strange = (KIN - look.kinship) / (KIN - STRANGERS)
        self.general = THRESHOLD + STRICTER * min(max(strange, 0.0), 1.0)

    def of(self, link: Link) -> float:
        first, second = self._look.a[link[0]], self._look.b[link[1]]
        if first.boilerplate or second.boilerplate:
            return BOILERPLATE_SCORE
        light = self._look.evidence(first, second, first.words & second.words) < LIGHT
        return max(self.general, LIGHT_SCORE) if light else self.general


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
        doubtful = _doubtful(look, links, chain)
        if not doubtful:
            break
        barred |= doubtful
        for link in doubtful:
            del links[link]
    return links


def _doubtful(look: Features, links: dict[Link, Parts], chain: set[Link]) -> set[Link]:
    """Links that moved alone and are no good match; those of a moved block vouch for each other."""
    off = {link: part.score for link, part in links.items() if link not in chain}
    sure = {
        link for link, score in off.items() if score >= FAR_SCORE and _telling(look, link, score)
    }
    return {
        (i, j)
        for (i, j), score in off.items()
        if (i, j) not in sure
        and not (score >= NEAR_SCORE and any((i + di, j + dj) in sure for di, dj in AROUND))
    }


def _telling(look: Features, link: Link, score: float) -> bool:
    if score >= FAR_ANYHOW:
        return True
    first, second = look.a[link[0]], look.b[link[1]]
    return look.evidence(first, second, first.words & second.words) >= FAR_WORDS


def _look_around(look: Features, pool: dict[Link, Parts], links: dict[Link, Parts]) -> bool:
    """Compare sentences without a partner with those beside the partners of their neighbours.

    So even one of stop words alone finds its own. Returns whether any fit.
    """
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
