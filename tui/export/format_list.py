"""The formats and what each is for, as a list to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.dataset import FORMATS
from tui.dialogs.list_screen import Listing
from tui.export.choices import missing

if TYPE_CHECKING:
    from tui.theme import Palette
    from tui.widgets.glyphs import Glyphs
    from tui.widgets.row_builder import Line


class Formats(Listing[str]):
    """Choose a format; dismissed with its name."""

    def __init__(self, palette: Palette, glyphs: Glyphs, now: str) -> None:
        super().__init__(palette, glyphs)
        self._now = now
        self._shown: list[str] = []

    def filtered(self) -> None:
        """Show what holds every word of the filter."""
        words = self.query_text.casefold().split()
        self._shown = [
            name
            for name, form in FORMATS.items()
            if all(word in f"{name} {form.about}".casefold() for word in words)
        ]
        at = self._shown.index(self._now) if self._now in self._shown else 0
        self.rows.show(len(self._shown), at)
        self.heading.show("Format", f"{len(self._shown)} of {len(FORMATS)}")
        self.footing.show(self.query_text or "type to filter", "enter chooses   esc back")

    def draw(self, row: int, line: Line) -> None:
        """Name, use, and how to get what it needs."""
        name = self._shown[row]
        lacks = missing(FORMATS[name], name)
        sign = self.glyphs.current if name == self._now else " "
        line.add(f" {sign} ", self.palette.accent)
        line.add(f"{name:<15}", self.palette.faint if lacks else self.palette.accent)
        if lacks:
            line.right(f" {lacks} ", self.palette.warning)
        line.add(FORMATS[name].about, self.palette.faint if lacks else None)

    def choice(self, row: int) -> str | None:
        """The format, if it can be written here."""
        name = self._shown[row]
        lacks = missing(FORMATS[name], name)
        if lacks:
            self.notify(f"{name} is {lacks}", severity="warning", markup=False)
            return None
        return name
