"""Figures other than dates: money, percentages, durations, measures, parts, ranks and counts.

A number is read once; what it is a number of is looked up in the words behind it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Final, NamedTuple

from annotations.language.lexicon import lazily
from annotations.language.quantities.counted_nouns import counted_noun
from annotations.language.quantities.number_reading import Read, moves, read_number
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


_NUMBER: Final = lazily(NUMBER)
_BEHIND: Final = lazily(
    r"(?P<gap>[ \u00a0\u202f]?|[-\u2010\u2011])"
    r"(?P<first>[A-Za-z°][\w./’'²³°-]*|[%€£₽₴₹¥$¢°]|zł)(?:[ \u00a0](?P<second>[A-Za-z]+)"
    r"(?:[ \u00a0](?P<third>[A-Za-z]+))?)?"
)
_OLD: Final = lazily(r"[ \u00a0-]olds?(?!\w)")
WAY: Final = lazily(rf"{SP}(ago|earlier|later|from{SP}now|before(?=[.,;)]|$))(?!\w)")
_MORE: Final = lazily(
    rf",?{SP}(?:and{SP})?(\d{{1,6}}|[a-z]+(?:-[a-z]+)?){SP}(seconds?|minutes?|hours?|days?|months?)(?!\w)"
    r"(?![ \u00a0](?:more|less|faster|slower|longer|shorter|later|earlier|after|before|ahead|behind"
    r"|short))"
)
_INCHES: Final = lazily(
    rf"[ \u00a0-](\d{{1,6}}|[a-z]+)(?:{SP}?(?:inch|inches|in)(?!\w))?(?![\w.,])"
)
_POUNDS: Final = lazily(rf"[ \u00a0-]?(\d{{1,2}}){SP}?(?:lbs?|pounds?)(?![\w])")
_SMALLER: Final = {"foot": (_INCHES, 12), "stone": (_POUNDS, 14)}
"""What goes on behind a unit, and how many of it the unit has: 5ft 10in, 12st 4lb."""
_OF: Final = lazily(r"[ \u00a0](?:of|the)(?!\w)")
_IN: Final = lazily(
    rf"{SP}(?P<how>out{SP}of|in)(?P<every>{SP}every)?{SP}(?P<under>\d{{1,3}}(?:,\d{{3}})?|two|three"
    r"|four|five|six|seven|eight|nine|ten|twenty|hundred)(?![\w%-]|[.,]\d|:\d)"
)
_ROUND: Final = (
    "3",
    "4",
    "5",
    "10",
    "20",
    "100",
    "1,000",
    "three",
    "four",
    "five",
    "ten",
    "twenty",
)
_HURT: Final = lazily(
    r"(?i:\b(?:kill\w*|wound\w*|injur\w*|arrest\w*|held|detain\w*|hurt|scor\w+|won|lost|hit)"
    r"(?: (?:at least|about|some|another))?[ \u00a0]$)"
)
_PERIOD: Final = lazily(
    r"[ \u00a0-](?:second|minute|hour|day|night|week|month|quarter|year|decade|game|match|attack"
    r"|raid|place|part|cit|district|province|state|innings|round|seat|set|location|country|countr"
    r"|region|count|town|village)"
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
    known.update(
        {
            mark: ("money", CURRENCY_SYMBOLS[mark])
            for mark in ("€", "£", "₽", "₴", "₹", "¥", "$", "zł")
        }
    )
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
    """The figure that starts with the cardinal, or its sign, at `start`."""
    hit = _one_figure(text, start, limit)
    return hit and joined(text, hit, limit, _one_figure)


def _one_figure(text: str, start: int, limit: int) -> Hit | None:
    read = read_number(text, start, limit)
    if read is None:
        return None
    of = _OF_A.match(text, read.end, limit)
    if _BY_SLASH.match(text, start) and read.high is None and read.low < 1 and of is None:
        return Hit(start, read.end, {"type": "fraction", **read.fields()})
    hit = with_unit(text, start, limit, read if of is None else read._replace(end=of.end()))
    if hit is not None and hit.fields["type"] == "fraction":
        share = _OF_A.match(text, hit.end, limit)
        value = Read(hit.fields["value"], None, share.end()) if share else read
        return (with_unit(text, start, limit, value) if share else None) or hit
    if hit is None and read.high is not None and not _noun_or_still(text, start, read.end, limit):
        single = read_number(text, start, limit, alone=True)
        return single and (with_unit(text, start, limit, single) or _count(start, single))
    return (
        hit
        or _fold(text, start, limit, read)
        or _one_in(text, start, limit, read)
        or _count(start, read)
    )


_BY_SLASH: Final = lazily(r"\d/\d{1,2}[ \u00a0]of")
_OF_A: Final = lazily(rf"{SP}of{SP}(?:an?|one)(?={SP}(?:percentage point|percent|per cent))")


def _noun_or_still(text: str, start: int, end: int, limit: int) -> bool:
    """Whether two numbers without a unit are a range: of something, or not of a change or vote."""
    if " and " in text[start:end] or counted_noun(text, end, limit):
        return True
    return not moves(text, start) and " to " in text[start:end]


_JOINT: Final = lazily(rf"{SP}?(?:{HY}|−){SP}?(?=[\d$€£¥₹A-Z])|{SP}to{SP}(?=[\w$€£¥₹])")
_ALONE: Final = ("count", "ordinal", "date", "time", "fraction")
"""What has no unit that could be said twice; counts are joined where numbers are read."""
_AND_JOINT: Final = lazily(rf"{SP}and{SP}(?=[\w$€£¥₹])")


def joined(text: str, hit: Hit, limit: int, read: Callable[[str, int, int], Hit | None]) -> Hit:
    """The range that a figure and the next one of its unit are: "$5m-$7m", "2% to 3%"."""
    fields = hit.fields
    if "value" not in fields or fields["type"] in _ALONE:
        return hit
    before = text[max(hit.start - 9, 0) : hit.start]
    between = before.endswith(("between ", "Between "))
    joint = (_AND_JOINT if between else _JOINT).match(text, hit.end, limit)
    if joint is None or (" to " in joint.group() and moves(text, hit.start)):
        return hit
    second = read(text, joint.end(), limit)
    if second is None or "value" not in second.fields:
        return hit
    if any(fields.get(key) != second.fields.get(key) for key in ("type", "unit")):
        return hit
    low, high = fields["value"], second.fields["value"]
    if low < 0 and high < low:
        low, high = high, low
    if not low < high:
        return hit
    ends = {"low": low, "high": high}
    kept = {key: value for key, value in fields.items() if key in ("type", "unit")}
    return Hit(hit.start, second.end, {**kept, **ends})


def _count(start: int, read: Read) -> Hit:
    return Hit(start, read.end, {"type": "count", **read.fields()})


def with_unit(text: str, start: int, limit: int, read: Read) -> Hit | None:
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


def _percent(place: _Place, read: Read, unit: str) -> Hit | None:
    if place.word.lower() == "pc" and (place.word != "pc" or place.gap):
        # A computer.
        return None
    return Hit(place.start, place.end, {"type": "percent", "unit": unit, **read.fields()})


def _money(place: _Place, read: Read, unit: str) -> Hit | None:
    word = place.word.lower()
    hyphenated = place.gap not in ("", " ", "\u00a0", "\u202f")
    if hyphenated and word.endswith(("s", "pound")):
        return None
    if place.word in ("p", "¢") and place.gap:
        return None
    if place.word == "p" and place.number in _LINES:
        return None
    fields: dict[str, Any] = {"type": "money", "unit": unit}
    if word in CENTS:
        unit = _hundredth_of(place.text, place.start, unit)
        return Hit(place.start, place.end, {**fields, "unit": unit, **read.fields(0.01)})
    cents = _CENTS.match(place.text, place.end, place.limit)
    extra = _small(cents.group(1)) if cents and read.high is None and read.known else None
    if cents and extra is not None and extra < 100:
        value = tidy(read.low + extra / 100)
        return Hit(place.start, cents.end(), {**fields, "value": value})
    return Hit(place.start, place.end, {**fields, **read.fields()})


_LINES: Final = ("360", "480", "720", "1080", "1440", "2160")
"""Lines of a picture: 1080p is no price."""
_CENTS: Final = lazily(
    rf",?{SP}(?:and{SP})?(\d{{1,2}}|[a-z]+(?:-[a-z]+)?){SP}(?:cents?|pence|p|kopecks|paise)(?!\w)"
)
_MARK: Final = lazily(
    r"€|(?:A|AU|C|CA|NZ|S|HK|US)?\$|£|(?<!\w)(?:R|K?Sh)(?= ?\d)|\b(?:euros?|Australian|Canadian)\b"
)
_SENTENCE: Final = lazily(r"[.!?]\s")
_WITH_CENTS: Final = {
    **dict.fromkeys(("€", "euro", "euros"), "EUR"),
    **dict.fromkeys(("A$", "AU$", "Australian"), "AUD"),
    **dict.fromkeys(("C$", "CA$", "Canadian"), "CAD"),
    **{"NZ$": "NZD", "S$": "SGD", "HK$": "HKD", "R": "ZAR", "KSh": "KES", "Sh": "KES"},
}


def _hundredth_of(text: str, start: int, unit: str) -> str:
    """Whose cents: those of the currency that was last named just before."""
    before = text[max(start - 80, 0) : start]
    marks = _MARK.findall(_SENTENCE.split(before)[-1]) if unit == "USD" else ()
    return _WITH_CENTS.get(marks[-1], unit) if marks else unit


_DIGIT: Final = lazily(r"\d")


def _measure(place: _Place, read: Read, unit: str) -> Hit | None:
    if read.short and len(place.word) <= 1:
        return None
    sign = len(place.word) <= 3 and place.word not in ("ton", "day", "oz", "lbs", "lb", "mph")
    if sign and not (_DIGIT.search(place.number) or place.word == "°"):
        return None
    if place.word in ("C", "F", "g", "m", "in") and place.gap:
        aside = (
            place.text[max(place.start - 1, 0) : place.start],
            place.text[place.end : place.end + 1],
        )
        if place.word not in ("C", "F") or aside not in (("(", ")"), ("(", ",")):
            return None
    if place.text[place.end : place.end + 1].isalnum():
        return None
    fields = {"type": "measure", "unit": unit, **read.fields()}
    end = place.end
    smaller = _SMALLER.get(unit)
    rest = smaller[0].match(place.text, end, place.limit) if smaller else None
    if smaller and rest and read.high is None and (extra := _small(rest.group(1))) is not None:
        fields["value"] = tidy(read.low + extra / smaller[1])
        end = rest.end()
    return Hit(place.start, end, fields)


def _small(word: str) -> int | None:
    """The value of a number below a hundred, in digits or one word."""
    if word.isdigit():
        return int(word)
    match = _NUMBER.fullmatch(word)
    return int(value_of(word)) if match else None


def _duration(place: _Place, read: Read, unit: str) -> Hit | None:
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
    elif read.known and (way := WAY.match(text, end, place.limit)):
        return Hit(place.start, way.end(), offset(read.low, unit, way.group(1)))
    elif (
        read.high is None
        and read.known
        and isinstance(read.low, int)
        and (more := _MORE.match(text, end, place.limit))
    ):
        extra = _small(more.group(1))
        smaller = DURATIONS[more.group(2)]
        if extra is not None and (value := _compound(read.low, unit, extra, smaller)):
            fields["value"], end = value, more.end()
    return Hit(place.start, end, {**fields, "timex": iso_duration(fields, unit)})


def offset(value: Number | None, unit: str, way: str) -> dict[str, Any]:
    """What "four years ago" means: a date, `P-4Y`."""
    before, letter, size = ISO_DURATION.get(unit, ("P", "D", 1))
    amount = "X" if value is None else f"{value * size:g}"
    sign = "-" if way in ("ago", "earlier", "before") else ""
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


def _fraction(place: _Place, read: Read, part: str) -> Hit | None:
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


def _quarters(place: _Place, read: Read) -> Hit:
    fields = {"type": "duration", "unit": "quarter", **read.fields()}
    return Hit(place.start, place.end, {**fields, "timex": iso_duration(fields, "quarter")})


def _clock(place: _Place, read: Read, unit: str) -> Hit | None:
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


_FOLD: Final = lazily(r"-?fold(?!\w)")


def _fold(text: str, start: int, limit: int, read: Read) -> Hit | None:
    """How many times more "12-fold" is."""
    match = _FOLD.match(text, read.end, limit)
    return match and Hit(start, match.end(), {"type": "count", "unit": "fold", **read.fields()})


def _one_in(text: str, start: int, limit: int, read: Read) -> Hit | None:
    """The share that "one in five", "four in 10" or "two out of three" is."""
    match = _IN.match(text, read.end, limit)
    if match is None or read.high is not None or not 0 < read.low < 100:
        return None
    word = match.group("under")
    loose = match.group("how") == "in" and not match.group("every")
    if loose and read.low != 1:
        before = text[max(start - 30, 0) : start]
        if word.lower() not in _ROUND or _HURT.search(before):
            return None
    if loose and _PERIOD.match(text, match.end(), limit):
        return None
    under = value_of(word) if word != "hundred" else 100
    if not read.low < under <= 10_000 or under == 2:
        return None
    return Hit(start, match.end(), {"type": "fraction", "value": tidy(read.low / under)})
