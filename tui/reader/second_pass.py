"""A second pass: labelling what others have labelled, and comparing at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui import messages
from tui.reader.changes import NOTHING, Changes, ask, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.store.events import Annotation
    from tui.reader.background import Behind
    from tui.reader.look import Look
    from tui.reader.navigation import Navigation
    from tui.reader.state import ReaderState


class SecondPass:
    """Shows others' labels of an article once all of the annotator's own are given.

    Args:
        state: The project, and what is open.
        look: How lists look.
        behind: Starts workers.
        navigation: Goes to sentences.
    """

    def __init__(
        self, state: ReaderState, look: Look, behind: Behind, navigation: Navigation
    ) -> None:
        self._state = state
        self._look = look
        self._behind = behind
        self._navigation = navigation
        self._article = ""
        """The article of a pass that goes on, or empty."""

    def choose(self) -> Changes:
        """Look for articles that others have finished."""
        store, me = self._state.store, self._state.me
        if store is None or not me:
            return say("The project is not open.")

        def read() -> messages.PassesRead:
            from annotations.review.second_pass import second_passes

            passes = second_passes(store, me)
            kept = (store.frozen(one.article_id) for one in passes)
            titles = {one.article.id: one.article.title for one in kept if one is not None}
            return messages.PassesRead(passes, titles, store.people())

        self._behind.run("second", read, messages.ReviewFailed)
        return NOTHING

    def take(self, found: messages.PassesRead) -> Changes:
        """Choose one of these, to label it without seeing the others' labels."""
        from tui.dialogs.second_pass import Passes

        if not found.passes:
            return say("Nobody else has finished an article of this project.")
        look = self._look
        screen = Passes(look.palette, look.glyphs, found.passes, found.titles, found.names)
        return ask(screen, self._begin)

    def _begin(self, article_id: str) -> Changes:
        compared = self._compare(article_id)
        if compared is not None:
            return compared
        self._article = article_id
        changes = self._navigation.visit(article_id, 0)
        if changes is None or (sheet := self._state.current) is None:
            return say("This article is not among those that are open.")
        return changes.plus(
            self._navigation.go_to(sheet, sheet.next_work(-1, 1)),
            say("Others' labels of this article are shown once all of yours are given."),
        )

    def labelled(self, annotations: Sequence[Annotation]) -> Changes:
        """Labels are on disk: compare, if this was the last one of the article."""
        article_id = self._article
        if not article_id or not any(one.article_id == article_id for one in annotations):
            return NOTHING
        sheet = self._state.sheets.get(article_id)
        finished = sheet is not None and sheet.is_finished
        compared = self._compare(article_id) if finished else None
        if compared is None:
            return NOTHING
        self._article = ""
        return compared

    def _compare(self, article_id: str) -> Changes | None:
        """Show own labels beside others'; None as long as they may not be seen."""
        from annotations.review.second_pass import compared
        from tui.dialogs.second_pass import Beside

        store, look = self._state.store, self._look
        assert store is not None
        found = compared(store, look.scheme, self._state.me, article_id)
        kept = store.frozen(article_id)
        if found is None or kept is None:
            return None
        screen = Beside(
            look.palette,
            look.glyphs,
            look.scheme,
            found,
            kept.article,
            kept.sentences,
            store.people(),
        )
        return ask(screen, self._navigation.visit_chosen)
