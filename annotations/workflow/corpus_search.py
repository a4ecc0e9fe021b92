"""A search through the corpus: what the index knows, and what the store says of labels now.

Labels are never kept in the index, so that none can be stale.
"""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from annotations.articles.article import Span
from annotations.errors import StoreError
from annotations.index.query import Mistake, Query
from annotations.index.rows import card_of_row, text_of
from annotations.index.searching import holds, matches, places
from annotations.plurals import count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from annotations.articles.article import Sentences
    from annotations.articles.corpus import Card
    from annotations.articles.stories import Story
    from annotations.index.reading import Index
    from annotations.index.searching import Match
    from annotations.store.events import FrozenArticle
    from annotations.store.protocol import Store
    from annotations.store.rows import Row

FIRST: Final = 2_000
"""Articles that a search as one types looks at to show the newest ones first."""

_BEFORE: Final = 48
"""Characters of a snippet before the first hit."""


class Snippet(NamedTuple):
    """A part of a text around words that were found, on one line."""

    text: str
    hits: tuple[Span, ...] = ()
    """Where they are in it."""


class Finding(NamedTuple):
    """An article that a query finds."""

    article_id: str
    path: str
    title: str
    source: str
    published: str
    start: int
    """Where the first sentence that is asked for begins, or the first hit, in code points."""
    snippet: Snippet
    hits: int
    """How many there are in its text."""


class Labels:
    """What the project says of labels at this moment.

    Args:
        store: The project; None where there is none.
        me: The person whose screen this is. What others say of a sentence counts there only once
            this person has labelled it: until then it is not to be known. Empty for commands,
            which hide nothing.
    """

    def __init__(self, store: Store | None, me: str = "") -> None:
        self._store = store
        self._me = me
        self._names = dict(store.people()) if store is not None else {}
        self._frozen = set(store.frozen_ids()) if store is not None else set()

    def people(self, name: str) -> set[str]:
        """Ids of the people of a display name, or of an id."""
        wanted = name.casefold()
        return {
            id_ for id_, known in self._names.items() if id_ == name or known.casefold() == wanted
        }

    def mistakes(self, query: Query) -> tuple[Mistake, ...]:
        """Names in a query that nobody has."""
        found = []
        for name in query.by:
            if not self.people(name):
                at = max(query.text.find(name), 0)
                names = ", ".join(sorted(set(self._names.values()))) or "nobody yet"
                found.append(
                    Mistake(at, at + len(name), f"nobody here is called “{name}”; there is {names}")
                )
        return tuple(found)

    def touched(self, query: Query) -> set[str] | None:
        """Articles among which those are of which the query wants labels; None for any."""
        if not (query.labels or query.by or query.flags - {"unlabelled"}):
            return None
        if query.by and "unlabelled" in query.flags and not query.labels:
            return None
        store = self._store
        people = self._names if store is not None else ()
        return (
            {id_ for one in people for id_ in store.progress(one)} if store is not None else set()
        )

    def sentences(
        self, query: Query, article_id: str, hits: Sequence[Span]
    ) -> tuple[int, int] | None:
        """Where the first sentence of an article is that a query asks for, and how many there are.

        None if there is none. Of an article that nobody has annotated, hits are counted.
        """
        kept = self._kept(article_id)
        if kept is None:
            if query.labels or query.flags - {"unlabelled"}:
                return None
            if query.by and "unlabelled" not in query.flags:
                return None
            if query.spoken and not hits:
                return None
            return (hits[0].start if hits else 0), max(len(hits), 1)
        assert self._store is not None
        said = self._store.said(article_id)
        sentences = kept.sentences
        among = _with_hits(sentences, hits) if query.spoken else range(len(sentences))
        found = [
            index
            for index in among
            if not sentences.is_boilerplate(index)
            and self._is_asked_for(query, {one: rows.get(index) for one, rows in said.items()})
        ]
        if not found:
            return None
        return sentences.span(found[0]).start, len(found)

    def _kept(self, article_id: str) -> FrozenArticle | None:
        if self._store is None or article_id not in self._frozen:
            return None
        try:
            return self._store.frozen(article_id)
        except StoreError:
            return None  # `slugline check` says so

    def _is_asked_for(self, query: Query, said: Mapping[str, Row | None]) -> bool:
        """Whether what is said of a sentence is as the query has it."""
        rows = {one: row for one, row in said.items() if row is not None}
        mine = rows.get(self._me)
        if self._me and not (mine and mine.label):
            rows = {one: row for one, row in rows.items() if one == self._me}
        whose = {id_ for name in query.by for id_ in self.people(name)}
        counted = [row for one, row in rows.items() if not whose or one in whose]
        if "unlabelled" in query.flags:
            asked = counted if whose or not self._me else [mine] if mine else []
            if any(row.label for row in asked):
                return False
        elif whose and not any(row.label or row.unsure for row in counted):
            return False
        if query.labels and not any(row.label in query.labels for row in counted):
            return False
        if "unsure" in query.flags and not any(row.unsure for row in counted):
            return False
        given = {row.label for row in rows.values() if row.label}
        return "disputed" not in query.flags or len(given) > 1


def _with_hits(sentences: Sentences, hits: Iterable[Span]) -> list[int]:
    if not len(sentences):
        return []
    return sorted({max(sentences.at(hit.start), 0) for hit in hits})


