"""Who and what is named."""

from __future__ import annotations

from collections.abc import Sequence

from annotations.language.values import Mention, Quantity
from annotations.language.view import View


def find_mentions(view: View, quantities: Sequence[Quantity]) -> list[Mention]:
    """Every mention in the text, in reading order; dates and times among them."""
    return []
