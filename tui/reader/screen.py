"""The stage: which articles the panes show, and what the rows around them say."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Static

from annotations.errors import ArticleError, StoreError
from annotations.workflow import open_articles
from annotations.workflow.label_transfer import Carrier
from tui import messages
from tui.keys import readable
from tui.reader import status_text
from tui.reader.comparisons import counterpart, tie
from tui.reader.naming import Naming
from tui.reader.state import (
    LEAST_COLUMNS,
    LEAST_ROWS,
    Desk,
    panes_for,
)
from tui.reader.study import Study
from tui.recorder import Recorder
from tui.sanitize import safe
from tui.store_worker import Writer
from tui.theme import KINDS, Palette
from tui.widgets.bars import Detail, DetailBar, Status, StatusBar, Title, TitleBar
from tui.widgets.highlights import Highlights
from tui.widgets.pane import ArticlePane

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual import events
    from textual.app import ComposeResult

    from annotations.articles.corpus import Card
    from annotations.articles.stories import Story
    from annotations.store.protocol import Store
    from annotations.workflow.open_article import Sheet
    from annotations.workflow.pair_view import Beside
    from tui.dialogs.library import Index
    from tui.settings import Settings
    from tui.widgets.glyphs import Glyphs

MOST_PANES = 3


class StageScreen(Screen[None]):
    """The articles of a story side by side.

    Args:
        settings: What was configured.
        keys: The keys of every action by id, after remapping.
        corpus: What there is to read.
        palette: The styles of the theme.
        glyphs: The signs.
        open_store: Opens the project; called on the writer's thread.
    """

    AUTO_FOCUS = ""

    def __init__(
        self,
        settings: Settings,
        keys: dict[str, str],
        corpus: open_articles.Corpus,
        palette: Palette,
        glyphs: Glyphs,
        open_store: Callable[[], Store],
    ) -> None:
        super().__init__()
        self.settings = settings
        self.keys = keys
        self.corpus = corpus
        self.stories: tuple[Story, ...] = corpus.stories
        self.skipped = corpus.skipped
        self.reading = "" if corpus.complete else "reading"
        """How far a large corpus is read, or empty."""
        self.palette = palette
        self.glyphs = glyphs
        self.scheme = settings.config.scheme
        self.title_bar = TitleBar(palette, glyphs)
        self.detail_bar = DetailBar(palette, glyphs)
        self.status_bar = StatusBar(palette, glyphs, self.scheme)
        self.panes = [ArticlePane(palette, self.scheme, glyphs) for _ in range(MOST_PANES)]
        self.strip = ArticlePane(palette, self.scheme, glyphs, folds=False)
        self.strip.id = "strip"
        self.store: Store | None = None
        self.me = ""
        """The annotator's person id, once the project is open."""
        self.opened = False
        self.desk = Desk()
        self.writer = Writer(
            open_store,
            name=settings.annotator,
            guideline=settings.config.guidelines.version,
            post=self.post_message,
        )
        self.recorder = Recorder(self.desk.sheets, self.writer.submit)
        self.study = Study(self, settings.config.language.engine)
        self.carrier = Carrier(settings.config.reader.carry, self.study.comparisons.view)
        self.naming = Naming(self.desk, self.carrier.newest, lambda: self.store)
        config = settings.config.reader
        self.kinds = {
            "entities": config.entities,
            "figures": config.figures,
            "differences": config.differences,
        }
        """What is switched on."""
        self.index: Index | None = None
        """The library's rows, once it was opened."""
        self.tied = True
        """Whether panes move together."""
        self.as_table = False
        """Whether the panes shall be one table, as soon as that is possible."""
        self.flow = config.layout == "flow"
        self.advances = config.advance
        self.count = ""
        """Digits typed so far: a count for the next key."""
        self.lit = ""
        self._being_read: set[str] = set()
        self._warned = False

    # Composing and arranging

    def compose(self) -> ComposeResult:
        """Title, panes, counterpart strip, detail, labels."""
        yield self.title_bar
        with Horizontal(id="panes"):
            yield from self.panes
        yield self.strip
        yield self.detail_bar
        yield self.status_bar
        yield Static(id="small", markup=False)

    def on_resize(self, event: events.Resize) -> None:
        """As many panes as fit; a message where nothing does."""
        small = event.size.width < LEAST_COLUMNS or event.size.height < LEAST_ROWS
        self.set_class(small, "-small")
        if small:
            size = f"{event.size.width}x{event.size.height}"
            needed = f"{LEAST_COLUMNS}x{LEAST_ROWS}"
            self.query_one("#small", Static).update(
                f"This terminal is {size}.\nSlugline needs {needed}."
            )
        self.desk.resize(self.pane_count)
        self.lay_out()

    @property
    def every_pane(self) -> tuple[ArticlePane, ...]:
        """The panes side by side, and the strip."""
        return *self.panes, self.strip

    @property
    def pane_count(self) -> int:
        """How many articles fit side by side."""
        return panes_for(self.app.size.width, self.settings.config.reader.panes)

    def open_story(self, story: Story) -> None:
        """Put a story on the desk."""
        self.desk.open(story, self.pane_count)
        self.lit = ""
        self.lay_out()

    def lay_out(self) -> None:
        """Give every pane what it shall show, reading what is not read yet."""
        shown = self.desk.shown(self.pane_count)
        narrow = self.pane_count == 1 and self.desk.beside is not None
        self.set_class(narrow, "-narrow")
        for number, pane in enumerate(self.panes):
            pane.display = number < max(len(shown), 1)
            self._give(pane, shown[number] if number < len(shown) else None)
        self._give(self.strip, self.desk.beside if narrow else None)
        self.compare()
        self.arrange_rows()
        self.carry_labels()
        self.tie_panes()
        self.show_state()

    def arrange_rows(self) -> None:
        """Decide which rows the panes have, once it is known what they show."""
        raise NotImplementedError

    def carry_labels(self) -> None:
        """Carry and propose labels, once it is known what stands side by side."""
        raise NotImplementedError

    def propose(self) -> None:
        """Find every proposal for the articles shown."""
        raise NotImplementedError

    def _give(self, pane: ArticlePane, slot: int | None) -> None:
        card = self.desk.card(slot) if slot is not None and self.desk.slots else None
        sheet = self.sheet_of(card) if card else None
        pane.dress(
            heading=self.naming.heading(card, self.glyphs.dot) if card else "",
            is_current=slot == self.desk.focus and pane is not self.strip,
            flow=self.flow and not self.as_table,
            lit=self.lit,
            shown=self.shown_kinds,
            differences=self.kinds["differences"],
            beside=self.study.comparisons.view(sheet, self.desk.sheet(self._beside_of(slot))),
        )
        if pane.sheet is not sheet:
            known = self.study.highlights.get(sheet.article.id) if sheet else None
            pane.show(sheet, known or Highlights())

    def _beside_of(self, slot: int | None) -> int | None:
        """The slot that a slot is seen in the light of: the one in focus, or the one beside it."""
        return self.desk.beside if slot == self.desk.focus else self.desk.focus

    @property
    def side_by_side(self) -> list[Sheet]:
        """The articles that are shown, the strip's too, the earlier one of the story first."""
        slots = self.desk.shown(self.pane_count)
        if len(slots) == 1 and self.desk.beside is not None:
            slots = [slots[0], self.desk.beside]
        # The earlier article of the story is A.
        slots.sort(key=lambda slot: self.desk.slots[slot])
        return [sheet for slot in slots if (sheet := self.desk.sheet(slot))]

    def compare(self) -> None:
        """Compare, behind the screen, what stands side by side, and with what it was before."""
        shown = self.side_by_side
        self.study.compare(shown)
        for sheet in shown:
            for earlier in self.carrier.earlier.get(sheet.article.id, ()):
                self.study.compare([earlier, sheet])

    def view(self) -> Beside | None:
        """The sheet in focus in the light of the one beside it, once they are compared."""
        return self.study.comparisons.view(self.desk.current, self.desk.sheet(self.desk.beside))

    def tie_panes(self, master: ArticlePane | None = None) -> None:
        """Let the other panes follow the one in focus, or the one that was scrolled."""
        master = master or self.pane_of(self.desk.current)
        if master is None or not self.tied:
            return
        for pane in self.panes:
            if pane is not master and pane.display:
                beside = self.study.comparisons.view(master.sheet, pane.sheet)
                if beside is not None:
                    tie(master, pane, beside)
        master.drop_rule()

    @property
    def shown_kinds(self) -> frozenset[str]:
        """Kinds of highlight that are switched on."""
        return frozenset(
            kind for kind in KINDS if self.kinds["figures" if kind == "figure" else "entities"]
        )

    def sheet_of(self, card: Card) -> Sheet | None:
        """The sheet of a card: opened before, read now, or (a long one) on its way."""
        if sheet := self.desk.sheets.get(card.article_id):
            return sheet
        if card.chars > open_articles.SMALL_TEXT:
            self._read_behind(card)
            return None
        return self._take(card, self._read(card))

    def _read_behind(self, card: Card) -> None:
        """Read a long article without keeping anybody waiting."""
        if card.article_id not in self._being_read:
            self._being_read.add(card.article_id)
            work = partial(self._read_and_post, card)
            self.run_worker(work, thread=True, group=f"read {card.article_id}")

    def _read_and_post(self, card: Card) -> None:
        self.post_message(messages.SheetRead(card, self._read(card)))

    def _read(self, card: Card) -> Sheet | str:
        """The sheet with what the store says of it, or the reason why there is none."""
        try:
            return open_articles.read_sheet(card, self.settings.config, self.store, self.me)
        except (ArticleError, StoreError) as error:
            return f"{card.path}: {error}"
        except Exception as error:  # whatever is wrong with one article, the others stay open
            return f"{card.path}: cannot be read ({type(error).__name__}: {str(error)[:200]})"

    def _take(self, card: Card, read: Sheet | str) -> Sheet | None:
        """Keep a sheet that was read; say why one was not."""
        self._being_read.discard(card.article_id)
        if isinstance(read, str):
            self.say(read, "Cannot be read", "error")
            return None
        self.put_sheet(read)
        return read

    def put_sheet(self, sheet: Sheet) -> None:
        """Have a sheet on the desk, in the place of one of the same article."""
        before = self.desk.sheets.get(sheet.article.id)
        if before is not None:
            sheet.succeed(before)
            self.study.comparisons.forget(sheet)
        self.desk.sheets[sheet.article.id] = sheet
        self.analyse(sheet)

    def analyse(self, sheet: Sheet) -> None:
        """Find names and figures behind the screen."""
        pane = self.pane_of(sheet)
        self.study.analyse(sheet, pane.in_view if pane else range(0))

    def load_tags(self, sheet: Sheet) -> None:
        """Show what the store says of an article, under what is on its way there."""
        if self.store is not None:
            sheet.load(open_articles.tags_of(self.store, self.me, sheet.article.id))
        self.propose()

    def touch(self, changed: Iterable[tuple[str, int]]) -> None:
        """Repaint sentences wherever they are visible, and those they are proposed for."""
        indices: dict[str, list[int]] = {}
        for article_id, index in self.carrier.propose_again(changed):
            indices.setdefault(article_id, []).append(index)
        for pane in self.every_pane:
            if pane.sheet and (found := indices.get(pane.sheet.article.id)):
                pane.touch(*found)
        self.show_state()

    # What the bars say

    def pane_of(self, sheet: Sheet | None) -> ArticlePane | None:
        """The pane that shows a sheet."""
        return next((pane for pane in self.panes if sheet and pane.sheet is sheet), None)

    def counterpart(self, index: int, sheet: Sheet, other: Sheet) -> int:
        """The sentence of `other` that reports what `index` does, or stands where it would."""
        return counterpart(self.study.comparisons, index, sheet, other)

    def show_state(self) -> None:
        """Bring strip and bars in line with the desk."""
        self._show_strip()
        self._show_title()
        self.detail_bar.show(Detail(tuple(self._detail())))
        self._show_status()

    def _show_strip(self) -> None:
        sheet, other = self.desk.current, self.strip.sheet
        if sheet is None or other is None:
            return
        before, self.strip.at = self.strip.at, self.counterpart(sheet.cursor, sheet, other)
        if before != self.strip.at:
            self.strip.follow(*([] if before is None else [before]))

    def _show_title(self) -> None:
        story = self.desk.story
        place = self.reading
        if not place and len(self.stories) > 1 and story is not None:
            keys = [one.key for one in self.stories]
            at = keys.index(story.key) + 1 if story.key in keys else 1
            place = f"story {at} of {len(keys):,}"
        legend = tuple(kind for kind in KINDS if kind in self.shown_kinds)
        proposed = status_text.proposed(self.desk.current) if self.desk.current else ""
        self.title_bar.show(Title(story.title if story else "", place, legend, proposed))

    def remarks_of(self, sheet: Sheet) -> Sequence[status_text.Part]:
        """What colleagues said of the sentence under the cursor."""
        return ()

    def _detail(self) -> Iterable[tuple[str, str]]:
        sheet = self.desk.current
        if sheet is None:
            return ()
        return status_text.detail(
            sheet,
            self.remarks_of(sheet),
            self.scheme,
            self.glyphs,
            self.study.highlights.get(sheet.article.id),
            self.shown_kinds,
            self.view() if self.kinds["differences"] else None,
            status_text.Carried(
                self.carrier,
                self.naming.place_of,
                readable(self.keys["reader.accept"].split(",")[0]),
                readable(self.keys["reader.reject"].split(",")[0]),
            ),
        )

    @property
    def hints(self) -> tuple[tuple[str, str], ...]:
        """Keys that are worth a word at the moment, and what they show."""
        return ()

    def _show_status(self) -> None:
        sheets = [self.desk.sheet(slot) for slot in range(len(self.desk.slots))]
        known = [sheet for sheet in sheets if sheet is not None]
        store = self.store
        self.status_bar.show(
            Status(
                done=sum(sheet.labelled for sheet in known),
                total=sum(sheet.sentences.body for sheet in known),
                saving=self.recorder.saving,
                unsaved=len(self.recorder.unsaved),
                counted=self.count,
                read_only=self.opened and (store is None or store.read_only),
                opening=not self.opened,
                keys=tuple(
                    (label.slug, self.keys[f"label.{label.slug}"].split(",")[0])
                    for label in self.scheme.active
                ),
                hints=self.hints,
                help_key=self.keys["reader.help"].split(",")[0],
                retry_key=self.keys["reader.retry"].split(",")[0],
            )
        )

    def recolour(self, palette: Palette) -> None:
        """Draw everything in another theme."""
        self.palette = palette
        for pane in self.every_pane:
            pane.palette = palette
            pane.repaint()
        for bar in (self.title_bar, self.detail_bar, self.status_bar):
            bar.palette = palette
            bar.refresh()

    def say(self, text: str, title: str = "", severity: str = "information") -> None:
        """Tell the annotator something; the text is never markup."""
        lines = "\n".join(safe(line) for line in text.splitlines())
        kind = severity if severity in ("information", "warning", "error") else "information"
        self.notify(lines, title=title, severity=kind, markup=False)  # type: ignore[arg-type]
