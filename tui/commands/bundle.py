"""`slugline bundle`: exchange labels with colleagues, over a folder or in one file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from annotations.errors import ExchangeError
from annotations.exchange import (
    Report,
    Sent,
    arrived,
    claims,
    push,
    take_in,
)
from tui.commands.common import project_to_read, say
from tui.sanitize import safe
from tui.settings import settings_options, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from annotations.exchange import Arrived, Difference
    from annotations.store import Store

SHOWN = 20
"""Lines of one kind that are printed; JSON has them all."""

_PLACE = click.Path(path_type=Path)


class Bundle(click.Group):
    """Two commands; a `.zip` without either is read if it is there, else written."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """`slugline bundle FILE.zip` is one of `push` and `pull`."""
        if args and args[0] not in self.commands and args[0].endswith(".zip"):
            args = ["pull" if Path(args[0]).exists() else "push", *args]
        return super().parse_args(ctx, args)


@click.group("bundle", cls=Bundle)
def command() -> None:
    """Exchange labels with colleagues: a folder over git or a synced drive, or one file.

    `slugline bundle FILE.zip` reads the file if it is there, and writes it if it is not.
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
@_format_option
@settings_options
def push_command(
    target: Path,
    own: bool,
    no_articles: bool,
    lead: bool,
    join_project: bool,
    form: str,
    config_file: Path | None,
    project: Path | None,
) -> None:
    """Write your labels into an exchange folder, or everything into FILE.zip.

    A folder gets what this project wrote, and the articles; what colleagues wrote there is not
    touched. A file gets what colleagues did as well, so that a stick passes it on.
    """
    settings = settle(config_file, project)
    with project_to_read(settings.project) as store:
        sent = push(
            store,
            target,
            settings.config,
            own=own,
            articles=not no_articles,
            lead=lead,
            join_project=join_project,
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
@click.option("--join-project", is_flag=True, help="Take labels of another project all the same.")
@_format_option
@settings_options
def pull_command(
    source: Path,
    join_as: str,
    trusted: Sequence[str],
    join_project: bool,
    form: str,
    config_file: Path | None,
    project: Path | None,
) -> None:
    """Take in what colleagues did, from an exchange folder or FILE.zip.

    A project folder that is new becomes a copy of theirs. What was taken before changes nothing;
    of two labels that one person gave, the later one that knew of the other counts. What does not
    hold is refused and named, and the rest is taken.
    """
    from annotations.store import open_store

    settings = settle(config_file, project)
    if not source.exists():
        raise ExchangeError(f"{source} does not exist.")
    # Looked at whole before a project is opened, or even made.
    found = arrived(source)
    store = open_store(settings.project)
    try:
        for notice in store.notices:
            say(notice)
        report = take_in(
            store,
            found,
            settings.config,
            trusted=(*trusted, *_asked(store, found, trusted)),
            join_project=join_project,
            join_as=join_as,
        )
        stranger = not store.joined()
    finally:
        store.close()
    _print(report, form, _report(report))
    if stranger:
        _ask_who_this_is(settings.annotator, report, source)
    if not report.is_whole:
        sys.exit(1)


def _asked(store: Store, found: Arrived, trusted: Sequence[str]) -> Iterator[str]:
    """Devices that somebody at the terminal says are theirs; nobody is asked in a script."""
    if not sys.stdin.isatty():
        return
    for one in claims(store, found):
        if one.device not in trusted and click.confirm(
            f"{one.events:,} labels and other things are in the name of {safe(one.name)}, from a "
            f"device that is not known here ({one.device}). Is it yours?",
            err=True,
        ):
            yield one.device


def _ask_who_this_is(annotator: str, report: Report, source: Path) -> None:
    """Say it before somebody begins to label as a second person of their own name."""
    for one in report.people:
        if one.name == annotator or one.name.startswith(f"{annotator} ("):
            say(
                f"{one.name} is in the exchange already ({one.person}). If that is you on another "
                f"machine, say so before you label here: "
                f"slugline bundle pull {source} --as {one.person}"
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
        yield (
            f"Refused: {one.events:,} events in the name of {one.name}, who works here, from the "
            f"unknown device {one.device}. If it is theirs: --my-device {one.device}"
        )
    if report.orphaned:
        yield "Orphaned events wait for articles that are not here; they count once these come."
    if report.stale:
        yield "Stale events are about sentences that are cut otherwise here, and do not count."
    yield from _doubles(report)
    if report.golds_stale:
        yield f"New votes make {report.golds_stale:,} decisions stale; they are queued for review."
    if report.golds_disputed:
        yield f"{report.golds_disputed:,} sentences are decided in two ways now; they are queued."
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
