"""What is asked of an index: terms of an article, articles that share some, texts, cards."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from annotations.index import schema
from annotations.index.rows import card_of_row, mark_of, terms_of_row, text_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence
    from pathlib import Path
    from types import TracebackType

    from annotations.articles.corpus import Card
    from annotations.index.terms import Term

_FOLLOWED: Final = 20_000
"""Occurrences of terms that are followed to find candidates: bounds the work in a large corpus."""

_MOST: Final = 200
"""Candidates that are given."""


class Known(NamedTuple):
    """A term of an article."""

    term: Term
    articles: int
    """How many articles of the index have it, this one included."""


class Candidate(NamedTuple):
    """An article that shares terms with what was asked for."""

    article_id: str
    day: int | None
    """`date.toordinal` of its publication, if that is known to the day."""
    shared: tuple[Term, ...]


def open_index(project: Path) -> Index:
    """The index of a project, to be read.

    Raises:
        OSError: If there is none.
        UnusableError: If it is none that this version can use.
        sqlite3.Error: If it cannot be opened.
    """
    return Index(schema.connect(project / schema.FILE, writes=False))


class Index:
    """An index, to be read; close it, or use it as a context.

    Any thread may use it, one at a time. What it says is as of the last time that a file was read
    into it. Every method may raise `sqlite3.Error`, and `ValueError` where a row is damaged.

    Args:
        db: A connection to it; see `open_index`.
        keeps_open: Whether the connection is somebody else's.
    """

    def __init__(self, db: sqlite3.Connection, *, keeps_open: bool = False) -> None:
        self.db = db
        self._keeps_open = keeps_open

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        if not self._keeps_open:
            self.db.close()

    @property
    def total(self) -> int:
        """How many articles there are."""
        found: int = self.one("SELECT count(*) FROM articles", ())[0]
        return found

    def terms(self, article_id: str) -> tuple[Known, ...]:
        """The names, values and title words of an article; empty if it is not there."""
        found = self.one(
            "SELECT cards.terms FROM articles JOIN cards USING (id) WHERE article = ? LIMIT 1",
            (article_id,),
        )
        if found is None:
            return ()
        return tuple(Known(term, self.frequency(term)) for term in terms_of_row(found[0]))

    def frequency(self, term: Term) -> int:
        """How many articles have a term."""
        found = self.one("SELECT doc FROM frequencies WHERE term = ?", (mark_of(term),))
        return int(found[0]) if found else 0

    def candidates(
        self, terms: Iterable[Term], day: int | None = None, days: int = 3, most: int = _MOST
    ) -> list[Candidate]:
        """Articles that share terms, those that share the most rare ones first.

        Terms are followed from the rarest on, until there is too much to follow; the rest is
        looked up in what was found by then.

        Args:
            terms: What is to be shared.
            day: Around which day they were published, as of `date.toordinal`; None for any.
                Articles without a day are among them.
            days: At most so many days before or behind it.
            most: How many are given.
        """
        known = sorted((self.frequency(term), term) for term in set(terms))
        shared: dict[int, list[Term]] = {}
        where: dict[int, tuple[str, int | None]] = {}
        left = _FOLLOWED
        for articles, term in known:
            left -= articles
            if left < 0 and where:
                break
            for id_, article, its_day in self._with(term, day, days):
                where[id_] = article, its_day
                shared.setdefault(id_, []).append(term)
        weight = {term: 1 / max(articles, 1) for articles, term in known}
        score = Counter({id_: sum(weight[term] for term in has) for id_, has in shared.items()})
        found: dict[str, Candidate] = {}
        for id_, _ in sorted(score.items(), key=lambda one: (-one[1], one[0])):
            article, its_day = where[id_]
            found.setdefault(article, Candidate(article, its_day, tuple(shared[id_])))
            if len(found) == most:
                break
        return list(found.values())

    def _with(
        self, term: Term, day: int | None, days: int
    ) -> Sequence[tuple[int, str, int | None]]:
        query = (
            "SELECT articles.id, article, day FROM marks JOIN articles ON articles.id = marks.rowid"
            " WHERE marks MATCH ?"
        )
        values: list[object] = [f'"{mark_of(term)}"']
        if day is not None:
            query += " AND (day IS NULL OR day BETWEEN ? AND ?)"
            values += [day - days, day + days]
        with closing(self.db.execute(query, values)) as cursor:
            return cursor.fetchall()

    def text(self, article_id: str) -> str | None:
        """The running text of an article; None if it is not there."""
        found = self.one(
            "SELECT body FROM articles JOIN texts USING (id) WHERE article = ? LIMIT 1",
            (article_id,),
        )
        return text_of(found[0]) if found else None

    def card(self, article_id: str) -> Card | None:
        """The card of an article, its path absolute; None if it is not there."""
        found = self.one(
            "SELECT card, path FROM articles JOIN cards USING (id)"
            " JOIN files ON files.id = articles.file WHERE article = ? LIMIT 1",
            (article_id,),
        )
        return card_of_row(*found) if found else None

    def one(self, query: str, values: tuple[object, ...]) -> Any:
        """The first row that a statement gives; None where it gives none."""
        with closing(self.db.execute(query, values)) as cursor:
            return cursor.fetchone()
