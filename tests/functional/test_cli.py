"""The command line: errors that say what to do, exit codes for scripts."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.terminal import Terminal

ROOT = Path(__file__).parents[2]


def slugline(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "tui", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ((), 1, "There is no article here"),
        (("./nowhere",), 1, "nowhere: does not exist"),
        (("nowhere.txt",), 1, "nowhere.txt: does not exist"),
        (("open", "nowhere"), 1, "nowhere: does not exist"),
        (("nowhere",), 2, "“nowhere” is no command, and no file or folder here"),
        (("agreemnt", "--help"), 2, "Did you mean “agreement”?"),
        (("EXPORT",), 2, "Did you mean “export”?"),
        (("bad.bin",), 1, "has no suffix that says its format|.bin"),
        (("--nope",), 2, "No such option"),
        (("export", "--format", "xml"), 2, "'jsonl', 'yaml'"),
        (("export",), 1, "nothing is labelled in this folder yet"),
        (("config", "check", "wrong.yaml"), 2, "Did you mean “theme”?"),
        (("clash.txt", "--config", "clash.yaml"), 2, "“j” would do two things"),
    ],
)
def test_what_is_wrong_is_said_with_an_exit_code(
    tmp_path: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    """On stderr; stdout stays empty."""
    (tmp_path / "bad.bin").write_bytes(b"\0")
    (tmp_path / "wrong.yaml").write_text("reader: {them: dark}\n")
    (tmp_path / "clash.yaml").write_text("labels: [{slug: join, key: j}]\n")
    (tmp_path / "clash.txt").unlink(missing_ok=True)
    done = slugline(tmp_path, *arguments)
    assert done.returncode == code
    assert any(part in done.stderr for part in message.split("|"))
    assert done.stdout == ""


def test_a_hostile_file_name_cannot_write_to_the_terminal(tmp_path: Path) -> None:
    """Control characters of a name are shown, not sent."""
    done = slugline(tmp_path, "a\x1b[31mb\u202e.txt")
    assert done.returncode == 1
    assert "\x1b" not in done.stderr
    assert "\u202e" not in done.stderr


def test_a_reader_that_has_seen_enough_gets_no_complaint(tmp_path: Path) -> None:
    """`slugline analyse ... | head -1`."""
    article = tmp_path / "a.txt"
    article.write_text("Officials counted 12 lorries. " * 5_000, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "tui", "analyse", str(article)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        assert program.stdout.readline()
        program.stdout.close()
        errors = program.stderr.read()
    assert errors == b""


def test_sigterm_leaves_the_terminal_in_order(tmp_path: Path) -> None:
    """The alternate screen and the mouse are switched off again."""
    article = tmp_path / "a.txt"
    article.write_text("Officials counted 12 lorries. They left.\n", encoding="utf-8")
    project = str(tmp_path / "project")
    command = (sys.executable, "-m", "tui", "--project", project, str(article))
    with Terminal(*command, cwd=ROOT) as terminal:
        terminal.wait(b"Officials")
        terminal.until(lambda out: b"saved" in out)
        os.kill(terminal.pid, signal.SIGTERM)
        left = terminal.until(lambda out: b"\x1b[?1049l" in out)
    assert b"\x1b[?1000l" in left
