"""Messages and hints beside what is read: nothing covers it, and nothing cuts what is typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets._toast import Toast, ToastRack

from tests.functional.app import close, reader_app, rest
from tests.functional.test_next_work import press
from tests.functional.test_reading import screen_text
from tui.app import SluglineApp

NEWS = [f"News number {n} of several that came at about the same time." for n in range(6)]


@pytest.fixture
def app(seeds: Path) -> Iterator[SluglineApp]:
    """The reader on a sample story of three articles."""
    made = reader_app([seeds / "calder-ferry-fire"])
    yield made
    close(made)


def seen(pilot: Pilot[None], widget: Widget) -> Region:
    """What of a widget is not scrolled or cut away."""
    return pilot.app.screen.find_widget(widget).visible_region


def toasts(pilot: Pilot[None]) -> list[Widget]:
    """Messages of the front screen that can be seen."""
    return [toast for toast in pilot.app.screen.query(Toast) if seen(pilot, toast).area]


def beside(pilot: Pilot[None]) -> list[Widget]:
    """What else of the front screen can be seen."""
    screen = pilot.app.screen
    leaves = (one for one in screen.query("*") if not one.children and one.display)
    return [one for one in leaves if not isinstance(one, Toast | ToastRack) and one.region.area]


async def tell(pilot: Pilot[None]) -> None:
    """Let several things be said."""
    for text in NEWS:
        pilot.app.notify(text, markup=False, timeout=60)
    await pilot.pause()
    await pilot.pause()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("key", ["f12", "question_mark", "f2", "o", "I", "N", "C", "V", "W", "r"])
async def test_messages_cover_nothing(app: SluglineApp, key: str, size: tuple[int, int]) -> None:
    """On pages, lists, the export and the review as on the reader."""
    async with app.run_test(size=size, notifications=True) as pilot:
        await rest(pilot)
        await press(pilot, "c", key)
        await rest(pilot)
        await tell(pilot)
        shown = toasts(pilot)
        assert shown
        for toast in shown:
            assert not [one for one in beside(pilot) if one.region.overlaps(seen(pilot, toast))]


@pytest.mark.parametrize("key", ["S", "n", "slash", "colon", "ctrl+n", "E"])
async def test_over_a_prompt_only_the_bars_are_covered(app: SluglineApp, key: str) -> None:
    """They stand at the top: neither the article nor what is asked goes out of sight."""
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await rest(pilot)
        await press(pilot, key)
        await rest(pilot)
        is_modal = pilot.app.screen.is_modal
        await tell(pilot)
        shown = toasts(pilot)
        assert shown
        for toast in shown:
            assert seen(pilot, toast).bottom <= 2 or not is_modal
            assert not [one for one in beside(pilot) if one.region.overlaps(seen(pilot, toast))]


async def test_news_does_not_take_the_page(app: SluglineApp) -> None:
    """The latest are shown; what went wrong stays for its time."""
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await rest(pilot)
        pilot.app.notify("Something is wrong.", severity="warning", timeout=60)
        await tell(pilot)
        text = screen_text(pilot)
        assert "Something is wrong." in text
        assert [news in text for news in NEWS] == [False] * 3 + [True] * 3


async def test_a_message_that_went_leaves_no_row(app: SluglineApp) -> None:
    """Said again, or made room for others: the article has the rows that nothing is said in."""
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await rest(pilot)
        height = pilot.app.screen.query_one("#panes").size.height
        for text in ("One thing.", "One thing.", "One thing.", *NEWS):
            pilot.app.notify(text, markup=False, timeout=60)
            await pilot.pause()
            await pilot.pause()
        panes = pilot.app.screen.query_one("#panes")
        rows = sum(toast.size.height for toast in toasts(pilot))
        assert rows == 3
        assert len(pilot.app.screen.query_one(ToastRack).children) == rows
        assert panes.size.height == height - rows


@pytest.mark.parametrize("columns", [60, 80, 100])
@pytest.mark.parametrize("key", ["o", "N", "C", "V", "E"])
async def test_what_is_typed_to_narrow_a_list_is_seen(
    app: SluglineApp, key: str, columns: int
) -> None:
    """Hints make room for it, except how to choose and how to leave."""
    async with app.run_test(size=(columns, 24)) as pilot:
        await rest(pilot)
        await press(pilot, "c", key, *"harbour")
        await rest(pilot)
        foot = screen_text(pilot).splitlines()[-1]
        assert "harbour" in foot
        assert "enter" in foot
        assert "esc" in foot
