"""Reading: panes by width, jumps, search, the library, pages; hostile text stays text."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from annotations.articles.article import Span
from annotations.workflow.open_article import Sheet
from tests.functional.app import close, reader_app, rest
from tui.app import SluglineApp
from tui.dialogs.library import Library
from tui.dialogs.pages import Page
from tui.keys import READER, readable
from tui.reader.screen import ReaderScreen
from tui.widgets.pane import ArticlePane


def reader_of(pilot: Pilot[None]) -> ReaderScreen:
    """The reader under test."""
    assert isinstance(pilot.app, SluglineApp)
    return pilot.app.reader


def sheet_of(pilot: Pilot[None]) -> Sheet:
    """The sheet in focus."""
    sheet = reader_of(pilot).state.current
    assert sheet is not None
    return sheet


def screen_text(pilot: Pilot[None]) -> str:
    """What stands on the screen, row by row."""
    lines = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in lines)


@pytest.mark.parametrize(
    ("width", "panes", "strip"), [(80, 1, True), (120, 2, False), (200, 3, False)]
)
async def test_as_many_panes_as_fit(seeds: Path, width: int, panes: int, strip: bool) -> None:
    """Three from 132 columns, two from 88, else one and a strip with the counterpart."""
    app = reader_app([seeds / "estmark-rate-cut"])
    async with app.run_test(size=(width, 40)) as pilot:
        await rest(pilot)
        reader = reader_of(pilot)
        assert [pane.display for pane in reader.panes.side_by_side].count(True) == panes
        assert reader.panes.strip.display is strip
        assert (reader.panes.strip.sheet is not None) is strip
    close(app)


async def test_the_sentence_stays_in_place_when_the_terminal_changes(seeds: Path) -> None:
    """Wider, narrower, one pane or three: the cursor's sentence is the same and visible."""
    app = reader_app([seeds / "estmark-rate-cut"])
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        await pilot.press(*"jjjjjjjjjjjj")
        before = sheet_of(pilot).cursor
        for size in ((200, 50), (80, 24), (60, 20), (120, 40)):
            await pilot.resize_terminal(*size)
            await rest(pilot)
            sheet = sheet_of(pilot)
            pane = reader_of(pilot).panes.of(sheet)
            assert sheet.cursor == before
            assert pane is not None
            assert before in pane.in_view
    close(app)


async def test_a_terminal_that_is_too_small_says_so(seeds: Path) -> None:
    """And works again once it has grown."""
    app = reader_app([seeds / "estmark-rate-cut"])
    async with app.run_test(size=(59, 20)) as pilot:
        await rest(pilot)
        assert "This terminal is 59x20" in screen_text(pilot)
        await pilot.resize_terminal(80, 24)
        await rest(pilot)
        assert "claim" in screen_text(pilot)
    close(app)


async def test_moves_by_sentence_paragraph_screen_and_count(seeds: Path) -> None:
    """The cursor is always on a sentence that is in view."""
    app = reader_app([seeds / "abu-dhabi-talks"])
    async with app.run_test(size=(120, 24)) as pilot:
        await rest(pilot)
        sheet = sheet_of(pilot)
        await pilot.press("J")
        second = sheet.cursor
        assert sheet.opens_paragraph(second)
        assert second > 0
        await pilot.press("j", "K")
        assert sheet.cursor == second
        await pilot.press("1", "0", "j")
        assert sheet.cursor == second + 10
        await pilot.press("5", "k")
        assert sheet.cursor == second + 5
        for keys in (["pagedown"], ["pagedown"], ["pageup"], ["G"], ["home"], ["7", "G"]):
            await pilot.press(*keys)
            pane = reader_of(pilot).panes.of(sheet)
            assert pane is not None
            assert sheet.cursor in pane.in_view
        assert sheet.cursor == 6
    close(app)


async def test_enter_jumps_to_the_counterpart_and_back(seeds: Path) -> None:
    """There and back again leaves the cursor where it was."""
    app = reader_app([seeds / "abu-dhabi-talks"])
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        await pilot.press("j", "j", "j", "j")
        here = sheet_of(pilot)
        await pilot.press("enter")
        assert sheet_of(pilot) is not here
        await pilot.press("enter")
        assert sheet_of(pilot) is here
        assert here.cursor == 4
    close(app)


async def test_copying_gives_the_sentence_as_it_is_kept(seeds: Path) -> None:
    """Curly quotes and all."""
    app = reader_app([seeds / "abu-dhabi-talks"])
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        sheet = sheet_of(pilot)
        await pilot.press("j", "y")
        assert app.clipboard == sheet.sentences.span(1).of(sheet.article.text)
        await pilot.press("v", "j", "y")
        start, end = sheet.sentences.span(1).start, sheet.sentences.span(2).end
        assert app.clipboard == Span(start, end).of(sheet.article.text)
    close(app)


