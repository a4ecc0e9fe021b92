"""Who shall label which article, as statements about an article and a person: advice, no rule.

Of kind `assign` a lead says it of anybody; of kind `claim` everybody says it of themselves. Both
are about `ARTICLE PERSON`, and have the article's `title` for people; `assign` has `how`, too:
`hand` or `rule`. Without a value it is withdrawn. A story is assigned by its articles.

A team's database takes kinds that begin with `assign` from leads alone. Over files everybody's
signature says who said it. Nobody is hindered by any of it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Final, Literal, NamedTuple

import msgspec

from annotations.store.article_versions import newest, successors
from annotations.store.events import Statement
from annotations.store.protocol import Store

ASSIGN: Final = "assign"
CLAIM: Final = "claim"
KINDS: Final = frozenset({ASSIGN, CLAIM})

MOST_LETTERS: Final = 200
"""Of a title that is kept with it."""

How = Literal["hand", "rule"]
"""Whether somebody chose who gets it, or a rule did."""

_PERSON: Final = re.compile("u-[0-9a-f]{4,40}")
_LONGEST: Final = 100
"""Letters of an article's id that are looked at."""


class Held(NamedTuple):
    """That an article is somebody's to label."""

    article: str
    """Its id, or that of the earlier version that it was said of."""
    person: str
    by: str
    """Who said so."""
    at: str
    is_claim: bool

    @property
    def statement(self) -> Statement:
        """What takes it back."""
        return Statement(CLAIM if self.is_claim else ASSIGN, f"{self.article} {self.person}")


class Assignments(msgspec.Struct, frozen=True):
    """Whose each article is."""

    held: Mapping[str, tuple[Held, ...]] = {}
    """By article, newest version: the oldest first; somebody may have it for two reasons."""

    def of(self, person: str) -> frozenset[str]:
        """The articles of somebody."""
        ids = (id_ for id_, all_ in self.held.items() if any(one.person == person for one in all_))
        return frozenset(ids)

    def people(self, article_id: str) -> tuple[str, ...]:
        """Whose an article is, each person once."""
        return tuple(dict.fromkeys(one.person for one in self.held.get(article_id, ())))

    def claimed_by(self, person: str) -> frozenset[str]:
        """The articles that somebody took themselves."""
        return frozenset(
            id_
            for id_, all_ in self.held.items()
            if any(one.person == person and one.is_claim for one in all_)
        )


NOBODYS: Final = Assignments()
"""Nothing is anybody's."""


def parsed(about: str) -> tuple[str, str] | None:
    """Article and person that a statement is about; None if no version writes such a thing."""
    article, _, person = about.partition(" ")
    is_one = article.isprintable() and 0 < len(article) <= _LONGEST
    return (article, person) if is_one and _PERSON.fullmatch(person) else None


def read_assignments(store: Store) -> Assignments:
    """Whose articles are; the next version of an article is theirs, too.

    A claim counts only if its person made it. What no version could have written is left out.

    Raises:
        StoreError: If the project cannot be read.
    """
    found: dict[str, dict[tuple[str, bool], Held]] = {}
    for kind in (ASSIGN, CLAIM):
        for about, heads in store.statements(kind).items():
            if (pair := parsed(about)) is None:
                continue
            article, person = pair
            claim = kind == CLAIM
            said = [one for one in heads if not claim or one.person == person]
            if said:
                first = said[0]
                held = Held(article, person, first.person, first.at, claim)
                found.setdefault(article, {})[person, claim] = held
    if not found:
        return NOBODYS
    later = successors(store)
    for article in list(found) if later else ():
        if (new := newest(article, later)) != article:
            for key, held in found[article].items():
                found.setdefault(new, {}).setdefault(key, held)
    return Assignments({id_: _in_order(by.values()) for id_, by in found.items()})


def _in_order(held: Collection[Held]) -> tuple[Held, ...]:
    if len(held) == 1:
        return tuple(held)
    return tuple(sorted(held, key=lambda one: (one.at, one.person, one.is_claim)))


def said_too(known: Assignments, statements: Iterable[Statement], me: str) -> Assignments:
    """Whose articles are once somebody has made these statements, as the store will read it."""
    held = dict(known.held)
    # An article that took the place of another is held for what was said of that.
    places: dict[str, list[str]] = {}
    for id_, all_ in held.items():
        for article in {one.article for one in all_}:
            places.setdefault(article, []).append(id_)
    for one in statements:
        if one.kind not in KINDS or (pair := parsed(one.about)) is None:
            continue
        article, person = pair
        claim = one.kind == CLAIM
        for id_ in places.get(article, ()):
            rest = [h for h in held[id_] if (h.article, h.person, h.is_claim) != (*pair, claim)]
            held[id_] = tuple(rest)
        if one.value and (not claim or person == me):
            places.setdefault(article, [article])
            held[article] = (*held.get(article, ()), Held(article, person, me, "~", claim))
    return Assignments({id_: all_ for id_, all_ in held.items() if all_})


# What somebody says


def assigned(
    titles: Mapping[str, str], people: Iterable[str], known: Assignments, how: How = "hand"
) -> list[Statement]:
    """What gives articles to people; nothing where it is so already.

    Args:
        titles: The articles: titles by id.
        people: Ids of the people.
        known: Whose articles are.
        how: Who chose.
    """
    wanted = tuple(dict.fromkeys(people))
    return [
        Statement(ASSIGN, f"{id_} {person}", {"how": how, **_titled(title)})
        for id_, title in titles.items()
        for person in wanted
        if not any(one.person == person and not one.is_claim for one in known.held.get(id_, ()))
    ]


def taken_away(ids: Iterable[str], people: Collection[str], known: Assignments) -> list[Statement]:
    """What takes articles from people to whom they were assigned; claims stay their own."""
    found = (one for id_ in ids for one in known.held.get(id_, ()))
    gone = [one.statement for one in found if one.person in people and not one.is_claim]
    return _each_once(gone)


def claimed(titles: Mapping[str, str], me: str, known: Assignments) -> list[Statement]:
    """What somebody says who takes articles; nothing where they are theirs already."""
    return [
        Statement(CLAIM, f"{id_} {me}", {"how": "hand", **_titled(title)})
        for id_, title in titles.items()
        if me not in known.people(id_)
    ]


def given_back(ids: Iterable[str], me: str, known: Assignments) -> list[Statement]:
    """What takes somebody's own claims back; what a lead assigned stays."""
    found = (one for id_ in ids for one in known.held.get(id_, ()))
    return _each_once([one.statement for one in found if one.person == me and one.is_claim])


def _each_once(statements: Iterable[Statement]) -> list[Statement]:
    return list({(one.kind, one.about): one for one in statements}.values())


def _titled(title: str) -> dict[str, str]:
    title = " ".join(title.split())[:MOST_LETTERS].strip()
    return {"title": title} if title else {}
