"""What keeps two quantities of one kind apart, and what brings them together."""

from __future__ import annotations

import re
from typing import Final

from annotations.comparison.features import tokens
from annotations.comparison.quantity_frames import Frame

_ALIKE: Final = (
    frozenset(("deal", "worth", "cost", "price")),
    frozenset(("share_price", "price", "worth")),
    frozenset(("pay", "demand")),
    frozenset(("unemployment", "rate")),
    frozenset(("damage", "loss", "cost")),
    frozenset(("employed", "striking")),
    frozenset(("destroyed", "damaged")),
    frozenset(("lasted", "inquiry")),
    frozenset(("stake", "bought")),
    frozenset(("aid", "spending")),
    frozenset(("savings", "cost")),
    frozenset(("attendance", "striking")),
    frozenset(("votes", "support")),
    frozenset(("term", "sentence")),
    frozenset(("territory", "stake")),
)
"""Things that reports name in each other's words."""


def groups(thing: str) -> tuple[str, ...]:
    """The thing, and the groups of things that it is alike in, as keys."""
    return (thing, *(f"{number}" for number, group in enumerate(_ALIKE) if thing in group))


def things_agree(one: Frame, other: Frame) -> float:
    """1 for one thing, .5 for things that are alike or of which one is unknown, 0 for two."""
    x, y = one.thing, other.thing
    if x == y:
        return 1.0 if x else 0.4
    if not x or not y or x == one.measured.unit or y == other.measured.unit:
        return 0.5
    return 0.6 if any(x in group and y in group for group in _ALIKE) else 0.0


def voice(one: Frame, other: Frame) -> float:
    """What subjects keep apart that need not: of a thing said once, in another voice."""
    pattern = TEMPLATE if _template(one, other) else 0.0
    if not (one.subject and other.subject):
        return pattern
    if one.measured.kind in _OF_THEIR_SUBJECT and (one.thing != other.thing or not one.thing):
        return pattern
    return min(_subjects_apart(one, other), 1.0) + pattern


def nouns_agree(one: Frame, other: Frame) -> float:
    """-1 for counts of two nouns."""
    x, y = one.measured.noun, other.measured.noun
    if one.measured.kind != "count" or x == y:
        return 1.0
    if x and y:
        return -1.0
    return 0.5 if one.thing and other.thing else 0.0


def gap(one: Frame, other: Frame) -> float:
    """What keeps two quantities apart that are of one kind; at 1 they are of two things."""
    apart = 0.0
    if one.role != other.role and not (one.when and one.when == other.when):
        apart += 1.2
    if one.part != other.part:
        apart += 1.2
    if one.group != other.group:
        apart += 1.2
    if one.per != other.per:
        apart += 1.2
    if one.scope != other.scope and (one.scope or other.scope):
        apart += _scopes_apart(one, other)
    if one.subject and other.subject:
        apart += _subjects_apart(one, other)
    if one.when and other.when and not _one_time(one.when, other.when):
        apart += 1.2
    if one.past != other.past and not (one.when and other.when):
        apart += 1.2
    if _template(one, other):
        apart += TEMPLATE
    if one.where and other.where and not one.where & other.where:
        apart += 1.2
    if one.whom and other.whom and not one.whom & other.whom:
        apart += 1.2
    if one.ahead != other.ahead:
        apart += 0.2
    return apart + _names_apart(one, other)


TEMPLATE: Final = 1.2
SUBSTITUTED: Final = 2
"""Words in which two sentences of one pattern may differ."""


def _template(one: Frame, other: Frame) -> bool:
    """Whether the two sentences are one pattern in which other words of content were put.

    "Students pay 20 euros" and "Pensioners pay 35 euros" are of two things, unless what is measured
    is known and the same, where the words may be synonyms.
    """
    x, y = (
        {word for word in frame.words if not word[0].isdigit()}
        - {frame.measured.noun, *tokens(frame.measured.unit)}
        for frame in (one, other)
    )
    mine, theirs = x - y, y - x
    if not (mine and theirs) or len(mine) > SUBSTITUTED or len(mine) != len(theirs):
        return False
    if len(x & y) < len(mine):
        return False
    known = things_agree(one, other) > 0.5 and one.thing != one.measured.unit
    if not known:
        return not (
            one.measured.noun and one.group == other.group and one.near & other.near == one.near
        )
    return bool(one.subject & mine and other.subject & theirs) and one.measured.kind.startswith(
        "money"
    )


