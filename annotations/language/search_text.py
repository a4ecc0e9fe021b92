"""Text as a search reads it: capitals, accents, kinds of quotes and white space do not count.

By compatibility decomposition (NFKD) and case folding of the Unicode Standard, chapter 3.13; a
place that was found is given as a place of the text as it was.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import accumulate, islice
from typing import Final, NamedTuple

from annotations.articles.article import Span

MOST_HITS: Final = 10_000
"""Places that are looked for in one article."""

_ALIKE: Final = {
    **dict.fromkeys("‘’‚‛′ʼʹ´`‹›＇", "'"),
    **dict.fromkeys("“”„‟″«»＂", '"'),
    **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
    **dict(zip("øłđħıŧ", "oldhit", strict=True)),
}
"""Letters and marks that no decomposition has, as people type them."""

_OPTIONAL: Final = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]")
"""Accents, and vowel points of Hebrew and Arabic."""


class SearchText(NamedTuple):
    """A text as a search reads it."""

    letters: str
    starts: array[int] | None
    """Where each code point of the text begins among `letters`, and the end; None if as before."""

    def back(self, start: int, end: int) -> Span | None:
        """The part of the text that a part of `letters` is; None where it cuts a code point."""
        if self.starts is None:
            return Span(start, end)
        first, last = bisect_right(self.starts, start) - 1, bisect_left(self.starts, end)
        if self.starts[first] != start or self.starts[last] != end:
            return None
        return Span(first, last)


def search_text(text: str) -> SearchText:
    """A text as a search reads it."""
    if text.isascii():
        return SearchText(text.lower(), None)
    table = {ord(one): _plain(one) for one in set(text)}
    letters = text.translate(table)
    if all(len(plain) == 1 for plain in table.values()):
        return SearchText(letters, None)
    lengths = {chr(code): len(plain) for code, plain in table.items()}
    return SearchText(letters, array("I", accumulate(map(lengths.__getitem__, text), initial=0)))


@lru_cache(maxsize=1 << 16)
def _plain(letter: str) -> str:
    if letter in _ALIKE:
        return _ALIKE[letter]
    decomposed = unicodedata.normalize("NFKD", letter).casefold()
    # Case folding composes nothing, but what it gives may decompose further.
    plain = _OPTIONAL.sub("", unicodedata.normalize("NFKD", decomposed))
    plain = "".join(_ALIKE.get(one, one) for one in plain)
    return "".join(one for one in plain if unicodedata.category(one) != "Cf")


class Words:
    """Words that are looked for, in their order, any white space between them.

    Args:
        typed: As somebody typed them.
    """

    def __init__(self, typed: str) -> None:
        self.typed = typed
        words = search_text(typed).letters.split()
        self._pattern = re.compile(r"\s+".join(map(re.escape, words))) if words else None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return self._pattern is None

    def find(self, text: str) -> list[Span]:
        """Where the words stand in a text, in order, at most `MOST_HITS` places."""
        return self.find_in(search_text(text))

    def find_in(self, text: SearchText) -> list[Span]:
        """The same in a text that was made ready for it."""
        if self._pattern is None:
            return []
        matches = (text.back(*match.span()) for match in self._pattern.finditer(text.letters))
        return list(islice((span for span in matches if span is not None), MOST_HITS))
