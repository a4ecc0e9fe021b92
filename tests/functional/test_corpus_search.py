"""Searching the corpus in the library, and going through what is found, by keys."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from annotations.index.reading import open_index
from annotations.index.schema import FILE
from tests.functional.app import close, reader_app, rest
from tests.functional.test_reading import reader_of, screen_text, sheet_of
from tui.app import SluglineApp
from tui.dialogs.library import Library
from tui.dialogs.search_list import SearchList

ROOT = Path(__file__).parents[2]
_TEXTS = {
    "harbour/1.md": "---\ntitle: Harbour opens\nsource: Post\ndate: 2026-02-01\n---\n\n"
    "Ships came at dawn to Port Calder. The crew slept. A café opened near the quay.",
    "harbour/2.md": "---\ntitle: Harbour closes\nsource: Ledger\ndate: 2026-03-05\n---\n\n"
    "Nothing came at night. The quay was dark. Nobody saw the crew.",
    "orchard/1.md": "---\ntitle: Apples picked\nsource: Post\ndate: 2026-03-02\n---\n\n"
    "Apples were picked. They went to the quay by cart. The pickers slept.",
    "orchard/2.txt": "Pears were picked. They were eaten at once by the pickers.",
}
_CONFIG = "reader: {glyphs: unicode}\nsearches: {waterside: 'quay unlabelled'}\n"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[SluglineApp]:
    """Two stories, small enough to be read at once; no project folder."""
    for name, text in _TEXTS.items():
        path = tmp_path / "corpus" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    made = reader_app([tmp_path / "corpus"], config=_CONFIG)
    yield made
    close(made)


async def typed(pilot: Pilot[None], *keys: str) -> str:
    """What is on the screen after some keys, once the texts were searched."""
    await pilot.press(*keys)
    for _ in range(400):
        await pilot.pause(0.005)
        if not list(pilot.app.workers):
            break
    await pilot.pause()
    return screen_text(pilot)


async def test_texts_are_searched_as_one_types(app: SluglineApp) -> None:
    """Titles as ever, below them what texts hold, counted; enter opens the sentence, lit up."""
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        await pilot.press("o")
        shown = await typed(pilot, *"qua")
        assert isinstance(pilot.app.screen, Library)
        assert "In the texts: 3 articles: Post 2, Ledger 1; 2026-03 2, 2026-02 1" in shown
        assert shown.index("The quay was dark") < shown.index("They went to the quay")
        assert shown.index("They went to the quay") < shown.index("A café opened near the quay")
        shown = await typed(pilot, *"y date:2026-02")
        assert "In the texts: 1 article" in shown
        assert "They went" not in shown
        await typed(pilot, "down", "enter")
        await rest(pilot)
        assert sheet_of(pilot).article.title == "Harbour opens"
        assert sheet_of(pilot).cursor == 2
        [pane] = [
            one for one in reader_of(pilot).panes.side_by_side if one.sheet is sheet_of(pilot)
        ]
        [hit] = pane.hits.items
        assert sheet_of(pilot).article.text[hit.start : hit.end] == "quay"


async def test_a_mistake_is_said_in_the_library(app: SluglineApp) -> None:
    """The part that is wrong, and what to write instead; the rest is searched."""
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        await pilot.press("o")
        shown = await typed(pilot, *"quay titel:x ")
        assert "titel:   “titel:” is no field: did you mean “title:”?" in shown
        assert "In the texts: 3 articles" in shown


async def test_a_saved_search_is_a_work_list(app: SluglineApp) -> None:
    """Chosen by name; article by article, labelled sentences no longer among it; escape ends it."""
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await pilot.press("o", "ctrl+f")
        assert isinstance(pilot.app.screen, SearchList)
        shown = await typed(pilot, "enter")
        assert "In the texts: 3 articles" in shown
        await typed(pilot, "ctrl+o")
        await rest(pilot)
        visited = []
        for _ in range(3):
            visited.append((sheet_of(pilot).article.title, sheet_of(pilot).cursor))
            await pilot.press("]")
            await rest(pilot)
        assert visited == [("Harbour closes", 1), ("Apples picked", 1), ("Harbour opens", 2)]
        said = [note.message for note in pilot.app._notifications]
        assert "This is the end of the work list “quay unlabelled”." in said
        await pilot.press("c", "[")
        await rest(pilot)
        await pilot.press("c", "]")
        await rest(pilot)
        assert sheet_of(pilot).article.title == "Apples picked"
        # The index never heard of these labels; the search knows them all the same.
        await pilot.press("o", "ctrl+f")
        shown = await typed(pilot, "enter")
        assert "In the texts: 1 article" in shown
        assert "The quay was dark" in shown
        shown = await typed(pilot, "ctrl+u", *"label:claim")
        assert "In the texts: 2 articles" in shown
        await pilot.press("escape", "escape", "escape")
        await rest(pilot)
        assert not reader_of(pilot).parts.work_list.is_open


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A corpus that is read behind the screen, and the folder of its project."""
    for number in range(60):
        text = f"Report {number} on the quay. Somebody counted {number * 131} ships there."
        path = tmp_path / "corpus" / f"{number:02}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        os.utime(path, (10**9, 10**9))
    return tmp_path


