"""One line asked for at the bottom of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.binding import Binding
from textual.screen import ModalScreen
from textual.widgets import Input, Static

if TYPE_CHECKING:
    from textual.app import ComposeResult

MOST_LETTERS = 2_000


class Prompt(ModalScreen[str | None]):
    """Dismissed with what was typed; with None when it was left."""

    DEFAULT_CSS = """
    Prompt { align: center bottom; background: transparent; }
    Prompt > Static { width: 100%; padding: 0 1; background: $panel; color: $foreground; }
    Prompt > Input { width: 100%; }
    Prompt > ToastRack { margin-bottom: 5; }
    """
    BINDINGS = [Binding("escape", "dismiss(None)", show=False)]

    def __init__(self, title: str, value: str) -> None:
        super().__init__()
        self._title = title
        self._value = value

    def compose(self) -> ComposeResult:
        """Title and line."""
        yield Static(f"{self._title} (enter takes it, esc leaves it)", markup=False)
        yield Input(self._value, max_length=MOST_LETTERS)

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)
