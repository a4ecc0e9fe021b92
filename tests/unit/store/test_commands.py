"""`slugline history` and `slugline check`, as a shell sees them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotations.articles.article import Article, Sentences, article_id_of
from annotations.errors import StoreError
from annotations.language.corrections import Correction
from annotations.store import Change, Mark, open_store
from tui.commands import check, history

HOSTILE = "red \x1b[31m, back\x08, up\u202edown\u2066, bell\x07, C1 \x9b31m"
TEXT = f"First. {HOSTILE} Last."
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command on a project whose texts, notes and names are hostile."""
    monkeypatch.chdir(tmp_path)
    store = open_store(tmp_path / "project")
    article = Article(id=article_id_of(TEXT), text=TEXT)
    cuts = store.freeze(article, Sentences([(0, 6), (7, len(TEXT))]))
    ana, ben = store.join("Ana"), store.join(f"Ben {HOSTILE}")
    for person, index, mark in (
        (ana, 0, Mark("claim")),
        (ana, 1, Mark("quote", unsure=True, note=HOSTILE)),
        (ben, 0, Mark("speculation")),
    ):
        sentence = article.sentence_id(cuts.span(index))
        store.annotate(person, [Change(article.id, sentence, index, mark)])
    store.undo(ben)
    store.close()

    def run(command: str, *arguments: str) -> Result:
        module = {"history": history, "check": check}[command]
        result = CliRunner().invoke(module.command, ["--project", "project", *arguments])
        harmless(result.output)
        return result

    return run


def harmless(text: str) -> None:
    """No control and no reordering character reaches the terminal."""
    bad = [*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
    assert not set(text) & {chr(code) for code in bad if chr(code) != "\n"}


def test_history_says_who_did_what(run: Run) -> None:
    """Newest first, a line each, the sentence quoted."""
    lines = run("history").stdout.splitlines()
    assert len(lines) == 6
    assert "undo: label removed" in lines[0]
    assert lines[0].endswith("First.")
    assert "speculation" in lines[1]
    assert "Ana  quote, unsure, note “red" in lines[2]
    assert "Ana  claim" in lines[3]
    assert lines[5].endswith("Ana  joined the project")


def test_history_is_filtered_and_limited(run: Run) -> None:
    """By name, by sentence, by number; what is left out is said."""
    lines = run("history", "--annotator", "Ana", "--limit", "2").output.splitlines()
    assert ["quote" in lines[0], "claim" in lines[1]] == [True, True]
    assert "--limit 0 shows all" in lines[2]
    assert isinstance(run("history", "--annotator", "Nobody").exception, StoreError)
    assert run("history", "--sentence", "s-0000000000000000").stdout == ""


def test_history_as_json_is_the_events(run: Run) -> None:
    """Nothing is changed but how it is written."""
    events = [json.loads(line) for line in run("history", "--format", "jsonl").stdout.splitlines()]
    assert [event["seq"] for event in events] == [6, 5, 4, 3, 2, 1]
    assert events[2]["note"] == HOSTILE


def test_check_finds_nothing_wrong(run: Run) -> None:
    """And says what it looked at."""
    result = run("check")
    assert result.exit_code == 0
    assert "Nothing is wrong." in result.output
    assert result.stdout.count("ok ") == 7


def test_check_finds_and_mends_damage(run: Run, tmp_path: Path) -> None:
    """It fails until the damage is mended."""
    path = tmp_path / "project" / "annotations.json"
    path.write_bytes(path.read_bytes().replace(b'"claim"', b'"clown"', 1))
    assert run("check").exit_code == 1
    assert "DAMAGED" in run("check").stdout
    mended = run("check", "--repair")
    assert mended.exit_code == 0
    assert "Rebuilt from the history" in mended.output
    assert run("check").exit_code == 0


@pytest.mark.parametrize("command", [history.command, check.command], ids=["history", "check"])
def test_a_folder_that_is_not_there_is_not_made(
    command: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looking makes no project."""
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(command, ["--project", "none"])  # type: ignore[arg-type]
    assert isinstance(result.exception, StoreError)
    assert not (tmp_path / "none").exists()


def test_neither_command_loads_the_screen() -> None:
    """Headless commands never pay for Textual."""
    code = "import sys, tui.commands.check, tui.commands.history; print('textual' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    assert done.stdout.strip() == "False"


def test_history_says_what_was_corrected(run: Run, tmp_path: Path) -> None:
    """The words, hostile ones too, and what they were said to be."""
    store = open_store(tmp_path / "project")
    ana = store.join("Ana")
    store.correct(ana, [Correction(f"Lark {HOSTILE}", "person", "Lark")])
    store.undo(ana)
    store.close()
    undone, done = run("history", "--limit", "2").stdout.splitlines()
    assert "Ana  correction “Lark red" in done
    assert done.endswith("”: reading person, words Lark")
    assert "undo: correction “Lark" in undone
    assert undone.endswith("withdrawn")
