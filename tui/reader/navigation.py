"""Keys that move the cursor: by sentence, to counterparts, to what is looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.reader import finding
from tui.reader.table_mode import TablingScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.workflow.open_article import Sheet

MOST_COUNT = 9_999


class MovingScreen(TablingScreen):
    """A tabling screen whose cursor moves."""

    query_text = ""
    """What was searched for last."""

    def action_count(self, digit: str) -> None:
        """Add a digit to the count for the next key."""
        if digit != "0" or self.count:
            self.count = str(min(int(self.count + digit), MOST_COUNT))
            self.show_state()

    def take_count(self) -> int:
        """The count typed so far, or 1; it is used up."""
        count, self.count = int(self.count or 1), ""
        return count

    # Moving

    def action_move(self, step: int) -> None:
        """Go some sentences on; scroll inside one that is longer than the screen first."""
        sheet, count = self.desk.current, self.take_count()
        pane = self.pane_of(sheet)
        if sheet is None or (pane and count == 1 and pane.reads_on(step)):
            return
        target = sheet.cursor
        for _ in range(count):
            target = sheet.next_stop(target, step)
        self.go_to(sheet, target)

    def action_move_paragraph(self, step: int) -> None:
        """Go to the first sentence of another paragraph."""
        sheet, count = self.desk.current, self.take_count()
        if sheet is None:
            return
        target = sheet.cursor
        for _ in range(count):
            target = finding.paragraph(sheet, target, step)
        self.go_to(sheet, target)

    def action_page(self, direction: int) -> None:
        """Go one screen on."""
        sheet = self.desk.current
        pane = self.pane_of(sheet)
        self.take_count()
        if sheet and pane and (target := pane.page(direction)) is not None:
            if not sheet.is_work(target):
                target = sheet.next_work(target, -direction)
            self.go_to(sheet, target)
        elif pane:
            self.tie_panes(pane)

    def action_edge(self, direction: int) -> None:
        """Go to the first or the last sentence; with a count, to the one of that number."""
        sheet = self.desk.current
        if sheet is None:
            return
        if self.count:
            self.jump_to(sheet, min(self.take_count(), len(sheet.sentences)) - 1)
        elif direction < 0:
            self.go_to(sheet, sheet.next_work(-1, 1))
        else:
            self.go_to(sheet, sheet.next_work(len(sheet.sentences), -1))

    def jump_to(self, sheet: Sheet, target: int) -> None:
        """Put the cursor on a sentence that was looked for, unfolding what hides it."""
        self.reveal(sheet, [target])
        self.go_to(sheet, target)

    def go_to(self, sheet: Sheet, target: int) -> None:
        """Put the cursor on a sentence, or on the folded run that hides it."""
        before, sheet.cursor = sheet.cursor, target
        if (pane := self.pane_of(sheet)) is not None:
            passed = (before,) if sheet.anchor is None else tuple(pane.in_view)
            pane.follow(*passed)
            self.study.analyse_when_resting(sheet, pane.in_view)
            self.tie_panes(pane)
        self.show_state()

    def focus_slot(self, slot: int) -> None:
        """Let keys act on another slot."""
        if slot == self.desk.focus or not 0 <= slot < len(self.desk.slots):
            return
        self.desk.focus = slot
        self.lay_out()

    def action_pane(self, step: int) -> None:
        """Go to the next pane, round."""
        if self.desk.slots:
            shown = self.desk.shown(self.pane_count)
            among = shown if len(shown) > 1 else range(len(self.desk.slots))
            at = list(among).index(self.desk.focus)
            self.focus_slot(among[(at + step) % len(among)])

    def action_pane_beside(self, step: int) -> None:
        """Go to the pane on the left or right."""
        self.focus_slot(self.desk.focus + step)

    def action_counterpart(self) -> None:
        """Jump to the counterpart in the other article, or back to where such a jump began."""
        sheet, beside = self.desk.current, self.desk.beside
        if self.desk.back is not None:
            article_id, index = self.desk.back
            self.desk.back = None
            if sheet and sheet.article.id != article_id and self.visit(article_id, index):
                return
        other = self.desk.sheet(beside)
        if sheet is None or beside is None or other is None:
            self.say("There is no other article beside this one.")
            return
        self.desk.back = sheet.article.id, sheet.cursor
        target = self.counterpart(sheet.cursor, sheet, other)
        self.focus_slot(beside)
        self.go_to(other, target)

    def visit(self, article_id: str, index: int) -> bool:
        """Go to a sentence of any article of the corpus; False where it is not in it."""
        slot = self.desk.slot_of(article_id)
        if slot is None:
            story = finding.story_of(self.stories, article_id)
            if story is None:
                return False
            self.open_story(story)
            slot = self.desk.slot_of(article_id)
            assert slot is not None
        self.desk.focus = slot
        self.lay_out()
        if (sheet := self.desk.current) is not None:
            self.jump_to(sheet, min(index, len(sheet.sentences) - 1))
        return True

    # Finding

    def action_unlabelled(self, step: int) -> None:
        """Go to the nearest sentence of this article without a label."""
        sheet = self.desk.current
        if sheet is None:
            return
        target = sheet.next_unlabelled(step)
        if target is not None:
            self.jump_to(sheet, target)
        else:
            place = "below" if step > 0 else "above"
            self.say(f"No unlabelled sentence {place} in this article.")

    def action_difference(self, step: int) -> None:
        """Go to the next sentence that is not the same in the article beside."""
        beside = self.view()
        self._go_among(beside.differences if beside else None, step, "difference")

    def action_conflict(self, step: int) -> None:
        """Go to the next sentence with a figure that the article beside gives differently."""
        beside = self.view()
        self._go_among(sorted(beside.conflicts) if beside else None, step, "conflicting figure")

    def action_dissent(self) -> None:
        """Go to the next sentence that carries another label than its counterpart."""
        beside = self.view()
        self._go_among(finding.dissents(beside) if beside else None, 1, "label that differs")

    def _go_among(self, indices: Sequence[int] | None, step: int, what: str) -> None:
        sheet = self.desk.current
        if sheet is None or indices is None:
            self.say("There is no other article beside this one, or it is still being compared.")
            return
        ahead = [i for i in indices if (i - sheet.cursor) * step > 0]
        if not ahead:
            self.say(f"No further {what} {'below' if step > 0 else 'above'}.")
        else:
            self.jump_to(sheet, min(ahead) if step > 0 else max(ahead))

    def action_search(self) -> None:
        """Ask for words and go to the first place of them behind the cursor."""
        from tui.dialogs.prompt import Prompt

        def take(words: str | None) -> None:
            if words is not None:
                self.query_text = words or self.query_text
                self.action_next_hit()

        self.app.push_screen(Prompt("Search", ""), take)

    def action_next_hit(self) -> None:
        """Go to the next place of the words that were searched for."""
        sheet = self.desk.current
        if sheet is None or not self.query_text:
            return
        for pane in self.panes:
            found = finding.hits(pane.sheet, self.query_text) if pane.sheet else pane.hits
            if pane.hits is not found:
                pane.hits = found
                pane.repaint()
        target = finding.next_sentence(sheet, finding.hits(sheet, self.query_text).items)
        if target is None:
            self.say(f"“{self.query_text}” does not occur in this article.")
        else:
            self.jump_to(sheet, target)

    def light(self, entity: str) -> None:
        """Let every mention of a name stand out, in all panes."""
        self.lit = entity
        self.lay_out()

    def action_mention(self) -> None:
        """Light up the name under the cursor and go to its next mention."""
        sheet = self.desk.current
        highlights = self.study.highlights.get(sheet.article.id) if sheet else None
        if sheet is None or highlights is None or not len(sheet.sentences):
            return
        here = highlights.entity_at(sheet.sentences.span(sheet.cursor))
        if not here:
            self.say("There is no name in this sentence.")
            return
        if self.lit not in here:
            self.light(here[0])
        target = finding.next_sentence(sheet, highlights.mentions(self.lit))
        if target is not None:
            self.jump_to(sheet, target)
