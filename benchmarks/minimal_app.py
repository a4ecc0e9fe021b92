"""The least that a Textual app can be: what the reader's start and keys are measured against."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class Minimal(App[None]):
    """One line that a key changes."""

    BINDINGS = [("j", "count", "Count")]
    count = 0

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static("Ready 0")

    def action_count(self) -> None:
        """Change the line."""
        self.count += 1
        self.query_one(Static).update(f"Ready {self.count}")


if __name__ == "__main__":
    Minimal().run()
