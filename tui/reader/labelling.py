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

    from annotations.labels import LabelScheme
    from annotations.store.events import Annotation, Event
    from tui import messages
    from tui.reader.articles import Articles
    from tui.reader.navigation import Navigation
    from tui.reader.segmentation import Segmentation
    from tui.reader.skipping import Skipping
    from tui.reader.state import ReaderState
    from tui.reader.transfer import Transfer
    from tui.recorder import Recorder
    from tui.store_jobs import Job


class Labelling:
    """Records what the annotator says of sentences, and takes in what the store answers.

    Args:
        state: What keys act on.
        recorder: Takes labels to the store.
        transfer: Lets copies of labels follow.
        navigation: Moves on.
        articles: Has articles open.
        segmentation: Follows moved sentence boundaries.
        skipping: Offers to skip a line elsewhere too.
        scheme: The labels.
    """

    def __init__(
        self,
        state: ReaderState,
        recorder: Recorder,
        transfer: Transfer,
        navigation: Navigation,
        articles: Articles,
        segmentation: Segmentation,
        skipping: Skipping,
        scheme: LabelScheme,
    ) -> None:
        self._state = state
        self._recorder = recorder
        self._transfer = transfer
        self._navigation = navigation
        self._articles = articles
        self._segmentation = segmentation
        self._skipping = skipping
        self._scheme = scheme
        self._skips = scheme.skips
        self._again: Callable[[Tag], Tag] | None = None
        """What `.` does once more."""
        self._last: tuple[str, tuple[int, ...]] = ("", ())
        """The article and the sentences that were labelled last."""

    # Saying something

    def change_tags(
        self, change: Callable[[Tag], Tag], *, advance: bool, skips: bool = False
    ) -> Changes:
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
        if skips:
            changes = changes.plus(self._skipping.offer(sheet, where))
        if advance:
            self._last = sheet.article.id, tuple(where)
        if advance and state.advances:
            target = sheet.next_work(where[-1] if where else sheet.cursor, 1)
            return changes._replace(moves=self._navigation.go_to(sheet, target).moves)
        return changes

    def label(self, slug: str) -> Changes:
        """Give a label and move on."""
        return self.change_tags(self._giving(slug), advance=True, skips=slug in self._skips)

    def skip(self) -> Changes:
        """Say that it is no sentence of the report, and move on; offer it for the same line."""
        sheet, disposition = self._state.current, self._scheme.skip
        if disposition is None:
            return say("The label scheme has no disposition that can still be given.")
        return self.label(disposition.slug) if sheet is not None else NOTHING

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
        return self._ask_for_note("Note", lambda tag: tag, advance=False)

    def label_with_note(self, slug: str) -> Changes:
        """Give a label with a note, as one action, and move on."""
        title = self._scheme.find(slug).title
        return self._ask_for_note(f"Note on this {title}", self._giving(slug), advance=True)

    def _giving(self, slug: str) -> Callable[[Tag], Tag]:
        """The change that gives a label, which can be repeated from now on."""
        self._again = lambda tag: tag._replace(label=slug, source="own", origin=None)
        recent = self._state.recent
        if recent[:1] != (slug,):
            self._state.recent = (slug, *[one for one in recent if one != slug])
        return self._again

    def _ask_for_note(self, title: str, change: Callable[[Tag], Tag], *, advance: bool) -> Changes:
        from tui.dialogs.note import NotePrompt

        sheet = self._state.current
        if sheet is None or not len(sheet.sentences):
            return NOTHING
        if (refused := self._transfer.refused()) is not None:
            return refused
        article_id, index = sheet.article.id, sheet.cursor

        def take(note: str) -> Changes:
            here = self._state.sheets.get(article_id)
            if here is None or index >= len(here.sentences):
                return say("The article is no longer open: the note was not kept.", "", "error")
            here.anchor, self._state.count, here.cursor = None, "", index
            return self.change_tags(lambda tag: change(tag)._replace(note=note), advance=advance)

        return ask(NotePrompt(title, sheet.tag(index).note), take)

    def unsure_last(self) -> Changes:
        """Mark as unsure, or as sure again, what was labelled last; the cursor stays."""
        article_id, indices = self._last
        sheet = self._state.sheets.get(article_id)
        known = [i for i in indices if sheet is not None and i < len(sheet.sentences)]
        if sheet is None or not known:
            return say("Nothing was labelled yet.")
        if (refused := self._transfer.refused()) is not None:
            return refused
        unsure = not sheet.tag(known[0]).unsure
        edits = [Edit(sheet, i, sheet.tag(i)._replace(unsure=unsure)) for i in known]
        place = f"Sentence {known[0] + 1}" if len(known) == 1 else f"{len(known)} sentences"
        if sheet is not self._state.current:
            place += f" of “{sheet.article.title or sheet.article.path}”"
        said = say(f"{place}: {'unsure' if unsure else 'sure again'}.")
        return self._transfer.record(edits).plus(said)

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
            if not elsewhere and any(event.kind == BOUNDARY for event in message.events):
                return changes
        if job.kind == "undo" and message.taken and not elsewhere:
            return changes.plus(self._told(message), self._gone_to(current) or NOTHING)
        if message.corrected:
            return changes.plus(say("Corrected in every article.", job.kind.capitalize()))
        if job.kind == "correct":
            return changes.plus(say("That is what it is already."))
        if job.kind in ("undo", "redo") and not elsewhere:
            if message.events and not message.annotations:
                return changes.plus(say(f"Done again: {self._words(message.events)}."))
            return changes.plus(self._taken_back(job.kind, current))
        return changes

    def _taken_back(self, kind: str, current: Sequence[Annotation]) -> Changes:
        """Go to the first sentence that an undo or redo changed."""
        if not current:
            return say(f"Nothing to {kind}.")
        return self._gone_to(current) or say(
            f"{kind.capitalize()}: {len(current)} sentences of an article not open here."
        )

    def _gone_to(self, current: Sequence[Annotation]) -> Changes | None:
        """Go to the first sentence that changed; None where it cannot be shown."""
        if not current:
            return None
        sheet = self._state.current
        here = [one for one in current if sheet and one.article_id == sheet.article.id]
        first = min(here or current, key=lambda annotation: annotation.index)
        return self._navigation.visit(first.article_id, first.index)

    def _words(self, events: Sequence[Event]) -> str:
        from tui.reader.undone import words

        return words(events, self._state, self._scheme)

    def _told(self, message: messages.Kept) -> Changes:
        """Say what was taken back, and if it is older than what was done here."""
        from tui.reader.undone import earlier, undone

        when = f" ({earlier(message.taken)})" if message.is_earlier else ""
        return say(f"Undone: {undone(message.taken, self._state, self._scheme)}{when}.")

    def ask_undo(self, message: messages.UndoAsked) -> Changes:
        """Another window did it: ask before it is taken back."""
        from tui.dialogs.confirm import Question

        self._recorder.asked(message.job)
        ids = frozenset(event.id for event in message.events)

        def take(yes: bool) -> Changes:
            if yes:
                self._recorder.undo(ids)
            return NOTHING

        text = f"Another window did this last: {self._words(message.events)}."
        return ask(Question(text, "take it back"), take)

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
