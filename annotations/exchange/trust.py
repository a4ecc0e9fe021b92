"""Whose events are whose: what is signed, by whom, and what is held until somebody has been asked.

Trust on first use. The first key with which a device signs is its key from then on; whoever wrote
first under a person's id is that person. What is known already is never asked about again. Held,
and shown, is what only the person in question can answer for:

    own          stands in the stream that this folder alone writes, and is not here
    device       is in the name of somebody who works here, from a device that is not known
    unconfirmed  is in the name of a colleague, from a device that none of theirs has confirmed
    key          is signed with another key than the device's

Events of a device that signs, which its signature does not cover, are refused one by one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from annotations import plurals
from annotations.exchange.private_keys import key_of, short
from annotations.exchange.read import Arrived, Writer
from annotations.exchange.tail_verdict import of_tails
from annotations.exchange.verdict import OTHER_DEVICE, OTHER_KEY, OWN, UNCONFIRMED, Held, Verdict
from annotations.exchange.vouchers import DEVICE, STREAM, Voucher, covered, voucher_of
from annotations.store import Store
from annotations.store.events import canonical_of, id_of
from annotations.store.people import told_apart
from annotations.store.rows import Link


class Signed(msgspec.Struct, frozen=True, kw_only=True):
    """How far somebody's events on a device are signed, here once a pull is done."""

    person: str
    name: str
    device: str
    key: str = ""
    """The public key; empty if nothing is signed."""
    signed: int = 0
    unsigned: int = 0
    missing: int = 0
    """Events that others follow on and that are not here: a hole in the device's stream."""
    forks: int = 0
    """Events that two others follow on: the stream was written twice, or forged."""


class _Fresh(NamedTuple):
    """An event that is not here."""

    numbers: list[int]
    """Its numbers among what arrives: it may stand there more than once."""
    link: Link


class _Stream:
    """One device's events, here and arriving."""

    def __init__(self, device: str) -> None:
        self.device = device
        self.here: dict[str, Link] = {}
        self.fresh: dict[str, _Fresh] = {}
        """By id."""
        self.keys: set[str] = set()
        """That count."""
        self.others: set[str] = set()
        """That sign it, too."""
        self.signing: dict[str, set[str]] = {}
        """By key, the ids of the events that it signs."""
        self.covered: set[str] = set()

    @property
    def links(self) -> dict[str, Link]:
        """All of them by id."""
        return self.here | {one: fresh.link for one, fresh in self.fresh.items()}

    def by(self, person: str) -> list[_Fresh]:
        """What arrives of a person."""
        return [one for one in self.fresh.values() if one.link.person == person]

    def taken(self, left: Collection[int]) -> dict[str, Link]:
        """What arrives, without what is left."""
        return {
            one: fresh.link for one, fresh in self.fresh.items() if fresh.numbers[0] not in left
        }


def judged(
    store: Store,
    found: Arrived,
    pins: Mapping[str, str] | None = None,
    trusted: Collection[str] = (),
) -> Verdict:
    """Tell what may be taken from what must be asked about, and from what nobody signed.

    Args:
        store: The project.
        found: What was read.
        pins: Public keys by device, which the lead has laid down: no others count for these.
        trusted: Devices of which somebody has said that they are whose they say, with the
            beginning of the key that is theirs after a `=` where they are signed with several.
    """
    if not trusted and (verdict := of_tails(store, found, pins or {})):
        return verdict
    said = (one.partition("=") for one in trusted)
    keys = {device: key.replace("-", "") for device, _, key in said}
    return _Judging(store, found, pins or {}, keys).verdict()


