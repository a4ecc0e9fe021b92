"""The index of the corpus behind the screen: kept up while files are read, asked by the library."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tui.dialogs.library_rows import Found

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from annotations.articles.corpus import Card, File
    from annotations.articles.stories import Story
    from annotations.index.build import Builder
    from annotations.index.query import Query
    from annotations.index.reading import Index
    from tui.reader.state import ReaderState
    from tui.settings import Settings

_LISTED = 300
"""Articles that a search in the library lists."""

_WAIT = 5.0
"""Seconds that reading waits for the project: its folder is made when it is opened."""


class Indexing:
    """Keeps the index up, and searches it; everything here is for workers.

    Args:
        state: What is read, and of which project.
        settings: Whose index it is.
        files: The files of the corpus, where it is small.
    """

    def __init__(self, state: ReaderState, settings: Settings, files: Sequence[File]) -> None:
        self._state = state
        self._settings = settings
        self._files = files
        self._small: Builder | None = None
        self._making = threading.Lock()
        self._placed: tuple[object, Mapping[str, tuple[Story, Card]]] = (None, {})
        self.opened = threading.Event()
        """Set when it was tried to open the project."""
        self.roots: Sequence[Path] = ()
        """Where the corpus is looked for."""
        self._notices: list[str] = []

    @contextmanager
    def kept_up(self) -> Iterator[Builder | None]:
        """The index, while a large corpus is read; None where there is none."""
        from annotations.workflow.indexing import builder

        if not self._settings.config.index:
            yield None
            return
        self.opened.wait(_WAIT)
        store = self._state.store
        writes = store is not None and not store.read_only
        made = builder(self._settings.project, self._settings.config, writes=writes)
        if made is None:
            yield None
            return
        with made:
            yield made
        self._notices += made.notices

    def told(self) -> list[str]:
        """What the user should know of the index and was not told yet."""
        told, self._notices = self._notices, []
        return told

    def finished(self, index: Builder, files: Sequence[File]) -> None:
        """A corpus was read to its end: leave out what is not in it any more."""
        index.forget(files, [str(root) for root in self.roots if root.is_dir()])

    def prepare(self) -> None:
        """Have a small corpus in an index in memory, which takes a moment."""
        if not self._files or self._small is not None or not self._settings.config.index:
            return
        from annotations.index.build import Builder
        from annotations.workflow.indexing import fill, reading_rules

        with self._making:
            if self._small is None:
                made = Builder(None, reading_rules(self._settings.config))
                fill(made, self._files, self._settings.config)
                self._small = made

    def files_are(self, files: Sequence[File]) -> None:
        """The corpus has other files by now, and is kept in the project's index from now on."""
        self._files = ()
        small, self._small = self._small, None
        if small is not None:
            small.close()

    @contextmanager
    def _index(self) -> Iterator[Index]:
        from annotations.index.reading import open_index

        self.prepare()
        with self._making:
            small = self._small
        with small.index() if small is not None else open_index(self._settings.project) as index:
            yield index

    def query(self, text: str, *, as_typed: bool = False) -> Query:
        """What somebody typed, read."""
        from annotations.index.query import parse

        labels = [label.slug for label in self._settings.config.scheme.labels]
        return parse(text, labels=labels, as_typed=as_typed)

    def search(
        self, text: str, goes_on: Callable[[], bool], *, as_typed: bool = True
    ) -> Iterator[Found]:
        """What a query finds: the newest at once; then, if it is still wanted, how many in all."""
        from annotations.index import unusable

        query = self.query(text, as_typed=as_typed)
        try:
            with self._index() as index:
                yield from self._search(index, query, goes_on)
        except unusable():
            # Damaged, or not there yet: the list goes on without.
            yield Found(text, query, said="texts cannot be searched: there is no index")

    def _search(self, index: Index, query: Query, goes_on: Callable[[], bool]) -> Iterator[Found]:
        from annotations.plurals import count
        from annotations.workflow.corpus_search import FIRST, Labels, Search, counted

        labels = Labels(self._state.store, self._state.me)
        query = query._replace(mistakes=(*query.mistakes, *labels.mistakes(query)))
        placed = self._places()
        here = {id_: card for id_, (_, card) in placed.items()}
        search = Search(index, query, labels, self._state.stories, here)
        newest = search.newest(FIRST)
        entries = tuple((placed[one.article_id], one) for one in search.findings(newest[:_LISTED]))
        found = Found(query.text, query, entries, count(len(newest), "article"))
        yield found
        if not goes_on():
            return
        total, sources, months = search.count(goes_on)
        if goes_on():
            said = count(total, "article")
            if total > len(newest):
                said += f", some {len(newest):,} of which are looked at"
            counts = counted(sources, months)
            yield found._replace(said=f"{said}: {counts}" if counts else said)

    def work(self, text: str) -> list[tuple[str, int]]:
        """Articles that a query finds, the newest first, and where to begin in each."""
        from annotations.workflow.corpus_search import Labels, Search

        with self._index() as index:
            labels = Labels(self._state.store, self._state.me)
            here = {id_: card for id_, (_, card) in self._places().items()}
            search = Search(index, self.query(text), labels, self._state.stories, here)
            found = search.findings(search.newest())
            return [(one.article_id, one.start) for one in found]

    def _places(self) -> Mapping[str, tuple[Story, Card]]:
        """Story and card of every article, by id."""
        stories = self._state.stories
        if self._placed[0] is not stories:
            places = {card.article_id: (story, card) for story in stories for card in story.cards}
            self._placed = stories, places
        return self._placed[1]