async def test_the_library_filters_as_one_types_and_opens_what_is_chosen(seeds: Path) -> None:
    """Stories with their articles; enter opens one, escape takes the filter back first."""
    app = reader_app([seeds])
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        await pilot.press("o")
        await pilot.pause()
        library = pilot.app.screen
        assert isinstance(library, Library)
        everything = library.rows.total
        await pilot.press(*"ferry led")
        assert 0 < library.rows.total < everything
        assert "Ledger" in screen_text(pilot)
        await pilot.press("escape")
        assert library.rows.total == everything
        await pilot.press(*"ferry led", "down", "enter")
        await rest(pilot)
        card = reader_of(pilot).state.card(reader_of(pilot).state.focus)
        assert card.source == "The Strait Ledger"
        assert sheet_of(pilot).article.id == card.article_id
    close(app)


async def test_help_lists_every_key_in_force_and_guidelines_every_label(seeds: Path) -> None:
    """Generated from the bindings and the scheme, remapped keys too."""
    app = reader_app([seeds], config="keys: {reader.note: Y}")
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        await pilot.press("question_mark")
        await pilot.pause()
        page = pilot.app.screen
        assert isinstance(page, Page)
        shown = "\n".join(f"{part.lead} {part.text}" for part in page._parts)
        for key in READER:
            assert key.does in shown
        assert "Y write a note" in shown
        assert readable("question_mark") == "?"
        await pilot.press("escape", "g")
        await pilot.pause()
        for label in reader_of(pilot).look.scheme:
            assert label.title in screen_text(pilot)
    close(app)


async def test_the_palette_reaches_every_action(seeds: Path) -> None:
    """By name, with its key beside it."""
    app = reader_app([seeds])
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        commands = list(app.get_system_commands(app.reader))
        assert len(commands) >= len(READER)
        [undo] = [command for command in commands if command.title.startswith("Undo")]
        assert undo.help == "u"
        await pilot.press("ctrl+p")
        await pilot.press(*"theme: light")
        await pilot.pause()
        await pilot.press("enter")
        await rest(pilot)
        assert app.theme == "slugline-light"
        assert app.reader.look.palette.theme == "light"
    close(app)


HOSTILE = (
    "A headline with [b]markup[/b] and an \x1b]0;owned\x07escape\n\n"
    "He said [/b] and left. The \u202etxet desrever\u202c stays visible. "
    "Two\u200bparts, a soft\u00adhyphen, 日本語, e\u0301, and 👩\u200d🚀 in one line.\n"
)


async def test_hostile_text_is_shown_and_does_nothing(tmp_path: Path) -> None:
    """No control reaches the screen, no markup is read, offsets still refer to the text."""
    (tmp_path / "[red]\u202eevil.txt").write_text(HOSTILE, encoding="utf-8")
    app = reader_app([tmp_path])
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        await pilot.press("j", "n", *"[/b] [red]note", "enter")
        await rest(pilot)
        shown = screen_text(pilot)
        assert "[b]markup[/b]" in shown
        assert "[/b] and left." in shown
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        assert "↔txet desrever↔" in shown
        await pilot.press("o")
        await pilot.pause()
        assert "\u202e" not in screen_text(pilot)
    close(app)


async def test_problem_files_are_named_and_the_rest_opens(tmp_path: Path) -> None:
    """Empty, binary, too large: each with its reason in the library."""
    (tmp_path / "good.txt").write_text("One sentence. Another sentence.\n", encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00")
    (tmp_path / "large.txt").write_text("Long. " * 50_000, encoding="utf-8")
    app = reader_app([tmp_path], config="articles: {max_megabytes: 0.1}")
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        assert sheet_of(pilot).article.path.endswith("good.txt")
        await pilot.press("o")
        await pilot.pause()
        shown = screen_text(pilot)
        for name in ("empty.txt", "binary.txt", "large.txt"):
            assert name in shown
    close(app)


async def test_100_000_sentences_open_and_only_what_is_visible_is_wrapped(tmp_path: Path) -> None:
    """Rows are made for the screen, not for the article."""
    line = "The ministry said that {} people had left the town. Nobody counted them again.\n"
    text = "".join(line.format(i) for i in range(50_000))
    (tmp_path / "long.txt").write_text(text, encoding="utf-8")
    app = reader_app([tmp_path])
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        sheet = sheet_of(pilot)
        assert len(sheet.sentences) == 100_000
        await pilot.press("G", "k", "c", "5", "0", "0", "G")
        await rest(pilot)
        assert sheet.labelled == 1
        assert sheet.cursor == 499
        pane = reader_of(pilot).query(ArticlePane).first()
        assert pane._rows is not None
        assert len(pane._rows._units) < 500
    close(app)


async def test_names_light_up_and_switches_hide_them(seeds: Path) -> None:
    """`*` goes to the next mention of the name under the cursor; `e` and `f` are switches."""
    app = reader_app([seeds / "abu-dhabi-talks"])
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        reader = reader_of(pilot)
        sheet = sheet_of(pilot)
        assert reader.study.highlights[sheet.article.id].items
        names = reader.study.highlights[sheet.article.id]
        [first, *_] = [item for item in names.items if item.entity]
        sheet.cursor = sheet.sentences.at(first.start)
        await pilot.press("asterisk")
        assert reader.state.lit
        assert reader.state.lit in reader.study.highlights[sheet.article.id].entity_at(
            sheet.sentences.span(sheet.cursor)
        )
        await pilot.press("e", "f")
        assert reader.panes.shown_kinds == frozenset()
        await pilot.press("f")
        assert reader.panes.shown_kinds == {"quantity"}
    close(app)
