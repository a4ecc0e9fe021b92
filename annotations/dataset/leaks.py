"""What a training set gives away between its splits, told from its rows alone.

Nothing here asks how the splits were made: every row is looked at as it is written.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Literal

import msgspec

from annotations.dataset import near_duplicates, near_sentences
from annotations.dataset.clusters_by_origin import address
from annotations.dataset.row import Row
from annotations.dataset.splits import SPLITS, USUAL, Targets

EXAMPLES: Final = 20
"""Leaks of each kind that are named; all are counted."""

Kind = Literal["article", "cluster", "address", "text", "words", "near-sentence", "near-duplicate"]

_SAID: Final[Mapping[Kind, str]] = {
    "article": "articles in several splits",
    "cluster": "clusters in several splits",
    "address": "addresses in several splits",
    "text": "texts in several splits",
    "words": "sentences with the same words in several splits",
    "near-sentence": "pairs of nearly the same sentences in different splits",
    "near-duplicate": "pairs of near-duplicate articles in different splits",
}


class Leak(msgspec.Struct, frozen=True):
    """Something that two splits have."""

    kind: Kind
    one: str
    """Where: an article id, followed by `:` and the sentence's number from 1 for a sentence."""
    one_split: str
    other: str
    other_split: str


class SplitReport(msgspec.Struct, frozen=True):
    """How large a split is, and of what."""

    split: str
    rows: int
    share: float
    """Of all rows, 0 to 1 (6 places)."""
    target: float
    """The share it should have, 0 to 1 (6 places)."""
    articles: int
    clusters: int
    labels: dict[str, int]


class LeakReport(msgspec.Struct, frozen=True):
    """What was found."""

    schema: str
    leaks: dict[str, int]
    """How many of each kind; every kind is there."""
    examples: tuple[Leak, ...]
    splits: tuple[SplitReport, ...]
    mix: float
    """How far a label's share in a split is from its share of all rows, at most, 0 to 1."""

    @property
    def clean(self) -> bool:
        """Whether nothing leaks."""
        return not any(self.leaks.values())

    def as_dict(self) -> dict[str, Any]:
        """For a manifest: strings, numbers, lists and dicts."""
        found: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(self))
        return found

    def lines(self) -> Iterator[str]:
        """The report, to be read."""
        if self.clean:
            yield (
                "No leak: no text, no sentence nearly the same, no near-duplicate and no cluster "
                "is in two splits."
            )
        for kind, said in _SAID.items():
            if self.leaks[kind]:
                yield f"Leak: {said}: {self.leaks[kind]:,}."
        for leak in self.examples:
            yield f"  {leak.kind}: {leak.one} ({leak.one_split}), {leak.other} ({leak.other_split})"
        for one in self.splits:
            labels = ", ".join(f"{label} {count:,}" for label, count in one.labels.items())
            yield (
                f"{one.split}: {_count(one.rows, 'row')}, {one.share:.1%} of all (target "
                f"{one.target:.1%}), {_count(one.articles, 'article')}, "
                f"{_count(one.clusters, 'cluster')}" + (f": {labels}" if labels else "")
            )
        yield f"No label's share in a split is further than {self.mix:.1%} from its share of all."


def _count(count: int, what: str) -> str:
    return f"{count:,} {what if count == 1 else what + 's'}"


