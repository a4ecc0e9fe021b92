"""How the end of long work is told: which terminal gets what, and when it gets nothing."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.config import Notify, parse_config
from annotations.errors import ConfigError
from tests.functional.hostile import ATTACK
from tui.notifications import describe, lasted, sequence

ROOT = Path(__file__).parents[3]
NINE = "\x1b]9;Slugline: export has ended\a"
SEVEN = "\x1b]777;notify;Slugline;export has ended\a"


def wrapped(text: str) -> str:
    """As tmux takes what it passes on."""
    return "\x1bPtmux;" + text.replace("\x1b", "\x1b\x1b") + "\x1b\\"


@pytest.mark.parametrize(
    ("kind", "environ", "sent", "words"),
    [
        ("auto", {"TERM": "xterm-256color"}, "\a", "the bell"),
        ("auto", {"TERM": "xterm-kitty"}, NINE, "OSC 9"),
        ("auto", {"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, NINE, "OSC 9"),
        ("auto", {"TERM": "xterm-256color", "LC_TERMINAL": "iTerm2"}, NINE, "OSC 9"),
        ("auto", {"TERM": "xterm-256color", "VTE_VERSION": "7600"}, SEVEN, "OSC 777"),
        ("auto", {"TERM": "foot-extra"}, SEVEN, "OSC 777"),
        ("auto", {"TERM": "rxvt-unicode-256color"}, SEVEN, "OSC 777"),
        ("auto", {"TERM": "xterm-256color", "WT_SESSION": "1"}, "\a", "the bell"),
        ("auto", {"TERM": "tmux-256color", "TMUX": "/t,1,0"}, "\a", "the bell"),
        (
            "auto",
            {"TERM": "tmux-256color", "TMUX": "/t,1,0", "KITTY_WINDOW_ID": "1"},
            wrapped(NINE) + "\a",
            "OSC 9 and the bell",
        ),
        ("osc", {"TERM": "xterm"}, NINE + SEVEN, "OSC 9 and OSC 777"),
        ("osc", {"TERM": "xterm-kitty"}, NINE, "OSC 9"),
        (
            "osc",
            {"TERM": "screen", "TMUX": "/t,1,0"},
            wrapped(NINE) + wrapped(SEVEN),
            "OSC 9 and OSC 777",
        ),
        ("osc", {"TERM": "foot", "STY": "1.x"}, f"\x1bP{SEVEN}\x1b\\", "OSC 777"),
        ("bell", {"TERM": "xterm-kitty"}, "\a", "the bell"),
        ("bell", {"TERM": "tmux", "TMUX": "/t,1,0"}, "\a", "the bell"),
        ("off", {"TERM": "xterm-kitty"}, "", "nothing"),
        ("auto", {"TERM": "dumb"}, "", "nothing"),
        ("osc", {}, "", "nothing"),
    ],
)
def test_each_terminal_gets_what_it_shows(
    kind: Notify, environ: dict[str, str], sent: str, words: str
) -> None:
    """One notification, not two; passed on through what stands between; or the bell."""
    assert sequence(kind, "export has ended", environ) == sent
    assert describe(kind, environ) == words


@given(st.text() | st.just(ATTACK))
def test_no_text_ends_the_sequence_that_carries_it(text: str) -> None:
    """A title of an article may be in it."""
    for environ, ends in (({"TERM": "foot"}, 1), ({"TERM": "foot", "TMUX": "x"}, 2)):
        sent = sequence("osc", text, environ)
        assert sent.count("\x1b") == (1 if ends == 1 else 4)
        assert sent.count("\a") == 1
        assert "\n" not in sent
        assert "\x9c" not in sent


def test_yaml_takes_off_for_false() -> None:
    """Written as it is said, or in quotes; anything else is a mistake that is named."""
    assert parse_config("notify: off").notify == "off"
    assert parse_config("notify: 'off'").notify == "off"
    assert parse_config("{}").notify == "auto"
    with pytest.raises(ConfigError, match=r"notify.*auto, bell, off, osc|notify.*auto, bell"):
        parse_config("notify: on")


def test_times_are_said_in_words() -> None:
    """Seconds, then minutes."""
    assert (lasted(10.4), lasted(99), lasted(150)) == ("10 s", "99 s", "2 min")


PROGRAM = """
import sys, time
from tui import notifications
from tui.cli import COMMANDS, run
import click, types

clock = [0.0]
notifications.time = types.SimpleNamespace(monotonic=lambda: clock[0])
seconds, how, config = float(sys.argv[1]), sys.argv[2], sys.argv[3]

@click.command("work")
def command():
    from tui.settings import settle
    from pathlib import Path
    settle(Path(config), None)
    if how == "asked":
        clock[0] += 100
        notifications.answered()
    if how == "attended":
        notifications.attended()
    clock[0] += seconds
    if how == "fails":
        raise click.ClickException("no")
    if how == "interrupted":
        raise KeyboardInterrupt

module = types.ModuleType("work"); module.command = command
sys.modules["work"] = module
COMMANDS["work"] = "work"
sys.argv = ["slugline", "work"]
from tui.output import install
install()
sys.exit(run())
"""


def ran(tmp_path: Path, seconds: float, how: str, config: str, *, piped: bool = False) -> bytes:
    """What a terminal gets from a command that works for so long."""
    (tmp_path / "c.yaml").write_text(config)
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(seconds), how, str(tmp_path / "c.yaml")],
        stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE if piped else theirs,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "TERM": "xterm-kitty"},
        cwd=tmp_path, timeout=60, check=False,
    )  # fmt: skip
    os.close(theirs)
    seen = b""
    while select.select([ours], [], [], 0.05)[0]:
        try:
            seen += os.read(ours, 4096)
        except OSError:
            break
    os.close(ours)
    return seen + (done.stderr or b"") + done.stdout


@pytest.mark.parametrize(
    ("seconds", "how", "config", "told"),
    [
        (11, "works", "{}", b"\x1b]9;Slugline: work has ended after 11 s\x07"),
        (11, "works", "notify: bell", b"\x07"),
        (200, "fails", "{}", b"\x1b]9;Slugline: work failed after 3 min\x07"),
        (11, "asked", "{}", b"Slugline: work has ended after 11 s"),
        (9.9, "works", "{}", b""),
        (9.9, "asked", "{}", b""),
        (11, "works", "notify: off", b""),
        (11, "interrupted", "{}", b""),
        (3000, "attended", "{}", b""),
    ],
)
def test_a_command_tells_of_its_end(
    tmp_path: Path, seconds: float, how: str, config: str, told: bytes
) -> None:
    """After more than ten seconds of work, in which nobody was asked or looked on."""
    seen = ran(tmp_path, seconds, how, config)
    assert told in seen
    if not told:
        assert b"\x07" not in seen
        assert b"\x1b]" not in seen
    assert b"\x07" not in ran(tmp_path, seconds, how, config, piped=True)
