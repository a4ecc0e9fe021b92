"""How sure an alpha is: a 95 % interval from resampling articles, or stories where they are known.

Sentences of an article share its difficulty, so that resampling sentences promises far too much.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from math import sqrt
from statistics import NormalDist

from annotations.agreement.coefficients import Tally, Vector, alpha_of, terms
from annotations.agreement.statistic import FEW_CLUSTERS, NO_PAIRS, ONE_LABEL, RARE_LABELS, Interval

COVERAGE = 0.95
REPLICATES = 1_000
SEED = 20_240_501
"""Fixed, so that statistics do not flicker on a screen."""

MIN_CLUSTERS = 4
"""With fewer articles an interval would cover much less than it says (three: 73 %)."""

MAX_BAGS = 300
"""More articles are dealt into so many bags: time stays the same, and so does the width."""

Sums = tuple[float, ...]


def interval(
    clusters: Iterable[Tally], *, replicates: int = REPLICATES, seed: int = SEED
) -> Interval:
    """Between which values Krippendorff's alpha lies, with a confidence of 95 %.

    The percentiles of resampled alphas, taken a little further out the fewer articles there are:
    as far as Student's t is wider than the normal distribution (Hesterberg's expanded percentiles).

    Args:
        clusters: The tally of each article or story; see `Ballots.clusters`.
        replicates: How often to resample.
        seed: The same seed and tallies give the same interval.
    """
    known: dict[Vector, Sums] = {}
    summed = [_sums(tally, known) for tally in clusters]
    summed = [sums for sums in summed if any(sums[1:])]
    if not summed:
        return Interval(None, None, NO_PAIRS)
    if alpha_of(_added(summed)) is None:
        return Interval(None, None, ONE_LABEL, len(summed))
    if len(summed) < MIN_CLUSTERS:
        return Interval(None, None, FEW_CLUSTERS, len(summed))
    source = random.Random(seed)
    bags = _bags(summed, source)
    alphas = sorted(_resampled(bags, replicates, source))
    if len(alphas) < replicates:
        return Interval(None, None, RARE_LABELS, len(summed))
    tail = _tail(len(bags))
    return Interval(_quantile(alphas, tail), _quantile(alphas, 1 - tail), "", len(summed))


def _sums(tally: Tally, known: dict[Vector, Sums]) -> Sums:
    """The terms of an article; `known` are those of vectors, of which there are few."""
    rows = []
    for vector, count in tally.items():
        if vector not in known:
            known[vector] = terms(vector)
        rows.append([count * term for term in known[vector]])
    return _added(rows)


def _added(rows: Sequence[Sequence[float]]) -> Sums:
    return tuple(map(sum, zip(*rows, strict=True)))


def _bags(summed: list[Sums], source: random.Random) -> Sequence[Sums]:
    if len(summed) <= MAX_BAGS:
        return summed
    source.shuffle(summed)
    return [_added(summed[bag::MAX_BAGS]) for bag in range(MAX_BAGS)]


def _resampled(bags: Sequence[Sums], replicates: int, source: random.Random) -> Iterable[float]:
    """An alpha for each resample, unless all of its votes are one label."""
    for _ in range(replicates):
        alpha = alpha_of(_added(source.choices(bags, k=len(bags))))
        if alpha is not None:
            yield alpha


def _tail(clusters: int) -> float:
    """The share of resamples to leave out on each side, for so many clusters."""
    normal = NormalDist()
    z = normal.inv_cdf((1 + COVERAGE) / 2)
    return normal.cdf(-sqrt(clusters / (clusters - 1)) * _student(z, clusters - 1))


def _student(z: float, freedom: int) -> float:
    """Student's quantile where the normal one is `z`, by Fisher's expansion; 1 % off at 3."""
    return (
        z
        + (z**3 + z) / (4 * freedom)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * freedom**3)
    )


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Between the two nearest values, in proportion."""
    at = share * (len(ordered) - 1)
    below = int(at)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (at - below) * (ordered[above] - ordered[below])
