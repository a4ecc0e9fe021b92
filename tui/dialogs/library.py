"""The library: every story and article of the corpus, with progress; type to filter.

Stories are renamed, merged and parted here.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual.binding import Binding

from annotations.articles.corpus import Card, Skipped
from annotations.articles.stories import Story
from annotations.articles.stories_by_hand import MADE
from annotations.plurals import count
from tui.dialogs.library_rows import NAME, Choice, Index, articles_of, marking
from tui.dialogs.list_screen import Heading, Listing
from tui.keys import LIBRARY, short
from tui.sanitize import title as one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.app import ComposeResult

    from annotations.workflow.corpus_search import Finding
    from tui.dialogs.library_rows import Article, Found, Row, Sources
    from tui.dialogs.story_list import Goal
    from tui.theme import Palette
    from tui.widgets.glyphs import Glyphs
    from tui.widgets.row_builder import Line


_LEAST = 2
"""Letters from which the texts are searched."""

_PLAIN = ("plain text", "Markdown")
"""Kinds of files that need not be named."""


def library_bindings(keys: Mapping[str, str]) -> list[Binding]:
    """The library's own keys as Textual takes them; `keys` by id, after remapping."""
    return [Binding(keys[key.id], key.action, key.does, id=key.id, show=False) for key in LIBRARY]


