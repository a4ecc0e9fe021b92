"""The whole program in a terminal, killed while somebody types fast."""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path

import pytest

from annotations.store import open_store
from benchmarks.terminal import Terminal
from tests.reliability.failing_disk import FULL

ROOT = Path(__file__).parents[2]
ROUNDS = 20 if FULL else 3

_ANSI = re.compile(rb"\x1b\[[0-9;?]*[a-zA-Z$]|\x1b\][^\x07]*\x07")
_SAVED = re.compile(r"(\d+)/\d+ +✓ saved")


def saved_in(output: bytes) -> int:
    """How many labels the last line that said "saved" counted; 0 where none did."""
    text = _ANSI.sub(b"", output).decode("utf-8", "ignore")
    found = _SAVED.findall(text)
    return int(found[-1]) if found else 0


@pytest.mark.slow
def test_what_the_screen_called_saved_outlives_kill_9(tmp_path: Path) -> None:
    """Type labels without waiting, kill, reopen: nothing that was called saved is missing."""
    dice = random.Random(3)
    article = tmp_path / "article.txt"
    sentences = [
        f"Officials counted {i} lorries at the border post on day {i}." for i in range(400)
    ]
    article.write_text("\n".join(sentences) + "\n", encoding="utf-8")
    project = tmp_path / "project"
    promised = 0
    for _ in range(ROUNDS):
        command = (sys.executable, "-m", "tui", "--project", str(project), str(article))
        with Terminal(*command, cwd=ROOT) as terminal:
            terminal.wait(b"Officials")
            output = terminal.until(lambda out: b"saved" in out)
            terminal.send(b"]")
            for _ in range(dice.randrange(4, 30)):
                terminal.send(dice.choice([b"c", b"q", b"s"]))
                output += terminal.take(dice.random() / 20)
            promised = max(promised, saved_in(output))
        store = open_store(project, read_only=True)
        kept = sum(1 for annotation in store.annotations() if annotation.label)
        store.close()
        assert kept >= promised
    assert promised > ROUNDS
