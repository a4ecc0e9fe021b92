"""Deciding: what a key of the review screen says, as statements of the store.

wanted = gold_for(review, case, "label", label="quote")
store.state(review.reviewer, wanted)
review.follow(store)            # the case is resolved, the queues have moved on
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Final, Literal, NamedTuple

from annotations.errors import RefusedError
from annotations.gold import Reason
from annotations.review.clarifications import one_line
from annotations.review.model import Case, Decision, Spot
from annotations.review.review import Review
from annotations.review.statements import COMMENT, DEFERRED, GOLD, OBJECTION, REVEAL
from annotations.review.triage import known_of
from annotations.store import Statement
from annotations.store.events import Value

Side = Literal["majority", "mine", "theirs"]
"""Whose label is taken: of more than half, of the reviewer, of the one other person."""

EXAMPLES: Final = 10
"""Cases that a batch shows before it is done."""


def gold_for(
    review: Review,
    case: Case,
    decision: Decision,
    *,
    label: str = "",
    reason: Reason = "",
    rule: str = "",
) -> tuple[Statement, ...]:
    """What makes a decision hold, in one action.

    Args:
        review: The review.
        case: The sentence, as it was shown: its votes are what the decision rests on.
        decision: What it is.
        label: Its label, for the decision `label`.
        reason: Why people differed; has to be given where it is ambiguous.
        rule: The clarification that the decision follows, or empty.

    Raises:
        RefusedError: If a label is missing or not in the scheme, or an ambiguous one has no reason.
    """
    if decision == "label" and label not in review.scheme.every_slug:
        raise RefusedError(f"“{label}” is no label of this project. Choose one of its labels.")
    if decision == "ambiguous" and not reason:
        raise RefusedError("Say why it is ambiguous: a reason is kept with it.")
    facts = review.fact(case.sentence_id)
    value: Value = {
        "article": case.article_id,
        "index": case.index,
        "decision": decision,
        "reason": reason,
        "basis": sorted(one.event_id for one in case.ballots if one.label),
        "by_voter": any(one.person == review.reviewer and one.label for one in case.ballots),
        "revealed": not review.is_blind or review.is_revealed(case.sentence_id),
    }
    if decision == "label":
        value["label"] = label
    if rule:
        value["rule"] = rule
    if objections := review.objections(case.sentence_id):
        value["answers"] = sorted(one.event_id for one in objections)
    said = Statement(GOLD, case.sentence_id, value)
    if facts is not None and facts.deferred:
        return said, Statement(DEFERRED, case.sentence_id)
    return (said,)


def side_of(review: Review, case: Case, side: Side) -> str:
    """The label that a side stands for.

    Raises:
        RefusedError: If there is none.
    """
    if side == "majority":
        if not case.majority:
            raise RefusedError(
                "No label has more than half of the votes. Press the key of a label."
            )
        return case.majority
    person = review.reviewer
    if side == "theirs":
        person = review.colleague
        if not person:
            raise RefusedError(
                "“Theirs” is for two people who review each other. Press the key of a label."
            )
    ballot = case.ballot_of(person)
    if ballot is None or not ballot.label:
        whose = "You have" if side == "mine" else "Your colleague has"
        raise RefusedError(f"{whose} not labelled this sentence. Press the key of a label.")
    return ballot.label


def deferral(review: Review, case: Case) -> Statement:
    """What puts a decision off until something new is said of the sentence."""
    facts = review.fact(case.sentence_id)
    open_ = [one for one in review.objections(case.sentence_id) if one.person in case.objections]
    return Statement(
        DEFERRED,
        case.sentence_id,
        {
            "article": case.article_id,
            "index": case.index,
            "basis": sorted(known_of(facts, open_)) if facts else [],
        },
    )


def reveal(review: Review, case: Case) -> Statement:
    """What records that the reviewer had the names shown before deciding."""
    return Statement(
        REVEAL,
        f"{case.sentence_id}/{review.reviewer}",
        {"sentence": case.sentence_id, "article": case.article_id, "index": case.index},
    )


def comment(spot: Spot, text: str, reply_to: str = "") -> Statement:
    """A line about a sentence, for everyone; `reply_to` is the id of the comment it answers.

    Raises:
        RefusedError: If there is no text.
    """
    line = one_line(text)
    if not line:
        raise RefusedError("There is nothing to say: the comment is empty.")
    value: Value = {
        "sentence": spot.sentence_id,
        "article": spot.article_id,
        "index": spot.index,
        "text": line,
    }
    if reply_to:
        value["reply_to"] = reply_to
    return Statement(COMMENT, f"{spot.sentence_id}/{secrets.token_hex(8)}", value)


def objection(case: Case, person: str, text: str) -> Statement:
    """What opens a decision again: `person` does not agree with it, and says why.

    Raises:
        RefusedError: If nothing was decided yet.
    """
    if case.gold is None:
        raise RefusedError(
            "Nothing was decided about this sentence, so there is nothing to object to."
        )
    return Statement(
        OBJECTION,
        f"{case.sentence_id}/{person}",
        {
            "sentence": case.sentence_id,
            "article": case.article_id,
            "index": case.index,
            "gold": case.gold.event_id,
            "text": one_line(text),
        },
    )


class Batch(NamedTuple):
    """Many decisions at once, before they are made."""

    statements: tuple[Statement, ...]
    """All of them, to be recorded in one action and undone as one."""
    labels: tuple[tuple[str, int], ...]
    """How many sentences get which label, the most first."""
    examples: tuple[tuple[Case, str], ...]
    """The first ten, with their labels."""
    skipped: int
    """Cases that stay: nobody's label is the one that was asked for."""

    @property
    def total(self) -> int:
        """How many sentences are decided."""
        return sum(count for _, count in self.labels)


def batch(review: Review, sentences: Iterable[str], whose: str, reason: Reason = "") -> Batch:
    """What it would be to decide all of these alike.

    Args:
        review: The review.
        sentences: Ids, usually a queue; what is no case, or has no such label, is skipped.
        whose: `majority`, or the id of the person whose label each sentence gets.
        reason: Kept with each of them.
    """
    statements: list[Statement] = []
    chosen: list[tuple[Case, str]] = []
    counts: dict[str, int] = {}
    skipped = 0
    for sentence_id in sentences:
        case = review.case(sentence_id)
        label = _label(case, whose) if case else ""
        if case is None or label not in review.scheme.every_slug:
            skipped += 1
            continue
        statements += gold_for(review, case, "label", label=label, reason=reason)
        counts[label] = counts.get(label, 0) + 1
        if len(chosen) < EXAMPLES:
            chosen.append((case, label))
    ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return Batch(tuple(statements), tuple(ranked), tuple(chosen), skipped)


def _label(case: Case, whose: str) -> str:
    if whose == "majority":
        return case.majority
    ballot = case.ballot_of(whose)
    return ballot.label if ballot else ""
