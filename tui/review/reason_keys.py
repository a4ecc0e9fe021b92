"""The keys that say why people differed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from annotations.gold import Reason

REASON_KEYS: Final[Mapping[str, Reason]] = {
    "review.slip": "slip",
    "review.guideline": "guideline",
    "review.real": "ambiguous",
    "review.cut": "segmentation",
    "review.context": "context",
}
"""Which reason the key of an id gives."""
