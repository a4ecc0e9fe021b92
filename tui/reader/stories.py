"""Stories renamed, merged and parted: as statements, shown at once, taken back in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.articles.stories import arranged
from annotations.errors import StoreError
from annotations.store import assignments
from annotations.store.stories_by_hand import (
    KINDS,
    as_of,
    given_back,
    merged,
    moved,
    read_by_hand,
    renamed,
    said_too,
    taken_out,
)
from tui import messages
from tui.reader.changes import NOTHING, Changes, ask, say
from tui.reader.navigation import story_of
from tui.sanitize import title as one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotations.articles.corpus import Card
    from annotations.articles.stories import Story
    from annotations.articles.stories_by_hand import ByHand
    from annotations.store.events import Event, Statement
    from tui.dialogs.story_list import Goal
    from tui.reader.background import Behind
    from tui.reader.look import Look
    from tui.reader.state import ReaderState
    from tui.reader.transfer import Transfer
    from tui.recorder import Recorder
    from tui.store_jobs import Job

    Articles = Sequence[tuple[Story, Card]]
    """Each with the story that it is in."""


AT_ONCE = 25_000
"""Stories that are arranged between two keys: it takes some 30 ms."""


class Stories:
    """What people say of stories, from keys to the store and back.

    Args:
        state: What is open.
        look: How dialogs look.
        behind: Starts workers.
        recorder: Takes statements to the store.
        transfer: Knows whether anything can be changed.
    """

    def __init__(
        self,
        state: ReaderState,
        look: Look,
        behind: Behind,
        recorder: Recorder,
        transfer: Transfer,
    ) -> None:
        self._state = state
        self._look = look
        self._behind = behind
        self._recorder = recorder
        self._transfer = transfer
        self.arranged: Callable[[], None] = lambda: None
        """Told when stories are others than before."""

    # What is said in the project

    def read(self) -> Changes:
        """Have the stories as the project has them."""
        store = self._state.store
        if store is None:
            return NOTHING
        try:
            by_hand = read_by_hand(store)
        except StoreError as error:
            return say(str(error), "The project cannot be read", "warning")
        if by_hand == self._state.by_hand:
            return NOTHING
        return self._arrange(by_hand)

    def _arrange(self, by_hand: ByHand) -> Changes:
        """Show stories as people want them: at once, or for a large corpus once that is known."""
        state = self._state
        if len(state.found) <= AT_ONCE:
            state.arrange(by_hand=by_hand)
            self.arranged()
            return Changes(panes=True)
        state.by_hand, found = by_hand, state.found
        self._behind.run(
            "stories",
            lambda: messages.Arranged(found, by_hand, arranged(found, by_hand)),
            lambda error: messages.StudyFailed(f"Arranging stories: {error}"),
        )
        return NOTHING

    def take(self, message: messages.Arranged) -> Changes:
        """Show stories that a worker arranged, unless something else is known by now."""
        state = self._state
        if message.found is not state.found or message.by_hand is not state.by_hand:
            return NOTHING
        state.arrange(stories=message.stories)
        self.arranged()
        return Changes(panes=True)

    def heed(self, events: Sequence[Event]) -> Changes:
        """Follow what somebody else said, or what was taken back."""
        return self.read() if any(event.kind in KINDS for event in events) else NOTHING

    def kept(self, job: Job) -> Changes:
        """What was said is on disk, or is not: show what the project says, unless more comes."""
        about_stories = any(one.kind in KINDS for one in job.statements)
        return self.read() if about_stories and not self._recorder.saving else NOTHING

    # From the reader

    def ask_name(self) -> Changes:
        """Ask what the open story shall be called."""
        from tui.dialogs.library_rows import NAME
        from tui.dialogs.prompt import Prompt

        if (refused := self._refusal()) is not None:
            return refused
        story = self._state.story
        if story is None:
            return NOTHING
        here = story.cards[0].article_id

        def take(name: str) -> Changes:
            now = story_of(self._state.stories, here)
            return self.rename(now, name) if now is not None else NOTHING

        return ask(Prompt(NAME, one_line(story.title)), take)

    def ask_story(self) -> Changes:
        """Ask which story the article shall be in."""
        from tui.dialogs.story_list import StoryList

        if (refused := self._refusal()) is not None:
            return refused
        here = self._here()
        if here is None:
            return NOTHING
        story, card = here
        look, stories = self._look, self._state.stories
        screen = StoryList(look.palette, look.glyphs, f"“{card.title}”", stories, story.key)
        return ask(screen, lambda goal: self.move([(story, card)], goal))

    def take_out_here(self) -> Changes:
        """Make a story of its own of the article."""
        here = self._here()
        return NOTHING if here is None else self.take_out([here])

    def _here(self) -> tuple[Story, Card] | None:
        """The article in focus with its story."""
        state = self._state
        if state.story is None or not state.slots:
            return None
        card = state.card(state.focus)
        guests = {one.article_id for one in state.guests}
        own = story_of(state.stories, card.article_id) if guests else None
        return own or state.story, card

    # What is said

    def rename(self, story: Story, name: str) -> Changes:
        """Call a story otherwise, or by its own name again."""
        return self._say(renamed(story, name, self._known()), "It is called so already.")

    def merge(self, into: Story, others: Sequence[Story], articles: Articles) -> Changes:
        """Make one story of some, and move some articles there, as one action."""
        whole = {story.key for story in others}
        single = [(story, card) for story, card in articles if story.key not in whole]
        known = self._known()
        said = merged(into, others, known)
        # What gives the story a key that holds stands in both; the last of two counts.
        said = moved(single, into, known) + said
        return self._say(said, "Mark other stories first, then merge them here.")

    def move(self, articles: Articles, goal: Goal) -> Changes:
        """Put articles into a story, into one of their own, or back."""
        if goal.is_own:
            return self.take_out(articles)
        if not goal.key:
            said = given_back([card for _, card in articles], self._known())
            return self._say(said, "Nobody put it anywhere: it is where it is found to belong.")
        into = next((story for story in self._state.stories if story.key == goal.key), None)
        if into is None:
            return say("That story is no longer there.")
        return self._say(moved(articles, into, self._known()), "It is in that story already.")

    def take_out(self, articles: Articles) -> Changes:
        """Make one story of articles."""
        return self._say(taken_out(articles, self._known()), "That is a story of its own already.")

    def _known(self) -> ByHand:
        return as_of(self._state.found, self._state.by_hand)

    def _refusal(self) -> Changes | None:
        """Why nothing can be said; None if it can."""
        is_open = bool(self._state.me) and self._state.store is not None
        return self._transfer.refused() or (None if is_open else say("The project is not open."))

    def _say(self, statements: Sequence[Statement], nothing: str) -> Changes:
        """Say something: shown at once, on its way to the disk."""
        if (refused := self._refusal()) is not None:
            return refused
        if not statements:
            return say(nothing)
        self._recorder.state(statements)
        by_hand = said_too(self._state.by_hand, statements)
        changes = self._arrange(by_hand)
        return changes.plus(say(self._words(statements)))

    def _words(self, statements: Sequence[Statement]) -> str:
        from annotations.workflow.story_words import done

        return done(statements, self.titled)

    def titled(self, article_id: str) -> str:
        """The title of an article of the corpus, or nothing."""
        story = story_of(self._state.stories, article_id)
        cards = story.cards if story else ()
        return next((one_line(c.title) for c in cards if c.article_id == article_id), "")

    # Taking back

    def undo(self) -> Changes:
        """Take back the last thing that was done, if it changed stories, or whose articles are."""
        kinds = KINDS | assignments.KINDS
        job = next(reversed(self._recorder.under_way), None)
        if job is not None:
            ours = job.kind in ("undo", "redo") or any(s.kind in kinds for s in job.statements)
        else:
            store, me = self._state.store, self._state.me
            events = store.next_undo(me) if store is not None and me else ()
            ours = any(event.kind in kinds for event in events)
        if not ours:
            key = self._look.key("reader.undo")
            return say(f"What you did last is no change of stories: {key} in the reader undoes it.")
        self._recorder.undo()
        return NOTHING

    def redo(self) -> Changes:
        """Repeat what was taken back last."""
        self._recorder.redo()
        return NOTHING
