"""From what the annotator does to jobs for the store, and from its answers to tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.workflow.label_transfer import Edit
from annotations.workflow.open_article import NO_TAG
from annotations.workflow.open_articles import tag_of
from tui.store_jobs import Job

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from annotations.articles.article import Sentences
    from annotations.language.corrections import Correction
    from annotations.store.events import Annotation, Change, Statement
    from annotations.workflow.open_article import Saving, Sheet, Tag


class Recorder:
    """Keeps what is on its way to the disk apart from what is there.

    Args:
        sheets: The opened articles by id; shared with the desk.
        submit: Hands a job to the writer.
    """

    def __init__(self, sheets: Mapping[str, Sheet], submit: Callable[[Job], None]) -> None:
        self._sheets = sheets
        self._submit = submit
        self._pending: dict[tuple[str, int], int] = {}
        self._under_way: dict[int, Job] = {}
        self.unsaved: list[Job] = []
        """Jobs that failed, oldest first; their tags stay on the screen, marked."""

    @property
    def saving(self) -> int:
        """How many jobs are under way."""
        return len(self._under_way)

    @property
    def under_way(self) -> tuple[Job, ...]:
        """Jobs that the annotator has not seen saved yet, oldest first."""
        return tuple(self._under_way.values())

    def is_open(self, job: Job) -> bool:
        """Whether the annotator has neither seen a job saved nor given it up."""
        return job.number in self._under_way or job in self.unsaved

    def record(self, edits: Iterable[Edit]) -> list[Edit]:
        """Change what is said of sentences as one action; the edits that changed something."""
        changed: list[Edit] = []
        changes: list[Change] = []
        known: tuple[Tag, Tag] | None = None
        for sheet, index, tag in edits:
            before = sheet.tag(index)
            # In a range they are the same two again and again: compared and made once.
            if known is None or known[0] is not before or known[1] is not tag:
                known, after = (before, tag), tag._replace(saving="saving")
                is_new = after != before._replace(saving="saving")
            if not is_new:
                continue
            sheet.put(index, after)
            changes.append(_change(sheet, index, after))
            changed.append(Edit(sheet, index, after))
        if changes:
            first, *others = dict.fromkeys(edit.sheet for edit in changed)
            also = tuple((sheet.article, sheet.sentences) for sheet in others)
            self._send(Job("annotate", first.article, first.sentences, tuple(changes), also=also))
        return changed

    def correct(self, corrections: Sequence[Correction]) -> None:
        """Say what words are, as one action."""
        self._send(Job("correct", corrections=tuple(corrections)))

    def state(self, statements: Iterable[Statement], *, for_good: bool = False) -> Job:
        """Record anything that is no label, as one action; `for_good`: undo passes over it."""
        job = Job("state", statements=tuple(statements), for_good=for_good)
        self._send(job)
        return job

    def recut(self, sheet: Sheet, sentences: Sentences) -> None:
        """Keep other cuts of an article."""
        self._send(Job("recut", sheet.article, sentences, before=sheet.sentences))

    def resegment(
        self, before: Sheet, after: Sheet, moved: Mapping[int, bool], tags: Mapping[int, Tag]
    ) -> None:
        """Move boundaries of an article, and say something of sentences that come of it."""
        changes = tuple(_change(after, index, tag) for index, tag in tags.items())
        article = after.article
        job = Job(
            "resegment",
            article,
            after.sentences,
            changes,
            boundaries=dict(moved),
            before=before.sentences,
        )
        for index, tag in tags.items():
            after.put(index, tag._replace(saving="saving"))
        self._send(job)

    def undo(self, expects: frozenset[str] = frozenset()) -> None:
        """Take the last action back, once everything before it is on disk.

        Args:
            expects: Ids of its events, where it is another window's and was asked for.
        """
        self._send(Job("undo", expects=expects))

    def asked(self, job: Job) -> None:
        """A job was not done: somebody is asked first."""
        self._under_way.pop(job.number, None)

    def redo(self) -> None:
        """Repeat what was undone last."""
        self._send(Job("redo"))

    def retry(self) -> list[Job]:
        """Send again what was not saved."""
        jobs, self.unsaved = self.unsaved, []
        for job in jobs:
            self._show(job, "saving")
            self._send(job)
        return jobs

    def drop_unsaved(self) -> Job | None:
        """Give up the last action that was not saved; the caller shows what the store holds."""
        job = self.unsaved.pop() if self.unsaved else None
        if job is not None:
            for change in job.changes:
                self._pending.pop((change.article_id, change.index), None)
                if sheet := self._sheets.get(change.article_id):
                    sheet.put(change.index, NO_TAG)
        return job

    def _send(self, job: Job) -> None:
        for change in job.changes:
            self._pending[change.article_id, change.index] = job.number
        self._under_way[job.number] = job
        self._submit(job)

    def kept(self, job: Job, annotations: Sequence[Annotation]) -> list[Annotation]:
        """A job is on disk: show what the store says; what is thereby current."""
        self._under_way.pop(job.number, None)
        current = []
        for annotation in annotations:
            key = annotation.article_id, annotation.index
            if self._pending.get(key, job.number) != job.number:
                continue  # the annotator has gone on since
            self._pending.pop(key, None)
            current.append(annotation)
            if sheet := self._sheets.get(annotation.article_id):
                sheet.put(annotation.index, tag_of(annotation))
        for change in job.changes:
            # The project has the sentence under another number.
            if self._pending.get((change.article_id, change.index)) == job.number:
                del self._pending[change.article_id, change.index]
        return current

    def not_kept(self, job: Job) -> None:
        """A job is not on disk: its tags stay, marked, until they are saved or given up."""
        self._under_way.pop(job.number, None)
        if job.kind in ("annotate", "state"):
            self.unsaved.append(job)
            self._show(job, "failed")

    def _show(self, job: Job, saving: Saving) -> None:
        for change in job.changes:
            sheet = self._sheets.get(change.article_id)
            if sheet and self._pending.get((change.article_id, change.index)) == job.number:
                tag = sheet.tag(change.index)
                sheet.put(change.index, tag._replace(saving=saving))


def _change(sheet: Sheet, index: int, tag: Tag) -> Change:
    """What the store is told of a sentence."""
    from annotations.store.events import Change, Mark  # not needed before the first label

    sentence = sheet.article.sentence_id(sheet.sentences.span(index))
    mark = Mark(tag.label, tag.unsure, tag.note)
    return Change(sheet.article.id, sentence, index, mark, tag.source, tag.origin)
