"""Which rows of a sheet are on the screen: laid out, kept around the cursor, scrolled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Size
from textual.strip import Strip

from annotations.workflow.folds import NO_FOLDS
from tui.widgets.drawing import GUTTER, SheetDrawing
from tui.widgets.row_layout import Position, Row, Rows
from tui.widgets.table import Table, TableRows

if TYPE_CHECKING:
    from annotations.labels import LabelScheme
    from annotations.workflow.folds import Folds
    from annotations.workflow.open_article import Sheet
    from tui.theme import Palette
    from tui.widgets.glyphs import Glyphs

_MARGIN = 2
"""Rows that stay visible beyond the cursor's sentence."""


class SheetScrolling(SheetDrawing):
    """Knows the rows of a sheet, and which of them are in view; `ArticlePane` talks about it."""

    def __init__(self, palette: Palette, scheme: LabelScheme, glyphs: Glyphs) -> None:
        super().__init__(palette, scheme, glyphs)
        self.gap: int | None = None
        """The sentence above which a rule says that something stands only in the other pane."""
        self._may_fold = True
        self._table: Table | None = None
        self._side = 0
        self._rows: Rows | None = None
        self._top = Position(0, 0)
        self._laid_for = Size(0, 0)
        """The size that rows were laid out for; asking Textual for it takes forty calls."""
        self._window: list[Row] = []
        self._thumb = range(0)
        self._strips: dict[object, Strip] = {}

    @property
    def lead(self) -> tuple[int, int] | None:
        """The sentence that other panes follow, and its row: the cursor's, else a third down."""
        y = self._cursor_row()
        if y is not None and self.sheet is not None:
            return self.cursor, y
        for y in range(self._height // 3, len(self._window)):
            for piece in self._window[y].pieces:
                if piece.opens:
                    return piece.sentence, y
        return None

    def page(self, direction: int) -> int | None:
        """The sentence one screen further, for the cursor to go to."""
        if self._rows is None or not self._window:
            return None
        step = max(self._height - 2, 1) * direction
        before = self._top
        self.scroll_rows(step)
        if self._top == before:
            # Nothing further: the last sentence, or the first.
            return len(self._rows.sentences) - 1 if direction > 0 else 0
        # So far from the edge that following the cursor need not scroll once more.
        margin = 0 if self._top == Position(0, 0) else _MARGIN
        opening = (piece for row in self._window[margin:] for piece in row.pieces if piece.opens)
        found = next((piece.sentence for piece in opening), None)
        # In a table nothing of this article may be in view: then the cursor waits.
        return found if found is not None or not self.in_view else self.in_view.start

    def scroll_rows(self, rows: int) -> None:
        """Scroll without moving the cursor."""
        if self._rows is None:
            return
        top = self._rows.move(self._top, rows)
        if rows > 0 and len(self._rows.window(top, self._height)) < self._height:
            top = self._last_top()
        self._set_top(top)

    def reads_on(self, direction: int) -> bool:
        """Scroll inside a sentence that is longer than the screen; False where it is not."""
        if self._rows is None or self.sheet is None or not len(self.sheet.sentences):
            return False
        first = self._rows.first_row(self.cursor)
        last = self._rows.last_row(self.cursor)
        if last.line - first.line < self._height or first.unit != last.unit:
            return False
        edge = self._rows.move(self._top, self._height - 1) if direction > 0 else self._top
        if (edge >= last) if direction > 0 else (edge <= first):
            return False
        self._set_top(self._rows.move(self._top, direction * (self._height - 2)))
        return True

    @property
    def top(self) -> Position:
        """The first row on the screen."""
        return self._top

    @property
    def in_view(self) -> range:
        """The sentences on the screen."""
        pieces = [piece.sentence for row in self._window for piece in row.pieces]
        if pieces:
            return range(pieces[0], pieces[-1] + 1)
        if self._rows is None or not self._window:
            return range(0)
        # Only another pane of the table has something here: where it would be.
        return self._rows.part(self._window[0].unit)

    @property
    def _height(self) -> int:
        return max(self._laid_for.height - 1, 1)

    def _cursor_row(self) -> int | None:
        if self.sheet is not None:
            cursor = self.cursor
            for y, row in enumerate(self._window):
                for piece in row.pieces:
                    if piece.sentence == cursor:
                        return y
        return None

    def _lay_out(self, row: int | None = None) -> None:
        self._strips.clear()
        self._laid_for = self.size
        self.folds = self._folds_wanted
        if self.sheet is None or self.size.width <= GUTTER + 1:
            self._rows, self._window = None, []
            self.refresh()
            return
        sheet = self.sheet
        self._rows = self._make_rows(sheet)
        if len(sheet.sentences):
            place = min(self._height // 3 if row is None else row, self._height - 1)
            self._top = self._rows.move(self._rows.first_row(self.cursor), -place)
            self._top = min(self._top_for_cursor(), max(self._last_top(), Position(0, 0)))
        self._set_top(self._top)

    @property
    def text_width(self) -> int:
        """Cells that a row of text has."""
        return self.size.width - GUTTER - 2

    @property
    def _folds_wanted(self) -> Folds:
        return self.sheet.folds if self.sheet is not None and self._may_fold else NO_FOLDS

    def _make_rows(self, sheet: Sheet) -> Rows:
        text, sentences, width = sheet.article.running_text, sheet.sentences, self.text_width
        if self._table is not None:
            return TableRows(text, sentences, width, self.folds, self._table, self._side)
        return Rows(text, sentences, width, flow=self.flow, folds=self.folds)

    def _last_top(self) -> Position:
        """The lowest top that still fills the screen."""
        assert self._rows is not None
        unit = len(self._rows) - 1
        end = Position(unit, len(self._rows.unit(unit)) - 1)
        return self._rows.move(end, 1 - self._height)

    def _top_for_cursor(self) -> Position:
        """The top nearest to the present one that shows the cursor's sentence."""
        assert self._rows is not None
        assert self.sheet is not None
        rows = self._rows
        first, last = rows.first_row(self.cursor), rows.last_row(self.cursor)
        margin = min(_MARGIN, (self._height - 1) // 4)
        upper = rows.move(first, -margin)
        if upper < self._top:
            # So far that the next keys need not scroll again.
            upper = min(upper, rows.move(last, 1 - self._height * 2 // 3))
            return upper if upper != Position(0, 1) else Position(0, 0)
        lower = rows.move(last, margin + 1 - self._height)
        if lower > self._top:
            far = rows.move(first, -(self._height // 3))
            return min(max(lower, min(far, self._last_top())), first)
        return self._top

    def _set_top(self, top: Position) -> None:
        assert self._rows is not None
        self._top = top
        self._window = self._rows.window(top, self._height) if len(self._rows) else []
        if self.gap is not None:
            self._window = self._with_rule(self._window)[: self._height]
        self._thumb = self._find_thumb()
        self.refresh()

    def _with_rule(self, window: list[Row]) -> list[Row]:
        """The rows with one more, a rule, above the sentence that `gap` names."""
        for y, row in enumerate(window):
            if any(piece.sentence == self.gap and piece.opens for piece in row.pieces):
                blank = y > 0 and not window[y - 1].pieces
                rule = Row(row.unit, -1, (), "rule")
                return [*window[: y - blank], rule, *window[y:]]
        return window

    def _find_thumb(self) -> range:
        """Screen rows of the scroll column that stand for what is visible."""
        assert self.sheet is not None
        total, visible = len(self.sheet.sentences), self.in_view
        if len(visible) >= total or not total:
            return range(0)
        start = 1 + visible.start * self._height // total
        size = max(len(visible) * self._height // total, 1)
        start = min(start, self._height + 1 - size)
        return range(start, start + size)
