"""`slugline review`: what people disagree about, and what was decided."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, cast, get_args

import click
import msgspec

from annotations.exchange.layout import PROJECT as EXCHANGE
from annotations.plurals import count
from annotations.review.model import Filter, Options, State
from tui.commands.common import existing, progress, project_to_read, say
from tui.settings import settings_options, settle

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotations.review.report import Listing
    from annotations.store import Store
    from tui.settings import Settings

EVERY = "all"


@click.command("review")
@click.argument("colleague", required=False, type=click.Path(path_type=Path, exists=True))
@click.option("--list", "listed", is_flag=True, help="Print the queue and how the review stands.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="With --list: lines to read, or one JSON object.",
)
@click.option("--annotator", default="", help="Your name in this project.")
@click.option(
    "--person",
    "people",
    metavar="NAME",
    multiple=True,
    help="Count only this person's votes: a display name or an id. May be given several times.",
)
@click.option(
    "--as",
    "names",
    metavar="[OLD=]NAME",
    multiple=True,
    help="Whose labels a file has: NAME for those of OLD in it, or for those of nobody.",
)
@click.option(
    "--labels", metavar="A,B", help="With --list: only sentences with a vote for each of the two."
)
@click.option(
    "--state",
    type=click.Choice([*get_args(State), EVERY]),
    default="open",
    show_default=True,
    help="With --list: which sentences are printed.",
)
@click.option(
    "--plain",
    is_flag=True,
    help="One plain line a step: for screen readers, TERM=dumb and scripts.",
)
@settings_options
def command(
    colleague: Path | None,
    listed: bool,
    plain: bool,
    form: str,
    annotator: str,
    people: tuple[str, ...],
    names: tuple[str, ...],
    labels: str | None,
    state: str,
    config_file: Path | None,
    project: Path | None,
) -> None:
    """Decide what annotators disagree about, and nothing else.

    COLLEAGUE is taken in first: a bundle (.zip), an exchange folder, or labels that Slugline
    exported (.jsonl, .yaml). Nothing is overwritten by it.

    The review opens on its queue; with --list it is printed instead. docs/review.md walks through
    it and describes the JSON.
    """
    settings = settle(config_file, project, annotator)
    if colleague is not None:
        take_in(colleague, names, config_file, project)
    if plain:
        _talk(settings, people)
        return
    if not listed:
        _open(settings, people)
        return
    states = cast("tuple[State, ...]", get_args(State) if state == EVERY else (state,))
    only = Filter(states=states, labels=_pair(labels))
    with project_to_read(settings.project) as store:
        found = _listing(store, settings, people, only)
    if form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
        return
    from tui.commands.review_text import lines

    for line in lines(found):
        click.echo(line.rstrip())


def _talk(settings: Settings, people: Sequence[str]) -> None:
    """Review line by line."""
    from annotations.store import open_store
    from annotations.store.people import find_person
    from tui.commands.label import converse
    from tui.plain.reviewing import Reviewing

    store = open_store(existing(settings.project))
    try:
        chosen = tuple(find_person(one, store.people()) for one in people)
        session = Reviewing(settings.config, store, settings.annotator, chosen)
        converse(session.begin(), session.take, lambda: session.is_over)
    finally:
        store.close()


def _open(settings: Settings, people: Sequence[str]) -> None:
    """Open the screen on the review; articles of the working folder may stand beside."""
    from annotations.articles.corpus import find_or_kept
    from annotations.workflow.open_articles import open_corpus
    from tui.commands.open import show
    from tui.keys import resolve
    from tui.reader.resume import remembered

    keys = resolve(settings.config.keys, settings.config.scheme)
    corpus = open_corpus(find_or_kept([Path()], settings.project), settings.config)
    place = remembered(settings.project, settings.annotator)
    show(settings, keys, corpus, place, review=people)


def take_in(
    colleague: Path, names: Sequence[str], config_file: Path | None, project: Path | None
) -> None:
    """Take in what a colleague did, whatever it came as; says on stderr what became of it.

    Args:
        colleague: A bundle, an exchange folder, or a file of labels.
        names: Whose the labels of a file are, as for `slugline import --as`.
        config_file: As given to the command.
        project: The same.

    Raises:
        SluglineError: If it is nothing that can be taken in.
    """
    if zipfile.is_zipfile(colleague) or (colleague / EXCHANGE).is_file():
        _merge(settle(config_file, project), colleague)
        return
    from tui.commands.import_ import command as importing

    # What could not be taken is said by then, and no reason not to review the rest.
    with suppress(SystemExit):
        click.get_current_context().invoke(
            importing, file=colleague, names=tuple(names), config_file=config_file, project=project
        )


def _merge(settings: Settings, colleague: Path) -> None:
    from annotations.exchange import pull
    from annotations.store import open_store

    store = open_store(settings.project)
    try:
        for notice in store.notices:
            say(notice)
        report = pull(store, colleague, settings.config)
    finally:
        store.close()
    say(
        f"Taken from {colleague}: {report.new:,} new, {report.known:,} known, "
        f"{count(report.articles, 'article')}."
    )
    refused = len(report.refused) + sum(one.events for one in report.held)
    for number, what in (
        (report.orphaned, "wait for articles that are not here"),
        (report.stale, "are about sentences that are cut otherwise here"),
        (refused, "were refused: `slugline bundle pull` names them"),
    ):
        if number:
            say(f"{number:,} {what}.")


def _listing(store: Store, settings: Settings, people: Sequence[str], only: Filter) -> Listing:
    from annotations.errors import ExchangeError
    from annotations.review.clarifications import rules_of
    from annotations.review.report import listing
    from annotations.review.review import Review
    from annotations.store.people import find_person

    everyone = store.people()
    options = Options(people=tuple(find_person(one, everyone, ExchangeError) for one in people))
    votes = sum(one.labelled for who in everyone for one in store.progress(who).values())
    with progress(votes, "Reading") as advance:
        review = Review.of(
            store, settings.config.scheme, _me(everyone, settings.annotator), options, advance
        )
    version = settings.config.guidelines.version
    return listing(store, review, review.queue(only), rules_of(store), version)


def _me(everyone: Mapping[str, str], name: str) -> str:
    """The reviewer; nobody where the project does not know the name, who then sees no names."""
    return next((person for person, known in everyone.items() if known == name), "")


def _pair(labels: str | None) -> tuple[str, str] | None:
    if labels is None:
        return None
    first, comma, second = labels.partition(",")
    if not (first and comma and second):
        raise click.BadParameter(f"“{labels}” is not A,B.", param_hint="--labels")
    return first.strip(), second.strip()
