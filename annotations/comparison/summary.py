"""Two articles in a few lines: how many sentences of each class, what conflicts, what is alone."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

import msgspec

from annotations.comparison.alignment import Alignment
from annotations.plurals import count

Class = Literal["same", "edited", "rewritten", "split", "merged", "added", "removed", "moved"]
CLASSES: Final[tuple[Class, ...]] = (
    "same",
    "edited",
    "rewritten",
    "split",
    "merged",
    "added",
    "removed",
    "moved",
)


class Members(NamedTuple):
    """The sentences of a class, by index."""

    a: tuple[int, ...]
    b: tuple[int, ...]


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """How many sentences each article has and which belong to each class.

    Its counts count what a reader would: a sentence that was split is one, whatever its parts.
    """

    sentences_a: int
    sentences_b: int
    members: dict[Class, Members]
    simplified: bool = False

    def count(self, name: Class) -> int:
        """How many there are of a class."""
        a, b = self.members[name]
        return len(b) if name in ("merged", "added") else len(a)

    @property
    def counts(self) -> dict[Class, int]:
        """Every count, in the order of the line."""
        return {name: self.count(name) for name in CLASSES}

    @property
    def line(self) -> str:
        """`A: 30 sentences, B: 41; 12 same, 9 edited`, without empty classes."""
        return self.line_of("A", "B")

    def line_of(self, a: str, b: str) -> str:
        """The same, of articles that go by these letters."""
        counts = ", ".join(f"{number} {name}" for name, number in self.counts.items() if number)
        end = " (simplified: too long to look at everything)" if self.simplified else ""
        first = f"{a}: {count(self.sentences_a, 'sentence')}"
        return f"{first}, {b}: {self.sentences_b:,}; {counts or 'nothing'}{end}"


def summarise(alignment: Alignment) -> Summary:
    """Count what became of every sentence; boilerplate included."""
    found: dict[Class, tuple[set[int], set[int]]] = {name: (set(), set()) for name in CLASSES}
    for pair in alignment.pairs:
        for name in _classes(pair.relation, bool(pair.moved)):
            found[name][0].add(pair.a)
            found[name][1].add(pair.b)
    found["removed"][0].update(alignment.removed)
    found["added"][1].update(alignment.added)
    return Summary(
        sentences_a=alignment.count_a,
        sentences_b=alignment.count_b,
        members={
            name: Members(tuple(sorted(a)), tuple(sorted(b))) for name, (a, b) in found.items()
        },
        simplified=alignment.simplified,
    )


def _classes(relation: Class, moved: bool) -> tuple[Class, ...]:
    return (relation, "moved") if moved else (relation,)
