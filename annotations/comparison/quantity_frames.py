"""What a quantity is about, as far as its sentence says: whose it is, when, in which role.

Two quantities of one kind conflict only if nothing in their frames keeps them apart: the toll of
Monday and that of the year, a rate and what it was before, the dead and the children among them.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from annotations.articles.article import Article, Sentences, Span
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
    near: frozenset[str]
    """Content words around it."""
    alone: bool
    """Whether its sentence has no other of its kind."""


_MODIFIERS: Final = (
    r"(?:(?:about|around|some|nearly|almost|at least|at most|more than|less than|fewer than|up to"
    r"|over|under|roughly|approximately|just|only|an? (?:estimated|additional|further)|another|as"
    r" (?:many|much|long|high) as|close to|a total of|the|an?|its|their) )*$"
)
_MOVES: Final = (
    r"(?:ro[sd]e|risen|rises|rise|rising|f[ae]ll|fallen|falls|falling|increas\w+|decreas\w+|climb\w*"
    r"|dropp\w+|drops?|declin\w+|gr[eo]w|grown|growing|cut|cuts|cutting|lower\w*|rais\w+|jump\w*"
    r"|surg\w+|slid|slipp\w+|gain\w*|lost|lose|advanc\w+|narrow\w*|widen\w*|up|down|slow\w*|shr[aiu]nk"
    r"|trimm\w+|boost\w*|lift\w*|reduc\w+|improv\w+|edg\w+|dipp\w+|plung\w+|soar\w*|tumbl\w+"
    r"|shed|added|hik\w+|eas\w+|went)"
)
_BEFORE: Final = re.compile(
    rf"(?:\b{_MOVES}\b[^,;]{{0,60}}\bfrom |\b(?:up|down) from |\bfrom (?=[^,;]*$)(?<=\bfrom )"
    rf"|\b(?:compared"
    rf" (?:with|to)|against|versus|earlier|previous|previously|had been|instead of|not"
    rf"|after) ){_MODIFIERS}",
    re.IGNORECASE,
)
_ONCE: Final = re.compile(
    r"(?:Before|Earlier|Previously|In the last|At the last|A year (?:ago|earlier)"
    r"|The (?:earlier|previous"
    r"|old|first)|Until now)\b"
)
_BEFORE_AFTER: Final = re.compile(
    r"\W{0,2}(?:\w+ )?(?:last (?:year|month|week|quarter)|a (?:year|month|week) (?:earlier"
    r"|ago|before)"
    r"|the (?:year|month|day) before|previously|earlier|the previous \w+|before the)",
    re.IGNORECASE,
)
_CHANGE: Final = re.compile(
    rf"(?:\b{_MOVES} (?:by |another |a further )?|\b(?:increase|decrease|rise|fall|drop"
    rf"|decline|gain"
    rf"|cut|jump|hike|loss|reduction) of ){_MODIFIERS}",
    re.IGNORECASE,
)
_BY: Final = re.compile(rf"\b{_MOVES}\b[^.;]{{0,60}}\bby {_MODIFIERS}", re.IGNORECASE)
_CHANGE_AFTER: Final = re.compile(
    r"[ -](?:pay |wage )?(?:increase|decrease|rise|fall|drop|decline|gain|cut|jump|hike"
    r"|higher|lower"
    r"|more|less|fewer|up|down|above|below)(?!\w)",
    re.IGNORECASE,
)
_TO: Final = re.compile(
    rf"\b(?:to|at|stood at|reached|is|was|were|are) {_MODIFIERS}", re.IGNORECASE
)
_PER: Final = re.compile(
    r"[^\w,;.]{0,2}(?:\w+ )?(?:an?|per|each|every|/) ?(share|year|day|week|month|hour|litre|liter"
    r"|barrel|gallon|tonne?|head|person|capita|kilo|kilogram|unit|ounce|bushel|game|match|night)(?!\w)",
    re.IGNORECASE,
)
_YEARLY: Final = re.compile(r"\b(annual|annually|yearly|daily|weekly|monthly)\b", re.IGNORECASE)
_PERIOD: Final = {"annual": "year", "annually": "year", "yearly": "year", "daily": "day"}
_SPELT: Final = {"liter": "litre", "ton": "tonne", "weekly": "week", "monthly": "month"}
_PART: Final = re.compile(
    r"(?: (?:others?|more|further))(?!\w)|(?:,? \w+)? (?:of (?:them|those|whom|these"
    r"|the (?:\d|two|three|four|five"
    r"|six|seven|eight|nine|ten|dead|victims|injured|killed|suspects)|\d)|were among|are among)",
    re.IGNORECASE,
)
_PART_BEFORE: Final = re.compile(rf"\b(?:including|among them|of whom|of them) {_MODIFIERS}", re.I)
_SAID_ON: Final = re.compile(
    r"\b(?:said|told|says|announced|reported|confirmed|statement|added|wrote)(?: \w+){0,3}?"
    r"(?: on| late| early| late on)? ?$",
    re.IGNORECASE,
)
_AHEAD: Final = re.compile(
    r"\b(?:will|would|plans?|planned|to be|expected|expects?|forecast\w*|could|may|might|aims?"
    r"|proposed?|asked|asks?|demand\w*|by 20\d\d)\b",
    re.IGNORECASE,
)
_BREAK: Final = re.compile(r"[;:()—]|, (?:and|but|while|with)\b|,? (?:while|but|whereas)\b")
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
            if q.type not in ("date", "time")
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
        part=one.type == "count" and bool(_PART.match(after) or _PART_BEFORE.search(before)),
        group=_group(one, after),
        ahead=bool(_AHEAD.search(text, part.start, part.end)),
        scope=" ".join(
            sorted(set(_SCOPE.findall(text[part.start : min(part.end, follows)].lower())))
        ),
        subject=_subject(text, whole, start),
        words=_sentence_words(text[whole.start : min(whole.end, whole.start + 600)]),
        preposition=_preposition(before),
        near=_near(side, number, whole),
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
    for found in _BREAK.finditer(text, start, span.start):
        start = found.end()
    cut = _BREAK.search(text, span.end, end)
    return Span(start, cut.start() if cut else end)


def _role(before: str, after: str, one: Quantity, thing: str) -> Role:
    if one.type in ("date", "time", "ordinal"):
        return ""
    if one.type != "duration" and _ONCE.match(before):
        return "before"
    if _BEFORE.search(before) and not (one.type == "duration" or before.endswith("after ")):
        return "before"
    if before.endswith("after ") and one.type in ("percent", "money"):
        return "before"
    if _BEFORE_AFTER.match(after):
        return "before"
    level = thing in ("growth", "inflation", "premium")
    if level or one.type in ("duration", "measure", "fraction") or _TO.search(before):
        return ""
    if thing == "savings" or one.type == "count":
        return "change" if _BY.search(before) and thing not in ("voted",) else ""
    moved = _CHANGE.search(before) or _BY.search(before) or _CHANGE_AFTER.match(after)
    return "change" if moved else ""


def _per(before: str, after: str) -> str:
    if found := _PER.match(after):
        unit = found.group(1).lower()
        return _SPELT.get(unit, unit)
    words = _YEARLY.findall(before[-30:])
    if words:
        last = words[-1].lower()
        return _PERIOD.get(last, _SPELT.get(last, ""))
    return ""


def _when(side: Side, one: Quantity, part: Span) -> str:
    """The date that its part of the sentence names, not the one of who said so."""
    text = side.article.running_text
    if one.type in ("date", "time"):
        return ""
    best = ""
    for other in _dates(side, part):
        if _SAID_ON.search(text, max(part.start, other.span.start - 40), other.span.start):
            continue
        best = (other.resolved or other.timex).split("T")[0]
    return best


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


_SCOPE: Final = re.compile(
    r"\b(so far|can|worldwide|in all|women|men|children|adults|under|old|new|first|second"
    r"|third|male"
    r"|female|until|since|exports?|imports?|night|noon|dawn|maximum|minimum|average|record)\b"
)
_VERB: Final = re.compile(
    r"\b(?:is|was|are|were|has|have|had|will|would|can|could|may|might|did|does|said|says|cost|costs"
    r"|paid|won|lost|got|took|takes|rose|fell|grew|sold|bought|made|makes|ran|runs|earns?|holds?"
    r"|stood|stands|began|employs|[a-z]{2,}ed)\b"
)
_CUT: Final = re.compile(
    r"\b(?:of|in|on|from|to|at|with|for|near|by|who|which|that|off|aboard)\b|,"
)


def _subject(text: str, whole: Span, start: int) -> frozenset[str]:
    """The head of what stands before the first verb, if the quantity stands behind that."""
    lead = text[whole.start : min(start, whole.start + 120)]
    verb = _VERB.search(lead)
    if verb is None:
        return frozenset()
    phrase = fold(lead[: verb.start()])
    cut = _CUT.search(phrase)
    head = phrase[: cut.start()] if cut and cut.start() else phrase
    if head.strip().lower() in ("he", "she"):
        return frozenset((head.strip().lower(),))
    return frozenset(word for word in tokens(head) if word not in _EMPTY and not word[0].isdigit())


@lru_cache(maxsize=1024)
def _sentence_words(text: str) -> frozenset[str]:
    return frozenset(word for word in tokens(fold(text)) if word not in _EMPTY)


_PREPOSITIONS: Final = re.compile(
    r"\b(in|on|since|until|till|by|from|to|at|before|after|during|through)"
    r" (?:the |early |late |mid-|about |around )*$",
    re.IGNORECASE,
)


def _preposition(before: str) -> str:
    found = _PREPOSITIONS.search(before)
    word = found.group(1).lower() if found else ""
    return "" if word in ("in", "on", "at", "during") else word


_AFTER_REACH: Final = 45
_REACH: Final = 110


def _own_names(names: list[tuple[Span, str]], start: int, follows: int) -> frozenset[str]:
    """The names near it; of each sort the nearest that stands before it, if any does."""
    near = [one for one in names if abs(one[0].start - start) <= _REACH]
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
