"""`slugline import`: labels from a file into the project."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from annotations.errors import ExportError, LabelFileError
from annotations.labels import Label
from annotations.outside import within
from tui.commands.common import agreed, at_terminal, budget, progress, reason, say
from tui.settings import Settings, settings_options, settle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotations.importing.plan import Import
    from annotations.importing.read_files import Told
    from annotations.importing.report import Report, Wishes
    from annotations.store import FrozenArticle, Store


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True))
@click.argument("articles", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--as",
    "names",
    multiple=True,
    metavar="[OLD=]NAME",
    help="Whose labels they are: NAME for those of OLD in the file, or for those of nobody.",
)
@click.option(
    "--map",
    "labels",
    multiple=True,
    metavar="OLD=NEW",
    help="What a label of the file is called here.",
)
@click.option(
    "--yes", is_flag=True, help="Take in what was edited in the file since its export, unasked."
)
@click.option("--overwrite", is_flag=True, help="Replace what somebody here said otherwise.")
@click.option("--partial", is_flag=True, help="Take what is whole of a damaged file or folder.")
@click.option("--dry-run", is_flag=True, help="Say what would be imported, and change nothing.")
@click.option(
    "--report",
    "report_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT",
    help="Write what became of every row, as JSON Lines, or CSV if OUT is so called; - is stdout.",
)
@click.option(
    "--scheme",
    is_flag=True,
    help="Print the labels that an export folder was made with, for config.yaml; import nothing.",
)
@settings_options
def command(
    file: Path,
    articles: tuple[Path, ...],
    names: tuple[str, ...],
    labels: tuple[str, ...],
    yes: bool,
    overwrite: bool,
    partial: bool,
    dry_run: bool,
    report_file: Path | None,
    scheme: bool,
    config_file: Path | None,
    project: Path | None,
) -> None:
    """Take the labels of FILE into the project.

    FILE is what Slugline exported (a folder, .jsonl, .yaml, .csv), what Prodigy, doccano, Label
    Studio, brat or spaCy export, or a table with the columns text and label (CSV, .xlsx). Its
    sentences are looked for among the articles of the project and those at ARTICLES, files or
    folders; nothing is guessed. Labels that were edited in the file are shown before they are
    taken in; --yes takes them in unasked. What is not certain, or was said here otherwise, is
    reported, and the exit code is 1. docs/importing.md tells more.
    """
    from annotations.importing.plan import Import
    from annotations.importing.read_files import read

    settings = settle(config_file, project)
    wishes = _wishes(names, labels, overwrite=overwrite)._replace(me=settings.annotator)
    told = read(file, partial=partial)
    if scheme:
        click.echo(_scheme(told.labels, file), nl=False)
        return
    offered = list(_articles(articles, settings))
    store = _store(settings.project, dry_run=dry_run)

    def planned(*, edits: bool) -> Import:
        with progress(len(told.items), "Matching") as advance:
            return Import(
                store,
                told,
                offered,
                scheme=settings.config.scheme,
                wishes=wishes._replace(edits=edits),
                advance=advance,
            )

    try:
        for notice in store.notices:
            say(notice)
        plan = planned(edits=True)
        if not (yes or dry_run or _agreed(plan.report, told, partial=partial)):
            plan = planned(edits=False)
        if not dry_run:
            _write(plan)
    finally:
        store.close()
    _tell(plan.report, told, settings, dry_run=dry_run)
    if report_file is not None:
        _save(plan.report, report_file)
    if not plan.report.complete:
        raise SystemExit(1)


def _agreed(report: Report, told: Told, *, partial: bool) -> bool:
    """Whether what was edited is to be taken in: asked on a terminal, else it is not.

    Raises:
        LabelFileError: If it cannot be left out of the rest, and nobody can be asked.
        SystemExit: If nothing at all is to be done.
    """
    from annotations.dataset.decision_rows import DECISIONS
    from annotations.dataset.manifest import ANNOTATIONS
    from annotations.importing.report import CHANGED

    count = report.counts[CHANGED]
    whole = [name for name in told.edited if name in (ANNOTATIONS, DECISIONS)]
    if not (count or whole):
        return True
    if not _may_ask():
        if whole and not partial:
            raise LabelFileError(
                f"{' and '.join(whole)} was changed since it was exported. If somebody edited it, "
                "see with --dry-run what would change, and take it in with --yes. If nobody did, "
                "it is damaged: get it again from where it came from. Nothing was imported."
            )
        return False
    say(f"Edited since the export: {', '.join(told.edited) or 'the file'}; {_labels(count)}.")
    for outcome, where, detail in report.examples:
        if outcome == CHANGED:
            say(f"  {where}: {detail}")
    if not agreed("Take these changes in, with the rest of the file?"):
        say("Nothing was imported.")
        raise SystemExit(1)
    return True


def _may_ask() -> bool:
    """Whether somebody sits at a terminal."""
    return at_terminal()


def _write(plan: Import) -> None:
    try:
        with progress(plan.steps, "Importing") as advance:
            plan.write(advance)
    except KeyboardInterrupt:
        say(
            f"Stopped. {_labels(plan.written)} of {plan.steps:,} are in the project, and stay; "
            "importing again does the rest, and `u` in the reader takes back what came."
        )
        raise


def _labels(count: int) -> str:
    return f"{count:,} {'label' if count == 1 else 'labels'}"


def _tell(report: Report, told: Told, settings: Settings, *, dry_run: bool) -> None:
    """Say what became of everything."""
    for line in _lines(report, told.kind, dry_run=dry_run):
        say(line)
    if told.labels and _named(told.labels) != _named(settings.config.labels):
        say("The export was made with other labels than yours; --scheme prints them.")


def _save(report: Report, path: Path) -> None:
    """What became of every row, to a file or stdout."""
    from annotations.importing.report import written

    data = written(report.outcomes, as_csv=path.suffix.lower() == ".csv")
    if str(path) == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        path.write_bytes(data)
    except OSError as error:
        raise ExportError(f"{path} was not written: {error.strerror}.") from error


def _scheme(labels: tuple[Label, ...], file: Path) -> str:
    """Labels as they stand in `config.yaml`, without what is as it is by default."""
    import yaml

    if not labels:
        raise LabelFileError(
            f"{file} does not tell the definitions of labels. An export folder does."
        )
    usual = msgspec.json.decode(msgspec.json.encode(Label(slug="")))
    told = [
        {name: value for name, value in one.items() if value != usual[name]}
        for one in msgspec.json.decode(msgspec.json.encode(labels))
    ]
    return str(yaml.safe_dump({"labels": told}, allow_unicode=True, sort_keys=False))


def _named(labels: tuple[Label, ...]) -> list[Label]:
    """Labels with the names that people read: an export writes those."""
    return [msgspec.structs.replace(one, name=one.title) for one in labels]


def _wishes(names: tuple[str, ...], labels: tuple[str, ...], *, overwrite: bool) -> Wishes:
    from annotations.importing.report import Wishes

    people = [_pair(one, "--as") for one in names if "=" in one]
    everyone = [one for one in names if "=" not in one]
    if len(everyone) > 1:
        raise click.BadParameter("name one person for labels that are nobody's.", param_hint="--as")
    return Wishes(
        dict(people), "".join(everyone), dict(_pair(one, "--map") for one in labels), overwrite
    )


def _pair(text: str, option: str) -> tuple[str, str]:
    old, equals, new = text.partition("=")
    if not (old and equals and new):
        raise click.BadParameter(f"“{text}” is not OLD=NEW.", param_hint=option)
    return old, new


def _articles(paths: tuple[Path, ...], settings: Settings) -> Iterator[FrozenArticle]:
    """The articles at these paths, cut as the reader would; what cannot be read is said."""
    if not paths:
        return
    from annotations.articles.corpus import Skipped, find
    from annotations.store import FrozenArticle
    from annotations.workflow.article_files import cut_article, read_articles

    config = settings.config
    found = find(paths)
    for problem in found.problems:
        say(f"{problem.path}: {problem.reason}")
    with progress(len(found.files), "Reading") as advance:
        for file in found.files:
            advance(1)
            for one in read_articles([file], config):
                if isinstance(one, Skipped):
                    say(f"{one.path}: {one.reason}")
                    continue
                try:
                    with within(budget(file.path)):
                        kept = FrozenArticle(one, cut_article(one, config))
                except Exception as error:
                    say(f"{one.path}: {reason(error)}")
                    continue
                yield kept


def _store(folder: Path, *, dry_run: bool) -> Store:
    """The project, made if there is none; for a dry run nothing is made or changed."""
    from annotations.store import open_store

    if dry_run and not folder.is_dir():
        from annotations.store.in_memory import in_memory

        return in_memory()
    return open_store(folder, read_only=dry_run)


def _lines(report: Report, kind: str, *, dry_run: bool) -> Iterator[str]:
    """What became of everything, to be read."""
    counts = ", ".join(f"{count:,} {outcome}" for outcome, count in report.counts.items() if count)
    yield f"{'Would be' if dry_run else 'Done'}, from {kind}: {counts or 'nothing at all'}."
    for outcome, where, detail in report.examples:
        yield f"  {outcome}: {where}: {detail}"
    yield from _untold(report, dry_run=dry_run)
    if report.articles:
        when = "would be" if dry_run else "are now"
        yield f"Articles that {when} kept: {len(report.articles):,}."
    if report.placed:
        several = "article" if report.placed == 1 else "articles"
        when = "would be" if dry_run else "were"
        yield f"Splits of {report.placed:,} {several} {when} taken over."
    if report.people:
        yield f"New here: {', '.join(report.people)}."
    yield from report.notices


def _untold(report: Report, *, dry_run: bool) -> Iterator[str]:
    """What else there is to be known, and how."""
    from annotations.importing.report import CHANGED, IMPORTED, KNOWN

    told = report.counts[IMPORTED] + report.counts[KNOWN] + len(report.examples)
    if (more := sum(report.counts.values()) - told) > 0:
        yield f"  and {more:,} more; --report OUT writes what became of every row."
    if report.counts[CHANGED]:
        yield (
            "It asks before it changes anything, but with --yes."
            if dry_run
            else "What was changed is in the history, and `u` in the reader takes it back."
        )
    if report.edits:
        yield f"Of the conflicts, edits of the file: {report.edits:,}. --yes takes them in."
