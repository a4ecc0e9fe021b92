"""Figures other than dates: money, percentages, durations, measures, parts, ranks and counts.

A number is read once; what it is a number of is looked up in the words behind it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final, NamedTuple

from annotations.language.lexicon import lazily
from annotations.language.quantities.numerals import (
    HY,
    NUMBER,
    SP,
    Number,
    part_of,
    tidy,
    value_of,
)
from annotations.language.quantities.units import (
    CENTS,
    CURRENCY_CODES,
    CURRENCY_SYMBOLS,
    CURRENCY_WORDS,
    DURATIONS,
    ISO_DURATION,
    MEASURES,
    PERCENT,
)


class Hit(NamedTuple):
    """A figure before it becomes a value: what a `Quantity` is made with, besides its span."""

    start: int
    end: int
    fields: dict[str, Any]


class _Read(NamedTuple):
    """A number or a range of two, and where it ends."""

    low: Number
    high: Number | None
    end: int

    def fields(self, scale: Number = 1) -> dict[str, Any]:
        """Value, or low and high."""
        if self.high is None:
            return {"value": tidy(self.low * scale)}
        return {"low": tidy(self.low * scale), "high": tidy(self.high * scale)}


_NUMBER: Final = lazily(NUMBER)
_TO: Final = lazily(rf"(?:{SP}?{HY}{SP}?|{SP}(?:to|or){SP})(?=[\w$€£¥])[$€£¥]?")
_AND: Final = lazily(rf"{SP}and{SP}(?=[\w$€£¥])[$€£¥]?")
_BEHIND: Final = lazily(
    r"(?P<gap>[ \u00a0\u202f]?|[-\u2010\u2011])"
    r"(?P<first>[A-Za-z°][\w./’'²³°-]*|[%€£₽₴°]|zł)(?:[ \u00a0](?P<second>[A-Za-z]+)"
    r"(?:[ \u00a0](?P<third>[A-Za-z]+))?)?"
)
_OLD: Final = lazily(r"[ \u00a0-]olds?(?!\w)")
WAY: Final = lazily(rf"{SP}(ago|earlier|later|from{SP}now)(?!\w)")
_MORE: Final = lazily(
    rf",?{SP}(?:and{SP})?(\d{{1,6}}|[a-z]+(?:-[a-z]+)?){SP}(seconds?|minutes?|hours?|days?|months?)(?!\w)"
)
_INCHES: Final = lazily(rf"[ \u00a0-](\d{{1,6}}|[a-z]+)(?:{SP}(?:inch|inches|in)(?!\w))?(?![\w.,])")
_OF: Final = lazily(r"[ \u00a0](?:of|the)(?!\w)")
_ONE_IN: Final = lazily(
    rf"{SP}(?:out{SP}of|in)(?:{SP}every)?{SP}(\d{{1,6}}(?:,\d{{3}})?|two|three|four|five|six|seven"
    rf"|eight|nine|ten"
    r"|twenty|hundred)(?![\w%]|[.,]\d)"
)
_AFTER_PART: Final = lazily(
    r"[.,;]|$|[ \u00a0](?:of|the|to|that|as|their|its|his|her|more|less|fewer|in|and|were|was|is"
    r"|are|said|lower|higher)(?!\w)"
)


@cache
def units() -> dict[str, tuple[str, str]]:
    """Every spelling of a unit -> what it measures and the unit; spellings keep their case."""
    known: dict[str, tuple[str, str]] = {}
    tables = (("measure", MEASURES), ("money", CURRENCY_WORDS), ("money", CENTS))
    for kind, table in (*tables, ("duration", DURATIONS), ("percent", PERCENT)):
        known.update({word: (kind, unit) for word, unit in table.items()})
    known.update({code: ("money", code) for code in CURRENCY_CODES})
    known.update({mark: ("money", CURRENCY_SYMBOLS[mark]) for mark in ("€", "£", "₽", "₴", "zł")})
    known["RMB"] = ("money", "CNY")
    parts = ("third", "quarter", "fifth", "sixth", "eighth", "tenth", "fourth", "seventh", "ninth")
    for part in parts:
        known.setdefault(part, ("fraction", part))
        known[part + "s"] = ("fraction", part)
    known["quarters"] = ("fraction", "quarter")
    known["hundredths"] = known["hundredth"] = ("fraction", "hundredth")
    for mark in ("o’clock", "o'clock"):
        known[mark] = ("time", "")
    return known


def at_number(text: str, start: int, limit: int) -> Hit | None:
    """The figure that starts with the cardinal at `start`."""
    read = read_number(text, start, limit)
    if read is None:
        return None
    hit = _with_unit(text, start, limit, read)
    if hit is None and read.high is not None:
        single = read_number(text, start, limit, alone=True)
        return single and (_with_unit(text, start, limit, single) or _count(start, single))
    return hit or _one_in(text, start, limit, read) or _count(start, read)


def read_number(text: str, start: int, limit: int, *, alone: bool = False) -> _Read | None:
    """The number or the range at `start`; `alone` leaves a second number to itself."""
    match = _NUMBER.match(text, start, limit)
    if match is None:
        return None
    low, end = value_of(match.group()), match.end()
    before = text[max(start - 11, 0) : start].rstrip("$€£¥USA")
    joiner = _AND if before.endswith(("between ", "Between ")) else _TO
    single = alone or before.endswith(("from ", "From "))
    joint = None if single else joiner.match(text, end, limit)
    second = _NUMBER.match(text, joint.end(), limit) if joint else None
    if second is None:
        return _Read(low, None, end)
    high = value_of(second.group())
    if low < 100 and high >= 1000 and not second.group().replace(",", "").isdigit():
        # "2 to 3 million" means two million.
        factor = 1000 ** ((len(str(int(high))) - 1) // 3)
        low = low * factor if low < high / factor else low
    if high <= low:
        return _Read(low, None, end)
    return _Read(low, high, second.end())


def _count(start: int, read: _Read) -> Hit:
    return Hit(start, read.end, {"type": "count", **read.fields()})


def _with_unit(text: str, start: int, limit: int, read: _Read) -> Hit | None:
    """The figure with the longest unit behind it that the tables know."""
    behind = _BEHIND.match(text, read.end, limit)
    if behind is None:
        return None
    first, second, third = behind.group("first", "second", "third")
    known = units()
    tries = (
        (f"{first} {second} {third}", "third") if third else None,
        (f"{first} {second}", "second") if second else None,
        (first, "first"),
        (first.replace("-", " "), "first"),
        (first.rstrip(".-’'"), ""),
        (first.partition("-")[0].partition("’")[0], ""),
    )
    for each in tries:
        if each is None:
            continue
        words, group = each
        unit = known.get(words) or known.get(words.lower())
        if unit is None:
            continue
        end = behind.end(group) if group else behind.start("first") + len(words)
        surface = text[start : read.end]
        gap = behind.group("gap")
        hit = _AS[unit[0]](_Place(text, start, end, limit, gap, words, surface), read, unit[1])
        if hit is not None:
            return hit
    return None


class _Place(NamedTuple):
    """Where a unit was found: its end, the gap before it, its spelling, the number's."""

    text: str
    start: int
    end: int
    limit: int
    gap: str
    word: str
    number: str


