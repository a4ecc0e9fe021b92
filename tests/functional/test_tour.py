"""The tour: hints that follow what is done, on a copy that nobody keeps."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from annotations.config import parse_config
from benchmarks.terminal import Terminal
from tests.functional.app import close, reader_app, rest
from tests.functional.test_next_work import press
from tests.functional.test_reading import reader_of, screen_text
from tui.app import SluglineApp
from tui.reader.tour import STEPS, Tour

ROOT = Path(__file__).parents[2]


def touring(seeds: Path, config: str = "") -> SluglineApp:
    """The reader on the samples, with the tour."""
    app = reader_app([seeds], config=config)
    parts = app.reader.parts
    parts.tour = Tour(parts.state, parts.look)
    return app


@pytest.fixture
def app(seeds: Path) -> Iterator[SluglineApp]:
    """The same, closed at the end."""
    made = touring(seeds)
    yield made
    close(made)


def hint(pilot: Pilot[None]) -> str:
    """What the tour says, as it is wrapped on the screen."""
    tour = reader_of(pilot).parts.tour
    assert tour is not None
    rows = screen_text(pilot).splitlines()[tour.row.region.y : tour.row.region.bottom]
    return " ".join(" ".join(rows).split())


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)], ids=str)
async def test_every_hint_is_followed_by_the_next_once_it_was_done(
    app: SluglineApp, size: tuple[int, int]
) -> None:
    """With real keys; hints stand beside what is read, never on it."""
    async with app.run_test(size=size) as pilot:
        await rest(pilot)
        for number, keys in enumerate(
            ("c", "j", "tab", "}", "u", "f2 escape", "? escape", "]"), start=1
        ):
            assert f"Tour {number} of {len(STEPS)}: " in hint(pilot)
            tour = reader_of(pilot).parts.tour
            assert tour is not None
            for other in reader_of(pilot).children:
                if other is not tour.row and other.display and other.region.height:
                    assert not other.region.overlaps(tour.row.region), other
            await press(pilot, *keys.split())
        assert "That is what a day needs." in hint(pilot)
        assert "ctrl+q leaves" in hint(pilot)
        await press(pilot, "c", "j")
        assert "That is what a day needs." in hint(pilot)


async def test_what_a_hint_does_not_ask_for_is_no_answer(app: SluglineApp) -> None:
    """Other keys do what they do, and the hint stays."""
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        await press(pilot, "j", "tab", "tab", "question_mark", "escape", "u")
        assert "Tour 1 of" in hint(pilot)
        await press(pilot, "q")
        assert "Tour 2 of" in hint(pilot)
        await press(pilot, "tab")
        assert "Tour 2 of" in hint(pilot)
        await press(pilot, "j")
        assert "Tour 3 of" in hint(pilot)


async def test_escape_leaves_it_but_first_drops_what_there_is_to_drop(app: SluglineApp) -> None:
    """A range, a count; then the samples are there to be tried."""
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        await press(pilot, "v", "j", "escape", "3", "escape")
        assert "Tour 1 of" in hint(pilot)
        await press(pilot, "escape")
        assert "You have left the tour." in hint(pilot)
        await press(pilot, "c")
        assert "You have left the tour." in hint(pilot)


async def test_hints_name_the_keys_and_labels_in_force(seeds: Path) -> None:
    """Remapped ones, and a scheme of one's own; labels without keys by their names."""
    config = (
        "labels: [{slug: fact, key: f5}, {slug: view}]\n"
        "keys: {reader.next: f6, reader.by_name: f7}\n"
    )
    app = touring(seeds, config)
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        assert "f5 fact." in hint(pilot)
        await press(pilot, "f5")
        assert "Press f6." in hint(pilot)
    close(app)
    app = touring(seeds, "labels: [{slug: view}]\n")
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        assert ": and its name." in hint(pilot)
    close(app)
    assert parse_config(config).keys["reader.next"] == "f6"


async def test_without_the_tour_there_is_no_row_of_it(seeds: Path) -> None:
    """Nor is it in the way of anybody who did not ask for it; help and palette name it."""
    app = reader_app([seeds])
    async with app.run_test(size=(120, 80)) as pilot:
        await rest(pilot)
        assert not reader_of(pilot).query("#tour")
        await press(pilot, "ctrl+p", *"tour")
        await pilot.pause(0.3)
        assert "Tour: the keys in two minutes" in screen_text(pilot)
        await press(pilot, "escape", "question_mark", "slash", *"two minutes")
        assert "tour: the keys in two minutes" in screen_text(pilot)
    close(app)


def test_it_touches_no_project_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the shell, and out of the reader, to which it comes back; offered once at the start."""
    folder, passing = tmp_path / "mine", tmp_path / "passing"
    folder.mkdir()
    passing.mkdir()
    (folder / "a.txt").write_text("Rain fell in Oslo. Snow fell in Bergen.\n")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("TMPDIR", str(passing))
    program = (sys.executable, "-m", "tui")
    with Terminal(*program, str(folder), cwd=folder) as terminal:
        terminal.until(lambda out: b"Take the tour now" in out)
        terminal.send(b"\r")
        terminal.wait(b"Tour 1 of 8")
        [copy] = passing.iterdir()
        terminal.send(b"c")
        terminal.until(lambda out: b"arrows" in out)
        terminal.send(b"\x11")
        terminal.until(lambda out: b"Folder for labels" in out)
        assert [*passing.iterdir()] == []
        assert not copy.exists()
        assert not (folder / ".slugline").exists()
        terminal.send(b"\r\r")
        terminal.wait(b"Oslo")
        terminal.until(lambda out: b"saved" in out)
        terminal.send(b"\x1bOS")
        terminal.wait(b"Tour 1 of 8")
        terminal.send(b"\x11")
        terminal.wait(b"Oslo")
        terminal.send(b"c")
        terminal.until(lambda out: b"1/2" in out)
    with Terminal(*program, "--project", "other", str(folder), cwd=folder) as terminal:
        terminal.wait(b"Oslo")
    with Terminal(*program, str(folder / "a.txt"), "--annotator", "x", cwd=passing) as terminal:
        terminal.wait(b"Oslo")
