"""`slugline tour`: the keys in two minutes, on a copy of the samples."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from tui.commands.common import at_terminal
from tui.settings import config_option, settle


@click.command("tour")
@config_option
def command(config_file: Path | None) -> None:
    """Learn the keys of a day in two minutes, on sample articles.

    A hint at a time says what to press, and the next one comes once that is done; esc leaves the
    tour. It is the reader itself, on a copy in a temporary folder that is deleted at the end: no
    project is touched, and nothing is kept.
    """
    if not at_terminal():
        raise click.ClickException(
            "The tour is done at a terminal. docs/tutorial.md tells the same in words."
        )
    take(config_file)


def take(config_file: Path | None) -> None:
    """Show the tour, and say what to do next."""
    from annotations.articles.corpus import find
    from annotations.store import open_store
    from annotations.workflow.open_articles import open_corpus
    from tui.app import SluglineApp
    from tui.commands.open import run, samples_folder
    from tui.keys import resolve
    from tui.reader.tour import Tour

    with TemporaryDirectory(prefix="slugline-tour-", ignore_cleanup_errors=True) as folder:
        articles = Path(folder) / "samples"
        shutil.copytree(samples_folder(), articles, ignore=shutil.ignore_patterns(".*"))
        settings = settle(config_file, Path(folder) / ".slugline", "you", [articles])
        keys = resolve(settings.config.keys, settings.config.scheme)
        corpus = open_corpus(find([articles]), settings.config)
        app = SluglineApp(settings, keys, corpus, lambda: open_store(settings.project))
        parts = app.reader.parts
        parts.tour = Tour(parts.state, parts.look)
        run(app)
    click.echo(
        "That was the tour; nothing of it is kept.\n"
        "  slugline FOLDER       opens your own articles: one folder a story\n"
        "  slugline --samples    opens the samples, with labels that stay\n"
        "  slugline tour         is this tour again\n"
        "docs/tutorial.md goes on from here, to a trained classifier."
    )


def offer() -> None:
    """At the very first start of a user offer the tour; whatever the answer, never again."""
    from platformdirs import user_state_path

    mark = user_state_path("slugline") / "tour-offered"
    if mark.exists():
        return
    with suppress(OSError):  # then it is offered again
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch()
    click.echo("Slugline is new here. `slugline tour` shows its keys in two minutes.", err=True)
    if click.confirm("Take the tour now, on sample articles?", default=True, err=True):
        take(None)
