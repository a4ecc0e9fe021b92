"""What is left to label: going on to it over articles and stories, and marking articles as done."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from annotations.errors import StoreError
from annotations.workflow.progress import (
    DONE,
    Standing,
    done_by,
    done_mark,
    kept_standings,
    unread_standings,
)
from tui import messages
from tui.reader.changes import NOTHING, Changes, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from annotations.articles.corpus import Card
    from annotations.articles.stories import Story
    from annotations.config import Config
    from annotations.store.events import Event
    from annotations.workflow.open_article import Sheet
    from tui.reader.articles import Articles
    from tui.reader.background import Behind
    from tui.reader.look import Look
    from tui.reader.navigation import Navigation
    from tui.reader.state import ReaderState
    from tui.reader.transfer import Transfer
    from tui.recorder import Recorder

_BATCH = 0.25
"""Seconds of counting between two answers."""


class NextWork:
    """Knows how far every article is, and goes to what is left.

    Args:
        state: What is open, and what is known of the rest.
        look: What keys are called.
        config: How files are read and cut.
        behind: Starts workers.
        articles: Opens articles.
        navigation: Goes to sentences.
        recorder: Takes marks to the store.
        transfer: Knows whether anything can be changed.
    """

    def __init__(
        self,
        state: ReaderState,
        look: Look,
        config: Config,
        behind: Behind,
        articles: Articles,
        navigation: Navigation,
        recorder: Recorder,
        transfer: Transfer,
    ) -> None:
        self._state = state
        self._look = look
        self._config = config
        self._behind = behind
        self._articles = articles
        self._navigation = navigation
        self._recorder = recorder
        self._transfer = transfer
        self._counted: Sequence[Story] | None = None
        """The corpus whose unread articles are counted, or being counted."""

    # Going on

    def go_on(self, step: int) -> Changes:
        """Go to the nearest sentence without a label: here, in the story, in the next stories."""
        state = self._state
        if any(not state.is_finished(article_id) for article_id in state.mine):
            found = self._go_on(step, state.mine)
            if found is not None:
                return found
        found = self._go_on(step, None)
        if found is None:
            return say(
                f"Nothing is left: every sentence is labelled or its article done{self._so_far()}."
            )
        return found

    def _go_on(self, step: int, among: frozenset[str] | None) -> Changes | None:
        """The same among some articles; None if nothing is left there.

        What is the annotator's comes first, also when they read something else.
        """
        sheet, state = self._state.current, self._state
        here = sheet.article.id if sheet is not None else ""
        if sheet is not None and here not in state.done and (among is None or here in among):
            target = sheet.next_unlabelled(step)
            if target is not None:
                return self._navigation.jump_to(sheet, target)
        for story, card in self._ahead(step):
            if among is not None and card.article_id not in among:
                continue
            if state.is_finished(card.article_id):
                continue
            index = self._first_left(card, step)
            if index is not None:
                return self._arrive(story, card, index, step)
        return None

    def _ahead(self, step: int) -> Iterator[tuple[Story, Card]]:
        """Articles in the order in which they come: of this story, round, then of the others."""
        state = self._state
        if state.story is None or not state.slots:
            return
        cards, at = state.cards, state.slots[state.focus]
        for number in _round(at, len(cards), step):
            yield state.story, cards[number]
        keys = [story.key for story in state.stories]
        here = keys.index(state.story.key) if state.story.key in keys else 0
        for number in _round(here, len(keys), step):
            story = state.stories[number]
            if story.key != state.story.key:
                for card in story.cards[::step]:
                    yield story, card

    def _first_left(self, card: Card, step: int) -> int | None:
        """The first sentence without a label from either end; 0 of an article still being read."""
        sheet = self._articles.opened(card)
        if sheet is None:
            return None if not self._articles.is_being_read(card) else 0
        return left_in(sheet, step)

    def _arrive(self, story: Story, card: Card, index: int, step: int) -> Changes:
        state = self._state
        here = state.current
        same_story = state.story is not None and story.key == state.story.key
        if here is not None and card.article_id == here.article.id:
            end = "below" if step > 0 else "above"
            text = f"Nothing is left {end} or in the rest of the story: on from the other end."
        elif card.article_id in state.mine and (here is None or here.article.id not in state.mine):
            text = f"On in “{card.title}”, which is yours."
        elif state.mine and card.article_id not in state.mine:
            text = f"Nothing of yours is left here{self._so_far()}. On in “{card.title}”."
        elif same_story:
            text = f"On in “{card.title}”."
        else:
            text = f"This story is finished. On in “{story.title}”."
        return (self._navigation.visit(card.article_id, index) or NOTHING).plus(say(text))

    def _so_far(self) -> str:
        return ", as far as the corpus is read" if self._state.reading else ""

    # Done

    def toggle_done(self) -> Changes:
        """Mark the article as done, or open it again."""
        sheet, state = self._state.current, self._state
        if sheet is None or not state.me:
            return say("The project is not open.")
        if (refused := self._transfer.refused()) is not None:
            return refused
        done = sheet.article.id not in state.done
        self._recorder.state([done_mark(sheet.article.id, state.me, done)])
        state.done = state.done ^ {sheet.article.id}
        key = self._look.key("reader.done")
        text = f"Done; {key} opens the article again." if done else "Open again."
        return Changes(panes=True).plus(say(f"“{sheet.article.title}”: {text}"))

    def heed(self, events: Sequence[Event]) -> Changes:
        """Follow marks that were made or taken back."""
        if any(event.kind == DONE for event in events):
            return self._read_done()
        return NOTHING

    def _read_done(self) -> Changes:
        state = self._state
        if state.store is None:
            return NOTHING
        try:
            state.done = done_by(state.store, state.me)
        except StoreError as error:
            return say(str(error), "The project cannot be read", "warning")
        return Changes(panes=True)

    # Counting

    def opened(self) -> Changes:
        """The project is open: learn what is done, and how far articles are that are not open."""
        store, me = self._state.store, self._state.me
        if store is None or not me:
            return NOTHING
        self._recount(store.progress(me))
        return self._read_done() if store.statements(DONE) else NOTHING

    def happened(self, article_ids: Iterable[str]) -> None:
        """Labels changed there: of articles that are not open the counts are other."""
        self.recount(article_ids)

    def recount(self, article_ids: Iterable[str]) -> None:
        """Count what is kept of articles that are not open."""
        closed = set(article_ids) - self._state.sheets.keys()
        if closed and self._state.store is not None:
            self._recount(closed)

    def _recount(self, article_ids: Iterable[str]) -> None:
        store, me, ids = self._state.store, self._state.me, tuple(article_ids)
        if store is not None and ids:
            skips = self._look.scheme.skips
            self._behind.run(
                "standings",
                lambda: messages.Counted(kept_standings(store, me, ids, skips)),
                lambda error: messages.StudyFailed(f"Counting what is labelled: {error}"),
                exclusive=False,
            )

    def count_unread(self) -> None:
        """Count the sentences of articles that were never opened, once somebody asks for them."""
        state = self._state
        if state.stories is self._counted or state.reading:
            return
        self._counted = state.stories
        cards = [card for story in state.stories for card in story.cards]
        known = {*state.standings, *state.sheets}
        state.counting = True
        self._behind.stream("count", self._counts(cards, known))

    def _counts(self, cards: Sequence[Card], known: set[str]) -> Iterator[messages.Counted]:
        found: dict[str, Standing] = {}
        began = time.monotonic()
        for article_id, standing in unread_standings(cards, known, self._config):
            found[article_id] = standing
            if (took := time.monotonic() - began) > _BATCH:
                yield messages.Counted(found)
                time.sleep(took / 4)  # keys come first
                found, began = {}, time.monotonic()
        yield messages.Counted(found, is_last=True)

    def take(self, message: messages.Counted) -> Changes:
        """Keep counts."""
        self._state.standings |= message.standings
        if message.is_last:
            self._state.counting = False
        return NOTHING


def left_in(sheet: Sheet, step: int) -> int | None:
    """The first sentence of the body without a label, from the beginning or from the end."""
    total = len(sheet.sentences)
    for index in range(total) if step > 0 else range(total - 1, -1, -1):
        if not sheet.sentences.is_boilerplate(index) and not sheet.tag(index).label:
            return index
    return None


def _round(at: int, total: int, step: int) -> list[int]:
    """All numbers below `total`, from the one after `at` in a direction, round; `at` last."""
    return [(at + step * away) % total for away in range(1, total + 1)]
