"""Names and quantities of the open articles, counted; type to filter, enter goes to a place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotations.plurals import count
from tui.dialogs.list_screen import Listing
from tui.theme import KINDS
from tui.widgets.highlights import Highlights

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotations.workflow.open_article import Sheet
    from tui.theme import Palette
    from tui.widgets.glyphs import Glyphs
    from tui.widgets.row_builder import Line


@dataclass
class Entry:
    """A name or a quantity, and where it stands in each article."""

    key: str
    name: str
    kind: str
    entity: str = ""
    places: dict[str, list[int]] = field(default_factory=dict)
    """Sentences by article, in order."""

    @property
    def total(self) -> int:
        """How often it stands in all articles."""
        return sum(map(len, self.places.values()))


class Names(Listing[tuple[str, str, int]]):
    """Choose a name or quantity; dismissed with its entity, an article and a sentence.

    Args:
        palette: The styles of the theme.
        glyphs: The signs.
        sheets: The open articles, in the order of their columns.
        found: What is highlighted, by article.
        current: The article whose places are gone to first, from its cursor on.
    """

    def __init__(
        self,
        palette: Palette,
        glyphs: Glyphs,
        sheets: Sequence[Sheet],
        found: Mapping[str, Highlights],
        current: Sheet | None,
    ) -> None:
        super().__init__(palette, glyphs)
        self._sheets = sheets
        self._current = current
        self._entries = entries(sheets, found)
        self._shown: list[Entry] = []

    def filtered(self) -> None:
        """Show what holds every word of the filter."""
        words = self.query_text.casefold().split()
        self._shown = [
            entry
            for entry in self._entries
            if all(word in f"{entry.name} {KINDS[entry.kind]}".casefold() for word in words)
        ]
        self.rows.show(len(self._shown))
        names = sum(bool(entry.entity) for entry in self._entries)
        quantities = len(self._entries) - names
        columns = "  ".join(f"{chr(65 + n):>4}" for n in range(len(self._sheets)))
        self.heading.show(
            f"{count(names, 'name')}, {count(quantities, 'quantity', 'quantities')}", columns
        )
        hint = f"{len(self._shown)} found: {self.query_text}" if self.query_text else ""
        self.footing.show(
            hint or "type to filter: a name, a quantity, person, date …",
            "enter goes there   esc back",
        )

    def draw(self, row: int, line: Line) -> None:
        """Kind, name, how often in each article."""
        entry = self._shown[row]
        style = self.palette.kinds[entry.kind]
        line.right(" ")
        for sheet in reversed(self._sheets):
            count = len(entry.places.get(sheet.article.id, ()))
            line.right(f"  {count or self.glyphs.dot:>4}", None if count else self.palette.faint)
        line.add(f" {KINDS[entry.kind]:<13}", self.palette.faint)
        line.add(" ".join(entry.name.split()), style)

    def choice(self, row: int) -> tuple[str, str, int]:
        """The next place in the article in focus, else the first in any."""
        entry, sheet = self._shown[row], self._current
        if sheet is not None and (here := entry.places.get(sheet.article.id)):
            return (
                entry.entity,
                sheet.article.id,
                next((i for i in here if i > sheet.cursor), here[0]),
            )
        article_id, places = next(iter(entry.places.items()))
        return entry.entity, article_id, places[0]


def entries(sheets: Sequence[Sheet], found: Mapping[str, Highlights]) -> list[Entry]:
    """Everything that is highlighted in some articles, the most frequent first.

    Names count by the entity behind them, under the longest form in sight;
    quantities by their words.
    """
    made: dict[str, Entry] = {}
    forms: dict[str, Counter[str]] = {}
    for sheet in sheets:
        for item in found.get(sheet.article.id, Highlights()).items:
            words = item.span.of(sheet.article.running_text)
            key = item.entity or f"{item.kind}:{' '.join(words.casefold().split())}"
            entry = made.setdefault(key, Entry(key, words, item.kind, item.entity))
            index = sheet.sentences.at(item.start)
            entry.places.setdefault(sheet.article.id, []).append(index)
            forms.setdefault(key, Counter())[words] += 1
    for key, entry in made.items():
        entry.name = max(forms[key], key=lambda words: (len(words), words))
    return sorted(made.values(), key=lambda entry: (-entry.total, entry.name.casefold()))
