"""Splits stay in the project."""

from __future__ import annotations

from annotations.dataset.clusters import Place
from annotations.dataset.kept_splits import KIND, exported, keep
from annotations.store import Statement
from tests.memory_store import MemoryStore

PLACES = {"a-2": Place("test", "c-2"), "a-1": Place("train", "c-1")}


def test_what_was_kept_is_found_again() -> None:
    """Later places replace earlier ones; undoing a label does not touch them."""
    store = MemoryStore()
    ana = store.join("ana")
    assert exported(store) == {}
    keep(store, ana, PLACES)
    assert exported(store) == PLACES
    keep(store, ana, {"a-1": Place("test", "c-2")})
    assert exported(store) == {**PLACES, "a-1": Place("test", "c-2")}
    store.undo(ana)
    assert exported(store) == {**PLACES, "a-1": Place("test", "c-2")}


def test_nothing_new_is_no_action() -> None:
    """It leaves no event."""
    store = MemoryStore()
    ana = store.join("ana")
    keep(store, ana, PLACES)
    before = len(list(store.history()))
    keep(store, ana, {})
    keep(store, ana, PLACES)
    assert len(list(store.history())) == before


def test_of_two_who_did_not_know_of_each_other_the_stronger_counts() -> None:
    """A test article of one copy of the project is not for training in the other."""
    ours, theirs = MemoryStore(), MemoryStore()
    keep(ours, ours.join("ana"), {"a-1": Place("train", "c-1")})
    theirs.adopt(ours.project_id)
    keep(theirs, theirs.join("ben"), {"a-1": Place("test", "c-9")})
    ours.merge(line for one in theirs.streams() for line in theirs.lines(one.device))
    assert len(ours.statements(KIND)["a-1"]) == 2
    assert exported(ours) == {"a-1": Place("test", "c-9")}


def test_what_a_later_version_may_say_is_passed_over() -> None:
    """Another split than the three is none that this version knows."""
    store = MemoryStore()
    person = store.join("ana")
    store.state(person, [Statement(KIND, "a-1", {"split": "held-out", "cluster": "c-1"})])
    assert exported(store) == {}
