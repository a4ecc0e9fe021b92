"""`slugline team`: a shared database for those who work on one project."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from annotations.errors import ExchangeError
from annotations.exchange.postgres.address import is_address, refuse_secrets
from annotations.exchange.private_keys import short
from tui.commands.common import agreed, at_terminal, project_to_read, refuse_lone_address, say
from tui.commands.team_work import assign_command, claim_command
from tui.sanitize import safe
from tui.settings import settings_options, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from annotations.exchange.postgres.carrier import PostgresCarrier
    from annotations.exchange.postgres.members import Member, Status
    from annotations.store import Store


class Address(click.types.StringParamType):
    """The address of a database; a mistake in it is told without showing it."""

    name = "postgresql://…"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """See that it is one."""
        if not is_address(value):
            self.fail(
                "that is no address of a database: postgresql://USER@HOST/DATABASE, or "
                "postgresql:///?service=NAME", param, ctx
            )  # fmt: skip
        refuse_secrets(value)
        return value


class Team(click.Group):
    """Commands, none of which is an address."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """An address comes after a command."""
        refuse_lone_address(args, "`slugline team status URL` says how it stands")
        return super().parse_args(ctx, args)


@click.group("team", cls=Team)
def command() -> None:
    """Work on one project together: who does what, how far it is, over a shared database.

    `status`, `assign` and `claim` work over files, too: on what was pulled.

    `slugline bundle push URL` and `slugline bundle pull URL` exchange with it what they exchange
    with a folder. The project folder stays everybody's own, and works without the database.

    Passwords never stand in the address: libpq takes them from ~/.pgpass, a service file
    (postgresql:///?service=NAME) or the environment. docs/team.md explains it.
    """


command.add_command(assign_command)
command.add_command(claim_command)

_tls_option = click.option(
    "--without-tls",
    "plain",
    is_flag=True,
    help="Speak to a server on another machine unencrypted: in a network that you trust.",
)


def _options(function: Callable[..., None]) -> Callable[..., None]:
    return click.argument("address", metavar="URL", type=Address())(_tls_option(function))


def _format_option(function: Callable[..., None]) -> Callable[..., None]:
    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="A report to read, or one JSON object.",
    )(function)


@command.command("init")
@_options
@click.option(
    "--writer", "writers", metavar="LOGIN", multiple=True,
    help="May write what this person does. Made, without a password, if missing. Several times.",
)  # fmt: skip
@click.option(
    "--lead", "leads", metavar="LOGIN", multiple=True,
    help="May begin the project too, assign, and say that somebody has left. Several times.",
)  # fmt: skip
def init_command(address: str, plain: bool, writers: Sequence[str], leads: Sequence[str]) -> None:
    """Make the tables and roles in a database, or bring them up to date.

    To be run by whoever keeps the database: a login that may make tables and roles. Running it
    again changes nothing, and adds the logins that are named.
    """
    from annotations.exchange.postgres.connection import Connection
    from annotations.exchange.postgres.schema import init

    connection = Connection(address, plain=plain)
    try:
        made = init(connection, writers, leads)
    finally:
        connection.close()
    state = "made" if not made.before else "brought up to date"
    if made.before == made.version:
        state = "there already"
    click.echo(safe(f"{connection.where}: the tables are {state} (version {made.version})."))
    for login in made.logins:
        click.echo(safe(f"{login} takes part now."))
    if made.logins:
        say("Logins that were made have no password yet: psql's \\password NAME sets one.")


@command.command("status")
@click.argument("address", metavar="[URL]", type=Address(), required=False)
@_tls_option
@_format_option
@settings_options
def status_command(
    address: str | None, plain: bool, form: str, config_file: Path | None, project: Path | None
) -> None:
    """How far the team is, by what was pulled: people, days, labels, agreement, what waits.

    With URL, before that: how far the project here and the database are apart, and who you are
    there. Exit code 1: something is still to be pushed or pulled, or nobody has begun there.
    """
    from tui.commands.team_report import as_json, counted, report

    settings = settle(config_file, project)
    found, done = None, None
    if address is not None:
        from annotations.exchange.postgres.members import status

        with _connected(address, plain=plain) as carrier, _project(config_file, project) as store:
            found = status(carrier, store)
            done = counted(store, settings.config.scheme) if store is not None else None
    else:
        with project_to_read(settings.project) as store:
            done = counted(store, settings.config.scheme)
    if form == "json":
        click.echo(as_json(found, done))
    else:
        lines = [] if found is None else [*_status(found), ""] if done else list(_status(found))
        for line in [*lines, *(report(done) if done is not None else ())]:
            click.echo(safe(line))
    if found is not None and not found.is_level:
        raise click.exceptions.Exit(1)


@command.command("members")
@_options
@_format_option
@settings_options
def members_command(
    address: str, plain: bool, form: str, config_file: Path | None, project: Path | None
) -> None:
    """Who takes part: logins, devices, keys, and when they last pushed."""
    from annotations.exchange.postgres.members import members

    with _connected(address, plain=plain) as carrier, _project(config_file, project) as store:
        found = members(carrier, _names(carrier, store))
    _print(found, form, _members(found))


@command.command("leave")
@_options
@click.argument("person", metavar="NAME|u-…")
@click.option("--yes", is_flag=True, help="Do not ask.")
@settings_options
def leave_command(
    address: str,
    plain: bool,
    person: str,
    yes: bool,
    config_file: Path | None,
    project: Path | None,
) -> None:
    """Let somebody leave: nothing new of theirs is taken, and what they did stays.

    Everybody may leave; a lead may say it of others.
    """
    from annotations.exchange.postgres.members import leave

    question = f"Nothing new of {safe(person)} is taken from then on, for good. Go on?"
    if not yes:
        if not at_terminal():
            raise ExchangeError("Leaving is for good. In a script, say so with --yes.")
        if not agreed(question):
            raise click.Abort
    with _connected(address, plain=plain) as carrier, _project(config_file, project) as store:
        found = leave(carrier, person, _names(carrier, store))
    click.echo(safe(f"{found.name} ({found.person}) has left. What they did stays."))


@command.command("dump")
@_options
@click.argument("folder", type=click.Path(path_type=Path))
def dump_command(address: str, plain: bool, folder: Path) -> None:
    """Write all that the database holds into FOLDER, as an exchange.

    `slugline bundle pull FOLDER` reads it without a server; a plain dump of PostgreSQL's own
    pg_dump can be read so, too.
    """
    from annotations.exchange.copying import copy_to

    with _connected(address, plain=plain) as carrier:
        count = copy_to(carrier, folder)
    click.echo(safe(f"{count:,} files were written to {folder}."))


@contextmanager
def _connected(address: str, *, plain: bool) -> Iterator[PostgresCarrier]:
    from annotations.exchange.postgres.carrier import connected

    with connected(address, plain=plain) as carrier:
        yield carrier


@contextmanager
def _project(config_file: Path | None, project: Path | None) -> Iterator[Store | None]:
    """The project here, if there is one: a lead may look at the database from anywhere."""
    from annotations.store import DATABASE, open_store

    folder = settle(config_file, project).project
    if not (folder / DATABASE).exists():
        if project is not None:
            raise ExchangeError(f"{folder} is no project folder.")
        yield None
        return
    store = open_store(folder, read_only=True)
    try:
        yield store
    finally:
        store.close()


def _names(carrier: PostgresCarrier, store: Store | None) -> dict[str, str]:
    """What people are called, where the project here is of the same team."""
    return dict(store.people()) if store and store.project_id == carrier.project else {}


def _print(value: object, form: str, lines: Iterator[str]) -> None:
    if form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())
        return
    for line in lines:
        click.echo(safe(line))


_MAY = {
    "lead": "may write, assign and lead",
    "write": "may write",
    "read": "may only read: whoever keeps the database adds you with `slugline team init --writer`",
    "everything": "may do everything: labels belong to a login of one's own",
}


def _status(found: Status) -> Iterator[str]:
    yield f"{found.where}, as {found.login}, who {_MAY[found.may]}"
    if not found.project_there:
        yield "Nobody has begun: a lead pushes first (`slugline bundle push URL`)."
        return
    rows = [("events", found.events_there, found.events_here)]
    rows.append(("articles", found.articles_there, found.articles_here))
    width = max(len(f"{count:,}") for _, *counts in rows for count in counts)
    for name, there, here in rows:
        yield f"  {name:<10}{there:>{width},} there  {here:>{width},} here"
    left = f", of whom {found.left:,} have left" if found.left else ""
    yield f"  {found.people:,} people{left}"
    if not found.project_here:
        yield "There is no project here. A new folder becomes a copy: `slugline bundle pull URL`."
    elif found.project_here != found.project_there:
        yield f"Another project: {found.project_there} there, {found.project_here} here."
    elif found.is_level:
        yield "Both sides have the same."
    if found.to_push and found.project_here == found.project_there:
        yield f"{found.to_push:,} events of yours are not there yet: `slugline bundle push URL`."
    if found.to_pull and found.project_here == found.project_there:
        yield f"{found.to_pull:,} events are not here yet: `slugline bundle pull URL`."


def _members(found: Sequence[Member]) -> Iterator[str]:
    if not found:
        yield "Nobody has pushed yet."
    for one in found:
        role = ", lead" if one.lead else ""
        left = f", left {one.left[:10]}" if one.left else ""
        yield f"{one.name} ({one.person}), login {one.login}{role}, since {one.since[:10]}{left}"
        for device in one.devices:
            key = f"key {short(device.key)}" if device.key else "not signed"
            seen = f", last pushed {device.seen}" if device.seen else ""
            yield f"  {device.device}  {device.events:,} events, {key}{seen}"
