"""One article on the screen: a header row, a gutter, the text, a scroll column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from tui.safe import safe
from tui.widgets.drawing import GUTTER, SheetDrawing
from tui.widgets.grid import NO_FOLDS
from tui.widgets.highlights import Highlights
from tui.widgets.layout import Position, Row, Rows
from tui.widgets.table import Table, TableRows

if TYPE_CHECKING:
    from textual import events

    from annotations.labels import LabelScheme
    from tui.theme import Palette
    from tui.widgets.beside import Beside
    from tui.widgets.glyphs import Glyphs
    from tui.widgets.grid import Folds
    from tui.widgets.sheet import Sheet

_MARGIN = 2
"""Rows that stay visible beyond the cursor's sentence."""

_KEPT_STRIPS = 1024


class ArticlePane(SheetDrawing):
    """Draws the visible rows of a sheet and keeps its cursor in view.

    The screen owns the sheet and says what changed; the pane repaints only those rows.
    """

    DEFAULT_CSS = "ArticlePane { width: 1fr; height: 1fr; }"

    @dataclass
    class Pointed(Message):
        """Somebody pointed at a sentence (or, with None, only at the pane)."""

        pane: ArticlePane
        sentence: int | None

    @dataclass
    class Scrolled(Message):
        """Somebody scrolled with the wheel: other panes may follow."""

        pane: ArticlePane

    @dataclass
    class Resized(Message):
        """The pane has another size: other panes may have to follow."""

        pane: ArticlePane

    def __init__(
        self, palette: Palette, scheme: LabelScheme, glyphs: Glyphs, *, folds: bool = True
    ) -> None:
        super().__init__(palette, scheme, glyphs)
        self._may_fold = folds
        self._table: Table | None = None
        self._side = 0
        self.gap: int | None = None
        """The sentence above which a rule says that something stands only in the other pane."""
        self._rows: Rows | None = None
        self._top = Position(0, 0)
        self._window: list[Row] = []
        self._thumb = range(0)
        self._strips: dict[object, Strip] = {}
        self._look: tuple[object, ...] = ()

    # What the screen says

    def show(self, sheet: Sheet | None, highlights: Highlights) -> None:
        """Draw another sheet, its cursor's sentence at a third of the height."""
        self.sheet = sheet
        self.at = self.gap = self.beside = self._table = None
        self.highlights = highlights
        self.hits = Highlights()
        self._rows = None
        self._top = Position(0, 0)
        self._lay_out()

    def dress(
        self,
        *,
        heading: str,
        is_current: bool,
        flow: bool,
        lit: str,
        shown: frozenset[str],
        differences: bool,
        beside: Beside | None,
    ) -> None:
        """Draw in another way; nothing happens where it is the same."""
        look = (heading, is_current, flow, lit, shown, differences, beside)
        if look == self._look:
            return
        self._look = look
        self.heading, self.is_current, self.flow, self.lit, self.shown = look[:5]
        self.differences, self.beside = differences, beside
        self.repaint()

    def arrange_rows(self, table: Table | None, side: int) -> None:
        """Be a side of a table, or of none; and fold what the sheet says is folded.

        Of several panes the last that is arranged knows how high all the others' rows are.
        """
        assert self.sheet is not None
        if table is not self._table or side != self._side or self._folds_wanted != self.folds:
            self._table, self._side, self.gap = table, side, None
            self.relay()

    def follow_table(self, master: ArticlePane) -> None:
        """Stand where another pane of the same table stands."""
        if self._rows is None or self._table is None:
            return
        window = self._rows.window(master._top, self._height)
        if master._top != self._top or window != self._window:
            self._set_top(master._top)

    def place(self, sentence: int, y: int, *, gap: bool) -> None:
        """Bring a sentence's first row to row `y` of the text, as far as the ends allow.

        With `gap`, a rule stands there instead and the sentence follows below it.
        """
        if self._rows is None or not len(self._rows):
            return
        changed = self.gap != (sentence if gap else None)
        self.gap = sentence if gap else None
        if sentence >= len(self._rows.sentences):
            top = self._last_top()
        else:
            top = self._rows.move(self._rows.first_row(sentence), -y)
            top = min(top, max(self._last_top(), Position(0, 0)))
        if changed or top != self._top:
            self._set_top(top)

    def drop_rule(self) -> None:
        """Show no rule: this pane leads."""
        if self.gap is not None and self._rows is not None:
            self.gap = None
            self._set_top(self._top)

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

    def repaint(self) -> None:
        """Draw every row anew: theme, highlights or switches changed."""
        self._strips.clear()
        self.refresh()

    def relay(self) -> None:
        """Wrap anew, the cursor's sentence staying on its row: the layout changed."""
        row = self._cursor_row()
        self._rows = None
        self._lay_out(row)

    def touch(self, *sentences: int) -> None:
        """Repaint the visible rows of some sentences, and the header."""
        width = self.size.width
        wanted = {self.folds.shown(sentence) for sentence in sentences}
        regions = [
            Region(0, y + 1, width, 1)
            for y, row in enumerate(self._window)
            if any(piece.sentence in wanted for piece in row.pieces)
        ]
        self.refresh(Region(0, 0, width, 1), *regions)

    def follow(self, *before: int) -> None:
        """The cursor moved away from the sentences `before`: keep it in view, repaint both."""
        if self._rows is None or self.sheet is None or not len(self.sheet.sentences):
            return
        top = self._top_for_cursor()
        if top != self._top:
            self._set_top(top)
        else:
            self.touch(self.cursor, *before)

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

    # Laying out

    @property
    def _height(self) -> int:
        return max(self.size.height - 1, 1)

    def on_resize(self) -> None:
        """Keep the cursor's sentence where it was."""
        self.relay()
        self.post_message(self.Resized(self))

    def _cursor_row(self) -> int | None:
        if self.sheet is not None:
            for y, row in enumerate(self._window):
                if any(piece.sentence == self.cursor for piece in row.pieces):
                    return y
        return None

    def _lay_out(self, row: int | None = None) -> None:
        self._strips.clear()
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
        text, sentences, width = sheet.article.text, sheet.sentences, self.text_width
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
            return upper if upper != Position(0, 1) else Position(0, 0)
        lower = rows.move(last, margin + 1 - self._height)
        if lower > self._top:
            return min(lower, first)
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

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        if y == 0:
            return self.header()
        if self.sheet is None or y > len(self._window):
            return Strip([Segment(" " * self.size.width, self.palette.text)], self.size.width)
        row = self._window[y - 1]
        rail = self.rail(y, self._height, thumb=y in self._thumb)
        key = (
            row.unit,
            row.line,
            row.kind,
            rail,
            *(self.state_of(piece.sentence) for piece in row.pieces),
        )
        strip = self._strips.get(key)
        if strip is None:
            if len(self._strips) >= _KEPT_STRIPS:
                self._strips.clear()
            strip = self._strips[key] = self.draw_row(row, rail)
        return strip

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

    # Pointing

    def on_click(self, event: events.Click) -> None:
        """Say which sentence was pointed at; the scroll column goes to that share of the text."""
        if event.x >= self.size.width - 1 and event.y > 0 and self.sheet is not None:
            share = (event.y - 1) / self._height
            self.post_message(self.Pointed(self, int(share * len(self.sheet.sentences))))
            return
        self.post_message(self.Pointed(self, self._sentence_at(event.x, event.y)))

    def _sentence_at(self, x: int, y: int) -> int | None:
        if not 0 < y <= len(self._window):
            return None
        at, found = GUTTER, None
        for piece in self._window[y - 1].pieces:
            found = piece.sentence
            assert self.sheet is not None
            at += Segment(safe(self.sheet.article.text[piece.start : piece.end])).cell_length + 1
            at += Rows.MARKER if self.flow and piece.opens else 0
            if x < at:
                break
        return found

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll; the cursor stays on its sentence."""
        event.stop()
        self.scroll_rows(3)
        self.post_message(self.Scrolled(self))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll; the cursor stays on its sentence."""
        event.stop()
        self.scroll_rows(-3)
        self.post_message(self.Scrolled(self))
