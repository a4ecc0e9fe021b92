"""Coefficients of agreement, from how often each label was given to a sentence.

Most take a `Tally`: vectors of counts by label, and how many sentences have that vector. With
three labels and five people there are 55 vectors, however many sentences there are. Missing votes
are no trouble; sentences with one vote are left out where a coefficient compares.

Sums of fractions are exact (`fsum`): the order in which votes came does not show in any statistic.

Those of two people take a `Matrix`: rows are what the first said, columns what the second said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import fsum

from annotations.agreement.statistic import (
    NO_PAIRS,
    NOT_USED,
    NOTHING_SHARED,
    ONE_LABEL,
    Statistic,
    ratio,
)

Vector = tuple[int, ...]
"""Votes for each label, in the order of the label set."""

Tally = Mapping[Vector, int]
"""How many sentences have this vector."""

Matrix = Sequence[Sequence[int]]
"""Sentences by the label of one person (row) and of another (column)."""


def observed(tally: Tally) -> Statistic:
    """The share of agreeing pairs of votes of a sentence, averaged over sentences."""
    sentences = sum(count for _, count in _compared(tally))
    agreeing = fsum(
        count * _same(vector) / (sum(vector) * (sum(vector) - 1))
        for vector, count in _compared(tally)
    )
    return ratio(agreeing, sentences, NO_PAIRS)


def terms(vector: Vector) -> tuple[float, ...]:
    """What a sentence adds to alpha: agreement, then its votes by label; zeros for one vote.

    Alpha is a function of the sum of these; see `alpha_of`.
    """
    votes = sum(vector)
    if votes < 2:
        return (0.0,) * (len(vector) + 1)
    return (_same(vector) / (votes - 1), *vector)


def alpha_of(sums: Sequence[float]) -> float | None:
    """Krippendorff's alpha from summed `terms`; None where all votes are one label, or none."""
    agreeing, *votes = sums
    total = sum(votes)
    expected = total * total - sum(one * one for one in votes)
    return 1 - (total - 1) * (total - agreeing) / expected if expected else None


def krippendorff_alpha(tally: Tally) -> Statistic:
    """Krippendorff's alpha for labels without an order."""
    if why := _undefined(tally):
        return Statistic(None, why)
    rows = [[count * term for term in terms(vector)] for vector, count in _compared(tally)]
    return Statistic(alpha_of([fsum(column) for column in zip(*rows, strict=True)]))


def fleiss_kappa(tally: Tally) -> Statistic:
    """Fleiss' kappa, for any number of votes a sentence: each sentence weighs the same."""
    if why := _undefined(tally):
        return Statistic(None, why)
    return _corrected(tally, fsum(share * share for share in _shares(tally)))


def gwet_ac1(tally: Tally) -> Statistic:
    """Gwet's AC1: chance agreement stays small when one label is much more frequent.

    Where all votes are one label of several, chance agreement is 0 and AC1 is 1: Gwet,
    "Computing inter-rater reliability and its variance in the presence of high agreement",
    British Journal of Mathematical and Statistical Psychology 61 (2008), equation 5.
    """
    labels = _width(tally)
    chance = fsum(share * (1 - share) for share in _shares(tally)) / max(labels - 1, 1)
    return _corrected(tally, chance)


def brennan_prediger(tally: Tally) -> Statistic:
    """Brennan and Prediger's kappa: by chance, every label is as likely, used or not.

    So it is 1 wherever all agree, if there are two labels: "Coefficient kappa: some uses, misuses,
    and alternatives", Educational and Psychological Measurement 41 (1981).
    """
    return _corrected(tally, 1 / max(_width(tally), 1))


def specific_agreement(tally: Tally, label: int) -> Statistic:
    """Given that one vote is the label (a position in the label set), that another one is too.

    Between two people it is the F1 score of either against the other.
    """
    agreeing = possible = 0
    for vector, count in _compared(tally):
        given = vector[label]
        agreeing += count * given * (given - 1)
        possible += count * given * (sum(vector) - 1)
    return ratio(agreeing, possible, NOT_USED if any(_compared(tally)) else NO_PAIRS)


def one_vs_rest(tally: Tally, label: int) -> Tally:
    """The tally with two labels: this one (a position in the label set), and any other."""
    merged: Counter[Vector] = Counter()
    for vector, count in tally.items():
        merged[vector[label], sum(vector) - vector[label]] += count
    return merged


def matrix_observed(matrix: Matrix) -> Statistic:
    """The share of common sentences to which two people gave the same label."""
    return ratio(sum(row[at] for at, row in enumerate(matrix)), _total(matrix), NOTHING_SHARED)


def cohen_kappa(matrix: Matrix) -> Statistic:
    """Cohen's kappa of two people."""
    total = _total(matrix)
    if not total:
        return Statistic(None, NOTHING_SHARED)
    columns = [sum(column) for column in zip(*matrix, strict=True)]
    chance = sum(sum(row) * column for row, column in zip(matrix, columns, strict=True))
    if chance == total * total:
        return Statistic(None, ONE_LABEL)
    agreeing = sum(row[at] for at, row in enumerate(matrix))
    return Statistic((total * agreeing - chance) / (total * total - chance))


def tally_of(matrix: Matrix) -> Tally:
    """The same two people's votes as a tally."""
    tally: Counter[Vector] = Counter()
    for first, row in enumerate(matrix):
        for second, count in enumerate(row):
            if count:
                vector = [0] * len(row)
                vector[first] += 1
                vector[second] += 1
                tally[tuple(vector)] += count
    return tally


def _compared(tally: Tally) -> Iterator[tuple[Vector, int]]:
    """The sentences with two votes or more."""
    return ((vector, count) for vector, count in tally.items() if sum(vector) > 1)


def _same(vector: Vector) -> int:
    """Ordered pairs of votes that agree."""
    return sum(count * (count - 1) for count in vector)


def _undefined(tally: Tally) -> str:
    """Why chance cannot be taken off, if so."""
    used = {label for vector, _ in _compared(tally) for label, votes in enumerate(vector) if votes}
    return NO_PAIRS if not used else ONE_LABEL if len(used) == 1 else ""


def _corrected(tally: Tally, chance: float) -> Statistic:
    """Observed agreement with the agreement by chance taken off."""
    seen = observed(tally).value
    if seen is None:
        return Statistic(None, NO_PAIRS)
    if _width(tally) < 2:
        return Statistic(None, ONE_LABEL)  # whoever has no choice agrees
    return ratio(seen - chance, 1 - chance, ONE_LABEL)


def _shares(tally: Tally) -> list[float]:
    """Each label's share, every sentence with a vote weighing the same."""
    sentences = sum(count for vector, count in tally.items() if any(vector))
    return [
        fsum(count * vector[label] / sum(vector) for vector, count in tally.items() if any(vector))
        / sentences
        for label in range(_width(tally) if sentences else 0)
    ]


def _width(tally: Tally) -> int:
    return len(next(iter(tally), ()))


def _total(matrix: Matrix) -> int:
    return sum(map(sum, matrix))
