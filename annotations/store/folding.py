"""What the events add up to, computed from the first one: what the tables must say.

The store keeps that up to date event by event; here it is done all over, to check or mend it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import msgspec

from annotations.store.events import MAX_SENTENCES, Event, Mark, Progress
from annotations.store.journal import Op
from annotations.store.layers import Layered
from annotations.store.rows import (
    ARTICLES,
    CORRECTIONS,
    EVENTS,
    LABELS,
    PROGRESS,
    ArticleRow,
    CorrectionRow,
    Row,
    correction_of,
    encode,
    event_of,
)

Table = Callable[[str], Layered]
"""Gives a table by name."""


class Folded(NamedTuple):
    """Rows by table and number, as the events say they must be."""

    labels: dict[str, dict[int, Event]]
    """Per person: the event that is current."""
    orphans: list[Event]
    """Events about articles that are not kept here."""
    corrected: dict[str, Event]
    """Per surface: the event that is current, in the order of the first ones."""


def fold(names: Iterable[str], table: Table) -> Folded:
    """Add up every event; unknown kinds and versions are left alone."""
    numbers = {
        msgspec.json.decode(raw, type=ArticleRow).id: number
        for number, raw in table(ARTICLES).items()
    }
    labels: dict[str, dict[int, Event]] = {}
    orphans = []
    corrections = []
    for name in names:
        if not name.startswith(EVENTS):
            continue
        for _, raw in table(name).items():
            event = event_of(raw)
            if event.type == "correct":
                corrections.append(event)
            if event.type != "annotate":
                continue
            if event.article not in numbers:
                orphans.append(event)
                continue
            doc_id = numbers[event.article] * MAX_SENTENCES + event.index
            mine = labels.setdefault(event.person, {})
            before = mine.get(doc_id)
            if before is None or (before.hlc, before.id) < (event.hlc, event.id):
                mine[doc_id] = event
    corrections.sort(key=lambda event: (event.hlc, event.id))
    return Folded(labels, orphans, {event.surface: event for event in corrections})


def corrections(names: Iterable[str], table: Table, folded: Folded) -> Iterator[Op]:
    """The changes that make `labels`, `progress`, `corrections` what the events say, if any."""
    yield from _of_words(folded.corrected, table(CORRECTIONS))
    for person, events in folded.labels.items():
        rows = table(LABELS + person)
        for doc_id, event in sorted(events.items()):
            document = encode(row_from(event))
            if rows.get(doc_id) != document:
                yield LABELS + person, doc_id, document
        yield from _progress_corrections(person, events, table(PROGRESS + person))
    for name in names:
        if name.startswith(LABELS):
            known = folded.labels.get(name[len(LABELS) :], {})
            yield from ((name, n, None) for n, _ in table(name).items() if n not in known)


def _of_words(corrected: dict[str, Event], table: Layered) -> Iterator[Op]:
    numbers = {correction_of(raw).surface: number for number, raw in table.items()}
    last = table.last
    for surface, event in corrected.items():
        last += surface not in numbers
        number = numbers.pop(surface, last)
        document = encode(CorrectionRow(surface, event.id, event.reading, event.words))
        if table.get(number) != document:
            yield CORRECTIONS, number, document
    yield from ((CORRECTIONS, number, None) for number in numbers.values())


def row_from(event: Event) -> Row:
    """The row of the event that is current."""
    return Row(
        event.sentence,
        event.id,
        event.hlc,
        event.label,
        event.unsure,
        event.note,
        event.guideline,
        event.source,
    )


def _progress_corrections(person: str, events: dict[int, Event], table: Layered) -> Iterator[Op]:
    counted: dict[int, Progress] = {}
    for doc_id, event in events.items():
        number = doc_id // MAX_SENTENCES
        counted[number] = counted.get(number, Progress()).moved(Mark(), event.mark)
    for number, progress in sorted(counted.items()):
        raw = table.get(number)
        kept = msgspec.json.decode(raw, type=Progress) if raw else Progress()
        if kept != progress:
            yield PROGRESS + person, number, encode(progress)
