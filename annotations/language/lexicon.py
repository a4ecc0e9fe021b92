"""Tables of words, written as text."""

from __future__ import annotations

from annotations.articles.lazy_patterns import lazily

__all__ = ["lazily", "spellings", "words"]


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
