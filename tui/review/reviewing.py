"""The review's keys: moving among cases, narrowing them, going elsewhere."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.binding import Binding

from annotations.errors import StoreError
from tui import messages
from tui.keys import REVIEW, deciding
from tui.review.remarks import SayingScreen
from tui.widgets.bars import StatusBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.agreement import Report
    from annotations.labels import LabelScheme
    from annotations.review.clarifications import Rule
    from annotations.review.model import Filter
    from annotations.review.review import Review
    from annotations.store.protocol import Store


def bindings(keys: dict[str, str], scheme: LabelScheme) -> list[Binding]:
    """Every key of the review as Textual takes it."""
    names = deciding(keys, scheme)
    labels = [
        Binding(names[label.slug], f"label('{label.slug}')", label.title, show=False)
        for label in scheme.active
        if names[label.slug]
    ]
    own = [Binding(keys[key.id], key.action, key.does, id=key.id, show=False) for key in REVIEW]
    return labels + own


class ReviewScreen(SayingScreen):
    """A saying screen that moves and opens other things; `bound_review` gives it its keys."""

    table = REVIEW
    """Its own keys, for the palette of commands."""

    def action_move(self, step: int) -> None:
        """Go to the next case of the list, decided or not."""
        if self.queue is None or self.case is None:
            return
        self.last = ""
        found = self.queue.after(self.case) if step > 0 else self.queue.before(self.case)
        if (case := self.case_of(found)) is not None:
            self.show_case(case)
        else:
            self.say(f"No further sentence {'below' if step > 0 else 'above'} in the list.")

    def action_edge(self, direction: int) -> None:
        """Go to the first or the last case of the list."""
        if self.queue is not None:
            place = 0 if direction < 0 else len(self.queue)
            if (case := self.case_of(self.queue.at(place))) is not None:
                self.show_case(case)

    def action_page(self, direction: int) -> None:
        """Read on in the article; the sentence stays the same."""
        self.pane.scroll_rows(direction * max(self.pane.size.height - 3, 1))

    def action_beside(self) -> None:
        """Put another article of the story beside."""
        if not self.turn():
            self.say("There is no further article of this story.")

    def action_filter(self) -> None:
        """Look at some cases only."""
        from tui.review.filters import Filters

        if self.review is None or self.exhibits is None:
            return

        def take(only: Filter | None) -> None:
            if only is not None:
                self.narrow(only)

        self.app.push_screen(
            Filters(self.palette, self.glyphs, self.scheme, self.review, self.exhibits), take
        )

    def action_agreement(self) -> None:
        """Count anew, gold included, how far people agree; then show it."""
        if self.review is not None:
            self.shows_agreement = True
            self.count_agreement()

    def show_agreement(self, report: Report) -> None:
        """Show how far people agree."""
        from tui.review.agreement_page import Agreed

        assert self.review is not None

        def take(only: Filter | None) -> None:
            if only is not None:
                self.narrow(only)

        self.app.push_screen(
            Agreed(
                self.palette,
                self.glyphs,
                self.scheme,
                report,
                self.review.counts(),
                self.review.names,
            ),
            take,
        )

    def action_overruled(self) -> None:
        """Show which of the reviewer's own labels were changed."""
        if self.review is not None:
            self.reader.show_overruled(self.review, self.rules, self.dismiss)

    def action_summary(self) -> None:
        """Say what was done and what is left."""
        if self.review is not None and not self.holds_still:
            self.holds_still = True
            assert self.reader.store is not None
            work = partial(self._summarise, self.reader.store, self.review, self.rules)
            self.run_worker(work, thread=True, group="summary", exclusive=True)

    def _summarise(self, store: Store, review: Review, rules: Sequence[Rule]) -> None:
        from annotations.agreement import stories_of
        from annotations.review.summary import summary

        try:
            stories = self.stories or stories_of(store)
        except StoreError as error:
            self.post_message(messages.ReviewFailed(error))
        else:
            self.post_message(messages.Summarised(summary(review, rules, stories=stories)))

    @on(messages.Summarised)
    def _summarised(self, message: messages.Summarised) -> None:
        from tui.review.summary_page import ending_page

        self.holds_still = False
        self.follow()
        if self.review is not None:
            self.count_agreement()
            self.app.push_screen(ending_page(self.reader, message.summary, self.review.names))

    def action_export(self) -> None:
        """Write a training set, by the reader's screen for it."""
        self.reader.open_export(self.dismiss)

    def action_read(self) -> None:
        """Read the sentence in the reader."""
        if self.case is not None:
            self.dismiss((self.case.article_id, self.case.index))

    def action_help(self) -> None:
        """Show every key."""
        from tui.dialogs.pages import review_help_page

        self.app.push_screen(review_help_page(self.palette, self.glyphs, self.scheme, self.keys))

    def action_leave(self) -> None:
        """Look at everything again, then go back to the reader."""
        from annotations.review.model import Filter

        if self.only != Filter() and self.review is not None:
            self.narrow(Filter(), self.case.sentence_id if self.case else "")
        else:
            self.dismiss(None)

    @on(StatusBar.LabelPointed)
    def _label_pointed(self, message: StatusBar.LabelPointed) -> None:
        self.action_label(message.slug)


def bound_review(keys: dict[str, str], scheme: LabelScheme) -> type[ReviewScreen]:
    """The review with the keys of a configuration."""
    return type("BoundReview", (ReviewScreen,), {"BINDINGS": bindings(keys, scheme)})
