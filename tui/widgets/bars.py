"""The rows around the articles: title with legend, detail, labels with keys and progress."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from rich.cells import cell_len
from textual.widget import Widget

from tui import textual_workarounds
from tui.keys import readable
from tui.sanitize import safe
from tui.theme import KINDS, Palette
from tui.widgets.row_builder import Line, Place

if TYPE_CHECKING:
    from rich.style import Style
    from textual import events
    from textual.strip import Strip

    from annotations.labels import LabelScheme
    from tui.widgets.glyphs import Glyphs


class Bar(Widget):
    """One row, drawn from a value; a hint that is pointed at presses its key."""

    DEFAULT_CSS = "Bar { height: 1; width: 1fr; }"
    ALLOW_SELECT = False
    """Whoever presses a button here points at something."""

    def __init__(self, palette: Palette, glyphs: Glyphs) -> None:
        super().__init__()
        self.palette = palette
        self.glyphs = glyphs
        self._places: dict[int, list[Place]] = {}
        """By row what can be pointed at."""

    @property
    def ground(self) -> Style:
        """The style of the row where nothing else is said."""
        return self.palette.bar

    def render_line(self, y: int) -> Strip:
        """The row."""
        line = Line(self.size.width, self.ground, self.glyphs.cut)
        strip = self.draw(line)
        self._places[y] = line.places
        return strip

    def on_click(self, event: events.Click) -> None:
        """Press the key that somebody pointed at."""
        for place in self._places.get(event.y, ()):
            if place.start <= event.x < place.end:
                event.stop()
                textual_workarounds.press(self.app, place.key)
                return

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


_STORY = 24
"""Cells that a story's title has, if it needs them, before much is said of what is proposed."""

_LEAST_STORY = 18
"""Cells for it and the number of what is proposed, before the legend is drawn."""


class Title(NamedTuple):
    """What the title row says."""

    story: str = ""
    place: str = ""
    """Which story of how many, or how far the corpus is read."""
    kinds: tuple[str, ...] = ()
    """Kinds of highlight that are drawn: what the legend explains."""
    proposed: str = ""
    """How many labels are proposed for the article in focus."""
    library_key: str = ""
    legend_key: str = ""
    next_key: str = ""
    """Goes to the next suggestion."""
    yours: str = ""
    """How much of what is the annotator's is left."""
    who: tuple[str, ...] = ()
    """Annotator and project, from the longest way to say it to the shortest."""
    who_key: str = ""
    """Says it in full."""

    @property
    def ways_proposed(self) -> tuple[str, ...]:
        """How to say what is proposed, from the longest way to the number alone."""
        whole = self.proposed
        return whole, whole.partition(",")[0], whole.partition(" ")[0]


class TitleBar(ValueBar[Title]):
    """The story, who works in which project, and the legend of the colours."""

    value = Title()

    def draw(self, line: Line) -> Strip:
        """Story on the left, legend on the right; the legend goes first where both do not fit."""
        value = self.value
        legend = [(kind, f" {KINDS[kind]}") for kind in value.kinds]
        told = len(value.proposed) + len(value.yours)
        if sum(len(text) for _, text in legend) + told + 24 > line.width:
            legend = [(kind, f" {KINDS[kind][:3]}") for kind, _ in legend]
        place = f"  {value.place} " if value.place else ""
        yours = f"  {value.yours} " if value.yours else ""
        needed = sum(len(text) for _, text in legend) + cell_len(yours) + _LEAST_STORY
        if yours and needed + len(place) > line.width:
            place = ""
        if needed + len(place) > line.width:
            legend = []
        line.right(" ")
        for kind, text in reversed(legend):
            line.right(text[1:], self.palette.kinds[kind], value.legend_key)
            line.right(" ")
        line.right(place, self.palette.bar_faint, value.library_key if place else "")
        line.right(yours, self.palette.bar_bold, value.library_key if yours else "")
        if value.proposed:
            # In few columns what is proposed is said in fewer words: the story keeps its name.
            ways = [f"  {self.glyphs.proposed} {one} " for one in value.ways_proposed]
            room = line.room - min(cell_len(safe(value.story)) + 1, _STORY)
            proposed = next((one for one in ways if cell_len(one) <= room), ways[-1])
            line.right(proposed, self.palette.warning, value.next_key)
        line.add(" ")
        line.add(value.story, self.palette.bar_bold, value.library_key)
        room = line.room - len("  ")
        if who := next((one for one in value.who if cell_len(safe(one)) <= room), ""):
            line.add("  ")
            line.add(who, self.palette.bar_faint, value.who_key)
        return line.strip()


class Detail(NamedTuple):
    """What is known of the sentence under the cursor, in parts; a kind colours each."""

    parts: tuple[tuple[str, str], ...] = ()


