"""What commands without a screen share: a project to read, and narration on stderr."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotations.errors import SluglineError, StoreError
from annotations.outside import TooLongError, why_not
from tui import notifications
from tui.output import drawing
from tui.sanitize import safe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from annotations.store import Store


def say(line: str) -> None:
    """Narrate on stderr; nothing in `line` can control the terminal."""
    click.echo(safe(line), err=True)


def budget(path: str | Path) -> float:
    """Seconds that reading and analysing a file may take: ten times what the rules need."""
    try:
        return 20 + Path(path).stat().st_size / 25_000
    except OSError:
        return 20


def reason(error: Exception) -> str:
    """Why one of many could not be done, for a line that names it; the others go on."""
    if isinstance(error, SluglineError | TooLongError):
        return str(error)
    if isinstance(error, OSError):
        return why_not(error)
    return f"cannot be worked on ({type(error).__name__}: {str(error)[:200]})"


def refuse_lone_address(words: Sequence[str], advice: str) -> None:
    """See that the address of a database is not where a command is expected.

    A password may stand in it, so it is not said back.

    Raises:
        click.UsageError: If it is.
    """
    if words and words[0].lower().startswith(("postgresql:", "postgres:")):
        raise click.UsageError(f"An address of a database needs a command before it: {advice}.")


def existing(folder: Path) -> Path:
    """A project folder that is there.

    Raises:
        StoreError: If it is not.
    """
    if not folder.is_dir():
        raise StoreError(
            f"{folder}: nothing is labelled in this folder yet. Open it with `slugline .`, or name "
            "another with --project."
        )
    return folder


@contextmanager
def project_to_read(folder: Path) -> Iterator[Store]:
    """An existing project, read-only, its notices told.

    Raises:
        StoreError: If there is none, or it cannot be read.
    """
    from annotations.store import open_store

    with _told(open_store(existing(folder), read_only=True)) as store:
        yield store


@contextmanager
def project_to_write(folder: Path) -> Iterator[Store]:
    """An existing project, its notices told; read-only where nothing can be written.

    Raises:
        StoreError: If there is none, or it cannot be read.
    """
    from annotations.store import open_store

    try:
        store = open_store(existing(folder))
    except StoreError:
        with project_to_read(folder) as reading:
            yield reading
        return
    with _told(store):
        yield store


@contextmanager
def _told(store: Store) -> Iterator[Store]:
    """A project whose notices are told; closed at the end."""
    try:
        for notice in store.notices:
            say(notice)
        yield store
    finally:
        store.close()


def agreed(question: str) -> bool:
    """Ask somebody at the terminal, on stderr; the time that the answer takes is no work."""
    yes = click.confirm(question, err=True)
    notifications.answered()
    return yes


def at_terminal() -> bool:
    """Whether somebody is there to be asked, and sees the question."""
    return sys.stdin.isatty() and sys.stdout.isatty()


@contextmanager
def progress(length: int, label: str) -> Iterator[Callable[[int], object]]:
    """A bar on stderr where somebody may see it; call what it gives with each step."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    with (
        drawing(sys.stderr) as terminal,
        click.progressbar(length=length, label=label, file=terminal) as bar,
    ):
        yield bar.update
