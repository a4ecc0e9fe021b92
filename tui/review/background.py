"""What a review reads and counts in threads: each answer is a message."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from annotations.errors import SluglineError, StoreError
from tui import messages
from tui.reader.background import timed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.message import Message
    from textual.screen import Screen

    from annotations.agreement.annotators import GoldLabel
    from annotations.labels import LabelScheme
    from annotations.review.clarifications import Rule
    from annotations.review.review import Review
    from annotations.store.protocol import Store
    from tui.review.open_articles import OpenArticles
    from tui.review.state import ReviewState


_READY = {
    "review": "the review is ready",
    "agreement": "agreement is counted",
    "summary": "the review is summed up",
}
"""What is so when the long work of a group has ended."""


class Background:
    """Starts the threads of a review; what is asked for again takes the place of what was.

    Args:
        screen: Gets the answers.
        state: The review.
    """

    def __init__(self, screen: Screen[Any], state: ReviewState) -> None:
        self._screen = screen
        self._state = state

    def _run(self, group: str, work: Callable[[], Message]) -> None:
        def post() -> None:
            with timed(self._screen, _READY.get(group, "")):
                self._screen.post_message(work())

        self._screen.run_worker(post, thread=True, group=group, exclusive=True)

    def read(self, me: str, people: Sequence[str]) -> None:
        """Read every vote and decision, from the beginning; arguments as of `read_review`."""
        state = self._state
        if state.store is not None:
            state.votes_read = 0
            work = partial(read_review, state.store, state.scheme, me, people, self._advance)
            self._run("review", work)

    def _advance(self, votes: int) -> None:
        self._screen.post_message(messages.VotesRead(votes))

    def count_agreement(self) -> None:
        """Count how far people agree, gold included."""
        from annotations.review.gold import gold_labels

        state = self._state
        if state.store is not None and state.review is not None:
            golds = gold_labels(state.review)
            self._run("agreement", partial(count_agreement, state.store, state.scheme, golds))

    def summarise(self) -> None:
        """Count what was done and what is left; the review holds still meanwhile."""
        state = self._state
        if state.review is None or state.store is None or state.holds_still:
            return
        state.holds_still = True
        work = partial(summarise, state.store, state.review, state.rules, state.stories)
        self._run("summary", work)

    def open_ahead(self) -> None:
        """Open the articles of the next cases."""
        missing, articles = self._state.ahead(), self._state.articles
        if missing and articles is not None:
            self._run("open", partial(open_articles, articles, missing))


def read_review(
    store: Store,
    scheme: LabelScheme,
    me: str,
    people: Sequence[str],
    advance: Callable[[int], object],
) -> messages.ReviewRead | messages.ReviewFailed:
    """Read every vote and decision, from the beginning.

    Args:
        store: The project.
        scheme: The labels.
        me: Who reviews.
        people: Names or ids of those whose votes count; none for everyone.
        advance: Told how many votes more have been read.
    """
    from annotations.review.model import Options
    from annotations.review.precedents import precedents_of
    from annotations.review.review import Review
    from annotations.store.people import find_person

    try:
        known = store.people()
        options = Options(people=tuple(find_person(one, known) for one in people))
        review = Review.of(store, scheme, me, options, advance)
        return messages.ReviewRead(review, precedents_of(store, review))
    except SluglineError as error:
        return messages.ReviewFailed(error)


def count_agreement(
    store: Store, scheme: LabelScheme, golds: Mapping[str, GoldLabel]
) -> messages.AgreementCounted | messages.ReviewFailed:
    """Count how far people agree; and group what is not in the corpus."""
    from annotations.agreement import Ballots, labellings_of, report, stories_of, votes_of

    try:
        stories = stories_of(store)
        ballots = Ballots(votes_of(store, scheme, stories), labels=scheme.slugs)
        counted = report(ballots, gold=golds, labellings=labellings_of(store, scheme))
    except StoreError as error:
        return messages.ReviewFailed(error)
    return messages.AgreementCounted(counted, stories)


def summarise(
    store: Store, review: Review, rules: Sequence[Rule], stories: Mapping[str, str]
) -> messages.Summarised | messages.ReviewFailed:
    """Count what was done and what is left; the review must not change meanwhile."""
    from annotations.agreement import stories_of
    from annotations.review.summary import summary

    try:
        known = stories or stories_of(store)
    except StoreError as error:
        return messages.ReviewFailed(error)
    return messages.Summarised(summary(review, rules, stories=known))


def open_articles(articles: OpenArticles, article_ids: Sequence[str]) -> messages.SheetsOpened:
    """Read articles that the next keys will need; what cannot be read is left out."""
    read = map(articles.read, article_ids)
    return messages.SheetsOpened([sheet for sheet in read if sheet is not None])
