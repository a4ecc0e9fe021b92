"""A note asked for at the bottom of the screen; it may have several lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from tui.dialogs.prompt import MOST_LETTERS

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult


class Lines(TextArea):
    """Text of several lines: what is pasted keeps all of its own."""

    BINDINGS = [Binding("ctrl+j,alt+enter,shift+enter", "new_line", show=False)]

    async def _on_paste(self, event: events.Paste) -> None:
        """Take as much as there is room for, and say so where that is not all."""
        event.prevent_default()
        event.stop()
        room = MOST_LETTERS - len(self.text) + len(self.selected_text)
        lines = "\n".join(event.text.splitlines())
        if len(lines) > room:
            self.notify(f"There is room for {MOST_LETTERS:,} letters.", markup=False)
        self.replace(lines[: max(room, 0)], *self.selection)

    def action_new_line(self) -> None:
        """Begin another line."""
        self.replace("\n", *self.selection)


class NotePrompt(ModalScreen[str | None]):
    """Dismissed with the note, its lines apart by line feeds; with None when it was left."""

    DEFAULT_CSS = """
    NotePrompt { align: center bottom; background: transparent; }
    NotePrompt > Static { width: 100%; padding: 0 1; background: $panel; color: $foreground; }
    NotePrompt > Lines { width: 100%; height: auto; min-height: 3; max-height: 8; }
    """
    BINDINGS = [
        Binding("escape", "dismiss(None)", show=False, priority=True),
        Binding("enter", "take", show=False, priority=True),
    ]

    def __init__(self, title: str, value: str) -> None:
        super().__init__()
        self._title = title
        self._value = value

    def compose(self) -> ComposeResult:
        """Title and text."""
        keys = "enter saves, ctrl+j begins a line, esc cancels"
        yield Static(f"{self._title} ({keys})", markup=False)
        yield Lines(self._value, soft_wrap=True, tab_behavior="focus")

    def on_mount(self) -> None:
        """Go on behind what is written already."""
        text = self.query_one(Lines)
        text.move_cursor(text.document.end)
        text.focus()

    def action_take(self) -> None:
        """Keep the note, without white space at its ends."""
        lines = (line.rstrip() for line in self.query_one(Lines).text.splitlines())
        self.dismiss("\n".join(lines).strip()[:MOST_LETTERS])
