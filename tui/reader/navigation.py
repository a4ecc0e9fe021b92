"""Keys that move the cursor: by sentence, by screen, between panes, to other articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.reader.changes import NOTHING, Changes, Move, say
from tui.reader.comparisons import counterpart
from tui.reader.state import reveal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.articles.stories import Story
    from annotations.workflow.open_article import Sheet
    from tui.reader.articles import Articles
    from tui.reader.comparisons import Comparisons
    from tui.reader.panes import Panes
    from tui.reader.state import ReaderState
    from tui.widgets.pane import ArticlePane


class Navigation:
    """Puts the cursor, and the focus, elsewhere.

    Args:
        state: Where they are.
        panes: What is in view, for keys that go by the screen.
        comparisons: Articles in the light of one another.
        articles: Opens articles.
    """

    def __init__(
        self,
        state: ReaderState,
        panes: Panes,
        comparisons: Comparisons,
        articles: Articles,
    ) -> None:
        self._state = state
        self._panes = panes
        self._comparisons = comparisons
        self._articles = articles

    # By sentence, paragraph, screen

    def count(self, digit: str) -> Changes:
        """Add a digit to the count for the next key."""
        self._state.type_digit(digit)
        return NOTHING

    def move(self, step: int) -> Changes:
        """Go some sentences on; scroll inside one that is longer than the screen first."""
        sheet, count = self._state.current, self._state.take_count()
        if sheet is None:
            return NOTHING
        if count == 1 and (pane := self._panes.of(sheet)) and pane.reads_on(step):
            return NOTHING
        target = sheet.cursor
        for _ in range(count):
            target = sheet.next_stop(target, step)
        return self.go_to(sheet, target)

    def move_paragraph(self, step: int) -> Changes:
        """Go to the first sentence of another paragraph."""
        sheet, count = self._state.current, self._state.take_count()
        if sheet is None:
            return NOTHING
        target = sheet.cursor
        for _ in range(count):
            target = sheet.next_paragraph(target, step)
        return self.go_to(sheet, target)

    def page(self, direction: int) -> Changes:
        """Go one screen on."""
        sheet = self._state.current
        pane = self._panes.of(sheet)
        self._state.take_count()
        if sheet is None or pane is None:
            return NOTHING
        target = pane.page(direction)
        if target is None:
            return Changes(scrolled=(pane,))
        if not sheet.is_work(target):
            target = sheet.next_work(target, -direction)
        return self.go_to(sheet, target)

    def edge(self, direction: int) -> Changes:
        """Go to the first or the last sentence; with a count, to the one of that number."""
        sheet = self._state.current
        if sheet is None:
            return NOTHING
        if self._state.count:
            return self.jump_to(sheet, min(self._state.take_count(), len(sheet.sentences)) - 1)
        start = -1 if direction < 0 else len(sheet.sentences)
        return self.go_to(sheet, sheet.next_work(start, -direction))

    def go_to(self, sheet: Sheet, target: int) -> Changes:
        """Put the cursor on a sentence, or on the folded run that hides it."""
        before, sheet.cursor = sheet.cursor, target
        return Changes(moves=(Move(sheet, before),))

    def jump_to(self, sheet: Sheet, target: int) -> Changes:
        """Put the cursor on a sentence that was looked for, unfolding what hides it."""
        unfolded = reveal(sheet, [target])
        return self.go_to(sheet, target)._replace(folds=bool(unfolded))

    # Panes

    def focus(self, slot: int) -> Changes:
        """Let keys act on another slot."""
        if slot == self._state.focus or not 0 <= slot < len(self._state.slots):
            return NOTHING
        self._state.focus = slot
        return Changes(panes=True)

    def next_pane(self) -> Changes:
        """Go to the next pane, round."""
        state = self._state
        if not state.slots:
            return NOTHING
        among = state.shown if len(state.shown) > 1 else list(range(len(state.slots)))
        return self.focus(among[(among.index(state.focus) + 1) % len(among)])

    def pane_beside(self, step: int) -> Changes:
        """Go to the pane on the left or right."""
        return self.focus(self._state.focus + step)

    def point(self, pane: ArticlePane, sentence: int | None) -> Changes:
        """Go to where somebody pointed; in the strip, to the counterpart."""
        if pane is self._panes.strip:
            return self.to_counterpart()
        shown, number = self._state.shown, self._panes.side_by_side.index(pane)
        focused = self.focus(shown[number]) if number < len(shown) else NOTHING
        if pane.sheet is None or sentence is None:
            return focused
        return focused.plus(self.jump_to(pane.sheet, sentence))

    def drag(self, pane: ArticlePane, first: int, last: int) -> Changes:
        """Make a range of the sentences that somebody drags over."""
        if pane.sheet is None or pane is self._panes.strip:
            return NOTHING
        focused, sheet = self.point(pane, None), pane.sheet
        sheet.anchor = first
        return focused.plus(self.go_to(sheet, last), Changes(redrawn=(sheet,)))

    # To other articles

    def to_counterpart(self) -> Changes:
        """Jump to the counterpart in the other article, or back to where such a jump began."""
        state = self._state
        sheet, beside = state.current, state.beside
        if state.back is not None:
            (article_id, index), state.back = state.back, None
            if sheet and sheet.article.id != article_id:
                back = self.visit(article_id, index)
                if back is not None:
                    return back
        other = state.sheet(beside)
        if sheet is None or beside is None or other is None:
            return say("There is no other article beside this one.")
        state.back = sheet.article.id, sheet.cursor
        target = counterpart(self._comparisons, sheet.cursor, sheet, other)
        return self.focus(beside).plus(self.go_to(other, target))

    def visit(self, article_id: str, index: int) -> Changes | None:
        """Go to a sentence of any article of the corpus; None where it is not in it."""
        state = self._state
        slot = state.slot_of(article_id)
        if slot is None:
            story = story_of(state.stories, article_id)
            if story is None:
                return None
            state.open(story)
            slot = state.slot_of(article_id)
            assert slot is not None
        state.focus = slot
        opened = self._articles.open_shown()._replace(panes=True)
        if (sheet := state.current) is None:
            return opened
        return opened.plus(self.jump_to(sheet, min(index, len(sheet.sentences) - 1)))

    def visit_at(self, article_id: str, start: int) -> Changes | None:
        """Go to the sentence at a place of any article of the corpus, in code points."""
        known = self._state.sheets.get(article_id)
        if known is None:
            # Where it is long it is read behind the screen, and begins there later.
            self._articles.begins[article_id] = lambda sheet: _put_cursor(sheet, start)
        changes = self.visit(article_id, _sentence_at(known, start) if known else 0)
        sheet = self._state.sheets.get(article_id)
        if known is None and sheet is not None and changes is not None:
            return changes.plus(self.jump_to(sheet, _sentence_at(sheet, start)))
        return changes

    def visit_chosen(self, chosen: tuple[str, int]) -> Changes:
        """Go to a sentence that was chosen elsewhere."""
        return self.visit(*chosen) or say(
            "The article of this sentence is not among those that are open."
        )

    def open_story(self, key: str, article_id: str = "") -> Changes:
        """Open a story, with one of its articles in focus if one is named."""
        state = self._state
        story = next((story for story in state.stories if story.key == key), None)
        if story is None:
            return NOTHING
        if story != state.story:
            state.open(story)
        if article_id and (slot := state.slot_of(article_id)) is not None:
            state.focus = slot
        return Changes(panes=True)

    def next_article(self, step: int) -> Changes:
        """Show another article of the story in this pane."""
        if len(self._state.cards) <= len(self._state.slots):
            return say("Every article of the story is shown.")
        self._state.turn(step)
        return Changes(panes=True)

    def next_story(self, step: int) -> Changes:
        """Open the next story."""
        state = self._state
        if state.story is None or not state.stories:
            return NOTHING
        keys = [story.key for story in state.stories]
        at = keys.index(state.story.key) if state.story.key in keys else 0
        target = at + step * state.take_count()
        if not 0 <= target < len(keys):
            return say("There is no further story.")
        state.open(state.stories[target])
        return Changes(panes=True)

    def visit_mention(self, chosen: tuple[str, str, int]) -> Changes:
        """Light up a name and go to a sentence with it."""
        self._state.lit, article_id, index = chosen
        marked = Changes(marks=True)
        return marked.plus(self.visit(article_id, index) or NOTHING)


def _sentence_at(sheet: Sheet, start: int) -> int:
    return max(sheet.sentences.at(start), 0)


def _put_cursor(sheet: Sheet, start: int) -> None:
    sheet.cursor = _sentence_at(sheet, start)


def story_of(stories: Sequence[Story], article_id: str) -> Story | None:
    """The story that an article belongs to."""
    for story in stories:
        if any(card.article_id == article_id for card in story.cards):
            return story
    return None
