"""A screen is one class: what it does lives in collaborators, not in classes above it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType

import pytest
from _pytest.mark import ParameterSet
from textual.screen import Screen

import tui

LADDER = ("FollowingScreen", "DecidingScreen", "SayingScreen", "ReviewScreen")
"""The review, which is still being made one class."""


def modules() -> Iterator[ModuleType]:
    """Every module of the terminal's package."""
    for found in walk_packages(tui.__path__, "tui."):
        if not found.name.endswith("__main__"):
            yield import_module(found.name)


def screens() -> list[type[Screen[object]]]:
    """Every screen of ours."""
    found = {
        value
        for module in modules()
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Screen) and _is_ours(value)
    }
    return sorted(found, key=lambda one: one.__qualname__)


def _is_ours(value: type) -> bool:
    return value.__module__.split(".")[0] == "tui"


def _expected(screen: type) -> ParameterSet:
    ladder = screen.__name__ in LADDER
    marks = [pytest.mark.xfail(reason="still a ladder", strict=False)] if ladder else []
    return pytest.param(screen, marks=marks, id=screen.__name__)


@pytest.mark.parametrize("screen", list(map(_expected, screens())))
def test_no_screen_is_deeper_than_two_of_our_classes(screen: type) -> None:
    """A list and what all lists share; nothing below that, and no ladder of slices."""
    ours = [one.__name__ for one in screen.__mro__ if _is_ours(one) and issubclass(one, Screen)]
    assert len(ours) <= 2, " < ".join(ours)


def test_the_reader_is_one_class() -> None:
    """Of few methods: each key and each answer is a function in a table."""
    from tui.reader.screen import ReaderScreen

    assert [one for one in ReaderScreen.__mro__ if _is_ours(one)] == [ReaderScreen]
    own = [name for name, value in vars(ReaderScreen).items() if callable(value)]
    assert len(own) <= 20, own
