"""What every command writes to a terminal, on a project full of control sequences.

The commands run behind a real pseudo-terminal: what is looked at are the bytes that it got.
"""

from __future__ import annotations

import contextlib
import os
import pty
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.functional.hostile import ATTACK, BAD, hostile_corpus, hostile_project
from tui.cli import COMMANDS

_OWN = re.compile(r"\x1b\[\?25[lh]|\x1b\[K|\r\n|\r")
"""What a progress bar and the terminal's own line ends put there."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a hostile corpus and the project that was made of it."""
    folder = tmp_path_factory.mktemp("hostile")
    corpus = hostile_corpus(folder / "corpus")
    hostile_project(folder / ".slugline", corpus)
    (folder / f"bad{ATTACK.replace('/', '')}.jsonl").write_text(f'{{"{ATTACK}": 1}}\n[\n', "utf-8")
    (folder / "rows.jsonl").write_bytes(
        _run_plain(folder, "export", "--format", "jsonl") or b"{}\n"
    )
    return folder


def _environment() -> dict[str, str]:
    root = str(Path(__file__).parents[2])
    return {**os.environ, "PYTHONPATH": root, "TERM": "xterm-256color", "PYTHONUTF8": "1"}


def _run_plain(folder: Path, *words: str) -> bytes:
    ran = subprocess.run(
        [sys.executable, "-m", "tui", *words],
        cwd=folder, env=_environment(), capture_output=True, timeout=60, check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return ran.stdout


def on_terminal(folder: Path, words: Sequence[str], typed: str = "") -> bytes:
    """The bytes that a terminal gets from a command, stdout and stderr alike.

    Args:
        folder: Where it runs.
        words: The command line.
        typed: What comes in, by a pipe; a few lines.
    """
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "tui", *words],
        cwd=folder, env=_environment(), stdin=subprocess.PIPE, stdout=theirs, stderr=theirs,
    ) as running:  # fmt: skip
        os.close(theirs)
        assert running.stdin is not None
        with contextlib.suppress(BrokenPipeError), running.stdin as stdin:
            stdin.write(typed.encode())
        got = b""
        while True:
            try:
                piece = os.read(ours, 1 << 16)
            except OSError:  # the other side has closed
                break
            if not piece:
                break
            got += piece
        running.wait(timeout=60)
    os.close(ours)
    return got


def _bad() -> str:
    return f"bad{ATTACK.replace('/', '')}.jsonl"


COMMAND_LINES: tuple[tuple[str, ...], ...] = (
    ("analyse", "*", "nothing\x1b[31m.txt"),
    ("analyse", "--all", "*"),
    ("compare", "*"),
    ("compare", "--format", "json", "*"),
    ("align", "--all", "*"),
    ("sources", "--all", "corpus", _bad()),
    ("sources", "--format", "json", "corpus"),
    ("convert", "*", "--into", f"made{ATTACK.replace('/', '')}", "--repair-encoding"),
    ("add", "corpus", f"http://127.0.0.1:9/{ATTACK}", "--into", f"new{ATTACK.replace('/', '')}"),
    ("stats",),
    ("stats", "--format", "json"),
    ("agreement",),
    ("agreement", "--format", "json"),
    ("history", "--limit", "0"),
    ("history", "--limit", "0", "--format", "jsonl"),
    ("history", "--annotator", ATTACK),
    ("search", "e*", "corpus"),
    ("search", "--format", "jsonl", "e*", "corpus"),
    ("search", f"titel:x {ATTACK}", "corpus"),
    ("search", f"by:nobody{ATTACK}", "corpus"),
    ("search", "--saved", f"x{ATTACK}", "corpus"),
    ("stories", "corpus"),
    ("stories", "--format", "json", "corpus"),
    ("stories", "list", f"nothing{ATTACK}"),
    ("stories", "rename", f"nobody{ATTACK}", "x", "--in", "corpus"),
    ("stories", "rename", "*", "--in", "corpus"),
    ("stories", "merge", f"nobody{ATTACK}", f"x{ATTACK}", "--in", "corpus"),
    ("stories", "merge", "*", "--in", "corpus"),
    ("stories", "rename", "merged", f"name{ATTACK}", "--in", "corpus"),
    ("stories", "split", "*", "--in", "corpus"),
    ("stories", "split", "--found", "*", "--in", "corpus"),
    ("history", "--limit", "9"),
    ("related", "*", "corpus"),
    ("related", "--format", "json", "*", "corpus"),
    ("related", f"nothing{ATTACK}", "corpus"),
    ("review", "--list"),
    ("review", "--list", "--format", "json"),
    ("export",),
    ("export", "--format", "yaml"),
    ("export", "--format", "csv"),
    ("export", "--check"),
    ("export", "-o", f"out{ATTACK}"),
    ("validate", "rows.jsonl", _bad()),
    ("fill", _bad(), "corpus"),
    ("import", _bad(), "corpus"),
    ("import", "rows.jsonl", "corpus", "--dry-run", "--as", f"carl{ATTACK}"),
    ("versions", "corpus"),
    ("versions", "--format", "json", "corpus"),
    ("check",),
    ("check", "--repair"),
    ("config", "show"),
    ("config", "show", "--project", f"p{ATTACK}"),
    ("config", "check", _bad()),
    ("config", "schema"),
    ("bundle", "push", f"b{ATTACK.replace('/', '')}.zip"),
    ("bundle", "pull", _bad()),
    ("bundle", "pull", f"postgresql://a:{ATTACK}@h/x"),
    ("bundle", "push", f"postgresql://127.0.0.1:1/{ATTACK}"),
    ("team", "status", f"postgresql://127.0.0.1:1/{ATTACK}"),
    ("team", "assign", "*", "--to", f"nobody{ATTACK}", "--in", "corpus"),
    ("team", "assign", f"nothing{ATTACK}", "--to", "carl", "--in", "corpus"),
    ("team", "assign", "--rule", "--to", "carl", "--to", f"ana{ATTACK}", "--in", "corpus"),
    ("team", "assign", "--rule", "--to", "carl", "--dry-run", "--in", "corpus"),
    ("team", "assign", f"postgresql://127.0.0.1:1/{ATTACK}", "*", "--to", "carl"),
    ("team", "claim", "*", "--in", "corpus", "--annotator", f"ana{ATTACK}"),
    ("team", "status"),
    ("team", "status", "--format", "json"),
    ("history", "--limit", "20"),
    ("team", "members", f"nothing{ATTACK}"),
    ("team", "init", "postgresql://127.0.0.1:1/x", "--writer", ATTACK),
    ("where",),
    ("where", "--format", "json", f"nothing{ATTACK}"),
    ("where", "--project", f"p{ATTACK}"),
    ("doctor",),
    ("doctor", "--project", f"p{ATTACK}"),
    ("completion", "bash"),
    ("completion", f"bash{ATTACK}"),
    ("tour",),
    ("tour", "--config", f"nothing{ATTACK}"),
    ("serve", "--host", "203.0.113.9", "--annotator", f"eve{ATTACK}", f"nothing{ATTACK}"),
    ("serve", "--host", f"nowhere{ATTACK}"),
    ("label", "--plain", f"nothing{ATTACK}"),
    ("review", "--plain", "--annotator", f"eve{ATTACK}"),
    ("open", f"nothing{ATTACK}"),
    (f"nothing{ATTACK}",),
    ("--help",),
    (f"--no{ATTACK}",),
)


