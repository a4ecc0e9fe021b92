"""The export screen with the keyboard: what is chosen is what is shown, and what is written."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from textual.pilot import Pilot

from annotations.dataset import FORMATS
from annotations.store import open_store
from annotations.store.rows import Row
from tests.functional.app import close, reader_app, rest
from tests.functional.test_reading import reader_of, screen_text
from tests.memory_store import MemoryStore
from tui.app import SluglineApp
from tui.commands.export import command
from tui.dialogs.library import Library
from tui.dialogs.pages import Page
from tui.export import choices
from tui.export.contradiction_list import Consistency
from tui.export.screen import ExportScreen

ONE = (
    "Old Mill burns\n\nThe mill by the river burnt down on Friday night. Nobody was hurt.\n\n"
    "Its owner wants to build it again by [spring]. The Bank of Ardley paid 23 people.\n"
)
OTHER = (
    "Mill is gone\n\nThe mill by the river burnt down on Sunday night. A boat was lost too.\n\n"
    "Rain had kept the fields wet for weeks. The road stays closed.\n"
)
SIZE = (120, 40)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Two stories with one sentence that is nearly the same."""
    folder = tmp_path / "corpus"
    for name, text in (("mill/a.txt", ONE), ("river/b.txt", OTHER)):
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def app(tmp_path: Path, corpus: Path) -> Iterator[SluglineApp]:
    """A reader on them; its project on disk."""
    app = reader_app([corpus], project=tmp_path / "work" / "mill")
    yield app
    close(app)


async def label(pilot: Pilot[None]) -> None:
    """Label every sentence of both articles; the sentences alike in two ways."""
    await rest(pilot)
    await pilot.press("home", "c", "c", "q", "s", "c", "right_parenthesis")
    await rest(pilot)
    await pilot.press("home", "c", "s", "q", "s", "c")
    await rest(pilot)


def screen_of(pilot: Pilot[None]) -> ExportScreen:
    """The export screen, which is on top."""
    screen = pilot.app.screen
    assert isinstance(screen, ExportScreen)
    return screen


async def to_export(pilot: Pilot[None]) -> ExportScreen:
    """Label, and open the screen."""
    await label(pilot)
    await pilot.press("W")
    await rest(pilot)
    return screen_of(pilot)


async def choose(pilot: Pilot[None], name: str) -> None:
    """Choose a format from the list."""
    await pilot.press("f", *name)
    await pilot.press("enter")
    await rest(pilot)


def headless(tmp_path: Path, out: Path, *arguments: str) -> None:
    """What the command writes from the same project."""
    project = str(tmp_path / "work" / "mill")
    done = CliRunner().invoke(command, ["--project", project, "-o", str(out), *arguments])
    assert done.exit_code == 0, done.output


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def messages(pilot: Pilot[None]) -> str:
    """Everything that was said."""
    return "\n".join(one.message for one in pilot.app._notifications)


async def test_what_is_chosen_is_shown_and_written(app: SluglineApp, tmp_path: Path) -> None:
    """Format and columns change the rows shown; the folder is what the command writes."""
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await to_export(pilot)
        text = screen_text(pilot)
        assert "10 rows from 2 articles" in text
        assert "claim 5, quote 2, speculation 3" in text
        assert "single 10" in text
        assert '{"schema":"sentence-labels/1"' in text
        await choose(pilot, "yaml")
        assert '"rows":' in screen_text(pilot)
        assert '"context_before"' in screen_text(pilot)
        await pilot.press("down", "down", "down", "right")
        await rest(pilot)
        text = screen_text(pilot)
        assert "id, text and label only" in text
        assert '"context_before"' not in text
        shown = [text for _, text in screen.files or ()]
        target = screen.choices.target(app.settings)
        await pilot.press("w")
        await rest(pilot)
        assert isinstance(pilot.app.screen, Page)
        assert "rows written to" in screen_text(pilot)
    assert target == tmp_path / "work" / "exports" / "mill-yaml"
    close(app)
    written = contents(target)
    headless(tmp_path, tmp_path / "same", "--format", "yaml", "--minimal")
    assert written == contents(tmp_path / "same")
    head, _, rows = written["train.yaml"].decode().partition('"rows":\n')
    assert shown[0].startswith(head + '"rows":\n')
    assert rows.startswith(shown[0].partition('"rows":\n')[2])


