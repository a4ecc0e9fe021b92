"""Pages to read: every key, and what the labels mean."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.style import Style
from textual.binding import Binding
from textual.screen import Screen

from tui.dialogs.list_screen import Heading
from tui.keys import COUNT, READER, REVIEW, deciding, keys_of, readable
from tui.widgets.row_list import RowList
from tui.widgets.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult

    from annotations.config import Config
    from annotations.labels import LabelScheme
    from annotations.review.clarifications import Rule
    from tui.theme import Palette
    from tui.widgets.glyphs import Glyphs
    from tui.widgets.row_builder import Line


class Part(NamedTuple):
    """A paragraph of a page, in one style, with something in front of its first row."""

    text: str
    style: Style | None = None
    lead: str = ""
    lead_style: Style | None = None
    indent: int = 0


class Page(Screen[None]):
    """Text that scrolls; wraps to the width it has."""

    AUTO_FOCUS = ""
    BINDINGS = [
        Binding("down,j", "move(1)", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("pagedown,space", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("home", "move(-1000000000)", show=False),
        Binding("end", "move(1000000000)", show=False),
        Binding("escape,q,question_mark,g", "dismiss", show=False),
        Binding("ctrl+q", "app.quit", show=False),
    ]

    def __init__(self, palette: Palette, glyphs: Glyphs, title: str, parts: list[Part]) -> None:
        super().__init__()
        self.palette, self.glyphs = palette, glyphs
        self.heading, self.footing = Heading(palette, glyphs), Heading(palette, glyphs)
        self.rows = RowList(palette, glyphs, self.draw, chooses=False)
        self._title = title
        self._parts = parts
        self._lines: list[tuple[Part, str, bool]] = []

    def compose(self) -> ComposeResult:
        """Heading, text, footing."""
        yield self.heading
        yield self.rows
        yield self.footing

    def action_move(self, rows: int) -> None:
        """Scroll by rows."""
        self.rows.move(rows)

    def action_page(self, direction: int) -> None:
        """Scroll by a screen."""
        self.rows.page(direction)

    def on_resize(self) -> None:
        """Wrap anew."""
        self.call_after_refresh(self.filtered)

    def filtered(self) -> None:
        """Wrap every part to the width."""
        width = max(min(self.rows.size.width - 4, 100), 20)
        self._lines = []
        for part in self._parts:
            rows = wrap(part.text, 0, len(part.text), width - part.indent)
            for number, (start, end) in enumerate(rows):
                self._lines.append((part, part.text[start:end].rstrip(), number == 0))
        self.rows.show(len(self._lines))
        self.heading.show(self._title, "")
        self.footing.show(
            "↑ ↓ PgUp PgDn scroll" if len(self._lines) > self.rows.size.height else "", "esc back"
        )

    def draw(self, row: int, line: Line) -> None:
        """One row of a part."""
        part, text, first = self._lines[row]
        lead = part.lead if first else ""
        line.add(f" {lead}", part.lead_style)
        line.add(" " * max(part.indent - cell_len(lead), 0))
        line.add(text, part.style)


def help_page(
    palette: Palette, glyphs: Glyphs, scheme: LabelScheme, keys: Mapping[str, str]
) -> Page:
    """Every key in force; `keys` by id, after remapping."""
    parts = [Part("Labels", palette.accent)]
    for label in scheme.active:
        names = _names(keys[f"label.{label.slug}"])
        parts.append(Part(f"{label.title}, and move on", None, names, palette.label(label), 18))
    for group, members in groupby(READER, key=lambda key: key.group):
        parts += [Part(""), Part(group, palette.accent)]
        for key in members:
            parts.append(Part(key.does, None, _names(keys[key.id]), Style(bold=True), 18))
        if group == "Label":
            digits = f"{COUNT[0]} to {COUNT[-1]}"
            parts.append(Part("a count for the next key", None, digits, Style(bold=True), 18))
    parts += [Part(""), Part("Mouse", palette.accent)]
    for lead, text in (
        ("click", "a sentence, a pane, a label; the right edge goes to that part of the article"),
        ("wheel", "scrolls; the cursor stays where it is"),
        ("shift + drag", "selects text the way your terminal does"),
    ):
        parts.append(Part(text, None, lead, Style(bold=True), 18))
    return Page(palette, glyphs, "Keys", parts)


def review_help_page(
    palette: Palette, glyphs: Glyphs, scheme: LabelScheme, keys: Mapping[str, str]
) -> Page:
    """Every key of the review; `keys` by id, after remapping."""
    digits = deciding(keys, scheme)
    parts = [Part("Decide on a label", palette.accent)]
    for label in scheme.givable:
        names = _names(digits[label.slug])
        parts.append(Part(f"{label.title}, and go on", None, names, palette.label(label), 18))
    for group, members in groupby(REVIEW, key=lambda key: key.group):
        parts += [Part(""), Part(group, palette.accent)]
        for key in members:
            parts.append(Part(key.does, None, _names(keys[key.id]), Style(bold=True), 18))
    return Page(palette, glyphs, "Keys of the review", parts)


def guidelines_page(
    palette: Palette,
    glyphs: Glyphs,
    config: Config,
    keys: Mapping[str, str],
    rules: Sequence[Rule],
) -> Page:
    """The project's rules, every label with its definition and examples, clarifications."""
    from annotations.review.clarifications import guideline_version

    scheme, parts = config.scheme, list[Part]()
    for paragraph in config.guidelines.text.splitlines():
        parts.append(Part(paragraph))
    if parts:
        parts.append(Part(""))
    for label in scheme:
        style = palette.label(label)
        key = "no longer given" if label.retired else _names(keys_of(keys, label))
        parts.append(Part(f"{label.title}  ({key})", style))
        if label.definition:
            parts.append(Part(label.definition, None, "", None, 2))
        for example in label.examples:
            parts.append(Part(example, palette.faint, glyphs.dot, style, 4))
        parts.append(Part(""))
    if rules:
        parts.append(Part("Clarifications", palette.accent))
    for rule in rules:
        titles = " or ".join(scheme.find(one).title for one in rule.labels)
        parts.append(Part(f"{titles}: {rule.text}", None, rule.name, Style(bold=True), 8))
        if rule.example:
            parts.append(Part(rule.example, palette.faint, glyphs.dot, None, 10))
    version = guideline_version(config.guidelines.version, rules)
    return Page(palette, glyphs, f"Guidelines {version}", parts)


def _names(keys: str) -> str:
    return "  ".join(readable(name) for name in keys.split(","))
