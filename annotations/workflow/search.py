"""Search through many articles: which sentences hold some words.

`scan` reads the articles one by one. It is the only thing that screens call for this, so that an
index of the corpus can take its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from annotations.articles.article import Span
from annotations.errors import ArticleError, StoreError
from annotations.language.search_text import SearchText, search_text
from annotations.workflow.article_files import article_of, cut_article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from annotations.articles.article import Article, Sentences
    from annotations.articles.corpus import Card
    from annotations.config import Config
    from annotations.language.search_text import Words
    from annotations.store.protocol import Store

MOST_PASSAGES: Final = 5_000
"""Sentences that a search gives the text of; what is beyond is only counted."""

_MOST_KEPT: Final = 24_000_000
"""Characters of articles that are kept for the next search."""


class Passage(NamedTuple):
    """A sentence that holds the words."""

    article_id: str
    number: int
    """Its place among the sentences of its article, from 0."""
    start: int
    """Where the first of its hits begins in the article, in code points."""
    text: str
    hits: tuple[Span, ...]
    """Where the words stand in `text`."""


class Looked(NamedTuple):
    """What one article holds of the words."""

    article_id: str
    title: str
    starts: tuple[int, ...] = ()
    """Where each hit begins in the article's text, in code points, in order."""
    passages: tuple[Passage, ...] = ()
    """The sentences of the hits, as far as there is room for them."""
    problem: str = ""
    """Why it could not be read, or empty."""


class Texts:
    """Articles as a search reads them; what was read once is kept as far as there is room.

    Args:
        config: How files are read and cut.
    """

    def __init__(self, config: Config) -> None:
        self._config = config
        self._kept: dict[str, tuple[Article, SearchText]] = {}
        self._size = 0

    def of(self, card: Card) -> tuple[Article, SearchText]:
        """The article of a card.

        Raises:
            ArticleError: If its file cannot be read any more, or holds another text by now.
        """
        if (kept := self._kept.get(card.article_id)) is not None:
            return kept
        article = article_of(card, self._config)
        found = article, search_text(article.running_text)
        if self._size + len(article.text) <= _MOST_KEPT:
            self._kept[card.article_id] = found
            self._size += len(article.text)
        return found

    def sentences(self, article: Article, store: Store | None) -> Sentences:
        """Its sentences: as the project keeps them, else cut by the rules."""
        try:
            frozen = store.frozen(article.id) if store is not None else None
        except StoreError:
            frozen = None  # damaged; `slugline check` says so
        return frozen.sentences if frozen is not None else cut_article(article, self._config)


def scan(
    words: Words,
    cards: Iterable[Card],
    texts: Texts,
    store: Store | None = None,
    opened: Mapping[str, Sentences] | None = None,
) -> Iterator[Looked]:
    """Look for words in one article after the other; for a worker.

    Args:
        words: What is looked for.
        cards: Where, in that order.
        texts: Reads the articles.
        store: The project, if it is open: articles are cut as it keeps them.
        opened: Sentences of articles that are open, by article.

    Yields:
        One for each card, with hits or without.
    """
    room = MOST_PASSAGES
    for card in cards:
        try:
            article, text = texts.of(card)
        except ArticleError as error:
            yield Looked(card.article_id, card.title, problem=f"{card.path}: {error}")
            continue
        hits = words.find_in(text)
        passages: tuple[Passage, ...] = ()
        if hits and room > 0:
            known = (opened or {}).get(card.article_id)
            sentences = known if known is not None else texts.sentences(article, store)
            passages = tuple(_passages(article, sentences, hits))[:room]
            room -= len(passages)
        starts = tuple(hit.start for hit in hits)
        yield Looked(card.article_id, card.title, starts, passages)


def _passages(article: Article, sentences: Sentences, hits: Sequence[Span]) -> Iterator[Passage]:
    """The sentences in which hits begin, each once."""
    by_sentence: dict[int, list[Span]] = {}
    for hit in hits:
        by_sentence.setdefault(max(sentences.at(hit.start), 0), []).append(hit)
    for index, within in by_sentence.items():
        if not len(sentences):
            return
        start, end = sentences.span(index)
        # A hit may run on behind the sentence, or stand between two of them.
        end = max(end, *(hit.end for hit in within))
        start = min(start, *(hit.start for hit in within))
        places = tuple(Span(hit.start - start, hit.end - start) for hit in within)
        text = article.running_text[start:end]
        yield Passage(article.id, index, within[0].start, text, places)
