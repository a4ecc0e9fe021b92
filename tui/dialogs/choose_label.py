"""Which of the labels of two sentences holds for both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.sanitize import safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

    from annotations.labels import Label

NONE = "0"
"""The key of no label."""


class ChooseLabel(ModalScreen[str | None]):
    """Dismissed with a slug, with an empty text for no label, or with None when it was left.

    Args:
        labels: Those to choose from; each by its own key, or by its number.
    """

    DEFAULT_CSS = """
    ChooseLabel { align: center bottom; background: transparent; }
    ChooseLabel > Static { width: 100%; padding: 0 1; background: $panel; color: $foreground; }
    """
    BINDINGS = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("ctrl+q", "app.quit", show=False),
    ]

    def __init__(self, labels: Sequence[Label]) -> None:
        super().__init__()
        self._labels = labels
        self._by_key = {NONE: ""}
        for number, label in enumerate(labels, start=1):
            self._by_key |= {str(number): label.slug} | (
                {label.key: label.slug} if label.key else {}
            )

    def compose(self) -> ComposeResult:
        """The question, and every answer with its key."""
        yield Static("The two sentences have two labels. Which holds for both?", markup=False)
        for number, label in enumerate(self._labels, start=1):
            row = f"{f'{label.key} or ' if label.key else ''}{number}: {label.title}"
            yield Static(safe(row), id=f"label-{number}", markup=False)
        yield Static(f"{NONE}: no label; esc: leave them two", id="label-0", markup=False)

    def on_key(self, event: events.Key) -> None:
        """A label's key, or its number."""
        if event.character in self._by_key:
            event.stop()
            self.dismiss(self._by_key[event.character])

    def on_click(self, event: events.Click) -> None:
        """A row that is clicked."""
        number = (event.widget.id or "").removeprefix("label-") if event.widget else ""
        if number in self._by_key:
            self.dismiss(self._by_key[number])
