"""Deciding: what each key records, what it refuses, what a batch does, what undoing takes back."""

from __future__ import annotations

import pytest

from annotations.errors import RefusedError
from annotations.review.decisions import (
    batch,
    comment,
    deferral,
    gold_for,
    objection,
    side_of,
)
from annotations.review.model import Options, Place
from annotations.store import open_store
from tests.unit.review.room import IDS, PLACES, Room, case_at, places

NO_AUDIT = Options(audit=0)


@pytest.fixture
def room() -> Room:
    """Ana and Ben differ about the first four sentences, and agree on the fifth."""
    made = Room("Ana", "Ben")
    made.says("Ana", "ccccc")
    made.says("Ben", "qqssc")
    return made


def test_a_decision_rests_on_the_votes_that_were_seen(room: Room) -> None:
    """So that it can be told later what it did not know."""
    review = room.review("Ana", NO_AUDIT)
    case = case_at(review, 0)
    room.state("Ana", gold_for(review, case, "label", label="quote", reason="slip", rule="GC-2"))
    review.follow(room.store)
    gold = case_at(review, 0).gold
    assert gold is not None
    assert (gold.decision, gold.label, gold.reason, gold.rule) == ("label", "quote", "slip", "GC-2")
    assert gold.by == room.ids["Ana"]
    assert {*gold.basis} == {one.event_id for one in case.ballots}
    assert not gold.is_stale


def test_a_decision_made_on_what_has_changed_since_is_stale_at_once(room: Room) -> None:
    """A vote that came while the reviewer was thinking is not passed over."""
    review = room.review("Ana", NO_AUDIT)
    seen = case_at(review, 0)
    room.mark("Ben", 0, "speculation")
    room.state("Ana", gold_for(review, seen, "label", label="quote"))
    review.follow(room.store)
    assert case_at(review, 0).why[0] == "stale"


def test_a_vote_that_is_taken_back_makes_no_gold_stale(room: Room) -> None:
    """There is nothing said that the decision did not know."""
    review = room.review("Ana", NO_AUDIT)
    room.decide(review, 0, "claim")
    room.mark("Ben", 0, "")
    review.follow(room.store)
    assert case_at(review, 0).state == "resolved"


@pytest.mark.parametrize(
    ("decision", "reason", "label", "message"),
    [("label", "", "nonsense", "no label of this project"), ("ambiguous", "", "", "Say why")],
)
def test_what_is_refused(room: Room, decision: str, reason: str, label: str, message: str) -> None:
    """A label must be one; ambiguity needs a reason."""
    review = room.review("Ana", NO_AUDIT)
    with pytest.raises(RefusedError, match=message):
        gold_for(review, case_at(review, 0), decision, label=label, reason=reason)  # type: ignore[arg-type]


def test_ambiguous_and_badly_cut_sentences_are_resolved_without_a_label(room: Room) -> None:
    """They have no gold label on purpose."""
    review = room.review("Ana", NO_AUDIT)
    room.state("Ana", gold_for(review, case_at(review, 0), "ambiguous", reason="context"))
    room.state("Ana", gold_for(review, case_at(review, 1), "segmentation"))
    review.follow(room.store)
    for place, decision in ((0, "ambiguous"), (1, "segmentation")):
        case = case_at(review, place)
        assert case.state == "resolved"
        assert case.gold is not None
        assert (case.gold.decision, case.gold.label) == (decision, "")


def test_mine_and_theirs_are_for_two(room: Room) -> None:
    """Between two people there are two sides."""
    review = room.review("Ben", NO_AUDIT)
    case = case_at(review, 2)
    assert side_of(review, case, "mine") == "speculation"
    assert side_of(review, case, "theirs") == "claim"
    with pytest.raises(RefusedError, match="more than half"):
        side_of(review, case, "majority")


def test_the_majority_is_more_than_half_and_theirs_needs_two_people() -> None:
    """Of three people two are a majority, and nobody is the other one."""
    room = Room("Ana", "Ben", "Cyd")
    room.says("Ana", "cc")
    room.says("Ben", "cq")
    room.says("Cyd", "qs")
    review = room.review("Ana", NO_AUDIT)
    assert side_of(review, case_at(review, 0), "majority") == "claim"
    with pytest.raises(RefusedError, match="more than half"):
        side_of(review, case_at(review, 1), "majority")
    with pytest.raises(RefusedError, match="two people"):
        side_of(review, case_at(review, 0), "theirs")


