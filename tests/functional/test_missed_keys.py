"""Keys for what one would otherwise do in several strokes."""

from __future__ import annotations

import webbrowser
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.events import Paste
from textual.widgets import TextArea

from annotations.store import Annotation
from tests.functional.app import close, reader_app, rest
from tests.functional.test_reading import screen_text
from tui import local_state
from tui.app import SluglineApp

_TEXT = """---
title: Ferry aground
source: Harbour Post
url: {url}
---
A ferry ran aground off Kelm. Nobody was hurt. It will sail again on Monday. Tickets stay valid.
"""


@pytest.fixture
def app(tmp_path: Path) -> Iterator[SluglineApp]:
    """The reader on an article that has an address."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "ferry.md").write_text(_TEXT.format(url="https://example.org/ferry"))
    made = reader_app([tmp_path / "a"], project=tmp_path / "project")
    yield made
    close(made)


def _kept(app: SluglineApp) -> dict[int, Annotation]:
    store = app.reader.store
    assert store is not None
    return {one.index: one for k in store.articles() for one in store.annotations() if one.mark}


async def test_label_and_note_in_one_stroke_are_one_action(app: SluglineApp) -> None:
    """`alt` and a label's key; what is left by escape labels nothing; `u` takes back both."""
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        await pilot.press("alt+q", "escape")
        await rest(pilot)
        assert _kept(app) == {}
        await pilot.press("alt+q", *"whose?", "enter")
        await rest(pilot)
        assert (_kept(app)[0].label, _kept(app)[0].note) == ("quote", "whose?")
        sheet = app.reader.state.current
        assert sheet is not None
        assert sheet.cursor == 1
        await pilot.press("u")
        await rest(pilot)
        assert _kept(app) == {}


async def test_what_was_labelled_last_is_marked_as_unsure(app: SluglineApp) -> None:
    """`A`, without going back; once more takes it away."""
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        await pilot.press("A")
        await rest(pilot)
        assert _kept(app) == {}
        await pilot.press("c", "2", "q", "A")
        await rest(pilot)
        assert {i: one.unsure for i, one in _kept(app).items()} == {0: False, 1: True, 2: True}
        sheet = app.reader.state.current
        assert sheet is not None
        assert sheet.cursor == 3
        await pilot.press("A")
        await rest(pilot)
        assert not any(one.unsure for one in _kept(app).values())


async def test_a_note_keeps_its_lines(app: SluglineApp) -> None:
    """Typed or pasted; the details show them apart, and it can be changed."""
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        await pilot.press("n", *"one", "ctrl+j", *"two", "enter")
        await rest(pilot)
        assert _kept(app)[0].note == "one\ntwo"
        assert "one / two" in screen_text(pilot)
        await pilot.press("n")
        text = app.screen.query_one(TextArea)
        text.post_message(Paste("\r\nthree \r\n\r\nfour\r\n"))
        await pilot.pause()
        await pilot.press("enter")
        await rest(pilot)
        assert _kept(app)[0].note == "one\ntwo\nthree\n\nfour"


async def test_notes_and_unsure_marks_are_gone_to(app: SluglineApp) -> None:
    """Forwards and back."""
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        await pilot.press("j", "m", "end", "n", "x", "enter", "home", "'")
        await rest(pilot)
        sheet = app.reader.state.current
        assert sheet is not None
        assert sheet.cursor == 1
        await pilot.press("'")
        assert sheet.cursor == 3
        await pilot.press('"')
        assert sheet.cursor == 1


async def test_copy_with_source_and_how_to_quit(app: SluglineApp) -> None:
    """ctrl+c copies, and says how one quits the first time."""
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        await pilot.press("ctrl+y")
        assert app.clipboard == (
            "A ferry ran aground off Kelm.\n"
            "(Harbour Post, Ferry aground, https://example.org/ferry)"
        )
        await pilot.press("ctrl+c")
        assert app.clipboard == "A ferry ran aground off Kelm."
        said = [one.message for one in app._notifications]
        assert said == ["Copied 1 sentence. ctrl+q quits.", "Copied 1 sentence."]


