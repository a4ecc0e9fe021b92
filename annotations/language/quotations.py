"""Who is quoted with which words."""

from __future__ import annotations

from collections.abc import Sequence

from annotations.language.values import Mention, Quotation
from annotations.language.view import View


def find_quotations(
    view: View, mentions: Sequence[Mention]
) -> tuple[list[Quotation], list[Quotation]]:
    """What stands between quotation marks, and what is reported without them."""
    return [], []
