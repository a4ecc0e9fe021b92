"""Entities linked across two articles: who and what both name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Final

import msgspec

from annotations.comparison.features import fold
from annotations.language.model import Analysis, Entity, Mention

_SMALL: Final = frozenset(("of", "the", "and", "for", "in", "on"))
_UNITED: Final[dict[str, str]] = {
    "us": "united states",
    "usa": "united states",
    "united states of america": "united states",
    "uk": "united kingdom",
    "uae": "united arab emirates",
    "eu": "european union",
    "un": "united nations",
}


_NAMESAKES: Final = 100
"""Entities of one name that are told apart; no article has as many."""


class NameLink(msgspec.Struct, frozen=True):
    """An entity of A and the one of B that it is."""

    a: Entity
    b: Entity


class Names(msgspec.Struct, frozen=True, kw_only=True):
    """Which entities both articles name, and which only one does."""

    links: tuple[NameLink, ...] = ()
    only_a: tuple[Entity, ...] = ()
    only_b: tuple[Entity, ...] = ()


def link_names(a: Analysis, b: Analysis) -> Names:
    """Link the entities of two articles: equal names, last name to full name, initials."""
    of_a, of_b = _entities(a.mentions), _entities(b.mentions)
    links: list[NameLink] = []
    free = dict.fromkeys(of_b)
    for rule, keys in _RULES:
        taken = {link.a for link in links}
        others = _Alike([one for one in of_b if one in free], keys)
        own = _Alike([one for one in of_a if one not in taken], keys)
        for entity in of_a:
            if entity in taken:
                continue
            found = [one for one in others.to(entity) if one in free and rule(entity, one)]
            if len(found) != 1:
                continue
            rivals = [one for one in own.to(found[0]) if one not in taken and rule(one, found[0])]
            if len(rivals) == 1 or rule is _by_name:
                links.append(NameLink(entity, found[0]))
                del free[found[0]]
                taken.add(entity)
    order = {entity: number for number, entity in enumerate(of_a)}
    linked = {link.a for link in links}
    return Names(
        links=tuple(sorted(links, key=lambda link: order[link.a])),
        only_a=tuple(entity for entity in of_a if entity not in linked),
        only_b=tuple(free),
    )


_Keys = Callable[[Entity], set[str]]


class _Alike:
    """Entities by what a rule can know them by: only those that share a key need be asked."""

    def __init__(self, entities: Iterable[Entity], keys: _Keys) -> None:
        self._keys = keys
        self._by_key: dict[str, dict[Entity, None]] = defaultdict(dict)
        for entity in entities:
            for key in keys(entity):
                if len(self._by_key[key]) < _NAMESAKES:
                    self._by_key[key][entity] = None

    def to(self, entity: Entity) -> list[Entity]:
        """Those that may be the same, each once."""
        found = (one for key in sorted(self._keys(entity)) for one in self._by_key.get(key, ()))
        return list(dict.fromkeys(found))


def _entities(mentions: Iterable[Mention]) -> list[Entity]:
    """The entities in order of first mention; dates and times are not among them."""
    return list(dict.fromkeys(m.entity for m in mentions if m.entity.type not in ("date", "time")))


def plain(name: str) -> str:
    """A name as it is compared: folded, without dots and a leading article."""
    words = fold(name).replace(".", "").lower().removesuffix("'s").split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    name = " ".join(words)
    return _UNITED.get(name, name)


def _by_name(first: Entity, second: Entity) -> bool:
    return first.type == second.type and plain(first.name) == plain(second.name)


def _by_last_name(first: Entity, second: Entity) -> bool:
    """A last name alone stands for the full name; a given name alone for nobody."""
    if first.type != "person" or second.type != "person":
        return False
    one, other = plain(first.name).split(), plain(second.name).split()
    if not one or not other or one[-1] != other[-1]:
        return False
    if len(one) == 1 or len(other) == 1:
        return True
    return _given(one, other)


def _given(one: list[str], other: list[str]) -> bool:
    """Whether given names agree: equal, or an initial of each other."""
    x, y = one[0], other[0]
    return x == y or (min(len(x), len(y)) == 1 and x[0] == y[0])


def _by_initials(first: Entity, second: Entity) -> bool:
    """`WHO` is the World Health Organization."""
    if first.type == "person" or first.type != second.type:
        return False
    one, other = sorted((first.name, second.name), key=len)
    short = one.replace(".", "")
    if not (short.isupper() and 2 <= len(short) <= 6 and short.isalpha()):
        return False
    return short.lower() in _initials(other)


def _initials(name: str) -> set[str]:
    """The first letters of a name's words, and those without its small words."""
    words = plain(name).replace("-", " ").split()
    return {
        "".join(word[0] for word in words),
        "".join(word[0] for word in words if word not in _SMALL),
    }


def _last_names(entity: Entity) -> set[str]:
    words = plain(entity.name).split()
    return {words[-1]} if words else set()


_RULES: Final[tuple[tuple[Callable[[Entity, Entity], bool], _Keys], ...]] = (
    (_by_name, lambda entity: {plain(entity.name)}),
    (_by_last_name, _last_names),
    (
        _by_initials,
        lambda entity: {entity.name.replace(".", "").lower(), *_initials(entity.name)},
    ),
)
"""What makes one of two entities, the surest first, and by which keys it can hold."""