class Library(Listing[Choice]):
    """Choose a story or an article; rename, merge and part stories.

    Its own keys are those of `library_bindings`, on a class made of this one.

    Args:
        palette: The styles of the theme.
        glyphs: The signs.
        keys: The keys of every action by id.
        sources: Where it has it all from.
        open_now: The id of the article that is read.
    """

    table = LIBRARY
    """Its own keys, for the palette of commands."""

    def __init__(
        self,
        palette: Palette,
        glyphs: Glyphs,
        keys: Mapping[str, str],
        sources: Sources,
        open_now: str,
    ) -> None:
        super().__init__(palette, glyphs)
        self._keys = keys
        self._ask = sources.contents
        self._now = sources.contents()
        self._hide_done = sources.hide_done
        self._edits = sources.edits
        self._search = sources.search
        self._searches = sources.searches
        self._sources = sources
        self._open_now = open_now
        self._found: Found | None = None
        """What the texts hold of what is typed, below the rows that the filter keeps."""
        self._entries: Sequence[tuple[Article, Finding]] = ()
        """What of that is listed: where finished articles are hidden, the others."""
        self._asked = 0
        """Counts searches: the answer to an earlier one is dropped."""
        self._marked: set[tuple[bool, str]] = set()
        """Marked rows: whether it is a story, and the id of the article or of its first one."""
        self.stories_footing = Heading(palette, glyphs)
        self._shown: Sequence[int] = ()
        self._narrowed = ""
        self._begun = False
        """Whether the rows are shown, the cursor on the article that is read."""

    def compose(self) -> ComposeResult:
        """What every list has, and a row for the keys of stories."""
        yield self.heading
        yield self.rows
        yield self.stories_footing
        yield self.footing

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
        self.rows.show(self._total, next((n for n, row in shown if self._is_open(row)), 0))
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
        if self._now.whose:
            rows = self._index.rows
            self._shown = [row for row in self._shown if self._now.is_listed(rows[row])]
        self._narrowed = text
        self._look_into_texts(text)
        self._list_found()
        if self._begun:
            self.rows.show(self._total, cursor)
        else:
            self._begin()
        self._show_bars()

    # What the texts hold

    @property
    def _total(self) -> int:
        """The rows: those of the filter, then a heading, and two for each finding."""
        found = self._found
        below = 1 + 2 * len(self._entries) if found is not None else 0
        return len(self._shown) + below

    def _look_into_texts(self, text: str) -> None:
        """Search the texts behind the screen; what was found for other words goes at once."""
        if self._found is not None and self._found.text == text:
            return
        self._asked += 1
        if len(text.strip()) < _LEAST:
            self._found = None
            return
        if self._found is None or not text.startswith(self._found.text):
            self._found = None
        number = self._asked

        def work() -> None:
            def goes_on() -> bool:
                return number == self._asked and self.is_attached

            for found in self._search(text, goes_on):
                if not goes_on():
                    return
                self.app.call_from_thread(self._take_found, found, number)

        self.run_worker(work, thread=True, group="texts", exclusive=True)

    def _take_found(self, found: Found, number: int) -> None:
        if number == self._asked and self.is_attached:
            if found.query.is_empty and not found.query.mistakes:
                return
            self._found = found
            self._list_found()
            self.rows.show(self._total, min(self.rows.cursor, max(self._total - 1, 0)))
            self._show_bars()

    def _list_found(self) -> None:
        entries = self._found.entries if self._found is not None else ()
        now = self._now
        self._entries = [
            one
            for one in entries
            if now.is_listed(one[0]) and not (now.hides_done and now.is_finished(one[0]))
        ]

    def _finding(self, row: int) -> tuple[Article, Finding] | None:
        """What was found, of a row below those of the filter."""
        at = row - len(self._shown) - 1
        return self._entries[at // 2] if 0 <= at < 2 * len(self._entries) else None

    def _draw_found(self, row: int, line: Line) -> None:
        """Title, source and date; below it the text around the first hit."""
        assert self._found is not None
        if (entry := self._finding(row)) is None:
            line.add(f" In the texts: {self._found.said}", self.palette.bar_bold)
            return
        (story, card), finding = entry
        if (row - len(self._shown)) % 2:
            line.right(f"  {card.published_at[:10]} ", self.palette.faint)
            line.right(f"  {card.source}", self.palette.faint)
            mark = self.glyphs.marked if marking((story, card)) in self._marked else " "
            line.add(f"{mark}   {card.title}")
            return
        at, snippet = 0, finding.snippet
        line.add("      ")
        for hit in snippet.hits:
            line.add(snippet.text[at : hit.start], self.palette.faint)
            line.add(snippet.text[hit.start : hit.end], self.palette.hit)
            at = hit.end
        line.add(snippet.text[at:], self.palette.faint)

    def saved(self) -> None:
        """Choose one of the searches of the configuration."""
        from tui.dialogs.search_list import SearchList

        def take(text: str | None) -> None:
            if text is not None:
                self._filter(text)

        self.app.push_screen(SearchList(self.palette, self.glyphs, self._searches), take)

    def as_work(self) -> None:
        """Leave, and go through everything that is found."""
        if self._entries:
            self.dismiss(Choice(query=self.query_text, as_work=True))
        else:
            self.app.bell()

    def _is_open(self, row: Story | tuple[Story, Card] | Skipped) -> bool:
        return not isinstance(row, Story | Skipped) and row[1].article_id == self._open_now

    def _show_bars(self) -> None:
        articles = len(self._index.rows) - len(self._index.stories) - len(self._index.skipped)
        stories = count(len(self._index.stories), "story", "stories")
        key = {one.id: short(self._keys[one.id]) for one in LIBRARY}
        whose = {"mine": "Library: yours", "nobody": "Library: nobody's"}
        self.heading.show(
            whose.get(self._now.whose, "Library"),
            self._now.reading
            or f"{stories}, {count(articles, 'article')}, {len(self._now.finished):,} finished"
            + (f", {len(self._now.mine):,} yours" if self._now.mine else ""),
        )
        hint = f"{len(self._shown):,} found: {self.query_text}" if self.query_text else ""
        hides = "^d shows finished" if self._now.hides_done else "^d hides finished"
        self.footing.show(
            hint or "type to filter",
            f"enter opens   {key['library.work']} as work   {hides}   ^r files   esc back",
        )
        if self._found is not None and self._found.query.mistakes:
            wrong = self._found.query.mistakes[0]
            place = self._found.query.text[wrong.start : wrong.end]
            self.stories_footing.show(f"{place}   {wrong.text}", "")
            return
        marked = f"{len(self._marked):,} marked" if self._marked else ""
        # Beside what is marked there is room for what is done with it.
        first = "" if marked else f"{key['library.rename']} rename  "
        last = "" if marked else f"  {key['library.whose']} yours"
        self.stories_footing.show(
            marked,
            f"{first}{key['library.mark']} mark  "
            f"{key['library.merge']} merge  {key['library.move']} move  "
            f"{key['library.take_out']} out  {key['library.claim']} take{last}  f1 keys",
        )

    # Stories

    def action_do(self, id_: str) -> None:
        """Do what a key of the library's own is for."""
        _DOES[id_](self)

    def rearranged(self) -> None:
        """Stories are others than before: show them, the cursor where it was."""
        if not (self.is_attached and self._begun):
            return
        here = self._here()
        self._now, self._narrowed = self._ask(), ""
        self.filtered(self.rows.cursor)
        if here is not None:
            self.filtered(self._row_of(here))

    def _row_of(self, entry: Row) -> int:
        """Where a row is now, or what came of it."""
        if isinstance(entry, Skipped):
            return self.rows.cursor
        is_story = isinstance(entry, Story)
        id_ = (entry.cards[0] if isinstance(entry, Story) else entry[1]).article_id
        for number, at in enumerate(self._shown):
            row = self._index.rows[at]
            if isinstance(row, Story):
                if is_story and any(card.article_id == id_ for card in row.cards):
                    return number
            elif not isinstance(row, Skipped) and not is_story and row[1].article_id == id_:
                return number
        return self.rows.cursor

    def _here(self) -> Row | None:
        """The entry under the cursor."""
        if (finding := self._finding(self.rows.cursor)) is not None:
            return finding[0]
        if not self._shown or self.rows.cursor >= len(self._shown):
            return None
        return self._index.rows[self._shown[self.rows.cursor]]

    def rename(self) -> None:
        """Ask what the story under the cursor shall be called."""
        from tui.dialogs.prompt import Prompt

        if (entry := self._here()) is None or isinstance(entry, Skipped):
            return
        story = entry if isinstance(entry, Story) else entry[0]

        def take(name: str | None) -> None:
            if name is not None:
                self._edits.rename(story, name)

        self.app.push_screen(Prompt(NAME, one_line(story.title)), take)

    def mark(self) -> None:
        """Mark the row under the cursor, or unmark it, and go on to the next."""
        if (entry := self._here()) is None or isinstance(entry, Skipped):
            return
        self._marked ^= {marking(entry)}
        self.rows.refresh()
        self.action_move(1)
        self._show_bars()

    def merge(self) -> None:
        """Make one story of the one under the cursor and of what is marked."""
        if (entry := self._here()) is None or isinstance(entry, Skipped):
            return
        into = entry if isinstance(entry, Story) else entry[0]
        stories, articles = self._all_marked()
        self._marked.clear()
        self._edits.merge(into, stories, articles)
        self._show_bars()

    def move(self) -> None:
        """Ask where the article under the cursor, or what is marked, shall go."""
        from tui.dialogs.story_list import StoryList

        stories, articles = self._selected()
        every = [*articles_of(stories), *articles]
        if not every:
            return
        keys = {story.key for story, _ in every}
        what = f"“{every[0][1].title}”" if len(every) == 1 else count(len(every), "article")
        if len(stories) == 1 and not articles:
            what = f"the story “{stories[0].title}”"
        here = keys.pop() if len(keys) == 1 else ""

        def take(goal: Goal | None) -> None:
            if goal is None:
                return
            self._marked.clear()
            into = next((one for one in self._index.stories if one.key == goal.key), None)
            if into is not None:
                self._edits.merge(into, stories, articles)
            else:
                self._edits.move(every, goal)
            self._show_bars()

        screen = StoryList(self.palette, self.glyphs, what, self._index.stories, here)
        self.app.push_screen(screen, take)

    def take_out(self) -> None:
        """Make a story of its own of the article under the cursor, or of what is marked."""
        stories, articles = self._selected()
        self._marked.clear()
        self._edits.take_out([*articles_of(stories), *articles])
        self._show_bars()

    def _selected(self) -> tuple[list[Story], list[Article]]:
        """What is marked; if nothing is, what is under the cursor."""
        if self._marked:
            return self._all_marked()
        entry = self._here()
        if entry is None or isinstance(entry, Skipped):
            return [], []
        return ([entry], []) if isinstance(entry, Story) else ([], [entry])

    def _all_marked(self) -> tuple[list[Story], list[Article]]:
        """What is marked: whole stories, and articles of others."""
        marked = [
            row
            for row in self._index.rows
            if not isinstance(row, Skipped) and marking(row) in self._marked
        ]
        stories = [row for row in marked if isinstance(row, Story)]
        keys = {story.key for story in stories}
        return stories, [
            row for row in marked if not isinstance(row, Story) and row[0].key not in keys
        ]

    def undo(self) -> None:
        """Take back the last change of stories."""
        self._edits.undo()

    def redo(self) -> None:
        """Repeat it."""
        self._edits.redo()

    def show_keys(self) -> None:
        """Show every key of the library."""
        from tui.dialogs.pages import library_help_page

        self.app.push_screen(library_help_page(self.palette, self.glyphs, self._keys))

    # What is listed

    def export(self) -> None:
        """Leave, and write a training set of the project."""
        self.dismiss(Choice(writes=True))

    def receipts(self) -> None:
        """Show what became of every file."""
        from tui.dialogs.about import receipts_page

        self.app.push_screen(receipts_page(self.palette, self.glyphs, self._now.receipts))

    def claim(self) -> None:
        """Take the article under the cursor, or what is marked, or give it back."""
        stories, articles = self._selected()
        self._marked.clear()
        self._sources.claim([*articles_of(stories), *articles])
        self._show_bars()

    def whose(self) -> None:
        """List what is the annotator's, then what is nobody's, then everything."""
        self._turn(self._sources.turn)

    def hide_done(self) -> None:
        """Leave out what is finished, or list it again."""
        self._turn(self._hide_done)

    def _turn(self, turn: Callable[[], None]) -> None:
        """List other rows, the cursor where it was, if that is listed still."""
        turn()
        kept = self._here()
        self._now, self._narrowed = self._ask(), ""
        self.filtered()
        shown = enumerate(self._shown)
        self.filtered(next((n for n, row in shown if self._index.rows[row] is kept), 0))

    def draw(self, row: int, line: Line) -> None:
        """A story in bold, its articles below it, what was skipped at the end."""
        if row >= len(self._shown):
            self._draw_found(row, line)
            return
        entry = self._index.rows[self._shown[row]]
        if isinstance(entry, Skipped):
            said = f"skipped: {entry.path}: {entry.reason}" if entry.reason else entry.path
            line.add(f" {said}", self.palette.warning)
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
        by_hand = "by hand, " if self._is_by_hand(story) else ""
        line.right(f" {said}{by_hand}{count(len(story.cards), 'article')} ", self.palette.faint)
        is_open = any(card.article_id == self._open_now for card in story.cards)
        line.add(self.glyphs.marked if marking(story) in self._marked else " ")
        line.add(self.glyphs.current if is_open else " ", self.palette.accent)
        line.add(story.title, self.palette.accent)

    def _is_by_hand(self, story: Story) -> bool:
        """Whether somebody put an article into a story, or gave it its name."""
        said = self._edits.by_hand()
        put = any(card.article_id in said.placements for card in story.cards)
        return put or story.key in said.names or story.key.startswith(MADE)

    def _draw_card(self, story: Story, card: Card, line: Line) -> None:
        standing = self._now.standings.get(card.article_id)
        line.right(f" {standing.labelled}/{standing.body} " if standing else " ")
        if card.article_id in self._now.mine:
            line.right("  yours", self.palette.accent)
        elif holders := self._now.holders.get(card.article_id):
            line.right(f"  {holders}", self.palette.faint)
        if card.article_id in self._now.done:
            line.right("  done", self.palette.accent)
        if card.format not in ("", *_PLAIN):
            line.right(f"  {card.format}", self.palette.faint)
        if card.wire and card.wire != card.source:
            copied = card.article_id in self._index.wire_copies(story)
            told = f"same {card.wire} copy" if copied else card.wire
            line.right(f"  {told}", self.palette.faint)
        if card.article_id in self._edits.by_hand().disputed:
            # Two people put it into two stories, not knowing of each other: the last holds.
            line.right("  disputed story", self.palette.warning)
        gone = self._now.deleted.get(card.article_id)
        if gone is not None:
            line.right(f"  {gone.how}", self.palette.warning)
        line.right(f"  {card.published_at[:10]}", self.palette.faint)
        line.right(f"  {card.source}", self.palette.faint)
        if card in self._index.namesakes(story):
            # The time, if there is one, and the file: all else is the same.
            path = gone.path if gone else card.path
            apart = (card.published_at[11:16], Path(path).name)
            line.right("  " + " ".join(part for part in apart if part), self.palette.faint)
        sign = self.glyphs.current if card.article_id == self._open_now else " "
        mark = self.glyphs.marked if marking((story, card)) in self._marked else " "
        line.add(f"{mark}   {sign}{card.title}")

    def choice(self, row: int) -> Choice | None:
        """The story, and the article if it is one."""
        if (finding := self._finding(row)) is not None:
            (story, card), found = finding
            return Choice(story.key, card.article_id, start=found.start, query=self.query_text)
        if row >= len(self._shown):
            return None
        entry = self._index.rows[self._shown[row]]
        if isinstance(entry, Skipped):
            return None
        if isinstance(entry, Story):
            return Choice(entry.key)
        return Choice(entry[0].key, entry[1].article_id)


_DOES: Mapping[str, Callable[[Library], None]] = {
    "library.rename": Library.rename,
    "library.mark": Library.mark,
    "library.merge": Library.merge,
    "library.move": Library.move,
    "library.take_out": Library.take_out,
    "library.undo": Library.undo,
    "library.redo": Library.redo,
    "library.claim": Library.claim,
    "library.whose": Library.whose,
    "library.hide_done": Library.hide_done,
    "library.searches": Library.saved,
    "library.work": Library.as_work,
    "library.receipts": Library.receipts,
    "library.export": Library.export,
    "library.help": Library.show_keys,
}
"""By id."""
