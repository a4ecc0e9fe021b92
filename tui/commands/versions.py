"""`slugline versions`: what became of labels whose article's file changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click
import msgspec

from annotations.errors import ArticleError
from annotations.outside import path_text
from tui.commands.common import progress, project_to_read, say
from tui.sanitize import safe, title
from tui.settings import settings_options, settle

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotations.articles.corpus import Card
    from annotations.comparison.versions import LabelFate, VersionReport
    from annotations.config import Config
    from annotations.store import Store
    from annotations.store.article_versions import Replaced

_WIDTH = 78


class Line(NamedTuple):
    """One person's labels on one replaced article."""

    person: str
    """The display name."""
    old_path: str
    new_path: str
    report: VersionReport


@click.command("versions")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "name",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or for programs.",
)
@settings_options
def command(
    paths: tuple[Path, ...], name: str, config_file: Path | None, project: Path | None
) -> None:
    """Say what became of labels whose article changed since it was labelled.

    PATHS are folders of articles, or articles; without any, the working folder. Every label on an
    article that is no longer there as it was is kept or moved (the same sentence: the reader
    carries it), asks (the text changed: the reader proposes it), or lost. Nothing is changed.
    """
    settings = settle(config_file, project, paths=paths)
    config = settings.config
    with project_to_read(settings.project) as store:
        cards = read(paths or (Path(),), config)
        with progress(len(store.frozen_ids()), "Looking") as advance:
            from annotations.store.article_versions import replaced

            lines = [
                line
                for found in replaced(store, cards, advance=advance)
                for line in reports(store, found, config)
            ]
    if name == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(list(map(as_json, lines))), indent=2))
        return
    for text in as_text(lines):
        click.echo(text)


def read(paths: Sequence[Path], config: Config) -> list[Card]:
    """The articles at these paths; says what cannot be read."""
    from annotations.articles.corpus import find
    from annotations.workflow.article_files import read_cards

    found = find(paths)
    cards: list[Card] = []
    problems = list(found.problems)
    read = 0
    with progress(len(found.files), "Reading") as advance:
        for batch in read_cards(found.files, config):
            cards += batch.cards
            problems += batch.skipped
            advance(batch.done - read)
            read = batch.done
    for problem in problems:
        say(f"{problem.path}: {problem.reason}")
    return cards


def reports(store: Store, found: Replaced, config: Config) -> Iterator[Line]:
    """What became of each person's labels on a replaced article; none if it is another article."""
    from annotations.comparison.alignment import align
    from annotations.comparison.versions import are_versions, version_report
    from annotations.workflow.article_files import cut_article, read_article

    old, cuts = found.kept.article, found.kept.sentences
    try:
        new = read_article(found.card.path, config)
    except ArticleError as error:  # it changed again meanwhile
        say(f"{found.card.path}: {error}")
        return
    kept = store.frozen(new.id)
    sentences = kept.sentences if kept else cut_article(new, config)
    alignment = align(old, new, cuts, sentences)
    if not are_versions(alignment):
        return
    for person, name in store.people().items():
        said = store.annotations(person=person, article_id=old.id)
        labels = {one.index: one.label for one in said if one.label}
        if labels:
            report = version_report(alignment, old, cuts, new, sentences, labels)
            yield Line(name, old.path, new.path, report)


def as_text(lines: Sequence[Line]) -> Iterator[str]:
    """The report, line by line."""
    if not lines:
        yield "No labelled article changed."
        return
    for number, line in enumerate(lines):
        if number:
            yield ""
        report = line.report
        yield f"{title(report.title) or report.new} ({safe(line.new_path)})"
        yield f"  {report.old} is now {report.new}; labels of {safe(line.person)}: {report.counts}"
        for fate in report.fates:
            yield from _fate(fate)


def _fate(fate: LabelFate) -> Iterator[str]:
    reason = f", {fate.reason}" if fate.reason else ""
    yield f"  {fate.outcome:5} {safe(fate.label)}{reason}"
    if fate.outcome in ("asks", "lost"):
        yield _wrapped(f"old {fate.a + 1}", fate.text)
        if fate.b is not None:
            yield _wrapped(f"new {fate.b + 1}", fate.new_text)


def _wrapped(head: str, text: str) -> str:
    return click.wrap_text(
        safe(text), _WIDTH, initial_indent=f"        {head:8} ", subsequent_indent=" " * 17
    )


def as_json(line: Line) -> dict[str, Any]:
    """The report for programs; sentences by index, from 0."""
    report = line.report
    return {
        "old": report.old,
        "new": report.new,
        "title": report.title,
        "old_path": path_text(line.old_path),
        "new_path": path_text(line.new_path),
        "person": line.person,
        "counts": {outcome: report.count(outcome) for outcome in ("kept", "moved", "asks", "lost")},
        "labels": [msgspec.to_builtins(fate) for fate in report.fates],
    }
