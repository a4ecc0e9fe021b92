"""Other reports of the event that the article under the cursor is about, put beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.plurals import count
from tui import messages
from tui.reader.changes import NOTHING, Changes, ask, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.articles.corpus import Card
    from annotations.articles.stories import Story
    from annotations.config import Config
    from annotations.workflow.related import Looking, Profiles
    from tui.reader.background import Behind
    from tui.reader.look import Look
    from tui.reader.state import ReaderState


class Related:
    """Looks for other reports, lists them, and puts one beside.

    Args:
        state: What is open.
        look: How the list looks.
        config: How files are read.
        behind: Starts workers.
    """

    def __init__(self, state: ReaderState, look: Look, config: Config, behind: Behind) -> None:
        self._state = state
        self._look = look
        self._config = config
        self._behind = behind
        self._profiles: Profiles | None = None
        self._looking: tuple[Sequence[Story], Looking] | None = None
        """The corpus that was looked through last."""

    def look_for(self) -> Changes:
        """Look through the corpus behind the screen, then list what was found."""
        state = self._state
        if state.story is None or not state.slots:
            return NOTHING
        card = state.card(state.focus)
        stories = state.stories
        note = f"the corpus is not read to its end: {state.reading}" if state.reading else ""

        def work() -> messages.RelatedFound:
            from annotations.workflow.related import Profiles, reports_of

            if self._profiles is None:
                self._profiles = Profiles(self._config)
            among = self._looking_in(stories)
            found = reports_of(card, among, self._profiles)
            return messages.RelatedFound(found, len(among.cards), note)

        self._behind.run(
            "related",
            work,
            lambda error: messages.StudyFailed(f"Looking for other reports: {error}"),
        )
        return NOTHING

    def _looking_in(self, stories: Sequence[Story]) -> Looking:
        """The corpus, put in order anew only if it is another: that takes a while."""
        from annotations.workflow.related import Looking

        kept = self._looking
        if kept is None or kept[0] is not stories:
            cards = (card for story in stories for card in story.cards)
            kept = self._looking = stories, Looking(cards)
        return kept[1]

    def take(self, message: messages.RelatedFound) -> Changes:
        """List what was found, if the cursor is still in that article."""
        from tui.dialogs.related_list import RelatedList

        state, found = self._state, message.found
        if not state.slots or state.card(state.focus).article_id != found.card.article_id:
            return NOTHING
        changes = NOTHING
        if found.unread:
            unread = count(len(found.unread), "article")
            changes = say(f"{unread} could not be read: {found.unread[0]}", "Reports", "warning")
        if not found.others:
            note = f" ({message.note})" if message.note else ""
            among = count(message.looked, "article")
            return changes.plus(say(f"No other report of this event was found in {among}{note}."))
        look = self._look
        screen = RelatedList(look.palette, look.glyphs, found, message.looked, message.note)
        return changes.plus(ask(screen, self._put_beside))

    def _put_beside(self, card: Card) -> Changes:
        self._state.put_beside(card)
        return Changes(panes=True)
