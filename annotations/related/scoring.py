"""How much two articles have in common that only reports of one event have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from math import exp, log, sqrt
from typing import Final, Literal

import msgspec

from annotations.related.door import Door
from annotations.related.profile import Kind, Profile

ReasonKind = Literal["names", "quantities", "title", "words", "phrases", "dates", "lead"]


class Reason(msgspec.Struct, frozen=True):
    """One thing that two articles share."""

    kind: ReasonKind
    weight: float
    """What it adds to the score."""
    items: tuple[str, ...] = ()
    """What is shared, the rarest first; of `phrases` nothing."""
    number: int = 0
    """How many there are."""


class Score(msgspec.Struct, frozen=True):
    """How close two articles are."""

    value: float
    contained: float
    """The part of the five-word runs of the shorter one that stand in the other, 0 to 1."""
    reasons: tuple[Reason, ...] = ()

    @property
    def is_copy(self) -> bool:
        """Whether one is a copy of the other, or both are of one text of an agency."""
        return self.contained >= COPIED


COPIED: Final = 0.5
"""The part of runs from which on two reports are one text."""
NAMES: Final = 1.8
"""What names add at most: the same people do many things."""
BELOW: Final = 0.6
"""How many times less a name adds for each of the two that does not have it at its beginning."""
OTHERS: Final = -0.8
"""What it adds if the two begin with names and none of them is the same."""
FORM: Final = 1.2
"""How many times what names add title, words and phrases may add together: a desk writes of
another company's results in the same words."""
NAMED: Final = 0.5
"""What names must add at least: the same kind of event elsewhere shares the words."""
WORDS: Final = 4.0
"""What the cosine of all words is multiplied with."""
TITLE: Final = 0.25
"""What each word of both titles adds, by its rarity."""
SAME_DAY: Final = 0.6
OTHER_DAY: Final = -0.8
OTHER_DAYS: Final = -1.5
"""What it adds if both name one day on which it happened, if one of them names the other's too,
or if neither does: the same people on another day."""
NEXT_DAY: Final = 0.2
"""Where the day of neither is known: what they add that appeared on one day, or lose for each day
between them beyond the first."""
PHRASES: Final = 2.5
"""What the root of the part of five-word runs in common is multiplied with."""
_FEWEST: Final = 10
"""Runs that a text has at least for its copies to be told."""
_BEGINS: Final = 0.25
"""The part of the runs of both first halves that copies share at least."""
_AROUND: Final = 1_000
"""Articles that are thought to be around a small corpus, so that its words count as rare too."""
_OF_TYPE: Final[Mapping[Kind, float]] = {
    "person": 1.0,
    "organisation": 1.0,
    "facility": 1.0,
    "event": 1.0,
    "name": 1.0,
    "place": 1.0,
    "group": 0.5,
}


def rarity(term: str, door: Door) -> float:
    """How rare a term is, from 0 (in every article) to 1 (in one): its IDF by the largest one."""
    total = door.total + _AROUND
    occurs = max(door.frequency(term), 1)
    return max(log(total / (occurs + 0.5)) / log(total / 1.5), 0.0)


def score(a: Profile, b: Profile, door: Door) -> Score:
    """What two articles have in common; the same whichever comes first."""
    names = _names(a, b, door)
    form = [_title(a, b, door), _words(a, b, door), _phrases(a, b)]
    scale = min(1.0, FORM * names.weight / (sum(one.weight for one in form) or 1.0))
    form = [msgspec.structs.replace(one, weight=round(one.weight * scale, 6)) for one in form]
    every = (names, _quantities(a, b, door), *form, _dates(a, b), _lead(a, b))
    reasons = tuple(reason for reason in every if reason.weight or reason.number)
    value = sum(reason.weight for reason in reasons)
    if names.weight < NAMED:
        value = min(value, 0.0)
    begins = _contained(a.lead_runs, b.lead_runs) >= _BEGINS
    contained = _contained(a.runs, b.runs) if begins else 0.0
    return Score(round(value, 6), contained, reasons)