def test_every_command_is_tried() -> None:
    """A new command is tried, too."""
    assert set(COMMANDS) <= {words[0] for words in COMMAND_LINES}


@pytest.mark.parametrize("words", COMMAND_LINES, ids=lambda words: " ".join(words)[:30].encode())
def test_nothing_that_is_printed_controls_the_terminal(place: Path, words: tuple[str, ...]) -> None:
    """No escape, no C1, no reordering; and no trace of a fault."""
    texts = sorted(str(path.relative_to(place)) for path in (place / "corpus").iterdir())
    spread = [word for one in words for word in (texts if one == "*" else [one])]
    text = _OWN.sub("", on_terminal(place, spread).decode("utf-8", "surrogateescape"))
    assert text.strip()
    assert not (found := BAD.search(text)), text[max(found.start() - 80, 0) : found.end() + 40]
    assert "Traceback" not in text
    assert "should not have happened" not in text


_LINES = {
    "label": "?\n1\nn a note\nc\nm\n=\no\no 2\ng 3\n=\nx\nu\nredo\nmine\ntake\nmine\nu\ntake\n"
    "n {0}\n{0}\n{0} 1\n]\na\nb\nquit\n",
    "review": "?\n"
    + ".\nj\nk\ncomment {0}\nobject {0}\nmore {0}\nmore {0} 1\nc\nu\nlater\nstatus\n" * 3
    + "{0}\nlater\nquit\n",
}
"""What is typed in line mode: everything once."""


@pytest.mark.parametrize("command", sorted(_LINES))
def test_line_mode_is_read_aloud_without_controls(place: Path, command: str) -> None:
    """Every word that can be typed, as somebody whose name controls terminals."""
    words = [command, "--plain", *(["corpus"] if command == "label" else [])]
    typed = _LINES[command].format(ATTACK)
    for name in (f"ana{ATTACK}", "carl"):
        got = on_terminal(place, [*words, "--annotator", name], typed)
        assert got.count(b"\r\n") > 30, got
        text = _OWN.sub("", got.decode("utf-8", "surrogateescape"))
        assert not (found := BAD.search(text)), text[max(found.start() - 80, 0) : found.end() + 40]
        assert "Traceback" not in text
        assert "should not have happened" not in text


def test_a_pipe_gets_every_byte_as_it_is(place: Path) -> None:
    """Cleaning is for terminals alone: a program that reads the output needs the text itself."""
    assert "\u202eevil" in _run_plain(place, "export", "--format", "jsonl").decode()
    assert "\x9b5n" in _run_plain(place, "stats", "--format", "json").decode()
