"""`slugline open`: read and tag articles."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.sanitize import safe
from tui.settings import settings_options, settle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.workflow.open_articles import Corpus
    from tui.settings import Settings


@click.command("open")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--samples", is_flag=True, help="Open the sample articles that come with Slugline.")
@click.option("--annotator", default="", help="Your name in this project.")
@click.option("--read-only", is_flag=True, help="Read without being able to change anything.")
@click.option(
    "--force",
    is_flag=True,
    help="Open a project on a network file system, where locks and syncs may not hold.",
)
@settings_options
def command(
    paths: tuple[Path, ...],
    samples: bool,
    annotator: str,
    read_only: bool,
    force: bool,
    config_file: Path | None,
    project: Path | None,
) -> None:
    """Read the articles at PATHS side by side and tag their sentences.

    PATHS are folders of articles, or articles (.txt, .md); without any, the working folder.
    Files named together are read as one story.
    """
    # Importing makes many objects and no garbage: collecting meanwhile costs a tenth of the start.
    gc.disable()
    from annotations.articles.corpus import find
    from annotations.workflow.article_files import engine_of
    from annotations.workflow.open_articles import open_corpus
    from tui.keys import resolve

    settings = settle(config_file, project, annotator)
    keys = resolve(settings.config.keys, settings.config.scheme)
    found = find([_samples()] if samples else paths or (Path(),))
    if not found.files:
        for problem in found.problems:
            click.echo(f"{safe(problem.path)}: {safe(problem.reason)}", err=True)
        raise click.ClickException(
            "There is no article here. Name files or folders with .txt or .md articles, "
            "or try `slugline --samples`."
        )
    if settings.config.language.engine != "rules":
        engine_of(settings.config.language.engine)  # a missing pipeline is said before the screen
    corpus = open_corpus(found, settings.config)
    if corpus.complete and not corpus.stories:
        for problem in corpus.skipped:
            click.echo(f"{safe(problem.path)}: {safe(problem.reason)}", err=True)
        raise click.ClickException("None of these files can be read as an article.")
    show(settings, keys, corpus, read_only=read_only, force=force)


def show(
    settings: Settings,
    keys: dict[str, str],
    corpus: Corpus,
    *,
    read_only: bool = False,
    force: bool = False,
    review: Sequence[str] | None = None,
) -> None:
    """Open the screen, and exit when it is closed.

    Args:
        settings: What was configured.
        keys: The keys of every action by id.
        corpus: What there is to read.
        read_only: Let nothing be changed.
        force: Open a project on a network file system.
        review: Open on the review of the votes of these people, or of all where it is empty.
    """
    from annotations.store import open_store
    from tui.app import SluglineApp

    app = SluglineApp(
        settings,
        keys,
        corpus,
        lambda: open_store(settings.project, read_only=read_only, force=force),
    )
    if review is not None:
        app.reader.begins_with_review = True
        app.reader.parts.colleagues.review_people = tuple(review)
    # A worker that computes gives way to a key within half a millisecond, not five.
    sys.setswitchinterval(0.0005)
    gc.freeze()
    gc.enable()
    try:
        app.run()
    finally:
        _finish(app)
    sys.exit(app.return_code or 0)


def _finish(app: object) -> None:
    from tui.app import SluglineApp

    assert isinstance(app, SluglineApp)
    writer = app.reader.writer
    if not writer.close(timeout=1.0):
        click.echo("slugline: finishing what is being saved ...", err=True)
        writer.close()
    unsaved = len(app.reader.recorder.unsaved)
    if unsaved:
        raise click.ClickException(f"{unsaved} changes could not be saved.")


def _samples() -> Path:
    """The sample articles: beside the package when installed, in the checkout otherwise."""
    package = Path(__file__).parent.parent
    installed = package / "seeds"
    return installed if installed.is_dir() else package.parent / "seeds"
