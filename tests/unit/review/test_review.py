"""A review that follows what happens is the review that would be made anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.labels import Label, LabelScheme
from annotations.review.decisions import (
    batch,
    comment,
    deferral,
    gold_for,
    objection,
    reveal,
)
from annotations.review.model import Filter, Lettered, Options
from annotations.review.review import Review
from annotations.store import Statement, open_store
from tests.unit.review.room import IDS, SCHEME, Room, case_at, meet

OPTIONS = Options(audit=0.3)
EVERYTHING = Filter(states=("open", "deferred", "resolved"))
NAMES = ("Ana", "Ben", "Cyd")

deeds = st.lists(
    st.tuples(
        st.sampled_from(
            "label label label clear decide decide ambiguous defer comment object reveal "
            "batch undo redo".split()
        ),
        st.sampled_from(NAMES),
        st.integers(0, 4),
        st.sampled_from(SCHEME.slugs),
    ),
    max_size=30,
)


def do(room: Room, review: Review, deed: str, name: str, place: int, label: str) -> None:
    """One thing that somebody does, if it can be done now."""
    case = review.case(IDS[place])
    person = room.ids[name]
    if deed in ("label", "clear"):
        room.mark(name, place, label if deed == "label" else "", unsure=label == "quote")
    elif deed in ("undo", "redo"):
        getattr(room.store, deed)(person)
    elif deed == "batch":
        room.state(name, batch(review, list(review.queue()), person).statements)
    elif case is not None:
        ways: dict[str, Callable[[], tuple[Statement, ...]]] = {
            "decide": lambda: gold_for(review, case, "label", label=label),
            "ambiguous": lambda: gold_for(review, case, "ambiguous", reason="context"),
            "defer": lambda: (deferral(review, case),),
            "comment": lambda: (comment(case, label),),
            "reveal": lambda: (reveal(review, case),),
            "object": lambda: (objection(case, person, "No."),) if case.gold else (),
        }
        room.state(name, ways[deed]())


@settings(max_examples=100)
@given(deeds)
def test_following_is_making_anew(work: Sequence[tuple[str, str, int, str]]) -> None:
    """Whatever people do, in whatever order, also what they take back."""
    room = Room(*NAMES)
    review = room.review("Ana", OPTIONS)
    open_, everything = review.queue(), review.queue(EVERYTHING)
    for deed in work:
        do(room, review, *deed)
        assert not review.follow(room.store).is_outdated
    new = room.review("Ana", OPTIONS)
    assert {one.sentence_id: one for one in review.cases()} == {
        one.sentence_id: one for one in new.cases()
    }
    assert list(open_) == list(new.queue())
    assert list(everything) == list(new.queue(EVERYTHING))
    assert review.counts() == new.counts()
    assert review.people == new.people
    for one in IDS:
        assert review.comments(one) == new.comments(one)
        assert {*review.objections(one)} == {*new.objections(one)}
        assert review.is_revealed(one) == new.is_revealed(one)


def test_events_that_are_met_twice_change_nothing() -> None:
    """A feed may bring an event again."""
    room = Room("Ana", "Ben")
    before = room.store.cursor()
    room.says("Ana", "cqs")
    room.says("Ben", "qqc")
    review = room.review("Ana", OPTIONS)
    case = room.decide(review, 0, "claim")
    room.state("Ben", [comment(case, "Why?"), objection(case, room.ids["Ben"], "No.")])
    review.follow(room.store)
    cases = {one.sentence_id: one for one in review.cases()}
    review.take(room.store.changes(before))
    assert {one.sentence_id: one for one in review.cases()} == cases
    assert len(review.comments(IDS[0])) == len(review.objections(IDS[0])) == 1


def test_a_decision_takes_no_sentence_from_those_with_votes_enough() -> None:
    """Neither one on which votes differed nor one on which they were alike, or which had one."""
    room = Room("Ana", "Ben", "Cyd")
    room.says("Ana", "ccc")
    room.says("Ben", "cq")
    room.mark("Ana", 2, "claim", unsure=True)
    review = room.review("Cyd", Options(audit=1.0))
    assert (review.counts().enough, review.counts().voted) == (2, 3)
    for place in range(3):
        room.decide(review, place, "quote")
        assert (review.counts().enough, review.counts().voted) == (2, 3)
    assert review.counts().unanimous == 0


def test_another_window_on_the_same_project_is_followed(tmp_path: Path) -> None:
    """Two reviews of one folder see each other's decisions; a bundle asks for new ones."""
    here, there = (Room("Ana", "Ben", store=open_store(tmp_path / "project")) for _ in range(2))
    here.says("Ana", "cc")
    here.says("Ben", "qq")
    one, other = here.review("Ana", OPTIONS), there.review("Ben", OPTIONS)
    here.decide(one, 0, "claim")
    followed = other.follow(there.store)
    assert (followed.changed, followed.is_outdated) == ((IDS[0],), False)
    assert case_at(other, 0) == case_at(one, 0)
    away = Room("Cyd")
    away.says("Cyd", "s")
    meet(here, away)
    assert one.follow(here.store).is_outdated
    assert other.follow(there.store).is_outdated
    here.store.close()
    there.store.close()


