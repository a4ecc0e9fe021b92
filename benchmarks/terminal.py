"""Runs a program in a pseudo-terminal and times what a person would see of it."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import termios
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

FRAME_END = b"\x1b[?2026l"
"""Ends a synchronised update: from here on the new picture stands."""

_ANSWERS = {
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
    b"\x1b]11;?\x1b\\": b"\x1b]11;rgb:1515/1717/1c1c\x1b\\",
}


class Terminal:
    """A program in a pseudo-terminal of 120 x 40 that knows synchronised updates; it is dark."""

    def __init__(self, *command: str, cwd: Path, columns: int = 120, rows: int = 40) -> None:
        self.started = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            os.chdir(cwd)
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", LANG="C.UTF-8")
            os.execvp(command[0], command)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._seen = b""

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.kill(self.pid, 9)
        os.waitpid(self.pid, 0)
        os.close(self._fd)

    def wait(self, text: bytes, timeout: float = 30.0) -> float:
        """Seconds from now until `text` came and its frame ended."""
        start = time.perf_counter()
        self._seen = b""
        while (at := self._seen.find(text)) < 0 or self._seen.find(FRAME_END, at) < 0:
            self._read(start + timeout)
        return time.perf_counter() - start

    def key(self, key: bytes) -> float:
        """Seconds until the frame that a key brings up has ended."""
        self._seen = b""
        start = time.perf_counter()
        os.write(self._fd, key)
        while FRAME_END not in self._seen:
            self._read(start + 10)
        return time.perf_counter() - start

    @property
    def seen(self) -> int:
        """Bytes that came since the last key, or the last wait."""
        return len(self._seen)

    def send(self, keys: bytes) -> None:
        """Type without waiting."""
        os.write(self._fd, keys)

    def until(self, done: Callable[[bytes], bool], timeout: float = 30.0) -> bytes:
        """Everything that comes until `done` says so of it."""
        deadline = time.perf_counter() + timeout
        self._seen = b""
        while not done(self._seen):
            self._read(deadline)
        return self._seen

    def take(self, seconds: float) -> bytes:
        """Everything that comes within some time."""
        self._seen = b""
        deadline = time.perf_counter() + seconds
        while (left := deadline - time.perf_counter()) > 0:
            if select.select([self._fd], [], [], left)[0]:
                self._read(deadline + 1)
        return self._seen

    def quiet(self, seconds: float = 0.4) -> float:
        """When output ceased for `seconds`: the time of the last byte (perf_counter)."""
        last = time.perf_counter()
        while select.select([self._fd], [], [], seconds)[0]:
            self._seen = os.read(self._fd, 1 << 16)
            last = time.perf_counter()
        return last

    def _read(self, deadline: float) -> None:
        left = deadline - time.perf_counter()
        if left <= 0 or not select.select([self._fd], [], [], left)[0]:
            raise TimeoutError(self._seen[-200:])
        data = os.read(self._fd, 1 << 16)
        for query, answer in _ANSWERS.items():
            if query in data:
                os.write(self._fd, answer)
        self._seen += data

    def memory_mb(self) -> float:
        """The most memory the program held so far."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) / 1024
