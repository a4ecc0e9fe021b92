"""Quantities linked across two articles: the same, differing, updated, compatible, or lone.

A difference is never called an error: a total and a part of it differ, too.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final, Literal, NamedTuple

import msgspec

from annotations.comparison.alignment import Alignment, Pair
from annotations.comparison.features import Context
from annotations.comparison.quantity_frames import Frame, Side, frames
from annotations.comparison.quantity_relations import ValueRelation, relation_of

SAME_CONTEXT: Final = 0.22
"""How alike two sentences must be for equal figures in them to be the same, if not aligned."""
DIFFERENT_CONTEXT: Final = 0.35
"""How alike for unequal ones to differ."""
LARGEST_RATIO: Final = 12
LARGEST_FACTOR: Final = 20
LIKELY_FACTOR: Final = 2.3
"""Figures that are further apart are hardly of one thing; the first for sentences alike."""
SHORT: Final = 4
PAIRS: Final = 3
"""Sentences that two reports have at least, and pairs, names and couples of things that they share,
to be of one event in all that they say."""
SOLE: Final = 0.7
SOLE_NOUN: Final = 0.5
"""What it adds that a thing, or a noun, is counted once in either article."""
MOST: Final = 40
"""Of the figures of B that one of A may meet by what it measures, the nearest in the article."""

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
    sole = _Sole(figures_a, figures_b) if _one_story(a, b, alignment) else None
    sums = _sums(figures_a), _sums(figures_b)
    meeting = _Meeting(figures_b, alignment, len(figures_a))
    candidates = []
    others: _Others = {}
    for at, one in enumerate(figures_a):
        for other in meeting.of(one, at):
            link = one.sentence, other.sentence
            value = relation_of(one.measured, other.measured)
            if value == "differs" and _is_sum(one, other, sums):
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
    rest = [
        differs
        for a, b, differs in others.get((found.a.sentence, found.b.sentence), ())
        if a != found.a.number and b != found.b.number
    ]
    if not rest or not all(rest):
        return False
    return _placed(found.a) or not found.a.thing or not found.b.thing


def _is_update(a: Side, b: Side) -> bool:
    """Whether one outlet published both, one later than the other."""
    one, other = a.article, b.article
    if not (one.source and one.source == other.source):
        return False
    return bool(one.published_at and other.published_at and one.published_at != other.published_at)


def _one_story(a: Side, b: Side, alignment: Alignment) -> bool:
    """Whether the two report one event at some length, so that what each says once may meet."""
    if min(len(a.sentences), len(b.sentences)) < SHORT:
        return False
    names = [{m.entity.name for m in side.analysis.mentions} for side in (a, b)]
    things = [{(q.type, q.measures) for q in side.analysis.quantities} for side in (a, b)]
    shared = len({thing for thing in things[0] & things[1] if thing[1]}) // 2
    return len(alignment.pairs) + len(names[0] & names[1]) + shared >= PAIRS


class _Sole:
    """What is measured once in each article."""

    def __init__(self, figures_a: list[Frame], figures_b: list[Frame]) -> None:
        self._counts = tuple(
            Counter(
                key
                for value, key in {
                    (one.measured.low, key) for one in figures for key in self._keys(one)
                }
            )
            for figures in (figures_a, figures_b)
        )

    @staticmethod
    def _keys(one: Frame) -> list[tuple[str, str, str]]:
        if one.role or one.part:
            return []
        return [(one.measured.kind, one.thing, ""), (one.measured.kind, "", one.measured.unit)]

    def bonus(self, one: Frame, other: Frame) -> float:
        """What it adds that nothing else of the article is of their thing, or noun."""
        for key in self._keys(one):
            if any(key[1:]) and key in self._keys(other):
                times = [counts[key] for counts in self._counts]
                if times == [1, 1]:
                    known = key[1] and key[1] not in (one.measured.unit, other.measured.unit)
                    return SOLE if known else SOLE_NOUN
        return 0.0


def _sums(figures: list[Frame]) -> dict[int, list[Frame]]:
    by: dict[int, list[Frame]] = {}
    for one in figures:
        by.setdefault(one.sentence, []).append(one)
    return by


def _is_sum(
    one: Frame, other: Frame, sums: tuple[dict[int, list[Frame]], dict[int, list[Frame]]]
) -> bool:
    """Whether one figure is what two of the other's sentence make together."""
    for total, part, by in ((one, other, sums[1]), (other, one, sums[0])):
        rest = total.measured.low - part.measured.low
        if rest > 0 and any(
            more is not part
            and more.measured.kind == part.measured.kind
            and abs(more.measured.low - rest) < 1e-6
            for more in by.get(part.sentence, ())[:20]
        ):
            return True
    return False


