"""Where the words of a search stand in an open article."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from tui.widgets.highlights import Highlight, Highlights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.index.query import Wanted
    from annotations.language.search_text import Words
    from annotations.workflow.open_article import Sheet

NO_HITS = Highlights()


@lru_cache(maxsize=32)
def _compiled(words: str) -> Words:
    from annotations.language.search_text import Words

    return Words(words)


@lru_cache(maxsize=8)
def hits(sheet: Sheet, words: str | tuple[Wanted, ...]) -> Highlights:
    """Where words stand in an article. Going from hit to hit looks only once.

    Args:
        sheet: The article.
        words: As they were typed, or the words of a query.
    """
    text = sheet.article.running_text
    if isinstance(words, str):
        found = _compiled(words).find(text)
    else:
        from annotations.index.searching import places

        found = places(text, words)
    return Highlights(Highlight(*span, "hit") for span in found) if found else NO_HITS


def beyond(
    sheet: Sheet, items: Sequence[Highlight], step: int, with_here: bool = False
) -> int | None:
    """The nearest sentence with one of these behind the cursor's, or before it; None at the end."""
    sentences = [max(sheet.sentences.at(item.start), 0) for item in items]
    if with_here and sheet.cursor in sentences:
        return sheet.cursor
    if step > 0:
        return next((one for one in sentences if one > sheet.cursor), None)
    return next((one for one in reversed(sentences) if one < sheet.cursor), None)
