"""Articles whose file changed after they were labelled: what became of each label, and a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotations.comparison.versions import OUTCOMES
from tui.dialogs.list_screen import Listing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.comparison.versions import LabelFate, VersionReport
    from annotations.labels import LabelScheme
    from tui.theme import Palette
    from tui.widgets.glyphs import Glyphs
    from tui.widgets.row_builder import Line

HEADINGS = {
    "asks": "Text changed: look at these",
    "lost": "Lost: still with the old version",
    "moved": "Moved, carried",
    "kept": "Kept, carried",
}


class Entry(NamedTuple):
    """A row: a heading, or a label and what became of it."""

    text: str
    fate: LabelFate | None = None
    article_id: str = ""
    is_new: bool = False
    """Whether it is the row of the new text, below that of the old."""


class Versions(Listing[tuple[str, int]]):
    """Choose a sentence; dismissed with its article and index."""

    def __init__(
        self,
        palette: Palette,
        glyphs: Glyphs,
        scheme: LabelScheme,
        reports: Sequence[VersionReport],
    ) -> None:
        super().__init__(palette, glyphs)
        self._scheme = scheme
        self._entries = [entry for report in reports for entry in _entries(report)]
        self._counts = "; ".join(report.counts for report in reports)
        self._shown: list[Entry] = []

    def filtered(self) -> None:
        """Show what holds every word of the filter, and the headings."""
        words = self.query_text.casefold().split()
        self._shown = [
            entry
            for entry in self._entries
            if entry.fate is None or all(word in _words(entry.fate) for word in words)
        ]
        first = next((n for n, entry in enumerate(self._shown) if entry.fate is not None), 0)
        self.rows.show(len(self._shown), first)
        self.heading.show("Labels of earlier versions", self._counts)
        self.footing.show(self.query_text or "type to filter", "enter goes there   esc back")

    def draw(self, row: int, line: Line) -> None:
        """A label with the old text; below it the new text, where that is another."""
        entry, palette, scheme = self._shown[row], self.palette, self._scheme
        if entry.fate is None:
            line.add(f" {entry.text}", palette.accent)
            return
        fate = entry.fate
        if entry.is_new:
            line.add(f"{self.glyphs.current:>16} ", palette.faint)
            line.add(" ".join(fate.new_text.split()))
            return
        label = scheme.find(fate.label)
        line.add(f"  {label.title:<12} "[:15], palette.label(label))
        style = palette.warning if fate.outcome in ("asks", "lost") else palette.faint
        if fate.reason:
            line.right(f" {fate.reason} ", style)
        line.add(f"{self.glyphs.removed} " if _differs(fate) else "  ", palette.faint)
        line.add(" ".join(fate.text.split()))

    def choice(self, row: int) -> tuple[str, int] | None:
        """Where the sentence is in the new version, if it has one like it."""
        entry = self._shown[row]
        if entry.fate is None or entry.fate.b is None:
            return None
        return entry.article_id, entry.fate.b


def _entries(report: VersionReport) -> list[Entry]:
    entries = [Entry(f"“{report.title or report.new}”: {report.counts}")]
    for outcome in sorted(OUTCOMES, key=list(HEADINGS).index):
        fates = [fate for fate in report.fates if fate.outcome == outcome]
        if fates:
            entries.append(Entry(f"  {HEADINGS[outcome]}: {len(fates)}"))
        for fate in fates:
            entries.append(Entry("", fate, report.new))
            if _differs(fate):
                entries.append(Entry("", fate, report.new, is_new=True))
    return entries


def _differs(fate: LabelFate) -> bool:
    return bool(fate.new_text) and fate.new_text != fate.text


def _words(fate: LabelFate) -> str:
    return f"{fate.outcome} {fate.label} {fate.reason} {fate.text} {fate.new_text}".casefold()
