"""The values of a review in words, the same on the screen and in commands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from annotations.plurals import count
from annotations.review.model import State

CAUSES: Final[Mapping[str, str]] = {
    "conflict": "adjudicated twice, differently",
    "objection": "objected to",
    "stale": "voted again since it was adjudicated",
    "disagreement": "labels differ",
    "unsure": "somebody was unsure",
    "commented": "commented",
    "audit": "agreed, drawn to be looked at",
    "decided": "adjudicated",
}
"""Why a sentence is a case, by `Why`, the most pressing first."""

STATES: Final[Mapping[State, str]] = {
    "open": "open",
    "deferred": "left for later",
    "resolved": "adjudicated",
}
"""What became of a case, by state."""

REASONS: Final[Mapping[str, str]] = {
    "slip": "a slip of the hand",
    "guideline": "guidelines read differently",
    "ambiguous": "truly ambiguous",
    "segmentation": "wrong sentence boundary",
    "context": "hangs on its context",
}
"""Why people differed, by reason."""

DECISIONS: Final[Mapping[str, str]] = {
    "ambiguous": "more than one label fits",
    "segmentation": "wrong sentence boundary",
}
"""Decisions that are no label."""


def why_empty(others: int, deferred: int, later: str) -> str:
    """Why nothing is left to decide.

    Args:
        others: How many people besides the reviewer have voted.
        deferred: How many sentences are put off.
        later: How to get to those, as the end of a sentence.
    """
    if deferred:
        return f"{count(deferred, 'sentence')} put off: {later}"
    if not others:
        return "nothing to decide: nobody else has labelled in this project yet"
    return "nothing is left to decide here: all is adjudicated"
