"""One row of the screen, put together from the left and from the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.strip import Strip

from tui.sanitize import safe

if TYPE_CHECKING:
    from rich.style import Style


class Place(NamedTuple):
    """Cells of a row that stand for a key, from one up to before another."""

    start: int
    end: int
    key: str
    """As Textual names it."""


class Line:
    """A row of `width` cells on one background; what does not fit is cut, the right side last."""

    def __init__(self, width: int, style: Style, cut: str = "…") -> None:
        self.width = width
        self.style = style
        self._cut = cut
        self._left: list[Segment] = []
        self._right: list[Segment] = []
        self._used = 0
        self.at = 0
        """Where the next text on the left starts."""
        self._end = width
        """Where the next text on the right ends."""
        self.places: list[Place] = []
        """What can be pointed at."""

    @property
    def room(self) -> int:
        """Cells that are still free."""
        return self.width - self._used

    def _segment(self, text: str, style: Style | None) -> Segment | None:
        shown, room = safe(text), self.width - self._used
        cells = cell_len(shown)
        if cells > room:
            if room < 1:
                return None
            shown = set_cell_size(shown, room - 1) + self._cut
            cells = cell_len(shown)
        self._used += cells
        return Segment(shown, self.style + style if style else self.style)

    def add(self, text: str, style: Style | None = None, key: str = "") -> None:
        """Put text behind what stands on the left; pointing at it presses `key`, if any."""
        if segment := self._segment(text, style):
            self._left.append(segment)
            start, self.at = self.at, self.at + segment.cell_length
            if key:
                self.places.append(Place(start, self.at, key))

    def right(self, text: str, style: Style | None = None, key: str = "") -> None:
        """Put text in front of what stands on the right; `key` as above."""
        if segment := self._segment(text, style):
            self._right.insert(0, segment)
            end, self._end = self._end, self._end - segment.cell_length
            if key:
                self.places.append(Place(self._end, end, key))

    def strip(self) -> Strip:
        """The row as Textual draws it."""
        fill = Segment(" " * max(self.room, 0), self.style)
        return Strip([*self._left, fill, *self._right], self.width)
