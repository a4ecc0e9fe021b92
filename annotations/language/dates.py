"""Dates and times: patterns, and what they mean as TIMEX-like strings.

`XXXX` stands for a year that the text leaves open, `XXXX-WXX-4` for a Thursday, `P-1M` for last
month, `T15:00` for three in the afternoon, `TMO`, `TAF`, `TEV` and `TNI` for parts of the day.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from annotations.language.numerals import HY, ORDINAL, SP, ordinal_of, value_of
from annotations.language.patterns import lazily
from annotations.language.units import DURATIONS, ISO_DURATION

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tues tue",
            "wednesday wed",
            "thursday thurs thur thu",
            "friday fri",
            "saturday sat",
            "sunday sun",
        ),
        start=1,
    )
    for name in names.split()
}
_SEASONS: Final = {"spring": "SP", "summer": "SU", "fall": "FA", "autumn": "FA", "winter": "WI"}
_DAY_PARTS: Final = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}
_UNITS: Final = {
    "day": "D",
    "week": "W",
    "weekend": "WE",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
}
_LARGE: Final = {"decade": ("Y", 10), "century": ("Y", 100), "hour": ("H", 1), "minute": ("M", 1)}
_HOLIDAYS: Final = {
    "christmas eve": "12-24",
    "christmas day": "12-25",
    "christmas": "12-25",
    "boxing day": "12-26",
    "new year’s eve": "12-31",
    "new year’s day": "01-01",
    "new year’s": "01-01",
    "valentine’s day": "02-14",
    "st. patrick’s day": "03-17",
    "halloween": "10-31",
    "independence day": "",
    "veterans day": "11-11",
    "armistice day": "11-11",
    "memorial day": "",
    "labor day": "",
    "thanksgiving day": "",
    "thanksgiving": "",
    "election day": "",
    "good friday": "",
    "easter sunday": "",
    "easter monday": "",
    "easter": "",
    "palm sunday": "",
    "ash wednesday": "",
    "black friday": "",
    "super tuesday": "",
    "ramadan": "",
    "hanukkah": "",
    "diwali": "",
    "mother’s day": "",
    "father’s day": "",
    "may day": "05-01",
    "bastille day": "07-14",
}

_FULL_MONTH: Final = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)"
)
_MONTH: Final = (
    rf"(?:{_FULL_MONTH}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)(?:\.|(?!\w)))"
)
_SURE_MONTH: Final = (
    r"(?:January|February|April|June|July|September|October|November|December"
    r"|(?:Jan|Feb|Sept|Oct|Nov|Dec)(?:\.|(?!\w)))"
)
_WEEKDAY: Final = (
    r"(?:(?i:mon|tues|wednes|thurs|fri|satur|sun)(?i:day)|(?:Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat)\.)"
)

_YEAR: Final = r"(?:1[0-9]\d\d|20\d\d)(?![\d,.:/%-]*\d|\w|%)"
_DAY: Final = (
    r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
    r"(?!\w|[.,:/]\d|%|[-–]\w*[a-z]|,\d|\s?(?:percent|per cent)\b)"
)
_OF_DAY: Final = r"(?:morning|afternoon|evening|night)"
_UNIT: Final = r"(?:weekend|week|month|quarter|year|decade|century)"
_MANY: Final = (
    r"(?:hours|days|nights|weeks|weekends|months|quarters|years|decades|minutes|centuries)"
)
_WHICH: Final = r"(?:last|next|this|past|coming|previous|following|upcoming|current)"
_EARLY: Final = r"(?:(?:early|late|earlier|later|mid)(?:[ \u00a0]|-))"
_AT_ZONE: Final = (
    r"(?:[ \u00a0](?:GMT|UTC|BST|CET|CEST|EST|EDT|ET|CST|CDT|CT|MST|MDT|MT|PST|PDT|PT|IST|JST|MSK"
    r"|local time|(?:Eastern|Central|Pacific|Mountain)(?: (?:Standard |Daylight )?[Tt]ime)?"
    r"|(?:Moscow|Kyiv|Kiev|Beijing|London) time)(?!\w))"
)

Found = tuple[str, str]
"""Type and TIMEX."""
Builder = Callable[[re.Match[str]], Found | None]


def _month(name: str) -> str:
    return f"{MONTHS[name.rstrip('.').lower()]:02}"


def _weekday(name: str) -> int:
    return WEEKDAYS[name.rstrip(".").lower()]


def _day(digits: str) -> str:
    return f"{int(digits.rstrip('stndrh')):02}"


def _month_day(match: re.Match[str]) -> Found:
    month, day, upto, year = match.group("month", "day", "upto", "year")
    start = f"{year or 'XXXX'}-{_month(month)}-{_day(day)}"
    end = f"/{year or 'XXXX'}-{_month(month)}-{_day(upto)}" if upto else ""
    return "date", start + end


def _month_only(match: re.Match[str]) -> Found:
    return "date", f"{match.group('year') or 'XXXX'}-{_month(match.group('month'))}"


_MONTH_CALLED: Final = lazily(
    r"(?i:\b(?:in|since|by|until|till|of|from|to|through|during|before|after|between|and|for|this"
    r"|every|each|next|last))[ \u00a0]$"
)


def _loose_month(match: re.Match[str]) -> Found | None:
    """March, May and August are also verbs and names: only after a preposition."""
    before = match.string[max(0, match.start() - 10) : match.start()]
    return _month_only(match) if _MONTH_CALLED.search(before) else None


def _iso(match: re.Match[str]) -> Found | None:
    year, month, day = match.group("y", "m", "d")
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return None
    return "date", f"{year}-{int(month):02}-{int(day):02}"


def _slashed(match: re.Match[str]) -> Found | None:
    first, second, year = int(match.group(1)), int(match.group(2)), match.group(3)
    month, day = (second, first) if first > 12 else (first, second)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return "date", f"{year if len(year) == 4 else '20' + year}-{month:02}-{day:02}"


def _weekdayed(match: re.Match[str]) -> Found:
    part = match.group("part")
    day = f"XXXX-WXX-{_weekday(match.group('weekday'))}"
    if part:
        return "time", day + _DAY_PARTS[part.lower()]
    if match.group("month"):
        return _month_day(match)
    return "date", day


def _plain_year(match: re.Match[str]) -> Found:
    return "date", match.group("year")


def _bare_year(match: re.Match[str]) -> Found | None:
    """A year without a month, where the words before it call for one."""
    text, start = match.string, match.start()
    if not _YEAR_BEFORE.search(text[max(0, start - 14) : start]):
        return None
    counted = _COUNTED.match(text, match.end())
    return None if counted else ("date", match.group("year"))


def _decade(match: re.Match[str]) -> Found:
    digits = match.group("decade")
    return "date", (digits[:3] if len(digits) == 4 else "XX" + digits[0])


def _years(match: re.Match[str]) -> Found | None:
    first, second = match.group("first", "second")
    last = second if len(second) == 4 else first[: 4 - len(second)] + second
    if not 0 < int(last) - int(first) < 200:
        return None
    return "date", f"{first}/{last}"


def _clock(match: re.Match[str]) -> Found | None:
    hour, minute = int(match.group("hour")), match.group("minute") or "00"
    half = (match.group("half") or "").replace(".", "").lower()
    if hour > 24 or (half and hour > 12) or int(minute) > 59:
        return None
    if half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    return "time", f"T{hour:02}:{minute}"


def _military(match: re.Match[str]) -> Found | None:
    digits = match.group("clock")
    if int(digits[:2]) > 24 or int(digits[2:]) > 59:
        return None
    return "time", f"T{digits[:2]}:{digits[2:]}"


_STEP: Final = {
    "last": -1,
    "previous": -1,
    "past": -1,
    "next": 1,
    "coming": 1,
    "following": 1,
    "upcoming": 1,
}


def _relative(match: re.Match[str]) -> Found | None:
    which, unit = match.group("which").lower(), match.group("unit").lower()
    step = _STEP.get(which, 0)
    if unit in _LARGE:
        letter, size = _LARGE[unit]
        return "date", f"P{step * size}{letter}"
    if unit in _UNITS:
        return "date", f"P{step}{_UNITS[unit]}"
    if unit in _SEASONS:
        return "date", f"P{step}Y-{_SEASONS[unit]}"
    if unit in _DAY_PARTS:
        day = "P-1D" if step < 0 else "P0D"
        return "time", day + _DAY_PARTS[unit]
    if unit.rstrip(".") in MONTHS:
        return "date", f"XXXX-{_month(unit)}"
    part, day = match.group("part"), f"XXXX-WXX-{_weekday(unit)}"
    return ("time", day + _DAY_PARTS[part.lower()]) if part else ("date", day)


def _period(match: re.Match[str]) -> Found | None:
    step = _STEP.get(match.group("which").lower(), 1)
    before, letter, size = ISO_DURATION[DURATIONS[match.group("unit").lower()]]
    unit = match.group("unit").lower()
    number = (match.group("number") or ("one" if unit in ISO_DURATION else "few")).lower()
    if number in _VAGUE:
        amount = "X"
    elif value := value_of(number):
        amount = f"{value * size:g}"
    else:
        return None
    return "date", f"{before}{'-' if step < 0 else ''}{amount}{letter}"


_VAGUE: Final = ("few", "several", "couple of", "couple", "many")


def _day_word(match: re.Match[str]) -> Found:
    word, part = match.group("word").lower(), match.group("part")
    day = {"yesterday": "P-1D", "tomorrow": "P1D"}.get(word, "P0D")
    if word == "tonight":
        return "time", "P0DTNI"
    return ("time", day + _DAY_PARTS[part.lower()]) if part else ("date", day)


def _noon(match: re.Match[str]) -> Found:
    return "time", "T12:00" if match.group().lower() == "noon" else "T24:00"


def _season(match: re.Match[str]) -> Found:
    return "date", f"{match.group('year')}-{_SEASONS[match.group('season').lower()]}"


def _quarter(match: re.Match[str]) -> Found | None:
    number, year = ordinal_of(match.group("which")), match.group("year")
    letter = "Q" if match.group("piece").lower() == "quarter" else "H"
    return ("date", f"{year}-{letter}{number}") if number <= (4 if letter == "Q" else 2) else None


def _century(match: re.Match[str]) -> Found:
    return "date", f"{ordinal_of(match.group('which')) - 1:02}"


def _holiday(match: re.Match[str]) -> Found:
    day = _HOLIDAYS[match.group("holiday").lower().replace("'", "’")]
    year = match.group("year") or "XXXX"
    return "date", f"{year}-{day}" if day else year


_HOLIDAY: Final = "|".join(
    re.sub(r"\b([a-z])(?!\b)", lambda first: first.group().upper(), name).replace("’", "[’']")
    for name in sorted(_HOLIDAYS, key=len, reverse=True)
)
_IN_YEAR: Final = rf"(?:,?{SP}(?P<year>{_YEAR}))?"
_MONTH_THEN_DAY: Final = (
    rf"(?P<month>{_MONTH}){SP}?(?:the{SP})?(?P<day>{_DAY})"
    rf"(?:{SP}?(?:{HY}|(?:to|through){SP}){SP}?(?P<upto>{_DAY}))?{_IN_YEAR}"
)
_BARE_YEAR: Final = r"(?P<year>(?:1[6-9]\d\d|20[0-4]\d)(?![\d:%/]|,\d|\.\d|\w|-[a-z0-9]))"
_YEAR_BEFORE: Final = lazily(
    r"(?i:\b(?:in|since|of|by|until|till|from|to|through|before|after|during|between|and|for|year"
    r"|around|about|circa|late|early|mid|the|or|than|was|as|into|on|summer|winter|spring|fall"
    r"|autumn|season|elections?|budget|games|olympics|cup|act|census|back|its|his|their|a))"
    r"[ \u00a0]$|[(–,-]\s?$"
)
_COUNTED: Final = lazily(
    r"[ \u00a0](?:people|men|women|children|troops|(?!was|has|as|its|his|this|is|us|elections|games"
    r"|olympics|sales|results|earnings|revenues|budgets)[a-z]{3,}s)(?!\w)(?<!ss)(?<!us)"
)
_WEEKDAY_PART: Final = rf"(?:{SP}(?P<part>(?i:{_OF_DAY}))s?)?(?!\w)"

PATTERNS: Final[dict[str, tuple[tuple[str, Builder], ...]]] = {
    "month": (
        (_MONTH_THEN_DAY, _month_day),
        (rf"(?P<month>{_MONTH})(?:,|{SP}of)?{SP}(?P<year>{_YEAR})", _month_only),
        (rf"(?P<month>{_SURE_MONTH})(?P<year>)(?!{SP}[A-Z][a-z])(?!\w)", _month_only),
        (rf"(?P<month>March|May|August|MARCH|AUGUST)(?P<year>)(?!{SP}[A-Z]|\w)", _loose_month),
    ),
    "weekday": (
        (rf"(?P<weekday>{_WEEKDAY})s?(?P<month>){_WEEKDAY_PART}", _weekdayed),
        (rf"(?P<weekday>{_WEEKDAY})(?P<part>),?{SP}(?:the{SP})?{_MONTH_THEN_DAY}", _weekdayed),
        (
            rf"(?P<weekday>{_WEEKDAY})(?P<part>),?{SP}(?P<day>{_DAY}){SP}(?P<month>{_MONTH})"
            rf"(?P<upto>){_IN_YEAR}",
            _weekdayed,
        ),
    ),
    "number": (
        (r"(?P<y>[12]\d{3})-(?P<m>\d{2})-(?P<d>\d{2})(?![\d-])", _iso),
        (r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?![\d/])", _slashed),
        (r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})(?!\d)", _iso),
        (
            rf"(?P<day>{_DAY})(?:{SP}?(?:{HY}|to{SP}|and{SP}){SP}?(?P<upto>{_DAY}))?"
            rf"{SP}(?:of{SP})?(?P<month>{_MONTH})(?!\w){_IN_YEAR}",
            _month_day,
        ),
        (r"(?P<decade>(?:1[5-9]|20)\d0)[’']?s(?!\w)", _decade),
        (_BARE_YEAR, _bare_year),
        (
            r"(?P<first>1[5-9]\d\d|20\d\d)[-–/](?P<second>\d{4}|\d\d)(?![\d%/-]|[.,]\d)",
            _years,
        ),
        (
            rf"(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d))?(?::\d\d)?{SP}?"
            rf"(?P<half>[ap]\.m\.|[ap]m(?!\w)|[AP]M(?!\w)|[AP]\.M\.){_AT_ZONE}?",
            _clock,
        ),
        (
            rf"(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?P<half>)(?::[0-5]\d)?(?![:\d])"
            rf"(?:{_AT_ZONE}|{SP}hours(?!\w))?",
            _clock,
        ),
        (rf"(?P<clock>[0-2]\d[0-5]\d){SP}?(?:GMT|UTC|Z|hours|hrs)(?!\w)", _military),
    ),
    "relative": (
        (
            rf"(?i:{_EARLY}?(?P<which>{_WHICH}){SP}(?P<unit>{_UNIT}|spring|summer|fall|autumn"
            rf"|winter|{_OF_DAY})(?P<part>)(?![\w-]))",
            _relative,
        ),
        (
            rf"(?i:{_EARLY})?(?P<which>(?i:last|next|this|past|coming|previous|following)){SP}"
            rf"(?P<unit>{_WEEKDAY}|{_FULL_MONTH}){_WEEKDAY_PART}",
            _relative,
        ),
        (
            rf"(?i:(?:the|these){SP}{_EARLY}?(?P<which>last|past|next|coming|previous|upcoming"
            rf"|following){SP}(?:(?P<number>\d+|[a-z]+(?:-[a-z]+)?|couple of){SP})?"
            rf"(?P<unit>{_MANY}|day|week|month|year|decade|hour|weekend|century))(?![\w-])",
            _period,
        ),
        (rf"(?i:{_EARLY}(?P<word>today|yesterday|tomorrow)(?P<part>))(?!\w)", _day_word),
        (
            rf"(?i:early|late|mid|earlier|later)(?:[ \u00a0-]|{SP}on{SP})"
            rf"(?P<weekday>{_WEEKDAY})s?(?P<month>){_WEEKDAY_PART}",
            _weekdayed,
        ),
        (
            rf"(?i:early|late|mid)(?:[ \u00a0-]|{SP}in{SP})(?P<month>{_MONTH})"
            rf"(?!{SP}\d{{1,2}}(?!\d))(?:,?{SP}(?P<year>{_YEAR}))?(?!\w)",
            _month_only,
        ),
        (rf"(?i:early|late|mid)[ \u00a0-](?:in{SP})?(?P<year>{_YEAR})", _plain_year),
        (
            rf"(?i:the{SP})?(?i:early|late|mid)[ \u00a0-](?P<decade>(?:1[5-9]|20)\d0)[’']?s(?!\w)",
            _decade,
        ),
    ),
    "word": (
        (
            rf"(?i:(?P<word>today|yesterday|tomorrow"
            rf"|tonight)(?:{SP}(?P<part>{_OF_DAY}))?)(?![\w-])",
            _day_word,
        ),
        (r"(?i:noon|midnight)(?![\w-])", _noon),
    ),
    "season": (
        (
            rf"(?i:(?P<season>spring|summer|fall|autumn|winter)){SP}(?:of{SP})?(?P<year>{_YEAR})",
            _season,
        ),
    ),
    "holiday": ((rf"(?P<holiday>{_HOLIDAY})(?:,?{SP}(?P<year>{_YEAR}))?(?!\w)", _holiday),),
    "ordinal": (
        (
            rf"(?P<which>{ORDINAL}){SP}(?P<piece>(?i:quarter|half)){SP}of{SP}(?P<year>{_YEAR})",
            _quarter,
        ),
        (rf"(?P<which>{ORDINAL})[ \u00a0-](?i:century|centuries)(?!\w)", _century),
        (
            rf"(?P<day>{_DAY}){SP}(?:of{SP})?(?P<month>{_MONTH})(?P<upto>)(?!\w){_IN_YEAR}",
            _month_day,
        ),
    ),
}
"""By what a date starts with: patterns, tried at that place, and what they mean."""

AND_DAY: Final = lazily(
    rf"(?:,{SP}\d{{1,2}})*(?:{SP}(?:and|or|&){SP}|,{SP})(?P<day>{_DAY})"
    rf"(?=[.,;:)\]”\"]|$|{SP}(?:for|in|at|on|when|as|to|with|after|before|by|and|during|near|from"
    rf"|the|that|which|were|was|will|would|of)(?!\w))"
)
"""The second day of "Jan. 23 and 24"."""
