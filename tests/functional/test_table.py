"""The table, whose panes have counterparts on one row, and the folding of one-sided runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from textual.events import MouseScrollDown
from textual.pilot import Pilot

from annotations.workflow.folds import NO_FOLDS
from tests.functional.app import close, reader_app, rest
from tests.functional.test_reading import reader_of, screen_text, sheet_of
from tui.widgets import wrapping

SHARED = (
    "The ferry left the harbour at noon with 214 people on board.",
    "A fire broke out in the engine room an hour later, the coast guard said.",
    "Rescuers found 23 bodies before dark on the northern shore of the strait.",
    "Divers will return to the wreck on Tuesday morning, weather permitting.",
)
ONLY_EARLY = (
    "Relatives waited in a school gymnasium behind the customs house.",
    "Some of them had driven through the night from inland towns.",
    "Volunteers handed out soup, blankets and the few charging cables they had.",
    "A priest read names aloud until his voice gave way.",
    "Nobody in the hall wanted to be the first one to leave.",
)
ONLY_LATER = (
    "Parliament opened an inquiry into the licences of small shipping firms.",
    "Insurers declined to say what the vessel had been worth.",
    "Three opposition parties asked for the transport minister's dismissal.",
)


def _write(folder: Path, **texts: tuple[str, ...]) -> list[Path]:
    paths = []
    for number, (name, sentences) in enumerate(texts.items(), start=1):
        paths.append(folder / f"{number}-{name}.txt")
        paths[-1].write_text("\n\n".join(sentences) + "\n", encoding="utf-8")
    return paths


@pytest.fixture
def versions(tmp_path: Path) -> list[Path]:
    """Two reports with four sentences in common, and a run that only one has on either side."""
    return _write(
        tmp_path,
        early=(*SHARED[:2], *ONLY_EARLY, *SHARED[2:]),
        later=(SHARED[0], SHARED[1], *ONLY_LATER, *SHARED[2:]),
    )


@pytest.fixture
def near(tmp_path: Path) -> list[Path]:
    """Two reports that hardly differ, one sentence longer on the right."""
    longer = f"{SHARED[1][:-1]}, and so did the harbour master, who had watched it from his tower."
    return _write(tmp_path, early=SHARED, later=(SHARED[0], longer, *SHARED[2:]))


def places(pilot: Pilot[None], words: str) -> list[tuple[int, int]]:
    """The screen rows and columns where words stand, below the headings."""

    def found() -> Iterator[tuple[int, int]]:
        for y, line in enumerate(screen_text(pilot).split("\n")):
            at = line.find(words) if y > 1 else -1
            while at >= 0:
                yield y, at
                at = line.find(words, at + 1)

    return list(found())


def assert_level(pilot: Pilot[None], words: str, sides: int = 2) -> None:
    """Words that all articles have stand on one row."""
    rows = [y for y, _ in places(pilot, words)]
    assert len(rows) == sides
    assert len(set(rows)) == 1


def said(pilot: Pilot[None]) -> str:
    """What the reader told the annotator."""
    return "\n".join(note.message for note in pilot.app._notifications)


async def test_counterparts_stand_on_one_row_for_as_long_as_the_table_is_there(
    near: list[Path],
) -> None:
    """Below a sentence that is longer on one side, too; `=` again gives each pane its own rows."""
    app = reader_app(near)
    async with app.run_test(size=(100, 40)) as pilot:
        await rest(pilot)
        assert len({y for y, _ in places(pilot, "Divers will")}) == 2
        await pilot.press("=")
        for words in ("The ferry left", "A fire broke", "Rescuers found", "Divers will"):
            assert_level(pilot, words)
        assert "folded" not in screen_text(pilot)
        await pilot.press("=")
        assert len({y for y, _ in places(pilot, "Divers will")}) == 2
    close(app)


async def test_a_table_that_would_be_blank_opens_folded(versions: list[Path]) -> None:
    """It says so; the folds go with it; the cursor passes each as one stop."""
    app = reader_app(versions)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        sheet = sheet_of(pilot)
        await pilot.press("=")
        await pilot.pause()
        shown = screen_text(pilot)
        assert "⊞ 5 sentences only here" in shown
        assert "⊞ 3 sentences only here" in shown
        assert "What only one article has is folded" in shown
        assert "z unfolds" in shown
        assert "Some of them had driven" not in shown
        for words in (SHARED[0][:14], SHARED[1][:12], SHARED[2][:14], SHARED[3][:11]):
            assert_level(pilot, words)
        await pilot.press("j", "j")
        assert sheet.cursor == 2
        assert "5 sentences that only this article has" in screen_text(pilot)
        await pilot.press("j")
        assert sheet.cursor == 7
        await pilot.press("k", "k")
        assert sheet.cursor == 1
        await pilot.press("=")
        assert sheet.folds == NO_FOLDS
        assert "Some of them had driven" in screen_text(pilot)
        await pilot.press("4", "G", "z", "=", "Z", "=")
        assert [len(run) for run in sheet.folds.runs] == [5]
        assert "⊞ 3 sentences" not in screen_text(pilot)
    close(app)


async def test_one_run_or_all_fold_beside_each_other_without_a_table_too(
    versions: list[Path],
) -> None:
    """`z` and `Z` fold and unfold; a sentence that is in no run says so."""
    app = reader_app(versions)
    async with app.run_test(size=(120, 50), notifications=True) as pilot:
        await rest(pilot)
        await pilot.press("z")
        await pilot.pause()
        assert "not in a run of three or more" in screen_text(pilot)
        await pilot.press("j", "j", "j", "z")
        assert sheet_of(pilot).cursor == 3
        assert "⊞ 5 sentences only here" in screen_text(pilot)
        assert "⊞ 3 sentences" not in screen_text(pilot)
        await pilot.press("z")
        assert "⊞" not in screen_text(pilot)
        await pilot.press("Z")
        assert len(places(pilot, "⊞")) == 2
        await pilot.press("Z")
        assert "⊞" not in screen_text(pilot)
    close(app)


@pytest.mark.parametrize(
    ("keys", "labelled"),
    [(("j", "j", "c"), 1), (("5", "c"), 5), (("v", "j", "j", "j", "c"), 8), (("j", "j", "m"), 0)],
    ids=["one", "count", "range", "unsure"],
)
async def test_nothing_that_is_folded_away_is_labelled(
    versions: list[Path], keys: tuple[str, ...], labelled: int
) -> None:
    """The run is shown instead; the same key then does what it says."""
    app = reader_app(versions)
    async with app.run_test(size=(120, 50), notifications=True) as pilot:
        await rest(pilot)
        sheet = sheet_of(pilot)
        await pilot.press("Z", *keys)
        await rest(pilot)
        assert not sheet.tags
        assert not sheet.folds
        assert "5 sentences were folded away" in screen_text(pilot)
        await pilot.press(keys[-1])
        await rest(pilot)
        assert sheet.tags
        assert sheet.labelled == labelled
    close(app)


async def test_a_label_key_moves_on_to_the_fold_and_says_what_is_labelled_in_it(
    versions: list[Path],
) -> None:
    """Counts stay what they were."""
    app = reader_app(versions)
    async with app.run_test(size=(120, 50)) as pilot:
        await rest(pilot)
        sheet = sheet_of(pilot)
        await pilot.press("j", "j", "j", "c", "q", "Z", "home", "c", "c")
        await rest(pilot)
        assert sheet.cursor == 2
        assert sheet.labelled == 4
        assert "⊞ 5 sentences only here, 2 of them labelled" in screen_text(pilot)
    close(app)


@pytest.mark.parametrize(
    ("keys", "target"),
    [
        (("/", *"priest read", "enter"), 5),
        (("]",), 3),
        (("right_curly_bracket",), 2),
        (("4", "G"), 3),
    ],
    ids=["search", "unlabelled", "difference", "number"],
)
async def test_a_jump_into_a_fold_unfolds_it(
    versions: list[Path], keys: tuple[str, ...], target: int
) -> None:
    """In the table as outside it."""
    app = reader_app(versions)
    async with app.run_test(size=(120, 50)) as pilot:
        await rest(pilot)
        sheet = sheet_of(pilot)
        await pilot.press("j", "j", "c", "home", "c", "c", "home", "j")
        await pilot.press("=", *keys)
        await rest(pilot)
        assert sheet.cursor == target
        assert not sheet.folds
        words = sheet.sentences.span(target).of(sheet.article.text)[:20]
        assert words in screen_text(pilot)
        assert_level(pilot, "Rescuers found")
    close(app)


async def test_the_mouse_points_scrolls_and_unfolds(versions: list[Path]) -> None:
    """The wheel moves both panes; a click on a fold unfolds it."""
    app = reader_app(versions)
    async with app.run_test(size=(90, 20)) as pilot:
        await rest(pilot)
        reader = reader_of(pilot)
        await pilot.press("=")
        [(row, column)] = places(pilot, "⊞ 3 sentences")
        await pilot.click(offset=(column + 4, row))
        await rest(pilot)
        sheet = sheet_of(pilot)
        assert sheet is reader.panes.side_by_side[1].sheet
        assert sheet.cursor == 2
        assert "Parliament opened" in screen_text(pilot)
        assert "⊞ 5 sentences" in screen_text(pilot)
        wheel = MouseScrollDown(reader.panes.side_by_side[0], 5, 5, 0, 1, 0, False, False, False)
        before = reader.panes.side_by_side[0].top
        reader.panes.side_by_side[0].post_message(wheel)
        await rest(pilot)
        assert reader.panes.side_by_side[0].top == reader.panes.side_by_side[1].top != before
        assert_level(pilot, "Rescuers found")
    close(app)


async def test_every_way_of_moving_keeps_the_panes_level(seeds: Path) -> None:
    """Screens, ends, jumps to the counterpart; and panes do not part, nor sentences run on."""
    app = reader_app([seeds / "calder-ferry-fire"])
    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        await rest(pilot)
        reader = reader_of(pilot)
        await pilot.press("=", "Z", "Z")
        for key in ("pagedown", "pagedown", "enter", "j", "G", "pageup", "tab", "k", "home", "J"):
            await pilot.press(key)
            await pilot.pause()
            pane = reader.panes.of(sheet_of(pilot))
            assert pane is not None
            seen = [one for one in reader.panes.side_by_side if one.display]
            assert len({one.top for one in seen}) == 1
            if key != "tab":
                assert sheet_of(pilot).cursor in pane.in_view
        await pilot.press("L", "w")
        await pilot.pause()
        assert reader.state.tied
        assert not reader.state.flow
        assert "always move together" in screen_text(pilot)
    close(app)


async def test_another_size_keeps_the_sentence_and_the_rows_level(near: list[Path]) -> None:
    """Narrow there is no table; wide again it is back."""
    app = reader_app(near)
    async with app.run_test(size=(140, 20)) as pilot:
        await rest(pilot)
        await pilot.press("=", "j", "j")
        for size in ((90, 20), (70, 20), (120, 26), (101, 20)):
            await pilot.resize_terminal(*size)
            await rest(pilot)
            sheet = sheet_of(pilot)
            pane = reader_of(pilot).panes.of(sheet)
            assert sheet.cursor == 2
            assert pane is not None
            assert 2 in pane.in_view
            if size[0] > 88:
                assert_level(pilot, "Rescuers found")
                assert_level(pilot, "Divers will")
    close(app)


async def test_without_two_articles_side_by_side_it_says_why(near: list[Path]) -> None:
    """Too narrow, or alone."""
    app = reader_app(near)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await rest(pilot)
        await pilot.press("=")
        await pilot.pause()
        assert "88 columns are enough, this terminal has 80" in said(pilot)
        assert not reader_of(pilot).state.as_table
    close(app)
    app = reader_app(near[:1])
    async with app.run_test(size=(120, 24), notifications=True) as pilot:
        await rest(pilot)
        await pilot.press("=", "z", "Z")
        await pilot.pause()
        # What is said again takes the place of what was said before.
        assert said(pilot).count("no other article beside") == 2
    close(app)


async def test_three_articles_are_level_with_the_first(tmp_path: Path) -> None:
    """And the second with the third, where only they have something in common."""
    paths = _write(
        tmp_path,
        a=SHARED,
        b=(SHARED[0], ONLY_EARLY[0], *SHARED[1:]),
        c=(SHARED[0], ONLY_LATER[2], ONLY_EARLY[0], SHARED[1], ONLY_LATER[1], *SHARED[2:]),
    )
    app = reader_app(paths)
    async with app.run_test(size=(160, 40)) as pilot:
        await rest(pilot)
        await pilot.press("=")
        for words in ("The ferry left", "A fire broke", "Rescuers found", "Divers will"):
            assert_level(pilot, words, sides=3)
        assert_level(pilot, "Relatives waited", sides=2)
    close(app)


async def test_of_a_long_article_only_what_is_seen_is_wrapped(tmp_path: Path) -> None:
    """Opening, folding, going to the end and closing."""
    sentences = tuple(f"Item {n} of the list was read out by clerk {n * 7}." for n in range(3_000))
    fresh = tuple(f"Visitor {n} asked about a matter that nobody knew." for n in range(40))
    paths = _write(tmp_path, a=sentences, b=(*sentences[:1_000], *fresh, *sentences[1_000:]))
    app = reader_app(paths)
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        with patch("tui.widgets.row_layout.wrap", wraps=wrapping.wrap) as wrap:
            await pilot.press("=", "Z", "G", "home", "pagedown", "=")
            await rest(pilot)
        assert 0 < wrap.call_count < 1_500
    close(app)


async def test_asked_for_too_early_the_table_opens_once_it_can(near: list[Path]) -> None:
    """Nobody has to press the key again."""
    app = reader_app(near)
    async with app.run_test(size=(100, 40), notifications=True) as pilot:
        with patch("tui.reader.background.compare_sheets", side_effect=RuntimeError("no")):
            await rest(pilot)
        await pilot.press("=")
        assert "as soon as the articles are compared" in said(pilot)
        reader = reader_of(pilot)
        reader.study.comparisons.forget(sheet_of(pilot))
        reader.parts.new_versions.compare()
        await rest(pilot)
        assert_level(pilot, "Divers will")
    close(app)
