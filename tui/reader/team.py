"""The team's database as the reader shows it: how far both sides are apart, and who is here."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from annotations.plurals import count
from tui import messages
from tui.reader.changes import NOTHING, Changes, ask, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.message import Message

    from annotations.exchange.live import Live, Standing
    from tui.reader.look import Look
    from tui.reader.state import ReaderState
    from tui.settings import Settings
    from tui.store_worker import Writer


class Team:
    """Keeps the project and the team's database alike, where one is configured.

    All that speaks to a server is loaded by a thread, and only then.

    Args:
        state: The project, and what is open.
        look: How pages look.
        settings: What was configured.
        writer: Writes what comes.
        post: Takes messages, from another thread.
    """

    def __init__(
        self,
        state: ReaderState,
        look: Look,
        settings: Settings,
        writer: Writer,
        post: Callable[[Message], object],
    ) -> None:
        self._state = state
        self._look = look
        self._settings = settings
        self._writer = writer
        self._post = post
        self._live: Live | None = None
        self._begun = False
        self._said = ""
        """What was said last of a server that is gone or refuses."""
        self.standing: Standing | None = None

    def opened(self) -> None:
        """The project is open: begin, unless that was done, or nothing is configured."""
        store = self._state.store
        is_writable = store is not None and not store.read_only
        if self._settings.config.team.is_on and is_writable and not self._begun:
            self._begun = True
            threading.Thread(target=self._begin, name="slugline-team-start", daemon=True).start()

    def _begin(self) -> None:
        from annotations.exchange.live import Live

        self._live = Live(
            self._settings.config,
            store=lambda: self._state.store,
            write=lambda step: self._writer.call(lambda _: step()),
            tell=lambda standing: self._post(messages.TeamSeen(standing)),
            where=self._where,
            memory=self._settings.project / "team.json",
        )
        self._live.start()

    def _where(self) -> tuple[str, str]:
        sheet = self._state.current
        return self._state.me, sheet.article.id if sheet else ""

    def kept(self) -> None:
        """Something was recorded, durably."""
        if self._live is not None:
            self._live.changed()

    def take(self, standing: Standing) -> Changes:
        """It stands otherwise than before; a server that is gone is said once."""
        before, self.standing = self.standing, standing
        was = before.contact if before else "reaching"
        unsaid = (self._said,) if self._said else ()
        if standing.contact in ("gone", "refused"):
            if standing.contact == was:
                return NOTHING
            gone = f"{standing.where} does not answer; it is tried again by itself."
            why = gone if standing.contact == "gone" else standing.why
            self._said = f"{why} What you do is saved here, and is sent later."
            return say(self._said, "Team", "warning")._replace(unsaid=unsaid)
        if standing.contact == "level" and was in ("gone", "refused"):
            self._said = ""
            back = say("The team's server is back: everything is sent.", "Team")
            return back._replace(unsaid=unsaid)
        if standing.waiting and (before is None or standing.waiting != before.waiting):
            return say(
                f"{count(len(standing.waiting), 'thing')} from colleagues cannot be taken yet: "
                f"{self._look.key('reader.team')} says which. `slugline bundle pull` asks.",
                "Team",
                "warning",
            )
        return NOTHING

    @property
    def status(self) -> tuple[str, str]:
        """What the line of labels says of it, and the kind that colours it; empty without one."""
        now = self.standing
        if not self._begun:
            return "", ""
        if now is not None and now.behind and not now.waiting and now.contact != "gone":
            return f"team: {now.behind:,} to come", "faint"
        if now is None or now.contact == "reaching":
            return "team: connecting", "faint"
        if now.contact != "level":
            state = "offline" if now.contact == "gone" else "refused"
            rest = f", {now.unsent:,} to send" if now.unsent else ""
            return f"team: {state}{rest}", "warning"
        if now.behind:
            return f"team: {now.behind:,} wait", "warning"
        people = len({one.name for one in now.here})
        return (f"team: {people} here" if people else "team: all sent"), "faint"

    def show(self) -> Changes:
        """Show how it stands, and who is here."""
        from tui.dialogs.team import team_page

        team = self._settings.config.team
        if not team.is_on:
            off = " `team.live` is off." if team.address else ""
            return say(
                f"No team's database is in use.{off} `team:` in config.yaml names one; "
                "docs/team.md says how.",
                "Team",
            )
        titles = {card.article_id: card.title for one in self._state.stories for card in one.cards}
        look = self._look
        now = self._live.standing if self._live else self.standing
        return ask(team_page(look.palette, look.glyphs, now, titles), lambda _: None)

    def close(self, seconds: float) -> str:
        """Send what can be sent in some seconds; what is not sent yet, in words, or nothing."""
        live = self._live
        if live is None:
            return ""
        # First what is still being saved here: nothing goes up before it is durable.
        self._writer.drain(seconds)
        unsent = live.close(seconds)
        if not unsent:
            return ""
        return (
            f"{count(unsent, 'change')} not sent to the team's database yet. Everything is saved "
            "here, and is sent when you open the project again."
        )