def test_mine_needs_a_vote_of_mine() -> None:
    """A reviewer who did not vote has no side."""
    room = Room("Ana", "Ben", "Lead")
    room.says("Ana", "c")
    room.says("Ben", "q")
    review = room.review("Lead", NO_AUDIT)
    with pytest.raises(RefusedError, match="You have not labelled"):
        side_of(review, case_at(review, 0), "mine")


def test_what_is_put_off_comes_back_with_news(room: Room) -> None:
    """Deferred until somebody says something else of it, or it is decided."""
    review = room.review("Ana", NO_AUDIT)
    room.state("Ana", [deferral(review, case_at(review, 0))])
    review.follow(room.store)
    assert case_at(review, 0).state == "deferred"
    assert IDS[0] not in list(review.queue())
    room.mark("Ben", 0, "speculation")
    review.follow(room.store)
    assert case_at(review, 0).state == "open"
    room.state("Ana", [deferral(review, case_at(review, 0))])
    review.follow(room.store)
    assert room.decide(review, 0, "claim").state == "resolved"
    assert not room.store.statements("deferred")


def test_comments_are_one_line_and_threaded(room: Room) -> None:
    """Answers name what they answer; the oldest comes first."""
    review = room.review("Ana", NO_AUDIT)
    room.state("Ana", [comment(Place(*PLACES[4]), "Is this\n a  claim?")])
    review.follow(room.store)
    [first] = review.comments(IDS[4])
    assert first.text == "Is this a claim?"
    room.state("Ben", [comment(Place(*PLACES[4]), "It is.", reply_to=first.id)])
    review.follow(room.store)
    assert [(one.person, one.reply_to) for one in review.comments(IDS[4])] == [
        (room.ids["Ana"], ""),
        (room.ids["Ben"], first.id),
    ]
    assert case_at(review, 4).comments == 2
    with pytest.raises(RefusedError, match="empty"):
        comment(Place(*PLACES[4]), "  \n")


def test_nobody_can_object_before_anything_was_decided(room: Room) -> None:
    """An objection is to a decision."""
    review = room.review("Ana", NO_AUDIT)
    with pytest.raises(RefusedError, match="Nothing was decided"):
        objection(case_at(review, 0), room.ids["Ben"], "No.")


def test_a_batch_is_shown_first_and_undone_as_one(room: Room) -> None:
    """It decides what it can, and leaves the rest where it is."""
    room.mark("Ben", 3, "")
    room.mark("Ana", 3, "claim", unsure=True)
    review = room.review("Ana", NO_AUDIT)
    queue = review.queue()
    planned = batch(review, queue, room.ids["Ben"], "slip")
    assert (planned.total, planned.skipped) == (3, 1)
    assert planned.labels == (("quote", 2), ("speculation", 1))
    assert places([case.sentence_id for case, _ in planned.examples]) == [0, 1, 2]
    room.state("Ana", planned.statements)
    review.follow(room.store)
    assert places(list(queue)) == [3]
    room.store.undo(room.ids["Ana"])
    review.follow(room.store)
    assert places(list(queue)) == [0, 1, 2, 3]
    assert not room.store.statements("gold")


def test_a_batch_by_majority_shows_ten_examples() -> None:
    """However many there are."""
    room = Room("Ana", "Ben", "Cyd")
    for name, row in (("Ana", "c" * 12), ("Ben", "c" * 12), ("Cyd", "q" * 12)):
        room.says(name, row)
    review = room.review("Ana", NO_AUDIT)
    planned = batch(review, review.queue(), "majority")
    assert (planned.total, len(planned.examples)) == (12, 10)


def test_undoing_goes_back_to_where_it_was_also_after_a_restart(tmp_path: object) -> None:
    """Step by step, through a closed and opened project, and forward again."""
    folder = tmp_path / "project"  # type: ignore[operator]
    room = Room("Ana", "Ben", store=open_store(folder))
    room.says("Ana", "cc")
    room.says("Ben", "qq")
    review = room.review("Ana", NO_AUDIT)
    room.decide(review, 0, "claim")
    room.decide(review, 1, "quote")
    ana = room.ids["Ana"]
    room.store.close()

    room = Room("Ana", "Ben", store=open_store(folder))
    review = room.review("Ana", NO_AUDIT)
    for act, standing in (
        (room.store.undo, [True, False]),
        (room.store.redo, [True, True]),
        (room.store.undo, [True, False]),
        (room.store.undo, [False, False]),
    ):
        act(ana)
        review.follow(room.store)
        assert [case_at(review, place).gold is not None for place in (0, 1)] == standing
    assert review.counts().open == 2
    room.store.close()
