"""`slugline bundle`: exchange labels with colleagues, over a folder or in one file."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from annotations.errors import ExchangeError
from annotations.exchange import (
    Report,
    Sent,
    arrived,
    claims,
    push,
    shown,
    signed,
    take_in,
)
from annotations.exchange.places import Place, is_address, named
from annotations.exchange.postgres.address import refuse_secrets
from annotations.exchange.private_keys import short
from tui import notifications
from tui.commands.common import agreed, project_to_read, refuse_lone_address, say
from tui.sanitize import safe
from tui.settings import settings_options, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from annotations.config import Config
    from annotations.exchange import Arrived, Difference, Held
    from annotations.store import Store
    from tui.settings import Settings

SHOWN = 20
"""Lines of one kind that are printed; JSON has them all."""


class Where(click.Path):
    """A folder, a file, or the address of a database."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """A path, unless it is an address: that stays as it was typed."""
        if not is_address(value):
            return super().convert(value, param, ctx)
        refuse_secrets(value)
        return value


_PLACE = Where(path_type=Path)
_WITHOUT_TLS = click.option(
    "--without-tls",
    "plain",
    is_flag=True,
    help="Speak to a database on another machine unencrypted: in a network that you trust.",
)


class Bundle(click.Group):
    """Commands; a `.zip` without one is written if it is not there, else it is asked what to do."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """`slugline bundle FILE.zip` is one of `push` and `pull`; an address is not guessed at."""
        refuse_lone_address(
            args, "`slugline bundle push URL` writes, `slugline bundle pull URL` reads"
        )
        if args and args[0] not in self.commands and args[0].endswith(".zip"):
            args = [_which(Path(args[0])), *args]
        return super().parse_args(ctx, args)


def _which(file: Path) -> str:
    """Whether a file that was named alone is to be written or read.

    It may be what one wrote oneself the last time: it is never guessed.
    """
    if not os.path.lexists(file):
        return "push"
    both = f"`slugline bundle push {file}` writes, `slugline bundle pull {file}` reads"
    if not sys.stdin.isatty():
        raise click.UsageError(f"{safe(str(file))} is there. Say what to do: {safe(both)}.")
    said = str(
        click.prompt(
            f"{safe(str(file))} is there. Write to it (push), or take in what it holds (pull)?",
            type=click.Choice(["push", "pull"]),
            err=True,
        )
    )
    notifications.answered()
    return said


@click.group("bundle", cls=Bundle)
def command() -> None:
    """Exchange labels with colleagues: a folder over git or a synced drive, one file, a database.

    `push` writes, `pull` reads. `slugline bundle FILE.zip` writes the file if it is not there, and
    asks what to do if it is.
    Nothing is ever overwritten: what both sides did is united. docs/exchange.md explains it.

    Exit code 1: something was refused, or nothing could be done; it says what and why.
    """


def _format_option(function: Callable[..., None]) -> Callable[..., None]:
    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="A report to read, or one JSON object.",
    )(function)


@command.command("push")
@click.argument("target", type=_PLACE)
@click.option("--own", is_flag=True, help="Into FILE.zip: not what colleagues did, only yours.")
@click.option("--no-articles", is_flag=True, help="Leave out the articles: others have them.")
@click.option(
    "--lead",
    is_flag=True,
    help="Write the folder's labels and guideline anew: for the one person who keeps them.",
)
@click.option(
    "--join-project", is_flag=True, help="Write into the exchange of another project all the same."
)
@click.option(
    "--articles",
    "handed_out",
    type=click.Path(path_type=Path, exists=True),
    multiple=True,
    metavar="PATH",
    help="Hand out the articles at PATH too, though nobody has labelled them. Several times.",
)
@click.option(
    "--redate",
    is_flag=True,
    help="The clock here was ahead: date your labels of the future anew, without being asked.",
)
@_WITHOUT_TLS
@_format_option
@settings_options
def push_command(
    target: Place,
    own: bool,
    no_articles: bool,
    handed_out: Sequence[Path],
    redate: bool,
    lead: bool,
    join_project: bool,
    plain: bool,
    form: str,
    config_file: Path | None,
    project: Path | None,
) -> None:
    """Write your labels into an exchange folder or a database, or everything into FILE.zip.

    A folder, or a database (`postgresql://…`, see `slugline team`), gets what this project wrote,
    and the articles; what colleagues wrote there is not touched. A file gets what colleagues did
    as well, so that a stick passes it on. What you did is signed with this folder's key, which is
    made at the first push and never leaves it.
    """
    settings = settle(config_file, project)
    if handed_out:
        _hand_out(settings, handed_out)
    _see_to_the_clock(settings, redate=redate)
    with project_to_read(settings.project) as store:
        sent = push(
            store,
            target,
            settings.config,
            own=own,
            articles=not no_articles,
            lead=lead,
            join_project=join_project,
            plain=plain,
        )
    _print(sent, form, _sent(sent))


@command.command("pull")
@click.argument("source", type=_PLACE)
@click.option(
    "--as",
    "join_as",
    metavar="NAME|u-…",
    default="",
    help="You are this person of the exchange, on another machine: go on as them here.",
)
@click.option(
    "--my-device",
    "trusted",
    metavar="d-…",
    multiple=True,
    help="Labels in your name from this device are yours. May be given several times.",
)
@click.option(
    "--trust",
    "trusted_others",
    metavar="d-…[=KEY]",
    multiple=True,
    help="You have asked: this device, and its key, are the colleague's. Several times.",
)
@click.option("--join-project", is_flag=True, help="Take labels of another project all the same.")
@_WITHOUT_TLS
@_format_option
@settings_options
def pull_command(
    source: Place,
    join_as: str,
    trusted: Sequence[str],
    trusted_others: Sequence[str],
    join_project: bool,
    plain: bool,
    form: str,
    config_file: Path | None,
    project: Path | None,
) -> None:
    """Take in what colleagues did, from an exchange folder, FILE.zip, a database or its dump.

    A project folder that is new becomes a copy of theirs. What was taken before changes nothing;
    of two labels that one person gave, the later one that knew of the other counts. What does not
    hold is refused and named, and the rest is taken.
    """
    from annotations.store import open_store

    settings = settle(config_file, project)
    if isinstance(source, Path) and not source.exists():
        raise ExchangeError(f"{source} does not exist.")
    trusted = (*trusted, *trusted_others)
    # Looked at whole before a project is opened, or even made.
    found = arrived(source, plain=plain)
    store = open_store(settings.project)
    try:
        for notice in store.notices:
            say(notice)
        report = take_in(
            store,
            found,
            settings.config,
            trusted=(*trusted, *_asked(store, found, settings.config, trusted)),
            join_project=join_project,
            join_as=join_as,
        )
        stranger = not store.joined()
    finally:
        store.close()
    _print(report, form, _report(report))
    if stranger:
        _ask_who_this_is(settings.annotator, report, source)
    if not report.is_whole or report.problems:
        sys.exit(1)


@command.command("keys")
@settings_options
def keys_command(config_file: Path | None, project: Path | None) -> None:
    """Print who signs with which key, as it can stand in config.yaml.

    Under `exchange`, a lead lays down with it which key counts for which device: colleagues who
    have that configuration take nothing that is signed with another.
    """
    settings = settle(config_file, project)
    with project_to_read(settings.project) as store:
        found = signed(store, settings.config.exchange.keys)
    click.echo("exchange:")
    keys = {one.device: one for one in found if one.key}
    click.echo("  keys:" if keys else "  keys: {}")
    for device, one in sorted(keys.items()):
        click.echo(f'    {device}: "{one.key}"  # {" ".join(safe(one.name).split())}')
    for one in found:
        if not one.key:
            say(shown(one))


def _hand_out(settings: Settings, paths: Sequence[Path]) -> None:
    """Keep articles that nobody has labelled, with their cuts, so that they travel."""
    from annotations.store import open_store
    from annotations.workflow.hand_out import hand_out

    store = open_store(settings.project)
    try:
        handed_out = hand_out(store, paths, settings.config)
    finally:
        store.close()
    for problem in handed_out.skipped:
        say(f"{problem.path}: {problem.reason}")
    if not handed_out.articles:
        raise ExchangeError("There is no article to hand out at these paths. Nothing was written.")


def _see_to_the_clock(settings: Settings, *, redate: bool) -> None:
    """Say, and ask, before labels of the future leave: colleagues would not take them."""
    with project_to_read(settings.project) as store:
        count = store.ahead()
    if not count:
        return
    say(
        f"{count:,} of your labels and other things are dated in the future: the clock of this "
        "machine was ahead when they were made, or is behind now. Colleagues do not take what is "
        "more than a day ahead."
    )
    if not redate:
        if not sys.stdin.isatty():
            say("If the clock is right now, date them anew: push again with --redate.")
            return
        if not agreed("Is the clock right now, and shall they be dated anew?"):
            return
    from annotations.store import open_store

    store = open_store(settings.project)
    try:
        say(f"{store.redate():,} were dated anew. They keep their order, and are over now.")
    finally:
        store.close()


_QUESTIONS = {
    "own": "{events:,} labels and other things stand in the stream of this very project folder, "
    "and are not here ({device}, {keys}). If you put this folder back from a backup, they are "
    "yours; if not, somebody wrote them in your name. Are they yours?",
    "device": "{events:,} labels and other things are in the name of {name}, from a device that "
    "is not known here ({device}, {keys}). Is it yours?",
    "unconfirmed": "{events:,} labels and other things are in the name of {name}, from a device "
    "that none of theirs has confirmed ({device}, {keys}). Have you asked {name}; is it theirs?",
    "key": "{events:,} labels and other things of {name} on {device} are signed with another key "
    "than before ({keys}; before: {known}). Have you asked {name}, and is the new key theirs?",
}


def _asked(store: Store, found: Arrived, config: Config, trusted: Sequence[str]) -> Iterator[str]:
    """Devices that somebody at the terminal says are whose they say; no script is asked."""
    if not sys.stdin.isatty():
        return
    for one in claims(store, found, config, trusted):
        if len(one.keys) < 2 and agreed(_told(one, _QUESTIONS)):
            yield one.device


def _told(one: Held, texts: dict[str, str]) -> str:
    """What is said of events that are held."""
    return texts[one.why].format(
        events=one.events,
        name=safe(one.name),
        device=one.device,
        keys="key " + ", ".join(map(short, one.keys)) if one.keys else "not signed",
        known=short(one.known) or "none",
    )


_HELD = {
    "own": "{events:,} events stand in the stream of this very project folder and are not here "
    "({keys}). If you put it back from a backup: --my-device {device}",
    "device": "{events:,} events in the name of {name}, who works here, from the unknown device "
    "{device} ({keys}). If it is theirs: --my-device {device}",
    "unconfirmed": "{events:,} events in the name of {name}, from {device}, which no device of "
    "theirs has confirmed ({keys}). {name} confirms it by a pull and a push on the first one; if "
    "that is gone, ask, then: --trust {device}",
    "key": "{events:,} events of {name} are signed with another key than before ({keys}; before: "
    "{known}). Ask {name}; if the new key is theirs: --trust {device}",
}


def _ask_who_this_is(annotator: str, report: Report, source: Place) -> None:
    """Say it before somebody begins to label as a second person of their own name."""
    for one in report.people:
        if one.name == annotator or one.name.startswith(f"{annotator} ("):
            say(
                f"{one.name} is in the exchange already ({one.person}). If that is you on another "
                f"machine, say so before you label here: "
                f"slugline bundle pull {named(source)} --as {one.person}"
            )


def _print(value: Sent | Report, form: str, lines: Iterator[str]) -> None:
    if form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())
        return
    for line in lines:
        click.echo(safe(line))


def _sent(sent: Sent) -> Iterator[str]:
    yield f"Written to {sent.target}, project {sent.project}:"
    yield from _counts(
        ("events", sent.events), ("new there", sent.new), ("articles", sent.articles)
    )
    yield from _different(sent.differences)
    yield from _listed("Note", sent.notes)


def _report(report: Report) -> Iterator[str]:
    yield f"Taken from {report.source}, project {report.project}:"
    yield from _counts(
        ("new", report.new),
        ("known", report.known),
        ("orphaned", report.orphaned),
        ("stale", report.stale),
        ("refused", len(report.refused) + sum(one.events for one in report.held)),
        ("articles", report.articles),
        ("cut anew", report.recut),
    )
    if report.people:
        yield f"New here: {', '.join(one.name for one in report.people)}"
    if report.joined_as:
        yield f"You go on here as {report.joined_as}."
    yield from _listed("Refused", report.refused)
    for one in report.held:
        several = f"={one.keys[0]}, or the other key" if len(one.keys) > 1 else ""
        yield f"Refused: {_told(one, _HELD)}{several}"
    yield from _listed("Damaged", report.problems)
    for state in report.signed[:SHOWN]:
        yield shown(state)
    if report.orphaned:
        yield "Orphaned events wait for articles that are not here; they count once these come."
    if report.stale:
        yield "Stale events are about sentences that are cut otherwise here, and do not count."
    yield from _doubles(report)
    if report.golds_stale:
        yield f"New votes make {report.golds_stale:,} decisions stale; they are queued for review."
    if report.golds_disputed:
        yield f"{report.golds_disputed:,} sentences are adjudicated in two ways now: queued."
    yield from _different(report.differences)
    yield from _listed("Note", report.notes)


def _counts(*counts: tuple[str, int]) -> Iterator[str]:
    width = max(len(f"{count:,}") for _, count in counts)
    for name, count in counts:
        yield f"  {name:<10}{count:>{width},}"


def _listed(name: str, lines: Sequence[str]) -> Iterator[str]:
    for line in lines[:SHOWN]:
        yield f"{name}: {' '.join(line.split())}"
    if len(lines) > SHOWN:
        yield f"{name}: {len(lines) - SHOWN:,} more; --format json has them all."


def _doubles(report: Report) -> Iterator[str]:
    if not report.doubles:
        return
    yield (
        f"{len(report.doubles):,} sentences were labelled twice by one person, on two devices; the "
        "later label counts until the sentence is labelled again:"
    )
    for one in report.doubles[:SHOWN]:
        others = ", ".join(label or "nothing" for label in one.others)
        where = one.title or one.article_id
        yield f"  {where}, sentence {one.index + 1}: {one.label or 'nothing'}, and {others}"


def _different(found: Sequence[Difference]) -> Iterator[str]:
    for one in found:
        what = one.what if one.what == "guideline" else f"label {one.what}"
        yield f"Differs from your configuration: {what} ({one.how})"
