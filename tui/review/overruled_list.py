"""What became of the annotator's labels: where a review decided otherwise, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding

from annotations.review.wording import REASONS
from tui.dialogs.list_screen import Listing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from annotations.labels import LabelScheme
    from annotations.review.overruled import Overruled
    from tui.theme import Palette
    from tui.widgets.glyphs import Glyphs
    from tui.widgets.row_builder import Line


class OverruledList(Listing[tuple[str, int]]):
    """Choose a sentence; dismissed with its article and index.

    Args:
        palette: The styles.
        glyphs: The signs.
        scheme: The labels.
        found: What was decided otherwise.
        texts: The words of each sentence, by id.
        names: Display names by person.
        object_: Records an objection to one of them.
    """

    filters = False
    BINDINGS = [
        Binding("j", "move(1)", show=False),
        Binding("k", "move(-1)", show=False),
        Binding("o", "object", show=False),
        Binding("O,q", "leave", show=False),
    ]

    def __init__(
        self,
        palette: Palette,
        glyphs: Glyphs,
        scheme: LabelScheme,
        found: Sequence[Overruled],
        texts: Mapping[str, str],
        names: Mapping[str, str],
        object_: Callable[[Overruled, str], None],
    ) -> None:
        super().__init__(palette, glyphs)
        self._scheme = scheme
        self._found = found
        self._texts = texts
        self._names = names
        self._object = object_
        self._objected: dict[str, str] = {}
        """What was objected here, by sentence."""

    def filtered(self) -> None:
        """Three rows each: labels and reason, the sentence, what was said about it."""
        self.rows.show(3 * len(self._found))
        count = len(self._found)
        labels = "1 label" if count == 1 else f"{count:,} labels"
        self.heading.show("Your labels that a review changed", labels if count else "none")
        self.footing.show("", "enter reads it   o objects   esc back")

    def action_move(self, rows: int) -> None:
        """From one to the next."""
        super().action_move(rows * 3 if abs(rows) == 1 else rows)

    def draw(self, row: int, line: Line) -> None:
        """One of the three rows."""
        (self._verdict, self._sentence, self._said)[row % 3](self._found[row // 3], line)

    def _verdict(self, one: Overruled, line: Line) -> None:
        palette, scheme = self.palette, self._scheme
        mine, gold = scheme.find(one.mine.label), scheme.find(one.gold.label)
        line.add(" yours ", palette.faint)
        line.add(mine.title, palette.label(mine))
        line.add("  adjudicated ", palette.faint)
        line.add(gold.title, palette.label(gold))
        line.add(f"  by {self._names.get(one.gold.by, one.gold.by)}", palette.faint)
        if one.gold.reason:
            line.add(f"  {REASONS[one.gold.reason]}")
        for rule in one.rules:
            line.add(f"  {rule.name} ", palette.accent)
            line.add(rule.text)

    def _sentence(self, one: Overruled, line: Line) -> None:
        line.add("   " + " ".join(self._texts.get(one.case.sentence_id, "").split()))

    def _said(self, one: Overruled, line: Line) -> None:
        text = self._objected.get(one.case.sentence_id, "")
        if not text and one.objection is not None and not one.is_answered:
            text = one.objection.text
        if text:
            line.add(f"   you object: {text}", self.palette.warning)
        elif one.is_answered:
            line.add("   adjudicated again after your objection", self.palette.faint)
        for comment in one.comments[-1:]:
            name = self._names.get(comment.person, comment.person)
            line.add(f"   {self.glyphs.note} {name}: {comment.text}")

    def action_object(self) -> None:
        """Ask why, and record it: the sentence is reviewed again."""
        from tui.dialogs.prompt import Prompt

        if not self._found:
            return
        one = self._found[self.rows.cursor // 3]

        def take(text: str | None) -> None:
            if text and text.strip():
                self._object(one, text)
                self._objected[one.case.sentence_id] = " ".join(text.split())
                self.rows.refresh()

        self.app.push_screen(Prompt("What speaks for your label? One line", ""), take)

    def choice(self, row: int) -> tuple[str, int]:
        """Where the sentence is."""
        case = self._found[row // 3].case
        return case.article_id, case.index
