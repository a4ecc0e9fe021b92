"""What every store promises, over every store that there is."""

from __future__ import annotations

import msgspec
import pytest

from annotations.articles.article import Sentences
from annotations.comparison.provenance import Origin
from annotations.errors import StoreError
from annotations.language.corrections import Correction
from annotations.store import Annotation, Change, Mark, Progress, Store
from annotations.store.events import Statement, event_id_of
from tests.unit.store.material import article, change, clear, cuts


def said(store: Store, person: str | None = None) -> dict[int, Mark]:
    """What is said now, by sentence."""
    return {one.index: one.mark for one in store.annotations(person=person)}


def marks(annotations: tuple[Annotation, ...]) -> list[tuple[int, str]]:
    """Sentence and label of what a method returned."""
    return [(one.index, one.label) for one in annotations]


def test_it_is_a_store(store: Store) -> None:
    """It has every method, and nothing keeps it from being written."""
    assert isinstance(store, Store)
    assert store.project_id.startswith("p-")
    assert not store.read_only
    assert store.read_only_reason == ""


def test_an_annotation_says_who_what_when_and_by_which_event(store: Store, ana: str) -> None:
    """An annotation carries all that a vote in a training set needs."""
    [one] = store.annotate(
        ana, [change(1, "quote", unsure=True, note="a “note”")], source="carried", guideline="3"
    )
    [event] = store.history(limit=1)

    assert [one] == list(store.annotations())
    assert (one.person, one.article_id, one.index) == (ana, article().id, 1)
    assert one.sentence_id == article().sentence_id(cuts().span(1))
    assert one.mark == Mark("quote", True, "a “note”")
    assert (one.source, one.guideline) == ("carried", "3")
    assert one.event_id == event.id
    assert one.at == event.at
    assert len(one.at) == 24
    assert one.at.endswith("Z")


def test_a_later_mark_replaces_the_earlier_one(store: Store, ana: str) -> None:
    """One row a sentence; the event that it replaced is named."""
    store.annotate(ana, [change(0, "claim")])
    store.annotate(ana, [change(0, "quote")])
    first, second = reversed(list(store.history(limit=2)))

    assert said(store) == {0: Mark("quote")}
    assert second.supersedes == (first.id,)


def test_a_cleared_sentence_is_left_out_and_remembered(store: Store, ana: str) -> None:
    """Clearing is an event, not a deletion."""
    store.annotate(ana, [change(0)])
    [one] = store.annotate(ana, [clear(0)])

    assert not one.mark
    assert said(store) == {}
    assert [event.label for event in store.history(person=ana, limit=2)] == ["", "claim"]


def test_a_sentence_that_says_it_already_is_left_alone(store: Store, ana: str) -> None:
    """No event for what changes nothing."""
    store.annotate(ana, [change(0)])
    before = store.cursor()

    assert marks(store.annotate(ana, [change(0)])) == [(0, "claim")]
    assert marks(store.annotate(ana, [clear(3)])) == [(3, "")]
    assert store.cursor() == before


def test_the_same_label_from_another_source_is_news(store: Store, ana: str) -> None:
    """Accepting a carried label makes it one's own."""
    store.annotate(ana, [change(0)], source="carried")
    store.annotate(ana, [change(0)])

    assert [one.source for one in store.annotations()] == ["own"]
    assert len(list(store.history(sentence_id=change(0).sentence_id))) == 2


def test_the_last_of_two_marks_for_one_sentence_counts(store: Store, ana: str) -> None:
    """An action says one thing of a sentence."""
    store.annotate(ana, [change(0, "claim"), change(1), change(0, "quote")])
    assert said(store) == {0: Mark("quote"), 1: Mark("claim")}


@pytest.mark.parametrize(
    "wrong",
    [
        Change("a-0000000000000000", change(0).sentence_id, 0, Mark("claim")),
        Change(article().id, change(0).sentence_id, 4, Mark("claim")),
        Change(article().id, change(0).sentence_id, -1, Mark("claim")),
        Change(article().id, change(0).sentence_id, 1, Mark("claim")),
    ],
    ids=["no such article", "beyond its end", "before its start", "another sentence's id"],
)
def test_a_wrong_sentence_fails_the_whole_action(store: Store, ana: str, wrong: Change) -> None:
    """All of an action, or nothing."""
    with pytest.raises(StoreError):
        store.annotate(ana, [change(2), wrong])
    assert said(store) == {}


def test_nobody_annotates_without_joining(store: Store) -> None:
    """A row always has a name to it."""
    with pytest.raises(StoreError, match="joined"):
        store.annotate("u-nobody", [change(0)])


