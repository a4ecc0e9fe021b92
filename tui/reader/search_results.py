"""What a search has found so far, and which hit comes next. No Textual: values from values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from annotations.plurals import count

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from annotations.workflow.search import Looked


class Place(NamedTuple):
    """A hit in another article."""

    article_id: str
    start: int
    """Where it begins, in code points."""
    is_round: bool
    """Whether the end was passed on the way."""


@dataclass(repr=False, eq=False)
class Results:
    """What is known of the hits of some words, in a corpus or in a story of it.

    Args:
        words: As they were typed.
        order: Ids of the articles to look through, in the order in which one goes.
    """

    words: str
    order: Sequence[str]
    looked: dict[str, Looked] = field(default_factory=dict)
    """By article, as far as they were looked through."""
    running: bool = True
    """Whether more are being looked through."""

    def take(self, found: Iterable[Looked], is_last: bool) -> None:
        """Keep what was found."""
        self.looked |= {one.article_id: one for one in found}
        self.running = not is_last

    def hits(self, among: Iterable[str]) -> int:
        """How many hits there are in some articles, as far as they were looked through."""
        return sum(len(one.starts) for id_ in among if (one := self.looked.get(id_)))

    def is_known(self, among: Iterable[str]) -> bool:
        """Whether all of some articles were looked through."""
        return all(id_ in self.looked for id_ in among)

    def covers(self, ids: Iterable[str]) -> bool:
        """Whether some articles are, or are going to be, looked through."""
        return set(ids) <= (set(self.order) if self.running else self.looked.keys())

    @property
    def problems(self) -> list[str]:
        """What could not be read, and why."""
        return [one.problem for one in self.looked.values() if one.problem]

    def beyond(self, article_id: str, step: int, among: Collection[str]) -> Place | None:
        """The nearest hit of the articles behind (or before) one, round; that one's own come last.

        Raises:
            LookupError: If an article on the way is still to be looked through.
        """
        for id_, is_round in self._ways(article_id, step, among):
            found = self.looked.get(id_)
            if found is None:
                raise LookupError(id_)
            if found.starts:
                return Place(id_, found.starts[0 if step > 0 else -1], is_round)
        return None

    def _ways(self, here: str, step: int, among: Collection[str]) -> Iterator[tuple[str, bool]]:
        ids = [id_ for id_ in self.order if id_ in among]
        at = ids.index(here) if here in ids else -1 if step > 0 else len(ids)
        for away in range(1, len(ids) + 1):
            to = at + step * away
            yield ids[to % len(ids)], not 0 <= to < len(ids)

    def counts(self, position: str, story: Sequence[str]) -> str:
        """`3 of 17 here, 41 in the story, 120 in the project`, as far as that is known."""
        parts = [f"{position} here"]
        if len(story) > 1:
            more = "" if self.is_known(story) else " so far"
            parts.append(f"{self.hits(story):,}{more} in the story")
        if len(self.order) > len(story):
            total = f"{self.hits(self.order):,}"
            if self.is_known(self.order):
                parts.append(f"{total} in the project")
            else:
                read = f"{len(self.looked):,} of {count(len(self.order), 'article')}"
                parts.append(f"{total} so far in the project ({read})")
        return ", ".join(parts)


def position(starts: Sequence[int], first: int, end: int) -> str:
    """Which hits of an article stand from `first` to `end`: `3 of 17`, `3-4 of 17`, or `17`."""
    numbers = [n for n, start in enumerate(starts, start=1) if first <= start < end]
    if not numbers:
        return f"{len(starts):,}"
    to = f"-{numbers[-1]:,}" if len(numbers) > 1 else ""
    return f"{numbers[0]:,}{to} of {len(starts):,}"
