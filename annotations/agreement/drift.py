"""Whether people drift apart as time goes on, or when the guidelines change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Literal

import msgspec

from annotations.agreement.coefficients import krippendorff_alpha, observed
from annotations.agreement.statistic import Statistic
from annotations.agreement.vote_matrix import Ballots

STEP = 100
"""Sentences of a period that is not a week."""


class Period(msgspec.Struct, frozen=True):
    """Agreement on the sentences whose last vote was given in one stretch of time."""

    name: str
    """The week's Monday as ISO 8601, or which of the sentences, as `1–100`."""
    start: str
    """When the first of these last votes was given."""
    end: str
    """When the last one was given."""
    sentences: int
    """Those with two votes or more."""
    votes: int
    """Votes on them."""
    observed: Statistic
    krippendorff_alpha: Statistic
    shares: Mapping[str, Statistic]
    """Each label's share of these votes; every label is there."""
    guidelines: tuple[str, ...]
    """Versions that votes first follow here: a bump, unless it is the first period."""


def drift(
    ballots: Ballots, by: Literal["week", "sentences"] = "week", step: int = STEP
) -> tuple[Period, ...]:
    """Agreement from period to period, in order of time; only sentences with two votes or more.

    Args:
        ballots: The votes; those without a time are left out by week.
        by: Calendar weeks, in UTC, or so many sentences in the order of their last votes.
        step: How many sentences; the last period may have fewer.
    """
    dated = sorted(
        (max(vote.at for vote in ballot.values()), sentence)
        for sentence, ballot in ballots.by_sentence()
        if len(ballot) > 1
    )
    known: set[str] = set()
    return tuple(
        _period(ballots, name, part, known)
        for name, part in (_weeks(dated) if by == "week" else _steps(dated, step))
    )


def _weeks(dated: Iterable[tuple[str, str]]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    weeks: dict[str, list[tuple[str, str]]] = {}
    mondays: dict[str, str] = {}
    for at, sentence in dated:
        day = at[:10]
        if day not in mondays:
            mondays[day] = _monday(day)
        if mondays[day]:
            weeks.setdefault(mondays[day], []).append((at, sentence))
    yield from weeks.items()


def _monday(day: str) -> str:
    try:
        then = date.fromisoformat(day)
    except ValueError:
        return ""
    return (then - timedelta(days=then.weekday())).isoformat()


def _steps(dated: list[tuple[str, str]], step: int) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for first in range(0, len(dated), step):
        part = dated[first : first + step]
        yield f"{first + 1}–{first + len(part)}", part


def _period(ballots: Ballots, name: str, dated: list[tuple[str, str]], known: set[str]) -> Period:
    tally = ballots.tally_of(sentence for _, sentence in dated)
    totals = [
        sum(count * vector[at] for vector, count in tally.items())
        for at in range(len(ballots.labels))
    ]
    versions = {
        vote.guideline for _, sentence in dated for vote in ballots.votes_on(sentence).values()
    } - {""}
    new = tuple(sorted(versions - known))
    known |= versions
    return Period(
        name=name,
        start=dated[0][0],
        end=dated[-1][0],
        sentences=len(dated),
        votes=sum(totals),
        observed=observed(tally),
        krippendorff_alpha=krippendorff_alpha(tally),
        shares={
            label: Statistic(total / sum(totals))
            for label, total in zip(ballots.labels, totals, strict=True)
        },
        guidelines=new,
    )
