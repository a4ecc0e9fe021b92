"""The articles that the reader has open: read and cut, with what the annotator said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.errors import ArticleError, StoreError
from annotations.workflow import open_articles
from tui import messages
from tui.reader.changes import NOTHING, Changes, Said, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotations.articles.corpus import Card
    from annotations.config import Config
    from annotations.workflow.open_article import Sheet
    from tui.reader.background import Behind, Study
    from tui.reader.state import ReaderState


class Articles:
    """Opens articles: short ones at once, long ones behind the screen.

    Args:
        state: Where opened articles are kept.
        config: How files are read and cut.
        behind: Starts workers.
        study: Looks for names and quantities in what was opened.
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
        self.begins: dict[str, Callable[[Sheet], None]] = {}
        """What is done to sheets when they are first opened, by article."""

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

    def opened(self, card: Card) -> Sheet | None:
        """An article of the corpus, opened now if it can be at once."""
        if card.article_id not in self._state.sheets:
            self._open(card)
        return self._state.sheets.get(card.article_id)

    def is_being_read(self, card: Card) -> bool:
        """Whether a long article will be open soon."""
        return card.article_id in self._being_read

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
        except Exception as error:  # whatever is wrong with one article, the others stay open
            return f"{card.path}: cannot be read ({type(error).__name__}: {str(error)[:200]})"

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
        elif (begin := self.begins.pop(sheet.article.id, None)) is not None:
            begin(sheet)
        self._state.sheets[sheet.article.id] = sheet
        self.analyse(sheet)

    def analyse(self, sheet: Sheet) -> None:
        """Find names and quantities behind the screen."""
        self._study.analyse(sheet, self._in_view(sheet))

    def load_tags(self, sheet: Sheet) -> None:
        """Let a sheet say what the store says of it, under what is on its way there."""
        state = self._state
        if state.store is not None:
            sheet.load(open_articles.tags_of(state.store, state.me, sheet.article.id))
            sheet.former = open_articles.former_tags(state.store, state.me, sheet)

    def take_progress(self, progress: open_articles.Progress) -> Changes:
        """More of the corpus was read: the open story may have got more articles."""
        state = self._state
        percent = f", {progress.share:.0%} of the next" if progress.share else ""
        reading = f"reading {progress.done:,} of {progress.total:,}{percent}"
        state.reading = "" if progress.is_over else reading
        if progress.is_over:
            state.receipts = tuple(progress.receipts)
            state.skipped = tuple(progress.skipped)
        if not progress.stories:
            return NOTHING
        is_other = state.arrange(found=tuple(progress.stories))
        return Changes(panes=True) if is_other else NOTHING
