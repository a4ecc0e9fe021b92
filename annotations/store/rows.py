"""The rows of a project's tables, as they are written.

meta              1: schema version, project id
devices           n: the folders on machines that write events
people            n: id and display name
articles          n: a frozen article and its file's checksum
events/<device>   number in the device's stream: `Entry`
labels/<person>   article number x 2^20 + sentence index: `Row`
progress/<person> article number: `Progress`
undo              person's number: `Head`
stated/<kind>     in the order of first statement: `StatedRow`
vouchers          in the order in which they came: what devices signed, see `exchange.vouchers`

Events that came from elsewhere stand in `events/<device>~`, in the order in which they came.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from annotations.comparison.provenance import Origin
from annotations.store.events import (
    EVENT_VERSION,
    MAX_SENTENCES,
    Annotation,
    Event,
    Mark,
    Stated,
    Value,
    canonical_of,
    id_of,
)

SCHEMA = 1
"""The version of these tables; a change that older versions cannot read raises it."""

META, DEVICES, PEOPLE, ARTICLES, UNDO = "meta", "devices", "people", "articles", "undo"
VOUCHERS = "vouchers"
EVENTS, LABELS, PROGRESS, STATED = "events/", "labels/", "progress/", "stated/"
RECEIVED = "~"
"""Ends the name of a table of events that came from elsewhere."""

OWNED = (META, DEVICES, PEOPLE, ARTICLES, UNDO, VOUCHERS, EVENTS, LABELS, PROGRESS, STATED)
"""What only the store itself changes."""


class Meta(msgspec.Struct, frozen=True, omit_defaults=True):
    """What project this is."""

    schema: int
    project: str
    created: str
    clock: str = ""
    """The latest moment that an event from elsewhere has; events of here come after it."""
    waiting: tuple[str, ...] = ()
    """Articles that events from elsewhere are about, and that are not kept here yet."""
    redated: dict[str, tuple[tuple[int, int, int], ...]] = {}
    """What was said of clocks that were ahead; see `redating`."""


class DeviceRow(msgspec.Struct, frozen=True):
    """A writer of events: this folder, at this place, on this machine."""

    id: str
    place: str
    """A hash of machine and path: a copied folder gets a stream of its own."""


class PersonRow(msgspec.Struct, frozen=True, omit_defaults=True):
    """Someone who annotates here, or whose annotations came from elsewhere."""

    id: str
    name: str
    elsewhere: bool = False
    """Whether nobody here joined as this person: two people may go by one name."""
    since: str = ""
    """When they first joined, by hybrid clock; empty if that has not been heard of."""


class ArticleRow(msgspec.Struct, frozen=True):
    """A frozen article."""

    id: str
    sentences: int
    sha256: str
    """Of its file."""


class StatedRow(msgspec.Struct, frozen=True, omit_defaults=True):
    """A register of statements, and what it says now: mostly one thing."""

    about: str
    heads: tuple[Stated, ...]
    """The latest first; one whose value is empty was withdrawn."""


class Was(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a sentence, or a register, said before an event; all that undoing needs."""

    label: str = ""
    unsure: bool = False
    note: str = ""
    guideline: str = ""
    source: str = "own"
    origin: Origin | None = None
    said: str = ""
    value: Value = {}

    @property
    def mark(self) -> Mark:
        """What the sentence said."""
        return Mark(self.label, self.unsure, self.note)


class Entry(Event, frozen=True, kw_only=True, omit_defaults=True):
    """An event, with what only this folder needs to know; its id does not cover that."""

    was: Was | None = None
    """None if nothing had ever been said."""
    below: str = ""
    """On an action's first event: the action that undoing goes to after this one."""
    rest: str = ""
    """On an undoing action's first event: the one that redoing goes to after this one."""


LOCAL = frozenset(Entry.__struct_fields__) - frozenset(Event.__struct_fields__)
"""Fields that only the folder knows that wrote an event."""


