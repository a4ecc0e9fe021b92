"""The statistics as one object, `agreement/1`: for programs, and for a training set's manifest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta

from annotations.agreement.annotators import GoldLabel, PersonRow, person_rows
from annotations.agreement.bootstrap import interval
from annotations.agreement.drift import Period, drift
from annotations.agreement.self_agreement import NEVER, Labelling, SelfRow, self_agreement
from annotations.agreement.statistic import Statistic, verdict
from annotations.agreement.tables import (
    LabelRow,
    PairRow,
    confusion,
    label_rows,
    overall,
    pair_rows,
)
from annotations.agreement.vote_matrix import Ballots

AGREEMENT_SCHEMA: Final = "agreement/1"

PLACES = 6
"""Decimals of a statistic."""

_Number = float | None
_Why = Annotated[
    dict[str, str], Meta(description="For each field here that is null, why there is no number.")
]


class LabelPart(msgspec.Struct, frozen=True):
    """Agreement on one label."""

    label: Annotated[str, Meta(description="The label, under its present slug.")]
    support: Annotated[int, Meta(description="Votes for it on sentences with two votes or more.")]
    specific_agreement: Annotated[
        _Number, Meta(description="Given one vote for it, share of the other votes for it too.")
    ]
    krippendorff_alpha: Annotated[
        _Number, Meta(description="Alpha of this label against all others.")
    ]
    confused_with: Annotated[str, Meta(description="Label most often given instead, or empty.")]
    confused: Annotated[int, Meta(description="Pairs of votes that say the one and the other.")]
    why: _Why


class PairPart(msgspec.Struct, frozen=True):
    """Agreement of two people."""

    a: Annotated[str, Meta(description="One person.")]
    b: Annotated[str, Meta(description="The other.")]
    n: Annotated[int, Meta(description="Their common sentences.")]
    few: Annotated[bool, Meta(description="Whether these are fewer than 30.")]
    observed: Annotated[_Number, Meta(description="Share with the same label.")]
    cohen_kappa: Annotated[_Number, Meta(description="Cohen's kappa.")]
    matrix: Annotated[
        tuple[tuple[int, ...], ...],
        Meta(description="Common sentences by label: rows are `a`'s, columns `b`'s."),
    ]
    why: _Why


class PersonPart(msgspec.Struct, frozen=True):
    """One person beside the others."""

    person: Annotated[str, Meta(description="Who.")]
    votes: Annotated[int, Meta(description="Votes that count.")]
    elsewhere: Annotated[
        int, Meta(description="Votes left out, being under another guideline version.")
    ]
    others: Annotated[
        _Number, Meta(description="Share of pairs with another person's vote that agree.")
    ]
    gold: Annotated[
        _Number, Meta(description="Share that is the gold, where somebody else adjudicated it.")
    ]
    golds: Annotated[int, Meta(description="Sentences that is measured on.")]
    overruled: Annotated[int, Meta(description="Those of them with another gold.")]
    median_seconds: Annotated[
        _Number, Meta(description="Time from one label to the next, breaks left out.")
    ]
    labels: Annotated[dict[str, int], Meta(description="Votes by label; every label is there.")]
    bias: Annotated[
        dict[str, _Number],
        Meta(description="Share of each label minus that of the others on the same sentences."),
    ]
    self_n: Annotated[int, Meta(description="Own labels of a sentence compared: earlier, later.")]
    self_observed: Annotated[_Number, Meta(description="Share of them that are the same.")]
    self_kappa: Annotated[_Number, Meta(description="Cohen's kappa of them.")]
    same_text_n: Annotated[int, Meta(description="The same for two sentences of the same words.")]
    same_text_observed: Annotated[_Number, Meta(description="Share of them that are the same.")]
    same_text_kappa: Annotated[_Number, Meta(description="Cohen's kappa of them.")]
    why: _Why


class PeriodPart(msgspec.Struct, frozen=True):
    """Agreement in one calendar week."""

    week: Annotated[str, Meta(description="Its Monday.")]
    sentences: Annotated[
        int, Meta(description="Sentences with two votes or more whose last vote is of that week.")
    ]
    observed: Annotated[_Number, Meta(description="Observed agreement on them.")]
    krippendorff_alpha: Annotated[_Number, Meta(description="Alpha on them.")]
    shares: Annotated[dict[str, float], Meta(description="Each label's share of their votes.")]
    guidelines: Annotated[
        tuple[str, ...], Meta(description="Guideline versions that appear for the first time.")
    ]
    why: _Why


class Report(msgspec.Struct, frozen=True):
    """How far annotators agree."""

    schema: Annotated[Literal["agreement/1"], Meta(description="The shape of this object.")]
    guideline: Annotated[
        str | None, Meta(description="The one guideline version counted, or null for all.")
    ]
    labels: Annotated[tuple[str, ...], Meta(description="The label set.")]
    clusters: Annotated[
        int, Meta(description="Stories, or articles, with a sentence that two people labelled.")
    ]
    sentences: Annotated[int, Meta(description="Sentences with two votes or more.")]
    votes: Annotated[int, Meta(description="Votes that count, on other sentences too.")]
    observed: Annotated[
        _Number, Meta(description="Share of agreeing pairs of votes, averaged over sentences.")
    ]
    krippendorff_alpha: Annotated[_Number, Meta(description="For labels without an order.")]
    interval: Annotated[
        tuple[float, float] | None,
        Meta(description="Where alpha lies with a confidence of 95 %, from resampling clusters."),
    ]
    verdict: Annotated[
        str, Meta(description="`reliable`, `tentative`, `don't rely on it`; or empty.")
    ]
    gwet_ac1: Annotated[_Number, Meta(description="Gwet's AC1.")]
    fleiss_kappa: Annotated[_Number, Meta(description="Fleiss' kappa.")]
    brennan_prediger: Annotated[_Number, Meta(description="Brennan and Prediger's kappa.")]
    by_label: Annotated[
        tuple[LabelPart, ...], Meta(description="A part for each label, in that order.")
    ]
    confusion: Annotated[
        tuple[tuple[int, ...], ...],
        Meta(description="Pairs of votes by their two labels; symmetric, in that order."),
    ]
    pairs: Annotated[tuple[PairPart, ...], Meta(description="A part for every two people.")]
    people: Annotated[tuple[PersonPart, ...], Meta(description="A part for each person.")]
    weeks: Annotated[tuple[PeriodPart, ...], Meta(description="Drift, week by week.")]
    why: _Why

    def as_dict(self) -> dict[str, Any]:
        """Plain values, as JSON has them."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return plain


