"""From an action to the rows that record it: events, what is said now, progress, undo.

All of one action's rows go into one line of the journal, so they happen together or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from annotations.store import rules
from annotations.store.clock import Milliseconds, Moment
from annotations.store.engine import Engine
from annotations.store.events import (
    EVENT_VERSION,
    MAX_SENTENCES,
    Annotation,
    Mark,
    Progress,
    event_id_of,
)
from annotations.store.journal import Op
from annotations.store.registry import Registry
from annotations.store.rows import (
    EVENTS,
    LABELS,
    PROGRESS,
    UNDO,
    Entry,
    Head,
    Row,
    Was,
    encode,
    entry_of,
    event_from,
    head_of,
    row_of,
)
from annotations.store.rules import Wanted

Said = tuple[Annotation, ...]


class _Deed(NamedTuple):
    """What is to be done, and how it hangs together with what was done before."""

    person: str
    wanted: Sequence[Wanted]
    undoes: str = ""
    redoes: str = ""


class Ledger:
    """Builds the rows of actions; called while the engine holds the lock.

    Args:
        engine: Where the tables are.
        registry: Who is who.
        clock: Gives the time.
    """

    def __init__(self, engine: Engine, registry: Registry, clock: Milliseconds) -> None:
        self._engine = engine
        self._registry = registry
        self._clock = clock
        self._moment = Moment()
        self._known = -1

    def joined(self, name: str) -> tuple[list[Op], str]:
        """Rows of a person who joins, and the id."""
        device, ops = self._registry.own_device()
        person, row = self._registry.new_person(name)
        seq = self._next_seq(device)
        entry = self._sealed(self._entry(device, seq, person, type="person", note=name))
        return [*ops, row, (EVENTS + device, seq, encode(entry))], person

    def annotated(self, person: str, wanted: Sequence[Wanted]) -> tuple[list[Op], Said]:
        """Rows of a new action."""
        head = self._head(person)
        return self._done(_Deed(person, wanted), head, below=head.done)

    def undone(self, person: str) -> tuple[list[Op], Said]:
        """Rows of taking back the last action that stands."""
        head = self._head(person)
        entries = list(self._entries(head.done))
        if not entries:
            return [], ()
        wanted = [rules.restored(entry, _before(entry)) for entry in entries]
        deed = _Deed(person, wanted, undoes=head.done)
        return self._done(deed, head, below=entries[0].below)

    def redone(self, person: str) -> tuple[list[Op], Said]:
        """Rows of repeating the action undone last."""
        head = self._head(person)
        undoing = next(self._entries(head.undone), None)
        if undoing is None:
            return [], ()
        wanted = [rules.repeated(entry) for entry in self._entries(undoing.undoes)]
        deed = _Deed(person, wanted, redoes=undoing.undoes)
        return self._done(deed, head, below=head.done, rest=undoing.rest)

    def _done(
        self, deed: _Deed, head: Head, *, below: str, rest: str = ""
    ) -> tuple[list[Op], Said]:
        device, ops = self._registry.own_device()
        seq = self._next_seq(device)
        action = rules.action_id(device, seq)
        said: list[Annotation] = []
        progress: dict[int, Progress] = {}
        first = True
        for wanted in deed.wanted:
            number = self._registry.articles[wanted.article_id]
            doc_id = number * MAX_SENTENCES + wanted.index
            raw = self._engine.get(LABELS + deed.person, doc_id)
            row = row_of(raw) if raw else None
            current = row.annotation(deed.person, wanted.article_id, doc_id) if row else None
            if wanted.is_said_by(current) and not (deed.undoes or deed.redoes):
                said.append(current or rules.nothing(deed.person, wanted))
                continue
            entry = self._entry(
                device,
                seq,
                deed.person,
                **rules.fields(wanted, current),
                action=action,
                undoes=deed.undoes,
                redoes=deed.redoes,
                was=_was(row),
                below=below if first else "",
                rest=head.undone if first and deed.undoes else "",
            )
            entry = self._sealed(entry)
            row_now = Row.of(entry)
            said.append(row_now.annotation(deed.person, wanted.article_id, doc_id))
            ops.append((EVENTS + device, seq, encode(entry)))
            ops.append((LABELS + deed.person, doc_id, encode(row_now)))
            before = row.mark if row else Mark()
            progress[number] = self._progress(deed, wanted, progress.get(number), before)
            seq, first = seq + 1, False
        if first:
            return [], tuple(said)
        ops += [(PROGRESS + deed.person, n, encode(now)) for n, now in progress.items()]
        ops.append(self._moved(deed, action, below, rest))
        return ops, tuple(said)

    def _moved(self, deed: _Deed, action: str, below: str, rest: str) -> Op:
        """The person's new head of undoing and redoing."""
        head = Head(below, action) if deed.undoes else Head(action, rest)
        return UNDO, self._registry.people[deed.person], encode(head)

    def _progress(
        self, deed: _Deed, wanted: Wanted, known: Progress | None, before: Mark
    ) -> Progress:
        if known is None:
            known = self._registry.progress(deed.person).get(wanted.article_id, Progress())
        return known.moved(before, wanted.mark)

    def _head(self, person: str) -> Head:
        raw = self._engine.get(UNDO, self._registry.people.get(person, 0))
        return head_of(raw) if raw else Head()

    def _entries(self, action: str) -> Iterator[Entry]:
        """The events of an action: they stand together, from the number in its id on."""
        if not action:
            return
        table = EVENTS + rules.device_of(action)
        seq = rules.first_seq(action)
        while raw := self._engine.get(table, seq):
            entry = entry_of(raw)
            if entry.action != action:
                return
            yield entry
            seq += 1

    def _next_seq(self, device: str) -> int:
        """The next number of the device's stream; sets the clock by the event before."""
        last = self._engine.last(EVENTS + device)
        if last != self._known:
            raw = self._engine.get(EVENTS + device, last)
            if raw:
                self._moment = max(self._moment, Moment.of(entry_of(raw).hlc))
            self._known = last
        return last + 1

    def _entry(self, device: str, seq: int, person: str, **fields: object) -> Entry:
        self._moment = self._moment.after(self._clock())
        self._known = seq
        assert self._registry.meta is not None
        return Entry(
            v=EVENT_VERSION,
            id="",
            project=self._registry.meta.project,
            person=person,
            device=device,
            seq=seq,
            hlc=self._moment.stamp(device),
            **fields,  # type: ignore[arg-type]
        )

    def _sealed(self, entry: Entry) -> Entry:
        return msgspec.structs.replace(entry, id=event_id_of(event_from(entry)))


def _was(row: Row | None) -> Was | None:
    if row is None:
        return None
    return Was(row.label, row.unsure, row.note, row.guideline, row.source)


def _before(entry: Entry) -> Annotation | None:
    was = entry.was
    if was is None:
        return None
    return Annotation(
        person=entry.person,
        article_id=entry.article,
        sentence_id=entry.sentence,
        index=entry.index,
        label=was.label,
        unsure=was.unsure,
        note=was.note,
        guideline=was.guideline,
        source=was.source,
    )
