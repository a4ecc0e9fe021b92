"""Keys that label: each an action that is recorded, and can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.workflow.label_transfer import Edit
from annotations.workflow.open_article import Tag
from tui.reader.new_versions import SucceedingScreen
from tui.widgets.highlights import Highlights

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotations.store.events import Annotation


class LabellingScreen(SucceedingScreen):
    """A succeeding screen that records what the annotator says."""

    tag_again: Callable[[Tag], Tag] | None = None
    """What `.` does once more."""

    def change_tags(self, change: Callable[[Tag], Tag], *, advance: bool) -> None:
        """Record a change of the range, of as many sentences as were counted, or of one."""
        sheet = self.desk.current
        if sheet is None or not len(sheet.sentences):
            return
        if self.refuses():
            return
        where = self.chosen(sheet)
        if where is None:
            return
        changed = self.record(Edit(sheet, index, change(sheet.tag(index))) for index in where)
        if advance and self.advances:
            self.go_to(sheet, sheet.next_work(where[-1] if where else sheet.cursor, 1))
        self.touch((edit.sheet.article.id, edit.at) for edit in changed)

    def action_label(self, slug: str) -> None:
        """Give a label and move on."""
        self.tag_again = lambda tag: tag._replace(label=slug, source="own", origin=None)
        self.change_tags(self.tag_again, advance=True)

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
        from tui.dialogs.prompt import Prompt

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
        else:
            for article_id in {change.article_id for change in job.changes}:
                if (sheet := self.desk.sheets.get(article_id)) is not None:
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
        sheet = self.desk.current
        here = [one for one in current if sheet and one.article_id == sheet.article.id]
        first = min(here or current, key=lambda annotation: annotation.index)
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
