"""The day's work: what was labelled, at which pace, what is left; and a summary at the end."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from tui import messages
from tui.reader.changes import NOTHING, Changes, ask, say
from tui.reader.navigation import story_of
from tui.sanitize import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from annotations.articles.corpus import Card
    from annotations.articles.stories import Story
    from annotations.statistics import Pace
    from annotations.store.events import Annotation
    from tui.reader.background import Behind
    from tui.reader.changes import Spot
    from tui.reader.look import Look
    from tui.reader.next_work import NextWork
    from tui.reader.state import ReaderState
    from tui.settings import Settings
    from tui.store_jobs import Job

_MOST_STORIES = 5
"""Stories that a summary names."""


class Left(NamedTuple):
    """What is left in some articles."""

    sentences: int
    """Sentences without a label, of articles that are not marked as done."""
    body: int
    """All their sentences, boilerplate not counted."""
    unknown: int
    """Articles that are not counted."""


class Day:
    """Counts what is done while the reader is open, and tells it.

    Args:
        state: How far articles are.
        look: How the page looks.
        settings: Who works in which project.
        behind: Starts workers.
        next_work: Counts articles that are not open.
    """

    def __init__(
        self,
        state: ReaderState,
        look: Look,
        settings: Settings,
        behind: Behind,
        next_work: NextWork,
    ) -> None:
        self._state = state
        self._look = look
        self._settings = settings
        self._behind = behind
        self._next_work = next_work
        self._began = time.monotonic()
        self._labelled: dict[Spot, bool] = {}
        """Whether sentences that were acted on here carry a label that somebody gave."""
        self._acted = False

    def kept(self, job: Job, annotations: Iterable[Annotation]) -> None:
        """An action of this window is on disk; what the program does by itself is none."""
        self._acted |= job.kind != "annotate" and not job.for_good
        for one in annotations:
            came = one.origin is not None and not one.origin.accepted
            self._acted |= not came
            self._labelled[one.article_id, one.index] = bool(one.label) and not came

    def kept_late(self, jobs: Iterable[Job]) -> None:
        """Actions that were on disk only after the screen was closed."""
        for job in jobs:
            for change in job.changes:
                came = change.origin is not None and not change.origin.accepted
                self._acted |= not came
                spot = change.article_id, change.index
                self._labelled[spot] = bool(change.mark.label) and not came

    # The page

    def show(self) -> Changes:
        """Count today's labels behind the screen, then tell."""
        store, me = self._state.store, self._state.me
        if store is None or not me:
            return say("The project is not open.")
        self._next_work.count_unread()

        def count() -> messages.DayCounted:
            from annotations.statistics import pace_since

            return messages.DayCounted(pace_since(store, me, _midnight()))

        self._behind.run("day", count, messages.ReviewFailed)
        return NOTHING

    def take(self, pace: Pace) -> Changes:
        """Tell what was counted."""
        from tui.dialogs.pages import Page, Part

        look = self._look
        lines = self._lines(pace)
        parts = [Part(text, None, lead, look.palette.accent, 16) for lead, text in lines]
        return ask(Page(look.palette, look.glyphs, "Today", parts), lambda _: None)

    def _lines(self, pace: Pace) -> Iterator[tuple[str, str]]:
        """What stands in front, and what is said."""
        state, rate = self._state, pace.per_hour
        yield "today", f"{many(pace.labels, 'label')} in {lasting(pace.worked.total_seconds())}"
        yield "pace", f"{rate:,.0f} labels an hour" if rate else "too few labels to say"
        yield "this session", many(sum(self._labelled.values()), "label")
        yield "this story", _said(self.left(state.cards), rate)
        cards = [card for story in state.stories for card in story.cards]
        if state.mine:
            mine = [card for card in cards if card.article_id in state.mine]
            yield "yours", f"{_said(self.left(mine), rate)} ({many(len(mine), 'article')})"
        yield "the corpus", _said(self.left(cards), rate)
        articles = many(len(cards), "article")
        finished = sum(state.is_finished(card.article_id) for card in cards)
        yield "finished", f"{finished:,} of {articles}"
        if state.reading:
            yield "", "The corpus is still being read."
        yield "annotator", safe(self._settings.annotator)
        yield "project", safe(str(self._settings.project.absolute()))

    def left(self, cards: Sequence[Card]) -> Left:
        """What is left in articles."""
        found = [(card.article_id, self._state.standing(card.article_id)) for card in cards]
        known = [(id_, standing) for id_, standing in found if standing is not None]
        sentences = sum(s.body - s.labelled for id_, s in known if id_ not in self._state.done)
        return Left(sentences, sum(s.body for _, s in known), len(found) - len(known))

    # The summary

    def summary(self) -> list[str]:
        """What was done here, for the terminal after the screen is closed; nothing if nothing."""
        if not self._acted:
            return []
        count, seconds = sum(self._labelled.values()), time.monotonic() - self._began
        articles = dict.fromkeys(article_id for article_id, _ in self._labelled)
        stories: dict[str, Story] = {}
        for article_id in articles:
            if (story := story_of(self._state.stories, article_id)) is not None:
                stories[story.key] = story
        where = f" in {many(len(stories), 'story', 'stories')}" if stories else ""
        lines = [f"{many(count, 'label')}{where}, {lasting(seconds)}."]
        for story in list(stories.values())[:_MOST_STORIES]:
            lines.append(f"  {safe(story.title)}: {_said(self.left(story.cards), None)}")
        if len(stories) > _MOST_STORIES:
            more = many(len(stories) - _MOST_STORIES, "further story", "further stories")
            lines.append(f"  and {more}")
        return lines


def _said(left: Left, rate: float | None) -> str:
    """How much is left, and how long it will take at a pace."""
    uncounted = f", {many(left.unknown, 'article')} not counted" if left.unknown else ""
    if not left.sentences:
        return f"nothing is left{uncounted}"
    estimate = f", about {lasting(left.sentences / rate * 3600)}" if rate else ""
    return f"{left.sentences:,} of {many(left.body, 'sentence')} left{estimate}{uncounted}"


def _midnight() -> str:
    """When today began here, ISO 8601 in UTC with milliseconds and `Z`."""
    today = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    return today.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def lasting(seconds: float) -> str:
    """A length of time in words: `45 s`, `12 min`, `2 h 5 min`."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours:,} h {minutes} min" if minutes else f"{hours:,} h"


def many(count: int, one: str, more: str = "") -> str:
    """A number and what it counts."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"
