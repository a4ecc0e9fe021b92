"""What became of a person's labels: where a decision differs, why, and what they say to that."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from annotations.review.clarifications import Rule, rules_named
from annotations.review.model import Ballot, Case, Gold
from annotations.review.review import Review
from annotations.review.statements import Comment, Objection


class Overruled(NamedTuple):
    """A sentence that was decided otherwise than a person had labelled it."""

    case: Case
    mine: Ballot
    gold: Gold
    rules: tuple[Rule, ...]
    """The clarification that the decision follows; several if two took the same number."""
    comments: tuple[Comment, ...]
    objection: Objection | None
    """What the person objected, to this decision or to an earlier one."""

    @property
    def is_open(self) -> bool:
        """Whether the objection waits for an answer."""
        return self.mine.person in self.case.objections

    @property
    def is_answered(self) -> bool:
        """Whether it was decided again after the objection."""
        return self.objection is not None and not self.is_open


def overruled(review: Review, person: str, rules: Iterable[Rule] = ()) -> tuple[Overruled, ...]:
    """What somebody else decided otherwise, open objections first, then the latest.

    A decision that is in conflict with another is left out, for it may not stand.

    Args:
        review: The review; its reviewer does not matter.
        person: Whose labels.
        rules: Every clarification.
    """
    known = tuple(rules)
    found = [
        _overruled(review, case, mine, case.gold, known)
        for case in review.cases()
        if case.gold is not None
        and (mine := case.ballot_of(person)) is not None
        and is_overruled(mine, case.gold)
    ]
    found.sort(key=lambda one: one.case.order[-3:])
    found.sort(key=lambda one: one.gold.at, reverse=True)
    return tuple(sorted(found, key=lambda one: not one.is_open))


def is_overruled(mine: Ballot, gold: Gold) -> bool:
    """Whether somebody else decided on another label."""
    return (
        bool(mine.label)
        and gold.decision == "label"
        and not gold.is_conflict
        and gold.by != mine.person
        and gold.label != mine.label
    )


def _overruled(
    review: Review, case: Case, mine: Ballot, gold: Gold, rules: Iterable[Rule]
) -> Overruled:
    objections = review.objections(case.sentence_id)
    return Overruled(
        case,
        mine,
        gold,
        rules_named(rules, gold.rule) if gold.rule else (),
        review.comments(case.sentence_id),
        next((one for one in objections if one.person == mine.person), None),
    )
