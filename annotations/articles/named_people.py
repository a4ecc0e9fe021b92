"""Who wrote a report, as formats write it, to the plain names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from annotations.articles import wires
from annotations.articles.lazy_patterns import lazily
from annotations.articles.marked_text import one_line

_BY: Final = lazily(r"(?:by|von|vom|par|por|di|door|av|af|przez|od|автор:?)\s+(?=\S)", 2)


def byline(*names: str) -> str:
    """Names as one text, without the word `by`, each once."""
    found = dict.fromkeys(filter(None, (_by(one_line(name)) for name in names)))
    return ", ".join(found)


def _by(text: str) -> str:
    found = _BY.match(text)
    return (text[found.end() :] if found else text).strip(" ,;|")


def agency(*names: str) -> str:
    """The news agency that one of the names is of; empty if none is."""
    return first_of(map(wires.agency, names))


def first_of(values: Iterable[str]) -> str:
    """The first that is not empty, or empty."""
    return next(filter(None, values), "")