async def search_in(app: SluglineApp, words: str) -> str:
    """What the library shows of some words, once the corpus is read."""
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await pilot.press("o")
        shown = await typed(pilot, *words)
        said = [note.message for note in pilot.app._notifications]
        await rest(pilot)
    close(app)
    return "\n".join([shown, *said])


async def test_a_large_corpus_is_searched_in_the_project(large: Path) -> None:
    """Kept in the project's folder; the next start reads no file that is as it was."""
    project = large / "project"
    shown = await search_in(reader_app([large / "corpus"], project=project), "ships 1310")
    assert "In the texts: 1 article" in shown
    before = (project / FILE).stat().st_ino
    (large / "corpus" / "10.txt").write_text("Report 10 is about an orchard.")
    shown = await search_in(reader_app([large / "corpus"], project=project), "orchard")
    assert "In the texts: 1 article" in shown
    assert (project / FILE).stat().st_ino == before
    with open_index(project) as index:
        assert index.total == 60


async def test_a_damaged_index_is_said_and_made_anew(large: Path) -> None:
    """In one line, while the corpus is read as ever."""
    project = large / "project"
    await search_in(reader_app([large / "corpus"], project=project), "ships")
    (project / FILE).write_bytes(b"not a database" * 999)
    shown = await search_in(reader_app([large / "corpus"], project=project), "ships")
    assert "The index of the corpus was damaged: it is being made anew." in shown
    assert "In the texts: 60 articles" in shown


async def test_without_an_index_titles_are_found(large: Path) -> None:
    """Switched off: no file, the filter as ever, and a line that says why there is no more."""
    project = large / "project"
    app = reader_app([large / "corpus"], project=project, config="index: false")
    shown = await search_in(app, "report 59")
    assert "In the texts: texts cannot be searched: there is no index" in shown
    assert "Report 59 on the quay" in shown
    assert not (project / FILE).exists()


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """`slugline search` in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "tui", "search", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_from_a_shell(large: Path) -> None:
    """Rows for programs, counts for people; the same with an index, without, and without any."""
    found = run(large, "--format", "jsonl", "ships 1310", "corpus")
    [row] = [json.loads(line) for line in found.stdout.splitlines()]
    assert row["path"] == "corpus/10.txt"
    assert row["snippet"][slice(*row["snippet_hits"][0])] == "1310"
    assert "1 article found" in found.stderr
    (large / "corpus" / ".slugline").mkdir()
    assert run(large, "--format", "jsonl", "ships 1310", "corpus").stdout == found.stdout
    assert (large / "corpus" / ".slugline" / FILE).exists()
    assert run(large, "--format", "jsonl", "ships 1310", "corpus").stdout == found.stdout
    none = run(large, "--no-index", "--format", "jsonl", "ships 1310", "corpus")
    assert none.stdout == found.stdout
    missing = run(large, "orchard", "corpus")
    assert (missing.returncode, missing.stderr) == (1, "No article is found.\n")
    wrong = run(large, "ships titel:x", "corpus")
    assert wrong.returncode == 2
    assert "ships titel:x\n      ^^^^^^\n" in wrong.stderr
