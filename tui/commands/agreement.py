"""`slugline agreement`: how far annotators agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import msgspec

from annotations.agreement import (
    FEW,
    Ballots,
    Report,
    gold_of,
    labellings_of,
    report,
    stories_of,
    votes_of,
)
from annotations.errors import ExportError
from annotations.plurals import count
from annotations.store.people import find_person, told_apart
from tui.commands.common import progress, project_to_read
from tui.commands.stats import columns
from tui.sanitize import safe
from tui.settings import settings_options, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from annotations.agreement import Vote
    from annotations.agreement.report import LabelPart, PairPart, PeriodPart, PersonPart

FEW_SIGN = f"few (under {FEW})"
"""Beside statistics of two people that say little."""

NONE = "–"


@click.command("agreement")
@click.option(
    "--annotator",
    "annotators",
    metavar="NAME",
    multiple=True,
    help="Count only this person: a display name or an id. May be given several times.",
)
@click.option("--guideline", metavar="V", help="Count only votes under this guideline version.")
@click.option(
    "--format",
    "name",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="Tables to read, or one JSON object.",
)
@settings_options
def command(
    annotators: Sequence[str],
    guideline: str | None,
    name: str,
    config_file: Path | None,
    project: Path | None,
) -> None:
    """Say how far annotators agree, by label, by pair of people and from week to week.

    A person counts once a sentence. Where a statistic does not exist, the reason stands in its
    place. docs/agreement.md explains the statistics and describes the JSON.
    """
    settings = settle(config_file, project)
    scheme = settings.config.scheme
    with project_to_read(settings.project) as store:
        everyone = store.people()
        wanted = [find_person(one, everyone, ExportError) for one in annotators] or None
        votes = sum(one.labelled for who in everyone for one in store.progress(who).values())
        with progress(votes, "Reading votes") as advance:
            ballots = Ballots(
                _counted(votes_of(store, scheme, stories_of(store)), advance),
                labels=scheme.slugs,
                guideline=guideline,
                people=wanted,
            )
        events = sum(stream.events for stream in store.streams())
        with progress(events, "Reading history") as advance:
            labellings = labellings_of(store, scheme, advance)
        counted = report(
            ballots, told_apart(everyone), gold=gold_of(store, scheme), labellings=labellings
        )
    if name == "json":
        text = msgspec.json.format(msgspec.json.encode(counted), indent=2).decode()
    else:
        text = "\n".join(tables(counted))
    click.echo(text)


def _counted(votes: Iterable[Vote], advance: Callable[[int], object]) -> Iterator[Vote]:
    """The same votes; tells of every thousand."""
    for number, vote in enumerate(votes, start=1):
        if number % 1_000 == 0:
            advance(1_000)
        yield vote


def tables(counted: Report) -> Iterator[str]:
    """The report, line by line, every name made harmless."""
    yield from _overall(counted)
    if not counted.votes:
        return
    yield from _table(_LABEL_HEAD, map(_label, counted.by_label))
    yield from _table(
        ("Pairs of votes", *counted.labels),
        (
            (label, *(f"{count:,}" for count in row))
            for label, row in zip(counted.labels, counted.confusion, strict=True)
        ),
    )
    if counted.pairs:
        yield from _table(_PAIR_HEAD, map(_pair, counted.pairs))
    gold = any(one.golds for one in counted.people)
    yield from _table(
        (*_PERSON_HEAD, *(_GOLD_HEAD if gold else ()), *(f"{one} ±" for one in counted.labels)),
        (_person(one, gold=gold) for one in counted.people),
    )
    for one in counted.people:
        why = one.why.get("others")
        if why and why != counted.why.get("observed"):
            yield safe(f"{one.person}: {why}")
    if counted.weeks:
        head = (*_WEEK_HEAD, *counted.labels, "new guidelines")
        yield from _table(head, map(_week, counted.weeks))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A blank line, then rows in line under their head."""
    yield ""
    for line in columns([head, *rows]):
        yield line.rstrip()


def _overall(counted: Report) -> Iterator[str]:
    version = "" if counted.guideline is None else f" under guideline {counted.guideline}"
    voters = sum(one.votes > 0 for one in counted.people)
    yield safe(
        f"{count(counted.votes, 'vote')} of {count(voters, 'person', 'people')}{version}; "
        f"{count(counted.sentences, 'sentence')} with two votes or more, "
        f"in {count(counted.clusters, 'story or article', 'stories or articles')}"
    )
    why = counted.why
    for name, text in (
        ("Observed agreement", _cell(counted.observed, why.get("observed"))),
        ("Krippendorff's alpha", _alpha(counted)),
        ("Verdict", counted.verdict or f"none: {why.get('verdict', '')}"),
        ("Gwet's AC1", _cell(counted.gwet_ac1, why.get("gwet_ac1"))),
        ("Fleiss' kappa", _cell(counted.fleiss_kappa, why.get("fleiss_kappa"))),
    ):
        yield f"{name:<22}{text}"


def _alpha(counted: Report) -> str:
    alpha = _cell(counted.krippendorff_alpha, counted.why.get("krippendorff_alpha"))
    if counted.krippendorff_alpha is None:
        return alpha
    if counted.interval is None:
        return f"{alpha}  (no 95 % interval: {counted.why['interval']})"
    low, high = counted.interval
    return f"{alpha}  (95 %: {low:.3f} to {high:.3f})"


def _cell(value: float | None, why: str | None = None, form: str = ".3f") -> str:
    """A statistic, or a dash with the reason where there is room for it."""
    if value is not None:
        return format(value, form)
    return f"{NONE} ({why})" if why else NONE


_LABEL_HEAD = ("Label", "votes", "agreement", "alpha", "confused with", "pairs")


def _label(part: LabelPart) -> tuple[str, ...]:
    return (
        part.label,
        f"{part.support:,}",
        _cell(part.specific_agreement),
        _cell(part.krippendorff_alpha),
        part.confused_with or NONE,
        f"{part.confused:,}",
    )


_PAIR_HEAD = ("Pair", "sentences", "observed", "Cohen's kappa", "")


def _pair(part: PairPart) -> tuple[str, ...]:
    return (
        f"{part.a} · {part.b}",
        f"{part.n:,}",
        _cell(part.observed),
        _cell(part.cohen_kappa),
        part.why.get("observed") or (FEW_SIGN if part.few else part.why.get("cohen_kappa", "")),
    )


_PERSON_HEAD = ("Person", "votes", "with others", "with self", "seconds")
_GOLD_HEAD = ("with gold", "overruled")


def _person(part: PersonPart, *, gold: bool) -> tuple[str, ...]:
    return (
        part.person,
        f"{part.votes:,}",
        _cell(part.others),
        _cell(part.self_observed),
        _cell(part.median_seconds, form=".1f"),
        *((_cell(part.gold), f"{part.overruled:,}") if gold else ()),
        *(_cell(value, form="+z.2f") for value in part.bias.values()),
    )


_WEEK_HEAD = ("Week of", "sentences", "observed", "alpha")


def _week(part: PeriodPart) -> tuple[str, ...]:
    return (
        part.week,
        f"{part.sentences:,}",
        _cell(part.observed),
        _cell(part.krippendorff_alpha),
        *(f"{share:.0%}" for share in part.shares.values()),
        ", ".join(part.guidelines) or NONE,
    )