def test_people_are_told_apart(store: Store, ana: str) -> None:
    """Labels, progress and undo are each person's own."""
    ben = store.join("Ben")
    store.annotate(ana, [change(0, "claim")])
    store.annotate(ben, [change(0, "quote")])

    assert store.join("Ana") == ana
    assert list(store.people().items()) == [(ana, "Ana"), (ben, "Ben")]
    assert said(store, ana) == {0: Mark("claim")}
    assert said(store, ben) == {0: Mark("quote")}
    assert [one.person for one in store.annotations()] == [ana, ben]
    store.undo(ben)
    assert said(store, ana) == {0: Mark("claim")}
    assert said(store, ben) == {}


def test_annotations_come_in_reading_order_of_one_article(store: Store, ana: str) -> None:
    """By article as they were kept, and by sentence."""
    other = article("Another one. With two.")
    store.freeze(other, cuts(((0, 12), (13, 22))))
    sentence = other.sentence_id(cuts(((0, 12),)).span(0))
    store.annotate(ana, [Change(other.id, sentence, 0, Mark("claim"))])
    store.annotate(ana, [change(3)])
    store.annotate(ana, [change(1)])

    assert [one.index for one in store.annotations(article_id=article().id)] == [1, 3]
    assert [one.article_id for one in store.annotations()] == [article().id] * 2 + [other.id]
    assert list(store.annotations(article_id="a-0000000000000000")) == []
    assert list(store.annotations(person="u-nobody")) == []


def test_progress_counts_labels_doubts_and_notes(store: Store, ana: str) -> None:
    """Progress is right after labelling, changing and undoing."""
    store.annotate(ana, [change(0), change(1), change(2, "quote", unsure=True)])
    store.annotate(ana, [change(3, "", note="see above")])
    store.annotate(ana, [change(1, "quote")])

    progress = store.progress(ana)[article().id]
    assert progress == Progress({"claim": 1, "quote": 2}, unsure=1, notes=1)
    assert progress.labelled == 3
    for _ in range(3):
        store.undo(ana)
    assert store.progress(ana) == {}
    assert store.progress("u-nobody") == {}


def test_undo_and_redo_go_as_deep_as_the_work(store: Store, ana: str) -> None:
    """Single, bulk and imported actions alike."""
    store.annotate(ana, [change(0)])
    store.annotate(ana, [change(0, "quote"), change(1)])
    store.annotate(ana, [change(1, "quote", note="sure?")], source="imported")

    assert marks(store.undo(ana)) == [(1, "claim")]
    assert marks(store.undo(ana)) == [(0, "claim"), (1, "")]
    assert marks(store.undo(ana)) == [(0, "")]
    assert store.undo(ana) == ()
    assert said(store) == {}
    assert marks(store.redo(ana)) == [(0, "claim")]
    assert marks(store.redo(ana)) == [(0, "quote"), (1, "claim")]
    assert marks(store.redo(ana)) == [(1, "quote")]
    assert store.redo(ana) == ()
    assert said(store) == {0: Mark("quote"), 1: Mark("quote", note="sure?")}


def test_what_undo_would_take_back_can_be_asked(store: Store, ana: str) -> None:
    """The events of one action, labels or statements; asking changes nothing."""
    assert store.next_undo(ana) == ()
    store.annotate(ana, [change(0), change(1)])
    store.state(ana, [Statement("comment", "a", {"text": "well"})])
    assert [(one.kind, one.about) for one in store.next_undo(ana)] == [("comment", "a")]
    store.undo(ana)
    found = [(one.index, one.label) for one in store.next_undo(ana)]
    assert found == [(0, "claim"), (1, "claim")]
    assert store.next_undo(ana) == store.next_undo(ana)
    store.undo(ana)
    assert store.next_undo(ana) == ()
    store.redo(ana)
    assert len(store.next_undo(ana)) == 2


def test_undo_restores_where_a_label_came_from(store: Store, ana: str) -> None:
    """Source and guideline belong to what is restored."""
    store.annotate(ana, [change(0)], source="carried", guideline="1")
    store.annotate(ana, [change(0, "quote")], guideline="2")
    [one] = store.undo(ana)
    assert (one.label, one.source, one.guideline) == ("claim", "carried", "1")
    [one] = store.redo(ana)
    assert (one.label, one.source, one.guideline) == ("quote", "own", "2")


