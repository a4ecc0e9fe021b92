"""Which sentences belong together: anchors, best first, a guard on moves, splits and merges.

Plain Python on purpose: the importing of numpy alone would cost more than aligning two articles.
docs/alignment.md explains the method and says what it reaches.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from annotations.comparison.candidates import candidates, identical
from annotations.comparison.chain import Link, heaviest_chain
from annotations.comparison.features import Features, Text, features
from annotations.comparison.partners import find_further
from annotations.comparison.scoring import SAME, Parts, chain_of, parts

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
        from annotations.comparison.gaps import fill_gaps

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
        if first.furniture or second.furniture:
            return FURNITURE_SCORE
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
