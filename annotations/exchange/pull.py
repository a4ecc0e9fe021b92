"""Taking in what an exchange holds: whose it is, what becomes of it, and a report of that."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import msgspec

from annotations.config import Config
from annotations.errors import ExchangeError
from annotations.exchange.conflicts import Double, disputed_golds, doubles, stale_golds
from annotations.exchange.layout import Difference, differences
from annotations.exchange.places import Place, named, readable
from annotations.exchange.read import Arrived, only, read_from
from annotations.exchange.trust import Signed, judged, signed
from annotations.exchange.verdict import Held
from annotations.store import Merged, Store
from annotations.store.people import find_person, told_apart

SCHEMA = "exchange-report/1"


class Newcomer(msgspec.Struct, frozen=True):
    """Somebody whose work was not here before."""

    person: str
    name: str
    """Told apart from others of that name."""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an exchange that was taken in."""

    schema: str = SCHEMA
    source: str
    """Where it was read from."""
    project: str
    new: int
    known: int
    """Were here already."""
    orphaned: int
    """Of the new ones: wait for their article."""
    stale: int
    """Of the new ones: about sentences that are cut otherwise here."""
    articles: int
    """That were not here."""
    recut: int
    """Articles that nobody here had labelled, and that are cut as they came now."""
    refused: tuple[str, ...]
    """What was not taken, where it stands, and why."""
    held: tuple[Held, ...]
    """What was not taken because somebody has to say first whether it is whose it says."""
    signed: tuple[Signed, ...] = ()
    """Who signed what, of those whose events came."""
    problems: tuple[str, ...] = ()
    """Holes and forks in the streams that came."""
    people: tuple[Newcomer, ...]
    joined_as: str = ""
    """The person that one goes on as here; empty if that was not asked for."""
    differences: tuple[Difference, ...]
    """Of the labels and the guideline."""
    doubles: tuple[Double, ...]
    """What people who work here labelled twice, differently, without knowing of it."""
    golds_stale: int
    """Decisions that new votes make stale, and that were not before."""
    golds_disputed: int
    """Sentences that two people decided differently now, and had not before."""
    notes: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether everything was taken."""
        return not (self.refused or self.held)


def claims(
    store: Store, found: Arrived, config: Config | None = None, trusted: Collection[str] = ()
) -> tuple[Held, ...]:
    """What somebody has to be asked about before it is taken; see `trust`.

    It may be the same person's other laptop, a backup that was put back, or a forgery.
    """
    return judged(store, found, config.exchange.keys if config else {}, trusted).held


def take_in(
    store: Store,
    found: Arrived,
    config: Config,
    *,
    trusted: Collection[str] = (),
    join_project: bool = False,
    join_as: str = "",
    brief: bool = False,
) -> Report:
    """Merge what an exchange holds into a project.

    A project that nobody has worked in becomes a copy of that of the exchange.

    Args:
        store: The project.
        found: What was read.
        config: That of the project; labels that differ are reported.
        trusted: Devices of which somebody said that they are whose they say; see `claims`.
        join_project: Take events of another project all the same.
        join_as: Go on here as this person of the exchange, by name or id; empty for nobody.
        brief: Leave out of the report what takes a look at all of the project: who signed what,
            what somebody labelled twice, and what became of decisions.

    Raises:
        ExchangeError: If it is of another project, or nobody can be joined as. Nothing is changed.
        StoreError: If the project cannot be written. Nothing is changed.
    """
    is_copy = _becomes_copy(store, found, join_project=join_project)
    person = _joining(store, found, join_as) if join_as else ""
    verdict = judged(store, found, config.exchange.keys, trusted)
    kept = only(found, (number not in verdict.left for number in range(len(found.lines))))
    before = dict(store.people())
    golds = _golds(store) if not brief else (frozenset[str](), frozenset[str]())
    if is_copy:
        store.adopt(found.project.project)
    merged = store.merge(kept.lines, kept.articles)
    if set(verdict.vouchers) != set(store.vouchers()):
        store.keep_vouchers(verdict.vouchers)
    if person:
        store.join(_name(store, found, person), person)
    people = told_apart(store.people())
    now = _golds(store) if not brief else golds
    return Report(
        source=found.where,
        project=store.project_id,
        new=merged.new,
        known=merged.known,
        orphaned=merged.orphaned,
        stale=merged.stale,
        articles=merged.articles,
        recut=merged.recut,
        refused=(
            *found.refused,
            *(f"{found.places[number]}: {why}" for number, why in sorted(verdict.refused.items())),
            *_refused(merged, kept),
        ),
        held=verdict.held,
        signed=_signed(store, found, config) if not brief else (),
        problems=verdict.problems,
        people=tuple(Newcomer(one, name) for one, name in people.items() if one not in before),
        joined_as=people.get(person, ""),
        differences=differences(found.project, config),
        doubles=_own_doubles(store) if not brief else (),
        golds_stale=len(now[0] - golds[0]),
        golds_disputed=len(now[1] - golds[1]),
        notes=found.notes,
    )


def _golds(store: Store) -> tuple[frozenset[str], frozenset[str]]:
    return stale_golds(store), disputed_golds(store)


def arrived(place: Place, *, plain: bool = False) -> Arrived:
    """Read an exchange folder, a bundle, a database or a dump whole.

    Args:
        place: Where it is.
        plain: Read from a database elsewhere without TLS, too.

    Raises:
        ExchangeError: If it is no exchange, cannot be read, or holds what may harm.
    """
    with readable(place, plain=plain) as source:
        return read_from(source, named(place))


def pull(
    store: Store,
    place: Place,
    config: Config,
    *,
    trusted: Collection[str] = (),
    join_project: bool = False,
    join_as: str = "",
) -> Report:
    """Read an exchange, wherever it is, and merge it; see `arrived` and `take_in`."""
    found = arrived(place)
    return take_in(
        store, found, config, trusted=trusted, join_project=join_project, join_as=join_as
    )


def _becomes_copy(store: Store, found: Arrived, *, join_project: bool) -> bool:
    """Whether the project takes the exchange's id.

    Raises:
        ExchangeError: If it is another project that has been worked in.
    """
    theirs = found.project.project
    if store.project_id == theirs:
        return False
    if not any(stream.events for stream in store.streams()):
        return True
    if join_project:
        return False
    raise ExchangeError(
        f"{found.where} is of project {theirs}, and this one is {store.project_id}. If it is the "
        "wrong project folder, name the right one with --project; a new folder becomes a copy of "
        "the exchange. To take the labels into this project all the same: --join-project."
    )


def _joining(store: Store, found: Arrived, wanted: str) -> str:
    """Who is meant by a name: somebody of the exchange, and nobody else who works here."""
    there = {one.person: found.names.get(one.person, "") for one in found.by_writer()}
    person = find_person(wanted, {one: name or one for one, name in there.items()}, ExchangeError)
    name = _name(store, found, person)
    others = [one for one in store.joined() if one != person and store.people().get(one) == name]
    if others:
        raise ExchangeError(
            f"Somebody has already worked here as “{name}” ({others[0]}), who is not {person} of "
            "the exchange: the two stay two people. To go on as the one of the exchange, begin in "
            "a new project folder: --project FOLDER."
        )
    return person


def _name(store: Store, found: Arrived, person: str) -> str:
    return found.names.get(person) or store.people().get(person) or person


def _signed(store: Store, found: Arrived, config: Config) -> tuple[Signed, ...]:
    came = set(found.writers)
    return tuple(
        one for one in signed(store, config.exchange.keys) if (one.person, one.device) in came
    )


def _refused(merged: Merged, kept: Arrived) -> Iterator[str]:
    """Why events were not taken, with the file and line instead of a number."""
    for number, why in zip(merged.refused_lines, merged.refused, strict=True):
        yield f"{kept.places[number - 1]}: {why.removeprefix(f'Event {number}: ')}"


def _own_doubles(store: Store) -> tuple[Double, ...]:
    return tuple(one for person in sorted(store.joined()) for one in doubles(store, person))
