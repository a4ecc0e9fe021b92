"""Whose articles are: what is mine and how much of it is left, and claiming from the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui import messages
from tui.reader.changes import NOTHING, Changes, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from annotations.articles.corpus import Card
    from annotations.articles.stories import Story
    from annotations.store.assignments import Assignments
    from annotations.store.events import Event
    from annotations.store.protocol import Store
    from tui.reader.background import Behind
    from tui.reader.next_work import NextWork
    from tui.reader.state import ReaderState
    from tui.reader.transfer import Transfer
    from tui.recorder import Recorder
    from tui.store_jobs import Job

_SHORT = 24
"""Letters of names beside an article of the library."""


class Assigned:
    """Knows what is assigned to the annotator, and says what they take themselves.

    Args:
        state: What is open, and how far articles are.
        behind: Starts workers.
        recorder: Takes statements to the store.
        transfer: Knows whether anything can be changed.
        next_work: Counts articles that are not open.
    """

    def __init__(
        self,
        state: ReaderState,
        behind: Behind,
        recorder: Recorder,
        transfer: Transfer,
        next_work: NextWork,
    ) -> None:
        self._state = state
        self._behind = behind
        self._recorder = recorder
        self._transfer = transfer
        self._next_work = next_work
        self._known: Assignments | None = None
        self._rest: tuple[tuple[object, ...], int, int] = ((), 0, 0)
        """What it holds for, sentences left beside the article in focus, articles not counted."""
        self._round = 0
        """Grows when something was counted anew."""
        self.changed: Callable[[], None] = lambda: None
        """Told when articles are somebody else's than before."""

    # What the project says

    def read(self) -> Changes:
        """Have it as the project has it, soon."""
        store, me = self._state.store, self._state.me
        if store is not None and me:
            self._behind.run(
                "assigned",
                lambda: _read(store, me),
                lambda error: messages.StudyFailed(f"Reading who labels what: {error}"),
            )
        return NOTHING

    def take(self, message: messages.AssignmentsRead) -> Changes:
        """Show what was read, unless more is on its way."""
        if any(self._is_ours(job) for job in self._recorder.under_way):
            return NOTHING
        self._state.holders = message.holders
        self._show(message.assignments, message.mine)
        self._next_work.recount(self._state.mine)
        return Changes()

    def _show(self, known: Assignments, mine: frozenset[str]) -> None:
        self._known = known
        self._state.mine = mine
        self._state.assigned = known.held.keys()
        self.changed()

    def heed(self, events: Sequence[Event]) -> Changes:
        """Follow what somebody else said, or what was taken back."""
        from annotations.store.assignments import KINDS

        self._round += 1
        return self.read() if any(event.kind in KINDS for event in events) else NOTHING

    def kept(self, job: Job) -> Changes:
        """What was said is on disk, or is not."""
        return self.read() if self._is_ours(job) else NOTHING

    def _is_ours(self, job: Job) -> bool:
        from annotations.store.assignments import KINDS

        return any(one.kind in KINDS for one in job.statements)

    # What one takes

    def claim(self, articles: Sequence[tuple[Story, Card]]) -> Changes:
        """Take articles, or give them back if one has taken all of them."""
        from annotations.store.assignments import claimed, given_back, said_too
        from annotations.workflow.assignment_words import called_in, done

        store, me, known = self._state.store, self._state.me, self._known
        if (refused := self._transfer.refused()) is not None:
            return refused
        if store is None or not me or known is None:
            return say("The project is not open.")
        titles = {card.article_id: card.title for _, card in articles}
        said = claimed(titles, me, known) or given_back(titles, me, known)
        if not said:
            text = "It is assigned to you already; whoever assigned it takes it back."
            return say(text) if titles else NOTHING
        self._recorder.state(said)
        now = said_too(known, said, me)
        self._show(now, now.of(me))
        return say(done(said, called_in(store, lambda one: titles.get(one, ""))))

    # What is left

    def counted(self) -> None:
        """Articles that are not open were counted anew."""
        self._round += 1

    def words(self) -> str:
        """How much of mine is left, for the title; empty where nothing is mine."""
        state = self._state
        if not state.mine:
            return ""
        sheet = state.current
        here = sheet.article.id if sheet is not None else ""
        now = (state.mine, state.done, here, self._round)
        if now != self._rest[0]:
            self._rest = (now, *self._left_beside(here))
        _, left, unknown = self._rest
        if sheet is not None and here in state.mine and here not in state.done:
            left += sheet.work - sheet.labelled
        if not (left or unknown):
            return "yours: done"
        return f"yours: {left:,}{'+' if unknown else ''} left"

    def _left_beside(self, here: str) -> tuple[int, int]:
        state, left, unknown = self._state, 0, 0
        for id_ in state.mine - state.done - {here}:
            if (standing := state.standing(id_)) is None:
                unknown += 1
            else:
                left += standing.body - standing.labelled
        return left, unknown


def _read(store: Store, me: str) -> messages.AssignmentsRead:
    """In a worker: a large team has assigned a hundred thousand articles."""
    from annotations.store.assignments import read_assignments
    from annotations.store.people import told_apart

    known, names = read_assignments(store), told_apart(store.people())
    holders = {id_: _names(known.people(id_), names) for id_ in known.held}
    return messages.AssignmentsRead(known, holders, known.of(me))


def _names(people: Iterable[str], names: Mapping[str, str]) -> str:
    found = ", ".join(names.get(one, one) for one in people)
    return found if len(found) <= _SHORT else found[: _SHORT - 1] + "…"
