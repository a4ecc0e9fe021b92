"""The tables of a team's database, who may do what with them, and how they change.

`MIGRATIONS` is never edited, only continued. Two roles: a writer may add to streams of its own,
and nobody may change or delete what is there; a lead may begin a project, assign, and say that
somebody has left. Who somebody is in the database is the login (`session_user`), so that nothing
is gained by taking another role on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import msgspec

from annotations.errors import ExchangeError

if TYPE_CHECKING:
    import psycopg

    from annotations.exchange.postgres.connection import Connection

WRITER, LEAD = "slugline_writer", "slugline_lead"
"""Group roles; logins are members of one of them."""

_TABLES: Final = """
create table slugline.version (
    version integer primary key,
    at timestamptz not null default now()
);
create table slugline.projects (
    project text primary key check (octet_length(project) <= 40),
    file text not null check (octet_length(file) <= 1048576),
    guideline text not null check (octet_length(guideline) <= 16777216)
);
create table slugline.people (
    project text not null references slugline.projects (project),
    person text not null check (octet_length(person) <= 40),
    role text not null,
    lead boolean not null,
    since timestamptz not null default now(),
    primary key (project, person)
);
create table slugline.devices (
    project text not null references slugline.projects (project),
    device text not null check (octet_length(device) <= 40),
    role text not null,
    since timestamptz not null default now(),
    primary key (project, device)
);
create table slugline.streams (
    project text not null,
    person text not null,
    device text not null,
    primary key (project, person, device),
    foreign key (project, person) references slugline.people (project, person),
    foreign key (project, device) references slugline.devices (project, device)
);
create table slugline.departures (
    project text not null,
    person text not null,
    device text not null,
    seq bigint not null check (seq >= 0),
    by_role text not null,
    at timestamptz not null default now(),
    primary key (project, person, device),
    foreign key (project, person, device) references slugline.streams (project, person, device)
);
create table slugline.events (
    project text not null,
    device text not null,
    seq bigint not null check (seq >= 1),
    id text not null check (octet_length(id) = 34),
    person text not null,
    body text not null check (octet_length(body) <= 1048576),
    primary key (project, device, seq),
    unique (project, id)
);
create table slugline.forks (
    project text not null,
    device text not null,
    seq bigint not null check (seq >= 1),
    id text not null check (octet_length(id) = 34),
    person text not null,
    body text not null check (octet_length(body) <= 1048576),
    primary key (project, id)
);
create table slugline.signatures (
    project text not null,
    device text not null,
    seq bigint not null,
    lines text not null check (octet_length(lines) <= 1048576),
    seen timestamptz not null default now(),
    primary key (project, device),
    foreign key (project, device) references slugline.devices (project, device)
);
create table slugline.articles (
    project text not null references slugline.projects (project),
    id text not null check (octet_length(id) = 18),
    digest text not null check (octet_length(digest) = 64),
    body text not null check (octet_length(body) <= 67108864),
    primary key (project, id)
);
"""

_OWN_STREAM: Final = """
    exists (
        select 1 from slugline.streams s
        join slugline.people p on p.project = s.project and p.person = s.person
        join slugline.devices d on d.project = s.project and d.device = s.device
        where s.project = {table}.project and s.person = {table}.person
        and s.device = {table}.device and p.role = session_user and d.role = session_user
    ) and not exists (
        select 1 from slugline.departures x
        where x.project = {table}.project and x.person = {table}.person
    )
"""
_NO_ASSIGNMENT: Final = "coalesce(body::json ->> 'kind', '') not like 'assign%'"
"""Statements of kinds that begin so are the lead's."""
_OWN_DEVICE: Final = """
    exists (
        select 1 from slugline.devices d
        where d.project = signatures.project and d.device = signatures.device
        and d.role = session_user
    )
"""


