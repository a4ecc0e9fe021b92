"""What can be typed in line mode: words, what they do, and the list of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from annotations.labels import Label, LabelScheme

Lines = Iterator[str]
Session = TypeVar("Session")


class Word(NamedTuple, Generic[Session]):
    """A word that can be typed, with what stands behind it; the empty one is Enter alone."""

    names: tuple[str, ...]
    does: str
    do: Callable[[Session, str], Lines]


def by_name(table: Sequence[Word[Session]]) -> dict[str, Word[Session]]:
    """The words of a table by everything that they can be called."""
    return {name: word for word in table for name in word.names}


def key_of(label: Label) -> str:
    """What gives a label: its key; a disposition without one goes by the skip key."""
    return label.key or "-"


def labels_by_name(scheme: LabelScheme) -> dict[str, str]:
    """Slugs of the labels that can be given, by key, by slug and by name."""
    return {
        way: label.slug
        for label in scheme.givable
        for way in (key_of(label), label.slug, label.name)
    }


def listed(head: str, scheme: LabelScheme, table: Sequence[Word[Session]]) -> Lines:
    """Everything that can be typed, a line each; `head` says what a label's key does."""
    yield f"{head}: " + ", ".join(f"{key_of(label)} {label.title}" for label in scheme.givable)
    for word in table:
        yield f"{' or '.join(filter(None, word.names)) or 'Enter'}: {word.does}"
