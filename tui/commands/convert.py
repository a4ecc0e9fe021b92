"""`slugline convert`: articles of any format as Markdown with front matter."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.commands.common import progress, say
from tui.sanitize import safe
from tui.settings import config_option, settle

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotations.articles.article import Article
    from annotations.config import Config

_SHOWN = 100
"""Characters of a line that a repair changes."""


@click.command("convert")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--into",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="The folder for the files; made if there is none.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@click.option(
    "--repair-encoding",
    "repair",
    is_flag=True,
    help="Mend text that was encoded twice (“â€œ” for a quotation mark), and show how.",
)
@config_option
def command(
    paths: tuple[Path, ...], folder: Path, dry_run: bool, repair: bool, config_file: Path | None
) -> int:
    """Write every article at PATHS into a file of its own: Markdown with front matter.

    For those who want plain files, in git for example; to read and label articles nothing has to
    be converted. The text stays the same to the letter, and with it the id of the article, so
    labels hold for both; only --repair-encoding changes it. Files that are there are left alone.
    """
    from annotations.workflow.convert import convert

    config = settle(config_file, None, paths=paths).config
    failures: list[str] = []
    written = there = 0
    for one in convert(_articles(paths, config, failures, repair=repair), folder, dry_run=dry_run):
        written += one.written
        there += not one.written
        if one.written and dry_run:
            click.echo(safe(str(one.path)))
    for line in failures:
        say(line)
    would = "would be " if dry_run else ""
    say(f"{written:,} {would}written into {folder}, {there:,} there already.")
    return 1 if failures else 0


def _articles(
    paths: Sequence[Path], config: Config, failures: list[str], *, repair: bool
) -> Iterator[Article]:
    """The articles at these paths, mended if that is wished; what is none goes to `failures`."""
    from annotations.articles.corpus import Skipped, find
    from annotations.workflow.article_files import read_articles

    found = find(paths)
    failures += [f"{problem.path}: {problem.reason}" for problem in found.problems]
    with progress(len(found.files), "Converting") as advance:
        for file in found.files:
            for one in read_articles([file], config):
                if isinstance(one, Skipped):
                    failures.append(f"{one.path}: {one.reason}")
                else:
                    yield _mended(one) if repair else one
            advance(1)


def _mended(article: Article) -> Article:
    from annotations.workflow.convert import first_change, repaired

    after = repaired(article)
    if after is None:
        return article
    old, new = first_change(article, after)
    say(f"{article.path}: encoded twice, mended:\n  - {old[:_SHOWN]}\n  + {new[:_SHOWN]}")
    return after
