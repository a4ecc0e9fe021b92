"""The store that people work with over tables in memory: for what is tried and thrown away."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from annotations.articles.article import Article, Sentences, article_id_of
from annotations.errors import StoreError
from annotations.store.article_files import Shelf, data_of, kept_from
from annotations.store.engine.engine import Engine
from annotations.store.engine.hybrid_clock import Milliseconds, wall_clock
from annotations.store.engine.journal import Op
from annotations.store.events import FrozenArticle
from annotations.store.tinydb_store import TinyDBStore

T = TypeVar("T")

NOWHERE = Path("in-memory")
"""Stands for the folder: nothing is read or written there."""


class MemoryEngine(Engine):
    """Tables that no disk knows of; nobody else writes to them."""

    def __init__(self) -> None:
        super().__init__(NOWHERE)

    def write(self, build: Callable[[], tuple[Sequence[Op], T]]) -> T:
        """Make a change.

        Args:
            build: Gives the changes, and what `write` then returns.

        Raises:
            StoreError: If the store was closed.
        """
        with self._writing:
            if self._is_refusing():
                raise self._refusal()
            ops, result = build()
            if ops:
                self.change(ops, self.seq + 1)
            return result

    def compact(self) -> bool:
        """There is no journal to fold."""
        return False

    def _open(self, for_folding: bool, trusting: bool) -> None:
        pass

    def _catch_up(self, *, locked: bool) -> None:
        pass


class MemoryShelf(Shelf):
    """Articles that no disk knows of."""

    def __init__(self) -> None:
        super().__init__(NOWHERE)
        self._kept: dict[str, FrozenArticle] = {}
        """By the hash of what would be their file."""

    def put(self, article: Article, sentences: Sentences) -> str:
        """Keep an article; the hash of what would be its file.

        Raises:
            StoreError: If the article's id is not that of its text.
        """
        if article.id != article_id_of(article.text):
            raise StoreError(f"{article.id} is not the id of the article's text.")
        data = data_of(article, sentences)
        sha256 = hashlib.sha256(data).hexdigest()
        self._kept[sha256] = kept_from(data, self.path(article.id), hashed=True)
        return sha256

    def put_beside(self, article: Article, sentences: Sentences, sha256: str) -> str:
        """Keep an article with other cuts."""
        return self.put(article, sentences)

    def settle(self, article_id: str, sha256: str) -> None:
        """Nothing stands beside anything."""

    def get(self, article_id: str, sha256: str) -> FrozenArticle:
        """An article as kept."""
        return self._kept[sha256]


class MemoryProject(TinyDBStore):
    """A project without a folder."""

    @property
    def private(self) -> Path | None:
        """Where a folder keeps what nobody else may have: there is none."""
        return None


def in_memory(clock: Milliseconds = wall_clock) -> MemoryProject:
    """A new project that is gone when nobody holds it any more."""
    return MemoryProject(NOWHERE, clock=clock, engine=MemoryEngine(), shelf=MemoryShelf())
