"""Files of the corpus that come, change or go while the reader is open."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from annotations.errors import SluglineError
from tui import messages
from tui.reader.changes import NOTHING, Changes, say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from annotations.articles.corpus import Found
    from annotations.config import Config
    from tui.reader.background import Behind, Completing
    from tui.reader.state import ReaderState

_NAMED = 3
"""Files that a message names."""

Stamps = dict[str, tuple[int, int]]
"""When each file was changed, in ns, and its size in bytes."""


class Watch:
    """Looks for other files now and then, and has the corpus read again.

    Args:
        state: What is open.
        config: How files are read.
        behind: Starts workers.
        complete: Adds to stories the articles that have no file.
    """

    def __init__(
        self, state: ReaderState, config: Config, behind: Behind, complete: Completing
    ) -> None:
        self._state = state
        self._config = config
        self._behind = behind
        self._complete = complete
        self._stamps: Stamps | None = None
        self._looking = False
        self.paths: Sequence[Path] = ()
        """What was named to be read; nothing is looked for without."""

    def look(self) -> None:
        """Look behind the screen, unless the corpus is being read."""
        if self.paths and not self._looking and not self._state.reading:
            self._looking = True
            self._behind.run("watch", self._look, self._failed)

    def _failed(self, error: SluglineError) -> messages.FilesSeen:
        return messages.FilesSeen(None, {})

    def _look(self) -> messages.FilesSeen:
        from annotations.articles.corpus import find

        found = find(self.paths)
        stamps: Stamps = {}
        for file in found.files:
            try:
                status = os.stat(file.path)  # noqa: PTH116  (thousands of them)
            except OSError:
                continue  # gone since
            stamps[file.path] = status.st_mtime_ns, status.st_size
        return messages.FilesSeen(found, stamps)

    def take(self, found: Found | None, stamps: Stamps) -> Changes:
        """Read the corpus again if files are other than before; say which."""
        self._looking = False
        if found is None or self._state.reading or not stamps:
            return NOTHING  # where nothing is left at all, a disk is away rather than every file
        before, self._stamps = self._stamps, stamps
        if before is None or before == stamps:
            return NOTHING
        came = [path for path in stamps if path not in before]
        went = [path for path in before if path not in stamps]
        other = [path for path in stamps if path in before and before[path] != stamps[path]]
        self._behind.read_again(found, self._config, self._complete)
        parts = [_named("new", came), _named("changed", other), _named("deleted", went)]
        kept = " What was labelled in them is kept." if went or other else ""
        return say("; ".join(part for part in parts if part) + "." + kept, "Files")


def _named(what: str, paths: Sequence[str]) -> str:
    """`2 new: a.txt, b.txt`."""
    if not paths:
        return ""
    names = ", ".join(os.path.basename(path) for path in paths[:_NAMED])  # noqa: PTH119
    more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
    return f"{len(paths)} {what}: {names}{more}"
