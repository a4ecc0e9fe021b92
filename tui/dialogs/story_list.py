"""Which story an article shall be in: type to find it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotations.plurals import count
from tui.dialogs.list_screen import Listing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.articles.stories import Story
    from tui.theme import Palette
    from tui.widgets.glyphs import Glyphs
    from tui.widgets.row_builder import Line

OWN = "A story of its own"
FOUND = "Where it is found to belong: by front matter, folder or likeness"


class Goal(NamedTuple):
    """Where something shall go: to a story; without a key, to one of its own, or back."""

    key: str = ""
    is_own: bool = False


class StoryList(Listing[Goal]):
    """Choose a story, a story of its own, or none.

    Args:
        palette: The styles of the theme.
        glyphs: The signs.
        what: What shall go there, in words.
        stories: Those to choose from.
        here: The key of the story that it is in.
    """

    def __init__(
        self, palette: Palette, glyphs: Glyphs, what: str, stories: Sequence[Story], here: str
    ) -> None:
        super().__init__(palette, glyphs)
        self._what = what
        self._here = here
        self._goals: list[tuple[str, Goal, Story | None]] = [
            (story.title, Goal(story.key), story) for story in stories if story.key != here
        ]
        self._goals += [(OWN, Goal(is_own=True), None), (FOUND, Goal(), None)]
        self._shown: list[tuple[str, Goal, Story | None]] = []

    def filtered(self) -> None:
        """Show what holds every word of the filter; titles first, then what is below them."""
        words = self.query_text.casefold().split()

        def has(text: str) -> bool:
            folded = text.casefold()
            return all(word in folded for word in words)

        titled = [one for one in self._goals if has(one[0])]
        known = {id(one) for one in titled}
        below = [
            one
            for one in self._goals
            if id(one) not in known
            and one[2] is not None
            and any(has(f"{one[0]} {card.title} {card.source}") for card in one[2].cards)
        ]
        self._shown = titled + below
        self.rows.show(len(self._shown))
        self.heading.show(f"Move {self._what} to which story?", "")
        hint = f"{len(self._shown):,} found: {self.query_text}" if self.query_text else ""
        self.footing.show(hint or "type to find one", "enter moves   esc back")

    def draw(self, row: int, line: Line) -> None:
        """A title, and how many articles it has."""
        title, _, story = self._shown[row]
        if story is None:
            line.add(f" {title}", self.palette.faint)
            return
        line.right(f" {count(len(story.cards), 'article')} ", self.palette.faint)
        line.add(f" {story.title}", self.palette.accent)
        line.add(f"  {story.cards[0].source}", self.palette.faint)

    def choice(self, row: int) -> Goal | None:
        """The goal of a row."""
        return self._shown[row][1]
