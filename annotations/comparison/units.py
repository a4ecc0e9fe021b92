"""Quantities made comparable: kinds, and values in one unit for each kind."""

from __future__ import annotations

from typing import Final, NamedTuple

from annotations.comparison.features import tokens
from annotations.language.model import Quantity
from annotations.language.quantities.counted_nouns import PERSONS

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


_SPEEDS: Final = {
    "mile per hour": 0.44704,
    "kilometer per hour": 1 / 3.6,
    "meter per second": 1.0,
    "kilometer per second": 1000.0,
    "knot": 0.514444,
}
_VOLUMES: Final = {"cubic meter": 1000.0, "cubic foot": 28.316846592, "milliliter": 0.001}
_SIZES.update({unit: ("speed", size) for unit, size in _SPEEDS.items()})
_SIZES.update({unit: ("volume", size) for unit, size in _VOLUMES.items()})

_NOUNS: Final[dict[str, str]] = {
    other: nouns.split()[0]
    for nouns in (
        "house home building dwelling household",
        "plane aircraft jet airliner flight",
        "car vehicle",
        "ship boat vessel",
        "factory plant mill",
        "town city",
        "shop store outlet",
        "branch office",
        "weapon gun firearm",
        "company firm business",
        "tree pine",
        "attack strike assault",
        "job post position",
    )
    for other in nouns.split()
}
"""Nouns that reports use for one thing."""
_MAGNITUDES: Final = {
    "dozen": (24.0, 200.0),
    "score": (20.0, 200.0),
    "hundred": (200.0, 2000.0),
    "thousand": (2000.0, 100_000.0),
    "lakh": (2e5, 1e7),
    "million": (2e6, 1e9),
    "crore": (2e7, 1e9),
    "billion": (2e9, 1e12),
    "trillion": (2e12, 1e15),
}
_TIMES: Final = {"tens": 10.0, "dozens": 12.0, "scores": 20.0, "hundreds": 100.0}


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
    factor: float = 1.0
    """What brings its unit to that of its kind."""
    noun: str = ""
    """What a count counts, in the word for all that are alike."""
    unread: bool = False
    """Whether the text has a number that could not be read."""

    @property
    def exact(self) -> bool:
        """Whether it is one number."""
        return not self.vague and not self.when and self.low == self.high


def measured(quantity: Quantity, surface: str = "") -> Measured:
    """The quantity in the unit of its kind.

    Args:
        quantity: As the analysis has it.
        surface: Its words, which give a vague one its size: "tens of thousands".
    """
    if quantity.type in ("date", "time"):
        kind = f"{quantity.type} {_shape(quantity.timex)}"
        return Measured(kind, when=quantity.timex or "?", resolved=quantity.resolved)
    kind, factor = _kind(quantity)
    if quantity.type == "duration" and (
        quantity.measures == "age" or surface.lower().endswith(("old", "olds"))
    ):
        kind, factor = "age", 1.0
    noun = noun_of(quantity.unit) if quantity.type == "count" else ""
    low, high = quantity.low, quantity.high
    if low is None and high is None:
        low = high = quantity.value
    if quantity.value is not None and quantity.bound:
        low = quantity.value if ">" in quantity.bound else None
        high = quantity.value if "<" in quantity.bound else None
    if low is None and high is None:
        if not quantity.approximate:
            return Measured(kind, unit=quantity.unit, noun=noun, unread=True)
        least, most = _magnitude(surface.lower())
        return Measured(
            kind, least * factor, most * factor, vague=True, unit=quantity.unit, noun=noun
        )
    if quantity.unit == "degree Fahrenheit":
        low, high = (None if end is None else (end - 32) * 5 / 9 for end in (low, high))
    return Measured(
        kind,
        float("-inf") if low is None else low * factor,
        float("inf") if high is None else high * factor,
        bound=quantity.bound[:1],
        approximate=quantity.approximate,
        unit=quantity.unit,
        factor=1.01 if quantity.unit == "degree Fahrenheit" else factor,
        noun=noun,
    )


def noun_of(unit: str) -> str:
    """The word for all nouns like this one; `person` for people."""
    noun = unit.lower()
    return "person" if noun in PERSONS else _NOUNS.get(noun, noun)


def _magnitude(surface: str) -> tuple[float, float]:
    """The numbers that a vague word may stand for; 0 and 0 if it has no size."""
    least = most = 0.0
    for word in surface.replace("-", " ").split():
        if word.removesuffix("s") in _MAGNITUDES and not (word in _TIMES and " of " in surface):
            least, most = _MAGNITUDES[word.removesuffix("s")]
    if not least and "dozens" in surface:
        return _MAGNITUDES["dozen"]
    times = _TIMES.get(surface.split()[0], 0.0) if " of " in surface and surface else 0.0
    if times and least:
        base = least / 2
        return base * times, base * times * 20
    if not least and times:
        return _MAGNITUDES[surface.split()[0].removesuffix("s")] if times > 10 else (0.0, 0.0)
    return least, most


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
        return "percent", 0.01 if quantity.unit == "basis point" else 1.0
    if quantity.type == "measure" and unit.startswith("degree"):
        return "temperature", 1.0
    if quantity.type == "count" and quantity.unit == "year":
        return "age", 1.0
    if quantity.type == "count":
        return ("fold" if unit == "fold" else "count"), 1.0
    return f"{quantity.type} {' '.join(tokens(unit))}".rstrip(), 1.0
