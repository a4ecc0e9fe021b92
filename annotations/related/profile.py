"""What an article says that others about the same event say too: names, quantities, phrases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final, Literal
from zlib import crc32

import msgspec

from annotations.articles.article import Article, Span
from annotations.articles.signature import READ, STOP, signature_of, stem
from annotations.language.analysis import Analysis, analyse

Kind = Literal["person", "organisation", "place", "group", "event", "facility", "name"]
"""The type of a name; `name` where the rules know none."""

RUN: Final = 5
"""Words in a run."""
_WORD: Final = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_NAME: Final = re.compile(r"[^\W\d_]{3,}")
_BEGINS: Final = re.compile(r"(?:^|[.!?:\n\"“”‘(\-–—])\s*[\"“‘(]?$")
_NOT_THEN: Final = re.compile(r"\b(?:until|since|from|before|by|next)\s*$")
_SAID: Final = re.compile(r"\b(?:said|says|told|reported|announced)(?: \w+)?(?: (?:on|late))?\s*$")
_LEAD: Final = 300
"""Characters of the beginning of a short article; of a longer one it is a quarter."""
_NEAR: Final = 9
"""Days around its own on which what an article reports may have happened."""
_TELLING: Final = ("count", "money", "percent", "measure", "fraction", "duration")


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """An article as `related` compares it."""

    article_id: str
    day: int | None = None
    """Of publication, as the proleptic ordinal of the Gregorian calendar; None if unknown."""
    names: Mapping[str, Kind] = msgspec.field(default_factory=dict)
    """Words of names, in lower case without the ending of a plural, and of what type each is."""
    spelled: Mapping[str, str] = msgspec.field(default_factory=dict)
    """Each of `names` as it is written in full."""
    quantities: Mapping[str, str] = msgspec.field(default_factory=dict)
    """Kind and value (`count 214`), with how it is written."""
    title: frozenset[str] = frozenset()
    """Words of the title that say something, names included."""
    words: Mapping[str, float] = msgspec.field(default_factory=dict)
    """Other words, with what each weighs in the article."""
    days: tuple[int, ...] = ()
    """The days that it names near its own as ones on which something happened (not on which
    somebody said so), in order. A weekday is the last such one: `on Monday` in a report that
    does not say of which week is hardly ever a matter of the future."""
    only_said: bool = False
    """Whether the first of them is just the day on which somebody said so."""
    lead: frozenset[str] = frozenset()
    """Those of `names` in its title or at its beginning: whom and what it is about."""
    runs: frozenset[int] = frozenset()
    """Hashes of its runs of five words."""
    lead_runs: frozenset[int] = frozenset()
    """Those of the first half: the background further down returns in every report of a topic."""


def profile_of(article: Article, analysis: Analysis | None = None) -> Profile:
    """The profile of an article: of the beginning of its report, without boilerplate.

    Args:
        article: Its text, title and date.
        analysis: What was found in it, if that is known.
    """
    found = analysis or analyse(article)
    text = _without(article.running_text[:READ], article.boilerplate)
    signature = signature_of(text, article.title)
    weights = dict(zip(signature.words, signature.weights, strict=True))
    names, spelled = _names(text, article.title, found)
    titled = set(signature_of(article.title).words)
    day = day_of(article.published_at)
    days = list(_days(text, found, day))
    return Profile(
        article_id=article.id,
        day=day,
        names=names,
        spelled=spelled,
        quantities=dict(_quantities(text, found)),
        title=frozenset(titled),
        words={word: float(weight) for word, weight in weights.items() if word not in names},
        days=tuple(dict.fromkeys(day_ for day_, _ in days)),
        only_said=bool(days) and days[0][1],
        lead=frozenset(names.keys() & (titled | _stems(text[: max(_LEAD, len(text) // 4)]))),
        runs=frozenset(runs_of(text)),
        lead_runs=frozenset(runs_of(text[: len(text) // 2])),
    )


def day_of(moment: str) -> int | None:
    """The day of an ISO 8601 date or time as a number; None if no whole date is known."""
    try:
        return date.fromisoformat(moment[:10]).toordinal()
    except ValueError:
        return None


def runs_of(text: str) -> Iterator[int]:
    """A hash of every run of five words, in order; the same on every machine."""
    words = _WORD.findall(text.lower())
    for at in range(len(words) - RUN + 1):
        yield crc32(" ".join(words[at : at + RUN]).encode("utf-8", "surrogatepass"))


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with those parts blanked, so that offsets hold."""
    for start, end in spans:
        if start < len(text):
            end = min(end, len(text))
            text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def _names(text: str, title: str, found: Analysis) -> tuple[dict[str, Kind], dict[str, str]]:
    """Words of names: those of mentions by their type, and others with a capital inside."""
    spoken = set(_NAME.findall(text))
    names: dict[str, Kind] = {}
    spelled: dict[str, str] = {}
    for mention in found.mentions:
        if (
            mention.type in ("date", "time")
            or not text[mention.span.start : mention.span.end].strip()
        ):
            continue
        opening = _opening(text, mention.span)
        for word in _NAME.findall(mention.entity.name):
            if _says_something(word) and word.lower() not in spoken and word != opening:
                names.setdefault(stem(word.lower()), mention.type)  # type: ignore[arg-type]
                if spelled.get(stem(word.lower()), "X").isupper():  # as datelines have it
                    spelled[stem(word.lower())] = mention.entity.name
    for match in _NAME.finditer(text):
        word = match.group()
        lower = word.lower()
        if word == lower or lower in spoken or not _says_something(word):
            continue
        if _BEGINS.search(text[max(match.start() - 4, 0) : match.start()]):
            continue
        if names.setdefault(stem(lower), "name") == "name":
            spelled.setdefault(stem(lower), word)
    return names, spelled


def _opening(text: str, span: Span) -> str:
    """The word with which a mention begins a sentence, where it has others: `Carmaker` or `Ivo`.

    That is a name only if it stands elsewhere too.
    """
    if not _BEGINS.search(text[max(span.start - 4, 0) : span.start]):
        return ""
    words = _NAME.findall(span.of(text))
    return words[0] if len(words) > 1 else ""


def _says_something(word: str) -> bool:
    return word.lower() not in STOP


def _stems(text: str) -> set[str]:
    return {stem(word.lower()) for word in _NAME.findall(text)}


def _days(text: str, found: Analysis, day: int | None) -> Iterator[tuple[int, bool]]:
    """The days near its own, each with whether it is just when somebody said so.

    Such a day counts only as the first one: then it is the day of the news.
    """
    is_first = True
    for one in found.quantities:
        named = day_of(one.resolved) if one.type == "date" and len(one.resolved) == 10 else None
        if named is None or (day is not None and abs(named - day) > _NEAR):
            continue
        before = text[max(one.span.start - 30, 0) : one.span.start]
        was_said = bool(_SAID.search(before))
        if not _NOT_THEN.search(before) and (is_first or not was_said):
            yield (named if day is None else day - (day - named) % 7), was_said
            is_first = False


def _quantities(text: str, found: Analysis) -> Iterator[tuple[str, str]]:
    for one in found.quantities:
        if one.type in _TELLING and one.value is not None and one.span.end <= len(text):
            unit = one.unit if one.type in ("money", "measure", "duration") else ""
            if one.value < 13 and one.type == "count":
                unit = one.measures or one.unit
            key = f"{one.type} {one.value:g} {unit}".strip()
            if written := " ".join(one.span.of(text).split()):  # else it is in boilerplate
                yield key, written
