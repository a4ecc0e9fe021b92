"""What each person's votes look like beside those of the others, and beside gold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import msgspec

from annotations.agreement.statistic import (
    ALL_IMPORTED,
    NO_GOLD,
    NO_PACE,
    NO_PAIRS,
    Statistic,
    ratio,
)
from annotations.agreement.tables import why_silent
from annotations.agreement.vote_matrix import Ballots, Pattern

PAUSE = 300.0
"""Seconds: a longer time between two labels is a break, not work."""


class GoldLabel(NamedTuple):
    """The gold of a sentence."""

    label: str
    """Empty where it is ambiguous on purpose: nothing to compare with."""
    by: str = ""
    """The person who decided; empty where nobody had to."""


class PersonRow(msgspec.Struct, frozen=True):
    """One person beside the others."""

    person: str
    votes: int
    """Votes that count."""
    elsewhere: int
    """Votes left out, being under another guideline version."""
    others: Statistic
    """The share of pairs with another person's vote that agree."""
    gold: Statistic
    """The share of votes that are the gold, where somebody else adjudicated it."""
    golds: int
    """So many sentences that is measured on."""
    overruled: int
    """How many of these have another gold than the person's label."""
    seconds: Statistic
    """Median time from one label to the next within a sitting, in seconds; imported labels, whose
    times may be those of another program or of the import, have none."""
    labels: Mapping[str, int]
    """Votes by label; every label is there."""
    bias: Mapping[str, Statistic]
    """Share of each label, minus its share among the others' votes on the same sentences."""
    why: str = ""
    """Why no vote of theirs counts; empty if some do."""


def person_rows(
    ballots: Ballots, gold: Mapping[str, GoldLabel] | None = None
) -> tuple[PersonRow, ...]:
    """A row for everyone, in the order of `Ballots.people`.

    Args:
        ballots: The votes.
        gold: What was settled, by sentence.
    """
    measured = _against_gold(ballots, gold or {})
    times = _times(ballots)
    return tuple(
        _row(ballots, at, person, measured[person], times.get(person, ()))
        for at, person in enumerate(ballots.people)
    )


def _row(
    ballots: Ballots, at: int, person: str, against: Counter[bool], times: Sequence[str]
) -> PersonRow:
    agreeing = possible = 0
    labels = Counter(dict.fromkeys(ballots.labels, 0))
    own: Counter[str] = Counter()
    theirs: dict[str, float] = dict.fromkeys(ballots.labels, 0.0)
    for pattern, count in ballots.patterns.items():
        if not pattern[at]:
            continue
        labels[pattern[at]] += count
        others = _others(pattern, at)
        agreeing += count * others.count(pattern[at])
        possible += count * len(others)
        if others:
            own[pattern[at]] += count
            for label in others:
                # Each sentence weighs the same on both sides, however many others voted.
                theirs[label] += count / len(others)
    why = why_silent(ballots, person)
    shared = own.total()
    return PersonRow(
        person=person,
        votes=labels.total(),
        elsewhere=ballots.elsewhere[person],
        others=ratio(agreeing, possible, why or NO_PAIRS),
        gold=ratio(against[True], against.total(), why or NO_GOLD),
        golds=against.total(),
        overruled=against[False],
        seconds=_pace(times, why or ("" if times else ALL_IMPORTED)),
        labels=dict(labels),
        bias={
            label: ratio(own[label] - theirs[label], shared, why or NO_PAIRS)
            for label in ballots.labels
        },
        why=why,
    )


def _others(pattern: Pattern, at: int) -> list[str]:
    return [label for place, label in enumerate(pattern) if label and place != at]


def _against_gold(ballots: Ballots, gold: Mapping[str, GoldLabel]) -> dict[str, Counter[bool]]:
    """How often each person's label is the gold, or is not, where somebody else adjudicated it."""
    measured: dict[str, Counter[bool]] = {person: Counter() for person in ballots.people}
    for sentence, settled in gold.items():
        if not settled.label:
            continue
        for person, vote in ballots.votes_on(sentence).items():
            if person != settled.by:
                measured[person][vote.label == settled.label] += 1
    return measured


def _times(ballots: Ballots) -> Mapping[str, list[str]]:
    times: dict[str, list[str]] = {}
    for _, ballot in ballots.by_sentence():
        for person, vote in ballot.items():
            if vote.timed:
                times.setdefault(person, []).append(vote.at)
    return times


def _pace(times: Iterable[str], why: str) -> Statistic:
    """The median step between moments in order; labels given at once are one moment."""
    try:
        moments = [datetime.fromisoformat(at).timestamp() for at in sorted({*times}) if at]
    except ValueError:  # times of another form, from an import: there is no pace to tell
        return Statistic(None, NO_PACE)
    steps = [later - earlier for earlier, later in pairwise(moments) if later - earlier <= PAUSE]
    return Statistic(round(median(steps), 3)) if steps else Statistic(None, why or NO_PACE)