class Head(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where one person's undoing and redoing begin; the rest hangs on the actions."""

    done: str = ""
    """The last action that stands."""
    undone: str = ""
    """The last action that took one back, if nothing new was done since."""


class Row(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What one person says of one sentence now. It can't be part of a cycle."""

    sentence: str
    event: str
    hlc: str
    """When, as the event says it."""
    label: str = ""
    unsure: bool = False
    note: str = ""
    guideline: str = ""
    source: str = "own"
    origin: Origin | None = None
    said: str = ""
    """When it was given, of one that was imported."""
    rivals: tuple[str, ...] = ()
    """Events of the same person about it that nobody has replaced either: said elsewhere, by
    somebody who did not know of the event that counts."""

    @property
    def at(self) -> str:
        """When, ISO 8601 in UTC with milliseconds and `Z`."""
        return self.said or self.hlc[:24]

    @property
    def mark(self) -> Mark:
        """What it says."""
        return Mark(self.label, self.unsure, self.note)

    def annotation(self, person: str, article_id: str, doc_id: int) -> Annotation:
        """The row as an annotation."""
        return Annotation(
            person=person,
            article_id=article_id,
            sentence_id=self.sentence,
            index=doc_id % MAX_SENTENCES,
            mark=self.mark,
            guideline=self.guideline,
            at=self.at,
            source=self.source,
            event_id=self.event,
            origin=self.origin,
            rivals=self.rivals,
        )


encode = msgspec.json.Encoder().encode
row_of = msgspec.json.Decoder(Row).decode
rows_of = msgspec.json.Decoder(dict[int, Row]).decode
"""Of the members of a JSON object: many at once take half the time."""
entry_of = msgspec.json.Decoder(Entry).decode
_event_of = msgspec.json.Decoder(Event).decode
stated_of = msgspec.json.Decoder(StatedRow).decode
head_of = msgspec.json.Decoder(Head).decode


class Link(msgspec.Struct, frozen=True, gc=False):
    """An event as a part of its device's stream."""

    id: str
    person: str
    seq: int
    prev: str = ""
    hlc: str = ""


link_of = msgspec.json.Decoder(Link).decode


class _Envelope(msgspec.Struct, frozen=True):
    """What events of every version have."""

    v: int
    id: str
    type: str
    project: str
    person: str
    device: str
    seq: int
    hlc: str


def envelope_of(fields: Mapping[str, Any]) -> Event:
    """As much of an event of a later version as this one can read.

    Raises:
        msgspec.ValidationError: If it is no event of any version.
    """
    return Event(**msgspec.structs.asdict(msgspec.convert(fields, _Envelope)))


def event_of(document: bytes) -> Event:
    """An event from its row; of one of a later version, what every version has.

    Raises:
        msgspec.ValidationError: If it is none.
    """
    try:
        return _event_of(document)
    except msgspec.ValidationError:
        fields = msgspec.json.decode(document)
        if isinstance(fields, dict) and fields.get("v", 0) > EVENT_VERSION:
            return envelope_of(fields)
        raise


def event_document(fields: Mapping[str, Any], local: Mapping[str, Any]) -> tuple[str, bytes]:
    """An event's id and its `Entry` as JSON.

    Args:
        fields: Those of the event that do not hold their default; no `id`.
        local: Those that only this folder needs.
    """
    # What is hashed is also most of what is written, so it is encoded once.
    hashed = canonical_of(fields)
    event_id = id_of(hashed)
    rest = encode(local)[1:] if local else b"}"
    comma = b"," if local else b""
    return event_id, b'%b,"id":"%b"%b%b' % (hashed[:-1], event_id.encode(), comma, rest)


def exchanged(document: bytes) -> bytes:
    """An event as it is exchanged: without what only this folder needs to know."""
    fields = msgspec.json.decode(document)
    return canonical_of({name: part for name, part in fields.items() if name not in LOCAL})


def is_whole(document: bytes) -> bool:
    """Whether an event is what its id says, with the fields that only later versions know."""
    fields = msgspec.json.decode(document)
    hashed = {name: part for name, part in fields.items() if name not in LOCAL and name != "id"}
    return bool(id_of(canonical_of(hashed)) == fields.get("id"))