class _Judging:
    def __init__(
        self, store: Store, found: Arrived, pins: Mapping[str, str], trusted: Mapping[str, str]
    ) -> None:
        self._store = store
        self._found = found
        self._pins = pins
        self._trusted = trusted
        self._kept = [one for one in map(voucher_of, store.vouchers()) if one]
        known = {one.device for one in store.streams()} | {one.device for one in found.writers}
        new = (one for one in dict.fromkeys(found.vouchers) if one not in self._kept)
        # Looked at only where it is about somebody: each takes a tenth of a millisecond.
        self._came = [one for one in new if {one.device, one.writer} <= known and one.holds()]
        self._streams: dict[str, _Stream] = {}
        self._known: dict[Writer, str] = {}
        """Who has written here on which device, and when first, by hybrid clock."""
        self._look()
        for stream in self._streams.values():
            self._find_keys(stream)

    def _look(self) -> None:
        arriving = {writer.device for writer in self._found.writers}
        vouched = {one.device for one in (*self._kept, *self._came) if one.type == STREAM}
        for device in (one.device for one in self._store.streams()):
            stream = self._streams.setdefault(device, _Stream(device))
            is_needed = device in arriving or device in vouched
            for link in self._store.links(device):
                writer = Writer(link.person, device)
                known = self._known.get(writer)
                if known is None or link.hlc < known:
                    self._known[writer] = link.hlc
                if is_needed:
                    stream.here[link.id] = link
        for number, link in enumerate(self._found.links):
            device = self._found.writers[number].device
            stream = self._streams.setdefault(device, _Stream(device))
            if link.id in stream.here:
                continue
            if (fresh := stream.fresh.get(link.id)) is None:
                stream.fresh[link.id] = _Fresh([number], link)
            elif self._is_whole(fresh.numbers[0]):
                fresh.numbers.append(number)
            else:
                # The first one only says that it is this event, and the store refuses it.
                stream.fresh[link.id] = _Fresh([number], link)

    def _find_keys(self, stream: _Stream) -> None:
        """Which keys count for a device, and what they cover."""
        device = stream.device
        kept = [one for one in self._kept if one.type == STREAM and one.device == device]
        came = [one for one in self._came if one.type == STREAM and one.device == device]
        if came or kept:
            # A signature is over ids, so each has to be what it says before one is followed.
            fresh = stream.fresh.items()
            for bad in [one for one, (ns, _) in fresh if not self._is_whole(ns[0])]:
                del stream.fresh[bad]
        links = stream.links
        covers = {one: covered(one, links, stream.here) for one in (*kept, *came)}
        for one, ids in covers.items():
            if ids:
                stream.signing.setdefault(one.key, set()).update(ids)
        signing = set(stream.signing)
        if device in self._pins:
            stream.keys = {self._pins[device]}
        elif own := self._own_key(device):
            stream.keys = {own}
        else:
            stream.keys = {one.key for one in kept}
            if not stream.keys and len(signing) == 1:
                stream.keys = signing
        if device in self._trusted:
            stream.keys |= {key for key in signing if key.startswith(self._trusted[device])}
        stream.others = signing - stream.keys
        stream.covered = set().union(*(stream.signing.get(key, ()) for key in stream.keys))

    def _own_key(self, device: str) -> str:
        private = self._store.private
        ours = any(one.device == device and one.is_ours for one in self._store.streams())
        key = key_of(private, device) if private and ours else None
        return key.public if key else ""

    def _is_whole(self, number: int) -> bool:
        try:
            fields = msgspec.json.decode(self._found.lines[number])
            return bool(
                id_of(canonical_of({k: v for k, v in fields.items() if k != "id"})) == fields["id"]
            )
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, KeyError):
            return False

    def verdict(self) -> Verdict:
        """What is to become of each event."""
        held = list(self._held())
        names = told_apart(self._store.people())
        left: set[int] = set()
        for one in held:
            left.update(*(fresh.numbers for fresh in self._streams[one.device].by(one.person)))
        refused: dict[int, str] = {}
        for stream in self._streams.values():
            for numbers, link in stream.fresh.values():
                if numbers[0] not in left and not self._may_come(stream, link):
                    name = names.get(link.person) or self._found.names.get(link.person, link.person)
                    why = (
                        f"{link.id} is not signed with the key of {name}'s device {stream.device} "
                        f"({' or '.join(map(short, sorted(stream.keys)))}), which signs all else. "
                        "It is not taken; if the exchange is only half here, pull again."
                    )
                    refused |= dict.fromkeys(numbers, why)
        left |= refused.keys()
        return Verdict(
            tuple(held),
            refused,
            frozenset(left),
            self._to_keep(frozenset(left)),
            tuple(self._problems(frozenset(left), names)),
        )

    def _may_come(self, stream: _Stream, link: Link) -> bool:
        is_own = stream.device == self._store.device
        return not stream.keys or link.id in stream.covered or is_own

    def _held(self) -> Iterator[Held]:
        names = told_apart(self._store.people())
        arriving: dict[Writer, int] = {}
        for device, stream in self._streams.items():
            for _, link in stream.fresh.values():
                writer = Writer(link.person, device)
                arriving[writer] = arriving.get(writer, 0) + 1
        accepted = set(self._known)
        pending = dict(sorted(arriving.items()))
        for writer in [one for one in pending if one.device in self._trusted]:
            accepted.add(writer)
        accepted |= self._first_ones(accepted, pending)
        while more := [
            one for one in pending if one not in accepted and self._is_confirmed(one, accepted)
        ]:
            accepted |= set(more)
        for writer, count in pending.items():
            if why := self._why(writer, accepted):
                stream = self._streams[writer.device]
                ids = {link.id for _, link in stream.by(writer.person)}
                keys = sorted(key for key, signed in stream.signing.items() if ids & signed)
                name = names.get(writer.person) or self._found.names.get(
                    writer.person, writer.person
                )
                yield Held(
                    writer.person,
                    name,
                    writer.device,
                    count,
                    why,
                    tuple(keys),
                    next(iter(sorted(stream.keys)), "") if stream.others else "",
                )

    def _why(self, writer: Writer, accepted: Collection[Writer]) -> str:
        """Why events of a writer are held; empty if they are not."""
        if writer.device in self._trusted:
            return ""
        if writer.device == self._store.device:
            return OWN
        if writer not in accepted:
            return OTHER_DEVICE if writer.person in self._store.joined() else UNCONFIRMED
        stream = self._streams[writer.device]
        uncovered = any(link.id not in stream.covered for _, link in stream.by(writer.person))
        return OTHER_KEY if stream.others and uncovered else ""

    def _first_ones(self, known: Collection[Writer], pending: Mapping[Writer, int]) -> set[Writer]:
        """Of people of whom nothing is here: whoever wrote first as them; all, if nobody signs."""
        people = {one.person for one in known} | set(self._store.joined())
        by_person: defaultdict[str, list[Writer]] = defaultdict(list)
        for writer in pending:
            if writer.person not in people:
                by_person[writer.person].append(writer)
        found: set[Writer] = set()
        for writers in by_person.values():
            signing = [one for one in writers if self._streams[one.device].keys]
            pinned = [one for one in signing if one.device in self._pins]
            if not signing:
                found |= set(writers)
            else:
                found.add(min(pinned or signing, key=lambda one: (self._began(one), one)))
        return found

    def _began(self, writer: Writer) -> str:
        return min(link.hlc for _, link in self._streams[writer.device].by(writer.person))

    def _is_confirmed(self, writer: Writer, accepted: Collection[Writer]) -> bool:
        """Whether a device that is the person's says that another is, or if none ever signed."""
        theirs = [one for one in accepted if one.person == writer.person]
        keys = self._streams[writer.device].keys
        for one in (*self._kept, *self._came):
            if (
                one.type == DEVICE
                and (one.person, one.device) == writer
                and (not one.of or one.of in keys)
                and any(
                    known.device == one.by and one.key in self._streams[known.device].keys
                    for known in theirs
                )
            ):
                return True
        if writer.person in self._store.joined():
            return False
        return not any(self._streams[one.device].keys for one in theirs)

    def _to_keep(self, left: frozenset[int]) -> tuple[bytes, ...]:
        """The vouchers that count, without those that others say more than."""
        kept: list[Voucher] = []
        for device, stream in self._streams.items():
            vouchers = [
                one
                for one in (*self._kept, *self._came)
                if one.type == STREAM and one.device == device and one.key in stream.keys
            ]
            taken = stream.here | stream.taken(left)
            ours = any(one.device == device and one.is_ours for one in self._store.streams())
            vouchers.sort(key=lambda one: (-one.seq, one.head))
            seen: set[str] = set()
            for one in vouchers:
                ids = covered(one, taken, stream.here)
                if (ids and not ids <= seen) or (one in self._kept and not ids):
                    seen |= ids
                    if not (ours and self._own_key(device)):
                        kept.append(one)
        devices = [one for one in (*self._kept, *self._came) if one.type == DEVICE]
        kept += [
            one
            for one in devices
            if one.by in self._streams and one.key in self._streams[one.by].keys
        ]
        return tuple(dict.fromkeys(one.line() for one in kept))

    def _problems(self, left: frozenset[int], names: Mapping[str, str]) -> Iterator[str]:
        for device, stream in sorted(self._streams.items()):
            came = stream.taken(left)
            if not came:
                continue
            links = stream.here | came
            people = sorted({link.person for link in came.values()})
            who = ", ".join(names.get(one) or self._found.names.get(one, one) for one in people)
            absent = [one for one in came.values() if one.prev and one.prev not in links]
            if absent:
                numbers = ", ".join(f"{one.seq - 1:,}" for one in absent[:5])
                yield (
                    f"A hole in the stream of {who} on {device}: event {numbers} is missing, which "
                    "a later one follows on. Pull again when the exchange is whole; if it is, "
                    "something was taken out of it."
                )
            follow = Counter(one.prev for one in links.values() if one.prev)
            twice = [one for one in came.values() if one.prev and follow[one.prev] > 1]
            if twice:
                yield (
                    f"A fork in the stream of {who} on {device}: two events follow on number "
                    f"{twice[0].seq - 1:,}. The project was put back from a backup or copied, or "
                    "one of the two is forged."
                )


