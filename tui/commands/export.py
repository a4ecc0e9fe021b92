"""`slugline export`: the training set, to stdout, a file or a folder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from annotations.dataset import (
    FORMATS,
    Format,
    Options,
    Summary,
    TrainingSet,
    export,
    format_for,
    format_named,
    warnings,
)
from annotations.dataset.options import Included
from annotations.errors import StoreError
from annotations.workflow.export import (
    Plan,
    Task,
    Written,
    votes_for_folder,
    write_file,
    write_folder,
)
from tui.commands.common import progress, project_to_read, project_to_write, say
from tui.settings import settings_options, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from annotations.dataset.splits import Splits
    from annotations.store import Store
    from tui.settings import Settings

STDOUT = Path("-")
NO_SPLITS = "none"


@click.command("export")
@click.option(
    "--format",
    "name",
    type=click.Choice(list(FORMATS)),
    help="The format.  [default: what OUT is called, else jsonl]",
)
@click.option(
    "--annotator",
    default="",
    metavar="NAME",
    help="Only this person's labels, by display name or id.  [default: everyone's]",
)
@click.option("--gold-only", is_flag=True, help="Only what was adjudicated, or is unanimous by 2.")
@click.option("--minimal", is_flag=True, help="Rows of id, text and label.")
@click.option(
    "--no-text", is_flag=True, help="Offsets and a hash for the text; see `slugline fill`."
)
@click.option("--notes", is_flag=True, help="With --no-text: keep notes, which may quote it.")
@click.option("--spans", is_flag=True, help="Names, quantities and quotations as further columns.")
@click.option("--origin", is_flag=True, help="Byline, section and agency as further columns.")
@click.option(
    "--for",
    "reader",
    type=click.Choice(["excel"]),
    help="With --format csv: a byte order mark, and cells that no spreadsheet takes for formulas.",
)
@click.option(
    "--completed-by",
    is_flag=True,
    help="With --format labelstudio: name who said what as members, who have to be made first.",
)
@click.option(
    "--include",
    type=click.Choice(get_args(Included)),
    multiple=True,
    help="Keep sentences that were found ambiguous, with the label most voted for; those of "
    "articles that newer versions replaced; or what was skipped.",
)
@click.option(
    "--splits",
    default="80/10/10",
    show_default=True,
    metavar="T/V/T",
    help=f"Shares of train, validation and test in a folder; `{NO_SPLITS}` for train only.",
)
@click.option(
    "--redraw",
    is_flag=True,
    help="Give out anew what earlier exports have put into splits; says what that costs.",
)
@click.option(
    "--check",
    "checking",
    is_flag=True,
    help="List nearly the same sentences under different labels, and write nothing; as JSON Lines "
    "with --format jsonl.",
)
@click.option("--license", "license_", default="", metavar="SPDX", help="Of the annotations.")
@click.option("--schema", type=int, default=1, show_default=True, help="Version of the rows.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=STDOUT,
    metavar="OUT",
    help="A file if it has a suffix, else a folder; - is stdout.  [default: -]",
)
@settings_options
def command(
    name: str | None,
    output: Path,
    splits: str,
    config_file: Path | None,
    project: Path | None,
    license_: str,
    redraw: bool,
    checking: bool,
    reader: str | None,
    **asked: Any,
) -> None:
    """Write every labelled sentence as a row of a training set.

    With several annotators the label is what was adjudicated, else the one that more than half of
    them gave; a sentence without one is left out and counted. A folder has a file for each split,
    everything that was said, and a manifest. OUT appears whole or, if anything fails, stays as it
    was. docs/formats.md describes the formats. With --check, exit code 1 if anything was listed.
    """
    settings = settle(config_file, project)
    options = Options(license=license_, excel=reader is not None, **asked)
    if checking:
        _check(settings, options, name, output)
        return
    name = name or format_for(output)
    form = format_named(name, options)
    folder = is_folder(output, form)
    if redraw and not folder:
        raise click.UsageError("--redraw goes with a folder: a file has no splits.")
    try:
        if folder:
            _folder(settings, options, name, output, splits, redraw=redraw)
        else:
            _file(settings, options, name, output)
    except KeyboardInterrupt:
        say("Stopped." if output == STDOUT else f"Stopped. {output} is as it was.")
        raise


def _check(settings: Settings, options: Options, name: str | None, output: Path) -> None:
    """List contradictions; nothing is written, so there is no file to name."""
    from tui.commands.contradictions import list_contradictions

    if output != STDOUT or name not in (None, "jsonl"):
        raise click.UsageError("--check lists on stdout, as text or with --format jsonl.")
    if list_contradictions(settings, options.annotator, as_json=name is not None):
        click.get_current_context().exit(1)


def is_folder(output: Path, form: Format) -> bool:
    """Whether what is asked for is a folder: what exists decides, else the suffix."""
    if output == STDOUT:
        return False
    return output.is_dir() or (not output.exists() and (form.stream is None or not output.suffix))


def _file(settings: Settings, options: Options, name: str, output: Path) -> None:
    """One stream of rows, whatever split they are in."""
    form = FORMATS[name]
    with project_to_read(settings.project) as store:
        training_set = TrainingSet(store, settings.config, options)
        warned = _warn(training_set.at_least, name, form)
        with progress(training_set.votes, "Exporting") as advance:
            if output == STDOUT:
                export(training_set, form, sys.stdout.buffer, advance)
            else:
                write_file(training_set, Plan(name, "file", options), output, _Bar(advance))
    summary = training_set.summary
    where = "stdout" if output == STDOUT else str(output)
    _report(summary, training_set, where, name, {})
    if not warned:
        _warn(summary.rows, name, form)


class _Bar(Task):
    """How far it is, on a progress bar."""

    def __init__(self, advance: Callable[[int], object]) -> None:
        super().__init__()
        self._advance = advance

    def advance(self, votes: int) -> None:
        """So many more are dealt with."""
        super().advance(votes)
        self._advance(votes)


def _folder(
    settings: Settings, options: Options, name: str, output: Path, splits: str, *, redraw: bool
) -> None:
    """A folder; where its articles were put is then kept in the project."""
    from annotations.dataset.splits import Targets

    targets = None if splits == NO_SPLITS else Targets.of(splits)
    plan = Plan(name, "splits", options, targets, redraw)
    opening = project_to_read if targets is None else project_to_write
    with opening(settings.project) as store:
        training_set = TrainingSet(store, settings.config, options)
        with progress(votes_for_folder(training_set, plan), "Exporting") as advance:
            written = write_folder(training_set, plan, output, None, _Bar(advance))
        _tell(written, training_set)
        if written.counted is not None and written.counted.splits is not None:
            _keep(store, settings, written.counted.splits)
    _warn(written.summary.rows, name, FORMATS[name])


def _tell(written: Written, training_set: TrainingSet) -> None:
    """What was written, and what is to be known of its splits."""
    counted = written.counted
    if counted and counted.leaks and not counted.leaks.clean:
        for line in counted.leaks.lines():
            say(line)
    _report(
        written.summary, training_set, str(written.target), written.choices.name, written.by_split
    )
    given = counted.splits if counted else None
    if given is not None and (frozen := given.frozen()):
        say(frozen)
    for notice in given.notices if given else ():
        say(f"Warning: {notice}")


def _keep(store: Store, settings: Settings, given: Splits) -> None:
    """Remember in the project where articles were put."""
    from annotations.dataset.kept_splits import keep

    if not given.fresh:
        return
    try:
        keep(store, store.join(settings.annotator), given.fresh)
    except StoreError as error:
        say(f"Warning: where articles were put could not be kept in the project: {error}")


def _warn(rows: int, name: str, form: Format) -> bool:
    """Say it where a format is the wrong one for so many rows."""
    if form.comfortable is None or rows <= form.comfortable:
        return False
    say(
        f"Warning: about {rows:,} rows. Above {form.comfortable:,}, {name} takes long to read "
        "back: consider --format jsonl."
    )
    return True


def _report(
    summary: Summary,
    training_set: TrainingSet,
    where: str,
    name: str,
    by_split: Mapping[str, int],
) -> None:
    counts = ", ".join(f"{label} {summary.labels[label]:,}" for label in training_set.labels)
    articles = len(summary.articles)
    say(
        f"{summary.rows:,} {'row' if summary.rows == 1 else 'rows'} from {articles:,} "
        f"{'article' if articles == 1 else 'articles'} written to {where} as {name}: {counts}."
    )
    if len(by_split) > 1:
        say("; ".join(f"{split} {rows:,}" for split, rows in by_split.items()) + ".")
    for reason, count in sorted(summary.left_out.items()):
        say(f"Left out: {count:,} {'sentence' if count == 1 else 'sentences'} with {reason}.")
    active = [label.slug for label in training_set.config.scheme.active]
    for warning in warnings(summary, active):
        say(f"Warning: {warning}")
