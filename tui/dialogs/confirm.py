"""One question that is answered with enter or left with escape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.sanitize import safe

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult


class Question(ModalScreen[bool]):
    """Dismissed with whether the answer is yes."""

    DEFAULT_CSS = """
    Question { align: center bottom; background: transparent; }
    Question > Static { width: 100%; padding: 0 1; background: $panel; color: $foreground; }
    """
    BINDINGS = [
        Binding("enter,y", "dismiss(True)", show=False),
        Binding("escape,n", "dismiss(False)", show=False),
    ]

    def __init__(self, text: str, yes: str) -> None:
        super().__init__()
        self._text, self._yes = text, yes

    def compose(self) -> ComposeResult:
        """The question, and the two answers."""
        yield Static(safe(self._text), markup=False)
        yield Static(f"enter: {self._yes}", id="yes", markup=False)
        yield Static("esc: leave it as it is", id="no", markup=False)

    def on_click(self, event: events.Click) -> None:
        """An answer answers."""
        if event.widget is not None and event.widget.id in ("yes", "no"):
            self.dismiss(event.widget.id == "yes")
