"""Sentence boundaries that people move where there are labels already, over every store."""

from __future__ import annotations

import pytest

from annotations.articles.article import Span
from annotations.errors import StoreError
from annotations.store import Change, Mark, MemoryStore, Statement, Store
from tests.unit.store.material import article, change
from tests.unit.store.test_incoming_events import lines_of

JOIN = {23: False}
"""Makes the first two of the four sentences one."""


def said(store: Store, person: str | None = None) -> list[tuple[int, str]]:
    """What is said now, by sentence."""
    return [(one.index, one.label) for one in store.annotations(person=person)]


def about_first(store: Store, label: str, *joined: Span) -> Change:
    """What is said of the first sentence, once it goes so far."""
    kept = store.frozen(article().id)
    assert kept is not None
    span = joined[0] if joined else kept.sentences.span(0)
    return Change(kept.article.id, kept.article.sentence_id(span), 0, Mark(label))


def test_labels_of_sentences_that_stay_stay(store: Store, ana: str) -> None:
    """Under the numbers that they have now; gold of them, too."""
    gold = Statement("gold", change(3).sentence_id, {"label": "claim"})
    store.annotate(ana, [change(0, "claim"), change(2, "quote", note="n"), change(3, "claim")])
    store.state(ana, [gold])
    after = store.resegment(ana, article().id, JOIN)

    assert [span.of(article().text)[:5] for span in after.sentences.spans] == [
        "Rates",
        "Infla",
        "Nobod",
    ]
    assert said(store) == [(1, "quote"), (2, "claim")]
    assert store.progress(ana)[article().id].labels == {"quote": 1, "claim": 1}
    assert change(3).sentence_id in store.statements("gold")
    [gone] = store.stale(article().id)
    assert (gone.annotation.label, gone.span) == ("claim", Span(0, 22))


def test_a_join_with_its_label_is_one_action(store: Store, ana: str) -> None:
    """Undone and redone at once; what was said before is there again."""
    store.annotate(ana, [change(0, "claim"), change(1, "quote")])
    store.resegment(ana, article().id, JOIN, [about_first(store, "quote", Span(0, 66))])
    assert said(store) == [(0, "quote")]
    store.undo(ana)
    assert said(store) == [(0, "claim"), (1, "quote")]
    store.redo(ana)
    assert said(store) == [(0, "quote")]
    store.undo(ana)
    store.undo(ana)
    assert said(store) == []


def test_undo_takes_back_what_was_done_last(store: Store, ana: str) -> None:
    """A boundary in its turn, and nothing older in its place."""
    store.annotate(ana, [change(3, "claim")])
    store.resegment(ana, article().id, JOIN)
    store.annotate(ana, [about_first(store, "quote")])
    store.undo(ana)
    assert said(store) == [(2, "claim")]
    store.undo(ana)
    assert said(store) == [(3, "claim")]
    kept = store.frozen(article().id)
    assert kept == store.frozen(article().id, first_cut=True)


def test_a_colleagues_labels_wait_for_the_colleague(store: Store, ana: str) -> None:
    """They do not count meanwhile, are listed, and come back with the boundary."""
    ben = store.join("Ben")
    store.annotate(ben, [change(1, "quote"), change(2, "claim")])
    store.resegment(ana, article().id, JOIN)
    assert said(store, ben) == [(1, "claim")]
    assert [one.annotation.label for one in store.stale(article().id, person=ben)] == ["quote"]
    assert store.stale(article().id, person=ana) == ()
    store.resegment(ben, article().id, {23: True})
    assert said(store, ben) == [(1, "quote"), (2, "claim")]


def test_boundaries_travel(store: Store, ana: str) -> None:
    """To a project that has the article as it was cut first; both boundaries hold."""
    store.annotate(ana, [change(1, "quote"), change(3, "claim")])
    theirs = MemoryStore()
    theirs.adopt(store.project_id)
    [kept] = store.articles(first_cut=True)
    theirs.merge(lines_of(store), [kept])
    ben = theirs.join("Ben")
    theirs.resegment(ben, article().id, {90: True})
    store.resegment(ana, article().id, JOIN)
    for one, other in ((store, theirs), (theirs, store)):
        one.merge(lines_of(other))
    assert store.frozen(article().id) == theirs.frozen(article().id)
    now = store.frozen(article().id)
    assert now is not None
    assert [(span.start, span.end) for span in now.sentences.spans] == [
        (0, 66),
        (67, 82),
        (83, 89),
        (90, 95),
    ]
    assert said(store) == said(theirs) == []
    assert {one.annotation.label for one in theirs.stale(article().id)} == {"quote", "claim"}


@pytest.mark.parametrize("boundaries", [{}, {0: True}, {-3: False}, {1 << 20: True}])
def test_a_boundary_must_be_in_the_article(
    store: Store, ana: str, boundaries: dict[int, bool]
) -> None:
    """Anything else is refused, and nothing is kept."""
    before = store.cursor()
    with pytest.raises(StoreError, match="can begin there"):
        store.resegment(ana, article().id, boundaries)
    with pytest.raises(StoreError, match="not kept"):
        store.resegment(ana, "a-0000000000000000", JOIN)
    assert store.cursor() == before


def test_hostile_boundaries_change_nothing(store: Store, ana: str) -> None:
    """Registers that say nonsense are kept as statements, and the cut stays as it is."""
    before = store.frozen(article().id)
    nonsense = [
        Statement("boundary", f"{article().id}@{at}", {"begins": True})
        for at in ("-1", "x", "", "99999999999999999999", "٣", "94")
    ]
    odd = Statement("boundary", f"{article().id}@23", {"begins": "no"})
    store.state(ana, [*nonsense, odd, Statement("boundary", "nothing", {"begins": False})])
    after = store.frozen(article().id)
    assert before is not None
    assert after is not None
    assert [*after.sentences.spans][:3] == [*before.sentences.spans][:3]