def test_accepting_what_was_carried_is_an_action(store: Store, ana: str) -> None:
    """The same label from the same place, but looked at now: undo takes that back."""
    came = Origin(
        article="a-0", start=0, end=9, relation="same", change="same", score=1000, mode="auto"
    )
    seen = msgspec.structs.replace(came, mode="proposed")
    carried, accepted = (
        msgspec.structs.replace(change(0), source="carried", origin=origin)
        for origin in (came, seen)
    )
    for one in (carried, carried, accepted, accepted):
        store.annotate(ana, [one])
    assert len(list(store.history(person=ana))) == 3  # joined, carried, accepted
    assert [one.origin for one in store.annotations()] == [seen]
    [undone] = store.undo(ana)
    assert undone.origin == came
    [redone] = store.redo(ana)
    assert redone.origin == seen


def test_a_new_action_ends_what_could_be_redone(store: Store, ana: str) -> None:
    """Undo is a line, not a tree."""
    store.annotate(ana, [change(0)])
    store.annotate(ana, [change(1)])
    store.undo(ana)
    store.annotate(ana, [change(2)])

    assert store.redo(ana) == ()
    assert marks(store.undo(ana)) == [(2, "")]
    assert marks(store.undo(ana)) == [(0, "")]
    assert store.undo(ana) == ()


def test_what_was_redone_can_be_undone_again(store: Store, ana: str) -> None:
    """Back and forth leaves the depth as it was."""
    store.annotate(ana, [change(0)])
    store.annotate(ana, [change(0, "quote")])
    for _ in range(3):
        assert marks(store.undo(ana)) == [(0, "claim")]
        assert marks(store.redo(ana)) == [(0, "quote")]
    assert marks(store.undo(ana)) == [(0, "claim")]
    assert marks(store.undo(ana)) == [(0, "")]
    assert store.undo(ana) == ()


def test_undoing_is_an_event_that_names_what_it_takes_back(store: Store, ana: str) -> None:
    """The history tells undoing from labelling."""
    store.annotate(ana, [change(0), change(1)])
    store.undo(ana)
    store.redo(ana)
    events = list(store.history(person=ana, limit=6))
    again, back, done = ({event.action for event in events[i : i + 2]} for i in (0, 2, 4))

    assert len(again) == len(back) == len(done) == 1
    assert {event.redoes for event in events[:2]} == done
    assert {event.undoes for event in events[2:4]} == done
    assert {event.undoes + event.redoes for event in events[4:]} == {""}


def test_nothing_to_undo_for_someone_new(store: Store, ana: str) -> None:
    """That is no error."""
    assert store.undo(ana) == store.redo(ana) == ()
    assert store.undo("u-nobody") == store.redo("u-nobody") == ()


def test_history_is_newest_first_and_filters(store: Store, ana: str) -> None:
    """By sentence, by person, by both."""
    ben = store.join("Ben")
    store.annotate(ana, [change(0)])
    store.annotate(ben, [change(0, "quote")])
    store.annotate(ana, [change(1)])
    sentence = change(0).sentence_id

    assert [event.type for event in store.history()] == ["annotate"] * 3 + ["person"] * 2
    assert [event.person for event in store.history(sentence_id=sentence)] == [ben, ana]
    assert [e.label for e in store.history(sentence_id=sentence, person=ana)] == ["claim"]
    assert [event.index for event in store.history(person=ana, limit=1)] == [1]
    assert list(store.history(sentence_id="s-0000000000000000")) == []


def test_events_are_numbered_hashed_and_ordered_by_their_clock(store: Store, ana: str) -> None:
    """What exchanging events relies on."""
    for index in range(4):
        store.annotate(ana, [change(index)])
    events = list(reversed(list(store.history())))

    assert [event.seq for event in events] == list(range(1, 6))
    assert len({event.device for event in events}) == 1
    assert all(event.project == store.project_id for event in events)
    assert all(event.id == event_id_of(event) for event in events)
    assert [event.hlc for event in events] == sorted({event.hlc for event in events})


def test_the_feed_gives_each_event_once(store: Store, ana: str) -> None:
    """From a point on, without gaps."""
    start = store.cursor()
    store.annotate(ana, [change(0), change(1)])
    middle = store.cursor()
    store.undo(ana)

    assert [event.index for event in store.changes(start)] == [0, 1, 0, 1]
    assert [event.label for event in store.changes(middle)] == ["", ""]
    assert list(store.changes(store.cursor())) == []
    assert [event.type for event in store.changes({})][:2] == ["person", "annotate"]


