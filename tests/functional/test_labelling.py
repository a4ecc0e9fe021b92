"""Labelling with the keyboard: what is pressed is what the store holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.events import Paste

from annotations.store import Annotation
from tests.functional.app import close, reader_app, rest
from tests.functional.test_reading import screen_text
from tests.memory_store import MemoryStore

STORY = "estmark-rate-cut"


class Bench:
    """A reader on two articles, and the store behind it."""

    def __init__(self, seeds: Path) -> None:
        self.store = MemoryStore()
        self.app = reader_app([seeds / STORY], store=lambda: self.store)

    def labels(self) -> list[tuple[int, str]]:
        """Sentence and label of everything stored, in order."""
        return [(a.index, a.label) for a in self.annotations()]

    def annotations(self) -> list[Annotation]:
        """What is stored."""
        return sorted(self.store.annotations(), key=lambda a: (a.article_id, a.index))


@pytest.fixture
def bench(seeds: Path) -> Iterator[Bench]:
    """A reader on a story of the samples."""
    bench = Bench(seeds)
    yield bench
    close(bench.app)


async def test_one_key_labels_and_moves_on(bench: Bench) -> None:
    """A label a key, and the cursor stands on the next sentence."""
    async with bench.app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        await pilot.press("c", "q", "j", "s")
        await rest(pilot)
        sheet = bench.app.reader.state.current
        assert sheet is not None
        assert sheet.cursor == 4
        assert sheet.labelled == 3
        assert bench.labels() == [(0, "claim"), (1, "quote"), (3, "speculation")]
        [first, *_] = bench.annotations()
        assert first.article_id == sheet.article.id
        assert first.sentence_id == sheet.article.sentence_id(sheet.sentences.span(0))
        assert first.guideline == "1"


async def test_undo_and_redo_go_back_and_forth_and_show_where(bench: Bench) -> None:
    """Single, bulk and cleared alike; the cursor follows."""
    async with bench.app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        await pilot.press("c", "3", "q", "home", "x")
        await rest(pilot)
        assert bench.labels() == [(1, "quote"), (2, "quote"), (3, "quote")]
        await pilot.press("u")
        await rest(pilot)
        assert bench.labels()[0] == (0, "claim")
        await pilot.press("u")
        await rest(pilot)
        assert bench.labels() == [(0, "claim")]
        assert bench.app.reader.state.current is not None
        assert bench.app.reader.state.current.cursor == 1
        await pilot.press("u")
        await rest(pilot)
        assert bench.labels() == []
        await pilot.press("u", "ctrl+r", "ctrl+r")
        await rest(pilot)
        assert bench.labels() == [(0, "claim"), (1, "quote"), (2, "quote"), (3, "quote")]


async def test_a_range_is_labelled_as_one_action(bench: Bench) -> None:
    """`v`, some moves, a label; one undo takes all of it back."""
    async with bench.app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        await pilot.press("j", "v", "j", "j", "s")
        await rest(pilot)
        assert bench.labels() == [(i, "speculation") for i in (1, 2, 3)]
        assert bench.app.reader.state.current is not None
        assert bench.app.reader.state.current.cursor == 4
        assert bench.app.reader.state.current.anchor is None
        await pilot.press("u")
        await rest(pilot)
        assert bench.labels() == []


async def test_notes_unsure_marks_and_repeat(bench: Bench) -> None:
    """They are kept beside the label, and survive another label."""
    async with bench.app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        await pilot.press("m", "n", *"check [b] this", "enter")
        await rest(pilot)
        await pilot.press("c", ".")
        await rest(pilot)
        first, second = bench.annotations()
        assert (first.label, first.unsure, first.note) == ("claim", True, "check [b] this")
        assert (second.label, second.unsure, second.note) == ("claim", False, "")
        await pilot.press("home", "m")
        await rest(pilot)
        assert not bench.annotations()[0].unsure


async def test_boilerplate_is_passed_by_until_it_is_wanted(bench: Bench) -> None:
    """The cursor ends at the last sentence of the report; `F` lets it on to the tail."""
    async with bench.app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        await pilot.press("end")
        sheet = bench.app.reader.state.current
        assert sheet is not None
        body_end = sheet.cursor
        assert body_end < len(sheet.sentences) - 1
        assert all(
            sheet.sentences.is_boilerplate(i) for i in range(body_end + 1, len(sheet.sentences))
        )
        await pilot.press("F", "end", "c")
        await rest(pilot)
        assert bench.labels() == [(len(sheet.sentences) - 1, "claim")]
        assert sheet.labelled == 0


async def test_staying_where_one_is_can_be_switched_on(bench: Bench) -> None:
    """`a` while reading; the default comes from the configuration."""
    async with bench.app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        await pilot.press("a", "c", "q")
        await rest(pilot)
        assert bench.labels() == [(0, "quote")]
        await pilot.press("a", "s", "s")
        await rest(pilot)
        assert bench.labels() == [(0, "speculation"), (1, "speculation")]


async def test_next_unlabelled_and_the_other_pane(bench: Bench) -> None:
    """`]` skips what is labelled; `tab` goes to the article beside."""
    async with bench.app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        await pilot.press("c", "c", "c", "home", "]")
        sheet = bench.app.reader.state.current
        assert sheet is not None
        assert sheet.cursor == 3
        await pilot.press("[")
        assert sheet.cursor == 3
        await pilot.press("tab", "q")
        await rest(pilot)
        other = bench.app.reader.state.current
        assert other is not None
        assert other is not sheet
        assert [(a.article_id, a.label) for a in bench.annotations() if a.label == "quote"] == [
            (other.article.id, "quote")
        ]


async def test_clicking_a_label_gives_it(bench: Bench) -> None:
    """The mouse works too: a sentence, then a label of the line at the bottom."""
    async with bench.app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        await pilot.click(offset=(20, 7))
        sheet = bench.app.reader.state.current
        assert sheet is not None
        clicked = sheet.cursor
        assert clicked > 0
        await pilot.click(offset=(12, 39))
        await rest(pilot)
        assert bench.labels() == [(clicked, "quote")]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\n\n  "])
async def test_a_note_keeps_every_line_that_is_pasted(bench: Bench, newline: str) -> None:
    """Terminals send lines in several ways; the details show them behind one another."""
    async with bench.app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        await pilot.press("n", "x", "space")
        assert bench.app.screen.focused is not None
        bench.app.screen.focused.post_message(Paste(f"first line{newline}second line{newline}"))
        await pilot.pause()
        assert "second line" in screen_text(pilot)
        await pilot.press("enter")
        await rest(pilot)
        kept = bench.annotations()[0].note
        assert [line.strip() for line in kept.split("\n") if line] == [
            "x first line",
            "second line",
        ]
        assert "\r" not in kept
        assert "x first line / " in screen_text(pilot)


async def test_a_note_that_is_too_long_says_so(bench: Bench) -> None:
    """What there is room for is taken."""
    async with bench.app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await pilot.press("n")
        assert bench.app.screen.focused is not None
        bench.app.screen.focused.post_message(Paste("word\n" * 1_000))
        await pilot.pause()
        assert "There is room for 2,000 letters" in screen_text(pilot)
        await pilot.press("enter")
        await rest(pilot)
        assert len(bench.annotations()[0].note) in (1_999, 2_000)
