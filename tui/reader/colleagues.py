"""The reader among colleagues: the review, labels that were changed, remarks, second passes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on

from annotations.errors import StoreError
from annotations.review.remarks import KINDS, NOTHING, Remarks, read_remarks
from tui import messages, textual_workarounds
from tui.reader.corrections import MendingScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.message import Message

    from annotations.review.clarifications import Rule
    from annotations.review.model import Filter
    from annotations.review.overruled import Overruled
    from annotations.review.review import Review
    from annotations.store.events import Annotation
    from annotations.store.protocol import Store
    from annotations.workflow.open_article import Sheet
    from tui.reader.status_text import Part
    from tui.review.screen import ReviewScreen


class TogetherScreen(MendingScreen):
    """A mending screen that knows of others."""

    reviewing: ReviewScreen | None = None
    """The review, while it is open."""
    reviewed: messages.ReviewRead | None = None
    """The review of before."""
    remarks: Remarks = NOTHING
    _announced = ""
    """What was said of labels that a review changed."""
    _remarks_outdated = False
    """Whether remarks were changed while another screen stood in front."""
    _left_at = ""
    """The sentence at which the review was left."""

    @property
    def rules(self) -> Sequence[Rule]:
        """Clarifications of the guidelines."""
        return self.remarks.rules

    @property
    def hints(self) -> tuple[tuple[str, str], ...]:
        """The key to the labels that a review changed, as long as there are any."""
        count = self.remarks.overruled
        return ((self.keys["reader.overruled"].split(",")[0], f"{count} changed"),) if count else ()

    @property
    def is_covered(self) -> bool:
        """Whether the review stands in front and answers for undo and redo."""
        return self.reviewing is not None

    begins_with_review = False
    """Whether the review is opened as soon as the first picture stands."""
    review_people: tuple[str, ...] = ()
    """Names or ids of the people whose votes count; empty for everyone."""

    def _start(self) -> None:
        super()._start()
        if self.begins_with_review:
            self.open_review()

    # What is known of others

    def pass_on(self, message: Message) -> None:
        """Tell the review what the reader has taken in, and act on it oneself."""
        match message:
            case messages.StoreOpened():
                self._project_opened()
            case messages.StoreFailed() if self.reviewing is not None:
                self.reviewing.show_bars()
            case messages.Kept():
                self._job_kept(message)
            case messages.NotKept() if self.reviewing is not None:
                self.reviewing.not_kept(message)
            case messages.ChangedElsewhere():
                self._others_wrote(message)

    def _project_opened(self) -> None:
        self.reviewed = None
        self.read_remarks()
        if self.reviewing is not None:
            self.reviewing.begin()

    def read_remarks(self) -> None:
        """Read, behind the screen, what is shown beside sentences."""
        if self.store is not None:
            work = partial(self._read_remarks, self.store, self.me)
            self.run_worker(work, thread=True, group="remarks", exclusive=True)

    def _read_remarks(self, store: Store, me: str) -> None:
        try:
            self.post_message(messages.RemarksRead(read_remarks(store, self.scheme, me)))
        except StoreError as error:
            self.log.error(f"Remarks cannot be read: {error!r}")  # the next write says why

    @on(messages.RemarksRead)
    def _remarks_read(self, message: messages.RemarksRead) -> None:
        before, self.remarks = self.remarks, message.remarks
        if self.remarks.overruled > before.overruled and self.reviewing is None:
            count = self.remarks.overruled
            labels = "1 of your labels was" if count == 1 else f"{count} of your labels were"
            self._announced = f"{labels} changed in a review: {self._key('overruled')} lists them."
            self.say(self._announced)
        self.show_state()

    def remarks_of(self, sheet: Sheet) -> Sequence[Part]:
        """What the detail row says of others."""
        if not (self.remarks.comments or self.remarks.rules) or not len(sheet.sentences):
            return ()
        index = sheet.cursor
        proposal = sheet.proposals.get(index)
        sentence = sheet.article.sentence_id(sheet.sentences.span(index))
        comments = self.remarks.comments_on(sentence)
        rules = self.remarks.rules_on(sheet.tag(index).label, proposal.label if proposal else "")
        said = [*(f"{self.glyphs.note} {comment}" for comment in comments), *rules]
        return [(text, "warning") for text in said]

    def _remarks_changed(self) -> None:
        """Read remarks again: now, or once the reader is seen again."""
        if self.is_covered:
            self._remarks_outdated = True
        else:
            self.read_remarks()

    def on_screen_resume(self) -> None:
        """Take in what happened while another screen stood in front."""
        if self._remarks_outdated and not self.is_covered:
            self._remarks_outdated = False
            self.read_remarks()

    def _job_kept(self, message: messages.Kept) -> None:
        if any(event.kind in KINDS for event in message.events):
            self._remarks_changed()
        if self.reviewing is not None:
            self.reviewing.kept(message)
        elif message.job.kind == "annotate":
            self.labelled(message.annotations)

    def _others_wrote(self, message: messages.ChangedElsewhere) -> None:
        if any(event.kind in KINDS for event in message.events):
            self._remarks_changed()
        if self.reviewing is not None:
            self.reviewing.changed_elsewhere(message)

    def labelled(self, annotations: Sequence[Annotation]) -> None:
        """Labels are on disk."""

    # The review

    def action_review(self) -> None:
        """Open the review."""
        self.open_review()

    def open_review(self, only: Filter | None = None) -> None:
        """Review what a filter lets through, or everything that is open."""
        from tui.review.screen import bound_review

        def take(chosen: tuple[str, int] | None) -> None:
            self._left_at = screen.case.sentence_id if screen.case else ""
            self.reviewing = None
            if chosen is not None and not self.visit(*chosen):
                self.say("The article of this sentence is not among those that are open.")
            self.show_state()

        screen = bound_review(self.keys, self.scheme)(self, only, self._left_at)
        self.reviewing = screen
        self.app.push_screen(screen, take)

    def action_labels(self) -> None:
        """List what was said of the story's sentences."""
        from tui.dialogs.label_list import Labelled

        self.app.push_screen(Labelled(self), self.visit_chosen)

    def visit_chosen(self, chosen: tuple[str, int] | None) -> None:
        """Go to a sentence that was chosen elsewhere."""
        if chosen is not None and not self.visit(*chosen):
            self.say("The article of this sentence is not among those that are open.")

    def action_overruled(self) -> None:
        """List the annotator's labels that a review changed."""
        if self.store is None or not self.me:
            self.say("The project is not open.")
            return
        work = partial(self._read_overruled, self.store, self.me)
        self.run_worker(work, thread=True, group="overruled", exclusive=True)

    def _read_overruled(self, store: Store, me: str) -> None:
        from annotations.review.clarifications import rules_of
        from annotations.review.review import Review

        try:
            found = messages.OverruledRead(Review.of(store, self.scheme, me), rules_of(store))
        except StoreError as error:
            self.post_message(messages.ReviewFailed(error))
        else:
            self.post_message(found)

    @on(messages.ReviewFailed)
    def _others_unread(self, message: messages.ReviewFailed) -> None:
        self.say(str(message.error), "The project cannot be read", "error")

    @on(messages.OverruledRead)
    def _overruled_read(self, message: messages.OverruledRead) -> None:
        self.show_overruled(message.review, message.rules, self.visit_chosen)

    def show_overruled(
        self,
        review: Review,
        rules: Sequence[Rule],
        go: Callable[[tuple[str, int] | None], object],
    ) -> None:
        """List the annotator's labels that were changed; `go` takes the one to read, if any."""
        from annotations.review.decisions import objection
        from annotations.review.overruled import overruled
        from annotations.review.precedents import texts_of
        from tui.review.overruled_list import OverruledList

        assert self.store is not None
        textual_workarounds.take_down(self.app, self._announced)
        found = overruled(review, self.me, rules)
        texts: dict[str, str] = {}
        for article_id in dict.fromkeys(one.case.article_id for one in found):
            cases = [one.case for one in found if one.case.article_id == article_id]
            words = texts_of(self.store, article_id, [case.index for case in cases])
            texts |= {case.sentence_id: words.get(case.index, "") for case in cases}

        def object_(one: Overruled, text: str) -> None:
            self.recorder.state([objection(one.case, self.me, text)])

        def take(chosen: tuple[str, int] | None) -> None:
            if chosen is not None:
                go(chosen)

        self.app.push_screen(
            OverruledList(
                self.palette, self.glyphs, self.scheme, found, texts, review.names, object_
            ),
            take,
        )

    def action_export(self) -> None:
        """Choose what of the project becomes a training set, and write it."""
        self.open_export(self.visit_chosen)

    def open_export(self, go: Callable[[tuple[str, int] | None], object]) -> None:
        """Open the screen of training sets; `go` takes the sentence to read, if any."""
        from tui.export.screen import ExportScreen

        def take(chosen: tuple[str, int] | None) -> None:
            if chosen is not None:
                go(chosen)

        if self.store is None:
            self.say("The project is not open.", "Not possible", "warning")
        else:
            self.app.push_screen(ExportScreen(self), take)

    def _key(self, name: str) -> str:
        from tui.keys import readable

        return readable(self.keys[f"reader.{name}"].split(",")[0])
