"""A review as text: how it stands, and its queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.review.wording import CAUSES
from tui.commands.stats import columns
from tui.sanitize import safe

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from annotations.review.report import ListedCase, Listing

NONE = "–"


def lines(found: Listing) -> Iterator[str]:
    """The whole listing, every text made harmless."""
    yield safe(
        f"{found.open:,} to decide, {found.deferred:,} put off, {found.resolved:,} adjudicated; "
        f"{found.unanimous:,} unanimous, {found.waiting:,} waiting for another vote"
    )
    names = ", ".join(found.people) or "nobody"
    yield safe(f"Votes of {names}{' (blind)' if found.blind else ''}; guidelines {found.guideline}")
    yield safe(f"Agreement of the votes: {_agreement(found)}")
    yield from _counted("To decide", {CAUSES[why]: count for why, count in found.why.items()})
    yield from _counted("Decided, by label", found.by_label if found.decided else {})
    yield from _counted(
        "Decided, by reason",
        {reason or "none given": count for reason, count in found.by_reason.items()},
    )
    yield from _counted("Gold", found.gold)
    if any(one.n for one in found.after):
        yield ""
        yield from columns(
            [
                ("Against gold", "sentences", "alike", "Cohen's kappa", "overruled"),
                *(
                    (
                        one.person,
                        f"{one.n:,}",
                        _statistic(one.observed),
                        _statistic(one.cohen_kappa),
                        f"{one.overruled:,}",
                    )
                    for one in found.after
                ),
            ]
        )
    for rule in found.rules:
        yield ""
        yield safe(f"{rule.id}  {rule.labels[0]} or {rule.labels[1]}: {rule.text}")
    for case in found.cases:
        yield ""
        yield from _case(case)


def _agreement(found: Listing) -> str:
    statistics = found.before
    if statistics.observed is None:
        return f"{NONE} ({statistics.why.get('observed', '')})"
    alpha = _statistic(statistics.krippendorff_alpha)
    text = f"{statistics.observed:.3f}, Krippendorff's alpha {alpha}"
    if statistics.interval is not None:
        text += f" (95 %: {statistics.interval[0]:.3f} to {statistics.interval[1]:.3f})"
    return text


def _counted(head: str, counts: Mapping[str, int]) -> Iterator[str]:
    shown = {name: count for name, count in counts.items() if count}
    if shown:
        yield ""
        yield from columns([(head, ""), *((name, f"{count:,}") for name, count in shown.items())])


def _case(case: ListedCase) -> Iterator[str]:
    why = "; ".join(CAUSES[one] for one in case.why)
    state = "" if case.state == "open" else f" ({case.state})"
    where = case.title or case.article
    yield safe(f"{where}, sentence {case.index + 1}: {why}{state}")
    yield safe(f"  {' '.join(case.text.split())}")
    for vote in case.votes:
        marks = f"{', unsure' if vote.unsure else ''}{f', “{vote.note}”' if vote.note else ''}"
        yield safe(f"  {vote.by}: {vote.label or NONE}{marks}")
    if case.gold is not None:
        gold = case.gold
        parts = [gold.label or gold.decision, gold.reason, gold.rule, *gold.rivals]
        yield safe(f"  gold: {', '.join(filter(None, parts))} ({gold.by}, {gold.at[:10]})")


def _statistic(value: float | None) -> str:
    return NONE if value is None else f"{value:.3f}"
