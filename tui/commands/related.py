"""`slugline related`: the other reports of the event that an article is about, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from annotations.errors import ArticleError
from annotations.outside import path_text
from annotations.plurals import count
from tui.commands.common import progress, say
from tui.sanitize import safe
from tui.sanitize import title as one_line
from tui.settings import settings_options, settle

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotations.articles.corpus import Card
    from annotations.workflow.related import Other, Reports
    from tui.settings import Settings

_PATH = click.Path(path_type=Path)


@click.command("related")
@click.argument("file", type=_PATH)
@click.argument("paths", nargs=-1, type=_PATH)
@click.option(
    "--days",
    type=click.IntRange(0, 366),
    default=3,
    show_default=True,
    help="Days between two reports of one event at most.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Lines to read, or one JSON object.",
)
@settings_options
def command(
    file: Path,
    paths: tuple[Path, ...],
    days: int,
    form: str,
    config_file: Path | None,
    project: Path | None,
) -> None:
    """List other reports of the event that the article in FILE is about, and what shows it.

    They are looked for in the articles at PATHS; without any, in the folder of FILE. FILE may name
    one article of several as `file#key`. Reports of their own come first; wire copy, the same text
    at another outlet, is listed apart, as it confirms nothing.

    Exit code 0, also where there is none; 1 if FILE cannot be read. docs/corpus.md explains it.
    """
    from annotations.workflow.related import Looking, Profiles, reports_of

    settings = settle(config_file, project, paths=paths)
    card, cards = _read(file, paths or (_folder(file),), settings)
    try:
        found = reports_of(card, Looking(cards), Profiles(settings.config), days)
    except ArticleError as error:
        raise click.ClickException(f"{safe(str(file))}: {safe(str(error))}") from error
    for problem in found.unread:
        say(problem)
    if form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(as_json(found)), indent=2).decode())
        return
    for line in as_text(found, len(cards), days):
        click.echo(line)


def _folder(file: Path) -> Path:
    from annotations.articles.places import place_of

    return Path(place_of(str(file)).path).parent


def _read(file: Path, paths: Sequence[Path], settings: Settings) -> tuple[Card, Sequence[Card]]:
    """The card of the article asked about, and those of the corpus; says what cannot be read."""
    from annotations.articles.corpus import find
    from annotations.workflow.article_files import read_cards

    asked = find([file])
    for problem in asked.problems:
        raise click.ClickException(f"{safe(problem.path)}: {safe(problem.reason)}")
    first: list[Card] = []
    for batch in read_cards(asked.files, settings.config):
        first += batch.cards
        for problem in batch.skipped:
            say(f"{problem.path}: {problem.reason}")
    if not first:
        raise click.ClickException(f"{safe(str(file))} holds no article that can be read.")
    if len(first) > 1:
        keys = ", ".join(safe(one.path) for one in first[:3])
        raise click.ClickException(
            f"{safe(str(file))} holds {len(first):,} articles: name one of them, as {keys}"
        )
    found = find(paths)
    cards: list[Card] = []
    known = 0
    with progress(len(found.files), "Reading") as advance:
        for batch in read_cards(found.files, settings.config):
            advance(batch.done - known)
            known = batch.done
            cards += batch.cards
            for problem in batch.skipped:
                say(f"{problem.path}: {problem.reason}")
    for problem in found.problems:
        say(f"{problem.path}: {problem.reason}")
    return first[0], cards


def as_text(found: Reports, looked: int, days: int) -> Iterator[str]:
    """The reports, line by line, every name made harmless."""
    own = [one for one in found.others if not one.is_copy]
    copies = [one for one in found.others if one.is_copy]
    among = f"in {count(looked, 'article')}, {count(days, 'day')} before and after"
    yield f"Other reports of the event of “{one_line(found.card.title)}”, {among}:"
    if not found.others:
        yield "  none"
    for one in own:
        yield from _lines(one)
    if copies:
        yield ""
        yield "The same text elsewhere (wire copy or a reprint: it confirms nothing):"
        for one in copies:
            yield from _lines(one)


def _lines(one: Other) -> Iterator[str]:
    card = one.card
    facts = (card.published_at[:10], one_line(card.title), card.source)
    yield "  " + "  ".join(safe(fact) for fact in facts if fact)
    part = f"{one.contained:.0%} of the text; " if one.is_copy else ""
    yield f"    {part}{one_line(one.why, 1_000)}"
    yield f"    {safe(card.path)}"


def as_json(found: Reports) -> dict[str, Any]:
    """The reports for programs."""
    return {
        "schema": "related/1",
        "article": _facts(found.card),
        "reports": [
            {
                **_facts(one.card),
                "is_copy": one.is_copy,
                "score": one.score,
                "contained": round(one.contained, 4),
                "through": list(one.through),
                "reasons": [
                    {
                        "kind": shared.kind,
                        "weight": shared.weight,
                        "items": list(shared.items),
                        "number": shared.number,
                    }
                    for shared in one.shared
                ],
            }
            for one in found.others
        ],
        "unread": [path_text(one) for one in found.unread],
    }


def _facts(card: Card) -> dict[str, str]:
    return {
        "id": card.article_id,
        "title": card.title,
        "source": card.source,
        "published_at": card.published_at,
        "path": path_text(card.path),
    }
