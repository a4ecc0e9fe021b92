"""JSON and JSON Lines of articles: one a line, a list, a list in an answer, or one record.

Which key is the title, the text, the date is told by its name; see `annotations.articles.columns`.
"""

from __future__ import annotations

from collections.abc import Iterator

from annotations.articles.column_advice import refuse_unnamed
from annotations.articles.document import Item, keyed
from annotations.articles.json_glimpse import glimpse
from annotations.articles.record_files import json_items
from annotations.articles.record_kinds import ARTICLES, UNNAMED, kind_of
from annotations.articles.records import reading_of
from annotations.articles.source_file import Head, SourceFile


def recognises(head: Head) -> bool:
    """Whether its records are articles, or look so but for the names of their keys."""
    seen = glimpse(head)
    return bool(seen.sample) and kind_of(seen.sample, head.columns) in (ARTICLES, UNNAMED)


def read(source: SourceFile) -> Iterator[Item]:
    """The articles of its records."""
    sample = glimpse(source.head).sample
    if kind_of(sample, source.columns) == UNNAMED:
        refuse_unnamed(sample, source.columns)
    yield from keyed(json_items(source, reading_of(sample, source.columns)))
