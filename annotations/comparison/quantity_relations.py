"""What two values of one thing are to each other: the same, compatible, or differing.

Desks round and convert: 10 miles are 16 km, 1,203 are 1,200. A bound holds what it allows, a range
what lies in it, a vague word numbers of its size.
"""

from __future__ import annotations

import math
from typing import Final, Literal

from annotations.comparison.units import Measured

ValueRelation = Literal["same", "differs", "compatible"]

CONVERTED: Final = 0.025
"""How far apart, in shares of the value, figures of two units may be through rounding."""
ROUNDED: Final = 0.02
"""The same for one unit, where one figure is the rounder."""
LARGE: Final = 1000
"""Whole numbers below are not rounded without a word that says so."""
NEARLY: Final = 0.1
"""The most for figures of which one is approximate, or one a rough conversion."""
LOOSE_BOUND: Final = 0.25
"""How far apart two round lower bounds may be: "at least 300" and "more than 250"."""


def relation_of(one: Measured, other: Measured) -> ValueRelation | None:
    """What two quantities of one kind are to each other; None if that cannot be said."""
    if one.unread or other.unread:
        return None
    if one.when or other.when:
        return _of_dates(one, other)
    if one.vague or other.vague:
        return _of_vague(one, other)
    if _close(one.low, other.low) and _close(one.high, other.high):
        return "same"
    if one.bound and other.bound and one.bound != other.bound:
        return "compatible" if one.low <= other.high and other.low <= one.high else None
    if one.bound and one.bound == other.bound:
        return _of_bounds(one, other)
    gap = max(one.low, other.low) - min(one.high, other.high)
    if gap <= _slack(one, other):
        return "compatible"
    return "differs"


def _close(x: float, y: float) -> bool:
    return x == y or abs(x - y) <= 1e-6 * min(abs(x), abs(y))


def _ends(one: Measured) -> float:
    return one.low if math.isfinite(one.low) else one.high


def step(value: float) -> float:
    """The place of the last digit that is not a nought: 100 for 1,200, 0.1 for 2.5."""
    if not value or not math.isfinite(value):
        return 1.0
    power = 9
    while power > -6 and abs(value / 10.0**power - round(value / 10.0**power)) > 1e-9:
        power -= 1
    return 10.0**power


def _cut_short(x: float, y: float) -> bool:
    """Whether one is the other without its decimals: 10,234 and 10,234.56."""
    whole, other = (x, y) if x == int(x) else (y, x)
    return abs(whole) >= LARGE and whole == int(whole) and whole == int(other) != other


def _slack(one: Measured, other: Measured) -> float:
    """How far apart the two may be without a conflict."""
    x, y = _ends(one), _ends(other)
    size = max(abs(x), abs(y))
    if one.unit != other.unit and one.factor != other.factor:
        rough = max(step(x / one.factor) * one.factor, step(y / other.factor) * other.factor) / 2
        return max(CONVERTED * size, min(rough, NEARLY * size))
    half = max(step(x / one.factor), step(y / one.factor)) * one.factor / 2
    if one.approximate or other.approximate:
        return min(half, NEARLY * size)
    if x != y and _cut_short(x / one.factor, y / one.factor):
        return abs(x - y)
    if abs(y) < 100 * one.factor and max(step(x / one.factor), step(y / one.factor)) > 1:
        return 0.0
    equal = step(x / one.factor) == step(y / one.factor)
    exact = equal or (size < LARGE * one.factor and x == int(x) and y == int(y))
    return 0.0 if exact else min(half, ROUNDED * size)


def _of_bounds(one: Measured, other: Measured) -> ValueRelation:
    """Two lower bounds that are round and near each other hold each other; others do not."""
    x, y = _ends(one), _ends(other)
    rough, fine = sorted((one, other), key=lambda each: -step(_ends(each)))
    grain = step(_ends(rough))
    floor = math.floor(_ends(fine) / grain) * grain
    if one.bound == ">" and grain >= 10 and floor == _ends(rough) != _ends(fine):
        # "More than 10" of one desk are "at least 12" of another, which counted.
        return "compatible"
    if (
        one.bound == ">"
        and min(step(x), step(y)) >= 10
        and min(x, y) >= 100
        and abs(x - y) <= LOOSE_BOUND * max(x, y)
    ):
        return "compatible"
    return "differs"


def _of_vague(one: Measured, other: Measured) -> ValueRelation | None:
    if one.vague and other.vague:
        return (
            "same" if (one.unit, one.low, one.high) == (other.unit, other.low, other.high) else None
        )
    vague, exact = (one, other) if one.vague else (other, one)
    if vague.high == 0.0:
        return "compatible" if one.unit == other.unit else None
    inside = vague.low <= exact.high and exact.low <= vague.high
    return "compatible" if inside else None


def _of_dates(one: Measured, other: Measured) -> ValueRelation | None:
    if one.when == other.when and not one.when[:4].isdigit():
        # "Thursday" in two reports is one day unless they are of different ones.
        return "same" if one.resolved == other.resolved or one.when.startswith("XXXX") else None
    readings = one.resolved or one.when, other.resolved or other.when
    if "|" in readings[0] or "|" in readings[1]:
        shared = set(readings[0].split("|")) & set(readings[1].split("|"))
        return "compatible" if shared else None
    if bool(one.resolved) != bool(other.resolved) and one.when != other.when:
        return "same" if readings[0] == readings[1] else _open(*readings)
    x, y = readings
    if x == y:
        return "same"
    return _open(x, y) or "differs"


def _open(x: str, y: str) -> ValueRelation | None:
    """Dates of which one holds the other: a month its days, a range what lies in it."""
    if x.startswith(y) or y.startswith(x):
        return "compatible"
    for wide, narrow in ((x, y), (y, x)):
        first, slash, last = wide.partition("/")
        if slash and first <= narrow <= last + "~":
            return "compatible"
    if x.startswith("XXXX-") or y.startswith("XXXX-"):
        return "same" if x[4:] == y[4:] else None
    return None
