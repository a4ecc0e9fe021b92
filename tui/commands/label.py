"""`slugline label`: label sentences line by line, without drawing on the screen."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui import notifications
from tui.sanitize import safe
from tui.settings import settings_options, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


@click.command("label")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--plain",
    is_flag=True,
    help="One plain line a step: for screen readers, TERM=dumb and scripts.",
)
@click.option("--samples", is_flag=True, help="Open the sample articles that come with Slugline.")
@click.option("--annotator", default="", help="Your name in this project.")
@settings_options
def command(
    paths: tuple[Path, ...],
    plain: bool,
    samples: bool,
    annotator: str,
    config_file: Path | None,
    project: Path | None,
) -> None:
    """Label the sentences of the articles at PATHS.

    With --plain every step is a line: no cursor is moved, every mark is a word, and what is typed
    may come from a pipe. Without it the reader opens.
    """
    from tui.commands.open import command as opening
    from tui.commands.open import samples_folder

    if not plain:
        given = {"samples": samples, "annotator": annotator, "read_only": False, "force": False}
        click.get_current_context().invoke(
            opening, paths=paths, config_file=config_file, project=project, **given
        )
        return
    from annotations.articles.corpus import find_or_kept
    from annotations.store import open_store
    from annotations.workflow.deleted_files import with_deleted
    from annotations.workflow.open_articles import kinds_not_read, read_on
    from tui.plain.labelling import Labelling

    settings = settle(config_file, project, annotator, paths)
    found = find_or_kept([samples_folder()] if samples else paths or (Path(),), settings.project)
    stories = [*read_on(found.files, found.problems, settings.config)][-1]
    for problem in stories.skipped:
        click.echo(safe(f"{problem.path}: {problem.reason}"), err=True)
    if not_read := kinds_not_read(found.ignored):
        click.echo(safe(f"{not_read}."), err=True)
    if not stories.stories:
        raise click.ClickException("There is no article here: name files or folders of articles.")
    store = open_store(settings.project)
    try:
        whole = with_deleted(store, stories.stories, "", settings.project)
        session = Labelling(whole.stories, settings.config, store, settings.annotator)
        converse(session.begin(), session.take, lambda: session.is_over)
    finally:
        store.close()


def converse(
    first: Iterable[str], take: Callable[[str], Iterator[str]], is_over: Callable[[], bool]
) -> None:
    """Say lines, take lines, until it is over or nothing more is typed."""
    notifications.attended()
    for line in first:
        click.echo(safe(line))
    while not is_over():
        if sys.stdin.isatty():
            click.echo("> ", nl=False)
        typed = sys.stdin.readline()
        if not typed:
            break
        for line in take(typed.rstrip("\n")):
            click.echo(safe(line))
