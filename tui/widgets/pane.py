"""One article on the screen: a header row, a gutter, the text, a scroll column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from tui.sanitize import safe
from tui.widgets.drawing import GUTTER
from tui.widgets.highlights import Highlights
from tui.widgets.row_layout import Position, Rows
from tui.widgets.scrolling import SheetScrolling

if TYPE_CHECKING:
    from textual import events

    from annotations.labels import LabelScheme
    from annotations.workflow.open_article import Sheet
    from annotations.workflow.pair_view import Beside
    from tui.theme import Palette
    from tui.widgets.glyphs import Glyphs
    from tui.widgets.table import Table

_KEPT_STRIPS = 1024


class Grip(NamedTuple):
    """Where a drag began."""

    side: int
    """At the left border -1, at the right one 1, in the text 0."""
    x: int
    sentence: int | None


class ArticlePane(SheetScrolling):
    """Draws the visible rows of a sheet and keeps its cursor in view.

    The screen owns the sheet and says what changed; the pane repaints only those rows.
    """

    DEFAULT_CSS = "ArticlePane { width: 1fr; height: 1fr; }"
    ALLOW_SELECT = False
    """A drag chooses sentences; with shift the terminal selects text in its own way."""

    @dataclass
    class Pointed(Message):
        """Somebody pointed at a sentence (or, with None, only at the pane)."""

        pane: ArticlePane
        sentence: int | None

    @dataclass
    class HeadPointed(Message):
        """Somebody pointed at what stands above the text."""

        pane: ArticlePane

    @dataclass
    class Dragged(Message):
        """Somebody drags from one sentence to another."""

        pane: ArticlePane
        first: int
        last: int

    @dataclass
    class BorderDragged(Message):
        """Somebody drags the border on one side of a pane."""

        pane: ArticlePane
        side: int
        """-1 is the left one, 1 the right one."""
        column: int
        """Of the screen."""

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
        self._look: tuple[object, ...] = ()
        self._drawn: dict[int, tuple[object, ...]] = {}
        """What each row of the screen was drawn from."""
        self._drawn_header: tuple[object, ...] = ()
        self._grip: Grip | None = None
        """What is being dragged."""
        self._has_dragged = False

    # What the screen says

    def show(self, sheet: Sheet | None, highlights: Highlights) -> None:
        """Draw another sheet, dressed for it before, its cursor's sentence at a third down."""
        self.sheet = sheet
        self.at = self.gap = self._table = None
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

    def repaint(self) -> None:
        """Draw every row anew: theme, highlights or switches changed."""
        self._strips.clear()
        self._drawn.clear()
        self.refresh()

    def relay(self) -> None:
        """Wrap anew, the cursor's sentence staying on its row: the layout changed."""
        row = self._cursor_row()
        self._rows = None
        self._lay_out(row)

    def touch(self, *sentences: int) -> None:
        """Repaint the visible rows of some sentences, and the header, where they look other."""
        width = self._laid_for.width
        wanted = set(map(self.folds.shown, sentences))
        regions = []
        for y, row in enumerate(self._window, start=1):
            for piece in row.pieces:
                if piece.sentence in wanted:
                    if self._drawn.get(y) != self._key_of(y):
                        regions.append(Region(0, y, width, 1))
                    break
        if self._drawn_header != self.header_look:
            regions.append(Region(0, 0, width, 1))
        if regions:
            self.refresh(*regions)

    def follow(self, *before: int) -> None:
        """The cursor moved away from the sentences `before`: keep it in view, repaint both."""
        if self._rows is None or self.sheet is None or not len(self.sheet.sentences):
            return
        top = self._top_for_cursor()
        if top != self._top:
            self._set_top(top)
        else:
            self.touch(self.cursor, *before)

    # Drawing

    def on_resize(self) -> None:
        """Keep the cursor's sentence where it was."""
        self.relay()
        self.post_message(self.Resized(self))

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        if y == 0:
            self._drawn_header = self.header_look
            return self.header()
        if self.sheet is None or y > len(self._window):
            self._drawn.pop(y, None)
            return Strip([Segment(" " * self.size.width, self.palette.text)], self.size.width)
        key = self._drawn[y] = self._key_of(y)
        strip = self._strips.get(key)
        if strip is None:
            if len(self._strips) >= _KEPT_STRIPS:
                self._strips.clear()
            strip = self._strips[key] = self.draw_row(self._window[y - 1], self._rail_of(y))
        return strip

    def _rail_of(self, y: int) -> Segment:
        return self.rail(y, self._height, thumb=y in self._thumb)

    def _key_of(self, y: int) -> tuple[object, ...]:
        """All that the look of a row of the screen depends on."""
        row = self._window[y - 1]
        states = [self.state_of(piece.sentence) for piece in row.pieces]
        return row.unit, row.line, row.kind, self._rail_of(y), *states

    # Pointing

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin a drag: of sentences, or of the border of the pane."""
        self._grip, self._has_dragged = None, False
        if event.button == 1 and event.y > 0:
            side = 1 if event.x >= self.size.width - 1 else -1 if event.x == 0 else 0
            self._grip = Grip(side, event.x, self._sentence_at(event.x, event.y))
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Go on with a drag; a button that was let go elsewhere ends it."""
        if self._grip is None:
            return
        if event.button != 1:
            self.on_mouse_up()
        elif self._grip.side:
            if self._has_dragged or event.x != self._grip.x:
                self._has_dragged = True
                self.post_message(self.BorderDragged(self, self._grip.side, event.screen_x))
        elif self._grip.sentence is not None:
            last = self._sentence_near(event.x, event.y)
            if last is not None and (self._has_dragged or last != self._grip.sentence):
                self._has_dragged = True
                self.post_message(self.Dragged(self, self._grip.sentence, last))

    def on_mouse_up(self) -> None:
        """Let go: a range that was dragged stands."""
        self._grip = None
        self.release_mouse()

    def _sentence_near(self, x: int, y: int) -> int | None:
        """The sentence there; above and below the text the one that comes into view next."""
        assert self.sheet is not None
        if y < 1:
            return max(self.in_view.start - 1, 0) if self.in_view else None
        if y > self._height:
            return min(self.in_view.stop, len(self.sheet.sentences) - 1) if self.in_view else None
        return self._sentence_at(x, y)

    def on_click(self, event: events.Click) -> None:
        """Say which sentence was pointed at; the scroll column goes to that share of the text."""
        if self._has_dragged:
            return
        if event.y == 0:
            self.post_message(self.HeadPointed(self))
            return
        if event.x >= self.size.width - 1 and self.sheet is not None:
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
            at += (
                Segment(safe(self.sheet.article.running_text[piece.start : piece.end])).cell_length
                + 1
            )
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
