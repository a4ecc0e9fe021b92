"""What stands in a record, whatever program wrote it: text, numbers, parts, and which sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from annotations.importing.records import Quote

Record = Mapping[str, Any]


def text_of(record: Record, *keys: str) -> str:
    """The first of these that is text and not empty."""
    for key in keys:
        if isinstance(found := record.get(key), str) and found:
            return found
    return ""


def number_of(record: Record, key: str) -> int:
    """A number from 0, or -1 for none."""
    found = record.get(key)
    return found if isinstance(found, int) and not isinstance(found, bool) and found >= 0 else -1


def part_of(record: Record, key: str) -> Record:
    """An object in a record; empty if there is none."""
    found = record.get(key)
    return found if isinstance(found, Mapping) else {}


def list_of(record: Record, key: str) -> list[Any]:
    """A list in a record; empty if there is none."""
    found = record.get(key)
    return found if isinstance(found, list) else []


def quote_of(record: Record, text: str, ids: Record) -> Quote:
    """The sentence of a record, whose ids may stand in a part of it."""
    named = text_of(ids, "sid", "id")
    return Quote(
        text=text,
        id=named if named.startswith("s-") else "",
        article_id=text_of(ids, "article_id"),
        start=number_of(record, "start"),
        end=number_of(record, "end"),
        before=text_of(record, "context_before"),
        after=text_of(record, "context_after"),
    )
