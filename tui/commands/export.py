"""`slugline export`: the training set, to stdout or a file."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from annotations.training import (
    FORMATS,
    Format,
    Summary,
    TrainingSet,
    export,
    export_file,
    format_for,
    format_named,
)
from tui.headless import progress, project_to_read, say
from tui.settings import settings_options, settle

STDOUT = Path("-")


@click.command("export")
@click.option(
    "--format",
    "name",
    type=click.Choice(list(FORMATS)),
    help="The format.  [default: what FILE is called, else jsonl]",
)
@click.option(
    "--annotator",
    default="",
    metavar="NAME",
    help="Only this person's labels, by display name or id.  [default: everyone's]",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=STDOUT,
    metavar="FILE",
    help="The file to write; - is stdout.  [default: -]",
)
@settings_options
def command(
    name: str | None,
    annotator: str,
    output: Path,
    config_file: Path | None,
    project: Path | None,
) -> None:
    """Write every labelled sentence as a row of a training set.

    With several annotators the label is the one that more than half of them gave; a sentence
    without one is left out and counted. FILE appears whole or, if anything fails, stays as it
    was. docs/formats.md describes the rows.
    """
    settings = settle(config_file, project)
    with project_to_read(settings.project) as store:
        training_set = TrainingSet(store, settings.config, annotator=annotator)
        name = name or format_for(output)
        form = format_named(name)
        warned = _warn(training_set.at_least, name, form)
        with progress(training_set.votes, "Exporting") as advance:
            if output == STDOUT:
                summary = export(training_set, form, sys.stdout.buffer, advance)
            else:
                summary = export_file(training_set, form, output, advance)
    _report(summary, training_set.labels, "stdout" if output == STDOUT else str(output), name)
    if not warned:
        _warn(summary.rows, name, form)


def _warn(rows: int, name: str, form: Format) -> bool:
    """Say it where a format is the wrong one for so many rows."""
    if form.comfortable is None or rows <= form.comfortable:
        return False
    say(
        f"Warning: about {rows:,} rows. Above {form.comfortable:,}, {name} takes long to read "
        "back: consider --format jsonl."
    )
    return True


def _report(summary: Summary, labels: tuple[str, ...], where: str, name: str) -> None:
    counts = ", ".join(f"{label} {summary.labels[label]:,}" for label in labels)
    articles = len(summary.articles)
    say(
        f"{summary.rows:,} {'row' if summary.rows == 1 else 'rows'} from {articles:,} "
        f"{'article' if articles == 1 else 'articles'} written to {where} as {name}: {counts}."
    )
    for reason, count in sorted(summary.left_out.items()):
        say(f"Left out: {count:,} {'sentence' if count == 1 else 'sentences'} with {reason}.")
