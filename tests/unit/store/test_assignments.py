"""Assignments and claims as statements: said, withdrawn, undone; the same over every store."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from annotations.store import Statement, Store
from annotations.store.article_versions import succession
from annotations.store.assignments import (
    ASSIGN,
    CLAIM,
    MOST_LETTERS,
    NOBODYS,
    Assignments,
    assigned,
    claimed,
    given_back,
    parsed,
    read_assignments,
    said_too,
    taken_away,
)
from annotations.workflow.assignment_words import Called, again, called_in, did, done, line

TITLES = {"a-0001": "Ships", "a-0002": "Apples", "a-0003": "Bees"}


@pytest.fixture
def ben(store: Store) -> str:
    """Somebody else who has joined."""
    return store.join("Ben")


def called(store: Store) -> Called:
    """What people and articles are called."""
    return called_in(store, lambda id_: TITLES.get(id_, ""))


def held(store: Store) -> dict[str, tuple[str, ...]]:
    """Whose each article is, by name."""
    found, names = read_assignments(store), store.people()
    return {id_: tuple(sorted(names[one] for one in found.people(id_))) for id_ in found.held}


def test_assigning_is_one_action_undone_in_words(store: Store, ana: str, ben: str) -> None:
    """To several people, several articles; again what it was before."""
    said = assigned(TITLES, [ana, ben], NOBODYS)
    assert done(said, called(store)) == "3 articles are assigned to Ana and Ben now."
    store.state(ana, said)
    assert held(store) == dict.fromkeys(TITLES, ("Ana", "Ben"))
    assert assigned(TITLES, [ana, ben], read_assignments(store)) == []
    taken = store.next_undo(ana)
    assert did(taken, called(store)) == "assigning 3 articles to Ana and Ben"
    store.undo(ana)
    assert again(taken, called(store)) == "3 articles: no longer assigned to Ana and Ben"
    assert read_assignments(store) == NOBODYS
    store.redo(ana)
    assert held(store) == dict.fromkeys(TITLES, ("Ana", "Ben"))


def test_taking_away_leaves_claims(store: Store, ana: str, ben: str) -> None:
    """A lead takes back what a lead gave; what somebody took is theirs to give back."""
    store.state(ana, assigned({"a-0001": "Ships"}, [ana, ben], NOBODYS))
    store.state(ben, claimed({"a-0002": "Apples"}, ben, read_assignments(store)))
    said = taken_away(TITLES, [ben], read_assignments(store))
    assert done(said, called(store)) == "“Ships” is no longer assigned to Ben."
    store.state(ana, said)
    assert held(store) == {"a-0001": ("Ana",), "a-0002": ("Ben",)}
    assert did(store.next_undo(ana), called(store)) == "taking “Ships” from Ben"
    back = given_back(TITLES, ben, read_assignments(store))
    assert back == [Statement(CLAIM, f"a-0002 {ben}")]
    assert done(back, called(store)) == "“Apples”: no longer claimed."
    store.state(ben, back)
    assert again(store.next_undo(ben), called(store)) == "“Apples” is yours again"
    assert held(store) == {"a-0001": ("Ana",)}


def test_a_claim_is_about_oneself(store: Store, ana: str, ben: str) -> None:
    """What somebody says in the name of another counts for nothing."""
    store.state(ana, [Statement(CLAIM, f"a-0001 {ben}", {"how": "hand"})])
    assert read_assignments(store) == NOBODYS
    assert claimed(TITLES, ben, NOBODYS)[0].about == f"a-0001 {ben}"
    store.state(ben, claimed(TITLES, ben, NOBODYS))
    assert read_assignments(store).of(ben) == read_assignments(store).claimed_by(ben) == {*TITLES}
    assert claimed(TITLES, ben, read_assignments(store)) == []


@pytest.mark.parametrize(
    "about",
    ["", "a-0001", "a-0001 ", " u-0123", "a-0001 ana", "a-0001 u-0123 u-4567", "a\x1b[31m u-xyz",
     "a-0001 u-0123\n", "a" * 101 + " u-0123", "a-0001 u-" + "0" * 41],
)  # fmt: skip
def test_what_no_version_writes_is_left_out(store: Store, ana: str, about: str) -> None:
    """And breaks nothing else; in words it is what it says."""
    if about:
        store.state(ana, [Statement(ASSIGN, about, {"how": ["x"], "title": 7})])
    store.state(ana, assigned({"a-0002": ""}, [ana], NOBODYS))
    assert parsed(about) is None
    assert held(store) == {"a-0002": ("Ana",)}
    store.undo(ana)
    for event in store.next_undo(ana):
        if event.kind == ASSIGN:
            assert line(event, called(store)).startswith("assigned: “")


def test_the_next_version_of_an_article_is_theirs_too(store: Store, ana: str, ben: str) -> None:
    """And is taken away with it."""
    store.state(ana, assigned({"a-0001": "Ships"}, [ben], NOBODYS))
    store.state(ana, [succession(store, "a-0001", "a-0002", ana)])
    assert held(store) == {"a-0001": ("Ben",), "a-0002": ("Ben",)}
    said = taken_away(["a-0002"], [ben], read_assignments(store))
    store.state(ana, said)
    assert read_assignments(store) == NOBODYS


def test_what_is_said_is_known_before_it_is_kept(store: Store, ana: str, ben: str) -> None:
    """As the store will read it, but for when it was."""
    steps: list[Callable[[Assignments], list[Statement]]] = [
        lambda known: assigned(TITLES, [ben], known, "rule"),
        lambda known: claimed({"a-0009": "New"}, ana, known),
        lambda known: taken_away(["a-0001"], [ben], known),
        lambda known: given_back(["a-0009", "a-0002"], ana, known),
        lambda known: [Statement(CLAIM, f"a-0003 {ben}", {"how": "hand"})],
    ]
    known = NOBODYS
    for step in steps:
        said = step(known)
        known = said_too(known, said, ana)
        store.state(ana, said)
        now = read_assignments(store)
        assert {id_: {*known.people(id_)} for id_ in known.held} == {
            id_: {*now.people(id_)} for id_ in now.held
        }
        assert known.of(ana) == now.of(ana)
        assert known.claimed_by(ana) == now.claimed_by(ana)


def test_titles_are_one_line_and_short(store: Store, ana: str) -> None:
    """Whatever a file calls itself; history names it as it is called there."""
    long = "Word\n \t" * 100
    [said] = assigned({"a-0001": long}, [ana], NOBODYS, "rule")
    assert len(said.value["title"]) <= MOST_LETTERS
    assert "\n" not in said.value["title"]
    store.state(ana, [said])
    [event] = store.next_undo(ana)
    found = line(event, Called(lambda one: one, lambda _: ""))
    assert found.startswith("assigned by rule: “Word Word")
    assert found.endswith(f"to {ana}")
    [claim] = claimed({"a-0002": "Bees"}, ana, NOBODYS)
    assert line(claim, called(store)) == "claimed: “Apples”"
    assert line(Statement(CLAIM, f"a-0003 {ana}"), called(store)) == "given back: “Bees”"
    assert line(Statement(ASSIGN, f"a-0003 {ana}"), called(store)) == "taken: “Bees” from Ana"
