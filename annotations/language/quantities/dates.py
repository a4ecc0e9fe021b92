"""Dates and times: patterns, and what they mean as TIMEX-like strings.

`XXXX` stands for a year that the text leaves open, `XXXX-WXX-4` for a Thursday, `P-1M` for last
month, `T15:00` for three in the afternoon, `TMO`, `TAF`, `TEV` and `TNI` for parts of the day.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from annotations.language.lexicon import lazily
from annotations.language.quantities.numerals import ordinal_of, value_of
from annotations.language.quantities.units import DURATIONS, ISO_DURATION

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
HOLIDAYS: Final = {
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

Found = tuple[str, str]
"""Type and TIMEX."""
Builder = Callable[[re.Match[str]], Found | None]


def _month(name: str) -> str:
    return f"{MONTHS[name.rstrip('.').lower()]:02}"


def _weekday(name: str) -> int:
    return WEEKDAYS[name.rstrip(".").lower()]


def _day(digits: str) -> str:
    return f"{int(digits.rstrip('stndrh')):02}"


def month_day(match: re.Match[str]) -> Found:
    """January 23, perhaps with a last day and a year."""
    month, day, upto, year = match.group("month", "day", "upto", "year")
    start = f"{year or 'XXXX'}-{_month(month)}-{_day(day)}"
    end = f"/{year or 'XXXX'}-{_month(month)}-{_day(upto)}" if upto else ""
    return "date", start + end


def month_only(match: re.Match[str]) -> Found:
    """A month, perhaps with a year."""
    return "date", f"{match.group('year') or 'XXXX'}-{_month(match.group('month'))}"


_MONTH_CALLED: Final = lazily(
    r"(?i:\b(?:in|since|by|until|till|of|from|to|through|during|before|after|between|and|for|this"
    r"|every|each|next|last))[ \u00a0]$"
)


def loose_month(match: re.Match[str]) -> Found | None:
    """March, May and August are also verbs and names: only after a preposition."""
    before = match.string[max(0, match.start() - 10) : match.start()]
    return month_only(match) if _MONTH_CALLED.search(before) else None


def iso(match: re.Match[str]) -> Found | None:
    """Year, month and day in figures."""
    year, month, day = match.group("y", "m", "d")
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return None
    return "date", f"{year}-{int(month):02}-{int(day):02}"


def slashed(match: re.Match[str]) -> Found | None:
    """3/4/2024 in both orders, `2024-03-04|2024-04-03`; in one where only that is possible."""
    first, _, second, year = match.groups()
    year = year if len(year) == 4 else "20" + year
    if match.group(2) == "-" and len(match.group(4)) == 2:
        return None
    readings = [
        f"{year}-{int(month):02}-{int(day):02}"
        for month, day in ((first, second), (second, first))
        if 1 <= int(month) <= 12 and 1 <= int(day) <= 31
    ]
    return ("date", "|".join(dict.fromkeys(readings))) if readings else None


_PUT_OFF: Final = lazily(r"(?i:\b(?:delay|postpon|push|mov|resched|brought|bring|extend)\w*\b)")


def months(match: re.Match[str]) -> Found | None:
    """January to March."""
    before = match.string[max(0, match.start() - 40) : match.start()]
    joint = match.group("joint").strip()
    if joint == "and" and not before.endswith(("between ", "Between ")):
        return None
    if joint.isalpha() and _PUT_OFF.search(before):
        return None
    first, last = _month(match.group("month")), _month(match.group("last"))
    year = match.group("year") or "XXXX"
    start = f"{int(year) - 1}" if year != "XXXX" and last < first else year
    return "date", f"{start}-{first}/{year}-{last}"


def days_of_months(match: re.Match[str]) -> Found:
    """May 30-June 2."""
    year = match.group("year") or "XXXX"
    first = f"{_month(match.group('month'))}-{_day(match.group('day'))}"
    last = f"{_month(match.group('last'))}-{_day(match.group('upto'))}"
    return "date", f"{year}-{first}/{year}-{last}"


def clocks(match: re.Match[str]) -> Found | None:
    """From one hour to another: 9am-5pm, 10:00-12:30."""
    one, other = match.group("half1"), match.group("half2")
    minutes = match.group("minute1"), match.group("minute2")
    if not (other or (":" in match.group() and all(minutes) and not one)):
        return None
    ends = []
    for number, half in (("1", one or other), ("2", other)):
        hour, minute = int(match.group("hour" + number)), match.group("minute" + number) or "00"
        afternoon = (half or "").replace(".", "").lower()
        if hour > 24 or (afternoon and not 0 < hour <= 12):
            return None
        if afternoon:
            hour = hour % 12 + (12 if afternoon == "pm" else 0)
        ends.append(f"T{hour:02}:{minute}")
    if not one and other and ends[1] < ends[0]:
        # "11-2 p.m." begins before noon.
        ends[0] = f"T{int(ends[0][1:3]) % 12:02}{ends[0][3:]}"
    return "time", "/".join(ends)


def _group(match: re.Match[str], name: str) -> str:
    return (match.groupdict().get(name) or "") if name in match.re.groupindex else ""


def fiscal(match: re.Match[str]) -> Found | None:
    """Quarters and halves of a year, fiscal or not, and fiscal years: `FY2024-Q3`, `2024-H1`."""
    year, second = _group(match, "year"), _group(match, "second")
    year = "20" + year if len(year) == 2 else year
    if second:
        last = second if len(second) == 4 else year[:2] + second
        if int(last) - int(year) != 1:
            return None
        year = f"{year}/{last}"
    if year and not "1900" <= year[:4] <= "2100":
        return None
    named = ("FY" if _group(match, "fy") else "") + (year or "XXXX")
    which, piece = _group(match, "which"), _group(match, "piece")
    if not which:
        return "date", named
    number = int(which) if which.isdigit() else ordinal_of(which)
    letter = piece[0].upper()
    return ("date", f"{named}-{letter}{number}") if number <= (4 if letter == "Q" else 2) else None


_NOT_OF_A_YEAR: Final = lazily(
    r"[ \u00a0]of[ \u00a0](?:the[ \u00a0])?(?:game|match|season|final|century|race|moon|fight)"
)
_SPORT: Final = lazily(
    r"(?i:\b(?:points?|touchdowns?|yards?|game|match|lead|goals?|scor\w+|season|outscored|rebounds"
    r"|quarterback|halftime|half-time|interception|final score|team|coach|kick\w*|win|won)\b)"
)
_BUSINESS: Final = lazily(
    r"(?i:\b(?:profit|earn\w+|revenue|sales|results|loss|income|percent|per cent|growth|economy"
    r"|gdp|fiscal|forecast|shares|dividend|output|inflation|orders|deliver\w+|year)\b|[$€£%₹])"
)
_HALF_OF_YEAR: Final = lazily(
    r"[ \u00a0](?:of[ \u00a0](?:the|this|last|next|its|their)[ \u00a0](?:fiscal[ \u00a0]|financial"
    r"[ \u00a0])?year|(?:profits?|earnings|sales|revenues?|results|net|loss(?:es)?|income))(?!\w)"
)


def open_quarter(match: re.Match[str]) -> Found | None:
    """The third quarter of a year that the text leaves open; not that of a game."""
    text, end = match.string, match.end()
    number, piece = ordinal_of(match.group("which")), match.group("piece").lower()
    letter = piece[0].upper()
    if number > (4 if letter == "Q" else 2) or _NOT_OF_A_YEAR.match(text, end):
        return None
    if letter == "H":
        year = match.group().endswith("year") or _HALF_OF_YEAR.match(text, end)
        return ("date", f"XXXX-H{number}") if year else None
    around = text[max(match.start() - 90, 0) : end + 90]
    if _SPORT.search(around) and not _BUSINESS.search(around):
        return None
    return "date", f"XXXX-Q{number}"


def weekdayed(match: re.Match[str]) -> Found:
    """A weekday, perhaps with a part of the day or a date."""
    part = match.group("part")
    day = f"XXXX-WXX-{_weekday(match.group('weekday'))}"
    if part:
        return "time", day + _DAY_PARTS[part.lower()]
    if match.group("month"):
        return month_day(match)
    return "date", day


def plain_year(match: re.Match[str]) -> Found:
    """A year."""
    return "date", match.group("year")


def bare_year(match: re.Match[str]) -> Found | None:
    """A year without a month, where the words before it call for one."""
    text, start = match.string, match.start()
    before = text[max(0, start - 14) : start]
    if not _YEAR_BEFORE.search(before):
        over = _OVER.search(before) and "1900" < match.group("year") < "2040"
        if not over or text.startswith(" of ", match.end()):
            return None
    if _SURELY.search(before) and "1900" < match.group("year") < "2040":
        return "date", match.group("year")
    counted = _COUNTED.match(text, match.end())
    return None if counted else ("date", match.group("year"))


def decade(match: re.Match[str]) -> Found:
    """The 1990s."""
    digits = match.group("decade")
    return "date", (digits[:3] if len(digits) == 4 else "XX" + digits[0])


def years(match: re.Match[str]) -> Found | None:
    """A season such as 2024-25."""
    first, second = match.group("first", "second")
    last = second if len(second) == 4 else first[: 4 - len(second)] + second
    if not 0 < int(last) - int(first) < 200:
        return None
    return "date", f"{first}/{last}"


def clock(match: re.Match[str]) -> Found | None:
    """A time with minutes or half of the day."""
    hour, minute = int(match.group("hour")), match.group("minute") or "00"
    half = (match.group("half") or "").replace(".", "").lower()
    if hour > 24 or (half and hour > 12) or int(minute) > 59:
        return None
    if half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    return "time", f"T{hour:02}:{minute}"


def military(match: re.Match[str]) -> Found | None:
    """1400 GMT."""
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


def relative(match: re.Match[str]) -> Found | None:
    """Last week, next Tuesday, this morning."""
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


def period(match: re.Match[str]) -> Found | None:
    """The past two weeks."""
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


def day_word(match: re.Match[str]) -> Found:
    """Today, tomorrow morning, tonight."""
    word, part = match.group("word").lower(), match.group("part")
    day = {"yesterday": "P-1D", "tomorrow": "P1D"}.get(word, "P0D")
    if word == "tonight":
        return "time", "P0DTNI"
    return ("time", day + _DAY_PARTS[part.lower()]) if part else ("date", day)


def noon(match: re.Match[str]) -> Found:
    """Noon or midnight."""
    return "time", "T12:00" if match.group().lower().endswith("noon") else "T24:00"


def season(match: re.Match[str]) -> Found:
    """Summer 2024."""
    return "date", f"{match.group('year')}-{_SEASONS[match.group('season').lower()]}"


def century(match: re.Match[str]) -> Found:
    """The 19th century."""
    return "date", f"{ordinal_of(match.group('which')) - 1:02}"


def holiday(match: re.Match[str]) -> Found:
    """A holiday, perhaps with a year."""
    day = HOLIDAYS[match.group("holiday").lower().replace("'", "’")]
    year = match.group("year") or "XXXX"
    return "date", f"{year}-{day}" if day else year


_YEAR_BEFORE: Final = lazily(
    r"(?i:\b(?:in|since|of|by|until|till|from|to|through|before|after|during|between|and|for|year"
    r"|around|about|circa|late|early|mid|the|or|than|was|as|into|on|summer|winter|spring|fall"
    r"|autumn|season|elections?|budget|games|olympics|cup|act|census|back|its|his|their|a))"
    r"[ \u00a0]$|\w[’']s[ \u00a0]$|[(–,-]\s?$"
)
_SURELY: Final = lazily(
    r"(?i:\b(?:in|since|by|until|before|during|(?:19|20)\d\d (?:and|to|or|through))[ \u00a0]$)"
)
_OVER: Final = lazily(r"(?i:\bover[ \u00a0]$)")
_COUNTED: Final = lazily(
    r"[ \u00a0](?:people|men|women|children|troops|(?!was|has|as|its|his|this|is|us|elections|games"
    r"|olympics|sales|results|earnings|revenues|budgets)[a-z]{3,}s)(?!\w)(?<!ss)(?<!us)"
)
