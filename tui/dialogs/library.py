"""The library: every story and article of the corpus, with progress; type to filter."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from textual.binding import Binding

from annotations.articles.corpus import Card, Skipped
from annotations.articles.stories import Story
from tui.dialogs.list_screen import Listing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.reader.background import ReadingScreen
    from tui.widgets.row_builder import Line


class Index:
    """The rows of the library: stories, their articles, files that were skipped.

    Kept by the reader from one visit to the next: of 100,000 articles it is not made twice.
    """

    def __init__(self, stories: Sequence[Story], skipped: Sequence[Skipped]) -> None:
        self.stories = stories
        self.skipped = skipped
        self.rows: list[Story | tuple[Story, Card] | Skipped] = []
        for story in stories:
            self.rows.append(story)
            self.rows.extend([(story, card) for card in story.cards])
        self.rows.extend(skipped)

    @cached_property
    def words(self) -> list[str]:
        """What the filter looks at, by row, folded."""
        found: list[str] = []
        for story in self.stories:
            below = [f"{c.title}\n{c.source}\n{c.path}\n{story.title}" for c in story.cards]
            # A story stays as long as one of its articles does.
            found.append("\n".join((story.title, *below)).casefold())
            found.extend([words.casefold() for words in below])
        found.extend([f"skipped\n{file.path}\n{file.reason}".casefold() for file in self.skipped])
        return found

    def narrow(self, among: Sequence[int], text: str) -> list[int]:
        """The rows among these that hold every word of `text`."""
        found, haystack = list(among), self.words
        for word in text.casefold().split():
            found = [row for row in found if word in haystack[row]]
        return found


class Library(Listing[tuple[str, str]]):
    """Choose a story or an article; dismissed with the story's key and the article's id."""

    BINDINGS = [Binding("ctrl+w", "export", show=False)]

    def __init__(self, reader: ReadingScreen) -> None:
        super().__init__(reader.palette, reader.glyphs)
        self.reader = reader
        self._shown: Sequence[int] = ()
        self._labelled: dict[str, int] = {}
        self._narrowed = ""
        self._read()

    def on_mount(self) -> None:
        """List the stories; look now and then whether more of a large corpus is read."""
        self.call_after_refresh(self._show_open_story)
        if self.reader.reading:
            self.set_interval(0.5, self._read_again)

    def _read(self) -> None:
        reader = self.reader
        index = reader.index
        if index is None or index.stories is not reader.stories or index.skipped != reader.skipped:
            index = reader.index = Index(reader.stories, reader.skipped)
        self._index = index
        if reader.store is not None and reader.me:
            progress = reader.store.progress(reader.me)
            self._labelled = {id_: found.labelled for id_, found in progress.items()}

    def _read_again(self) -> None:
        if self._index.stories is not self.reader.stories:
            self._read()
            self._narrowed = ""
            self.filtered(self.rows.cursor)
        self._show_bars()

    def _show_open_story(self) -> None:
        open_now = self.reader.desk.story
        self.filtered(next((n for n, row in enumerate(self._index.rows) if row is open_now), 0))
        # Making the words ready takes a moment in a large corpus: do it before the first letter.
        self.run_worker(lambda: self._index.words, thread=True)

    def filtered(self, cursor: int = 0) -> None:
        """Show what holds every word of the filter."""
        text = self.query_text
        if not text.split():
            self._shown = range(len(self._index.rows))
        else:
            # Typing on can only narrow what is shown already.
            narrower = self._narrowed.split() and text.startswith(self._narrowed)
            among = self._shown if narrower else range(len(self._index.rows))
            self._shown = self._index.narrow(among, text)
        self._narrowed = text
        self.rows.show(len(self._shown), cursor)
        self._show_bars()

    def _show_bars(self) -> None:
        articles = len(self._index.rows) - len(self._index.stories) - len(self._index.skipped)
        stories = _many(len(self._index.stories), "story", "stories")
        self.heading.show(
            "Library", self.reader.reading or f"{stories}, {_many(articles, 'article')}"
        )
        hint = f"{len(self._shown):,} found: {self.query_text}" if self.query_text else ""
        self.footing.show(hint or "type to filter", "enter opens   ^w training set   esc back")

    def action_export(self) -> None:
        """Leave, and write a training set of the project."""
        self.dismiss(None)
        self.reader.call_later(self.reader.run_action, "export")

    def draw(self, row: int, line: Line) -> None:
        """A story in bold, its articles below it, what was skipped at the end."""
        entry = self._index.rows[self._shown[row]]
        if isinstance(entry, Skipped):
            line.add(f" skipped: {entry.path}: {entry.reason}", self.palette.warning)
        elif isinstance(entry, Story):
            done = sum(self._labelled.get(card.article_id, 0) for card in entry.cards)
            labelled = f"{done} labelled, " if done else ""
            line.right(f" {labelled}{_many(len(entry.cards), 'article')} ", self.palette.faint)
            line.add(f" {entry.title}", self.palette.accent)
        else:
            self._draw_card(entry[1], line)

    def _draw_card(self, card: Card, line: Line) -> None:
        done = self._labelled.get(card.article_id, 0)
        sheet = self.reader.desk.sheets.get(card.article_id)
        total = f"/{sheet.sentences.body}" if sheet else " labelled" if done else ""
        line.right(f" {done}{total} " if done or sheet else " ")
        line.right(f"  {card.published_at[:10]}", self.palette.faint)
        line.right(f"  {card.source}", self.palette.faint)
        line.add(f"    {card.title}")

    def choice(self, row: int) -> tuple[str, str] | None:
        """The story, and the article if it is one."""
        entry = self._index.rows[self._shown[row]]
        if isinstance(entry, Skipped):
            return None
        if isinstance(entry, Story):
            return entry.key, ""
        return entry[0].key, entry[1].article_id


def _many(count: int, one: str, more: str = "") -> str:
    return f"{count:,} {one if count == 1 else more or one + 's'}"
