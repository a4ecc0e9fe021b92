"""The values of a review: what people said of a sentence, what was decided, why it is looked at."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple, Protocol, get_args

import msgspec

from annotations.gold import Reason
from annotations.store.events import Mark

Decision = Literal["label", "ambiguous", "segmentation"]
"""`ambiguous`: more than one label fits; `segmentation`: wrong sentence boundary."""

REASONS: Final[tuple[Reason, ...]] = get_args(Reason)[1:]
"""Why people differed: error, unclear rules, real variation, a bad cut, missing context."""

Why = Literal[
    "conflict", "objection", "stale", "disagreement", "unsure", "commented", "audit", "decided"
]
"""Why a sentence is a case, the most pressing first. `decided`: only because there is gold."""

WHYS: Final[tuple[Why, ...]] = get_args(Why)

State = Literal["open", "deferred", "resolved"]

STATES: Final[tuple[State, ...]] = get_args(State)

Pair = tuple[str, str]
"""Two labels in the order of the label set: those that most voted for; empty texts for none."""

NO_PAIR: Final[Pair] = ("", "")

Order = tuple[int, float, str, int, int, str]
"""Sorts cases as they are queued: tier, share of the leading label, label pair, article, index,
and the sentence's id, so that no two are equal."""


class Spot(Protocol):
    """A sentence of an article: a case, an annotation, or a `Place`."""

    @property
    def article_id(self) -> str:
        """The article."""

    @property
    def index(self) -> int:
        """The sentence's position in it, from 0."""

    @property
    def sentence_id(self) -> str:
        """The sentence."""


class Place(msgspec.Struct, frozen=True):
    """A sentence that is no case."""

    article_id: str
    index: int
    sentence_id: str


class Ballot(msgspec.Struct, frozen=True, gc=False):
    """What one person says of one sentence."""

    person: str
    mark: Mark
    """With the present slug; without one where a person said only that they are unsure, or left a
    note."""
    at: str = ""
    """ISO 8601 in UTC with milliseconds and `Z`."""
    guideline: str = ""
    event_id: str = ""
    source: str = "own"
    """`own`, `carried`, `imported`, `suggested`."""

    @property
    def label(self) -> str:
        """The present slug, or empty."""
        return self.mark.label

    @property
    def unsure(self) -> bool:
        """Whether they doubt it."""
        return self.mark.unsure

    @property
    def note(self) -> str:
        """What else they wrote, or empty."""
        return self.mark.note


class Gold(msgspec.Struct, frozen=True):
    """What was decided about a sentence."""

    decision: Decision
    label: str
    """The present slug; empty unless `decision` is `label`."""
    reason: Reason
    by: str
    """The person who decided."""
    at: str
    basis: tuple[str, ...]
    """The events of the votes that the decision knew of."""
    rule: str = ""
    """The clarification it follows (`GC-4`), or empty."""
    event_id: str = ""
    is_stale: bool = False
    """Whether a vote stands that the decision did not know of."""
    is_conflict: bool = False
    """Whether somebody else decided otherwise without knowing of this."""
    by_voter: bool = False
    """Whether who decided had voted too."""
    revealed: bool = False
    """Whether the names had been shown before the decision."""
    rivals: tuple[str, ...] = ()
    """Of a conflict: what the others decided, as labels or as names of decisions."""


class Case(msgspec.Struct, frozen=True):
    """A sentence that is looked at in a review, with everything said about it."""

    article_id: str
    index: int
    sentence_id: str
    ballots: tuple[Ballot, ...]
    """In the order of `Review.people`: for a blind review show `Review.lettered(case)`."""
    gold: Gold | None
    why: tuple[Why, ...]
    """Every reason why it is a case, the most pressing first; never empty."""
    pair: Pair
    majority: str
    """The label with more than half of the votes; empty where there is none."""
    comments: int
    objections: tuple[str, ...]
    """People whose objection no decision has answered."""
    state: State
    order: Order
    """Where it stands in every queue."""

    @property
    def labels(self) -> tuple[str, ...]:
        """The votes, in the order of the ballots."""
        return tuple(one.label for one in self.ballots if one.label)

    @property
    def is_disagreement(self) -> bool:
        """Whether two labels or more were given."""
        return len({*self.labels}) > 1

    def ballot_of(self, person: str) -> Ballot | None:
        """What a person says of it."""
        return next((one for one in self.ballots if one.person == person), None)


class Lettered(NamedTuple):
    """A ballot under the letter that stands for its person in a blind review."""

    letter: str
    ballot: Ballot
    name: str
    """Who it is; empty as long as that is not to be seen."""


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How a review is made."""

    people: tuple[str, ...] = ()
    """Ids of the people whose votes count; empty for everyone who voted."""
    enough: int = 2
    """Votes that must agree for gold to be computed without a decision."""
    audit: float = 0.05
    """Share of the unanimous that are looked at all the same."""
    blind: bool | None = None
    """Whether names are hidden before the decision; None: unless the reviewer is one of two."""
    votes_after: bool = False
    """Whether the votes too are hidden until the reviewer has decided."""


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """Which cases are looked at; what is left empty does not matter."""

    states: tuple[State, ...] = ("open",)
    labels: Pair | None = None
    """With a vote for each; where both are the same, with two votes for it."""
    people: Pair | None = None
    """Of two people who both voted, and differently. With `labels`: the first person said the
    first label, the second the second."""
    both: Pair | None = None
    """Only where both of these people voted."""
    person: str = ""
    """Only where this person voted."""
    article_id: str = ""
    why: tuple[Why, ...] = ()
    """For at least one of these reasons."""
    sentences: frozenset[str] = frozenset()
    """Only these sentences."""


class Counts(NamedTuple):
    """How a review stands."""

    open: int
    deferred: int
    resolved: int
    disagreements: int
    """Sentences with two labels or more, whatever became of them."""
    unanimous: int
    """Sentences with enough equal votes and no decision: their gold is computed."""
    waiting: int
    """Sentences with equal votes, but not enough of them, and no decision."""
    enough: int
    """Sentences with two labels or enough equal votes, decided or not."""
    voted: int
    """Sentences with a vote."""
    why: dict[Why, int]
    """Open cases by their most pressing reason."""
