"""The rows around the articles: title with legend, detail, labels with keys and progress."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from textual.message import Message
from textual.widget import Widget

from tui.keys import readable
from tui.theme import KINDS, Palette
from tui.widgets.row_builder import Line

if TYPE_CHECKING:
    from textual import events
    from textual.strip import Strip

    from annotations.labels import LabelScheme
    from tui.widgets.glyphs import Glyphs


class Bar(Widget):
    """One row, drawn from a value."""

    DEFAULT_CSS = "Bar { height: 1; width: 1fr; }"

    def __init__(self, palette: Palette, glyphs: Glyphs) -> None:
        super().__init__()
        self.palette = palette
        self.glyphs = glyphs

    def render_line(self, y: int) -> Strip:
        """The row."""
        return self.draw(Line(self.size.width, self.palette.bar, self.glyphs.cut))

    def draw(self, line: Line) -> Strip:
        """Fill the row."""
        raise NotImplementedError


Value = TypeVar("Value")


class ValueBar(Bar, Generic[Value]):
    """A row that is drawn again when its value is another."""

    value: Value

    def show(self, value: Value) -> None:
        """Say something else."""
        if value != self.value:
            self.value = value
            self.refresh()


class Title(NamedTuple):
    """What the title row says."""

    story: str = ""
    place: str = ""
    """Which story of how many, or how far the corpus is read."""
    kinds: tuple[str, ...] = ()
    """Kinds of highlight that are drawn: what the legend explains."""
    proposed: str = ""
    """How many labels are proposed for the article in focus."""


class TitleBar(ValueBar[Title]):
    """The story, and the legend of the colours."""

    value = Title()

    def draw(self, line: Line) -> Strip:
        """Story on the left, legend on the right; the legend goes first where both do not fit."""
        value = self.value
        legend = [(kind, f" {KINDS[kind]}") for kind in value.kinds]
        if sum(len(text) for _, text in legend) + len(value.proposed) + 24 > line.width:
            legend = [(kind, f" {KINDS[kind][:3]}") for kind, _ in legend]
        line.right(" ")
        for kind, text in reversed(legend):
            line.right(text[1:], self.palette.kinds[kind])
            line.right(" ")
        if value.place:
            line.right(f"  {value.place} ", self.palette.bar_faint)
        if value.proposed:
            line.right(f"  {self.glyphs.proposed} {value.proposed} ", self.palette.warning)
        line.add(" ")
        line.add(value.story, self.palette.bar_bold)
        return line.strip()


class Detail(NamedTuple):
    """What is known of the sentence under the cursor, in parts; a kind colours each."""

    parts: tuple[tuple[str, str], ...] = ()


class DetailBar(ValueBar[Detail]):
    """What is known of the sentence under the cursor, or what a key waits for."""

    value = Detail()

    def draw(self, line: Line) -> Strip:
        """The parts, one behind the other."""
        line = Line(line.width, self.palette.text, self.glyphs.cut)
        styles = {
            "warning": self.palette.warning,
            "error": self.palette.error,
            "faint": self.palette.faint,
            **self.palette.kinds,
        }
        line.add(" ")
        for number, (text, kind) in enumerate(self.value.parts):
            if number:
                line.add(f" {self.glyphs.dot} ", self.palette.faint)
            line.add(" ".join(text.split()), styles.get(kind))
        return line.strip()


class Hint(NamedTuple):
    """What can be done with the sentence under the cursor, and what is switched to be unusual."""

    parts: tuple[tuple[str, str], ...] = ()
    """As those of `Detail`."""
    modes: tuple[str, ...] = ()
    """Each as long as it lasts."""


class HintBar(ValueBar[Hint]):
    """The row above the details: a proposal with its keys, or what the signs mean; modes."""

    value = Hint()

    def draw(self, line: Line) -> Strip:
        """Modes on the right, before faint words; a proposal or a conflict goes first."""
        palette = self.palette
        line = Line(line.width, palette.text, self.glyphs.cut)
        styles = {"warning": palette.warning, "error": palette.error, "faint": palette.faint}
        wanted = sum(len(text) + 3 for text, kind in self.value.parts if kind != "faint")
        for mode in self.value.modes:
            if wanted + len(mode) + 3 <= line.room:
                line.right(f" [{mode}]", palette.warning)
        line.add(" ")
        for number, (text, kind) in enumerate(self.value.parts):
            if number:
                line.add(f" {self.glyphs.dot} ", palette.faint)
            line.add(" ".join(text.split()), styles.get(kind))
        return line.strip()


class Status(NamedTuple):
    """What the line of labels says besides the labels."""

    done: int = 0
    total: int = 0
    saving: int = 0
    unsaved: int = 0
    counted: str = ""
    """Digits typed so far."""
    read_only: bool = False
    opening: bool = True
    """Whether the project is still being opened."""
    keys: tuple[tuple[str, str], ...] = ()
    """Keys of labels by slug, after remapping."""
    hints: tuple[tuple[str, str], ...] = ()
    """Further keys and what they do, the most wanted first: as many as fit."""
    help_key: str = "?"
    retry_key: str = "R"


class StatusBar(ValueBar[Status]):
    """The line that never hides: every label with its key and colour, progress, what is saved."""

    value = Status()

    @dataclass
    class LabelPointed(Message):
        """Somebody pointed at a label."""

        slug: str

    def __init__(self, palette: Palette, glyphs: Glyphs, scheme: LabelScheme) -> None:
        super().__init__(palette, glyphs)
        self.scheme = scheme
        self._places: list[tuple[int, int, str]] = []

    def draw(self, line: Line) -> Strip:
        """Labels on the left, help, saving and progress on the right."""
        value, palette = self.value, self.palette
        line.right(f" {readable(value.help_key)} keys ", palette.bar_bold)
        self._draw_saving(line)
        if value.total:
            line.right(f" {value.done}/{value.total} ")
        if value.counted:
            line.right(f" {value.counted}× ", palette.bar_bold)
        self._places.clear()
        keys = dict(value.keys)
        labels = self.scheme.active
        # Where names do not fit, keys and colours still do.
        needed = sum(
            len(label.title) + len(readable(keys.get(label.slug, ""))) + 3 for label in labels
        )
        short = needed > line.room
        line.add(" ")
        for label in labels:
            start = line.at
            style = palette.label(label)
            key = readable(keys.get(label.slug, label.key))
            line.add(f" {key} ", palette.chip(label))
            if not short:
                line.add(f" {label.title}  ", style)
            else:
                line.add(f"{label.title[:3]} ", style)
            self._places.append((start, line.at, label.slug))
        for key, does in value.hints:
            if len(readable(key)) + len(does) + 3 > line.room:
                break
            line.add(f" {readable(key)} ", palette.bar_bold)
            line.add(f"{does} ", palette.bar_faint)
        return line.strip()

    def _draw_saving(self, line: Line) -> None:
        value, palette, glyphs = self.value, self.palette, self.glyphs
        if value.unsaved:
            text = f" {glyphs.failed} {value.unsaved} not saved: {readable(value.retry_key)} "
            line.right(text, palette.error)
        elif value.read_only:
            line.right(" read-only ", palette.warning)
        elif value.opening:
            line.right(f" opening{glyphs.saving} ", palette.bar_faint)
        elif value.saving:
            line.right(f" saving{glyphs.saving} ", palette.bar_faint)
        else:
            line.right(f" {glyphs.saved} saved ", palette.bar_faint)

    def on_click(self, event: events.Click) -> None:
        """A label gives itself."""
        for start, end, slug in self._places:
            if start <= event.x < end:
                self.post_message(self.LabelPointed(slug))
