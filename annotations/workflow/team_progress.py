"""How far a team is, for its lead: who did what, when, what is left, how far people agree.

Of what this project took in; a pull brings more. Counts are those of `statistics.tally`, and the
statistics those of `agreement`, so that no two places say different numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from annotations.agreement import Ballots, interval_of, overall, stories_of, verdict, votes_of
from annotations.agreement.report import PLACES
from annotations.labels import LabelScheme
from annotations.review.model import Options
from annotations.review.review import Review
from annotations.statistics import PersonTally, pace_since, tally
from annotations.store import Store
from annotations.store.article_versions import successors
from annotations.store.assignments import Assignments, read_assignments
from annotations.store.people import told_apart
from annotations.workflow.progress import done_by, kept_standing

SCHEMA: Final = "team-progress/1"

LATELY: Final = timedelta(days=7)
"""Of what the pace is told."""
LEAST: Final = timedelta(minutes=1)
"""Work of less says nothing of a pace: labels may have come from a pipe."""

_Number = float | None


class Assigned(msgspec.Struct, frozen=True):
    """What is somebody's to label, and how much of it they did."""

    articles: Annotated[int, Meta(description="Articles assigned to them, or claimed by them.")] = 0
    claimed: Annotated[int, Meta(description="Those of them that they took themselves.")] = 0
    finished: Annotated[
        int, Meta(description="Those labelled throughout, or marked by them as done.")
    ] = 0
    sentences: Annotated[
        int, Meta(description="Their sentences, neither boilerplate nor what they skipped.")
    ] = 0
    labelled: Annotated[int, Meta(description="Those of them that they labelled.")] = 0

    @property
    def left(self) -> int:
        """Articles in which something is left to label."""
        return self.articles - self.finished


class PersonProgress(msgspec.Struct, frozen=True):
    """How far one person is."""

    person: Annotated[str, Meta(description="Their id.")]
    name: Annotated[str, Meta(description="Their display name; with a part of the id if needed.")]
    labelled: Annotated[int, Meta(description="As in `slugline stats`.")]
    labels: Annotated[dict[str, int], Meta(description="As in `slugline stats`.")]
    unsure: Annotated[int, Meta(description="As in `slugline stats`.")]
    assigned: Assigned
    days: Annotated[
        dict[str, int],
        Meta(
            description="Labels that hold, by the day on which they were given; adds up to "
            "`labelled`. Days begin at midnight where this was counted."
        ),
    ]
    lately: Annotated[int, Meta(description="Sentences they labelled in the last seven days.")]
    per_hour: Annotated[
        _Number, Meta(description="Labels an hour of work in these; null for too few.")
    ]
    last: Annotated[str, Meta(description="When they last labelled, or empty.")]


class AgreementSoFar(msgspec.Struct, frozen=True):
    """How far people agree, in numbers; as `slugline agreement` has it."""

    sentences: Annotated[int, Meta(description="Sentences with two votes or more.")]
    observed: Annotated[_Number, Meta(description="Observed agreement.")]
    krippendorff_alpha: Annotated[_Number, Meta(description="Krippendorff's alpha.")]
    interval: Annotated[
        tuple[float, float] | None, Meta(description="Where alpha lies, with 95 % confidence.")
    ]
    verdict: Annotated[str, Meta(description="As in `slugline agreement`; or empty.")]
    why: Annotated[dict[str, str], Meta(description="Why there is no number, by field.")]


class Queues(msgspec.Struct, frozen=True):
    """What waits for a decision, as `slugline review --list` has it."""

    to_adjudicate: Annotated[int, Meta(description="Open cases of the review.")]
    put_off: Annotated[int, Meta(description="Cases that were left for later.")]
    disputed: Annotated[
        int, Meta(description="Open cases whose gold is objected to, or differs between people.")
    ]
    decided: Annotated[int, Meta(description="Cases that were decided.")]


class TeamProgress(msgspec.Struct, frozen=True):
    """How far a team is."""

    schema: Annotated[Literal["team-progress/1"], Meta(description="The shape of this object.")]
    project: Annotated[str, Meta(description="The project's id.")]
    at: Annotated[str, Meta(description="When this was counted, ISO 8601 in UTC.")]
    labels: Annotated[tuple[str, ...], Meta(description="The label set.")]
    articles: Annotated[int, Meta(description="Articles of the project.")]
    nobodys: Annotated[int, Meta(description="Those of them that are assigned to nobody.")]
    doubled: Annotated[int, Meta(description="Those that two people or more have.")]
    sentences: Annotated[int, Meta(description="As in `slugline stats`.")]
    labelled: Annotated[int, Meta(description="As in `slugline stats`.")]
    people: Annotated[tuple[PersonProgress, ...], Meta(description="In the order of joining.")]
    agreement: AgreementSoFar
    queues: Queues

    @property
    def days(self) -> Mapping[str, int]:
        """Labels by day, everybody's."""
        found: Counter[str] = Counter()
        for one in self.people:
            found.update(one.days)
        return dict(sorted(found.items()))

    @property
    def by_label(self) -> Mapping[str, int]:
        """Labels by label, everybody's."""
        return {
            label: sum(one.labels.get(label, 0) for one in self.people) for label in self.labels
        }