class DetailBar(ValueBar[Detail]):
    """What is known of the sentence under the cursor, or what a key waits for."""

    value = Detail()

    @property
    def ground(self) -> Style:
        """That of the articles."""
        return self.palette.text

    def draw(self, line: Line) -> Strip:
        """The parts, one behind the other."""
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
    modes: tuple[tuple[str, str], ...] = ()
    """Each as long as it lasts, with the key that ends it."""
    keys: tuple[tuple[str, str], ...] = ()
    """Words of the parts that stand for a key."""


class HintBar(ValueBar[Hint]):
    """The row above the details: a proposal with its keys, or what the signs mean; modes."""

    value = Hint()

    @property
    def ground(self) -> Style:
        """That of the articles."""
        return self.palette.text

    def draw(self, line: Line) -> Strip:
        """Modes on the right, before faint words; a proposal or a conflict goes first."""
        palette, pressing = self.palette, dict(self.value.keys)
        styles = {"warning": palette.warning, "error": palette.error, "faint": palette.faint}
        wanted = sum(len(text) + 3 for text, kind in self.value.parts if kind != "faint")
        for mode, key in self.value.modes:
            if wanted + len(mode) + 3 <= line.room:
                line.right(f" [{mode}]", palette.warning, key)
        line.add(" ")
        for number, (text, kind) in enumerate(self.value.parts):
            if number:
                line.add(f" {self.glyphs.dot} ", palette.faint)
            for number, words in enumerate(text.split(", ") if kind == "warning" else [text]):
                line.add(", " if number else "", styles.get(kind))
                line.add(" ".join(words.split()), styles.get(kind), pressing.get(words, ""))
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
    help_key: str = "question_mark"
    retry_key: str = "R"
    by_name_key: str = "colon"
    """Opens the list of labels."""
    team: tuple[str, str] = ("", "")
    """How the team's database stands, and the kind that colours it; empty without one."""
    team_key: str = ""
    """Says more of it."""


class StatusBar(ValueBar[Status]):
    """The line that never hides: every label with its key and colour, progress, what is saved."""

    value = Status()

    def __init__(self, palette: Palette, glyphs: Glyphs, scheme: LabelScheme) -> None:
        super().__init__(palette, glyphs)
        self.scheme = scheme

    def draw(self, line: Line) -> Strip:
        """Labels on the left, help, saving and progress on the right."""
        value, palette = self.value, self.palette
        line.right(f" {readable(value.help_key)} keys ", palette.bar_bold, value.help_key)
        self._draw_saving(line)
        if value.team[0]:
            style = palette.warning if value.team[1] == "warning" else palette.bar_faint
            line.right(f" {value.team[0]} ", style, value.team_key)
        if value.total:
            line.right(f" {value.done}/{value.total} ")
        if value.counted:
            line.right(f" {value.counted}× ", palette.bar_bold)
        is_whole = self._draw_labels(line)
        wants_list = value.by_name_key and not is_whole
        by_name = ((value.by_name_key, "by name"),) if wants_list else ()
        for key, does in (*by_name, *value.hints):
            if len(readable(key)) + len(does) + 3 > line.room:
                break
            line.add(f" {readable(key)} ", palette.bar_bold, key)
            line.add(f"{does} ", palette.bar_faint, key)
        return line.strip()

    def _draw_labels(self, line: Line) -> bool:
        """Every label that has a key here; whether those are all."""
        palette, keys = self.palette, dict(self.value.keys)
        labels = [label for label in self.scheme.active if keys.get(label.slug)]
        # Where names do not fit, keys and colours still do.
        needed = sum(len(one.title) + len(readable(keys[one.slug])) + 3 for one in labels)
        short = needed > line.room
        # Where not even these do, the list of labels has to be within reach.
        reserved = len(readable(self.value.by_name_key)) + len(" by name  ")
        line.add(" ")
        for number, label in enumerate(labels):
            key = keys[label.slug]
            chip = f" {readable(key)} "
            title = f"{label.title[:3]} " if short else f"{label.title}  "
            if short and number and len(chip) + len(title) > line.room - reserved:
                return False
            line.add(chip, palette.chip(label), key)
            line.add(title, palette.label(label), key)
        return len(labels) == len(self.scheme.active)

    def _draw_saving(self, line: Line) -> None:
        value, palette, glyphs = self.value, self.palette, self.glyphs
        if value.unsaved:
            text = f" {glyphs.failed} {value.unsaved} not saved: {readable(value.retry_key)} "
            line.right(text, palette.error, value.retry_key)
        elif value.read_only:
            line.right(" read-only ", palette.warning)
        elif value.opening:
            line.right(f" opening{glyphs.saving} ", palette.bar_faint)
        elif value.saving:
            line.right(f" saving{glyphs.saving} ", palette.bar_faint)
        else:
            line.right(f" {glyphs.saved} saved ", palette.bar_faint)
