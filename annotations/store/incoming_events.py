"""Events from elsewhere: what is taken, what is refused, and what each of them says.

Merging is a union of sets by id, so it does not matter in which order, how often, or over whom
events come.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

import msgspec

from annotations.errors import StoreError
from annotations.store.engine.hybrid_clock import Moment
from annotations.store.events import (
    EVENT_VERSION,
    MAX_SENTENCES,
    Event,
    canonical_of,
    clean,
    id_of,
)
from annotations.store.redating import AHEAD, Redated, dated, redated_by
from annotations.store.rows import LOCAL, envelope_of
from annotations.store.statement_rules import when

LONGEST: Final = 1 << 20
"""Bytes that one event may have."""

_TIME: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z"
_SHAPES: Final = {
    "id": re.compile(r"e-[0-9a-f]{32}"),
    "project": re.compile(r"p-[0-9a-f]{4,32}"),
    "person": re.compile(r"u-[0-9a-f]{4,32}"),
    "device": re.compile(r"d-[0-9a-f]{4,32}"),
    "hlc": re.compile(_TIME + r"-[0-9]{4}-[0-9a-f]{1,8}"),
    "said": re.compile(rf"(?:{_TIME})?"),
    "type": re.compile(r"[a-z][a-z-]{0,31}"),
    "prev": re.compile(r"(?:e-[0-9a-f]{32})?"),
    "article": re.compile(r"(?:a-[0-9a-f]{16})?"),
    "sentence": re.compile(r"(?:s-[0-9a-f]{16})?"),
    "kind": re.compile(r"(?:[a-z][a-z-]{0,31})?"),
}


class Received(NamedTuple):
    """An event from elsewhere."""

    event: Event
    document: bytes
    """As it is kept and passed on, with fields that only later versions know."""


class Stream(NamedTuple):
    """The events that one device wrote."""

    device: str
    is_ours: bool
    """Whether this folder wrote them: it alone goes on with the stream."""
    events: int
    """How many of them are here."""


class Merged(NamedTuple):
    """What became of events from elsewhere."""

    new: int = 0
    known: int = 0
    """Were here already."""
    orphaned: int = 0
    """Of the new ones: kept, and waiting for their article."""
    stale: int = 0
    """Of the new ones: kept, but about sentences that are cut otherwise here."""
    refused: tuple[str, ...] = ()
    """Why events were not taken, each with its name."""
    articles: int = 0
    """Articles that were not here."""
    recut: int = 0
    """Articles that nobody here had annotated, and that are now cut as they came."""
    refused_lines: tuple[int, ...] = ()
    """Which lines those of `refused` were, counted from 1."""


Known = Callable[[str], frozenset[str]]
"""Gives the ids of the events of a device that are here."""


class Incoming(NamedTuple):
    """Events from elsewhere that are not here yet."""

    new: dict[str, list[Received]]
    """By device, in the order of their clocks."""
    known: int
    refused: tuple[str, ...]
    refused_lines: tuple[int, ...]
    """Which lines those were, counted from 1."""
    redated: Redated
    """What is said, here and in them, of clocks that were ahead."""

    @property
    def fresh(self) -> frozenset[str]:
        """The ids of the new ones."""
        return frozenset(one.event.id for ours in self.new.values() for one in ours)

    @property
    def clock(self) -> str:
        """The latest moment of any of them; empty if there is none."""
        events = (one.event for ours in self.new.values() for one in ours)
        return max((dated(event, self.redated).hlc for event in events), default="")


def incoming(
    lines: Iterable[bytes], known: Known, now: int, redated: Redated | None = None
) -> Incoming:
    """Tell apart what is new, known and not to be trusted.

    Args:
        lines: One event each, as JSON.
        known: Gives the ids of the events of a device that are here.
        now: The wall time, in milliseconds since 1970 UTC.
        redated: What is known of clocks that were ahead.
    """
    new: dict[str, dict[str, Received]] = {}
    seen: dict[str, frozenset[str]] = {}
    count, refused = 0, dict[int, str]()
    latest = Moment(now + AHEAD).stamp("")[:24]
    ahead: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            one = received(line)
        except ValueError as error:
            refused[number] = f"Event {number}: {error}"
            continue
        device = one.event.device
        if device not in seen:
            seen[device] = known(device)
        if one.event.id in seen[device] or one.event.id in new.get(device, {}):
            count += 1
        else:
            new.setdefault(device, {})[one.event.id] = one
            if one.event.hlc[:24] > latest:
                ahead[one.event.id] = number
    said = redated_by(one.event for ours in new.values() for one in ours.values())
    known_too = dict(redated or {})
    for device, more in said.items():
        known_too[device] = tuple(dict.fromkeys((*known_too.get(device, ()), *more)))
    for ours in new.values() if ahead else ():
        for event in [one.event for one in ours.values() if one.event.id in ahead]:
            if dated(event, known_too).hlc[:24] > latest:
                refused[ahead[event.id]] = f"Event {ahead[event.id]}: {_of_the_future(event)}"
                del ours[event.id]
    ordered = {
        device: sorted(ours.values(), key=lambda one: when(one.event))
        for device, ours in sorted(new.items())
        if ours
    }
    in_order = sorted(refused.items())
    return Incoming(
        ordered,
        count,
        tuple(why for _, why in in_order),
        tuple(number for number, _ in in_order),
        known_too,
    )


def _of_the_future(event: Event) -> str:
    return (
        f"{event.id} is of {event.hlc[:19]}: the clock of the machine that wrote it was more than "
        "a day ahead. It waits: its author is asked there, by `slugline bundle push`, to date it "
        "anew; then it is taken."
    )


def received(line: bytes) -> Received:
    """An event from its JSON; of a later version, as much of it as every version has.

    Args:
        line: The JSON object.

    Raises:
        ValueError: If it is none, or not what its id says.
    """
    if len(line) > LONGEST:
        raise ValueError(f"longer than {LONGEST:,} bytes.")
    try:
        fields = msgspec.json.decode(line)
        event = _event(fields)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(f"no event ({error}).") from error
    for name, shape in _SHAPES.items():
        if not shape.fullmatch(getattr(event, name)):
            raise ValueError(f"“{name}” does not look like one.")
    # What only the folder that wrote it knows: from elsewhere it would be believed.
    if (
        LOCAL & fields.keys()
        or min(event.v, event.seq) < 1
        or not (0 <= event.index < MAX_SENTENCES)
    ):
        raise ValueError(f"{event.id} says what no event from elsewhere may say.")
    _check_clock(event)
    del fields["id"]
    if id_of(canonical_of(fields)) != event.id:
        raise ValueError(f"{event.id} is not what its id says: it was changed or damaged.")
    _check_what_is_said(event)
    return Received(event, canonical_of({**fields, "id": event.id}))


def _event(fields: Any) -> Event:
    is_later = isinstance(fields, dict) and _is_later(fields.get("v"))
    return envelope_of(fields) if is_later else msgspec.convert(fields, Event)


def _is_later(version: object) -> bool:
    return isinstance(version, int) and version > EVENT_VERSION


def _check_clock(event: Event) -> None:
    """A moment that never was, such as a 99th month, would be later than every other, for good."""
    try:
        datetime.fromisoformat(event.hlc[:23])
    except ValueError as error:
        raise ValueError(f"{event.id} is of no moment that there is: {event.hlc[:24]}.") from error


def _check_what_is_said(event: Event) -> None:
    value: Mapping[str, object] = event.value
    for name, part in value.items():
        texts = part if isinstance(part, list) else []
        if not isinstance(part, str | int | list) or not all(isinstance(t, str) for t in texts):
            raise ValueError(f"{event.id} says “{clean(name)}” as no statement may.")


def check_adoption(project_id: str, is_used: bool) -> None:
    """See that a project may take the place of one that has an id of its own.

    Raises:
        StoreError: If the id is none, or somebody has done something here already.
    """
    if not _SHAPES["project"].fullmatch(project_id):
        raise StoreError(f"“{clean(project_id)}” is no project's id.")
    if is_used:
        raise StoreError(
            "This project has been worked in already, so it cannot become a copy of another one."
        )
