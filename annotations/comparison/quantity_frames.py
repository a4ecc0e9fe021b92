"""What a quantity is about, as far as its sentence says: whose it is, when, in which role.

Two quantities of one kind conflict only if nothing in their frames keeps them apart: the toll of
Monday and that of the year, a rate and what it was before, the dead and the children among them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from annotations.articles.article import Article, Sentences, Span
from annotations.comparison import frame_patterns as patterns
from annotations.comparison.features import STOP, fold, tokens
from annotations.comparison.units import Measured, measured
from annotations.comparison.vocabulary import DATES, NUMBER_WORDS, REPORTING_WORDS
from annotations.language.model import Analysis, Quantity

WINDOW: Final = 6
"""How many words on either side say what a quantity is about."""

Role = Literal["", "before", "change"]
"""`before`: what it was; `change`: by how much it moved; empty: what it is."""


class Side(NamedTuple):
    """An article with its sentences and what was found in them."""

    article: Article
    sentences: Sentences
    analysis: Analysis


class Frame(NamedTuple):
    """A quantity in its sentence."""

    number: int
    sentence: int
    measured: Measured
    thing: str
    """What it measures, as the analysis says: `killed`, `price`, the counted noun."""
    role: Role
    per: str
    """The unit of a rate: `day` in "500 a day"."""
    when: str
    """The date that its part of the sentence names, or empty."""
    names: frozenset[str]
    """Whom and what its part of the sentence names: `person lund`."""
    part: bool
    """Whether it is a part of a whole that the sentence names: "three of them"."""
    group: str
    """The noun of a count where it names some people among all: `child`, `soldier`."""
    ahead: bool
    """Whether it is expected or planned."""
    scope: str
    """Words that widen or narrow it: `so far`, `can`, `women`, `worldwide`."""
    subject: frozenset[str]
    """The subject of its sentence, where the quantity stands behind the verb."""
    words: frozenset[str]
    """The content words of its sentence."""
    preposition: str
    """That of a date."""
    whom: frozenset[str]
    """For whom or what it is: `truck` in "$12 for trucks"."""
    where: frozenset[str]
    """Of a share or a sum, the place or area that its part of the sentence names."""
    past: bool
    """Whether its part of the sentence names a year, which another's may not mean."""
    near: frozenset[str]
    """Content words around it."""
    way: Literal["", "up", "down"]
    """Where a change goes."""
    alone: bool
    """Whether its sentence has no other of its kind."""


_EMPTY: Final = STOP | frozenset(tokens(" ".join((*NUMBER_WORDS, *DATES, *REPORTING_WORDS))))
_ALL: Final = frozenset(
    "person people resident passenger victim inhabitant citizen soul survivor casualty".split()
)
"""Nouns for people that name no group among them."""
_SOME: Final = frozenset(
    "child woman girl boy man soldier fireman firefighter policeman officer civilian tourist pupil"
    " student crew adult teenager patient doctor journalist baby infant militant fighter attacker"
    " guard".split()
)
_GROUPS: Final = {"policeman": "officer", "fireman": "firefighter", "woman": "woman"}
_NAMED: Final = ("person", "place", "organisation", "group")


def frames(side: Side) -> list[Frame]:
    """The quantities of the report itself that can be compared, boilerplate left out."""
    quantities = side.analysis.quantities
    text = side.article.running_text
    made = [
        (number, side.sentences.at(one.span.start), measured(one, one.span.of(text)))
        for number, one in enumerate(quantities)
    ]
    kept = [
        one
        for one in made
        if one[1] >= 0 and not side.sentences.is_boilerplate(one[1]) and not one[2].unread
    ]
    kinds = Counter((sentence, _of_kind(one)) for _, sentence, one in kept)
    names = _names(side)
    return [
        _frame(side, number, sentence, value, kinds[sentence, _of_kind(value)] == 1, names)
        for number, sentence, value in kept
    ]


def _of_kind(value: Measured) -> str:
    return f"{value.kind} {value.noun}"


def _names(side: Side) -> dict[int, list[tuple[Span, str]]]:
    """By sentence, where names stand and what they are: `person lund`."""
    found: dict[int, list[tuple[Span, str]]] = {}
    for mention in side.analysis.mentions:
        if mention.type in _NAMED:
            words = fold(mention.entity.name).lower().replace(".", "").split()
            if words:
                sentence = side.sentences.at(mention.span.start)
                found.setdefault(sentence, []).append((mention.span, f"{mention.type} {words[-1]}"))
    return found


