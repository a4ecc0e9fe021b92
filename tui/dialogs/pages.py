"""Pages to read: every key, and what the labels mean."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.style import Style

from tui.dialogs.list_screen import Listing
from tui.keys import COUNT, DAILY, LIBRARY, READER, REVIEW, deciding, keys_of, readable
from tui.theme import KINDS
from tui.widgets.legend import COLOURS as COLOUR_NAMES
from tui.widgets.legend import DIFFERENCES, ELSEWHERE, MARKS, NUMBERS, meaning_of
from tui.widgets.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from textual import events

    from annotations.config import Config
    from annotations.labels import LabelScheme
    from annotations.review.clarifications import Rule
    from tui.theme import Palette
    from tui.widgets.glyphs import Glyphs
    from tui.widgets.row_builder import Line


_SIGN, _COLOUR = 4, 16
"""Cells in front of what a sign, and a colour or number, means."""


class Part(NamedTuple):
    """A paragraph of a page, in one style, with something in front of its first row."""

    text: str
    style: Style | None = None
    lead: str = ""
    lead_style: Style | None = None
    indent: int = 0
    is_heading: bool = False


class Copy(NamedTuple):
    """Something of a page that a key copies."""

    keys: str
    """As Textual names them, comma between alternatives."""
    name: str
    """What it is, in words."""
    text: str


class Page(Listing[None]):
    """Text that scrolls; wraps to the width it has. `/` narrows it to what holds some words.

    Args:
        palette: The styles of the theme.
        glyphs: The signs.
        title: What it is about.
        parts: What it says.
        copies: What can be copied from it.
    """

    chooses = False
    filters = False
    BINDINGS = [
        ("j", "move(1)"),
        ("k", "move(-1)"),
        ("space", "page(1)"),
        ("slash", "look_for"),
        ("q,question_mark,g,f2", "leave"),
    ]

    def __init__(
        self,
        palette: Palette,
        glyphs: Glyphs,
        title: str,
        parts: list[Part],
        copies: Sequence[Copy] = (),
    ) -> None:
        super().__init__(palette, glyphs)
        self._title = title
        self._parts = parts
        self.copies = copies
        self._lines: list[tuple[Part, str, bool]] = []

    def on_key(self, event: events.Key) -> None:
        """A key that copies; any other as in every list."""
        chosen = next((one for one in self.copies if event.key in one.keys.split(",")), None)
        if chosen is None or self.filters:
            super().on_key(event)
            return
        event.stop()
        event.prevent_default()
        self.app.copy_to_clipboard(chosen.text)
        self.notify(f"Copied {chosen.name}.", markup=False)

    def on_resize(self) -> None:
        """Wrap anew."""
        self.call_after_refresh(self.filtered)

    def action_look_for(self) -> None:
        """Let letters narrow the page from now on."""
        self.filters = self._is_typing = True
        self.filtered()

    def action_leave(self) -> None:
        """Stop looking for words, then leave."""
        if self.filters:
            self.filters, self.query_text = False, ""
            self.filtered()
        else:
            self.dismiss(None)

    def filtered(self) -> None:
        """Wrap every part that holds the words looked for, under its heading."""
        width = max(min(self.rows.size.width - 4, 100), 20)
        self._lines = []
        for part in self._narrowed():
            rows = wrap(part.text, 0, len(part.text), width - part.indent)
            for number, (start, end) in enumerate(rows):
                self._lines.append((part, part.text[start:end].rstrip(), number == 0))
        self.rows.show(len(self._lines))
        self.heading.show(self._title, "")
        if self.filters:
            found = "" if self._lines else "   nothing found"
            self.footing.show(f"/{self.query_text}{found}", "type to narrow   esc shows all")
            return
        is_long = len(self._lines) > self.rows.size.height
        hints = [f"{one.keys.split(',')[0]} copies {one.name}" for one in self.copies]
        hints += ["↑ ↓ PgUp PgDn scroll"] if is_long and not hints else []
        self.footing.show("   ".join(hints), "/ search   esc back")

    def _narrowed(self) -> list[Part]:
        words = self.query_text.casefold().split()
        if not words:
            return self._parts
        found: list[Part] = []
        heading = Part("")
        for part in self._parts:
            if part.is_heading:
                heading = part
                continue
            said = f"{heading.text} {part.lead} {part.text}".casefold()
            if part.text and all(word in said for word in words):
                if heading.text and heading not in found:
                    found.append(heading)
                found.append(part)
        return found

    def draw(self, row: int, line: Line) -> None:
        """One row of a part."""
        part, text, first = self._lines[row]
        lead = part.lead if first else ""
        line.add(f" {lead}", part.lead_style)
        line.add(" " * max(part.indent - cell_len(lead), 0))
        line.add(text, part.style)


def legend_page(palette: Palette, glyphs: Glyphs, scheme: LabelScheme) -> Page:
    """Every sign, colour and number of the reader with its name."""
    bold = Style(bold=True)
    parts = [Part("Letters: the label of a sentence", palette.accent, is_heading=True)]
    for label in scheme.givable:
        parts.append(Part(label.title, None, scheme.letter(label), palette.label(label), _SIGN))
    parts.append(Part("small and slanted: proposed; not bold: it came by itself", palette.faint))
    for title, table in (
        ("Signs beside the letter", MARKS),
        ("Differences: a sentence in the light of the article beside", DIFFERENCES),
        ("Other signs", ELSEWHERE),
    ):
        parts += [Part(""), Part(title, palette.accent, is_heading=True)]
        for one in table:
            style = palette.error if one.sign in ("conflict", "failed") else bold
            sign: str = getattr(glyphs, one.sign)
            parts.append(Part(meaning_of(one.sign), None, sign, style, _SIGN))
    parts += [Part(""), Part("Colours of words", palette.accent, is_heading=True)]
    for kind, means in COLOUR_NAMES.items():
        parts.append(Part(means, None, KINDS[kind], palette.kinds[kind], _COLOUR))
    for what, style in (
        ("words that only this article has", palette.words["new"]),
        ("words that the later article no longer has", palette.words["gone"]),
        ("words that both have, where little is the same", palette.words["shared"]),
    ):
        parts.append(Part(what, None, "words", style, _COLOUR))
    parts.append(Part("a quantity in conflict", None, "1,200", palette.conflict, _COLOUR))
    parts += [Part(""), Part("Numbers", palette.accent, is_heading=True)]
    parts += [Part(means, None, lead, bold, _COLOUR) for lead, means in NUMBERS]
    return Page(palette, glyphs, "Legend", parts)


def help_page(
    palette: Palette, glyphs: Glyphs, scheme: LabelScheme, keys: Mapping[str, str]
) -> Page:
    """Every key in force, those of every day first; `keys` by id, after remapping."""
    bold, does = Style(bold=True), {key.id: key for key in READER}
    parts = [Part("Every day", palette.accent, is_heading=True)]
    for label in scheme.active:
        names = _names(keys_of(keys, scheme, label))
        names += "" if f"label.{label.slug}" in keys else " and its name"
        parts.append(Part(f"{label.title}, and move on", None, names, palette.label(label), 18))
    for id_ in DAILY:
        parts.append(Part(does[id_].does, None, _names(keys[id_]), bold, 18))
    for group, members in groupby(READER, key=lambda key: key.group):
        parts += [Part(""), Part(group, palette.accent, is_heading=True)]
        for key in members:
            parts.append(Part(key.does, None, _names(keys[key.id]), bold, 18))
        if group == "Label":
            parts += _more_labelling(palette, scheme, keys)
    parts += [Part(""), Part("In the library", palette.accent, is_heading=True)]
    for key in LIBRARY:
        parts.append(Part(key.does, None, _names(keys[key.id]), bold, 18))
    parts += [Part(""), Part("Mouse", palette.accent, is_heading=True)]
    for lead, text in (
        ("click", "a sentence, a pane, a label, any key that the bars name; the title: library"),
        ("click right edge", "goes to that part of the article"),
        ("drag", "over sentences: a range; the border of a pane: its width"),
        ("wheel", "scrolls; the cursor stays where it is"),
        ("shift + drag", "selects text the way your terminal does"),
    ):
        parts.append(Part(text, None, lead, bold, 18))
    return Page(palette, glyphs, "Keys", parts)


def _more_labelling(
    palette: Palette, scheme: LabelScheme, keys: Mapping[str, str]
) -> Iterator[Part]:
    """What else labels: counts, further dispositions."""
    bold, last = Style(bold=True), readable(keys["reader.last"].split(",")[-1])
    digits = f"{COUNT[0]} to {COUNT[-1]}"
    yield Part(f"a count for the next key; 12{last} goes to sentence 12", None, digits, bold, 18)
    yield Part("the label with a note, in one stroke", None, "alt + its key", bold, 18)
    for label in scheme.dispositions:
        if f"label.{label.slug}" in keys:
            names = _names(keys[f"label.{label.slug}"])
            yield Part(f"{label.title}: no work", None, names, palette.label(label), 18)


def library_help_page(palette: Palette, glyphs: Glyphs, keys: Mapping[str, str]) -> Page:
    """Every key of the library; `keys` by id, after remapping."""
    bold = Style(bold=True)
    parts = [Part("Find", palette.accent, is_heading=True)]
    for lead, text in (
        ("letters", "narrow the list to titles, sources and files that hold every word"),
        ("ctrl+u", "takes the filter back; so does escape"),
        ("up  down  PgUp  PgDn", "move; j and k as well, while nothing is typed"),
        ("enter", "opens the story, or the article in its story"),
    ):
        parts.append(Part(text, None, lead, bold, 22))
    parts += _library_parts(palette, keys)
    return Page(palette, glyphs, "Keys of the library", parts)


def _library_parts(palette: Palette, keys: Mapping[str, str]) -> Iterator[Part]:
    for group, members in groupby(LIBRARY, key=lambda key: key.group):
        yield Part("")
        yield Part(group, palette.accent, is_heading=True)
        for key in members:
            yield Part(key.does, None, _names(keys[key.id]), Style(bold=True), 22)


def review_help_page(
    palette: Palette, glyphs: Glyphs, scheme: LabelScheme, keys: Mapping[str, str]
) -> Page:
    """Every key of the review; `keys` by id, after remapping."""
    digits = deciding(keys, scheme)
    parts = [Part("Decide on a label", palette.accent, is_heading=True)]
    for label in scheme.givable:
        by_name = f"{_names(keys['review.by_name'])} and its name"
        names = _names(digits[label.slug]) if digits[label.slug] else by_name
        parts.append(Part(f"{label.title}, and go on", None, names, palette.label(label), 18))
    for group, members in groupby(REVIEW, key=lambda key: key.group):
        parts += [Part(""), Part(group, palette.accent, is_heading=True)]
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
        key = "no longer given" if label.retired else _names(keys_of(keys, scheme, label))
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
