"""Folding in a process of its own, at low priority: `python -m` this module and a file.

A thread would share the interpreter with the screen, and make keys wait.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


class Folding:
    """A folding that was started; it goes on if we end.

    Args:
        snapshot: Of the store to be folded.
    """

    def __init__(self, snapshot: Path) -> None:
        root = str(Path(__file__).parents[3])
        paths = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH", "")]))
        # Not subprocess: what it starts must not be waited for, and it insists on that.
        self._pid = os.posix_spawn(
            sys.executable,
            [sys.executable, "-m", "annotations.store.engine.compaction_process", str(snapshot)],
            os.environ | {"PYTHONPATH": paths},
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
                (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
            ],
        )

    def is_running(self) -> bool:
        """Whether it is still at it."""
        return self._reaped(os.WNOHANG)

    def wait(self) -> None:
        """Return once it is done."""
        self._reaped(0)

    def _reaped(self, options: int) -> bool:
        if not self._pid:
            return False
        try:
            pid, _ = os.waitpid(self._pid, options)
        except ChildProcessError:
            pid = self._pid  # someone else waited for every child
        if pid:
            self._pid = 0
        return not pid


def main(snapshot: Path) -> None:
    """Fold, without holding anyone's lock while reading."""
    from annotations.store.engine.engine import Engine

    os.setsid()  # closing the terminal shall not end it
    os.nice(15)
    engine = Engine(snapshot, for_folding=True)
    try:
        engine.compact()
    finally:
        engine.close(fold=False)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