def _names(a: Profile, b: Profile, door: Door) -> Reason:
    shared = a.names.keys() & b.names.keys()
    weights = {
        name: rarity(name, door)
        * min(_OF_TYPE[a.names[name]], _OF_TYPE[b.names[name]])
        * (BELOW ** (2 - (name in a.lead) - (name in b.lead)))
        for name in shared
    }
    found = _reason("names", weights, 1.0)
    return msgspec.structs.replace(found, weight=round(NAMES * (1 - exp(-found.weight / NAMES)), 6))


def _lead(a: Profile, b: Profile) -> Reason:
    """Whether both begin with names, and with none that is the same."""
    return Reason("lead", OTHERS if a.lead and b.lead and not a.lead & b.lead else 0.0)


def _quantities(a: Profile, b: Profile, door: Door) -> Reason:
    weights = {}
    for key in a.quantities.keys() & b.quantities.keys():
        number = key.split()[1]
        weights[key] = _tells(number) * rarity(number, door)
    return _reason("quantities", weights, 0.6)


def _tells(number: str) -> float:
    """How much a number tells: one of many digits is hardly met by chance."""
    digits = len(number.replace(".", "").strip("0"))
    return (0.0, 0.3, 0.7, 1.0)[min(digits, 3)]


def _title(a: Profile, b: Profile, door: Door) -> Reason:
    weights = {word: rarity(word, door) for word in a.title & b.title}
    return _reason("title", weights, TITLE)


def _words(a: Profile, b: Profile, door: Door) -> Reason:
    """The cosine of all words, names included, each by its weight and rarity."""
    one, other = _vector(a, door), _vector(b, door)
    shared = {word: x * other[word] for word, x in one.items() if word in other}
    cosine = sum(shared[word] for word in sorted(shared))
    told = [word for word in _rarest(shared) if word in a.words and word in b.words]
    return Reason("words", round(cosine * WORDS, 6), tuple(told[:8]), len(told))


def _vector(profile: Profile, door: Door) -> dict[str, float]:
    vector = {word: (1 + log(x)) * rarity(word, door) ** 2 for word, x in profile.words.items()}
    length = sqrt(sum(x * x for x in sorted(vector.values()))) or 1.0
    return {word: x / length for word, x in vector.items()}


def _phrases(a: Profile, b: Profile) -> Reason:
    part = _contained(a.lead_runs, b.lead_runs)
    return Reason("phrases", round(PHRASES * sqrt(part), 6), (), len(a.runs & b.runs))


def _contained(a: frozenset[int], b: frozenset[int]) -> float:
    """The part of the runs of the shorter one that the other has; 0 for a mere line of text."""
    fewer = min(len(a), len(b))
    return len(a & b) / fewer if fewer >= _FEWEST else 0.0


def _dates(a: Profile, b: Profile) -> Reason:
    """The day on which it happened: the same, or another than the other names or can know of."""
    if a.days and b.days:
        if a.days[0] == b.days[0]:
            return Reason("dates", SAME_DAY, (date.fromordinal(a.days[0]).isoformat(),), 1)
        in_both = (a.days[0] in b.days) + (b.days[0] in a.days)
        soft = in_both == 1 or (in_both == 0 and (a.only_said or b.only_said))
        return Reason("dates", OTHER_DAY if soft else 0.0 if in_both else OTHER_DAYS)
    for one, other in ((a, b), (b, a)):
        if one.days and other.day is not None and one.days[0] > other.day:
            return Reason("dates", OTHER_DAY if one.only_said else OTHER_DAYS)
    if a.day is None or b.day is None:
        return Reason("dates", 0.0)
    return Reason("dates", round(NEXT_DAY * (1 - abs(a.day - b.day)), 6))


def _reason(kind: ReasonKind, weights: Mapping[str, float], each: float) -> Reason:
    rarest = _rarest(weights)
    total = sum(weights[item] for item in rarest) * each
    return Reason(kind, round(total, 6), tuple(rarest), len(rarest))


def _rarest(weights: Mapping[str, float]) -> list[str]:
    items: Iterable[str] = (item for item, weight in weights.items() if weight > 0)
    return sorted(items, key=lambda item: (-weights[item], item))
