"""Bars and scales of one row, drawn with the signs of every other widget.

Not by `textual-plotext`, whose import (13 ms) would have done: its canvas draws axes and frames
with signs that an ASCII terminal lacks, in colours of its own instead of the theme's and those of
the labels; what somebody is called, as the label of an axis, would go round the cleaning of `Line`;
and in 80x24 frame, axis and legend of one plot take the rows in which everybody's numbers stand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len, set_cell_size

from tui.sanitize import safe

if TYPE_CHECKING:
    from tui.widgets.glyphs import Glyphs


class Bar(NamedTuple):
    """Cells that are full, and those that are not."""

    full: str
    empty: str


def bar(value: float, of: float, cells: int, glyphs: Glyphs) -> Bar:
    """How much of something there is; what is not nothing is a cell, what is not all lacks one.

    Args:
        value: How much.
        of: What fills the bar; if it is 0, the bar is empty.
        cells: How long the bar is.
        glyphs: The signs.
    """
    share = min(max(value / of, 0.0), 1.0) if of > 0 else 0.0
    full = round(share * cells)
    if share > 0:
        full = max(full, 1)
    if share < 1:
        full = min(full, cells - 1)
    return Bar(glyphs.full * full, glyphs.empty * (cells - full))


def scale(value: float, low: float | None, high: float | None, cells: int, glyphs: Glyphs) -> str:
    """Where a statistic lies from 0 to 1, with its interval, if there is one.

    What is below 0 stands at the left end.
    """

    def cell(at: float) -> int:
        return min(max(int(at * cells), 0), cells - 1)

    signs = [glyphs.empty] * cells
    if low is not None and high is not None:
        for at in range(cell(low), cell(high) + 1):
            signs[at] = glyphs.full
    signs[cell(value)] = glyphs.estimate
    return "".join(signs)


def column(text: str, cells: int) -> str:
    """A text, harmless, in so many cells: cut or filled up."""
    shown = " ".join(safe(text).split())
    if cell_len(shown) > cells:
        shown = set_cell_size(shown, cells - 1) + "…"
    return set_cell_size(shown, cells)
