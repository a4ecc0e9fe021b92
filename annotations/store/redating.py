"""Events of a clock that was ahead, dated anew by whoever wrote them.

A `redate` event says of the events of its own stream from number `first` to number `until` that
they happened `back` milliseconds before what their clock says. It only ever moves them back, and
keeps their order; so a clock that was wrong decides nothing for ever, and what is said of a time is
part of the stream like everything else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec

from annotations.store.engine.hybrid_clock import Moment
from annotations.store.events import Event

REDATE: Final = "redate"
"""The type of such an event."""
NEEDLE: Final = b'"type":"redate"'
"""How it is written: what is searched for in a million events."""
AHEAD: Final = 24 * 60 * 60 * 1000
"""Milliseconds that an event's clock may be ahead of ours; more would drag ours along."""
NOTICED: Final = 10 * 60 * 1000
"""Milliseconds from which on its author is told that a clock was ahead."""

Redated = Mapping[str, tuple[tuple[int, int, int], ...]]
"""By device: first and last number of events, and by how many milliseconds they are moved back."""


def redated_by(events: Iterable[Event]) -> dict[str, tuple[tuple[int, int, int], ...]]:
    """What events say of the times of others, in the order of their streams."""
    found: dict[str, list[tuple[int, int, int, int]]] = {}
    for event in events:
        if event.type != REDATE:
            continue
        said = [event.value.get(name) for name in ("first", "until", "back")]
        first, until, back = (one if type(one) is int else 0 for one in said)
        if 1 <= first <= until < event.seq and back > 0:
            found.setdefault(event.device, []).append((event.seq, first, until, back))
    return {
        device: tuple(dict.fromkeys((first, until, back) for _, first, until, back in sorted(said)))
        for device, said in sorted(found.items())
    }


def redating(first: Event, last: Event, now: int) -> dict[str, Any]:
    """What a `redate` event says of a part of its stream, so that all of it is over at `now`.

    Args:
        first: The first event of it.
        last: The last one.
        now: The wall time, in milliseconds since 1970 UTC.
    """
    return {"back": Moment.of(last.hlc).ms - now + 1, "first": first.seq, "until": last.seq}


def dated(event: Event, redated: Redated) -> Event:
    """The event with the time that it has by what was said of it since."""
    back = sum(
        back for first, until, back in redated.get(event.device, ()) if first <= event.seq <= until
    )
    if not back:
        return event
    moment = Moment.of(event.hlc)
    # Its device is as in the stamp: the last part of the text.
    stamp = Moment(max(moment.ms - back, 0), moment.step).stamp("d-" + event.hlc[30:])
    return msgspec.structs.replace(event, hlc=stamp)
