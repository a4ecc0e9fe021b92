"""One line asked for at the bottom of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.binding import Binding
from textual.screen import ModalScreen
from textual.widgets import Input, Static

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import Paste

MOST_LETTERS = 2_000


class OneLine(Input):
    """A line that takes every line of what is pasted, and says so where there is no room."""

    def on_paste(self, event: Paste) -> None:
        """Join the lines; Textual would keep the first and drop the others in silence."""
        event.prevent_default()
        event.stop()
        self._put(event.text)

    def action_paste(self) -> None:
        """The same from the application's own clipboard."""
        self._put(self.app.clipboard)

    def restricted(self) -> None:
        """Say that it is full."""
        self.notify(f"There is room for {self.max_length:,} letters.", markup=False)

    def _put(self, text: str) -> None:
        line = " ".join(filter(None, map(str.strip, text.splitlines())))
        start, end = sorted(self.selection)
        if not line:
            return
        room = (self.max_length or len(line)) - len(self.value) + end - start
        if len(line) > room:
            self.restricted()
        self.replace(line[: max(room, 0)], start, end)


class Prompt(ModalScreen[str | None]):
    """Dismissed with what was typed; with None when it was left.

    Args:
        title: What is asked for.
        value: What stands there at first.
        goes_on: Whether typing goes on behind that, instead of replacing it.
    """

    DEFAULT_CSS = """
    Prompt { align: center bottom; background: transparent; }
    Prompt > Static { width: 100%; padding: 0 1; background: $panel; color: $foreground; }
    Prompt > OneLine { width: 100%; }
    """
    BINDINGS = [Binding("escape", "dismiss(None)", show=False)]

    def __init__(self, title: str, value: str, *, goes_on: bool = False) -> None:
        super().__init__()
        self._goes_on = goes_on
        self._title = title
        self._value = value

    def compose(self) -> ComposeResult:
        """Title and line."""
        yield Static(f"{self._title} (enter saves, esc cancels)", markup=False)
        yield OneLine(self._value, max_length=MOST_LETTERS, select_on_focus=not self._goes_on)

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)