class _Meeting:
    """Which figures of B one of A may be compared with: by sentence, thing, noun or a word."""

    def __init__(self, figures: list[Frame], alignment: Alignment, count: int) -> None:
        self._figures = figures
        self._partners: dict[int, list[int]] = {}
        self._count = max(count, 1)
        for pair in alignment.pairs:
            self._partners.setdefault(pair.a, []).append(pair.b)
        self._by: dict[tuple[str, str], list[int]] = {}
        self._in: dict[int, list[int]] = {}
        for at, one in enumerate(figures):
            self._in.setdefault(one.sentence, []).append(at)
            for key in self._keys(one):
                self._by.setdefault(key, []).append(at)

    @staticmethod
    def _keys(one: Frame) -> set[tuple[str, str]]:
        kind, noun = one.measured.kind, one.measured.noun
        words = {word for word in (*_groups(one.thing), noun, *one.near) if word}
        return {(kind, word) for word in words} | ({(kind, "")} if kind != "count" else set())

    def of(self, one: Frame, at: int) -> list[Frame]:
        """Those of the same kind, in the order of B."""
        found: set[int] = set()
        for sentence in self._partners.get(one.sentence, ()):
            found.update(self._in.get(sentence, ()))
        place = at * len(self._figures) // self._count
        for key in self._keys(one):
            near = self._by.get(key, [])
            if len(near) > MOST:
                near = sorted(near, key=lambda other: abs(other - place))[:MOST]
            found.update(near)
        kind = one.measured.kind
        return [self._figures[i] for i in sorted(found) if self._figures[i].measured.kind == kind]


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
    frozenset(("aboard", "rescued")),
    frozenset(("votes", "support")),
    frozenset(("territory", "stake")),
)
"""Things that reports name in each other's words."""


def _groups(thing: str) -> tuple[str, ...]:
    return (thing, *(f"{number}" for number, group in enumerate(_ALIKE) if thing in group))


def _things_agree(one: Frame, other: Frame) -> float:
    """1 for one thing, .5 for things that are alike or of which one is unknown, 0 for two."""
    x, y = one.thing, other.thing
    if x == y:
        return 1.0 if x else 0.4
    if not x or not y or x == one.measured.unit or y == other.measured.unit:
        return 0.5
    return 0.6 if any(x in group and y in group for group in _ALIKE) else 0.0


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
    thing = _things_agree(one, other)
    apart = _apart(one, other) + (2.5 if one.role != other.role else 0.0)
    strength = first + (1.0 if pair else 0.0) + alike + near + thing + sole - apart
    return _Candidate(strength, one, other, value, pair is not None, alike)


_SPELLED: Final = frozenset(
    ("built", "born", "died", "founded", "opened", "begins", "votes", "closes")
)


def _dates_hold(
    one: Frame, other: Frame, value: ValueRelation, pair: Pair | None, alike: float, near: float
) -> bool:
    """Dates and ranks say little by themselves: their sentences must be of one thing."""
    if value != "differs":
        return pair is not None or alike >= DIFFERENT_CONTEXT
    if one.measured.kind.startswith("ordinal"):
        equal = one.measured.unit == other.measured.unit
        return equal and pair is not None and pair.change == "edited" and near >= 0.75
    if one.preposition != other.preposition or _apart(one, other) >= 0.8:
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
    thing = _things_agree(one, other)
    noun = _nouns_agree(one, other)
    apart = _apart(one, other)
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
        - (apart if not sole else apart - _voice(one, other))
    )
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


_KNOWN: Final = dict.fromkeys(
    ("countries", "members", "seats", "pupils", "visitors", "hearings", "inhabitants", "aboard"),
    0.8,
)
"""Things that only name what is counted."""


def _voice(one: Frame, other: Frame) -> float:
    """What subjects keep apart that need not: of a thing said once, in another voice."""
    if not (one.subject and other.subject) or one.measured.kind in _OF_THEIR_SUBJECT:
        return 0.0
    return min(_subjects_apart(one, other), 0.5)


def _nouns_agree(one: Frame, other: Frame) -> float:
    """-1 for counts of two nouns."""
    x, y = one.measured.noun, other.measured.noun
    if one.measured.kind != "count" or x == y:
        return 1.0
    if x and y:
        return -1.0
    return 0.5 if one.thing and other.thing else 0.0


def _one_size(one: Frame, other: Frame, *, sure: bool) -> bool:
    """Whether two values may be of one thing: a day and a decade may not."""
    ends = [
        abs(value.low if abs(value.low) != float("inf") else value.high)
        for value in (one.measured, other.measured)
    ]
    low, high = sorted(ends)
    return not low or high <= (LARGEST_FACTOR if sure else LIKELY_FACTOR) * low


def _apart(one: Frame, other: Frame) -> float:
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
    if one.ahead != other.ahead:
        apart += 0.2
    return apart + _names_apart(one, other)


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
    )
)
_LONE: Final = frozenset(("can", "worldwide", "in all", "women", "children", "since", "noon"))
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
            apart += weight
    return apart


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
