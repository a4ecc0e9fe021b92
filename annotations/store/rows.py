"""The rows of a project's tables, as they are written.

meta              1: schema version, project id
devices           n: the folders on machines that write events
people            n: id and display name
articles          n: a frozen article and its file's checksum
events/<device>   number in the device's stream: `Entry`
labels/<person>   article number x 2^20 + sentence index: `Row`
progress/<person> article number: `Progress`
undo              person's number: `Head`
corrections       in the order of first correction: `CorrectionRow`
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from annotations.language.corrections import Correction, Reading
from annotations.store.events import MAX_SENTENCES, Annotation, Event, Mark, id_of

SCHEMA = 1
"""The version of these tables; a change that older versions cannot read raises it."""

META, DEVICES, PEOPLE, ARTICLES, UNDO = "meta", "devices", "people", "articles", "undo"
CORRECTIONS = "corrections"
EVENTS, LABELS, PROGRESS = "events/", "labels/", "progress/"

OWNED = (META, DEVICES, PEOPLE, ARTICLES, UNDO, CORRECTIONS, EVENTS, LABELS, PROGRESS)
"""What only the store itself changes."""


class Meta(msgspec.Struct, frozen=True):
    """What project this is."""

    schema: int
    project: str
    created: str


class DeviceRow(msgspec.Struct, frozen=True):
    """A writer of events: this folder, at this place, on this machine."""

    id: str
    place: str
    """A hash of machine and path: a copied folder gets a stream of its own."""


class PersonRow(msgspec.Struct, frozen=True):
    """Someone who annotates here."""

    id: str
    name: str


class ArticleRow(msgspec.Struct, frozen=True):
    """A frozen article."""

    id: str
    sentences: int
    sha256: str
    """Of its file."""


class CorrectionRow(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the words of a surface are now; without a reading, what the analysis finds."""

    surface: str
    event: str
    reading: Reading = ""
    words: str = ""

    @property
    def correction(self) -> Correction:
        """What it says."""
        return Correction(self.surface, self.reading, self.words)


class Was(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a sentence, or a surface, said before an event; all that undoing needs."""

    label: str = ""
    unsure: bool = False
    note: str = ""
    guideline: str = ""
    source: str = "own"
    reading: Reading = ""
    words: str = ""


class Entry(Event, frozen=True, kw_only=True, omit_defaults=True):
    """An event, with what only this folder needs to know; its id does not cover that."""

    was: Was | None = None
    """None if nothing had ever been said."""
    below: str = ""
    """On an action's first event: the action that undoing goes to after this one."""
    rest: str = ""
    """On an undoing action's first event: the one that redoing goes to after this one."""


class Head(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where one person's undoing and redoing begin; the rest hangs on the actions."""

    done: str = ""
    """The last action that stands."""
    undone: str = ""
    """The last action that took one back, if nothing new was done since."""


class Row(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one person says of one sentence now."""

    sentence: str
    event: str
    hlc: str
    """When, as the event says it."""
    label: str = ""
    unsure: bool = False
    note: str = ""
    guideline: str = ""
    source: str = "own"

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
            label=self.label,
            unsure=self.unsure,
            note=self.note,
            guideline=self.guideline,
            at=self.hlc[:24],
            source=self.source,
            event_id=self.event,
        )


encode = msgspec.json.Encoder().encode
row_of = msgspec.json.Decoder(Row).decode
entry_of = msgspec.json.Decoder(Entry).decode
event_of = msgspec.json.Decoder(Event).decode
correction_of = msgspec.json.Decoder(CorrectionRow).decode
head_of = msgspec.json.Decoder(Head).decode


_sorted = msgspec.json.Encoder(order="sorted").encode


def event_document(fields: Mapping[str, Any], local: Mapping[str, Any]) -> tuple[str, bytes]:
    """An event's id and its `Entry` as JSON.

    Args:
        fields: Those of the event that do not hold their default; no `id`.
        local: Those that only this folder needs.
    """
    # What is hashed is also most of what is written, so it is encoded once.
    hashed = _sorted(fields)
    event_id = id_of(hashed)
    rest = encode(local)[1:] if local else b"}"
    comma = b"," if local else b""
    return event_id, b'%b,"id":"%b"%b%b' % (hashed[:-1], event_id.encode(), comma, rest)


def event_from(entry: Entry) -> Event:
    """The event alone, as it is exchanged and hashed."""
    return Event(**{name: getattr(entry, name) for name in Event.__struct_fields__})
