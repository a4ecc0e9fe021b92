"""The gold register, and the summary of a review."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.agreement import load
from annotations.config import Config
from annotations.dataset.builder import TrainingSet
from annotations.dataset.row import Row
from annotations.review.decisions import gold_for
from annotations.review.gold import Resolution, gold_in, gold_labels
from annotations.review.model import Options
from annotations.review.review import Review
from annotations.review.summary import summary
from annotations.store import Statement
from tests.unit.review.room import ARTICLES, IDS, SCHEME, Room, case_at, meet


def register(room: Room) -> Mapping[str, Resolution]:
    """What every sentence of a room is."""
    return gold_in(Review.of(room.store, SCHEME, ""))


def scene() -> Room:
    """Three people; the lead has decided on two sentences."""
    room = Room("Ana", "Ben", "Cyd")
    room.says("Ana", "cccccc")
    room.says("Ben", "ccqqqq")
    room.says("Cyd", "c.qss")
    review = room.review("Cyd", Options(audit=0))
    room.decide(review, 2, "claim")
    room.state("Cyd", gold_for(review, case_at(review, 3), "ambiguous", reason="context"))
    return room


def test_decisions_come_before_votes() -> None:
    """And each label says what it rests on."""
    room = scene()
    gold = register(room)
    assert [(gold[one].label, gold[one].source, gold[one].left_out) for one in IDS[:6]] == [
        ("claim", "unanimous", ""),
        ("claim", "unanimous", ""),
        ("claim", "adjudicated", ""),
        ("", "adjudicated", "ambiguous"),
        ("", "single", "no majority"),
        ("", "single", "no majority"),
    ]
    assert gold[IDS[2]].by == room.ids["Cyd"]
    assert len(gold) == 6


def test_a_single_vote_and_a_majority_say_so() -> None:
    """Neither was looked at by anybody else."""
    room = Room("Ana", "Ben", "Cyd")
    room.says("Ana", "cc")
    room.says("Ben", ".c")
    room.says("Cyd", ".q")
    gold = register(room)
    assert [(gold[one].label, gold[one].source) for one in IDS[:2]] == [
        ("claim", "single"),
        ("claim", "majority"),
    ]


def test_stale_gold_stays_and_says_so() -> None:
    """A new vote removes nothing."""
    room = scene()
    room.mark("Ana", 2, "speculation")
    one = register(room)[IDS[2]]
    assert (one.label, one.stale) == ("claim", True)


def test_disputed_gold_is_none() -> None:
    """Until somebody who knows both decides."""
    here, there = Room("Ana"), Room("Ben")
    here.says("Ana", "c")
    there.says("Ben", "q")
    meet(here, there)
    here.decide(here.review("Ana"), 0, "claim")
    there.decide(there.review("Ben"), 0, "quote")
    meet(here, there)
    assert register(here)[IDS[0]].left_out == "disputed gold"


@pytest.mark.parametrize("value", [{"decision": "later"}, {"basis": "x"}, {"reason": "none"}])
def test_decisions_of_later_versions_do_no_harm(value: dict[str, str]) -> None:
    """What is not known of a decision leaves the sentence without a label, not without a review."""
    room = Room("Ana", "Ben")
    room.says("Ana", "c")
    room.says("Ben", "q")
    room.state("Ana", [Statement("gold", IDS[0], value)])
    assert register(room)[IDS[0]].label == ""
    assert case_at(room.review("Ana"), 0).gold is not None


def test_figures_of_people_against_gold_are_of_the_same_decisions() -> None:
    """Whoever asks the store or a review gets the same labels, and who decided."""
    room = scene()
    found = gold_labels(room.review("Ana"))
    assert {key: one for key, one in found.items() if one.label} == load.gold_of(room.store, SCHEME)
    assert found[IDS[2]] == ("claim", room.ids["Cyd"])
    assert found[IDS[3]].label == ""


def test_the_summary_counts_decisions_and_compares_everyone_with_gold() -> None:
    """Before: votes with votes. After: votes with gold."""
    room = scene()
    review = room.review("Cyd", Options(audit=0))
    found = summary(review)
    assert (found.decided, found.counts.open) == (2, 2)
    assert found.by_label == {"claim": 1, "quote": 0, "speculation": 0}
    assert found.by_decision == {"label": 1, "ambiguous": 1}
    assert found.by_reason == {"": 1, "context": 1}
    assert (found.by_voters, found.revealed) == (2, 0)
    assert found.gold == {"unanimous": 2, "adjudicated": 1, "ambiguous": 1, "no majority": 2}
    ana, ben, cyd = found.after
    assert [(one.n, one.overruled, one.observed.value) for one in (ana, ben)] == [
        (3, 0, 1.0),
        (3, 1, pytest.approx(2 / 3)),
    ]
    assert (cyd.person, cyd.n, cyd.overruled) == (room.ids["Cyd"], 2, 1)
    # Of the pairs of votes, 1 alike of 1, 3 of 3, 1 of 3, and none of 3, 3 and 1, a sentence each.
    assert found.before.value == pytest.approx((3 / 3 + 1 / 1 + 1 / 3 + 0 + 0 + 0) / 6)


def test_the_summary_takes_stories_for_its_interval_where_they_are_known() -> None:
    """The same interval as the figures of agreement have, which resample stories."""
    room = Room("Ana", "Ben")
    room.says("Ana", "cqscqscqscqs")
    room.says("Ben", "cqscqqcqscqc")
    review = room.review("Ana", Options(audit=0))
    stories = {kept.article.id: "one story" for kept in ARTICLES}
    alone, together = summary(review), summary(review, stories=stories)
    assert (alone.alpha_interval.clusters, together.alpha_interval.clusters) == (2, 1)
    assert alone.alpha == together.alpha


def test_the_register_of_a_review_counts_its_people_only() -> None:
    """Whoever is not chosen has no vote."""
    room = Room("Ana", "Ben")
    room.says("Ana", "c")
    room.says("Ben", "q")
    gold = gold_in(room.review("Ana", Options(people=(room.ids["Ben"],))))
    assert (gold[IDS[0]].label, gold[IDS[0]].source) == ("quote", "single")


@given(
    st.lists(st.text("cqs.", min_size=12, max_size=12), min_size=1, max_size=3),
    st.lists(
        st.tuples(
            st.integers(0, 11),
            st.sampled_from(("claim", "quote", "ambiguous", "segmentation")),
            st.booleans(),
        ),
        max_size=6,
    ),
)
def test_exports_read_gold_by_the_same_rule(
    rows: list[str], decided: list[tuple[int, str, bool]]
) -> None:
    """Each row has the label, the source and the age that the register has; nothing else is one."""
    names = [f"person {number}" for number in range(len(rows))]
    room = Room(*names)
    for name, row in zip(names, rows, strict=True):
        room.says(name, row)
    for place, what, stale in decided:
        review = room.review(names[0], Options(audit=1.0, enough=1))
        case = review.case(IDS[place])
        if case is None:
            continue
        said = (
            gold_for(review, case, "label", label=what)
            if what in SCHEME.slugs
            else gold_for(review, case, what, reason="context")  # type: ignore[arg-type]
        )
        room.state(names[0], said)
        if stale:
            room.mark(names[-1], place, "speculation", unsure=True)
    gold = register(room)
    exported = TrainingSet(room.store, Config())
    found = {row.id: row for row in exported.rows() if isinstance(row, Row)}
    assert {key: (row.label, row.gold_source, row.gold_reason) for key, row in found.items()} == {
        key: (one.label, one.source, one.reason) for key, one in gold.items() if not one.left_out
    }
    assert exported.summary.stale == sum(one.stale for one in gold.values() if not one.left_out)
    assert exported.summary.left_out.total() == sum(bool(one.left_out) for one in gold.values())
