"""Stories renamed, merged and parted by keys, in the library and in the reader."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.events import Key
from textual.pilot import Pilot

from annotations.errors import NotSavedError
from annotations.store import Statement, open_store
from annotations.store.stories_by_hand import read_by_hand, renamed
from tests.functional.app import close, reader_app, rest
from tests.functional.test_next_work import press, said, where
from tests.functional.test_reading import reader_of, screen_text
from tests.memory_store import MemoryStore
from tui.app import SluglineApp
from tui.reader import stories
from tui.reader.resume import remembered


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Three stories of two articles each, by folder."""
    folder = tmp_path / "corpus"
    for name, text in {
        "harbour/1.txt": "Harbour one\n\nThe harbour opened. Ships came in.",
        "harbour/2.txt": "Harbour two\n\nLater the harbour closed. Ships left again.",
        "orchard/1.txt": "Orchard one\n\nThe orchard bloomed. Bees were counted.",
        "orchard/2.txt": "Orchard two\n\nApples were picked. They were sold at once.",
        "parade/1.txt": "Parade one\n\nDrums were heard early. Children waved.",
        "parade/2.txt": "Parade two\n\nRain ended it. Streets were swept at night.",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def shape(app: SluglineApp) -> dict[str, list[str]]:
    """The files of each story, by its title."""
    return {
        story.title: ["/".join(Path(card.path).parts[-2:]) for card in story.cards]
        for story in app.reader.state.stories
    }


HARBOUR = ["harbour/1.txt", "harbour/2.txt"]
ORCHARD = ["orchard/1.txt", "orchard/2.txt"]
PARADE = ["parade/1.txt", "parade/2.txt"]
AS_FOUND = {"Harbour": HARBOUR, "Orchard": ORCHARD, "Parade": PARADE}


async def type_in(pilot: Pilot[None], text: str) -> None:
    """Type into what has the focus."""
    await pilot.press(*("space" if letter == " " else letter for letter in text))
    await rest(pilot)


async def test_a_story_is_renamed_in_the_library_and_the_reader_says_so(corpus: Path) -> None:
    """At once, on the title; undone in words."""
    app = reader_app([corpus])
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await press(pilot, "o", "ctrl+n", "ctrl+u")
        await type_in(pilot, "Port reopens")
        await press(pilot, "enter")
        assert said(pilot) == "“Harbour” is called “Port reopens” now."
        assert "Port reopens" in screen_text(pilot)
        assert shape(app) == {"Port reopens": HARBOUR, "Orchard": ORCHARD, "Parade": PARADE}
        await press(pilot, "escape")
        assert "Port reopens" in screen_text(pilot)
        assert where(pilot)[0] == "harbour/1.txt"
        await press(pilot, "u")
        assert said(pilot) == "Undone: “Port reopens” is called “Harbour” again."
        assert shape(app) == AS_FOUND
        await press(pilot, "ctrl+r")
        assert said(pilot) == "Done again: the name “Port reopens” of the story “Harbour”."
        assert shape(app)["Port reopens"] == HARBOUR
    close(app)


async def test_marked_stories_become_one_in_one_step(corpus: Path) -> None:
    """The one under the cursor gives the name; one undo parts all of them again."""
    app = reader_app([corpus])
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        # Rows: Harbour, its two articles, Orchard, two, Parade, two.
        await press(pilot, "o", "home", "down", "down", "down", "ctrl+t")
        await press(pilot, "down", "down", "ctrl+t")
        assert "2 marked" in screen_text(pilot)
        await press(pilot, "home", "ctrl+l")
        assert said(pilot) == "“Harbour”, “Orchard” and “Parade” are one story now."
        assert shape(app) == {"Harbour": [*HARBOUR, *ORCHARD, *PARADE]}
        assert "by hand, 6 articles" in screen_text(pilot)
        assert "marked" not in screen_text(pilot)
        await press(pilot, "alt+u")
        assert said(pilot) == "Undone: “Harbour”, “Orchard” and “Parade” are three stories again."
        assert shape(app) == AS_FOUND
        await press(pilot, "alt+r")
        assert shape(app) == {"Harbour": [*HARBOUR, *ORCHARD, *PARADE]}
        await press(pilot, "alt+u", "escape")
        assert where(pilot)[0] == "harbour/1.txt"
    close(app)


async def test_an_article_moves_to_a_story_that_is_typed(corpus: Path) -> None:
    """From the library by the row, from the reader by the article in focus."""
    app = reader_app([corpus])
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await press(pilot, "o", "home", "down", "down", "ctrl+g")
        assert "Move “Harbour two” to which story?" in screen_text(pilot)
        await type_in(pilot, "orch")
        await press(pilot, "enter")
        assert said(pilot) == "“Harbour two” is in “Orchard” now."
        assert shape(app) == {
            "Orchard": ["harbour/2.txt", *ORCHARD],
            "Parade": PARADE,
            "Harbour": ["harbour/1.txt"],
        }
        await press(pilot, "alt+u")
        assert said(pilot) == "Undone: “Harbour two” is in “Harbour” again."
        await press(pilot, "escape", "ctrl+g")
        await type_in(pilot, "parade")
        await press(pilot, "enter")
        assert shape(app)["Parade"] == ["harbour/1.txt", *PARADE]
        assert app.reader.state.story is not None
        assert app.reader.state.story.title == "Parade"
        assert where(pilot)[0] == "harbour/1.txt"
    close(app)


async def test_an_article_is_taken_out_and_goes_back(corpus: Path) -> None:
    """As a story of its own, called as it is; back by what the picker offers last."""
    app = reader_app([corpus])
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await press(pilot, "tab", "ctrl+x")
        assert said(pilot) == "“Harbour two” is a story of its own now."
        assert shape(app)["Harbour two"] == ["harbour/2.txt"]
        assert shape(app)["Harbour"] == ["harbour/1.txt"]
        assert where(pilot)[0] == "harbour/2.txt"
        await press(pilot, "ctrl+x")
        assert said(pilot) == "That is a story of its own already."
        await press(pilot, "ctrl+g", "end", "enter")
        assert said(pilot) == "“Harbour two” is where it is found to belong."
        assert shape(app) == AS_FOUND
        await press(pilot, "u")
        assert said(pilot) == "Undone: “Harbour two”: where somebody put it, again."
        assert shape(app)["Harbour two"] == ["harbour/2.txt"]
    close(app)


async def test_a_large_corpus_is_arranged_by_a_worker(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keys do not wait for it; what comes is the same, of the last word said."""
    monkeypatch.setattr(stories, "AT_ONCE", 0)
    app = reader_app([corpus])
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await pilot.press("o", "home", "down", "ctrl+x", "home")
        await rest(pilot)
        await press(pilot, "home", "down", "ctrl+x")
        assert shape(app) == {
            "Orchard one": ["orchard/1.txt"],
            "Orchard": ["orchard/2.txt"],
            "Harbour one": ["harbour/1.txt"],
            "Harbour": ["harbour/2.txt"],
            "Parade": PARADE,
        }
        await press(pilot, "alt+u", "alt+u")
        assert shape(app) == AS_FOUND
    close(app)


async def test_the_review_says_what_it_takes_back(corpus: Path) -> None:
    """In words, and the reader below it follows."""
    app = reader_app([corpus])
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await press(pilot, "ctrl+x", "r", "u")
        assert said(pilot) == "Undo: a change of stories."
        assert shape(app) == AS_FOUND
    close(app)


async def test_a_key_with_alt_is_no_letter_of_the_filter(corpus: Path) -> None:
    """Terminals send the letter with it."""
    app = reader_app([corpus])
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await press(pilot, "o", "home", "down", "ctrl+x")
        assert "Harbour one" in shape(app)
        app.post_message(Key("alt+u", "u"))
        await rest(pilot)
        await rest(pilot)
        assert shape(app) == AS_FOUND
        assert "found: u" not in screen_text(pilot)
    close(app)


async def test_the_library_undoes_no_label(corpus: Path) -> None:
    """What the eye does not see there is not taken back there."""
    app = reader_app([corpus])
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await press(pilot, "c", "o", "alt+u")
        assert "no change of stories" in said(pilot)
        assert app.reader.state.current is not None
        assert app.reader.state.current.labelled == 1
    close(app)


async def test_it_is_there_after_a_restart_and_side_by_side_as_before(
    corpus: Path, tmp_path: Path
) -> None:
    """The articles of a merged story stand beside each other again."""
    project = tmp_path / "project"
    app = reader_app([corpus], project=project)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await press(pilot, "o", "home", "down", "down", "down", "ctrl+t", "home", "ctrl+l")
        await press(pilot, "escape", "t", "t")
        beside = [app.reader.state.card(slot).path for slot in (0, 1)]
        assert {Path(path).parent.name for path in beside} == {"harbour", "orchard"}
    close(app)
    again = reader_app([corpus], project=project)
    again.reader.parts.resume.place = remembered(project, "ana")
    async with again.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        assert shape(again)["Harbour"] == [*HARBOUR, *ORCHARD]
        assert [again.reader.state.card(slot).path for slot in (0, 1)] == beside
    close(again)


async def test_next_work_goes_through_the_stories_as_they_are_now(corpus: Path) -> None:
    """An article that was put here is gone on to before the next story."""
    app = reader_app([corpus])
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await press(pilot, "o")
        await type_in(pilot, "parade one")
        await press(pilot, "down", "ctrl+g")
        await type_in(pilot, "harbour")
        await press(pilot, "enter", "escape", "escape")
        visited = []
        for _ in range(6):
            await press(pilot, "c", "]")
            visited.append(where(pilot)[0])
        assert set(visited) == {"harbour/1.txt", "harbour/2.txt", "parade/1.txt"}
    close(app)


async def test_an_unsaved_change_is_taken_off_the_screen(corpus: Path) -> None:
    """What the disk did not take is not shown as if it were so; saving again shows it."""

    class Failing(MemoryStore):
        fails = True

        def state(
            self, person: str, statements: Sequence[Statement], *, for_good: bool = False
        ) -> None:
            if self.fails:
                raise NotSavedError("Not saved: the disk is full.")
            super().state(person, statements, for_good=for_good)

    store = Failing()
    app = reader_app([corpus], store=lambda: store)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await press(pilot, "ctrl+x")
        assert "the disk is full" in said(pilot)
        assert shape(app) == AS_FOUND
        store.fails = False
        await press(pilot, "R")
        assert shape(app)["Harbour one"] == ["harbour/1.txt"]
    close(app)


async def test_what_another_window_did_is_seen(corpus: Path, tmp_path: Path) -> None:
    """Within the moment in which labels of others are seen."""
    project = tmp_path / "project"
    app = reader_app([corpus], project=project)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        other = open_store(project)
        ben = other.join("Ben")
        story = app.reader.state.stories[0]
        other.state(ben, renamed(story, "Ben’s harbour", read_by_hand(other)))
        other.close()
        for _ in range(200):
            await pilot.pause(0.02)
            if "Ben’s harbour" in shape(app):
                break
        assert "Ben’s harbour" in screen_text(pilot)
        assert reader_of(pilot).state.story is not None
    close(app)


async def test_the_palette_finds_it(corpus: Path) -> None:
    """By “rename story” and “move article”."""
    app = reader_app([corpus])
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await press(pilot, "ctrl+p")
        await type_in(pilot, "rename story")
        await pilot.pause(0.3)
        await press(pilot, "enter")
        assert "Name of the story" in screen_text(pilot)
        await press(pilot, "escape", "ctrl+p")
        await type_in(pilot, "move article")
        await pilot.pause(0.3)
        await press(pilot, "enter")
        assert "to which story?" in screen_text(pilot)
    close(app)


async def test_the_library_has_a_page_of_its_keys(corpus: Path) -> None:
    """And the hints stand in the footer at 80 columns."""
    app = reader_app([corpus])
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await rest(pilot)
        await press(pilot, "o")
        for hint in ("^n rename", "^t mark", "^l merge", "^g move", "^x out", "f1 keys"):
            assert hint in screen_text(pilot)
        await press(pilot, "f1")
        assert "merge what is marked" in screen_text(pilot)
    close(app)
