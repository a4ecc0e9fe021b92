"""What a statement may say and what it becomes: the same rules for every store."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from annotations.errors import StoreError
from annotations.store.annotation_rules import nobody
from annotations.store.events import Event, Stated, Statement, Value, clean

Heads = tuple[Stated, ...]
"""What holds of one register: the statements that nobody has replaced, the latest first."""


class Register(NamedTuple):
    """What statements replace one another."""

    kind: str
    about: str


def asked_for(
    person: str, statements: Sequence[Statement], people: Collection[str]
) -> list[Statement]:
    """The statements as they are kept, each register once.

    Raises:
        StoreError: If one is about nothing or says what cannot be kept, or the person has not
            joined.
    """
    if person not in people:
        raise nobody(person)
    wanted = {}
    for one in statements:
        kind, about = clean(one.kind), clean(one.about)
        if not (kind and about):
            raise StoreError("Not kept: a statement must be of a kind, and about something.")
        wanted[kind, about] = Statement(kind, about, _kept(one.value))
    return list(wanted.values())


def _kept(value: Value) -> Value:
    # In the order in which they are hashed, so that what is kept is what the events add up to.
    return {clean(name): _part(name, value[name]) for name in sorted(value)}


def _part(name: str, part: object) -> object:
    if isinstance(part, str):
        return clean(part)
    if isinstance(part, bool | int):
        return part
    if isinstance(part, list | tuple) and all(isinstance(one, str) for one in part):
        return [clean(one) for one in part]
    raise StoreError(f"Not kept: “{name}” is neither text, number, truth nor a list of texts.")


def says(heads: Heads, value: Value) -> bool:
    """Whether a register says exactly this already, so that no event is needed."""
    if not heads:
        return not value
    return len(heads) == 1 and heads[0].value == value


def put_back(event: Event, before: Value | None, heads: Heads) -> Statement:
    """What takes a statement back: what held before it, unless it was replaced since."""
    replaced = bool(heads) and not says(heads, event.value)
    value = heads[0].value if replaced else before or {}
    return Statement(event.kind, event.about, value)


def fields(statement: Statement, heads: Heads) -> dict[str, Any]:
    """The fields of the event that makes a statement hold; defaults are left out.

    Args:
        statement: What shall hold.
        heads: What held so far; all of it is replaced.
    """
    found: dict[str, Any] = {"type": "state", "kind": statement.kind, "about": statement.about}
    if statement.value:
        found["value"] = statement.value
    if heads:
        found["supersedes"] = tuple(sorted(one.event_id for one in heads))
    return found


def stated(event: Event) -> Stated:
    """What an event makes hold."""
    return Stated(event.about, event.id, event.person, event.hlc, event.value)


def heads_of(events: Iterable[Event]) -> list[Event]:
    """The events of one register that no other of them supersedes, the latest first.

    Only what stands in the same register counts: nobody's event takes back what others said
    elsewhere.
    """
    known = list(events)
    replaced = {one for event in known for one in event.supersedes}
    left = [event for event in known if event.id not in replaced]
    return sorted(left, key=when, reverse=True)


def when(event: Event) -> tuple[str, str]:
    """What breaks ties: the hybrid clock, then the id."""
    return event.hlc, event.id


def holding(registers: Mapping[str, Heads]) -> dict[str, Heads]:
    """Of registers by what they are about, those that say something."""
    found = {about: tuple(one for one in heads if one.value) for about, heads in registers.items()}
    return {about: heads for about, heads in found.items() if heads}
