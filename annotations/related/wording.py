"""What two articles share, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from annotations.plurals import count
from annotations.related.profile import Profile
from annotations.related.scoring import Reason, Score

_MOST: Final = 5
"""Things of a kind that are named."""


def why(profile: Profile, found: Score, through: int = 0) -> str:
    """`names Marigold, Vaskel; quantities 214; 12 phrases; the same day 2024-03-04`.

    Args:
        profile: Of the article that was asked about.
        found: What it shares with another.
        through: How many reports that are close to both tell that.
    """
    said = [_said(profile, reason) for reason in found.reasons if _tells(reason)]
    if through:
        said.append(f"close to {count(through, 'other')} of these reports")
    return "; ".join(said)


def items_of(profile: Profile, reason: Reason) -> Sequence[str]:
    """What is shared, as the article of the profile writes it, the rarest first, each once."""
    written = {"names": profile.spelled, "quantities": profile.quantities}.get(reason.kind, {})
    return list(dict.fromkeys(written.get(item, item) for item in reason.items))


def _tells(reason: Reason) -> bool:
    return reason.number > 0 and (reason.weight > 0 or reason.kind == "phrases")


def _said(profile: Profile, reason: Reason) -> str:
    if reason.kind == "phrases":
        return count(reason.number, "phrase")
    lead = "the same day" if reason.kind == "dates" else reason.kind
    return f"{lead} {', '.join(_first(items_of(profile, reason)))}"


def _first(items: Iterable[str]) -> Iterator[str]:
    for number, item in enumerate(items):
        if number < _MOST:
            yield item
