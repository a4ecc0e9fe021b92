"""What happens behind the review: reading the project, counting, what the writer answers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on

from annotations.errors import SluglineError, StoreError
from tui import messages
from tui.review.open_articles import Exhibits
from tui.review.status_text import ReviewRows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotations.agreement import Report
    from annotations.agreement.annotators import GoldLabel
    from annotations.review.model import Filter
    from annotations.store.events import Event
    from annotations.store.protocol import Store


class FollowingScreen(ReviewRows):
    """A review that follows what is recorded, here and elsewhere."""

    def on_mount(self) -> None:
        """Read votes and decisions behind the screen."""
        self.begin()

    def begin(self) -> None:
        """Take up the review of before, or read the project; nothing before it is open."""
        reader = self.reader
        if reader.store is None:
            self.show_bars()
            return
        self.exhibits = Exhibits(reader.store, reader.settings.config, reader.stories)
        known = reader.reviewed
        if known is not None and known.review.reviewer == reader.me:
            self._take(known)
            self.follow()
        else:
            self.read_all(reader.store)

    def read_all(self, store: Store) -> None:
        """Read every vote and decision, from the beginning."""
        self.read_so_far = 0
        work = partial(self._read, store, self.reader.me, self.reader.review_people)
        self.run_worker(work, thread=True, group="review", exclusive=True)
        self.show_bars()

    def _read(self, store: Store, me: str, people: Sequence[str]) -> None:
        from annotations.exchange.people import person_called
        from annotations.review.model import Options
        from annotations.review.precedents import precedents_of
        from annotations.review.review import Review

        try:
            known = store.people()
            options = Options(people=tuple(person_called(one, known) for one in people))
            review = Review.of(store, self.scheme, me, options, self._advance)
            precedents = precedents_of(store, review)
        except SluglineError as error:
            self.post_message(messages.ReviewFailed(error))
        else:
            self.post_message(messages.ReviewRead(review, precedents))

    def _advance(self, votes: int) -> None:
        self.post_message(messages.VotesRead(votes))

    @on(messages.VotesRead)
    def _votes_read(self, message: messages.VotesRead) -> None:
        self.read_so_far += message.votes
        if self.review is None:
            self.show_bars()

    @on(messages.ReviewRead)
    def _review_read(self, message: messages.ReviewRead) -> None:
        before = self.review
        if before is not None:
            message.review.options = before.options
        self._take(message)

    @on(messages.ReviewFailed)
    def _review_failed(self, message: messages.ReviewFailed) -> None:
        self.holds_still = False
        self.say(str(message.error), "The project cannot be read", "error")

    def _take(self, read: messages.ReviewRead) -> None:
        self.reader.reviewed = read
        review = self.review = read.review
        self.precedents = read.precedents
        self.members = {}
        for case in review.cases():
            self.members.setdefault(case.article_id, set()).add(case.sentence_id)
        self.read_rules()
        self.narrow(self.only, self.case.sentence_id if self.case else self.begins_at)
        self.count_agreement()

    def narrow(self, only: Filter, sentence_id: str = "") -> None:
        """Look at other cases; at this one, if it is named and a case."""
        if self.review is None:
            return
        self.only, self.queue = only, self.review.queue(only)
        self.decided, self.left, self.last = set(), set(), ""
        begin = self.case_of(sentence_id)
        self.show_case(begin if begin in self.queue else self.case_of(self.queue.at(0)))

    def read_rules(self) -> None:
        """Read the rules that stand."""
        from annotations.review.clarifications import rules_of

        store = self.reader.store
        self.rules = rules_of(store) if store is not None else ()

    # Agreement

    def count_agreement(self) -> None:
        """Count, behind the screen, how far people agree; and group what is not in the corpus."""
        from annotations.review.gold import gold_labels

        if self.reader.store is not None and self.review is not None:
            golds = gold_labels(self.review)
            work = partial(self._count_agreement, self.reader.store, golds)
            self.run_worker(work, thread=True, group="agreement", exclusive=True)

    def _count_agreement(self, store: Store, golds: Mapping[str, GoldLabel]) -> None:
        from annotations.agreement import (
            Ballots,
            labellings_of,
            report,
            stories_of,
            votes_of,
        )

        try:
            stories = stories_of(store)
            ballots = Ballots(votes_of(store, self.scheme, stories), labels=self.scheme.slugs)
            counted = report(ballots, gold=golds, labellings=labellings_of(store, self.scheme))
        except StoreError as error:
            self.post_message(messages.ReviewFailed(error))
        else:
            self.post_message(messages.AgreementCounted(counted, stories))

    @on(messages.AgreementCounted)
    def _agreement_counted(self, message: messages.AgreementCounted) -> None:
        self.report = message.report
        if self.shows_agreement:
            self.shows_agreement = False
            self.show_agreement(message.report)
        self.stories = message.stories
        if self.exhibits is not None:
            self.exhibits.group(message.stories)
        self.lay_out()
        self.show_bars()

    shows_agreement = False
    """Whether the figures shall be shown once they are counted."""

    def show_agreement(self, report: Report) -> None:
        """Show how far people agree."""
        raise NotImplementedError

    # What was recorded

    holds_still = False
    """Whether a worker reads the review, so that it must not change meanwhile."""

    def follow(self) -> Sequence[str]:
        """Take in what was recorded; the sentences that may be others now."""
        store = self.reader.store
        if self.review is None or store is None or self.queue is None or self.holds_still:
            return ()
        try:
            followed = self.review.follow(store)
        except StoreError as error:
            self.say(str(error), "The project cannot be read", "error")
            return ()
        if followed.is_outdated:
            self.read_all(store)
            return ()
        for sentence_id in followed.changed:
            case = self.case_of(sentence_id)
            if self.precedents is not None:
                self.precedents.set(sentence_id, case, self.text_of(case) if case else "")
            if case is not None:
                self.members.setdefault(case.article_id, set()).add(sentence_id)
            gone = sentence_id in self.decided and (case is None or case not in self.queue)
            (self.left.add if gone else self.left.discard)(sentence_id)
        if self.case is not None and self.case.sentence_id in followed.changed:
            self.case = self.case_of(self.case.sentence_id) or self.case
        self.retag(followed.changed)
        self.show_bars()
        return followed.changed

    def opened(self) -> None:
        """The project was opened after the screen."""
        self.begin()

    def kept(self, message: messages.Kept) -> None:
        """A job is on disk."""
        self.follow()
        if any(event.kind == "rule" for event in message.events):
            self.read_rules()
            self.show_bars()
        if message.job.kind in ("undo", "redo"):
            self.show_undone(message.job.kind, message.events)

    def not_kept(self, message: messages.NotKept) -> None:
        """A job is not on disk: what it decided is open still, until it is saved."""
        for statement in message.job.statements:
            self.decided.discard(statement.about)
        self.show_bars()

    def changed_elsewhere(self, message: messages.ChangedElsewhere) -> None:
        """Somebody else recorded something."""
        if any(event.kind == "rule" for event in message.events):
            self.read_rules()
        self.follow()

    def show_undone(self, kind: str, events: Sequence[Event]) -> None:
        """Go to what an undo or redo changed."""
        raise NotImplementedError
