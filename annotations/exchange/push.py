"""Writing an exchange: our own streams into a folder, everything into a bundle."""

from __future__ import annotations

from pathlib import Path

from annotations.config import Config
from annotations.errors import ExchangeError
from annotations.exchange.layout import Sent
from annotations.exchange.push_bundle import push_bundle
from annotations.exchange.push_folder import FolderPush
from annotations.store import Store


def push(
    store: Store,
    target: Path,
    config: Config,
    *,
    own: bool = False,
    articles: bool = True,
    lead: bool = False,
    join_project: bool = False,
) -> Sent:
    """Write an exchange: a bundle if `target` ends in `.zip`, else a folder.

    Args:
        store: The project.
        target: A folder, which is made if it is missing, or a file.
        config: That of the project.
        own: Into a bundle, too, only what this project wrote; a folder takes nothing else.
        articles: Whether the articles go along.
        lead: Write labels and guideline of a folder anew: for the one person who keeps them.
        join_project: Write into the exchange of another project all the same.

    Raises:
        ExchangeError: If something is there that others wrote, or it is of another project, or it
            cannot be written. What was moved to its place before is whole, and stays.
    """
    try:
        if target.suffix == ".zip":
            return push_bundle(store, target, config, own=own, articles=articles)
        return FolderPush(store, target, config).push(
            articles=articles, lead=lead, join_project=join_project
        )
    except OSError as error:
        raise ExchangeError(f"{target} was not written: {error.strerror or error}.") from error
