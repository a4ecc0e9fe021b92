"""The reader: the articles of a story side by side, and what keys and answers do with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import on
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Static

from annotations.plurals import count
from tui import textual_workarounds
from tui.keys import READER
from tui.reader.answers import ANSWERS
from tui.reader.changes import NOTHING, Changes
from tui.reader.handlers import HANDLERS
from tui.reader.parts import Parts
from tui.reader.state import LEAST_COLUMNS, LEAST_ROWS
from tui.reader.what_was_read import what_was_read
from tui.sanitize import safe
from tui.widgets.bars import Detail, DetailBar, HintBar, StatusBar, TitleBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult
    from textual.message import Message

    from annotations.store.protocol import Store
    from annotations.workflow.open_articles import Corpus
    from annotations.workflow.pair_view import Beside
    from tui.reader.changes import Opening, Severity
    from tui.reader.colleagues import Floor
    from tui.reader.look import Look
    from tui.reader.services import ReaderServices
    from tui.settings import Settings
    from tui.theme import Palette


_LOOK = 1.0
"""Seconds between looks whether the place that is kept is another."""

_WATCH = 4.0
"""Seconds between looks at the files of the corpus."""


class ReaderScreen(Screen[None]):
    """Owns the panes, the state, and a collaborator for each thing that keys do.

    A key or an answer changes the state and gives back what is other than before; that is shown
    once. Its keys are those of `bindings`, on a class made of this one.

    Args:
        settings: What was configured.
        look: Colours, signs, labels, keys.
        corpus: What there is to read.
        open_store: Opens the project; called on the writer's thread.
        floor: Makes the review and the like, from what they have of this reader.
    """

    AUTO_FOCUS = ""
    table = READER
    """Its own keys, for the palette of commands."""
    begins_with_review = False
    """Whether the review is opened as soon as the first picture stands."""

    def __init__(
        self,
        settings: Settings,
        look: Look,
        corpus: Corpus,
        open_store: Callable[[], Store],
        floor: Callable[[ReaderServices], Floor],
    ) -> None:
        super().__init__()
        self.corpus = corpus
        self.parts = parts = Parts(self, self.apply, settings, look, corpus, open_store, floor)
        self.state, self.look, self.panes = parts.state, parts.look, parts.panes
        self.study, self.recorder, self.writer = parts.study, parts.recorder, parts.writer
        self.title_bar = TitleBar(look.palette, look.glyphs)
        self.hint_bar = HintBar(look.palette, look.glyphs)
        self.detail_bar = DetailBar(look.palette, look.glyphs)
        self.status_bar = StatusBar(look.palette, look.glyphs, look.scheme)
        self._missed = NOTHING
        """What changed while another screen covered this one."""
        self._misses = False
        self._warned = False

    # Composing and beginning

    def compose(self) -> ComposeResult:
        """Title, panes, counterpart strip, detail, labels."""
        yield self.title_bar
        if self.parts.tour is not None:
            yield self.parts.tour.row
        with Horizontal(id="panes"):
            yield from self.panes.side_by_side
        yield self.panes.strip
        yield self.hint_bar
        yield self.detail_bar
        yield self.status_bar
        yield Static(id="small", markup=False)

    def on_mount(self) -> None:
        """Show the first story; open the project and read the rest behind it."""
        self.state.columns = self.app.size.width
        if self.state.stories:
            if not self.parts.resume.open():
                self.state.open(self.state.stories[0])
            self.apply(Changes(panes=True))
        self.call_after_refresh(self._start)

    def _start(self) -> None:
        """What is not needed for the first picture, and would slow it down."""
        self.study.begun = True
        self.writer.start()
        for sheet in self.state.sheets.values():
            self.parts.articles.analyse(sheet)
        self.apply(self.parts.new_versions.compare())
        if not self.corpus.complete:
            complete = self.parts.deleted_files.complete
            self.parts.behind.read_on(self.corpus, self.parts.settings.config, complete)
        self.apply(what_was_read(self.state, self.look.key("reader.library")))
        if self.state.not_read:
            key = self.look.key("reader.library")
            self.say(f"{self.state.not_read}. The library ({key}) names them too.", "Files")
        self.set_interval(_LOOK, self.parts.resume.look)
        self.set_interval(_WATCH, self.parts.watch.look)
        if self.begins_with_review:
            self.apply(self.parts.colleagues.open_review())

    def on_resize(self, event: events.Resize) -> None:
        """As many panes as fit; a message where nothing does."""
        width, height = event.size
        small = width < LEAST_COLUMNS or height < LEAST_ROWS
        self.set_class(small, "-small")
        if small:
            self.query_one("#small", Static).update(
                f"This terminal is {width}x{height}.\nSlugline needs {LEAST_COLUMNS}x{LEAST_ROWS}."
            )
        self.state.resize(width)
        self.apply(Changes(panes=True))

    def on_screen_resume(self) -> None:
        """Show at once what was missed."""
        if self._misses:
            missed, self._missed, self._misses = self._missed, NOTHING, False
            self.apply(missed)

    # What keys and answers do

    def action_do(self, id_: str) -> None:
        """Do what a key is for."""
        if self.parts.tour is not None:
            self.parts.tour.did(id_)
        self.apply(HANDLERS[id_](self.parts))

    def action_label(self, slug: str, with_note: bool = False) -> None:
        """Give a label, if asked for with a note that is written first, and move on."""
        labelling = self.parts.labelling
        self.apply(labelling.label_with_note(slug) if with_note else labelling.label(slug))

    def action_count(self, digit: str) -> None:
        """Add a digit to the count for the next key."""
        self.apply(self.parts.navigation.count(digit))

    def _answered(self, message: Message) -> None:
        self.apply(ANSWERS[type(message)](self.parts, message))

    for _kind in ANSWERS:
        on(_kind)(_answered)

    # Showing

    def apply(self, changes: Changes) -> None:
        """Show what is other than before: now, or once it is seen again; say and open the rest."""
        if textual_workarounds.is_seen(self):
            changes = self._show(changes)
        else:
            self._missed, self._misses = self._missed.plus(changes.to_show), True
        for text in changes.unsaid:
            textual_workarounds.take_down(self.app, text)
        for one in changes.said:
            self.say(*one)
        for opening in changes.opens:
            self._open(opening)

    def _open(self, opening: Opening) -> None:
        def take(answer: Any) -> None:
            self.apply(opening.take(answer) or NOTHING)

        self.app.push_screen(opening.screen, take)

    def _show(self, changes: Changes) -> Changes:
        """Bring the screen in line; what changed with what is carried and said on the way."""
        if changes.panes:
            changes = changes.plus(self._lay_out())
        elif changes.folds:
            changes = changes.plus(self.parts.table_mode.arrange_rows())
            self.parts.table_mode.tie()
        if changes.colours:
            self.panes.show_highlights()
        if changes.marks:
            self.panes.show_marks()
        if changes.redrawn:
            self.panes.redraw(changes.redrawn)
        for move in changes.moves:
            if (pane := self.panes.follow(move)) is not None:
                self.study.analyse_when_resting(move.sheet, pane.in_view)
                self.parts.table_mode.tie(pane)
        for pane in changes.scrolled:
            self.parts.table_mode.tie(pane)
        if changes.spots:
            self.panes.touch(changes.spots)
        self.show_bars()
        self.parts.colleagues.look_again()
        return changes

    def _lay_out(self) -> Changes:
        """Give every pane what it shall show; compare it, and carry labels, where that is new."""
        opened = self.parts.articles.open_shown()
        self.set_class(self.state.is_narrow, "-narrow")
        self.panes.lay_out()
        compared = self.parts.new_versions.compare()
        arranged = self.parts.table_mode.arrange_rows()
        carried = self.parts.new_versions.carry().plus(self.parts.transfer.carry())
        self.parts.table_mode.tie()
        return opened.plus(compared, arranged, carried)

    def show_bars(self) -> None:
        """Bring strip and bars in line with the state."""
        shown, state = self.panes.shown_kinds, self.state
        self.panes.show_strip()
        self.title_bar.show(self.parts.text.title(shown))
        beside = self.view() if state.kinds["differences"] else None
        remarks = self.parts.colleagues.remarks_on(state.current)
        self.hint_bar.show(self.parts.text.hint(beside))
        self.detail_bar.show(Detail(self.parts.text.detail(remarks, shown, beside)))
        self.status_bar.show(
            self.parts.text.status(self.parts.colleagues.hints, self.parts.team.status)
        )
        if self.parts.tour is not None:
            self.parts.tour.look()

    @property
    def store(self) -> Store | None:
        """The project, once it is open."""
        return self.state.store

    def view(self) -> Beside | None:
        """The sheet in focus in the light of the one beside it, once they are compared."""
        state = self.state
        return self.study.comparisons.view(state.current, state.sheet(state.beside))

    def recolour(self, palette: Palette) -> None:
        """Draw everything in another theme."""
        self.look.palette = palette
        self.panes.recolour()
        for bar in (self.title_bar, self.hint_bar, self.detail_bar, self.status_bar):
            bar.palette = palette
            bar.refresh()

    def say(self, text: str, title: str = "", severity: Severity = "information") -> None:
        """Tell the annotator something; the text is never markup."""
        lines = "\n".join(safe(line) for line in text.splitlines())
        self.notify(lines, title=title, severity=severity, markup=False)

    def may_leave(self) -> bool:
        """Whether nothing would be lost; the second time, whatever would."""
        unsaved = len(self.recorder.unsaved)
        if not unsaved or self._warned:
            return True
        self._warned = True
        self.say(
            f"Not saved yet: {count(unsaved, 'change')}. "
            f"{self.look.key('reader.retry')} tries again; "
            "quitting once more loses them.",
            "Not saved",
            "error",
        )
        return False
