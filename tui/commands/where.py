"""`slugline where`: which project, annotator and configuration apply here, and why."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path

import click

from tui.sanitize import safe
from tui.settings import Settings, settings_options, settle


@click.command("where")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format", "name", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@settings_options
def command(
    paths: tuple[Path, ...], name: str, config_file: Path | None, project: Path | None
) -> None:
    """Say which project, annotator and configuration apply to PATHS, or to the working folder."""
    settings = settle(config_file, project, paths=paths)
    if name == "json":
        click.echo(json.dumps(facts(settings), indent=2, ensure_ascii=False))
        return
    for line in lines(settings):
        click.echo(line)


def facts(settings: Settings) -> dict[str, str | bool]:
    """What applies, as data."""
    return {
        "version": version("slugline"),
        "project": str(settings.project.absolute()),
        "project_exists": settings.project.is_dir(),
        "project_from": settings.project_from,
        "annotator": settings.annotator,
        "annotator_from": settings.annotator_from,
        "config": str(settings.config_path.absolute()) if settings.config_path else "",
    }


def lines(settings: Settings) -> list[str]:
    """What applies, to be read; nothing in it can control the terminal."""
    found = facts(settings)
    state = found["project_from"] if found["project_exists"] else "made with the first label"
    rows = (
        ("project", f"{found['project']} ({state})"),
        ("annotator", f"{found['annotator']} ({found['annotator_from']})"),
        ("configuration", found["config"] or "the defaults"),
    )
    return [safe(f"{name:<14} {value}") for name, value in rows]
