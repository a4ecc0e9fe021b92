"""Entities linked across articles."""

from __future__ import annotations

import pytest

from annotations.comparison.entity_links import link_names
from annotations.language.model import MentionType

from .material import analysis, cut_of, name


def linked(
    one: list[tuple[str, MentionType]], other: list[tuple[str, MentionType]]
) -> set[tuple[str, str]]:
    """Which names of two articles are linked."""
    a = cut_of([" met ".join(full for full, _ in one)])
    b = cut_of([" met ".join(full for full, _ in other)])
    found = link_names(
        analysis(a, mentions=[name(a, full, kind=kind) for full, kind in one]),
        analysis(b, mentions=[name(b, full, kind=kind) for full, kind in other]),
    )
    assert len(found.links) + len(found.only_a) == len(one)
    assert len(found.links) + len(found.only_b) == len(other)
    return {(link.a.name, link.b.name) for link in found.links}


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("Steve Witkoff", "Steve Witkoff", "person"),
        ("Steve Witkoff", "Witkoff", "person"),
        ("Daniel P. Driscoll", "Daniel Driscoll", "person"),
        ("D. Driscoll", "Daniel Driscoll", "person"),
        ("the Kremlin", "Kremlin", "organisation"),
        ("U.N.", "United Nations", "organisation"),
        ("NATO", "North Atlantic Treaty Organization", "organisation"),
        ("U.S.", "the United States", "place"),
    ],
)
def test_the_same(a: str, b: str, kind: MentionType) -> None:
    """Last name and full name, initials, articles and dots."""
    assert linked([(a, kind)], [(b, kind)]) == {(a, b)}
    assert linked([(b, kind)], [(a, kind)]) == {(b, a)}


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("Steve Witkoff", "Steve Bannon", "person"),
        ("Steve Witkoff", "Steve", "person"),
        ("Donald Trump", "Melania Trump", "person"),
        ("Trump administration", "Trump", "organisation"),
        ("Washington", "Oregon", "place"),
        ("WHO", "World Heritage Fund", "organisation"),
    ],
)
def test_not_the_same(a: str, b: str, kind: MentionType) -> None:
    """A shared given name, a family, an administration."""
    assert linked([(a, kind)], [(b, kind)]) == set()


def test_types_are_kept_apart() -> None:
    """A place and a person of one name are two."""
    assert linked([("Jordan", "place")], [("Jordan", "person")]) == set()


def test_a_last_name_that_could_be_two_people_is_nobody() -> None:
    """Two Trumps in one article: "Trump" in the other is not linked."""
    family: list[tuple[str, MentionType]] = [("Donald Trump", "person"), ("Eric Trump", "person")]
    assert linked(family, [("Trump", "person")]) == set()
    assert linked([("Trump", "person")], family) == set()


def test_dates_are_no_names() -> None:
    """They are compared as figures."""
    assert linked([], []) == set()
    cut = cut_of(["Monday came."])
    one = analysis(cut, mentions=[name(cut, "Monday", kind="date")])
    assert link_names(one, one).links == ()