def _rules() -> str:
    """Grants and row security; what is not granted is forbidden, to the owner, too."""
    found = []
    names = re.findall(r"create table slugline\.(\w+)", _TABLES)
    for name in names:
        found.append(f"grant select on slugline.{name} to {WRITER}, {LEAD}")
        if name != "version":
            found += [
                f"alter table slugline.{name} enable row level security",
                f"alter table slugline.{name} force row level security",
                f"create policy reading on slugline.{name} for select using (true)",
            ]
    found += [
        f"grant usage on schema slugline to {WRITER}, {LEAD}",
        f"grant insert on slugline.people, slugline.devices, slugline.streams, slugline.events, "
        f"slugline.forks, slugline.articles, slugline.departures to {WRITER}, {LEAD}",
        f"grant insert, update on slugline.signatures to {WRITER}, {LEAD}",
        f"grant insert, update on slugline.projects to {LEAD}",
        f"create policy beginning on slugline.projects for insert to {LEAD} with check (true)",
        f"create policy by_lead on slugline.projects for update to {LEAD} using (true)",
        f"create policy joining on slugline.people for insert to {WRITER}, {LEAD} with check "
        f"(role = session_user and (not lead or pg_has_role(session_user, '{LEAD}', 'member')))",
        f"create policy joining on slugline.devices for insert to {WRITER}, {LEAD} "
        "with check (role = session_user)",
        f"create policy joining on slugline.streams for insert to {WRITER}, {LEAD} with check ("
        "exists (select 1 from slugline.people p where p.project = streams.project "
        "and p.person = streams.person and p.role = session_user) and "
        "exists (select 1 from slugline.devices d where d.project = streams.project "
        "and d.device = streams.device and d.role = session_user))",
        f"create policy signing on slugline.signatures for insert to {WRITER}, {LEAD} "
        f"with check ({_OWN_DEVICE})",
        f"create policy signing_again on slugline.signatures for update to {WRITER}, {LEAD} "
        f"using ({_OWN_DEVICE}) with check ({_OWN_DEVICE})",
        f"create policy adding on slugline.articles for insert to {WRITER}, {LEAD} "
        "with check (true)",
        f"create policy leaving on slugline.departures for insert to {WRITER}, {LEAD} with check ("
        f"by_role = session_user and (pg_has_role(session_user, '{LEAD}', 'member') or "
        "exists (select 1 from slugline.people p where p.project = departures.project "
        "and p.person = departures.person and p.role = session_user)) and departures.seq >= "
        "coalesce((select max(e.seq) from slugline.events e where "
        "e.project = departures.project and e.device = departures.device), 0))",
    ]
    for name in ("events", "forks"):
        own = _OWN_STREAM.format(table=name)
        found += [
            f"create policy writing on slugline.{name} for insert to {WRITER} "
            f"with check ({_NO_ASSIGNMENT} and {own})",
            f"create policy by_lead on slugline.{name} for insert to {LEAD} with check ({own})",
        ]
    return ";\n".join(found)


_PRESENCE: Final = f"""
create table slugline.presence (
    project text not null,
    device text not null,
    person text not null check (octet_length(person) <= 40),
    article text not null check (octet_length(article) <= 40),
    at timestamptz not null default now(),
    primary key (project, device)
);
grant select, insert, update on slugline.presence to {WRITER}, {LEAD};
alter table slugline.presence enable row level security;
alter table slugline.presence force row level security;
create policy reading on slugline.presence for select using (true);
create policy arriving on slugline.presence for insert to {WRITER}, {LEAD}
    with check ({_OWN_DEVICE.replace("signatures", "presence")});
create policy staying on slugline.presence for update to {WRITER}, {LEAD}
    using ({_OWN_DEVICE.replace("signatures", "presence")})
    with check ({_OWN_DEVICE.replace("signatures", "presence")});
"""
"""Who is here now: advisory, overwritten, and nothing is lost with it."""

MIGRATIONS: Final[Sequence[str]] = (f"{_TABLES}{_rules()}", _PRESENCE)
"""What leads from each version of the tables to the next; the first one to version 1."""
VERSION: Final = len(MIGRATIONS)

_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.@-]{0,62}")


class Made(msgspec.Struct, frozen=True):
    """What `init` did."""

    before: int
    """The version of the tables that were there; 0 if there were none."""
    version: int
    logins: tuple[str, ...]
    """Roles that were made, or are members of the team's roles from now on."""


def version_of(cursor: psycopg.Cursor[Any]) -> int:
    """The version of the tables; 0 if there are none."""
    cursor.execute(
        "select count(*) from information_schema.tables "
        "where table_schema = 'slugline' and table_name = 'version'"
    )
    if not _number(cursor):
        return 0
    cursor.execute("select coalesce(max(version), 0) from slugline.version")
    return _number(cursor)


def check_columns(cursor: psycopg.Cursor[Any], where: str) -> None:
    """See that the tables are as Slugline made them: whoever keeps the server may change them.

    Raises:
        ExchangeError: If one lacks a column, or a column holds something else.
    """
    cursor.execute(
        "select table_name, column_name, data_type from information_schema.columns "
        "where table_schema = 'slugline' limit 1000"
    )
    there = {(str(table), str(column)): str(kind) for table, column, kind in cursor.fetchall()}
    for (table, column), kind in _columns().items():
        found = there.get((table, column), "missing")
        if _KINDS.get(found, found) != _KINDS.get(kind, kind):
            raise ExchangeError(
                f"{where}: somebody changed the tables: slugline.{table}.{column} is {found}, and "
                f"Slugline made it {kind}. Nothing was read or written. Whoever keeps the database "
                "puts it back, or makes a new one with `slugline team init` and pushes again."
            )


