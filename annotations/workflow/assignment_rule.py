"""Assigning by rule: everything to somebody, a share to more than one, evenly by sentences.

The same project, articles, people and rule always give the same plan, on every machine and in
whatever order they come: what is left to chance is drawn by a hash of the project's id.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import blake2b
from itertools import combinations
from typing import Final, Literal, NamedTuple

import msgspec

from annotations.errors import StoryError

Together = Literal["article", "story", "source", "date"]
"""What stays with one person: an article, or all of one story, publisher, or day."""


class Work(NamedTuple):
    """An article that shall be labelled."""

    article_id: str
    title: str
    sentences: int
    """Its body, boilerplate not counted."""
    story: str
    source: str
    date: str
    """`YYYY-MM-DD`, or empty."""


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """How articles are given out."""

    overlap: int = 1
    """People that have each article."""
    double: float = 0.0
    """Share of what stays together that one person more has, so that agreement can be told."""
    together: Together = "story"


class Share(NamedTuple):
    """What one person gets."""

    person: str
    articles: int
    sentences: int
    doubles: int
    """Articles that somebody else has, too."""


class Plan(NamedTuple):
    """Whose each article shall be."""

    people: Mapping[str, tuple[str, ...]]
    """By article."""
    shares: tuple[Share, ...]
    doubled: int
    """Articles that two or more have."""


_PART: Final = {
    "article": lambda one: one.article_id,
    "story": lambda one: one.story or one.article_id,
    "source": lambda one: one.source,
    "date": lambda one: one.date,
}


def planned(
    work: Iterable[Work],
    people: Sequence[str],
    rule: Rule,
    seed: str,
    known: Mapping[str, Collection[str]] | None = None,
) -> Plan:
    """Whose each article shall be by a rule.

    The largest parts are given out first, each to those who have least so far: afterwards two
    people are at most the largest part apart, where nothing was given out before. Who is equal
    gets the part that brings pairs of people together that share least.

    Args:
        work: The articles; twice the same counts once.
        people: Ids of those who label.
        rule: How.
        seed: The project's id.
        known: Whose articles are already, by article: they keep them, and it counts for them.

    Raises:
        StoryError: If the rule cannot be kept: nobody, more people an article than there are.
    """
    everyone = sorted(set(people))
    _check(rule, everyone)
    parts = _parts(work, rule.together)
    before = known or {}
    drawn = _doubled(parts, rule, seed, everyone, before)
    plan = _Giving(everyone, seed)
    for name in sorted(parts, key=lambda one: (-_size(parts[one]), _lot(seed, one))):
        here = _having(parts[name], everyone, before)
        plan.give(name, parts[name], rule.overlap + (name in drawn), here)
    return plan.plan()


def by_hand(work: Iterable[Work], people: Sequence[str]) -> Plan:
    """That everybody named has every article."""
    each = {one.article_id: one for one in work}
    everyone = tuple(sorted(set(people)))
    sentences, doubles = _size(each.values()), len(each) if len(everyone) > 1 else 0
    shares = tuple(Share(person, len(each), sentences, doubles) for person in everyone)
    return Plan(dict.fromkeys(each, everyone), shares, doubles)


def _check(rule: Rule, people: Collection[str]) -> None:
    if not people:
        raise StoryError("There is nobody to assign to: name people with --to.")
    if rule.overlap < 1 or not 0 <= rule.double <= 1:
        raise StoryError("An article has one person or more, and a share is from 0 to 1.")
    most = rule.overlap + (rule.double > 0)
    if most > len(people):
        raise StoryError(
            f"{most} people an article are more than there are ({len(people)}): name more with "
            "--to, or ask for less."
        )


def _parts(work: Iterable[Work], together: Together) -> dict[str, list[Work]]:
    each = {one.article_id: one for one in work}
    parts: dict[str, list[Work]] = {}
    for id_ in sorted(each):
        parts.setdefault(_PART[together](each[id_]), []).append(each[id_])
    return parts


def _having(
    part: Iterable[Work], people: Iterable[str], known: Mapping[str, Collection[str]]
) -> list[str]:
    """Who has something of a part already."""
    has = {person for one in part for person in known.get(one.article_id, ())}
    return [one for one in people if one in has]


def _doubled(
    parts: Mapping[str, Sequence[Work]],
    rule: Rule,
    seed: str,
    people: Sequence[str],
    known: Mapping[str, Collection[str]],
) -> frozenset[str]:
    """The parts that one person more has: so many by lot, to the nearest.

    First those that so many have already.
    """
    number = int(len(parts) * rule.double + 0.5)

    def turn(name: str) -> tuple[bool, bytes]:
        enough = len(_having(parts[name], people, known)) > rule.overlap
        return not enough, _lot(f"{seed} double", name)

    return frozenset(sorted(parts, key=turn)[:number])


def _size(part: Iterable[Work]) -> int:
    return sum(one.sentences for one in part)


def _lot(seed: str, name: str) -> bytes:
    return blake2b(f"{seed}\n{name}".encode("utf-8", "surrogatepass"), digest_size=8).digest()


class _Giving:
    """Gives parts out, and knows who has how much."""

    def __init__(self, people: Sequence[str], seed: str) -> None:
        self._seed = seed
        self._load = dict.fromkeys(people, 0)
        self._pairs: Counter[tuple[str, str]] = Counter()
        self._people: dict[str, tuple[str, ...]] = {}
        self._articles: dict[str, list[Work]] = {person: [] for person in people}

    def give(self, name: str, part: Sequence[Work], number: int, has: Sequence[str]) -> None:
        chosen = list(has)
        while len(chosen) < number:
            chosen.append(
                min(self._load.keys() - set(chosen), key=lambda who: self._turn(who, chosen, name))
            )
        for pair in combinations(sorted(chosen), 2):
            self._pairs[pair] += 1
        for person in chosen:
            self._load[person] += _size(part)
            self._articles[person] += part
        for one in part:
            self._people[one.article_id] = tuple(sorted(chosen))

    def _turn(self, who: str, chosen: Sequence[str], name: str) -> tuple[int, int, bytes]:
        met = sum(self._pairs[min(who, one), max(who, one)] for one in chosen)
        return self._load[who], met, _lot(self._seed, f"{name} {who}")

    def plan(self) -> Plan:
        shares = []
        for person, articles in self._articles.items():
            doubles = sum(len(self._people[one.article_id]) > 1 for one in articles)
            shares.append(Share(person, len(articles), _size(articles), doubles))
        doubled = sum(len(people) > 1 for people in self._people.values())
        return Plan(self._people, tuple(shares), doubled)
