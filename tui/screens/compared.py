"""What two articles say differently: conflicting figures, lone sentences, changed sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotations.comparison.summary import summarise
from tui.screens.listing import Listing

if TYPE_CHECKING:
    from tui.screens.reading import ReadingScreen
    from tui.widgets.beside import Beside
    from tui.widgets.line import Line
    from tui.widgets.sheet import Sheet


CHANGES = {
    "moved": "Moved",
    "split": "Split or merged",
    "rewritten": "Rewritten",
    "edited": "Edited",
    "same": "Same",
}
"""Classes of sentences that both articles have, and their headings."""


class Entry(NamedTuple):
    """A row: a heading, or a sentence to go to."""

    sign: str
    text: str
    article_id: str = ""
    sentence: int = 0
    kind: str = ""
    """The class, which the filter knows too: `edited` shows the edited ones."""


class Compared(Listing[tuple[str, int]]):
    """Choose a sentence; dismissed with its article and index."""

    def __init__(self, reader: ReadingScreen, beside: Beside) -> None:
        super().__init__(reader.palette, reader.glyphs)
        self._line = summarise(beside.alignment).line
        self._entries = _entries(reader, beside)
        self._shown: list[Entry] = []

    def filtered(self) -> None:
        """Show what holds every word of the filter, and the headings."""
        words = self.query_text.casefold().split()
        self._shown = [
            entry
            for entry in self._entries
            if not entry.article_id
            or all(word in f"{entry.kind} {entry.text}".casefold() for word in words)
        ]
        self.rows.show(len(self._shown), 1)
        self.heading.show("Compared", self._line)
        self.footing.show(self.query_text or "type to filter", "enter goes there   esc back")

    def draw(self, row: int, line: Line) -> None:
        """Headings stand out; a sentence is one row."""
        entry = self._shown[row]
        if not entry.article_id:
            line.add(f" {entry.text}", self.palette.accent)
            return
        line.add(f"  {entry.sign} ", self.palette.error)
        line.add(" ".join(entry.text.split()))

    def choice(self, row: int) -> tuple[str, int] | None:
        """Where the sentence is."""
        entry = self._shown[row]
        return (entry.article_id, entry.sentence) if entry.article_id else None


def _entries(reader: ReadingScreen, beside: Beside) -> list[Entry]:
    glyphs = reader.glyphs
    mine, other = beside.mine, beside.other
    entries = [Entry("", f"Conflicting figures: {sum(map(len, beside.conflicts.values()))}")]
    for index, conflicts in sorted(beside.conflicts.items()):
        for conflict in conflicts:
            ratio = f" ({conflict.ratio}×)" if conflict.ratio else ""
            here, there = conflict.here.of(mine.article.text), conflict.there.of(other.article.text)
            figures = f"{here} {glyphs.conflict} {there}{ratio}: "
            text = figures + _sentence(mine, index)
            entries.append(Entry(glyphs.conflict, text, mine.article.id, index, "conflict"))
    for sheet, only in ((mine, beside.alignment.removed), (other, beside.alignment.added)):
        found = [index for index in only if not sheet.sentences.is_furniture(index)]
        sign = glyphs.removed if (sheet is mine) == beside.is_earlier else glyphs.added
        entries.append(Entry("", f"Only in “{sheet.article.title}”: {len(found)}"))
        for index in found:
            entries.append(Entry(sign, _sentence(sheet, index), sheet.article.id, index, "only"))
    return entries + _changed(reader, beside)


def _changed(reader: ReadingScreen, beside: Beside) -> list[Entry]:
    """Sentences that both articles have, by what became of them."""
    mine = beside.mine
    entries: list[Entry] = []
    for kind in CHANGES:
        members = [
            index
            for index in range(len(mine.sentences))
            if not mine.sentences.is_furniture(index) and beside.class_of(index) == kind
        ]
        if members:
            entries.append(Entry("", f"{CHANGES[kind]}: {len(members)}"))
        for index in members:
            sign = beside.glyph(index, reader.glyphs)
            entries.append(Entry(sign, _sentence(mine, index), mine.article.id, index, kind))
    return entries


def _sentence(sheet: Sheet, index: int) -> str:
    return sheet.sentences.span(index).of(sheet.article.text)
