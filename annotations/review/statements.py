"""How reviews are kept: the kinds of statements, and what is read from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple, cast, get_args

from annotations.gold import basis_of, is_disputed, is_stale, latest, reason_of, said
from annotations.review.model import Decision, Gold
from annotations.store.events import Stated

GOLD: Final = "gold"
"""About a sentence: `article`, `index`, `decision`, `label`, `reason`, `basis`, `rule`,
`by_voter`, `revealed`, `answers` (the events of objections that it knew of)."""
DEFERRED: Final = "deferred"
"""About a sentence: `article`, `index`, `basis` (every event that was known)."""
COMMENT: Final = "comment"
"""About sentence/hex: `sentence`, `article`, `index`, `text`, `reply_to` (another comment)."""
RULE: Final = "rule"
"""About GC-n: `a`, `b` (labels), `text`, `sentence`, `article`, `index`, `example`, `version`."""
OBJECTION: Final = "objection"
"""About sentence/person: `sentence`, `gold` (the event objected to), `text`."""
REVEAL: Final = "reveal"
"""About sentence/person: `sentence`. The names were shown before the decision."""

Slugs = Callable[[str], str]
"""Gives the present slug of a label."""

_DECISIONS: Final[tuple[Decision, ...]] = get_args(Decision)


class Comment(NamedTuple):
    """A line about a sentence, for everyone."""

    id: str
    sentence_id: str
    article_id: str
    index: int  # type: ignore[assignment]  # tuple.index is of no use here
    person: str
    at: str
    text: str
    reply_to: str = ""
    """The comment that it answers; empty for none."""


class Objection(NamedTuple):
    """Somebody does not agree with what was decided."""

    sentence_id: str
    person: str
    gold: str
    """The event objected to."""
    text: str
    at: str
    event_id: str


def gold_from(
    heads: Sequence[Stated], votes: Sequence[str], slug: Slugs = str, names: Mapping[str, str] = {}
) -> Gold | None:
    """What stands of what was decided about a sentence; None where nothing does.

    Args:
        heads: The decisions that nobody replaced.
        votes: The events of the votes that stand.
        slug: Gives the present slug of a label.
        names: What decisions without a label are called among the rivals.
    """
    head = cast("Stated | None", latest(heads))
    if head is None:
        return None
    decision, label = said(head)
    known = decision if decision in _DECISIONS else "ambiguous"
    disputed = is_disputed(heads)
    others = [said(one) for one in heads if one is not head and one.value]
    return Gold(
        decision=known,
        label=slug(label) if label and known == "label" else "",
        reason=reason_of(head),
        by=head.person,
        at=head.at,
        basis=tuple(basis_of(head)),
        rule=str(head.value.get("rule", "")),
        event_id=head.event_id,
        is_stale=is_stale(votes, heads),
        is_conflict=disputed,
        by_voter=head.value.get("by_voter") is True,
        revealed=head.value.get("revealed") is True,
        rivals=tuple(
            slug(other) if what == "label" and other else names.get(what, what)
            for what, other in others
        )
        if disputed
        else (),
    )


def comment_from(stated: Stated) -> Comment:
    """A comment as it is kept."""
    value = stated.value
    return Comment(
        id=stated.about,
        sentence_id=str(value.get("sentence", "")),
        article_id=str(value.get("article", "")),
        index=number(value, "index"),
        person=stated.person,
        at=stated.at,
        text=str(value.get("text", "")),
        reply_to=str(value.get("reply_to", "")),
    )


def objection_from(stated: Stated) -> Objection:
    """An objection as it is kept."""
    value = stated.value
    return Objection(
        sentence_id=str(value.get("sentence", "")),
        person=stated.about.partition("/")[2] or stated.person,
        gold=str(value.get("gold", "")),
        text=str(value.get("text", "")),
        at=stated.at,
        event_id=stated.event_id,
    )


def number(value: Mapping[str, object], name: str) -> int:
    """A whole number of a statement; 0 where it has none."""
    found = value.get(name, 0)
    return found if isinstance(found, int) else 0


def texts(value: Mapping[str, object], name: str) -> tuple[str, ...]:
    """A list of texts of a statement; none where it has none."""
    found = value.get(name, ())
    return tuple(map(str, found)) if isinstance(found, list | tuple) else ()
