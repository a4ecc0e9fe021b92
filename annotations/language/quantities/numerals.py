"""Numbers as the news writes them: digits, words, and both mixed, with their values."""

from __future__ import annotations

import re
from typing import Final

from annotations.language.lexicon import lazily

Number = int | float

_UP_TO_NINE = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_FROM_TEN = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen")
_BY_TEN = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

ONES: Final = {word: value for value, word in enumerate(_UP_TO_NINE)}
TEENS: Final = {
    word: value
    for value, word in enumerate((*_FROM_TEN, "seventeen", "eighteen", "nineteen"), start=10)
}
TENS: Final = {word: value * 10 for value, word in enumerate(_BY_TEN, start=2)}
SCALES: Final[dict[str, int]] = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 10**3,
    "lakh": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
}
_VULGAR: Final = {
    "½": 1 / 2,
    "¼": 1 / 4,
    "¾": 3 / 4,
    "⅓": 1 / 3,
    "⅔": 2 / 3,
    "⅛": 1 / 8,
    "⅜": 3 / 8,
    "⅝": 5 / 8,
    "⅞": 7 / 8,
    "⅕": 1 / 5,
}
_PARTS: Final = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "twelfth": 12,
    "sixteenth": 16,
    "twentieth": 20,
    "hundredth": 100,
    "thousandth": 1000,
}
_ORDINALS: Final = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
    "thirteenth": 13,
    "fourteenth": 14,
    "fifteenth": 15,
    "sixteenth": 16,
    "seventeenth": 17,
    "eighteenth": 18,
    "nineteenth": 19,
    "twentieth": 20,
    "thirtieth": 30,
    "fortieth": 40,
    "fiftieth": 50,
    "sixtieth": 60,
    "seventieth": 70,
    "eightieth": 80,
    "ninetieth": 90,
    "hundredth": 100,
    "thousandth": 1000,
    "millionth": 10**6,
}

# Pieces of patterns. Spaces may be no-break; hyphens may be any of three.
SP: Final = r"[ \u00a0\u202f\u2009]"
SPACES: Final = " \u00a0\u202f\u2009"
HY: Final = r"[-\u2010\u2011\u2013]"
_JOIN: Final = r"[ \u00a0\u2010\u2011-]"


