"""Which sentences stand on the same rows: nothing lost, no order broken, counterparts together."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.comparison.alignment import Alignment, Pair
from annotations.comparison.scoring import SAME
from annotations.workflow.folds import NO_FOLDS, Folds
from tui.widgets.alignment_grid import Grid, blocks

MOST = 12


def pair(a: int, b: int, moved: int = 0) -> Pair:
    """A pair of which only the place matters."""
    return Pair(a, b, "same", "same", 1.0, SAME, "sure", moved)


def aligned(
    count_a: int, count_b: int, *pairs: tuple[int, int] | tuple[int, int, int]
) -> Alignment:
    """An alignment of nothing but places."""
    found = [pair(*one) for one in sorted(pairs)]
    return Alignment(a_id="a", b_id="b", count_a=count_a, count_b=count_b, pairs=found)


@st.composite
def alignments(draw: st.DrawFn, count_a: int, count_b: int) -> Alignment:
    """Pairs anywhere, moved or not: more than an aligner would ever give."""
    if not count_a or not count_b:
        return aligned(count_a, count_b)
    place = st.tuples(st.integers(0, count_a - 1), st.integers(0, count_b - 1))
    moves = st.sampled_from([0, 0, 0, 2, -1])
    pairs = draw(st.dictionaries(place, moves, max_size=20))
    return aligned(count_a, count_b, *((a, b, moved) for (a, b), moved in pairs.items()))


class Compared(NamedTuple):
    """Articles that were all aligned with each other."""

    counts: list[int]
    alignments: dict[tuple[int, int], Alignment]

    @property
    def grid(self) -> Grid:
        """Their grid."""
        return Grid.of(self.counts, self.alignments)

    def only(self, side: int) -> list[int]:
        """What no other article has."""
        found = set(range(self.counts[side]))
        for (a, b), alignment in self.alignments.items():
            if side == a:
                found.intersection_update(alignment.removed)
            elif side == b:
                found.intersection_update(alignment.added)
        return sorted(found)


@st.composite
def compared(draw: st.DrawFn) -> Compared:
    """Two or three articles."""
    counts = draw(st.lists(st.integers(0, MOST), min_size=2, max_size=3))
    pairs = combinations(range(len(counts)), 2)
    return Compared(counts, {(a, b): draw(alignments(counts[a], counts[b])) for a, b in pairs})


def check(grid: Grid, counts: list[int]) -> None:
    """Every sentence in one group, in the order of its article; no group without any."""
    for side in grid.sides:
        groups = [grid.part(group, side) for group in range(len(grid))]
        assert [sentence for part in groups for sentence in part] == list(range(counts[side]))
        for group, part in enumerate(groups):
            assert all(grid.group_of(sentence, side) == group for sentence in part)
    for group in range(len(grid)):
        assert any(grid.part(group, side) for side in grid.sides)


@given(compared())
def test_every_sentence_once_a_side_in_order(found: Compared) -> None:
    """Whatever the pairs are."""
    check(found.grid, found.counts)


@given(compared())
def test_the_pairs_that_keep_their_order_are_in_one_group(
    found: Compared,
) -> None:
    """With the first article, always; the others among themselves as far as that allows."""
    grid = found.grid
    for side in grid.sides[1:]:
        for one in found.alignments[0, side].chain:
            assert grid.group_of(one.a, 0) == grid.group_of(one.b, side)


@given(compared())
def test_folded_it_is_still_a_grid(found: Compared) -> None:
    """Each run in one group, alone or beside runs of other sides; the rest as it was."""
    grid = found.grid
    folds = [Folds(grid.runs(side, found.only(side), least=2)) for side in grid.sides]
    folded = grid.folded(folds)
    check(folded, found.counts)
    hidden = {s: {i for run in folds[s].runs for i in run} for s in grid.sides}
    for side in grid.sides:
        for run in folds[side].runs:
            group = folded.group_of(run.start, side)
            assert folded.part(group, side) == run
            for other in grid.sides:
                part = folded.part(group, other)
                assert not part or part in folds[other].runs
    every = [parts_of(grid, group) for group in range(len(grid))]
    shown = [parts for parts in every if not any(hidden[s] & set(parts[s]) for s in grid.sides)]
    kept = [parts_of(folded, group) for group in range(len(folded))]
    assert [parts for parts in kept if parts in shown] == shown


def parts_of(grid: Grid, group: int) -> list[list[int]]:
    """A group's sentences, by side."""
    return [list(grid.part(group, side)) for side in grid.sides]


