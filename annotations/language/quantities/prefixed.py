"""Figures that do not start with a number: "$5", "USD 5", "first", "a week", "half of"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from annotations.language.lexicon import lazily
from annotations.language.quantities import numbers_with_units
from annotations.language.quantities.counted_nouns import counted_noun
from annotations.language.quantities.number_reading import Read, read_number, read_sign
from annotations.language.quantities.numbers_with_units import Hit
from annotations.language.quantities.numerals import (
    ONES,
    ORDINAL,
    SEPARATORS,
    SP,
    SPACES,
    TEENS,
    TENS,
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
    + rf"){SP}?(?=[-−–]?[\d.½¼¾]|[-−–]?(?i:{'|'.join((*ONES, *TEENS, *TENS, 'half'))})(?!\w))"
)
_CODE: Final = lazily(rf"([A-Z]{{3}}){SP}?(?=[-−–]?[\d.])")
_ORDINAL: Final = lazily(ORDINAL)
_DOUBTFUL: Final = ("R", "N", "P", "D")
"""Letters that stand for a currency and for much else: a road, a mask, a page."""
_SURE_SUM: Final = lazily(r"\d{3}|\d,\d|\d[  ]\d{3}|[a-zA-Z]{2}|\d\.\d\d(?!\d)|\d(?:m|bn|k)(?!\w)")
_ROAD: Final = lazily(r"[ \u00a0](?:road|highway|motorway|freeway|route|mask|bus|interchange)")


def at_symbol(text: str, start: int, limit: int) -> Hit | None:
    """The money that starts with the sign at `start`, minus included."""
    hit = _one_sum(text, start, limit)
    return hit and numbers_with_units.joined(text, hit, limit, _one_sum)


def at_code(text: str, start: int, limit: int) -> Hit | None:
    """The money that starts with the ISO code at `start`."""
    return at_symbol(text, start, limit)


def _one_sum(text: str, start: int, limit: int) -> Hit | None:
    sign, at = read_sign(text, start, limit)
    symbol = _SYMBOL.match(text, at, limit)
    if symbol is not None:
        mark = symbol.group().strip(SPACES)
        unit, at = CURRENCY_SYMBOLS[mark], symbol.end()
        if mark in _LOCAL:
            unit = _local(text, mark)
    else:
        mark = ""
        code = _CODE.match(text, at, limit)
        if code is None or code.group(1) not in CURRENCY_CODES:
            # "5m-$7m" may go on without the sign.
            return None
        unit, at = numbers_with_units.units()[code.group(1)][1], code.end()
    hit = _sum(text, start, at, limit, unit, sign)
    if hit is None or mark not in _DOUBTFUL:
        return hit
    sure = _SURE_SUM.search(text, at, hit.end) and not _ROAD.match(text, hit.end, limit)
    return hit if sure else None


_UNREAD: Final = lazily(rf"\d+(?:[{SEPARATORS}]\d+)+(?![-\w])")


def unread_sum(text: str, start: int, limit: int) -> Iterator[Hit]:
    """A sum that cannot be read whole, without a value: "$1.2.3"."""
    _, at = read_sign(text, start, limit)
    symbol = _SYMBOL.match(text, at, limit)
    number = symbol and _UNREAD.match(text, symbol.end(), limit)
    if symbol is None or number is None or symbol.group().strip(SPACES) in _DOUBTFUL:
        return
    unit = CURRENCY_SYMBOLS[symbol.group().strip(SPACES)]
    yield Hit(start, number.end(), {"type": "money", "unit": unit})


_LOCAL: Final[dict[str, dict[str, str]]] = {
    "Rs": {
        "PKR": "Pakistan Karachi Lahore Islamabad Punjab Sindh",
        "LKR": "Lanka Colombo",
        "NPR": "Nepal Kathmandu",
        "MUR": "Mauritius",
    },
}
_LOCAL["Rs."] = _LOCAL["Re"] = _LOCAL["Rs"]
_INDIAN: Final = ("India", "Delhi", "Mumbai", "crore")
_HEAD: Final = 20_000
"""How much of an article tells which country's sign it is."""


@lru_cache(maxsize=64)
def _local(text: str, mark: str) -> str:
    """Whose rupee: that of the country which the article names most often; India's by default."""
    head = text[:_HEAD]
    home = CURRENCY_SYMBOLS[mark]
    counts = {home: sum(map(head.count, _INDIAN))}
    for unit, names in _LOCAL[mark].items():
        counts[unit] = sum(map(head.count, names.split()))
    return max(counts, key=lambda unit: (counts[unit], unit == home))


