"""Signatures, clocks and handing out, as shells on several machines see them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from annotations.articles.corpus import find_or_kept
from annotations.config import Config, load_config
from annotations.store import open_store
from annotations.store.tinydb_store import TinyDBStore
from annotations.workflow.open_articles import open_corpus
from tests.functional.test_bundle import ROOT, Run, bundle, state, work
from tests.unit.exchange.colleagues import events_of, label, rehashed

__all__ = ["bundle"]
DAY = 24 * 60 * 60 * 1000


def forged(exchange: Path, person: str) -> str:
    """Go on with somebody's stream, without their key; the device."""
    [path] = (exchange / "events" / person).glob("*.jsonl")
    last = events_of(path.read_bytes().splitlines())[-1]
    one = last | {"seq": int(str(last["seq"])) + 1, "prev": last["id"], "label": "speculation"}
    path.write_bytes(path.read_bytes() + rehashed(one) + b"\n")
    return path.stem


def test_a_forgery_is_shown_and_not_taken(bundle: Run, tmp_path: Path) -> None:
    """By whose name it bears, nor by a third; a script gets exit code 1."""
    ana = work("ana", "Ana", [(0, "claim")])
    assert bundle("ana", "push", "x").exit_code == 0
    taken = bundle("ben", "pull", "x")
    assert taken.exit_code == 0
    assert "Signed: Ana on d-" in taken.stdout
    before = state("ana"), state("ben")
    device = forged(tmp_path / "x", ana)
    own = bundle("ana", "pull", "x")
    assert own.exit_code == 1
    assert "1 events stand in the stream of this very project folder" in own.stdout
    assert "(not signed)" in own.stdout
    assert f"--my-device {device}" in own.stdout
    third = bundle("ben", "pull", "x")
    assert third.exit_code == 1
    assert "is not signed with the key of Ana's device" in third.stdout
    assert (state("ana"), state("ben")) == before
    assert bundle("ana", "pull", "x", "--my-device", device).exit_code == 0


