"""Patterns of dates and times, by the word that they start with."""

from __future__ import annotations

import re
from typing import Final

from annotations.language.lexicon import lazily
from annotations.language.quantities import dates
from annotations.language.quantities.numerals import HY, ORDINAL, SP

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

_HOLIDAY: Final = "|".join(
    re.sub(r"\b([a-z])(?!\b)", lambda first: first.group().upper(), name).replace("’", "[’']")
    for name in sorted(dates.HOLIDAYS, key=len, reverse=True)
)
_IN_YEAR: Final = rf"(?:,?{SP}(?P<year>{_YEAR}))?"
_MONTH_THEN_DAY: Final = (
    rf"(?P<month>{_MONTH}){SP}?(?:the{SP})?(?P<day>{_DAY})"
    rf"(?:{SP}?(?:{HY}|(?:to|through){SP}){SP}?(?P<upto>{_DAY}))?{_IN_YEAR}"
)
_BARE_YEAR: Final = r"(?P<year>(?:1[6-9]\d\d|20\d\d|2100)(?![\d:%/]|,\d|\.\d|\w|-[a-z0-9]))"
_WEEKDAY_PART: Final = rf"(?:{SP}(?P<part>(?i:{_OF_DAY}))s?)?(?!\w)"

_CLOCK: Final = r"(?P<hour{0}>\d{{1,2}})(?:[:.](?P<minute{0}>[0-5]\d))?"
_HALF: Final = r"(?:[ \u00a0\u202f]?(?P<half{0}>[ap]\.m\.|[ap]m(?!\w)|[AP]M(?!\w)|[AP]\.M\.))"
_UNTIL: Final = rf"(?:{SP}?{HY}{SP}?|{SP}(?:to|until|till){SP})"
_FISCAL_YEAR: Final = r"(?P<year>\d{4}|\d\d)(?:[-–/](?P<second>\d{4}|\d\d))?(?![\w%]|[.,-]\d)"
_FY: Final = rf"(?:(?P<fy>FY|(?i:fiscal|financial)(?:{SP}(?i:year))?){SP}?[’']?)"
_PIECE_OF: Final = rf"(?:,?{SP}?(?:of{SP})?(?:{_FY}|(?=[’']?\d))[’']?{_FISCAL_YEAR})"

