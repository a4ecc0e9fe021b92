"""Plain text that was wrapped at a width: which of its line ends are no ends of paragraphs.

Whoever wraps text puts into a line what fits. So a line end is *soft* where the next word would
not have fitted, in a text whose lines agree on the width; where it would have, somebody ended the
line: a headline, a list, a verse, the last line of a paragraph. Nothing is changed in the text:
`running_text` has the same length, with a space for every soft line end.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from annotations.articles.lazy_patterns import lazily

WIDEST: Final = 160
"""Nobody wraps at more characters than this; longer lines are paragraphs."""
_NARROW: Final = 50
"""Below this width chance lets lines agree, so more of them have to."""
_RAGGED: Final = 8
"""How many characters short of the width a person, or a program that balances lines, may stop."""

_APART = lazily(r"[-*•·‣▪◦⁃–—]\s|[(]?(?:\d{1,3}|[a-zA-Z])[)]\s|[-=_*#~—–\s]+$|>|\|")
"""How an item of a list, a rule, a quoted or a table line begins: never inside a paragraph."""
_ITEM = lazily(r"\s*(?:[-*•·‣▪◦⁃–—]\s|[(]?(?:\d{1,3}|[a-zA-Z])[.)]\s)")
_NUMBERED = lazily(r"(?:\d{1,3}|[a-zA-Z])\.\s")
_TABULAR = lazily(r"\S(?:\t|  )\s*\S.*?\S(?:\t|  )|\||\S {3,}\S|\S\t+\S")
_UNSPACED = lazily("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_ENDS = lazily(r"[.!?:;…。！？：；।؟۔][\"”’»›)\]」』）“‘*_]*$")


class _Break(NamedTuple):
    """A line end between two lines that might be one paragraph."""

    line: int
    """The number of the line that it ends."""
    length: int
    """Characters of that line, in Chinese and Japanese its cells."""
    word: int
    """Characters that the next line's first word would have needed, its space included."""
    stops: bool
    """Whether that line ends with a stop."""
    goes_on: bool
    """Whether the words say that the sentence goes on: no stop, then lower case."""


@lru_cache(maxsize=16)
def running_text(text: str) -> str:
    """Canonical `text` as it is read: a space for every soft line end, all offsets the same."""
    lines = text.split("\n")
    soft = _soft(lines)
    if not soft:
        return text
    pieces: list[str] = []
    for number, line in enumerate(lines):
        pieces += (line, " " if number in soft else "\n")
    return "".join(pieces[:-1])


def _soft(lines: Sequence[str]) -> frozenset[int]:
    """The numbers of the lines whose ends are soft."""
    breaks = list(_breaks(lines))
    if not breaks:
        return frozenset()
    width = _width(breaks)
    for slack in (0, _RAGGED):
        if _is_wrapped(breaks, width, slack):
            return frozenset(one.line for one in breaks if _is_soft(one, width, slack))
    return frozenset()


def _breaks(lines: Sequence[str]) -> list[_Break]:
    """The line ends that may be soft, by the shape of the lines beside them."""
    found: list[_Break] = []
    base, hanging = 0, False
    after_blank, in_item = True, False
    for number, (line, below) in enumerate(pairwise(lines)):
        if len(line) > WIDEST * 2 or not (bare := line.rstrip()):
            after_blank = True
            continue
        if after_blank or _ITEM.match(line):
            base, hanging = _indent(line), _hangs(line, below)
            after_blank, in_item = False, _ITEM.match(line) is not None
        if len(bare) > WIDEST:
            base = min(base, _indent(line))
            continue
        first = below.lstrip()[:WIDEST]
        if not first or _APART.match(first) or (in_item and _NUMBERED.match(first)):
            continue
        indent = _indent(below)
        if indent > base and not hanging:
            continue
        base = min(base, indent) if not hanging else base
        if _is_tabular(bare.lstrip()) or _is_tabular(first):
            continue
        found.append(_measured(number, bare, first))
    return found


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _is_tabular(line: str) -> bool:
    """Whether a line is a row of columns."""
    if "  " in line or "\t" in line or "|" in line:
        return _TABULAR.search(line) is not None
    return False


def _hangs(line: str, below: str) -> bool:
    """Whether the lines of a paragraph stand further in than its first."""
    return bool(_ITEM.match(line)) and _indent(below) > _indent(line)


def _measured(number: int, bare: str, first: str) -> _Break:
    stops = _ENDS.search(bare, max(len(bare) - 6, 0)) is not None
    if _UNSPACED.match(first):
        # A character takes two cells; marks that begin no line are carried over with one before.
        return _Break(number, len(bare) + len(_UNSPACED.findall(bare)), 4, stops, not stops)
    word = first.split(None, 1)[0]
    goes_on = not stops and (first[0].islower() or not (first[0].isupper() or first[0].isascii()))
    return _Break(number, len(bare), len(word) + 1, stops, goes_on)


def _width(breaks: Sequence[_Break]) -> int:
    """The width that most line ends agree on; those in the middle of a sentence count more."""
    votes = [0] * (WIDEST * 2 + 4)
    for one in breaks:
        weight = 4 if one.goes_on else 1
        votes[one.length] += weight
        votes[min(one.length + one.word, WIDEST + 1)] -= weight
    best, width, count = 0, 0, 0
    for at, change in enumerate(votes[: WIDEST + 1]):
        count += change
        if count > best:
            best, width = count, at
    return width


def _fills(one: _Break, width: int, slack: int) -> bool:
    return one.length <= width and one.length + one.word + slack > width


def _is_wrapped(breaks: Sequence[_Break], width: int, slack: int) -> bool:
    """Whether the lines of a text were filled up to `width`.

    Evidence for it are full lines that end in the middle of a sentence; against it, others that
    end there before they are full, and full lines that are few among all.
    """
    full = [one for one in breaks if _fills(one, width, slack)]
    going_on = sum(one.goes_on for one in full)
    against = sum(one.goes_on and one.length < width for one in breaks) - sum(
        one.goes_on and one.length < width for one in full
    )
    if width < 20 or (slack and width < _NARROW):
        return False
    if not slack and _all_full(breaks, full, width):
        return True
    if going_on * 4 < len(full) or not going_on or against * 9 > going_on:
        return False
    if len(full) < 4:
        return width >= _NARROW and going_on * 3 >= len(full)
    return len(full) * 5 >= len(breaks) and (width >= _NARROW or len(full) * 2 >= len(breaks))


def _all_full(breaks: Sequence[_Break], full: Sequence[_Break], width: int) -> bool:
    """Whether every line is filled exactly: of five, chance lets so many agree once in hundreds.

    In texts whose sentences are short, or full of names and figures, few lines break off before a
    word in lower case.
    """
    open_ends = sum(not one.stops for one in breaks)
    unlike = sum(not one.stops for one in breaks if not _fills(one, width, 0))
    return width >= _NARROW and len(full) >= 5 and not unlike and open_ends * 3 >= len(full)


def _is_soft(one: _Break, width: int, slack: int) -> bool:
    """Whether a line is full, or longer than it should be, or breaks off near the width."""
    if _fills(one, width, slack):
        return True
    return one.goes_on and one.length * 4 >= width * 3
