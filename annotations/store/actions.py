"""From an action to the rows that record it: events, what is said now, progress, undo.

All of one action's rows go into one line of the journal, so they happen together or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import msgspec

from annotations.language.resegmentation import Boundaries
from annotations.store import (
    annotation_rules,
    boundary_rules,
    correction_rules,
    rebuild,
    statement_rules,
)
from annotations.store.annotation_rules import Wanted
from annotations.store.engine.engine import Engine
from annotations.store.engine.hybrid_clock import Milliseconds, Moment
from annotations.store.engine.journal import Op
from annotations.store.event_fold import add_up
from annotations.store.events import (
    EVENT_VERSION,
    MAX_SENTENCES,
    Annotation,
    Event,
    FrozenArticle,
    Mark,
    Progress,
    Stated,
    Statement,
)
from annotations.store.redating import NOTICED, REDATE, Redated, dated, redating
from annotations.store.registry import Registry
from annotations.store.rows import (
    EVENTS,
    LABELS,
    PROGRESS,
    STATED,
    UNDO,
    Entry,
    Head,
    Row,
    StatedRow,
    Was,
    encode,
    entry_of,
    event_document,
    event_of,
    head_of,
    row_of,
)
from annotations.store.statement_rules import heads_of

Said = tuple[Annotation, ...]


class _Deed(msgspec.Struct, frozen=True, kw_only=True):
    """Who does something, and how it hangs together with what was done before."""

    person: str
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
        frozen: Gives an article as it is cut now.
        first_cut: Gives it as it was cut first.
        clock: Gives the time.
    """

    def __init__(
        self,
        engine: Engine,
        registry: Registry,
        frozen: Callable[[str], FrozenArticle | None],
        first_cut: Callable[[str], FrozenArticle | None],
        clock: Milliseconds,
    ) -> None:
        self._engine = engine
        self._registry = registry
        self._frozen = frozen
        self._first_cut = first_cut
        self._clock = clock
        self._moment = Moment()
        self._known = -1
        self._tail: tuple[bytes | None, str] = None, ""
        """The last event of our stream, as it is kept, and its id."""
        self._redated: Redated | None = None
        """What was said of clocks that were ahead when ours was set."""

    def joined(self, name: str, person: str = "") -> tuple[list[Op], str]:
        """Rows of a person who joins, from another machine if there is an id, and the id."""
        device, ops = self._registry.own_device()
        person = self._registry.newcomer(person)
        seq = self._next_seq(device)
        fields = self._fields(device, seq, person) | {"type": "person", "note": name}
        row = self._registry.joining(person, name, fields["hlc"])
        event_id, document = event_document(fields, {})
        self._tail = document, event_id
        return [*ops, row, (EVENTS + device, seq, document)], person

    def annotated(self, person: str, wanted: Sequence[Wanted]) -> tuple[list[Op], Said]:
        """Rows of a new action."""
        return self._done(self._new(person), wanted)

    def stated(self, person: str, wanted: Sequence[Statement], for_good: bool) -> list[Op]:
        """Rows of a new action that states something; undoing passes over what is for good."""
        ops = self._state(self._new(person), wanted)
        return [op for op in ops if op[0] != UNDO] if for_good else ops

    def resegmented(
        self,
        person: str,
        article_id: str,
        boundaries: Boundaries,
        changes: Callable[[FrozenArticle], Sequence[Wanted]],
    ) -> list[Op]:
        """Rows of a new action that moves boundaries and labels what comes of it.

        Args:
            person: Whoever does it.
            article_id: Of a kept article.
            boundaries: What becomes of the places.
            changes: What the new sentences shall say, asked once the article is cut so.
        """
        wanted = boundary_rules.statements(article_id, boundaries)
        return self._recut(self._new(person), article_id, wanted, changes)

    def _restate(self, deed: _Deed, wanted: Sequence[Statement]) -> list[Op]:
        """Rows of taking back or repeating statements; of boundaries, with the labels."""
        if wanted[0].kind != boundary_rules.BOUNDARY:
            return self._state(deed, wanted)
        article_id = boundary_rules.article_of(wanted[0].about)
        return self._recut(deed, article_id, wanted, lambda _: ())

    def _recut(
        self,
        deed: _Deed,
        article_id: str,
        wanted: Sequence[Statement],
        changes: Callable[[FrozenArticle], Sequence[Wanted]],
    ) -> list[Op]:
        """Rows of moved boundaries, and of everybody's labels as they stand then.

        Labels hang on the ids of sentences, so those of sentences that stay are numbered anew,
        and those of sentences that are no more do not count until they are there again.
        """
        ops = self._state(deed, wanted)
        stated = [(one.about, (one,)) for one in wanted]
        moved = self._registry.boundaries(article_id)
        moved = {**moved, **boundary_rules.by_article(stated).get(article_id, {})}
        for one in wanted:
            if not one.value:
                moved.pop(boundary_rules.place_of(one.about), None)
        first = self._first_cut(article_id)
        assert first is not None
        now = boundary_rules.edited(first, moved)
        events = list(self.events_of(article_id))
        asked = changes(now)
        if not (ops or asked):
            return []
        tail, said = ops[-1:], self._said_anew(deed, asked, events, ops)
        events += [event_of(raw) for name, _, raw in said if raw and name.startswith(EVENTS)]
        return [*ops[:-1], *said, *tail, *self.labels_of(now, events)]

    def labels_of(self, now: FrozenArticle, events: Iterable[Event]) -> Iterator[Op]:
        """Rows of everybody's labels of an article that is cut otherwise from now on."""
        folded = add_up(((event, True) for event in events), lambda _: now)
        number = self._registry.articles[now.article.id]
        return rebuild.article_corrections(self._engine, number, folded)

    def _said_anew(
        self, deed: _Deed, asked: Sequence[Wanted], events: Sequence[Event], before: list[Op]
    ) -> list[Op]:
        """Rows of the events that label sentences which come of moved boundaries."""
        device, _ = self._registry.own_device()
        numbers = [doc_id for name, doc_id, _ in before if name == EVENTS + device]
        if not numbers:
            return []
        action = annotation_rules.action_id(device, numbers[0])
        ops: list[Op] = []
        for one in asked:
            mine = [e for e in events if (e.person, e.sentence) == (deed.person, one.sentence_id)]
            heads = heads_of(mine)
            row = rebuild.row_from(heads) if heads else None
            if one.is_said_by(row):
                continue
            seq = numbers[-1] + len(ops) + 1
            fields = self._fields(device, seq, deed.person)
            fields |= annotation_rules.fields(one, tuple(head.id for head in heads))
            was = _was(row) if row else None
            _, document = _document(deed, fields, was, action, first=False)
            ops.append((EVENTS + device, seq, document))
        return ops

    def events_of(self, article_id: str) -> Iterator[Event]:
        """Every event about an article: found by its bytes, a million take tenths of a second."""
        needle = b'"article":' + encode(article_id)
        for name in self._engine.names():
            if name.startswith(EVENTS):
                table = self._engine.table(name)
                yield from (event_of(raw) for _, raw in table.containing(needle))

    def _new(self, person: str) -> _Deed:
        return _Deed(person=person, below=self._head(person).done)

    def undone(self, person: str) -> tuple[list[Op], Said]:
        """Rows of taking back the last action that stands."""
        head = self._head(person)
        action = head.done
        while entries := list(self._entries(action)):
            below = entries[0].below
            if standing := self._standing(entries):
                deed = _Deed(person=person, undoes=action, below=below, rest=head.undone)
                if states := [entry for entry in standing if entry.type == "state"]:
                    return self._restate(deed, [self._put_back(entry) for entry in states]), ()
                return self._done(deed, [annotation_rules.restored(e, e.was) for e in standing])
            action = below
        return [], ()

    def next_undone(self, person: str) -> list[Entry]:
        """The events of the last action that stands."""
        action = self._head(person).done
        while entries := list(self._entries(action)):
            if standing := self._standing(entries):
                return standing
            action = entries[0].below
        return []

    def redone(self, person: str) -> tuple[list[Op], Said]:
        """Rows of repeating the action undone last."""
        head = self._head(person)
        action = head.undone
        while undoing := next(self._entries(action), None):
            again, rest = undoing.undoes, undoing.rest
            if standing := self._standing(self._entries(again)):
                deed = _Deed(person=person, redoes=again, below=head.done, rest=rest)
                if states := [entry for entry in standing if entry.type == "state"]:
                    again_said = [Statement(e.kind, e.about, e.value) for e in states]
                    return self._restate(deed, again_said), ()
                return self._done(deed, [annotation_rules.repeated(entry) for entry in standing])
            action = rest
        return [], ()

    def ahead(self) -> list[Event]:
        """The events at the end of our stream whose clock is ahead of now, the first one first."""
        device, now = self._registry.device, self._clock()
        meta = self._registry.meta
        found: list[Event] = []
        for _, raw in self._engine.view(EVENTS + device).reversed_items() if device else ():
            event = dated(event_of(raw), meta.redated if meta else {})
            if Moment.of(event.hlc).ms <= now + NOTICED:
                break
            found.append(event)
        return found[::-1]

    def redated(self) -> list[Op]:
        """Rows that date those events anew; from then on the clock goes by the wall again."""
        ahead = self.ahead()
        if not ahead:
            return []
        device, now = self._registry.device, self._clock()
        seq = self._next_seq(device)
        value = redating(ahead[0], ahead[-1], now)
        self._moment = Moment()
        fields = self._fields(device, seq, ahead[-1].person) | {"type": REDATE, "value": value}
        event_id, document = event_document(fields, {})
        self._tail = document, event_id
        return [(EVENTS + device, seq, document)]

    def _standing(self, entries: Iterable[Entry]) -> list[Entry]:
        return [entry for entry in entries if correction_rules.stands(entry, self._frozen)]

    def _put_back(self, entry: Entry) -> Statement:
        _, now = self._registry.stated(entry.kind).get(entry.about, (0, ()))
        return statement_rules.put_back(entry, entry.was.value if entry.was else None, now)

    def _state(self, deed: _Deed, wanted: Sequence[Statement]) -> list[Op]:
        """Rows of an action that states something."""
        device, ops = self._registry.own_device()
        start = seq = self._next_seq(device)
        action = annotation_rules.action_id(device, seq)
        last: dict[str, int] = {}
        for one in wanted:
            number, heads = self._registry.stated(one.kind).get(one.about, (0, ()))
            if deed.is_new and statement_rules.says(heads, one.value):
                continue
            fields = self._fields(device, seq, deed.person) | statement_rules.fields(one, heads)
            was = Was(value=heads[0].value) if heads else None
            event_id, document = _document(deed, fields, was, action, first=seq == start)
            self._tail = document, event_id
            table = STATED + one.kind
            if not number:
                number = last[table] = last.get(table, self._engine.last(table)) + 1
            now = Stated(one.about, event_id, deed.person, fields["hlc"], one.value)
            ops.append((EVENTS + device, seq, document))
            ops.append((table, number, encode(StatedRow(one.about, (now,)))))
            seq += 1
        if seq == start:
            return []
        ops.append((UNDO, self._registry.people[deed.person], encode(deed.head(action))))
        return ops

    def _done(self, deed: _Deed, wanteds: Sequence[Wanted]) -> tuple[list[Op], Said]:
        device, ops = self._registry.own_device()
        start = seq = self._next_seq(device)
        action = annotation_rules.action_id(device, seq)
        said: list[Annotation] = []
        progress: dict[int, Progress] = {}
        for wanted in wanteds:
            number = self._registry.articles[wanted.article_id]
            doc_id = number * MAX_SENTENCES + wanted.index
            raw = self._engine.get(LABELS + deed.person, doc_id)
            row = row_of(raw) if raw else None
            if row is not None and row.sentence != wanted.sentence_id:
                row = None  # cleared, and of a sentence that was cut otherwise since
            if deed.is_new and wanted.is_said_by(row):
                said.append(
                    row.annotation(deed.person, wanted.article_id, doc_id)
                    if row
                    else annotation_rules.nothing(deed.person, wanted)
                )
                continue
            fields = self._fields(device, seq, deed.person)
            fields |= annotation_rules.fields(wanted, (row.event, *row.rivals) if row else ())
            was = _was(row) if row else None
            event_id, document = _document(deed, fields, was, action, first=seq == start)
            self._tail = document, event_id
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

    def _progress(self, person: str, article_id: str) -> Progress:
        return self._registry.progress(person).get(article_id, Progress())

    def _head(self, person: str) -> Head:
        raw = self._engine.get(UNDO, self._registry.people.get(person, 0))
        return head_of(raw) if raw else Head()

    def _entries(self, action: str) -> Iterator[Entry]:
        """The events of an action: they stand together, from the number in its id on."""
        if not action:
            return
        table = EVENTS + annotation_rules.device_of(action)
        seq = annotation_rules.first_seq(action)
        while raw := self._engine.get(table, seq):
            entry = entry_of(raw)
            if entry.action != action:
                return
            yield entry
            seq += 1

    def _next_seq(self, device: str) -> int:
        """The next number of the device's stream; sets the clock by the event before."""
        last = self._engine.last(EVENTS + device)
        meta = self._registry.meta
        if meta and meta.redated is not self._redated:
            if self._redated is not None and meta.redated != self._redated:
                # Ours was ahead, and is right again: no later event is of the future any more.
                self._moment, self._known = Moment(), -1
            self._redated = meta.redated
        if meta and meta.clock:
            self._moment = max(self._moment, Moment.of(meta.clock))
        if last != self._known:
            # Of every device at first: a copied project must not seem older than what it copies.
            tables = [EVENTS + device] if self._known >= 0 else self._engine.names()
            for name in tables:
                raw = self._engine.get(name, self._engine.last(name))
                if raw and name.startswith(EVENTS):
                    event = dated(event_of(raw), meta.redated if meta else {})
                    self._moment = max(self._moment, Moment.of(event.hlc))
            self._known = last
        raw = self._engine.get(EVENTS + device, last)
        if raw is not self._tail[0]:
            # Somebody else wrote it, or what we made was not saved.
            self._tail = raw, event_of(raw).id if raw else ""
        return last + 1

    def _fields(self, device: str, seq: int, person: str) -> dict[str, Any]:
        """What every event says."""
        assert self._registry.meta is not None
        self._moment = self._moment.after(self._clock())
        self._known = seq
        fields = {
            "v": EVENT_VERSION,
            "project": self._registry.meta.project,
            "person": person,
            "device": device,
            "seq": seq,
            "hlc": self._moment.stamp(device),
        }
        if self._tail[1]:
            fields["prev"] = self._tail[1]
        return fields


def _document(
    deed: _Deed, fields: dict[str, Any], was: Was | None, action: str, *, first: bool
) -> tuple[str, bytes]:
    """The event of one sentence or correction: its id, and its document."""
    fields["action"] = action
    local: dict[str, Any] = {"was": was} if was else {}
    if deed.undoes:
        fields["undoes"] = deed.undoes
    if deed.redoes:
        fields["redoes"] = deed.redoes
    if first and deed.below:
        local["below"] = deed.below
    if first and deed.undoes and deed.rest:
        local["rest"] = deed.rest
    return event_document(fields, local)


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
        wanted.origin,
        wanted.said,
    )


def _was(row: Row) -> Was:
    return Was(row.label, row.unsure, row.note, row.guideline, row.source, row.origin, row.said)
