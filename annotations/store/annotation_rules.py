"""What an action may do and what it becomes: the same rules for every store."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import msgspec

from annotations.comparison.provenance import Origin
from annotations.errors import StoreError
from annotations.store.events import (
    MAX_SENTENCES,
    Annotation,
    Change,
    Event,
    FrozenArticle,
    Mark,
    clean,
)


class Saying(Protocol):
    """What is said of a sentence, as an annotation or as a row."""

    @property
    def mark(self) -> Mark:
        """What it says."""

    @property
    def guideline(self) -> str:
        """Under which version of the guideline."""

    @property
    def source(self) -> str:
        """Where the saying comes from."""

    @property
    def origin(self) -> Origin | None:
        """Where a carried label came from."""


class Before(Saying, Protocol):
    """What was said of a sentence, with all that saying it again needs."""

    @property
    def said(self) -> str:
        """When an imported label was given."""


_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


class Wanted(msgspec.Struct, frozen=True):
    """What a sentence shall say, with where the saying comes from: what becomes an event."""

    article_id: str
    sentence_id: str
    index: int
    mark: Mark
    guideline: str
    source: str
    origin: Origin | None = None
    said: str = ""
    """When it was given elsewhere; empty for now."""

    def is_said_by(self, current: Saying | None) -> bool:
        """Whether the sentence says exactly this already, so that no event is needed."""
        if current is None:
            return not self.mark
        mark = current.mark
        if mark != self.mark:
            return False
        if not mark:
            return True
        before = current.guideline, current.source, current.origin
        return (self.guideline, self.source, self.origin) == before


def asked_for(
    person: str,
    changes: Sequence[Change],
    source: str,
    guideline: str,
    *,
    people: Mapping[str, Any],
    frozen: Callable[[str], FrozenArticle | None],
) -> list[Wanted]:
    """What `changes` want, each sentence once, in the order of first mention.

    Raises:
        StoreError: If a sentence is not one of a frozen article, or the person has not joined.
    """
    if person not in people:
        raise nobody(person)
    wanted: dict[tuple[str, int], Wanted] = {}
    source, guideline = clean(source), clean(guideline)
    for change in changes:
        _check(change, frozen(change.article_id))
        mark = change.mark
        if not (mark.label.isascii() and mark.note.isascii()):
            mark = Mark(clean(mark.label), mark.unsure, clean(mark.note))
        wanted[change.article_id, change.index] = Wanted(
            change.article_id,
            change.sentence_id,
            change.index,
            mark,
            clean(change.guideline) or guideline,
            clean(change.source) or source,
            change.origin,
            _moment(change.at),
        )
    return list(wanted.values())


def _moment(at: str) -> str:
    if at and not _MOMENT.fullmatch(at):
        raise StoreError(f"“{clean(at)}” is no moment like 2026-05-01T10:00:00.000Z.")
    return at


def nobody(person: str) -> StoreError:
    """The error about someone who has not joined."""
    return StoreError(f"{person or 'Nobody'} has not joined this project: join under a name.")


def _check(change: Change, kept: FrozenArticle | None) -> None:
    if kept is None:
        raise StoreError(
            f"Article {change.article_id} is not kept in this project: freeze it before annotating."
        )
    if not 0 <= change.index < min(len(kept.sentences), MAX_SENTENCES):
        raise StoreError(f"Article {change.article_id} has no sentence {change.index}.")
    if kept.article.sentence_id(kept.sentences.span(change.index)) != change.sentence_id:
        raise StoreError(
            f"Sentence {change.index} of {change.article_id} is not {change.sentence_id}: "
            "the article was cut anew. Use the cuts that freeze() returned."
        )


def restored(event: Event, before: Before | None) -> Wanted:
    """What takes `event` back: what the sentence said before it."""
    spot = (event.article, event.sentence, event.index)
    if before is None:
        return Wanted(*spot, Mark(), event.guideline, "own")
    return Wanted(*spot, before.mark, before.guideline, before.source, before.origin, before.said)


def repeated(event: Event) -> Wanted:
    """What does `event` again."""
    return Wanted(
        event.article,
        event.sentence,
        event.index,
        event.mark,
        event.guideline,
        event.source,
        event.origin,
        event.said,
    )


def fields(wanted: Wanted, before: tuple[str, ...]) -> dict[str, Any]:
    """The fields of the event that makes a sentence say what is wanted; defaults are left out.

    Args:
        wanted: What it shall say.
        before: The ids of the events that were current; empty if nothing had been said.
    """
    found: dict[str, Any] = {
        "type": "annotate",
        "article": wanted.article_id,
        "sentence": wanted.sentence_id,
    }
    mark = wanted.mark
    if wanted.index:
        found["index"] = wanted.index
    if mark.label:
        found["label"] = mark.label
    if mark.unsure:
        found["unsure"] = True
    if mark.note:
        found["note"] = mark.note
    if wanted.guideline:
        found["guideline"] = wanted.guideline
    if wanted.source != "own":
        found["source"] = wanted.source
    if wanted.origin is not None:
        found["origin"] = wanted.origin
    if wanted.said:
        found["said"] = wanted.said
    if before:
        found["supersedes"] = before
    return found


def nothing(person: str, wanted: Wanted) -> Annotation:
    """What a sentence says that was never annotated."""
    return Annotation(
        person=person,
        article_id=wanted.article_id,
        sentence_id=wanted.sentence_id,
        index=wanted.index,
    )


def action_id(device: str, seq: int) -> str:
    """The id of the action whose first event has number `seq` in the device's stream."""
    return f"x-{device.removeprefix('d-')}-{seq}"


def first_seq(action: str) -> int:
    """The number of an action's first event in its device's stream."""
    return int(action.rpartition("-")[2])


def device_of(action: str) -> str:
    """The device whose stream holds an action."""
    return "d-" + action.split("-")[1]
