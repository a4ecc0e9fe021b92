"""Paragraphs that scroll, wrapped to the width they have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui.dialogs.pages import Part
from tui.widgets.row_list import RowList
from tui.widgets.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.theme import Palette
    from tui.widgets.glyphs import Glyphs
    from tui.widgets.row_builder import Line

MOST_ROWS = 2_000
"""Rows that are laid out; nobody scrolls further in what is only looked at."""


class Prose(RowList):
    """Parts of a page inside a screen."""

    def __init__(self, palette: Palette, glyphs: Glyphs) -> None:
        super().__init__(palette, glyphs, self._draw_row, chooses=False)
        self._parts: Sequence[Part] = ()
        self._lines: list[tuple[Part, str, bool]] = []

    def say(self, parts: Sequence[Part]) -> None:
        """Have other paragraphs; whoever scrolled stays where they are."""
        if parts != self._parts:
            self._parts = parts
            self._wrap()

    def _wrap(self) -> None:
        width, top = max(self.size.width - 3, 20), self.top
        self._lines = []
        for part in self._parts:
            rows = wrap(part.text, 0, len(part.text), max(width - part.indent, 10))
            for number, (start, end) in enumerate(rows):
                self._lines.append((part, part.text[start:end].rstrip(), number == 0))
            if len(self._lines) > MOST_ROWS:
                break
        self.show(len(self._lines))
        self.move(top)

    def on_resize(self) -> None:
        """Wrap anew."""
        self._wrap()

    def _draw_row(self, row: int, line: Line) -> None:
        part, text, first = self._lines[row]
        lead = part.lead if first else ""
        line.add(lead, part.lead_style)
        line.add(" " * max(part.indent - cell_len(lead), 0))
        line.add(text, part.style)
