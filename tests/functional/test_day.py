"""Today: what was labelled, the pace, what is left; a summary at the end."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from annotations.store import open_store
from benchmarks.terminal import Terminal
from tests.functional.app import close, reader_app, rest
from tests.functional.test_next_work import corpus, press
from tests.functional.test_reading import reader_of, screen_text
from tui.reader.day import lasting
from tui.theme import KINDS, Palette
from tui.widgets.bars import Title, TitleBar
from tui.widgets.glyphs import glyphs
from tui.widgets.row_builder import Line

__all__ = ["corpus"]


def after_the_screen(terminal: Terminal) -> bytes:
    """What stands in the terminal once the program is gone."""
    everything = bytearray()

    def note(out: bytes) -> bool:
        everything[:] = out
        return False

    with pytest.raises(OSError, match="Input/output"):
        terminal.until(note)
    _, closed, after = bytes(everything).rpartition(b"\x1b[?1049l")
    assert closed
    return after


async def test_the_day_is_a_key_away(corpus: Path, tmp_path: Path) -> None:
    """Labels of today, also those of an earlier session; what is left here and everywhere."""
    project = tmp_path / "project"
    app = reader_app([corpus], project=project)
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        await press(pilot, "c", "q")
        assert reader_of(pilot).parts.day.summary()[0].startswith("2 labels in 1 story, ")
        assert reader_of(pilot).parts.day.summary()[1:] == ["  Harbour: 3 of 5 sentences left"]
    close(app)
    app = reader_app([corpus], project=project)
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        assert reader_of(pilot).parts.day.summary() == []  # nothing was done here
        await press(pilot, "tab", "c", "m", "I")
        await pilot.pause(0.3)
        await press(pilot, "escape", "I")
        text = screen_text(pilot)
        assert re.search(r"today +3 labels in ", text)
        assert re.search(r"pace +too few labels to say", text)
        assert re.search(r"this session +1 label\b", text)
        assert re.search(r"this story +2 of 5 sentences left", text)
        assert re.search(r"the corpus +6 of 9 sentences left", text)
        assert re.search(r"finished +1 of 4 articles", text)
        await press(pilot, "escape", "u", "u", "ctrl+r", "M", ")", "M")
        # One label is there again; an article that is done has nothing left.
        assert reader_of(pilot).parts.day.summary()[0].startswith("1 label in 1 story, ")
        assert reader_of(pilot).parts.day.summary()[1:] == ["  Harbour: nothing is left"]
    close(app)


@pytest.mark.parametrize(
    ("columns", "said"), [(80, "Harbour  ana "), (160, "Harbour  ana in letters/")]
)
async def test_who_works_in_which_project_stands_on_the_screen(
    corpus: Path, tmp_path: Path, columns: int, said: str
) -> None:
    """The name at least, the folder where there is room; a click on it tells both in full."""
    project = tmp_path / "letters" / ".slugline"
    project.parent.mkdir()
    app = reader_app([corpus], project=project)
    async with app.run_test(size=(columns, 30)) as pilot:
        await rest(pilot)
        top = screen_text(pilot).splitlines()[0]
        assert said in top
        await pilot.click(offset=(top.index("ana"), 0))
        await rest(pilot)
        text = screen_text(pilot)
        assert re.search(r"annotator +ana\b", text)
        assert "letters/.slugline" in "".join(text.split())
    close(app)


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_the_title_row_keeps_the_story_and_leaves_out_whole_things(columns: int) -> None:
    """However much is proposed, and whatever people and folders are called."""
    bar = TitleBar(Palette("dark"), glyphs("unicode"))
    value = Title("Harbour closed", "story 12 of 40", tuple(KINDS), "19 proposed, 7 with x")
    for who in (("ana in letters/", "ana"), ("a name of quite a few words", "船長" * 9)):
        for one in (value._replace(who=who), value._replace(who=who, proposed="", kinds=())):
            bar.value = one
            strip = bar.draw(Line(columns, bar.ground))
            assert strip.cell_length == cell_len(strip.text) == columns
            assert strip.text.startswith(" Harbour closed ")
            assert "19" in strip.text or not one.proposed
            shown = strip.text.removeprefix(" Harbour closed").split("  ")
            assert any(part.strip() in who for part in shown[:2]) or not any(
                name[:3] in strip.text for name in who
            )


def test_times_in_words() -> None:
    """Seconds, minutes, hours; rounded, never 60 of anything."""
    said = [lasting(seconds) for seconds in (0.4, 59, 60, 3_569, 3_575, 7_500, 7_199, 3_600_000)]
    assert said == ["0 s", "59 s", "1 min", "59 min", "1 h", "2 h 5 min", "2 h", "1,000 h"]


def test_the_summary_stands_in_the_terminal_when_something_was_done(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Through the real program; a look around says nothing."""
    open_store(corpus / ".slugline").close()
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    command = (sys.executable, "-m", "tui", "open", "--annotator", "ana", str(corpus))
    with Terminal(*command, cwd=tmp_path) as terminal:
        terminal.wait(b"harbour opened")
        terminal.send(b"j")
        terminal.until(lambda out: b"2 of 2" in out)
        terminal.send(b"\x11")
        assert b"label" not in after_the_screen(terminal)
    with Terminal(*command, cwd=tmp_path) as terminal:
        terminal.wait(b"harbour")
        terminal.send(b"c")
        terminal.until(lambda out: b"1/5" in out)
        terminal.send(b"\x11")
        after = after_the_screen(terminal)
        assert b"1 label in 1 story, " in after
        assert b"Harbour: 4 of 5 sentences left" in after
