"""Other reports of an article's event, with what shows it; those of the same text apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotations.plurals import count
from tui.dialogs.list_screen import Listing

if TYPE_CHECKING:
    from annotations.articles.corpus import Card
    from annotations.workflow.related import Other, Reports
    from tui.theme import Palette
    from tui.widgets.glyphs import Glyphs
    from tui.widgets.row_builder import Line

OWN = "Reports of their own"
COPIES = "The same text elsewhere: it confirms nothing"


class _Row(NamedTuple):
    """A heading, or one of the two rows of a report."""

    text: str
    other: Other | None = None
    is_why: bool = False


class RelatedList(Listing["Card"]):
    """Choose a report to read beside; dismissed with its card.

    Args:
        palette: The styles of the theme.
        glyphs: The signs.
        found: What was found.
        looked: Articles that were looked through.
        note: What there is to say of that, or empty.
    """

    def __init__(
        self, palette: Palette, glyphs: Glyphs, found: Reports, looked: int, note: str = ""
    ) -> None:
        super().__init__(palette, glyphs)
        self._found = found
        self._looked = looked
        self._note = note
        self._shown: list[_Row] = []

    def filtered(self) -> None:
        """Show the reports that hold every word of the filter."""
        words = self.query_text.casefold().split()
        kept = [one for one in self._found.others if all(word in _words(one) for word in words)]
        self._shown = []
        for heading, is_copy in ((OWN, False), (COPIES, True)):
            below = [one for one in kept if one.is_copy is is_copy]
            if below:
                self._shown.append(_Row(f"{heading} ({len(below)})"))
            for one in below:
                self._shown += [_Row(one.card.title, one), _Row(one.why, one, is_why=True)]
        self.rows.show(len(self._shown), 1 if self._shown else 0)
        self.heading.show(
            f"Other reports of “{self._found.card.title}”",
            self._note or f"in {count(self._looked, 'article')}",
        )
        hint = f"{count(len(kept), 'report')}: {self.query_text}" if self.query_text else ""
        self.footing.show(hint or "type to filter", "enter puts it beside   esc back")

    def draw(self, row: int, line: Line) -> None:
        """Title, outlet and day; below it what both share."""
        entry, palette = self._shown[row], self.palette
        if entry.other is None:
            line.add(f" {entry.text}", palette.accent)
            return
        if entry.is_why:
            line.add(f"     {entry.text}", palette.faint)
            return
        card = entry.other.card
        facts = [card.source, card.published_at[:10]]
        if entry.other.is_copy:
            facts.append(f"{entry.other.contained:.0%} of the text")
        line.right(f" {'  '.join(fact for fact in facts if fact)} ", palette.faint)
        line.add(f"   {entry.text}")

    def choice(self, row: int) -> Card | None:
        """The report of a row; of a heading the first one below it."""
        other = self._shown[row].other or self._shown[row + 1].other
        return other.card if other is not None else None


def _words(one: Other) -> str:
    return f"{one.card.title} {one.card.source} {one.card.published_at} {one.why}".casefold()