def _percent(place: _Place, read: _Read, unit: str) -> Hit | None:
    return Hit(place.start, place.end, {"type": "percent", "unit": unit, **read.fields()})


def _money(place: _Place, read: _Read, unit: str) -> Hit | None:
    hyphenated = place.gap not in ("", " ", "\u00a0", "\u202f")
    if hyphenated and place.word.lower().endswith(("s", "pound")):
        return None
    scale = 0.01 if place.word.lower() in CENTS else 1
    return Hit(place.start, place.end, {"type": "money", "unit": unit, **read.fields(scale)})


def _measure(place: _Place, read: _Read, unit: str) -> Hit | None:
    sign = len(place.word) <= 3 and place.word not in ("ton", "day", "oz", "lbs", "lb", "mph")
    if sign and not (place.number[0].isdigit() or place.word == "°"):
        return None
    if place.word in ("C", "F", "g", "m", "in") and place.gap:
        return None
    if place.text[place.end : place.end + 1].isalnum():
        return None
    fields = {"type": "measure", "unit": unit, **read.fields()}
    end = place.end
    inches = _INCHES.match(place.text, end, place.limit) if unit == "foot" else None
    if inches and read.high is None and (extra := _small(inches.group(1))) is not None:
        fields["value"] = tidy(read.low + extra / 12)
        end = inches.end()
    return Hit(place.start, end, fields)


def _small(word: str) -> int | None:
    """The value of a number below a hundred, in digits or one word."""
    if word.isdigit():
        return int(word)
    match = _NUMBER.fullmatch(word)
    return int(value_of(word)) if match else None


