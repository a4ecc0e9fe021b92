"""Every hit of a search, as sentences below their articles; type to filter, enter goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotations.plurals import count
from annotations.workflow.search import Passage
from tui.dialogs.list_screen import Listing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotations.workflow.search import Looked
    from tui.theme import Palette
    from tui.widgets.glyphs import Glyphs
    from tui.widgets.row_builder import Line

_BEFORE = 24
"""Letters in front of the first hit, where the whole sentence does not fit."""


class Hits(NamedTuple):
    """What the list shows at a moment."""

    words: str
    where: str
    """How far was looked, in words."""
    looked: Sequence[Looked] = ()
    """Articles with hits, in order."""
    total: int = 0
    """Hits in all, those included that are not listed."""
    running: str = ""
    """How far the search is; empty at its end."""


class HitList(Listing[tuple[str, int]]):
    """Choose a hit; dismissed with its article, and its start there in code points.

    Args:
        palette: The styles of the theme.
        glyphs: The signs.
        ask: Says what was found; asked again as long as the search runs.
        stop: Ends the search.
        at: The article that is read: its first hit is under the cursor.
    """

    def __init__(
        self,
        palette: Palette,
        glyphs: Glyphs,
        ask: Callable[[], Hits],
        stop: Callable[[], None],
        at: str,
    ) -> None:
        super().__init__(palette, glyphs)
        self._ask = ask
        self._stop = stop
        self._at = at
        self._now = ask()
        self._shown: list[Looked | Passage] = []
        self._begun = False

    def on_mount(self) -> None:
        """Look now and then whether more was found."""
        self.set_interval(0.25, self._look_again)

    def _look_again(self) -> None:
        before = self._now
        if before.running:
            self._now = self._ask()
            if self._now.looked != before.looked:
                self.filtered()
            self._show_bars()

    def filtered(self) -> None:
        """Show the sentences, and their articles, that hold every word of the filter."""
        kept = self._shown[self.rows.cursor] if self._begun and self._shown else None
        self._shown = []
        wanted = self.query_text.casefold().split()
        for one in self._now.looked:
            title = one.title.casefold()
            below = [
                passage
                for passage in one.passages
                if all(word in title or word in passage.text.casefold() for word in wanted)
            ]
            if below:
                self._shown += [one, *below]
        self.rows.show(len(self._shown), self._row_of(kept))
        self._begun = True
        self._show_bars()

    def _row_of(self, kept: Looked | Passage | None) -> int:
        """Where the cursor goes: to what it was on, else to the first hit of what is read."""
        for row, one in enumerate(self._shown):
            if one == kept:
                return row
        mine = (n for n, one in enumerate(self._shown) if one.article_id == self._at)
        first = next(mine, -1)
        return min(first + 1, max(len(self._shown) - 1, 0))

    def _show_bars(self) -> None:
        now = self._now
        listed = sum(len(one.starts) for one in now.looked if one.passages)
        beyond = f", {now.total - listed:,} not listed" if now.total > listed else ""
        articles = count(len(now.looked), "article")
        self.heading.show(
            f"“{now.words}” in {now.where}",
            now.running or f"{count(now.total, 'hit')} in {articles}{beyond}",
        )
        found = sum(isinstance(one, Passage) for one in self._shown)
        hint = f"{count(found, 'sentence')}: {self.query_text}" if self.query_text else ""
        stops = "esc stops the search" if now.running else "esc back"
        self.footing.show(hint or "type to filter", f"enter goes there   {stops}")

    def draw(self, row: int, line: Line) -> None:
        """An article in the accent, its sentences below it, the words standing out."""
        entry = self._shown[row]
        if not isinstance(entry, Passage):
            line.right(f" {count(len(entry.starts), 'hit')} ", self.palette.faint)
            line.add(f" {entry.title}", self.palette.accent)
            return
        line.add(f" {entry.number + 1:>4}  ", self.palette.faint)
        text, at = entry.text, 0
        first = entry.hits[0].start
        if len(text) > line.room and first > line.room // 2:
            at = max(first - _BEFORE, 0)
            line.add(self.glyphs.cut, self.palette.faint)
        for hit in entry.hits:
            line.add(_flat(text[at : hit.start]))
            line.add(_flat(text[hit.start : hit.end]), self.palette.hit)
            at = hit.end
        line.add(_flat(text[at:]))

    def choice(self, row: int) -> tuple[str, int]:
        """Where the hit is; of an article, its first."""
        entry = self._shown[row]
        start = entry.start if isinstance(entry, Passage) else entry.starts[0]
        return entry.article_id, start

    def action_leave(self) -> None:
        """Take the filter back, then end the search, then leave."""
        if self._now.running and not self.query_text:
            self._stop()
            self._now = self._ask()
            self.filtered()
        else:
            super().action_leave()


def _flat(text: str) -> str:
    return text.replace("\n", " ").replace("\t", " ")
