"""Each person beside the others, beside gold, over time, and beside themselves."""

from __future__ import annotations

import pytest

from annotations.agreement import (
    Ballots,
    GoldLabel,
    Labelling,
    Statistic,
    Vote,
    drift,
    person_rows,
    self_agreement,
)
from annotations.agreement.statistic import ALL_IMPORTED, NO_GOLD, NO_PACE, NOT_TWICE, ONE_LABEL
from tests.unit.agreement.material import LABELS


def cast(person: str, letters: str, *, day: str = "2024-05-01", guideline: str = "1") -> list[Vote]:
    """A label's first letter for each sentence, ten seconds apart."""
    labels = {label[0]: label for label in LABELS}
    return [
        Vote(f"s-{at}", "a-1", person, labels[letter], f"{day}T10:00:{at}0.000Z", guideline)
        for at, letter in enumerate(letters)
        if letter != "."
    ]


def test_agreement_with_the_others_and_bias() -> None:
    """Over pairs with another person's vote; shares over sentences that others labelled too."""
    ballots = Ballots([*cast("u-1", "ccqs"), *cast("u-2", "cqq."), *cast("u-3", "c...")])
    one, two, three = person_rows(ballots)
    assert one.others == Statistic(3 / 4)
    assert two.others == Statistic(3 / 4)
    assert three.others == Statistic(1.0)
    assert one.labels == {"claim": 2, "quote": 1, "speculation": 1}
    # On s-0 to s-2: two claims against one and a half votes of two, one quote against two.
    assert one.bias["claim"].value == pytest.approx(1 / 3)
    assert one.bias["quote"].value == pytest.approx(-1 / 3)
    assert one.bias["speculation"].value == 0


def test_gold_leaves_out_what_the_person_settled() -> None:
    """Nobody is measured by their own decisions, nor by what is ambiguous on purpose."""
    ballots = Ballots([*cast("u-1", "ccccc"), *cast("u-2", "qqqqq")])
    gold = {
        "s-0": GoldLabel("claim", "u-1"),
        "s-1": GoldLabel("quote", "u-2"),
        "s-2": GoldLabel("claim", "u-9"),
        "s-3": GoldLabel("", "u-9"),
        "elsewhere": GoldLabel("claim", "u-9"),
    }
    one, two = person_rows(ballots, gold)
    assert (one.gold, one.golds, one.overruled) == (Statistic(0.5), 2, 1)
    assert (two.gold, two.golds, two.overruled) == (Statistic(0.0), 2, 2)
    assert person_rows(ballots)[0].gold == Statistic(None, NO_GOLD)


def test_pace_leaves_breaks_out() -> None:
    """The median step of a sitting; labels given in one go are one step."""
    times = ["10:00:00", "10:00:04", "10:00:04", "10:00:10", "11:30:00", "11:30:05"]
    votes = [
        Vote(f"s-{at}", "a-1", "u-1", "claim", f"2024-05-01T{time}.000Z")
        for at, time in enumerate(times)
    ]
    assert person_rows(Ballots(votes))[0].seconds == Statistic(5.0)
    assert person_rows(Ballots(votes[:1]))[0].seconds == Statistic(None, NO_PACE)
    undated = [vote._replace(at=f"no. {number}") for number, vote in enumerate(votes)]
    assert person_rows(Ballots(undated))[0].seconds == Statistic(None, NO_PACE)


def test_drift_from_week_to_week() -> None:
    """By the week of a sentence's last vote; new versions of the guidelines are marked."""
    votes = [
        *cast("u-1", "cqs...", day="2024-05-01"),
        *cast("u-2", "cqq...", day="2024-05-03"),
        *cast("u-1", "...ccc", day="2024-05-05"),
        *cast("u-2", "...ccc", day="2024-05-06", guideline="2"),
    ]
    first, second = drift(Ballots(votes, labels=LABELS))
    assert (first.name, second.name) == ("2024-04-29", "2024-05-06")
    assert first.observed == Statistic(2 / 3)
    assert (first.sentences, first.votes, first.guidelines) == (3, 6, ("1",))
    assert (second.observed, second.krippendorff_alpha) == (
        Statistic(1.0),
        Statistic(None, ONE_LABEL),
    )
    assert second.guidelines == ("2",)
    assert [share.value for share in second.shares.values()] == [1.0, 0.0, 0.0]


def test_drift_by_number_of_sentences() -> None:
    """In the order of the last votes; the rest is a shorter period."""
    votes = [*cast("u-1", "cqscq"), *cast("u-2", "cqsqc")]
    periods = drift(Ballots(votes), "sentences", 2)
    assert [(one.name, one.sentences) for one in periods] == [("1–2", 2), ("3–4", 2), ("5–5", 1)]
    assert [one.observed.value for one in periods] == [1.0, 0.5, 0.0]


def labelling(
    label: str, at: int, *, sentence: str = "s-1", source: str = "own", text: str = ""
) -> Labelling:
    """A label of the one person."""
    return Labelling(sentence, "u-1", label, f"{at}", "1", source, text)


def test_a_second_pass_is_compared_with_the_first() -> None:
    """What was put right on the spot is not a change of mind."""
    [row] = self_agreement(
        [
            labelling("claim", 5, sentence="s-2", source="second-pass"),
            labelling("quote", 1),
            labelling("claim", 2),
            labelling("claim", 3, source="second-pass"),
            labelling("quote", 4, sentence="s-2"),
        ]
    )
    assert (row.again.n, row.again.observed) == (2, Statistic(0.5))
    assert row.again.changed == (("s-2", "s-2"),)
    assert row.same_text.observed == Statistic(None, NOT_TWICE)


def test_the_same_words_elsewhere_are_compared() -> None:
    """The newest label of each sentence, in order of time."""
    [row] = self_agreement(
        [
            labelling("quote", 1, sentence="s-1", text="rates rose"),
            labelling("claim", 2, sentence="s-1", text="rates rose"),
            labelling("claim", 3, sentence="s-2", text="rates rose"),
            labelling("quote", 4, sentence="s-3", text="rates rose"),
            labelling("quote", 5, sentence="s-4", text="rates fell"),
        ]
    )
    assert (row.same_text.n, row.same_text.observed) == (2, Statistic(0.5))
    assert row.same_text.changed == (("s-2", "s-3"),)
    assert row.again.n == 0


def test_imported_labels_have_no_pace() -> None:
    """Their times are those of the import, or of another program; labels beside them have one."""
    given = [
        Vote(f"s-{at}", "a-1", "u-1", "claim", f"2024-05-01T10:00:0{at}.000Z", "1", False)
        for at in range(5)
    ]
    [row] = person_rows(Ballots(given))
    assert row.seconds == Statistic(None, ALL_IMPORTED)
    own = [
        Vote(f"s-{at}", "a-1", "u-1", "claim", f"2024-05-01T10:00:{at}0.000Z", "1") for at in (1, 3)
    ]
    [row] = person_rows(Ballots([*given[2:], *own]))
    assert row.seconds == Statistic(20.0)
