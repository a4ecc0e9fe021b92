"""`slugline stats`: how far a project is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import msgspec

from annotations.statistics import Tally, tally
from tui.commands.common import progress, project_to_read
from tui.sanitize import safe
from tui.settings import settings_options, settle

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from annotations.statistics import PersonTally

MAX_TITLE = 56
"""Cells of a title in the table of articles."""


@click.command("stats")
@click.option(
    "--format",
    "name",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="A table to read, or one JSON object.",
)
@settings_options
def command(name: str, config_file: Path | None, project: Path | None) -> None:
    """Count what each person labelled, and how far each article is.

    Boilerplate (credits, author lines, syndication tails) is not counted as work to do.
    docs/formats.md describes the JSON.
    """
    settings = settle(config_file, project)
    with (
        project_to_read(settings.project) as store,
        progress(len(store.frozen_ids()), "Counting") as advance,
    ):
        counts = tally(store, settings.config.scheme, advance)
    if name == "json":
        text = msgspec.json.format(msgspec.json.encode(counts), indent=2).decode()
    else:
        text = "\n".join(report(counts))
    click.echo(text)


def report(counts: Tally) -> Iterator[str]:
    """The tables, line by line, every name made harmless."""
    share = counts.labelled / counts.sentences if counts.sentences else 0.0
    yield f"Project {counts.project}"
    yield f"{counts.labelled:,} of {counts.sentences:,} sentences labelled ({share:.0%})"
    if counts.skipped:
        yield f"{counts.skipped:,} skipped: not of the report, and no work"
    if replaced := sum(bool(one.replaced_by) for one in counts.articles):
        yield f"{replaced:,} of the articles have a newer version here, which exports take instead."
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
                    (_title(one.title) or one.article_id)
                    + (" (replaced)" if one.replaced_by else ""),
                    f"{one.sentences:,}",
                    f"{one.labelled:,}",
                    *(f"{one.by[person.person]:,}" for person in counts.people),
                )
                for one in counts.articles
            ),
        ]
    )


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
