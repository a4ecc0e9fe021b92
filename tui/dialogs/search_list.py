"""The searches of the configuration, to choose one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.plurals import count
from tui.dialogs.list_screen import Listing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.theme import Palette
    from tui.widgets.glyphs import Glyphs
    from tui.widgets.row_builder import Line


class SearchList(Listing[str]):
    """Choose a search; its words are what comes back.

    Args:
        palette: The styles of the theme.
        glyphs: The signs.
        searches: What they look for, by name.
    """

    def __init__(self, palette: Palette, glyphs: Glyphs, searches: Mapping[str, str]) -> None:
        super().__init__(palette, glyphs)
        self._searches = list(searches.items())
        self._shown = self._searches

    def filtered(self) -> None:
        """Show what holds every word of the filter."""
        words = self.query_text.casefold().split()
        self._shown = [
            one
            for one in self._searches
            if all(word in f"{one[0]} {one[1]}".casefold() for word in words)
        ]
        self.rows.show(len(self._shown), 0)
        self.heading.show("Saved searches", count(len(self._searches), "search", "searches"))
        none = "" if self._searches else "none yet: write them in config.yaml, under “searches:”"
        self.footing.show(self.query_text or none or "type to filter", "enter takes it   esc back")

    def draw(self, row: int, line: Line) -> None:
        """The name, and what is looked for."""
        name, text = self._shown[row]
        line.add(f" {name}  ", self.palette.accent)
        line.add(text, self.palette.faint)

    def choice(self, row: int) -> str:
        """What is looked for."""
        return self._shown[row][1]
