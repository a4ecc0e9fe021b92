"""Which configuration, project folder and annotator a command works with."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click

from annotations.config import FILE_NAME, Config, load_config
from annotations.store import DATABASE
from tui import local_state, notifications

PROJECT = Config().project
"""What project folders are called unless the configuration says otherwise."""

LOGIN_NAME = "your login name"
"""Where a name comes from that nobody said."""

_Found = TypeVar("_Found")
_Command = TypeVar("_Command", bound=Callable[..., Any])


class Settings(NamedTuple):
    """What was configured, and where it leads."""

    config: Config
    config_path: Path | None
    """The file it came from; None for the defaults."""
    project: Path
    annotator: str
    """The display name; never empty."""
    project_from: str = "named"
    """How the project was found, in words."""
    annotator_from: str = "named"
    """Where the name comes from, in words."""


def settings_options(command: _Command) -> _Command:
    """Give a command the options `--config` and `--project`."""
    project = click.option(
        "--project",
        type=click.Path(path_type=Path, file_okay=False),
        help="The project folder.  [default: .slugline in the folder read, or above it]",
    )
    return config_option(project(command))


def config_option(command: _Command) -> _Command:
    """Give a command without a project the option `--config`."""
    return click.option(
        "--config",
        "config_file",
        type=click.Path(path_type=Path, dir_okay=False),
        help="The configuration.  [default: config.yaml in the folder, then the user's own]",
    )(command)


def find_config(start: Path) -> Path | None:
    """The configuration that applies in a folder: `config.yaml` there, else the user's own."""
    here = start / FILE_NAME
    if here.is_file():
        return here
    from platformdirs import user_config_path

    users = user_config_path("slugline") / FILE_NAME
    return users if users.is_file() else None


def find_project(start: Path) -> Path | None:
    """The project that a folder belongs to: in it, or in the nearest folder above that has one."""
    start = start.absolute()
    for folder in (start, *start.parents):
        project = folder / PROJECT
        if any((project / name).exists() for name in (DATABASE, local_state.FILE)) or any(
            project.glob(f"{DATABASE}.wal-*")
        ):
            return project
    return None


def start_of(paths: Sequence[Path]) -> Path:
    """Where looking for a project begins: in what was named first, else in the working folder."""
    if not paths:
        return Path()
    return paths[0] if paths[0].is_dir() else paths[0].parent


def settle(
    config_file: Path | None,
    project: Path | None,
    annotator: str = "",
    paths: Sequence[Path] = (),
) -> Settings:
    """Settle what a command works with; what was given on the command line comes first.

    A project is found like a repository: in the folder that was named (or else the working
    folder), and upward from there; then where the configuration says. A folder that was named
    decides alone: the working folder has no say. It has where only files were named.

    Args:
        config_file: As given on the command line, if any.
        project: As given on the command line, if any.
        annotator: As given on the command line, if any.
        paths: What was named to be read.

    Raises:
        ConfigError: If the configuration cannot be used.
    """
    start = start_of(paths)
    found = None if project or config_file else find_project(start)
    if found is None and not (project or config_file) and not any(map(Path.is_dir, paths)):
        found = find_project(Path())
    path = config_file
    if path is None and found is not None and (found.parent / FILE_NAME).is_file():
        path = found.parent / FILE_NAME
    path = path or find_config(start)
    config = load_config(path)
    notifications.configured(config.notify)
    here = path.parent if path and (config_file or path.parent == start) else start
    configured = here / Path(config.project).expanduser()
    folder, project_from = _first(
        (project, "named with --project"), (found, "found"), (configured, "by configuration")
    )
    name, annotator_from = _first(
        (annotator, "named with --annotator"),
        (config.annotator, "by configuration"),
        (local_state.read(folder).annotator, "as in this project before"),
        (_login_name(), LOGIN_NAME),
    )
    return Settings(config, path, folder, name, project_from, annotator_from)


def _first(*ways: tuple[_Found | None, str]) -> tuple[_Found, str]:
    """The first of several ways that leads somewhere; the last one does."""
    return next((found, how) for found, how in ways if found)


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container without a user entry
        return "annotator"
