"""The review: one sentence that people labelled differently after the other, decided by one key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.binding import Binding
from textual.containers import Horizontal
from textual.screen import Screen

from annotations.errors import StoreError
from tui import messages
from tui.keys import REVIEW, deciding
from tui.reader.background import Study
from tui.review import bars, decisions, handlers
from tui.review.background import Background
from tui.review.case_panes import CasePanes, Shown
from tui.review.open_articles import OpenArticles
from tui.review.state import Changed, NotPossible, Outcome, ReviewState
from tui.sanitize import safe
from tui.widgets.bars import StatusBar
from tui.widgets.votes_panel import ReviewTitle, VotesPanel

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult

    from annotations.agreement import Report
    from annotations.labels import LabelScheme
    from annotations.review.model import Case, Filter
    from annotations.review.queue import Queue
    from tui.reader.services import ReaderServices
    from tui.theme import Palette
    from tui.widgets.bars import Bar
    from tui.widgets.pane import ArticlePane


class ReviewScreen(Screen["tuple[str, int] | None"]):
    """Shows a case and what is said of it; dismissed with a sentence to read, or with nothing.

    `bound_review` gives it its keys. Each key finds its handler by id (`handlers`), which acts on
    the state and says what it changed; that is recorded, told and painted here, once.

    Args:
        reader: What it was opened from: its store, recorder, settings and colours.
        only: What is looked at first.
        begins_at: The sentence to begin with, if it is open still.
    """

    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    ReviewScreen { layout: vertical; overflow: hidden; }
    ReviewScreen > #panes { height: 1fr; overflow: hidden; }
    ReviewScreen > #strip { height: 5; display: none; }
    ReviewScreen.-narrow > #strip { display: block; }
    """
    table = tuple(
        key._replace(action=f"do('{key.id}')") if key.id in handlers.HANDLERS else key
        for key in REVIEW
    )
    """Its own keys, for the palette of commands."""

    def __init__(
        self, reader: ReaderServices, only: Filter | None = None, begins_at: str = ""
    ) -> None:
        super().__init__()
        self.reader = reader
        self.keys = reader.keys
        self.palette, self.glyphs = reader.palette, reader.glyphs
        config = reader.settings.config
        self.state: ReviewState = ReviewState(
            reader.scheme, begins_at=begins_at, guideline=config.guidelines.version
        )
        if only is not None:
            self.state.only = only
        self.study = Study(self, config.language.engine)
        self.study.corrections = reader.study.corrections
        self.study.begun = True
        shown = Shown(reader.shown_kinds, reader.kinds["differences"])
        self.case_panes = CasePanes(self.state, self.study, self.palette, self.glyphs, shown)
        self.title_bar = ReviewTitle(self.palette, self.glyphs)
        self.votes = VotesPanel(self.palette, self.glyphs)
        self.status_bar = StatusBar(self.palette, self.glyphs, self.state.scheme)
        self.background = Background(self, self.state)
        self._key_row = bars.KeyRow(self.keys, self.state.scheme)

    def compose(self) -> ComposeResult:
        """Title, the sentence and its counterpart, votes, keys."""
        panes = self.case_panes
        yield self.title_bar
        with Horizontal(id="panes"):
            yield panes.pane
            yield panes.other
        yield panes.strip
        yield self.votes
        yield self.status_bar

    def on_mount(self) -> None:
        """Read votes and decisions behind the screen."""
        self.begin()

    # What others ask of it

    @property
    def case(self) -> Case | None:
        """What is on the screen."""
        return self.state.case

    @property
    def queue(self) -> Queue | None:
        """What is looked at, in order."""
        return self.state.queue

    @property
    def only(self) -> Filter:
        """What the list is narrowed to."""
        return self.state.only

    @property
    def report(self) -> Report | None:
        """How far people agree, once that is counted."""
        return self.state.report

    @property
    def pane(self) -> ArticlePane:
        """The article that holds the sentence."""
        return self.case_panes.pane

    @property
    def other(self) -> ArticlePane:
        """The article beside it."""
        return self.case_panes.other

    @property
    def strip(self) -> ArticlePane:
        """The article below it, where there is no room beside it."""
        return self.case_panes.strip

    # Keys

    def action_do(self, key_id: str) -> None:
        """Do what the key of an id is for."""
        self.attempt(lambda: handlers.HANDLERS[key_id](self))

    def action_label(self, slug: str) -> None:
        """Decide on a label."""
        self.attempt(lambda: handlers.label(self, slug))

    def attempt(self, act: Callable[[], Outcome]) -> None:
        """Act on the state; record, tell and paint what came of it, or tell why nothing did."""
        try:
            outcome = act()
        except NotPossible as reason:
            self.say(*reason.note)
        except StoreError as error:
            self.say(str(error), "Not adjudicated", "warning")
        else:
            self._take_outcome(outcome)

    def _take_outcome(self, outcome: Outcome) -> None:
        if outcome.statements:
            self.reader.recorder.state(outcome.statements, for_good=outcome.for_good)
        if outcome.note is not None:
            self.say(*outcome.note)
        self.paint(outcome.changed)

    # Painting

    def on_resize(self, event: events.Resize) -> None:
        """Side by side where there is room."""
        self.votes.fit(self.votes.value.slots, event.size.width)
        self.paint(Changed.CASE)

    def paint(self, changed: Changed) -> None:
        """Bring what has changed in line with the state."""
        state = self.state
        if Changed.CASE in changed:
            self.set_class(self.case_panes.lay_out(self.app.size.width), "-narrow")
            if state.case is not None:
                self.call_after_refresh(self.background.open_ahead)
        if Changed.TITLE in changed:
            is_read = state.review is not None
            self.title_bar.show(
                bars.standing(state, self.glyphs)
                if is_read
                else bars.reading(state, self.glyphs, opened=self.reader.opened)
            )
        if Changed.VOTES in changed:
            self.votes.show(bars.docket(state, self.keys, self.glyphs, self.votes.column))
        if Changed.STATUS in changed:
            store, opened = state.store, self.reader.opened
            status = self._key_row.status(
                state.review, state.case, self.reader.recorder, opened=opened
            )
            read_only = opened and (store is None or store.read_only)
            self.status_bar.show(status._replace(read_only=read_only))

    def show_bars(self) -> None:
        """Bring title, votes and keys in line."""
        self.paint(Changed.BARS)

    def recolour(self, palette: Palette) -> None:
        """Draw everything in another theme."""
        self.palette = palette
        self.case_panes.recolour(palette)
        rows: tuple[Bar, ...] = (self.title_bar, self.votes, self.status_bar)
        for row in rows:
            row.palette = palette
            row.refresh()

    def say(self, text: str, title: str = "", severity: str = "information") -> None:
        """Tell the reviewer something; the text is never markup."""
        lines = "\n".join(safe(line) for line in text.splitlines())
        kind = severity if severity in ("information", "warning", "error") else "information"
        self.notify(lines, title=title, severity=kind, markup=False)  # type: ignore[arg-type]

    # Reading behind the screen

    def begin(self) -> None:
        """Take up the review of before, or read the project; nothing before it is open."""
        reader, state = self.reader, self.state
        state.store = reader.store
        if reader.store is None:
            self.show_bars()
            return
        state.articles = OpenArticles(reader.store, reader.settings.config, reader.stories)
        known = reader.reviewed
        if known is not None and known.review.reviewer == reader.me:
            self._take_review(known)
            self._follow()
        else:
            self._read_all()

    def _read_all(self) -> None:
        """Read every vote and decision, from the beginning."""
        self.background.read(self.reader.me, self.reader.review_people)
        self.show_bars()

    @on(messages.VotesRead)
    def _votes_read(self, message: messages.VotesRead) -> None:
        self.state.votes_read += message.votes
        if self.state.review is None:
            self.paint(Changed.TITLE)

    @on(messages.ReviewRead)
    def _take_review(self, message: messages.ReviewRead) -> None:
        self.reader.reviewed = message
        self.state.take(message.review, message.precedents)
        self.paint(Changed.ALL)
        self.background.count_agreement()

    @on(messages.ReviewFailed)
    def _review_failed(self, message: messages.ReviewFailed) -> None:
        self.state.holds_still = False
        self.say(str(message.error), "The project cannot be read", "error")

    @on(messages.AgreementCounted)
    def _agreement_counted(self, message: messages.AgreementCounted) -> None:
        state = self.state
        state.report, state.stories = message.report, message.stories
        if state.articles is not None:
            state.articles.group(message.stories)
        self.paint(Changed.CASE | Changed.TITLE)
        if state.shows_agreement:
            state.shows_agreement = False
            handlers.show_agreement(self, message.report)

    @on(messages.Summarised)
    def _summarised(self, message: messages.Summarised) -> None:
        from tui.review.summary_page import ending_page

        self.state.holds_still = False
        self._follow()
        if self.state.review is not None:
            self.background.count_agreement()
            names = self.state.review.names
            self.app.push_screen(ending_page(self.reader, message.summary, names))

    @on(messages.SheetsOpened)
    def _sheets_opened(self, message: messages.SheetsOpened) -> None:
        for sheet in message.sheets:
            if self.state.keep(sheet):
                self.study.analyse(sheet, range(0))

    @on(messages.Analysed)
    def _analysed(self, message: messages.Analysed) -> None:
        self.case_panes.take_analysed(message)

    @on(messages.Compared)
    def _compared(self, message: messages.Compared) -> None:
        self.study.comparisons.take(message.comparing)
        self.paint(Changed.CASE)

    @on(messages.StudyFailed)
    def _study_failed(self, message: messages.StudyFailed) -> None:
        self.say(message.reason, "The review goes on without it", "warning")

    # What was recorded; the reader passes it on

    def _follow(self) -> None:
        """Take in what was recorded, and show it."""
        try:
            changed = self.state.follow()
        except StoreError as error:
            self.say(str(error), "The project cannot be read", "error")
            return
        if changed is None:
            self._read_all()
            return
        self.case_panes.touch(changed)
        self.show_bars()

    def kept(self, message: messages.Kept) -> None:
        """A job is on disk; after the last decision of the list the review ends."""
        state, recorder, kind = self.state, self.reader.recorder, message.job.kind
        self._read_rules(message)
        self._follow()
        if kind in ("undo", "redo"):
            self.attempt(lambda: decisions.after_undo(state, kind, message.events))
        if state.ends and not recorder.saving and not recorder.unsaved:
            state.ends = False
            self.background.summarise()

    def not_kept(self, message: messages.NotKept) -> None:
        """A job is not on disk: what it decided is open still, until it is saved."""
        for statement in message.job.statements:
            self.state.decided.discard(statement.about)
        self.show_bars()

    def changed_elsewhere(self, message: messages.ChangedElsewhere) -> None:
        """Somebody else recorded something."""
        self._read_rules(message)
        self._follow()

    def _read_rules(self, message: messages.Kept | messages.ChangedElsewhere) -> None:
        if any(event.kind == "rule" for event in message.events):
            try:
                self.state.read_rules()
            except StoreError as error:
                self.say(str(error), "The project cannot be read", "error")


def bindings(keys: dict[str, str], scheme: LabelScheme) -> list[Binding]:
    """Every key of the review as Textual takes it."""
    names = deciding(keys, scheme)
    labels = [
        Binding(names[label.slug], f"label('{label.slug}')", label.title, show=False)
        for label in scheme.givable
        if names[label.slug]
    ]
    own = [
        Binding(keys[key.id], key.action, key.does, id=key.id, show=False)
        for key in ReviewScreen.table
    ]
    return labels + own


def bound_review(keys: dict[str, str], scheme: LabelScheme) -> type[ReviewScreen]:
    """The review with the keys of a configuration."""
    return type("BoundReview", (ReviewScreen,), {"BINDINGS": bindings(keys, scheme)})
