"""The table: panes whose counterparts stand on one row; and folding what only one article has."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from textual import on

from annotations.workflow.folds import NO_FOLDS, Folds
from tui.keys import readable
from tui.reader.background import ReadingScreen
from tui.reader.state import MIDDLE
from tui.widgets.pane import ArticlePane
from tui.widgets.table import Spread, Table, besides_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from annotations.workflow.open_article import Sheet

MOST_BLANK = 0.25
"""The share of blank rows from which a table opens folded."""

_NOT_COMPARED = "There is no other article beside this one, or it is still being compared."


class TablingScreen(ReadingScreen):
    """A reading screen whose panes may be one table, and whose one-sided runs may be folded."""

    _known_spread: Spread | None = None
    _table: Table | None = None
    _table_of: tuple[Spread, tuple[Folds, ...]] | None = None
    _opened_with: tuple[Sheet, ...] = ()
    """The sheets for which the table decided what to fold."""
    _folds_before: Mapping[Sheet, Folds] = MappingProxyType({})
    """What was folded before the table folded more."""

    # Laying out

    def spread(self) -> Spread | None:
        """The articles side by side (or the one in focus and the one beside it) as one."""
        slots = self.desk.shown(self.pane_count)
        if len(slots) == 1 and self.desk.beside is not None:
            slots = sorted([slots[0], self.desk.beside])
        sheets = [sheet for slot in slots if (sheet := self.desk.sheet(slot))]
        besides = besides_of(sheets, self.study.comparisons.view)
        if besides is None or len(sheets) < len(slots):
            return None
        known = self._known_spread
        if known is None or list(known.besides) != besides:
            known = self._known_spread = Spread(sheets, besides)
            for sheet, runs in zip(sheets, known.runs, strict=True):
                sheet.folds = sheet.folds.among(set(runs))
        return known

    def arrange_rows(self) -> None:
        """Make the panes a table where that is wanted and possible; fold what is to be folded."""
        panes = [pane for pane in self.panes if pane.display and pane.sheet is not None]
        folded = any(pane.sheet.folds for pane in panes if pane.sheet)
        spread = self.spread() if self.as_table or folded else None
        self._table = self._table_for(spread, panes) if self.as_table else None
        master = self.pane_of(self.desk.current)
        # The one in focus last: it is the one that the others then follow.
        for pane in sorted(panes, key=lambda pane: pane is master):
            pane.unfold_key = self._fold_key
            pane.arrange_rows(self._table, panes.index(pane))

    def _table_for(self, spread: Spread | None, panes: list[ArticlePane]) -> Table | None:
        if spread is None or len(panes) < 2:
            return None
        if self._opened_with != spread.sheets:
            self._fold_blank(spread, [pane.text_width for pane in panes])
            self._opened_with = spread.sheets
        wanted = spread, spread.folds
        if self._table is None or self._table_of != wanted:
            self._table_of = wanted
            return Table(spread.grid.folded(spread.folds))
        return self._table

    def _fold_blank(self, spread: Spread, widths: list[int]) -> None:
        """Fold every run if too much of the table would be blank; say so where it opens."""
        if spread.blank_share(widths) < MOST_BLANK or not any(spread.runs):
            return
        opens, current = not self._opened_with, self.desk.current
        before = dict(zip(spread.sheets, spread.folds, strict=True))
        self._folds_before = before | {**self._folds_before}
        for sheet, runs in zip(spread.sheets, spread.runs, strict=True):
            # Where other articles come into a table that stands, what is being read stays.
            kept = sheet.cursor if sheet is current and not opens else -1
            sheet.folds = Folds(run for run in runs if kept not in run)
        if opens:
            self._say_folded(spread.blank_share(widths))

    def _say_folded(self, blank: float) -> None:
        fold_all = readable(self.keys["reader.fold_all"].split(",")[0])
        text = (
            f"What only one article has is folded: {self._fold_key} unfolds a run, {fold_all} all."
        )
        if blank >= MOST_BLANK:
            text += f" Even so {blank:.0%} of the rows are blank: these articles share little."
        self.say(text)

    def tie_panes(self, master: ArticlePane | None = None) -> None:
        """Let the other panes follow; a table has one place only."""
        if self._table is None:
            super().tie_panes(master)
            return
        master = master or self.pane_of(self.desk.current)
        for pane in self.panes:
            if master is not None and pane is not master and pane.display:
                pane.follow_table(master)

    @on(ArticlePane.Resized)
    def _resized(self, message: ArticlePane.Resized) -> None:
        master = self.pane_of(self.desk.current)
        if self._table is not None and master is not None:
            # Its rows are as high as those of the pane that has another width now.
            master.relay()
        self.tie_panes()

    @property
    def _fold_key(self) -> str:
        """What folds and unfolds, for people."""
        return readable(self.keys["reader.fold"].split(",")[0])

    # Keys

    def action_table(self) -> None:
        """Put counterparts on one row, in all panes; or let every pane have its own rows again."""
        if self.as_table:
            self.as_table = False
            for sheet, folds in self._folds_before.items():
                sheet.folds = folds
            self._opened_with, self._folds_before = (), MappingProxyType({})
            self.lay_out()
            return
        if len(self.desk.slots) < 2:
            self.say("There is no other article beside this one.")
        elif self.pane_count < 2:
            size = f"{MIDDLE} columns are enough, this terminal has {self.app.size.width}"
            self.say(f"The table needs two articles side by side: {size}.")
        else:
            self.as_table = True
            self.lay_out()
            if self._table is None:
                self.say("The table opens as soon as the articles are compared.")

    def action_fold(self) -> None:
        """Fold or unfold the run of one-sided sentences under the cursor."""
        sheet, spread = self.desk.current, self.spread()
        if sheet is None or spread is None:
            self.say(_NOT_COMPARED)
        elif (run := spread.run_at(sheet, sheet.cursor)) is None:
            self.say("This sentence is not in a run of three or more that only this article has.")
        else:
            sheet.folds = sheet.folds.toggled(run)
            self._show_folds()

    def action_fold_all(self) -> None:
        """Fold every run that only one article has, or unfold all."""
        spread = self.spread()
        if spread is None:
            self.say(_NOT_COMPARED)
            return
        every = tuple(map(Folds, spread.runs))
        if not any(every):
            self.say("Neither article has three sentences in a row that the other has not.")
            return
        wanted = tuple(NO_FOLDS for _ in every) if spread.folds == every else every
        for sheet, folds in zip(spread.sheets, wanted, strict=True):
            sheet.folds = folds
        self._show_folds()

    def _show_folds(self) -> None:
        self.arrange_rows()
        self.tie_panes()
        self.show_state()

    # What is folded away is never acted upon

    def reveal(self, sheet: Sheet, indices: Iterable[int]) -> int:
        """Unfold the runs that hide some sentences; how many came to light."""
        runs = sheet.hiding(indices)
        if runs:
            sheet.folds = sheet.folds.without(*runs)
            self._show_folds()
        return sum(map(len, runs))

    def refuses_hidden(self, sheet: Sheet, indices: Iterable[int]) -> bool:
        """Whether some of these sentences were folded away: they are shown, nothing is done."""
        if count := self.reveal(sheet, indices):
            self.say(
                f"{count:,} sentences were folded away. Now that they are shown, press it again.",
                "Nothing was changed",
                "warning",
            )
        return count > 0

    def _detail(self) -> Iterable[tuple[str, str]]:
        sheet = self.desk.current
        run = sheet.folds.at(sheet.cursor) if sheet else None
        if sheet is None or run is None or sheet.anchor is not None:
            return super()._detail()
        words = f"{len(run):,} sentences that only this article has, folded: "
        words += f"{self._fold_key} unfolds them"
        return (
            (f"{run.start + 1} to {run.stop} of {len(sheet.sentences):,}", "faint"),
            (words, ""),
        )
