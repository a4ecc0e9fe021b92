"""The statistics of agreement as rows of cells: values from values, no widget in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotations.agreement import FEW
from annotations.plurals import count
from annotations.review.model import STATES, Filter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from annotations.agreement import Report
    from annotations.agreement.report import PairPart, PersonPart
    from annotations.labels import Label, LabelScheme
    from annotations.review.model import Counts

NONE = "–"
_WIDEST = 14
"""Cells of a name or label in a table."""


class Cell(NamedTuple):
    """A part of a row."""

    text: str
    width: int = 0
    """Cells it takes; 0 for as many as it needs."""
    style: str | Label = ""
    """The label that colours it, the name of a style, or nothing."""
    only: Filter | None = None
    """What choosing it opens."""
    to_right: bool = False


Row = tuple[Cell, ...]
_BLANK: Row = ()


def pages(
    report: Report, counts: Counts, scheme: LabelScheme, names: Mapping[str, str]
) -> Iterator[Row]:
    """Everything an annotation lead asks for, in this order."""
    yield from _overall(report)
    yield _BLANK
    yield from _progress(counts)
    if report.votes:
        for part in (_labels, _confusion):
            yield _BLANK
            yield from part(report, scheme)
        yield from _pairs(report, scheme, names)
        yield _BLANK
        yield from _people(report, scheme, names)
        yield from _weeks(report, scheme)


def _head(*texts: str, first: int = 16, width: int = 11) -> Row:
    lead, *rest = texts
    return (
        Cell(lead, first, "accent"),
        *(Cell(text, width, "faint", to_right=True) for text in rest),
    )


def _number(value: float | None, form: str = ".2f") -> str:
    return NONE if value is None else format(value, form)


def _overall(report: Report) -> Iterator[Row]:
    voters = sum(one.votes > 0 for one in report.people)
    yield (
        Cell(
            f"{count(report.votes, 'vote')} of {count(voters, 'person', 'people')}; "
            f"{count(report.sentences, 'sentence')} with two or more; "
            f"{count(report.clusters, 'story', 'stories')}"
        ),
    )
    alpha = _number(report.krippendorff_alpha)
    if report.interval is not None:
        alpha += f"   95 %: {report.interval[0]:.2f} to {report.interval[1]:.2f}"
    said = report.verdict or f"no verdict: {report.why.get('verdict', '')}"
    for name, text, why in (
        ("observed", _number(report.observed), report.why.get("observed", "")),
        ("Krippendorff's alpha", alpha, report.why.get("krippendorff_alpha", said)),
        ("Gwet's AC1", _number(report.gwet_ac1), report.why.get("gwet_ac1", "")),
    ):
        yield Cell(name, 22), Cell(text, 0, "accent"), Cell(f"  {why}", 0, "faint")


def _progress(counts: Counts) -> Iterator[Row]:
    whole = counts.voted
    share = f"{counts.enough / whole:.0%} of {whole:,} with votes enough" if whole else NONE
    yield Cell("Progress", 22, "accent"), Cell(share)
    for text, number, only in (
        ("open", counts.open, Filter()),
        ("  voted again since", counts.why.get("stale", 0), Filter(why=("stale",))),
        ("  objected to", counts.why.get("objection", 0), Filter(why=("objection",))),
        ("left for later", counts.deferred, Filter(states=("deferred",))),
        ("adjudicated", counts.resolved, Filter(states=("resolved",))),
    ):
        yield Cell(text, 22), Cell(f"{number:,}", 7, "", only if number else None, to_right=True)


def _labels(report: Report, scheme: LabelScheme) -> Iterator[Row]:
    head = _head("Label", "votes", "agreement", "alpha")
    yield (*head, Cell("  confused with", 0, "faint"))
    for one in report.by_label:
        label = scheme.find(one.label)
        other = scheme.find(one.confused_with).title if one.confused_with else NONE
        only = _all(labels=(one.label, one.confused_with)) if one.confused_with else None
        yield (
            Cell(label.title, 16, label),
            Cell(f"{one.support:,}", 11, to_right=True),
            Cell(_number(one.specific_agreement), 11, to_right=True),
            Cell(_number(one.krippendorff_alpha), 11, to_right=True),
            Cell("  "),
            Cell(f"{other} {one.confused:,}" if only else NONE, 0, "", only),
        )


def _confusion(report: Report, scheme: LabelScheme) -> Iterator[Row]:
    titles = [scheme.find(one).title[: _WIDEST - 3] for one in report.labels]
    yield _head("Pairs of votes", *titles, width=_WIDEST)
    for at, row in enumerate(report.confusion):
        label = scheme.find(report.labels[at])
        yield (
            Cell(label.title, 16, label),
            *(
                Cell(
                    f"{count:,}",
                    _WIDEST,
                    "faint" if other == at else "",
                    _all(labels=(report.labels[at], report.labels[other]))
                    if count and other != at
                    else None,
                    to_right=True,
                )
                for other, count in enumerate(row)
            ),
        )


def _pairs(report: Report, scheme: LabelScheme, names: Mapping[str, str]) -> Iterator[Row]:
    if not report.pairs:
        return
    yield _BLANK
    yield _head("Person by person", "sentences", "observed", "kappa", first=28)
    for one in report.pairs:
        yield from _pair(one, report, scheme, names)


def _pair(
    one: PairPart, report: Report, scheme: LabelScheme, names: Mapping[str, str]
) -> Iterator[Row]:
    style = "faint" if one.few else ""
    a, b = (names.get(person, person) for person in (one.a, one.b))
    differ = sum(map(sum, one.matrix)) - sum(row[at] for at, row in enumerate(one.matrix))
    yield (
        Cell(f"{a} and {b}", 28, style, _all(people=(one.a, one.b)) if differ else None),
        Cell(f"{one.n:,}", 11, style, to_right=True),
        Cell(_number(one.observed), 11, style, to_right=True),
        Cell(_number(one.cohen_kappa), 11, style, to_right=True),
        Cell(f"  under {FEW}: says little" if one.few else "", 0, "faint"),
    )
    for first, row in enumerate(one.matrix):
        for second, number in enumerate(row):
            if number and first != second:
                labels = report.labels[first], report.labels[second]
                said = f"{a}: {scheme.find(labels[0]).title}, {b}: {scheme.find(labels[1]).title}"
                only = _all(people=(one.a, one.b), labels=labels)
                yield Cell("  "), Cell(said, 0, style, only), Cell(f"  {number:,}", 0, style)


def _people(report: Report, scheme: LabelScheme, names: Mapping[str, str]) -> Iterator[Row]:
    yield Cell("", 24), Cell("agrees with", 0, "faint")
    yield _head("Person", "votes", "others", "decisions", "self", "overruled", "seconds", width=10)
    for one in report.people:
        yield (
            Cell(names.get(one.person, one.person)[:15], 16, "", _all(person=one.person)),
            *(
                Cell(text, 10, to_right=True)
                for text in (
                    f"{one.votes:,}",
                    _number(one.others),
                    _number(one.gold),
                    _number(one.self_observed),
                    f"{one.overruled:,}" if one.golds else NONE,
                    _number(one.median_seconds, ".1f"),
                )
            ),
        )
    titles = [scheme.find(one).title[: _WIDEST - 3] for one in report.labels]
    yield _BLANK
    yield _head("More or less than the others", *titles, first=28, width=_WIDEST)
    for one in report.people:
        yield (
            Cell(names.get(one.person, one.person), 28),
            *(Cell(_bias(one, label), _WIDEST, to_right=True) for label in report.labels),
        )


def _bias(one: PersonPart, label: str) -> str:
    value = one.bias.get(label)
    return NONE if value is None else f"{value:+z.0%}"


def _weeks(report: Report, scheme: LabelScheme) -> Iterator[Row]:
    if not report.weeks:
        return
    titles = [scheme.find(one).title[:10] for one in report.labels]
    yield _BLANK
    yield _head("Week of", "sentences", "observed", "alpha", *titles)
    for one in report.weeks:
        version = f"  guideline {', '.join(one.guidelines)}" if one.guidelines else ""
        yield (
            Cell(one.week, 16),
            Cell(f"{one.sentences:,}", 11, to_right=True),
            Cell(_number(one.observed), 11, to_right=True),
            Cell(_number(one.krippendorff_alpha), 11, to_right=True),
            *(Cell(f"{share:.0%}", 11, to_right=True) for share in one.shares.values()),
            Cell(version, 0, "warning"),
        )


def _all(
    *,
    labels: tuple[str, str] | None = None,
    people: tuple[str, str] | None = None,
    person: str = "",
) -> Filter:
    """Whatever became of them."""
    return Filter(states=STATES, labels=labels, people=people, person=person)


def chosen(row: Sequence[Cell]) -> list[int]:
    """Which cells of a row open something."""
    return [at for at, cell in enumerate(row) if cell.only is not None]
