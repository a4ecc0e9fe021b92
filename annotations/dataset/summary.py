"""How many sentences became rows, and what became of the others."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from annotations.dataset.article_rows import Sheet


class Summary(NamedTuple):
    """What became rows, and what did not."""

    labels: Counter[str]
    """Rows by label."""
    articles: Counter[str]
    """Rows by article id."""
    left_out: Counter[str]
    """Sentences that carry a label and are not rows, by reason."""
    gold: Counter[str]
    """Rows by what their label rests on: `unanimous`, `adjudicated`, `majority`, `single`."""
    sources: Counter[str]
    """Votes by where they come from: `own`, `carried`, `imported`, `suggested`."""
    stale: int = 0
    """Rows whose label was decided before one of their votes was given."""

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return self.labels.total()

    @classmethod
    def empty(cls) -> Summary:
        """Of nothing."""
        return cls(Counter(), Counter(), Counter(), Counter(), Counter())

    def plus(self, other: Summary) -> Summary:
        """Of both."""
        return Summary(
            self.labels + other.labels,
            self.articles + other.articles,
            self.left_out + other.left_out,
            self.gold + other.gold,
            self.sources + other.sources,
            self.stale + other.stale,
        )

    def with_sheet(self, sheet: Sheet) -> Summary:
        """Of this and another article."""
        stale = self.stale
        for outcome, count in Counter(sheet.outcomes).items():
            if outcome.left_out:
                self.left_out[outcome.left_out] += count
                continue
            self.labels[outcome.label] += count
            self.articles[sheet.article.id] += count
            self.gold[outcome.source] += count
            stale += count * outcome.stale
        self.sources.update([kept.source for said in sheet.said for _, kept in said])
        return self._replace(stale=stale)