def _sum(text: str, start: int, at: int, limit: int, unit: str, sign: int) -> Hit | None:
    read = read_number(text, at, limit, money=True)
    if read is None:
        return None
    fields = read.fields(sign)
    end = read.end
    if "value" in fields and (named := _NAMED.match(text, end, limit)):
        # "$5 US" and "$12 Australian" are rare; "$4 and 50 cents" is not.
        value, end = fields["value"] + sign * int(named.group(1)) / 100, named.end()
        fields = {"value": tidy(value)}
    return Hit(start, end, {"type": "money", "unit": unit, **fields})


_NAMED: Final = lazily(rf"{SP}and{SP}(\d{{1,2}}){SP}(?:cents?|pence)(?!\w)")


def at_ordinal(text: str, start: int, limit: int) -> Hit | None:
    """The rank at `start`."""
    match = _ORDINAL.match(text, start, limit)
    if match is None or _STONES.fullmatch(match.group()):
        return None
    return Hit(start, match.end(), {"type": "ordinal", "value": ordinal_of(match.group())})


_STONES: Final = lazily(r"(?:\d*1[0-9]|\d*[02-9])st")
"""12st is a weight."""
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
_MAGNITUDES: Final = r"(?:dozen|score|hundred|thousand|lakh|million|crore|billion|trillion)"
_MANY: Final = lazily(
    rf"(?i:(?:(?:many{SP})?(?:tens|dozens|scores|hundreds|thousands|lakhs|millions|billions){SP}of{SP})?"
    r"(?:dozens|hundreds|thousands|lakhs|crores|millions|billions|trillions)(?![\w-])"
    rf"|scores(?={SP}of{SP}(?!\d|the{SP}game)|{SP}(?:were|are|have|had|more|killed|injured|feared"
    r"|died)(?!\w))"
    rf"|(?:several|a{SP}few|many|some|(?:a{SP})?couple{SP}(?:of{SP})?){SP}?(?<=[ \u00a0])"
    rf"{_MAGNITUDES}s?"
    rf"(?:{SP}{_MAGNITUDES})?(?!\w))"
)
_FOLDS: Final = lazily(rf"(?i:({'|'.join((*ONES, 'ten'))})fold)(?!\w)")


def at_fold(text: str, start: int, limit: int) -> Hit | None:
    """How many times more "threefold" is."""
    match = _FOLDS.match(text, start, limit)
    value = match and value_of(match.group(1))
    return match and Hit(start, match.end(), {"type": "count", "unit": "fold", "value": value})


_OF: Final = lazily(rf"{SP}of{SP}(?:the{SP})?|{SP}")


def at_magnitude(text: str, start: int, limit: int) -> Hit | None:
    """The figure without a number that starts at `start`: dozens, tens of billions of dollars."""
    match = _MANY.match(text, start, limit)
    if match is None:
        return None
    fields: dict[str, Any] = {"approximate": True}
    of = _OF.match(text, match.end(), limit)
    if of is not None:
        read = Read(2, None, of.end() - 1, known=False)
        unit = numbers_with_units.with_unit(text, start, limit, read)
        if unit is not None and unit.fields["type"] in ("money", "measure", "duration", "percent"):
            return Hit(start, unit.end, {**unit.fields, **fields})
        if of.group().strip(SPACES) == "of":
            fields["unit"] = counted_noun(text, of.end() - 1, limit)
    return Hit(start, match.end(), {"type": "count", **fields})


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


_HALF_A: Final = lazily(rf"(?i:half){SP}an?{SP}")
_BY: Final = ("by ", "almost ", "nearly ", "rose ", "fell ", "than ", "about ")
_PARTED: Final = lazily(
    rf"an?{SP}(quarter|third|fifth|tenth|half)(?=[.,;]|{SP}(?:in|over|since|to|from|this|last|after|on)"
    r"(?!\w))"
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
    if hit := at_magnitude(text, start, limit):
        return hit
    if hit := _part_of_point(text, start, limit):
        return hit
    if text.endswith(_BY, 0, start) and (part := _PARTED.match(text, start, limit)):
        fields = {"type": "fraction", "value": tidy(1 / part_of(part.group(1)))}
        return Hit(start, part.end(), fields)
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
    if half := _HALF_A.match(text, start, limit):
        hit = numbers_with_units.with_unit(text, start, limit, Read(0.5, None, half.end() - 1))
        if hit is not None and hit.fields["type"] == "measure":
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
