"""Quantities made comparable: kinds, and values in one unit for each kind."""

from __future__ import annotations

from typing import Final, NamedTuple

from annotations.comparison.features import tokens
from annotations.language.values import Quantity

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


class Measured(NamedTuple):
    """What a quantity is about, and how much, in the unit of its kind."""

    kind: str
    """Equal for quantities that can be compared: `money USD`, `length`, `count prisoner`."""
    value: float | None
    low: float | None
    high: float | None
    text: str = ""
    """For a date or a time, which one."""

    @property
    def vague(self) -> bool:
        """Whether the text gives no figure at all."""
        return self.value is None and self.low is None and self.high is None and not self.text


def measured(quantity: Quantity) -> Measured:
    """The quantity in the unit of its kind."""
    if quantity.type in ("date", "time"):
        return Measured(quantity.type, None, None, None, quantity.resolved or quantity.timex)
    kind, factor = _kind(quantity)

    def scaled(value: float | None) -> float | None:
        return None if value is None else value * factor

    return Measured(kind, scaled(quantity.value), scaled(quantity.low), scaled(quantity.high))


def _kind(quantity: Quantity) -> tuple[str, float]:
    unit = quantity.unit.lower()
    if quantity.type == "duration" and unit in _SECONDS:
        return "duration", _SECONDS[unit]
    if quantity.type == "measure" and unit in _SIZES:
        return _SIZES[unit]
    if quantity.type == "money":
        return f"money {quantity.unit}", 1.0
    return f"{quantity.type} {' '.join(tokens(unit))}".rstrip(), 1.0
