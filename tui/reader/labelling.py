"""Keys that label: each an action that is recorded, and can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.errors import StoreError
from annotations.store.boundary_rules import BOUNDARY
from annotations.workflow import open_articles
from annotations.workflow.label_transfer import Edit
from annotations.workflow.open_article import Sheet, Tag
from tui.reader.changes import NOTHING, Changes, ask, say
from tui.reader.transfer import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from annotations.store.events import Annotation, Event
    from tui import messages
    from tui.reader.articles import Articles
    from tui.reader.navigation import Navigation
    from tui.reader.segmentation import Segmentation
    from tui.reader.state import ReaderState
    from tui.reader.transfer import Transfer
    from tui.recorder import Recorder
    from tui.store_jobs import Job

_STATED = {
    "rejection": "The rejection of a proposal.",
    "gold": "A decision of the review.",
    "deferred": "Leaving a sentence of the review for later.",
    "comment": "A comment.",
    "rule": "A rule.",
    "objection": "An objection.",
}
"""What an undo took back, or a redo repeated, that is no label."""


class Labelling:
    """Records what the annotator says of sentences, and takes in what the store answers.

    Args:
        state: What keys act on.
        recorder: Takes labels to the store.
        transfer: Lets copies of labels follow.
        navigation: Moves on.
        articles: Has articles open.
        segmentation: Follows moved sentence boundaries.
    """

    def __init__(
        self,
        state: ReaderState,
        recorder: Recorder,
        transfer: Transfer,
        navigation: Navigation,
        articles: Articles,
        segmentation: Segmentation,
    ) -> None:
        self._state = state
        self._recorder = recorder
        self._transfer = transfer
        self._navigation = navigation
        self._articles = articles
        self._segmentation = segmentation
        self._again: Callable[[Tag], Tag] | None = None
        """What `.` does once more."""

    # Saying something

    def change_tags(self, change: Callable[[Tag], Tag], *, advance: bool) -> Changes:
        """Record a change of the range, of as many sentences as were counted, or of one."""
        state, sheet = self._state, self._state.current
        if sheet is None or not len(sheet.sentences):
            return NOTHING
        if (refused := self._transfer.refused()) is not None:
            return refused
        chosen = state.choose(sheet)
        if chosen.unfolded:
            return wait_for(chosen.unfolded)
        where = chosen.indices
        changes = self._transfer.record(list(_edits(sheet, where, change)))
        if chosen.is_range:
            changes = changes._replace(redrawn=(sheet,))
        if advance and state.advances:
            target = sheet.next_work(where[-1] if where else sheet.cursor, 1)
            return changes._replace(moves=self._navigation.go_to(sheet, target).moves)
        return changes

    def label(self, slug: str) -> Changes:
        """Give a label and move on."""
        self._again = lambda tag: tag._replace(label=slug, source="own", origin=None)
        return self.change_tags(self._again, advance=True)

    def clear(self) -> Changes:
        """Say nothing of the sentence any more."""
        return self.change_tags(lambda tag: Tag(), advance=False)

    def unsure(self) -> Changes:
        """Mark as unsure, or as sure again."""
        sheet = self._state.current
        if sheet is None:
            return NOTHING
        unsure = not sheet.tag(sheet.cursor).unsure
        return self.change_tags(lambda tag: tag._replace(unsure=unsure), advance=False)

    def repeat(self) -> Changes:
        """Give the last label again."""
        if self._again is None:
            return say("No label was given yet.")
        return self.change_tags(self._again, advance=True)

    def note(self) -> Changes:
        """Write a note on the sentence."""
        from tui.dialogs.prompt import Prompt

        sheet = self._state.current
        if sheet is None or not len(sheet.sentences):
            return NOTHING

        def take(note: str) -> Changes:
            words = " ".join(note.split())
            sheet.anchor, self._state.count = None, ""
            return self.change_tags(lambda tag: tag._replace(note=words), advance=False)

        return ask(Prompt("Note", sheet.tag(sheet.cursor).note), take)

    def select(self) -> Changes:
        """Start a range at the cursor, or drop it."""
        sheet = self._state.current
        if sheet is None:
            return NOTHING
        sheet.anchor = sheet.cursor if sheet.anchor is None else None
        return Changes(redrawn=(sheet,))

    def cancel(self) -> Changes:
        """Drop range, count, search and lit name."""
        state = self._state
        state.count = state.lit = state.hits = ""
        ranges = [sheet for sheet in state.sheets.values() if sheet.anchor is not None]
        for sheet in ranges:
            sheet.anchor = None
        return Changes(marks=True, redrawn=tuple(ranges))

    # Taking back, trying again

    def undo(self) -> Changes:
        """Take the last action back; what was not saved first."""
        job = self._recorder.drop_unsaved()
        if job is None:
            for _ in range(self._state.take_count()):
                self._recorder.undo()
            return NOTHING
        return self.load_tags(change.article_id for change in job.changes)

    def redo(self) -> Changes:
        """Repeat what was undone last."""
        for _ in range(self._state.take_count()):
            self._recorder.redo()
        return NOTHING

    def retry(self) -> Changes:
        """Save again what was not saved."""
        jobs = self._recorder.retry()
        if not jobs:
            return say("Everything is saved.")
        return self._transfer.changed((c.article_id, c.index) for job in jobs for c in job.changes)

    def load_tags(self, article_ids: Iterable[str]) -> Changes:
        """Show what the store says of articles, under what is on its way there."""
        for article_id in set(article_ids):
            if (sheet := self._state.sheets.get(article_id)) is not None:
                self._articles.load_tags(sheet)
        return self._transfer.propose()

    # What the store answers

    def kept(self, message: messages.Kept, *, elsewhere: bool) -> Changes:
        """A job is on disk; `elsewhere`: another screen goes to what was undone."""
        job = message.job
        current = self._recorder.kept(job, message.annotations)
        self._transfer.happened(message.annotations, undone=job.kind == "undo")
        changes = self._transfer.changed((one.article_id, one.index) for one in current)
        if job.kind in ("undo", "redo"):
            changes = changes.plus(self.heed(message.events, "" if elsewhere else job.kind))
        if message.corrected:
            return changes.plus(say("Corrected in every article.", job.kind.capitalize()))
        if job.kind == "correct":
            return changes.plus(say("That is what it is already."))
        if job.kind in ("undo", "redo") and not elsewhere:
            if any(event.kind == BOUNDARY for event in message.events):
                return changes
            if message.events and not message.annotations:
                what = _STATED.get(message.events[0].kind, "Something that is no label.")
                return changes.plus(say(what, job.kind.capitalize()))
            return changes.plus(self._taken_back(job.kind, current))
        return changes

    def _taken_back(self, kind: str, current: Sequence[Annotation]) -> Changes:
        """Go to the first sentence that an undo or redo changed."""
        if not current:
            return say(f"Nothing to {kind}.")
        sheet = self._state.current
        here = [one for one in current if sheet and one.article_id == sheet.article.id]
        first = min(here or current, key=lambda annotation: annotation.index)
        return self._navigation.visit(first.article_id, first.index) or say(
            f"{kind.capitalize()}: {len(current)} sentences of an article not open here."
        )

    def heed(self, events: Sequence[Event], how: str = "") -> Changes:
        """Follow statements that somebody else made, or that were taken back.

        One's own is known before it is on disk: a key reads nothing that grows with the project.
        As for `how`, see `Segmentation.follow`.
        """
        followed = self._segmentation.follow(events, how)
        if any(event.kind == "rejection" for event in events):
            return followed.plus(self._transfer.read_rejections())
        return followed

    def not_kept(self, message: messages.NotKept) -> Changes:
        """A job is not on disk: its tags stay, marked."""
        job = message.job
        self._recorder.not_kept(job)
        title = f"No {job.kind}" if job.kind in ("undo", "redo") else "Not saved"
        changes = say(str(message.error), title, "error")
        if (
            job.kind in ("recut", "resegment")
            and job.article is not None
            and job.before is not None
        ):
            before = Sheet(job.article, job.before)
            self._articles.put(before)
            self._articles.load_tags(before)
            changes = changes._replace(panes=True)
        elif job.kind == "annotate":
            changes = changes.plus(self._follow_cuts(job))
        spots = [(change.article_id, change.index) for change in job.changes]
        return changes.plus(self._transfer.changed(spots))

    def _follow_cuts(self, job: Job) -> Changes:
        """If it was refused because another window cut the article otherwise, show it so."""
        store = self._state.store
        if job.article is None or store is None:
            return NOTHING
        try:
            of_job = ((job.article, job.sentences), *job.also)
            found = [open_articles.cut_elsewhere(store, *one) for one in of_job]
        except StoreError:
            return NOTHING  # as was said already
        recut = [sheet for sheet in found if sheet is not None]
        if not recut:
            return NOTHING
        self._recorder.drop_unsaved()
        for sheet in recut:
            self._articles.put(sheet)
        self.load_tags(sheet.article.id for sheet in recut)
        return Changes(panes=True).plus(
            say("It was cut otherwise elsewhere, and is shown so now.", "Label it again")
        )

    def changed_elsewhere(self, message: messages.ChangedElsewhere) -> Changes:
        """Another process recorded something in this project."""
        changes = self.heed(message.events)
        here = message.articles & self._state.sheets.keys()
        for article_id in here:
            self._transfer.remember(article_id)
        return changes.plus(self.load_tags(here)) if here else changes


def _edits(sheet: Sheet, where: Iterable[int], change: Callable[[Tag], Tag]) -> Iterator[Edit]:
    """What sentences say once changed; of very many that say the same it is made once."""
    before: Tag | None = None
    for index in where:
        if (tag := sheet.tag(index)) is not before:
            before, after = tag, change(tag)
        yield Edit(sheet, index, after)
