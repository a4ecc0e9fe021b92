"""The table: panes whose counterparts stand on one row; and folding what only one article has."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from annotations.workflow.folds import NO_FOLDS, Folds
from tui.reader.changes import NOTHING, Changes, say
from tui.reader.state import MIDDLE
from tui.widgets.table import Spread, Table, besides_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotations.workflow.open_article import Sheet
    from tui.reader.comparisons import Comparisons
    from tui.reader.look import Look
    from tui.reader.panes import Panes
    from tui.reader.state import ReaderState
    from tui.widgets.pane import ArticlePane

MOST_BLANK = 0.25
"""The share of blank rows from which a table opens folded."""

_NOT_COMPARED = "There is no other article beside this one, or it is still being compared."


class TableMode:
    """Makes the panes one table, and folds runs that only one article has.

    Args:
        state: What is shown, and whether it shall be a table.
        look: What keys are called.
        panes: The panes.
        comparisons: Articles in the light of one another.
    """

    def __init__(
        self, state: ReaderState, look: Look, panes: Panes, comparisons: Comparisons
    ) -> None:
        self._state = state
        self._look = look
        self._panes = panes
        self._comparisons = comparisons
        self._known_spread: Spread | None = None
        self._table: Table | None = None
        """What the panes are, if they are one table."""
        self._made: Table | None = None
        """The last table that was made, as long as it holds."""
        self._made_of: tuple[Spread, tuple[Folds, ...]] | None = None
        self._opened_with: tuple[Sheet, ...] = ()
        """The sheets for which the table decided what to fold."""
        self._folds_before: Mapping[Sheet, Folds] = MappingProxyType({})
        """What was folded before the table folded more."""

    @property
    def fold_key(self) -> str:
        """What folds and unfolds, for people."""
        return self._look.key("reader.fold")

    def spread(self) -> Spread | None:
        """The articles side by side (or the one in focus and the one beside it) as one."""
        slots = sorted(self._state.in_view)
        sheets = [sheet for slot in slots if (sheet := self._state.sheet(slot))]
        besides = besides_of(sheets, self._comparisons.view)
        if besides is None or len(sheets) < len(slots):
            return None
        known = self._known_spread
        if known is None or list(known.besides) != besides:
            known = self._known_spread = Spread(sheets, besides)
            for sheet, runs in zip(sheets, known.runs, strict=True):
                sheet.folds = sheet.folds.among(set(runs))
        return known

    # Showing

    def arrange_rows(self) -> Changes:
        """Make the panes a table where that is wanted and possible; fold what is to be folded."""
        panes, as_table = self._panes.in_use, self._state.as_table
        folded = any(pane.sheet.folds for pane in panes if pane.sheet)
        spread = self.spread() if as_table or folded else None
        self._table, changes = None, NOTHING
        if as_table and spread is not None and len(panes) > 1:
            changes = self._make_table(spread, panes)
        master = self._panes.current
        # The one in focus last: it is the one that the others then follow.
        for pane in sorted(panes, key=lambda pane: pane is master):
            pane.unfold_key = self.fold_key
            pane.arrange_rows(self._table, panes.index(pane))
        return changes

    def _make_table(self, spread: Spread, panes: list[ArticlePane]) -> Changes:
        changes = NOTHING
        if self._opened_with != spread.sheets:
            if any(one.article.id not in self._state.folds_left for one in spread.sheets):
                changes = self._fold_blank(spread, [pane.text_width for pane in panes])
            self._opened_with = spread.sheets
        wanted = spread, spread.folds
        if self._made is None or self._made_of != wanted:
            self._made_of = wanted
            self._made = Table(spread.grid.folded(spread.folds))
        self._table = self._made
        return changes

    def _fold_blank(self, spread: Spread, widths: list[int]) -> Changes:
        """Fold every run if too much of the table would be blank; say so where it opens."""
        if spread.blank_share(widths) < MOST_BLANK or not any(spread.runs):
            return NOTHING
        opens, current = not self._opened_with, self._state.current
        before = dict(zip(spread.sheets, spread.folds, strict=True))
        self._folds_before = before | {**self._folds_before}
        for sheet, runs in zip(spread.sheets, spread.runs, strict=True):
            # Where other articles come into a table that stands, what is being read stays.
            kept = sheet.cursor if sheet is current and not opens else -1
            sheet.folds = Folds(run for run in runs if kept not in run)
        return self._say_folded(spread.blank_share(widths)) if opens else NOTHING

    def _say_folded(self, blank: float) -> Changes:
        fold_all = self._look.key("reader.fold_all")
        text = (
            f"What only one article has is folded: {self.fold_key} unfolds a run, {fold_all} all."
        )
        if blank >= MOST_BLANK:
            text += f" Even so {blank:.0%} of the rows are blank: these articles share little."
        return say(text)

    def tie(self, master: ArticlePane | None = None) -> None:
        """Let the other panes follow; a table has one place only."""
        if self._table is None:
            self._panes.tie(master)
            return
        master = master or self._panes.current
        for pane in self._panes.side_by_side:
            if master is not None and pane is not master and pane.display:
                pane.follow_table(master)

    def resized(self) -> None:
        """A pane has another width: rows of a table are as high as in the one that has changed."""
        master = self._panes.current
        if self._table is not None and master is not None:
            master.relay()
        self.tie()

    # Keys

    def toggle(self) -> Changes:
        """Put counterparts on one row, in all panes; or let every pane have its own rows again."""
        state = self._state
        if state.as_table:
            state.as_table, state.folds_left = False, frozenset()
            for sheet, folds in self._folds_before.items():
                sheet.folds = folds
            self._opened_with, self._folds_before = (), MappingProxyType({})
            return Changes(panes=True)
        if len(state.slots) < 2:
            return say("There is no other article beside this one.")
        if state.panes < 2:
            size = f"{MIDDLE} columns are enough, this terminal has {state.columns}"
            return say(f"The table needs two articles side by side: {size}.")
        state.as_table = True
        if self.spread() is None:
            waits = say("The table opens as soon as the articles are compared.")
            return waits._replace(panes=True)
        return Changes(panes=True)

    def fold(self) -> Changes:
        """Fold or unfold the run of one-sided sentences under the cursor."""
        sheet, spread = self._state.current, self.spread()
        if sheet is None or spread is None:
            return say(_NOT_COMPARED)
        if (run := spread.run_at(sheet, sheet.cursor)) is None:
            return say("This sentence is not in a run of three or more that only this article has.")
        sheet.folds = sheet.folds.toggled(run)
        return Changes(folds=True)

    def fold_all(self) -> Changes:
        """Fold every run that only one article has, or unfold all."""
        spread = self.spread()
        if spread is None:
            return say(_NOT_COMPARED)
        every = tuple(map(Folds, spread.runs))
        if not any(every):
            return say("Neither article has three sentences in a row that the other has not.")
        wanted = tuple(NO_FOLDS for _ in every) if spread.folds == every else every
        for sheet, folds in zip(spread.sheets, wanted, strict=True):
            sheet.folds = folds
        return Changes(folds=True)
