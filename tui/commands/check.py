"""`slugline check`: whether a project holds together, and mending it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tui.commands.common import existing, project_to_read
from tui.sanitize import safe
from tui.settings import settings_options, settle

if TYPE_CHECKING:
    from pathlib import Path

    from annotations.config import Config


@click.command("check")
@click.option(
    "--repair",
    is_flag=True,
    help="Mend what can be mended, saying what was done; damaged files are kept.",
)
@settings_options
def command(repair: bool, config_file: Path | None, project: Path | None) -> None:
    """Verify a project: checksums, events, what they add up to, articles, orphans, signatures.

    Without --repair nothing is changed. Close the project elsewhere before repairing it.
    Exit code 0: nothing is wrong (any more); 1: something is.
    """
    settings = settle(config_file, project)
    folder, config = existing(settings.project), settings.config
    from annotations.store.repair import repair as mend
    from annotations.store.verify import Kind, check

    if repair:
        for finding in mend(folder):
            click.echo(_line(finding.kind.name, finding.text), err=True)
    found = dict.fromkeys(Kind, 0)
    for finding in check(folder, _progress):
        found[finding.kind] += 1
        click.echo(_line(finding.kind.name, finding.text))
    doubtful = _signatures(folder, config) if not found[Kind.MENDABLE] else 0
    if not found[Kind.MENDABLE] + found[Kind.LOST] + doubtful:
        click.echo("Nothing is wrong.", err=True)
        return
    if found[Kind.MENDABLE]:
        click.echo("`slugline check --repair` mends what can be mended.", err=True)
    sys.exit(1)


def _progress(done: int, total: int) -> None:
    """How far it is, on a line that the next one writes over, where somebody may see it."""
    if sys.stderr.isatty():
        click.echo(f"\r{min(done, total) * 100 // max(total, 1):3} %\r", nl=False, err=True)


def _signatures(folder: Path, config: Config) -> int:
    """Say who signed what; how much of it contradicts itself."""
    from annotations.exchange import flaws, shown, signed

    with project_to_read(folder) as store:
        if not any(stream.events for stream in store.streams()):
            return 0
        states = signed(store, config.exchange.keys)
    for one in states:
        click.echo(_line("GOOD" if one.signed and not one.unsigned else "NOTE", shown(one)))
    wrong = list(flaws(states))
    for text in wrong:
        click.echo(_line("DOUBTFUL", text))
    return len(wrong)


_SIGNS = {
    "GOOD": "ok      ",
    "NOTE": "note    ",
    "DOUBTFUL": "DOUBT   ",
    "MENDABLE": "DAMAGED ",
    "LOST": "LOST    ",
}


def _line(kind: str, text: str) -> str:
    return _SIGNS[kind] + " ".join(safe(text).split())
