"""Keeping a project and a team's database alike: a push and a pull, as far as anything is new."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple

from msgspec.structs import replace

from annotations.config import Config
from annotations.exchange.carrier import Added, Tail
from annotations.exchange.layout import Sent, article_file, event_file, signature_file
from annotations.exchange.postgres.carrier import End, PostgresCarrier, State
from annotations.exchange.private_keys import key_of
from annotations.exchange.pull import Report, take_in
from annotations.exchange.push import Push
from annotations.exchange.read import Arrived, read_from
from annotations.exchange.verdict import OWN
from annotations.exchange.vouchers import STREAM, vouchers_of
from annotations.store import Store
from annotations.store.protocol import Cursor
from annotations.store.rows import Link, link_of


class Seen(NamedTuple):
    """What one sync leaves to the next one."""

    state: State
    """What there was in the database."""
    cursor: Mapping[str, int]
    """By device, up to which number all of its events are here."""
    here: Cursor
    """What there was in the project, once it was as the database."""
    waiting: Mapping[str, tuple[int, int]] = MappingProxyType({})
    """By device of which something was not taken: what there was of it, as `_tried` says. As long
    as that is the same, nothing else would come of trying again."""


class Synced(NamedTuple):
    """What one sync did."""

    sent: int
    """Events that were not there before."""
    report: Report | None
    """What became of what was new there; None if nothing was."""
    seen: Seen
    """To be given to the next one."""


Write = Callable[[Callable[[], Report]], Report]
"""Has a step done that writes to the project, where that is done."""


def sync(
    store: Store,
    carrier: PostgresCarrier,
    config: Config,
    seen: Seen | None = None,
    *,
    trusted: Collection[str] = (),
    receive: bool = True,
    write: Write = lambda step: step(),
    behind: Callable[[int], object] = lambda events: None,
) -> Synced:
    """Push what is new here and take in what is new there, once.

    Where nothing is new this asks the server one question, and the project only how long its
    streams are.

    Args:
        store: The project.
        carrier: The database.
        config: That of the project.
        seen: What the last sync gave; without it, all of the project is compared.
        trusted: As of `take_in`.
        receive: Whether what is new there is taken in; if not, the next sync that does takes it.
        write: Has the project written to; the rest only reads it, and may be done in any thread.
        behind: Is told how many events are there and not here, before they are taken in.

    Raises:
        ExchangeError: If the server cannot be reached, or does not take what is pushed. What is
            here stays as it is, and the same may be tried again.
        StoreError: If the project cannot be written.
    """
    state, here = carrier.state(), store.cursor()
    if seen and receive and _is_level(store, state, here, seen):
        return Synced(0, None, seen)
    cursor = dict(seen.cursor) if seen else _cursor(store)
    report, confirms, waiting = None, False, dict(seen.waiting) if seen else {}
    # First what is there: a project that is new becomes a copy of it, and one that is older asks.
    if receive and carrier.project and _is_new_there(store, state, seen, cursor):
        behind(sum(max(end.seq - cursor.get(one, 0), 0) for one, end in state.ends.items()))
        carrier.look_ahead(cursor)
        waiting = {one: was for one, was in waiting.items() if was == _tried(carrier, state, one)}
        found = _read(store, carrier, state, seen, cursor, waiting)
        report = write(lambda: _taken(store, found, config, trusted, seen))
        confirms = _is_of_ours(store, found)
        waiting |= _waiting(carrier, state, report, found)
        cursor |= {one: end.seq for one, end in state.ends.items() if one not in waiting}
    sent, here = 0, store.cursor()
    asks = report is not None and any(one.why == OWN for one in report.held)
    if (confirms or _is_new_here(store, state, seen)) and not asks:
        # The first one says all that there is to say, of other devices of one's own, too.
        is_whole = confirms or seen is None
        tail = None if is_whole else _pushed_tail(store, carrier, state)
        if tail:
            sent, state = tail
        else:
            sent = _pushed(store, carrier, config).new
            # Articles and forks of others may have come meanwhile: they are not here yet.
            state = replace(carrier.state(), articles=state.articles, forks=state.forks)
    ours = {one.device for one in store.streams() if one.is_ours}
    cursor |= {one: end.seq for one, end in state.ends.items() if one in ours and not state.forks}
    if not receive:
        # The next one compares with what was taken in, not with what was only seen.
        state = seen.state if seen else State({}, 0, 0, 0)
    # What was recorded here meanwhile is new to the next one.
    return Synced(sent, report, Seen(state, cursor, here, waiting))


def _is_level(store: Store, state: State, here: Cursor, seen: Seen) -> bool:
    """Whether nothing is other than after the last sync, and nothing was left over then."""
    same = (state, here) == (seen.state, seen.here) and _has_all(store, state)
    return same and not _has_more(seen, state, seen.cursor)


def _has_all(store: Store, state: State) -> bool:
    return len(store.frozen_ids()) <= state.articles


def _read(
    store: Store,
    carrier: PostgresCarrier,
    state: State,
    seen: Seen | None,
    cursor: Mapping[str, int],
    waiting: Collection[str],
) -> Arrived:
    """What is new there, without devices that were tried before and are as they were."""
    without = set[str]()
    if seen:
        # Nothing is ever taken out there: where there are no more articles, none is new.
        carrier.skip_articles = state.articles == seen.state.articles
        without = {article_file(one) for one in store.frozen_ids()}
    since = {**cursor, **{one: state.ends[one].seq for one in waiting if one in state.ends}}
    return read_from(carrier, carrier.where, since, without)


def _tried(carrier: PostgresCarrier, state: State, device: str) -> tuple[int, int]:
    """What decides of a device's events: where they end, and what anybody signed of it."""
    signed = (line for lines in carrier.signed.values() for line in lines.splitlines())
    about = sorted(line for line in signed if device.encode() in line)
    return state.ends[device].seq if device in state.ends else 0, hash(tuple(about))


