"""`slugline stats`: how far a project is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from annotations.plurals import count
from annotations.statistics import Tally, tally
from tui.commands.common import progress, project_to_read
from tui.sanitize import safe
from tui.settings import settings_options, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from annotations.articles.corpus import Card
    from annotations.config import Config
    from annotations.statistics import ArticleTally, PersonTally
    from annotations.store import Store

MAX_TITLE = 56
"""Cells of a title in the table of articles."""


@click.command("stats")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "name",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="A table to read, or one JSON object.",
)
@settings_options
def command(
    paths: tuple[Path, ...], name: str, config_file: Path | None, project: Path | None
) -> None:
    """Count what each person labelled, and how far each article is.

    Without PATHS the articles of the project count: those with which somebody began, and those
    that were handed out. PATHS are files and folders of articles, as for `slugline`: what nobody
    began with there counts too. Boilerplate (credits, author lines, syndication tails) is not
    counted as work to do. docs/formats.md describes the JSON.
    """
    settings = settle(config_file, project, "", paths)
    with project_to_read(settings.project) as store:
        from tui.commands.versions import read

        cards = read(paths, settings.config) if paths else []
        gone = frozenset[str]()
        if paths:
            from annotations.workflow.deleted_files import without_file

            gone = frozenset(one.article.id for one in without_file(store, cards, settings.project))
        with progress(len(store.frozen_ids()) + len(cards), "Counting") as advance:
            waiting = _not_begun(store, cards, settings.config, advance)
            counts = tally(store, settings.config.scheme, advance, waiting)
    if name == "json":
        text = msgspec.json.format(msgspec.json.encode(counts), indent=2).decode()
    else:
        text = "\n".join(report(counts, gone, with_paths=bool(paths)))
    click.echo(text)


def _not_begun(
    store: Store, cards: Sequence[Card], config: Config, advance: Callable[[int], object]
) -> Iterator[tuple[Card, int]]:
    """Articles of a corpus that the project has not, and how many sentences they have."""
    from annotations.workflow.progress import unread_standings

    kept, by_id = frozenset(store.frozen_ids()), {card.article_id: card for card in cards}
    for article_id, standing in unread_standings(cards, kept, config):
        yield by_id[article_id], standing.body
        advance(1)


def report(counts: Tally, gone: Collection[str] = (), *, with_paths: bool = False) -> Iterator[str]:
    """The tables, line by line, every name made harmless.

    Args:
        counts: What was counted.
        gone: Articles whose file is gone.
        with_paths: Whether articles of named paths are counted with those of the project.
    """
    share = counts.labelled / counts.sentences if counts.sentences else 0.0
    yield f"Project {counts.project}"
    sentences = count(counts.sentences, "sentence")
    yield f"{counts.labelled:,} of {sentences} labelled ({share:.0%})"
    articles = count(len(counts.articles), "article")
    elsewhere = "" if with_paths else "; `slugline stats FOLDER` counts those elsewhere too"
    if with_paths or counts.not_begun:
        yield f"{articles}, {counts.not_begun:,} of them not begun{elsewhere}."
    else:
        yield f"{articles} that somebody began with; `slugline stats FOLDER` counts the others too."
    if counts.skipped:
        yield f"{counts.skipped:,} skipped: not of the report, and no work"
    if replaced := sum(bool(one.replaced_by) for one in counts.articles):
        have = "has" if replaced == 1 else "have"
        yield (
            f"{replaced:,} of the articles {have} a newer version here, which exports take instead."
        )
    if not counts.people:
        yield "Nobody has annotated yet."
        return
    yield ""
    # Where nothing was carried, everything is their own.
    carried = any(one.carried or one.accepted for one in counts.people)
    whose = ("own", "carried", "accepted") if carried else ()
    yield from columns(
        [
            ("Annotator", *counts.labels, "labelled", *whose, "unsure", "notes", "articles"),
            *(
                (
                    one.name,
                    *(f"{one.labels[label]:,}" for label in counts.labels),
                    f"{one.labelled:,}",
                    *(_whose(one) if carried else ()),
                    f"{one.unsure:,}",
                    f"{one.notes:,}",
                    f"{one.articles:,}",
                )
                for one in counts.people
            ),
        ]
    )
    if not counts.articles:
        return
    yield ""
    yield from columns(
        [
            ("Article", "sentences", "labelled", *(one.name for one in counts.people)),
            *(
                (
                    (_title(one.title) or one.article_id) + _mark(one, gone),
                    f"{one.sentences:,}",
                    f"{one.labelled:,}",
                    *(f"{one.by[person.person]:,}" for person in counts.people),
                )
                for one in counts.articles
            ),
        ]
    )


def _mark(one: ArticleTally, gone: Collection[str]) -> str:
    """What is special about an article."""
    if one.replaced_by:
        return " (replaced)"
    if one.article_id in gone:
        return " (file deleted)"
    return "" if one.begun else " (not begun)"


def _whose(one: PersonTally) -> tuple[str, ...]:
    """Own labels, those that came by themselves, those that came and were accepted."""
    own = one.labelled - one.carried - one.accepted
    return f"{own:,}", f"{one.carried:,}", f"{one.accepted:,}"


def columns(table: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows of cells in line: the first to the left, the others, which are numbers, to the right."""
    from rich.cells import cell_len

    clean = [[" ".join(safe(cell).split()) for cell in row] for row in table]
    widths = [max(map(cell_len, column)) for column in zip(*clean, strict=True)]
    for first, *others in clean:
        line = first + " " * (widths[0] - cell_len(first))
        for cell, width in zip(others, widths[1:], strict=True):
            line += "  " + " " * (width - cell_len(cell)) + cell
        yield line


def _title(text: str) -> str:
    from rich.cells import cell_len, set_cell_size

    line = " ".join(safe(text).split())
    return (
        line if cell_len(line) <= MAX_TITLE else set_cell_size(line, MAX_TITLE - 1).rstrip() + "…"
    )
