"""Several articles as one table: counterparts start on one row and take the same number of rows.

A table has one scroll position: a unit of it is a group of the grid, as high in every pane as
where it is highest. What is not looked at is not wrapped, in no pane.
"""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

from tui.widgets.alignment_grid import Grid
from tui.widgets.row_layout import KEPT_UNITS, Row, Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotations.articles.article import Sentences
    from annotations.workflow.folds import Folds
    from annotations.workflow.open_article import Sheet
    from annotations.workflow.pair_view import Beside
    from tui.widgets.row_layout import Content, Kind

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
        # A quantity that conflicts with one elsewhere is not to be folded away.
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


class Table:
    """What the panes of a table share.

    Args:
        grid: Which sentences stand on the same rows, folded runs in one group each.
    """

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self._sides: dict[int, TableRows] = {}

    def put(self, side: int, rows: TableRows) -> None:
        """Let a pane take part, or take part at another width."""
        self._sides[side] = rows
        for one in self._sides.values():
            one.forget()

    def height(self, unit: int) -> int:
        """The rows of a unit where it has most, without the blank one above it; at least 1."""
        return max([1, *(rows.own_height(unit) for rows in self._sides.values())])

    def is_apart(self, unit: int) -> bool:
        """Whether a paragraph starts with a unit in any of the articles."""
        return any(rows.is_apart_here(unit) for rows in self._sides.values())


class TableRows(Rows):
    """Rows of one article in a table: as many to a unit as in the other panes.

    Args:
        text: The canonical text.
        sentences: How it is cut.
        width: Cells a row has.
        folds: The runs that are folded away.
        table: What it shares with the other panes.
        side: Which side of the table it is.
    """

    def __init__(
        self,
        text: str,
        sentences: Sentences,
        width: int,
        folds: Folds,
        table: Table,
        side: int,
    ) -> None:
        self._table = table
        self._side = side
        super().__init__(text, sentences, width, folds=folds)
        self._bodies: dict[int, list[Content]] = {}
        table.put(side, self)

    def _unit_starts(self) -> Sequence[int]:
        return self._table.grid.starts[self._side]

    def __len__(self) -> int:
        """How many units there are: those of the table."""
        return len(self._table.grid)

    def unit_of(self, sentence: int) -> int:
        """The unit that holds a sentence."""
        return self._table.grid.group_of(sentence, self._side)

    def part(self, unit: int) -> range:
        """The sentences of a unit; none where only another pane has some."""
        return self._table.grid.part(unit, self._side)

    def is_apart_here(self, unit: int) -> bool:
        """Whether a paragraph of this article starts with a unit."""
        return bool(self.part(unit)) and super().is_apart(unit)

    def is_apart(self, unit: int) -> bool:
        """Whether a blank row stands above a unit, in all panes."""
        return self._table.is_apart(unit)

    def own_height(self, unit: int) -> int:
        """How many rows the unit's sentences take here."""
        return len(self.body(unit))

    def forget(self) -> None:
        """Measure anew: another pane has another width."""
        self._units.clear()
        self._bodies.clear()

    def wrap(self, unit: int) -> tuple[Row, ...]:
        """The rows of a unit, filled up to the height that it has where it is highest."""
        rows = super().wrap(unit) if self.part(unit) else ()
        kind: Kind = "blank" if rows else "gap"
        height = int(self.is_apart(unit)) + self._table.height(unit)
        return (*rows, *(Row(unit, line, (), kind) for line in range(len(rows), height)))

    def body(self, unit: int) -> list[Content]:
        """What stands in the unit's rows; nothing where it has no sentence here."""
        found = self._bodies.get(unit)
        if found is None:
            if len(self._bodies) >= KEPT_UNITS:
                self._bodies.clear()
            found = self._bodies[unit] = super().body(unit) if self.part(unit) else []
        return found
