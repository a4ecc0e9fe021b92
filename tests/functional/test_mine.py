"""What is mine: in the library, as next work, in the title and in line mode; the team's page."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from annotations.articles.corpus import find
from annotations.articles.load import load
from annotations.language.sentences import cut
from annotations.store import Store, open_store
from annotations.store.assignments import assigned, read_assignments
from tests.functional.app import close, reader_app, rest
from tests.functional.hostile import ATTACK, BAD
from tests.functional.test_next_work import corpus, press, said, where
from tests.functional.test_reading import reader_of, screen_text
from tui.app import SluglineApp
from tui.plain.labelling import Labelling

__all__ = ["corpus"]

Given = Callable[..., Path]


@pytest.fixture
def given(corpus: Path, tmp_path: Path) -> Given:
    """Assigns files of the corpus to people, as Lea; gives the project."""
    project = tmp_path / "project"

    def give(name: str, *files: str) -> Path:
        store = open_store(project)
        lea, person = store.join("Lea"), store.join(name)
        titles = {}
        for file in files:
            article = load(corpus / file)
            store.freeze(article, cut(article))
            titles[article.id] = article.title
        store.state(lea, assigned(titles, [person], read_assignments(store)))
        store.close()
        return project

    return give


def mine(project: Path, name: str = "ana") -> set[str]:
    """The files of what is somebody's."""
    store: Store = open_store(project, read_only=True)
    person = next(one for one, called in store.people().items() if called == name)
    ids = read_assignments(store).of(person)
    files = find([project.parent / "corpus"]).files
    paths = [Path(file.path) for file in files if load(file.path).id in ids]
    found = {f"{path.parent.name}/{path.name}" for path in paths}
    store.close()
    return found


async def test_next_work_goes_through_mine_first_then_says_so(corpus: Path, given: Given) -> None:
    """Also from an article that is not mine; then on as ever; the title counts down."""
    project = given("ana", "harbour/2.txt", "orchard/1.txt")
    app = reader_app([corpus], project=project)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        assert where(pilot) == ("harbour/1.txt", 0)
        assert "yours: 5 left" in screen_text(pilot)
        await press(pilot, "]")
        assert where(pilot) == ("harbour/2.txt", 0)
        assert "which is yours" in said(pilot)
        await press(pilot, "c", "c", "c", "]")
        assert where(pilot) == ("orchard/1.txt", 0)
        assert "yours: 2 left" in screen_text(pilot)
        await press(pilot, "c", "c")
        assert "yours: done" in screen_text(pilot)
        await press(pilot, "]")
        assert where(pilot) == ("orchard/2.txt", 0)
        assert "Nothing of yours is left" in said(pilot)
        await press(pilot, "c", "]")
        assert where(pilot) == ("orchard/2.txt", 1)
        await press(pilot, "u", "u")
        assert "yours: 1 left" in screen_text(pilot)
        await press(pilot, "]")
        assert where(pilot) == ("orchard/1.txt", 1)
        await press(pilot, "M")
        assert "yours: done" in screen_text(pilot)
    close(app)


async def test_without_assignments_nothing_is_said(corpus: Path) -> None:
    """As before there was any of this."""
    app = reader_app([corpus])
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        assert "yours" not in screen_text(pilot)
        await press(pilot, "c", "c", "]")
        assert where(pilot) == ("harbour/2.txt", 0)
        assert said(pilot).startswith("On in “")
        await press(pilot, "I")
        assert "yours" not in screen_text(pilot)
    close(app)


async def test_the_library_lists_mine_then_nobodys_then_all(corpus: Path, given: Given) -> None:
    """Whose an article is stands beside it; what was listed is remembered with the place."""
    given("ben", "harbour/1.txt")
    project = given("ana", "harbour/2.txt")
    app = reader_app([corpus], project=project)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await press(pilot, "o")
        assert "1 yours" in screen_text(pilot)
        assert re.search(r"ben.* 0/2", screen_text(pilot))
        await press(pilot, "ctrl+e")
        text = screen_text(pilot)
        assert "Library: yours" in text
        assert "Later" in text.replace("2.txt", "Later")
        assert "rchard" not in text
        assert " ben " not in text
        await press(pilot, "ctrl+e")
        assert "Library: nobody's" in screen_text(pilot)
        assert "yours 0/" not in screen_text(pilot)
        assert "rchard" in screen_text(pilot)
        await press(pilot, "escape")
        app.reader.parts.resume.keep()
    close(app)
    again = reader_app([corpus], project=project)
    from tui.reader.resume import remembered

    again.reader.parts.resume.place = remembered(project, "ana")
    async with again.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        assert again.reader.state.whose == "nobody"
        await press(pilot, "o", "ctrl+e")
        assert "Library: " not in screen_text(pilot)
    close(again)


