"""The review without a screen: what keys do to its state, and what they say they changed."""

from __future__ import annotations

import pytest

from annotations.config import parse_config
from annotations.errors import RefusedError
from annotations.review.decisions import batch
from annotations.review.model import Filter
from annotations.review.precedents import precedents_of
from annotations.review.wording import why_empty
from tests.unit.review.room import ARTICLES, IDS, SCHEME, Room
from tui.keys import REVIEW, resolve
from tui.recorder import Recorder
from tui.review import bars, decisions, handlers, moving, remarks
from tui.review.open_articles import OpenArticles
from tui.review.screen import ReviewScreen
from tui.review.state import Changed, NotPossible, Outcome, ReviewState
from tui.widgets.glyphs import glyphs

KEYS = resolve({}, SCHEME)


@pytest.fixture
def room() -> Room:
    """Three people; they differ about the sentences 0, 2 and 6."""
    made = Room("ana", "ben", "cleo", "lea")
    made.says("ana", "ccqcccccqccc")
    made.says("ben", "qcqcccscqccc")
    made.says("cleo", "cccccccc" + "qccc")
    return made


def begun(room: Room, reviewer: str = "lea", only: Filter | None = None) -> ReviewState:
    """A review of the room as the screen begins it."""
    state = ReviewState(SCHEME, store=room.store, guideline="1", only=only or Filter())
    state.articles = OpenArticles(room.store, parse_config(""), ())
    review = room.review(reviewer)
    state.take(review, precedents_of(room.store, review))
    return state


def record(room: Room, state: ReviewState, outcome: Outcome) -> tuple[str, ...] | None:
    """Put on disk what a key said, and follow it, as the screen does."""
    assert state.review is not None
    room.store.state(state.review.reviewer, outcome.statements, for_good=outcome.for_good)
    return state.follow()


def at(state: ReviewState) -> int:
    """The sentence that is looked at, by number."""
    assert state.case is not None
    return IDS.index(state.case.sentence_id)


def test_a_decision_is_one_action_and_goes_on(room: Room) -> None:
    """What is recorded rests on the votes shown; title, votes and case are others."""
    state = begun(room)
    first = state.case
    assert first is not None
    outcome = decisions.decide(state, "label", label="claim")
    assert outcome.changed == Changed.ALL
    [gold] = outcome.statements
    assert (gold.kind, gold.about) == ("gold", first.sentence_id)
    assert state.case != first
    assert state.last is not None
    assert state.last.case is first
    assert state.queue is not None
    before = len(state.queue)
    assert record(room, state, outcome) == (first.sentence_id,)
    assert len(state.queue) == before - 1
    assert state.left == {first.sentence_id}


def test_the_last_decision_ends_the_review_and_an_undo_goes_back(room: Room) -> None:
    """After it there is no case; the state says that the summary is due."""
    state = begun(room)
    assert state.queue is not None
    while state.case is not None:
        record(room, state, decisions.decide(state, "label", label="claim"))
    assert state.ends
    assert not len(state.queue)
    with pytest.raises(NotPossible, match="no sentence to decide"):
        decisions.defer(state)
    assert state.review is not None
    last = next(iter(room.store.history(person=state.review.reviewer)))
    room.store.undo(state.review.reviewer)
    state.follow()
    outcome = decisions.after_undo(state, "undo", [last])
    assert outcome.changed == Changed.ALL
    assert outcome.note is None
    assert state.case is not None
    assert state.case.sentence_id == last.about
    assert last.about not in state.decided
    assert decisions.after_undo(state, "redo", []).note == ("Nothing to redo.", "", "information")


def test_a_reason_goes_to_what_was_decided_just_now(room: Room) -> None:
    """Not to the case that is shown by then; once the cursor moved, to that one."""
    state = begun(room)
    first = state.case
    assert first is not None
    record(room, state, decisions.decide(state, "label", label="claim"))
    [gold] = decisions.give_reason(state, "slip").statements
    assert gold.about == first.sentence_id
    assert gold.value["reason"] == "slip"
    moving.step(state, 1)
    with pytest.raises(NotPossible, match="Decide first"):
        decisions.give_reason(state, "slip")


def test_a_reason_for_an_old_decision_leaves_what_it_rests_on(room: Room) -> None:
    """Votes that came since are not part of it."""
    state = begun(room)
    record(room, state, decisions.decide(state, "label", label="claim"))
    state = begun(room, only=Filter(states=("resolved",)))
    assert state.case is not None
    assert state.case.gold is not None
    [gold] = decisions.give_reason(state, "context").statements
    assert gold.value["basis"] == list(state.case.gold.basis)
    assert gold.value["reason"] == "context"


def test_what_is_refused_changes_nothing() -> None:
    """No majority among two; nothing is written down as decided."""
    room = Room("ana", "ben")
    room.says("ana", "cq")
    room.says("ben", "qc")
    state = begun(room, "ben")
    case = state.case
    with pytest.raises(RefusedError, match="more than half"):
        decisions.take_side(state, "majority")
    assert (state.case, state.last, state.decided) == (case, None, set())
    assert decisions.take_side(state, "theirs").statements[0].value["label"] == "claim"


def test_before_the_votes_are_read_keys_say_so() -> None:
    """Every key that decides."""
    state = ReviewState(SCHEME)
    for act in (
        decisions.defer,
        remarks.reveal_names,
        lambda one: decisions.give_reason(one, "slip"),
    ):
        with pytest.raises(NotPossible, match="still being read"):
            act(state)
    assert moving.step(state, 1) == Outcome()


