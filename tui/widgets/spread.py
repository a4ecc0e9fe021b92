"""The articles on the screen as one: their grid, and the runs that only one of them has."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

from tui.widgets.grid import Folds, Grid

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui.widgets.beside import Beside
    from tui.widgets.sheet import Sheet

FOLD_ROWS = 2
"""Rows that a folded run takes."""


class Spread:
    """Two or three sheets that were all compared with each other.

    Args:
        sheets: From left to right.
        besides: Each in the light of each other, as `besides_of` orders them.
    """

    def __init__(self, sheets: Sequence[Sheet], besides: Sequence[Beside]) -> None:
        self.sheets = tuple(sheets)
        self.besides = tuple(besides)
        sides = {id(sheet): side for side, sheet in enumerate(sheets)}
        self.grid = Grid.of(
            [len(sheet.sentences) for sheet in sheets],
            {(sides[id(one.mine)], sides[id(one.other)]): one.alignment for one in besides},
        )
        self.runs = tuple(
            self.grid.runs(side, self._only(sheet)) for side, sheet in enumerate(sheets)
        )
        """For each sheet the runs of sentences that no other has."""

    def _only(self, sheet: Sheet) -> list[int]:
        views = [one for one in self.besides if one.mine is sheet]
        found = set(views[0].alignment.removed)
        for one in views[1:]:
            found.intersection_update(one.alignment.removed)
        # A figure that conflicts with one elsewhere is not to be folded away.
        return sorted(found.difference(*(one.conflicts for one in views)))

    def run_at(self, sheet: Sheet, sentence: int) -> range | None:
        """The run that a sentence is in."""
        runs = self.runs[self.sheets.index(sheet)]
        return next((run for run in runs if sentence in run), None)

    @property
    def folds(self) -> tuple[Folds, ...]:
        """What is folded in each sheet."""
        return tuple(sheet.folds for sheet in self.sheets)

    def blank_share(self, widths: Sequence[int]) -> float:
        """The share of a table's rows that are blank, where it is largest: an estimate.

        Args:
            widths: Cells a row of each sheet has.
        """

        def rows(side: int, part: range) -> int:
            sheet = self.sheets[side]
            if part and sheet.folds.at(part.start):
                return FOLD_ROWS
            spans = map(sheet.sentences.span, part)
            return sum(-(-(end - start) // max(widths[side], 1)) for start, end in spans)

        return self.grid.folded(self.folds).blank_share(rows)


def besides_of(
    sheets: Sequence[Sheet], view: Callable[[Sheet, Sheet], Beside | None]
) -> list[Beside] | None:
    """Each sheet in the light of each other, or None until all of them are compared."""
    found = [view(mine, other) for mine, other in permutations(sheets, 2)]
    whole = [one for one in found if one is not None]
    return whole if whole and len(whole) == len(found) else None
