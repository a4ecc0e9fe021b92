"""What every screen draws of a project full of control sequences: the bytes of every row."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.pilot import Pilot
from textual.strip import Strip

from tests.functional.app import close, reader_app, rest
from tests.functional.hostile import ATTACK, BAD, hostile_corpus, hostile_project
from tui import textual_workarounds
from tui.app import SluglineApp
from tui.keys import READER, REVIEW

_DRAWN = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b\x07]*\x1b\\")
"""Colours and links, which the screen itself writes between texts."""
_LEAVES = ("reader.quit", "review.quit", "reader.review")


def rows(app: SluglineApp) -> list[str]:
    """Every row of what is shown, as it goes to the terminal, without its colours."""
    console = Console(color_system="truecolor", force_terminal=True)
    drawn = app.screen._compositor.render_strips()
    return [_DRAWN.sub("", strip.render(console)) for strip in drawn]


def look(app: SluglineApp, doing: str) -> None:
    """Nothing on the screen may control the terminal, or be wider than it."""
    for row in rows(app):
        assert not (found := BAD.search(row)), (doing, row[: found.end() + 20])


async def _press_all(pilot: Pilot[None], app: SluglineApp, keys: list[tuple[str, str]]) -> None:
    for id_, key in keys:
        await pilot.press(key)
        await pilot.pause()
        look(app, id_)
        if len(app.screen_stack) > 1 and hasattr(app.focused, "value"):
            await pilot.press("x", "enter")
            await pilot.pause()
            look(app, f"{id_}, answered")
        for _ in range(3):
            if app.screen is app.reader or getattr(app.screen, "table", None) is REVIEW:
                break
            await pilot.press("down", "escape")
            await pilot.pause()
    await rest(pilot)
    look(app, "all")


@pytest.fixture
def hostile(tmp_path: Path) -> SluglineApp:
    """A reader on hostile articles, with colleagues' hostile labels on them."""
    corpus = hostile_corpus(tmp_path / "corpus")
    hostile_project(tmp_path / ".slugline", corpus)
    return reader_app(
        [tmp_path / "corpus"], project=tmp_path / ".slugline", annotator=f"ana{ATTACK}"
    )


@pytest.mark.parametrize("size", [(60, 20), (140, 40)], ids=str)
async def test_no_key_of_the_reader_shows_a_control(
    hostile: SluglineApp, size: tuple[int, int]
) -> None:
    """Every action of the reader, and the dialogs that it opens."""
    keys = [(key.id, key.keys.split(",")[0]) for key in READER if key.id not in _LEAVES]
    async with hostile.run_test(size=size, notifications=True) as pilot:
        await rest(pilot)
        look(hostile, "start")
        await _press_all(pilot, hostile, keys)
    close(hostile)


async def test_no_key_of_the_review_shows_a_control(hostile: SluglineApp) -> None:
    """The same for the review of what colleagues wrote."""
    keys = [(key.id, key.keys.split(",")[0]) for key in REVIEW if key.id not in _LEAVES]
    async with hostile.run_test(size=(140, 40), notifications=True) as pilot:
        await rest(pilot)
        for id_, key in keys:
            if hostile.screen is hostile.reader:
                await pilot.press("r")
                await rest(pilot)
                look(hostile, "review")
            await _press_all(pilot, hostile, [(id_, key)])
    close(hostile)


def test_a_widget_that_forgets_to_clean_is_caught_where_it_is_drawn() -> None:
    """Signs stand for controls, the row stays as wide, and a link leads to the web or nowhere."""
    textual_workarounds.guard_output()
    console = Console(color_system="truecolor", force_terminal=True)
    web, other = Style(link="https://example.org"), Style(link="file:///x\x1b\\\x1b]52;c;eA==\x07")
    strip = Strip(
        [Segment("ab\x1b[31m", Style(bold=True)), Segment("\x9b5n|", None), Segment("x", other)]
    )
    drawn = _DRAWN.sub("", strip.render(console))
    assert not BAD.search(drawn)
    assert drawn.startswith("ab�[31m�5n")
    assert Strip([Segment(drawn)]).cell_length == strip.cell_length
    assert "https://example.org" in Strip([Segment("x", web)]).render(console)
    plain = Strip([Segment("“plain” 你好", Style(color="red"))])
    assert "“plain” 你好" in plain.render(console)


_FRAMEWORK = re.compile(
    r"\x1b\[[0-9;?<>=$]*[ -/]*[@-~]"  # the cursor, modes, colours, questions of Textual's
    r"|\x1b\]11;\?(?:\x1b\\|\x07)"  # our question for the background's colour
    r"|\x1b\]2;[^\x00-\x1f\x7f-\x9f]*\x07|\x1b\]22;[a-z-]*\x07|\x1b[78]|\r|\n"
)


def test_the_terminal_gets_no_sequence_that_is_not_the_framework_s(tmp_path: Path) -> None:
    """The program itself behind a pseudo-terminal: start, a label, a note, the library, the end."""
    corpus = hostile_corpus(tmp_path / "corpus")
    hostile_project(tmp_path / ".slugline", corpus)
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(ours, (40, 120))
    environment = {
        **os.environ,
        **{"PYTHONPATH": str(Path(__file__).parents[2]), "TERM": "xterm-256color"},
        "PYTHONUTF8": "1",
    }
    with subprocess.Popen(
        [sys.executable, "-m", "tui", "open", "corpus", "--annotator", ATTACK],
        cwd=tmp_path, env=environment, stdin=theirs, stdout=theirs, stderr=theirs,
    ) as running:  # fmt: skip
        os.close(theirs)
        got = _until(ours, b"0/", 20)
        for keys in (b"c", b"n", b"note\r", b"o", b"\x1b", b"?", b"\x1b", b"\x11"):
            os.write(ours, keys)
            got += _until(ours, b"\0", 0.7)
        got += _until(ours, b"\0", 3)
        running.wait(timeout=20)
    os.close(ours)
    text = _FRAMEWORK.sub("", got.decode("utf-8", "surrogateescape"))
    assert "Northshore" in text
    assert not (found := BAD.search(text)), text[max(found.start() - 60, 0) : found.end() + 30]
    for order in ("\x1b]52", "\x1b]0;", "\x9b", "\x1b[5n", "\u202e"):
        assert order.encode() not in got


def _until(handle: int, sign: bytes, seconds: float) -> bytes:
    """What comes until the sign does, or nothing more for so long."""
    got, end = b"", time.monotonic() + seconds
    while time.monotonic() < end and sign not in got:
        ready, _, _ = select.select([handle], [], [], 0.1)
        if ready:
            try:
                got += os.read(handle, 1 << 16)
            except OSError:
                break
    return got
