"""What a project folder remembers of whoever works in it on this machine; never exchanged.

One small file, `local.json`, that can be deleted at any time: nothing acknowledged depends on it.
A file that cannot be read counts as none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

if TYPE_CHECKING:
    from pathlib import Path

FILE: Final = "local.json"
_LONGEST: Final = 1 << 20


class LocalState(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who works here, and where they were."""

    annotator: str = ""
    """The name under which this machine's user works in the project; empty if never said."""
    theme: str = ""
    """The theme that was chosen in the palette; empty if none was."""
    places: dict[str, dict[str, Any]] = {}
    """By name where that annotator was; what it says is the reader's."""


def read(project: Path) -> LocalState:
    """What is remembered; nothing where that cannot be read."""
    path = project / FILE
    try:
        if not path.is_file() or path.stat().st_size > _LONGEST:
            return LocalState()
        return msgspec.json.decode(path.read_bytes(), type=LocalState)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return LocalState()


def write(project: Path, state: LocalState) -> None:
    """Remember; the project folder is made if it is missing.

    Raises:
        OSError: If the disk refused.
    """
    from annotations.store.engine import disk

    project.mkdir(parents=True, exist_ok=True)
    disk.replace(project / FILE, [msgspec.json.format(msgspec.json.encode(state)) + b"\n"])
