"""What workers do behind the screen: reading articles and the corpus, analysing, comparing.

Workers only compute; their answers come back to the screen as messages.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from annotations.errors import ArticleError, SluglineError, StoreError
from annotations.workflow import open_articles
from annotations.workflow.open_article import Sheet
from tui import messages
from tui.reader.changes import NOTHING, Changes, Said, say
from tui.reader.comparisons import Comparisons, compare_sheets
from tui.widgets.highlights import Highlights

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.message import Message
    from textual.screen import Screen
    from textual.timer import Timer

    from annotations.articles.corpus import Card
    from annotations.config import Config
    from annotations.language.corrections import Corrections
    from annotations.language.model import Analysis
    from tui.reader.state import ReaderState

_REST = 0.15
"""Seconds without a move after which the visible part of a long article is analysed."""


class Behind:
    """Starts workers of a screen.

    Args:
        screen: Whose workers they are; it gets their answers.
    """

    def __init__(self, screen: Screen[Any]) -> None:
        self._screen = screen

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

    def read_on(self, corpus: open_articles.Corpus, config: Config) -> None:
        """Read the rest of a large corpus."""

        def work() -> None:
            for progress in open_articles.read_on(corpus.files, corpus.skipped, config):
                if not self._screen.is_attached:
                    return
                self._screen.post_message(messages.CorpusRead(progress))

        self._screen.run_worker(work, thread=True, group="corpus")


class Articles:
    """Opens articles: short ones at once, long ones behind the screen.

    Args:
        state: Where opened articles are kept.
        config: How files are read and cut.
        behind: Starts workers.
        study: Looks for names and figures in what was opened.
        in_view: The sentences of a sheet that are on the screen.
    """

    def __init__(
        self,
        state: ReaderState,
        config: Config,
        behind: Behind,
        study: Study,
        in_view: Callable[[Sheet], range],
    ) -> None:
        self._state = state
        self._config = config
        self._behind = behind
        self._study = study
        self._in_view = in_view
        self._being_read: set[str] = set()

    def open_shown(self) -> Changes:
        """Open what the panes shall show; what cannot be read is said."""
        said: list[Said] = []
        for slot in self._state.in_view:
            card = self._state.card(slot)
            if card.article_id not in self._state.sheets:
                said += self._open(card)
        return Changes(said=tuple(said))

    def all_of_story(self) -> tuple[list[Sheet], Changes]:
        """Every article of the story that is, or can at once be, opened; and what was said."""
        said: list[Said] = []
        for card in self._state.cards:
            if card.article_id not in self._state.sheets:
                said += self._open(card)
        sheets = (self._state.sheets.get(card.article_id) for card in self._state.cards)
        return [sheet for sheet in sheets if sheet], Changes(said=tuple(said))

    def _open(self, card: Card) -> tuple[Said, ...]:
        if card.chars > open_articles.SMALL_TEXT:
            self._read_behind(card)
            return ()
        return self.take(card, self._read(card)).said

    def _read_behind(self, card: Card) -> None:
        """Read a long article without keeping anybody waiting."""
        if card.article_id not in self._being_read:
            self._being_read.add(card.article_id)
            self._behind.run(
                f"read {card.article_id}",
                lambda: messages.SheetRead(card, self._read(card)),
                lambda error: messages.StudyFailed(str(error)),
                exclusive=False,
            )

    def _read(self, card: Card) -> Sheet | str:
        """The sheet with what the store says of it, or the reason why there is none."""
        try:
            return open_articles.read_sheet(card, self._config, self._state.store, self._state.me)
        except (ArticleError, StoreError) as error:
            return f"{card.path}: {error}"

    def take(self, card: Card, read: Sheet | str) -> Changes:
        """Keep a sheet that was read; say why one was not."""
        self._being_read.discard(card.article_id)
        if isinstance(read, str):
            return say(read, "Cannot be read", "error")
        self.put(read)
        return Changes(panes=True)

    def read_again(self) -> None:
        """The project is open: articles are cut as they were when they were annotated, with tags.

        Those of the open story that were opened before; what cannot be read stays as it is.
        """
        state = self._state
        for card in state.cards:
            if card.article_id not in state.sheets or state.store is None:
                continue
            if card.chars > open_articles.SMALL_TEXT:
                self._read_behind(card)
            elif state.store.frozen(card.article_id) is not None:
                self.take(card, self._read(card))

    def put(self, sheet: Sheet) -> None:
        """Have a sheet open, in the place of one of the same article."""
        before = self._state.sheets.get(sheet.article.id)
        if before is not None:
            sheet.succeed(before)
            self._study.comparisons.forget(sheet)
        self._state.sheets[sheet.article.id] = sheet
        self.analyse(sheet)

    def analyse(self, sheet: Sheet) -> None:
        """Find names and figures behind the screen."""
        self._study.analyse(sheet, self._in_view(sheet))

    def load_tags(self, sheet: Sheet) -> None:
        """Let a sheet say what the store says of it, under what is on its way there."""
        state = self._state
        if state.store is not None:
            sheet.load(open_articles.tags_of(state.store, state.me, sheet.article.id))

    def take_progress(self, progress: open_articles.Progress) -> Changes:
        """More of the corpus was read: the open story may have got more articles."""
        state = self._state
        done = progress.done == progress.total
        state.reading = "" if done else f"reading {progress.done:,} of {progress.total:,}"
        if done:
            state.skipped = tuple(progress.skipped)
        if not progress.stories:
            return NOTHING
        state.stories = tuple(progress.stories)
        if not state.cards:
            state.open(state.stories[0])
            return Changes(panes=True)
        wanted = state.card(state.focus).article_id
        for story in state.stories:
            if any(card.article_id == wanted for card in story.cards):
                if story == state.story:
                    return NOTHING
                state.grow(story)
                return Changes(panes=True)
        return NOTHING


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
        """Find names and figures; of a long article, around what is in view."""
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
