"""CSL-JSON, as Zotero and its like export it: what is known of articles, not their text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from annotations.articles.document import NO_BODY, Item, Remark, Unread
from annotations.articles.json_glimpse import glimpse
from annotations.articles.json_records import records
from annotations.articles.marked_text import one_line
from annotations.articles.records import told
from annotations.articles.source_file import Head, SourceFile

_TYPES: Final = frozenset(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter"
    " dataset document entry entry-dictionary entry-encyclopedia figure graphic interview"
    " legal_case legislation manuscript map motion_picture musical_score pamphlet"
    " paper-conference patent periodical personal_communication post post-weblog report review"
    " review-book song speech standard thesis treaty webpage".split()
)
_OWN: Final = frozenset(
    ("issued", "container-title", "accessed", "title-short", "citation-key", "publisher-place")
)
REMARK: Final = (
    "is a library's list: what it knows of {count} works, not their text. Export the attached"
    " files with it, and open their folder"
)


def recognises(head: Head) -> bool:
    """Whether its records are of types of this format and say what it has names for."""
    first = glimpse(head).raw
    return (
        str(first.get("type")) in _TYPES
        and "id" in first
        and (bool(_OWN & set(first)) or isinstance(first.get("author"), list))
        and not any(name in first for name in ("text", "body", "content", "maintext"))
    )


def read(source: SourceFile) -> Iterator[Item]:
    """Its works, each as one without a body."""
    count = 0
    for number, value, fault, _ in records(source):
        count += 1
        known: dict[str, Any] = value if isinstance(value, dict) else {}
        title = one_line(told(known.get("title")))[:200]
        yield Unread(told(known.get("id"))[:300] or str(number), fault or NO_BODY, title)
    yield Remark(REMARK.format(count=count))
