"""How far one person is with articles: labelled sentences of those there are, and marks of done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from annotations.errors import ArticleError, StoreError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from annotations.articles.corpus import Card
    from annotations.config import Config
    from annotations.store.events import Statement
    from annotations.store.protocol import Store

DONE: Final = "done"
"""The kind of statement by which a person says that they are done with an article."""


class Standing(NamedTuple):
    """How far a person is with an article; boilerplate does not count."""

    labelled: int
    body: int

    @property
    def is_finished(self) -> bool:
        """Whether no sentence is left without a label."""
        return self.labelled >= self.body


def done_mark(article_id: str, person: str, done: bool) -> Statement:
    """What says that a person is done with an article, or withdraws that.

    It is about the article and the person: what others say of the article stays.
    """
    from annotations.store.events import Statement

    return Statement(DONE, f"{article_id} {person}", {"done": True} if done else {})


def done_by(store: Store, person: str) -> frozenset[str]:
    """Ids of the articles that a person marked as done.

    Raises:
        StoreError: If the project cannot be read.
    """
    marks = (about.rpartition(" ") for about in store.statements(DONE))
    return frozenset(article for article, _, whose in marks if whose == person)


def kept_standing(
    store: Store, person: str, article_id: str, skips: Collection[str] = ()
) -> Standing | None:
    """How far a person is with a kept article; None if it is not kept, or damaged.

    Sentences with a label of `skips` are no work.
    """
    try:
        kept = store.frozen(article_id)
        if kept is None:
            return None
        said = store.said(article_id, person=person).get(person, {}) if person else {}
    except StoreError:
        return None  # `slugline check` says what is damaged
    labels = [row.label for i, row in said.items() if not kept.sentences.is_boilerplate(i)]
    skipped = sum(label in skips for label in labels)
    labelled = sum(bool(label) for label in labels) - skipped
    return Standing(labelled, kept.sentences.body - skipped)


def kept_standings(
    store: Store, person: str, among: Iterable[str], skips: Collection[str] = ()
) -> dict[str, Standing]:
    """How far a person is with those of some articles that are kept; for a worker."""
    found = ((id_, kept_standing(store, person, id_, skips)) for id_ in among)
    return {id_: standing for id_, standing in found if standing is not None}


def unread_standings(
    cards: Iterable[Card], known: Collection[str], config: Config
) -> Iterator[tuple[str, Standing]]:
    """How many sentences articles have that nobody has opened, from their files; for a worker.

    What cannot be read is left out.
    """
    from annotations.workflow.article_files import cut_article, read_article

    for card in cards:
        if card.article_id in known:
            continue
        try:
            article = read_article(card.path, config)
        except ArticleError:
            continue
        if article.id == card.article_id:
            yield card.article_id, Standing(0, cut_article(article, config).body)
