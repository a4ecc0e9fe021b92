"""What becomes of what a file of labels says, and what may be asked to become of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from annotations.store import Mark

EXAMPLES: Final = 5
"""Things that a report names for each reason why they were not imported."""

IMPORTED, KNOWN, CONFLICT = "imported", "known", "conflict"
AMBIGUOUS, NOT_FOUND = "ambiguous", "not found"
UNKNOWN_LABEL, UNREAD, TWICE = "unknown label", "without a label", "said twice"
OUTCOMES: Final = (
    IMPORTED, KNOWN, CONFLICT, AMBIGUOUS, NOT_FOUND, UNKNOWN_LABEL, TWICE, UNREAD,
)  # fmt: skip


class Wishes(NamedTuple):
    """What whoever imports wants to be done otherwise."""

    people: Mapping[str, str] = {}
    """Display names here, by names in the file."""
    everything_by: str = ""
    """Whose labels they are where the file does not say."""
    labels: Mapping[str, str] = {}
    """Slugs here, by labels in the file."""
    overwrite: bool = False
    """Replace what somebody has said here otherwise."""


class Example(NamedTuple):
    """Something that was not imported."""

    outcome: str
    where: str
    detail: str


class Report(NamedTuple):
    """What becomes of what a file says."""

    counts: Mapping[str, int]
    """By outcome; every outcome is there."""
    examples: tuple[Example, ...]
    """Some of each outcome but what was imported or known."""
    articles: tuple[str, ...]
    """Ids of articles that are kept from now on."""
    people: tuple[str, ...]
    """Names of those who join."""
    notices: tuple[str, ...]
    placed: int
    """Articles that stay in the split that they were exported to."""

    @property
    def complete(self) -> bool:
        """Whether everything that is a label of a sentence is in the project now."""
        left = (CONFLICT, AMBIGUOUS, NOT_FOUND, UNKNOWN_LABEL, TWICE)
        return not any(self.counts[outcome] for outcome in left)


def described(mark: Mark) -> str:
    """What is said of a sentence, in words."""
    said = [mark.label or "no label"]
    said += ["unsure"] if mark.unsure else []
    said += [f"note “{short(mark.note)}”"] if mark.note else []
    return ", ".join(said)


def short(text: str) -> str:
    """A text on one line of 60 characters at most."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"
