"""`slugline sources`: what became of every file, without opening anything else."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from tui.commands.common import progress, say
from tui.sanitize import safe
from tui.settings import config_option, settle

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotations.articles.receipts import Receipt
    from annotations.config import Config

SHOWN = 5
"""Documents of a file that are named one by one unless all are asked for."""


@click.command("sources")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Exit code 1 if anything was not read.")
@click.option("--all", "everything", is_flag=True, help=f"Name more than {SHOWN} of a file.")
@click.option(
    "--map",
    "maps",
    is_flag=True,
    help="Show what the columns of tables seem to be, and the lines for config.yaml.",
)
@click.option(
    "--format", "name", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@config_option
def command(
    paths: tuple[Path, ...],
    strict: bool,
    everything: bool,
    maps: bool,
    name: str,
    config_file: Path | None,
) -> int:
    """Say what is read of the files at PATHS, and what is not, and why.

    Each file has a receipt: documents that it announces, documents read, skipped with the reason,
    without body, and those that were there already. Nothing is opened or kept. Without PATHS, the
    working folder.
    """
    config = settle(config_file, None, paths=paths).config
    if maps:
        return _map(paths, config)
    receipts, problems, ignored = _read(paths or (Path(),), config)
    for problem in problems:
        say(problem)
    if name == "json":
        data = [as_json(one) for one in receipts]
        click.echo(msgspec.json.format(msgspec.json.encode(data), indent=2))
    else:
        for line in itertools.chain.from_iterable(as_text(one, everything) for one in receipts):
            click.echo(line)
    for line in _totals(receipts, ignored):
        say(line)
    whole = not problems and all(one.is_complete for one in receipts)
    return 1 if strict and not whole else 0


def _map(paths: Sequence[Path], config: Config) -> int:
    """Show the columns of tables; exit code 1 if one is none, or cannot be read."""
    from annotations.articles.column_advice import columns_of, config_lines
    from annotations.errors import ArticleError

    failed = 0
    for path in paths:
        try:
            found = columns_of(str(path), config.articles.columns)
        except ArticleError as error:
            say(f"{path} {error}.")
            failed += 1
            continue
        if not found:
            say(f"{path} is neither a table nor records of JSON.")
            failed += 1
            continue
        click.echo(safe(f"{path}:"))
        for one in found:
            told = one.fact or (f"{one.guess}?" if one.guess else "")
            click.echo(safe(f"    {one.name[:30]:<30}  {told:<14}  {one.example}"))
        lines = config_lines(found)
        if lines:
            say("With `?` is a guess. To say it once, in config.yaml:")
            click.echo("\n".join(map(safe, lines.splitlines())))
    return 1 if failed else 0


def _read(paths: Sequence[Path], config: Config) -> tuple[list[Receipt], list[str], int]:
    """The receipts of the files at these paths, what is wrong with paths, and files passed over."""
    from annotations.articles.corpus import find
    from annotations.workflow.article_files import read_cards

    found = find(paths)
    receipts: list[Receipt] = []
    steps = 1000
    with progress(steps * len(found.files), "Reading") as advance:
        before = 0
        for batch in read_cards(found.files, config):
            receipts += batch.receipts
            now = int(steps * (batch.done + batch.share))
            advance(now - before)
            before = now
    problems = [f"{problem.path}: {problem.reason}" for problem in found.problems]
    return receipts, problems, sum(found.ignored.values()) + len(found.files) - len(receipts)


def as_json(receipt: Receipt) -> dict[str, Any]:
    """A receipt as data; see docs/articles.md."""
    return {
        "path": receipt.path,
        "format": receipt.format,
        "encoding": receipt.encoding,
        "announced": receipt.announced,
        "found": receipt.found,
        "read": receipt.read,
        "without_body": receipt.without_body,
        "skipped": [one._asdict() for one in receipt.skipped],
        "twice": [{"key": key, "first": first} for key, first in receipt.twice],
        "dropped": dict(receipt.dropped),
        "removed": receipt.removed,
        "warnings": list(receipt.warnings),
        "failed": receipt.failed,
        "complete": receipt.is_complete,
    }


def as_text(receipt: Receipt, everything: bool = False) -> Iterator[str]:
    """A receipt to be read: a line for the file, and one for whatever is not as it should be."""
    from annotations.articles.receipts import details, summary

    kind = f"{receipt.format}, " if receipt.format else ""
    yield safe(f"{receipt.path}: {kind}{summary(receipt)}")
    lines = list(details(receipt))
    shown = lines if everything else lines[:SHOWN]
    for line in shown:
        yield safe(f"    {line}")
    if len(lines) > len(shown):
        yield f"    and {len(lines) - len(shown):,} more; --all names them"


def _totals(receipts: Sequence[Receipt], ignored: int) -> Iterator[str]:
    from annotations.plurals import count

    read = sum(one.read for one in receipts)
    yield f"{count(read, 'article')} in {count(len(receipts), 'file')}."
    incomplete = sum(not one.is_complete for one in receipts)
    if incomplete:
        yield f"{count(incomplete, 'file')} {'is' if incomplete == 1 else 'are'} not whole."
    if ignored:
        yield f"{count(ignored, 'other file')} of kinds that are not read, or without articles."
