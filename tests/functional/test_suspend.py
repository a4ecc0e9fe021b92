"""Ctrl-Z and `fg`: the screen is drawn again, whoever had the terminal meanwhile."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import termios
from pathlib import Path

from tests.functional.test_hostile_screens import _until

TUI = (sys.executable, "-m", "tui")


def test_the_screen_is_whole_again_after_fg(seeds: Path, tmp_path: Path) -> None:
    """A terminal's other screen comes back blank: every row has to be sent again."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(ours, (30, 100))
    root = str(Path(__file__).parents[2])
    with subprocess.Popen(
        [*TUI, "--project", str(tmp_path / "p"), str(seeds / "estmark-rate-cut")],
        cwd=tmp_path, stdin=theirs, stdout=theirs, stderr=theirs,
        env={**os.environ, "PYTHONPATH": root, "TERM": "xterm-256color", "PYTHONUTF8": "1"},
    ) as running:  # fmt: skip
        os.close(theirs)
        assert b"Estmark rate cut" in _until(ours, b"Estmark rate cut", 30)
        _until(ours, b"\0", 1)
        os.write(ours, b"\x1a")
        _, status = os.waitpid(running.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status)
        _until(ours, b"\0", 0.5)
        running.send_signal(signal.SIGCONT)
        again = _until(ours, b"Estmark rate cut", 15)
        again += _until(ours, b"\0", 1)
        os.write(ours, b"\x11")
        _until(ours, b"\0", 2)
        running.wait(timeout=30)
    os.close(ours)
    assert b"Estmark rate cut" in again
    assert b"central bank" in again