def test_moving_knows_both_ends_and_drops_the_reason(room: Room) -> None:
    """The list's order is the queue's."""
    state = begun(room)
    assert state.queue is not None
    assert [IDS[at(state)]] == list(state.queue)[:1]
    with pytest.raises(NotPossible, match="No further sentence above"):
        moving.step(state, -1)
    assert moving.to_edge(state, 1).changed == Changed.ALL
    assert [IDS[at(state)]] == list(state.queue)[-1:]
    with pytest.raises(NotPossible, match="No further sentence below"):
        moving.step(state, 1)


def test_narrowing_and_back_keeps_the_sentence(room: Room) -> None:
    """Escape widens first, then leaves."""
    state = begun(room)
    moving.narrow(state, Filter(article_id=ARTICLES[1].article.id))
    seen = at(state)
    assert seen >= 6
    assert moving.widen(state) is not None
    assert at(state) == seen
    assert moving.widen(state) is None


def test_deferred_cases_leave_the_list(room: Room) -> None:
    """And count among those that have left it."""
    state = begun(room)
    first = at(state)
    record(room, state, decisions.defer(state))
    assert at(state) != first
    assert state.left == {IDS[first]}
    assert bars.standing(state, glyphs("ascii")).at == 2


def test_a_rule_waits_for_its_decision(room: Room) -> None:
    """It is recorded at once, the link with the decision."""
    state = begun(room)
    case = state.case
    assert case is not None
    pair = remarks.pair_of(case)
    assert pair is not None
    outcome = remarks.write_rule(state, case, pair, "could is a hedge")
    assert [one.kind for one in outcome.statements] == ["rule"]
    record(room, state, outcome)
    state.read_rules()
    assert [rule.text for rule in state.rules] == ["could is a hedge"]
    [gold] = decisions.decide(state, "label", label="claim").statements
    assert gold.value["rule"] == outcome.statements[0].about
    assert state.linked == {}


def test_many_decisions_are_one_action(room: Room) -> None:
    """By the majority; those without one stay and are looked at next."""
    state = begun(room)
    assert state.review is not None
    assert state.queue is not None
    made = batch(state.review, list(state.queue), "majority")
    outcome = decisions.decide_all(state, made, by_name=False)
    assert len(outcome.statements) == made.total
    assert outcome.note is not None
    record(room, state, outcome)
    assert {IDS.index(one) for one in state.left} == {
        IDS.index(one.about) for one in made.statements
    }
    by_name = decisions.decide_all(state, made, by_name=True)
    assert all(one.value["revealed"] for one in by_name.statements)


def test_names_are_revealed_once(room: Room) -> None:
    """It is kept for good: undo passes over it."""
    state = begun(room)
    outcome = remarks.reveal_names(state)
    assert outcome.for_good
    record(room, state, outcome)
    with pytest.raises(NotPossible, match="shown already"):
        remarks.reveal_names(state)


def test_an_article_shows_what_is_decided_and_never_votes(room: Room) -> None:
    """Also once it is decided while it is open."""
    state = begun(room)
    case = state.case
    assert case is not None
    sheet = state.sheet(case.article_id)
    assert sheet is not None
    assert not any(tag.label for tag in sheet.tags.values())
    record(room, state, decisions.decide(state, "label", label="quote"))
    assert sheet.tag(case.index).label == "quote"
    assert state.text_of(case) == room_text(case.article_id, case.index)


def room_text(article_id: str, index: int) -> str:
    """The words of a sentence."""
    [kept] = [one for one in ARTICLES if one.article.id == article_id]
    return kept.sentences.span(index).of(kept.article.text)


def test_every_key_has_a_handler_and_every_handler_a_key() -> None:
    """But those that the application answers itself."""
    ids = {key.id for key in REVIEW}
    answered = {key.id for key in REVIEW if key.action.startswith("app.")}
    assert {*handlers.HANDLERS} == ids - answered
    actions = {key.id: key.action for key in ReviewScreen.table}
    assert all(actions[id_] == f"do('{id_}')" for id_ in handlers.HANDLERS)


def test_an_empty_list_says_why_and_offers_no_decision(room: Room) -> None:
    """Everything put off, narrowed to nothing, nobody else there."""
    state = begun(room)
    while state.case is not None:
        record(room, state, decisions.defer(state))
    assert bars.standing(state, glyphs("ascii")).cause == "nothing to decide"
    status = bars.KeyRow(KEYS, SCHEME).status(
        state.review, None, Recorder({}, lambda job: None), opened=True
    )
    assert (status.keys, status.by_name_key) == ((), "")
    assert {does for _, does in status.hints} == {"undo", "filter", "agreement"}
    assert "nobody else has labelled" in why_empty(0, 0, "")
    assert "all is adjudicated" in why_empty(1, 0, "")
    assert why_empty(1, 1, "f").startswith("1 sentence put off")


@pytest.mark.parametrize("count", [2, 3])
def test_hints_name_keys_that_do_something(count: int) -> None:
    """`theirs` for two who review each other, `reveal` where names are hidden."""
    room = Room("ana", "ben", "cleo")
    for name in ("ana", "ben", "cleo")[:count]:
        room.says(name, "cq" if name == "ana" else "qc")

    recorder = Recorder({}, lambda job: None)
    row, review = bars.KeyRow(KEYS, SCHEME), room.review("ben")
    case = review.queue().at(0)
    status = row.status(review, review.case(case), recorder, opened=True)
    hints = {does for _, does in status.hints}
    assert ("theirs" in hints) == (count == 2)
    assert ("reveal" in hints) == (count == 3)
