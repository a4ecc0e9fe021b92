"""Quantities made comparable: kinds, and values in one unit for each kind."""

from __future__ import annotations

from typing import Final, NamedTuple

from annotations.comparison.features import tokens
from annotations.language.model import Quantity

_SECONDS: Final = {
    "second": 1.0,
    "minute": 60.0,
    "hour": 3600.0,
    "day": 86400.0,
    "week": 604800.0,
    "fortnight": 1209600.0,
    "month": 2629746.0,
    "quarter": 7889238.0,
    "year": 31556952.0,
    "decade": 315569520.0,
    "century": 3155695200.0,
}
_SIZES: Final = {
    **dict.fromkeys(("millimeter", "millimetre", "mm"), ("length", 0.001)),
    **dict.fromkeys(("centimeter", "centimetre", "cm"), ("length", 0.01)),
    **dict.fromkeys(("meter", "metre", "m"), ("length", 1.0)),
    **dict.fromkeys(("kilometer", "kilometre", "km"), ("length", 1000.0)),
    **dict.fromkeys(("inch", "in"), ("length", 0.0254)),
    **dict.fromkeys(("foot", "feet", "ft"), ("length", 0.3048)),
    "yard": ("length", 0.9144),
    **dict.fromkeys(("mile", "mi"), ("length", 1609.344)),
    "nautical mile": ("length", 1852.0),
    **dict.fromkeys(("gram", "g"), ("mass", 0.001)),
    **dict.fromkeys(("kilogram", "kilo", "kg"), ("mass", 1.0)),
    **dict.fromkeys(("pound", "lb"), ("mass", 0.45359237)),
    "ounce": ("mass", 0.028349523),
    "ton": ("mass", 907.18474),
    **dict.fromkeys(("tonne", "metric ton", "t"), ("mass", 1000.0)),
    **dict.fromkeys(("liter", "litre", "l"), ("volume", 1.0)),
    "gallon": ("volume", 3.785411784),
    "barrel": ("volume", 158.987294928),
    "acre": ("area", 4046.8564224),
    "hectare": ("area", 10000.0),
    **dict.fromkeys(("square mile",), ("area", 2589988.110336)),
    **dict.fromkeys(("square kilometer", "square kilometre"), ("area", 1e6)),
    **dict.fromkeys(("square meter", "square metre"), ("area", 1.0)),
    **dict.fromkeys(("square foot", "square feet"), ("area", 0.09290304)),
}


_PERSONS: Final = frozenset(
    tokens(
        "person people passenger victim prisoner captive detainee hostage patient worker employee "
        "resident civilian survivor protester demonstrator migrant refugee man woman child student"
    )
)
"""Nouns for people: one report counts the passengers, the other the people on board."""


class Measured(NamedTuple):
    """What a quantity is about, and how much, in the unit of its kind."""

    kind: str
    """Equal for quantities that can be compared: `money USD`, `length`, `count prisoner`."""
    low: float = 0.0
    high: float = 0.0
    """The values that the text leaves possible: equal for an exact figure."""
    when: str = ""
    """For a date or a time, which one as the text has it."""
    resolved: str = ""
    """Which day that is, if the article's own date is known."""
    bound: str = ""
    """`>` or `<` if only that end is known."""
    vague: bool = False
    """Whether the text gives no figure at all: "several days"."""
    approximate: bool = False
    unit: str = ""

    @property
    def exact(self) -> bool:
        """Whether it is one number."""
        return not self.vague and not self.when and self.low == self.high


def measured(quantity: Quantity) -> Measured:
    """The quantity in the unit of its kind."""
    if quantity.type in ("date", "time"):
        kind = f"{quantity.type} {_shape(quantity.timex)}"
        return Measured(kind, when=quantity.timex or "?", resolved=quantity.resolved)
    kind, factor = _kind(quantity)
    low, high = quantity.low, quantity.high
    if low is None and high is None:
        low = high = quantity.value
    if quantity.value is not None and quantity.bound:
        low = quantity.value if ">" in quantity.bound else None
        high = quantity.value if "<" in quantity.bound else None
    if low is None and high is None:
        return Measured(kind, vague=True, unit=quantity.unit)
    return Measured(
        kind,
        float("-inf") if low is None else low * factor,
        float("inf") if high is None else high * factor,
        bound=quantity.bound[:1],
        approximate=quantity.approximate,
        unit=quantity.unit,
    )


def _shape(when: str) -> str:
    """What makes two dates comparable: days with days, months with months."""
    return "".join("0" if mark.isdigit() else mark for mark in when)


def _kind(quantity: Quantity) -> tuple[str, float]:
    unit = quantity.unit.lower()
    if quantity.type == "duration" and unit in _SECONDS:
        return "duration", _SECONDS[unit]
    if quantity.type == "measure" and unit in _SIZES:
        return _SIZES[unit]
    if quantity.type == "money":
        return f"money {quantity.unit}", 1.0
    if quantity.type == "fraction":
        return "percent", 100.0
    if quantity.type == "percent":
        return ("percentage point" if "point" in unit else "percent"), 1.0
    noun = " ".join(tokens(unit))
    return f"{quantity.type} {'person' if noun in _PERSONS else noun}".rstrip(), 1.0