@pytest.mark.parametrize("answer", ["y", "n"])
def test_a_changed_key_is_asked_about(bundle: Run, tmp_path: Path, answer: str) -> None:
    """Where somebody sits at the terminal."""
    work("ana", "Ana", [(0, "claim")])
    bundle("ana", "push", "x")
    bundle("ben", "pull", "x")
    [key] = (tmp_path / "ana" / "keys").glob("*.key")
    key.unlink()
    work("ana", "Ana", [(1, "quote")])
    bundle("ana", "push", "x")
    screen, keyboard = os.openpty()
    os.write(screen, f"{answer}\n".encode())
    done = subprocess.run(
        [sys.executable, "-m", "tui", "bundle", "pull", "x", "--project", "ben"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=keyboard,
        capture_output=True,
        text=True,
        check=False,
    )
    os.close(keyboard)
    os.close(screen)
    assert "signed with another key than before" in done.stderr
    assert done.returncode == (0 if answer == "y" else 1)
    assert len(list(open_store(tmp_path / "ben").annotations())) == (2 if answer == "y" else 1)


def test_keys_are_printed_as_they_are_pinned(bundle: Run, tmp_path: Path) -> None:
    """What `bundle keys` says is a configuration, and then no other key counts."""
    work("ana", "Ana", [(0, "claim")])
    bundle("ana", "push", "x")
    printed = bundle("ana", "keys").stdout
    (tmp_path / "config.yaml").write_text(printed)
    [(device, key)] = load_config(tmp_path / "config.yaml").exchange.keys.items()
    assert bundle("ben", "pull", "x").exit_code == 0
    wrong = printed.replace(key, "0" * 64)
    (tmp_path / "config.yaml").write_text(wrong)
    refused = bundle("cy", "pull", "x")
    assert refused.exit_code == 1
    assert f"--trust {device}" in refused.stdout


def test_check_says_what_is_signed_by_whom(
    bundle: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And finds a hole."""
    ana = work("ana", "Ana", [(0, "claim"), (1, "claim"), (2, "claim")])
    bundle("ana", "push", "x")
    [path] = (tmp_path / "x" / "events" / ana).glob("*.jsonl")
    lines = path.read_bytes().splitlines()
    path.write_bytes(b"\n".join([*lines[:2], lines[3]]) + b"\n")
    holed = bundle("ben", "pull", "x")
    assert holed.exit_code == 1
    assert "A hole in the stream of Ana" in holed.stdout

    def checked(who: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "tui", "check", "--project", who],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )

    found = checked("ben")
    assert found.returncode == 1
    assert "A hole in the stream of" in found.stdout
    path.write_bytes(b"\n".join(lines) + b"\n")
    assert bundle("ben", "pull", "x").exit_code == 0
    assert checked("ben").returncode == 0
    assert "ok      Signed: Ana on" in checked("ana").stdout


def test_a_wrong_clock_is_said_at_once_and_put_right(bundle: Run, tmp_path: Path) -> None:
    """Ten labels of next year: no colleague is locked out of what follows."""
    folder = tmp_path / "ana"
    folder.mkdir()
    ahead = TinyDBStore(folder, clock=lambda: time.time_ns() // 1_000_000 + 400 * DAY)
    label(ahead, ahead.join("Ana"), 0, "claim")
    ahead.close()
    pushed = bundle("ana", "push", "x")
    assert "2 of your labels and other things are dated in the future" in pushed.stderr
    assert "--redate" in pushed.stderr
    refused = bundle("ben", "pull", "x")
    assert refused.exit_code == 1
    assert "clock" in refused.stdout
    again = bundle("ana", "push", "x", "--redate")
    assert "2 were dated anew" in again.stderr
    assert bundle("ben", "pull", "x").exit_code == 0
    assert state("ben") == state("ana")
    work("ana", "Ana", [(1, "quote")])
    quiet = bundle("ana", "push", "x")
    assert "future" not in quiet.stderr
    assert bundle("ben", "pull", "x").exit_code == 0


def test_unlabelled_articles_are_handed_out_and_opened_from_the_project(
    bundle: Run, tmp_path: Path
) -> None:
    """By whoever pulled them, without the files."""
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "one.txt").write_text("The bridge was shut at dawn. Nobody was hurt.")
    (texts / "two.md").write_text("# Ferries\n\nTwo ferries ran instead.")
    (texts / "bad.txt").write_bytes(b"")
    sent = bundle("lead", "push", "x", "--articles", str(texts), "--format", "json")
    assert sent.exit_code == 0
    assert "bad.txt" in sent.stderr
    assert json.loads(sent.stdout)["articles"] == 2
    assert bundle("ben", "pull", "x").exit_code == 0
    empty = tmp_path / "empty"
    empty.mkdir()
    corpus = open_corpus(find_or_kept([empty], tmp_path / "ben"), Config())
    assert corpus.skipped == ()
    assert sorted(card.title for story in corpus.stories for card in story.cards) == [
        "Ferries",
        "The bridge was shut at dawn",
    ]
    # Files that are there come first, and what was named itself is never replaced.
    assert len(find_or_kept([texts], tmp_path / "ben").files) == 3
    assert find_or_kept([tmp_path / "none.txt"], tmp_path / "ben").files == ()
    nothing = tmp_path / "nothing"
    nothing.mkdir()
    with pytest.raises(Exception, match="no article to hand out"):
        bundle("lead", "push", "x", "--articles", str(nothing))


def test_neither_a_start_nor_a_key_press_loads_what_signs() -> None:
    """It takes a tenth of a second, and is for exchanging alone."""
    code = (
        "import sys, tui.app, tui.commands.open, tui.commands.bundle, annotations.exchange, "
        "annotations.store.tinydb_store; print('cryptography' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "False"
