"""How a review ended: what was decided and why, what agreement was and became, what is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from annotations.agreement.bootstrap import interval
from annotations.agreement.statistic import Interval, Statistic
from annotations.agreement.tables import overall, pair_row
from annotations.agreement.vote_matrix import Ballots, Vote
from annotations.review.clarifications import Rule
from annotations.review.gold import gold_in
from annotations.review.model import Counts
from annotations.review.review import Review

_GOLD = "gold"
"""Stands for a further person, whose votes are the gold; ids of people start with `u-`."""


class WithGold(msgspec.Struct, frozen=True):
    """How far one person's votes are the gold."""

    person: str
    n: int
    """Sentences that the person voted on and that have gold with a label."""
    observed: Statistic
    cohen_kappa: Statistic
    overruled: int


class Summary(msgspec.Struct, frozen=True):
    """The end of a review, or how far it is."""

    counts: Counts
    """`open` and `deferred` are what is left."""
    decided: int
    """Sentences with a decision that stands, stale ones too."""
    by_label: Mapping[str, int]
    """Decisions by label, in the order of the label set."""
    by_decision: Mapping[str, int]
    """`label`, `ambiguous`, `segmentation`."""
    by_reason: Mapping[str, int]
    """Decisions by reason; those without one under the empty text."""
    by_voters: int
    """Decisions of people who had voted themselves."""
    revealed: int
    """Decisions of people who had seen the names."""
    rules: tuple[Rule, ...]
    """Clarifications since the moment asked for."""
    gold: Mapping[str, int]
    """Sentences by what their label rests on: `unanimous`, `adjudicated`, `majority`, `single`;
    those without one under why they have none."""
    before: Statistic
    """Observed agreement of the votes."""
    alpha: Statistic
    """Krippendorff's, of the votes."""
    alpha_interval: Interval
    after: tuple[WithGold, ...]
    """Each person against the gold that there is now."""


def summary(
    review: Review,
    rules: Iterable[Rule] = (),
    since: str = "",
    stories: Mapping[str, str] | None = None,
) -> Summary:
    """Of a review as it is now; some seconds for 100,000 sentences.

    Args:
        review: The review.
        rules: Every clarification.
        since: Name only those made from this moment on (ISO 8601 in UTC).
        stories: The story of each article, as of `stories_of`, so that the interval is that of the
            statistics of agreement; without one an article is alone.
    """
    decided = [case.gold for case in review.cases() if case.gold is not None]
    gold = gold_in(review)
    votes = list(review.votes(stories))
    people = review.people
    slugs = review.scheme.slugs
    ballots = Ballots(votes, labels=slugs, people=people)
    whole = overall(ballots)
    labels = Counter(one.label for one in decided if one.label)
    return Summary(
        counts=review.counts(),
        decided=len(decided),
        by_label={label: labels[label] for label in (*slugs, *sorted({*labels} - {*slugs}))},
        by_decision=dict(Counter(one.decision for one in decided)),
        by_reason=dict(Counter(one.reason for one in decided)),
        by_voters=sum(one.by_voter for one in decided),
        revealed=sum(one.revealed for one in decided),
        rules=tuple(one for one in rules if one.at >= since),
        gold=dict(Counter(one.left_out or one.source for one in gold.values())),
        before=whole.observed,
        alpha=whole.krippendorff_alpha,
        alpha_interval=interval(ballots.clusters().values()),
        after=_after(votes, {key: one.label for key, one in gold.items()}, people, slugs),
    )


def _after(
    votes: Iterable[Vote], gold: Mapping[str, str], people: Iterable[str], slugs: Iterable[str]
) -> tuple[WithGold, ...]:
    known = tuple(people)
    both = [vote for vote in votes if gold.get(vote.sentence)]
    also = {vote.sentence: vote._replace(person=_GOLD, label=gold[vote.sentence]) for vote in both}
    ballots = Ballots([*both, *also.values()], labels=slugs, people=(*known, _GOLD))
    rows = (pair_row(ballots, person, _GOLD) for person in known)
    return tuple(
        WithGold(
            row.a,
            row.n,
            row.observed,
            row.cohen_kappa,
            row.n - sum(line[at] for at, line in enumerate(row.matrix)),
        )
        for row in rows
    )