@given(compared(), st.integers(1, 4))
def test_runs_are_as_long_as_they_can_be(found: Compared, least: int) -> None:
    """They follow each other, hold nothing that another side has, and are never too short."""
    grid = found.grid
    for side in grid.sides:
        alone = found.only(side)
        runs = grid.runs(side, alone, least)
        assert all(len(run) >= least and set(run) <= set(alone) for run in runs)
        assert all(before.stop <= after.start for before, after in pairwise(runs))
        for run in runs:
            groups = [grid.group_of(sentence, side) for sentence in run]
            assert groups == list(range(groups[0], groups[0] + len(run)))


def test_a_split_is_one_block_with_what_stands_between_its_parts() -> None:
    """A's sentence 1 became B's 1 and 3; what was put between them is in the group."""
    grid = Grid.of([3, 5], {(0, 1): aligned(3, 5, (0, 0), (1, 1), (1, 3), (2, 4))})
    assert [parts_of(grid, group) for group in range(len(grid))] == [
        [[0], [0]],
        [[1], [1, 2, 3]],
        [[2], [4]],
    ]


def test_a_moved_pair_stays_in_its_own_place_on_both_sides() -> None:
    """It breaks no order, and no run counts it as one-sided."""
    alignment = aligned(4, 4, (0, 0), (1, 3, 2), (2, 1), (3, 2))
    grid = Grid.of([4, 4], {(0, 1): alignment})
    assert [parts_of(grid, group) for group in range(len(grid))] == [
        [[0], [0]],
        [[1], []],
        [[2], [1]],
        [[3], [2]],
        [[], [3]],
    ]
    assert [(block.a.start, block.b.start) for block in blocks(alignment)] == [
        (0, 0),
        (2, 1),
        (3, 2),
    ]
    assert grid.runs(0, alignment.removed, least=1) == []


def test_what_was_taken_out_stands_above_what_was_put_in() -> None:
    """And folded, both runs share a group."""
    alignment = aligned(5, 4, (0, 0), (4, 3))
    grid = Grid.of([5, 4], {(0, 1): alignment})
    assert [parts_of(grid, group) for group in range(len(grid))] == [
        [[0], [0]],
        [[1], []],
        [[2], []],
        [[3], []],
        [[], [1]],
        [[], [2]],
        [[4], [3]],
    ]
    assert grid.runs(1, alignment.added) == []
    folded = grid.folded([Folds([range(1, 4)]), Folds([range(1, 3)])])
    assert [parts_of(folded, group) for group in range(len(folded))] == [
        [[0], [0]],
        [[1, 2, 3], [1, 2]],
        [[4], [3]],
    ]


def test_the_blank_share_is_that_of_the_side_with_most() -> None:
    """Three of five rows on the right, none on the left."""
    grid = Grid.of([5, 2], {(0, 1): aligned(5, 2, (0, 0), (4, 1))})
    assert grid.blank_share(lambda _, part: len(part)) == pytest.approx(3 / 5)
    assert Grid.of([0, 0], {(0, 1): aligned(0, 0)}).blank_share(lambda _, part: len(part)) == 0


def test_folds_know_what_they_hide() -> None:
    """A run is toggled, found by any of its sentences, and forgotten when it is no run any more."""
    folds = NO_FOLDS.toggled(range(7, 9)).toggled(range(2, 5))
    assert [folds.shown(sentence) for sentence in range(10)] == [0, 1, 2, 2, 2, 5, 6, 7, 7, 9]
    assert folds.at(8) == range(7, 9)
    assert folds.at(5) is None
    assert folds.toggled(range(2, 5)) == Folds([range(7, 9)])
    assert folds.among([range(2, 5)]) == Folds([range(2, 5)])
    assert not folds.without(range(2, 5), range(7, 9))


def test_what_only_the_second_and_the_third_have_is_level_too() -> None:
    """Unless that would break the order of what they share with the first."""
    found = Compared(
        [2, 4, 5],
        {
            (0, 1): aligned(2, 4, (0, 0), (1, 3)),
            (0, 2): aligned(2, 5, (0, 0), (1, 3)),
            (1, 2): aligned(4, 5, (0, 0), (1, 1), (2, 4), (3, 3, -1)),
        },
    )
    assert [parts_of(found.grid, group) for group in range(len(found.grid))] == [
        [[0], [0], [0]],
        [[], [1], [1]],
        [[], [2], []],
        [[], [], [2]],
        [[1], [3], [3]],
        [[], [], [4]],
    ]
