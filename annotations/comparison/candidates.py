"""Which sentences are worth comparing at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from annotations.comparison.chain import Link
from annotations.comparison.features import Feature, Features
from annotations.comparison.scoring import Parts, parts


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
