"""What lies open in front of the annotator: a story, its sheets, which pane shows which."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.articles.corpus import Card
    from annotations.articles.stories import Story
    from annotations.workflow.open_article import Sheet

WIDE, MIDDLE = 132, 88
"""Columns from which three and two panes stand side by side."""

LEAST_COLUMNS, LEAST_ROWS = 60, 20
"""The smallest terminal that the reader works in."""

_NARROWEST = 36
"""Columns that a pane needs however many were asked for."""


def panes_for(columns: int, wanted: int = 0) -> int:
    """How many articles stand side by side in a terminal of that width.

    Args:
        columns: The terminal's width in cells.
        wanted: How many were configured; 0 lets the width decide.
    """
    if wanted:
        return max(min(wanted, columns // _NARROWEST), 1)
    return 3 if columns >= WIDE else 2 if columns >= MIDDLE else 1


@dataclass
class Desk:
    """The open story; a slot is a place for an article, whether a pane shows it or not."""

    story: Story | None = None
    slots: list[int] = field(default_factory=list)
    """Which card of the story each slot holds."""
    focus: int = 0
    """The slot that keys act on."""
    sheets: dict[str, Sheet] = field(default_factory=dict)
    """Opened articles by id."""
    back: tuple[str, int] | None = None
    """Article and sentence that a jump to a counterpart came from."""

    @property
    def cards(self) -> Sequence[Card]:
        """The articles of the story."""
        return self.story.cards if self.story else ()

    def open(self, story: Story, panes: int) -> None:
        """Put a story on the desk, its first articles in the slots."""
        self.story = story
        self.slots = list(range(min(len(story.cards), max(panes, 2))))
        self.focus, self.back = 0, None

    def grow(self, story: Story, panes: int) -> None:
        """The story has other articles now: each slot keeps its own where it still has it."""
        ids = [card.article_id for card in story.cards]
        held = [self.cards[slot].article_id for slot in self.slots]
        self.story = story
        kept = [ids.index(id_) for id_ in held if id_ in ids]
        free = [number for number in range(len(ids)) if number not in kept]
        self.slots = (kept + free)[: min(len(ids), max(panes, 2))]
        self.focus = min(self.focus, max(len(self.slots) - 1, 0))

    def resize(self, panes: int) -> None:
        """Have at least as many slots as panes, and two where the story has two articles."""
        if self.story is not None:
            self.grow(self.story, panes)

    def shown(self, panes: int) -> list[int]:
        """The slots that panes show: with one pane, the one in focus."""
        if panes == 1:
            return [self.focus] if self.slots else []
        return list(range(min(panes, len(self.slots))))

    @property
    def beside(self) -> int | None:
        """The slot beside the one in focus: where counterparts are looked for."""
        return (self.focus + 1) % len(self.slots) if len(self.slots) > 1 else None

    def card(self, slot: int) -> Card:
        """The card in a slot."""
        return self.cards[self.slots[slot]]

    def sheet(self, slot: int | None) -> Sheet | None:
        """The sheet in a slot, once it is read."""
        if slot is None or not 0 <= slot < len(self.slots):
            return None
        return self.sheets.get(self.card(slot).article_id)

    @property
    def current(self) -> Sheet | None:
        """The sheet in focus."""
        return self.sheet(self.focus)

    def turn(self, step: int) -> None:
        """Put the next article of the story that no other slot holds into the slot in focus."""
        others = {slot for number, slot in enumerate(self.slots) if number != self.focus}
        free = [number for number in range(len(self.cards)) if number not in others]
        at = free.index(self.slots[self.focus])
        self.slots[self.focus] = free[(at + step) % len(free)]

    def slot_of(self, article_id: str) -> int | None:
        """The slot that holds an article, after putting it into the one in focus if none does."""
        ids = [card.article_id for card in self.cards]
        if article_id not in ids:
            return None
        number = ids.index(article_id)
        if number not in self.slots:
            self.slots[self.focus] = number
        return self.slots.index(number)


def counterpart_by_position(index: int, sheet: Sheet, other: Sheet) -> int:
    """The sentence of `other` at the same share of its body."""
    share = index / max(sheet.sentences.body - 1, 1)
    found = round(share * max(other.sentences.body - 1, 0))
    return min(found, max(len(other.sentences) - 1, 0))
