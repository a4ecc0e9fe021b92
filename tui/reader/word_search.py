"""Keys that search for words: here, through the story, through the project."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from annotations.plurals import count
from tui import messages
from tui.reader.changes import NOTHING, Changes, ask, say
from tui.reader.hits import beyond, hits
from tui.reader.search_results import Results, position

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotations.articles.article import Sentences
    from annotations.articles.corpus import Card
    from annotations.articles.stories import Story
    from annotations.config import Config
    from annotations.workflow.open_article import Sheet
    from annotations.workflow.search import Looked, Texts
    from tui.dialogs.hit_list import Hits
    from tui.dialogs.search_prompt import Asked, Scope
    from tui.reader.background import Behind
    from tui.reader.look import Look
    from tui.reader.navigation import Navigation
    from tui.reader.state import ReaderState

_BATCH = 0.15
"""Seconds of looking between two answers."""

_ALWAYS = 400
"""Articles of a corpus that is looked through whole whatever was asked for: it takes a second."""


class WordSearch:
    """Goes from hit to hit, and says how many there are.

    Args:
        state: Where the cursor is, and what was searched for.
        look: How lists look, and what keys are called.
        config: How files are read.
        behind: Starts workers.
        navigation: Goes there.
    """

    def __init__(
        self,
        state: ReaderState,
        look: Look,
        config: Config,
        behind: Behind,
        navigation: Navigation,
    ) -> None:
        self._state = state
        self._look = look
        self._config = config
        self._behind = behind
        self._navigation = navigation
        self._texts: Texts | None = None
        self._scope: Scope = "story"
        self._results: Results | None = None
        self._waits: tuple[int, str, int] | None = None
        """The way to go once more is looked through, and where that was asked."""
        self._offered: tuple[str, int] | None = None
        """Where it was said that the next key goes on through the project."""
        self._said = ""
        self._stories: Sequence[Story] = ()
        """The corpus that is looked through."""

    # Asking

    def ask(self) -> Changes:
        """Ask for words and how far to look; go to the first hit behind the cursor, or list all."""
        from tui.dialogs.search_prompt import SearchPrompt

        def take(asked: Asked) -> Changes:
            state = self._state
            state.query = " ".join(asked.words.split()) or state.query
            if not state.query:
                return NOTHING
            self._scope = asked.scope
            self._begin()
            is_new = bool(asked.words.strip())
            return self.list() if asked.lists else self.next_hit(1, with_here=is_new)

        return ask(SearchPrompt(self._scope, self._state.query), take)

    def _begin(self) -> None:
        """Look through as many articles as that needs, those of the story first."""
        state = self._state
        self._offered = self._waits = None
        before = self._results
        cards = self._cards()
        order = [card.article_id for card in cards]
        self._stories = state.stories
        if before is not None and before.words == state.query and before.covers(order):
            return
        self._results = results = Results(state.query, order)
        if state.current is not None:
            self._behind.stream("search", self._look_through(results, cards))

    def _cards(self) -> Sequence[Card]:
        """The articles to look through, in the order in which one goes."""
        state = self._state
        stories = list(state.stories)
        keys = [story.key for story in stories]
        total = sum(len(story.cards) for story in stories)
        if state.story is None or (self._scope != "project" and total > _ALWAYS):
            return state.cards
        at = keys.index(state.story.key) if state.story.key in keys else 0
        return [card for story in stories[at:] + stories[:at] for card in story.cards]

    def _look_through(
        self, results: Results, cards: Sequence[Card]
    ) -> Iterator[messages.WordsFound]:
        from annotations.language.search_text import Words
        from annotations.workflow.search import Texts, scan

        if self._texts is None:
            self._texts = Texts(self._config)
        opened: dict[str, Sentences] = {
            id_: sheet.sentences for id_, sheet in list(self._state.sheets.items())
        }
        found: list[Looked] = []
        began = time.monotonic()
        for one in scan(Words(results.words), cards, self._texts, self._state.store, opened):
            found.append(one)
            if (took := time.monotonic() - began) > _BATCH:
                yield messages.WordsFound(results, tuple(found))
                time.sleep(took / 8)  # keys come first
                found, began = [], time.monotonic()
        yield messages.WordsFound(results, tuple(found), is_last=True)

    def take(self, message: messages.WordsFound) -> Changes:
        """Keep what was found, and go where somebody waits to go."""
        results = self._results
        if results is None or message.results is not results:
            return NOTHING  # of words that nobody asks for any longer
        results.take(message.looked, message.is_last)
        changes = NOTHING
        if message.is_last and (problems := results.problems):
            unread, first = count(len(problems), "article"), problems[0]
            changes = say(f"{unread} could not be searched: {first}", "Search", "warning")
        sheet = self._state.current
        waits = self._waits
        if waits is not None and sheet is not None:
            self._waits = None
            if waits[1:] == (sheet.article.id, sheet.cursor):
                return changes.plus(self._go_on(sheet, waits[0]))
        self._note()
        return changes

    def stop(self) -> Changes:
        """Look no further, and mark nothing."""
        self._end()
        self._results = self._offered = None
        self._state.search_counts = ""
        return Changes(marks=True)

    def _end(self) -> None:
        """Look no further; what was found stays."""
        self._waits = None
        if self._results is not None and self._results.running:
            self._behind.stop("search")
            self._results.running = False

    # Going

    def next_hit(self, step: int, *, with_here: bool = False) -> Changes:
        """Go to the next sentence with the words: in the article, then as far as was asked for.

        Args:
            step: 1 forwards, -1 backwards.
            with_here: Whether a hit in the sentence under the cursor is one to go to.
        """
        state, sheet = self._state, self._state.current
        if sheet is None:
            return NOTHING
        if not state.query:
            return say(f"{self._look.key('reader.search')} searches for words.")
        state.hits = state.query
        results = self._results
        taken = self._offered == (sheet.article.id, sheet.cursor)
        if taken:
            self._scope = "project"
        is_other = self._stories is not state.stories
        if taken or is_other or results is None or not results.covers([sheet.article.id]):
            self._begin()
        target = beyond(sheet, hits(sheet, state.query).items, step, with_here)
        if target is not None:
            return self._arrive(sheet, target)
        return Changes(marks=True).plus(self._go_on(sheet, step))

    def _go_on(self, sheet: Sheet, step: int) -> Changes:
        """There is no further hit in this article: go round in it, or on to others."""
        state, results = self._state, self._results
        assert results is not None
        story = [card.article_id for card in state.cards]
        among = {"article": [sheet.article.id], "story": story}.get(self._scope, results.order)
        if self._scope == "article":
            return self._round_here(sheet, step)
        try:
            place = results.beyond(sheet.article.id, step, set(among))
        except LookupError:
            if not results.running:
                return self._say("The search was stopped: search again to go on.")
            self._waits = step, sheet.article.id, sheet.cursor
            looked = f"{len(results.looked):,} of {count(len(results.order), 'article')}"
            return self._say(f"Looking for “{state.query}”: {looked}.")
        more = self._scope == "story" and self._has_more()
        if more and (place is None or place.is_round):
            self._offered = sheet.article.id, sheet.cursor
            return self._offer(results, story, step)
        if place is None:
            return self._say(f"“{state.query}” does not occur in {self._where()}.")
        return self._visit(place.article_id, place.start, place.is_round, step)

    def _offer(self, results: Results, story: Sequence[str], step: int) -> Changes:
        """The story has no further hit: say so, and that the next key goes through the project."""
        self._note()
        key = self._look.key("reader.next_hit" if step > 0 else "reader.previous_hit")
        total = sum(len(one.cards) for one in self._state.stories)
        hits_ = results.hits(story)
        had = f"No further hit in this story ({hits_:,} in all)" if hits_ else ""
        none = f"“{self._state.query}” does not occur in this story"
        through = f"{key} goes on through the project ({count(total, 'article')})"
        return self._say(f"{had or none}. {through}.")

    def _round_here(self, sheet: Sheet, step: int) -> Changes:
        found = hits(sheet, self._state.query).items
        if not found:
            self._note()
            return self._say(f"“{self._state.query}” does not occur in this article.")
        at = found[0] if step > 0 else found[-1]
        target = max(sheet.sentences.at(at.start), 0)
        return self._arrive(sheet, target).plus(self._say(_round("the article", step)))

    def _visit(self, article_id: str, start: int, is_round: bool, step: int) -> Changes:
        """Go to a hit of another article, which may belong to another story."""
        state = self._state
        query, before = state.query, state.story
        changes = self._navigation.visit_at(article_id, start)
        if changes is None:
            return self._say("The article of this hit is not in the corpus any more.")
        state.hits = query
        sheet = state.current
        self._note()
        if is_round:
            said = self._say(_round(self._where(), step))
        elif state.story is not before and state.story is not None:
            said = self._say(f"On in the story “{state.story.title}”.")
        else:
            said = self._say(f"On in “{sheet.article.title}”." if sheet else "On.")
        return changes.plus(Changes(marks=True), said)

    def _arrive(self, sheet: Sheet, target: int) -> Changes:
        changes = self._navigation.jump_to(sheet, target)
        self._note()
        return changes.plus(Changes(marks=True, unsaid=(self._said,) if self._said else ()))

    def _has_more(self) -> bool:
        return len(self._state.stories) > 1

    def _where(self) -> str:
        from tui.dialogs.search_prompt import SCOPES

        return SCOPES[self._scope]

    # Saying

    def _note(self) -> None:
        """Keep on the screen how many hits there are, and which one this is."""
        state, sheet, results = self._state, self._state.current, self._results
        if sheet is None or results is None or not state.hits:
            state.search_counts = ""
            return
        span = sheet.sentences.span(sheet.cursor) if len(sheet.sentences) else (0, 0)
        starts = [item.start for item in hits(sheet, state.hits).items]
        first = 0 if sheet.cursor == 0 else span[0]
        here = position(starts, first, span[1])
        story = [card.article_id for card in state.cards]
        state.search_counts = f"“{state.hits}”: {results.counts(here, story)}"

    def _say(self, text: str) -> Changes:
        before, self._said = self._said, text
        return Changes(unsaid=(before,) if before else ()).plus(say(text))

    # The list

    def list(self) -> Changes:
        """List every hit as far as was asked for; going to one of them lights it up."""
        from tui.dialogs.hit_list import HitList

        state, sheet = self._state, self._state.current
        if not state.query:
            return say(f"{self._look.key('reader.search')} searches for words.")
        self._begin()
        state.hits = state.query

        def go(chosen: tuple[str, int]) -> Changes:
            changes = self._navigation.visit_at(*chosen)
            if changes is None:
                return say("The article of this hit is not in the corpus any more.")
            state.hits = state.query
            self._note()
            return changes.plus(Changes(marks=True))

        look = self._look
        screen = HitList(
            look.palette, look.glyphs, self._listed, self._end, sheet.article.id if sheet else ""
        )
        return Changes(marks=True).plus(ask(screen, go))

    def _listed(self) -> Hits:
        """What the list shows now."""
        from tui.dialogs.hit_list import Hits

        state, results = self._state, self._results
        if results is None:
            return Hits(state.query, self._where())
        story = {card.article_id for card in state.cards}
        here = {state.current.article.id} if state.current else set()
        among = {"article": here, "story": story}.get(self._scope) or set(results.order)
        known = [results.looked[id_] for id_ in results.order if id_ in results.looked]
        looked = [one for one in known if one.starts and one.article_id in among]
        running = ""
        if results.running and not results.is_known(among):
            running = f"looking: {len(known):,} of {count(len(results.order), 'article')}"
        return Hits(state.query, self._where(), looked, results.hits(among), running)


def _round(what: str, step: int) -> str:
    """What is said where the end was passed."""
    if step > 0:
        return f"The last hit of {what} was passed: on from the first."
    return f"The first hit of {what} was passed: on from the last."
