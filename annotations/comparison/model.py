"""What comparing two articles gives: pairs of sentences, and what can be asked of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from annotations.comparison.scoring import Link, Parts

Change = Literal["same", "edited", "rewritten"]
Relation = Literal["same", "edited", "rewritten", "split", "merged"]
Confidence = Literal["sure", "likely", "possible"]


class Pair(NamedTuple):
    """A sentence of one article and one of the other that report the same.

    A sentence that was split is in several pairs, one for each part.
    """

    a: int
    b: int
    relation: Relation
    """What became of the sentence; for the parts of a split or a merger, that."""
    change: Change
    """How close the words of just these two are, split or not."""
    score: float
    """Between 0 and 1."""
    parts: Parts
    confidence: Confidence
    moved: int = 0
    """How many sentences further down B it stands than its neighbours; 0 if it did not move."""
    slight: bool = False
    """Whether one side has so few letters that a move of it is not worth a mark."""


class Place(NamedTuple):
    """A range of sentences, `first` to `last`; empty (`last < first`) is the gap before `first`."""

    first: int
    last: int

    @property
    def is_gap(self) -> bool:
        """Whether the sentence has no counterpart here."""
        return self.last < self.first


class Alignment:
    """Two articles, sentence against sentence; never changed once made.

    Args:
        a_id: The id of one article, A.
        b_id: The id of the other, B.
        count_a: How many sentences A has.
        count_b: How many B has.
        pairs: In the order of A, then of B.
        simplified: Whether there was too much to look at everything in the time given.
        aligner: Name and version of what made it.
    """

    __slots__ = (
        "_made",
        "a_id",
        "aligner",
        "b_id",
        "count_a",
        "count_b",
        "pairs",
        "simplified",
    )

    def __init__(
        self,
        *,
        a_id: str,
        b_id: str,
        count_a: int,
        count_b: int,
        pairs: Iterable[Pair],
        simplified: bool = False,
        aligner: str = "",
    ) -> None:
        self.a_id = a_id
        self.b_id = b_id
        self.count_a = count_a
        self.count_b = count_b
        self.pairs = tuple(pairs)
        self.simplified = simplified
        self.aligner = aligner
        self._made: _Lookup | None = None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Alignment):
            return NotImplemented
        return self._values == other._values

    def __hash__(self) -> int:
        return hash(self._values)

    def __repr__(self) -> str:
        return f"<Alignment of {self.a_id} and {self.b_id}: {len(self.pairs)} pairs>"

    @property
    def _values(self) -> tuple[object, ...]:
        return (
            self.a_id,
            self.b_id,
            self.count_a,
            self.count_b,
            self.pairs,
            self.simplified,
            self.aligner,
        )

    @property
    def chain(self) -> tuple[Pair, ...]:
        """The pairs that scrolling follows: no two cross, each sentence is in one at most."""
        return self._lookup.chain

    @property
    def added(self) -> tuple[int, ...]:
        """Sentences that only B has."""
        return self._lookup.added

    @property
    def removed(self) -> tuple[int, ...]:
        """Sentences that only A has."""
        return self._lookup.removed

    def of_a(self, index: int) -> tuple[Pair, ...]:
        """The pairs of a sentence of A, best first."""
        return self._lookup.of_a.get(index, ())

    def of_b(self, index: int) -> tuple[Pair, ...]:
        """The pairs of a sentence of B, best first."""
        return self._lookup.of_b.get(index, ())

    def across_a(self, index: int) -> Place:
        """Where a sentence of A is in B by the chain: its counterpart, or the gap it falls into."""
        return _across(self._lookup.chain_a, self._lookup.chain_b, index)

    def across_b(self, index: int) -> Place:
        """Where a sentence of B is in A by the chain: its counterpart, or the gap it falls into."""
        return _across(self._lookup.chain_b, self._lookup.chain_a, index)

    def flipped(self) -> Alignment:
        """The same, seen from B."""
        chain = sorted((pair.b, pair.a) for pair in self.pairs if not pair.moved)
        pairs = [
            pair._replace(
                a=pair.b,
                b=pair.a,
                relation=_MIRRORED.get(pair.relation, pair.relation),
                moved=distance(chain, (pair.b, pair.a)) if pair.moved else 0,
            )
            for pair in self.pairs
        ]
        return Alignment(
            a_id=self.b_id,
            b_id=self.a_id,
            count_a=self.count_b,
            count_b=self.count_a,
            pairs=sorted(pairs, key=lambda pair: (pair.a, pair.b)),
            simplified=self.simplified,
            aligner=self.aligner,
        )

    @property
    def _lookup(self) -> _Lookup:
        if self._made is None:
            self._made = _Lookup(self)
        return self._made


class _Lookup:
    """What can be asked of an alignment, worked out at the first question."""

    def __init__(self, alignment: Alignment) -> None:
        self.of_a = _grouped((pair.a, pair) for pair in alignment.pairs)
        self.of_b = _grouped((pair.b, pair) for pair in alignment.pairs)
        self.removed = tuple(i for i in range(alignment.count_a) if i not in self.of_a)
        self.added = tuple(j for j in range(alignment.count_b) if j not in self.of_b)
        self.chain = _strict(alignment.pairs)
        self.chain_a = [pair.a for pair in self.chain]
        self.chain_b = [pair.b for pair in self.chain]


_MIRRORED: Final[dict[Relation, Relation]] = {"split": "merged", "merged": "split"}


def _grouped(pairs: Iterable[tuple[int, Pair]]) -> dict[int, tuple[Pair, ...]]:
    groups: dict[int, list[Pair]] = {}
    for index, pair in pairs:
        groups.setdefault(index, []).append(pair)
    return {
        index: tuple(sorted(group, key=lambda pair: (-pair.score, pair.a, pair.b)))
        for index, group in groups.items()
    }


def _strict(pairs: Sequence[Pair]) -> tuple[Pair, ...]:
    """The unmoved pairs, the first of each split and merger."""
    chain: list[Pair] = []
    for pair in pairs:
        if not pair.moved and (not chain or (pair.a > chain[-1].a and pair.b > chain[-1].b)):
            chain.append(pair)
    return tuple(chain)


def _across(here: list[int], there: list[int], index: int) -> Place:
    at = bisect_left(here, index)
    if at < len(here) and here[at] == index:
        return Place(there[at], there[at])
    before = there[at - 1] + 1 if at else 0
    return Place(before, before - 1)


def distance(chain: Sequence[Link], link: Link) -> int:
    """How many sentences further down B a link off the chain stands than its neighbours in A.

    Args:
        chain: The links that kept their order, sorted.
        link: One that did not.
    """
    at = bisect_left(chain, (link[0], -1))
    before = chain[at - 1][1] if at else -1
    after = chain[at][1] if at < len(chain) else before
    return link[1] - after if link[1] > after else min(link[1] - before, -1)
