"""Sentences that are nearly the same: at most 15 % of their words added, left out or replaced.

A change of one word touches three pieces of three words and no more; all other pieces are in both
sentences. So whoever shares none of the rarest pieces of a sentence, as many as the changes may
touch and one more, is not near it (prefix filtering: Chaudhuri, Ganti and Kaushik, "A primitive
operator for similarity joins in data cleaning", ICDE 2006). Only those are looked up.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final
from zlib import crc32

CHANGED: Final = 0.15
"""The part of the words, of the longer sentence, that may be added, left out or replaced."""
_PIECE: Final = 3
"""Words in a piece: one changed word touches so many pieces and no more."""
_LOOKED_AT: Final = 200
"""Sentences with one piece in common that each is compared with: bounds the work."""
_FULL: Final = 255
_MOST: Final = 1 << 26
"""Counters of pieces, one byte each; pieces that share one count as more frequent than they are."""

Words = array
"""The words of a sentence as hashes, type code `I`: what is kept of it."""


def hashed(words: Sequence[str]) -> Words[int]:
    """What is kept of a sentence; the same on every machine."""
    return array("I", [crc32(word.encode("utf-8", "surrogatepass")) for word in words])


def changes_of(length: int) -> int:
    """How many words may differ between a sentence of so many words and a longer one near it."""
    return int(CHANGED * length / (1 - CHANGED))


class Texts(Sequence["Words[int]"]):
    """Every text that is labelled, once: its words where they are telling, and where it first is.

    Costs some 120 bytes a text of 25 words, and as much again while texts are added.
    """

    def __init__(self) -> None:
        self._words = array("I")
        self._ends = array("Q", [0])
        self.keys = array("q")
        """Hashes of what texts with the same words have in common."""
        self.owner = array("I")
        """The first article that has it, by number."""
        self.settled = bytearray()
        """Whether people have agreed on its label there, or settled it: 0 or 1."""

    def append(self, key: int, owner: int, said: Sequence[str]) -> None:
        """Keep a text; without words if so short that nothing is near it."""
        if changes_of(len(said)):
            self._words.extend(hashed(said))
        self._ends.append(len(self._words))
        self.keys.append(key)
        self.owner.append(owner)
        self.settled.append(0)

    def __len__(self) -> int:
        return len(self.owner)

    def __getitem__(self, number: Any) -> Any:
        return self._words[self._ends[number] : self._ends[number + 1]]


def near_sentences(
    sentences: Sequence[Words[int]], wanted: Callable[[int, int], bool] = lambda one, other: True
) -> Iterator[tuple[int, int]]:
    """The pairs of sentences, by number, the later one second, of which few words differ.

    Args:
        sentences: Each once; those with the same words are pairs too.
        wanted: Whether a pair of numbers is of interest; asked before it is compared.
    """
    total = sum(map(len, sentences))
    size = 1 << min(max(4 * total, 1).bit_length(), _MOST.bit_length() - 1)
    mask = size - 1
    occurs = bytearray(size)
    for one in sentences:
        for piece in _pieces(one):
            if occurs[piece & mask] < _FULL:
                occurs[piece & mask] += 1
    having: dict[int, list[int]] = {}
    for number, one in enumerate(sentences):
        changes = changes_of(len(one))
        if not changes:
            continue
        own = set(_pieces(one))
        shared = [piece for piece in own if occurs[piece & mask] > 1]
        # The rarest are those that no other sentence has: they need not be looked up.
        count = _PIECE * changes + 1 - (len(own) - len(shared))
        if count <= 0:
            continue
        shared.sort(key=lambda piece: (occurs[piece & mask], piece))
        met: set[int] = set()
        for piece in shared[:count]:
            others = having.setdefault(piece, [])
            met.update(others[-_LOOKED_AT:])
            others.append(number)
        for other in sorted(other for other in met if wanted(other, number)):
            before = sentences[other]
            if _within(before, one, int(CHANGED * max(len(one), len(before)))):
                yield other, number


def _pieces(words: Words[int]) -> Iterator[int]:
    """A hash of every run of three words."""
    data, step = words.tobytes(), words.itemsize
    return (
        crc32(data[at : at + _PIECE * step]) for at in range(0, len(data) - _PIECE * step + 1, step)
    )


def _within(one: Sequence[int], other: Sequence[int], changes: int) -> bool:
    """Whether so many words added, left out or replaced make one sentence the other."""
    if abs(len(one) - len(other)) > changes:
        return False
    # Most of two that are near is the same at both ends.
    first = 0
    while first < min(len(one), len(other)) and one[first] == other[first]:
        first += 1
    one, other = one[first:], other[first:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    before = list(range(len(other) + 1))
    for row, word in enumerate(one, start=1):
        now = [row]
        for column, known in enumerate(other, start=1):
            same = before[column - 1] + (word != known)
            now.append(min(same, before[column] + 1, now[-1] + 1))
        if min(now) > changes:
            return False
        before = now
    return before[-1] <= changes
