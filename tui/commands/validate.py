"""`slugline validate`: whether files of rows, or an export, are as they should be."""

from __future__ import annotations

from pathlib import Path

import click

from annotations.dataset.validate import Checked, validate
from annotations.errors import SluglineError
from annotations.plurals import count
from tui.commands.common import reason, say
from tui.sanitize import safe

SHOWN = 20
"""Problems of a path that are shown unless all are asked for."""


def _show_schema(context: click.Context, option: click.Parameter, wanted: bool) -> None:
    """Print the schema of rows, and check nothing."""
    if wanted:
        import msgspec

        from annotations.dataset.row_schema import row_schema

        click.echo(msgspec.json.format(msgspec.json.encode(row_schema()), indent=2))
        context.exit()


@click.command("validate")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--schema",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_schema,
    help="Print the JSON Schema (2020-12) of a row, for other programs that check rows.",
)
@click.option("--all", "everything", is_flag=True, help=f"Show more than {SHOWN:,} problems.")
def command(paths: tuple[Path, ...], everything: bool) -> int:
    """Check rows against their schema, and an export's files against its manifest.

    PATHS are JSON Lines, YAML, or folders that `slugline export` wrote. Each problem is a line:
    file, line, field, what is wrong, what to do. Exit code 1 if there is any.
    """
    problems = 0
    for path in paths:
        checked, before = Checked(), problems
        try:
            for problem in validate(path, checked):
                problems += 1
                if everything or problems - before <= SHOWN:
                    click.echo(safe(str(problem)))
        except Exception as error:
            if len(paths) == 1 and isinstance(error, SluglineError):
                raise
            # The others are checked all the same.
            say(reason(error) if isinstance(error, SluglineError) else f"{path}: {reason(error)}")
            problems += 1
            continue
        found = problems - before
        if found > SHOWN and not everything:
            say(f"{found - SHOWN:,} more problems of {path}; --all shows them.")
        files = f", {checked.files:,} files" if checked.files > 1 else ""
        verdict = count(found, "problem") if found else "valid"
        say(f"{path}: {checked}{files}: {verdict}.")
    return 1 if problems else 0
