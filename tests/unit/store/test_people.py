"""Finding people by what somebody typed: one way for every command and screen."""

from __future__ import annotations

import pytest

from annotations.errors import ExportError, StoreError
from annotations.store.people import find_people, find_person

PEOPLE = {"u-0011223344556677": "Ana", "u-0011229999999999": "Ben", "u-77": "Ana"}


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("Ben", "u-0011229999999999"), ("u-77", "u-77"), ("u-00112233", "u-0011223344556677")],
)
def test_by_name_id_or_its_beginning(wanted: str, found: str) -> None:
    """A whole id needs no length."""
    assert find_person(wanted, PEOPLE) == found


def test_a_name_wins_over_the_beginning_of_an_id() -> None:
    """Somebody may be called like an id."""
    assert find_person("u-0011", {**PEOPLE, "u-9": "u-0011"}) == "u-9"


@pytest.mark.parametrize("wanted", ["Cy", "ben", "", "u-", "u-001", "0011"])
def test_nobody_is_answered_with_everyone(wanted: str) -> None:
    """Namesakes with their ids; too few letters of an id are nobody's."""
    with pytest.raises(ExportError, match=r"Ana \(u-0011223344556677\), Ben, Ana \(u-77\)"):
        find_person(wanted, PEOPLE, ExportError)
    with pytest.raises(StoreError, match="nobody yet"):
        find_people(wanted, {})


@pytest.mark.parametrize("wanted", ["Ana", "u-001122"])
def test_several_are_asked_back(wanted: str) -> None:
    """Or all taken, where that makes sense."""
    with pytest.raises(StoreError, match=r"2 people go by .*u-0011"):
        find_person(wanted, PEOPLE)
    assert len(find_people(wanted, PEOPLE)) == 2
