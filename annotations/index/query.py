"""What one types to search a corpus, read: words, phrases, fields, and what is wrong with it.

    ceasefire "prisoner swap" title:talks source:"Capital Post" date:2026-02..2026-03
    person:Witkoff place:Geneva label:claim by:Ana unlabelled disputed unsure story:Harbour -sport

Everything must hold. A word is a whole word, whatever its capitals and accents; with `*` behind it
is the beginning of one. `-` in front means: not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from typing import Final, Literal, NamedTuple

from annotations.index.tokens import tokens

Where = Literal["any", "title", "source", "person", "place"]
"""Where words are looked for; `any` is title and text."""

FIELDS: Final = ("title", "source", "date", "person", "place", "label", "by", "story")
"""What may stand in front of a colon."""

FLAGS: Final = ("unlabelled", "disputed", "unsure")
"""Words that say something of labels; in quotes they are words of the text."""

LONGEST: Final = 2_000
"""Characters of a query that are read."""
_MOST: Final = 60
"""Parts of a query; more would take the index for seconds."""

_PART: Final = re.compile(r'-?(?:([^\W\d_]+):)?(?:"([^"]*)("?)(\*?)|([^\s"]*))')
_DATE: Final = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


class Mistake(NamedTuple):
    """What is wrong with a part of a query, and where that is."""

    start: int
    end: int
    text: str
    """As a sentence, without its last stop."""


class Wanted(NamedTuple):
    """Words that shall stand side by side."""

    where: Where
    words: tuple[str, ...]
    """Folded."""
    begins: bool = False
    """Whether the last one is the beginning of a word."""
    negated: bool = False


class Query(NamedTuple):
    """What is looked for; all of it must hold."""

    text: str = ""
    wanted: tuple[Wanted, ...] = ()
    dates: tuple[tuple[str, str], ...] = ()
    """First and last date, each as precise as it was written, or empty."""
    stories: tuple[Wanted, ...] = ()
    """Words in the name of the story."""
    labels: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    """Names of people whose labels count."""
    flags: frozenset[str] = frozenset()
    mistakes: tuple[Mistake, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing."""
        return not (self.wanted or self.dates or self.stories or self.asks_for_labels)

    @property
    def asks_for_labels(self) -> bool:
        """Whether it says something of labels, which the index does not know."""
        return bool(self.labels or self.by or self.flags)

    @property
    def spoken(self) -> tuple[Wanted, ...]:
        """The words that stand in a text or title, and can be lit up there."""
        return tuple(
            one
            for one in self.wanted
            if not one.negated and one.where in ("any", "person", "place")
        )


def parse(text: str, *, labels: Collection[str] = (), as_typed: bool = False) -> Query:
    """Read a query; never fails, but says what is wrong.

    Args:
        text: As somebody typed it.
        labels: The labels that there are; empty if that is not known.
        as_typed: It is not finished: the word that it ends with is the beginning of one.
    """
    reading = _Reading(text[:LONGEST], labels, as_typed=as_typed)
    if len(text) > LONGEST:
        reading.wrong(LONGEST, len(text), "this is too long")
    return reading.read()


def pointed(query: Query) -> Iterator[str]:
    """The mistakes of a query for a fixed-width line: below it a mark, and what is wrong there."""
    shown = "".join(one if one.isprintable() else " " for one in query.text)
    for one in query.mistakes:
        yield shown
        yield " " * one.start + "^" * max(one.end - one.start, 1)
        yield one.text


