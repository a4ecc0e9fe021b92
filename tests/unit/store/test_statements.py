"""Statements: what is said here that is no label; the same over every store."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.errors import StoreError
from annotations.store import Statement, Store, open_store
from annotations.store.verify import Kind, check


def gold(label: str, about: str = "s-1") -> Statement:
    """A decision about a sentence."""
    return Statement("gold", about, {"label": label, "basis": ["e-2", "e-1"]})


def said(store: Store, kind: str = "gold") -> dict[str, list[str]]:
    """The labels that hold, by sentence."""
    return {
        about: [one.value["label"] for one in heads]
        for about, heads in store.statements(kind).items()
    }


def test_the_last_statement_of_a_register_holds(store: Store, ana: str) -> None:
    """Whoever made it; in the order of the first ones, kinds apart."""
    ben = store.join("Ben")
    store.state(ana, [gold("claim"), gold("quote", "s-2")])
    store.state(ben, [gold("speculation")])
    store.state(ben, [Statement("comment", "s-1", {"text": "why?", "open": True, "n": 2})])

    assert said(store) == {"s-1": ["speculation"], "s-2": ["quote"]}
    [head] = store.statements("gold")["s-1"]
    assert (head.person, head.value["basis"]) == (ben, ["e-2", "e-1"])
    assert head.at.endswith("Z")
    [comment] = store.statements("comment")["s-1"]
    assert comment.value == {"text": "why?", "open": True, "n": 2}
    assert store.statements("nothing") == {}
    assert store.history(limit=1).__next__().supersedes == ()


def test_what_is_withdrawn_or_said_again_is_no_event(store: Store, ana: str) -> None:
    """A withdrawn statement is left out; one that says the same leaves no trace."""
    store.state(ana, [gold("claim")])
    store.state(ana, [gold("claim")])
    assert len(list(store.history(person=ana))) == 2  # joined, stated
    store.state(ana, [Statement("gold", "s-1")])
    assert said(store) == {}
    store.state(ana, [Statement("gold", "s-7")])
    assert len(list(store.history(person=ana))) == 3


def test_statements_are_undone_and_redone_as_one_action(store: Store, ana: str) -> None:
    """Between labels, in the order in which they were made."""
    store.state(ana, [gold("claim")])
    store.state(ana, [gold("quote"), gold("quote", "s-2")])
    assert store.undo(ana) == ()
    assert said(store) == {"s-1": ["claim"]}
    store.redo(ana)
    assert said(store) == {"s-1": ["quote"], "s-2": ["quote"]}
    store.undo(ana)
    store.undo(ana)
    assert said(store) == {}


def test_undoing_passes_over_what_is_for_good(store: Store, ana: str) -> None:
    """It was no decision of the person's."""
    store.state(ana, [gold("claim")])
    store.state(ana, [Statement("split", "a-1", {"split": "test"})], for_good=True)
    store.undo(ana)
    assert said(store) == {}
    assert store.statements("split")["a-1"][0].value == {"split": "test"}
    store.redo(ana)
    assert said(store) == {"s-1": ["claim"]}


def test_undoing_leaves_what_somebody_else_has_said_since(store: Store, ana: str) -> None:
    """Their word is newer."""
    ben = store.join("Ben")
    store.state(ana, [gold("claim")])
    store.state(ben, [gold("quote")])
    store.undo(ana)
    assert said(store) == {"s-1": ["quote"]}


@pytest.mark.parametrize(
    "statement",
    [
        Statement("", "s-1", {"a": "b"}),
        Statement("gold", "", {"a": "b"}),
        Statement("gold", "s-1", {"share": 0.5}),
        Statement("gold", "s-1", {"none": None}),
        Statement("gold", "s-1", {"deep": [["x"]]}),
    ],
)
def test_what_cannot_be_kept_is_refused(store: Store, ana: str, statement: Statement) -> None:
    """Nothing of the action is kept then."""
    with pytest.raises(StoreError):
        store.state(ana, [gold("claim"), statement])
    assert said(store) == {}
    with pytest.raises(StoreError, match="has not joined"):
        store.state("u-0", [gold("claim")])


def test_statements_are_on_the_disk(tmp_path: Path) -> None:
    """After a crash, after folding, and the tables are what the events add up to."""
    folder = tmp_path / "project"
    store = open_store(folder)
    ana = store.join("Ana")
    store.state(ana, [gold("claim"), gold("quote", "s-2")])
    other = open_store(folder)
    assert said(other) == said(store)
    other.state(other.join("Ben"), [gold("quote")])
    assert said(store) == {"s-1": ["quote"], "s-2": ["quote"]}
    store.close()
    other.close()
    assert {finding.kind for finding in check(folder)} == {Kind.GOOD}
    again = open_store(folder)
    assert said(again) == {"s-1": ["quote"], "s-2": ["quote"]}
    again.undo(again.join("Ben"))
    assert said(again) == {"s-1": ["claim"], "s-2": ["quote"]}
    again.close()
