"""Other reports of an event, found among the cards of a corpus: for workers and commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from annotations.errors import ArticleError
from annotations.related.door import Cards
from annotations.related.find import DAYS, related
from annotations.related.profile import Profile, profile_of
from annotations.related.wording import items_of, why
from annotations.workflow.article_files import article_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotations.articles.corpus import Card
    from annotations.config import Config
    from annotations.related.scoring import ReasonKind

_KEPT: Final = 2_000
"""Profiles that are kept for the next question."""


class Shared(NamedTuple):
    """One kind of thing that two reports share."""

    kind: ReasonKind
    weight: float
    items: tuple[str, ...]
    """As the article asked about writes them; none for phrases."""
    number: int


class Other(NamedTuple):
    """Another report of an article's event."""

    card: Card
    is_copy: bool
    """Whether it is the same text: wire copy, which confirms nothing."""
    score: float
    contained: float
    """The part of the five-word runs of the shorter one that both have, 0 to 1."""
    shared: tuple[Shared, ...]
    why: str
    """What both share, in words."""
    through: tuple[str, ...] = ()
    """Of one that shares little itself: ids of other reports by which it is known."""


class Reports(NamedTuple):
    """The other reports of an article's event: those of its own first, then copies."""

    card: Card
    others: tuple[Other, ...]
    unread: tuple[str, ...] = ()
    """Articles that might be among them and could not be read, with the reason."""


class Profiles:
    """Profiles of articles, read from their files; those read last are kept.

    Args:
        config: How files are read.
    """

    def __init__(self, config: Config) -> None:
        self._config = config
        self._kept: dict[str, Profile] = {}

    def of(self, card: Card) -> Profile:
        """The profile of an article.

        Raises:
            ArticleError: If its file cannot be read any more, or holds another text by now.
        """
        if (kept := self._kept.get(card.article_id)) is not None:
            return kept
        article = article_of(card, self._config)
        if len(self._kept) >= _KEPT:
            self._kept.clear()
        found = self._kept[card.article_id] = profile_of(article)
        return found


class Looking:
    """A corpus that is asked for reports, its cards put in order once.

    Args:
        cards: The articles.
    """

    def __init__(self, cards: Iterable[Card]) -> None:
        self.cards = {one.article_id: one for one in cards}
        self.door = Cards(self.cards.values())


def reports_of(card: Card, among: Looking, profiles: Profiles, days: int = DAYS) -> Reports:
    """The other reports of the event that an article is about.

    Args:
        card: The article.
        among: The corpus; it may hold the article itself.
        profiles: Reads articles.
        days: Days before and after it at most.

    Raises:
        ArticleError: If the article itself cannot be read.
    """
    known = among.cards
    profile = profiles.of(card)
    unread: list[str] = []

    def read(article_id: str) -> Profile | None:
        try:
            return profiles.of(known[article_id])
        except ArticleError as error:
            unread.append(f"{known[article_id].path}: {error}")
            return None

    found = related(profile, among.door, read, days)
    others = [
        Other(
            known[one.article_id],
            one.score.is_copy,
            one.score.value,
            one.score.contained,
            tuple(
                Shared(reason.kind, reason.weight, tuple(items_of(profile, reason)), reason.number)
                for reason in one.score.reasons
            ),
            why(profile, one.score, len(one.through)),
            one.through,
        )
        for one in found
    ]
    others.sort(key=lambda one: one.is_copy)
    return Reports(card, tuple(others), tuple(unread))
