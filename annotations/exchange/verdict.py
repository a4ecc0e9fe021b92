"""What is to become of events that arrive, once it was looked at whose they are; see `trust`."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

OWN, OTHER_DEVICE, UNCONFIRMED, OTHER_KEY = "own", "device", "unconfirmed", "key"


class Held(msgspec.Struct, frozen=True):
    """Events that are not taken until somebody says that they are whose they say they are."""

    person: str
    name: str
    device: str
    events: int
    why: str = OTHER_DEVICE
    """`own`, `device`, `unconfirmed` or `key`: see above."""
    keys: tuple[str, ...] = ()
    """The public keys that they are signed with; none if they are not."""
    known: str = ""
    """The device's own key, if it has one."""


class Verdict(NamedTuple):
    """What is to become of what an exchange holds."""

    held: tuple[Held, ...]
    refused: dict[int, str]
    """By the number of an event in `Arrived.lines`, from 0: why it is not taken."""
    left: frozenset[int]
    """Numbers of events that are held or refused."""
    vouchers: tuple[bytes, ...]
    """What devices signed, to be kept from now on."""
    problems: tuple[str, ...]
    """Holes and forks of streams that came."""