def test_the_first_cuts_are_the_ones_that_stay(store: Store) -> None:
    """A later cutter moves no annotation."""
    later = store.freeze(article(), Sentences([(0, 95)], cutter="rules/2"))
    kept = store.frozen(article().id)

    assert later == cuts()
    assert later.cutter == "rules/1"
    assert kept is not None
    assert kept.article == article()
    assert kept.sentences == cuts()
    assert store.frozen_ids() == (article().id,)
    assert [one.article.id for one in store.articles()] == [article().id]
    assert store.frozen("a-0000000000000000") is None


def test_lone_surrogates_do_not_reach_a_file(store: Store, ana: str) -> None:
    """What a terminal could not decode is shown as such."""
    [one] = store.annotate(ana, [change(0, note="caf\udce9 “ok” 😀")])
    assert one.note == "caf\ufffd “ok” 😀"
    ben = store.join("B\udcffn")
    assert store.people()[ben] == "B\ufffdn"


def test_hard_text_comes_back_as_it_was(store: Store, ana: str) -> None:
    """Everything that has a meaning in the journal or in JSON."""
    note = 'tab\t line\n nul\x00 quote" back\\ u2028\u2028 nel\x85 bom\ufeff ‮ \U0001f600'
    store.annotate(ana, [change(0, note=note)])
    assert [one.note for one in store.annotations()] == [note]


def test_closing_twice_is_fine(store: Store) -> None:
    """A screen that closes need not ask."""
    store.close()
    store.close()


PLACE, NOTHING = Correction("Lark", "place"), Correction("May", "nothing")
PART = Correction("Mr. Lark Friday", "person", "Lark")


def test_corrections_hold_for_everybody_and_go_by_their_words(store: Store, ana: str) -> None:
    """One for a surface, the last one, in the order of the first; each an event."""
    ben = store.join("Ben")
    store.correct(ana, [PLACE, NOTHING])
    store.correct(ben, [PART, Correction("Lark", "group")])

    assert store.corrections() == (Correction("Lark", "group"), NOTHING, PART)
    events = list(store.history(limit=4))
    assert [event.type for event in events] == ["state"] * 4
    assert [event.person for event in events] == [ben, ben, ana, ana]
    assert (events[0].about, events[0].value) == ("Lark", {"reading": "group"})
    assert events[0].supersedes == (events[3].id,)
    assert {event.action for event in events[:2]} != {event.action for event in events[2:]}
    assert all(event.id == event_id_of(event) for event in events)
    assert [event.type for event in store.changes({})] == ["person"] * 2 + ["state"] * 4
    assert list(store.annotations()) == []
    assert store.progress(ana) == {}


def test_a_correction_is_dropped_by_one_that_says_nothing(store: Store, ana: str) -> None:
    """What says the same already, or drops what is not there, is no event."""
    store.correct(ana, [PLACE])
    before = store.cursor()
    store.correct(ana, [PLACE, Correction("Nobody")])
    assert store.cursor() == before
    store.correct(ana, [Correction("Lark")])
    assert store.corrections() == ()
    store.undo(ana)
    assert store.corrections() == (PLACE,)


def test_corrections_are_kept_in_one_way(store: Store, ana: str) -> None:
    """Spaces and apostrophes are single and straight; surrogates do not reach a file."""
    store.correct(ana, [Correction(" Lark\u00a0 ’s\udce9 ", "place")])
    assert store.corrections() == (Correction("Lark 's\ufffd", "place"),)


@pytest.mark.parametrize(
    "wrong",
    [Correction("", "place"), Correction("Lark", "robot")],  # type: ignore[arg-type]
    ids=["no words", "no reading"],
)
def test_a_wrong_correction_fails_the_whole_action(
    store: Store, ana: str, wrong: Correction
) -> None:
    """All of an action, or nothing; and nobody corrects without joining."""
    with pytest.raises(StoreError, match="Not corrected"):
        store.correct(ana, [PLACE, wrong])
    with pytest.raises(StoreError, match="joined"):
        store.correct("u-nobody", [PLACE])
    assert store.corrections() == ()


def test_corrections_and_labels_are_undone_in_the_order_they_were_made(
    store: Store, ana: str
) -> None:
    """One line of actions; redone likewise, and a new one ends what could be redone."""
    store.annotate(ana, [change(0)])
    store.correct(ana, [PLACE, NOTHING])
    store.correct(ana, [Correction("Lark", "group")])
    store.annotate(ana, [change(1)])

    assert marks(store.undo(ana)) == [(1, "")]
    assert store.undo(ana) == ()
    assert store.corrections() == (PLACE, NOTHING)
    assert store.undo(ana) == ()
    assert store.corrections() == ()
    assert marks(store.undo(ana)) == [(0, "")]
    assert marks(store.redo(ana)) == [(0, "claim")]
    assert store.redo(ana) == ()
    assert store.corrections() == (PLACE, NOTHING)
    [event, *_] = store.history(limit=1)
    assert event.redoes
    store.correct(ana, [PART])
    assert store.redo(ana) == ()
    store.undo(ana)
    store.undo(ana)
    assert store.corrections() == ()
    assert said(store) == {0: Mark("claim")}


