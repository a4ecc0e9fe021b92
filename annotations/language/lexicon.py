"""Patterns that are compiled when they are first used, so that importing the rules stays cheap."""

from __future__ import annotations

import re
from typing import Any, cast


def words(text: str) -> frozenset[str]:
    """The words of `text`, split at white space; `_` stands for a space."""
    return frozenset(word.replace("_", " ") for word in text.split())


def spellings(table: str) -> dict[str, str]:
    """`meaning: spelling spelling` to a line -> {spelling: meaning}; `_` stands for a space."""
    known: dict[str, str] = {}
    meaning = ""
    for line in table.strip().splitlines():
        head, colon, rest = line.strip().partition(":")
        if colon:
            meaning = head
        for word in (rest if colon else head).split():
            known[word.replace("_", " ")] = meaning
    return known


class _Lazy:
    """Stands for a compiled pattern until somebody asks it for something."""

    def __init__(self, text: str, flags: int) -> None:
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(self._text, self._flags), name)
        # The next time Python finds it on the instance, and this method is not asked.
        setattr(self, name, value)
        return value


def lazily(text: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern `text`, compiled on first use."""
    return cast("re.Pattern[str]", _Lazy(text, flags))
