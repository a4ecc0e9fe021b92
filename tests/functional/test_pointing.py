"""The mouse: ranges that are dragged, borders that are moved, hints that are clicked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import MouseDown, MouseEvent, MouseMove, MouseUp
from textual.pilot import Pilot

from annotations.config import parse_config
from tests.functional.app import close, reader_app, rest
from tests.functional.test_next_work import press
from tests.functional.test_reading import reader_of, screen_text, sheet_of
from tui.app import SluglineApp
from tui.dialogs.library import Library
from tui.dialogs.pages import Page
from tui.keys import READER
from tui.reader.resume import remembered
from tui.reader.state import LEAST_PANE, shared_out


@pytest.fixture
def app(seeds: Path) -> Iterator[SluglineApp]:
    """The reader on a sample story of three articles."""
    made = reader_app([seeds / "calder-ferry-fire"])
    yield made
    close(made)


async def move(
    pilot: Pilot[None], kind: type[MouseEvent], place: tuple[int, int], button: int
) -> None:
    """What a terminal reports of a mouse; Textual makes clicks of it."""
    x, y = place
    pilot.app.post_message(kind(None, x, y, 0, 0, button, False, False, False, x, y))
    await pilot.pause()


async def drag(pilot: Pilot[None], *places: tuple[int, int], held: bool = True) -> None:
    """Press the button at the first place, move over the others, let go at the last."""
    await move(pilot, MouseDown, places[0], 1)
    for place in places[1:]:
        await move(pilot, MouseMove, place, int(held))
    await move(pilot, MouseUp, places[-1], 1)
    await rest(pilot)


async def click(pilot: Pilot[None], words: str) -> None:
    """Click on the first letter of some words on the screen, the lowest that there are."""
    for y, line in reversed([*enumerate(screen_text(pilot).splitlines())]):
        if (x := line.find(words)) >= 0:
            await pilot.click(offset=(x, y))
            await pilot.pause()  # the click presses a key
            await rest(pilot)
            return
    raise AssertionError(f"{words!r} is not on the screen")


def row_of(pilot: Pilot[None], sentence: int, pane: int = 0) -> int:
    """The row of the screen on which a sentence of a pane begins."""
    shown = reader_of(pilot).panes.side_by_side[pane]
    for y, row in enumerate(shown._window):
        if any(piece.sentence == sentence and piece.opens for piece in row.pieces):
            return shown.region.y + 1 + y
    raise AssertionError(f"sentence {sentence} is not on the screen")


async def test_a_drag_makes_a_range_that_a_label_key_labels(app: SluglineApp) -> None:
    """Downwards and upwards, in either pane; the range stands once the button is let go."""
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        await drag(pilot, (20, row_of(pilot, 1)), (22, row_of(pilot, 2)), (20, row_of(pilot, 3)))
        sheet = sheet_of(pilot)
        assert [*sheet.selection] == [1, 2, 3]
        assert "range of 3" in screen_text(pilot)
        await press(pilot, "q")
        assert {i: tag.label for i, tag in sheet.tags.items()} == dict.fromkeys((1, 2, 3), "quote")
        await drag(pilot, (90, row_of(pilot, 2, 1)), (90, row_of(pilot, 0, 1)))
        other = sheet_of(pilot)
        assert other is not sheet
        assert [*other.selection] == [0, 1, 2]
        await press(pilot, "escape")
        assert other.anchor is None


async def test_a_click_is_no_drag_and_a_drag_no_click(app: SluglineApp) -> None:
    """Nor is a move without a button, or one inside the sentence."""
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        second = row_of(pilot, 1)
        await drag(pilot, (20, second), (24, second))
        assert (sheet_of(pilot).anchor, sheet_of(pilot).cursor) == (None, 1)
        await drag(pilot, (20, second), (20, row_of(pilot, 3)), held=False)
        assert sheet_of(pilot).anchor is None
        await drag(pilot, (20, second), (20, row_of(pilot, 3)), (20, second))
        assert [*sheet_of(pilot).selection] == [1]


async def test_a_drag_beyond_the_edge_goes_on(app: SluglineApp) -> None:
    """Sentence by sentence, as long as the mouse moves there."""
    async with app.run_test(size=(120, 20)) as pilot:
        await rest(pilot)
        pane = reader_of(pilot).panes.side_by_side[0]
        below = pane.in_view.stop
        await drag(pilot, (20, row_of(pilot, 1)), *((20 + n % 2, 19) for n in range(3)))
        assert sheet_of(pilot).anchor == 1
        assert sheet_of(pilot).cursor >= below
        assert sheet_of(pilot).cursor in pane.in_view


async def test_borders_are_moved_by_keys_and_by_the_mouse(app: SluglineApp) -> None:
    """The pane in focus grows at the cost of the next, the last at the cost of the one before."""
    async with app.run_test(size=(140, 40), notifications=True) as pilot:
        await rest(pilot)
        panes = reader_of(pilot).panes.side_by_side

        def widths() -> list[int]:
            return [pane.size.width for pane in panes]

        assert widths() == [46, 47, 47]
        await press(pilot, "shift+right")
        assert widths() == [50, 43, 47]
        await press(pilot, "tab", "tab", "ctrl+right")
        assert widths() == [50, 39, 51]
        await drag(pilot, (49, 10), (60, 12), (55, 12))
        assert widths() == [55, 34, 51]
        await drag(pilot, (89, 10), (80, 10))  # by the first column of the pane on the right
        assert widths() == [55, 25, 60]
        await drag(pilot, (54, 10), (139, 10))
        assert widths() == [56, LEAST_PANE, 60]
        await press(pilot, "shift+right")
        assert widths() == [56, LEAST_PANE, 60]
        assert "too narrow" in screen_text(pilot)
        await drag(pilot, (139, 10), (120, 10))  # the edge of the screen is no border
        assert widths() == [56, LEAST_PANE, 60]
        await press(pilot, "vertical_line")
        assert widths() == [46, 47, 47]


async def test_a_table_has_the_widths_too_and_one_pane_says_why_not(app: SluglineApp) -> None:
    """Rows stay beside each other; below 88 columns there is nothing to move."""
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await rest(pilot)
        await press(pilot, "equals_sign", "shift+right", "shift+right")
        left, right = reader_of(pilot).panes.side_by_side[:2]
        assert (left.size.width, right.size.width) == (58, 42)
        for one, other in zip(left._window, right._window, strict=True):
            assert (one.unit, one.line) == (other.unit, other.line)
        await pilot.resize_terminal(80, 30)
        await press(pilot, "shift+left")
        assert "There is one pane. From 88 columns" in screen_text(pilot)


async def test_widths_are_as_they_were_left(seeds: Path, tmp_path: Path) -> None:
    """With the rest of the place, in a terminal of another width in proportion."""
    app = reader_app([seeds / "calder-ferry-fire"], project=tmp_path / "p")
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        await press(pilot, *["shift+right"] * 3)
    close(app)
    again = reader_app([seeds / "calder-ferry-fire"], project=tmp_path / "p")
    again.reader.parts.resume.place = remembered(tmp_path / "p", "ana")
    async with again.run_test(size=(120, 30)) as pilot:
        await rest(pilot)
        sides = reader_of(pilot).panes.side_by_side[:2]
        assert [pane.size.width for pane in sides] == [74, 46]
    close(again)


@given(st.integers(40, 400), st.lists(st.integers(1, 400), min_size=1, max_size=3))
def test_widths_add_up_and_can_all_be_read(columns: int, wanted: list[int]) -> None:
    """Whatever they were in whichever terminal."""
    found = shared_out(columns, wanted)
    assert sum(found) == columns
    assert min(found) >= min(LEAST_PANE, columns // len(wanted))


async def test_what_the_bars_name_can_be_clicked(app: SluglineApp) -> None:
    """Labels, hints, `? keys`; the title and the head of the pane: the library; the legend."""
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        await click(pilot, "quote  ")
        assert sheet_of(pilot).tag(0).label == "quote"
        await click(pilot, "skip")
        assert sheet_of(pilot).is_skipped(1)
        await click(pilot, "? keys")
        assert isinstance(pilot.app.screen, Page)
        await click(pilot, "esc back")
        await click(pilot, "organisation")
        assert "Legend" in screen_text(pilot)
        await press(pilot, "escape")
        title = reader_of(pilot).state.story
        assert title is not None
        await click(pilot, title.title)
        assert isinstance(pilot.app.screen, Library)
        await click(pilot, "esc back")
        head = reader_of(pilot).panes.side_by_side[1]
        await pilot.click(offset=(head.region.x + 5, head.region.y))
        await rest(pilot)
        assert reader_of(pilot).state.focus == 1
        await pilot.click(offset=(head.region.x + 5, head.region.y))
        await rest(pilot)
        assert isinstance(pilot.app.screen, Library)
        await click(pilot, "^d ")
        assert reader_of(pilot).state.hides_done
        await press(pilot, "escape", "a")
        await click(pilot, "[labels stay]")
        assert reader_of(pilot).state.advances


async def test_a_proposal_is_accepted_and_rejected_by_a_click(seeds: Path) -> None:
    """The words of the hint row that say so."""
    app = reader_app([seeds / "calder-ferry-fire"])
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        for _ in range(sheet_of(pilot).work):
            await press(pilot, "c")
        await press(pilot, "tab", "home")
        sheet = sheet_of(pilot)
        await press(pilot, "apostrophe")
        place = sheet.cursor
        assert place in sheet.proposals
        await click(pilot, "space accepts")
        assert sheet.tag(place).label == "claim"
        await press(pilot, "u")
        assert (sheet.cursor, place in sheet.proposals) == (place, True)
        await click(pilot, "X rejects")
        assert place not in sheet.proposals
        assert not sheet.tag(place).label
    close(app)


async def test_hints_of_more_labels_than_the_row_holds(seeds: Path) -> None:
    """The list of labels is within reach, whatever the width."""
    taken = {name for key in READER for name in key.names}
    free = [number for number in range(1, 25) if f"f{number}" not in taken]
    config = "labels:\n" + "".join(
        f"  - {{slug: label-{key}, name: Label number {key}, key: f{key}}}\n" for key in free[-17:]
    )
    assert len(parse_config(config).scheme.active) == 17
    app = reader_app([seeds / "calder-ferry-fire"], config=config)
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        await click(pilot, "by name")
        assert "18 labels" in screen_text(pilot)  # with what skips
        await press(pilot, *"number 24", "enter")
        assert sheet_of(pilot).tag(0).label == "label-24"
    close(app)
