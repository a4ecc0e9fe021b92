"""How far a team is, as tables and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from annotations.plurals import count
from tui.commands.common import progress
from tui.commands.stats import columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotations.exchange.postgres.members import Status
    from annotations.labels import LabelScheme
    from annotations.store import Store
    from annotations.workflow.team_progress import AgreementSoFar, TeamProgress

DAYS = 14
"""Days that the table of days shows; JSON has them all."""


def counted(store: Store, scheme: LabelScheme) -> TeamProgress:
    """How far the team of a project is, with a bar while that is counted.

    Raises:
        StoreError: If the project cannot be read.
    """
    from annotations.workflow.team_progress import team_progress

    with progress(len(store.frozen_ids()), "Counting") as advance:
        return team_progress(store, scheme, advance)


def as_json(found: Status | None, done: TeamProgress | None) -> str:
    """One object: how far a team is; with a database how far that is apart, and this within it."""
    value: object = done
    if found is not None:
        value = {**msgspec.to_builtins(found), "progress": done}
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()


def report(done: TeamProgress) -> Iterator[str]:
    """The tables, line by line; whoever prints them makes names harmless."""
    share = done.labelled / done.sentences if done.sentences else 0.0
    yield f"{done.labelled:,} of {count(done.sentences, 'sentence')} labelled ({share:.0%})"
    nobodys = f"{done.nobodys:,} assigned to nobody"
    yield f"{count(done.articles, 'article')}: {nobodys}, {done.doubled:,} to two people or more"
    if not done.people:
        yield "Nobody has joined yet."
        return
    yield ""
    yield from _people(done)
    yield ""
    yield from columns(
        [
            ("Person", *done.labels),
            *((one.name, *(f"{one.labels[la]:,}" for la in done.labels)) for one in done.people),
        ]
    )
    yield from _days(done)
    yield ""
    yield from agreement_lines(done.agreement)
    queues = done.queues
    yield (
        f"To adjudicate {queues.to_adjudicate:,}, of these disputed {queues.disputed:,}; "
        f"put off {queues.put_off:,}; decided {queues.decided:,}"
    )


def _people(done: TeamProgress) -> Iterator[str]:
    head = ("Person", "assigned", "finished", "left", "sentences", "of these labelled")
    rows: list[Sequence[str]] = [(*head, "labels in all", "last 7 days", "an hour")]
    for one in done.people:
        mine, rate = one.assigned, "–" if one.per_hour is None else f"{one.per_hour:,.0f}"
        numbers = (mine.articles, mine.finished, mine.left, mine.sentences, mine.labelled)
        more = (one.labelled, one.lately)
        rows.append((one.name, *(f"{number:,}" for number in (*numbers, *more)), rate))
    yield from columns(rows)


def _days(done: TeamProgress) -> Iterator[str]:
    days = list(done.days)
    if not days:
        return
    yield ""
    names = [one.name for one in done.people]
    rows: list[Sequence[str]] = [("Day", *names, "all")]
    for day in days[-DAYS:]:
        counts = (*(one.days.get(day, 0) for one in done.people), done.days[day])
        rows.append((day, *(f"{number:,}" for number in counts)))
    yield from columns(rows)
    if len(days) > DAYS:
        yield f"{count(len(days) - DAYS, 'earlier day')} not shown; --format json has them all"


def agreement_lines(found: AgreementSoFar) -> Iterator[str]:
    """How far people agree, in numbers."""
    yield f"Agreement so far: {count(found.sentences, 'sentence')} with two votes or more"
    if found.observed is None:
        yield f"  no number: {found.why.get('observed', '')}"
        return
    alpha = found.krippendorff_alpha
    said = f"no number: {found.why.get('krippendorff_alpha', '')}"
    if alpha is not None:
        said = f"{alpha:.3f}" + (f" ({found.verdict})" if found.verdict else "")
    yield f"  observed {found.observed:.3f}; Krippendorff's alpha {said}"
    between = found.interval
    why = found.why.get("interval", "")
    yield (
        f"  95 % interval: {between[0]:.3f} to {between[1]:.3f}"
        if between
        else (f"  no interval: {why}")
    )
