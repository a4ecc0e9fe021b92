"""`slugline fill`: put the text back into an export without text."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotations.dataset.restore_text import fill, read_offsets
from annotations.errors import ExportError
from annotations.plurals import count
from annotations.store.engine import disk
from tui.commands.common import say
from tui.settings import settle

if TYPE_CHECKING:
    from annotations.articles.article import Article

STDOUT = Path("-")


@click.command("fill")
@click.argument("export", type=click.Path(path_type=Path, exists=True))
@click.argument("articles", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--partial", is_flag=True, help="Leave out rows of articles that are not at hand.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="The file or folder to write; - is stdout.  [default: -, and for a folder itself]",
)
def command(export: Path, articles: tuple[Path, ...], partial: bool, output: Path | None) -> None:
    """Put the text back into EXPORT, written with `export --no-text`, from local ARTICLES.

    EXPORT is a file of rows, or a whole folder. ARTICLES are files or folders. A copy counts if
    its text is the one that was labelled, to the letter; every sentence is checked by its hash.
    OUT appears whole or stays as it was, and is what an export with text would have been, but for
    notes that were left out: docs/formats.md.
    """
    target = output or (export if export.is_dir() else STDOUT)
    if partial and export.is_dir():
        raise click.UsageError("--partial goes with a file: a folder is filled as a whole.")
    if target == STDOUT and export.is_dir():
        raise click.UsageError("A folder does not go to stdout. Name a folder with -o.")
    try:
        if export.is_dir():
            _folder(export, articles, target)
        else:
            _file(export, articles, target, partial=partial)
    except KeyboardInterrupt:
        say("Stopped." if target == STDOUT else f"Stopped. {target} is as it was.")
        raise


def _folder(export: Path, articles: tuple[Path, ...], output: Path) -> None:
    """Every file of a folder, and what its manifest says of them."""
    from annotations.dataset.restore_folder import restore

    made = restore(export, _copies(articles), output)
    say(f"{made.rows:,} {'row' if made.rows == 1 else 'rows'} filled, in {output}.")


def _copies(articles: tuple[Path, ...]) -> dict[str, Article]:
    """The articles there, by id; what cannot be read is said."""
    from annotations.articles.corpus import Skipped, find
    from annotations.workflow.article_files import read_articles

    config = settle(None, None).config
    copies = {}
    for one in read_articles(find(articles).files, config):
        if isinstance(one, Skipped):
            say(f"{one.path}: {one.reason}")
        else:
            copies[one.id] = one
    return copies


def _file(export: Path, articles: tuple[Path, ...], output: Path, *, partial: bool) -> None:
    """One file of rows."""
    if output.is_dir():
        raise click.UsageError(f"{output} is a folder, and EXPORT a file. Name a file with -o.")
    copies = _copies(articles)
    lacking: Counter[str] = Counter()

    def missing(article_id: str) -> None:
        lacking[article_id] += 1

    pieces = fill(read_offsets(export), copies, missing if partial else None)
    if output == STDOUT:
        # Whole or nothing here, too: what has been printed cannot be taken back.
        data = b"".join(pieces)
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        try:
            disk.replace(output.resolve(), pieces)
        except OSError as error:
            raise ExportError(f"{output} was not written: {error.strerror}.") from error
    if lacking:
        say(
            f"Left out: {count(lacking.total(), 'row')} of {count(len(lacking), 'article')} not at "
            f"hand: {', '.join(sorted(lacking))}."
        )
    say(f"Filled from {count(len(copies), 'article')}.")
