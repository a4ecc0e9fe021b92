"""CSV and its kin: tables of articles, one a row, columns told by the names in the first line."""

from __future__ import annotations

from collections.abc import Iterator

from annotations.articles.column_advice import refuse_unnamed
from annotations.articles.columns import columns
from annotations.articles.csv_records import Table, rows_of, table_of
from annotations.articles.document import Item, keyed
from annotations.articles.record_files import items_of
from annotations.articles.record_kinds import ARTICLES, UNNAMED, kind_of, unnamed_columns
from annotations.articles.records import reading_of
from annotations.articles.source_file import Head, SourceFile
from annotations.errors import ArticleError

_TABLES = (".csv", ".tsv", ".tab", ".psv")


def recognises(head: Head) -> bool:
    """Whether its rows are articles, or look so but for the names of their columns."""
    table = table_of(head)
    if table is None:
        return False
    if table.headless:
        return head.suffix in _TABLES and bool(unnamed_columns(table.rows))
    kind = kind_of(table.rows, head.columns)
    if head.suffix in _TABLES:
        return kind in (ARTICLES, UNNAMED)
    return kind == ARTICLES and is_plainly_a_table(table)


def is_plainly_a_table(table: Table) -> bool:
    """Whether a file that its suffix calls a text has the names of several columns on top."""
    found = columns(table.names)
    known = {name for names in found.of.values() for name in names}
    return found.has("text") and len(found.of) >= 3 and len(known) * 2 >= len(table.names)


def read(source: SourceFile) -> Iterator[Item]:
    """The articles of its rows."""
    table = table_of(source.head)
    if table is None or table.headless:
        raise ArticleError(
            "has no first line with the names of its columns: add one, such as title,text,date"
        )
    if kind_of(table.rows, source.columns) == UNNAMED:
        refuse_unnamed(table.rows, source.columns)
    yield from keyed(items_of(rows_of(source, table), reading_of(table.rows, source.columns)))
