"""Articles in one grid: which sentences stand on the same rows, and which runs may fold away.

Pure: alignments in, sentence numbers out. Nothing here knows how long a sentence is.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from annotations.comparison.alignment import Alignment
    from annotations.workflow.folds import Folds

LEAST_RUN = 3
"""Sentences that a run needs before it is worth folding."""

_LOOKED_AT = 2_000
"""Groups that an estimate looks at; more tell no more."""


class _Block(NamedTuple):
    """Sentences of two articles that belong together, as half-open ranges."""

    a: range
    b: range


def blocks(alignment: Alignment) -> list[_Block]:
    """The pairs that kept their order, in order; the parts of a split or merger are one block.

    Moved pairs are in none: they would break the order of one of the articles.
    """
    found: list[_Block] = []
    for pair in alignment.pairs:
        if not pair.moved:
            _take(found, _Block(range(pair.a, pair.a + 1), range(pair.b, pair.b + 1)))
    return found


class Grid:
    """Groups of sentences that start on one row; a group has a range of each side, maybe empty.

    Every sentence is in one group, and the groups keep the order of every side.

    Args:
        starts: For each side the first sentence of each group, and behind them its length.
    """

    def __init__(self, starts: Sequence[Sequence[int]]) -> None:
        self.starts = starts

    @classmethod
    def of(cls, counts: Sequence[int], alignments: Mapping[tuple[int, int], Alignment]) -> Grid:
        """The grid of articles that were all aligned with each other.

        One side after the other is laid beside those before it: first beside the first, and what
        does not fall into place there beside the next.

        Args:
            counts: How many sentences each side has.
            alignments: Of each side (A) with each later one (B), by their numbers.
        """
        grid = cls([range(counts[0] + 1)])
        for side in range(1, len(counts)):
            known = [blocks(alignments[before, side]) for before in range(side)]
            grid = grid._beside(counts[side], known)
        return grid

    def _beside(self, count: int, known: Iterable[list[_Block]]) -> Grid:
        """With one side more; `known` are its blocks with each side so far."""
        found: list[_Block] = []
        for side, pairs in enumerate(known):
            for a, b in pairs:
                groups = range(self.group_of(a.start, side), self.group_of(a.stop - 1, side) + 1)
                _take(found, _Block(groups, b))
        groups_of, own = _sweep(len(self), count, found)
        return Grid([*([start[group] for group in groups_of] for start in self.starts), own])

    def __len__(self) -> int:
        """How many groups there are."""
        return len(self.starts[0]) - 1

    @property
    def sides(self) -> range:
        """The numbers of the sides."""
        return range(len(self.starts))

    def part(self, group: int, side: int) -> range:
        """The sentences of one side in a group."""
        return range(self.starts[side][group], self.starts[side][group + 1])

    def group_of(self, sentence: int, side: int) -> int:
        """The group that holds a sentence of a side."""
        starts = self.starts[side]
        return sentence if isinstance(starts, range) else bisect_right(starts, sentence) - 1

    def runs(self, side: int, only: Iterable[int], least: int = LEAST_RUN) -> list[range]:
        """The runs of sentences that stand alone in groups that follow each other.

        Args:
            side: Whose sentences they are.
            only: Those that no other side has, in order.
            least: How many a run must have.
        """
        found: list[range] = []
        run, last = range(0), -1
        for sentence in only:
            group = self.group_of(sentence, side)
            if not self._is_alone(group, side):
                continue
            if sentence == run.stop and group == last + 1 and run:
                run = range(run.start, sentence + 1)
            else:
                found.append(run)
                run = range(sentence, sentence + 1)
            last = group
        return [run for run in [*found, run] if len(run) >= least]

    def _is_alone(self, group: int, side: int) -> bool:
        return all(len(self.part(group, one)) == (one == side) for one in self.sides)

    def folded(self, folds: Sequence[Folds]) -> Grid:
        """The grid with each folded run, by side, in one group.

        Runs of several sides that follow each other share a group: one line each, side by side.
        """
        dropped: set[int] = set()
        ends: dict[int, set[int]] = {}  # the sides of the folded group that ends before another
        runs = sorted(
            (self.group_of(run.start, side), len(run), side)
            for side in self.sides
            for run in folds[side].runs
        )
        for first, length, side in runs:
            dropped.update(range(first + 1, first + length))
            sides = ends.pop(first, {side})
            if side not in sides:
                dropped.add(first)
            ends[first + length] = sides | {side}
        if not dropped:
            return self
        kept = [group for group in range(len(self)) if group not in dropped]
        return Grid([[*map(start.__getitem__, kept), start[-1]] for start in self.starts])

    def blank_share(self, rows: Callable[[int, range], int]) -> float:
        """The share of rows that are blank, of the side where it is largest; from a sample.

        Args:
            rows: How many rows some sentences of a side take, roughly; none takes none.
        """
        step = max(len(self) // _LOOKED_AT, 1)
        blank, total = [0] * len(self.starts), 0
        for group in range(0, len(self), step):
            taken = [rows(side, self.part(group, side)) for side in self.sides]
            height = max(taken)
            total += height
            for side in self.sides:
                blank[side] += height - taken[side]
        return max(blank) / total if total else 0.0


def _take(found: list[_Block], block: _Block) -> None:
    """Put a block among others that follow each other, unless it would cross one of them."""
    at = len(found)
    if found and block.a.start < found[-1].a.start:
        at = bisect_right(found, block.a.start, key=lambda one: one.a.start)
    joins = False
    if at:
        a, b = found[at - 1]
        if block.b.start < b.start:
            return
        joins = block.a.start < a.stop or block.b.start < b.stop
        if joins:
            block = _Block(
                range(a.start, max(a.stop, block.a.stop)),
                range(b.start, max(b.stop, block.b.stop)),
            )
    if at < len(found):
        a, b = found[at]
        if block.a.stop > a.start or block.b.stop > b.start:
            return
    if joins:
        found[at - 1] = block
    else:
        found.insert(at, block)


def _sweep(count_a: int, count_b: int, found: Iterable[_Block]) -> tuple[list[int], list[int]]:
    """Where the groups of two sides start: each block is one, and each sentence outside them.

    Between two blocks A's sentences stand above B's.
    """
    starts_a: list[int] = []
    starts_b: list[int] = []
    at_a = at_b = 0
    for a, b in [*found, _Block(range(count_a, count_a), range(count_b, count_b))]:
        starts_a += range(at_a, a.start)
        starts_b += [at_b] * (a.start - at_a)
        starts_a += [a.start] * (b.start - at_b)
        starts_b += range(at_b, b.start)
        starts_a.append(a.start)
        starts_b.append(b.start)
        at_a, at_b = a.stop, b.stop
    return starts_a, starts_b