PATTERNS: Final[dict[str, tuple[tuple[str, dates.Builder], ...]]] = {
    "month": (
        (_MONTH_THEN_DAY, dates.month_day),
        (
            rf"(?P<month>{_MONTH}){SP}?(?P<joint>{HY}|(?:to|through|until|and){SP}){SP}?"
            rf"(?P<last>{_MONTH}){_IN_YEAR}(?!{SP}?\d|\w)",
            dates.months,
        ),
        (
            rf"(?P<month>{_MONTH}){SP}(?P<day>3[01]|[12]\d|0?[1-9]){SP}?{HY}{SP}?(?P<last>{_MONTH}){SP}"
            rf"(?P<upto>{_DAY}){_IN_YEAR}",
            dates.days_of_months,
        ),
        (rf"(?P<month>{_MONTH})(?:,|{SP}of)?{SP}(?P<year>{_YEAR})", dates.month_only),
        (rf"(?P<month>{_SURE_MONTH})(?P<year>)(?!{SP}[A-Z][a-z])(?!\w)", dates.month_only),
        (rf"(?P<month>March|May|August|MARCH|AUGUST)(?P<year>)(?!{SP}[A-Z]|\w)", dates.loose_month),
    ),
    "weekday": (
        (rf"(?P<weekday>{_WEEKDAY})s?(?P<month>){_WEEKDAY_PART}", dates.weekdayed),
        (rf"(?P<weekday>{_WEEKDAY})(?P<part>),?{SP}(?:the{SP})?{_MONTH_THEN_DAY}", dates.weekdayed),
        (
            rf"(?P<weekday>{_WEEKDAY})(?P<part>),?{SP}(?P<day>{_DAY}){SP}(?P<month>{_MONTH})"
            rf"(?P<upto>){_IN_YEAR}",
            dates.weekdayed,
        ),
    ),
    "number": (
        (r"(?P<y>[12]\d{3})-(?P<m>\d{2})-(?P<d>\d{2})(?![\d-])", dates.iso),
        (r"(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/-])", dates.slashed),
        (
            _CLOCK.format(1)
            + _HALF.format(1)
            + "?"
            + _UNTIL
            + _CLOCK.format(2)
            + _HALF.format(2)
            + f"?{_AT_ZONE}?(?![:.]?\\d)",
            dates.clocks,
        ),
        (rf"(?P<which>[1-4])(?P<piece>[QH]){SP}?(?P<fy>FY)?[’']?{_FISCAL_YEAR}", dates.fiscal),
        (
            rf"(?P<year>\d{{4}})(?:[-–/](?P<second>\d{{4}}|\d\d))?{SP}(?P<fy>(?i:fiscal|financial))"
            rf"{SP}(?i:year)(?!\w)",
            dates.fiscal,
        ),
        (r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})(?!\d)", dates.iso),
        (
            rf"(?P<day>{_DAY})(?:{SP}?(?:{HY}|to{SP}|and{SP}){SP}?(?P<upto>{_DAY}))?"
            rf"{SP}(?:of{SP})?(?P<month>{_MONTH})(?!\w){_IN_YEAR}",
            dates.month_day,
        ),
        (r"(?P<decade>(?:1[5-9]|20)\d0)[’']?s(?!\w)", dates.decade),
        (_BARE_YEAR, dates.bare_year),
        (
            r"(?P<first>1[5-9]\d\d|20\d\d)[-–/](?P<second>\d{4}|\d\d)(?![\d%/-]|[.,]\d)",
            dates.years,
        ),
        (
            rf"(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d))?(?::\d\d)?{SP}?"
            rf"(?P<half>[ap]\.m\.|[ap]m(?!\w)|[AP]M(?!\w)|[AP]\.M\.){_AT_ZONE}?",
            dates.clock,
        ),
        (
            rf"(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?P<half>)(?::[0-5]\d)?(?![:\d])"
            rf"(?:{_AT_ZONE}|{SP}hours(?!\w))?",
            dates.clock,
        ),
        (
            rf"(?P<hour>[01]?\d|2[0-4])\.(?P<minute>[0-5]\d)(?P<half>)"
            rf"(?!{SP}[MCP]T\b)(?:{_AT_ZONE}|{SP}(?:hours|hrs)(?!\w))",
            dates.clock,
        ),
        (rf"12{SP}(?:noon|midnight)(?![\w-])", dates.noon),
        (rf"(?P<clock>[0-2]\d[0-5]\d){SP}?(?:GMT|UTC|Z|hours|hrs)(?!\w)", dates.military),
    ),
    "relative": (
        (
            rf"(?i:{_EARLY}?(?P<which>{_WHICH}){SP}(?P<unit>{_UNIT}|spring|summer|fall|autumn"
            rf"|winter|{_OF_DAY})(?P<part>)(?![\w-]))",
            dates.relative,
        ),
        (
            rf"(?i:{_EARLY})?(?P<which>(?i:last|next|this|past|coming|previous|following)){SP}"
            rf"(?P<unit>{_WEEKDAY}|{_FULL_MONTH}){_WEEKDAY_PART}",
            dates.relative,
        ),
        (
            rf"(?i:(?:the|these){SP}{_EARLY}?(?P<which>last|past|next|coming|previous|upcoming"
            rf"|following){SP}(?:(?P<number>\d{{1,6}}|[a-z]+(?:-[a-z]+)?|couple of){SP})?"
            rf"(?P<unit>{_MANY}|day|week|month|year|decade|hour|weekend|century))(?![\w-])",
            dates.period,
        ),
        (rf"(?i:{_EARLY}(?P<word>today|yesterday|tomorrow)(?P<part>))(?!\w)", dates.day_word),
        (
            rf"(?i:early|late|mid|earlier|later)(?:[ \u00a0-]|{SP}on{SP})"
            rf"(?P<weekday>{_WEEKDAY})s?(?P<month>){_WEEKDAY_PART}",
            dates.weekdayed,
        ),
        (
            rf"(?i:early|late|mid)(?:[ \u00a0-]|{SP}in{SP})(?P<month>{_MONTH})"
            rf"(?!{SP}\d{{1,2}}(?!\d))(?:,?{SP}(?P<year>{_YEAR}))?(?!\w)",
            dates.month_only,
        ),
        (rf"(?i:early|late|mid)[ \u00a0-](?:in{SP})?(?P<year>{_YEAR})", dates.plain_year),
        (
            rf"(?i:the{SP})?(?i:early|late|mid)[ \u00a0-](?P<decade>(?:1[5-9]|20)\d0)[’']?s(?!\w)",
            dates.decade,
        ),
    ),
    "word": (
        (
            rf"(?i:(?P<word>today|yesterday|tomorrow"
            rf"|tonight)(?:{SP}(?P<part>{_OF_DAY}))?)(?![\w-])",
            dates.day_word,
        ),
        (r"(?i:noon|midnight)(?![\w-])", dates.noon),
    ),
    "season": (
        (
            rf"(?i:(?P<season>spring|summer|fall|autumn|winter)){SP}(?:of{SP})?(?P<year>{_YEAR})",
            dates.season,
        ),
    ),
    "holiday": ((rf"(?P<holiday>{_HOLIDAY})(?:,?{SP}(?P<year>{_YEAR}))?(?!\w)", dates.holiday),),
    "fiscal": (
        (rf"(?P<piece>Q)(?P<which>[1-4]){_PIECE_OF}", dates.fiscal),
        (rf"(?P<piece>H)(?P<which>[12]){_PIECE_OF}", dates.fiscal),
        (r"(?P<piece>Q)(?P<which>[1-4])(?![\w-]|\.\d)", dates.fiscal),
        (rf"{_FY}{_FISCAL_YEAR}", dates.fiscal),
    ),
    "ordinal": (
        (
            rf"(?P<which>{ORDINAL})[ \u00a0-](?P<piece>(?i:quarter|half)){_PIECE_OF}",
            dates.fiscal,
        ),
        (
            rf"(?P<which>{ORDINAL})[ \u00a0-](?:(?i:fiscal|financial){SP})?"
            rf"(?P<piece>(?i:quarter|half))"
            rf"(?:(?<=half){SP}of{SP}the{SP}(?:fiscal{SP}|financial{SP})?year)?(?![\w-])",
            dates.open_quarter,
        ),
        (rf"(?P<which>{ORDINAL})[ \u00a0-](?i:century|centuries)(?!\w)", dates.century),
        (
            rf"(?P<day>{_DAY}){SP}(?:of{SP})?(?P<month>{_MONTH})(?P<upto>)(?!\w){_IN_YEAR}",
            dates.month_day,
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
