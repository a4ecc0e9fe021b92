"""How wide panes are: keys and a drag of the border between two of them move it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.reader.changes import NOTHING, Changes, say
from tui.reader.state import LEAST_PANE, MIDDLE

if TYPE_CHECKING:
    from tui.reader.look import Look
    from tui.reader.panes import Panes
    from tui.reader.state import ReaderState
    from tui.widgets.pane import ArticlePane

STEP = 4
"""Cells that a key moves the border by."""


class Widths:
    """Moves the borders between panes.

    Args:
        state: Has the widths; they are kept with the place.
        look: What keys are called.
        panes: The panes.
    """

    def __init__(self, state: ReaderState, look: Look, panes: Panes) -> None:
        self._state = state
        self._look = look
        self._panes = panes

    def widen(self, step: int) -> Changes:
        """Make the pane in focus some cells wider, at the cost of the one beside it."""
        state = self._state
        if len(state.shown) < 2:
            return say(
                f"There is one pane. From {MIDDLE} columns two stand side by side; "
                f"this terminal has {state.columns}."
            )
        at = state.shown.index(state.focus)
        is_last = at == len(state.shown) - 1
        border, cells = (at - 1, -step) if is_last else (at, step)
        if self._move(border, state.pane_widths[border] + cells):
            return NOTHING
        narrow = "this one" if step < 0 else "the one beside it"
        return say(f"No further: {narrow} would be too narrow to read.")

    def drag(self, pane: ArticlePane, side: int, column: int) -> Changes:
        """Put the border on one side of a pane (-1: the left) where somebody drags it."""
        shown = self._panes.in_use
        if pane not in shown:
            return NOTHING
        border = shown.index(pane) - (side < 0)
        if 0 <= border < len(shown) - 1:
            self._move(border, column - sum(self._state.pane_widths[:border]))
        return NOTHING

    def reset(self) -> Changes:
        """Make all panes equally wide."""
        self._state.widths.pop(len(self._state.shown), None)
        self._panes.fit()
        return NOTHING

    def _move(self, border: int, width: int) -> bool:
        """Give the pane before a border a width, as far as both sides allow; whether it moved."""
        state, before = self._state, self._state.pane_widths
        both = before[border] + before[border + 1]
        least = min(LEAST_PANE, before[border], before[border + 1])
        first = min(max(width, least), both - least)
        after = (*before[:border], first, both - first, *before[border + 2 :])
        if after == before:
            return False
        state.widths[len(after)] = after
        self._panes.fit()
        return True
