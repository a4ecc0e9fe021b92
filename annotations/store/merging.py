"""Events from elsewhere: what is taken, what is refused, and what each of them says.

Merging is a union of sets by id, so it does not matter in which order, how often, or over whom
events come.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

import msgspec

from annotations.errors import StoreError
from annotations.store.clock import Moment
from annotations.store.events import MAX_SENTENCES, Event, canonical_of, clean, id_of
from annotations.store.rows import LOCAL
from annotations.store.stating import when

LONGEST: Final = 1 << 20
"""Bytes that one event may have."""
AHEAD: Final = 24 * 60 * 60 * 1000
"""Milliseconds that an event's clock may be ahead of ours; more would drag ours along."""

_SHAPES: Final = {
    "id": re.compile(r"e-[0-9a-f]{32}"),
    "project": re.compile(r"p-[0-9a-f]{4,32}"),
    "person": re.compile(r"u-[0-9a-f]{4,32}"),
    "device": re.compile(r"d-[0-9a-f]{4,32}"),
    "hlc": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z-\d{4}-[0-9a-f]{1,8}"),
    "type": re.compile(r"[a-z][a-z-]{0,31}"),
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


Known = Callable[[str], frozenset[str]]
"""Gives the ids of the events of a device that are here."""


class Incoming(NamedTuple):
    """Events from elsewhere that are not here yet."""

    new: dict[str, list[Received]]
    """By device, in the order of their clocks."""
    known: int
    refused: tuple[str, ...]

    @property
    def fresh(self) -> frozenset[str]:
        """The ids of the new ones."""
        return frozenset(one.event.id for ours in self.new.values() for one in ours)

    @property
    def clock(self) -> str:
        """The latest moment of any of them; empty if there is none."""
        return max((one.event.hlc for ours in self.new.values() for one in ours), default="")


def incoming(lines: Iterable[bytes], known: Known, now: int) -> Incoming:
    """Tell apart what is new, known and not to be trusted.

    Args:
        lines: One event each, as JSON.
        known: Gives the ids of the events of a device that are here.
        now: The wall time, in milliseconds since 1970 UTC.
    """
    new: dict[str, dict[str, Received]] = {}
    seen: dict[str, frozenset[str]] = {}
    count, refused = 0, []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            one = received(line, now)
        except ValueError as error:
            refused.append(f"Event {number}: {error}")
            continue
        device = one.event.device
        if device not in seen:
            seen[device] = known(device)
        if one.event.id in seen[device] or one.event.id in new.get(device, {}):
            count += 1
        else:
            new.setdefault(device, {})[one.event.id] = one
    ordered = {
        device: sorted(ours.values(), key=lambda one: when(one.event))
        for device, ours in sorted(new.items())
    }
    return Incoming(ordered, count, tuple(refused))


def received(line: bytes, now: int) -> Received:
    """An event from its JSON.

    Raises:
        ValueError: If it is none, not what its id says, or of a clock that is far ahead.
    """
    if len(line) > LONGEST:
        raise ValueError(f"longer than {LONGEST:,} bytes.")
    try:
        fields = msgspec.json.decode(line)
        event = msgspec.convert(fields, Event)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(f"no event ({error}).") from error
    for name, shape in _SHAPES.items():
        if not shape.fullmatch(getattr(event, name)):
            raise ValueError(f"“{name}” does not look like one.")
    # What only the folder that wrote it knows: from elsewhere it would be believed.
    if LOCAL & fields.keys() or event.seq < 1 or not 0 <= event.index < MAX_SENTENCES:
        raise ValueError(f"{event.id} says what no event from elsewhere may say.")
    del fields["id"]
    if id_of(canonical_of(fields)) != event.id:
        raise ValueError(f"{event.id} is not what its id says: it was changed or damaged.")
    if Moment.of(event.hlc).ms > now + AHEAD:
        raise ValueError(
            f"{event.id} is of {event.hlc[:19]}: the clock of the machine that wrote it is more "
            "than a day ahead. Set it right there, or merge again when it is past."
        )
    return Received(event, canonical_of({**fields, "id": event.id}))


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