class LeakCheck:
    """Looks at rows as they pass, those of one article together.

    Costs some 60 bytes a row, 200 a text, and two thousand an article.
    """

    def __init__(self, targets: Targets = USUAL) -> None:
        self._targets = dict(zip(SPLITS, targets, strict=True))
        self._texts = array("q")
        self._words = array("q")
        self._of = array("I")
        self._index = array("I")
        self._places: list[tuple[str, str]] = []
        self._clusters: list[str] = []
        self._addresses: list[str] = []
        self._sketches: list[near_duplicates.Sketch[int]] = []
        self._runs: list[int] = []
        self._sentences = near_sentences.Texts()
        self._number: dict[int, int] = {}
        self._first = {split: array("q") for split in SPLITS}
        """The first row of each text in a split, by number; -1 for none."""
        self._labels: dict[str, Counter[str]] = {split: Counter() for split in SPLITS}
        self._names: dict[str, None] = {}

    def watch(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The same rows, looked at."""
        for row in rows:
            self.add(row)
            yield row

    def add(self, row: Row) -> None:
        """Look at a row."""
        place = row.article_id, row.split
        if not self._places or self._places[-1] != place:
            self._finish()
            self._places.append(place)
            self._clusters.append(row.cluster_id)
            self._addresses.append(address(row.url))
            self._names.update(dict.fromkeys(row.soft))
        said = near_duplicates.words(row.text)
        self._texts.append(hash(row.text))
        self._words.append(hash(near_duplicates.key_of(said, row.text)))
        self._of.append(len(self._places) - 1)
        self._index.append(row.sentence_index)
        self._runs += near_duplicates.runs(said)
        self._labels[row.split][row.label] += 1
        number = self._number.setdefault(self._words[-1], len(self._sentences))
        if number == len(self._sentences):
            self._sentences.append(self._words[-1], 0, said)
            for first in self._first.values():
                first.append(-1)
        if self._first[row.split][number] < 0:
            self._first[row.split][number] = len(self._of) - 1

    def _finish(self) -> None:
        """Keep what tells near-duplicates of the article whose rows have all been seen."""
        if len(self._sketches) < len(self._places):
            self._sketches.append(near_duplicates.sketch(self._runs))
            self._runs = []

    def report(self) -> LeakReport:
        """What was found in the rows so far."""
        self._finish()
        found: dict[Kind, list[tuple[str, int, str, int]]] = {
            "article": self._whole([article for article, _ in self._places]),
            "cluster": self._whole(self._clusters),
            "address": self._whole(self._addresses),
            "text": self._rows(self._texts),
            "words": self._rows(self._words),
            "near-sentence": list(self._near()),
            "near-duplicate": [
                (self._places[a][0], a, self._places[b][0], b)
                for a, b in near_duplicates.near_pairs(self._sketches)
                if self._split(a) != self._split(b) and self._places[a][0] != self._places[b][0]
            ],
        }
        return LeakReport(
            "leak-report/1",
            {kind: len(several) for kind, several in found.items()},
            tuple(
                Leak(kind, one, self._split(a), other, self._split(b))
                for kind, several in found.items()
                for one, a, other, b in several[:EXAMPLES]
            ),
            tuple(map(self._size, SPLITS)),
            self._mix(),
        )

    def _split(self, number: int) -> str:
        return self._places[number][1]

    def _whole(self, keys: list[str]) -> list[tuple[str, int, str, int]]:
        """Articles with a key of which another article, or the same, is in another split."""
        first: dict[str, int] = {}
        found: dict[str, tuple[int, int]] = {}
        for number, key in enumerate(keys):
            if key and self._split(before := first.setdefault(key, number)) != self._split(number):
                found.setdefault(key, (before, number))
        return [(self._places[a][0], a, self._places[b][0], b) for a, b in found.values()]

    def _rows(self, keys: array[int]) -> list[tuple[str, int, str, int]]:
        """One pair of rows for each key that is in several splits."""
        having: dict[str, int] = dict.fromkeys(SPLITS, 0)
        for number in self._of:
            having[self._split(number)] += 1
        largest = max(SPLITS, key=lambda split: having[split])
        # The rows outside the largest split are few; only they need to be remembered.
        first: dict[int, int] = {}
        found: dict[int, tuple[int, int]] = {}
        for row, key in enumerate(keys):
            if self._split(self._of[row]) != largest:
                before = first.setdefault(key, row)
                if self._split(self._of[before]) != self._split(self._of[row]):
                    found.setdefault(key, (before, row))
        for row, key in enumerate(keys):
            if key in first and self._split(self._of[row]) == largest:
                found.setdefault(key, (first[key], row))
        return [
            (self._where(a), self._of[a], self._where(b), self._of[b])
            for a, b in sorted(map(sorted, found.values()))
        ]

    def _near(self) -> Iterator[tuple[str, int, str, int]]:
        """Rows that say nearly the same in different splits, a pair for two texts."""
        splits = [
            [split for split in SPLITS if self._first[split][number] >= 0]
            for number in range(len(self._sentences))
        ]

        def apart(one: int, other: int) -> bool:
            return len({*splits[one], *splits[other]}) > 1

        for one, other in near_sentences.near_sentences(self._sentences, apart):
            here = splits[one][0]
            there = next((split for split in splits[other] if split != here), splits[other][0])
            if there == here:
                here = splits[one][1]
            first, second = self._first[here][one], self._first[there][other]
            yield self._where(first), self._of[first], self._where(second), self._of[second]

    def _where(self, row: int) -> str:
        return f"{self._places[self._of[row]][0]}:{self._index[row] + 1}"

    def _size(self, split: str) -> SplitReport:
        rows = self._labels[split].total()
        every = sum(one.total() for one in self._labels.values())
        numbers = [number for number in range(len(self._places)) if self._split(number) == split]
        return SplitReport(
            split,
            rows,
            round(rows / every, 6) if every else 0.0,
            round(self._targets[split], 6),
            len({self._places[number][0] for number in numbers}),
            len({self._clusters[number] for number in numbers}),
            {label: self._labels[split][label] for label in self._names},
        )

    def _mix(self) -> float:
        every: Counter[str] = Counter()
        for one in self._labels.values():
            every.update(one)
        return round(
            max(
                (
                    abs(one[label] / one.total() - every[label] / every.total())
                    for one in self._labels.values()
                    if one
                    for label in every
                ),
                default=0.0,
            ),
            6,
        )


def leaks(rows: Iterable[Row], targets: Targets = USUAL) -> LeakReport:
    """What rows give away between their splits; those of one article stand together."""
    check = LeakCheck(targets)
    for row in rows:
        check.add(row)
    return check.report()
