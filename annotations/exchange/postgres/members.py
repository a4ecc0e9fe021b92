"""Who takes part in a team's database, how it stands beside a project, and leaving it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

from annotations.errors import ExchangeError
from annotations.exchange.layout import signature_file
from annotations.exchange.postgres.carrier import PostgresCarrier
from annotations.exchange.postgres.schema import LEAD, WRITER
from annotations.exchange.vouchers import STREAM, vouchers_of
from annotations.store import Store
from annotations.store.people import find_person, told_apart

if TYPE_CHECKING:
    import psycopg


class Device(msgspec.Struct, frozen=True, kw_only=True):
    """One project folder of somebody, on one machine."""

    device: str
    key: str
    """The public key that it signs with; empty if it does not."""
    events: int
    seen: str
    """When it last pushed, ISO 8601 in UTC by the server's clock; empty if it never signed."""


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who takes part."""

    person: str
    name: str
    """Told apart from others of that name."""
    login: str
    """As whom they connect."""
    lead: bool
    since: str
    left: str = ""
    """When they left; empty if they did not."""
    devices: tuple[Device, ...] = ()


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """How a project and a team's database stand to each other."""

    schema: str = "team-status/1"
    where: str
    login: str
    """As whom one is connected."""
    may: str
    """`lead`, `write`, `read` or `everything` (whom row security does not hold)."""
    project_there: str
    """Empty if nobody has begun."""
    project_here: str
    """Empty if there is none."""
    events_there: int
    events_here: int
    to_push: int
    """Of our own: are not there yet."""
    to_pull: int
    """Are not here yet."""
    articles_there: int
    articles_here: int
    forks: int
    people: int
    left: int
    """Of the people: have left."""

    @property
    def is_level(self) -> bool:
        """Whether both sides have the same."""
        same = self.project_there == self.project_here
        return same and not (self.to_push or self.to_pull)


def status(carrier: PostgresCarrier, store: Store | None) -> Status:
    """How a project and a database stand to each other; nothing is changed."""
    state = carrier.state()
    login, may = login_of(carrier)
    here = {one.device: one for one in store.streams()} if store else {}
    there = {device: end.seq for device, end in state.ends.items()}
    people = carrier.connection.run(lambda cursor: _people(cursor, carrier.project), read_only=True)
    return Status(
        where=carrier.where,
        login=login,
        may=may,
        project_there=carrier.project,
        project_here=store.project_id if store else "",
        events_there=sum(there.values()) + state.forks,
        events_here=sum(one.events for one in here.values()),
        to_push=sum(
            max(one.events - there.get(device, 0) - state.forks, 0)
            for device, one in here.items()
            if one.is_ours
        ),
        to_pull=sum(
            max(count - (here[device].events if device in here else 0), 0)
            for device, count in there.items()
        ),
        articles_there=state.articles,
        articles_here=len(store.frozen_ids()) if store else 0,
        forks=state.forks,
        people=len(people),
        left=sum(bool(left) for *_, left in people),
    )


def login_of(carrier: PostgresCarrier) -> tuple[str, str]:
    """As whom one is connected, and what that may do; see `Status.may`."""
    return carrier.connection.run(_login, read_only=True)


def _login(cursor: psycopg.Cursor[Any]) -> tuple[str, str]:
    """As whom one is connected, and what that may do."""
    cursor.execute(b"select rolname, rolsuper from pg_roles where rolname = session_user")
    name, is_super = cursor.fetchone() or ("", False)
    for group, may in ((LEAD, "lead"), (WRITER, "write")):
        cursor.execute("select pg_has_role(session_user, %s, 'member')", [group])
        row = cursor.fetchone()
        if row and row[0]:
            return str(name), "everything" if is_super else may
    return str(name), "everything" if is_super else "read"


