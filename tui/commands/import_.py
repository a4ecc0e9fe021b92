"""`slugline import`: labels from a file into the project."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from annotations.errors import ArticleError, LabelFileError
from annotations.labels import Label
from tui.commands.common import progress, say
from tui.settings import Settings, settings_options, settle

if TYPE_CHECKING:
    from collections.abc import Iterator

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
@click.option("--overwrite", is_flag=True, help="Replace what somebody here said otherwise.")
@click.option("--dry-run", is_flag=True, help="Say what would be imported, and change nothing.")
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
    overwrite: bool,
    dry_run: bool,
    scheme: bool,
    config_file: Path | None,
    project: Path | None,
) -> None:
    """Take the labels of FILE into the project.

    FILE is what Slugline exported (a folder, .jsonl, .yaml), or what Prodigy, doccano or Label
    Studio export. Its sentences are looked for among the articles of the project and those at
    ARTICLES, files or folders; nothing is guessed and nothing is overwritten: what is not
    certain is reported, and the exit code is 1. docs/importing.md tells more.
    """
    from annotations.importing.plan import Import
    from annotations.importing.read_files import read

    settings = settle(config_file, project)
    wishes = _wishes(names, labels, overwrite=overwrite)
    told = read(file)
    if scheme:
        click.echo(_scheme(told.labels, file), nl=False)
        return
    offered = list(_articles(articles, settings))
    store = _store(settings.project, dry_run=dry_run)
    try:
        for notice in store.notices:
            say(notice)
        with progress(len(told.items), "Matching") as advance:
            plan = Import(
                store,
                told,
                offered,
                scheme=settings.config.scheme,
                wishes=wishes,
                advance=advance,
            )
        if not dry_run:
            with progress(plan.steps, "Importing") as advance:
                plan.write(advance)
    finally:
        store.close()
    for line in _lines(plan.report, told.kind, dry_run=dry_run):
        say(line)
    if told.labels and _named(told.labels) != _named(settings.config.labels):
        say("The export was made with other labels than yours; --scheme prints them.")
    if not plan.report.complete:
        raise SystemExit(1)


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
    from annotations.articles.corpus import find
    from annotations.store import FrozenArticle
    from annotations.workflow.article_files import cut_article, read_article

    config = settings.config
    found = find(paths)
    for problem in found.problems:
        say(f"{problem.path}: {problem.reason}")
    with progress(len(found.files), "Reading") as advance:
        for one in found.files:
            advance(1)
            try:
                article = read_article(one.path, config)
            except ArticleError as error:
                say(f"{one.path}: {error}")
                continue
            yield FrozenArticle(article, cut_article(article, config))


def _store(folder: Path, *, dry_run: bool) -> Store:
    """The project, made if there is none; for a dry run nothing is made or changed."""
    from annotations.store import MemoryStore, open_store

    if dry_run and not folder.is_dir():
        return MemoryStore()
    return open_store(folder, read_only=dry_run)


def _lines(report: Report, kind: str, *, dry_run: bool) -> Iterator[str]:
    """What became of everything, to be read."""
    counts = ", ".join(f"{count:,} {outcome}" for outcome, count in report.counts.items() if count)
    yield f"{'Would be' if dry_run else 'Done'}, from {kind}: {counts or 'nothing at all'}."
    for outcome, where, detail in report.examples:
        yield f"  {outcome}: {where}: {detail}"
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
