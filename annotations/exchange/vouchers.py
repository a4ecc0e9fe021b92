"""What devices sign: where their streams end, and which other devices are the same person's.

A stream is a chain: each event names the one before it (`prev`), and its id is a hash of all it
says. So one signature over the last event is one over all before it. Two kinds, one JSON object a
line in `signatures/<device>.jsonl`, which only that device writes:

    stream    device, key, head, seq: all up to `head`, event number `seq` of the device, is its
              own; before, digest: the first `before` events, of a version that did not chain
              them, are those with this SHA-256 of their ids
    device    by, key, person, device, of: whoever has the key of device `by` says that `device`
              (whose key is `of`, empty if it has none) is the same person's too
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import msgspec

from annotations.exchange.private_keys import PrivateKey, is_signed
from annotations.store.events import canonical_of
from annotations.store.rows import Link

STREAM, DEVICE = "stream", "device"
MOST: Final = 200
"""Lines of a file that are looked at."""

_CONTEXT: Final = b"slugline voucher 1\0"
"""Signed along, so that nothing that was signed for another purpose passes for one."""
_DEVICE: Final = re.compile(r"d-[0-9a-f]{4,32}")
_KEY: Final = re.compile(r"[0-9a-f]{64}")


class Voucher(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that a device signed."""

    v: int = 1
    type: str
    device: str
    """Whose stream it is, or which device is the person's too."""
    key: str
    """The public key of whoever signed, 64 hex digits."""
    signature: str = ""
    head: str = ""
    seq: int = 0
    before: int = 0
    digest: str = ""
    by: str = ""
    person: str = ""
    of: str = ""

    @property
    def writer(self) -> str:
        """The device that signed."""
        return self.by if self.type == DEVICE else self.device

    def message(self) -> bytes:
        """What is signed."""
        return _CONTEXT + canonical_of(msgspec.structs.replace(self, signature=""))

    def signed(self, key: PrivateKey) -> Voucher:
        """The same, signed."""
        return msgspec.structs.replace(self, signature=key.sign(self.message()))

    def holds(self) -> bool:
        """Whether it was signed with the key that it names."""
        return is_signed(self.message(), self.signature, self.key)

    def line(self) -> bytes:
        """As JSON, the same for the same voucher."""
        return canonical_of(self)


_voucher_of = msgspec.json.Decoder(Voucher).decode


def voucher_of(line: bytes) -> Voucher | None:
    """A voucher from its JSON, not verified; None if it is none, or of a kind of later versions."""
    try:
        found = _voucher_of(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    known = found.v == 1 and found.type in (STREAM, DEVICE)
    shaped = _DEVICE.fullmatch(found.writer) and _KEY.fullmatch(found.key)
    return found if known and shaped and canonical_of(found) == line.strip() else None


def vouchers_of(data: bytes, device: str) -> Iterator[Voucher]:
    """The vouchers in the file of a device, not verified; what is of another one is left out."""
    for line in data.split(b"\n")[:MOST]:
        voucher = voucher_of(line.rstrip(b"\r")) if line.strip() else None
        if voucher and voucher.writer == device:
            yield voucher


def digest_of(ids: Iterable[str]) -> str:
    """What the ids of events that were not chained are remembered by, in their order."""
    return hashlib.sha256("\n".join(ids).encode()).hexdigest()


def of_stream(device: str, links: Iterable[Link], key: PrivateKey) -> list[Voucher]:
    """What a device signs of its own stream: each end of it, which is one unless it was forked."""
    known = {link.id: link for link in links}
    followed = {link.prev for link in known.values()}
    loose = sorted((one for one in known.values() if not one.prev), key=lambda one: one.seq)
    before = loose[-1].seq if len(loose) > 1 else 0
    digest = digest_of(one.id for one in loose) if before else ""
    ends = [one for one in known.values() if one.id not in followed]
    if before:
        # Of what was not chained only the last one can be an end.
        ends = [one for one in ends if one.prev or one.id == loose[-1].id]
    return [
        Voucher(
            type=STREAM,
            device=device,
            key=key.public,
            head=end.id,
            seq=end.seq,
            before=before,
            digest=digest,
        ).signed(key)
        for end in sorted(ends, key=lambda one: (one.seq, one.id))
    ]


def covered(voucher: Voucher, links: Mapping[str, Link], here: Iterable[str] = ()) -> set[str]:
    """The ids of the events that a voucher for their stream is about, as far as they are there.

    Args:
        voucher: One that holds.
        links: The events of the device by id; each is what its id says.
        here: Those of them that were taken before: of two unchained events with one number, the
            one that is here counts.
    """
    found: set[str] = set()
    at = voucher.head
    while at in links and at not in found:
        found.add(at)
        at = links[at].prev
    if not voucher.before or not found:
        return found
    mine = set(here)
    by_number: dict[int, Link] = {}
    for link in links.values():
        if link.prev or link.seq > voucher.before:
            continue
        rival = by_number.get(link.seq)
        if rival is None or (link.id in mine and rival.id not in mine):
            by_number[link.seq] = link
    ids = [by_number[number].id for number in sorted(by_number)]
    return found | set(ids) if digest_of(ids) == voucher.digest else found
