"""Which configuration, project folder and annotator a command works with."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click

from annotations.config import FILE_NAME, Config, load_config

_Command = TypeVar("_Command", bound=Callable[..., Any])


class Settings(NamedTuple):
    """What was configured, and where it leads."""

    config: Config
    config_path: Path | None
    """The file it came from; None for the defaults."""
    project: Path
    annotator: str
    """The display name; never empty."""


def settings_options(command: _Command) -> _Command:
    """Give a command the options `--config` and `--project`."""
    project = click.option(
        "--project",
        type=click.Path(path_type=Path, file_okay=False),
        help="The project folder.  [default: .slugline beside the configuration]",
    )
    return config_option(project(command))


def config_option(command: _Command) -> _Command:
    """Give a command without a project the option `--config`."""
    return click.option(
        "--config",
        "config_file",
        type=click.Path(path_type=Path, dir_okay=False),
        help="The configuration.  [default: config.yaml here, then the user's own]",
    )(command)


def find_config() -> Path | None:
    """The configuration that applies here: `config.yaml` in the working folder, else the user's."""
    here = Path(FILE_NAME)
    if here.exists():
        return here
    from platformdirs import user_config_path

    users = user_config_path("slugline") / FILE_NAME
    return users if users.exists() else None


def settle(config_file: Path | None, project: Path | None, annotator: str = "") -> Settings:
    """Settle what a command works with; what was given on the command line comes first.

    Raises:
        ConfigError: If the configuration cannot be used.
    """
    path = config_file or find_config()
    config = load_config(path)
    here = path.parent if path and (config_file or path.name == str(path)) else Path()
    folder = project or here / Path(config.project).expanduser()
    return Settings(config, path, folder, annotator or config.annotator or _login_name())


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container without a user entry
        return "annotator"
