"""Articles about one event, put together as stories."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from annotations.articles.corpus import Card, natural


class Story(msgspec.Struct, frozen=True):
    """The articles about one event, from the earliest to the latest."""

    key: str
    """Stable while the corpus is: from the declared name, the folder, or the first article."""
    title: str
    cards: tuple[Card, ...]


def group(cards: Iterable[Card]) -> tuple[Story, ...]:
    """Put articles about one event together."""
    folders: dict[str, list[Card]] = {}
    for card in sorted(cards, key=lambda card: natural(card.path)):
        key = card.story or card.folder or ("named" if card.named else card.article_id)
        folders.setdefault(key, []).append(card)
    return tuple(Story(key, found[0].title, tuple(found)) for key, found in folders.items())
