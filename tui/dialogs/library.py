"""The library: every story and article of the corpus, with progress; type to filter."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding

from annotations.articles.corpus import Card, Skipped
from annotations.articles.stories import Story
from annotations.plurals import count
from tui.dialogs.list_screen import Listing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tui.theme import Palette
    from tui.widgets.glyphs import Glyphs
    from tui.widgets.row_builder import Line


class Index:
    """The rows of the library: stories, their articles, files that were skipped.

    Kept from one visit to the next: of 100,000 articles it is not made twice.
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


class Contents(NamedTuple):
    """What the library lists at a moment."""

    rows: Index
    reading: str = ""
    """How far a large corpus is read, or empty."""
    labelled: Mapping[str, int] = {}
    """Sentences that the annotator labelled, by article."""
    bodies: Mapping[str, int] = {}
    """Sentences to label, of articles that are open."""


class Choice(NamedTuple):
    """What was chosen: a story, one of its articles, or to write a training set."""

    story: str = ""
    article_id: str = ""
    writes: bool = False


class Library(Listing[Choice]):
    """Choose a story or an article.

    Args:
        palette: The styles of the theme.
        glyphs: The signs.
        contents: Says what there is; asked again as long as the corpus is being read.
        open_now: The story that is open.
    """

    BINDINGS = [Binding("ctrl+w", "export", show=False)]

    def __init__(
        self,
        palette: Palette,
        glyphs: Glyphs,
        contents: Callable[[], Contents],
        open_now: Story | None,
    ) -> None:
        super().__init__(palette, glyphs)
        self._ask = contents
        self._now = contents()
        self._open_now = open_now
        self._shown: Sequence[int] = ()
        self._narrowed = ""

    def on_mount(self) -> None:
        """List the stories; look now and then whether more of a large corpus is read."""
        self.call_after_refresh(self._show_open_story)
        if self._now.reading:
            self.set_interval(0.5, self._read_again)

    @property
    def _index(self) -> Index:
        return self._now.rows

    def _read_again(self) -> None:
        before, self._now = self._now, self._ask()
        if self._now.rows is not before.rows:
            self._narrowed = ""
            self.filtered(self.rows.cursor)
        self._show_bars()

    def _show_open_story(self) -> None:
        rows = enumerate(self._index.rows)
        self.filtered(next((n for n, row in rows if row is self._open_now), 0))
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
        stories = count(len(self._index.stories), "story", "stories")
        self.heading.show(
            "Library", self._now.reading or f"{stories}, {count(articles, 'article')}"
        )
        hint = f"{len(self._shown):,} found: {self.query_text}" if self.query_text else ""
        self.footing.show(hint or "type to filter", "enter opens   ^w training set   esc back")

    def action_export(self) -> None:
        """Leave, and write a training set of the project."""
        self.dismiss(Choice(writes=True))

    def draw(self, row: int, line: Line) -> None:
        """A story in bold, its articles below it, what was skipped at the end."""
        entry = self._index.rows[self._shown[row]]
        if isinstance(entry, Skipped):
            line.add(f" skipped: {entry.path}: {entry.reason}", self.palette.warning)
        elif isinstance(entry, Story):
            done = sum(self._now.labelled.get(card.article_id, 0) for card in entry.cards)
            labelled = f"{done} labelled, " if done else ""
            line.right(f" {labelled}{count(len(entry.cards), 'article')} ", self.palette.faint)
            line.add(f" {entry.title}", self.palette.accent)
        else:
            self._draw_card(entry[1], line)

    def _draw_card(self, card: Card, line: Line) -> None:
        done = self._now.labelled.get(card.article_id, 0)
        body = self._now.bodies.get(card.article_id)
        total = f"/{body}" if body is not None else " labelled" if done else ""
        line.right(f" {done}{total} " if done or body is not None else " ")
        line.right(f"  {card.published_at[:10]}", self.palette.faint)
        line.right(f"  {card.source}", self.palette.faint)
        line.add(f"    {card.title}")

    def choice(self, row: int) -> Choice | None:
        """The story, and the article if it is one."""
        entry = self._index.rows[self._shown[row]]
        if isinstance(entry, Skipped):
            return None
        if isinstance(entry, Story):
            return Choice(entry.key)
        return Choice(entry[0].key, entry[1].article_id)
