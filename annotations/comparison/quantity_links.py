"""Quantities linked across two articles: the same, differing, updated, compatible, or lone.

A difference is never called an error: a total and a part of it differ, too.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

import msgspec

from annotations.comparison.alignment import Alignment, Pair
from annotations.comparison.features import Context
from annotations.comparison.quantity_frames import Frame, Side, frames
from annotations.comparison.quantity_gaps import gap, nouns_agree, things_agree, voice
from annotations.comparison.quantity_meeting import Meeting, Sole, by_sentence, is_sum, one_story
from annotations.comparison.quantity_relations import ValueRelation, relation_of

SAME_CONTEXT: Final = 0.22
"""How alike two sentences must be for equal figures in them to be the same, if not aligned."""
DIFFERENT_CONTEXT: Final = 0.35
"""How alike for unequal ones to differ."""
TABLE: Final = 100
"""Figures of two sentences that are compared; where there are more, the sentences are tables."""
LARGEST_RATIO: Final = 12
LARGEST_FACTOR: Final = 20
LIKELY_FACTOR: Final = 2.3
"""Figures that are further apart are hardly of one thing; the first for sentences alike."""

FigureRelation = Literal["same", "differs", "updated", "compatible"]
"""`updated`: differs in a later report of the same outlet."""


class FigureLink(msgspec.Struct, frozen=True, kw_only=True):
    """A quantity of one article and one of the other that speak of one thing.

    `a` and `b` are indices into the quantities of each analysis.
    """

    a: int
    b: int
    relation: FigureRelation
    ratio: int | None = None
    """How many times the smaller fits into the larger, if that is a small whole number."""
    larger: Literal["a", "b", ""] = ""
    """Which of two differing figures is the larger; empty for dates."""
    aligned: bool = False
    """Whether their sentences are a pair."""
    context: float = 0.0
    """How alike their sentences are otherwise."""


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """Everything said about the figures of two articles."""

    links: tuple[FigureLink, ...] = ()
    only_a: tuple[int, ...] = ()
    only_b: tuple[int, ...] = ()

    @property
    def differing(self) -> tuple[FigureLink, ...]:
        """The conflicts, updates included, in the order of A."""
        return tuple(link for link in self.links if link.relation in ("differs", "updated"))

    def of_a(self, quantity: int) -> tuple[FigureLink, ...]:
        """The links of a quantity of A."""
        return tuple(link for link in self.links if link.a == quantity)

    def of_b(self, quantity: int) -> tuple[FigureLink, ...]:
        """The links of a quantity of B."""
        return tuple(link for link in self.links if link.b == quantity)


class _Candidate(NamedTuple):
    strength: float
    a: Frame
    b: Frame
    relation: FigureRelation
    aligned: bool
    context: float


def link_figures(a: Side, b: Side, alignment: Alignment) -> Figures:
    """Link the quantities of two articles, equal ones first."""
    figures_a, figures_b = frames(a), frames(b)
    links = _chosen(_candidates(a, b, figures_a, figures_b, alignment))
    linked_a, linked_b = {link.a for link in links}, {link.b for link in links}
    return Figures(
        links=links,
        only_a=tuple(one.number for one in figures_a if one.number not in linked_a),
        only_b=tuple(one.number for one in figures_b if one.number not in linked_b),
    )


def _candidates(
    a: Side, b: Side, figures_a: list[Frame], figures_b: list[Frame], alignment: Alignment
) -> list[_Candidate]:
    pairs = {(pair.a, pair.b): pair for pair in alignment.pairs}
    context = Context(a.article, a.sentences, b.article, b.sentences)
    later = _is_update(a, b)
    sole = Sole(figures_a, figures_b) if one_story(a, b, alignment) else None
    sums = by_sentence(figures_a), by_sentence(figures_b)
    meeting = Meeting(figures_b, alignment, len(figures_a))
    candidates = []
    others: _Others = {}
    for at, one in enumerate(figures_a):
        for other in meeting.of(one, at):
            link = one.sentence, other.sentence
            value = relation_of(one.measured, other.measured)
            if value in ("same", "compatible") and _opposite(one, other):
                value = "differs"
            if value == "differs" and is_sum(one, other, sums):
                value = None
            if value is None:
                continue
            if not _placed(one):
                known = others.setdefault(link, [])
                known.append((one.number, other.number, value == "differs"))
            alone = sole.bonus(one, other) if sole else 0.0
            found = _candidate(one, other, value, pairs.get(link), context.alike(*link), alone)
            if found is not None:
                if later and found.relation == "differs":
                    found = found._replace(relation="updated")
                candidates.append(found)
    return [one for one in candidates if not (_conflicts(one) and _qualified(one, others))]


def _opposite(one: Frame, other: Frame) -> bool:
    """Whether two changes of one size go two ways: up 5 percent, and down."""
    changes = one.role == other.role == "change"
    return changes and bool(one.way and other.way) and one.way != other.way


def _conflicts(one: _Candidate) -> bool:
    return one.relation in ("differs", "updated")


def _placed(one: Frame) -> bool:
    """Whether a quantity says when or which: a date, a time, a rank."""
    return one.measured.kind.startswith(("date", "time", "ordinal"))


_Others = dict[tuple[int, int], list[tuple[int, int, bool]]]


def _qualified(found: _Candidate, others: _Others) -> bool:
    """Whether further figures of the two sentences say that they are of two events.

    "5 percent in May" and "8 percent in June" are no conflict of months; where what is measured
    is not known, two figures that both differ are of two things.
    """
    listed = others.get((found.a.sentence, found.b.sentence), ())
    if len(listed) > TABLE:
        return False
    rest = [differs for a, b, differs in listed if a != found.a.number and b != found.b.number]
    if not rest or not all(rest):
        return False
    return _placed(found.a) or not found.a.thing or not found.b.thing


def _is_update(a: Side, b: Side) -> bool:
    """Whether one outlet published both, one later than the other."""
    one, other = a.article, b.article
    if not (one.source and one.source == other.source):
        return False
    return bool(one.published_at and other.published_at and one.published_at != other.published_at)


def _candidate(
    one: Frame,
    other: Frame,
    value: ValueRelation,
    pair: Pair | None,
    alike: float,
    sole: float,
) -> _Candidate | None:
    near = len(one.near & other.near) / max(min(len(one.near), len(other.near)), 1)
    if one.measured.kind.startswith(("date", "time", "ordinal")):
        holds = _dates_hold(one, other, value, pair, alike, near)
    else:
        holds = _holds(one, other, value, pair, alike, near, sole)
    if not holds:
        return None
    first = {"same": 3.0, "compatible": 1.5, "differs": 0.0}[value]
    thing = things_agree(one, other)
    apart = gap(one, other) + (2.5 if one.role != other.role else 0.0)
    strength = first + (1.0 if pair else 0.0) + alike + near + thing + sole - apart
    return _Candidate(strength, one, other, value, pair is not None, alike)


_SPELLED: Final = frozenset(
    ("built", "born", "died", "founded", "opened", "begins", "votes", "closes")
)


def _distinct(one: Frame) -> bool:
    """Whether its value is one that strangers hardly share: 180,000 or 6.3, but not 12."""
    value = one.measured.low
    return abs(value) >= 1000 or value != int(value) if abs(value) != float("inf") else False


def _dates_hold(
    one: Frame, other: Frame, value: ValueRelation, pair: Pair | None, alike: float, near: float
) -> bool:
    """Dates and ranks say little by themselves: their sentences must be of one thing."""
    if value != "differs":
        return pair is not None or alike >= (0.28 if value == "same" else DIFFERENT_CONTEXT)
    if one.measured.kind.startswith("ordinal"):
        equal = one.measured.unit == other.measured.unit
        return equal and pair is not None and pair.change == "edited" and near >= 0.75
    if one.preposition != other.preposition or gap(one, other) >= 0.8:
        return False
    whole = len(one.near & other.near) / max(len(one.near | other.near), 1)
    if one.thing and one.thing == other.thing and one.thing in _SPELLED:
        return pair is not None or (alike >= SAME_CONTEXT and bool(one.near & other.near))
    return pair is not None and one.alone and other.alone and whole >= 0.6


def _holds(
    one: Frame,
    other: Frame,
    value: ValueRelation,
    pair: Pair | None,
    alike: float,
    near: float,
    sole: float,
) -> bool:
    """Whether two quantities may be of one thing, closely enough for what they are said to be."""
    thing = things_agree(one, other)
    noun = nouns_agree(one, other)
    apart = gap(one, other)
    known = thing == 1.0 and one.thing != one.measured.unit
    support = (
        (_KNOWN.get(one.thing, 1.4) if known else 0.9 if thing == 0.6 else 0.0)
        + sole
        + (1.0 if value == "compatible" and one.measured.factor != other.measured.factor else 0.0)
        + (0.5 if one.measured.noun and one.measured.noun == other.measured.noun else 0.0)
        + (0.0 if pair is None else 1.0 if pair.change == "edited" else 0.7)
        + 0.9 * near
        + 0.6 * alike
        + (0.3 if one.alone and other.alone else 0.0)
        - (apart if not sole else apart - voice(one, other))
    )
    if value == "same" and sole >= 0 and _distinct(one):
        support += 0.5
    if value == "same":
        return (
            noun >= 0
            and (thing > 0 or near >= 0.5)
            and (pair is not None or alike >= SAME_CONTEXT or support >= 1.2)
        )
    if not thing or noun < 0:
        return False
    if value == "compatible":
        return support >= 1.6
    sure = pair is not None and pair.change == "edited" and near >= 0.75
    if not _one_size(one, other, sure=sure):
        return False
    return apart < 1.0 and support >= 2.0


_KNOWN: Final = (
    {"rate": 0.5}
    | dict.fromkeys(
        ("killed", "injured", "magnitude", "turnout", "growth", "unemployment", "inflation"), 1.7
    )
    | dict.fromkeys(
        (
            "countries",
            "members",
            "seats",
            "pupils",
            "visitors",
            "hearings",
            "inhabitants",
            "aboard",
        ),
        0.8,
    )
)
"""Things that only name what is counted."""


def _one_size(one: Frame, other: Frame, *, sure: bool) -> bool:
    """Whether two values may be of one thing: a day and a decade may not."""
    ends = [
        abs(value.low if abs(value.low) != float("inf") else value.high)
        for value in (one.measured, other.measured)
    ]
    low, high = sorted(ends)
    return not low or high <= (LARGEST_FACTOR if sure else LIKELY_FACTOR) * low


def _chosen(candidates: list[_Candidate]) -> tuple[FigureLink, ...]:
    """The strongest first; a figure that has an equal one may still differ from a further one."""
    candidates.sort(key=lambda found: (-found.strength, found.a.number, found.b.number))
    linked_a: dict[int, FigureRelation] = {}
    linked_b: dict[int, FigureRelation] = {}
    partners: dict[tuple[str, int], set[int]] = {}
    links: list[FigureLink] = []
    for again in (False, True):
        for found in candidates:
            a, b = found.a.number, found.b.number
            known = linked_a.get(a), linked_b.get(b)
            places = partners.get(("b", b), set()), partners.get(("a", a), set())
            if known != (None, None) and not (again and _joins(found, known, places)):
                continue
            linked_a.setdefault(a, found.relation)
            linked_b.setdefault(b, found.relation)
            partners.setdefault(("a", a), set()).add(found.b.sentence)
            partners.setdefault(("b", b), set()).add(found.a.sentence)
            links.append(_link(found))
    return tuple(sorted(links, key=lambda link: (link.a, link.b)))


def _joins(
    found: _Candidate,
    known: tuple[FigureRelation | None, FigureRelation | None],
    places: tuple[set[int], set[int]],
) -> bool:
    """Whether a second link is worth having: repeated, or equal to one and unlike another.

    Of one sentence the figure that is equal says what the other one is: "30 freed, 12 still held".
    """
    if sorted(map(str, known)) != ["None", "same"] or found.relation == "compatible":
        return False
    if found.relation == "same":
        return True
    return found.b.sentence not in places[1] and found.a.sentence not in places[0]


def _link(found: _Candidate) -> FigureLink:
    ratio = None
    larger: Literal["a", "b", ""] = ""
    one, other = found.a.measured, found.b.measured
    if found.relation in ("differs", "updated") and not one.when:
        larger = "a" if one.low > other.low or one.high > other.high else "b"
        if one.exact and other.exact:
            ratio = _ratio(one.low, other.low)
    return FigureLink(
        a=found.a.number,
        b=found.b.number,
        relation=found.relation,
        ratio=ratio,
        larger=larger,
        aligned=found.aligned,
        context=round(found.context, 4),
    )


def _ratio(x: float, y: float) -> int | None:
    low, high = sorted((abs(x), abs(y)))
    if not low:
        return None
    ratio = round(high / low)
    whole = abs(high / low - ratio) < 1e-9
    return ratio if whole and 2 <= ratio <= LARGEST_RATIO else None
