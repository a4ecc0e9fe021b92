"""A list of any length, of which only the visible rows exist."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.widgets.row_builder import Line

if TYPE_CHECKING:
    from textual import events

    from tui.theme import Palette
    from tui.widgets.glyphs import Glyphs

Draw = Callable[[int, Line], None]
"""Fills the line of row number N."""


class RowList(Widget):
    """Rows drawn on demand; one of them may be chosen."""

    DEFAULT_CSS = "RowList { width: 1fr; height: 1fr; }"

    @dataclass
    class Chosen(Message):
        """Somebody pointed at a row."""

        row: int

    def __init__(self, palette: Palette, glyphs: Glyphs, draw: Draw, *, chooses: bool) -> None:
        super().__init__()
        self.palette = palette
        self.glyphs = glyphs
        self._draw = draw
        self._chooses = chooses
        self.total = 0
        self.cursor = 0
        self.top = 0

    def show(self, total: int, cursor: int = 0) -> None:
        """Have another number of rows, with the cursor on one of them."""
        self.total = total
        self.cursor = min(max(cursor, 0), max(total - 1, 0))
        self.top = 0
        self._follow()
        self.refresh()

    def move(self, rows: int) -> None:
        """Move the cursor, or scroll where nothing is chosen."""
        if self._chooses:
            self.cursor = min(max(self.cursor + rows, 0), max(self.total - 1, 0))
            self._follow()
        else:
            self._scroll(rows)
        self.refresh()

    def page(self, direction: int) -> None:
        """Go one screen on."""
        self.move(direction * max(self.size.height - 1, 1))

    def _scroll(self, rows: int) -> None:
        self.top = min(max(self.top + rows, 0), max(self.total - self.size.height, 0))

    def _follow(self) -> None:
        height = max(self.size.height, 1)
        self.top = min(self.top, self.cursor)
        self.top = max(self.top, self.cursor - height + 1)

    @property
    def in_view(self) -> range:
        """The rows on the screen."""
        return range(self.top, min(self.top + self.size.height, self.total))

    def on_resize(self) -> None:
        """Keep the chosen row in view."""
        self._follow()
        self._scroll(0)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row and its part of the scroll column."""
        row, palette, width = self.top + y, self.palette, self.size.width
        at_cursor = self._chooses and row == self.cursor and row < self.total
        base = palette.text + palette.cursor if at_cursor else palette.text
        line = Line(width - 1, base, self.glyphs.cut)
        if row < self.total:
            line.add(self.glyphs.bar if at_cursor else " ", palette.accent)
            self._draw(row, line)
        bar = " "
        if self.total > self.size.height:
            share = range(
                self.top * self.size.height // self.total,
                -(-(self.top + self.size.height) * self.size.height // self.total),
            )
            bar = self.glyphs.thumb if y in share else self.glyphs.rail
        return Strip([*line.strip(), Segment(bar, palette.text_faint)], width)

    def on_click(self, event: events.Click) -> None:
        """Choose a row."""
        row = self.top + event.y
        if row < self.total:
            self.cursor = row
            self.refresh()
            self.post_message(self.Chosen(row))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll."""
        event.stop()
        self._scroll(3)
        self.refresh()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll."""
        event.stop()
        self._scroll(-3)
        self.refresh()