def report(
    ballots: Ballots,
    names: Mapping[str, str] | None = None,
    *,
    gold: Mapping[str, GoldLabel] | None = None,
    labellings: Iterable[Labelling] = (),
) -> Report:
    """Everything there is to say, in `agreement/1`.

    Args:
        ballots: The votes.
        names: What each person is called in the report; who is not in it goes by their id.
        gold: What was settled, by sentence.
        labellings: Labels given over time, for agreement with oneself.
    """
    called = names or {}
    everyone = overall(ballots)
    sure = interval(ballots.clusters().values())
    said = verdict(everyone.krippendorff_alpha, sure)
    selves = {row.person: row for row in self_agreement(labellings)}
    statistics, why = _parted(
        observed=everyone.observed,
        krippendorff_alpha=everyone.krippendorff_alpha,
        gwet_ac1=everyone.gwet_ac1,
        fleiss_kappa=everyone.fleiss_kappa,
        brennan_prediger=everyone.brennan_prediger,
    )
    between = (
        None
        if sure.low is None or sure.high is None
        else (round(sure.low, PLACES), round(sure.high, PLACES))
    )
    if sure.why:
        why["interval"] = sure.why
    if said.why:
        why["verdict"] = said.why
    return Report(
        schema=AGREEMENT_SCHEMA,
        guideline=ballots.guideline,
        labels=ballots.labels,
        clusters=everyone.clusters,
        sentences=everyone.sentences,
        votes=everyone.votes,
        interval=between,
        verdict=said.word,
        by_label=tuple(map(_label, label_rows(ballots))),
        confusion=confusion(ballots).pairs,
        pairs=tuple(_pair(row, called) for row in pair_rows(ballots)),
        people=tuple(
            _person(row, called, selves.get(row.person)) for row in person_rows(ballots, gold)
        ),
        weeks=tuple(map(_week, drift(ballots))),
        why=why,
        **statistics,
    )


def _parted(**statistics: Statistic) -> tuple[dict[str, Any], dict[str, str]]:
    """Values by name, and why some are null."""
    values = {
        name: None if statistic.value is None else round(statistic.value, PLACES)
        for name, statistic in statistics.items()
    }
    return values, {name: statistic.why for name, statistic in statistics.items() if statistic.why}


def _label(row: LabelRow) -> LabelPart:
    statistics, why = _parted(specific_agreement=row.specific, krippendorff_alpha=row.alpha)
    return LabelPart(
        label=row.label,
        support=row.support,
        confused_with=row.confused_with,
        confused=row.confused,
        why=why,
        **statistics,
    )


def _pair(row: PairRow, called: Mapping[str, str]) -> PairPart:
    statistics, why = _parted(observed=row.observed, cohen_kappa=row.cohen_kappa)
    a, b = (called.get(person, person) for person in (row.a, row.b))
    matrix = tuple(map(tuple, row.matrix))
    return PairPart(a=a, b=b, n=row.n, few=row.few, matrix=matrix, why=why, **statistics)


def _person(row: PersonRow, called: Mapping[str, str], itself: SelfRow | None) -> PersonPart:
    again, same_text = (itself.again, itself.same_text) if itself else (NEVER, NEVER)
    statistics, why = _parted(
        others=row.others,
        gold=row.gold,
        median_seconds=row.seconds,
        self_observed=again.observed,
        self_kappa=again.cohen_kappa,
        same_text_observed=same_text.observed,
        same_text_kappa=same_text.cohen_kappa,
    )
    bias, no_bias = _parted(**row.bias)
    if no_bias:
        why["bias"] = next(iter(no_bias.values()))
    return PersonPart(
        person=called.get(row.person, row.person),
        votes=row.votes,
        elsewhere=row.elsewhere,
        golds=row.golds,
        overruled=row.overruled,
        labels=dict(row.labels),
        bias=bias,
        self_n=again.n,
        same_text_n=same_text.n,
        why=why,
        **statistics,
    )


def _week(period: Period) -> PeriodPart:
    statistics, why = _parted(
        observed=period.observed, krippendorff_alpha=period.krippendorff_alpha
    )
    shares, _ = _parted(**period.shares)
    return PeriodPart(
        week=period.name,
        sentences=period.sentences,
        shares=shares,
        guidelines=period.guidelines,
        why=why,
        **statistics,
    )
