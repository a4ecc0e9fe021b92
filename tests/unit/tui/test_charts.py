"""Bars and scales of one row."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.functional.hostile import ATTACK, BAD
from tui.widgets.charts import bar, column, scale
from tui.widgets.glyphs import ASCII, UNICODE

CELLS = st.integers(2, 80)


@given(st.floats(-10, 1e9), st.floats(-10, 1e9), CELLS)
def test_a_bar_has_its_length_and_says_nothing_false(value: float, of: float, cells: int) -> None:
    """Something is a cell at least, and what is not all is not full."""
    drawn = bar(value, of, cells, UNICODE)
    assert len(drawn.full) + len(drawn.empty) == cells
    assert bool(drawn.full) == (value > 0 and of > 0)
    assert (not drawn.empty) == (of > 0 and value >= of)


@given(st.floats(-1, 1), st.floats(-1, 1), st.floats(-1, 1), CELLS)
def test_a_scale_has_one_estimate_in_its_interval(
    value: float, low: float, high: float, cells: int
) -> None:
    """As long as asked; below 0 at the left end; the estimate is always seen."""
    low, value, high = sorted((low, value, high))
    drawn = scale(value, low, high, cells, ASCII)
    assert len(drawn) == cells
    assert drawn.count(ASCII.estimate) == 1
    assert ASCII.empty not in drawn.strip(ASCII.empty)
    assert drawn.isascii()
    alone = scale(value, None, None, cells, UNICODE)
    assert alone.count(UNICODE.empty) == cells - 1


@given(st.text(), st.integers(2, 40))
def test_a_column_is_as_wide_as_asked_and_harmless(text: str, cells: int) -> None:
    """Whatever stands in it."""
    drawn = column(text + ATTACK, cells)
    assert cell_len(drawn) == cells
    assert not BAD.search(drawn)
