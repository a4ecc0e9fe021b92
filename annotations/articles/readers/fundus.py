"""Fundus: a list of articles, or one a line, whose bodies are sections of paragraphs.

An article that is not free to read has only its beginning: that is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from msgspec.structs import replace

from annotations.articles.columns import columns
from annotations.articles.document import Document, Item, keyed
from annotations.articles.json_glimpse import glimpse
from annotations.articles.record_files import json_items
from annotations.articles.records import Reading, Row, document
from annotations.articles.source_file import Head, SourceFile

_OWN: Final = frozenset(("plaintext", "free_access", "publishing_date", "topics", "lang"))
_READING: Final = Reading(
    columns(
        (
            *("plaintext", "title", "publisher", "publishing_date", "authors", "lang", "url"),
            *("html.source_info.publisher", "html.requested_url"),
        )
    )
)
_TEASER: Final = "is not free to read at its publisher: this may be its beginning only"


def recognises(head: Head) -> bool:
    """Whether its first record is one of this crawler."""
    first = glimpse(head).raw
    body = first.get("body")
    own = len(_OWN & set(first))
    if isinstance(body, dict) and {"summary", "sections"} <= set(body):
        return True
    return own >= 3 and "plaintext" in first


def read(source: SourceFile) -> Iterator[Item]:
    """Its articles."""
    yield from keyed(json_items(source, _READING, _document))


def _document(row: Row, key: str) -> Document:
    paragraphs = list(_paragraphs(row.get("body")))
    made = document({**row, "plaintext": paragraphs} if paragraphs else row, _READING, key)
    if row.get("free_access") is False:
        return replace(made, warnings=(*made.warnings, _TEASER))
    return made


def _paragraphs(body: Any) -> Iterator[str]:
    """The summary and the sections of a body, their headlines before their paragraphs."""
    if not isinstance(body, dict):
        return
    yield from _texts(body.get("summary"))
    sections = body.get("sections")
    for section in sections if isinstance(sections, list) else ():
        if isinstance(section, dict):
            yield from _texts(section.get("headline"))
            yield from _texts(section.get("paragraphs"))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield from (one for one in value if isinstance(one, str))