_KINDS: Final = {
    "smallint": "number", "integer": "number", "bigint": "number",
    "text": "text", "character varying": "text",
    "timestamptz": "time", "timestamp with time zone": "time",
}  # fmt: skip
"""Of types as servers name them: what they hold."""


def _columns() -> dict[tuple[str, str], str]:
    """The type of each column of each table."""
    tables = re.findall(r"create table slugline\.(\w+) \(\n(.*?)\n\);", "".join(MIGRATIONS), re.S)
    columns = (
        (name, re.match(r" {4}(\w+) (text|bigint|integer|boolean|timestamptz)\b", line))
        for name, body in tables
        for line in body.splitlines()
    )
    return {(name, found[1]): found[2] for name, found in columns if found}


def _number(cursor: psycopg.Cursor[Any]) -> int:
    row = cursor.fetchone()
    return int(row[0]) if row else 0


def check_version(version: int, where: str) -> None:
    """See that these tables are those that this version of Slugline knows.

    Raises:
        ExchangeError: If there are none, or they are older, or newer.
    """
    if not version:
        raise ExchangeError(
            f"{where} has no tables of Slugline. Whoever keeps the database makes them: "
            f"`slugline team init {where}`."
        )
    if version > VERSION:
        raise ExchangeError(
            f"{where} was made by a later version of Slugline (tables {version}; this one knows "
            f"{VERSION}). Update Slugline."
        )
    if version < VERSION:
        raise ExchangeError(
            f"{where} has tables of an earlier version ({version}; this one works with "
            f"{VERSION}). Whoever keeps the database runs `slugline team init {where}` again: "
            "nothing is lost."
        )


def init(connection: Connection, writers: Sequence[str], leads: Sequence[str]) -> Made:
    """Make the tables and roles, or bring them up to date; doing it again changes nothing.

    Args:
        connection: As somebody who may make tables and roles.
        writers: Logins of annotators, made where they are missing; without a password.
        leads: Logins of leads.

    Raises:
        ExchangeError: If a name is none, the tables are newer, or the server refuses.
    """
    for name in (*writers, *leads):
        if not _NAME.fullmatch(name):
            raise ExchangeError(f"“{name[:63]}” is no name of a login: letters, digits, _ - . @")

    def work(cursor: psycopg.Cursor[Any]) -> Made:
        before = version_of(cursor)
        if before > VERSION:
            check_version(before, connection.where)
        if not before:
            cursor.execute("select getdatabaseencoding()")
            row = cursor.fetchone()
            if row and str(row[0]).upper() not in ("UTF8", "UTF-8"):
                raise ExchangeError(
                    f"{connection.where} keeps text as {row[0]}, which has no place for much of "
                    "what articles hold. Make the database with encoding UTF8."
                )
            cursor.execute("create schema if not exists slugline")
        for name in (WRITER, LEAD):
            _make_role(cursor, name, can_log_in=False)
        for number, text in enumerate(MIGRATIONS[before:], start=before + 1):
            for statement in text.split(";"):
                if statement.strip():
                    cursor.execute(statement.encode())
            cursor.execute("insert into slugline.version (version) values (%s)", [number])
        changed = [_join(cursor, name, group) for name, group in wanted]
        return Made(before, VERSION, tuple(filter(None, changed)))

    wanted = [*((name, WRITER) for name in writers), *((name, LEAD) for name in leads)]
    return connection.run(work)


def _make_role(cursor: psycopg.Cursor[Any], name: str, *, can_log_in: bool) -> bool:
    from psycopg import sql

    cursor.execute("select count(*) from pg_roles where rolname = %s", [name])
    if _number(cursor):
        return False
    kind = sql.SQL("login" if can_log_in else "nologin")
    cursor.execute(sql.SQL("create role {} {}").format(sql.Identifier(name), kind))
    return True


def _join(cursor: psycopg.Cursor[Any], name: str, group: str) -> str:
    """Make a login a member of a team's role; its name if anything had to be done."""
    from psycopg import sql

    is_new = _make_role(cursor, name, can_log_in=True)
    cursor.execute(
        "select count(*) from pg_auth_members m join pg_roles g on g.oid = m.roleid "
        "join pg_roles r on r.oid = m.member where g.rolname = %s and r.rolname = %s",
        [group, name],
    )
    if _number(cursor) and not is_new:
        return ""
    cursor.execute(sql.SQL("grant {} to {}").format(sql.Identifier(group), sql.Identifier(name)))
    return name
