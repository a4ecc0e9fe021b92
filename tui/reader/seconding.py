"""The reader in a second pass: labelling what others have labelled, and comparing at the end."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on

from annotations.errors import StoreError
from tui import messages
from tui.reader.colleagues import TogetherScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.store.events import Annotation
    from annotations.store.protocol import Store


class SecondingScreen(TogetherScreen):
    """A screen among colleagues whose labels of an article are shown once it is finished."""

    second: str = ""
    """The article of a second pass that goes on, or empty."""

    def action_second(self) -> None:
        """Choose an article that others have finished, to label it without seeing their labels."""
        if self.store is None or not self.me:
            self.say("The project is not open.")
            return
        work = partial(self._read_passes, self.store, self.me)
        self.run_worker(work, thread=True, group="second", exclusive=True)

    def _read_passes(self, store: Store, me: str) -> None:
        from annotations.review.second_pass import second_passes

        try:
            passes = second_passes(store, me)
            kept = (store.frozen(one.article_id) for one in passes)
            titles = {one.article.id: one.article.title for one in kept if one is not None}
        except StoreError as error:
            self.post_message(messages.ReviewFailed(error))
        else:
            self.post_message(messages.PassesRead(passes, titles, store.people()))

    @on(messages.PassesRead)
    def _passes_read(self, message: messages.PassesRead) -> None:
        from tui.dialogs.second_pass import Passes

        if not message.passes:
            self.say("Nobody else has finished an article of this project.")
            return

        def take(article_id: str | None) -> None:
            if article_id is not None:
                self._begin_second(article_id)

        screen = Passes(self.palette, self.glyphs, message.passes, message.titles, message.names)
        self.app.push_screen(screen, take)

    def _begin_second(self, article_id: str) -> None:
        if self._compare_with_others(article_id):
            return
        self.second = article_id
        if self.visit(article_id, 0) and (sheet := self.desk.current) is not None:
            self.go_to(sheet, sheet.next_work(-1, 1))
            self.say("Others' labels of this article are shown once all of yours are given.")
        else:
            self.say("This article is not among those that are open.")

    def labelled(self, annotations: Sequence[Annotation]) -> None:
        """Compare, if this was the last label of the article."""
        if self.second and any(one.article_id == self.second for one in annotations):
            article_id = self.second
            sheet = self.desk.sheets.get(article_id)
            finished = sheet is not None and sheet.labelled >= sheet.sentences.body
            if finished and self._compare_with_others(article_id):
                self.second = ""

    def _compare_with_others(self, article_id: str) -> bool:
        """Show own labels beside others'; False as long as they may not be seen."""
        from annotations.review.second_pass import compared
        from tui.dialogs.second_pass import Beside

        assert self.store is not None
        found = compared(self.store, self.scheme, self.me, article_id)
        kept = self.store.frozen(article_id)
        if found is None or kept is None:
            return False
        screen = Beside(
            self.palette,
            self.glyphs,
            self.scheme,
            found,
            kept.article,
            kept.sentences,
            self.store.people(),
        )
        self.app.push_screen(screen, self.visit_chosen)
        return True
