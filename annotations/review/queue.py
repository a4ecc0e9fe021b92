"""Queues: the cases that pass a filter, in order, kept in order while cases change."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator

from annotations.review.model import Case, Filter, Order, Pair


class Queue:
    """The cases of a review that pass a filter, the first to look at first.

    It stays true while the review changes. Finding a neighbour takes no longer in a long queue,
    and works from a case that has left it: what comes next stays next.
    """

    def __init__(self, only: Filter, cases: Iterable[Case]) -> None:
        self.only = only
        self._orders: list[Order] = sorted(one.order for one in cases if passes(one, only))

    def __len__(self) -> int:
        """How many cases there are."""
        return len(self._orders)

    def __iter__(self) -> Iterator[str]:
        """The ids of the sentences, in order."""
        return (order[-1] for order in self._orders)

    def __contains__(self, case: object) -> bool:
        """Whether a case, as it is now, is in it."""
        return isinstance(case, Case) and self._find(case.order) is not None

    def at(self, place: int) -> str:
        """The sentence at a place, from 0; the last if there are fewer, empty if there is none."""
        return self._orders[min(max(place, 0), len(self._orders) - 1)][-1] if self._orders else ""

    def place(self, case: Case) -> int:
        """How many cases come before this one, which need not be in the queue."""
        return bisect_left(self._orders, case.order)

    def after(self, case: Case) -> str:
        """The sentence that comes after a case; empty after the last."""
        place = bisect_right(self._orders, case.order)
        return self._orders[place][-1] if place < len(self._orders) else ""

    def before(self, case: Case) -> str:
        """The sentence that comes before a case; empty before the first."""
        place = bisect_left(self._orders, case.order)
        return self._orders[place - 1][-1] if place else ""

    def change(self, old: Case | None, new: Case | None) -> None:
        """Take a case out as it was, and in as it is."""
        was = old is not None and passes(old, self.only)
        is_ = new is not None and passes(new, self.only)
        if old is not None and was and (place := self._find(old.order)) is not None:
            del self._orders[place]
        if new is not None and is_:
            insort(self._orders, new.order)

    def _find(self, order: Order) -> int | None:
        place = bisect_left(self._orders, order)
        found = place < len(self._orders) and self._orders[place] == order
        return place if found else None


def passes(case: Case, only: Filter) -> bool:
    """Whether a case passes a filter."""
    return (
        case.state in only.states
        and (not only.why or not {*only.why}.isdisjoint(case.why))
        and only.article_id in ("", case.article_id)
        and (not only.sentences or case.sentence_id in only.sentences)
        and (not only.person or _voted(case, only.person))
        and (only.both is None or all(_voted(case, one) for one in only.both))
        and (only.people is None or _differ(case, only.people, only.labels))
        and (only.labels is None or only.people is not None or _shows(case, only.labels))
    )


def _voted(case: Case, person: str) -> bool:
    ballot = case.ballot_of(person)
    return ballot is not None and bool(ballot.label)


def _differ(case: Case, people: Pair, labels: Pair | None) -> bool:
    one, other = map(case.ballot_of, people)
    if one is None or other is None or not (one.label and other.label):
        return False
    return (one.label, other.label) == labels if labels else one.label != other.label


def _shows(case: Case, labels: Pair) -> bool:
    first, second = labels
    votes = case.labels
    return votes.count(first) > (first == second) and second in votes
