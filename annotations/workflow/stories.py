"""The stories of a corpus for commands: as people want them, why, and found by what one types."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from annotations.articles.stories import arranged, slug
from annotations.articles.stories_by_hand import MADE, NOTHING_SAID
from annotations.errors import StoryError
from annotations.store.stories_by_hand import as_of, read_by_hand

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotations.articles.corpus import Card
    from annotations.articles.stories import Story
    from annotations.store.protocol import Store

Why = Literal["by hand", "declared", "folder", "named together", "near copies", "alone"]
"""Why an article is in its story."""


class Shelf:
    """The stories of a corpus as people want them.

    Args:
        found: The stories as files have them.
        store: The project; None for one that is not there yet.

    Raises:
        StoreError: If the project cannot be read.
    """

    def __init__(self, found: Sequence[Story], store: Store | None) -> None:
        self.found = found
        self.by_hand = as_of(found, read_by_hand(store)) if store else NOTHING_SAID
        self.stories = arranged(found, self.by_hand)

    def why(self, story: Story) -> Mapping[str, Why]:
        """Why each article of a story is in it, by article id."""
        return {card.article_id: self._why(story, card) for card in story.cards}

    def _why(self, story: Story, card: Card) -> Why:
        if card.article_id in self.by_hand.placements:
            return "by hand"
        if len(story.cards) == 1:
            return "declared" if card.story else "alone"
        if card.story:
            return "declared"
        others = [one for one in story.cards if one is not card]
        if card.named and any(one.named for one in others):
            return "named together"
        if card.folder and any(_folder(one) == _folder(card) for one in others):
            return "folder"
        return "near copies"

    # Found by what one types

    def story(self, name: str) -> Story:
        """The story of a key or a title, or that of an article.

        Raises:
            StoryError: If there is none, or several have that title.
        """
        if (called := self.called(name)) is not None:
            return called
        found = self._article(name)
        if found is None:
            raise StoryError(
                f"No story or article here is called “{name}”. `slugline stories` lists them."
            )
        return found[0]

    def called(self, name: str) -> Story | None:
        """The story of a key or a title; None if there is none.

        Raises:
            StoryError: If several have that title.
        """
        for story in self.stories:
            if story.key == name:
                return story
        titled = [story for story in self.stories if slug(story.title) == slug(name)]
        if len(titled) > 1:
            keys = ", ".join(story.key for story in titled)
            raise StoryError(f"Several stories are called “{name}”. Name one by its key: {keys}")
        return titled[0] if titled else None

    def article(self, name: str) -> tuple[Story, Card]:
        """The article of an id, a path or a title, with its story.

        Raises:
            StoryError: If there is none, or several have that title.
        """
        found = self._article(name)
        if found is None:
            raise StoryError(
                f"No article here is called “{name}”. `slugline stories` lists them; name one by "
                "its path or id."
            )
        return found

    def _article(self, name: str) -> tuple[Story, Card] | None:
        every = [(story, card) for story in self.stories for card in story.cards]
        for story, card in every:
            if card.article_id == name or Path(card.path) == Path(name):
                return story, card
        titled = [(story, card) for story, card in every if slug(card.title) == slug(name)]
        if len(titled) > 1:
            ids = ", ".join(card.article_id for _, card in titled)
            raise StoryError(f"Several articles are called “{name}”. Name one by its id: {ids}")
        return titled[0] if titled else None


def why_together(story: Story, reasons: Mapping[str, Why]) -> str:
    """Why the articles of a story belong together: `folder`, or `folder, near copies`."""
    if story.key.startswith(MADE):
        return "by hand"
    return ", ".join(dict.fromkeys(reasons[card.article_id] for card in story.cards))


def _folder(card: Card) -> str:
    return card.path.rpartition("/")[0]
