"""The articles that a review shows: the one that holds the sentence, and one beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.errors import ArticleError, StoreError
from annotations.workflow import open_articles
from annotations.workflow.open_article import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from annotations.articles.corpus import Card
    from annotations.articles.stories import Story
    from annotations.config import Config
    from annotations.store.protocol import Store

_KEPT = 48
"""Sheets that are kept open; a further one closes the oldest."""


class OpenArticles:
    """Opens articles as the project keeps them, and knows which ones report the same event.

    Args:
        store: The project.
        config: How files are read.
        stories: The stories of the corpus: its articles may stand beside those of the project.
    """

    def __init__(self, store: Store, config: Config, stories: Iterable[Story]) -> None:
        self._store = store
        self._config = config
        self._sheets: dict[str, Sheet] = {}
        self._cards: dict[str, Card] = {}
        self._story: dict[str, tuple[str, ...]] = {}
        for story in stories:
            self._add(story)

    def _add(self, story: Story) -> None:
        ids = tuple(card.article_id for card in story.cards)
        self._cards.update((card.article_id, card) for card in story.cards)
        self._story.update(dict.fromkeys(ids, ids))

    def knows(self, article_ids: Iterable[str]) -> bool:
        """Whether the story of each article is known."""
        return all(one in self._story for one in article_ids)

    def group(self, stories: Mapping[str, str]) -> None:
        """Learn the stories of articles that are not in the corpus, from their keys."""
        members: dict[str, list[str]] = {}
        for article_id, key in stories.items():
            members.setdefault(key, []).append(article_id)
        for ids in members.values():
            # What the corpus says of its own stands; it was grouped with everything it has.
            if not any(one in self._story for one in ids):
                self._story.update(dict.fromkeys(ids, tuple(ids)))
            else:
                known = next(self._story[one] for one in ids if one in self._story)
                new = [one for one in ids if one not in self._story]
                grown = (*known, *new)
                self._story.update(dict.fromkeys(grown, grown))

    def others(self, article_id: str) -> Sequence[str]:
        """The other articles of its story, the next one first, round."""
        ids = self._story.get(article_id, (article_id,))
        at = ids.index(article_id)
        return (*ids[at + 1 :], *ids[:at])

    def is_earlier(self, article_id: str, other: str) -> bool:
        """Whether an article comes before another of its story."""
        ids = self._story.get(article_id, ())
        return article_id in ids and other in ids and ids.index(article_id) < ids.index(other)

    def sheet(self, article_id: str) -> Sheet | None:
        """An article opened, now or before; None where it cannot be read any more."""
        known = self._sheets.get(article_id)
        if known is None and (known := self.read(article_id)) is not None:
            self.keep(known)
        return known

    def keep(self, sheet: Sheet) -> None:
        """Have an article open that was read."""
        if len(self._sheets) >= _KEPT:
            self._sheets.pop(next(iter(self._sheets)))
        self._sheets[sheet.article.id] = sheet

    def opened(self, article_id: str) -> Sheet | None:
        """An article if it is open."""
        return self._sheets.get(article_id)

    def heading(self, article_id: str, dot: str) -> str:
        """Source, date and title, as far as they are known."""
        card = self._cards.get(article_id)
        sheet = self._sheets.get(article_id)
        if card is not None:
            parts = [card.source, card.published_at[:10], card.title]
        elif sheet is not None:
            article = sheet.article
            parts = [article.source, article.published_at[:10], article.title]
        else:
            return ""
        return f" {dot} ".join(part for part in parts if part)

    def read(self, article_id: str) -> Sheet | None:
        """Read an article without keeping it; on any thread."""
        try:
            kept = self._store.frozen(article_id)
            if kept is not None:
                return Sheet(kept.article, kept.sentences)
            if (card := self._cards.get(article_id)) is not None:
                return open_articles.read_sheet(card, self._config, None, "")
        except (ArticleError, StoreError):
            return None  # the sentence is then shown without it; the reader says what is wrong
        return None
