"""A statistic that may not exist, and the words for one that does."""

from __future__ import annotations

from typing import Final

import msgspec

NO_PAIRS: Final = "no sentence has two votes"
ONE_LABEL: Final = "all votes are one label"
NOTHING_SHARED: Final = "no common sentences"
NOT_TWICE: Final = "nothing was labelled twice"
OLD_GUIDELINE: Final = "votes only under another guideline version"
NO_VOTES: Final = "no votes"
NOT_USED: Final = "nobody used it where two voted"
NO_GOLD: Final = "no gold on these sentences but their own"
NO_PACE: Final = "no two labels within a sitting"
ALL_IMPORTED: Final = "their labels were imported"
FEW_CLUSTERS: Final = "too few articles or stories to tell"
RARE_LABELS: Final = "all labels but one are too rare to tell"
CROSSES: Final = "the interval crosses a bound"

FEW: Final = 30
"""With fewer common sentences a statistic of two people says little."""

BOUNDS: Final = ((0.8, "reliable"), (0.667, "tentative"))
"""Krippendorff's bounds, the highest first, and what may be said from there upwards."""

BELOW: Final = "don't rely on it"


class Statistic(msgspec.Struct, frozen=True):
    """A number, or the reason why there is none."""

    value: float | None
    why: str = ""
    """Why there is no number; empty when there is one."""

    def text(self, places: int = 3) -> str:
        """The number with so many places, or a dash."""
        return "–" if self.value is None else f"{self.value:.{places}f}"


def ratio(part: float, whole: float, why: str) -> Statistic:
    """`part / whole`, or `why` there is none."""
    return Statistic(part / whole) if whole else Statistic(None, why)


class Interval(msgspec.Struct, frozen=True):
    """Between which values a statistic lies, as far as can be told."""

    low: float | None
    high: float | None
    why: str = ""
    """Why it is not known; empty when it is."""
    clusters: int = 0
    """How many articles, or stories, were resampled."""


class Verdict(msgspec.Struct, frozen=True):
    """What may be said of an alpha."""

    word: str
    """`reliable`, `tentative`, `don't rely on it`, or empty."""
    why: str = ""
    """Why there is no word; empty when there is one."""


def verdict(alpha: Statistic, interval: Interval) -> Verdict:
    """Krippendorff's word for an alpha.

    There is one only where the whole interval is on one side of each of his bounds.
    """
    if alpha.value is None or interval.low is None or interval.high is None:
        return Verdict("", alpha.why or interval.why)
    if any(interval.low < bound <= interval.high for bound, _ in BOUNDS):
        return Verdict("", CROSSES)
    return Verdict(next((word for bound, word in BOUNDS if alpha.value >= bound), BELOW))
