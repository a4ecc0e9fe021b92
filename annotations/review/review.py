"""A review: every sentence that people voted on, what was decided, and what is left to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple
from weakref import WeakSet

from annotations.agreement.vote_matrix import Vote
from annotations.labels import LabelScheme
from annotations.review.blinding import letter, shuffled
from annotations.review.model import WHYS, Case, Counts, Filter, Lettered, Options
from annotations.review.queue import Queue
from annotations.review.sentence_facts import KINDS, Book
from annotations.review.statements import Comment, Objection
from annotations.review.triage import Facts, Judge
from annotations.store import Annotation, Event, Store

Advance = Callable[[int], object]
"""Told how many votes have been read since it was last told."""

_STEP = 5000
"""Votes between two calls of `Advance`."""


class Followed(NamedTuple):
    """What a look at the store brought."""

    changed: tuple[str, ...] = ()
    """Sentences that have changed, in the order of the events; the last is the latest."""
    is_outdated: bool = False
    """Whether events came from elsewhere, so that the review must be made anew."""


class Review:
    """Votes, decisions and what is left to look at; made in seconds, changed in no time.

    Made on any thread by `Review.of`; then used by one thread.

    Args:
        project: The project's id, from which the order of letters is drawn.
        scheme: The label scheme, which gives labels their present slugs and their order.
        reviewer: The id of the person who reviews.
        options: Whose votes count, and how many are enough.
    """

    def __init__(
        self, project: str, scheme: LabelScheme, reviewer: str, options: Options | None = None
    ) -> None:
        self.project = project
        self.scheme = scheme
        self.reviewer = reviewer
        self.options = options or Options()
        self.names: Mapping[str, str] = {}
        """Display names by person, in the order of joining."""
        self._judge = Judge(project, scheme, self.options)
        self._book = Book(self._judge.slug)
        self._cases: dict[str, Case] = {}
        self._standing: Counter[str] = Counter()
        self._states: Counter[str] = Counter()
        self._why: Counter[str] = Counter()
        self._queues: WeakSet[Queue] = WeakSet()
        self._cursor: Mapping[str, int] = {}
        self._ours: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        store: Store,
        scheme: LabelScheme,
        reviewer: str,
        options: Options | None = None,
        advance: Advance = lambda _: None,
    ) -> Review:
        """A review of a project as it is now.

        Raises:
            StoreError: If the project cannot be read.
        """
        review = cls(store.project_id, scheme, reviewer, options)
        review._load(store, advance)
        return review

    @property
    def people(self) -> tuple[str, ...]:
        """Whose votes count, in the order of joining: who was chosen, else everyone who voted."""
        chosen = self.options.people
        return tuple(
            one
            for one in self._book.joined
            if (one in chosen if chosen else self._book.voters[one] > 0)
        )

    @property
    def is_blind(self) -> bool:
        """Whether names are hidden before a decision."""
        if self.options.blind is not None:
            return self.options.blind
        people = self.people
        return not (self.reviewer in people and len(people) == 2)

    @property
    def colleague(self) -> str:
        """Of two people who are reviewed by one of them, the other; empty otherwise."""
        others = [one for one in self.people if one != self.reviewer]
        return others[0] if len(others) == 1 and len(self.people) == 2 else ""

    def case(self, sentence_id: str) -> Case | None:
        """The case of a sentence; None where there is nothing to look at."""
        return self._cases.get(sentence_id)

    def cases(self) -> Iterator[Case]:
        """Every case, in no order."""
        return iter(self._cases.values())

    def queue(self, only: Filter | None = None) -> Queue:
        """The cases that pass a filter, kept up to date as long as somebody holds the queue."""
        queue = Queue(only or Filter(), self._cases.values())
        self._queues.add(queue)
        return queue

    def counts(self) -> Counts:
        """How the review stands."""
        return Counts(
            open=self._states["open"],
            deferred=self._states["deferred"],
            resolved=self._states["resolved"],
            disagreements=self._standing["disagreement"],
            unanimous=self._standing["unanimous"],
            waiting=self._standing["waiting"],
            enough=sum(self._standing[one] for one in ("disagreement", "unanimous", "asked")),
            voted=sum(self._standing.values()) - self._standing[""],
            why={why: self._why[why] for why in WHYS if self._why[why]},
        )

    def facts(self) -> Iterator[tuple[str, Facts]]:
        """Every sentence of which something was said, by id."""
        return iter(self._book.facts.items())

    def fact(self, sentence_id: str) -> Facts | None:
        """What the store holds of a sentence."""
        return self._book.facts.get(sentence_id)

    def slug(self, label: str) -> str:
        """The present slug of a label."""
        return self._judge.slug(label)

    def votes(self, stories: Mapping[str, str] | None = None) -> Iterator[Vote]:
        """Every vote that counts, for statistics of agreement.

        Args:
            stories: The story of each article, as of `stories_of`; without one an article is alone.
        """
        known = stories or {}
        for sentence_id, facts in self._book.facts.items():
            story = known.get(facts.article_id, facts.article_id)
            for one in facts.votes:
                timed = one.source != "imported"
                yield Vote(sentence_id, story, one.person, one.label, one.at, one.guideline, timed)

    def comments(self, sentence_id: str) -> tuple[Comment, ...]:
        """What was said about a sentence for everyone, the oldest first."""
        return self._book.comments(sentence_id)

    def objections(self, sentence_id: str) -> tuple[Objection, ...]:
        """Who does not agree with what was decided about a sentence, now or before."""
        return self._book.objections(sentence_id)

    def is_revealed(self, sentence_id: str) -> bool:
        """Whether the reviewer had the names shown before deciding."""
        return self._book.is_revealed(sentence_id, self.reviewer)

    def lettered(self, case: Case) -> tuple[Lettered, ...]:
        """The ballots of a case as they may be shown now.

        In a blind review: shuffled, without names until it is decided or they are revealed, and
        none at all until then if votes are to be seen after the decision.
        """
        shown = case.state == "resolved" or self.is_revealed(case.sentence_id)
        if self.options.votes_after and not shown:
            return ()
        blind = self.is_blind
        ballots = shuffled(self.project, case.sentence_id, case.ballots) if blind else case.ballots
        return tuple(
            Lettered(
                letter(place),
                one,
                self.names.get(one.person, one.person) if shown or not blind else "",
            )
            for place, one in enumerate(ballots)
        )

    def follow(self, store: Store) -> Followed:
        """Take in what happened in the store since the last look; under 1 ms for one decision.

        Raises:
            StoreError: If the project cannot be read.
        """
        cursor = store.cursor()
        events = list(store.changes(self._cursor))
        self._cursor = cursor
        if not events:
            return Followed()
        if not {event.device for event in events} <= self._ours:
            self._ours = frozenset(one.device for one in store.streams() if one.is_ours)
        if any(event.device not in self._ours for event in events):
            return Followed(is_outdated=True)
        if any(event.person not in self._book.joined or event.type == "person" for event in events):
            self._know(store.people())
        if any(event.article and event.article not in self._book.places for event in events):
            self._book.places = {one: place for place, one in enumerate(store.frozen_ids())}
        return Followed(self.take(events))

    def take(self, events: Iterable[Event]) -> tuple[str, ...]:
        """Take in events of this project folder, in order; those taken in already do no harm.

        Returns:
            The sentences that they are about, without repetition.
        """
        touched: dict[str, None] = {}
        for event in events:
            sentence_id = ""
            if event.type == "annotate" and self._counts(event.person):
                sentence_id = self._book.vote(Annotation.of(event))
            elif event.type == "state" and event.kind in KINDS:
                sentence_id = self._book.state(event)
            if sentence_id:
                self._judge_again(sentence_id)
                touched[sentence_id] = None
        return tuple(touched)

    def _load(self, store: Store, advance: Advance) -> None:
        self._cursor = store.cursor()
        self._ours = frozenset(one.device for one in store.streams() if one.is_ours)
        self._know(store.people())
        self._book.places = {one: place for place, one in enumerate(store.frozen_ids())}
        for read, said in enumerate(store.annotations(), start=1):
            if self._counts(said.person):
                self._book.vote(said)
            if not read % _STEP:
                advance(_STEP)
        for kind in KINDS:
            for about, heads in store.statements(kind).items():
                self._book.hold(kind, about, heads)
        for sentence_id in self._book.facts:
            self._judge_again(sentence_id)

    def _know(self, names: Mapping[str, str]) -> None:
        self.names = names
        self._book.joined = {person: place for place, person in enumerate(names)}

    def _counts(self, person: str) -> bool:
        return not self.options.people or person in self.options.people

    def _judge_again(self, sentence_id: str) -> None:
        facts = self._book.facts[sentence_id]
        old, new = self._cases.pop(sentence_id, None), self._judge.case(sentence_id, facts)
        self._standing[facts.standing] -= 1
        facts.standing = self._judge.standing(facts)
        self._standing[facts.standing] += 1
        if new is not None:
            self._cases[sentence_id] = new
        self._count(old, -1)
        self._count(new, 1)
        for queue in self._queues:
            queue.change(old, new)

    def _count(self, case: Case | None, step: int) -> None:
        if case is None:
            return
        self._states[case.state] += step
        if case.state == "open":
            self._why[case.why[0]] += step
