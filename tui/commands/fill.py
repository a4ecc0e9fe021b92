"""`slugline fill`: put the text back into an export without text."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import click

from annotations.errors import ArticleError, ExportError
from annotations.store import disk
from annotations.training.filling import fill, read_offsets
from tui.headless import say
from tui.settings import settle

STDOUT = Path("-")


@click.command("fill")
@click.argument("export", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("articles", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--partial", is_flag=True, help="Leave out rows of articles that are not at hand.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=STDOUT,
    metavar="FILE",
    help="The file to write; - is stdout.  [default: -]",
)
def command(export: Path, articles: tuple[Path, ...], partial: bool, output: Path) -> None:
    """Put the text back into EXPORT, rows written with `export --no-text`, from local ARTICLES.

    ARTICLES are files or folders. A copy counts if its text is the one that was labelled, to the
    letter; every sentence is checked by its hash. FILE appears whole or stays as it was, and is
    what an export with text would have been.
    """
    from annotations.articles.corpus import find
    from annotations.articles.load import load

    config = settle(None, None).config
    copies = {}
    for file in find(articles).files:
        try:
            article = load(file.path, encoding=config.articles.encoding)
        except (ArticleError, OSError) as error:
            say(f"{file.path}: {error}")
            continue
        copies[article.id] = article
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
            f"Left out: {lacking.total():,} rows of {len(lacking):,} articles that are not at "
            f"hand: {', '.join(sorted(lacking))}."
        )
    say(f"Filled from {len(copies):,} articles.")
