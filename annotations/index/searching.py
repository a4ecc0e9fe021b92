"""Articles that a query finds in an index, and the places of its words in their texts."""

from __future__ import annotations

import re
from contextlib import closing
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

from annotations.articles.article import Span
from annotations.index.rows import word_marks
from annotations.index.tokens import SPACED, is_unspaced
from annotations.language.search_text import search_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from annotations.index.query import Query, Wanted
    from annotations.index.reading import Index

MOST_PLACES: Final = 2_000
"""Places of words that are looked for in one text."""


class Match(NamedTuple):
    """An article that a query finds, as the index has it."""

    row: int
    article_id: str
    published: str
    source: str


def matches(
    index: Index, query: Query, most: int = -1, among: Collection[str] | None = None
) -> Iterator[Match]:
    """The articles that a query finds, as far as the index knows: labels and stories it does not.

    Those that were read into it last come first; each article once, also one that stands in
    several files.

    Args:
        index: The index.
        query: What is looked for.
        most: How many rows are looked at; -1 for all.
        among: Ids of the articles among which they are; None for all.
    """
    sql, values = _statement(query, among)
    seen: set[str] = set()
    with closing(index.db.execute(f"{sql} LIMIT ?", (*values, most))) as cursor:
        for row in cursor:
            if row[1] not in seen:
                seen.add(row[1])
                yield Match(*row)


def _statement(query: Query, among: Collection[str] | None) -> tuple[str, list[Any]]:
    columns = "articles.id, articles.article, articles.published, articles.source"
    conditions: list[str] = []
    values: list[Any] = []
    match = " AND ".join(_phrase(one) for one in query.wanted if not one.negated)
    if match:
        sql = f"SELECT {columns} FROM words JOIN articles ON articles.id = words.rowid"
        conditions.append("words MATCH ?")
        values.append(match)
        order = "words.rowid"
    else:
        sql, order = f"SELECT {columns} FROM articles", "articles.id"
    for one in query.wanted:
        if one.negated:
            conditions.append(f"{order} NOT IN (SELECT rowid FROM words WHERE words MATCH ?)")
            values.append(_phrase(one))
        elif one.where in ("person", "place"):
            conditions.append(f"{order} IN (SELECT rowid FROM marks WHERE marks MATCH ?)")
            values.append(_named(one))
    for first, last in query.dates:
        conditions.append("published >= ?")
        values.append(first or "0")
        if last:
            # Every date that begins like the last one is in the range.
            conditions.append("published < ?")
            values.append(last + "\uffff")
    if among is not None:
        conditions.append("articles.article IN (SELECT value FROM json_each(?))")
        values.append(msgspec.json.encode(sorted(among)).decode())
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return f"{sql}{where} ORDER BY {order} DESC", values


def _phrase(one: Wanted) -> str:
    """A part of a query as SQLite has it. Words are letters and digits, so nothing can escape."""
    column = one.where if one.where in ("title", "source") else "title body"
    return f'{{{column}}} : "{" ".join(one.words)}"{" *" if one.begins else ""}'


def _named(one: Wanted) -> str:
    """That all words stand in names of that kind, or in names of which the kind is not known."""
    ways = []
    for kind in (one.where, "name"):
        marks = [f'"{mark}"' for mark in word_marks(kind, one.words)]
        if one.begins:
            marks[-1] += " *"
        ways.append(f"({' AND '.join(marks)})")
    return " OR ".join(ways)


# Places in a text


def places(text: str, wanted: Sequence[Wanted]) -> list[Span]:
    """Where words of a query stand in a text, in order, at most `MOST_PLACES`; none overlaps."""
    pattern = _pattern(tuple((one.words, one.begins) for one in wanted))
    if pattern is None:
        return []
    folded = search_text(text)
    found: list[Span] = []
    for match in pattern.finditer(folded.letters):
        span = folded.back(*match.span())
        if span is not None:
            found.append(span)
            if len(found) == MOST_PLACES:
                break
    return found


def holds(text: str, one: Wanted) -> bool:
    """Whether words stand side by side in a text."""
    pattern = _pattern(((one.words, one.begins),))
    return pattern is not None and pattern.search(search_text(text).letters) is not None


@lru_cache(maxsize=64)
def _pattern(phrases: tuple[tuple[tuple[str, ...], bool], ...]) -> re.Pattern[str] | None:
    """What finds any of some phrases in a folded text, the longest first."""
    ways = []
    for words, begins in sorted(phrases, key=lambda one: -sum(map(len, one[0]))):
        last = _word(words[-1], begins=begins)
        ways.append(r"[\W_]*".join([*map(_word, words[:-1]), last]))
    return re.compile("|".join(ways)) if ways else None


def _word(word: str, begins: bool = False) -> str:
    """A word of its own; letters of scripts without blanks are."""
    escaped = re.escape(word)
    if is_unspaced(word):
        return escaped
    return f"(?<!{SPACED}){escaped}" + ("" if begins else f"(?!{SPACED})")
