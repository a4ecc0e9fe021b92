"""What workers do behind the screen: reading on, analysing, comparing.

Workers only compute; their answers come back to the screen as messages.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.worker import get_current_worker

from annotations.errors import SluglineError
from annotations.workflow import open_articles
from tui import messages
from tui.notifications import LONG
from tui.reader.comparisons import Comparisons, compare_sheets
from tui.widgets.highlights import Highlights

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.message import Message
    from textual.screen import Screen
    from textual.timer import Timer

    from annotations.articles.corpus import Found
    from annotations.articles.stories import Story
    from annotations.config import Config
    from annotations.index.build import Builder
    from annotations.language.corrections import Corrections
    from annotations.language.model import Analysis
    from annotations.workflow.deleted_files import Whole
    from annotations.workflow.open_article import Sheet
    from tui.reader.indexing import Indexing

Completing = Callable[["Sequence[Story]"], "Whole | None"]
"""Adds to stories the articles that have no file."""

_REST = 0.15
"""Seconds without a move after which the visible part of a long article is analysed."""


@contextmanager
def timed(screen: Screen[Any], what: str) -> Iterator[None]:
    """Work in a thread whose end is told if it took long; `what` is then so, in words.

    Without words nothing is told.
    """
    began = time.monotonic()
    yield
    seconds = time.monotonic() - began
    if what and seconds > LONG and screen.is_attached:
        screen.post_message(messages.LongWorkEnded(what, seconds))


class Behind:
    """Starts workers of a screen.

    Args:
        screen: Whose workers they are; it gets their answers.
        indexing: Keeps the index up with what is read.
    """

    def __init__(self, screen: Screen[Any], indexing: Indexing) -> None:
        self._screen = screen
        self._indexing = indexing

    def run(
        self,
        group: str,
        work: Callable[[], Message],
        failed: Callable[[SluglineError], Message],
        *,
        exclusive: bool = True,
    ) -> None:
        """Have something worked out, in place of what the group does so far if it is exclusive."""

        def answer() -> None:
            try:
                message = work()
            except SluglineError as error:
                message = failed(error)
            self._screen.post_message(message)

        self._screen.run_worker(answer, thread=True, group=group, exclusive=exclusive)

    def quietly(self, group: str, work: Callable[[], object]) -> None:
        """Have something done that the screen need not hear of."""
        self._screen.run_worker(work, thread=True, group=group)

    def stream(self, group: str, answers: Iterator[Message]) -> None:
        """Have several answers worked out, in place of what the group does so far."""

        def work() -> None:
            worker = get_current_worker()
            for message in answers:
                if worker.is_cancelled or not self._screen.is_attached:
                    return
                self._screen.post_message(message)

        self._screen.run_worker(work, thread=True, group=group, exclusive=True)

    def stop(self, group: str) -> None:
        """Have no further answers worked out."""
        self._screen.workers.cancel_group(self._screen, group)

    def read_again(self, found: Found, config: Config, complete: Completing) -> None:
        """Read a corpus whose files are other than before."""
        corpus = open_articles.Corpus(found.files, (), found.problems, False)
        self.read_on(corpus, config, complete)

    def read_on(self, corpus: open_articles.Corpus, config: Config, complete: Completing) -> None:
        """Read the rest of a large corpus; `complete` adds what has no file, at the end."""

        def work() -> None:
            whole = _whole(corpus)
            self._indexing.files_are(whole.files)
            with self._indexing.kept_up() as index:
                read_with(whole, index)
            for notice in self._indexing.told():
                self._screen.post_message(messages.Noticed(notice))

        def read_with(corpus: open_articles.Corpus, index: Builder | None) -> None:
            for progress in open_articles.read_on(corpus.files, corpus.skipped, config, index):
                if not self._screen.is_attached:
                    return
                if progress.is_over and index is not None:
                    self._indexing.finished(index, corpus.files)
                whole = complete(progress.stories) if progress.is_over else None
                if progress.is_over:
                    not_read = open_articles.kinds_not_read(corpus.ignored)
                    progress = progress._replace(not_read=not_read)
                if whole is not None:
                    progress = progress._replace(stories=whole.stories)
                deleted = whole.deleted if whole is not None else None
                self._screen.post_message(messages.CorpusRead(progress, deleted))

        def told() -> None:
            with timed(self._screen, "the corpus is read"):
                work()

        self._screen.run_worker(told, thread=True, group="corpus")


def _whole(corpus: open_articles.Corpus) -> open_articles.Corpus:
    """A corpus with all its files: of a large one not all were looked for before it was shown."""
    if not corpus.more_at:
        return corpus
    from annotations.articles.corpus import find

    found = find(corpus.more_at)
    return open_articles.Corpus(
        found.files, corpus.stories, found.problems, complete=False, ignored=found.ignored
    )


class Study:
    """Analyses and compares opened articles behind a screen, and keeps what is found.

    Args:
        screen: Whose workers they are.
        engine: What analyses, as `language.engine` names it.
    """

    def __init__(self, screen: Screen[Any], engine: str) -> None:
        self._screen = screen
        self._engine = engine
        self._resting: Timer | None = None
        self._analysed: dict[str, messages.Analysed] = {}
        self.begun = False
        """Whether the first picture stands, so that workers may begin."""
        self.highlights: dict[str, Highlights] = {}
        """What to colour, by article."""
        self.analyses: dict[str, Analysis] = {}
        """What was found, by article, as corrected."""
        self.corrections: Corrections | None = None
        """What the project knows better."""
        self.comparisons = Comparisons()

    def analyse(self, sheet: Sheet, in_view: range) -> None:
        """Find names and quantities; of a long article, around what is in view."""
        if self.begun:
            self._screen.run_worker(
                partial(self._analyse, sheet, in_view),
                thread=True,
                group=f"analysis {sheet.article.id}",
                exclusive=True,
            )

    def _analyse(self, sheet: Sheet, in_view: range) -> None:
        try:
            found = open_articles.analyse_sheet(sheet, in_view, self._engine)
            self._screen.post_message(messages.Analysed(found, Highlights.of(found.analysis)))
        except Exception as error:  # reading and tagging go on without colours
            self._failed(f"Analysing “{sheet.article.title}”", error)

    def analyse_when_resting(self, sheet: Sheet, in_view: range) -> None:
        """Analyse what has come into view of a long article, once the cursor rests.

        While a key is held nothing competes with the screen.
        """
        if len(sheet.sentences) <= open_articles.SMALL_ANALYSIS or not in_view:
            return
        analysed = self._analysed.get(sheet.article.id)
        known = analysed.found.sentences if analysed else range(0)
        if known.start <= in_view.start and in_view.stop <= known.stop:
            return
        if self._resting is not None:
            self._resting.stop()
        self._resting = self._screen.set_timer(_REST, partial(self.analyse, sheet, in_view))

    def take(self, found: messages.Analysed) -> None:
        """Keep what a worker found in an article, as corrected."""
        self._analysed[found.found.article.id] = found
        self._lay_over(found)

    def _lay_over(self, message: messages.Analysed) -> bool:
        """Lay the corrections over what was found; whether it changed what was known."""
        found = message.found
        id_, text = found.article.id, found.article.running_text
        analysis = found.analysis
        if self.corrections is not None:
            from annotations.language.corrections import apply

            analysis = apply(analysis, text, self.corrections, found.within)
        untouched = analysis is found.analysis
        self.highlights[id_] = message.highlights if untouched else Highlights.of(analysis)
        before, self.analyses[id_] = self.analyses.get(id_), analysis
        return before != analysis

    def correct(self, corrections: Corrections) -> None:
        """Show everything found so far in the light of other corrections; analyse nothing."""
        self.corrections = corrections
        for id_, found in self._analysed.items():
            if self._lay_over(found):
                self.comparisons.outdate(id_)

    def compare(self, sheets: Sequence[Sheet]) -> None:
        """Compare each two that were not compared yet; the earlier article first."""
        if self.begun:
            for a, b in self.comparisons.missing(sheets):
                group = f"comparison {a.article.id} {b.article.id}"
                self._screen.run_worker(partial(self._compare, a, b), thread=True, group=group)

    def _compare(self, a: Sheet, b: Sheet) -> None:
        try:
            while True:
                corrections = self.corrections
                found = compare_sheets(a, b, corrections)
                if corrections is self.corrections:
                    break
            self._screen.post_message(messages.Compared(found))
        except Exception as error:  # as above
            self._failed(f"Comparing “{a.article.title}” and “{b.article.title}”", error)

    def _failed(self, what: str, error: Exception) -> None:
        self._screen.log.error(f"{what} failed: {error!r}")
        self._screen.post_message(messages.StudyFailed(f"{what} failed: {error!r}"))
