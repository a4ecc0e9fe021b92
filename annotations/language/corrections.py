"""What annotators say of names and figures that the analysis got wrong, wherever they stand.

A correction is about words, not about a place: what was wrong once is wrong in every article of
the project. Together they are a short gazetteer that is laid over an analysis.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal, NamedTuple, TypeVar, get_args

import msgspec

from annotations.articles.article import Span
from annotations.language.model import Analysis, Entity, Mention, Quantity, Quotation

NameType = Literal["person", "organisation", "place", "group", "event", "facility"]
Reading = Literal["person", "organisation", "place", "group", "event", "facility", "nothing", ""]
"""What words are: a name of a type, `nothing` (no name and no figure), or empty: whatever the
analysis finds, as if they had never been corrected."""

NAME_TYPES: Final[tuple[NameType, ...]] = get_args(NameType)
READINGS: Final[tuple[Reading, ...]] = get_args(Reading)

_WORD: Final = re.compile(r"\w+")
_SPACES: Final = re.compile(r"\s+")
_APOSTROPHES: Final = "'’"

Found = TypeVar("Found", Mention, Quantity)


class Correction(msgspec.Struct, frozen=True):
    """What words are wherever they stand, capitals and all."""

    surface: str
    """The words as articles have them; any space matches any other, any apostrophe too."""
    reading: Reading = ""
    words: str = ""
    """Which of them are the name, where not all are: “Trump” of “President Trump Thursday”."""

    def __bool__(self) -> bool:
        return bool(self.reading)


def correction(surface: str, reading: str, words: str = "") -> Correction:
    """The correction in the one way to write it: single spaces, straight apostrophes.

    Raises:
        ValueError: If there is nothing to find, no such reading, or the words are not among them.
    """
    surface, words = (_SPACES.sub(" ", text).strip().replace("’", "'") for text in (surface, words))
    known = {one: one for one in READINGS}
    if reading not in known:
        readings = ", ".join(one for one in READINGS if one)
        raise ValueError(f"“{reading}” is no reading of a name; there are {readings}.")
    if not _WORD.search(surface):
        raise ValueError("There is no word to correct.")
    if words and not re.search(_pattern(words), surface):
        raise ValueError(f"“{words}” does not stand in “{surface}”.")
    is_name = reading in NAME_TYPES
    return Correction(surface, known[reading], words if is_name and words != surface else "")


class Match(NamedTuple):
    """Words of a text that a correction is about."""

    span: Span
    name: Span
    """The part that is the name."""
    correction: Correction


class Corrections:
    """Corrections, ready to be found in texts; equal to others that say the same.

    Args:
        items: At most one for a surface; the last counts.
    """

    def __init__(self, items: Iterable[Correction] = ()) -> None:
        self.items = {item.surface: item for item in items if item}
        """By surface."""
        self._by_word: dict[str, list[_Finder]] = {}
        for item in self.items.values():
            first = _WORD.search(item.surface)
            if first is not None:
                finder = _Finder(item, re.compile(_pattern(item.surface)), first.start())
                self._by_word.setdefault(first[0], []).append(finder)
        for finders in self._by_word.values():
            finders.sort(key=lambda finder: -len(finder.correction.surface))

    def __bool__(self) -> bool:
        return bool(self.items)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Corrections) and self.items == other.items

    __hash__ = None  # type: ignore[assignment]

    def matches(self, text: str, within: Span | None = None) -> Iterator[Match]:
        """Where corrected words stand, in order: of several that overlap the first, the longest."""
        if not self.items:
            return
        start, stop = within or Span(0, len(text))
        for word in _WORD.finditer(text, start, stop):
            for finder in self._by_word.get(word[0], ()):
                at = word.start() - finder.lead
                found = finder.pattern.match(text, at, stop) if at >= start else None
                if found is not None:
                    span = Span(*found.span())
                    yield Match(span, _part(text, span, finder.correction), finder.correction)
                    start = span.end
                    break

    def behind(self, text: str, span: Span) -> Correction | None:
        """The correction that made the words at `span` what they are; None if none did."""
        end = text.find("\n", span.end)
        line = Span(text.rfind("\n", 0, span.start) + 1, end if end >= 0 else len(text))
        for match in self.matches(text, line):
            if match.span.start <= span.start and span.end <= match.span.end:
                return match.correction
        return None


class _Finder(NamedTuple):
    correction: Correction
    pattern: re.Pattern[str]
    lead: int
    """Characters before the first word, by which the surface is looked up."""


def _pattern(words: str) -> str:
    parts = []
    for char in words:
        if char == " ":
            parts.append(r"[^\S\n]+")
        elif char in _APOSTROPHES:
            parts.append(f"[{_APOSTROPHES}]")
        else:
            parts.append(re.escape(char))
    before = r"(?<!\w)" if words[:1] and _WORD.match(words) else ""
    after = r"(?!\w)" if words and _WORD.match(words[-1]) else ""
    return before + "".join(parts) + after


def _part(text: str, span: Span, item: Correction) -> Span:
    if not item.words:
        return span
    found = re.compile(_pattern(item.words)).search(text, span.start, span.end)
    return Span(*found.span()) if found else span


def apply(
    analysis: Analysis, text: str, corrections: Corrections, within: Span | None = None
) -> Analysis:
    """The analysis with every correction laid over it; laid over twice, it is the same.

    What the analysis found in corrected words, or across their edge, gives way. A name that is
    longer on both sides or either stays: “Theresa May” is a person though “May” is nothing.

    Args:
        analysis: Of the text, or of a part of it.
        text: The article's text.
        corrections: What is known better.
        within: The part that was analysed, if it is not all.
    """
    matches = list(corrections.matches(text, within))
    if not matches:
        return analysis
    kept = _kept(analysis.mentions, matches)
    named = [
        match
        for match in matches
        if match.correction.reading != "nothing" and not _inside(match.span, kept)
    ]
    entities = {mention.entity.key: mention.entity for mention in kept}
    made = [_mention(text, match, entities.values()) for match in named]
    mentions = sorted([*kept, *made], key=lambda mention: mention.span)
    return msgspec.structs.replace(
        analysis,
        mentions=tuple(mentions),
        quantities=tuple(_kept(analysis.quantities, matches)),
        quotations=tuple(_spoken(analysis.quotations, matches, made)),
        indirect=tuple(_spoken(analysis.indirect, matches, made)),
    )


def _kept(found: Sequence[Found], matches: Sequence[Match]) -> list[Found]:
    """What no match pushes aside; both are in order, the matches without overlap."""
    kept, at = [], 0
    for one in found:
        span = one.span
        while at and matches[at - 1].span.end > span.start:
            at -= 1
        while at < len(matches) and matches[at].span.end <= span.start:
            at += 1
        if not _gives_way(span, matches, at):
            kept.append(one)
    return kept


def _gives_way(span: Span, matches: Sequence[Match], at: int) -> bool:
    """Whether one of the matches from `at` on takes the place of what was found at `span`."""
    while at < len(matches) and matches[at].span.start < span.end:
        match = matches[at]
        at += 1
        if match.span.start <= span.start and span.end <= match.span.end:
            return True
        longer = span.start <= match.span.start and match.span.end <= span.end
        if not longer and match.correction.reading != "nothing":
            return True
    return False


def _inside(span: Span, kept: Sequence[Mention]) -> bool:
    at = bisect_right(kept, span.start, key=lambda mention: mention.span.start) - 1
    return at >= 0 and span.end <= kept[at].span.end


def _mention(text: str, match: Match, known: Iterable[Entity]) -> Mention:
    kind = match.correction.reading
    assert kind != ""
    assert kind != "nothing"
    name = _SPACES.sub(" ", match.name.of(text))
    entity = Entity(f"{kind}:{name.lower()}", name, kind)
    # A last name alone is the person whom the article names in full, if there is but one.
    fuller = [one for one in known if one.type == kind and one.name.endswith(" " + name)]
    return Mention(match.name, kind, fuller[0] if len(fuller) == 1 else entity)


def _spoken(
    quotations: Iterable[Quotation], matches: Sequence[Match], made: Sequence[Mention]
) -> Iterator[Quotation]:
    """The quotations, each with the entity that its speaker's name now stands for."""
    for quotation in quotations:
        span = quotation.speaker_span
        if span is not None and any(match.span.overlaps(span) for match in matches):
            entity = next((one.entity for one in made if one.span.overlaps(span)), None)
            silenced = any(
                match.span.start <= span.start and span.end <= match.span.end for match in matches
            )
            if entity is not None:
                quotation = msgspec.structs.replace(quotation, entity=entity, speaker=entity.name)
            elif silenced:
                quotation = msgspec.structs.replace(quotation, entity=None)
        yield quotation
