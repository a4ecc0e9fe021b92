"""The library: every story and article of the corpus, with progress; type to filter."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotations.articles.corpus import Card
from annotations.articles.stories import Story
from tui.screens.listing import Listing
from tui.widgets.line import Line

if TYPE_CHECKING:
    from tui.screens.reading import ReadingScreen


class Entry(NamedTuple):
    """A row: a story, an article of one, or a file that was skipped."""

    story: Story | None
    card: Card | None
    skipped: str
    words: str
    """What the filter looks at, folded."""


class Library(Listing[tuple[str, str]]):
    """Choose a story or an article; dismissed with the story's key and the article's id."""

    def __init__(self, reader: ReadingScreen) -> None:
        super().__init__(reader.palette, reader.glyphs)
        self.reader = reader
        self._entries: list[Entry] = []
        self._shown: list[int] = []
        self._labelled: dict[str, int] = {}
        self._listed: tuple[Story, ...] = ()
        self._narrowed = ""

    def on_mount(self) -> None:
        """List the stories; look now and then whether more of a large corpus is read."""
        self._read()
        self.call_after_refresh(self._show_open_story)
        if self.reader.reading:
            self.set_interval(0.5, self._read_again)

    def _read(self) -> None:
        reader = self.reader
        self._listed = reader.stories
        self._entries = [*_entries(reader.stories), *_skipped(reader)]
        self._narrowed = ""
        if reader.store is not None and reader.me:
            progress = reader.store.progress(reader.me)
            self._labelled = {id_: found.labelled for id_, found in progress.items()}

    def _read_again(self) -> None:
        if self._listed is not self.reader.stories:
            self._read()
            self.filtered(self.rows.cursor)
        self._show_bars()

    def _show_open_story(self) -> None:
        open_now = self.reader.desk.story
        key = open_now.key if open_now else ""
        rows = enumerate(self._entries)
        at = next((n for n, e in rows if e.story and not e.card and e.story.key == key), 0)
        self.filtered(at)

    def filtered(self, cursor: int = 0) -> None:
        """Show what holds every word of the filter."""
        words = self.query_text.casefold().split()
        # Typing on can only narrow what is shown already.
        narrower = self._narrowed and self.query_text.casefold().startswith(self._narrowed)
        among = self._shown if narrower else range(len(self._entries))
        entries = self._entries
        self._shown = [n for n in among if all(word in entries[n].words for word in words)]
        self._narrowed = self.query_text.casefold()
        self.rows.show(len(self._shown), cursor)
        self._show_bars()

    def _show_bars(self) -> None:
        stories = len(self.reader.stories)
        articles = sum(len(story.cards) for story in self.reader.stories)
        counts = f"{_many(stories, 'story', 'stories')}, {_many(articles, 'article')}"
        self.heading.show("Library", self.reader.reading or counts)
        hint = f"{len(self._shown):,} found: {self.query_text}" if self.query_text else ""
        self.footing.show(hint or "type to filter", "enter opens   esc back")

    def draw(self, row: int, line: Line) -> None:
        """A story in bold, its articles below it."""
        entry, palette = self._entries[self._shown[row]], self.palette
        if entry.card is not None:
            done = self._labelled.get(entry.card.article_id, 0)
            sheet = self.reader.desk.sheets.get(entry.card.article_id)
            total = f"/{sheet.sentences.body}" if sheet else " labelled" if done else ""
            line.right(f" {done}{total} " if done or sheet else " ")
            line.right(f"  {entry.card.published_at[:10]}", palette.faint)
            line.right(f"  {entry.card.source}", palette.faint)
            line.add(f"    {entry.card.title}")
        elif entry.story is not None:
            done = sum(self._labelled.get(card.article_id, 0) for card in entry.story.cards)
            labelled = f"{done} labelled, " if done else ""
            line.right(f" {labelled}{_many(len(entry.story.cards), 'article')} ", palette.faint)
            line.add(f" {entry.story.title}", palette.accent)
        else:
            line.add(f" skipped: {entry.skipped}", palette.warning)

    def choice(self, row: int) -> tuple[str, str] | None:
        """The story, and the article if it is one."""
        entry = self._entries[self._shown[row]]
        if entry.story is None:
            return None
        return entry.story.key, entry.card.article_id if entry.card else ""


def _entries(stories: tuple[Story, ...]) -> list[Entry]:
    entries = []
    for story in stories:
        title = story.title.casefold()
        below = [
            Entry(story, card, "", f"{title} {card.title} {card.source} {card.path}".casefold())
            for card in story.cards
        ]
        # A story stays as long as one of its articles does.
        entries.append(Entry(story, None, "", " ".join({title, *(e.words for e in below)})))
        entries.extend(below)
    return entries


def _skipped(reader: ReadingScreen) -> list[Entry]:
    texts = [f"{skipped.path}: {skipped.reason}" for skipped in reader.skipped]
    return [Entry(None, None, text, f"skipped {text}".casefold()) for text in texts]


def _many(count: int, one: str, more: str = "") -> str:
    return f"{count:,} {one if count == 1 else more or one + 's'}"
