"""The review's stage: a sentence in its article, its counterpart beside it, the votes below."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal
from textual.screen import Screen

from annotations.review.model import Filter
from annotations.workflow.open_article import Sheet, Tag
from tui import messages
from tui.reader.comparisons import counterpart, tie
from tui.reader.study import Study
from tui.sanitize import safe
from tui.widgets.bars import StatusBar
from tui.widgets.highlights import Highlights
from tui.widgets.pane import ArticlePane
from tui.widgets.votes_panel import ReviewTitle, VotesPanel

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual import events
    from textual.app import ComposeResult

    from annotations.agreement import Report
    from annotations.review.clarifications import Rule
    from annotations.review.model import Case
    from annotations.review.precedents import Precedents
    from annotations.review.queue import Queue
    from annotations.review.review import Review
    from tui.reader.colleagues import TogetherScreen
    from tui.review.open_articles import Exhibits
    from tui.theme import Palette
    from tui.widgets.bars import Bar

TWO_PANES = 88
"""Columns from which the counterpart stands beside the sentence, not below it."""

_AHEAD = 4
"""Cases whose articles are opened before they are asked for."""


class ReviewStage(Screen[tuple[str, int] | None]):
    """Shows a case; dismissed with the article and sentence to read, or with nothing.

    Args:
        reader: What it was opened from: its store, writer, settings and colours.
        only: What is looked at first.
        begins_at: The sentence to begin with, if it is open still.
    """

    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    ReviewStage { layout: vertical; overflow: hidden; }
    ReviewStage > #panes { height: 1fr; overflow: hidden; }
    ReviewStage > #strip { height: 5; display: none; }
    ReviewStage.-narrow > #strip { display: block; }
    ReviewStage > ToastRack { margin-bottom: 8; }
    """

    def __init__(
        self, reader: TogetherScreen, only: Filter | None = None, begins_at: str = ""
    ) -> None:
        super().__init__()
        self.reader = reader
        self.keys = reader.keys
        self.scheme = reader.scheme
        self.palette, self.glyphs = reader.palette, reader.glyphs
        self.title_bar = ReviewTitle(self.palette, self.glyphs)
        self.pane = ArticlePane(self.palette, self.scheme, self.glyphs)
        self.other = ArticlePane(self.palette, self.scheme, self.glyphs)
        self.strip = ArticlePane(self.palette, self.scheme, self.glyphs)
        self.strip.id = "strip"
        self.votes = VotesPanel(self.palette, self.glyphs)
        self.status_bar = StatusBar(self.palette, self.glyphs, self.scheme)
        self.study = Study(self, reader.settings.config.language.engine)
        self.study.corrections = reader.study.corrections
        self.study.begun = True
        self.review: Review | None = None
        self.only = only or Filter()
        self.begins_at = begins_at
        self.queue: Queue | None = None
        self.case: Case | None = None
        """What is on the screen."""
        self.exhibits: Exhibits | None = None
        self.precedents: Precedents | None = None
        """What was decided, found by its words, once the articles in question are read."""
        self.members: dict[str, set[str]] = {}
        """Sentences that are cases, by article."""
        self.rules: tuple[Rule, ...] = ()
        self.report: Report | None = None
        """How far people agree, once that is counted."""
        self.stories: Mapping[str, str] = {}
        """The story of each article, once that is counted."""
        self.read_so_far = 0
        """Votes that were read, as long as they are being read."""
        self.decided: set[str] = set()
        """Sentences decided since the list was made, also those on their way to the disk."""
        self.left: set[str] = set()
        """Those of them that have left the list."""
        self.last = ""
        """The sentence decided just now, for which a reason may be given."""
        self._placed: Case | None = None
        """The case that was put in its place; scrolling may have moved it since."""
        self._turned: dict[str, int] = {}
        """Which other article of its story stands beside an article."""

    # Composing

    def compose(self) -> ComposeResult:
        """Title, the sentence and its counterpart, votes, keys."""
        yield self.title_bar
        with Horizontal(id="panes"):
            yield self.pane
            yield self.other
        yield self.strip
        yield self.votes
        yield self.status_bar

    @property
    def panes(self) -> tuple[ArticlePane, ...]:
        """Every pane, shown or not."""
        return self.pane, self.other, self.strip

    def on_resize(self, event: events.Resize) -> None:
        """Side by side where there is room."""
        self.votes.fit(self.votes.value.slots, event.size.width)
        self.lay_out()

    # Showing a case

    def show_case(self, case: Case | None) -> None:
        """Put a case on the screen; without one, say that there is none."""
        self.case = case
        self.lay_out()
        self.show_bars()
        if case is not None:
            self.call_after_refresh(self._open_ahead)

    def lay_out(self) -> None:
        """Give the panes the sentence in its article, and the article beside it."""
        case = self.case
        if case is None or self.exhibits is None:
            return
        sheet = self.sheet(case.article_id)
        beside_id = self.beside_id(case.article_id)
        other = self.sheet(beside_id) if beside_id else None
        wide = self.app.size.width >= TWO_PANES
        self.set_class(not wide and other is not None, "-narrow")
        self.other.display = wide and other is not None
        if sheet is None:
            return
        before, sheet.cursor = sheet.cursor, case.index
        self._give(self.pane, sheet, other)
        if case is not self._placed:
            self.pane.place(case.index, self.pane.size.height // 3, gap=False)
            self._placed = case
        self.pane.follow(before)
        if other is not None:
            self._compare(sheet, other)
            pane = self.other if wide else self.strip
            self._give(pane, other, sheet)
            self._point(pane, sheet, other)

    def _point(self, pane: ArticlePane, sheet: Sheet, other: Sheet) -> None:
        """Mark the counterpart, on the row of the sentence; a rule where there is none."""
        comparisons = self.study.comparisons
        before, pane.at = pane.at, counterpart(comparisons, sheet.cursor, sheet, other)
        beside = comparisons.view(sheet, other)
        if pane is self.other and beside is not None:
            tie(self.pane, pane, beside)
        else:
            pane.place(pane.at, pane.size.height // 3, gap=False)
        pane.touch(pane.at, *([] if before is None else [before]))

    def sheet(self, article_id: str) -> Sheet | None:
        """An article, opened before or now."""
        assert self.exhibits is not None
        known = self.exhibits.opened(article_id)
        sheet = known or self.exhibits.sheet(article_id)
        if sheet is not None and known is None:
            self.tag(sheet)
        return sheet

    def tag(self, sheet: Sheet) -> None:
        """Show what was decided of an article's sentences; never what anybody voted."""
        cases = map(self.case_of, self.members.get(sheet.article.id, ()))
        sheet.load({case.index: decision_tag(case) for case in cases if case is not None})

    def case_of(self, sentence_id: str) -> Case | None:
        """The case of a sentence, as it is now."""
        return self.review.case(sentence_id) if self.review and sentence_id else None

    def beside_id(self, article_id: str) -> str:
        """The article that stands beside another; empty where its story has no other."""
        others = self.exhibits.others(article_id) if self.exhibits else ()
        return others[self._turned.get(article_id, 0) % len(others)] if others else ""

    def turn(self) -> bool:
        """Put the next article of the story beside; whether there is one."""
        if self.case is None or self.exhibits is None:
            return False
        article_id = self.case.article_id
        self._turned[article_id] = self._turned.get(article_id, 0) + 1
        self.lay_out()
        return len(self.exhibits.others(article_id)) > 1

    def _give(self, pane: ArticlePane, sheet: Sheet, other: Sheet | None) -> None:
        assert self.exhibits is not None
        pane.dress(
            heading=self.exhibits.heading(sheet.article.id, self.glyphs.dot),
            is_current=pane is self.pane,
            flow=False,
            lit="",
            shown=self.reader.shown_kinds,
            differences=self.reader.kinds["differences"],
            beside=self.study.comparisons.view(sheet, other),
        )
        if pane.sheet is not sheet:
            known = self.study.highlights.get(sheet.article.id)
            pane.show(sheet, known or Highlights())
            if known is None:
                self.study.analyse(sheet, pane.in_view)

    def _compare(self, sheet: Sheet, other: Sheet) -> None:
        assert self.exhibits is not None
        sheets = [sheet, other]
        if self.exhibits.is_earlier(other.article.id, sheet.article.id):
            sheets.reverse()
        self.study.compare(sheets)

    def _open_ahead(self) -> None:
        """Open, behind the screen, the articles of the next cases."""
        if self.queue is None or self.exhibits is None:
            return
        wanted: dict[str, None] = {}
        case = self.case
        for _ in range(_AHEAD):
            case = self.case_of(self.queue.after(case)) if case else None
            if case is not None:
                wanted |= dict.fromkeys((case.article_id, self.beside_id(case.article_id)))
        missing = [one for one in wanted if one and self.exhibits.opened(one) is None]
        if missing:
            work = partial(self._open_behind, self.exhibits, missing)
            self.run_worker(work, thread=True, group="open", exclusive=True)

    def _open_behind(self, exhibits: Exhibits, article_ids: Sequence[str]) -> None:
        read = map(exhibits.read, article_ids)
        self.post_message(messages.SheetsOpened([sheet for sheet in read if sheet is not None]))

    @on(messages.SheetsOpened)
    def _sheets_opened(self, message: messages.SheetsOpened) -> None:
        for sheet in message.sheets:
            if self.exhibits is not None and self.exhibits.opened(sheet.article.id) is None:
                self.exhibits.keep(sheet)
                self.tag(sheet)
                self.study.analyse(sheet, range(0))

    @on(messages.Analysed)
    def _analysed(self, message: messages.Analysed) -> None:
        self.study.take(message)
        for pane in self.panes:
            if pane.sheet is not None and pane.sheet.article.id == message.article.id:
                pane.highlights = self.study.highlights[message.article.id]
                pane.repaint()

    @on(messages.Compared)
    def _compared(self, message: messages.Compared) -> None:
        self.study.comparisons.take(message.comparing)
        self.lay_out()

    @on(messages.StudyFailed)
    def _study_failed(self, message: messages.StudyFailed) -> None:
        self.say(message.reason, "The review goes on without it", "warning")

    def retag(self, sentences: Iterable[str]) -> None:
        """Show what sentences are decided to be now, wherever they are visible."""
        for sentence_id in sentences:
            case = self.case_of(sentence_id)
            sheet = self.exhibits.opened(case.article_id) if case and self.exhibits else None
            if case is None or sheet is None:
                continue
            sheet.put(case.index, decision_tag(case))
            for pane in self.panes:
                if pane.sheet is sheet:
                    pane.touch(case.index)

    def show_bars(self) -> None:
        """Bring title, votes and keys in line."""
        raise NotImplementedError

    def text_of(self, case: Case) -> str:
        """The words of a case's sentence; empty where its article is not open."""
        sheet = self.exhibits.opened(case.article_id) if self.exhibits else None
        if sheet is None or case.index >= len(sheet.sentences):
            return ""
        return sheet.sentences.span(case.index).of(sheet.article.running_text)

    def recolour(self, palette: Palette) -> None:
        """Draw everything in another theme."""
        self.palette = palette
        for pane in self.panes:
            pane.palette = palette
            pane.repaint()
        bars: tuple[Bar, ...] = (self.title_bar, self.votes, self.status_bar)
        for bar in bars:
            bar.palette = palette
            bar.refresh()

    def say(self, text: str, title: str = "", severity: str = "information") -> None:
        """Tell the reviewer something; the text is never markup."""
        lines = "\n".join(safe(line) for line in text.splitlines())
        kind = severity if severity in ("information", "warning", "error") else "information"
        self.notify(lines, title=title, severity=kind, markup=False)  # type: ignore[arg-type]


def decision_tag(case: Case) -> Tag:
    """What was decided, as the article shows it."""
    return Tag(case.gold.label if case.gold is not None else "")
