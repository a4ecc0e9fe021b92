"""What people said of the sentence under review, and what is known about it; its title row."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.style import Style
from textual.strip import Strip

from tui.widgets.bars import ValueBar
from tui.widgets.row_builder import Line

if TYPE_CHECKING:
    from annotations.labels import Label
    from tui.theme import Palette
    from tui.widgets.glyphs import Glyphs

Parts = tuple[tuple[str, "str | Label"], ...]
"""Texts, each with the label that colours it, or the name of a style, or an empty one."""

_COLUMN = 38
"""Cells that an opinion needs to stand beside another."""

LINES = 3
"""Rows below the opinions."""


class Opinion(NamedTuple):
    """What one person said."""

    who: str
    label: Label | None
    marks: str = ""
    """What else there is to say of the label: unsure, carried, under which guidelines."""
    note: str = ""


class Docket(NamedTuple):
    """Everything about the sentence under review."""

    opinions: tuple[Opinion, ...] = ()
    slots: int = 0
    """For how many opinions there is room, so that nothing jumps from case to case."""
    instead: str = ""
    """What stands there instead of the opinions, if anything."""
    lines: tuple[Parts, ...] = ()


class VotesPanel(ValueBar[Docket]):
    """A rule, the opinions side by side or below each other, and two lines."""

    DEFAULT_CSS = "VotesPanel { height: 6; }"

    value = Docket()

    def __init__(self, palette: Palette, glyphs: Glyphs) -> None:
        super().__init__(palette, glyphs)
        self.column = 0
        """Cells of an opinion."""

    def show(self, value: Docket) -> None:
        """Say something else, in as many rows as it needs."""
        if value.slots != self.value.slots:
            self.fit(value.slots, self.app.size.width)
        super().show(value)

    def fit(self, slots: int, width: int) -> None:
        """Have room for so many opinions at a width."""
        side_by_side = max(min(slots, width // _COLUMN), 1)
        self.column = width // side_by_side
        self.styles.height = 1 + -(-slots // side_by_side) + LINES

    def render_line(self, y: int) -> Strip:
        """The rule, then opinions, then lines."""
        width, palette = self.size.width, self.palette
        line = Line(width, palette.text, self.glyphs.cut)
        last = self.size.height - LINES
        if y == 0:
            line.add(self.glyphs.rule * width, palette.faint)
        elif y >= last:
            self._line(line, y - last)
        elif self.value.instead:
            line.add(f"  {self.value.instead}" if y == 1 else "", palette.faint)
        else:
            self._opinions(line, y - 1)
        return line.strip()

    def _opinions(self, line: Line, row: int) -> None:
        side_by_side = max(line.width // max(self.column, 1), 1)
        start = row * side_by_side
        longest = max((len(one.who) for one in self.value.opinions), default=1)
        glyphs = self.glyphs
        for number, one in enumerate(self.value.opinions[start : start + side_by_side]):
            cell = Line(self.column, self.palette.text, self.glyphs.cut)
            cell.add(f"  {one.who:<{longest}}  ", Style(bold=True))
            if one.label is None:
                cell.add("no label", self.palette.faint)
            else:
                cell.add(one.label.title, self.palette.label(one.label))
            if one.marks:
                cell.add(f"  {one.marks}", self.palette.warning)
            if one.note:
                cell.add(f"  {glyphs.open_quote}{one.note}{glyphs.close_quote}")
            line.add(" " * (number * self.column - line.at))
            for segment in cell.strip():
                line.add(segment.text, segment.style)

    def _line(self, line: Line, number: int) -> None:
        if number >= len(self.value.lines):
            return
        line.add("  ")
        for text, kind in self.value.lines[number]:
            line.add(" ".join(text.split()) + "  ", self._style(kind))

    def _style(self, kind: str | Label) -> Style | None:
        palette = self.palette
        if not isinstance(kind, str):
            return palette.label(kind)
        return {
            "faint": palette.faint,
            "warning": palette.warning,
            "error": palette.error,
            "accent": palette.accent,
        }.get(kind)


class Standing(NamedTuple):
    """What the title of the review says."""

    pair: tuple[Label, ...] = ()
    """The labels that the sentence is torn between."""
    cause: str = ""
    """Why it is looked at, where it is not between labels."""
    at: int = 0
    """Which sentence of the list, from 1; 0 where there is none."""
    total: int = 0
    narrowed: str = ""
    """What the list is narrowed to."""
    people: str = ""
    guideline: str = ""
    alpha: str = ""


class ReviewTitle(ValueBar[Standing]):
    """What is queued, where one is in it, who voted, and how far they agree."""

    value = Standing()

    def draw(self, line: Line) -> Strip:
        """The queue on the left; on the right what fits, agreement last to go."""
        value, palette = self.value, self.palette
        between = f" {self.glyphs.between} "
        line.add(" Review  ", palette.bar_bold)
        for number, label in enumerate(value.pair):
            if number:
                line.add(between, palette.bar_faint)
            line.add(label.title, palette.label(label))
        if value.cause:
            line.add(value.cause, palette.bar)
        if value.at:
            line.add(f" {self.glyphs.dot} {value.at:,} of {value.total:,}", palette.bar)
        if value.narrowed:
            line.add(f" {self.glyphs.dot} {value.narrowed}", palette.bar_bold)
        room, kept = line.room, []
        for text in (value.alpha, value.people, value.guideline):
            if text and (room := room - len(text) - 3) >= 2:
                kept.append(text)
        for text in (value.alpha, value.guideline, value.people):
            if text in kept:
                line.right(f"  {text} ", palette.bar if text == value.alpha else palette.bar_faint)
        return line.strip()
