"""What annotators learn of what was decided, and what they can say to it."""

from __future__ import annotations

from annotations.review.clarifications import new_rule, rules_of
from annotations.review.decisions import comment, gold_for, objection
from annotations.review.model import Options, Place
from annotations.review.overruled import Overruled, overruled
from annotations.review.review import Review
from tests.unit.review.room import PLACES, Room, case_at, places


def listed(room: Room, review: Review, name: str) -> tuple[Overruled, ...]:
    """What was decided otherwise than they said."""
    return overruled(review, room.ids[name], rules_of(room.store))


def scene() -> tuple[Room, Review]:
    """Ana and Ben differ about four sentences; a third person decides on three."""
    room = Room("Ana", "Ben", "Lead")
    room.says("Ana", "cccc")
    room.says("Ben", "qqqq")
    room.state(
        "Lead",
        [
            new_rule((), Place(*PLACES[1]), ("claim", "quote"), "A rule.", "An example.", "1"),
            comment(Place(*PLACES[1]), "See the speaker."),
        ],
    )
    review = room.review("Lead", Options(audit=0))
    case = case_at(review, 1)
    room.state("Lead", gold_for(review, case, "label", label="quote", reason="slip", rule="GC-1"))
    room.state("Lead", gold_for(review, case_at(review, 3), "ambiguous", reason="context"))
    room.decide(review, 0, "claim")
    room.decide(review, 2, "quote")
    return room, review


def test_the_list_shows_label_gold_reason_rule_and_comment_the_latest_first() -> None:
    """Only what somebody else decided otherwise; what is ambiguous is nobody's mistake."""
    room, review = scene()
    found = listed(room, review, "Ana")
    assert places([one.case.sentence_id for one in found]) == [2, 1]
    last = found[1]
    assert (last.mine.label, last.gold.label, last.gold.reason) == ("claim", "quote", "slip")
    assert [one.text for one in last.rules] == ["A rule."]
    assert [one.text for one in last.comments] == ["See the speaker."]
    assert places([one.case.sentence_id for one in listed(room, review, "Ben")]) == [0]
    assert listed(room, review, "Lead") == ()


def test_who_decides_against_their_own_label_is_not_overruled() -> None:
    """Nobody has to be told what they decided themselves."""
    room = Room("Ana", "Ben")
    room.says("Ana", "c")
    room.says("Ben", "q")
    review = room.review("Ana")
    room.decide(review, 0, "quote")
    assert listed(room, review, "Ana") == ()


def test_an_objection_comes_first_and_is_answered_by_the_next_decision() -> None:
    """It stands in the list until and after it is answered."""
    room, review = scene()
    one = listed(room, review, "Ana")[1]
    room.state("Ana", [objection(one.case, room.ids["Ana"], "It is the paper's own voice.")])
    review.follow(room.store)
    first = listed(room, review, "Ana")[0]
    assert first.case.sentence_id == one.case.sentence_id
    assert first.is_open
    assert first.objection is not None
    assert first.objection.text == "It is the paper's own voice."
    room.decide(review, 1, "quote")
    again = next(x for x in listed(room, review, "Ana") if x.case.index == one.case.index)
    assert (again.is_open, again.is_answered) == (False, True)


def test_an_objection_can_be_taken_back() -> None:
    """Undoing it closes the sentence again."""
    room, review = scene()
    one = listed(room, review, "Ana")[0]
    room.state("Ana", [objection(one.case, room.ids["Ana"], "No.")])
    review.follow(room.store)
    assert case_at(review, 2).state == "open"
    room.store.undo(room.ids["Ana"])
    review.follow(room.store)
    assert case_at(review, 2).state == "resolved"
    assert listed(room, review, "Ana")[0].objection is None
