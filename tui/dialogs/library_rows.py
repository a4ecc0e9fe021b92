"""What the library lists, and what it can have done: values, without the screen."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from annotations.articles.corpus import Card, Skipped
from annotations.articles.stories import Story, wire_copies

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from annotations.articles.receipts import Receipt
    from annotations.articles.stories_by_hand import ByHand
    from annotations.index.query import Query
    from annotations.workflow.corpus_search import Finding
    from annotations.workflow.deleted_files import Deleted
    from annotations.workflow.progress import Standing
    from tui.dialogs.story_list import Goal

    Article = tuple[Story, Card]
    """With the story that it is in."""
    Row = Story | Article | Skipped


NAME: Final = "Name of the story; empty: its own"
"""What is asked when a story is renamed."""


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
        self._copies: dict[str, Collection[str]] = {}

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

    def wire_copies(self, story: Story) -> Collection[str]:
        """The ids of the articles of a story that print what an agency sent, as others do."""
        if story.key not in self._copies:
            self._copies[story.key] = wire_copies(story.cards)
        return self._copies[story.key]

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
    deleted: Mapping[str, Deleted] = {}
    """Articles whose file is gone."""
    mine: frozenset[str] = frozenset()
    """Articles that are the annotator's to label."""
    assigned: Collection[str] = frozenset()
    """Articles that are anybody's."""
    holders: Mapping[str, str] = {}
    """What those are called whose an article is."""
    whose: str = ""
    """Whether only what is `mine`, or what is `nobody`'s, is listed."""

    def is_listed(self, row: Story | tuple[Story, Card] | Skipped) -> bool:
        """Whether something of a story, or an article, is of those that are looked at."""
        if not self.whose:
            return True
        if isinstance(row, Skipped):
            return False
        cards = row.cards if isinstance(row, Story) else (row[1],)
        if self.whose == "mine":
            return any(card.article_id in self.mine for card in cards)
        return any(card.article_id not in self.assigned for card in cards)

    def is_finished(self, row: Story | tuple[Story, Card] | Skipped) -> bool:
        """Whether nothing is left to label in a story, or in an article."""
        if isinstance(row, Skipped):
            return False
        cards = row.cards if isinstance(row, Story) else (row[1],)
        return all(card.article_id in self.finished for card in cards)


class Found(NamedTuple):
    """What a search through the texts found."""

    text: str
    """What was typed."""
    query: Query
    """The same, read."""
    entries: Sequence[tuple[Article, Finding]] = ()
    """Articles, the newest first, as far as they are listed."""
    said: str = ""
    """How many there are, in words."""


class Choice(NamedTuple):
    """What was chosen: a story, one of its articles, or to write a training set."""

    story: str = ""
    article_id: str = ""
    writes: bool = False
    start: int = -1
    """Where in the article, in code points; -1 for where it was left."""
    query: str = ""
    """What was searched for to find it, or to be opened as a work list."""
    as_work: bool = False
    """Whether everything that is found shall be opened, one after the other."""


class Edits(NamedTuple):
    """What can be done to stories; each says itself what became of it."""

    rename: Callable[[Story, str], None]
    merge: Callable[[Story, Sequence[Story], Sequence[Article]], None]
    """Into the first, other stories and single articles."""
    move: Callable[[Sequence[Article], Goal], None]
    take_out: Callable[[Sequence[Article]], None]
    undo: Callable[[], None]
    redo: Callable[[], None]
    by_hand: Callable[[], ByHand]
    """What people said of stories so far."""


class Sources(NamedTuple):
    """Where the library has it all from."""

    contents: Callable[[], Contents]
    """Says what there is; asked again as long as the corpus is being read or counted."""
    hide_done: Callable[[], None]
    """Leaves out what is finished, or lists it again."""
    edits: Edits
    turn: Callable[[], None]
    """Lists what is the annotator's, then what is nobody's, then everything."""
    claim: Callable[[Sequence[Article]], None]
    """Takes articles, or gives them back; says itself what became of it."""
    search: Callable[[str, Callable[[], bool]], Iterator[Found]]
    """Searches the texts; asks now and then whether that is still wanted; for a worker."""
    searches: Mapping[str, str] = {}
    """Searches of the configuration, by name."""


def marking(row: Story | Article) -> tuple[bool, str]:
    """By what a marked row is known when stories are others."""
    if isinstance(row, Story):
        return True, row.cards[0].article_id
    return False, row[1].article_id


def articles_of(stories: Iterable[Story]) -> list[Article]:
    """The articles of stories, each with its story."""
    return [(story, card) for story in stories for card in story.cards]
