"""What votes and the decisions about them amount to: one rule, for exports and for screens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple, Protocol, get_args

from annotations.training.row import GoldSource, Reason

Value = Mapping[str, Any]

NO_MAJORITY: Final = "no majority"
"""Why a sentence is left out: no label has more than half of its votes."""
AMBIGUOUS: Final = "ambiguous"
"""Somebody decided that the sentence has no one label."""
SEGMENTATION: Final = "segmentation"
"""Somebody decided that the text is no one sentence."""
DEFERRED: Final = "deferred"
"""Somebody put the decision off."""
DISPUTED: Final = "disputed gold"
"""Two people decided, differently, without knowing of each other."""

_REASONS: Final[tuple[Reason, ...]] = get_args(Reason)


class Head(Protocol):
    """A decision about a sentence that stands, as the store gives it."""

    @property
    def person(self) -> str:
        """Who decided."""

    @property
    def at(self) -> str:
        """When, ISO 8601 in UTC with milliseconds and `Z`."""

    @property
    def value(self) -> Value:
        """What was decided; empty where that was withdrawn.

        `decision` (`label`, `ambiguous`, `segmentation`, `deferred`), `label`, `reason`, and
        `basis`: the events of the votes it rests on.
        """


class Majority(NamedTuple):
    """What votes alone amount to."""

    label: str
    share: float
    """Of the votes that are for it (6 places)."""
    source: GoldSource


class Settled(NamedTuple):
    """What votes and decisions amount to."""

    label: str = ""
    """Empty if `left_out`."""
    share: float = 1.0
    """Share of the label that most voted for (6 places), whatever was decided."""
    source: GoldSource = "single"
    by: str = ""
    """The person who decided; empty if the votes did."""
    at: str = ""
    reason: Reason = ""
    left_out: str = ""
    """Why the sentence has no label that could be learnt; empty if it has one."""
    stale: bool = False
    """Whether a vote was given after the decision, which did not take it into account."""


def decide(labels: Sequence[str]) -> Majority | None:
    """The label that the votes amount to: more than half of them, or none.

    Args:
        labels: One vote or more.
    """
    if len(labels) == 1:
        return Majority(labels[0], 1.0, "single")
    [(label, count)] = Counter(labels).most_common(1)
    if count == len(labels):
        return Majority(label, 1.0, "unanimous")
    if 2 * count > len(labels):
        return Majority(label, round(count / len(labels), 6), "majority")
    return None


def settle(
    labels: Sequence[str],
    events: Sequence[str] = (),
    heads: Sequence[Head] = (),
    *,
    ambiguous: bool = False,
) -> Settled:
    """What a sentence is: by decision if there is one, else by its votes.

    Args:
        labels: The votes, one or more, in the order of the label set where it should break a tie.
        events: The events of the votes, to see whether a decision knew of them.
        heads: The decisions that stand; several were made without knowledge of each other.
        ambiguous: Keep a sentence that was found ambiguous, with the label most voted for.
    """
    standing = [head for head in heads if head.value]
    if not standing:
        found = decide(labels)
        return Settled(*found) if found else Settled(share=_share(labels), left_out=NO_MAJORITY)
    head = max(standing, key=lambda one: (one.at, one.person))
    if len({_said(one) for one in standing}) > 1:
        return Settled(share=_share(labels), left_out=DISPUTED)
    decision, label = _said(head)
    reason = str(head.value.get("reason", ""))
    settled = Settled(
        label,
        _share(labels),
        "adjudicated",
        head.person,
        # Of an imported decision, when it was made.
        str(head.value.get("at") or head.at),
        next((one for one in _REASONS if one == reason), ""),
        stale=not set(events) <= set(_basis(head)),
    )
    if decision == "label" and label:
        return settled
    if decision == "ambiguous" and ambiguous:
        most = label or Counter(labels).most_common(1)[0][0]
        return settled._replace(label=most, reason="ambiguous")
    why = {"ambiguous": AMBIGUOUS, "segmentation": SEGMENTATION}.get(decision, DEFERRED)
    return settled._replace(label="", left_out=why)


def gold_label(head: Head) -> str:
    """The label that a decision is for; empty if it is for none."""
    return str(head.value.get("label", ""))


def _said(head: Head) -> tuple[str, str]:
    decision = str(head.value.get("decision", "label"))
    # What label somebody would prefer for what has none is no difference.
    return decision, gold_label(head) if decision in ("label", "ambiguous") else ""


def _basis(head: Head) -> Sequence[str]:
    basis = head.value.get("basis", ())
    return basis if isinstance(basis, list | tuple) else ()


def _share(labels: Sequence[str]) -> float:
    return round(Counter(labels).most_common(1)[0][1] / len(labels), 6)
