"""From articles that somebody names to statements of who labels them, and to what travels."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotations.errors import ArticleError
from annotations.workflow.article_files import cut_article, read_article
from annotations.workflow.assignment_rule import Work
from annotations.workflow.progress import unread_standings

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from annotations.articles.corpus import Card, Skipped
    from annotations.articles.stories import Story
    from annotations.config import Config
    from annotations.store.assignments import Assignments
    from annotations.store.protocol import Store
    from annotations.workflow.stories import Shelf

    Chosen = Sequence[tuple[Story, Card]]
    """Articles, each with its story."""


class Which(NamedTuple):
    """Which articles of a corpus; what is empty does not matter."""

    names: Sequence[str] = ()
    """Titles, keys, paths or ids of articles and stories."""
    sources: Collection[str] = ()
    since: str = ""
    """The first day, `YYYY-MM-DD`."""
    until: str = ""
    """The last day."""


def chosen(shelf: Shelf, which: Which) -> Chosen:
    """The articles that are meant, each once, in the order of the corpus.

    A name is that of a story if there is one of that key or title, else of an article. An article
    without a date is in no time.

    Raises:
        StoryError: If a name is neither, or several go by it.
    """
    wanted = {id_ for name in which.names for id_ in _named(shelf, name)}
    sources = {one.casefold() for one in which.sources}
    found = [(story, card) for story in shelf.stories for card in story.cards]
    each = {card.article_id: (story, card) for story, card in found}
    return [
        (story, card)
        for id_, (story, card) in each.items()
        if (not which.names or id_ in wanted)
        and (not sources or card.source.casefold() in sources)
        and (not which.since or which.since <= card.published_at[:10])
        and (not which.until or "" < card.published_at[:10] <= which.until)
    ]


def _named(shelf: Shelf, name: str) -> Iterable[str]:
    # A story is often called as one of its articles is: then all of it is meant.
    story = shelf.called(name)
    cards = story.cards if story is not None else [shelf.article(name)[1]]
    return [card.article_id for card in cards]


def work_in(picked: Chosen, store: Store | None, config: Config) -> list[Work]:
    """How much there is to label in articles; those that cannot be read are left out."""
    sizes: dict[str, int] = {}
    for _, card in picked:
        kept = store.frozen(card.article_id) if store is not None else None
        if kept is not None:
            sizes[card.article_id] = kept.sentences.body
    for id_, standing in unread_standings([card for _, card in picked], sizes, config):
        sizes[id_] = standing.body
    return [
        Work(
            card.article_id,
            card.title,
            sizes[card.article_id],
            story.key,
            card.source,
            card.published_at[:10],
        )
        for story, card in picked
        if card.article_id in sizes
    ]


def keep(
    store: Store, cards: Iterable[Card], config: Config, advance: Callable[[int], object]
) -> list[Skipped]:
    """Keep articles that are not kept yet, cut as configured, so that they travel; what cannot be.

    Raises:
        StoreError: If they cannot be kept.
    """
    from annotations.articles.corpus import Skipped

    known, skipped = frozenset(store.frozen_ids()), []
    for card in cards:
        if card.article_id not in known:
            try:
                article = read_article(card.path, config)
                if article.id != card.article_id:
                    raise ArticleError("it has changed since it was looked at")
                store.freeze(article, cut_article(article, config))
            except ArticleError as error:
                skipped.append(Skipped(card.path, str(error)))
        advance(1)
    return skipped


def has_already(
    store: Store, known: Assignments, ids: Collection[str]
) -> Mapping[str, Collection[str]]:
    """Whose articles are by assignment, by claim, or because they have labelled in them."""
    found = {id_: set(known.people(id_)) for id_ in ids}
    for person in store.people():
        for id_, done in store.progress(person).items():
            if id_ in found and done.labelled:
                found[id_].add(person)
    return found
