"""Nexis as it was until 2019, as a page: documents between comments of `<DOC NUMBER=1>`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from annotations.articles.batches.nexis_old import Part, is_mark, read_parts
from annotations.articles.batches.page_lines import page_lines, tree_of
from annotations.articles.document import Announced, Item
from annotations.errors import ArticleError

START: Final = re.compile(r"<DOC NUMBER=['\"]?(\d+)['\"]?>", re.IGNORECASE)
_END: Final = re.compile(r"</DOC(?:FULL)?>", re.IGNORECASE)
_COUNT: Final = re.compile(r"<META\b[^>]{0,300}\bDOCUMENTS=['\"]?(\d{1,6})", re.IGNORECASE)


def read_page(text: str) -> Iterator[Item]:
    """What is in a page.

    Raises:
        ArticleError: If nothing of it is understood.
    """
    starts = list(START.finditer(text))
    if not starts:
        raise ArticleError("is a page of Nexis without a document in it")
    if count := _COUNT.search(text[: starts[0].start()]):
        yield Announced(int(count[1]))
    parts: list[Part] = []
    for start, end in zip(starts, [*(one.start() for one in starts[1:]), len(text)], strict=True):
        piece = _END.split(text[start.end() : end], maxsplit=1)[0]
        parts.append(_part(piece, parts))
    yield from read_parts(parts, 0)


def _part(piece: str, before: list[Part]) -> Part:
    """The lines of one document, its number taken out of them."""
    # The comment that began before the document ends in it, and another begins.
    piece = re.sub(r"^\s*(?:<DOCFULL>)?\s*-->", "", piece)
    last = piece.rfind("<!--")
    if last >= 0 and ">" not in piece[last:]:
        piece = piece[:last]
    lines = page_lines(tree_of(piece)) if piece.strip() else []
    for at, line in enumerate(lines[:20]):
        if found := is_mark(line.text):
            return Part(found[1], lines[at + 1 :])
    previous = before[-1].key if before else "0"
    return Part(str(int(previous) + 1), lines)