def _waiting(
    carrier: PostgresCarrier, state: State, report: Report, found: Arrived
) -> dict[str, tuple[int, int]]:
    """Devices of which not everything was taken, each as it was tried."""
    if report.is_whole and not report.problems:
        return {}
    held = {one.device for one in report.held}
    if report.refused or report.problems:
        held |= {one.device for one in found.writers}
    return {one: _tried(carrier, state, one) for one in held}


def _taken(
    store: Store, found: Arrived, config: Config, trusted: Collection[str], seen: Seen | None
) -> Report:
    # Where only news come, the report is of the news: the rest would be looked at each time.
    return take_in(store, found, config, trusted=trusted, brief=seen is not None)


def _pushed(store: Store, carrier: PostgresCarrier, config: Config) -> Sent:
    return Push(store, carrier, config).push(articles=True, lead=False, join_project=False)


def _is_of_ours(store: Store, found: Arrived) -> bool:
    """Whether another device of somebody who works here wrote: we confirm it to the others."""
    ours, joined = {one.device for one in store.streams() if one.is_ours}, set(store.joined())
    return any(one.person in joined and one.device not in ours for one in set(found.writers))


def _cursor(store: Store) -> dict[str, int]:
    """By device, up to which number its events are here without a gap."""
    found = {}
    for stream in store.streams():
        numbers = {link.seq for link in store.links(stream.device)}
        last = 0
        while last + 1 in numbers:
            last += 1
        found[stream.device] = last
    return found


def _is_new_there(store: Store, state: State, seen: Seen | None, cursor: Mapping[str, int]) -> bool:
    if seen is None:
        return True
    # By the cursor, not by what was there: others may have pushed while we did.
    if _has_more(seen, state, cursor):
        return True
    before = seen.state
    if seen.waiting and state.signatures != before.signatures:
        return True  # somebody may have confirmed what waits
    return (state.forks, state.articles) != (before.forks, before.articles)


def _has_more(seen: Seen, state: State, cursor: Mapping[str, int]) -> bool:
    """Whether a stream goes on there that is not here so far, and was not tried so far."""
    tried = {one: was[0] for one, was in seen.waiting.items()}
    return any(end.seq > tried.get(one, cursor.get(one, 0)) for one, end in state.ends.items())


def _is_new_here(store: Store, state: State, seen: Seen | None) -> bool:
    if seen is None:
        return True
    longer = any(
        one.is_ours and one.events > (state.ends[one.device].seq if one.device in state.ends else 0)
        for one in store.streams()
    )
    return longer or not _has_all(store, state)


def _pushed_tail(store: Store, carrier: PostgresCarrier, state: State) -> tuple[int, State] | None:
    """Push what follows on our stream as it is there; None if it is not so simple.

    That is the way of a single label: it costs the same however long the stream is.

    Args:
        store: The project.
        carrier: The database.
        state: What is there now.

    Returns:
        How many events, and what is there from now on.
    """
    device, folder = store.device, store.private
    end = state.ends.get(device)
    name = signature_file(device)
    if end is None or state.forks or folder is None or len(store.frozen_ids()) > state.articles:
        return None
    if any(
        one.is_ours and one.device != device and one.device not in state.ends
        for one in store.streams()
    ):
        return None
    key = key_of(folder, device)
    # Asked each time: another window may have signed something since.
    there = carrier.signed_by(device)
    signed = list(vouchers_of(there, device))
    last = [one for one in signed if one.type == STREAM]
    if key is None or len(last) < 1:
        return None
    newest = max(last, key=lambda one: one.seq)
    if (newest.head, newest.key) != (end.id, key.public) or not newest.holds():
        return None
    lines = list(store.lines(device, end.seq))
    links = list(map(link_of, lines))
    if not lines or not _follow(end.id, end.seq, links):
        return None
    now = replace(newest, head=links[-1].id, seq=links[-1].seq, signature="").signed(key)
    vouchers = [newest, now, *(one for one in signed if one.type != STREAM)]
    by_person = groupby(zip(links, lines, strict=True), key=lambda one: one[0].person)
    tails = [
        Tail(event_file(person, device), (), tuple(line for _, line in both))
        for person, both in by_person
    ]
    data = b"".join(one.line() + b"\n" for one in vouchers)
    carrier.write(Added([], [(name, data)], [], tails))
    ends = {**state.ends, device: End(now.seq, now.head)}
    signatures = state.signatures + now.seq - newest.seq + len(data) - len(there)
    return len(lines), replace(state, ends=ends, signatures=signatures)


def _follow(head: str, seq: int, links: list[Link]) -> bool:
    """Whether events follow on one, each on the one before."""
    for link in links:
        if (link.prev, link.seq) != (head, seq + 1):
            return False
        head, seq = link.id, link.seq
    return True
