"""The reader's keys: moving, labelling, finding, showing, going elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from textual import on
from textual.binding import Binding

from annotations.labels import LabelScheme
from annotations.store.events import Annotation
from tui.keys import COUNT, READER
from tui.screens import finding
from tui.screens.reading import ReadingScreen
from tui.widgets.bars import StatusBar
from tui.widgets.highlights import Highlights
from tui.widgets.pane import ArticlePane
from tui.widgets.sheet import Sheet, Tag

MOST_COUNT = 9_999


def bindings(keys: dict[str, str], scheme: LabelScheme) -> list[Binding]:
    """Every key of the reader as Textual takes it."""
    labels = [
        Binding(
            keys[f"label.{label.slug}"],
            f"label('{label.slug}')",
            label.title,
            id=f"label.{label.slug}",
            show=False,
        )
        for label in scheme.active
    ]
    counts = [Binding(digit, f"count('{digit}')", "count", show=False) for digit in COUNT]
    own = [Binding(keys[key.id], key.action, key.does, id=key.id, show=False) for key in READER]
    return labels + counts + own


class ReaderScreen(ReadingScreen):
    """A reading screen with keys; `bound_reader` gives it its bindings."""

    tag_again: Callable[[Tag], Tag] | None = None
    """What `.` does once more."""

    query_text = ""

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
            target = sheet.next_work(target, step)
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

    def action_edge(self, direction: int) -> None:
        """Go to the first or the last sentence; with a count, to the one of that number."""
        sheet = self.desk.current
        if sheet is None:
            return
        if self.count:
            self.go_to(sheet, min(self.take_count(), len(sheet.sentences)) - 1)
        elif direction < 0:
            self.go_to(sheet, sheet.next_work(-1, 1))
        else:
            self.go_to(sheet, sheet.next_work(len(sheet.sentences), -1))

    def go_to(self, sheet: Sheet, target: int) -> None:
        """Put the cursor on a sentence."""
        before, sheet.cursor = sheet.cursor, target
        if (pane := self.pane_of(sheet)) is not None:
            passed = (before,) if sheet.anchor is None else tuple(pane.in_view)
            pane.follow(*passed)
            self.analyse_visible(pane)
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
            self.go_to(sheet, min(index, len(sheet.sentences) - 1))
        return True

    # Labelling

    def refuses(self) -> bool:
        """Whether nothing can be changed; if so, the annotator is told why."""
        if self.store is not None and self.store.read_only:
            self.say(self.store.read_only_reason, "Read-only", "warning")
            return True
        return False

    def touch_counterparts(self, sheet: Sheet, changed: Iterable[int]) -> None:
        """Repaint sentences of other panes for which a label is now proposed, or no longer."""
        for pane in (*self.panes, self.strip):
            beside = self.comparisons.view(sheet, pane.sheet)
            if beside is not None and pane.sheet is not sheet:
                pane.touch(*(there for index in changed for there in beside.counterparts(index)))

    def change_tags(self, change: Callable[[Tag], Tag], *, advance: bool) -> None:
        """Record a change of the range, of as many sentences as were counted, or of one."""
        sheet = self.desk.current
        if sheet is None or not len(sheet.sentences):
            return
        if self.refuses():
            return
        counted = bool(self.count)
        where = finding.counted(sheet, self.take_count()) if counted else list(sheet.selection)
        if sheet.anchor is not None or counted:
            where = [index for index in where if sheet.is_work(index)]
        last, ranged = where[-1] if where else sheet.cursor, len(where) > 1
        was_range, sheet.anchor = sheet.anchor is not None, None
        changed = self.recorder.record(sheet, where, lambda _, tag: change(tag))
        pane = self.pane_of(sheet)
        if pane and (was_range or ranged):
            pane.refresh()
        if advance and self.advances:
            self.go_to(sheet, sheet.next_work(last, 1))
        self.touch((sheet.article.id, index) for index in changed)
        self.touch_counterparts(sheet, changed)

    def action_label(self, slug: str) -> None:
        """Give a label and move on."""
        self.tag_again = lambda tag: tag._replace(label=slug)
        self.change_tags(self.tag_again, advance=True)

    def action_accept(self) -> None:
        """Take over the label that the counterpart carries, and move on."""
        sheet, beside = self.desk.current, self.view()
        found = beside.proposal(sheet.cursor) if sheet and beside else None
        if sheet is None or found is None:
            self.say("Nothing is proposed for this sentence.")
            return
        self._carry(sheet, {sheet.cursor: found[0]})
        if self.advances:
            self.go_to(sheet, sheet.next_work(sheet.cursor, 1))

    def action_accept_all(self) -> None:
        """Take over every proposed label whose sentence has the very words of its counterpart."""
        sheet, beside = self.desk.current, self.view()
        labels = finding.verbatim_proposals(sheet, beside) if sheet and beside else {}
        if sheet is None or not labels:
            self.say("No label is proposed for sentences of the same words.")
            return
        self._carry(sheet, labels)
        self.say(f"{len(labels)} labels carried over; one undo takes all of them back.")

    def _carry(self, sheet: Sheet, labels: Mapping[int, str]) -> None:
        if self.refuses():
            return
        changed = self.recorder.record(
            sheet, labels, lambda index, tag: tag._replace(label=labels[index]), "carried"
        )
        self.touch((sheet.article.id, index) for index in changed)

    def action_clear(self) -> None:
        """Say nothing of the sentence any more."""
        self.change_tags(lambda tag: Tag(), advance=False)

    def action_unsure(self) -> None:
        """Mark as unsure, or as sure again."""
        sheet = self.desk.current
        if sheet is not None:
            unsure = not sheet.tag(sheet.cursor).unsure
            self.change_tags(lambda tag: tag._replace(unsure=unsure), advance=False)

    def action_repeat(self) -> None:
        """Give the last label again."""
        if self.tag_again is None:
            self.say("No label was given yet.")
        else:
            self.change_tags(self.tag_again, advance=True)

    def action_note(self) -> None:
        """Write a note on the sentence."""
        from tui.screens.prompt import Prompt

        sheet = self.desk.current
        if sheet is None or not len(sheet.sentences):
            return

        def take(note: str | None) -> None:
            if note is not None:
                words = " ".join(note.split())
                sheet.anchor, self.count = None, ""
                self.change_tags(lambda tag: tag._replace(note=words), advance=False)

        self.app.push_screen(Prompt("Note", sheet.tag(sheet.cursor).note), take)

    def action_undo(self) -> None:
        """Take the last action back; what was not saved first."""
        job = self.recorder.drop_unsaved()
        if job is None:
            for _ in range(self.take_count()):
                self.recorder.undo()
        elif job.article is not None and (sheet := self.desk.sheets.get(job.article.id)):
            self.load_tags(sheet)
        self.show_state()

    def action_redo(self) -> None:
        """Repeat what was undone last."""
        for _ in range(self.take_count()):
            self.recorder.redo()
        self.show_state()

    def show_undone(self, kind: str, current: list[Annotation]) -> None:
        """Go to the first sentence that an undo or redo changed."""
        if not current:
            self.say(f"Nothing to {kind}.")
            return
        first = min(current, key=lambda annotation: annotation.index)
        if not self.visit(first.article_id, first.index):
            self.say(f"{kind.capitalize()}: {len(current)} sentences of an article not open here.")

    def action_retry(self) -> None:
        """Save again what was not saved."""
        jobs = self.recorder.retry()
        if not jobs:
            self.say("Everything is saved.")
        self.touch((c.article_id, c.index) for job in jobs for c in job.changes)

    def action_select(self) -> None:
        """Start a range at the cursor, or drop it."""
        if (sheet := self.desk.current) is not None and (pane := self.pane_of(sheet)):
            sheet.anchor = sheet.cursor if sheet.anchor is None else None
            pane.refresh()
            self.show_state()

    def action_cancel(self) -> None:
        """Drop range, count, search and lit name."""
        self.count, self.lit = "", ""
        for sheet in self.desk.sheets.values():
            sheet.anchor = None
        for pane in self.panes:
            pane.hits, pane.lit = Highlights(), ""
            pane.repaint()
        self.show_state()

    # Finding

    def action_unlabelled(self, step: int) -> None:
        """Go to the nearest sentence without a label, in the next article if need be."""
        sheet = self.desk.current
        if sheet is None:
            return
        target = sheet.next_unlabelled(step)
        if target is not None:
            self.go_to(sheet, target)
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
            self.go_to(sheet, min(ahead) if step > 0 else max(ahead))

    def action_search(self) -> None:
        """Ask for words and go to the first place of them behind the cursor."""
        from tui.screens.prompt import Prompt

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
            if pane.sheet is not None:
                pane.hits = finding.hits(pane.sheet, self.query_text)
                pane.repaint()
        pane_here = self.pane_of(sheet)
        found = pane_here.hits if pane_here else finding.hits(sheet, self.query_text)
        target = finding.next_sentence(sheet, found.items)
        if target is None:
            self.say(f"“{self.query_text}” does not occur in this article.")
        else:
            self.go_to(sheet, target)

    def action_mention(self) -> None:
        """Light up the name under the cursor and go to its next mention."""
        sheet = self.desk.current
        highlights = self.analyses.get(sheet.article.id) if sheet else None
        if sheet is None or highlights is None or not len(sheet.sentences):
            return
        here = highlights.entity_at(sheet.sentences.span(sheet.cursor))
        if not here:
            self.say("There is no name in this sentence.")
            return
        if self.lit not in here:
            self.lit = here[0]
        for pane in (*self.panes, self.strip):
            pane.lit = self.lit
            pane.repaint()
        target = finding.next_sentence(sheet, highlights.mentions(self.lit))
        if target is not None:
            self.go_to(sheet, target)

    # Showing

    def action_show(self, what: str) -> None:
        """Switch a class of highlights on or off."""
        self.kinds[what] = not self.kinds[what]
        self.lay_out()

    def action_tie(self) -> None:
        """Let panes move together, from the sentence under the cursor on, or each alone."""
        self.tied = not self.tied
        self.tie_panes()
        self.say("Panes move together." if self.tied else "Every pane moves alone.")

    def action_furniture(self) -> None:
        """Let the cursor stop at credits and tails, or pass them by."""
        sheet = self.desk.current
        if sheet is not None:
            sheet.with_furniture = not sheet.with_furniture
            state = "can be tagged" if sheet.with_furniture else "are passed by"
            self.say(f"Credits and tails of this article {state}.")

    def action_flow(self) -> None:
        """Show sentences in rows of their own, or running on."""
        self.flow = not self.flow
        for pane in (*self.panes, self.strip):
            pane.flow = self.flow
            pane.relay()

    def action_advance(self) -> None:
        """Let a label key move on, or stay."""
        self.advances = not self.advances
        self.say("A label key moves on." if self.advances else "A label key stays.")

    def action_copy(self) -> None:
        """Copy the sentence, or the range, as it is kept."""
        sheet = self.desk.current
        if sheet is None or not len(sheet.sentences):
            return
        spans = [sheet.sentences.span(index) for index in sheet.selection]
        self.app.copy_to_clipboard(sheet.article.text[spans[0].start : spans[-1].end])
        self.say("Copied." if len(spans) == 1 else f"Copied {len(spans)} sentences.")

    # Going elsewhere

    def action_article(self, step: int) -> None:
        """Show another article of the story in this pane."""
        if len(self.desk.cards) <= len(self.desk.slots):
            self.say("Every article of the story is shown.")
            return
        self.desk.turn(step)
        self.lay_out()

    def action_story(self, step: int) -> None:
        """Open the next story."""
        if self.desk.story is None or not self.stories:
            return
        keys = [story.key for story in self.stories]
        at = keys.index(self.desk.story.key) if self.desk.story.key in keys else 0
        target = at + step * self.take_count()
        if not 0 <= target < len(keys):
            self.say("There is no further story.")
            return
        self.open_story(self.stories[target])

    def action_library(self) -> None:
        """Choose among stories and articles."""
        from tui.screens.library import Library

        def take(chosen: tuple[str, str] | None) -> None:
            if chosen is not None:
                self.open_chosen(*chosen)

        self.app.push_screen(Library(self), take)

    def open_chosen(self, key: str, article_id: str) -> None:
        """Open a story, with one of its articles in focus."""
        story = next((story for story in self.stories if story.key == key), None)
        if story is None:
            return
        if story != self.desk.story:
            self.open_story(story)
        if article_id and (slot := self.desk.slot_of(article_id)) is not None:
            self.desk.focus = slot
            self.lay_out()

    def action_compare(self) -> None:
        """List conflicting figures and what only one of the two articles has."""
        from tui.screens.compared import Compared

        beside = self.view()
        if beside is None:
            self.say("There is no other article beside this one, or it is still being compared.")
            return

        def take(chosen: tuple[str, int] | None) -> None:
            if chosen is not None:
                self.visit(*chosen)

        self.app.push_screen(Compared(self, beside), take)

    def action_review(self) -> None:
        """List what was said of the story's sentences."""
        from tui.screens.labelled import Labelled

        def take(chosen: tuple[str, int] | None) -> None:
            if chosen is not None:
                self.visit(*chosen)

        self.app.push_screen(Labelled(self), take)

    def action_guidelines(self) -> None:
        """Show what the labels mean."""
        from tui.screens.pages import guidelines_page

        self.app.push_screen(guidelines_page(self))

    def action_help(self) -> None:
        """Show every key."""
        from tui.screens.pages import help_page

        self.app.push_screen(help_page(self))

    # Pointing

    @on(ArticlePane.Pointed)
    def _pointed(self, message: ArticlePane.Pointed) -> None:
        if message.pane is self.strip:
            self.action_counterpart()
            return
        shown = self.desk.shown(self.pane_count)
        number = self.panes.index(message.pane)
        if number < len(shown):
            self.focus_slot(shown[number])
        sheet = message.pane.sheet
        if sheet is not None and message.sentence is not None:
            self.go_to(sheet, message.sentence)

    @on(StatusBar.LabelPointed)
    def _label_pointed(self, message: StatusBar.LabelPointed) -> None:
        self.action_label(message.slug)


def bound_reader(keys: dict[str, str], scheme: LabelScheme) -> type[ReaderScreen]:
    """The reader with the keys of a configuration."""
    return type("Reader", (ReaderScreen,), {"BINDINGS": bindings(keys, scheme)})
