"""Writers ended with `kill -9` in the middle of fast labelling, folding included."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from annotations.store.verify import Kind, check
from tests.reliability.failing_disk import FULL

ROOT = Path(__file__).parents[2]


def crowd(kind: str, folder: Path, writers: int, rounds: int, seed: int = 1) -> dict[str, Any]:
    """Let writers be killed; what was found."""
    arguments = [kind, str(folder), str(writers), str(rounds), str(seed)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.reliability.crowd", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.slow
@pytest.mark.timeout(3600 if FULL else 120)
@pytest.mark.parametrize("writers", [1, 2])
def test_kills_lose_nothing_acknowledged(tmp_path: Path, writers: int) -> None:
    """One project, killed again and again, never repaired in between."""
    rounds = 300 if FULL else 25
    found = crowd("ours", tmp_path, writers, rounds)
    assert found["failures"] == []
    assert found["rounds"] == rounds
    assert found["acknowledged"] >= rounds
    assert {finding.kind for finding in check(tmp_path)} <= {Kind.GOOD, Kind.NOTE}


@pytest.mark.slow
@pytest.mark.timeout(3600 if FULL else 120)
def test_the_same_kills_break_stock_tinydb_with_two_writers(tmp_path: Path) -> None:
    """So the harness is known to bite."""
    assert crowd("stock", tmp_path, 2, 300 if FULL else 10)["failures"]
