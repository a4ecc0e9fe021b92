"""Tables that were published with their coefficients."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from annotations.agreement import Ballots, Overall, label_rows, overall, pair_rows
from annotations.agreement.coefficients import fleiss_kappa, one_vs_rest
from annotations.agreement.statistic import Statistic
from tests.unit.agreement import material as of

BALLOTS = {
    "krippendorff a": of.by_person(of.KRIPPENDORFF_A),
    "krippendorff b": of.by_person(of.KRIPPENDORFF_B),
    "krippendorff c": of.by_person(of.KRIPPENDORFF_C),
    "three coders": of.by_person(of.THREE_CODERS),
    "cohen": of.from_matrix(of.COHEN),
    "cohen, proportions": of.from_matrix(of.COHEN_PROPORTIONS),
    "gwet, paradox": of.from_matrix(of.GWET_PARADOX),
    "fleiss 1971": of.fleiss_1971(),
    "fleiss, textbook": of.from_counts(of.FLEISS_TEXTBOOK),
}


def value(statistic: Statistic) -> float:
    """The number, which must be there."""
    assert statistic.value is not None, statistic.why
    return statistic.value


@pytest.mark.parametrize(
    ("table", "field", "expected"),
    [
        ("krippendorff a", "krippendorff_alpha", 0.0952381),
        ("krippendorff b", "krippendorff_alpha", 0.6919643),
        ("krippendorff c", "krippendorff_alpha", 0.7434211),
        ("krippendorff c", "observed", 0.81818),
        ("krippendorff c", "gwet_ac1", 0.77544),
        ("krippendorff c", "fleiss_kappa", 0.76117),
        ("krippendorff c", "brennan_prediger", 0.77273),
        ("three coders", "krippendorff_alpha", 0.691),
        ("cohen", "observed", 0.70),
        ("cohen", "krippendorff_alpha", 0.48846),
        ("cohen, proportions", "observed", 0.29),
        ("gwet, paradox", "observed", 0.944),
        ("gwet, paradox", "gwet_ac1", 0.9408),
        ("gwet, paradox", "krippendorff_alpha", -0.0247),
        ("fleiss 1971", "observed", 0.5556),
        ("fleiss 1971", "fleiss_kappa", 0.4302445),
        ("fleiss, textbook", "fleiss_kappa", 0.2099307),
    ],
)
def test_coefficients_of_everyone(table: str, field: str, expected: float) -> None:
    """To the digits that were printed."""
    statistics: Overall = overall(BALLOTS[table])
    digits = len(f"{expected}".partition(".")[2])
    assert round(value(getattr(statistics, field)), digits) == expected


@pytest.mark.parametrize(
    ("table", "expected"),
    [("cohen", 0.4915254), ("cohen, proportions", -0.092), ("gwet, paradox", -0.0234)],
)
def test_kappa_of_two(table: str, expected: float) -> None:
    """Cohen's."""
    [pair] = pair_rows(BALLOTS[table])
    digits = len(f"{expected}".partition(".")[2])
    assert round(value(pair.cohen_kappa), digits) == expected


@pytest.mark.parametrize(
    ("table", "expected"), [("cohen", [0.8, 0.667, 0.4]), ("gwet, paradox", [0.971, 0.0])]
)
def test_specific_agreement(table: str, expected: Sequence[float]) -> None:
    """By label."""
    rows = label_rows(BALLOTS[table])
    assert [round(value(row.specific), 3) for row in rows] == expected


def test_fleiss_by_label() -> None:
    """Each label against the rest, and each label's share of the votes."""
    ballots: Ballots = BALLOTS["fleiss 1971"]
    tally = ballots.tally()
    kappas = [round(value(fleiss_kappa(one_vs_rest(tally, at))), 3) for at in range(5)]
    assert kappas == [0.245, 0.245, 0.52, 0.471, 0.566]
    supports = [row.support / 180 for row in label_rows(ballots)]
    assert [round(share, 3) for share in supports] == [0.144, 0.144, 0.167, 0.306, 0.239]


def test_a_lone_vote_moved_to_another_person_changes_nothing() -> None:
    """Gwet's variant of Krippendorff's table: only who gave the lone vote of unit 12 differs."""
    moved = [row.replace(" ", "") for row in of.KRIPPENDORFF_C]
    moved[1], moved[3] = moved[1][:-1] + ".", moved[3][:-1] + "3"
    here, there = overall(of.by_person(moved)), overall(BALLOTS["krippendorff c"])
    assert here.gwet_ac1 == there.gwet_ac1
    assert here.krippendorff_alpha == there.krippendorff_alpha
    assert here.brennan_prediger == there.brennan_prediger
