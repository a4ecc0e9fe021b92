"""The verdict on news that only continue streams which are known and signed: the everyday case.

It is what `trust` says of them, and costs what they cost: known streams are not read again. For
anything else there is no verdict here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from annotations.exchange.read import Arrived
from annotations.exchange.verdict import Verdict
from annotations.exchange.vouchers import STREAM, Voucher, voucher_of
from annotations.store import Store
from annotations.store.events import canonical_of, id_of

MOST: Final = 2_000
"""Events with which this is tried."""


def of_tails(store: Store, found: Arrived, pins: Mapping[str, str]) -> Verdict | None:
    """The verdict on events that follow on what is here; none if it is not so simple.

    Args:
        store: The project.
        found: What was read.
        pins: Public keys by device that the lead has laid down.
    """
    if not 0 < len(found.lines) <= MOST:
        return None
    kept = [one for one in map(voucher_of, store.vouchers()) if one]
    known = set(kept)
    came = [one for one in dict.fromkeys(found.vouchers) if one not in known]
    ours = {one.device for one in store.streams() if one.is_ours}
    numbers: dict[str, list[int]] = {}
    for number, writer in enumerate(found.writers):
        numbers.setdefault(writer.device, []).append(number)
    signing = {one.device for one in kept if one.type == STREAM}
    if any(one.type != STREAM or one.device not in signing | ours for one in came):
        return None  # somebody confirms a device, or begins to sign
    now = [one for one in kept if one.type != STREAM or one.device not in numbers]
    for device, mine in numbers.items():
        last = [one for one in kept if one.type == STREAM and one.device == device]
        new = [one for one in came if one.device == device]
        signed = _continued(store, found, mine, last, new, pins.get(device, ""))
        if signed is None:
            return None
        now.append(signed)
    vouchers = tuple(dict.fromkeys(one.line() for one in now))
    return Verdict((), {}, frozenset(), vouchers, ())


def _continued(
    store: Store,
    found: Arrived,
    numbers: Sequence[int],
    last: Sequence[Voucher],
    new: Sequence[Voucher],
    pin: str,
) -> Voucher | None:
    """What signs a stream as it goes on, if all of it is signed with one key.

    Args:
        store: The project.
        found: What was read.
        numbers: Which of the events are of the stream.
        last: What is known to be signed of it.
        new: What came of that kind.
        pin: The only key that counts, if one was laid down.
    """
    device = found.writers[numbers[0]].device
    tail = store.tail(device)
    keys = {one.key for one in (*last, *new)}
    if tail is None or len(keys) != 1 or (pin and pin not in keys) or not new:
        return None
    if not any(one.head == tail.id for one in last):
        return None
    head, seq = tail.id, tail.seq
    for number in numbers:
        link = found.links[number]
        if (link.prev, link.seq) != (head, seq + 1) or link.person not in tail.people:
            return None
        if not _is_whole(found.lines[number]):
            return None
        head, seq = link.id, link.seq
    newest = max(new, key=lambda one: one.seq)
    is_signed = (newest.head, newest.seq, newest.before) == (head, seq, 0) and newest.holds()
    return newest if is_signed else None


def _is_whole(line: bytes) -> bool:
    """Whether an event is what its id says."""
    try:
        fields = msgspec.json.decode(line)
        hashed = {name: part for name, part in fields.items() if name != "id"}
        return bool(id_of(canonical_of(hashed)) == fields["id"])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, KeyError):
        return False