class Search:
    """A query, asked of an index and of the store.

    Args:
        index: The index.
        query: What is looked for; one with mistakes asks for what of it can be read.
        labels: What the project says.
        stories: The corpus in stories, for `story:`; needed where the query has it.
        here: The articles of the corpus by id; None where all of the index are.
    """

    def __init__(
        self,
        index: Index,
        query: Query,
        labels: Labels,
        stories: Iterable[Story] = (),
        here: Mapping[str, Card] | None = None,
    ) -> None:
        self._index, self.query, self._labels = index, query, labels
        self._here = here
        self._among = labels.touched(query)
        if query.stories:
            named = {
                card.article_id
                for story in stories
                if all(holds(story.title, one) for one in query.stories)
                for card in story.cards
            }
            self._among = named if self._among is None else self._among & named

    def matches(self, most: int = -1) -> Iterator[Match]:
        """The articles that are found, those that were read into the index last first."""
        if self.query.is_empty:
            return
        here = self._here
        for match in matches(self._index, self.query, most, self._among):
            if here is not None and match.article_id not in here:
                continue
            if self.query.asks_for_labels and self._asked_for(match) is None:
                continue
            yield match

    def newest(self, most: int = -1) -> list[Match]:
        """Those that are found among the first `most` rows, the newest ones first."""
        found = list(self.matches(most))
        found.sort(key=lambda one: (one.published[:10], one.row), reverse=True)
        return found

    def findings(self, found: Iterable[Match]) -> Iterator[Finding]:
        """What is shown of articles that were found."""
        for match in found:
            yield self._finding(match)

    def count(
        self, goes_on: Callable[[], bool] = lambda: True
    ) -> tuple[int, Counter[str], Counter[str]]:
        """How many articles are found: all, by source, by month.

        Args:
            goes_on: Asked now and then whether anybody still wants to know.
        """
        sources: Counter[str] = Counter()
        months: Counter[str] = Counter()
        total, every = 0, self.matches()
        while some := list(islice(every, 2_000)):
            total += len(some)
            sources.update(one.source for one in some)
            months.update(one.published[:7] for one in some)
            if not goes_on():
                break
        return total, sources, months

    def _asked_for(self, match: Match) -> tuple[int, int] | None:
        text = text_of(self._blob("texts", "body", match.row)) if self.query.spoken else ""
        hits = places(text, self.query.spoken)
        return self._labels.sentences(self.query, match.article_id, hits)

    def _finding(self, match: Match) -> Finding:
        text = text_of(self._blob("texts", "body", match.row))
        card = self._card(match.row)
        hits = places(text, self.query.spoken)
        start = hits[0].start if hits else 0
        number = len(hits)
        if self.query.asks_for_labels:
            asked = self._labels.sentences(self.query, match.article_id, hits)
            start, number = asked or (start, number)
        as_named = self._here.get(match.article_id) if self._here is not None else None
        return Finding(
            match.article_id,
            as_named.path if as_named is not None else card.path,
            card.title,
            card.source,
            card.published_at,
            start,
            snippet(text, hits, start),
            number,
        )

    def _blob(self, table: str, column: str, row: int) -> bytes:
        found = self._index.one(f"SELECT {column} FROM {table} WHERE id = ?", (row,))
        return bytes(found[0]) if found else b""

    def _card(self, row: int) -> Card:
        found = self._index.one(
            "SELECT card, path FROM articles JOIN cards USING (id)"
            " JOIN files ON files.id = articles.file WHERE articles.id = ?",
            (row,),
        )
        return card_of_row(*found)


def snippet(text: str, hits: Sequence[Span], start: int, width: int = 300) -> Snippet:
    """A part of a text around a place, on one line, with the hits in it."""
    first = max(start - _BEFORE, 0)
    if first:
        blank = text.find(" ", first, start)
        first = blank + 1 if blank >= 0 else first
    paragraph = text.rfind("\n", first, start)
    first = paragraph + 1 if paragraph >= 0 else first
    shown, where = [], []
    length, blank_before = 0, True
    for letter in text[first : first + width]:
        is_blank = letter.isspace()
        where.append(length)
        if not (is_blank and blank_before):
            shown.append(" " if is_blank else letter)
            length += 1
        blank_before = is_blank
    where.append(length)
    spans = [
        Span(where[hit.start - first], where[hit.end - first])
        for hit in hits
        if first <= hit.start and hit.end - first < len(where)
    ]
    lead = "… " if first else ""
    moved = tuple(Span(a + len(lead), b + len(lead)) for a, b in spans)
    return Snippet(lead + "".join(shown), moved)


def counted(sources: Counter[str], months: Counter[str], most: int = 4) -> str:
    """Counts in words: `Capital Post 30, Ferry News 2; 2026-02 30, 2026-03 2`."""
    often = sources.most_common(most)
    parts = [f"{name or 'no source'} {number:,}" for name, number in often]
    if len(sources) > most:
        parts.append(f"{count(len(sources) - most, 'other source')}")
    by_month = sorted(months.items(), reverse=True)[:most]
    dates = [f"{month or 'no date'} {number:,}" for month, number in by_month]
    if len(months) > most:
        dates.append(f"{count(len(months) - most, 'other month')}")
    return "; ".join(", ".join(one) for one in (parts, dates) if one)
