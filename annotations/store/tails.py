"""Where the streams of other devices end, for those that are here in one line."""

from __future__ import annotations

from typing import NamedTuple

from annotations.store.engine.engine import Engine
from annotations.store.rows import EVENTS, RECEIVED, link_of


class Tail(NamedTuple):
    """The end of a stream that is here from its first event on, each on the one before."""

    id: str
    seq: int
    people: frozenset[str]
    """Whose events are in it."""


class Tails:
    """Looks at each event of a stream once, and then only at what has come since.

    Args:
        engine: Where the tables are; nothing may change in them during a call.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known: dict[str, tuple[int, Tail | None]] = {}
        """By device, up to which row its stream was looked at, and where it ended there."""

    def of(self, device: str) -> Tail | None:
        """The end of a stream from elsewhere; none if it is ours, or is not here in one line."""
        name = EVENTS + device + RECEIVED
        table = self._engine.table(name)
        last = table.last
        if not last or self._engine.last(EVENTS + device):
            return None
        number, tail = self._known.get(device, (0, None))
        if number > last:
            number, tail = 0, None  # it was read anew, and is shorter
        if number and tail is None:
            return None
        before, seq = (tail.id, tail.seq) if tail else ("", 0)
        people = set(tail.people) if tail else set()
        for _, raw in table.items(number + 1):
            link = link_of(raw)
            if (link.prev, link.seq) != (before, seq + 1):
                self._known[device] = last, None
                return None
            before, seq = link.id, link.seq
            people.add(link.person)
        found = Tail(before, seq, frozenset(people))
        self._known[device] = last, found
        return found