_CONTRASTS: Final = tuple(
    frozenset(pair.split())
    for pair in (
        "old new",
        "first second",
        "first third",
        "second third",
        "male female",
        "men women",
        "children adults",
        "women children",
        "men children",
        "export import",
        "exports imports",
        "maximum minimum",
        "night noon",
        "dawn noon",
        "until since",
        "opened closed",
        "rich poor",
        "urban rural",
        "domestic foreign",
        "net gross",
        "average minimum",
        "average maximum",
    )
)
_LONE: Final = frozenset(
    ("can", "worldwide", "in all", "women", "children", "since", "noon", "first", "further")
)
"""What narrows or widens a figure, so that one without it is of something else."""


def _scopes_apart(one: Frame, other: Frame) -> float:
    x, y = (set(_SCOPES.findall(frame.scope)) for frame in (one, other))
    only = x ^ y
    if any(pair <= only for pair in _CONTRASTS):
        return 1.2
    if only & _LONE:
        return 1.2
    return 0.7 if "so far" in only else 0.0


_SCOPES: Final = re.compile(r"so far|in all|\w+")


def _subjects_apart(one: Frame, other: Frame) -> float:
    """Two subjects of which neither sentence knows the other's."""
    x, y = one.subject, other.subject
    if x & y:
        return 0.0
    if "he" in x | y and "she" in x | y:
        return 1.2
    if x <= _PRONOUNS or y <= _PRONOUNS:
        return 0.0
    unknown = (not x & other.words) + (not y & one.words)
    if one.measured.kind in _OF_THEIR_SUBJECT and one.thing not in _NAMED_THEMSELVES:
        return 1.0 if unknown else 0.0
    return 0.0 if one.thing in _NAMED_THEMSELVES else (0.0, 0.3, 0.5)[unknown]


_OF_THEIR_SUBJECT: Final = frozenset(("percent", "length", "mass", "area", "speed"))
"""Kinds that say something of the subject; of the money paid the payer is the subject."""
_NAMED_THEMSELVES: Final = frozenset(
    (
        "inflation",
        "unemployment",
        "growth",
        "turnout",
        "rate",
        "deficit",
        "distance",
        "depth",
        "premium",
        "rain",
        "burned",
        "territory",
        "demand",
        "offer",
        "stake",
    )
)


_PRONOUNS: Final = frozenset(("he", "she", "it", "they"))


def _one_time(x: str, y: str) -> bool:
    """Whether two dates may be of one time: of two shapes they may."""
    if x.startswith(y) or y.startswith(x):
        return True
    shapes = ["".join("0" if mark.isdigit() else mark for mark in when) for when in (x, y)]
    return shapes[0] != shapes[1] and not (x[:4].isdigit() and y[:4].isdigit() and x[:4] != y[:4])


def _names_apart(one: Frame, other: Frame) -> float:
    """What names keep apart: another person or place near the one than near the other."""
    last = [{name.rpartition(" ")[2] for name in frame.names} for frame in (one, other)]
    if last[0] & last[1]:
        return 0.0
    apart = 0.0
    for sort, weight in (("person", 1.2), ("place", 1.0), ("organisation", 0.4), ("group", 0.6)):
        x, y = (
            {name for name in frame.names if name.startswith(sort + " ")} for frame in (one, other)
        )
        if x and y:
            apart += 1.2 if sort == "organisation" and _own_each(one, other, x, y) else weight
    return apart


def _own_each(one: Frame, other: Frame, x: set[str], y: set[str]) -> bool:
    """Whether each subject is an organisation of its own: "Holt shares", "Marsh shares"."""
    first, second = (
        {word for name in names for word in tokens(name.partition(" ")[2])} for names in (x, y)
    )
    return (
        bool(first & one.subject and second & other.subject)
        and not first & other.words
        and not second & one.words
    )
