"""The team, for its lead: counted behind the screen, then shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui import messages
from tui.reader.changes import NOTHING, Changes, ask, say

if TYPE_CHECKING:
    from annotations.workflow.team_progress import TeamProgress
    from tui.reader.background import Behind
    from tui.reader.look import Look
    from tui.reader.state import ReaderState


class TeamView:
    """Counts how far the team is, and shows it.

    Args:
        state: With the project.
        look: How the page looks.
        behind: Starts workers.
    """

    def __init__(self, state: ReaderState, look: Look, behind: Behind) -> None:
        self._state = state
        self._look = look
        self._behind = behind
        self._counting = False

    def show(self) -> Changes:
        """Count behind the screen, then tell."""
        store, scheme = self._state.store, self._look.scheme
        if store is None:
            return say("The project is not open.")
        if self._counting:
            return NOTHING
        self._counting = True

        def count() -> messages.TeamCounted:
            from annotations.workflow.team_progress import team_progress

            return messages.TeamCounted(team_progress(store, scheme))

        self._behind.run("team", count, messages.TeamNotCounted)
        return NOTHING

    def take(self, progress: TeamProgress) -> Changes:
        """Show what was counted."""
        from tui.dialogs.team_page import TeamPage

        self._counting = False
        look = self._look
        page = TeamPage(look.palette, look.glyphs, look.scheme, progress)
        return ask(page, lambda _: None)

    def failed(self, message: messages.TeamNotCounted) -> Changes:
        """Say why it was not counted."""
        self._counting = False
        return say(str(message.error), "The project cannot be read", "error")
