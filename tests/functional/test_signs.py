"""Every sign has a name on the screen, messages cover nothing, help can be searched."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import SystemCommand

from tests.functional.app import reader_app, rest
from tests.functional.test_reading import screen_text
from tui.theme import KINDS
from tui.widgets.glyphs import ASCII, UNICODE, Glyphs
from tui.widgets.legend import COLOURS, DIFFERENCES, ELSEWHERE, MARKS

PUNCTUATION = {"cut", "dot", "between", "to", "open_quote", "close_quote"}
"""Glyphs that tell nothing by themselves."""


def test_every_glyph_has_a_name() -> None:
    """One that is added has to be explained."""
    named = {one.sign for one in (*MARKS, *DIFFERENCES, *ELSEWHERE)}
    assert named == set(UNICODE._fields) - PUNCTUATION
    assert COLOURS.keys() == KINDS.keys()


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_a_sign_of_the_gutter_has_one_meaning(glyphs: Glyphs) -> None:
    """In its column, and no mark is a difference: the unsure mark is no counterpart."""
    marks = [getattr(glyphs, one.sign) for one in MARKS]
    differences = [getattr(glyphs, one.sign) for one in DIFFERENCES]
    assert len(set(marks)) == len(marks)
    assert len(set(differences)) == len(differences)
    assert not set(marks) & set(differences)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_messages_cover_nothing(seeds: Path, size: tuple[int, int]) -> None:
    """They stand in rows of their own below everything else, which stays whole."""
    app = reader_app([seeds / "estmark-rate-cut"])
    async with app.run_test(size=size, notifications=True) as pilot:
        await rest(pilot)
        before = screen_text(pilot).splitlines()
        await pilot.press("home", "u")
        await pilot.pause(0.1)
        rows = screen_text(pilot).splitlines()
        [at] = [n for n, row in enumerate(rows) if "Nothing to undo" in row]
        assert at > next(n for n, row in enumerate(rows) if "? keys" in row)
        assert any(" of " in row and "? keys" not in row for row in rows[at - 4 : at])
        assert rows[0] == before[0]
        cursor = app.reader.panes.current
        assert cursor is not None
        assert cursor.sheet is not None
        assert cursor.sheet.cursor in cursor.in_view


async def test_modes_are_seen_while_they_last(seeds: Path) -> None:
    """On the row above the details, until the key that began them ends them."""
    app = reader_app([seeds / "estmark-rate-cut"])
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        await pilot.press("a", "L", "F", "f", "1", "2")
        row = screen_text(pilot).splitlines()[-3]
        for mode in ("count 12", "labels stay", "panes apart", "boilerplate too", "no quantities"):
            assert f"[{mode}]" in row
        await pilot.press("escape", "a", "L", "F", "f")
        assert "[" not in screen_text(pilot).splitlines()[-3]


async def test_a_proposal_stands_whole_with_its_keys_at_80_columns(tmp_path: Path) -> None:
    """Whatever the details say besides; what makes it doubtful before where it comes from."""
    (tmp_path / "x").mkdir()
    for name, verb in (("a", "was closed"), ("b", "was not closed")):
        (tmp_path / "x" / f"{name}.txt").write_text(
            f"The harbour of Kelm {verb} on Monday because of the storm, the council said.\n\n"
            "Nobody was hurt when the ferry ran aground off the western pier.\n"
        )
    app = reader_app([tmp_path / "x"])
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        await pilot.press("c", "tab")
        await rest(pilot)
        row = screen_text(pilot).splitlines()[-3]
        assert row.startswith(" space accepts, X rejects · suggested: claim (negation differs; ")
        await pilot.resize_terminal(130, 24)
        await rest(pilot)
        row = screen_text(pilot).splitlines()[-3]
        assert "suggested: claim, as in A sentence 1 (edited, " in row
        assert "negation differs)" in row


async def test_the_sign_at_the_cursor_is_said_in_words(seeds: Path) -> None:
    """A conflict above all."""
    app = reader_app([seeds / "estmark-rate-cut"])
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        await pilot.press(">")
        await rest(pilot)
        row = screen_text(pilot).splitlines()[-3]
        assert "≠ conflict: a quantity that the other article gives differently" in row


async def test_the_legend_opens_and_is_found_in_the_palette(seeds: Path) -> None:
    """By `f2`, and under the words that one would look for."""
    app = reader_app([seeds / "estmark-rate-cut"])
    async with app.run_test(size=(100, 60)) as pilot:
        await rest(pilot)
        found: list[SystemCommand] = list(app.get_system_commands(app.screen))
        for word in ("legend", "conflict", "moved"):
            assert [one for one in found if word in one.title.lower()]
        assert not [one for one in found if "_sign" in one.help or "bracket" in one.help]
        await pilot.press("f2")
        await pilot.pause()
        text = screen_text(pilot)
        assert "conflict: a quantity that the other article gives differently" in text
        await pilot.press("escape")
        assert app.screen is app.reader


async def test_help_has_the_keys_of_a_day_first_and_can_be_searched(seeds: Path) -> None:
    """`/` narrows it; escape shows all again, then leaves."""
    app = reader_app([seeds / "estmark-rate-cut"])
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        await pilot.press("?")
        await pilot.pause()
        rows = screen_text(pilot).splitlines()
        assert rows[1].strip().startswith("Every day")
        assert any("skip" in row for row in rows[:20])
        await pilot.press("/", *"clipqj")
        await pilot.pause()
        assert "nothing found" in screen_text(pilot)
        await pilot.press("ctrl+u", *"paragraph")
        await pilot.pause()
        rows = [row.strip() for row in screen_text(pilot).splitlines() if row.strip()]
        assert [row for row in rows if "next paragraph" in row]
        assert not [row for row in rows if "undo" in row]
        await pilot.press("escape")
        await pilot.pause()
        assert screen_text(pilot).splitlines()[1].strip().startswith("Every day")
        await pilot.press("escape")
        assert app.screen is app.reader


async def test_a_message_covers_no_question(seeds: Path) -> None:
    """What was said before stands above the sentence that is to be split."""
    app = reader_app([seeds / "estmark-rate-cut"])
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await pilot.press("home", "u", "j", "S")
        await pilot.pause(0.1)
        rows = screen_text(pilot).splitlines()
        [said] = [n for n, row in enumerate(rows) if "Nothing to undo" in row]
        [asked] = [n for n, row in enumerate(rows) if "Split this sentence" in row]
        assert said < asked
        assert "esc cancels)" in rows[asked]
