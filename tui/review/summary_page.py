"""How a review ended, or how far it is: a page to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.review.wording import DECISIONS, REASONS
from tui.dialogs.pages import Page, Part
from tui.keys import readable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from annotations.labels import LabelScheme
    from annotations.review.summary import Summary
    from tui.reader.services import ReaderServices

_LEAD = 26


def ending_page(reader: ReaderServices, found: Summary, names: Mapping[str, str]) -> Page:
    """What was decided and why, agreement before and after, what is left, what to do next."""
    return Page(reader.palette, reader.glyphs, "Review", list(_parts(reader, found, names)))


def _parts(reader: ReaderServices, found: Summary, names: Mapping[str, str]) -> Iterator[Part]:
    palette, scheme, counts = reader.palette, reader.scheme, found.counts

    def head(text: str) -> Part:
        return Part(text, palette.accent)

    def line(lead: str, text: str) -> Part:
        return Part(text, None, lead, None, _LEAD)

    left = f"{counts.open:,} open"
    if counts.deferred:
        lists = readable(reader.keys["review.filter"].split(",")[0])
        left += f", {counts.deferred:,} left for later ({lists} in the review lists them)"
    if counts.open or counts.deferred:
        yield Part(f"Left: {left}.", palette.warning)
    else:
        yield Part("Nothing is left to decide.", palette.accent)
    yield Part("")
    yield head(f"Adjudicated: {found.decided:,}")
    yield from (
        line(text, f"{found.by_decision[name]:,}")
        for name, text in DECISIONS.items()
        if found.by_decision.get(name)
    )
    yield from _labels(found, scheme)
    for reason, count in sorted(found.by_reason.items(), key=lambda one: -one[1]):
        yield line(REASONS.get(reason, "without a reason"), f"{count:,}")
    if found.by_voters:
        yield line("by people who had voted", f"{found.by_voters:,}")
    yield line("agreed, so not asked", f"{counts.unanimous:,}")
    if found.rules:
        yield Part("")
        yield head("Rules written")
        yield from (line(rule.name, rule.text) for rule in found.rules)
    yield Part("")
    yield head("Agreement")
    yield line("before: among people", _agreement(found))
    for one in found.after:
        name = f"after: {names.get(one.person, one.person)} with gold"
        yield line(name, f"{one.observed.text(2)} of {one.n:,}, {one.overruled:,} otherwise")
    yield Part("")
    yield head("Next")
    key = readable(reader.keys["review.export"].split(",")[0])
    yield Part(
        f"{key} in the review, or slugline export, writes the training set: gold first, each row "
        "with what its label rests on. slugline bundle push gives the decisions to the others."
    )


def _labels(found: Summary, scheme: LabelScheme) -> Iterator[Part]:
    for slug, count in found.by_label.items():
        if count:
            yield Part(f"{count:,}", None, scheme.find(slug).title, None, _LEAD)


def _agreement(found: Summary) -> str:
    text = f"{found.before.text(2)} observed, alpha {found.alpha.text(2)}"
    low, high = found.alpha_interval.low, found.alpha_interval.high
    return text if low is None or high is None else f"{text} (95 %: {low:.2f} to {high:.2f})"
