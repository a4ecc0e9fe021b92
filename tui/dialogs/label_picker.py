"""Any label by its name: type to narrow the list, enter gives it; those given last come first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import ModalScreen

from annotations.labels import matching
from tui.dialogs.list_screen import Listing
from tui.keys import readable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotations.labels import Label, LabelScheme
    from tui.theme import Palette
    from tui.widgets.glyphs import Glyphs
    from tui.widgets.row_builder import Line

_ROWS = 10
"""Labels in view at once: what is read above stays visible."""


class LabelPicker(Listing[str], ModalScreen[str | None]):
    """Dismissed with the slug of a label, or with None when it was left.

    Args:
        palette: The styles of the theme.
        glyphs: The signs.
        scheme: The labels.
        keys: The keys of every action by id.
        does: What is done with the label.
        what: The sentence or sentences that get it.
        recent: Slugs of those that come first, in their order.
    """

    DEFAULT_CSS = """
    LabelPicker { align: left bottom; background: transparent; }
    LabelPicker:ansi { background: transparent; }
    LabelPicker > RowList { width: 100%; height: 3; }
    """

    def __init__(
        self,
        palette: Palette,
        glyphs: Glyphs,
        scheme: LabelScheme,
        keys: Mapping[str, str],
        does: str,
        what: str,
        recent: Sequence[str],
    ) -> None:
        super().__init__(palette, glyphs)
        self._keys, self._does, self._what, self._recent = keys, does, what, recent
        self._labels = scheme.givable
        self._shown: list[Label] = []
        self._is_typing = True  # `j` and `k` may begin a name

    def filtered(self) -> None:
        """Show the labels that may be meant."""
        self._shown = matching(self._labels, self.query_text, self._recent)
        self.rows.styles.height = min(len(self._labels), _ROWS, max(self.size.height - 8, 1))
        self.rows.show(len(self._shown))
        self.heading.show(f"{self._does} {self._what}", f"{len(self._labels)} labels")
        typed = f": {self.query_text}"
        self.footing.show(
            typed if self._shown else f"{typed}   no such label", "enter chooses   esc cancels"
        )

    def draw(self, row: int, line: Line) -> None:
        """Name, key, definition."""
        label = self._shown[row]
        keys = self._keys.get(f"label.{label.slug}", "")
        line.add(f" {label.title}", self.palette.label(label))
        if keys:
            line.add(f"  {readable(keys.split(',')[0])}", self.palette.accent)
        line.add(f"  {' '.join(label.definition.split())}", self.palette.faint)

    def choice(self, row: int) -> str:
        """The label's slug."""
        return self._shown[row].slug

    def _filter(self, words: str) -> None:
        super()._filter(words)
        self._is_typing = True
