"""What a review reads and counts in threads: each answer is a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.errors import SluglineError, StoreError
from tui import messages

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from annotations.agreement.annotators import GoldLabel
    from annotations.labels import LabelScheme
    from annotations.review.clarifications import Rule
    from annotations.review.review import Review
    from annotations.store.protocol import Store
    from tui.review.open_articles import OpenArticles


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
    from annotations.exchange.people import person_called
    from annotations.review.model import Options
    from annotations.review.precedents import precedents_of
    from annotations.review.review import Review

    try:
        known = store.people()
        options = Options(people=tuple(person_called(one, known) for one in people))
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
