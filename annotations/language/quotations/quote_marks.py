"""Pairs of quotation marks, line by line, with the quotations that go on in the next paragraph."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
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
        wide = 2 if text.startswith("``", self.start) else 1
        return text[self.start + wide : self.end if self.open_ended else self.end - wide]


_MARK: Final = lazily(r"``|''|[“”\"„«»‘’'「」『』]")
_CLOSING: Final = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "‘": "’",
    "「": "」",
    "『": "』",
    "``": ("''", '"'),
    '"': '"',
    "'": "'",
}
_LONGEST: Final = 6000
"""No quotation is longer: a mark without its partner must not swallow an article."""
_LONGEST_SINGLE: Final = 600
"""Single marks are mostly apostrophes."""
_TRIES: Final = 48
"""So many marks of one kind are looked at for a partner: the work stays linear in the text."""


def find_marked(text: str, start: int, end: int) -> list[Marked]:
    """Every outermost pair of marks between `start` and `end`, in order."""
    found: list[Marked] = []
    stop = start
    while (mark := _MARK.search(text, stop, end)) is not None:
        line = text.rfind("\n", stop, mark.start()) + 1 or stop
        stop = text.find("\n", mark.start(), end)
        stop = end if stop < 0 else stop
        found.extend(_Line(text, line, stop, end).pairs())
    return found


class _Line:
    """The marks of one line; each is found once, and by kind."""

    def __init__(self, text: str, start: int, stop: int, end: int) -> None:
        self.text, self.start, self.stop, self.end = text, start, stop, end
        self.marks = [(m.start(), m.group()) for m in _MARK.finditer(text, start, stop)]
        self.places: dict[str, list[int]] = {}
        for at, mark in self.marks:
            self.places.setdefault(mark, []).append(at)

    def pairs(self) -> Iterator[Marked]:
        """The outermost pairs, from left to right."""
        at = self.start
        for opened, mark in self.marks:
            if opened < at or mark not in _CLOSING or not self._opens(opened, mark):
                continue
            closed = self._closing(opened, mark)
            if closed > 0:
                yield Marked(opened, closed)
                at = closed
            elif mark in ("“", '"') and _goes_on(self.text, self.stop, self.end):
                last = self.stop
                while self.text[last - 1].isspace():
                    last -= 1
                yield Marked(opened, max(last, opened + 1), open_ended=True)
                return

    def _opens(self, at: int, mark: str) -> bool:
        """Whether a mark that may be either opens a quotation, by what stands on its sides."""
        text = self.text
        behind = at + len(mark)
        if behind >= self.stop:
            return False
        before, after = text[at - 1] if at > self.start else " ", text[behind]
        if mark in ("“", "„", "«", "「", "『", "``"):
            return True
        wide = ord(before) > _WIDE or ord(after) > _WIDE
        free = (not before.isalnum() or wide) and before not in ".,!?;%’”"
        if mark == '"':
            return free and not after.isspace()
        return free and not wide and (after.isalnum() or after in '“"…[')

    def _closing(self, opened: int, mark: str) -> int:
        """Behind the mark that closes what opened here; -1 if it does not close on its line."""
        if mark in "'‘":
            return self._single_closing(opened, mark)
        closers = _CLOSING[mark]
        stop = opened + _LONGEST
        closing = sorted(
            place for closer in closers for place in self._next(closer, opened + len(mark))
        )[:_TRIES]
        openings = self._next(mark, opened + len(mark)) if mark not in closers else []
        for order, at in enumerate(closing):
            if at > stop:
                return -1
            if self.text[at] == '"' and _inches(self.text, at):
                continue
            # As many marks closed before as were opened inside: this one is ours. One that was
            # opened and never closed does not count.
            if bisect_left(openings, at) <= order or order == len(closing) - 1:
                return at + (2 if self.text.startswith("''", at) else 1)
        return -1

    def _next(self, mark: str, at: int) -> list[int]:
        places = self.places.get(mark, [])
        first = bisect_left(places, at)
        return places[first : first + _TRIES]

    def _single_closing(self, opened: int, mark: str) -> int:
        """Single marks are apostrophes too: only what is followed by no letter can close."""
        text, stop = self.text, min(self.stop, opened + _LONGEST_SINGLE)
        closer = "’" if mark == "‘" else "'"
        places = self._next(closer, opened + 1)
        places = places[: bisect_right(places, stop - 1)]
        for order, at in enumerate(places):
            after = text[at + 1] if at + 1 < stop else " "
            before = text[at - 1]
            if after.isalnum() or before.isspace():
                continue
            if before in ".,!?…":
                return at + 1
            if before != "s" or order == len(places) - 1:
                return at + 1 if text.count(" ", opened, at) < 12 else -1
        return -1


_WIDE: Final = 0x2E80
"""From here on scripts stand that put no space between words."""


def _inches(text: str, at: int) -> bool:
    return text[at - 1].isdigit() and text[at - 2 : at - 1] in ("'", "’", "-")


def _goes_on(text: str, stop: int, end: int) -> bool:
    """Whether the next paragraph opens with a mark, as speech of several paragraphs does."""
    rest = text[stop : min(stop + 40, end)].lstrip()
    return rest[:1] in ("“", '"')