def _duration(place: _Place, read: _Read, unit: str) -> Hit | None:
    text, end = place.text, place.end
    hyphenated = place.gap in ("-", "\u2010", "\u2011")
    singular = place.word.lower() == unit
    old = _OLD.match(text, end, place.limit)
    if not (old or hyphenated == singular or (singular and read.low <= 1 and read.high is None)):
        return None
    if text[end : end + 1].isalnum() or (
        not old and singular and text[end : end + 1] == "-" and not hyphenated
    ):
        return None
    fields = {"type": "duration", "unit": unit, **read.fields()}
    if old:
        end = old.end() if hyphenated else end
    elif way := WAY.match(text, end, place.limit):
        return Hit(place.start, way.end(), offset(read.low, unit, way.group(1)))
    elif read.high is None and (more := _MORE.match(text, end, place.limit)):
        extra = _small(more.group(1))
        smaller = DURATIONS[more.group(2)]
        if extra is not None and (value := _compound(read.low, unit, extra, smaller)):
            fields["value"], end = value, more.end()
    return Hit(place.start, end, {**fields, "timex": iso_duration(fields, unit)})


def offset(value: Number | None, unit: str, way: str) -> dict[str, Any]:
    """What "four years ago" means: a date, `P-4Y`."""
    before, letter, size = ISO_DURATION.get(unit, ("P", "D", 1))
    amount = "X" if value is None else f"{value * size:g}"
    sign = "-" if way in ("ago", "earlier") else ""
    kind = "time" if before == "PT" else "date"
    return {"type": kind, "timex": f"{before}{sign}{amount}{letter}"}


_SIZES: Final = {
    "second": 1,
    "minute": 60,
    "hour": 3600,
    "day": 86400,
    "week": 604800,
    "month": 1,
    "year": 12,
}


def _compound(value: Number, unit: str, extra: int, smaller: str) -> Number | None:
    """The value of "two hours and 30 minutes" in hours; none if the units do not fit."""
    calendar = ("month", "year")
    if unit not in _SIZES or smaller == unit or (unit in calendar) != (smaller in calendar):
        return None
    if _SIZES[smaller] >= _SIZES[unit]:
        return None
    return tidy(value + extra * _SIZES[smaller] / _SIZES[unit])


def iso_duration(fields: dict[str, Any], unit: str) -> str:
    """`PT5H30M`, `P10Y`: whole parts only, down to the second."""
    value = fields.get("value")
    if value is None or unit not in ISO_DURATION:
        return ""
    before, letter, size = ISO_DURATION[unit]
    amount = value * size
    whole = int(amount)
    rest = amount - whole
    smaller = {"H": "M", "M": "S" if before == "PT" else ""}.get(letter)
    if rest and smaller:
        head = f"{whole}{letter}" if whole else ""
        return f"{before}{head}{round(rest * 60)}{smaller}"
    return f"{before}{tidy(amount)}{letter}"


def _fraction(place: _Place, read: _Read, part: str) -> Hit | None:
    plural = place.word.lower().endswith("s")
    rows = place.text.startswith((" in a row", " running", " of growth"), place.end)
    if part == "quarter" and plural and place.gap == " " and (read.low != 3 or rows):
        return _quarters(place, read)
    bottom = part_of(part)
    if read.high is not None or not (0 < read.low < bottom) or plural != (read.low != 1):
        return None
    if not plural and not _AFTER_PART.match(place.text, place.end, place.limit):
        return None
    return Hit(place.start, place.end, {"type": "fraction", "value": tidy(read.low / bottom)})


def _quarters(place: _Place, read: _Read) -> Hit:
    fields = {"type": "duration", "unit": "quarter", **read.fields()}
    return Hit(place.start, place.end, {**fields, "timex": iso_duration(fields, "quarter")})


def _clock(place: _Place, read: _Read, unit: str) -> Hit | None:
    del unit
    if read.high is not None or not 0 < read.low <= 24:
        return None
    return Hit(place.start, place.end, {"type": "time", "timex": f"T{int(read.low):02}:00"})


_AS: Final = {
    "percent": _percent,
    "money": _money,
    "measure": _measure,
    "duration": _duration,
    "fraction": _fraction,
    "time": _clock,
}


def _one_in(text: str, start: int, limit: int, read: _Read) -> Hit | None:
    """The share that "one in five" or "two out of three" is."""
    match = _ONE_IN.match(text, read.end, limit)
    if match is None or read.high is not None or not 0 < read.low < 100:
        return None
    if not re.search("out|every", match.group()) and read.low != 1:
        return None
    word = match.group(1)
    under = value_of(word) if word != "hundred" else 100
    if not read.low < under <= 10_000 or under == 2:
        return None
    return Hit(start, match.end(), {"type": "fraction", "value": tidy(read.low / under)})
