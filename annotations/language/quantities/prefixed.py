"""Figures that do not start with a number: "$5", "USD 5", "first", "a week", "half of"."""

from __future__ import annotations

import re
from typing import Any, Final

from annotations.language.lexicon import lazily
from annotations.language.quantities import numbers_with_units
from annotations.language.quantities.numbers_with_units import Hit
from annotations.language.quantities.numerals import (
    ORDINAL,
    SHORT_SCALE,
    SP,
    Number,
    ordinal_of,
    part_of,
    tidy,
    value_of,
)
from annotations.language.quantities.units import (
    CURRENCY_CODES,
    CURRENCY_SYMBOLS,
    DURATIONS,
    ISO_DURATION,
    PERCENT,
)

_SYMBOL: Final = lazily(
    "(?:"
    + "|".join(re.escape(mark) for mark in sorted(CURRENCY_SYMBOLS, key=len, reverse=True))
    + rf"){SP}?"
)
_CODE: Final = lazily(rf"([A-Z]{{3}}){SP}?")
_SHORT: Final = lazily(rf"{SHORT_SCALE}(?!\w)")
_ORDINAL: Final = lazily(ORDINAL)


def at_symbol(text: str, start: int, limit: int) -> Hit | None:
    """The money that starts with the sign at `start`."""
    symbol = _SYMBOL.match(text, start, limit)
    if symbol is None:
        return None
    unit = CURRENCY_SYMBOLS[symbol.group().strip(" \u00a0\u202f\u2009")]
    return _sum(text, start, symbol.end(), limit, unit)


def at_code(text: str, start: int, limit: int) -> Hit | None:
    """The money that starts with the ISO code at `start`."""
    code = _CODE.match(text, start, limit)
    if code is None or code.group(1) not in CURRENCY_CODES:
        return None
    return _sum(text, start, code.end(), limit, numbers_with_units.units()[code.group(1)][1])


def _sum(text: str, start: int, at: int, limit: int, unit: str) -> Hit | None:
    read = numbers_with_units.read_number(text, at, limit)
    if read is None:
        return None
    short = _SHORT.match(text, read.end, limit)
    scale = value_of("1" + short.group().strip()) if short else 1
    end = short.end() if short else read.end
    if short and read.high is not None and read.low >= read.high:
        return None
    return Hit(start, end, {"type": "money", "unit": unit, **read.fields(scale)})


def at_ordinal(text: str, start: int, limit: int) -> Hit | None:
    """The rank at `start`."""
    match = _ORDINAL.match(text, start, limit)
    if match is None:
        return None
    return Hit(start, match.end(), {"type": "ordinal", "value": ordinal_of(match.group())})


_ONE_UNIT: Final = lazily(
    rf"(?i:(?:(?P<half>(?:an?{SP})?half(?:{SP}an?{SP}|[ -]))|an?{SP})"
    r"(?P<unit>second|minute|hour|day|night|week|weekend|fortnight|month|quarter|year|decade"
    r"|century|millennium)(?P<plus> and a (?:half|quarter))?)(?![\w-]"
    r"|[’']s)(?!(?<=quarter)[ \u00a0]of)"
)
_VAGUE: Final = lazily(
    rf"(?i:(?:an?{SP})?(?:few|several|couple(?:{SP}of)?)(?:{SP}more)?{SP}"
    r"(?P<unit>seconds|minutes|hours|days|nights|weeks|weekends|months|quarters|years|decades"
    r"|centuries))(?!\w)"
)
_A_PART: Final = lazily(
    r"(?i:an?[ \u00a0-](?P<part>third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
    r"|hundredth|thousandth|half))(?=[ \u00a0](?:of|more|less|fewer|higher|lower|larger|smaller"
    r"|are|were|is|was|have|had|said|voted)(?!\w))(?![ \u00a0]of[ \u00a0]an?[ \u00a0](?:century"
    r"|million|billion|mile|hour))"
)
_HALF: Final = lazily(
    r"(?i:half)(?=[ \u00a0](?:of|the|its|his|her|their|our|all|that|those|these|as)(?!\w)"
    r"|[ \u00a0]an?[ \u00a0]\w|[ \u00a0](?:or[ \u00a0]so|came|were|was|are|is|said|had|have"
    r"|voted)(?!\w))(?![ \u00a0](?:the[ \u00a0](?:battle|time|story|fun)))"
)


_OF_A_POINT: Final = lazily(
    r"(?i:(?P<part>(?:a|one)[ -](?:half|quarter|third|tenth)|half|three[ -]quarters|two[ -]thirds)"
    r"(?:[ \u00a0]of)?[ \u00a0]an?[ \u00a0](?P<unit>percentage point|percent|per cent))(?!\w)"
)
_SHARES: Final = {"half": 0.5, "quarter": 0.25, "third": 1 / 3, "tenth": 0.1}


def _part_of_point(text: str, start: int, limit: int) -> Hit | None:
    """The value of "a quarter of a percentage point" and "half a percent"."""
    match = _OF_A_POINT.match(text, start, limit)
    if match is None:
        return None
    part = match.group("part").lower()
    share = _SHARES.get(re.split(r"[ -]", part)[-1].rstrip("s"), 0.0)
    value = share * (3 if part.startswith("three") else 2 if part.startswith("two") else 1)
    unit = PERCENT[match.group("unit").lower()]
    return Hit(start, match.end(), {"type": "percent", "unit": unit, "value": tidy(value)})


def at_article(text: str, start: int, limit: int) -> Hit | None:
    """The figure that starts with "a", "half", "few", "several" or "couple" at `start`."""
    if hit := _part_of_point(text, start, limit):
        return hit
    if one := _ONE_UNIT.match(text, start, limit):
        return _one_unit(text, start, limit, one)
    if vague := _VAGUE.match(text, start, limit):
        unit = DURATIONS[vague.group("unit").lower()]
        if way := numbers_with_units.WAY.match(text, vague.end(), limit):
            fields = {**numbers_with_units.offset(None, unit, way.group(1)), "approximate": True}
            return Hit(start, way.end(), fields)
        before, letter, _ = ISO_DURATION[unit]
        timex = f"{before}X{letter}"
        fields = {"type": "duration", "unit": unit, "approximate": True, "timex": timex}
        return Hit(start, vague.end(), fields)
    if part := _A_PART.match(text, start, limit):
        fields = {"type": "fraction", "value": tidy(1 / part_of(part.group("part")))}
        return Hit(start, part.end(), fields)
    if hit := numbers_with_units.at_number(text, start, limit):
        return hit
    if half := _HALF.match(text, start, limit):
        return Hit(start, half.end(), {"type": "fraction", "value": 0.5})
    return None


def _one_unit(text: str, start: int, limit: int, match: re.Match[str]) -> Hit | None:
    unit = DURATIONS[match.group("unit").lower()]
    value: Number = 0.5 if match.group("half") else 1
    if match.group("plus"):
        value = value + (0.5 if match.group("plus").endswith("half") else 0.25)
    if way := numbers_with_units.WAY.match(text, match.end(), limit):
        return Hit(start, way.end(), numbers_with_units.offset(tidy(value), unit, way.group(1)))
    fields: dict[str, Any] = {"type": "duration", "unit": unit, "value": tidy(value)}
    return Hit(
        start, match.end(), {**fields, "timex": numbers_with_units.iso_duration(fields, unit)}
    )
