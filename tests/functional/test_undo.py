"""Undo says what it took back, goes there, and asks before it takes back another window's work."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from annotations.store import open_store
from tests.functional.app import close, reader_app, rest
from tests.functional.test_next_work import corpus, press, said, where
from tests.functional.test_reading import reader_of, sheet_of
from tui.dialogs.confirm import Question

__all__ = ["corpus"]


async def test_undo_says_in_words_what_it_took_back(corpus: Path) -> None:
    """Labels, clearings, notes, doubts, ranges, marks; in which story, if it is another."""
    app = reader_app([corpus])
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        for keys, words in (
            (("q",), "Undone: quote on “The harbour opened.”."),
            (("m",), "Undone: doubt about “The harbour opened.”."),
            (("n", "a", "enter"), "Undone: note on “The harbour opened.”."),
            (("2", "c"), "Undone: 2 sentences from “The harbour opened.” on."),
            (("M",), "Undone: the mark that an article is done."),
        ):
            await press(pilot, *keys, "u")
            assert said(pilot) == words
        await press(pilot, "home", "c", "home", "x", "u")
        assert said(pilot) == "Undone: clearing of “The harbour opened.”."
        await press(pilot, ")", "u")
        assert said(pilot) == "Undone: claim on “The harbour opened.”, in “Harbour”."
        assert where(pilot) == ("harbour/1.txt", 0)
        await press(pilot, "u")
        assert said(pilot) == "Nothing to undo."
    close(app)


async def test_a_long_sentence_is_quoted_by_its_beginning(tmp_path: Path) -> None:
    """Forty letters, none of them a tag of markup."""
    path = tmp_path / "a.txt"
    path.write_text("The [b]bridge over the river at the old mill was closed for good. It fell.")
    app = reader_app([path])
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await press(pilot, "c", "u")
        assert said(pilot) == "Undone: claim on “The [b]bridge over the river at the old…”."
    close(app)


async def test_what_is_older_than_this_session_is_said_to_be(corpus: Path, tmp_path: Path) -> None:
    """It is taken back, with a word on when it was done."""
    project = tmp_path / "project"
    app = reader_app([corpus], project=project)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await press(pilot, "c")
    close(app)
    app = reader_app([corpus], project=project)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await press(pilot, "j", "c", "u")
        assert "earlier session" not in said(pilot)
        await press(pilot, "u")
        assert said(pilot).startswith(
            "Undone: claim on “The harbour opened.” (of an earlier session, "
        )
        assert not sheet_of(pilot).tags
    close(app)


async def _beside(corpus: Path, project: Path, label: str = "s") -> None:
    """Another window of the same annotator labels the last sentence of the second article."""
    other = reader_app([corpus], project=project)
    async with other.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        await press(pilot, "tab", "end", label)
    close(other)


async def _kinds(project: Path) -> list[str]:
    store = open_store(project, read_only=True)
    found = sorted(one.label for one in store.annotations())
    store.close()
    return found


async def _seen(pilot: Pilot[None]) -> None:
    """Wait until a question stands."""
    for _ in range(100):
        if isinstance(pilot.app.screen, Question):
            return
        await pilot.pause(0.02)
    raise AssertionError("nothing is asked")


async def test_another_windows_work_is_taken_back_only_after_a_question(
    corpus: Path, tmp_path: Path
) -> None:
    """No leaves it; a key typed meanwhile is not what is taken back; yes takes it back."""
    project = tmp_path / "project"
    app = reader_app([corpus], project=project)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await press(pilot, "c")
        await _beside(corpus, project)
        await press(pilot, "u")
        await _seen(pilot)
        assert reader_of(pilot).recorder.saving == 0
        await press(pilot, "escape")
        assert await _kinds(project) == ["claim", "speculation"]
        await press(pilot, "u")
        await _seen(pilot)
        await press(pilot, "enter")
        assert said(pilot) == "Undone: speculation on “Nobody stayed.”."
        assert await _kinds(project) == ["claim"]
        # What is this window's own goes without a question, and so does repeating it.
        await press(pilot, "u")
        assert said(pilot) == "Undone: claim on “The harbour opened.”."
        await press(pilot, "ctrl+r", "u")
        assert await _kinds(project) == []
        await press(pilot, "ctrl+r", "ctrl+r")
        assert await _kinds(project) == ["claim", "speculation"]
    close(app)


async def test_what_was_asked_for_and_nothing_else_is_taken_back(
    corpus: Path, tmp_path: Path
) -> None:
    """Something was done between the question and the answer."""
    project = tmp_path / "project"
    app = reader_app([corpus], project=project)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await _beside(corpus, project)
        await press(pilot, "u")
        await _seen(pilot)
        await _beside(corpus, project, "q")
        await press(pilot, "enter")
        assert "nothing was taken back" in said(pilot)
        assert await _kinds(project) == ["quote"]
    close(app)