def _frame(
    side: Side,
    number: int,
    sentence: int,
    value: Measured,
    alone: bool,
    names: dict[int, list[tuple[Span, str]]],
) -> Frame:
    text, quantities = side.article.running_text, side.analysis.quantities
    one = quantities[number]
    whole = Span(*side.sentences.span(sentence))
    start, end = one.span
    before = fold(text[max(whole.start, start - 120) : start]) + " "
    after = fold(" " + text[end : min(whole.end, end + 80)])
    after = after if text[end : end + 1].isspace() else after.lstrip()
    after = (" " if text[end : end + 1].isspace() else "") + after.lstrip()
    part = _clause(side, number, whole)
    thing = one.measures
    follows = next(
        (
            q.span.start
            for q in quantities[number + 1 : number + 4]
            if q.type not in ("date", "time", "ordinal")
        ),
        whole.end,
    )
    return Frame(
        number=number,
        sentence=sentence,
        measured=value,
        thing=thing,
        role=_role(before, after, one, thing),
        per=_per(before, after),
        when=_when(side, one, part),
        names=_own_names(names.get(sentence, []), start, follows),
        whom=_whom(after),
        past=_past(side, one, part),
        part=one.type == "count" and _is_part(before, after),
        group=_group(one, after),
        ahead=bool(patterns.AHEAD.search(text, part.start, part.end)),
        scope=_scope(text[part.start : min(part.end, follows)], after),
        where=_where(text[part.start : min(part.end, follows)], one),
        subject=_subject(text, whole, start),
        words=_sentence_words(text[whole.start : min(whole.end, whole.start + 600)]),
        preposition=_preposition(before),
        near=_near(side, number, whole),
        way=_way(before, after),
        alone=alone,
    )


def _clause(side: Side, number: int, whole: Span) -> Span:
    """The part of the sentence around a quantity: up to its neighbours and to a break."""
    text, quantities = side.article.running_text, side.analysis.quantities
    span = quantities[number].span
    start, end = max(whole.start, span.start - 300), min(whole.end, span.end + 300)
    kind = quantities[number].type
    if number and quantities[number - 1].type == kind:
        start = max(start, min(quantities[number - 1].span.end, span.start))
    if number + 1 < len(quantities) and quantities[number + 1].type == kind:
        end = max(min(end, quantities[number + 1].span.start), span.end)
    for found in patterns.BREAK.finditer(text, start, span.start):
        start = found.end()
    cut = patterns.BREAK.search(text, span.end, end)
    return Span(start, cut.start() if cut else end)


def _role(before: str, after: str, one: Quantity, thing: str) -> Role:
    if one.type in ("date", "time", "ordinal"):
        return ""
    if one.type not in ("count", "measure") and patterns.HAD.search(before):
        return "before"
    if one.type != "duration" and patterns.ONCE.match(before):
        return "before"
    if patterns.BEFORE.search(before) and not (one.type == "duration" or before.endswith("after ")):
        return "before"
    if before.endswith("after ") and one.type in ("percent", "money"):
        return "before"
    if patterns.BEFORE_AFTER.match(after):
        return "before"
    level = thing in ("growth", "inflation", "premium")
    if level or one.type in ("duration", "measure", "fraction") or patterns.TO.search(before):
        return ""
    if thing == "savings" or one.type == "count":
        return "change" if patterns.BY.search(before) and thing not in ("voted",) else ""
    moved = (
        patterns.CHANGE.search(before)
        or patterns.BY.search(before)
        or patterns.CHANGE_AFTER.match(after)
    )
    return "change" if moved else ""


def _way(before: str, after: str) -> Literal["", "up", "down"]:
    """The way that the nearest word of change says, if its clause has one."""
    behind = patterns.WAY_AFTER.match(after)
    words = list(patterns.WAY.finditer(before[-60:]))
    word = behind.group(1) if behind else words[-1].group(1) if words else ""
    if not word or patterns.BREAK.search(before[-60:], words[-1].end() if words else 60):
        return ""
    return "up" if patterns.UP.fullmatch(word) else "down"


def _per(before: str, after: str) -> str:
    if found := patterns.PER.match(after):
        unit = found.group(1).lower()
        return patterns.SPELT.get(unit, unit)
    words = patterns.YEARLY.findall(before[-30:])
    if words:
        last = words[-1].lower()
        return patterns.PERIOD.get(last, patterns.SPELT.get(last, ""))
    return ""


def _when(side: Side, one: Quantity, part: Span) -> str:
    """The date that its part of the sentence names, not the one of who said so."""
    text = side.article.running_text
    if one.type in ("date", "time"):
        return ""
    best = ""
    for other in _dates(side, part):
        if patterns.SAID_ON.search(text, max(part.start, other.span.start - 40), other.span.start):
            continue
        best = (other.resolved or other.timex).split("T")[0]
    return best


def _is_part(before: str, after: str) -> bool:
    if after.startswith(" others") and patterns.WITH.search(before):
        return True
    return bool(patterns.PART.match(after) or patterns.PART_BEFORE.search(before))


