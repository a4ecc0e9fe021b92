"""The gold register: what every sentence is, and what that rests on; decisions before votes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from annotations.agreement.annotators import GoldLabel
from annotations.gold import GoldSource, Reason, settle
from annotations.review.review import Review
from annotations.review.triage import Facts


class Resolution(NamedTuple):
    """What a sentence is."""

    label: str
    """The present slug; empty if `left_out`."""
    source: GoldSource
    """`unanimous`, `adjudicated`, `majority` or `single`."""
    by: str
    """The person who decided; empty if the votes did."""
    at: str
    reason: Reason
    stale: bool
    """Whether a vote stands that the decision did not know of."""
    left_out: str
    """Why it has no one label: `no majority`, `ambiguous`, `segmentation`, `disputed gold`."""


def gold_in(review: Review) -> Mapping[str, Resolution]:
    """What every sentence of a review is, by its id; only the people of the review count."""
    found = {}
    for sentence_id, facts in review.facts():
        if facts.votes:
            found[sentence_id] = resolution(review, facts)
    return found


def resolution(review: Review, facts: Facts) -> Resolution:
    """What a sentence with a vote is."""
    votes = facts.votes
    order = {label: place for place, label in enumerate(review.scheme.every_slug)}
    labels = sorted((one.label for one in votes), key=lambda one: (order.get(one, len(order)), one))
    settled = settle(labels, [one.event_id for one in votes], facts.gold)
    return Resolution(
        review.slug(settled.label),
        settled.source,
        settled.by,
        settled.at,
        settled.reason,
        settled.stale,
        settled.left_out,
    )


def gold_labels(review: Review) -> Mapping[str, GoldLabel]:
    """What was decided, by sentence, to hold people's labels against; only decisions."""
    found = {}
    for case in review.cases():
        if case.gold is not None and not case.gold.is_conflict:
            found[case.sentence_id] = GoldLabel(case.gold.label, case.gold.by)
    return found
