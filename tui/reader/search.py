"""Keys that look for something: differences, notes, mentions; words have a file of their own."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from tui.reader.changes import NOTHING, Changes, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotations.workflow.open_article import Sheet
    from annotations.workflow.pair_view import Beside
    from tui.reader.articles import Articles
    from tui.reader.comparisons import Comparisons
    from tui.reader.navigation import Navigation
    from tui.reader.state import ReaderState
    from tui.widgets.highlights import Highlight, Highlights


class Search:
    """Goes to the next of what is looked for.

    Args:
        state: Where the cursor is.
        comparisons: Articles in the light of one another.
        highlights: Names that were found, by article.
        navigation: Goes there.
        articles: Opens the rest of the story.
    """

    def __init__(
        self,
        state: ReaderState,
        comparisons: Comparisons,
        highlights: Mapping[str, Highlights],
        navigation: Navigation,
        articles: Articles,
    ) -> None:
        self._state = state
        self._comparisons = comparisons
        self._highlights = highlights
        self._navigation = navigation
        self._articles = articles

    def difference(self, step: int) -> Changes:
        """Go to the next sentence that is not the same in the article beside."""
        beside = self._view()
        return self._go_among(beside.differences if beside else None, step, "difference")

    def conflict(self, step: int) -> Changes:
        """Go to the next sentence with a quantity that the article beside gives differently."""
        beside = self._view()
        return self._go_among(
            sorted(beside.conflicts) if beside else None, step, "conflicting quantity"
        )

    def dissent(self) -> Changes:
        """Go to the next sentence that carries another label than its counterpart."""
        beside = self._view()
        return self._go_among(dissents(beside) if beside else None, 1, "label that differs")

    def marked(self, step: int) -> Changes:
        """Go to the next sentence with a note, an unsure mark or a suggestion, over the story."""
        state, sheet = self._state, self._state.current
        if sheet is None:
            return NOTHING
        ahead = [i for i in _marked(sheet) if (i - sheet.cursor) * step > 0]
        if ahead:
            return self._navigation.jump_to(sheet, min(ahead) if step > 0 else max(ahead))
        cards = state.cards
        at = [card.article_id for card in cards].index(sheet.article.id)
        for card in cards[at + 1 :] if step > 0 else cards[:at][::-1]:
            other = self._articles.opened(card)
            marked = _marked(other) if other is not None else []
            if marked:
                target = min(marked) if step > 0 else max(marked)
                gone = self._navigation.visit(card.article_id, target) or NOTHING
                return gone.plus(say(f"On in “{card.title}”."))
        where = "below" if step > 0 else "above"
        rest = f", or in the {'later' if step > 0 else 'earlier'} articles of the story"
        only = rest if len(cards) > 1 else ""
        return say(f"No further note, unsure mark or suggestion {where}{only}.")

    def _view(self) -> Beside | None:
        return self._comparisons.view(self._state.current, self._state.sheet(self._state.beside))

    def _go_among(self, indices: Sequence[int] | None, step: int, what: str) -> Changes:
        sheet = self._state.current
        if sheet is None or indices is None:
            return say("There is no other article beside this one, or it is still being compared.")
        ahead = [i for i in indices if (i - sheet.cursor) * step > 0]
        if not ahead:
            return say(f"No further {what} {'below' if step > 0 else 'above'}.")
        return self._navigation.jump_to(sheet, min(ahead) if step > 0 else max(ahead))

    def mention(self) -> Changes:
        """Light up the name under the cursor and go to its next mention."""
        state, sheet = self._state, self._state.current
        highlights = self._highlights.get(sheet.article.id) if sheet else None
        if sheet is None or highlights is None or not len(sheet.sentences):
            return NOTHING
        here = highlights.entity_at(sheet.sentences.span(sheet.cursor))
        if not here:
            return say("There is no name in this sentence.")
        if state.lit not in here:
            state.lit = here[0]
        target = next_sentence(sheet, highlights.mentions(state.lit))
        marked = Changes(marks=True)
        return marked if target is None else marked.plus(self._navigation.jump_to(sheet, target))


def _marked(sheet: Sheet) -> list[int]:
    """Sentences of which something is said or offered beside a label."""
    said = [i for i, tag in sheet.tags.items() if tag.unsure or tag.note]
    return said + [i for i in sheet.proposals if not sheet.tag(i).label]


def next_sentence(sheet: Sheet, items: Sequence[Highlight]) -> int | None:
    """The sentence of the first item behind the cursor's sentence, going round at the end."""
    if not items:
        return None
    end = sheet.sentences.span(sheet.cursor).end
    at = bisect_right([item.start for item in items], end - 1)
    return max(sheet.sentences.at(items[at % len(items)].start), 0)


def dissents(beside: Beside) -> list[int]:
    """Sentences that carry another label than a counterpart: a guess that became a claim, say."""
    found = []
    for index, tag in sorted(beside.mine.tags.items()):
        labels = {beside.other.tag(there).label for there in beside.counterparts(index)} - {""}
        if tag.label and labels - {tag.label}:
            found.append(index)
    return found
