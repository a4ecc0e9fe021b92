"""Pairs of quotation marks, line by line, with the quotations that go on in the next paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from annotations.language.lexicon import lazily


class Marked(NamedTuple):
    """A stretch between quotation marks, marks included."""

    start: int
    end: int
    open_ended: bool = False
    """Whether the paragraph ended before the closing mark: the next one goes on."""

    def inside(self, text: str) -> str:
        """The words without their marks."""
        return text[self.start + 1 : self.end if self.open_ended else self.end - 1]


_MARK: Final = lazily(r"[“”\"„«»‘’'「」『』\n]")
_CLOSING: Final = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "‘": "’",
    "「": "」",
    "『": "』",
    '"': '"',
    "'": "'",
}
_LONGEST: Final = 6000
"""No quotation is longer: a mark without its partner must not swallow an article."""
_LONGEST_SINGLE: Final = 600
"""Single marks are mostly apostrophes."""


def find_marked(text: str, start: int, end: int) -> list[Marked]:
    """Every outermost pair of marks between `start` and `end`, in order."""
    found: list[Marked] = []
    line = start
    while line < end:
        stop = text.find("\n", line, end)
        stop = end if stop < 0 else stop
        found.extend(_in_line(text, line, stop, end))
        line = stop + 1
    return found


def _in_line(text: str, start: int, stop: int, end: int) -> Iterator[Marked]:
    at = start
    hopeless: set[str] = set()
    while match := _MARK.search(text, at, stop):
        opened = match.start()
        at = opened + 1
        mark = text[opened]
        if mark in hopeless or mark not in _CLOSING or not _opens(text, opened, mark, start, stop):
            continue
        closed = _closing(text, opened, mark, stop)
        if closed > 0:
            yield Marked(opened, closed + 1)
            at = closed + 1
        elif mark in '“"' and _goes_on(text, stop, end):
            last = len(text[opened:stop].rstrip()) + opened
            yield Marked(opened, max(last, opened + 1), open_ended=True)
            return
        elif mark not in "'‘" and not any(closer in text[at:stop] for closer in _CLOSING[mark]):
            hopeless.add(mark)


def _opens(text: str, at: int, mark: str, start: int, stop: int) -> bool:
    """Whether a mark that may be either opens a quotation, by what stands on its sides."""
    if at + 1 >= stop:
        return False
    before, after = text[at - 1] if at > start else " ", text[at + 1]
    if mark in "“„«「『":
        return True
    free = not before.isalnum() and before not in ".,!?;%’”"
    if mark == '"':
        return free and not after.isspace()
    return free and (after.isalnum() or after in '“"…[')


def _closing(text: str, opened: int, mark: str, stop: int) -> int:
    """Where the quotation that opened ends; -1 if it does not on its line."""
    closers = _CLOSING[mark]
    if mark in "'‘":
        return _single_closing(text, opened, closers, min(stop, opened + _LONGEST_SINGLE))
    stop = min(stop, opened + _LONGEST)
    depth, left = 0, sum(text.count(closer, opened + 1, stop) for closer in closers)
    for match in _MARK.finditer(text, opened + 1, stop):
        at = match.start()
        char = text[at]
        if not left:
            return -1
        if char in closers and not (char == '"' and _inches(text, at)):
            if depth == 0:
                return at
            depth, left = depth - 1, left - 1
        elif char == mark == "“" and left > depth + 1:
            # A second opening mark: the first was never closed, or this one is inside.
            depth += 1
    return -1


def _inches(text: str, at: int) -> bool:
    return text[at - 1].isdigit() and text[at - 2 : at - 1] in ("'", "’", "-")


def _single_closing(text: str, opened: int, closers: str, stop: int) -> int:
    """Single marks are apostrophes too: only what is followed by no letter can close."""
    at = opened + 1
    while (at := text.find(closers, at, stop)) > 0:
        after = text[at + 1] if at + 1 < stop else " "
        before = text[at - 1]
        if (
            not after.isalnum()
            and not before.isspace()
            and (before in ".,!?…" or (before != "s" or text.find(closers, at + 1, stop) < 0))
        ):
            words = text[opened + 1 : at].count(" ")
            return at if before in ".,!?…" or words < 12 else -1
        at += 1
    return -1


def _goes_on(text: str, stop: int, end: int) -> bool:
    """Whether the next paragraph opens with a mark, as speech of several paragraphs does."""
    rest = text[stop : min(stop + 40, end)].lstrip()
    return rest[:1] in ("“", '"')