class _Reading:
    def __init__(self, text: str, labels: Collection[str], *, as_typed: bool) -> None:
        self._text = text
        self._labels = labels
        self._as_typed = as_typed
        self._wanted: list[Wanted] = []
        self._dates: list[tuple[str, str]] = []
        self._stories: list[Wanted] = []
        self._given: list[str] = []
        self._by: list[str] = []
        self._flags: set[str] = set()
        self._mistakes: list[Mistake] = []

    def wrong(self, start: int, end: int, text: str) -> None:
        """Note a mistake."""
        self._mistakes.append(Mistake(start, end, text))

    def read(self) -> Query:
        """All parts."""
        at, parts = 0, 0
        while at < len(self._text):
            if self._text[at].isspace():
                at += 1
                continue
            found = _PART.match(self._text, at)
            assert found is not None
            end = max(found.end(), at + 1)
            parts += 1
            if parts > _MOST:
                self.wrong(at, len(self._text), f"more than {_MOST} words are too many")
                break
            self._part(found, at, end)
            at = end
        return Query(
            self._text,
            tuple(self._wanted),
            tuple(self._dates),
            tuple(self._stories),
            tuple(self._given),
            tuple(self._by),
            frozenset(self._flags),
            tuple(self._mistakes),
        )

    def _part(self, found: re.Match[str], start: int, end: int) -> None:
        field, quoted, closing, star, bare = found.groups()
        negated = found[0].startswith("-")
        if quoted is not None and not closing:
            self.wrong(found.start(2) - 1, end, "the quotation is not closed")
        value = quoted if quoted is not None else bare
        begins = bool(star) or (quoted is None and bare.endswith("*"))
        # What one is still typing is the beginning of a word.
        if self._as_typed and end == len(self._text) and not closing and value[-1:].isalnum():
            begins = True
        if field is not None:
            self._field(field, value, start, end, begins, negated)
        elif quoted is None and bare in FLAGS and not negated:
            self._flags.add(bare)
        elif quoted is None and bare in FLAGS:
            self.wrong(start, end, f"“-{bare}” cannot be asked for")
        else:
            self._words("any", value, start, end, begins, negated)

    def _field(
        self, field: str, value: str, start: int, end: int, begins: bool, negated: bool
    ) -> None:
        name = field.lower()
        if name not in FIELDS:
            near = get_close_matches(name, FIELDS, n=1, cutoff=0.5)
            advice = f"did you mean “{near[0]}:”?" if near else f"there are {', '.join(FIELDS)}"
            self.wrong(
                start,
                start + len(field) + 1 + negated,
                f"“{field}:” is no field: {advice}; in quotes it is looked for as it stands",
            )
        elif not value.strip():
            self.wrong(start, end, f"nothing follows “{name}:”")
        elif negated and name not in ("title", "source", "person", "place"):
            self.wrong(start, end, f"“-{name}:” cannot be asked for")
        elif name == "date":
            self._date(value, start, end)
        elif name == "label":
            self._label(value, start, end, begins)
        elif name == "by":
            self._by.append(value.strip())
        else:
            self._words(name, value, start, end, begins, negated)

    def _words(
        self, where: str, value: str, start: int, end: int, begins: bool, negated: bool
    ) -> None:
        words = tuple(tokens(value))
        if not words:
            if value.strip("*-") or where != "any":
                self.wrong(start, end, "there is no word in this")
            return
        # The beginning of too many words: one letter.
        begins = begins and len(words[-1]) > 1
        if where == "story":
            self._stories.append(Wanted("any", words, begins))
        else:
            self._wanted.append(Wanted(where, words, begins, negated))  # type: ignore[arg-type]

    def _date(self, value: str, start: int, end: int) -> None:
        first, dots, last = value.partition("..")
        last = last if dots else first
        # Somebody who types a date has not made a mistake before it is finished.
        unfinished = self._as_typed and end == len(self._text)
        if not (first or last) or any(one and not _DATE.fullmatch(one) for one in (first, last)):
            if not unfinished:
                example = "2026, 2026-02, 2026-02-05, or two of them: 2026-02..2026-03"
                self.wrong(start, end, f"this is no date; dates are {example}")
        elif first and last and first > last and not last.startswith(first):
            if not unfinished:
                self.wrong(start, end, "the first date is behind the last one")
        else:
            self._dates.append((first, last))

    def _label(self, value: str, start: int, end: int, begins: bool) -> None:
        name = value.strip().rstrip("*").lower()
        among = [one for one in self._labels if one == name or (begins and one.startswith(name))]
        if self._labels and not among:
            near = get_close_matches(name, list(self._labels), n=1, cutoff=0.5)
            advice = (
                f"did you mean “{near[0]}”?" if near else f"there are {', '.join(self._labels)}"
            )
            self.wrong(start, end, f"“{name}” is no label: {advice}")
        else:
            self._given.append(among[0] if among else name)
