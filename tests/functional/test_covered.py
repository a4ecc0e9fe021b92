"""One repaint for a key; a covered reader is brought in line once, when it is seen again."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch

import pytest
from textual.strip import Strip

from annotations.review.remarks import read_remarks
from annotations.store import Change, Mark
from tests.functional.app import close, reader_app, rest
from tests.functional.team import team_store
from tests.functional.test_reading import reader_of, screen_text, sheet_of
from tests.functional.test_review import golds, press
from tests.memory_store import MemoryStore
from tui.dialogs.library import Library
from tui.dialogs.note import NotePrompt
from tui.reader.screen import ReaderScreen
from tui.store_jobs import Job
from tui.widgets.pane import ArticlePane

STORY = "calder-ferry-fire"


KEYS = ("next", "page_down", "accept", "clear", "select", "unsure", "counterpart", "other_pane")
MORE = ("next_difference", "entities", "flow", "table", "library", "cancel", "undo", "next_story")


@pytest.mark.parametrize("id_", [f"reader.{name}" for name in (*KEYS, *MORE)])
async def test_a_key_is_shown_once(seeds: Path, id_: str) -> None:
    """Whatever it changes: cursor, label and copies, panes; answers are shown when they come."""
    app = reader_app([seeds / STORY])
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        reader = reader_of(pilot)
        reader.action_label("claim")
        await rest(pilot)
        with patch.object(reader, "show_bars", side_effect=reader.show_bars) as shown:
            reader.action_label("quote")
            reader.action_do(id_)
            assert shown.call_count == 2
        await rest(pilot)
    close(app)


async def test_a_decision_of_the_review_reads_nothing_for_the_reader(seeds: Path) -> None:
    """Remarks are read once, when the reader is seen again, however many were decided."""
    store = team_store([seeds / STORY], "ana", "ben")
    app = reader_app([seeds / STORY], store=lambda: store)
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        with (
            patch("tui.reader.colleagues.read_remarks", side_effect=read_remarks) as read,
            patch.object(
                ReaderScreen, "_show", autospec=True, side_effect=ReaderScreen._show
            ) as shown,
        ):
            await press(pilot, "r", "1", "2", "1", "u")
            assert len(golds(store)) == 2
            assert read.call_count == 0
            assert shown.call_count == 1, "only the key that opened the review"
            await press(pilot, "escape")
            assert read.call_count == 1
        assert reader_of(pilot).parts.colleagues.remarks.overruled >= 0
    close(app)


async def test_what_happened_behind_a_list_is_shown_when_it_is_left(seeds: Path) -> None:
    """Labels of another window come into the state at once, and onto the screen afterwards."""
    store = MemoryStore()
    app = reader_app([seeds / STORY], store=lambda: store)
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        await press(pilot, "c", "o")
        assert isinstance(pilot.app.screen, Library)
        sheet, shown = sheet_of(pilot), reader_of(pilot)._show
        with patch.object(reader_of(pilot), "_show", side_effect=shown) as showing:
            at = sheet.cursor
            change = Change(
                sheet.article.id,
                sheet.article.sentence_id(sheet.sentences.span(at)),
                at,
                Mark("speculation"),
            )
            store.annotate(store.join("ana"), [change])
            for _ in range(100):
                await pilot.pause(0.02)
                if sheet.tag(at).label:
                    break
            assert sheet.tag(at).label == "speculation"
            assert showing.call_count == 0
            await press(pilot, "escape")
            assert showing.call_count > 0
        assert f"{at + 1} of {len(sheet.sentences)} · speculation" in screen_text(pilot)
    close(app)


async def test_what_one_looks_through_covers_nothing(seeds: Path) -> None:
    """Under a line that asks for a note the reader goes on as ever."""
    app = reader_app([seeds / STORY])
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        await press(pilot, "n")
        assert isinstance(pilot.app.screen, NotePrompt)
        reader = reader_of(pilot)
        shown = reader._show
        with patch.object(reader, "_show", side_effect=shown) as showing:
            reader.action_label("claim")
            assert showing.call_count == 1
        await press(pilot, "escape")
    close(app)


async def test_a_label_key_is_a_short_walk(seeds: Path) -> None:
    """1,200 calls from the key to what is to be drawn, 100 till the label is on its way to disk."""
    app = reader_app([seeds / STORY])
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        reader = reader_of(pilot)
        for slug in ("claim", "quote"):  # what is imported and cached by a first label
            reader.action_label(slug)
            await rest(pilot)
        calls, queued = 0, 0
        submit = reader.recorder._submit

        def count(frame: object, event: str, argument: object) -> None:
            nonlocal calls
            calls += event in ("call", "c_call")

        def submitting(job: Job) -> None:
            nonlocal queued
            queued = calls
            submit(job)

        with patch.object(reader.recorder, "_submit", submitting):
            sys.setprofile(count)
            reader.action_label("claim")
            sys.setprofile(None)
        assert 0 < queued <= 100
        assert calls <= 1_200
        await rest(pilot)
    close(app)


async def test_only_rows_that_look_other_are_drawn(seeds: Path) -> None:
    """Of the pane in focus, those of two sentences; none when the label is on disk.

    The other pane may have to scroll, so that counterparts stay on one row.
    """
    app = reader_app([seeds / STORY])
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        current = reader_of(pilot).panes.current
        drawn: list[int] = []
        render = ArticlePane.render_line

        def counted(pane: ArticlePane, y: int) -> Strip:
            if pane is current:
                drawn.append(y)
            return render(pane, y)

        with patch.object(ArticlePane, "render_line", counted):
            await press(pilot, "j")
            moved = len(drawn)
            drawn.clear()
            await press(pilot, "c")
            labelled = len(drawn)
            drawn.clear()
            await press(pilot, "pagedown")
        assert 0 < moved <= 8
        assert 0 < labelled <= 9
        assert len(drawn) > 30
    close(app)


async def test_the_cursor_scrolls_by_more_than_a_row(seeds: Path) -> None:
    """Where it nears an edge; so most keys scroll nothing."""
    app = reader_app([seeds / STORY])
    async with app.run_test(size=(120, 30)) as pilot:
        await rest(pilot)
        pane = reader_of(pilot).panes.current
        assert pane is not None
        for key in ("j", "k"):
            tops = []
            for _ in range(25):
                await press(pilot, key)
                tops.append(pane.top)
                assert sheet_of(pilot).cursor in pane.in_view
            scrolled = sum(one != other for one, other in pairwise(tops))
            assert 0 < scrolled <= 8
    close(app)
