"""How far people agree: a page of statistics, each of which opens the sentences behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from textual.binding import Binding

from tui.dialogs.list_screen import Listing
from tui.review.agreement_rows import Row, chosen, pages

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotations.agreement import Report
    from annotations.labels import LabelScheme
    from annotations.review.model import Counts, Filter
    from tui.theme import Palette
    from tui.widgets.glyphs import Glyphs
    from tui.widgets.row_builder import Line


class Agreed(Listing["Filter"]):
    """Choose a statistic; dismissed with the filter of its sentences."""

    filters = False
    BINDINGS = [
        Binding("j", "move(1)", show=False),
        Binding("k", "move(-1)", show=False),
        Binding("right,l,tab", "column(1)", show=False),
        Binding("left,h,shift+tab", "column(-1)", show=False),
        Binding("a,q", "leave", show=False),
    ]

    def __init__(
        self,
        palette: Palette,
        glyphs: Glyphs,
        scheme: LabelScheme,
        report: Report,
        counts: Counts,
        names: Mapping[str, str],
    ) -> None:
        super().__init__(palette, glyphs)
        self._rows: list[Row] = list(pages(report, counts, scheme, names))
        self._column = 0

    def filtered(self) -> None:
        """Everything, with the cursor on the first statistic that opens something."""
        first = next((at for at, row in enumerate(self._rows) if chosen(row)), 0)
        self.rows.show(len(self._rows), first)
        self.heading.show("Agreement", "")
        self.footing.show(
            "arrows move", "enter on a marked statistic opens its sentences   esc back"
        )

    def action_move(self, rows: int) -> None:
        """Go some rows on, to one that opens something."""
        cursor = self.rows.cursor
        step = 1 if rows > 0 else -1
        if abs(rows) == 1:
            target = cursor + step
            while 0 <= target < len(self._rows) and not chosen(self._rows[target]):
                target += step
            rows = target - cursor
        super().action_move(rows)

    def action_column(self, step: int) -> None:
        """Go to the next statistic of the row."""
        count = len(chosen(self._rows[self.rows.cursor]))
        if count:
            self._column = (min(self._column, count - 1) + step) % count
            self.rows.refresh()

    def draw(self, row: int, line: Line) -> None:
        """The cells, the one under the cursor standing out."""
        cells = self._rows[row]
        here = self._opens(row) if row == self.rows.cursor else None
        line.add(" ")
        for at, cell in enumerate(cells):
            text = cell.text[: cell.width] if cell.width else cell.text
            pad = " " * max(cell.width - len(text), 0)
            style = self._style(cell.style)
            if cell.only is not None:
                style = (style or Style()) + Style(underline=True)
            if at == here:
                style = (style or Style()) + Style(reverse=True, underline=False)
            line.add(pad if cell.to_right else "")
            line.add(text, style)
            line.add("" if cell.to_right else pad)

    def _style(self, kind: object) -> Style | None:
        palette = self.palette
        if not isinstance(kind, str):
            return palette.label(kind)  # type: ignore[arg-type]
        named = {"accent": palette.accent, "faint": palette.faint, "warning": palette.warning}
        return named.get(kind)

    def _opens(self, row: int) -> int | None:
        places = chosen(self._rows[row])
        return places[min(self._column, len(places) - 1)] if places else None

    def choice(self, row: int) -> Filter | None:
        """The sentences behind the statistic under the cursor."""
        at = self._opens(row)
        return self._rows[row][at].only if at is not None else None
