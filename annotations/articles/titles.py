"""The title of an article that has none: its headline, or how it begins."""

from __future__ import annotations

import re

TITLE = 70
"""About how many characters of a first sentence stand in for a title."""
_HEADLINE = 160
"""A first line that is longer is no headline."""


def headline_of(text: str) -> str:
    """The first line of `text` if it looks like a headline, else empty.

    A headline is short and has no final stop, and a report follows it: after an empty line, or in a
    paragraph that is longer.
    """
    first, _, rest = text.lstrip().partition("\n")
    first = first.strip()
    if not 0 < len(first) <= _HEADLINE or first[-1] in ".,;:…" or not any(map(str.isalpha, first)):
        return ""
    following = rest.partition("\n")[0]
    is_apart = bool(rest.strip()) and not following.strip()
    return first if is_apart or len(following) > len(first) else ""


def opening_of(text: str) -> str:
    """The beginning of the first sentence of `text`, cut between words."""
    first = text.lstrip()[:2000].partition("\n")[0].strip()
    sentence = re.match(r".{20,}?[.!?][”\"’)]*(?=\s|$)", first)
    if sentence and len(sentence[0]) <= TITLE:
        return sentence[0].rstrip(".")
    if len(first) <= TITLE:
        return first
    cut = first[: TITLE + 1].rpartition(" ")[0] or first[:TITLE]
    return cut.rstrip(" ,;:–—-") + "…"
