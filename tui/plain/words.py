"""What can be typed in line mode: words, what they do, and the list of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from annotations.labels import matching

if TYPE_CHECKING:
    from collections.abc import Mapping

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


def key_of(scheme: LabelScheme, label: Label) -> str:
    """What gives a label: its key; a disposition without one goes by the skip key; or nothing."""
    return label.key or ("-" if label == scheme.skip else "")


def labels_by_name(scheme: LabelScheme) -> dict[str, str]:
    """Slugs of the labels that can be given, by name, by slug and by key; a key comes first."""
    ways = [(way, one.slug) for one in scheme.givable for way in (one.title.casefold(), one.slug)]
    keys = [(key, one.slug) for one in scheme.givable if (key := key_of(scheme, one))]
    return dict((*ways, *keys))


def meant(typed: str, known: Mapping[str, str]) -> str:
    """The slug of the label whose key, slug or whole name was typed; empty if none was."""
    words = " ".join(typed.split())
    return known.get(words) or known.get(words.casefold() if len(words) > 1 else words, "")


def narrowed(
    typed: str, scheme: LabelScheme, recent: Sequence[str], word: str
) -> tuple[str, Sequence[str]]:
    """The one label that can be meant by some letters of its name, or lines that list several."""
    found = matching(scheme.givable, typed, recent)
    if len(found) == 1 and typed:
        return found[0].slug, ()
    if not found:
        return "", (f"No label has “{typed}” in its name; “{word}” alone lists them.",)
    keys = ((one, key_of(scheme, one)) for one in found)
    lines = [f"{one.title}, key {key}" if key else one.title for one, key in keys]
    return "", (*lines, f"Type “{word}” and letters that only one of them has.")


def listed(head: str, scheme: LabelScheme, table: Sequence[Word[Session]]) -> Lines:
    """Everything that can be typed, a line each; `head` says what a label's key does."""
    ways = (f"{key_of(scheme, one)} {one.title}".strip() for one in scheme.givable)
    yield f"{head}: " + ", ".join(ways)
    for word in table:
        yield f"{' or '.join(filter(None, word.names)) or 'Enter'}: {word.does}"
