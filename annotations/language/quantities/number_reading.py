"""A number or a range of two as the text has them: sign, digits or words, shortened scale.

A number is read whole or not at all. Where a run of digits goes on behind what the grammar can
read ("1.2.3", "1,00", "5.5.7"), nothing is read there, and the finder gives the run no value.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from annotations.language.lexicon import lazily
from annotations.language.quantities.numerals import (
    HY,
    NUMBER,
    SCALES,
    SHORT_SCALE,
    SHORT_SCALES,
    SP,
    Number,
    tidy,
    value_of,
)


class Read(NamedTuple):
    """A number or a range of two, and where it ends."""

    low: Number
    high: Number | None
    end: int
    short: bool = False
    """Whether its scale is a letter or two: 3bn, 1.5M, 10k."""
    known: bool = True
    """Whether its value is known: "12m" may be metres or millions."""

    def fields(self, scale: Number = 1) -> dict[str, Any]:
        """Value, or low and high, or nothing where it is not known."""
        if not self.known:
            return {}
        if self.high is None:
            return {"value": tidy(self.low * scale)}
        return {"low": tidy(self.low * scale), "high": tidy(self.high * scale)}


class _One(NamedTuple):
    value: Number
    end: int
    scale: Number
    """What its words or letters multiply it by."""
    plain: bool
    """Whether nothing but digits gives its value."""
    short: str = ""
    year: bool = False
    """Whether it may be a year: 2019, but not 2,019."""


_NUMBER: Final = lazily(NUMBER)
_SHORT: Final = lazily(SHORT_SCALE)
_SIGN: Final = lazily(rf"(?:(?i:minus|negative){SP}|[-−–])(?=[\d.½¼¾$€£¥₹A-Za-z])|\+(?=\d)")
_TO: Final = lazily(
    rf"(?:-?{SP}(?:to|or){SP}|{SP}?(?:{HY}|−){SP}?|—(?=\d))(?=[\w$€£¥₹½¼¾−-])[$€£¥₹]?"
)
_AND: Final = lazily(rf"{SP}and{SP}(?=[\w$€£¥₹½¼¾−-])[$€£¥₹]?")
_SCALE_WORD: Final = lazily(rf"(?i:{'|'.join(SCALES)})s?(?!\w)")
_CRORE: Final = lazily(rf"{SP}(?:cr|Cr)(?!\w)")
_MOVES: Final = lazily(
    r"(?i:\b(?:ro[sd]e|ris\w+|f[ae]ll\w*|increas\w+|decreas\w+|climb\w*|dropp?\w*|declin\w+"
    r"|gr[eo]w(?:n|s|ing)?\b|cut\w*|lower\w*|rais\w+|slump\w*|jump\w*|surg\w+|slid\w*|gain\w*|los\w+|advanc\w+"
    r"|narrow\w*|widen\w*|mov\w+|went|go(?:es|ing)?|gone|up|down|eas\w+|slow\w*|doubl\w+|tripl\w+"
    r"|shr[aiu]nk\w*|chang\w+|revis\w+|trimm?\w*|boost\w*|lift\w*|reduc\w+|expand\w*|accelerat\w+"
    r"|improv\w+|swung|edg\w+|dipp?\w*|plung\w+|soar\w*|tumbl\w+|rall\w+|retreat\w*|push\w*"
    r"|extend\w*|upgrad\w+|downgrad\w+|hik\w+|push\w*|bump\w*|ticked|turn\w*|switch\w*|score\w*"
    r"|vot\w+|beat|beaten|won|lead|led|defeat\w*|split|pass\w*)(?!\w))"
)
"""What moves goes from one number to another: those two are no range."""
_CLAUSE: Final = lazily(r"[,;:()]\s")


def moves(text: str, start: int) -> bool:
    """Whether the clause before `start` is about a change, or a vote."""
    before = text[max(start - 60, 0) : start]
    for cut in _CLAUSE.finditer(before):
        before = " " * cut.end() + before[cut.end() :]
    return bool(_MOVES.search(before))


def read_sign(text: str, start: int, limit: int) -> tuple[int, int]:
    """-1 or 1, and where the number behind the sign at `start` begins."""
    sign = _SIGN.match(text, start, limit)
    if sign is None:
        return 1, start
    return (1 if text[start] == "+" else -1), sign.end()


def read_number(
    text: str, start: int, limit: int, *, alone: bool = False, money: bool = False
) -> Read | None:
    """The number or the range at `start`.

    Args:
        text: The article's.
        start: Where its sign, digits or words begin.
        limit: Where its sentence ends.
        alone: Whether a second number is left to itself.
        money: Whether a sign of a currency stands before it, so that "m" are millions.
    """
    one = _one(text, start, limit, money)
    if one is None:
        return None
    single = Read(one.value, None, one.end, bool(one.short), one.value == one.value)
    if alone:
        return single
    before = text[max(start - 12, 0) : start].rstrip("$€£¥₹USA")
    between = before.endswith(("between ", "Between "))
    joint = between and _AND.match(text, one.end, limit)
    joint = joint or _TO.match(text, one.end, limit)
    if joint is None:
        return single
    if before.endswith(("from ", "From ")) and moves(text, start):
        return single
    second = _one(text, joint.end(), limit, money)
    if second is None or second.end <= joint.end():
        return single
    return _range(single, one, second, joint.group()) or single


def _range(single: Read, one: _One, second: _One, joint: str) -> Read | None:
    low, high = one.value, second.value
    if one.year and second.year:
        return None
    if second.scale > 1 and one.scale == 1 and low * second.scale < high * 1.000001:
        # "2 to 3 million" means two million.
        if low * second.scale * 1000 > high:
            low = tidy(low * second.scale)
    elif second.scale > 1 and one.scale == 1 and low < 1000 and one.plain:
        # "900 to 1.2 million": thousands or not, the text does not say.
        return Read(low, high, second.end, known=False)
    if high <= low and low < 0:
        low, high = high, low
    if high <= low or ("or" in joint and high > 20 * max(low, 1)):
        return None
    known = low == low and high == high
    return Read(low, high, second.end, bool(second.short), known)


def _one(text: str, start: int, limit: int, money: bool) -> _One | None:
    """One number with its sign and the letters of its scale."""
    sign, at = read_sign(text, start, limit)
    match = _NUMBER.match(text, at, limit)
    if match is None:
        return None
    surface, end = match.group(), match.end()
    if _THOUSANDS_OR_NONE.fullmatch(surface):
        return _One(float("nan"), end, 1, True)
    value = sign * value_of(surface)
    if surface.lower().endswith("lakh") and (crore := _CRORE.match(text, end, limit)):
        return _One(value * SCALES["crore"], crore.end(), 10**12, False)
    plain = not any(map(str.isalpha, surface))
    if not plain:
        scale = 1
        for word in _SCALE_WORD.finditer(surface):
            scale *= SCALES[word.group().lower().rstrip("s")]
        return _One(value, end, scale if surface[0].isdigit() else 1, False)
    short = _SHORT.match(text, end, limit)
    letters = short.group().strip(" \u00a0\u202f\u2009") if short else ""
    if short is None or not (money or _is_scale(text, short.start(), short.end(), letters)):
        year = surface.isdigit() and len(surface) == 4 and 1500 <= value <= 2100
        return _One(value, end, 1, True, year=year)
    if not money and letters in ("m", "k", "K", "b", "t", "T"):
        known = _meant(text, at, short.end(), limit, letters)
        if known is None:
            return _One(float("nan"), short.end(), 1, True, letters)
        if not known:
            return _One(value, end, 1, True)
    scale = SHORT_SCALES[letters]
    return _One(tidy(round(value * scale, 6)), short.end(), scale, False, letters)


def _is_scale(text: str, start: int, end: int, letters: str) -> bool:
    """Whether letters behind a number may be a scale without a currency before it."""
    if len(letters) == 1:
        return end - start == 1 or text[start : start + 1] not in " \u00a0\u202f\u2009"
    return letters != "MN"


_THOUSANDS_OR_NONE: Final = lazily(r"[1-9]\d{0,2}\.000")
"""Three, or what other languages write for three thousand."""
_LENGTH_BEFORE: Final = lazily(
    r"(?i:\b(?:length|height|depth|width|distance|altitude|radius|diameter|within|long|tall|wide"
    r"|deep|high|measur\w+|runs|ran|swam|every|waves|sprint\w*|beam|span)\b[^.;:,]{0,24}$)"
)
_LENGTH_AFTER: Final = lazily(
    r"[ \u00a0-](?:long|tall|high|wide|deep|away|apart|above|below|from|off|down|up|thick|square"
    r"|race|hurdles|relay|final|sprint|freestyle|butterfly|backstroke|breaststroke|steeplechase"
    r"|pool|dash|run|heats?|waves?|tower|mast|fence|wall|drop|tunnel|bridge|statue|cable|yacht"
    r"|boat|ship|x|by|by \d)(?!\w)|[ \u00a0]?[x×]"
)
_MANY_BEFORE: Final = lazily(
    r"(?i:\b(?:population|unemploy\w+|jobless|sold|sell\w*|sales|users?|subscribers?|viewers?"
    r"|audience\w*|customers?|passengers?|followers|visitors?|copies|votes?|households|listeners"
    r"|readers\w*|members\w*|streams|downloads|jobs|people|tonnes|claimants|vaccin\w+|doses"
    r"|worth|cost\w*|paid|spent|budget|revenue|turnover|profit|loss)\b[^.;]{0,60}$)"
)
_MANY_AFTER: Final = lazily(r"[ \u00a0](?:[a-z]+[ \u00a0]){0,2}?(?!was|has|is)[a-z]{3,}s(?!\w)")
_PEOPLE_AFTER: Final = lazily(
    r"[ \u00a0](?:[a-z]+[ \u00a0])?(?:people|persons|men|women|children)(?!\w)"
)
_MONEY_AFTER: Final = lazily(
    r"[ \u00a0](?:[A-Z]{3}|(?:[A-Z]\w+ )?(?:euros?|dollars?|pounds?|rupees|yen|yuan|francs|rand"
    r"|naira|shillings|pesos|crowns|dirhams|riyals))(?!\w)"
)
_NO_THOUSANDS: Final = lazily(
    r"[ \u00a0](?:run|race|TV|video|television|resolution|screen|UHD|footage|camera|display"
    r"|streaming|walk|course|monitor|TVs|smart)s?(?!\w)"
)


def _meant(text: str, start: int, end: int, limit: int, letters: str) -> bool | None:
    """Whether one letter is a scale; none if the words around it do not tell.

    12m is twelve metres or twelve million, 10k a race or ten thousand, 3t three tonnes.
    """
    before = text[max(start - 80, 0) : start]
    if letters in "kK":
        return None if _NO_THOUSANDS.match(text, end, limit) else True
    if letters != "m":
        return None
    if _LENGTH_AFTER.match(text, end, limit) or _LENGTH_BEFORE.search(before):
        return False
    if (
        _MONEY_AFTER.match(text, end, limit)
        or _PEOPLE_AFTER.match(text, end, limit)
        or _MANY_BEFORE.search(before)
    ):
        return True
    return True if _MANY_AFTER.match(text, end, limit) else None
