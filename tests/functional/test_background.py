"""The theme that goes by the terminal's background, in a pseudo-terminal that answers."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from annotations.store import open_store
from tui import local_state
from tui.local_state import LocalState

ROOT = Path(__file__).parents[2]
QUESTION = b"\x1b]11;?\x1b\\"
INK = {"dark": b"38;2;227;229;234", "light": b"38;2;29;32;38"}
"""The colour of text in each theme, as the terminal is told it."""
WHITE = b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\"
BLACK = b"\x1b]11;rgb:0000/0000/0000\x07"


class Screen:
    """The reader in a pseudo-terminal."""

    def __init__(self, fd: int) -> None:
        self.fd = fd
        self.seen = b""

    def until(self, text: bytes, seconds: float = 30.0) -> None:
        """Read until `text` came."""
        deadline = time.monotonic() + seconds
        while text not in self.seen:
            assert time.monotonic() < deadline, self.seen[-500:]
            self.more(0.1)

    def more(self, seconds: float) -> bytes:
        """What comes until nothing more does for so long."""
        came = b""
        while select.select([self.fd], [], [], seconds)[0]:
            try:
                came += os.read(self.fd, 1 << 16)
            except OSError:
                break
        self.seen += came
        return came

    @property
    def theme(self) -> str:
        """The one theme whose text it shows."""
        [found] = [name for name, ink in INK.items() if ink in self.seen]
        return found


@contextmanager
def reader(seeds: Path, folder: Path, *words: str, **environ: str) -> Iterator[Screen]:
    """The reader; ended afterwards as by ctrl+q."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(ours, (30, 100))
    plain = {name: value for name, value in os.environ.items() if name not in ("TMUX", "STY")}
    with subprocess.Popen(
        [sys.executable, "-m", "tui", *words, str(seeds / "estmark-rate-cut")],
        cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs,
        env={
            **plain, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "COLORTERM": "truecolor",
            "PYTHONUTF8": "1", **environ,
        },
    ) as running:  # fmt: skip
        os.close(theirs)
        screen = Screen(ours)
        try:
            yield screen
            os.write(ours, b"\x11")
            screen.more(0.5)
            running.wait(timeout=30)
        finally:
            running.kill()
            os.close(ours)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a project, so that nothing is asked first."""
    open_store(tmp_path / ".slugline").close()
    return tmp_path


def project(folder: Path) -> Sequence[str]:
    """The option that names it."""
    return "--project", str(folder / ".slugline")


@pytest.mark.parametrize(("reply", "theme"), [(WHITE, "light"), (BLACK, "dark")])
def test_the_theme_is_as_the_background(
    seeds: Path, folder: Path, reply: bytes, theme: str
) -> None:
    """Asked once, before the screen is taken; what was typed meanwhile is done."""
    with reader(seeds, folder, *project(folder), COLORFGBG="7;7") as screen:
        screen.until(QUESTION)
        assert b"\x1b[?1049h" not in screen.seen
        os.write(screen.fd, b"c" + reply + b"c")
        screen.until(b"Estmark")
        screen.more(1.0)
    assert screen.theme == theme
    assert screen.seen.count(QUESTION) == 1
    store = open_store(folder / ".slugline", read_only=True)
    assert len(list(store.annotations())) == 2
    store.close()
    assert local_state.read(folder / ".slugline").theme == ""


@pytest.mark.parametrize("reply", [WHITE, b"\x9d11;rgb:ffff/ffff/ffff\x9c"])
def test_a_late_reply_is_not_typed(seeds: Path, folder: Path, reply: bytes) -> None:
    """In one piece or in many: `]` would go on, `11` would count, `c` afterwards is a key."""
    with reader(seeds, folder, *project(folder)) as screen:
        screen.until(b"Estmark")
        screen.more(1.0)
        os.write(screen.fd, reply)
        assert screen.more(0.5) == b""
        for at in range(len(reply)):
            os.write(screen.fd, reply[at : at + 1])
        assert screen.more(0.5) == b""
        assert screen.theme == "dark"
        os.write(screen.fd, b"c")
        screen.more(1.0)
    store = open_store(folder / ".slugline", read_only=True)
    assert [one.index for one in store.annotations()] == [0]
    store.close()


@pytest.mark.parametrize(
    ("config", "chosen", "environ", "theme", "asks"),
    [
        ("reader: {theme: dark}", "", {}, "dark", False),
        ("reader: {theme: light}", "", {}, "light", False),
        ("", "dark", {}, "dark", False),
        ("", "", {"COLORFGBG": "0;15"}, "light", True),
        ("", "mauve", {"COLORFGBG": "0;15"}, "light", True),
        ("", "", {"TERM": "dumb", "COLORFGBG": "0;15"}, "light", False),
    ],
)
def test_what_was_chosen_comes_first(
    seeds: Path, folder: Path, config: str, chosen: str, environ: dict[str, str], theme: str,
    asks: bool,
) -> None:  # fmt: skip
    """Configuration and palette before the terminal, the environment where it says nothing."""
    (folder / "c.yaml").write_text(config)
    if chosen:
        local_state.write(folder / ".slugline", LocalState(theme=chosen))
    words = [*project(folder), "--config", "c.yaml"]
    with reader(seeds, folder, *words, **environ) as screen:
        screen.until(b"Estmark")
        screen.more(0.5)
    assert screen.theme == theme
    assert (QUESTION in screen.seen) == asks


def test_without_a_terminal_nothing_is_asked(seeds: Path, folder: Path) -> None:
    """Not where keys come from elsewhere, and not where the output goes elsewhere."""
    for stream in ("stdin", "stdout"):
        ours, theirs = pty.openpty()
        with subprocess.Popen(
            [sys.executable, "-m", "tui", *project(folder), str(seeds / "estmark-rate-cut")],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color"},
            stdin=subprocess.PIPE if stream == "stdin" else theirs,
            stdout=subprocess.PIPE if stream == "stdout" else theirs,
            stderr=theirs,
        ) as running:
            os.close(theirs)
            screen = Screen(ours)
            try:
                screen.until(b"Estmark")
            finally:
                running.kill()
                os.close(ours)
        assert QUESTION not in screen.seen