async def test_one_file_is_what_the_command_writes(
    app: SluglineApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A path that is typed is taken; the lines of Python load it, and both can be copied."""
    monkeypatch.chdir(tmp_path)
    typed = "a b/c [b].jsonl"
    out = tmp_path / typed
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await to_export(pilot)
        await pilot.press("p", "ctrl+u", *typed, "enter")
        await rest(pilot)
        assert screen.choices.parts == "file"
        await pilot.press("w")
        await rest(pilot)
        await pilot.press("y")
        assert app.clipboard == str(out)
        await pilot.press("p")
        code = app.clipboard
        await pilot.press("escape")
        await rest(pilot)
        assert "is there, and will be replaced" in screen_text(pilot)
    close(app)
    headless(tmp_path, tmp_path / "same.jsonl")
    assert out.read_bytes() == (tmp_path / "same.jsonl").read_bytes()
    loaded: dict[str, Any] = {}
    exec(code, loaded)  # the lines that somebody would paste
    assert len(loaded["rows"]) == 10
    assert all(row["text"] in ONE + OTHER for row in loaded["rows"])


async def test_where_articles_were_put_is_kept(app: SluglineApp) -> None:
    """So that the next export leaves them there; undo passes over it, to the last label."""
    async with app.run_test(size=SIZE) as pilot:
        screen = await to_export(pilot)
        await pilot.press("w")
        await rest(pilot)
        store = reader_of(pilot).store
        assert store is not None
        counted = screen.counted
        assert counted is not None
        assert counted.splits is not None
        kept = {about: heads[0].value for about, heads in store.statements("split").items()}
        assert kept == {
            article: {"split": place.split, "cluster": place.cluster_id}
            for article, place in counted.splits.places.items()
        }
        assert len(kept) == 2
        labels = len(list(store.annotations()))
        await pilot.press("escape", "escape", "u")
        await rest(pilot)
        assert len(list(store.annotations())) == labels - 1
        assert len(store.statements("split")) == 2


async def test_what_is_there_is_replaced_after_one_question(app: SluglineApp) -> None:
    """Escape leaves it, enter replaces it; files of others stay."""
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await to_export(pilot)
        target = screen.choices.target(app.settings)
        await pilot.press("w")
        await rest(pilot)
        await pilot.press("escape")
        (target / "notes.txt").write_text("mine")
        (target / "train.jsonl").write_text("old")
        await pilot.press("w")
        await rest(pilot)
        assert "will be replaced" in screen_text(pilot)
        await pilot.press("escape")
        await rest(pilot)
        assert (target / "train.jsonl").read_text() == "old"
        await pilot.press("w", "enter")
        await rest(pilot)
        assert isinstance(pilot.app.screen, Page)
        assert (target / "train.jsonl").read_text() != "old"
        assert (target / "notes.txt").read_text() == "mine"


class Gated(MemoryStore):
    """A store whose labels are not read while the gate is shut."""

    def __init__(self) -> None:
        super().__init__()
        self.open = threading.Event()
        self.open.set()
        self.waiting = threading.Event()

    def said(
        self, article_id: str, *, person: str | None = None
    ) -> Mapping[str, Mapping[int, Row]]:
        """The same, once the gate is open."""
        self.waiting.set()
        assert self.open.wait(20)
        return super().said(article_id, person=person)


@pytest.mark.parametrize("parts", ["splits", "file"])
async def test_cancelling_leaves_everything_as_it_was(
    tmp_path: Path, corpus: Path, parts: choices.Parts
) -> None:
    """No half file, no folder beside, not even the folder around it; and it says so."""
    store = Gated()
    app = reader_app([corpus], project=tmp_path / "work" / "mill", store=lambda: store)
    (tmp_path / "work").mkdir()
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await to_export(pilot)
        screen.choose(screen.choices._replace(parts=parts))
        await rest(pilot)
        store.open.clear()
        store.waiting.clear()
        await pilot.press("w")
        while not store.waiting.is_set():
            await pilot.pause(0.01)
        await pilot.press("escape")
        screen.show_bars()
        await pilot.pause()
        assert "giving up" in screen_text(pilot)
        store.open.set()
        await rest(pilot)
        assert pilot.app.screen is screen
        assert "nothing was written" in messages(pilot)
        assert list((tmp_path / "work").iterdir()) == []
        await pilot.press("w")
        await rest(pilot)
        assert isinstance(pilot.app.screen, Page)
    close(app)
    assert [path.name for path in (tmp_path / "work" / "exports").iterdir()] == [
        "mill-jsonl" if parts == "splits" else "mill-jsonl.jsonl"
    ]


async def test_a_contradiction_is_put_right_and_back_again(app: SluglineApp) -> None:
    """One key takes the other's label, as an action of its own; the counts follow."""
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await to_export(pilot)
        assert "labelled differently: 1" in screen_text(pilot)
        await pilot.press("c")
        await rest(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, Consistency)
        text = screen_text(pilot)
        assert 'Differs: 1 "Friday", 2 "Sunday"' in text or '1 "Sunday", 2 "Friday"' in text
        before = [screen.label_of(one) for one in (screen.pair.one, screen.pair.other)]
        assert sorted(before) == ["claim", "speculation"]
        await pilot.press("2")
        await rest(pilot)
        screen.follow()
        assert screen.label_of(screen.pair.other) == before[0]
        assert "0 open of 1 pair" in screen_text(pilot)
        await pilot.press("u")
        await rest(pilot)
        screen.follow()
        await pilot.pause()
        assert screen.label_of(screen.pair.other) == before[1]
        assert "1 open of 1 pair" in screen_text(pilot)
        await pilot.press("1")
        await rest(pilot)
        screen.follow()
        assert screen.label_of(screen.pair.one) == before[1]
        await pilot.press("escape")
        await rest(pilot)
        assert "labelled differently: 0" in screen_text(pilot)


async def test_a_contradiction_is_opened_in_the_reader(app: SluglineApp) -> None:
    """The one under the cursor, wherever its article is."""
    async with app.run_test(size=SIZE) as pilot:
        await to_export(pilot)
        await pilot.press("c", "down")
        screen = pilot.app.screen
        assert isinstance(screen, Consistency)
        wanted = screen.pair.other
        await pilot.press("enter")
        await rest(pilot)
        reader = reader_of(pilot)
        assert pilot.app.screen is reader
        sheet = reader.state.current
        assert sheet is not None
        assert (sheet.article.id, sheet.cursor) == (wanted.article_id, wanted.index)


async def test_what_is_not_open_is_put_right_too(app: SluglineApp, tmp_path: Path) -> None:
    """Also where the reader has not read the article yet."""
    project = tmp_path / "work" / "mill"
    async with app.run_test(size=SIZE) as pilot:
        await label(pilot)
    close(app)
    again = reader_app([tmp_path / "corpus"], project=project)
    async with again.run_test(size=SIZE) as pilot:
        await rest(pilot)
        await pilot.press("W")
        await rest(pilot)
        await pilot.press("c")
        screen = pilot.app.screen
        assert isinstance(screen, Consistency)
        reader, sides = again.reader, (screen.pair.one, screen.pair.other)
        number = next(n for n, one in enumerate(sides) if one.article_id not in reader.state.sheets)
        wanted = screen.label_of(sides[1 - number])
        await pilot.press(str(number + 1))
        await rest(pilot)
        store = again.reader.store
        assert store is not None
        said = store.annotations(article_id=sides[number].article_id)
        assert wanted in [one.mark.label for one in said if one.index == sides[number].index]
    close(again)


async def test_the_label_of_somebody_else_is_theirs(app: SluglineApp, tmp_path: Path) -> None:
    """A contradiction between people is shown, and left to them."""
    project = tmp_path / "work" / "mill"
    async with app.run_test(size=SIZE) as pilot:
        await label(pilot)
    close(app)
    store = open_store(project)
    ben, [ana] = store.join("ben"), list(store.people())[:1]
    theirs = list(store.annotations(person=ana))
    store.close()
    other = reader_app([tmp_path / "corpus"], project=project, annotator="ben")
    async with other.run_test(size=SIZE, notifications=True) as pilot:
        await rest(pilot)
        await pilot.press("W")
        await rest(pilot)
        await pilot.press("c", "1", "2")
        await rest(pilot)
        assert "ana's" in messages(pilot)
        now = reader_of(pilot).store
        assert now is not None
        assert list(now.annotations(person=ana)) == theirs
        assert list(now.annotations(person=ben)) == []
    close(other)


async def test_a_format_that_is_not_installed_says_how(
    app: SluglineApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is in the list, and is not taken."""
    found: Callable[[str], object] = find_spec
    monkeypatch.setattr(choices, "find_spec", lambda name: None if name == "spacy" else found(name))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        screen = await to_export(pilot)
        await pilot.press("f", *"spacy", "enter")
        await rest(pilot)
        assert "pip install 'slugline[spacy]'" in screen_text(pilot)
        await pilot.press("escape", "escape")
        assert screen.choices.name == "jsonl"


async def test_without_labels_nothing_is_written(app: SluglineApp, tmp_path: Path) -> None:
    """It says why, before and when it is asked."""
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await rest(pilot)
        await pilot.press("W")
        await rest(pilot)
        assert "no sentence is labelled" in screen_text(pilot)
        await pilot.press("w")
        await rest(pilot)
        assert "Nothing to export" in messages(pilot)
        assert not (tmp_path / "work" / "exports").exists()


async def test_it_is_opened_from_the_library_and_by_mouse(app: SluglineApp) -> None:
    """And its rows take a click as enter."""
    async with app.run_test(size=(80, 24)) as pilot:
        await label(pilot)
        await pilot.press("o")
        assert isinstance(pilot.app.screen, Library)
        await pilot.press("ctrl+w")
        await rest(pilot)
        screen = screen_of(pilot)
        await pilot.click("#choices", offset=(5, 2))
        await rest(pilot)
        assert screen.choices.gold_only
        assert "every labelled sentence was left out (10 with one vote" in screen_text(pilot)
        await pilot.press("escape")
        assert app.screen is app.reader


@pytest.mark.parametrize("name", FORMATS)
async def test_every_format_shows_rows_and_loads(
    app: SluglineApp, name: str, tmp_path: Path
) -> None:
    """The sentences that are shown stand in what is written, whatever the format."""
    async with app.run_test(size=SIZE) as pilot:
        screen = await to_export(pilot)
        screen.choose(screen.choices.with_format(name))
        await rest(pilot)
        assert screen.files
        assert screen.problems == {}
        shown = "\n".join(text for _, text in screen.files)
        target = screen.choices.target(app.settings)
        await pilot.press("w")
        await rest(pilot)
        done = pilot.app.screen
        assert isinstance(done, Page)
    if FORMATS[name].needs:  # no text: it is shown as JSON
        assert [line.count('"text"') for line in shown.splitlines()] == [1, 1, 1]
        return
    written = b"\n".join(contents(target).values()).decode()
    assert all(line.rstrip(",") in written for line in shown.split("\n"))
    if name in ("hf", "csv"):  # their libraries take seconds to import
        return
    loaded: dict[str, Any] = {}
    exec(done.copies[-1].text, loaded)
    assert any(loaded.get(key) for key in ("rows", "tasks", "lines", "labels", "items"))