@pytest.mark.parametrize(
    ("url", "opened"),
    [("https://example.org/ferry", True), ("file:///etc/passwd", False), ("", False)],
)
async def test_only_a_web_address_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str, opened: bool
) -> None:
    """And only by its key: an article may name anything."""
    given: list[str] = []

    def note(address: str) -> bool:
        given.append(address)
        return True

    monkeypatch.setattr(webbrowser, "open", note)
    (tmp_path / "ferry.md").write_text(_TEXT.format(url=url or '""'))
    made = reader_app([tmp_path / "ferry.md"])
    async with made.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        assert given == []
        await pilot.press("ctrl+o")
        assert given == ([url] if opened else [])
    close(made)


async def test_j_and_k_move_in_a_picker_until_something_is_typed(app: SluglineApp) -> None:
    """`/` lets the first letter be one of them."""
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        await pilot.press("c", "c", "c")
        await rest(pilot)
        await pilot.press("V", "j", "j", "k")
        await pilot.pause()
        screen = app.screen
        assert screen.rows.cursor == 1  # type: ignore[attr-defined]
        await pilot.press("/", "k", "e", "l")
        await pilot.pause()
        assert screen.query_text == "kel"  # type: ignore[attr-defined]
        await pilot.press("escape", "j")
        assert screen.query_text == ""  # type: ignore[attr-defined]


async def test_a_theme_that_was_chosen_stays(app: SluglineApp, tmp_path: Path) -> None:
    """In this project, on this machine."""
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        [light] = [
            one for one in app.get_system_commands(app.screen) if one.title == "Theme: light"
        ]
        light.callback()
        await rest(pilot)
    assert local_state.read(tmp_path / "project").theme == "light"
    again = reader_app([tmp_path / "a"], project=tmp_path / "project")
    assert again.theme == "slugline-light"
    assert again.reader.look.palette.theme == "light"
    async with again.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        [back] = [
            one
            for one in again.get_system_commands(again.screen)
            if one.title == "Theme: as configured"
        ]
        back.callback()
        await rest(pilot)
        assert again.theme == "slugline-dark"
    assert local_state.read(tmp_path / "project").theme == ""


async def test_notes_are_gone_to_over_the_story(tmp_path: Path) -> None:
    """In further articles, opened for it; no further than the story."""
    for number in (1, 2, 3):
        path = tmp_path / "harbour" / f"{number}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"Report number {number} came. Ships left at {number}. Nobody stayed.")
    made = reader_app([tmp_path / "harbour"], project=tmp_path / "project")
    async with made.run_test(size=(80, 30), notifications=True) as pilot:
        await rest(pilot)
        await pilot.press("m", "t", "t", "end", "m")
        await rest(pilot)
        state = made.reader.state
        marked = [(id_, i) for id_, sheet in state.sheets.items() for i in sheet.tags]
        assert len(marked) == 2
        await pilot.press("(", '"', '"', '"', '"')
        await rest(pilot)
        places = []
        for key in ('"', "'", "'", '"'):
            await pilot.press(key)
            await rest(pilot)
            assert state.current is not None
            places.append((state.current.article.id, state.current.cursor))
        assert places == [marked[0], marked[1], marked[1], marked[0]]
        said = [one.message for one in made._notifications]
        assert any(one.endswith("below, or in the later articles of the story.") for one in said)
    close(made)


async def test_a_count_repeats_what_looks_for_something_and_waits_for_nothing(
    tmp_path: Path,
) -> None:
    """`3,` goes to the third hit; a key that needs no count uses it up: no label follows thrice."""
    (tmp_path / "a.txt").write_text(" ".join(f"Ship {n} came." for n in range(9)))
    made = reader_app([tmp_path / "a.txt"], project=tmp_path / "project")
    async with made.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        await pilot.press("slash", *"ship", "enter")
        await rest(pilot)
        await pilot.press("3", "comma")
        await rest(pilot)
        sheet = made.reader.state.current
        assert sheet is not None
        assert sheet.cursor == 3
        await pilot.press("2", "semicolon")
        assert sheet.cursor == 1
        await pilot.press("5", "e", "c")
        await rest(pilot)
        assert list(_kept(made)) == [1]
        await pilot.press("6", "]")
        await rest(pilot)
        assert sheet.cursor == 8
    close(made)
