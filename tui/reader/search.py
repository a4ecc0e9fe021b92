"""Places in an article: of words that are searched for, of mentions; and the next one."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from tui.widgets.highlights import Highlight, Highlights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.workflow.open_article import Sheet

MOST_HITS = 10_000

NO_HITS = Highlights()


@lru_cache(maxsize=8)
def hits(sheet: Sheet, words: str) -> Highlights:
    """Where words stand in an article; any white space matches any other.

    Capitals count once there is one among the words. Going from hit to hit looks only once.
    """
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    if not pattern:
        return NO_HITS
    flags = 0 if any(letter.isupper() for letter in words) else re.IGNORECASE
    matches = islice(re.finditer(pattern, sheet.article.running_text, flags), MOST_HITS)
    return Highlights(Highlight(*match.span(), "hit") for match in matches)


def next_sentence(sheet: Sheet, items: Sequence[Highlight]) -> int | None:
    """The sentence of the first item behind the cursor's sentence, going round at the end."""
    if not items:
        return None
    end = sheet.sentences.span(sheet.cursor).end
    at = bisect_right([item.start for item in items], end - 1)
    return max(sheet.sentences.at(items[at % len(items)].start), 0)
