"""What the events add up to, computed from the first one: what the tables must say.

The store keeps that up to date event by event; here it is done all over, to check or mend it, and
when events came from elsewhere, which may be of any age.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from annotations.store.boundary_rules import BOUNDARY, by_article
from annotations.store.engine.engine import Engine
from annotations.store.engine.journal import Op
from annotations.store.engine.overlay_table import Layered
from annotations.store.event_fold import Added, Frozen, add_up
from annotations.store.events import MAX_SENTENCES, Event, FrozenArticle, Mark, Progress
from annotations.store.redating import NEEDLE, dated, redated_by
from annotations.store.rows import (
    ARTICLES,
    EVENTS,
    LABELS,
    PEOPLE,
    PROGRESS,
    RECEIVED,
    STATED,
    ArticleRow,
    PersonRow,
    Row,
    StatedRow,
    encode,
    event_of,
    stated_of,
)
from annotations.store.statement_rules import Register, stated

Table = Callable[[str], Layered]
"""Gives a table by name."""


def fold(names: Iterable[str], table: Table, kept: Frozen) -> Added:
    """Add up every event of the tables."""
    numbers = _numbers(table)
    names = list(names)
    redated = redated_in(names, table)

    def known(article_id: str) -> FrozenArticle | None:
        return kept(article_id) if article_id in numbers else None

    return add_up(
        (
            (dated(event_of(raw), redated), name.endswith(RECEIVED))
            for name in names
            if name.startswith(EVENTS)
            for _, raw in table(name).items()
        ),
        known,
    )


def redated_in(names: Iterable[str], table: Table) -> dict[str, tuple[tuple[int, int, int], ...]]:
    """What the events of the tables say of clocks that were ahead."""
    streams = (table(name) for name in names if name.startswith(EVENTS))
    return redated_by(event_of(raw) for one in streams for _, raw in one.containing(NEEDLE))


def _numbers(table: Table) -> dict[str, int]:
    return {
        msgspec.json.decode(raw, type=ArticleRow).id: number
        for number, raw in table(ARTICLES).items()
    }


def corrections(names: Iterable[str], table: Table, folded: Added) -> Iterator[Op]:
    """The changes that make all tables but the events say what the events say, if any."""
    names = list(names)
    yield from other_corrections(names, table, folded)
    numbers = _numbers(table)
    labels: dict[str, dict[int, list[Event]]] = {}
    for (person, article_id, index), heads in folded.labels.items():
        labels.setdefault(person, {})[numbers[article_id] * MAX_SENTENCES + index] = heads
    for person, events in labels.items():
        rows = table(LABELS + person)
        for doc_id, heads in sorted(events.items()):
            document = encode(row_from(heads))
            if rows.get(doc_id) != document:
                yield LABELS + person, doc_id, document
    # Also of those who say nothing that counts any more: their sentences may be cut otherwise.
    counted = {name[len(PROGRESS) :] for name in names if name.startswith(PROGRESS)}
    for person in (*labels, *sorted(counted - labels.keys())):
        yield from _progress_corrections(person, labels.get(person, {}), table(PROGRESS + person))
    for name in names:
        if name.startswith(LABELS):
            mine = labels.get(name[len(LABELS) :], {})
            yield from ((name, n, None) for n, _ in table(name).items() if n not in mine)


def article_corrections(engine: Engine, number: int, folded: Added) -> Iterator[Op]:
    """The changes that make the labels of one article what its events say.

    Args:
        engine: Where the tables are.
        number: The article's.
        folded: What its events add up to; nothing of other articles.
    """
    labels: dict[str, dict[int, list[Event]]] = {}
    for (person, _, index), heads in folded.labels.items():
        labels.setdefault(person, {})[number * MAX_SENTENCES + index] = heads
    low, high = number * MAX_SENTENCES, (number + 1) * MAX_SENTENCES
    people = {name[len(LABELS) :] for name in engine.names() if name.startswith(LABELS)}
    for person in sorted(people | labels.keys()):
        mine = labels.get(person, {})
        now = {doc_id: encode(row_from(heads)) for doc_id, heads in sorted(mine.items())}
        rows = dict(engine.table(LABELS + person).items(low, high))
        yield from ((LABELS + person, n, None) for n in rows if n not in now)
        yield from (
            (LABELS + person, n, document) for n, document in now.items() if rows.get(n) != document
        )
        if rows or now:
            counted = Progress()
            for heads in mine.values():
                counted = counted.moved(Mark(), heads[0].mark)
            yield PROGRESS + person, number, encode(counted)


def boundaries(table: Table) -> dict[str, dict[int, bool]]:
    """The boundaries that people moved, by article."""
    rows = (stated_of(raw) for _, raw in table(STATED + BOUNDARY).items())
    return by_article((row.about, row.heads) for row in rows)


def other_corrections(names: Iterable[str], table: Table, folded: Added) -> Iterator[Op]:
    """Of `corrections`, those of people and of statements."""
    yield from _people(folded, table(PEOPLE))
    yield from _statements(names, table, folded.stated)


def _people(folded: Added, table: Layered) -> Iterator[Op]:
    """Names as they were said last; whoever only came with events is from elsewhere."""
    rows = {
        row.id: (number, row)
        for number, raw in table.items()
        for row in [msgspec.json.decode(raw, type=PersonRow)]
    }
    last = table.last
    for person in sorted(folded.people):
        number, row = rows.get(person, (0, PersonRow(person, person, elsewhere=True)))
        name = folded.names.get(person, row.name)
        now = PersonRow(person, name, row.elsewhere, folded.since.get(person, row.since))
        if not number or now != row:
            last += not number
            yield PEOPLE, number or last, encode(now)


def _statements(
    names: Iterable[str], table: Table, registers: Mapping[Register, list[Event]]
) -> Iterator[Op]:
    kinds: dict[str, dict[str, list[Event]]] = {
        name[len(STATED) :]: {} for name in names if name.startswith(STATED)
    }
    for register, heads in registers.items():
        kinds.setdefault(register.kind, {})[register.about] = heads
    for kind, wanted in kinds.items():
        rows = table(STATED + kind)
        numbers = {stated_of(raw).about: number for number, raw in rows.items()}
        last = rows.last
        for about, heads in wanted.items():
            last += about not in numbers
            number = numbers.pop(about, last)
            document = encode(StatedRow(about, tuple(map(stated, heads))))
            if rows.get(number) != document:
                yield STATED + kind, number, document
        yield from ((STATED + kind, number, None) for number in numbers.values())


def row_from(heads: list[Event]) -> Row:
    """The row that the events which nobody has replaced make; the first one counts."""
    event, *rivals = heads
    return Row(
        event.sentence,
        event.id,
        event.hlc,
        event.label,
        event.unsure,
        event.note,
        event.guideline,
        event.source,
        event.origin,
        event.said,
        tuple(rival.id for rival in rivals),
    )


def _progress_corrections(
    person: str, events: dict[int, list[Event]], table: Layered
) -> Iterator[Op]:
    counted = {number: Progress() for number, _ in table.items()}
    for doc_id, heads in events.items():
        number = doc_id // MAX_SENTENCES
        counted[number] = counted.get(number, Progress()).moved(Mark(), heads[0].mark)
    for number, progress in sorted(counted.items()):
        raw = table.get(number)
        kept = msgspec.json.decode(raw, type=Progress) if raw else Progress()
        if kept != progress:
            yield PROGRESS + person, number, encode(progress)
