"""One repaint for a key; a covered reader is brought in line once, when it is seen again."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest

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
