"""RIS, as libraries and databases export it: what is known of articles, not their text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from annotations.articles.document import NO_BODY, Item, Remark, Unread
from annotations.articles.marked_text import one_line
from annotations.articles.readers.csl_json import REMARK
from annotations.articles.source_file import Head, SourceFile

_FIRST: Final = re.compile(r"(?:\ufeff)?\s*TY  - [A-Z]{3,6}\s*\r?\n\s*[A-Z][A-Z0-9]  - ")
_LINE: Final = re.compile(r"([A-Z][A-Z0-9])  -(?: (.*))?")
_TITLES: Final = ("TI", "T1", "CT", "ST")


def recognises(head: Head) -> bool:
    """Whether it begins with the type of a record."""
    return _FIRST.match(head.text) is not None


def read(source: SourceFile) -> Iterator[Item]:
    """Its records, each as one without a body, named with the files that belong to it."""
    number, facts = 0, dict[str, str]()
    for line in source.text().text.split("\n"):
        found = _LINE.match(line)
        if not found:
            continue
        name, value = found[1], (found[2] or "").strip()
        if name == "ER":
            number += 1
            yield _unread(facts, number)
            facts = {}
        else:
            facts.setdefault(name, value)
    if facts:
        number += 1
        yield _unread(facts, number)._replace(reason="is cut off")
    yield Remark(REMARK.format(count=number))


def _unread(facts: dict[str, str], number: int) -> Unread:
    title = next((facts[name] for name in _TITLES if facts.get(name)), "")
    return Unread(facts.get("ID", "")[:300] or str(number), NO_BODY, one_line(title)[:200])
