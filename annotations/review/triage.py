"""Why a sentence is looked at, when, and whether it is done: the laws of the queue.

1. gold in conflict, objected to or stale; 2. disagreements, the most even split first; 3. what
somebody is unsure about or has commented on; 5. a share of the unanimous, drawn by lot. Nothing
else is looked at: what enough people say alike is computed, without a decision.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

import msgspec

from annotations.labels import LabelScheme
from annotations.review.blinding import DRAWN, draw
from annotations.review.model import (
    NO_PAIR,
    Ballot,
    Case,
    Gold,
    Options,
    Order,
    Pair,
    State,
    Why,
)
from annotations.review.statements import Objection, gold_from, texts
from annotations.store import Stated

PRESSING: Final[tuple[Why, ...]] = ("conflict", "objection", "stale")
"""Why gold that there is does not settle a sentence."""

TIERS: Final[dict[Why, int]] = {
    "conflict": 1,
    "objection": 1,
    "stale": 1,
    "disagreement": 2,
    "unsure": 3,
    "commented": 3,
    "audit": 5,
    "decided": 6,
}
"""Which come first in a queue."""


class Facts(msgspec.Struct):
    """What the store holds of one sentence."""

    article_id: str
    place: int
    """The article's, in the order in which articles were kept."""
    index: int
    ballots: tuple[Ballot, ...] = ()
    gold: tuple[Stated, ...] = ()
    deferred: tuple[Stated, ...] = ()
    objections: tuple[Objection, ...] = ()
    comments: int = 0
    standing: str = ""
    """What the votes amounted to when it was judged last."""

    @property
    def votes(self) -> tuple[Ballot, ...]:
        """The ballots that name a label."""
        return tuple([one for one in self.ballots if one.label])


class Judge:
    """Makes cases of facts; the same facts always make the same case.

    Args:
        salt: The audit is drawn by it, so that each project has its own.
        scheme: Gives labels their present slugs, and their order.
        options: How many votes are enough, and how many of them are audited.
    """

    def __init__(self, salt: str, scheme: LabelScheme, options: Options) -> None:
        self._salt = salt
        self._scheme = scheme
        self._options = options
        self._slugs: dict[str, str] = {}
        self._ranks: dict[str, str] = {}

    def slug(self, label: str) -> str:
        """The present slug of a label."""
        if label not in self._slugs:
            self._slugs[label] = self._scheme.find(label).slug if label else ""
        return self._slugs[label]

    def rank(self, label: str) -> str:
        """Sorts labels: those of the scheme in its order, then others by name."""
        if label not in self._ranks:
            slugs = self._scheme.every_slug
            place = slugs.index(label) if label in slugs else len(slugs)
            self._ranks[label] = f"{place:04}{label}"
        return self._ranks[label]

    def standing(self, facts: Facts) -> str:
        """What the votes amount to: `disagreement`, `unanimous` or `waiting`; empty without votes.

        Where votes that are alike were decided on all the same: `asked` if they had been enough,
        else `answered`.
        """
        labels = [one.label for one in facts.ballots if one.label]
        if not labels:
            return ""
        if labels.count(labels[0]) != len(labels):
            return "disagreement"
        without, with_gold = ("waiting", "answered")
        if len(labels) >= self._options.enough:
            without, with_gold = ("unanimous", "asked")
        return with_gold if facts.gold else without

    def gold(self, facts: Facts) -> Gold | None:
        """What was decided."""
        if not facts.gold:
            return None
        return gold_from(facts.gold, [one.event_id for one in facts.votes], self.slug)

    def case(self, sentence_id: str, facts: Facts) -> Case | None:
        """The case that a sentence is; None where there is nothing to look at."""
        gold = self.gold(facts)
        labels = [one.label for one in facts.ballots if one.label]
        objections = self._objections(facts, gold)
        why = self._why(sentence_id, facts, gold, labels, objections)
        if not why:
            return None
        counts = Counter(labels).most_common()
        pair = self._pair(counts)
        top = counts[0][1] / len(labels) if labels else 1.0
        tier = TIERS[why[0]]
        order: Order = (
            tier,
            round(top, 6) if tier <= TIERS["disagreement"] else 1.0,
            "".join(map(self.rank, pair)) if pair != NO_PAIR else "~",
            facts.place,
            facts.index,
            sentence_id,
        )
        return Case(
            article_id=facts.article_id,
            index=facts.index,
            sentence_id=sentence_id,
            ballots=facts.ballots,
            gold=gold,
            why=why,
            pair=pair,
            majority=counts[0][0] if top > 0.5 and counts else "",
            comments=facts.comments,
            objections=tuple(one.person for one in objections),
            state=self._state(facts, why, gold, objections),
            order=order,
        )

    def _why(
        self,
        sentence_id: str,
        facts: Facts,
        gold: Gold | None,
        labels: Sequence[str],
        objections: Sequence[Objection],
    ) -> tuple[Why, ...]:
        unanimous = bool(labels) and labels.count(labels[0]) == len(labels)
        reasons: tuple[tuple[Why, bool], ...] = (
            ("conflict", gold is not None and gold.is_conflict),
            ("objection", bool(objections)),
            ("stale", gold is not None and gold.is_stale),
            ("disagreement", bool(labels) and not unanimous),
            ("unsure", any(one.unsure for one in facts.ballots)),
            (
                "commented",
                bool(facts.ballots) and (facts.comments > 0 or _is_noted(facts.ballots)),
            ),
            (
                "audit",
                unanimous and len(labels) >= self._options.enough and self._is_drawn(sentence_id),
            ),
        )
        why = tuple([reason for reason, holds in reasons if holds])
        return why or (("decided",) if gold else ())

    def _is_drawn(self, sentence_id: str) -> bool:
        share = self._options.audit
        return share > 0 and draw(self._salt, "audit", sentence_id) < share * DRAWN

    def _pair(self, counts: Sequence[tuple[str, int]]) -> Pair:
        if len(counts) < 2:
            return NO_PAIR
        most = sorted(counts, key=lambda one: (-one[1], self.rank(one[0])))[:2]
        first, second = sorted([label for label, _ in most], key=self.rank)
        return first, second

    def _objections(self, facts: Facts, gold: Gold | None) -> tuple[Objection, ...]:
        """Those that no decision that stands has answered.

        Not only those to the very decision that stands: whoever decided again on another machine,
        without knowing of an objection, has not answered it.
        """
        if gold is None or not facts.objections:
            return ()
        answered = {one for head in facts.gold for one in texts(head.value, "answers")}
        return tuple(one for one in facts.objections if one.event_id not in answered)

    def _state(
        self,
        facts: Facts,
        why: Sequence[Why],
        gold: Gold | None,
        objections: Sequence[Objection],
    ) -> State:
        if gold is not None and why[0] not in PRESSING:
            return "resolved"
        if facts.deferred:
            known = {one for head in facts.deferred for one in texts(head.value, "basis")}
            if known.issuperset(known_of(facts, objections)):
                return "deferred"
        return "open"


def known_of(facts: Facts, objections: Sequence[Objection]) -> tuple[str, ...]:
    """The events that somebody knew of who put a decision off now: more, and it is open again."""
    return (
        *[one.event_id for one in facts.votes],
        *[head.event_id for head in facts.gold],
        *[one.event_id for one in objections],
    )


def _is_noted(ballots: Sequence[Ballot]) -> bool:
    return any(one.note for one in ballots)
