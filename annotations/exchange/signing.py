"""What a project signs when it pushes."""

from __future__ import annotations

from collections.abc import Iterable

from annotations.exchange.private_keys import PrivateKey, key_of, made_key
from annotations.exchange.vouchers import DEVICE, STREAM, Voucher, of_stream, voucher_of
from annotations.store import Store
from annotations.store.rows import Link


def own_vouchers(store: Store) -> tuple[list[Voucher], str]:
    """What the devices of this folder vouch for, and why nothing is signed, if it is not.

    Each of them for its own stream; and for the other devices of those who work here, which are
    theirs: whatever was said in their names was only taken after they were asked.
    """
    folder = store.private
    if folder is None or not store.device:
        return [], ""
    try:
        made_key(folder, store.device)
        ours = [one.device for one in store.streams() if one.is_ours]
        found = ((device, key_of(folder, device)) for device in ours)
        keys = {device: key for device, key in found if key}
    except OSError as error:
        return [], f"Not signed: {folder} cannot be used ({error.strerror or error})."
    links = {one.device: list(store.links(one.device)) for one in store.streams()}
    vouchers: list[Voucher] = []
    for device, key in keys.items():
        vouchers += of_stream(device, links[device], key)
        vouchers += _of_others(store, device, key, links, keys)
    return vouchers, ""


def _of_others(
    store: Store,
    device: str,
    key: PrivateKey,
    links: dict[str, list[Link]],
    keys: dict[str, PrivateKey],
) -> Iterable[Voucher]:
    kept = [one for one in map(voucher_of, store.vouchers()) if one and one.type == STREAM]
    public = {one.device: one.key for one in kept}
    public |= {one: own.public for one, own in keys.items()}
    mine = {link.person for link in links[device]} & set(store.joined())
    for other, theirs in links.items():
        for person in sorted({link.person for link in theirs} & mine) if other != device else ():
            yield Voucher(
                type=DEVICE,
                by=device,
                key=key.public,
                person=person,
                device=other,
                of=public.get(other, ""),
            ).signed(key)


def by_device(vouchers: Iterable[Voucher]) -> dict[str, list[Voucher]]:
    """Vouchers by the device that signed them: whose file they stand in."""
    found: dict[str, list[Voucher]] = {}
    for one in dict.fromkeys(vouchers):
        found.setdefault(one.writer, []).append(one)
    return {device: found[device] for device in sorted(found)}


def with_earlier(ours: list[Voucher], there: Iterable[Voucher]) -> list[Voucher]:
    """What the file of a device shall hold: ours, what a later state signed, and the one before.

    The one before is for those who get this file sooner than the events that it is about.
    """
    streams = [one for one in ours if one.type == STREAM]
    last, key = max((one.seq for one in streams), default=0), ours[0].key
    known = [
        one
        for one in there
        if one.type == STREAM and one.key == key and one not in ours and one.holds()
    ]
    before = sorted((one for one in known if one.seq < last), key=lambda one: one.seq)[-1:]
    return [*before, *ours, *(one for one in known if one.seq > last)]
