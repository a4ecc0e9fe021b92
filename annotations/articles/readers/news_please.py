"""news-please: one record a file, or one a line; `maintext` is null where nothing was found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from annotations.articles.columns import columns
from annotations.articles.document import Item, keyed
from annotations.articles.json_glimpse import glimpse
from annotations.articles.record_files import json_items
from annotations.articles.records import Reading
from annotations.articles.source_file import Head, SourceFile

_OWN: Final = frozenset(("maintext", "source_domain", "date_publish", "date_download", "localpath"))
_COLUMNS: Final = columns(
    ("maintext", "title", "source_domain", "url", "date_publish", "authors", "language")
)


def recognises(head: Head) -> bool:
    """Whether its first record is one of this crawler."""
    return len(_OWN & set(glimpse(head).raw)) >= 3


def read(source: SourceFile) -> Iterator[Item]:
    """Its articles."""
    yield from keyed(json_items(source, Reading(_COLUMNS)))
