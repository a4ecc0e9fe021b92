"""The library: every story and article of the corpus, with progress; type to filter."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding

from annotations.articles.corpus import Card, Skipped
from annotations.articles.stories import Story
from annotations.plurals import count
from tui.dialogs.list_screen import Listing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from annotations.articles.receipts import Receipt
    from annotations.workflow.progress import Standing
    from tui.theme import Palette
    from tui.widgets.glyphs import Glyphs
    from tui.widgets.row_builder import Line


_PLAIN = ("plain text", "Markdown")
"""Kinds of files that need not be named."""


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
        self._namesakes: dict[str, Sequence[Card]] = {}

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

    def namesakes(self, story: Story) -> Sequence[Card]:
        """The articles of a story that share title, source and day with another one of it."""
        if story.key not in self._namesakes:
            named = [(card.title, card.source, card.published_at[:10]) for card in story.cards]
            often = {name for name, count in Counter(named).items() if count > 1}
            pairs = zip(story.cards, named, strict=True)
            self._namesakes[story.key] = [card for card, name in pairs if name in often]
        return self._namesakes[story.key]

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
    standings: Mapping[str, Standing] = {}
    """How far articles are, as far as that is known."""
    done: frozenset[str] = frozenset()
    """Articles that were marked as done."""
    finished: frozenset[str] = frozenset()
    """Articles in which nothing is left to label."""
    counting: bool = False
    """Whether more of them will be known soon."""
    hides_done: bool = False
    """Whether what is finished is left out."""
    receipts: Sequence[Receipt] = ()
    """What became of the files that are read."""

    def is_finished(self, row: Story | tuple[Story, Card] | Skipped) -> bool:
        """Whether nothing is left to label in a story, or in an article."""
        if isinstance(row, Skipped):
            return False
        cards = row.cards if isinstance(row, Story) else (row[1],)
        return all(card.article_id in self.finished for card in cards)


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
        contents: Says what there is; asked again as long as the corpus is being read or counted.
        hide_done: Leaves out what is finished, or lists it again.
        open_now: The id of the article that is read.
    """

    BINDINGS = [
        Binding("ctrl+w", "export", show=False),
        Binding("ctrl+d", "hide_done", show=False),
        Binding("ctrl+r", "receipts", show=False),
    ]

    def __init__(
        self,
        palette: Palette,
        glyphs: Glyphs,
        contents: Callable[[], Contents],
        hide_done: Callable[[], None],
        open_now: str,
    ) -> None:
        super().__init__(palette, glyphs)
        self._ask = contents
        self._now = contents()
        self._hide_done = hide_done
        self._open_now = open_now
        self._shown: Sequence[int] = ()
        self._narrowed = ""
        self._begun = False
        """Whether the rows are shown, the cursor on the article that is read."""

    def on_mount(self) -> None:
        """Look now and then whether more of the corpus is read, or counted."""
        self.set_interval(0.5, self._read_again)

    @property
    def _index(self) -> Index:
        return self._now.rows

    def _read_again(self) -> None:
        before = self._now
        if not (before.reading or before.counting):
            return
        self._now = self._ask()
        if self._now.rows is not before.rows:
            self._narrowed = ""
            self.filtered(self.rows.cursor)
        elif len(self._now.standings) != len(before.standings):
            self.rows.refresh()
        self._show_bars()

    def _begin(self) -> None:
        self._begun = True
        shown = ((n, self._index.rows[row]) for n, row in enumerate(self._shown))
        self.rows.show(len(self._shown), next((n for n, row in shown if self._is_open(row)), 0))
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
        if self._now.hides_done:
            rows = self._index.rows
            self._shown = [row for row in self._shown if not self._now.is_finished(rows[row])]
        self._narrowed = text
        if self._begun:
            self.rows.show(len(self._shown), cursor)
        else:
            self._begin()
        self._show_bars()

    def _is_open(self, row: Story | tuple[Story, Card] | Skipped) -> bool:
        return not isinstance(row, Story | Skipped) and row[1].article_id == self._open_now

    def _show_bars(self) -> None:
        articles = len(self._index.rows) - len(self._index.stories) - len(self._index.skipped)
        stories = count(len(self._index.stories), "story", "stories")
        self.heading.show(
            "Library",
            self._now.reading
            or f"{stories}, {count(articles, 'article')}, {len(self._now.finished):,} finished",
        )
        hint = f"{len(self._shown):,} found: {self.query_text}" if self.query_text else ""
        hides = "^d shows finished" if self._now.hides_done else "^d hides finished"
        self.footing.show(
            hint or "type to filter",
            f"enter opens   {hides}   ^r files   ^w training set   esc back",
        )

    def action_export(self) -> None:
        """Leave, and write a training set of the project."""
        self.dismiss(Choice(writes=True))

    def action_receipts(self) -> None:
        """Show what became of every file."""
        from tui.dialogs.about import receipts_page

        self.app.push_screen(receipts_page(self.palette, self.glyphs, self._now.receipts))

    def action_hide_done(self) -> None:
        """Leave out what is finished, or list it again."""
        self._hide_done()
        kept = self._index.rows[self._shown[self.rows.cursor]] if self._shown else None
        self._now, self._narrowed = self._ask(), ""
        self.filtered()
        shown = enumerate(self._shown)
        self.filtered(next((n for n, row in shown if self._index.rows[row] is kept), 0))

    def draw(self, row: int, line: Line) -> None:
        """A story in bold, its articles below it, what was skipped at the end."""
        entry = self._index.rows[self._shown[row]]
        if isinstance(entry, Skipped):
            line.add(f" skipped: {entry.path}: {entry.reason}", self.palette.warning)
        elif isinstance(entry, Story):
            self._draw_story(entry, line)
        else:
            self._draw_card(*entry, line)

    def _draw_story(self, story: Story, line: Line) -> None:
        known = [self._now.standings.get(card.article_id) for card in story.cards]
        labelled = sum(one.labelled for one in known if one)
        said = ""
        if self._now.is_finished(story):
            said = "finished, "
        elif all(known):
            said = f"{labelled:,} of {sum(one.body for one in known if one):,} labelled, "
        elif labelled:
            said = f"{labelled:,} labelled, "
        line.right(f" {said}{count(len(story.cards), 'article')} ", self.palette.faint)
        is_open = any(card.article_id == self._open_now for card in story.cards)
        line.add(self.glyphs.current if is_open else " ", self.palette.accent)
        line.add(story.title, self.palette.accent)

    def _draw_card(self, story: Story, card: Card, line: Line) -> None:
        standing = self._now.standings.get(card.article_id)
        line.right(f" {standing.labelled}/{standing.body} " if standing else " ")
        if card.article_id in self._now.done:
            line.right("  done", self.palette.accent)
        if card.format not in ("", *_PLAIN):
            line.right(f"  {card.format}", self.palette.faint)
        if card.wire and card.wire != card.source:
            line.right(f"  {card.wire}", self.palette.faint)
        line.right(f"  {card.published_at[:10]}", self.palette.faint)
        line.right(f"  {card.source}", self.palette.faint)
        if card in self._index.namesakes(story):
            # The time, if there is one, and the file: all else is the same.
            apart = (card.published_at[11:16], Path(card.path).name)
            line.right("  " + " ".join(part for part in apart if part), self.palette.faint)
        sign = self.glyphs.current if card.article_id == self._open_now else " "
        line.add(f"   {sign}{card.title}")

    def choice(self, row: int) -> Choice | None:
        """The story, and the article if it is one."""
        entry = self._index.rows[self._shown[row]]
        if isinstance(entry, Skipped):
            return None
        if isinstance(entry, Story):
            return Choice(entry.key)
        return Choice(entry[0].key, entry[1].article_id)