def test_what_came_from_elsewhere_asks_for_a_new_review() -> None:
    """Merged events come in no order that could be followed."""
    room = Room("Ana")
    room.says("Ana", "cc")
    away = Room("Ben")
    review = room.review("Ana", OPTIONS)
    away.says("Ben", "qc")
    meet(room, away)
    assert review.follow(room.store).is_outdated
    assert room.review("Ana", OPTIONS).counts().disagreements == 1


def test_an_objection_is_not_answered_by_who_did_not_know_of_it() -> None:
    """A decision that was made apart leaves it open."""
    one, other = apart()
    case = one.decide(one.review("Ana"), 0, "claim")
    meet(one, other)
    other.state("Ben", [objection(case, other.ids["Ben"], "No.")])
    one.decide(one.review("Ana"), 0, "speculation")
    meet(one, other)
    review = one.review("Ana")
    assert case_at(review, 0).why[0] == "objection"
    assert one.decide(review, 0, "speculation").state == "resolved"


def test_two_decisions_made_apart_are_a_conflict_until_somebody_who_knows_both_decides() -> None:
    """Neither of two golds wins by itself."""
    one, other = apart()
    for room, name, label in ((one, "Ana", "claim"), (other, "Ben", "quote")):
        room.decide(room.review(name), 0, label)
    meet(one, other)
    review = one.review("Ana")
    case = case_at(review, 0)
    assert case.why[0] == "conflict"
    assert case.state == "open"
    assert case.gold is not None
    assert {case.gold.label, *case.gold.rivals} == {"claim", "quote"}
    assert one.decide(review, 0, "quote").state == "resolved"
    meet(one, other)
    assert case_at(other.review("Ben"), 0).state == "resolved"


def test_two_equal_decisions_made_apart_are_no_conflict() -> None:
    """Who says the same does not contradict."""
    one, other = apart()
    for room, name in ((one, "Ana"), (other, "Ben")):
        room.decide(room.review(name), 0, "quote")
    meet(one, other)
    case = case_at(one.review("Ana"), 0)
    assert case.state == "resolved"
    assert case.gold is not None
    assert not case.gold.is_stale


def apart() -> tuple[Room, Room]:
    """Two copies of a project in which Ana and Ben differ about the first sentence."""
    one, other = Room("Ana"), Room("Ben")
    one.says("Ana", "c")
    other.says("Ben", "q")
    meet(one, other)
    return one, other


def test_a_vote_that_was_given_under_a_former_name_of_a_label_is_a_vote_for_the_label() -> None:
    """Renaming a label makes no disagreement."""
    room = Room("Ana", "Ben")
    room.says("Ana", "c")
    room.mark("Ben", 0, "statement")
    renamed = LabelScheme(
        (Label(slug="claim", key="c", formerly=("statement",)), Label(slug="quote", key="q"))
    )
    review = Review.of(room.store, renamed, room.ids["Ana"], Options(audit=0))
    assert review.counts().unanimous == 1
    assert room.review("Ana", Options(audit=0)).counts().disagreements == 1


def letters(review: Review, place: int) -> tuple[Lettered, ...]:
    """How the ballots of a sentence are shown."""
    return review.lettered(case_at(review, place))


def three_people() -> Room:
    """Three people who differ about everything."""
    room = Room(*NAMES, "Lead")
    room.says("Ana", "c" * len(IDS))
    room.says("Ben", "q" * len(IDS))
    room.says("Cyd", "s" * len(IDS))
    return room


def test_a_blind_review_shuffles_people_and_names_them_only_after_the_decision() -> None:
    """A letter says nothing of who it is."""
    room = three_people()
    review = room.review("Lead")
    assert review.is_blind
    shown = [letters(review, place) for place in range(len(IDS))]
    assert all([one.letter for one in row] == ["A", "B", "C"] for row in shown)
    assert not any(one.name for row in shown for one in row)
    assert len({row[0].ballot.person for row in shown}) > 1, "A is not always the same person"
    assert shown == [letters(room.review("Lead"), place) for place in range(len(IDS))]
    room.decide(review, 0, "claim")
    assert {one.name for one in letters(review, 0)} == set(NAMES)


def test_names_can_be_revealed_and_that_is_kept_with_the_decision() -> None:
    """A look at the names is no secret."""
    room = three_people()
    review = room.review("Lead")
    room.state("Lead", [reveal(review, case_at(review, 0))])
    review.follow(room.store)
    assert {one.name for one in letters(review, 0)} == set(NAMES)
    for place, revealed in ((0, True), (1, False)):
        gold = room.decide(review, place, "claim").gold
        assert gold is not None
        assert gold.revealed is revealed
        assert not gold.by_voter


def test_votes_can_be_kept_back_until_the_reviewer_has_decided() -> None:
    """Label first, votes after."""
    room = three_people()
    review = room.review("Lead", Options(votes_after=True))
    assert letters(review, 0) == ()
    room.decide(review, 0, "claim")
    assert len(letters(review, 0)) == 3


def test_one_of_two_people_reviews_with_open_names() -> None:
    """Between two there is nothing to hide; a third sees letters."""
    room = Room("Ana", "Ben", "Lead")
    room.says("Ana", "c")
    room.says("Ben", "q")
    review = room.review("Ana")
    assert not review.is_blind
    assert [one.name for one in letters(review, 0)] == ["Ana", "Ben"]
    gold = room.decide(review, 0, "quote").gold
    assert gold is not None
    assert gold.by_voter
    assert room.review("Lead").is_blind