def test_undo_leaves_what_somebody_else_has_corrected_since(store: Store, ana: str) -> None:
    """Corrections are everybody's, undoing is one's own."""
    ben = store.join("Ben")
    store.correct(ana, [PLACE])
    store.correct(ben, [Correction("Lark", "group")])
    store.undo(ana)
    assert store.corrections() == (Correction("Lark", "group"),)
    store.undo(ben)
    assert store.corrections() == (PLACE,)


HALVES = ((0, 22), (23, 44), (45, 66), (67, 82), (83, 95))


def halves() -> Sentences:
    """Its sentences, one of them split."""
    return Sentences(HALVES, cutter="rules/1+edited")


def sentence(index: int, label: str = "claim") -> Change:
    """What is said of one of these."""
    return Change(article().id, article().sentence_id(halves().span(index)), index, Mark(label))


def test_an_article_can_be_cut_otherwise_before_it_is_labelled(store: Store, ana: str) -> None:
    """And back; ids follow from the spans, and later cutters change nothing."""
    assert store.recut(article(), halves()) == halves()
    kept = store.frozen(article().id)
    assert kept is not None
    assert kept.sentences == halves()
    assert kept.sentences.cutter == "rules/1+edited"
    assert kept.article == article()
    assert store.freeze(article(), cuts()) == halves()
    with pytest.raises(StoreError, match="cut anew"):
        store.annotate(ana, [change(1)])
    assert marks(store.annotate(ana, [sentence(4)])) == [(4, "claim")]
    store.undo(ana)
    assert store.recut(article(), cuts()) == cuts()
    assert marks(store.annotate(ana, [change(1)])) == [(1, "claim")]


def test_an_article_that_is_not_kept_is_kept_as_it_is_cut(store: Store) -> None:
    """Cutting is reason enough to keep it."""
    other = article("Another one. With two.")
    store.recut(other, Sentences([(0, 22)], cutter="hand"))
    kept = store.frozen(other.id)
    assert kept is not None
    assert kept.sentences.cutter == "hand"
    assert store.frozen_ids() == (article().id, other.id)


def test_no_cut_moves_under_what_anybody_has_said(store: Store, ana: str) -> None:
    """A label, a doubt or a note of anybody; the error names who, and what to do."""
    ben = store.join("Ben")
    store.annotate(ana, [change(0)])
    store.annotate(ben, [change(3, "", note="so?")])
    with pytest.raises(StoreError, match=r"Ana, Ben.*Clear them first"):
        store.recut(article(), halves())
    store.undo(ana)
    with pytest.raises(StoreError, match=r"of Ben,"):
        store.recut(article(), halves())
    kept = store.frozen(article().id)
    assert kept is not None
    assert kept.sentences == cuts()
    store.annotate(ben, [clear(3)])
    assert store.recut(article(), halves()) == halves()


@pytest.mark.parametrize("spans", [((0, 22), (20, 66)), ((0, 96),), ((5, 5),), ((9, 12), (0, 5))])
def test_cuts_that_are_none_are_refused(store: Store, spans: tuple[tuple[int, int], ...]) -> None:
    """Overlapping, outside the text, empty, out of order."""
    with pytest.raises(StoreError, match="not sentences"):
        store.recut(article(), Sentences(spans))


def test_undo_passes_over_sentences_that_are_no_more(store: Store, ana: str) -> None:
    """A label that was cleared before the cut is not brought back to another sentence."""
    store.correct(ana, [PLACE])
    store.annotate(ana, [change(1), change(3)])
    store.annotate(ana, [clear(1), clear(3)])
    store.recut(article(), halves())
    [one] = store.annotate(ana, [sentence(3, "quote")])
    [event] = store.history(limit=1)
    assert one.sentence_id == sentence(3).sentence_id
    assert event.supersedes == ()

    assert marks(store.undo(ana)) == [(3, "")]
    assert store.undo(ana) == ()
    assert store.corrections() == ()
    assert store.undo(ana) == ()
    assert said(store) == {}
    assert store.redo(ana) == ()
    assert store.corrections() == (PLACE,)
    assert marks(store.redo(ana)) == [(3, "quote")]
    assert store.redo(ana) == ()
    assert said(store) == {3: Mark("quote")}
