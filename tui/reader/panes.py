"""The panes: each shows an article of the open story; what changed in it is drawn again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.reader.comparisons import counterpart, tie
from tui.reader.hits import NO_HITS, hits
from tui.theme import KINDS
from tui.widgets.highlights import Highlights
from tui.widgets.pane import ArticlePane

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from annotations.articles.corpus import Card
    from annotations.workflow.open_article import Sheet
    from tui.reader.changes import Move, Spot
    from tui.reader.comparisons import Comparisons
    from tui.reader.look import Look
    from tui.reader.state import ReaderState

MOST_PANES = 3


class Panes:
    """The panes side by side, and the strip below the only one of a narrow terminal.

    Args:
        state: What they show.
        look: How it looks.
        comparisons: Articles in the light of one another.
        highlights: What to colour, by article.
        heading: What stands above an article.
    """

    def __init__(
        self,
        state: ReaderState,
        look: Look,
        comparisons: Comparisons,
        highlights: Mapping[str, Highlights],
        heading: Callable[[Card], str],
    ) -> None:
        self._state = state
        self._look = look
        self._comparisons = comparisons
        self._highlights = highlights
        self._heading = heading
        drawn = look.palette, look.scheme, look.glyphs
        self.side_by_side = [ArticlePane(*drawn) for _ in range(MOST_PANES)]
        self.strip = ArticlePane(*drawn, folds=False)
        self.strip.id = "strip"

    @property
    def every(self) -> tuple[ArticlePane, ...]:
        """The panes side by side, and the strip."""
        return *self.side_by_side, self.strip

    @property
    def in_use(self) -> list[ArticlePane]:
        """The panes side by side that show an article."""
        return [pane for pane in self.side_by_side if pane.display and pane.sheet is not None]

    def of(self, sheet: Sheet | None) -> ArticlePane | None:
        """The pane that shows a sheet."""
        if sheet is None:
            return None
        return next((pane for pane in self.side_by_side if pane.sheet is sheet), None)

    def in_view(self, sheet: Sheet) -> range:
        """The sentences of a sheet that are on the screen."""
        pane = self.of(sheet)
        return pane.in_view if pane else range(0)

    @property
    def current(self) -> ArticlePane | None:
        """The pane in focus."""
        return self.of(self._state.current)

    @property
    def shown_kinds(self) -> frozenset[str]:
        """Kinds of highlight that are switched on."""
        kinds = self._state.kinds
        return frozenset(
            kind for kind in KINDS if kinds["figures" if kind == "quantity" else "entities"]
        )

    # Showing

    def lay_out(self) -> None:
        """Give every pane what it shall show."""
        state, shown = self._state, self._state.shown
        for number, pane in enumerate(self.side_by_side):
            pane.display = number < max(len(shown), 1)
            self._give(pane, shown[number] if number < len(shown) else None)
        self._give(self.strip, state.beside if state.is_narrow else None)
        self.fit()

    def fit(self) -> None:
        """Give every pane its width."""
        for pane, width in zip(self.side_by_side, self._state.pane_widths, strict=False):
            pane.styles.width = width

    def _give(self, pane: ArticlePane, slot: int | None) -> None:
        state = self._state
        card = state.card(slot) if slot is not None and state.slots else None
        sheet = state.sheet(slot) if card else None
        pane.dress(
            heading=self._heading(card) if card else "",
            is_current=slot == state.focus and pane is not self.strip,
            flow=state.flow and not state.as_table,
            lit=state.lit,
            shown=self.shown_kinds,
            differences=state.kinds["differences"],
            beside=self._comparisons.view(sheet, state.sheet(state.beside_of(slot))),
        )
        if pane.sheet is not sheet:
            known = self._highlights.get(sheet.article.id) if sheet else None
            pane.show(sheet, known or Highlights())
            if sheet is not None and state.hits:
                pane.hits = hits(sheet, state.hits)

    def show_highlights(self) -> None:
        """Bring colours in line with what was found, where that has changed."""
        for pane in self.every:
            known = self._highlights.get(pane.sheet.article.id) if pane.sheet else None
            if known is not None and pane.highlights is not known:
                pane.highlights = known
                pane.repaint()

    def show_marks(self) -> None:
        """Let the lit name and the words that were searched for stand out, and nothing else."""
        words = self._state.hits
        for pane in self.every:
            found = hits(pane.sheet, words) if pane.sheet and words else NO_HITS
            if pane.hits is not found or pane.lit != self._state.lit:
                pane.hits, pane.lit = found, self._state.lit
                pane.repaint()

    def follow(self, move: Move) -> ArticlePane | None:
        """Keep a cursor in view that moved, and repaint what it left; the pane, if there is one."""
        pane = self.of(move.sheet)
        if pane is not None:
            passed = (move.before,) if move.sheet.anchor is None else tuple(pane.in_view)
            pane.follow(*passed)
        return pane

    def touch(self, spots: Iterable[Spot]) -> None:
        """Repaint sentences wherever they are visible."""
        indices: dict[str, list[int]] = {}
        for article_id, index in spots:
            indices.setdefault(article_id, []).append(index)
        for pane in self.every:
            if pane.sheet and (found := indices.get(pane.sheet.article.id)):
                pane.touch(*found)

    def redraw(self, sheets: Iterable[Sheet]) -> None:
        """Draw every row of some articles again."""
        for pane in self.every:
            if any(pane.sheet is sheet for sheet in sheets):
                pane.refresh()

    def relay(self) -> None:
        """Lay every article out anew, in rows of their own or running on."""
        for pane in self.every:
            pane.flow = self._state.flow
            pane.relay()

    def tie(self, master: ArticlePane | None = None) -> None:
        """Let the other panes follow the one in focus, or the one that was scrolled."""
        master = master or self.current
        if master is None or not self._state.tied:
            return
        for pane in self.side_by_side:
            if pane is not master and pane.display:
                beside = self._comparisons.view(master.sheet, pane.sheet)
                if beside is not None:
                    tie(master, pane, beside)
        master.drop_rule()

    def show_strip(self) -> None:
        """Mark in the strip the counterpart of the sentence under the cursor."""
        sheet, other = self._state.current, self.strip.sheet
        if sheet is None or other is None:
            return
        found = counterpart(self._comparisons, sheet.cursor, sheet, other)
        before, self.strip.at = self.strip.at, found
        if before != found:
            self.strip.follow(*([] if before is None else [before]))

    def recolour(self) -> None:
        """Draw everything in the theme as it is now."""
        for pane in self.every:
            pane.palette = self._look.palette
            pane.repaint()
