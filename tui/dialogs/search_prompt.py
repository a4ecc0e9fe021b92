"""Words to look for, asked at the bottom of the screen, and how far one looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from textual import on
from textual.binding import Binding
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.dialogs.prompt import MOST_LETTERS, OneLine
from tui.sanitize import safe

if TYPE_CHECKING:
    from textual.app import ComposeResult

Scope = Literal["article", "story", "project"]
"""How far going from hit to hit goes."""

SCOPES: Final[dict[Scope, str]] = {
    "article": "this article",
    "story": "this story",
    "project": "the whole project",
}


class Asked(NamedTuple):
    """What was typed, and what is done with it."""

    words: str
    """Empty: those of the last time."""
    scope: Scope
    lists: bool = False
    """Whether all hits are wanted as a list."""


class SearchPrompt(ModalScreen[Asked | None]):
    """Dismissed with what to look for; with None when it was left.

    Args:
        scope: How far was looked the last time.
        before: The words of the last time.
    """

    DEFAULT_CSS = """
    SearchPrompt { align: center bottom; background: transparent; }
    SearchPrompt > Static { width: 100%; padding: 0 1; background: $panel; color: $foreground; }
    SearchPrompt > OneLine { width: 100%; }
    """
    BINDINGS = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("tab", "turn(1)", show=False, priority=True),
        Binding("shift+tab", "turn(-1)", show=False, priority=True),
        Binding("ctrl+l", "list", show=False, priority=True),
    ]

    def __init__(self, scope: Scope, before: str) -> None:
        super().__init__()
        self._scope = scope
        self._before = before

    def compose(self) -> ComposeResult:
        """How far, the keys, and the line."""
        yield Static(self._title, id="scope", markup=False)
        before = f"nothing typed: {safe(self._before)}" if self._before else ""
        yield OneLine("", max_length=MOST_LETTERS, placeholder=before)

    @property
    def _title(self) -> str:
        keys = "tab: elsewhere, enter: next hit, ctrl+l: list, esc: cancel"
        return f"Search {SCOPES[self._scope]} ({keys})"

    def action_turn(self, step: int) -> None:
        """Look elsewhere."""
        scopes = list(SCOPES)
        self._scope = scopes[(scopes.index(self._scope) + step) % len(scopes)]
        self.query_one("#scope", Static).update(self._title)

    def action_list(self) -> None:
        """Leave, and list all hits."""
        self.dismiss(Asked(self.query_one(OneLine).value, self._scope, lists=True))

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        self.dismiss(Asked(event.value, self._scope))
