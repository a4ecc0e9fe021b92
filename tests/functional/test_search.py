"""Searching for words here, in the story, in the project, by keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.functional.app import close, reader_app, rest
from tests.functional.test_reading import reader_of, screen_text, sheet_of
from tui.app import SluglineApp
from tui.dialogs.hit_list import HitList

_TEXTS = {
    "harbour/1.txt": "Ships came at dawn. The ship’s crew slept. A café opened.",
    "harbour/2.txt": "Nothing came at night. Nobody saw anything of it.",
    "harbour/3.txt": "One more\nSHIP came. It was the last one of the day.",
    "orchard/1.txt": "Apples were picked. They were sent by ship to the coast.",
    "orchard/2.txt": "Pears were picked. They were eaten at once by the pickers.",
}


@pytest.fixture
def app(tmp_path: Path) -> Iterator[SluglineApp]:
    """Two stories; the first one is open."""
    for name, text in _TEXTS.items():
        path = tmp_path / "corpus" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    made = reader_app([tmp_path / "corpus"])
    yield made
    close(made)


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press, and wait for what was looked through."""
    await pilot.press(*keys)
    await rest(pilot)


def at(pilot: Pilot[None]) -> tuple[str, int]:
    """File and sentence under the cursor."""
    path = Path(sheet_of(pilot).article.path)
    return f"{path.parent.name}/{path.name}", sheet_of(pilot).cursor


def said(pilot: Pilot[None]) -> str:
    """What was said last."""
    return [note.message for note in pilot.app._notifications][-1]


async def open_first(pilot: Pilot[None]) -> None:
    """Start in the first article of the harbour's story."""
    await rest(pilot)
    reader = reader_of(pilot)
    [story] = [one for one in reader.state.stories if one.title == "Harbour"]
    reader.apply(reader.parts.navigation.open_story(story.key))
    await rest(pilot)
    assert at(pilot) == ("harbour/1.txt", 0)


async def test_from_hit_to_hit_through_the_story_and_the_project(app: SluglineApp) -> None:
    """Counted; on to the next article; beyond the story only after saying so; round, said."""
    async with app.run_test(size=(160, 40), notifications=True) as pilot:
        await open_first(pilot)
        await press(pilot, "slash", *"ship", "enter")
        assert at(pilot) == ("harbour/1.txt", 0)
        counts = "“ship”: 1 of 2 here, 3 in the story, 4 in the project"
        assert counts in screen_text(pilot)
        await press(pilot, "comma")
        assert at(pilot) == ("harbour/1.txt", 1)
        await press(pilot, "comma")
        assert at(pilot) == ("harbour/3.txt", 1)
        assert "1 of 1 here, 3 in the story" in screen_text(pilot)
        await press(pilot, "comma")
        assert at(pilot) == ("harbour/3.txt", 1)
        assert said(pilot).endswith(", goes on through the project (5 articles).")
        await press(pilot, "comma")
        assert at(pilot) == ("orchard/1.txt", 1)
        assert said(pilot) == "On in the story “Orchard”."
        await press(pilot, "comma")
        assert at(pilot) == ("harbour/1.txt", 0)
        assert "passed: on from the first" in said(pilot)
        await press(pilot, "semicolon")
        assert at(pilot) == ("orchard/1.txt", 1)
        assert "passed: on from the last" in said(pilot)
        await press(pilot, "semicolon", "semicolon")
        assert at(pilot) == ("harbour/1.txt", 1)
        await press(pilot, "escape")
        assert "in the story" not in screen_text(pilot)


async def test_the_scope_is_switched_in_the_prompt(app: SluglineApp) -> None:
    """`tab`: the project, then this article alone, which goes round in itself."""
    async with app.run_test(size=(160, 40), notifications=True) as pilot:
        await open_first(pilot)
        await pilot.press("slash")
        await pilot.pause()
        assert "Search this story" in screen_text(pilot)
        await pilot.press("tab")
        assert "Search the whole project" in screen_text(pilot)
        await press(pilot, *"apples", "enter")
        assert at(pilot) == ("orchard/1.txt", 0)
        await press(pilot, "slash", "tab", *"picked", "enter")
        assert at(pilot) == ("orchard/1.txt", 0)
        await press(pilot, "comma")
        assert at(pilot) == ("orchard/1.txt", 0)
        assert "last hit of the article was passed" in said(pilot)
        await press(pilot, "slash", *"zeppelin", "enter")
        assert said(pilot) == "“zeppelin” does not occur in this article."
        await press(pilot, "slash", "tab", "tab", *"zeppelin", "enter")
        assert said(pilot) == "“zeppelin” does not occur in the whole project."


@pytest.mark.parametrize("typed", ["SHIP'S crew", "ship’s  crew", "CAFE", "more ship"])
async def test_as_people_type_it(app: SluglineApp, typed: str) -> None:
    """Capitals, quotes, accents and ends of lines are no difference; the hit is lit up."""
    async with app.run_test(size=(160, 40)) as pilot:
        await open_first(pilot)
        await pilot.press("slash")
        app.screen.query_one("OneLine").value = typed  # type: ignore[attr-defined]
        await press(pilot, "enter")
        reader = reader_of(pilot)
        pane = reader.panes.of(sheet_of(pilot))
        assert pane is not None
        [hit] = pane.hits.items
        here = sheet_of(pilot).sentences.span(sheet_of(pilot).cursor)
        assert here.start <= hit.start < here.end


async def test_all_hits_as_a_list(app: SluglineApp) -> None:
    """Articles with their sentences; filtered by typing; enter goes there, lit up."""
    async with app.run_test(size=(160, 40)) as pilot:
        await open_first(pilot)
        await press(pilot, "slash", "tab", *"ship", "ctrl+l")
        assert isinstance(app.screen, HitList)
        await pilot.pause(0.3)
        text = screen_text(pilot)
        assert "4 hits in 3 articles" in text
        assert "They were sent by ship to the coast." in text
        await press(pilot, *"coast", "enter")
        assert at(pilot) == ("orchard/1.txt", 1)
        assert "1 of 1 here" in screen_text(pilot)
        await press(pilot, "backslash", "escape")
        assert at(pilot) == ("orchard/1.txt", 1)


async def test_a_key_without_words_says_what_searches(app: SluglineApp) -> None:
    """And an empty prompt repeats what was searched for."""
    async with app.run_test(size=(160, 40), notifications=True) as pilot:
        await open_first(pilot)
        await press(pilot, "comma")
        assert said(pilot) == "/ searches for words."
        await press(pilot, "backslash")
        assert app.screen is app.reader
        await press(pilot, "slash", *"came", "enter", "slash", "enter")
        assert at(pilot) == ("harbour/2.txt", 0)


async def test_a_search_is_stopped_and_gone_on_with(app: SluglineApp) -> None:
    """`esc` while articles are still looked through; what was found until then stays out."""
    async with app.run_test(size=(160, 40), notifications=True) as pilot:
        await open_first(pilot)
        reader = reader_of(pilot)
        await pilot.press("slash", *"ship", "enter")
        reader.apply(reader.parts.words.stop())
        await rest(pilot)
        assert "in the story" not in screen_text(pilot)
        await press(pilot, "comma", "comma", "comma")
        assert at(pilot) == ("harbour/3.txt", 1)