def team_progress(
    store: Store,
    scheme: LabelScheme,
    advance: Callable[[int], object] = lambda articles: None,
    now: datetime | None = None,
) -> TeamProgress:
    """Count a team's project; for a worker.

    Args:
        store: The project.
        scheme: The labels.
        advance: Told of each article that was counted.
        now: When it is; for tests.

    Raises:
        StoreError: If the project cannot be read.
    """
    now = now or datetime.now(UTC)
    counts, known = tally(store, scheme, advance), read_assignments(store)
    names = told_apart(store.people())
    here = [one.article_id for one in counts.articles if not one.replaced_by]
    return TeamProgress(
        SCHEMA,
        counts.project,
        now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        counts.labels,
        len(here),
        sum(not known.people(id_) for id_ in here),
        sum(len(known.people(id_)) > 1 for id_ in here),
        counts.sentences,
        counts.labelled,
        tuple(_person(store, one, names[one.person], known, scheme, now) for one in counts.people),
        _agreement(store, scheme),
        _queues(store, scheme),
    )


def assigned_to(store: Store, person: str, known: Assignments, skips: frozenset[str]) -> Assigned:
    """How much is somebody's, and how much of that they did.

    Articles that are not kept here count as articles alone.

    Raises:
        StoreError: If the project cannot be read.
    """
    # What a newer version has taken the place of is no work any more.
    mine, done = known.of(person) - successors(store).keys(), done_by(store, person)
    standings = {id_: kept_standing(store, person, id_, skips) for id_ in sorted(mine)}
    here = {id_: one for id_, one in standings.items() if one is not None}
    return Assigned(
        len(mine),
        len(known.claimed_by(person) & mine),
        sum(one.is_finished or id_ in done for id_, one in here.items()),
        sum(one.body for one in here.values()),
        sum(one.labelled for one in here.values()),
    )


def _person(
    store: Store,
    counted: PersonTally,
    name: str,
    known: Assignments,
    scheme: LabelScheme,
    now: datetime,
) -> PersonProgress:
    days: Counter[str] = Counter()
    last = ""
    for said in store.annotations(person=counted.person):
        if said.label and said.label not in scheme.skips:
            days[_day(said.at)] += 1
            last = max(last, said.at)
    since = (now - LATELY).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    pace = pace_since(store, counted.person, since)
    rate = pace.per_hour if pace.worked >= LEAST else None
    return PersonProgress(
        counted.person,
        name,
        counted.labelled,
        counted.labels,
        counted.unsure,
        assigned_to(store, counted.person, known, scheme.skips),
        dict(sorted(days.items())),
        pace.labels,
        None if rate is None else round(rate, 1),
        last,
    )


def _day(at: str) -> str:
    """The day of a moment where this is counted; `unknown` for one that no version wrote."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d")
    except (ValueError, OverflowError):
        return "unknown"


def _agreement(store: Store, scheme: LabelScheme) -> AgreementSoFar:
    ballots = Ballots(votes_of(store, scheme, stories_of(store)), labels=scheme.slugs)
    everyone, between = overall(ballots), interval_of(ballots)
    said = verdict(everyone.krippendorff_alpha, between)
    why = {
        "observed": everyone.observed.why,
        "krippendorff_alpha": everyone.krippendorff_alpha.why,
        "interval": between.why,
        "verdict": said.why,
    }
    low, high = between.low, between.high
    return AgreementSoFar(
        everyone.sentences,
        _rounded(everyone.observed.value),
        _rounded(everyone.krippendorff_alpha.value),
        None if low is None or high is None else (round(low, PLACES), round(high, PLACES)),
        said.word,
        {name: reason for name, reason in why.items() if reason},
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, PLACES)


def _queues(store: Store, scheme: LabelScheme) -> Queues:
    counts = Review.of(store, scheme, "", Options()).counts()
    disputed = counts.why.get("objection", 0) + counts.why.get("conflict", 0)
    return Queues(counts.open, counts.deferred, disputed, counts.resolved)
