"""What annotators did, kept so that nothing acknowledged is ever lost.

Importing this package is cheap: the database is loaded by `open_store`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from annotations.store.events import (
        Annotation,
        Change,
        Event,
        FrozenArticle,
        Mark,
        Progress,
        Stated,
        Statement,
    )
    from annotations.store.incoming_events import Merged, Stream
    from annotations.store.protocol import Cursor, Store

__all__ = [
    "DATABASE",
    "Annotation",
    "Change",
    "Cursor",
    "Event",
    "FrozenArticle",
    "Mark",
    "Merged",
    "Progress",
    "Stated",
    "Statement",
    "Store",
    "Stream",
    "open_store",
]


DATABASE = "annotations.json"
"""The file that makes a folder a project."""


def open_store(folder: Path, *, read_only: bool = False, force: bool = False) -> Store:
    """Open the project in `folder`, making it when there is none.

    Args:
        folder: The project's folder, by default `.slugline/` beside `config.yaml`.
        read_only: Change nothing, not even what recovery would mend.
        force: Open on a network file system too, where locks and syncs may not hold.

    Raises:
        DamagedError: If its files do not hold together; `slugline check --repair` mends them.
        ProjectTooNewError: If a later version wrote it.
        StoreError: If it lies on a network file system, or cannot be made.
    """
    # Not at the top: TinyDB takes longer to load than a small project takes to open.
    from annotations.store.tinydb_store import opened

    return opened(folder, read_only=read_only, force=force)


_HOMES = {
    "Cursor": "protocol",
    "Merged": "incoming_events",
    "Store": "protocol",
    "Stream": "incoming_events",
}
"""Where names live that are not events; each module is loaded when a name of it is asked for."""


def __getattr__(name: str) -> object:
    """Load what `__all__` offers on first use: a screen needs none of it to open."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"annotations.store.{_HOMES.get(name, 'events')}"), name)