def _past(side: Side, one: Quantity, part: Span) -> bool:
    if one.type in ("date", "time"):
        return False
    own = side.article.published_at[:4]
    years = [other.timex[:4] for other in _dates(side, part) if other.timex[:4].isdigit()]
    return any(year < own or not own for year in years)


def _whom(after: str) -> frozenset[str]:
    found = patterns.WHOM.match(after)
    words = tokens(found.group(1)) if found else ()
    return frozenset(word for word in words if word not in _EMPTY and not word[0].isdigit())


def _dates(side: Side, part: Span) -> list[Quantity]:
    quantities = side.analysis.quantities
    low, high = 0, len(quantities)
    while low < high:
        middle = (low + high) // 2
        if quantities[middle].span.start < part.start:
            low = middle + 1
        else:
            high = middle
    found = []
    while low < len(quantities) and quantities[low].span.start < part.end:
        if quantities[low].type == "date":
            found.append(quantities[low])
        low += 1
    return found


def _scope(part: str, after: str) -> str:
    found = set(patterns.SCOPE.findall(part.lower()))
    if patterns.FURTHER.match(after):
        found.add("further")
    return " ".join(sorted(found))


def _where(part: str, one: Quantity) -> frozenset[str]:
    if one.type not in ("percent", "fraction", "money"):
        return frozenset()
    words = tokens(fold(" ".join(patterns.WHERE.findall(part))))
    return frozenset(word for word in words if word not in _EMPTY and not word[0].isdigit())


def _subject(text: str, whole: Span, start: int) -> frozenset[str]:
    """The head of what stands before the first verb, if the quantity stands behind that."""
    lead = text[whole.start : min(start, whole.start + 120)]
    verb = patterns.VERB.search(lead)
    if verb is None:
        return frozenset()
    phrase = fold(lead[: verb.start()])
    cut = patterns.CUT.search(phrase)
    head = phrase[: cut.start()] if cut and cut.start() else phrase
    if head.strip().lower() in ("he", "she"):
        return frozenset((head.strip().lower(),))
    return frozenset(word for word in tokens(head) if word not in _EMPTY and not word[0].isdigit())


@lru_cache(maxsize=1024)
def _sentence_words(text: str) -> frozenset[str]:
    return frozenset(word for word in tokens(fold(text)) if word not in _EMPTY)


def _preposition(before: str) -> str:
    found = patterns.PREPOSITIONS.search(before)
    word = found.group(1).lower() if found else ""
    return "" if word in ("in", "on", "at", "during") else word


_AFTER_REACH: Final = 45
_REACH: Final = 110


def _own_names(names: list[tuple[Span, str]], start: int, follows: int) -> frozenset[str]:
    """The names near it; of each sort the nearest that stands before it, if any does."""
    first = bisect_left(names, ((start - _REACH, 0), ""))
    near = names[first : bisect_left(names, ((start + _REACH, 0), ""))]
    kept: dict[str, str] = {}
    for span, name in sorted(near, key=lambda one: one[0].start, reverse=True):
        sort = name.partition(" ")[0]
        if span.start < start:
            kept.setdefault(sort, name)
    for span, name in near:
        if span.start - start > _AFTER_REACH or span.start > follows:
            continue
        kept.setdefault(name.partition(" ")[0], name)
    return frozenset(kept.values())


def _group(one: Quantity, after: str) -> str:
    noun = one.unit.lower() if one.type == "count" else ""
    words = re.findall(r"[a-z]+", after[:40].lower())[:2] if not noun else []
    for word in words:
        if word.rstrip("s") in _SOME:
            noun = word.rstrip("s")
    return _GROUPS.get(noun, noun) if noun in _SOME else ""


def _near(side: Side, number: int, whole: Span) -> frozenset[str]:
    """The content words beside it, of its own clause if that has any."""
    text, quantities = side.article.running_text, side.analysis.quantities
    span = quantities[number].span
    follows = quantities[number + 1].span.start if number + 1 < len(quantities) else whole.end
    start = max(whole.start, span.start - 200)
    before = text[start : span.start]
    after = text[span.end : max(min(whole.end, follows, span.end + 200), span.end)]
    clause = re.split(r"[,;:()—–]\s*", before)[-1]
    if number and quantities[number - 1].span.end > span.start - len(clause):
        clause = ""
    found = _content(clause, re.split(r"[,;:()—–]\s*", after)[0])
    return found or _content(before, after)


def _content(before: str, after: str) -> frozenset[str]:
    words = tokens(fold(before))[-WINDOW:] + tokens(fold(after))[:WINDOW]
    return frozenset(word for word in words if word not in _EMPTY and not word[0].isdigit())
