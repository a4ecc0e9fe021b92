"""The errors' docstring draws the tree that there is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import annotations as domain
import tui
from annotations import errors
from annotations.errors import SluglineError

ROW = re.compile(r"^(?P<lines>[ │├└─]*)(?P<name>\w+Error)\b(?P<about>.*)$", re.MULTILINE)


def everything(kind: type[SluglineError]) -> Iterator[type[SluglineError]]:
    """A class and all that are made of it."""
    yield kind
    for one in kind.__subclasses__():
        yield from everything(one)


def test_the_tree_is_whole() -> None:
    """Every class of the program, below its base, with a word on what it means."""
    for package in (domain, tui):
        paths = [str(Path(one)) for one in package.__path__]
        for module in walk_packages(paths, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                import_module(module.name)
    there = {
        one.__name__: one.__base__.__name__
        for one in everything(SluglineError)
        if one.__base__ is not None and one.__module__.split(".")[0] in ("annotations", "tui")
    }
    drawn, above = {}, ["Exception"]
    for row in ROW.finditer(errors.__doc__ or ""):
        depth = len(row["lines"]) // 4
        above[depth:] = [row["name"]]
        drawn[row["name"]] = above[depth - 1] if depth > 1 else "Exception"
        assert depth == 1 or row["about"].strip(), row["name"]
    assert drawn == there
    assert {one.__module__ for one in everything(SluglineError)} == {errors.__name__}
