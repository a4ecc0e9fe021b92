"""From an action to the rows that record it: events, what is said now, progress, undo.

All of one action's rows go into one line of the journal, so they happen together or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from annotations.store import rules
from annotations.store.clock import Milliseconds, Moment
from annotations.store.engine import Engine
from annotations.store.events import EVENT_VERSION, MAX_SENTENCES, Annotation, Mark, Progress
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
    event_document,
    head_of,
    row_of,
)
from annotations.store.rules import Wanted

Said = tuple[Annotation, ...]


class _Deed(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be done, and how it hangs together with what was done before."""

    person: str
    wanted: Sequence[Wanted]
    below: str
    """The action that undoing goes to after this one."""
    undoes: str = ""
    redoes: str = ""
    rest: str = ""
    """The undoing action that redoing goes to after this one."""

    @property
    def is_new(self) -> bool:
        """Whether it neither takes back nor repeats another action."""
        return not (self.undoes or self.redoes)

    def head(self, action: str) -> Head:
        """Where the person's undoing and redoing begin once it is done."""
        return Head(self.below, action) if self.undoes else Head(action, self.rest)


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
        fields = self._fields(device, seq, person) | {"type": "person", "note": name}
        _, document = event_document(fields, {})
        return [*ops, row, (EVENTS + device, seq, document)], person

    def annotated(self, person: str, wanted: Sequence[Wanted]) -> tuple[list[Op], Said]:
        """Rows of a new action."""
        return self._done(_Deed(person=person, wanted=wanted, below=self._head(person).done))

    def undone(self, person: str) -> tuple[list[Op], Said]:
        """Rows of taking back the last action that stands."""
        head = self._head(person)
        entries = list(self._entries(head.done))
        if not entries:
            return [], ()
        wanted = [rules.restored(entry, _before(entry)) for entry in entries]
        below, rest = entries[0].below, head.undone
        return self._done(
            _Deed(person=person, wanted=wanted, undoes=head.done, below=below, rest=rest)
        )

    def redone(self, person: str) -> tuple[list[Op], Said]:
        """Rows of repeating the action undone last."""
        head = self._head(person)
        undoing = next(self._entries(head.undone), None)
        if undoing is None:
            return [], ()
        again = undoing.undoes
        wanted = [rules.repeated(entry) for entry in self._entries(again)]
        below, rest = head.done, undoing.rest
        return self._done(_Deed(person=person, wanted=wanted, redoes=again, below=below, rest=rest))

    def _done(self, deed: _Deed) -> tuple[list[Op], Said]:
        device, ops = self._registry.own_device()
        start = seq = self._next_seq(device)
        action = rules.action_id(device, seq)
        said: list[Annotation] = []
        progress: dict[int, Progress] = {}
        for wanted in deed.wanted:
            number = self._registry.articles[wanted.article_id]
            doc_id = number * MAX_SENTENCES + wanted.index
            raw = self._engine.get(LABELS + deed.person, doc_id)
            row = row_of(raw) if raw else None
            if deed.is_new and wanted.is_said_by(row):
                said.append(
                    row.annotation(deed.person, wanted.article_id, doc_id)
                    if row
                    else rules.nothing(deed.person, wanted)
                )
                continue
            fields = self._fields(device, seq, deed.person)
            event_id, document = self._event(deed, wanted, row, fields, action, seq == start)
            now = _row(wanted, event_id, fields["hlc"])
            said.append(now.annotation(deed.person, wanted.article_id, doc_id))
            ops.append((EVENTS + device, seq, document))
            ops.append((LABELS + deed.person, doc_id, encode(now)))
            if number not in progress:
                progress[number] = self._progress(deed.person, wanted.article_id)
            progress[number] = progress[number].moved(row.mark if row else Mark(), wanted.mark)
            seq += 1
        if seq == start:
            return [], tuple(said)
        ops += [(PROGRESS + deed.person, n, encode(now)) for n, now in progress.items()]
        ops.append((UNDO, self._registry.people[deed.person], encode(deed.head(action))))
        return ops, tuple(said)

    def _event(
        self,
        deed: _Deed,
        wanted: Wanted,
        row: Row | None,
        fields: dict[str, Any],
        action: str,
        first: bool,
    ) -> tuple[str, bytes]:
        """The event of one sentence: its id, and its document."""
        fields |= rules.fields(wanted, row.event if row else "")
        fields["action"] = action
        local: dict[str, Any] = {"was": _was(row)} if row else {}
        if deed.undoes:
            fields["undoes"] = deed.undoes
        if deed.redoes:
            fields["redoes"] = deed.redoes
        if first and deed.below:
            local["below"] = deed.below
        if first and deed.undoes and deed.rest:
            local["rest"] = deed.rest
        return event_document(fields, local)

    def _progress(self, person: str, article_id: str) -> Progress:
        return self._registry.progress(person).get(article_id, Progress())

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
            # Of every device at first: a copied project must not seem older than what it copies.
            tables = [EVENTS + device] if self._known >= 0 else self._engine.names()
            for name in tables:
                raw = self._engine.get(name, self._engine.last(name))
                if raw and name.startswith(EVENTS):
                    self._moment = max(self._moment, Moment.of(entry_of(raw).hlc))
            self._known = last
        return last + 1

    def _fields(self, device: str, seq: int, person: str) -> dict[str, Any]:
        """What every event says."""
        assert self._registry.meta is not None
        self._moment = self._moment.after(self._clock())
        self._known = seq
        return {
            "v": EVENT_VERSION,
            "project": self._registry.meta.project,
            "person": person,
            "device": device,
            "seq": seq,
            "hlc": self._moment.stamp(device),
        }


def _row(wanted: Wanted, event_id: str, hlc: str) -> Row:
    mark = wanted.mark
    return Row(
        wanted.sentence_id,
        event_id,
        hlc,
        mark.label,
        mark.unsure,
        mark.note,
        wanted.guideline,
        wanted.source,
    )


def _was(row: Row) -> Was:
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