def signed(store: Store, pins: Mapping[str, str] | None = None) -> tuple[Signed, ...]:
    """Who signed what of all that is here, by person and device."""
    pins = pins or {}
    names = told_apart(store.people())
    vouchers = [one for one in map(voucher_of, store.vouchers()) if one and one.type == STREAM]
    found: list[Signed] = []
    for stream in store.streams():
        device = stream.device
        key = key_of(store.private, device) if stream.is_ours and store.private else None
        mine = [one for one in vouchers if one.device == device and one.holds()]
        if device in pins:
            mine = [one for one in mine if one.key == pins[device]]
        public = key.public if key else next((one.key for one in mine), "")
        counts = _in_one_line(store.links(device), {one.head for one in mine}, every=bool(key))
        if counts is None:
            links = {link.id: link for link in store.links(device)}
            cover = set(links) if key else set[str]()
            for one in mine if not key else ():
                cover |= covered(one, links, links)
            counts = _counted(links, cover)
        found += [
            Signed(
                person=person,
                name=names.get(person, person),
                device=device,
                key=public,
                signed=said.signed,
                unsigned=said.all - said.signed,
                missing=said.missing,
                forks=said.forks,
            )
            for person, said in counts.items()
        ]
    return tuple(sorted(found, key=lambda one: (one.name, one.person, one.device)))


