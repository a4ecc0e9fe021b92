"""Where a statistic does not exist, the reason does."""

from __future__ import annotations

import pytest

from annotations.agreement import (
    Ballots,
    Interval,
    Statistic,
    Vote,
    interval_of,
    label_rows,
    overall,
    pair_row,
    pair_rows,
    person_rows,
    verdict,
)
from annotations.agreement.statistic import (
    BELOW,
    CROSSES,
    FEW_CLUSTERS,
    NO_PAIRS,
    NO_VOTES,
    NOT_USED,
    NOTHING_SHARED,
    OLD_GUIDELINE,
    ONE_LABEL,
)
from tests.unit.agreement.material import LABELS, random_votes

CHANCE = ("krippendorff_alpha", "gwet_ac1", "fleiss_kappa", "brennan_prediger")


def votes(*rows: str, guideline: str = "1") -> list[Vote]:
    """A row for each person, a label's first letter for each sentence."""
    labels = {"c": "claim", "q": "quote", "s": "speculation"}
    return [
        Vote(f"s-{at}", f"a-{at}", f"u-{person}", labels[letter], "1", guideline)
        for person, row in enumerate(rows)
        for at, letter in enumerate(row)
        if letter != "."
    ]


@pytest.mark.parametrize("rows", [(), ("cqs",), ("cq.", "..s")], ids=["none", "one", "apart"])
def test_no_sentence_with_two_votes(rows: tuple[str, ...]) -> None:
    """Nothing is compared, so nothing is claimed."""
    ballots = Ballots(votes(*rows), labels=LABELS)
    statistics = overall(ballots)
    for name in ("observed", *CHANCE):
        assert getattr(statistics, name) == Statistic(None, NO_PAIRS)
    assert interval_of(ballots).why == NO_PAIRS
    assert {row.specific.why for row in label_rows(ballots)} == {NO_PAIRS}
    assert {row.alpha.why for row in label_rows(ballots)} == {NO_PAIRS}


def test_all_votes_one_label() -> None:
    """Everybody agrees, and chance as alpha and kappa have it cannot be taken off: not nan, not 1.

    Gwet's chance is 0 then, and Brennan and Prediger's asks for no votes: both are 1.
    """
    ballots = Ballots(votes("cccccc", "cccccc"), labels=LABELS)
    statistics = overall(ballots)
    assert statistics.observed == Statistic(1.0)
    for name in ("krippendorff_alpha", "fleiss_kappa"):
        assert getattr(statistics, name) == Statistic(None, ONE_LABEL)
    for name in ("gwet_ac1", "brennan_prediger"):
        assert getattr(statistics, name) == Statistic(1.0)
    alone = overall(Ballots(votes("cc", "cc"), labels=["claim"]))
    assert alone.gwet_ac1 == alone.brennan_prediger == Statistic(None, ONE_LABEL)
    assert interval_of(ballots).why == ONE_LABEL
    [pair] = pair_rows(ballots)
    assert (pair.observed, pair.cohen_kappa) == (Statistic(1.0), Statistic(None, ONE_LABEL))
    claim, quote, _ = label_rows(ballots)
    assert (claim.specific, claim.confused_with) == (Statistic(1.0), "")
    assert (quote.specific, quote.alpha) == (Statistic(None, NOT_USED),) * 2


def test_another_label_on_lone_votes_does_not_help() -> None:
    """What is not compared says nothing of chance either; AC1 needs none where all agree."""
    statistics = overall(Ballots(votes("ccq", "cc."), labels=LABELS))
    assert statistics.krippendorff_alpha == Statistic(None, ONE_LABEL)
    assert statistics.gwet_ac1.value == pytest.approx(1.0)


def test_two_people_without_common_sentences() -> None:
    """Said of the pair; the others have their statistics."""
    ballots = Ballots(votes("cq..", "..sc", "cqsc"))
    assert [row.observed.why for row in pair_rows(ballots)] == [NOTHING_SHARED, "", ""]
    assert pair_rows(ballots)[0].cohen_kappa == Statistic(None, NOTHING_SHARED)


def test_votes_under_an_older_guideline_only() -> None:
    """The person is named, and why nothing of theirs counts."""
    old = [vote._replace(person="u-9", guideline="0") for vote in votes("cq")]
    ballots = Ballots([*votes("cqs", "cqc"), *old], guideline="1")
    last = person_rows(ballots)[-1]
    assert (last.person, last.why, last.others) == ("u-9", OLD_GUIDELINE, Statistic(None, last.why))
    assert pair_row(ballots, "u-0", "u-9").observed == Statistic(None, OLD_GUIDELINE)
    assert pair_row(ballots, "u-0", "u-1").observed.value == pytest.approx(2 / 3)


def test_somebody_who_was_asked_for_and_has_not_voted() -> None:
    """Is in the table all the same."""
    rows = person_rows(Ballots(votes("cqs"), people=["u-0", "u-7"]))
    assert [row.why for row in rows] == ["", NO_VOTES]


def test_few_articles_give_no_interval() -> None:
    """And so no verdict."""
    ballots = Ballots(votes("cqs", "cqc"))
    between = interval_of(ballots)
    assert (between.low, between.why, between.clusters) == (None, FEW_CLUSTERS, 3)
    assert verdict(overall(ballots).krippendorff_alpha, between).why == FEW_CLUSTERS


@pytest.mark.parametrize(
    ("alpha", "low", "high", "word"),
    [
        (0.9, 0.8, 0.95, "reliable"),
        (0.9, 0.79, 0.95, ""),
        (0.7, 0.667, 0.79, "tentative"),
        (0.7, 0.62, 0.79, ""),
        (0.7, 0.68, 0.80, ""),
        (0.3, 0.1, 0.6, BELOW),
        (0.8, 0.6, 0.9, ""),
    ],
)
def test_a_word_only_where_the_interval_is_clear(
    alpha: float, low: float, high: float, word: str
) -> None:
    """Krippendorff's bounds, .800 and .667."""
    said = verdict(Statistic(alpha), Interval(low, high))
    assert said.word == word
    assert said.why == ("" if word else CROSSES)


def test_few_common_sentences_are_marked() -> None:
    """Under thirty."""
    for sentences, few in ((29, True), (30, False)):
        given = random_votes(1, people=2, sentences=sentences, missing=0, noise=0.2)
        [row] = pair_rows(Ballots(given))
        assert (row.n, row.few) == (sentences, few)
