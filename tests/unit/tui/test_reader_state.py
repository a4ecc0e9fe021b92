"""What the reader is about, without any application."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.articles.corpus import Card
from annotations.articles.stories import Story
from annotations.workflow.folds import Folds
from annotations.workflow.open_article import Sheet
from tests.memory_store import MemoryStore
from tests.unit.comparison.material import REPORT, cut_of
from tui.reader.changes import NOTHING, Changes, Said, ask, say
from tui.reader.state import ReaderState, panes_for


def story(count: int, first: int = 0) -> Story:
    """A story of articles a0, a1, ..."""
    cards = tuple(
        Card(article_id=f"a{n}", path=f"{n}.txt", title=f"Report {n}")
        for n in range(first, first + count)
    )
    return Story("s", "A story", cards)


def opened(count: int, columns: int = 100) -> ReaderState:
    """A reader on such a story, in a terminal of that width."""
    state = ReaderState(columns=columns)
    state.open(story(count))
    return state


def sheet_in(state: ReaderState) -> Sheet:
    """The report, opened in the slot in focus."""
    sheet = Sheet(*cut_of(REPORT, [3]))
    state.sheets[state.card(state.focus).article_id] = sheet
    return sheet


@pytest.mark.parametrize(
    ("columns", "wanted", "panes"),
    [(132, 0, 3), (131, 0, 2), (88, 0, 2), (87, 0, 1), (200, 2, 2), (80, 3, 2), (30, 3, 1)],
)
def test_as_many_panes_as_fit(columns: int, wanted: int, panes: int) -> None:
    """The width decides, or what was configured as far as it can be had."""
    assert panes_for(columns, wanted) == panes


def test_a_narrow_terminal_shows_one_article_and_the_strip() -> None:
    """Slots stay what they are when the terminal grows and shrinks."""
    state = opened(3, columns=80)
    assert (state.shown, state.beside, state.is_narrow) == ([0], 1, True)
    state.focus = 1
    assert state.shown == [1]
    state.resize(140)
    assert (state.shown, state.is_narrow, state.focus) == ([0, 1, 2], False, 1)
    state.resize(80)
    assert state.slots == [0, 1]
    assert opened(1, columns=80).in_view == [0]


def test_a_slot_keeps_its_article_when_the_story_grows() -> None:
    """Articles that came while the corpus was read stand before those that were open."""
    state = opened(2)
    state.focus = 1
    grown = Story("s", "A story", (*story(1, first=7).cards, *state.cards))
    state.grow(grown)
    assert [state.card(slot).article_id for slot in (0, 1)] == ["a0", "a1"]
    assert state.focus == 1
    assert state.in_view == [0, 1]


@given(st.integers(1, 6), st.integers(60, 200), st.lists(st.sampled_from([-1, 1]), max_size=8))
def test_no_article_is_in_two_slots(count: int, columns: int, steps: list[int]) -> None:
    """However articles are turned over."""
    state = opened(count, columns)
    for step in steps:
        state.turn(step)
        assert len(set(state.slots)) == len(state.slots)
    for card in state.cards:
        slot = state.slot_of(card.article_id)
        assert slot is not None
        assert state.card(slot) == card
    assert state.slot_of("another") is None


def test_digits_are_a_count_for_one_key() -> None:
    """A leading 0 is none, and there is an end to it."""
    state = ReaderState()
    for digit in "0120":
        state.type_digit(digit)
    assert (state.take_count(), state.count, state.take_count()) == (120, "", 1)
    for digit in "999999":
        state.type_digit(digit)
    assert state.take_count() == 9_999


def test_a_key_is_about_the_cursor_the_range_or_the_count() -> None:
    """The last two are used up by it, and pass over credits."""
    state = opened(1)
    sheet = sheet_in(state)
    sheet.cursor = 2
    assert state.choose(sheet) == ([2], 0, False)
    sheet.anchor = 4
    assert state.choose(sheet) == ([2, 4], 0, True)
    assert sheet.anchor is None
    state.count = "3"
    assert state.choose(sheet) == ([2, 4, 5], 0, True)
    assert state.count == ""


def test_what_is_folded_away_is_shown_before_anything_happens_to_it() -> None:
    """And neither the count nor the range is used up."""
    state = opened(1)
    sheet = sheet_in(state)
    sheet.cursor, sheet.folds, state.count = 2, Folds([range(4, 7)]), "4"
    assert state.choose(sheet) == ((), 3, False)
    assert (state.count, bool(sheet.folds)) == ("4", False)
    assert state.choose(sheet).indices == [2, 4, 5, 6]


def test_a_project_for_reading_only_refuses() -> None:
    """One that is not open yet does not: what is typed meanwhile is kept and saved later."""
    state = ReaderState()
    assert state.refusal == ""
    state.store = MemoryStore(read_only_reason="It lies on a CD.")
    assert state.refusal == "It lies on a CD."


def test_changes_add_up() -> None:
    """Nothing is lost, and nothing is shown that nobody named."""
    sheet = Sheet(*cut_of(REPORT))
    both = Changes(folds=True, spots=(("a", 1),)).plus(say("One."), Changes(redrawn=(sheet,)))
    assert both == Changes(folds=True, spots=(("a", 1),), redrawn=(sheet,), said=(Said("One."),))
    assert NOTHING.plus(NOTHING) == NOTHING
    assert both.to_show.said == ()


def test_a_question_that_is_left_changes_nothing() -> None:
    """Its answer is passed on, whatever it is but None."""
    taken: list[object] = []
    [opening] = ask(None, lambda answer: taken.append(answer)).opens  # type: ignore[arg-type]
    opening.take(None)
    opening.take("")
    assert taken == [""]
