"""Skipping what is no sentence of the report, and the same line in other articles of its source."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from annotations.workflow import open_articles
from annotations.workflow.label_transfer import Edit
from annotations.workflow.open_article import NO_TAG
from tui import messages
from tui.reader.changes import NOTHING, Changes, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.articles.corpus import Card
    from annotations.config import Config
    from annotations.workflow.open_article import Sheet
    from tui.reader.background import Behind
    from tui.reader.look import Look
    from tui.reader.state import ReaderState
    from tui.reader.transfer import Transfer

_LONGEST = 60
"""Letters of a line that are quoted."""


class Line(NamedTuple):
    """A line that was skipped and may stand elsewhere too."""

    words: str
    slug: str
    """What it was skipped as."""
    article_id: str


class Skipping:
    """Offers to skip a line wherever its source repeats it; nothing is skipped unasked.

    Args:
        state: What there is to read.
        look: Labels and keys.
        config: How files are read and cut.
        behind: Looks through articles behind the screen.
        transfer: Records what is skipped.
    """

    def __init__(
        self,
        state: ReaderState,
        look: Look,
        config: Config,
        behind: Behind,
        transfer: Transfer,
    ) -> None:
        self._state = state
        self._look = look
        self._config = config
        self._behind = behind
        self._transfer = transfer
        self._line: Line | None = None

    def offer(self, sheet: Sheet, indices: Sequence[int]) -> Changes:
        """After sentences were skipped: offer the same for the line, if it was one by itself."""
        self._line = None
        if len(indices) != 1 or not sheet.stands_alone(indices[0]):
            return NOTHING
        tag, article_id = sheet.tag(indices[0]), sheet.article.id
        if tag.label not in sheet.skips or not self._others(article_id):
            return NOTHING
        self._line = Line(sheet.line(indices[0]), tag.label, article_id)
        source = sheet.article.source
        where = f"of {source}" if source else "of this folder"
        key = self._look.key("reader.skip_same")
        return say(f"{key} skips this line in the other articles {where} too.", "Skipped")

    def _others(self, article_id: str) -> list[Card]:
        """The other articles of the same source; where that is unknown, of the same folder."""
        cards = [card for story in self._state.stories for card in story.cards]
        own = next((card for card in cards if card.article_id == article_id), None)
        if own is None:
            return []
        return [card for card in cards if card is not own and _origin(card) == _origin(own)]

    def look_for(self) -> Changes:
        """Look for the line that was skipped last; what is found is skipped."""
        line, state = self._line, self._state
        if (refused := self._transfer.refused()) is not None:
            return refused
        if line is None:
            key = self._look.key("reader.skip")
            return say(f"Skip a line that stands alone first: {key}.")
        cards = self._others(line.article_id)
        self._behind.run(
            "same line",
            lambda: messages.SameLines(
                line.words,
                line.slug,
                open_articles.same_lines(line.words, cards, self._config, state.store, state.me),
            ),
            lambda error: messages.StudyFailed(str(error)),
        )
        self._line = None
        return NOTHING

    def take(self, found: messages.SameLines) -> Changes:
        """Skip the line where it was found, as one action."""
        edits = []
        for read in found.sheets:
            sheet = self._state.sheets.get(read.article.id, read)
            edits += [
                Edit(sheet, index, NO_TAG._replace(label=found.slug))
                for index in sheet.same_lines(found.line)
            ]
        quoted = found.line if len(found.line) <= _LONGEST else found.line[:_LONGEST] + "…"
        if not edits:
            return say(f"No other article of the source has the line “{quoted}”.")
        articles = len({edit.sheet.article.id for edit in edits})
        where = "1 other article" if articles == 1 else f"{articles:,} other articles"
        undo = self._look.key("reader.undo")
        skipped = say(f"“{quoted}” in {where}. {undo} takes it back.", "Skipped")
        return self._transfer.record(edits).plus(skipped)


def _origin(card: Card) -> tuple[str, str]:
    return (card.source, "") if card.source else ("", str(PurePath(card.path).parent))