def _either(words: dict[str, int] | dict[str, float]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


SEPARATORS: Final = ".,'’\u00a0\u202f\u2009"
"""What joins digits to one number, or to something that is none."""
MORE_DIGITS: Final = rf"[{SEPARATORS}]?\d"
# No figure of the news has more digits, and Python refuses to read thousands of them. A number
# ends where its run of digits ends: "1.2.3" and "1,00" are none, and no part of them is one.
DIGITS: Final = (
    r"(?:(?!0\d)(?:(?:\d{1,3}(?:,\d{3}){1,8}|\d{1,2}(?:,\d\d){1,6},\d{3}|\d{1,3}(?:['’]\d{3}){1,6}"
    r"|[1-9]\d{0,2}(?:[ \u00a0\u202f\u2009]\d{3}){1,6}|\d{1,18})(?:\.\d{1,12})?|\.\d{1,12})"
    rf"(?!{MORE_DIGITS}))"
)
VULGAR: Final = "[" + "".join(_VULGAR) + "]"
_SMALL: Final = (
    rf"(?:(?:{_either(TENS)})(?:{_JOIN}(?:{_either(ONES)})(?!\w))?"
    rf"|{_either(TEENS)}|{_either(ONES)})"
)
_SCALE: Final = f"(?:{_either(SCALES)})"
WORDS: Final = (
    rf"(?i:(?:(?:three{_JOIN}quarters|an?{_JOIN}(?:quarter|third)|half){SP}of{SP}an?{SP}{_SCALE}"
    rf"|{_SMALL}(?:{SP}point(?:{SP}(?:{_either(ONES)})(?!\w)){{1,4}})?"
    rf"(?:{_JOIN}{_SCALE}(?:{SP}(?:and{SP})?{_SMALL}(?!\w))?){{0,8}}"
    rf"|an?{SP}(?:half{_JOIN})?{_SCALE}(?:{_JOIN}{_SCALE}){{0,4}}"
    rf"(?:{SP}and{SP}{_SMALL}(?!\w)(?:{_JOIN}{_SCALE}){{0,4}})?"
    rf"|half{_JOIN}(?:an?{SP})?{_SCALE})(?!\w))"
)
_AND_PART: Final = (
    rf"(?:{_JOIN}and{_JOIN}(?i:an?|one|two|three){_JOIN}(?i:half|third|quarter)s?"
    rf"(?:{SP}{_SCALE})?(?!\w))"
)
_FIGURE: Final = (
    rf"(?:[1-9]/(?:[2-9]|10|16)(?={SP}(?:percent|per{SP}cent|percentage|of|inch|mile|hour|cup)(?!\w))"
    rf"|{DIGITS}(?:{SP}?{VULGAR}|[ \u00a0-]\d/\d{{1,2}}(?!\d))?|{VULGAR})"
    rf"(?:{_JOIN}(?i:{_SCALE})s?(?!\w)){{0,2}}"
)
NUMBER: Final = rf"(?:(?:{_FIGURE}|{WORDS}){_AND_PART}?)"
"""Any cardinal."""
SHORT_SCALES: Final = {
    **dict.fromkeys(("k", "K"), 10**3),
    **dict.fromkeys(("m", "M", "MM", "mn", "Mn", "mln", "mio", "MN"), 10**6),
    **dict.fromkeys(("b", "B", "bn", "Bn", "BN", "bln"), 10**9),
    **dict.fromkeys(("t", "T", "tn", "trn", "TN"), 10**12),
    **dict.fromkeys(("cr", "Cr"), 10**7),
}
"""Scales as tables and headlines shorten them."""
SHORT_SCALE: Final = rf"{SP}?(?:{'|'.join(sorted(SHORT_SCALES, key=len, reverse=True))})(?!\w)"
PART: Final = rf"(?:{_either(_PARTS)})"
ORDINAL: Final = (
    rf"(?i:\d{{1,3}}(?:,\d{{3}})*(?:st|nd|rd|th)(?!\w)"
    rf"|(?:(?:{_either(TENS)}){_JOIN})?(?:{_either(_ORDINALS)})(?!\w))"
)

_SPLIT: Final = lazily(r"[ \u00a0\u202f\u2009\u2010\u2011\u2013-]+")
_NUMERIC: Final = lazily(
    rf"({DIGITS}(?!/))?[ \u00a0\u202f\u2009-]?({VULGAR}|\d/\d{{1,2}})?{SP}?-?(.*)", re.DOTALL
)
_ADDED: Final = lazily(
    rf"{_JOIN}and{_JOIN}(an?|one|two|three){_JOIN}(half|third|quarter)", re.IGNORECASE
)
_OF_SCALE: Final = lazily(
    rf"(three|an?|half)(?:{_JOIN}(quarter|third)s?)?{SP}of{SP}an?{SP}({_SCALE})"
)


LARGEST: Final = 10**18
"""No quantity is larger: what is has no use as a number, and no place in a file of rows."""
_LONGEST: Final = 200
"""Characters of a number."""


def value_of(surface: str) -> Number:
    """The value of a cardinal that `NUMBER` matched, with its scale and fraction."""
    low = surface.lower()
    if len(low) > _LONGEST:
        return LARGEST
    head, tail = low, ""
    cut = _ADDED.search(low)
    if cut:
        head, tail = low[: cut.start()], low[cut.end() :]
    result = _plain(head)
    if cut:
        top = {"two": 2, "three": 3}.get(cut.group(1), 1)
        result = result + top / _PARTS[cut.group(2)]
        result = result * SCALES.get(tail.strip("s -\u00a0"), 1)
    return tidy(min(result, LARGEST))


def _plain(low: str) -> Number:
    match = _NUMERIC.match(low)
    if match is None or not (match.group(1) or match.group(2)):
        return _worded(low)
    digits, part, rest = match.groups()
    value: Number = 0
    if digits:
        digits = re.sub(r"[^\d.]", "", digits)
        value = float(digits) if "." in digits else int(digits)
    if part:
        over = part.split("/")
        fraction = _VULGAR[part] if len(over) == 1 else int(over[0]) / max(int(over[1]), 1)
        value = value + fraction
    rest = rest.strip(" -\u00a0\u202f\u2009\u2010\u2011").rstrip(".")
    for scale in _SPLIT.split(rest) if rest else ():
        factor = SCALES.get(scale) or SCALES.get(scale.rstrip("s"), 1)
        # Tenths of a million are exact in decimal, not in binary.
        value = round(value * factor, 6)
    return value


def _worded(low: str) -> Number:
    if part := _OF_SCALE.match(low):
        count = 3 if part.group(1) == "three" else 1
        return SCALES[part.group(3)] * count / _PARTS[part.group(2) or "half"]
    total: Number = 0
    current: Number = 0
    tenths = 0
    for word in _SPLIT.split(low):
        if word in SCALES:
            factor, tenths = SCALES[word], 0
            if factor == 100 or factor == 12:
                current = (current or 1) * factor
            elif total and not current:
                # "two lakh crore": a scale of a scale.
                total *= factor
            else:
                total += (current or 1) * factor
                current = 0
        elif word == "point":
            tenths = 1
        elif tenths:
            current += ONES.get(word, 0) / 10**tenths
            tenths += 1
        elif word in ("a", "an"):
            current = current or 1
        elif word == "half":
            current = 0.5
        else:
            current += ONES.get(word, TEENS.get(word, TENS.get(word, 0)))
    return total + current


def ordinal_of(surface: str) -> int:
    """The value of an ordinal that `ORDINAL` matched."""
    low = surface.lower()
    if low[0].isdigit():
        return int(low[:-2].replace(",", ""))
    return sum(TENS.get(word, 0) + _ORDINALS.get(word, 0) for word in _SPLIT.split(low))


def part_of(surface: str) -> int:
    """The denominator of a part of a whole: 3 for "third" and "thirds"."""
    low = surface.lower()
    return _PARTS.get(low) or _PARTS.get(low.removesuffix("s"), 1)


def tidy(value: Number) -> Number:
    """An int where the value is whole; no tail of binary digits."""
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded
