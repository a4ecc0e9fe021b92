"""Agreement as tables: over all, by label, label against label, person against person."""

from __future__ import annotations

from itertools import combinations

import msgspec

from annotations.agreement.coefficients import (
    Matrix,
    Tally,
    brennan_prediger,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    matrix_observed,
    observed,
    one_vs_rest,
    specific_agreement,
)
from annotations.agreement.statistic import FEW, NO_VOTES, NOTHING_SHARED, OLD_GUIDELINE, Statistic
from annotations.agreement.vote_matrix import Ballots


class Overall(msgspec.Struct, frozen=True):
    """How far people agree over all that two or more of them labelled."""

    clusters: int
    """Articles, or stories, with a sentence that has two votes or more."""
    sentences: int
    """Sentences with two votes or more."""
    votes: int
    """Votes that count, those on other sentences included."""
    people: int
    """Who cast them."""
    observed: Statistic
    krippendorff_alpha: Statistic
    gwet_ac1: Statistic
    fleiss_kappa: Statistic
    brennan_prediger: Statistic


class LabelRow(msgspec.Struct, frozen=True):
    """How far people agree on one label."""

    label: str
    support: int
    """Votes for it, on sentences with two votes or more."""
    specific: Statistic
    """Given one vote for it, the share of the other votes that are for it too."""
    alpha: Statistic
    """Krippendorff's alpha of this label against all others."""
    confused_with: str
    """The label most often given instead; empty if there is none."""
    confused: int
    """So many pairs of votes say the one and the other."""


class Confusion(msgspec.Struct, frozen=True):
    """Which labels people give to the same sentence; both tables are symmetric."""

    labels: tuple[str, ...]
    pairs: tuple[tuple[int, ...], ...]
    """Pairs of votes of two people by their labels; a pair of unlike labels is in two cells."""
    sentences: tuple[tuple[int, ...], ...]
    """Sentences that have such a pair: as many as `Ballots.sentences_of` lists."""


class PairRow(msgspec.Struct, frozen=True):
    """How far two people agree."""

    a: str
    b: str
    n: int
    """Their common sentences."""
    observed: Statistic
    cohen_kappa: Statistic
    matrix: Matrix
    """Common sentences by label: rows are what `a` said, columns what `b` said."""

    @property
    def few(self) -> bool:
        """Whether they have too few common sentences for the statistics to say much."""
        return self.n < FEW


def overall(ballots: Ballots) -> Overall:
    """The statistics for everyone together."""
    tally = ballots.tally()
    return Overall(
        clusters=ballots.compared_in,
        sentences=ballots.compared,
        votes=ballots.votes,
        people=sum(any(column) for column in zip(*ballots.patterns, strict=True)),
        observed=observed(tally),
        krippendorff_alpha=krippendorff_alpha(tally),
        gwet_ac1=gwet_ac1(tally),
        fleiss_kappa=fleiss_kappa(tally),
        brennan_prediger=brennan_prediger(tally),
    )


def label_rows(ballots: Ballots) -> tuple[LabelRow, ...]:
    """A row for each label, in the order of the label set."""
    tally = ballots.tally()
    table = confusion(ballots).pairs
    return tuple(
        _label_row(tally, at, label, ballots.labels, table[at])
        for at, label in enumerate(ballots.labels)
    )


def _label_row(
    tally: Tally, at: int, label: str, labels: tuple[str, ...], row: tuple[int, ...]
) -> LabelRow:
    support = sum(count * vector[at] for vector, count in tally.items() if sum(vector) > 1)
    others = [(count, -other) for other, count in enumerate(row) if other != at]
    most, place = max(others, default=(0, 0))
    specific = specific_agreement(tally, at)
    alpha = krippendorff_alpha(one_vs_rest(tally, at))
    return LabelRow(
        label,
        support,
        specific,
        alpha if support else Statistic(None, specific.why),
        labels[-place] if most else "",
        most,
    )


def confusion(ballots: Ballots) -> Confusion:
    """Label against label, over all pairs of people."""
    labels = range(len(ballots.labels))
    pairs = [[0] * len(labels) for _ in labels]
    sentences = [[0] * len(labels) for _ in labels]
    for vector, count in ballots.tally().items():
        for one in filter(vector.__getitem__, labels):
            for other in filter(vector.__getitem__, labels):
                given = vector[one]
                found = given * vector[other] if one != other else given * (given - 1) // 2
                pairs[one][other] += count * found
                sentences[one][other] += count * (found > 0)
    return Confusion(ballots.labels, tuple(map(tuple, pairs)), tuple(map(tuple, sentences)))


def pair_rows(ballots: Ballots) -> tuple[PairRow, ...]:
    """A row for every two people, in the order of `Ballots.people`."""
    return tuple(pair_row(ballots, a, b) for a, b in combinations(ballots.people, 2))


def pair_row(ballots: Ballots, a: str, b: str) -> PairRow:
    """How far two people agree; who they are not known says so instead of a number."""
    matrix = ballots.matrix(a, b)
    n = sum(map(sum, matrix))
    if not n:
        silent = [person for person in (a, b) if why_silent(ballots, person) == OLD_GUIDELINE]
        none = Statistic(None, OLD_GUIDELINE if silent else NOTHING_SHARED)
        return PairRow(a, b, 0, none, none, matrix)
    return PairRow(a, b, n, matrix_observed(matrix), cohen_kappa(matrix), matrix)


def why_silent(ballots: Ballots, person: str) -> str:
    """Why no vote of a person counts; empty if some do."""
    if person in ballots.people:
        at = ballots.people.index(person)
        if any(pattern[at] for pattern in ballots.patterns):
            return ""
    return OLD_GUIDELINE if ballots.elsewhere[person] else NO_VOTES