class _Counts(msgspec.Struct):
    """What was counted of a person's events on a device."""

    all: int = 0
    signed: int = 0
    missing: int = 0
    forks: int = 0


def _in_one_line(
    links: Iterable[Link], heads: Collection[str], *, every: bool
) -> dict[str, _Counts] | None:
    """Counts of a stream whose events come in the order of its chain; none if they do not.

    So a million of them are counted without being held.

    Args:
        links: The events.
        heads: Those up to which they are signed.
        every: All are: they are our own.
    """
    found: dict[str, _Counts] = {}
    before = ""
    for link in links:
        if link.prev != before:
            return None
        before = link.id
        counts = found.get(link.person)
        if counts is None:
            counts = found[link.person] = _Counts()
        counts.all += 1
        if before in heads:
            for one in found.values():
                one.signed = one.all
    if every:
        for one in found.values():
            one.signed = one.all
    return found


def _counted(links: Mapping[str, Link], cover: Collection[str]) -> dict[str, _Counts]:
    follow = Counter(link.prev for link in links.values() if link.prev)
    found: dict[str, _Counts] = {}
    forked: set[tuple[str, str]] = set()
    for link in links.values():
        counts = found.setdefault(link.person, _Counts())
        counts.all += 1
        counts.signed += link.id in cover
        counts.missing += bool(link.prev) and link.prev not in links
        if follow[link.prev] > 1 and (link.person, link.prev) not in forked:
            forked.add((link.person, link.prev))
            counts.forks += 1
    return found


def shown(one: Signed) -> str:
    """What is signed of somebody's events, in a line."""
    where = f"{one.name} on {one.device}"
    if not one.signed:
        return f"Not signed: {where}, {plurals.count(one.unsigned, 'event')}"
    rest = f"; {one.unsigned:,} are not" if one.unsigned else ""
    return f"Signed: {where}, {plurals.count(one.signed, 'event')}, key {short(one.key)}{rest}"


def flaws(found: Iterable[Signed]) -> Iterator[str]:
    """Holes and forks of streams, and events that stand unsigned in a stream that is signed."""
    for one in found:
        where = f"the stream of {one.name} on {one.device}"
        if one.missing:
            yield f"A hole in {where}: events are missing that {one.missing:,} others follow on."
        if one.forks:
            yield f"A fork in {where}: two events follow on one, at {one.forks:,} places."
        if one.signed and one.unsigned:
            yield f"{one.unsigned:,} events in {where} are not signed with its key."
