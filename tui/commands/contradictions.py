"""`slugline export --check`: nearly the same sentences under different labels, listed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, Literal

import click
import msgspec

from annotations.dataset.contradictions import Contradiction, Labelling, contradictions, labellings
from annotations.errors import ExportError
from annotations.store.people import find_person
from tui.commands.common import progress, project_to_read, say
from tui.sanitize import safe

if TYPE_CHECKING:
    from annotations.store import Store
    from tui.settings import Settings

_KINDS: Final = {
    (True, True): "The same words, labelled both ways by one person",
    (True, False): "The same words, labelled differently by two people",
    (False, True): "Nearly the same words, labelled both ways by one person",
    (False, False): "Nearly the same words, labelled differently by two people",
}
"""By whether the words are the same, and whether one person gave both labels."""


class Place(msgspec.Struct, frozen=True):
    """A label, and where it was given."""

    article_id: str
    title: str
    sentence: int
    """From 1, as the reader counts."""
    id: str
    text: str
    annotator: str
    label: str


class Line(msgspec.Struct, frozen=True):
    """What is printed of a contradiction for other programs."""

    schema: Literal["contradiction/1"]
    same_words: bool
    by_one: bool
    one: Place
    other: Place


def list_contradictions(settings: Settings, annotator: str, *, as_json: bool) -> bool:
    """Print the contradictions of a project to stdout; whether there are any.

    Args:
        settings: The project and its label scheme.
        annotator: Whose labels alone are compared; empty for everyone's.
        as_json: One JSON object a line, in place of text.

    Raises:
        ExportError: If nobody, or more than one person, goes by `annotator`.
        StoreError: If the project cannot be read.
    """
    with project_to_read(settings.project) as store:
        only = find_person(annotator, store.people(), ExportError) if annotator else ""
        with progress(len(store.frozen_ids()), "Comparing") as advance:
            said = labellings(store, settings.config.scheme, advance)
            found = contradictions(one for one in said if only in ("", one.person))
        for number, one in enumerate(found, start=1):
            line = _line(store, one)
            if as_json:
                click.echo(msgspec.json.encode(line))
            else:
                click.echo("\n".join(_told(number, line)))
    count = f"{len(found):,} {'pair' if len(found) == 1 else 'pairs'}" if found else "No pair"
    say(f"{count} of nearly the same sentences under different labels.")
    return bool(found)


def _line(store: Store, found: Contradiction) -> Line:
    places = [_place(store, one) for one in (found.one, found.other)]
    return Line("contradiction/1", found.same_words, found.by_one, *places)


def _place(store: Store, said: Labelling) -> Place:
    kept = store.frozen(said.article_id)
    return Place(
        said.article_id,
        kept.article.title if kept else "",
        said.index + 1,
        said.sentence_id,
        said.text,
        store.people().get(said.person, said.person),
        said.label,
    )


def _told(number: int, line: Line) -> Iterator[str]:
    yield f"{number}. {_KINDS[line.same_words, line.by_one]}:"
    for place in (line.one, line.other):
        where = f"{place.title or place.article_id}, sentence {place.sentence}"
        yield safe(f"   {place.label} · {place.annotator} · {where}")
        yield safe(f"      {' '.join(place.text.split())}")