async def test_a_claim_is_made_shown_undone_and_given_back(corpus: Path, given: Given) -> None:
    """From the library, of an article or of what is marked; what a lead assigned stays."""
    project = given("ana", "harbour/2.txt")
    app = reader_app([corpus], project=project)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await press(pilot, "o", "ctrl+k")
        assert "is yours now" in said(pilot)
        assert "2 yours" in screen_text(pilot)
        assert mine(project) == {"harbour/1.txt", "harbour/2.txt"}
        await press(pilot, "ctrl+k")
        assert "no longer claimed" in said(pilot)
        assert mine(project) == {"harbour/2.txt"}
        await press(pilot, "home", "ctrl+t", "end", "ctrl+t", "ctrl+k")
        assert "2 articles are yours now." in said(pilot)
        assert mine(project) == {"harbour/1.txt", "harbour/2.txt", "orchard/2.txt"}
        await press(pilot, "alt+u")
        assert "3 articles" not in said(pilot)
        assert "not claimed" in said(pilot)
        assert mine(project) == {"harbour/2.txt"}
        await press(pilot, "escape", "ctrl+r")
        assert len(mine(project)) == 3
        await press(pilot, "u")
        assert "not claimed" in said(pilot)
        assert mine(project) == {"harbour/2.txt"}
        await press(pilot, "ctrl+r", "o")
        assert len(mine(project)) == 3
        assert "3 yours" in screen_text(pilot)
        await press(pilot, "home", "down", "down", "ctrl+k")
        assert "assigned to you already" in said(pilot)
        assert len(mine(project)) == 3
    close(app)


async def test_today_says_what_of_mine_is_left(corpus: Path, given: Given) -> None:
    """Beside the story and the corpus."""
    project = given("ana", "harbour/2.txt", "orchard/1.txt")
    app = reader_app([corpus], project=project)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await press(pilot, "I")
        assert re.search(r"yours +5 of 5 sentences left \(2 articles\)", screen_text(pilot))
    close(app)


async def test_what_is_assigned_elsewhere_comes_without_files(
    tmp_path: Path, corpus: Path, given: Given
) -> None:
    """An article that was handed out is listed beside those of the folder, to be labelled."""
    project = given("ana", "harbour/2.txt")
    (corpus / "harbour/2.txt").unlink()
    app = reader_app([corpus], project=project)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await press(pilot, "]")
        assert reader_of(pilot).state.current.article.id in app.reader.state.mine  # type: ignore[union-attr]
        await press(pilot, "c")
        assert "yours: 2 left" in screen_text(pilot)
    close(app)


def lines(labelling: Labelling, *typed: str) -> str:
    """What line mode says to what is typed."""
    return "\n".join(line for one in typed for line in labelling.take(one))


def test_line_mode_goes_through_mine_first(corpus: Path, given: Given) -> None:
    """Lists it, takes articles and gives them back, with undo in words."""
    project = given("ana", "orchard/2.txt")
    store = open_store(project)
    app = reader_app([corpus])
    labelling = Labelling(app.reader.state.stories, app.reader.parts.settings.config, store, "ana")
    begun = "\n".join(labelling.begin())
    assert "1 article here is yours" in begun
    assert "Apples were picked." in begun
    assert re.search(r"^4\. .*, yours, you are here$", lines(labelling, "mine"), re.MULTILINE)
    done = lines(labelling, "c", "c", "]")
    assert "Nothing of yours is left." in done
    assert "The harbour opened." in done
    assert "is yours now" in lines(labelling, "take")
    assert "no longer claimed" in lines(labelling, "take")
    assert "is yours again" in lines(labelling, "u")
    assert "Undone: " in lines(labelling, "u")
    assert "1. " not in lines(labelling, "mine")
    assert "assigned to you already" in lines(labelling, "o 4", "take")
    store.close()


async def team_page(app: SluglineApp, pilot: Pilot[None]) -> str:
    """The page of the team, as text."""
    await rest(pilot)
    await press(pilot, "ctrl+e")
    return screen_text(pilot)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)], ids=str)
async def test_the_team_is_shown_to_its_lead(
    corpus: Path, given: Given, size: tuple[int, int]
) -> None:
    """Assigned against done, days, labels, agreement, what waits; it scrolls, and q leaves."""
    given("ben\x1b[31m<b>", "harbour/1.txt", "orchard/1.txt")
    project = given("ana", "harbour/2.txt")
    app = reader_app([corpus], project=project)
    async with app.run_test(size=size, notifications=True) as pilot:
        await rest(pilot)
        await press(pilot, "]", "c", "q")
        text = await team_page(app, pilot)
        assert "2 of 7 sentences labelled" in text
        assert re.search(r"ana +█+░+ +2 +3", text)
        assert "0 of 2 articles finished" in text
        assert "ben" in text
        assert "[31m<b>" in text
        assert "\x1b" not in text
        await pilot.press("end")
        await rest(pilot)
        assert "decided" in screen_text(pilot)
        await press(pilot, "q")
        assert app.screen is app.reader
    close(app)


async def test_the_team_in_ascii_and_without_colour(
    corpus: Path, given: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only signs that such a terminal has."""
    monkeypatch.setenv("NO_COLOR", "1")
    project = given("ana", "harbour/2.txt")
    app = reader_app([corpus], project=project, config="reader: {glyphs: ascii}")
    async with app.run_test(size=(80, 40), notifications=True) as pilot:
        await rest(pilot)
        await press(pilot, "]", "c", "q")
        text = await team_page(app, pilot)
        assert re.search(r"ana +#+\.+ +2 +3", text)
        drawn = [row for row in text.splitlines() if "#" in row]
        assert len(drawn) >= 3
        assert all(row.isascii() for row in drawn if "–" not in row)
    close(app)


async def test_names_of_colleagues_are_harmless_in_the_library(corpus: Path, given: Given) -> None:
    """However long, whatever they hold."""
    project = given(f"ben{ATTACK}" * 3, "harbour/1.txt")
    app = reader_app([corpus], project=project)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await rest(pilot)
        await press(pilot, "o")
        text = screen_text(pilot)
        assert "ben" in text
        assert not BAD.search(text)
    close(app)
