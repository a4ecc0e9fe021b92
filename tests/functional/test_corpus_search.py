"""Searching the corpus in the library, and going through what is found, by keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.functional.app import close, reader_app, rest
from tests.functional.test_reading import reader_of, screen_text, sheet_of
from tui.app import SluglineApp
from tui.dialogs.library import Library
from tui.dialogs.search_list import SearchList

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
