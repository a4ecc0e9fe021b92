"""What finding reports asks of a corpus: how rare a term is, and which articles have it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Protocol

from annotations.articles.corpus import Card
from annotations.related.profile import day_of


class Door(Protocol):
    """A corpus as far as it is asked; an index may be behind it."""

    @property
    def total(self) -> int:
        """How many articles there are."""

    def frequency(self, term: str) -> int:
        """How many articles have a term."""

    def having(self, term: str, first: int | None, last: int | None) -> Sequence[str]:
        """The ids of articles that have a term and appeared from one day to another, in order.

        Args:
            term: A word in lower case, without the ending of a plural.
            first: The first day, as `day_of` counts; None for any, undated articles included.
            last: The last day. Articles whose day is unknown are always among them.
        """


class Cards:
    """A corpus in memory: the terms of an article are those of its card's signature.

    Args:
        cards: The articles.
    """

    def __init__(self, cards: Iterable[Card]) -> None:
        self._days: dict[str, int | None] = {}
        self._having: dict[str, list[str]] = defaultdict(list)
        for card in cards:
            if card.article_id in self._days:
                continue
            self._days[card.article_id] = day_of(card.published_at)
            for word in card.signature.words:
                self._having[word].append(card.article_id)

    @property
    def total(self) -> int:
        """How many articles there are."""
        return len(self._days)

    def frequency(self, term: str) -> int:
        """How many articles have a term."""
        return len(self._having.get(term, ()))

    def having(self, term: str, first: int | None, last: int | None) -> Sequence[str]:
        """The ids of articles that have a term and appeared from one day to another, in order."""
        found = self._having.get(term, [])
        if first is None or last is None:
            return sorted(found)
        return sorted(
            id_ for id_ in found if (day := self._days[id_]) is None or first <= day <= last
        )
