"""`slugline config`: what is configured, whether it holds, and what may be."""

from __future__ import annotations

import json
from pathlib import Path

import click

from annotations.config import config_schema
from tui.keys import resolve
from tui.settings import settings_options, settle


@click.group("config")
def command() -> None:
    """Show, check and describe the configuration."""


@command.command()
@settings_options
def show(config_file: Path | None, project: Path | None) -> None:
    """Print the configuration in force, defaults included, as YAML.

    The keys of every action are listed under `keys`, by the id that remaps them.
    """
    import msgspec
    import yaml

    settings = settle(config_file, project)
    config = settings.config
    data = msgspec.to_builtins(config)
    data["keys"] = resolve(config.keys, config.scheme)
    click.echo(f"# from {settings.config_path or 'the defaults'}", err=True)
    click.echo(f"# project folder: {settings.project}", err=True)
    click.echo(yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=100), nl=False)


@command.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
def check(file: Path | None) -> None:
    """Check FILE (by default the configuration in force) and say what is wrong where."""
    settings = settle(file, None)
    resolve(settings.config.keys, settings.config.scheme)
    click.echo(f"{settings.config_path or 'The default configuration'} is in order.", err=True)


@command.command()
def schema() -> None:
    """Print the JSON Schema (2020-12) of a configuration, for editors and checkers."""
    click.echo(json.dumps(config_schema(), indent=2, ensure_ascii=False))
