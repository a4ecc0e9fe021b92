"""What happens while somebody reads: answers from workers, from the store, from the corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from annotations.errors import StoreError
from annotations.workflow import open_articles
from annotations.workflow.open_article import Sheet
from tui import messages
from tui.reader.screen import StageScreen
from tui.widgets.pane import ArticlePane

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.message import Message

    from annotations.review.clarifications import Rule
    from annotations.store.events import Annotation, Event
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


class ReadingScreen(StageScreen):
    """A stage that follows what happens behind it; what keys do is in the screens above."""

    def on_mount(self) -> None:
        """Show the first story; open the project and read the rest behind it."""
        if self.stories:
            self.open_story(self.stories[0])
        self.call_after_refresh(self._start)

    def _start(self) -> None:
        """What is not needed for the first picture, and would slow it down."""
        self.study.begun = True
        self.writer.start()
        for sheet in self.desk.sheets.values():
            self.analyse(sheet)
        self.compare()
        if not self.corpus.complete:
            self.run_worker(self._read_on, thread=True, group="corpus")
        for problem in self.skipped[:3]:
            self.say(f"{problem.path}: {problem.reason}", "Skipped", "warning")
        if len(self.skipped) > 3:
            self.say(f"{len(self.skipped)} files were skipped; the library names them.", "Skipped")

    def _read_on(self) -> None:
        config = self.settings.config
        for progress in open_articles.read_on(self.corpus.files, self.corpus.skipped, config):
            if not self.is_attached:
                return
            self.post_message(messages.CorpusRead(progress))

    @on(messages.Compared)
    def _compared(self, message: messages.Compared) -> None:
        self.study.comparisons.take(message.comparing)
        self.lay_out()

    @on(ArticlePane.Scrolled)
    def _scrolled(self, message: ArticlePane.Scrolled) -> None:
        self.tie_panes(message.pane)

    @on(messages.SheetRead)
    def _sheet_read(self, message: messages.SheetRead) -> None:
        self._take(message.card, message.sheet)
        self.lay_out()

    @on(messages.CorpusRead)
    def _corpus_read(self, message: messages.CorpusRead) -> None:
        progress = message.progress
        done = progress.done == progress.total
        self.reading = "" if done else f"reading {progress.done:,} of {progress.total:,}"
        if progress.stories:
            self.stories = tuple(progress.stories)
            self._find_story_again()
        if done:
            self.skipped = tuple(progress.skipped)
            self.look_for_versions()
        self.show_state()

    def _find_story_again(self) -> None:
        """The open story may have got more articles: stay on the one in focus."""
        if not self.desk.cards:
            self.open_story(self.stories[0])
            return
        wanted = self.desk.card(self.desk.focus).article_id
        for story in self.stories:
            if any(card.article_id == wanted for card in story.cards):
                if story != self.desk.story:
                    self.desk.grow(story, self.pane_count)
                    self.lay_out()
                return

    @on(messages.Analysed)
    def _analysed(self, message: messages.Analysed) -> None:
        self.study.take(message)
        self._show_highlights()
        if message.found.analysis.note:
            self.say(message.found.analysis.note, "Language")

    @on(messages.Corrected)
    def _corrected(self, message: messages.Corrected) -> None:
        self.study.correct(message.corrections)
        self._show_highlights()
        self.compare()

    def _show_highlights(self) -> None:
        """Bring the panes in line with what was found, where that has changed."""
        for pane in self.every_pane:
            known = self.study.highlights.get(pane.sheet.article.id) if pane.sheet else None
            if known is not None and pane.highlights is not known:
                pane.highlights = known
                pane.repaint()
        self.show_state()

    @on(messages.StudyFailed)
    def _study_failed(self, message: messages.StudyFailed) -> None:
        self.say(message.reason, "Reading goes on without it", "warning")

    @on(messages.StoreOpened)
    def _store_opened(self, message: messages.StoreOpened) -> None:
        self.store, self.me, self.opened = message.store, message.me, True
        # What was read before is read again, now as it was cut when it was annotated, with tags.
        for card in self.desk.cards:
            if card.article_id not in self.desk.sheets:
                continue
            if card.chars > open_articles.SMALL_TEXT:
                self._read_behind(card)
            elif message.store.frozen(card.article_id) is not None:
                self._take(card, self._read(card))
        self.read_rejections()
        self.lay_out()
        self.look_for_versions()
        self.pass_on(message)

    def pass_on(self, message: Message) -> None:
        """Let others know, once the reader has taken something in."""

    def look_for_versions(self) -> None:
        """Find out which articles were replaced since they were annotated."""
        raise NotImplementedError

    @on(messages.Noticed)
    def _noticed(self, message: messages.Noticed) -> None:
        self.say(message.text, "Project", "warning")

    @on(messages.StoreFailed)
    def _store_failed(self, message: messages.StoreFailed) -> None:
        self.opened = True
        self.say(str(message.error), "The project cannot be opened: nothing is saved", "error")
        self.show_state()
        self.pass_on(message)

    @on(messages.Kept)
    def _kept(self, message: messages.Kept) -> None:
        current = self.recorder.kept(message.job, message.annotations)
        self.carrier.sources.happened(message.annotations, undone=message.job.kind == "undo")
        if message.job.kind != "annotate":
            self._heed(message.events)
        if message.corrected:
            self.say("Corrected in every article.", message.job.kind.capitalize())
        elif message.job.kind == "correct":
            self.say("That is what it is already.")
        elif message.job.kind in ("undo", "redo") and not self.is_covered:
            if message.events and not message.annotations:
                self.say(
                    _STATED.get(message.events[0].kind, "Something that is no label."),
                    message.job.kind.capitalize(),
                )
                self.show_state()
            else:
                self.show_undone(message.job.kind, current)
        if current or not self.is_covered:
            self.touch((annotation.article_id, annotation.index) for annotation in current)
        self.pass_on(message)

    @property
    def rules(self) -> Sequence[Rule]:
        """Clarifications of the guidelines."""
        return ()

    @property
    def is_covered(self) -> bool:
        """Whether another screen answers for undo and redo."""
        return False

    def _heed(self, events: Sequence[Event]) -> None:
        """Follow statements that somebody made or took back."""
        if any(event.kind == "rejection" for event in events):
            self.read_rejections()

    def read_rejections(self) -> None:
        """Find out what this annotator rejected."""
        raise NotImplementedError

    def remember(self, article_id: str) -> None:
        """Find out of which sentences of an article anything was ever said."""
        raise NotImplementedError

    def show_undone(self, kind: str, current: list[Annotation]) -> None:
        """Go to what an undo or redo changed."""
        raise NotImplementedError

    @on(messages.NotKept)
    def _not_kept(self, message: messages.NotKept) -> None:
        self.recorder.not_kept(message.job)
        job = message.job
        self.say(
            str(message.error),
            f"No {job.kind}" if job.kind in ("undo", "redo") else "Not saved",
            "error",
        )
        if job.kind == "recut" and job.article is not None and job.before is not None:
            self.put_sheet(Sheet(job.article, job.before))
            self.lay_out()
        elif job.kind == "annotate":
            self._follow_cuts(job)
        self.touch((change.article_id, change.index) for change in message.job.changes)
        self.pass_on(message)

    def _follow_cuts(self, job: Job) -> None:
        """If it was refused because another window cut the article otherwise, show it so."""
        if job.article is None or self.store is None:
            return
        try:
            of_job = ((job.article, job.sentences), *job.also)
            found = [open_articles.cut_elsewhere(self.store, *one) for one in of_job]
        except StoreError:
            return  # as was said already
        recut = [sheet for sheet in found if sheet is not None]
        if recut:
            self.recorder.drop_unsaved()
            for sheet in recut:
                self.put_sheet(sheet)
                self.load_tags(sheet)
            self.lay_out()
            self.say("It was cut otherwise elsewhere, and is shown so now.", "Label it again")

    @on(messages.ChangedElsewhere)
    def _changed_elsewhere(self, message: messages.ChangedElsewhere) -> None:
        self._heed(message.events)
        for id_ in message.articles & self.desk.sheets.keys():
            self.remember(id_)
            self.load_tags(self.desk.sheets[id_])
        self.show_state()
        self.pass_on(message)

    def may_leave(self) -> bool:
        """Whether nothing would be lost; the second time, whatever would."""
        unsaved = len(self.recorder.unsaved)
        if not unsaved or self._warned:
            return True
        self._warned = True
        self.say(
            f"{unsaved} changes are not saved. {self.keys['reader.retry']} tries again; "
            "quitting once more loses them.",
            "Not saved",
            "error",
        )
        return False
