"""`slugline serve`: the reader in a browser, one process of its own for each page."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from tui import notifications
from tui.commands.common import say
from tui.commands.open import ask_once
from tui.sanitize import safe
from tui.settings import settings_options, settle

if TYPE_CHECKING:
    from collections.abc import Sequence

HOST: Final = "127.0.0.1"
PORT: Final = 8000

INSTALL: Final = "pip install 'slugline[serve]'"


@click.command("serve")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--host", default=HOST, show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=PORT,
    show_default=True,
    help="The port to listen on; 0 takes one that is free.",
)
@click.option("--samples", is_flag=True, help="Open the sample articles that come with Slugline.")
@click.option("--annotator", default="", help="The name in this project of whoever labels.")
@click.option("--read-only", is_flag=True, help="Let nothing be changed.")
@click.option(
    "--force",
    is_flag=True,
    help="Open a project on a network file system, where locks and syncs may not hold.",
)
@click.option("--fresh", is_flag=True, help="Begin at the first story, not where you were.")
@settings_options
def command(
    paths: tuple[Path, ...],
    host: str,
    port: int,
    samples: bool,
    annotator: str,
    read_only: bool,
    force: bool,
    fresh: bool,
    config_file: Path | None,
    project: Path | None,
) -> None:
    """Show the reader in a browser; PATHS and options as of `slugline open`.

    It listens on this machine alone (127.0.0.1) unless --host says otherwise. There is no
    password: whoever reaches the port reads the articles and labels in your name. Ctrl+C ends it.
    """
    try:
        from tui import browser
    except ImportError as error:
        raise click.ClickException(
            f"The browser needs textual-serve, which is not installed. {INSTALL} brings it."
        ) from error
    notifications.attended()
    settings = settle(config_file, project, annotator, paths)
    if not (project or samples or read_only):
        # A browser cannot be asked.
        settings = ask_once(settings)
        if settings.annotator_from == "as you said":
            annotator, project = settings.annotator, settings.project
    flags = {"--samples": samples, "--read-only": read_only, "--force": force, "--fresh": fresh}
    options = [flag for flag, given in flags.items() if given]
    options += _options(config_file, project, annotator)
    try:
        listener = browser.listening(host, port)
    except OSError as error:
        raise click.ClickException(
            f"{safe(host)}, port {port}: {error.strerror or error}. --port names another port "
            "(0: one that is free), --host another address."
        ) from error
    with listener:
        if not browser.is_loopback(host):
            say(
                f"Listening on {host}, not on this machine alone: anybody who reaches the port "
                f"reads the articles and may label as “{settings.annotator}”, without a password "
                "and unencrypted."
            )
        click.echo(safe(f"Slugline is at {browser.address(host, listener)} until ctrl+c ends it."))
        browser.serve(
            program(options, list(map(str, paths))), listener, local=browser.is_loopback(host)
        )


def _options(config_file: Path | None, project: Path | None, annotator: str) -> list[str]:
    """Options that have a value, none of which can be taken for another option."""
    given = {"config": config_file, "project": project, "annotator": annotator}
    return [f"--{name}={value}" for name, value in given.items() if value]


def program(options: Sequence[str], paths: Sequence[str]) -> str:
    """The shell's command line that opens the reader: every word is one word, whatever it holds."""
    return shlex.join([sys.executable, "-m", "tui", "open", *options, "--", *paths])
