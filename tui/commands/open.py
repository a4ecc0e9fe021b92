"""`slugline open`: read and tag articles."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click
from msgspec import structs

from annotations.plurals import count
from tui import notifications
from tui.commands.common import at_terminal
from tui.sanitize import safe
from tui.settings import LOGIN_NAME, settings_options, settle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.workflow.open_articles import Corpus
    from tui.app import SluglineApp
    from tui.reader.resume import Place
    from tui.settings import Settings
    from tui.terminal_background import Replies, Shade


_ENOUGH = 400
"""Files after which the first picture waits for no further folder to be looked into."""


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
@click.option(
    "--search",
    "search",
    default="",
    metavar="QUERY",
    help="Open what a search finds as a work list; QUERY is one of the configuration, or words.",
)
@click.option("--no-index", is_flag=True, help="Neither use nor write an index of the corpus.")
@click.option("--fresh", is_flag=True, help="Begin at the first story, not where you were.")
@settings_options
def command(
    paths: tuple[Path, ...],
    samples: bool,
    annotator: str,
    read_only: bool,
    force: bool,
    search: str,
    no_index: bool,
    fresh: bool,
    config_file: Path | None,
    project: Path | None,
) -> None:
    """Read the articles at PATHS side by side and tag their sentences.

    PATHS are folders of articles, or articles (.txt, .md); without any, the working folder. Where
    a folder holds none, those that the project keeps are opened: what colleagues handed out.
    Files named together are read as one story.
    """
    # Importing makes many objects and no garbage: collecting meanwhile costs a tenth of the start.
    gc.disable()
    from msgspec import structs

    from annotations.articles.corpus import find_or_kept
    from annotations.workflow.article_files import engine_of
    from annotations.workflow.open_articles import open_corpus
    from tui.keys import resolve
    from tui.reader.resume import remembered

    settings = settle(config_file, project, annotator, paths)
    if no_index:
        settings = settings._replace(config=structs.replace(settings.config, index=False))
    keys = resolve(settings.config.keys, settings.config.scheme)
    found = find_or_kept(
        [samples_folder()] if samples else paths or (Path(),), settings.project, _ENOUGH
    )
    if not found.files:
        for problem in found.problems:
            click.echo(f"{safe(problem.path)}: {safe(problem.reason)}", err=True)
        raise click.ClickException(
            "There is no article here. Name files or folders with .txt or .md articles, "
            "or try `slugline --samples`."
        )
    if settings.config.language.engine != "rules":
        engine_of(settings.config.language.engine)  # a missing pipeline is said before the screen
    place = None if fresh else remembered(settings.project, settings.annotator)
    first = place.first_of(found.files, found.more_at) if place else ()
    corpus = open_corpus(found, settings.config, first)
    if corpus.complete and not corpus.stories:
        for problem in corpus.skipped:
            click.echo(f"{safe(problem.path)}: {safe(problem.reason)}", err=True)
        raise click.ClickException("None of these files can be read as an article.")
    if not (project or samples or read_only):
        settings = ask_once(settings)
    watched = () if samples else paths or (Path(),)
    show(settings, keys, corpus, place, watched, read_only=read_only, force=force, search=search)


def ask_once(settings: Settings) -> Settings:
    """Where a project shall lie that is not there yet, and under which name one works in it.

    Asked at a terminal only, where neither command line nor configuration says it, and remembered
    in the project; elsewhere the defaults hold.
    """
    from tui import local_state

    known = local_state.read(settings.project)
    if settings.annotator_from != LOGIN_NAME or known.places or not at_terminal():
        return settings
    from tui.commands import tour

    tour.offer()
    folder = settings.project.absolute()
    if folder.is_dir():  # a colleague's, pulled or copied
        click.echo("You are new in this project. Enter takes what stands in brackets.", err=True)
    else:
        click.echo("Nothing is labelled here yet. Enter takes what stands in brackets.", err=True)
        chosen = click.Path(path_type=Path)
        folder = click.prompt("Folder for labels", default=folder, type=chosen)
    name = click.prompt("Your name", default=settings.annotator).strip() or settings.annotator
    folder = folder.expanduser().absolute()
    try:
        local_state.write(folder, structs.replace(known, annotator=name))
    except OSError as error:
        raise click.ClickException(f"{folder} cannot be written: {error.strerror}.") from error
    return settings._replace(project=folder, annotator=name, annotator_from="as you said")


def show(
    settings: Settings,
    keys: dict[str, str],
    corpus: Corpus,
    place: Place | None = None,
    watched: Sequence[Path] = (),
    *,
    read_only: bool = False,
    force: bool = False,
    review: Sequence[str] | None = None,
    search: str = "",
) -> None:
    """Open the screen, and exit when it is closed.

    Args:
        settings: What was configured.
        keys: The keys of every action by id.
        corpus: What there is to read.
        place: Where to begin; None for the first story.
        watched: Where files may come, change and go meanwhile.
        read_only: Let nothing be changed.
        force: Open a project on a network file system.
        review: Open on the review of the votes of these people, or of all where it is empty.
        search: A search, or the name of one, to open as a work list.
    """
    from annotations.store import open_store

    notifications.attended()
    shade, replies = _background(settings)
    from tui import textual_workarounds
    from tui.app import SluglineApp

    app = SluglineApp(
        settings,
        keys,
        corpus,
        lambda: open_store(settings.project, read_only=read_only, force=force),
        shade,
    )
    textual_workarounds.take_out_replies(replies)
    app.reader.parts.resume.place = place
    app.reader.parts.watch.paths = app.reader.parts.indexing.roots = watched
    app.reader.parts.work_list.waiting = search
    if review is not None:
        app.reader.begins_with_review = True
        app.reader.parts.colleagues.review_people = tuple(review)
    run(app)
    if not app.is_web:  # what reads a browser's process takes no text
        for line in app.reader.parts.day.summary():
            click.echo(line)
    sys.exit(app.return_code or 0)


def run(app: SluglineApp) -> None:
    """Show the screen until it is closed, and finish what is being saved."""
    # A worker that computes gives way to a key within half a millisecond, not five.
    sys.setswitchinterval(0.0005)
    gc.freeze()
    gc.enable()
    try:
        app.run()
    finally:
        _finish(app)


def _background(settings: Settings) -> tuple[Shade, Replies | None]:
    """The terminal's background, if the theme goes by it, and what takes out its late replies.

    It is asked before what draws the screen is loaded, which takes longer than an answer may.
    """
    from annotations.config import Theme
    from tui import local_state
    from tui import terminal_background as background

    chosen = local_state.read(settings.project).theme
    if settings.config.reader.theme != "auto" or chosen in get_args(Theme):
        return "dark", None
    known = background.shade_by_environment(os.environ) or "dark"
    if not background.can_ask():
        return known, None
    with background.question() as question:
        import_module("tui.app")
        colour = question.answer()
    return (colour.shade if colour else known), background.Replies(question.read)


def _finish(app: SluglineApp) -> None:
    writer = app.reader.writer
    if unsent := app.reader.parts.team.close(1.0):
        click.echo(f"slugline: {safe(unsent)}", err=True)
    if not writer.close(timeout=1.0):
        click.echo("slugline: finishing what is being saved ...", err=True)
        writer.close()
    lost = writer.not_kept
    app.reader.parts.day.kept_late(job for job in app.reader.recorder.under_way if job not in lost)
    # What failed after the screen was closed counts as well as what it has shown.
    recorder = app.reader.recorder
    late = [job for job in writer.not_kept if recorder.is_open(job) and job not in recorder.unsaved]
    unsaved = len(recorder.unsaved) + len(late)
    if unsaved:
        raise click.ClickException(f"{count(unsaved, 'change')} could not be saved.")


def samples_folder() -> Path:
    """The sample articles: beside the package when installed, in the checkout otherwise."""
    package = Path(__file__).parent.parent
    installed = package / "seeds"
    return installed if installed.is_dir() else package.parent / "seeds"
