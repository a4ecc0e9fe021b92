"""What a search found, opened as work: article by article, each in its context."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.index import unusable
from annotations.plurals import count
from tui import messages
from tui.reader.changes import NOTHING, Changes, say
from tui.reader.hits import hits

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotations.errors import SluglineError
    from annotations.index.query import Query
    from annotations.workflow.open_article import Sheet
    from tui.reader.articles import Articles
    from tui.reader.background import Behind
    from tui.reader.indexing import Indexing
    from tui.reader.look import Look
    from tui.reader.navigation import Navigation
    from tui.reader.state import ReaderState


class WorkList:
    """Goes through the articles that a search found.

    Args:
        state: What is open.
        look: What keys are called.
        searches: Searches of the configuration by name.
        indexing: Finds articles.
        articles: Opens them.
        behind: Starts workers.
        navigation: Goes there.
    """

    def __init__(
        self,
        state: ReaderState,
        look: Look,
        searches: dict[str, str],
        indexing: Indexing,
        articles: Articles,
        behind: Behind,
        navigation: Navigation,
    ) -> None:
        self._state = state
        self._look = look
        self._searches = searches
        self._indexing = indexing
        self._articles = articles
        self._behind = behind
        self._navigation = navigation
        self._ids: list[str] = []
        self._starts: dict[str, int] = {}
        self._query: Query | None = None
        self._text = ""
        self.waiting = ""
        """A search, or the name of one, to be opened once the corpus is read."""

    @property
    def is_open(self) -> bool:
        """Whether keys go through a work list."""
        return self._query is not None

    # Opening and leaving

    def open_waiting(self) -> Changes:
        """The corpus is read: open what was named on the command line."""
        if not self.waiting or self._state.reading or not self._state.opened:
            return NOTHING
        text, self.waiting = self.waiting, ""
        return self.open(self._searches.get(text, text))

    def open(self, text: str) -> Changes:
        """Look for what a query finds, and begin with it."""
        query = self._indexing.query(text)
        if query.mistakes or query.is_empty:
            said = query.mistakes[0].text if query.mistakes else "there is no word in it"
            return say(f"“{text}” cannot be searched for: {said}.", "Search", "warning")

        def find() -> messages.WorkFound:
            try:
                return messages.WorkFound(text, self._indexing.work(text))
            except unusable() as error:
                return messages.WorkFound(text, [], str(error))

        def failed(error: SluglineError) -> messages.WorkFound:
            return messages.WorkFound(text, [], str(error))

        self._behind.run("work", find, failed)
        return NOTHING

    def take(self, message: messages.WorkFound) -> Changes:
        """Begin with what was found."""
        if message.problem:
            return say(f"The texts cannot be searched: {message.problem}.", "Search", "warning")
        if not message.entries:
            return say(f"“{message.text}” finds nothing.", "Search")
        self._text, self._query = message.text, self._indexing.query(message.text)
        self._ids = [id_ for id_, _ in message.entries]
        self._starts = dict(message.entries)
        on, cancel = self._look.key("reader.next_unlabelled"), self._look.key("reader.cancel")
        said = (
            f"“{self._text}”: {count(len(self._ids), 'article')}. {on} goes on, {cancel} ends it."
        )
        return self._first(0, 1).plus(say(said, "Work list"))

    def end(self) -> Changes:
        """Go through it no more."""
        self._query, self._ids, self._starts = None, [], {}
        return NOTHING

    def light(self, text: str, article_id: str, start: int) -> Changes:
        """Go to what was found in an article, its words lit up."""
        changes = self._navigation.visit_at(article_id, start)
        if changes is None:
            return say("The article of this hit is not in the corpus any more.")
        self._mark(self._indexing.query(text, as_typed=True))
        return changes.plus(Changes(marks=True))

    def _mark(self, query: Query) -> None:
        state, spoken = self._state, query.spoken
        if spoken:
            state.hits = spoken
            state.query = " ".join(spoken[0].words)

    # Going on

    def go_on(self, step: int) -> Changes:
        """Go to the next sentence that the search asks for: here, then in the next article."""
        sheet = self._state.current
        if self._query is None or sheet is None:
            return NOTHING
        here = sheet.article.id
        if here not in self._starts:
            return self._first(0 if step > 0 else len(self._ids) - 1, step)
        for index in self._wanted(sheet)[::step]:
            if (index - sheet.cursor) * step > 0:
                return self._navigation.jump_to(sheet, index)
        return self._first(self._ids.index(here) + step, step)

    def _first(self, at: int, step: int) -> Changes:
        """Go to the first sentence from an entry on."""
        assert self._query is not None
        cards = {card.article_id: card for story in self._state.stories for card in story.cards}
        while 0 <= at < len(self._ids):
            id_ = self._ids[at]
            sheet = self._articles.opened(cards[id_]) if id_ in cards else None
            wanted = self._wanted(sheet) if sheet is not None else []
            if sheet is None or wanted:
                start = self._starts[id_]
                if sheet is not None:
                    start = sheet.sentences.span(wanted[::step][0]).start
                changes = self._navigation.visit_at(id_, start)
                if changes is not None:
                    self._mark(self._query)
                    said = say(
                        f"{at + 1:,} of {count(len(self._ids), 'article')} of “{self._text}”."
                    )
                    return changes.plus(Changes(marks=True), said)
            at += step
        end = "end" if step > 0 else "beginning"
        return say(f"This is the {end} of the work list “{self._text}”.")

    def _wanted(self, sheet: Sheet) -> Sequence[int]:
        """The sentences of an article that the search asks for, as far as this reader can tell."""
        query = self._query
        assert query is not None
        if query.spoken:
            found = hits(sheet, query.spoken).items
            among = sorted({max(sheet.sentences.at(hit.start), 0) for hit in found})
        else:
            among = list(range(len(sheet.sentences)))
        among = [index for index in among if sheet.is_work(index)]
        by_label: Callable[[int], bool] | None = None
        if query.by or "disputed" in query.flags:
            # What others said is known to the project alone: it told the first one.
            first = max(sheet.sentences.at(self._starts.get(sheet.article.id, 0)), 0)
            return [first]
        if query.labels:
            by_label = lambda index: sheet.tag(index).label in query.labels  # noqa: E731
        elif "unsure" in query.flags:
            by_label = lambda index: sheet.tag(index).unsure  # noqa: E731
        elif "unlabelled" in query.flags or not query.spoken:
            by_label = lambda index: not sheet.tag(index).label  # noqa: E731
        return [index for index in among if by_label is None or by_label(index)]
