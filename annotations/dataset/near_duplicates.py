"""Which texts say nearly the same: their words, and small samples of the runs of their words.

Two articles are near-duplicates when half of the runs of five words of the shorter one stand in
the other. Only the smallest hashes of the runs are kept: texts with runs in common have small
hashes in common, so candidates are found through an index, without comparing every pair.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from zlib import crc32

RUN: Final = 5
"""Words in a run."""
INDEXED: Final = 64
"""Smallest hashes of a text that find its candidates."""
KEPT: Final = 256
"""Smallest hashes of a text that judge them."""
SHARED: Final = 3
"""Runs that near-duplicates share at least."""
CONTAINED: Final = 0.5
"""Part of the runs of the one with fewer that near-duplicates share at least."""
TELLING: Final = 4
"""Words from which on a sentence that occurs twice is no accident."""
_LOOKED_AT: Final = 200
"""Texts with one run in common that each is compared with: bounds the work on boilerplate. A
longer row of copies is found all the same, each copy through those before it."""

_PARTS: Final = 4
"""How many times runs are gone through to find the repeated ones; saves memory."""
_WORDS: Final = 200_000
"""Words whose hashes are kept."""

_UNSEEN: Final = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_WORD: Final = re.compile(r"\w+")
_UNSPACED: Final = r"\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff"
"""Scripts that set no space between words; each of their letters counts as a word."""
_ANY_WORD: Final = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")

Sketch = array
"""The smallest hashes of a text's runs, in order, each once; type code `I`."""


def words(text: str) -> list[str]:
    """The words of a text: NFKC, case folded, without punctuation and invisible characters."""
    if text.isascii():
        return _WORD.findall(text.lower())
    plain = unicodedata.normalize("NFKC", text.translate(_UNSEEN)).casefold()
    return (_WORD if max(plain, default="") < "\u0e00" else _ANY_WORD).findall(plain)


def key_of(said: Sequence[str], text: str) -> str:
    """What sentences with the same words have in common; the text itself if it has no word."""
    return " ".join(said) or text


class _Hashes(dict[str, int]):
    """A hash of each word; the same on every machine."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _WORDS:
            self.clear()
        found = self[word] = crc32(word.encode("utf-8", "surrogatepass"))
        return found


_hashes: Final = _Hashes()


def runs(said: Sequence[str]) -> list[int]:
    """A hash of every run of words, in order; none for fewer words than a run has."""
    data = array("I", map(_hashes.__getitem__, said)).tobytes()
    return [crc32(data[at : at + 4 * RUN]) for at in range(0, len(data) - 4 * RUN + 1, 4)]


def sketch(hashes: Iterable[int]) -> Sketch[int]:
    """What is kept of a text's runs."""
    return array("I", sorted(set(hashes))[:KEPT])


def near(one: Sketch[int], other: Sketch[int]) -> bool:
    """Whether two texts are near-duplicates; exact where both have at most `KEPT` runs."""
    limit = min(sketch[-1] if len(sketch) == KEPT else 1 << 32 for sketch in (one, other))
    first, second = ({run for run in sketch if run <= limit} for sketch in (one, other))
    shared = len(first & second)
    return shared >= SHARED and shared >= CONTAINED * min(len(first), len(second))


def near_pairs(sketches: Sequence[Sketch[int]]) -> Iterator[tuple[int, int]]:
    """The pairs of texts, by number, the later one second, that are near-duplicates."""
    repeated = _repeated(sketches)
    having: dict[int, list[int]] = {}
    for number, one in enumerate(sketches):
        met: Counter[int] = Counter()
        for run in one[:INDEXED]:
            if run in repeated:
                others = having.setdefault(run, [])
                met.update(others[-_LOOKED_AT:])
                others.append(number)
        for other in sorted(other for other, count in met.items() if count >= SHARED):
            if near(sketches[other], one):
                yield other, number


def _repeated(sketches: Sequence[Sketch[int]]) -> set[int]:
    """The runs that several texts are found by; a part of all runs at a time, for most are not."""
    repeated: set[int] = set()
    for part in range(_PARTS):
        seen: set[int] = set()
        for one in sketches:
            for run in one[:INDEXED]:
                if run % _PARTS == part:
                    (repeated if run in seen else seen).add(run)
    return repeated
