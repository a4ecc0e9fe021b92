"""Deciding many sentences at once: whose label they get, then a look at what that would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.plurals import count
from tui.dialogs.list_screen import Listing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.labels import LabelScheme
    from annotations.review.decisions import Batch
    from annotations.review.queue import Queue
    from annotations.review.review import Review
    from tui.theme import Palette
    from tui.widgets.glyphs import Glyphs
    from tui.widgets.row_builder import Line


class Sides(Listing[str]):
    """Choose whose label; dismissed with `majority` or the id of a person."""

    filters = False

    def __init__(self, palette: Palette, glyphs: Glyphs, review: Review, queue: Queue) -> None:
        super().__init__(palette, glyphs)
        cases = [case for one in queue if (case := review.case(one)) is not None]
        self._total = len(cases)
        self._rows = [("majority", "the majority", sum(bool(case.majority) for case in cases))]
        for person in review.people:
            ballots = (case.ballot_of(person) for case in cases)
            count = sum(1 for one in ballots if one is not None and one.label)
            self._rows.append((person, review.names.get(person, person), count))

    def filtered(self) -> None:
        """The majority, then everyone."""
        self.rows.show(len(self._rows))
        self.heading.show("Decide everything listed like …", f"{count(self._total, 'sentence')}")
        self.footing.show("nothing happens before you have seen it", "enter shows it   esc back")

    def draw(self, row: int, line: Line) -> None:
        """A side, and how many sentences have its label."""
        _, name, count = self._rows[row]
        line.right(f" {count:,} of {self._total:,} ", self.palette.faint)
        line.add(f" {name}")

    def choice(self, row: int) -> str:
        """The side."""
        return self._rows[row][0]


class Preview(Listing[str]):
    """What a batch would do; dismissed with a text when it shall be done."""

    filters = False
    chooses = False

    def __init__(
        self,
        palette: Palette,
        glyphs: Glyphs,
        scheme: LabelScheme,
        made: Batch,
        texts: Sequence[str],
    ) -> None:
        super().__init__(palette, glyphs)
        self._scheme = scheme
        self._made = made
        self._texts = texts

    def filtered(self) -> None:
        """The examples."""
        made = self._made
        self.rows.show(len(self._texts))
        counts = ", ".join(
            f"{count:,} {self._scheme.find(one).title}" for one, count in made.labels
        )
        self.heading.show(f"{count(made.total, 'sentence')} would be decided: {counts}", "")
        rest = (
            f"{made.skipped:,} have no such label and stay" if made.skipped else "one undo undoes"
        )
        self.footing.show(f"the first {len(self._texts)}; {rest}", "enter decides them   esc back")

    def draw(self, row: int, line: Line) -> None:
        """The label that it would get, and the sentence."""
        label = self._scheme.find(self._made.examples[row][1])
        line.add(f" {label.title:<14}"[:15], self.palette.label(label))
        line.add(" ".join(self._texts[row].split()))

    def choice(self, row: int) -> str:
        """Do it."""
        return "done"
