"""What articles and sentences are called beside one another: A, B, `A s.5`."""

from __future__ import annotations

from string import ascii_uppercase
from typing import TYPE_CHECKING

from annotations.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotations.articles.corpus import Card
    from annotations.store.protocol import Store
    from tui.reader.state import Desk


class Naming:
    """Names the articles of the open story by their place in it, others by what they are.

    Args:
        desk: With the open story.
        newest: Gives the id of the article that took the place of one, or its own.
        store: Gives the project, once it is open.
    """

    def __init__(
        self, desk: Desk, newest: Callable[[str], str], store: Callable[[], Store | None]
    ) -> None:
        self._desk = desk
        self._newest = newest
        self._store = store
        self._titles: dict[str, str] = {}
        """Of articles that are not in the story."""

    def letter_of(self, article_id: str) -> str:
        """What an article is called beside the others."""
        ids = [card.article_id for card in self._desk.cards]
        if article_id in ids and ids.index(article_id) < len(ascii_uppercase):
            return ascii_uppercase[ids.index(article_id)]
        if self._newest(article_id) in ids:
            return "an earlier version"
        return self._titles.get(article_id, "another article")

    def heading(self, card: Card, dot: str) -> str:
        """Letter, source, date and title of an article, as far as they are known."""
        letter = self.letter_of(card.article_id) if len(self._desk.cards) > 1 else ""
        parts = (letter, card.source, card.published_at[:10], card.title)
        return f" {dot} ".join(part for part in parts if part)

    def place_of(self, article_id: str, start: int) -> str:
        """Which sentence of which article starts at `start`, whether it is open or not."""
        sheet, store = self._desk.sheets.get(article_id), self._store()
        sentences = sheet.sentences if sheet else None
        try:
            kept = store.frozen(article_id) if store and sheet is None else None
        except StoreError:
            kept = None  # damaged; `slugline check` says so
        if kept is not None:
            sentences = kept.sentences
            about = kept.article.source or kept.article.title
            self._titles[article_id] = f"“{about}”" if about else "another article"
        number = f" s.{sentences.at(start) + 1}" if sentences is not None else ""
        return self.letter_of(article_id) + number
