"""Work that a hostile file could make endless, done in a process of its own that can be ended.

A PDF of a kilobyte may ask for gigabytes, or lead in circles within a library in which nothing
can be interrupted. The process has a limit of memory, each answer one of time; if it exceeds one
the process ends, and the next file gets another.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from annotations.errors import ArticleError

SECONDS: Final = 30.0
"""What one answer, such as a page, may take."""
_WHOLE: Final = 300.0
"""Seconds for all answers on one file."""
_LONGEST: Final = 64 * 1024 * 1024
"""Bytes of one answer."""
CHILD: Final = "annotations.articles.isolated_child"


class _Process:
    """The process, started when it is first needed, used for one file after the other."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._rest = b""

    def answers(self, task: str, path: str, seconds: float) -> Iterator[Any]:
        """What a task answers on a file, one after the other.

        Raises:
            ArticleError: If the file cannot be read, or exceeds a limit.
        """
        with self._lock:
            over = False
            try:
                self._ask(task, path)
                whole = time.monotonic() + _WHOLE
                while True:
                    answer = self._answer(min(time.monotonic() + seconds, whole), seconds)
                    if "error" in answer:
                        over = True
                        raise ArticleError(answer["error"])
                    if "item" not in answer:
                        over = True
                        return
                    yield answer["item"]
            finally:
                if not over:
                    self.end()  # it still works on what nobody waits for

    def end(self) -> None:
        """End the process, whatever it does."""
        child, self._child, self._rest = self._child, None, b""
        if child is None:
            return
        child.kill()
        for stream in (child.stdin, child.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        child.wait()

    def _ask(self, task: str, path: str) -> None:
        if self._child is None or self._child.poll() is not None:
            self.end()
            self._child = subprocess.Popen(
                [sys.executable, "-m", CHILD],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                start_new_session=True,
            )
        assert self._child.stdin is not None
        line = msgspec.json.encode([task, os.fsencode(path).hex()]) + b"\n"
        try:
            self._child.stdin.write(line)
        except OSError as error:
            raise ArticleError("cannot be read: the process that reads it has ended") from error

    def _answer(self, deadline: float, seconds: float) -> dict[str, Any]:
        """The next answer: a line of JSON."""
        assert self._child is not None
        assert self._child.stdout is not None
        pieces = [self._rest]
        length = len(self._rest)
        while b"\n" not in pieces[-1]:
            ready, _, _ = select.select(
                [self._child.stdout], [], [], max(deadline - time.monotonic(), 0)
            )
            if not ready:
                raise ArticleError(f"takes longer than {seconds:g} seconds, and was left alone")
            piece = os.read(self._child.stdout.fileno(), 1 << 20)
            length += len(piece)
            if not piece:
                raise ArticleError("needs more memory than it is given, and was left alone")
            if length > _LONGEST:
                raise ArticleError("holds too much, and was left alone")
            pieces.append(piece)
        line, _, self._rest = b"".join(pieces).partition(b"\n")
        answer: dict[str, Any] = msgspec.json.decode(line)
        return answer


_PROCESS: Final = _Process()
atexit.register(_PROCESS.end)


def isolated(task: str, path: str, seconds: float = SECONDS) -> Iterator[Any]:
    """What a task, one of those in `isolated_child`, answers on a file.

    Args:
        task: Its name.
        path: The file.
        seconds: What each answer may take.

    Raises:
        ArticleError: If the file cannot be read, takes too long or needs too much memory.
    """
    return _PROCESS.answers(task, path, seconds)
