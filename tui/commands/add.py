"""`slugline add`: new files for a corpus, copied or fetched."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.commands.common import progress, say
from tui.sanitize import safe
from tui.settings import config_option, settle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotations.config import Config
    from annotations.workflow.add import Added


@click.command("add")
@click.argument("what", nargs=-1, required=True, metavar="ADDRESS|LIST|PATH...")
@click.option(
    "--into",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The folder of articles; without it, the working folder.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done; fetch and write nothing.")
@click.option(
    "--pause",
    type=click.FloatRange(min=0),
    default=1.0,
    show_default=True,
    help="Seconds between two requests to one host.",
)
@config_option
def command(
    what: tuple[str, ...], folder: Path, dry_run: bool, pause: float, config_file: Path | None
) -> int:
    """Add articles to a folder: copies of files, or pages fetched from the addresses you name.

    A file with one address a line is a list of them. Files are copied byte for byte. Pages are kept
    as the server gave them, each with its address beside it; only the addresses you name are
    fetched, one after the other, as far as the robots.txt of their hosts allows. No other command
    of Slugline asks for anything from the network but what you name to it.
    """
    config = settle(config_file, None, paths=[folder]).config
    addresses, paths = _sorted(what)
    failed = new = 0
    for one in _added(addresses, paths, folder, config, dry_run=dry_run, pause=pause):
        new += one.is_new
        failed += one.path is None
        if one.is_new:
            click.echo(safe(str(one.path)))
        else:
            say(f"{one.what}: {one.reason}")
    would = "would be " if dry_run else ""
    say(f"{new:,} {would}added to {folder}, {failed:,} not.")
    return 1 if failed else 0


def _sorted(what: Iterable[str]) -> tuple[list[str], list[Path]]:
    """What was named, as addresses and paths; the addresses of lists take the place of these."""
    from annotations.workflow.add import addresses_in, is_address

    addresses: list[str] = []
    paths: list[Path] = []
    for text in what:
        if is_address(text):
            addresses.append(text)
        elif Path(text).is_file() and (listed := addresses_in(Path(text))):
            addresses += listed
        else:
            paths.append(Path(text))
    return list(dict.fromkeys(addresses)), paths


def _added(
    addresses: list[str],
    paths: list[Path],
    folder: Path,
    config: Config,
    *,
    dry_run: bool,
    pause: float,
) -> Iterator[Added]:
    from annotations.fetching import Fetcher, Limits
    from annotations.workflow.add import copy, fetch
    from annotations.workflow.article_files import max_bytes

    yield from copy(paths, folder, dry_run=dry_run)
    limits = Limits(max_bytes=4 * max_bytes(config), delay=pause)
    with progress(len(addresses), "Fetching") as advance:
        for one in fetch(addresses, folder, Fetcher(limits).fetch, dry_run=dry_run):
            advance(1)
            yield one
