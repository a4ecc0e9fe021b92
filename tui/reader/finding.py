"""Where the cursor goes: paragraphs, hits, mentions, counts; values in, positions out."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from tui.widgets.highlights import Highlight, Highlights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.articles.stories import Story
    from annotations.workflow.open_article import Sheet
    from annotations.workflow.pair_view import Beside

MOST_HITS = 10_000


def paragraph(sheet: Sheet, index: int, step: int) -> int:
    """The first sentence of the next paragraph, or of this one and then the one before."""
    target = sheet.next_stop(index, step)
    while target != index and not sheet.opens_paragraph(target):
        further = sheet.next_stop(target, step)
        if further == target:
            break
        target = further
    return target


def counted(sheet: Sheet, count: int) -> list[int]:
    """`count` sentences from the cursor on, fewer at the end of the article."""
    found = [sheet.cursor]
    while len(found) < count:
        further = sheet.next_work(found[-1], 1)
        if further == found[-1]:
            break
        found.append(further)
    return found


@lru_cache(maxsize=8)
def hits(sheet: Sheet, words: str) -> Highlights:
    """Where words stand in an article; any white space matches any other.

    Capitals count once there is one among the words. Going from hit to hit looks only once.
    """
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    if not pattern:
        return Highlights()
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


def story_of(stories: Sequence[Story], article_id: str) -> Story | None:
    """The story that an article belongs to."""
    for story in stories:
        if any(card.article_id == article_id for card in story.cards):
            return story
    return None


def dissents(beside: Beside) -> list[int]:
    """Sentences that carry another label than a counterpart: a guess that became a claim, say."""
    found = []
    for index, tag in sorted(beside.mine.tags.items()):
        labels = {beside.other.tag(there).label for there in beside.counterparts(index)} - {""}
        if tag.label and labels - {tag.label}:
            found.append(index)
    return found
