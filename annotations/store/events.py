"""What annotators did, and what therefore is said of each sentence now.

An `Event` is one thing that one person did to one sentence. It is never changed and never
removed; its id is the hash of its content, so that two people who exchange events can merge them
as sets. An `Annotation` is what the events of one person add up to for one sentence.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from annotations.articles.article import Article, Sentences
from annotations.comparison.provenance import Origin

EVENT_VERSION = 1
"""The `v` of the events that this version writes."""

MAX_SENTENCES = 1 << 20
"""Sentences that an article may have: a row's number is article number x this + index."""


class Mark(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an annotator says of one sentence; `Mark()` is nothing (any more)."""

    label: str = ""
    unsure: bool = False
    note: str = ""

    def __bool__(self) -> bool:
        return bool(self.label or self.unsure or self.note)


class Change(msgspec.Struct, frozen=True):
    """One sentence, and what is said of it from now on."""

    article_id: str
    sentence_id: str
    index: int
    mark: Mark
    source: str = ""
    """As of an event; empty for that of the whole action."""
    origin: Origin | None = None
    """Of a label that is carried."""
    guideline: str = ""
    """Of a label that is imported; empty for that of the whole action."""
    at: str = ""
    """When it was said elsewhere, ISO 8601 in UTC with milliseconds and `Z`; empty for now."""


Value = dict[str, Any]
"""What a statement says: names to texts, whole numbers, truths or lists of texts; never null."""


class Statement(msgspec.Struct, frozen=True):
    """Anything that somebody says here which is no label: gold, a comment, a correction, a rule.

    Of each `kind` and `about` the last statement holds. Two that did not know of each other hold
    both, until somebody who knows both says which.
    """

    kind: str
    about: str
    """What it is about within its kind: the id of a sentence, a surface, the name of a rule."""
    value: Value = {}
    """Empty to withdraw what was said."""


class Stated(msgspec.Struct, frozen=True, omit_defaults=True):
    """A statement that holds."""

    about: str
    event_id: str
    person: str
    hlc: str
    value: Value = {}

    @property
    def at(self) -> str:
        """When it was said, ISO 8601 in UTC with milliseconds and `Z`."""
        return self.hlc[:24]


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that one person did; see design of exchange in `docs/store.md`.

    Fields that hold their default are left out when it is written, and out of its hash: a field
    that a later version adds does not change the ids of older events.
    """

    v: int
    id: str
    type: str
    """`annotate`, `person` (the display name, in `note`), `state` (`kind`, `about`, `value`), or
    `redate` (`value`, see `redating`); others are of later versions, kept and passed on."""
    project: str
    person: str
    device: str
    """The project folder on one machine that wrote it; the only writer of its stream."""
    seq: int
    """Its number in the device's stream, from 1, without gaps."""
    hlc: str
    """Hybrid clock, sorts as text: UTC with milliseconds, counter, part of the device's id."""
    prev: str = ""
    """The event before it in the device's stream, so that the last one vouches for all; empty for
    the first one, and in streams of versions that did not write it."""
    article: str = ""
    sentence: str = ""
    index: int = 0
    label: str = ""
    """Empty for a sentence that was cleared."""
    unsure: bool = False
    note: str = ""
    guideline: str = ""
    source: str = "own"
    """`own`, `carried`, `imported`, `suggested`."""
    supersedes: tuple[str, ...] = ()
    """Events of this person about this sentence that were current before it."""
    action: str = ""
    """Events of one user action share it."""
    undoes: str = ""
    """The action that this one takes back."""
    redoes: str = ""
    """The action that this one repeats after it was undone."""
    origin: Origin | None = None
    """Of a label that was carried."""
    said: str = ""
    """Of a label that was imported: when it was given."""
    kind: str = ""
    """Of a statement, as the two below."""
    about: str = ""
    value: Value = {}

    @property
    def mark(self) -> Mark:
        """What it says of the sentence."""
        return Mark(self.label, self.unsure, self.note)

    @property
    def at(self) -> str:
        """When, ISO 8601 in UTC with milliseconds and `Z`."""
        return self.said or self.hlc[:24]


class Annotation(msgspec.Struct, frozen=True, kw_only=True):
    """What one person says of one sentence now."""

    person: str
    article_id: str
    sentence_id: str
    index: int
    mark: Mark = Mark()
    """What they say; false when the sentence was cleared."""
    guideline: str = ""
    at: str = ""
    """ISO 8601 in UTC with milliseconds and `Z`."""
    source: str = "own"
    event_id: str = ""
    origin: Origin | None = None
    """Of a label that was carried here."""
    rivals: tuple[str, ...] = ()
    """Events of the same person that say something else, made on another machine without knowing
    of this one."""

    @property
    def label(self) -> str:
        """The label as it was given, or empty."""
        return self.mark.label

    @property
    def unsure(self) -> bool:
        """Whether they doubt it."""
        return self.mark.unsure

    @property
    def note(self) -> str:
        """What else they wrote, or empty."""
        return self.mark.note

    @classmethod
    def of(cls, event: Event) -> Annotation:
        """What an event makes current."""
        return cls(
            person=event.person,
            article_id=event.article,
            sentence_id=event.sentence,
            index=event.index,
            mark=event.mark,
            guideline=event.guideline,
            at=event.at,
            source=event.source,
            event_id=event.id,
            origin=event.origin,
        )


class Progress(msgspec.Struct, frozen=True, omit_defaults=True):
    """How far one person is with one article."""

    labels: Mapping[str, int] = MappingProxyType({})
    """Sentences by label; labels without any are left out."""
    unsure: int = 0
    notes: int = 0

    @property
    def labelled(self) -> int:
        """Sentences that carry a label."""
        return sum(self.labels.values())

    def labelled_but(self, skips: frozenset[str]) -> int:
        """The same without these labels, such as those of sentences that are no work."""
        return sum(count for label, count in self.labels.items() if label not in skips)

    def moved(self, before: Mark, after: Mark) -> Progress:
        """The progress once a sentence that said `before` says `after`."""
        labels = dict(self.labels)
        for label, step in ((before.label, -1), (after.label, 1)):
            if label:
                labels[label] = labels.get(label, 0) + step
        return Progress(
            {label: count for label, count in labels.items() if count > 0},
            max(self.unsure + after.unsure - before.unsure, 0),
            max(self.notes + bool(after.note) - bool(before.note), 0),
        )

    def __bool__(self) -> bool:
        return bool(self.labels or self.unsure or self.notes)


class FrozenArticle(msgspec.Struct, frozen=True):
    """An article as it was when it was first annotated: text, provenance and sentence cuts."""

    article: Article
    sentences: Sentences


canonical_of = msgspec.json.Encoder(order="sorted").encode
"""The one way to write a value: sorted keys, no spaces, UTF-8, fields at their default left out."""


def event_id_of(event: Event) -> str:
    """The id that an event's content has: `e-` and 32 hex digits.

    SHA-256 of its JSON without `id`: sorted keys, no spaces, UTF-8, defaults left out. Only
    strings, ints, bools and lists of them occur, so there is one way to write each value.
    """
    fields = msgspec.to_builtins(event)
    del fields["id"]
    return id_of(canonical_of(fields))


def id_of(canonical: bytes) -> str:
    """The id of the event that is written so, without its id."""
    return "e-" + hashlib.sha256(canonical).hexdigest()[:32]


def sealed(event: Event) -> Event:
    """The event with the id that its content has."""
    return msgspec.structs.replace(event, id=event_id_of(event))


def clean(text: str) -> str:
    """`text` without lone surrogates, which no JSON file can hold.

    Terminals hand over undecodable bytes as surrogates; they are shown as U+FFFD.
    """
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
