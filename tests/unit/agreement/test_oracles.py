"""Other people's libraries say the same, over random votes, missing ones among them."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from annotations.agreement import Ballots, confusion, label_rows, overall, pair_rows
from annotations.agreement.coefficients import fleiss_kappa
from tests.unit.agreement.material import LABELS, random_votes, said

CASES = [
    pytest.param(seed, people, sentences, missing, noise, id=f"{people}x{sentences}-{missing}")
    for seed, (people, sentences, missing, noise) in enumerate(
        [
            (2, 40, 0.0, 0.3),
            (2, 200, 0.3, 0.9),
            (3, 60, 0.2, 0.1),
            (3, 300, 0.5, 0.5),
            (4, 25, 0.6, 0.2),
            (5, 500, 0.1, 0.4),
            (5, 120, 0.8, 1.0),
            (9, 80, 0.4, 0.3),
        ]
    )
]


def ballots_of(seed: int, people: int, sentences: int, missing: float, noise: float) -> Ballots:
    """Random ballots with the whole label set."""
    votes = random_votes(seed, people=people, sentences=sentences, missing=missing, noise=noise)
    return Ballots(votes, labels=LABELS)


@pytest.mark.parametrize(("seed", "people", "sentences", "missing", "noise"), CASES)
def test_alpha_is_that_of_krippendorff(
    seed: int, people: int, sentences: int, missing: float, noise: float
) -> None:
    """For all labels, and for each against the rest."""
    oracle = pytest.importorskip("krippendorff")
    ballots = ballots_of(seed, people, sentences, missing, noise)

    def alpha(of: dict[str, float]) -> float:
        matrix = [
            [of.get(labels.get(person, ""), float("nan")) for labels in said(ballots).values()]
            for person in ballots.people
        ]
        return float(oracle.alpha(reliability_data=matrix, level_of_measurement="nominal"))

    codes = {label: float(at) for at, label in enumerate(LABELS)}
    assert overall(ballots).krippendorff_alpha.value == pytest.approx(alpha(codes))
    for row in label_rows(ballots):
        one_or_other = {label: float(label == row.label) for label in LABELS}
        assert row.alpha.value == pytest.approx(alpha(one_or_other))


@pytest.fixture(scope="module")
def metrics() -> Any:
    """scikit-learn's; it takes seconds to load."""
    return pytest.importorskip("sklearn.metrics")


@pytest.mark.parametrize(("seed", "people", "sentences", "missing", "noise"), CASES)
def test_two_people_are_those_of_scikit_learn(
    metrics: Any, seed: int, people: int, sentences: int, missing: float, noise: float
) -> None:
    """Kappa, the matrix, the share that agrees."""
    ballots = ballots_of(seed, people, sentences, missing, noise)
    for row in pair_rows(ballots):
        common = [by for by in said(ballots).values() if row.a in by and row.b in by]
        if not common:
            assert row.n == 0
            continue
        first, second = [by[row.a] for by in common], [by[row.b] for by in common]
        matrix = metrics.confusion_matrix(first, second, labels=LABELS).tolist()
        assert [list(line) for line in row.matrix] == matrix
        assert row.observed.value == pytest.approx(metrics.accuracy_score(first, second))
        if row.cohen_kappa.value is not None:
            kappa = metrics.cohen_kappa_score(first, second)
            assert row.cohen_kappa.value == pytest.approx(kappa)


def test_specific_agreement_of_two_is_f1(metrics: Any) -> None:
    """Of one person against the other."""
    ballots = ballots_of(7, 2, 150, 0.0, 0.5)
    first, second = ([by[person] for by in said(ballots).values()] for person in ballots.people)
    scores = metrics.f1_score(first, second, labels=LABELS, average=None).tolist()
    assert [row.specific.value for row in label_rows(ballots)] == pytest.approx(scores)


def test_the_table_of_all_pairs_adds_up_every_two_people(metrics: Any) -> None:
    """Each pair's matrix and its transpose, the diagonal once."""
    ballots = ballots_of(11, 4, 100, 0.2, 0.4)
    expected = [[0] * len(LABELS) for _ in LABELS]
    for a, b in combinations(ballots.people, 2):
        common = [(by[a], by[b]) for by in said(ballots).values() if a in by and b in by]
        first, second = zip(*common, strict=True)
        matrix = metrics.confusion_matrix(first, second, labels=LABELS).tolist()
        for one in range(len(LABELS)):
            for other in range(len(LABELS)):
                expected[one][other] += matrix[one][other] + (one != other) * matrix[other][one]
    assert [list(row) for row in confusion(ballots).pairs] == expected


@pytest.mark.parametrize("seed", range(4))
def test_fleiss_is_that_of_statsmodels(seed: int) -> None:
    """Which cannot have missing votes."""
    oracle = pytest.importorskip("statsmodels.stats.inter_rater")
    ballots = ballots_of(seed, 4, 60, 0.0, 0.3 + seed / 5)
    table = [[list(by.values()).count(label) for label in LABELS] for by in said(ballots).values()]
    assert fleiss_kappa(ballots.tally()).value == pytest.approx(oracle.fleiss_kappa(table))
    assert overall(ballots).brennan_prediger.value == pytest.approx(
        oracle.fleiss_kappa(table, method="randolph")
    )
