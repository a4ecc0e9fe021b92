"""The reader: the articles of a story side by side, and what keys and answers do with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import on
from textual.binding import Binding
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Static

from annotations.workflow.label_transfer import Carrier
from tui import textual_workarounds
from tui.keys import COUNT, READER
from tui.reader.answers import ANSWERS
from tui.reader.background import Articles, Behind, Study
from tui.reader.changes import NOTHING, Changes
from tui.reader.colleagues import Colleagues
from tui.reader.corrections import Corrections
from tui.reader.handlers import HANDLERS
from tui.reader.labelling import Labelling
from tui.reader.lists import Lists
from tui.reader.look import Look
from tui.reader.navigation import Navigation
from tui.reader.new_versions import NewVersions
from tui.reader.panes import Panes
from tui.reader.second_pass import SecondPass
from tui.reader.services import ReaderServices
from tui.reader.state import LEAST_COLUMNS, LEAST_ROWS, ReaderState
from tui.reader.status_text import Carried, Naming, StatusText
from tui.reader.switches import Switches
from tui.reader.table_mode import TableMode
from tui.reader.transfer import Transfer
from tui.recorder import Recorder
from tui.sanitize import safe
from tui.store_worker import Writer
from tui.widgets.bars import Detail, DetailBar, StatusBar, TitleBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult
    from textual.message import Message

    from annotations.labels import LabelScheme
    from annotations.store.protocol import Store
    from annotations.workflow.open_articles import Corpus
    from annotations.workflow.pair_view import Beside
    from tui.reader.changes import Opening, Severity
    from tui.reader.colleagues import Floor
    from tui.settings import Settings
    from tui.theme import Palette


def bindings(keys: dict[str, str], scheme: LabelScheme) -> list[Binding]:
    """Every key of the reader as Textual takes it."""
    labels = [
        Binding(
            keys[f"label.{label.slug}"],
            f"label('{label.slug}')",
            label.title,
            id=f"label.{label.slug}",
            show=False,
        )
        for label in scheme.active
    ]
    counts = [Binding(digit, f"count('{digit}')", "count", show=False) for digit in COUNT]
    own = [Binding(keys[key.id], key.action, key.does, id=key.id, show=False) for key in READER]
    return labels + counts + own


class ReaderScreen(Screen[None]):
    """Owns the panes, the state, and a collaborator for each thing that keys do.

    A key or an answer changes the state and gives back what is other than before; that is shown
    once. `bound_reader` gives it its keys.

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

    settings: Settings
    look: Look
    state: ReaderState
    panes: Panes
    study: Study
    articles: Articles
    navigation: Navigation
    labelling: Labelling
    transfer: Transfer
    table_mode: TableMode
    new_versions: NewVersions
    corrections: Corrections
    colleagues: Colleagues
    second_pass: SecondPass
    lists: Lists
    switches: Switches
    recorder: Recorder

    def __init__(
        self,
        settings: Settings,
        look: Look,
        corpus: Corpus,
        open_store: Callable[[], Store],
        floor: Callable[[ReaderServices], Floor],
    ) -> None:
        super().__init__()
        config = settings.config
        self.settings, self.look, self.corpus = settings, look, corpus
        self.state = state = ReaderState(
            stories=corpus.stories,
            skipped=corpus.skipped,
            reading="" if corpus.complete else "reading",
            panes_wanted=config.reader.panes,
            kinds={
                "entities": config.reader.entities,
                "figures": config.reader.figures,
                "differences": config.reader.differences,
            },
            flow=config.reader.layout == "flow",
            advances=config.reader.advance,
        )
        self.writer = Writer(
            open_store,
            name=settings.annotator,
            guideline=config.guidelines.version,
            post=self.post_message,
        )
        self.recorder = recorder = Recorder(state.sheets, self.writer.submit)
        self.behind = behind = Behind(self)
        self.study = study = Study(self, config.language.engine)
        comparisons = study.comparisons
        carrier = Carrier(config.reader.carry, comparisons.view)
        naming = Naming(state, carrier.sources.newest, look.glyphs.dot)
        letter_of = naming.letter_of
        self.panes = panes = Panes(state, look, comparisons, study.highlights, naming.heading)
        self.articles = articles = Articles(state, config, behind, study, panes.in_view)
        self.navigation = navigation = Navigation(
            state, panes, comparisons, study.highlights, articles
        )
        self.table_mode = TableMode(state, look, panes, comparisons)
        self.transfer = transfer = Transfer(
            state, look, carrier, comparisons, recorder, navigation, letter_of
        )
        self.labelling = Labelling(state, recorder, transfer, navigation, articles)
        self.new_versions = NewVersions(
            state, look, behind, study, carrier, transfer, recorder, navigation
        )
        self.corrections = Corrections(state, look, study, recorder, transfer, articles)
        above = floor(ReaderServices(self))
        self.colleagues = Colleagues(state, look, behind, recorder, navigation, above)
        self.second_pass = SecondPass(state, look, behind, navigation)
        self.lists = Lists(state, look, study, articles, navigation, letter_of)
        self.switches = Switches(state, panes, lambda text: self.app.copy_to_clipboard(text))
        accept, reject = look.key("reader.accept"), look.key("reader.reject")
        carried = Carried(carrier, naming.place_of, accept, reject)
        fold = look.key("reader.fold")
        self._text = StatusText(state, look, recorder, study.highlights, carried, fold)
        self.title_bar = TitleBar(look.palette, look.glyphs)
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
        with Horizontal(id="panes"):
            yield from self.panes.side_by_side
        yield self.panes.strip
        yield self.detail_bar
        yield self.status_bar
        yield Static(id="small", markup=False)

    def on_mount(self) -> None:
        """Show the first story; open the project and read the rest behind it."""
        self.state.columns = self.app.size.width
        if self.state.stories:
            self.state.open(self.state.stories[0])
            self.apply(Changes(panes=True))
        self.call_after_refresh(self._start)

    def _start(self) -> None:
        """What is not needed for the first picture, and would slow it down."""
        self.study.begun = True
        self.writer.start()
        for sheet in self.state.sheets.values():
            self.articles.analyse(sheet)
        self.apply(self.new_versions.compare())
        if not self.corpus.complete:
            self.behind.read_on(self.corpus, self.settings.config)
        skipped = self.state.skipped
        for problem in skipped[:3]:
            self.say(f"{problem.path}: {problem.reason}", "Skipped", "warning")
        if len(skipped) > 3:
            self.say(f"{len(skipped)} files were skipped; the library names them.", "Skipped")
        if self.begins_with_review:
            self.apply(self.colleagues.open_review())

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
        self.apply(HANDLERS[id_](self))

    def action_label(self, slug: str) -> None:
        """Give a label and move on."""
        self.apply(self.labelling.label(slug))

    def action_count(self, digit: str) -> None:
        """Add a digit to the count for the next key."""
        self.apply(self.navigation.count(digit))

    def _answered(self, message: Message) -> None:
        self.apply(ANSWERS[type(message)](self, message))

    for _kind in ANSWERS:
        on(_kind)(_answered)

    # Showing

    def apply(self, changes: Changes) -> None:
        """Show what is other than before: now, or once it is seen again; say and open the rest."""
        if textual_workarounds.is_seen(self):
            changes = self._show(changes)
        else:
            self._missed, self._misses = self._missed.plus(changes.to_show), True
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
            changes = changes.plus(self.table_mode.arrange_rows())
            self.table_mode.tie()
        if changes.colours:
            self.panes.show_highlights()
        if changes.marks:
            self.panes.show_marks()
        if changes.redrawn:
            self.panes.redraw(changes.redrawn)
        for move in changes.moves:
            if (pane := self.panes.follow(move)) is not None:
                self.study.analyse_when_resting(move.sheet, pane.in_view)
                self.table_mode.tie(pane)
        for pane in changes.scrolled:
            self.table_mode.tie(pane)
        if changes.spots:
            self.panes.touch(changes.spots)
        self.show_bars()
        self.colleagues.look_again()
        return changes

    def _lay_out(self) -> Changes:
        """Give every pane what it shall show; compare it, and carry labels, where that is new."""
        opened = self.articles.open_shown()
        self.set_class(self.state.is_narrow, "-narrow")
        self.panes.lay_out()
        compared = self.new_versions.compare()
        arranged = self.table_mode.arrange_rows()
        carried = self.new_versions.carry().plus(self.transfer.carry())
        self.table_mode.tie()
        return opened.plus(compared, arranged, carried)

    def show_bars(self) -> None:
        """Bring strip and bars in line with the state."""
        shown, state = self.panes.shown_kinds, self.state
        self.panes.show_strip()
        self.title_bar.show(self._text.title(shown))
        beside = self.view() if state.kinds["differences"] else None
        remarks = self.colleagues.remarks_on(state.current)
        self.detail_bar.show(Detail(self._text.detail(remarks, shown, beside)))
        self.status_bar.show(self._text.status(self.colleagues.hints))

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
        for bar in (self.title_bar, self.detail_bar, self.status_bar):
            bar.palette = palette
            bar.refresh()

    def say(self, text: str, title: str = "", severity: Severity = "information") -> None:
        """Tell the annotator something; the text is never markup."""
        lines = "\n".join(safe(line) for line in text.splitlines())
        self.notify(lines, title=title, severity=severity, markup=False)

    def take_down_announcement(self) -> None:
        """Say no longer that labels were changed: they are being looked at."""
        textual_workarounds.take_down(self.app, self.colleagues.announced)

    def may_leave(self) -> bool:
        """Whether nothing would be lost; the second time, whatever would."""
        unsaved = len(self.recorder.unsaved)
        if not unsaved or self._warned:
            return True
        self._warned = True
        self.say(
            f"{unsaved} changes are not saved. {self.look.keys['reader.retry']} tries again; "
            "quitting once more loses them.",
            "Not saved",
            "error",
        )
        return False


def bound_reader(keys: dict[str, str], scheme: LabelScheme) -> type[ReaderScreen]:
    """The reader with the keys of a configuration."""
    return type("Reader", (ReaderScreen,), {"BINDINGS": bindings(keys, scheme)})
