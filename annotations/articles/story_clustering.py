"""Which articles are about the same event, told by their signatures; near-linear in their number.

The rarest words of each article name its candidates, the cosine of all weighted words judges
them, and two groups join, the closest first, only if their members are close on the average: so
a chain of pairs cannot draw a year of one war into a single story.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from heapq import nlargest
from math import log, log10, sqrt

from annotations.articles.signature import Signature

CLOSE = 0.16
"""The cosine from which two articles of a small corpus may be of one story."""
CLOSER = 0.04
"""What is asked beyond that each time a corpus grows tenfold over a hundred articles: among more
articles some are closer by chance."""
ON_AVERAGE = 0.8
"""The part of that cosine which the members of two groups must reach on the average."""
DAYS = 30
"""Articles that are further apart than this are not about one event."""

_SHARED = 4
"""Words that two articles must have in common at least: a name alone is no event."""
_LOOKED_AT = 160
"""Occurrences of words that are followed for an article: bounds the work in a large corpus."""
_CANDIDATES = 6
_SAMPLED = 6
"""Members of a group that stand for it when two large ones are compared."""
_BACKGROUND = 8
"""Articles that are thought to be around a small corpus, so that its words count as rare too."""

Vector = dict[str, float]


def clusters(articles: Sequence[tuple[Signature, int | None]]) -> list[list[int]]:
    """Group articles, given as signature and day of publication if known.

    Returns:
        Every index once, each group in order, groups by their first.
    """
    vectors = _vectors([signature for signature, _ in articles])
    days = [day for _, day in articles]
    groups = {index: [index] for index in range(len(articles))}
    of = list(range(len(articles)))
    close = CLOSE + CLOSER * log10(max(len(articles), 100) / 100)
    pairs = [pair for pair in _pairs(vectors, days) if pair[0] >= close]
    for _, first, second in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        a, b = of[first], of[second]
        if a == b or _mean(vectors, groups[a], groups[b]) < ON_AVERAGE * close:
            continue
        if len(groups[a]) < len(groups[b]):
            a, b = b, a
        for member in groups[b]:
            of[member] = a
        groups[a] += groups.pop(b)
    return sorted(sorted(group) for group in groups.values())


def _vectors(signatures: Sequence[Signature]) -> list[Vector]:
    """Each article's words with their weight, of length 1 together."""
    occurs = Counter(word for signature in signatures for word in signature.words)
    total = len(signatures) + _BACKGROUND
    rarity = {word: log(total / (count + 0.5)) for word, count in occurs.items()}
    vectors = []
    for words, weights in signatures:
        vector = {
            word: (1 + log(weight)) * rarity[word]
            for word, weight in zip(words, weights, strict=True)
        }
        length = sqrt(sum(weight * weight for weight in vector.values())) or 1.0
        vectors.append({word: weight / length for word, weight in vector.items()})
    return vectors


def _pairs(
    vectors: Sequence[Vector], days: Sequence[int | None]
) -> Iterable[tuple[float, int, int]]:
    """Pairs of articles that are worth judging, with their cosine; each at least once."""
    occurrences: dict[str, list[int]] = {}
    for index, vector in enumerate(vectors):
        for word in vector:
            occurrences.setdefault(word, []).append(index)
    seen: set[tuple[int, int]] = set()
    for index, vector in enumerate(vectors):
        for other in _candidates(index, vector, occurrences):
            pair = (index, other) if index < other else (other, index)
            if pair in seen or not _in_time(days[index], days[other]):
                continue
            seen.add(pair)
            cosine, shared = _compare(vector, vectors[other])
            if shared >= _SHARED:
                yield cosine, *pair


def _candidates(index: int, vector: Vector, occurrences: dict[str, list[int]]) -> list[int]:
    """The articles that share the most of this one's telling words."""
    scores: dict[int, float] = {}
    left = _LOOKED_AT
    for many, word in sorted((len(occurrences[word]), word) for word in vector):
        others = occurrences[word]
        if many < 2:
            continue
        left -= many
        if left < 0 and scores:
            break
        weight = vector[word]
        # Of a word that is everywhere, the neighbours in reading order are looked at.
        for other in others if many <= _LOOKED_AT else _around(others, index):
            scores[other] = scores.get(other, 0.0) + weight
    scores.pop(index, None)
    best = nlargest(_CANDIDATES, [(score, -other) for other, score in scores.items()])
    return [-other for _, other in best]


def _around(others: list[int], index: int) -> list[int]:
    at = bisect_left(others, index)
    return others[max(at - _LOOKED_AT // 2, 0) : at + _LOOKED_AT // 2]


def _in_time(first: int | None, second: int | None) -> bool:
    return first is None or second is None or abs(first - second) <= DAYS


def _compare(first: Vector, second: Vector) -> tuple[float, int]:
    """The cosine of two articles, and how many words they share."""
    cosine, shared = 0.0, 0
    for word, weight in first.items():
        if (other := second.get(word)) is not None:
            cosine += weight * other
            shared += 1
    return cosine, shared


def _mean(vectors: Sequence[Vector], first: list[int], second: list[int]) -> float:
    """The mean cosine between members of two groups."""
    cosines = [
        _compare(vectors[a], vectors[b])[0] for a in first[:_SAMPLED] for b in second[:_SAMPLED]
    ]
    return sum(cosines) / len(cosines)
