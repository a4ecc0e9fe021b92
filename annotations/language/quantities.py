"""Figures, dates and times."""

from __future__ import annotations

from annotations.language.values import Quantity
from annotations.language.view import View


def find_quantities(view: View) -> list[Quantity]:
    """Every figure in the text, in reading order, not overlapping."""
    return []