def _people(cursor: psycopg.Cursor[Any], project: str) -> list[tuple[Any, ...]]:
    cursor.execute(
        b"select p.person, p.role, p.lead, p.since, "
        b"(select min(x.at) from slugline.departures x "
        b"where x.project = p.project and x.person = p.person) "
        b"from slugline.people p where p.project = %s order by p.since, p.person",
        [project],
    )
    return cursor.fetchall()


def members(carrier: PostgresCarrier, known: Mapping[str, str] | None = None) -> tuple[Member, ...]:
    """Who takes part, in the order of their coming.

    Args:
        carrier: The database.
        known: Display names by person id, as a project knows them; else they are asked there.
    """
    state = carrier.state()
    project = carrier.project

    def work(cursor: psycopg.Cursor[Any]) -> tuple[list[tuple[Any, ...]], ...]:
        people = _people(cursor, project)
        cursor.execute(
            b"select s.person, s.device, g.seen from slugline.streams s "
            b"left join slugline.signatures g on g.project = s.project and g.device = s.device "
            b"where s.project = %s order by s.person, s.device",
            [project],
        )
        streams = cursor.fetchall()
        # Whoever begins says what they are called; only who begins is asked, not every event.
        cursor.execute(
            b"select e.person, e.body from slugline.devices d join slugline.events e "
            b"on e.project = d.project and e.device = d.device and e.seq <= 3 "
            b"where d.project = %s order by e.seq desc",
            [project],
        )
        return people, streams, cursor.fetchall()

    people, streams, begun = carrier.connection.run(work, read_only=True)
    names = {person: name for person, body in begun if (name := _name(body))} | dict(known or {})
    shown = told_apart({person: names.get(person, person) for person, *_ in people})
    return tuple(
        Member(
            person=person,
            name=shown[person],
            login=login,
            lead=lead,
            since=_time(since),
            left=_time(left),
            devices=tuple(
                Device(
                    device=device,
                    key=_key(carrier, device),
                    events=state.ends[device].seq if device in state.ends else 0,
                    seen=_time(seen),
                )
                for whose, device, seen in streams
                if whose == person
            ),
        )
        for person, login, lead, since, left in people
    )


class _Joining(msgspec.Struct, frozen=True):
    type: str = ""
    note: str = ""


def _name(body: str) -> str:
    try:
        event = msgspec.json.decode(body, type=_Joining)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return ""
    return event.note if event.type == "person" else ""


def _key(carrier: PostgresCarrier, device: str) -> str:
    name = signature_file(device)
    data = carrier.read(name) if carrier.has(name) else b""
    found = [one for one in vouchers_of(data, device) if one.type == STREAM and one.holds()]
    return max(found, key=lambda one: one.seq).key if found else ""


def _time(at: datetime | None) -> str:
    from datetime import UTC

    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else ""


def leave(carrier: PostgresCarrier, wanted: str, known: Mapping[str, str] | None = None) -> Member:
    """Let somebody leave: their devices' keys count for nothing new, and what they did stays.

    Args:
        carrier: The database, as that person's login, or as a lead's.
        wanted: Whose id or name it is.
        known: As of `members`.

    Raises:
        ExchangeError: If it is nobody, they have left already, or one may not say so.
    """
    found = {one.person: one for one in members(carrier, known)}
    person = find_person(wanted, {one: who.name for one, who in found.items()}, ExchangeError)
    if found[person].left:
        raise ExchangeError(f"{found[person].name} left on {found[person].left[:10]} already.")

    def work(cursor: psycopg.Cursor[Any]) -> None:
        cursor.execute(
            b"insert into slugline.departures (project, person, device, seq, by_role) "
            b"select s.project, s.person, s.device, coalesce((select max(e.seq) "
            b"from slugline.events e where e.project = s.project and e.device = s.device), 0), "
            b"session_user from slugline.streams s where s.project = %s and s.person = %s "
            b"on conflict do nothing",
            [carrier.project, person],
        )

    carrier.connection.run(work)
    carrier.refresh()
    return found[person]
