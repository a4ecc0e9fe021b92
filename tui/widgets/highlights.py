"""Which parts of an article are drawn in a colour, and found by offset."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from annotations.articles.article import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from annotations.language.model import Analysis, Quotation

MENTION_KINDS = {
    "person": "person",
    "organisation": "organisation",
    "place": "place",
    "group": "group",
    "facility": "facility",
    "date": "time",
    "time": "time",
}
"""The kind of highlight of a mention's type; any other type is `other`."""


class Highlight(NamedTuple):
    """A coloured part of the text."""

    start: int
    end: int
    kind: str
    entity: str = ""
    """The name behind a mention, or empty."""

    @property
    def span(self) -> Span:
        """Where it is."""
        return Span(self.start, self.end)


class Highlights:
    """An article's highlights in order, found by bisection."""

    def __init__(
        self, items: Iterable[Highlight] = (), quotations: Sequence[Quotation] = ()
    ) -> None:
        self.items = sorted(items)
        self.quotations = quotations
        self._starts = [item.start for item in self.items]
        self._longest = max((item.end - item.start for item in self.items), default=0)

    @classmethod
    def of(cls, analysis: Analysis) -> Highlights:
        """What is worth a colour in an analysis."""
        # Speech without marks is told only where its speaker is a name: the rest is too unsure.
        indirect = [quotation for quotation in analysis.indirect if quotation.entity]
        return cls(_of(analysis), (*analysis.quotations, *indirect))

    def between(self, start: int, end: int) -> list[Highlight]:
        """The highlights that touch `start` to `end`."""
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_left(self._starts, end)
        return [item for item in self.items[first:last] if item.end > start]

    def quoted_in(self, span: Span) -> list[Quotation]:
        """The quotations that touch `span`, direct ones first."""
        return [quotation for quotation in self.quotations if quotation.span.overlaps(span)]

    def entity_at(self, span: Span) -> list[str]:
        """The entities mentioned in `span`, in order, each once."""
        return list(dict.fromkeys(i.entity for i in self.between(*span) if i.entity))

    def mentions(self, entity: str) -> list[Highlight]:
        """Every mention of an entity, in order."""
        return [item for item in self.items if item.entity == entity]


def _of(analysis: Analysis) -> Iterator[Highlight]:
    dates = set()
    for mention in analysis.mentions:
        kind = MENTION_KINDS.get(mention.type, "other")
        if kind == "time":
            # No name to follow through the articles: one Thursday is not another.
            dates.add(mention.span)
        yield Highlight(*mention.span, kind, "" if kind == "time" else mention.entity.key)
    for quantity in analysis.quantities:
        if quantity.span not in dates:
            kind = "time" if quantity.type in ("date", "time") else "quantity"
            yield Highlight(*quantity.span, kind)
