"""What votes and the decisions about them amount to: one rule, for reviews, exports and figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal, NamedTuple, Protocol, get_args

GoldSource = Literal["unanimous", "adjudicated", "majority", "single"]
Reason = Literal["", "slip", "guideline", "ambiguous", "segmentation", "context"]

NO_MAJORITY: Final = "no majority"
"""Why a sentence has no label: none has more than half of its votes."""
AMBIGUOUS: Final = "ambiguous"
"""Somebody decided that more than one label fits the sentence."""
SEGMENTATION: Final = "segmentation"
"""Somebody decided that the sentence boundary is wrong."""
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
    def value(self) -> Mapping[str, Any]:
        """What was decided; empty where it was withdrawn.

        `decision` (`label`, `ambiguous`, `segmentation`), `label`, `reason`, `basis` (the events of
        the votes it rests on), `at` (when, of an imported one).
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
    """Why the sentence has no one label; empty if it has one."""
    stale: bool = False
    """Whether a vote was given after the decision, which did not take it into account."""


def majority_of(labels: Sequence[str]) -> Majority | None:
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
    head = latest(heads)
    if head is None:
        found = majority_of(labels)
        return Settled(*found) if found else Settled(share=_share(labels), left_out=NO_MAJORITY)
    if is_disputed(heads):
        return Settled(share=_share(labels), left_out=DISPUTED)
    decision, label = said(head)
    settled = Settled(
        label,
        _share(labels),
        "adjudicated",
        head.person,
        decided_at(head),
        reason_of(head),
        stale=is_stale(events, heads),
    )
    if decision == "label" and label:
        return settled
    if decision == "ambiguous" and ambiguous:
        most = label or Counter(labels).most_common(1)[0][0]
        return settled._replace(label=most, reason="ambiguous")
    why = {"ambiguous": AMBIGUOUS, "segmentation": SEGMENTATION}.get(decision, DEFERRED)
    return settled._replace(label="", left_out=why)


def latest(heads: Sequence[Head]) -> Head | None:
    """The decision that stands, the latest where there are several."""
    standing = [head for head in heads if head.value]
    return max(standing, key=lambda one: (one.at, one.person), default=None)


def is_disputed(heads: Sequence[Head]) -> bool:
    """Whether people decided differently, without knowing of each other."""
    return len({said(one) for one in heads if one.value}) > 1


def is_stale(events: Sequence[str], heads: Sequence[Head]) -> bool:
    """Whether a vote stands that no decision knew of; one that was withdrawn makes nothing stale.

    Args:
        events: The events of the votes that stand.
        heads: The decisions that stand.
    """
    known = {one for head in heads if head.value for one in basis_of(head)}
    return not known.issuperset(events)


def said(head: Head) -> tuple[str, str]:
    """What was decided, and for which label; empty if for none."""
    decision = str(head.value.get("decision", "label"))
    # What label somebody would prefer for what is no sentence makes no difference.
    return decision, gold_label(head) if decision in ("label", "ambiguous") else ""


def gold_label(head: Head) -> str:
    """The label that a decision names; empty if it names none."""
    return str(head.value.get("label", ""))


def decided_at(head: Head) -> str:
    """When it was decided, as `Head.at`: of an imported decision, when that was elsewhere."""
    return str(head.value.get("at") or head.at)


def reason_of(head: Head) -> Reason:
    """Why it was decided so; empty where that is of no known kind."""
    reason = str(head.value.get("reason", ""))
    return reason if reason in _REASONS else ""


def basis_of(head: Head) -> Sequence[str]:
    """The events of the votes that a decision rests on."""
    basis = head.value.get("basis", ())
    return basis if isinstance(basis, list | tuple) else ()


def _share(labels: Sequence[str]) -> float:
    return round(Counter(labels).most_common(1)[0][1] / len(labels), 6)
