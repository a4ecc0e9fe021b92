"""Articles whose file was changed after they were annotated: which text took whose place.

An article is its text: a file that changes is another article, and what was said of the old one
stays with the old one. That it was replaced is a statement of kind `version`, about the old
article's id, whose value names the new one (`replaced_by`) and the people who were told (`told`).
"""

from __future__ import annotations

import os.path
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from annotations.articles.article import Article
from annotations.articles.corpus import Card
from annotations.articles.load import load
from annotations.articles.places import place_of
from annotations.errors import ArticleError
from annotations.store.events import FrozenArticle, Stated, Statement
from annotations.store.protocol import Store

VERSION: Final = "version"
"""The kind of statement that says which article took the place of which."""


class Replaced(NamedTuple):
    """An annotated article that seems to have been replaced."""

    kept: FrozenArticle
    card: Card
    """What stands in its place."""


def replaced(
    store: Store,
    cards: Iterable[Card],
    person: str = "",
    advance: Callable[[int], object] = lambda articles: None,
) -> Iterator[Replaced]:
    """Annotated articles that are not in the corpus any more, each with what took its place.

    That is the article of the same path; else the one of the same address, or with the same
    source and title, if the old file is gone or holds another text. Whether the texts are versions
    of each other is for the aligner to say. Only articles that are not in the corpus are read.

    Args:
        store: The project.
        cards: The whole corpus.
        person: Only articles that this person labelled; empty = anybody.
        advance: Told of each article that was looked at.

    Raises:
        StoreError: If the project cannot be read.
    """
    corpus = list(cards)
    here = {card.article_id for card in corpus}
    people = [person] if person else list(store.people())
    labelled = {id_ for one in people for id_, by in store.progress(one).items() if by.labels}
    gone = [id_ for id_ in store.frozen_ids() if id_ in labelled and id_ not in here]
    index = _Index(corpus) if gone else None
    for article_id in gone:
        kept = store.frozen(article_id)
        card = index.of(kept.article) if index is not None and kept is not None else None
        if kept is not None and card is not None:
            yield Replaced(kept, card)
        advance(1)


class _Index:
    """A corpus by what two versions of an article have in common."""

    def __init__(self, cards: Iterable[Card]) -> None:
        self._paths: dict[str, Card] = {}
        self._addresses: dict[str, list[Card]] = {}
        self._titles: dict[tuple[str, str], list[Card]] = {}
        for card in cards:
            self._paths[_absolute(card.path)] = card
            if card.url:
                self._addresses.setdefault(_address(card.url), []).append(card)
            if card.source and card.title:
                self._titles.setdefault((card.source, card.title), []).append(card)

    def of(self, article: Article) -> Card | None:
        """What took an article's place, if that is not ambiguous."""
        if article.path and (card := self._paths.get(_absolute(article.path))):
            return card
        found = self._addresses.get(_address(article.url), []) if article.url else []
        if not found and article.source and article.title:
            found = self._titles.get((article.source, article.title), [])
        return found[0] if len(found) == 1 and not _is_there(article) else None


def _absolute(path: str) -> str:
    return os.path.abspath(path)  # noqa: PTH100  (pathlib keeps `..`)


def _address(url: str) -> str:
    return url.strip().rstrip("/")


def _is_there(article: Article) -> bool:
    """Whether the file that an article was read from still holds it: it is just not opened."""
    if not article.path or not Path(place_of(article.path).path).is_file():
        return False
    try:
        return load(article.path, encoding=article.encoding).id == article.id
    except ArticleError:
        return False


def successors(store: Store) -> Mapping[str, str]:
    """By the id of each replaced article the id of the one that took its place."""
    return {
        about: str(heads[0].value["replaced_by"])
        for about, heads in store.statements(VERSION).items()
        if heads[0].value.get("replaced_by")
    }


def told(store: Store, old: str, new: str) -> frozenset[str]:
    """Who was told already that `new` took the place of `old`."""
    heads: tuple[Stated, ...] = store.statements(VERSION).get(old, ())
    matching = (one.value for one in heads if one.value.get("replaced_by") == new)
    return frozenset(person for value in matching for person in value.get("told", ()))


def succession(store: Store, old: str, new: str, person: str) -> Statement:
    """The statement that `new` took the place of `old`, and that `person` knows."""
    people = sorted(told(store, old, new) | {person})
    return Statement(VERSION, old, {"replaced_by": new, "told": people})


def newest(article_id: str, successors: Mapping[str, str]) -> str:
    """The article that took the place of one, of that, and so on; itself if none did."""
    seen = {article_id}
    while (further := successors.get(article_id, "")) and further not in seen:
        article_id = further
        seen.add(article_id)
    return article_id
