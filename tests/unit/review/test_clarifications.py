"""Clarifications: numbers, versions of the guidelines, where they are shown."""

from __future__ import annotations

import pytest

from annotations.review.clarifications import (
    Rule,
    guideline_version,
    new_rule,
    next_rule,
    rules_for,
    rules_named,
    rules_of,
)
from annotations.review.model import Pair, Place
from annotations.store import Store
from tests.unit.review.room import PLACES, Room, meet

MAY: Pair = ("claim", "speculation")
SAID: Pair = ("claim", "quote")


def write(room: Room, name: str, labels: Pair, text: str, version: str = "3") -> None:
    """Somebody writes a clarification, beside the second sentence."""
    known = rules_of(room.store)
    spot = Place(*PLACES[1])
    room.state(name, [new_rule(known, spot, labels, text, "Boats may leave.", version)])


def versions(store: Store) -> list[str]:
    """The versions that the clarifications made."""
    return [one.version for one in rules_of(store)]


def test_each_takes_the_next_number_and_makes_the_guidelines_newer() -> None:
    """Of version 3 the second clarification makes 3.2."""
    room = Room("Ana")
    assert next_rule(rules_of(room.store)) == "GC-1"
    assert guideline_version("3", rules_of(room.store)) == "3"
    write(room, "Ana", MAY, "May  and could\nare speculation.")
    write(room, "Ana", SAID, "A named figure is a claim.")
    first, second = rules_of(room.store)
    assert (first.id, first.labels, first.text) == ("GC-1", MAY, "May and could are speculation.")
    assert (second.id, second.version, second.by) == ("GC-2", "3.2", room.ids["Ana"])
    assert guideline_version("3", rules_of(room.store)) == "3.2"
    room.store.undo(room.ids["Ana"])
    assert guideline_version("3", rules_of(room.store)) == "3.1"
    assert next_rule(rules_of(room.store)) == "GC-2"


def test_whoever_raises_the_version_starts_anew() -> None:
    """Clarifications are part of the guidelines then; their numbers go on."""
    room = Room("Ana")
    write(room, "Ana", MAY, "One.")
    assert guideline_version("4", rules_of(room.store)) == "4"
    write(room, "Ana", MAY, "Two.", "4")
    assert [one.id for one in rules_of(room.store)] == ["GC-1", "GC-2"]
    assert versions(room.store) == ["3.1", "4.1"]


def test_two_people_apart_may_take_one_number_and_both_stand() -> None:
    """They are told apart by a letter, the older first, alike on both sides."""
    one, other = Room("Ana"), Room("Ben")
    write(one, "Ana", MAY, "Ana's rule.")
    write(other, "Ben", SAID, "Ben's rule.")
    meet(one, other)
    assert rules_of(one.store) == rules_of(other.store)
    rules = rules_of(one.store)
    assert [one.name for one in rules] == ["GC-1a", "GC-1b"]
    assert {one.text for one in rules} == {"Ana's rule.", "Ben's rule."}
    assert guideline_version("3", rules) == "3.2", "neither had both when it was 3.1"
    assert next_rule(rules) == "GC-2"
    assert rules_named(rules, "GC-1") == rules
    assert rules_named(rules, "GC-1b") == rules[1:]


@pytest.mark.parametrize(
    ("labels", "shown"),
    [
        (("claim",), ["GC-1", "GC-2"]),
        (("quote", ""), ["GC-2"]),
        (("claim", "quote"), ["GC-2"]),
        (("quote", "claim"), ["GC-2"]),
        (("quote", "speculation"), []),
        (("", ""), []),
        ((), []),
    ],
)
def test_which_are_shown_beside_a_sentence(labels: tuple[str, ...], shown: list[str]) -> None:
    """Those of its label; of a label and a proposal, those that tell the two apart."""
    room = Room("Ana")
    write(room, "Ana", MAY, "One.")
    write(room, "Ana", SAID, "Two.")
    assert [one.id for one in rules_for(rules_of(room.store), *labels)] == shown


def test_what_a_later_version_writes_into_a_rule_does_no_harm() -> None:
    """A rule without what is known of rules is shown as far as it goes."""
    from annotations.store import Statement

    room = Room("Ana")
    room.state("Ana", [Statement("rule", "GC-x", {"more": ["a"], "index": "7"})])
    [rule] = rules_of(room.store)
    assert isinstance(rule, Rule)
    assert (rule.labels, rule.index, next_rule([rule])) == (("", ""), 0, "GC-1")
