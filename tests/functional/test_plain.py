"""Line mode: a story labelled and reviewed without a cursor being moved."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotations.articles.corpus import find
from annotations.config import Config
from annotations.store import Store, open_store
from annotations.workflow.open_articles import open_corpus
from tests.functional.test_cli import ROOT
from tui.plain.labelling import Labelling
from tui.plain.reviewing import Reviewing


def talk(folder: Path, *arguments: str, typed: str) -> subprocess.CompletedProcess[str]:
    """Run a command with lines on its standard input, on a terminal that can do nothing."""
    return subprocess.run(
        [sys.executable, "-m", "tui", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "dumb"},
        input=typed,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A new project."""
    return open_store(tmp_path / "project")


def labelling(store: Store, seeds: Path, name: str = "ana") -> Labelling:
    """A session on a sample story."""
    corpus = open_corpus(find([seeds / "estmark-rate-cut"]), Config())
    return Labelling(corpus.stories, Config(), store, name)


def said(store: Store) -> list[tuple[int, str, bool, str]]:
    """What is kept."""
    return [(one.index, one.label, one.unsure, one.note) for one in store.annotations()]


def test_keys_label_and_move_on(store: Store, seeds: Path) -> None:
    """As in the reader: saved at once, undone over any depth."""
    session = labelling(store, seeds)
    assert any("Sentence 1 of" in line for line in session.begin())
    for typed in ("c", "quote", "n two\twords", "m", "", "k"):
        assert [*session.take(typed)]
    assert said(store) == [
        (0, "claim", False, ""),
        (1, "quote", False, ""),
        (2, "", True, "two\twords"),
    ]
    assert "Undone: doubt about sentence 3." in [*session.take("u")]
    assert next(session.take("redo")) == "Done again: sentence 3."
    undone = [next(session.take("u")) for _ in range(4)]
    assert undone == [
        "Undone: doubt about sentence 3.",
        "Undone: note on sentence 3.",
        *(f"Undone: {label} on sentence {n}." for n, label in ((2, "quote"), (1, "claim"))),
    ]
    assert said(store) == []
    assert [*session.take("u")] == ["Nothing to undo."]
    store.close()


def test_every_article_is_reached(store: Store, seeds: Path) -> None:
    """To the end of the story by the next sentence without a label, which says so."""
    session = labelling(store, seeds)
    [*session.begin()]
    lines: list[str] = []
    for _ in range(200):
        lines = [*session.take("c")]
        if any("End of the article" in line for line in lines):
            lines = [*session.take("]")]
        if lines[-1:] == ["Everything is labelled."]:
            break
    assert lines[-1:] == ["Everything is labelled."]
    progress = store.progress(store.join("ana"))
    assert len(progress) == 3
    store.close()


def test_what_is_no_word_says_so_and_changes_nothing(store: Store, seeds: Path) -> None:
    """Whatever is typed."""
    session = labelling(store, seeds)
    [*session.begin()]
    for typed in ("zz", "g", "g 0", "g 9999", "g ٣", "o 99", "\x1b[A", "k"):
        assert [*session.take(typed)]
    assert said(store) == []
    help_lines = [*session.take("?")]
    assert "c claim" in help_lines[0]
    assert len(help_lines) > 10
    store.close()


def test_other_reports_are_read_out(store: Store, seeds: Path) -> None:
    """Each other article of the story in words."""
    session = labelling(store, seeds)
    [*session.begin()]
    [*session.take("g 3")]
    lines = [*session.take("=")]
    assert len(lines) == 2
    assert any("edited" in line for line in lines)
    store.close()


def test_a_story_is_labelled_and_reviewed_on_a_dumb_terminal(tmp_path: Path, seeds: Path) -> None:
    """By two people and a third, through the program itself; not one control sequence."""
    story = str(seeds / "estmark-rate-cut")
    outputs = []
    for name, keys in (("ana", "c\nq\nc\n"), ("ben", "q\nc\ns\n")):
        done = talk(
            tmp_path,
            *("label", "--plain", story, "--project", "p", "--annotator", name),
            typed=keys + "quit\n",
        )
        assert done.returncode == 0, done.stderr
        outputs.append(done.stdout)
    done = talk(
        tmp_path,
        *("review", "--plain", "--project", "p", "--annotator", "cy"),
        typed="c\nlater\nlater\nlater\nmore ambiguous\nstatus\nu\nquit\n",
    )
    assert done.returncode == 0, done.stderr
    outputs.append(done.stdout)
    assert "3 to decide" in done.stdout
    assert "more than one label fits (ambiguous)" in done.stdout
    assert "Undone: the decision" in done.stdout
    assert not any(ord(char) < 32 and char != "\n" for text in outputs for char in text)
    store = open_store(tmp_path / "p")
    assert len(store.statements("gold")) == 1
    store.close()


def test_an_empty_review_says_why(store: Store, seeds: Path) -> None:
    """Nobody else has labelled; or all is adjudicated."""
    session = labelling(store, seeds)
    [*session.begin(), *session.take("c")]
    lines = [*Reviewing(Config(), store, "ana").begin()]
    assert any("nobody else has labelled" in line for line in lines)
    store.close()


def test_a_project_without_its_files_is_labelled_on(tmp_path: Path, seeds: Path) -> None:
    """As in the reader: what the project keeps is read."""
    own, theirs = tmp_path / "own", tmp_path / "theirs"
    own.mkdir()
    theirs.mkdir()
    for file in (seeds / "estmark-rate-cut").iterdir():
        (own / file.name).write_bytes(file.read_bytes())
    named = ("label", "--plain", "--annotator", "Ana", "--project", "p")
    assert talk(own, *named, typed="c\n").returncode == 0
    (own / "p").rename(theirs / "p")
    result = talk(theirs, *named, typed="q\n")
    assert "Saved: sentence 2, quote." in result.stdout, result.stderr
