"""A full screen with a list: type to filter, enter to choose, escape to leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from rich.cells import cell_len
from textual import events, on
from textual.binding import Binding
from textual.screen import Screen

from tui.sanitize import safe
from tui.widgets.bars import Bar
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.strip import Strip

    from tui.theme import Palette
    from tui.widgets.glyphs import Glyphs
    from tui.widgets.row_builder import Line

Choice = TypeVar("Choice")


_KEYS = {"enter": "enter", "esc": "escape", "space": "space", "tab": "tab", "/": "slash"}
"""Keys that hints of a list begin with, besides letters and `^` with a letter."""


class Heading(Bar):
    """A row with a text on the left, stronger, and one on the right."""

    left = ""
    right = ""

    def show(self, left: str, right: str) -> None:
        """Say something else."""
        self.left, self.right = left, right
        self.refresh()

    def draw(self, line: Line) -> Strip:
        """Both texts."""
        line.right(f" {self.right} ", self.palette.bar_faint)
        line.add(f" {self.left}", self.palette.bar_bold)
        return line.strip()


class Footing(Heading):
    """A row whose hints begin with their key and stand three cells apart: they can be clicked.

    What was typed stands on the left, so that is never cut for a hint: of those on the right the
    first and the last, which choose and leave, stay, and as many between as fit.
    """

    def draw(self, line: Line) -> Strip:
        """Both texts, each hint with its key."""
        line.right(" ", self.palette.bar_faint)
        hints, room = _hints(self.right), line.room - cell_len(safe(self.left)) - len(" ")
        while len(hints) > 2 and cell_len("   ".join(hints)) > room:
            del hints[-2]
        for number, hint in enumerate(reversed(hints)):
            line.right("   " if number else "", self.palette.bar_faint)
            line.right(hint, self.palette.bar_faint, _key_of(hint))
        line.add(" ")
        for number, hint in enumerate(_hints(self.left)):
            line.add("   " if number else "", self.palette.bar_bold)
            line.add(hint, self.palette.bar_bold, _key_of(hint))
        return line.strip()


def _hints(text: str) -> list[str]:
    return text.split("   ")


def _key_of(hint: str) -> str:
    """The key that a hint begins with, as Textual names it; empty if it begins with none."""
    word, _, does = hint.partition(" ")
    if not does:
        return ""
    if word.startswith("^") and len(word) == len("^d"):
        return f"ctrl+{word[1:]}"
    return _KEYS.get(word, word if len(word) == 1 and word.isalpha() and word.isascii() else "")


class Listing(Screen[Choice | None]):
    """What every list of the program shares; a subclass knows the rows."""

    AUTO_FOCUS = ""
    BINDINGS = [
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("home", "move(-1000000000)", show=False),
        Binding("end", "move(1000000000)", show=False),
        Binding("enter", "choose", show=False),
        Binding("escape", "leave", show=False),
        Binding("backspace", "erase", show=False),
        Binding("ctrl+u", "erase_all", show=False),
        Binding("ctrl+q", "app.quit", show=False),
    ]
    chooses = True
    filters = True

    def __init__(self, palette: Palette, glyphs: Glyphs) -> None:
        super().__init__()
        self.palette = palette
        self.glyphs = glyphs
        self.query_text = ""
        self._is_typing = False
        """Whether every letter is part of the filter, also the first."""
        self.heading = Heading(palette, glyphs)
        self.footing = Footing(palette, glyphs)
        self.rows = RowList(palette, glyphs, self.draw, chooses=self.chooses)

    def compose(self) -> ComposeResult:
        """Heading, rows, footing."""
        yield self.heading
        yield self.rows
        yield self.footing

    def on_mount(self) -> None:
        """Show every row."""
        self.call_after_refresh(self.filtered)

    # What a subclass says

    def draw(self, row: int, line: Line) -> None:
        """Fill the line of a row."""
        raise NotImplementedError

    def filtered(self) -> None:
        """The filter changed: find the rows again and show them."""
        raise NotImplementedError

    def choice(self, row: int) -> Choice | None:
        """What choosing a row gives; None where it cannot be chosen."""
        return None

    # Keys

    def on_key(self, event: events.Key) -> None:
        """Letters narrow the list; `j` and `k` move as long as nothing is typed, `/` begins."""
        letter = event.character
        # With alt a terminal sends the letter, too: that is a key, and nothing to look for.
        if not (self.filters and event.is_printable and letter) or event.key.startswith("alt+"):
            return
        event.stop()
        event.prevent_default()
        if self._is_typing or self.query_text or letter not in "jk/":
            self._filter(self.query_text + letter)
        elif letter == "/":
            self._is_typing = True
        else:
            self.action_move(1 if letter == "j" else -1)

    def on_paste(self, event: events.Paste) -> None:
        """Pasted words narrow the list."""
        if self.filters:
            self._filter(self.query_text + " ".join(event.text.split()))

    def _filter(self, words: str) -> None:
        self._is_typing = self._is_typing and bool(words)
        if words != self.query_text:
            self.query_text = words
            self.filtered()

    def action_erase(self) -> None:
        """Take the last letter of the filter back."""
        self._filter(self.query_text[:-1])

    def action_erase_all(self) -> None:
        """Take the filter back."""
        self._filter("")

    def action_move(self, rows: int) -> None:
        """Go some rows on."""
        self.rows.move(rows)

    def action_page(self, direction: int) -> None:
        """Go one screen on."""
        self.rows.page(direction)

    def action_choose(self) -> None:
        """Leave with the row under the cursor."""
        if self.rows.total and (choice := self.choice(self.rows.cursor)) is not None:
            self.dismiss(choice)

    def action_leave(self) -> None:
        """Take the filter back, then leave."""
        if self.query_text:
            self._filter("")
        else:
            self.dismiss(None)

    @on(RowList.Chosen)
    def _chosen(self, message: RowList.Chosen) -> None:
        self.action_choose()
