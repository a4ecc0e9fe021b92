"""Real file systems: one that is full, one whose power is cut."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from annotations.errors import NotSavedError
from annotations.store.tinydb_store import TinyDBStore
from tests.reliability.failing_disk import FULL
from tests.reliability.labelling_work import ARTICLE, CUTS, change
from tests.reliability.mounted import Powered, small_disk

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_a_full_disk_warns_saves_a_thousand_more_and_loses_nothing(tmp_path: Path) -> None:
    """Then it refuses, and goes on once there is room."""
    with small_disk(tmp_path / "small", "16m") as folder:
        (folder / "project").mkdir()
        store = TinyDBStore(folder / "project")
        store.freeze(ARTICLE, CUTS)
        ana = store.join("Ana")
        ballast = folder / "ballast"
        with ballast.open("wb", buffering=0) as file:
            for size in (1 << 16, 1 << 12):
                try:
                    while True:
                        file.write(bytes(size))
                except OSError:
                    continue
            file.truncate(file.tell() - (1 << 16))
        said, after_warning = 0, 0
        while True:
            try:
                store.annotate(ana, [change(said % 40, str(said))])
            except NotSavedError:
                break
            said += 1
            after_warning += bool(store.notices)
        assert after_warning >= 1000
        assert any("disk is full" in notice for notice in store.notices)
        expected = {number % 40: str(number) for number in range(said)}
        assert {one.index: one.label for one in store.annotations()} == expected
        again = TinyDBStore(folder / "project")
        assert {one.index: one.label for one in again.annotations()} == expected
        again.db.engine.close(fold=False)
        ballast.unlink()
        store.annotate(ana, [change(0, "there is room")])
        store.close()
        again = TinyDBStore(folder / "project")
        assert len(list(again.history())) == said + 2
        again.close()


def cut(kind: str, place: Path, rounds: int) -> dict[str, Any]:
    """Cut the power under a writer, again and again."""
    powered = Powered(place)
    try:
        return _cut(powered, kind, rounds)
    finally:
        powered.unmount()


def _cut(powered: Powered, kind: str, rounds: int) -> dict[str, Any]:
    arguments = [kind, str(powered.image), str(powered.folder), str(rounds)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.reliability.power", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    if "skip" in found:
        pytest.skip(found["skip"])
    return found


@pytest.mark.slow
@pytest.mark.timeout(3600 if FULL else 120)
def test_power_cuts_lose_nothing_acknowledged(tmp_path: Path) -> None:
    """A real ext4; folding is under way at many of the cuts."""
    rounds = 200 if FULL else 8
    found = cut("ours", tmp_path, rounds)
    assert found["failures"] == []
    assert found["rounds"] == rounds


@pytest.mark.slow
@pytest.mark.timeout(3600 if FULL else 120)
def test_the_same_cuts_break_renaming_without_a_sync(tmp_path: Path) -> None:
    """What is popular is not enough; the harness is known to bite."""
    assert cut("renaming", tmp_path, 10)["failures"]
