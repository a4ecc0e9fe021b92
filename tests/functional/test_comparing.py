"""Two articles as one: panes that move together, differences, conflicts, proposed labels."""

from __future__ import annotations

from pathlib import Path

from tests.functional.app import close, reader_app, rest
from tests.functional.test_reading import reader_of, screen_text, sheet_of
from tui.dialogs.difference_list import Compared
from tui.dialogs.entity_list import Names

EARLY = (
    "The ferry left the harbour at noon with 214 people on board. "
    "A fire broke out in the engine room an hour later, the coast guard said.\n"
    "Rescuers found 23 bodies before dark. "
    "The owner of the ferry could not be reached for comment on Monday evening.\n"
    "Divers will return to the wreck on Tuesday morning.\n"
)
LATER = (
    "The prime minister declared three days of mourning for the victims of the disaster.\n"
    "The ferry left the harbour at noon with 214 people on board. "
    "A fire broke out on the car deck an hour later, the coast guard said.\n"
    "Rescuers found 19 bodies before dark. "
    "Divers will return to the wreck on Tuesday morning.\n"
)


def _articles(folder: Path) -> list[Path]:
    paths = [folder / "1-early.txt", folder / "2-later.txt"]
    for path, text in zip(paths, (EARLY, LATER), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


async def test_counterparts_differences_and_conflicts_are_one_key_away(tmp_path: Path) -> None:
    """`enter`, `}` and `>` go where the alignment says."""
    app = reader_app(_articles(tmp_path))
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        early = sheet_of(pilot)
        await pilot.press("enter")
        later = sheet_of(pilot)
        assert later is not early
        assert later.cursor == 1
        await pilot.press("enter", "right_curly_bracket")
        assert sheet_of(pilot) is early
        assert early.cursor == 1
        await pilot.press("greater_than_sign")
        assert early.cursor == 2
        shown = screen_text(pilot)
        assert "23 ≠ 19" in shown
        await pilot.press("d")
        assert "23 ≠ 19" not in screen_text(pilot)
    close(app)


async def test_the_other_pane_shows_the_counterpart_on_the_same_row(tmp_path: Path) -> None:
    """And a rule where it has none."""
    app = reader_app(_articles(tmp_path))
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        left, right = reader_of(pilot).panes.side_by_side[:2]
        await pilot.press("tab")
        await pilot.press("j")
        assert (right.lead or (0, 0))[0] == 1
        assert "only in the other article" not in screen_text(pilot)
        await pilot.press("home")
        assert left.gap == 0
        assert "only in the other article" in screen_text(pilot)
        await pilot.press("L", "j")
        assert not reader_of(pilot).state.tied
    close(app)


async def test_a_label_is_proposed_at_the_counterpart_and_taken_with_one_key(
    tmp_path: Path,
) -> None:
    """Carried labels say so; undo takes them back."""
    app = reader_app(_articles(tmp_path), config="reader: {carry: propose}")
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await pilot.press("c", "s", "c", "q", "s", "tab")
        await rest(pilot)
        later = sheet_of(pilot)
        later.cursor = 1
        await pilot.press("space")
        await rest(pilot)
        assert (later.tag(1).label, later.tag(1).source) == ("claim", "carried")
        assert later.cursor == 2
        await pilot.press("P")
        await rest(pilot)
        assert later.tag(4).label == "speculation"
        assert later.tag(3).is_empty
        await pilot.press("u")
        await rest(pilot)
        assert later.tag(4).is_empty
        assert later.tag(1).label == "claim"
    close(app)


async def test_labels_that_differ_from_the_counterparts_are_found(tmp_path: Path) -> None:
    """Speculation hardened into a claim is an analyst's finding."""
    app = reader_app(_articles(tmp_path))
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        early = sheet_of(pilot)
        await pilot.press("c", "s", "tab", "home", "j", "c", "c", "tab", "home", "exclamation_mark")
        await rest(pilot)
        assert early.cursor == 1
    close(app)


async def test_the_comparison_lists_conflicts_and_what_only_one_article_has(tmp_path: Path) -> None:
    """Enter goes to the sentence, in whichever article it is."""
    app = reader_app(_articles(tmp_path))
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        await pilot.press("C")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Compared)
        shown = screen_text(pilot)
        assert "Conflicting quantities: 1" in shown
        assert "23 ≠ 19" in shown
        await pilot.press(*"mourning", "down", "down", "enter")
        await rest(pilot)
        sheet = sheet_of(pilot)
        assert "mourning" in sheet.sentences.span(sheet.cursor).of(sheet.article.text)
    close(app)


async def test_names_and_figures_are_counted_by_article(seeds: Path) -> None:
    """The list filters as one types; enter goes to the next place and lights the name up."""
    app = reader_app([seeds / "abu-dhabi-talks"])
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        await pilot.press("N")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, Names)
        everything = screen.rows.total
        await pilot.press(*"witkoff")
        assert 0 < screen.rows.total < everything
        [entry, *_] = screen._shown
        counted = {sheet.article.id: 0 for sheet in screen._sheets}
        for sheet in screen._sheets:
            found = reader_of(pilot).study.highlights[sheet.article.id]
            counted[sheet.article.id] = len(found.mentions(entry.entity))
        assert {id_: len(places) for id_, places in entry.places.items()} == {
            id_: count for id_, count in counted.items() if count
        }
        await pilot.press("enter")
        await rest(pilot)
        assert reader_of(pilot).state.lit == entry.entity
        sheet = sheet_of(pilot)
        assert "Witkoff" in sheet.sentences.span(sheet.cursor).of(sheet.article.text)
    close(app)


async def test_in_a_narrow_terminal_the_strip_shows_the_counterpart(tmp_path: Path) -> None:
    """It follows the cursor; `enter` goes there."""
    app = reader_app(_articles(tmp_path))
    async with app.run_test(size=(70, 30)) as pilot:
        await rest(pilot)
        reader = reader_of(pilot)
        await pilot.press("j", "j")
        assert reader.panes.strip.at == 3
        assert "19 bodies" in screen_text(pilot)
        await pilot.press("enter")
        assert sheet_of(pilot).cursor == 3
        assert "23 bodies" in screen_text(pilot)
    close(app)


async def test_the_article_that_takes_the_pane_is_marked_too(tmp_path: Path) -> None:
    """With one pane, `tab` shows the other article: with the signs of what became of it."""
    app = reader_app(_articles(tmp_path))
    async with app.run_test(size=(70, 30)) as pilot:
        await rest(pilot)
        assert "· ~ A fire broke out in the engine room" in screen_text(pilot)
        await pilot.press("tab")
        await rest(pilot)
        assert "· ~ A fire broke out on the car deck" in screen_text(pilot)
        assert "· ~ A fire broke out in the engine room" in screen_text(pilot)
    close(app)
