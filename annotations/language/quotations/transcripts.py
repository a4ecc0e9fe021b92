"""Interviews and transcripts: lines that begin with who speaks, `LABEL: words`, without marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from annotations.articles.article import Span
from annotations.language.lexicon import lazily, words
from annotations.language.model import Mention

_TURN: Final = lazily(
    r"(?P<who>[A-Z][\w.’'-]*(?:[ \u00a0](?:[A-Z(][\w.’')-]*|de|van|von|al|bin)){0,4})"
    r":[ \t\u00a0]+(?P<said>(?![“\"‘'«„])\S[^\n]*\S)"
)
_WIDEST: Final = 70
"""No label is longer."""
_FIELDS: Final = words(
    "photo image picture credit source sources date time location tags topics read video audio"
    " editing reporting by from to subject cc re note update updated published copyright headline"
    " caption venue when where who what why how price tickets result results team teams address"
)
"""Labels that are no speakers."""
_LEAST: Final = 3
"""Fewer lines are no transcript."""


class Turn(NamedTuple):
    """What one speaker says at a time."""

    said: Span
    label: Span
    mention: Mention | None
    """The person that the label names, if the article knows one."""


def _labelled(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The lines that begin with a label, found by their colons."""
    at = text.find(":", start, end)
    while at >= 0:
        line = text.rfind("\n", max(start, at - _WIDEST), at) + 1
        if (line or at - start < _WIDEST) and (match := _TURN.match(text, line or start, end)):
            yield match
            at = match.end()
        at = text.find(":", at + 1, end)


def find_turns(text: str, start: int, end: int, people: Sequence[Mention]) -> list[Turn]:
    """The turns of a transcript; none if the text is none.

    A text is one if at least three lines have a label, of at least two speakers, and most of the
    labels come again.
    """
    found = [
        match for match in _labelled(text, start, end) if match.group("who").lower() not in _FIELDS
    ]
    labels = Counter(match.group("who") for match in found)
    again = {label for label, count in labels.items() if count > 1}
    turns = [match for match in found if match.group("who") in again or len(labels) == 2]
    if len(turns) < _LEAST or len(labels) < 2 or 2 * len(turns) < 3 * len(labels):
        return []
    known = {mention.entity.name.split()[-1].casefold(): mention for mention in people}
    return [
        Turn(
            Span(*match.span("said")),
            Span(*match.span("who")),
            known.get(match.group("who").split()[-1].casefold()),
        )
        for match in turns
    ]
