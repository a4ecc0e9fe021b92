"""The panes of the review: the sentence in its article, its counterpart beside or below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.reader.comparisons import counterpart, tie
from tui.widgets.highlights import Highlights
from tui.widgets.pane import ArticlePane

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotations.labels import LabelScheme
    from annotations.review.model import Case
    from annotations.workflow.open_article import Sheet
    from tui import messages
    from tui.reader.study import Study
    from tui.review.state import ReviewState
    from tui.theme import Palette
    from tui.widgets.glyphs import Glyphs

TWO_PANES = 88
"""Columns from which the counterpart stands beside the sentence, not below it."""


class Shown(NamedTuple):
    """What the reader has switched on."""

    kinds: frozenset[str]
    differences: bool


class CasePanes:
    """Shows the case of a review in its article, and the article beside it.

    Args:
        state: The review.
        study: What is found in articles, and how they compare.
        palette: The styles of the theme.
        glyphs: The signs.
        shown: What is coloured.
    """

    def __init__(
        self, state: ReviewState, study: Study, palette: Palette, glyphs: Glyphs, shown: Shown
    ) -> None:
        self._state = state
        self._study = study
        self._glyphs = glyphs
        self._shown = shown
        scheme: LabelScheme = state.scheme
        self.pane = ArticlePane(palette, scheme, glyphs)
        self.other = ArticlePane(palette, scheme, glyphs)
        self.strip = ArticlePane(palette, scheme, glyphs)
        self.strip.id = "strip"
        self._placed: Case | None = None
        """The case that was put in its place; scrolling may have moved it since."""

    @property
    def all(self) -> tuple[ArticlePane, ...]:
        """Every pane, shown or not."""
        return self.pane, self.other, self.strip

    def lay_out(self, width: int) -> bool:
        """Give the panes the sentence in its article, and the article beside it.

        Args:
            width: Columns of the terminal.

        Returns:
            Whether the counterpart stands below, for want of room.
        """
        state = self._state
        case = state.case
        if case is None or state.articles is None:
            return False
        sheet = state.sheet(case.article_id)
        beside_id = state.beside_id(case.article_id)
        other = state.sheet(beside_id) if beside_id else None
        is_wide = width >= TWO_PANES
        self.other.display = is_wide and other is not None
        if sheet is not None:
            self._show(case, sheet, other)
            if other is not None:
                self._show_beside(sheet, other, self.other if is_wide else self.strip)
        return not is_wide and other is not None

    def _show(self, case: Case, sheet: Sheet, other: Sheet | None) -> None:
        before, sheet.cursor = sheet.cursor, case.index
        self._give(self.pane, sheet, other)
        if case is not self._placed:
            self.pane.place(case.index, self.pane.size.height // 3, gap=False)
            self._placed = case
        self.pane.follow(before)

    def _show_beside(self, sheet: Sheet, other: Sheet, pane: ArticlePane) -> None:
        """Mark the counterpart, on the row of the sentence; a rule where there is none."""
        self._compare(sheet, other)
        self._give(pane, other, sheet)
        comparisons = self._study.comparisons
        before, pane.at = pane.at, counterpart(comparisons, sheet.cursor, sheet, other)
        beside = comparisons.view(sheet, other)
        if pane is self.other and beside is not None:
            tie(self.pane, pane, beside)
        else:
            pane.place(pane.at, pane.size.height // 3, gap=False)
        pane.touch(pane.at, *([] if before is None else [before]))

    def _give(self, pane: ArticlePane, sheet: Sheet, other: Sheet | None) -> None:
        assert self._state.articles is not None
        pane.dress(
            heading=self._state.articles.heading(sheet.article.id, self._glyphs.dot),
            is_current=pane is self.pane,
            flow=False,
            lit="",
            shown=self._shown.kinds,
            differences=self._shown.differences,
            beside=self._study.comparisons.view(sheet, other),
        )
        if pane.sheet is not sheet:
            known = self._study.highlights.get(sheet.article.id)
            pane.show(sheet, known or Highlights())
            if known is None:
                self._study.analyse(sheet, pane.in_view)

    def _compare(self, sheet: Sheet, other: Sheet) -> None:
        assert self._state.articles is not None
        sheets = [sheet, other]
        if self._state.articles.is_earlier(other.article.id, sheet.article.id):
            sheets.reverse()
        self._study.compare(sheets)

    def take_analysed(self, message: messages.Analysed) -> None:
        """Colour what was found in an article."""
        self._study.take(message)
        for pane in self.all:
            if pane.sheet is not None and pane.sheet.article.id == message.found.article.id:
                pane.highlights = self._study.highlights[message.found.article.id]
                pane.repaint()

    def touch(self, sentences: Iterable[str]) -> None:
        """Paint sentences anew wherever they are visible."""
        for case in filter(None, map(self._state.case_of, sentences)):
            for pane in self.all:
                if pane.sheet is not None and pane.sheet.article.id == case.article_id:
                    pane.touch(case.index)

    def page(self, direction: int) -> None:
        """Scroll by nearly a screen; the sentence stays the same."""
        self.pane.scroll_rows(direction * max(self.pane.size.height - 3, 1))

    def recolour(self, palette: Palette) -> None:
        """Draw everything in another theme."""
        for pane in self.all:
            pane.palette = palette
            pane.repaint()
