"""Dates as newspapers and services write them in ten languages: `3 de julio de 2018 martes`.

Only what stands there is told: a month without a day is a month, a time without a zone has none,
and what two readers would read otherwise is no date.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta, timezone
from functools import cache
from typing import Final

from annotations.articles.lazy_patterns import lazily

LONGEST: Final = 200
"""A longer text is no date."""

# By language: English, German, French, Spanish, Italian, Portuguese, Dutch, Russian, Danish and
# Norwegian, Swedish. A name that means two months somewhere is not among them.
_MONTHS: Final = (
    "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari января январь",
    "february feb februar feber février févr fév febrero febbraio fevereiro fev februari"
    " февраля февраль",
    "march mar märz maerz mär mrz mars marzo março maart mrt marts марта март",
    "april apr avril avr abril abr aprile апреля апрель",
    "may mai mayo maggio mag maio mei maj мая май",
    "june jun juni juin junio giugno giu junho июня июнь",
    "july jul juli juillet juil julio luglio lug julho июля июль",
    "august aug août aout agosto ago augustus augusti августа август",
    "september sept sep septembre septiembre setiembre settembre set setembro сентября сентябрь",
    "october oct oktober okt octobre octubre ottobre ott outubro out октября октябрь",
    "november nov novembre noviembre novembro ноября ноябрь",
    "december dec dezember dez décembre déc diciembre dic dicembre dezembro декабря декабрь",
)
_WEEKDAYS: Final = frozenset(
    (
        "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs"
        " fri sat sun montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di"
        " mi do fr sa so lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam"
        " dim lunes martes miércoles miercoles jueves viernes sábado sabado domingo lunedì lunedi"
        " martedì martedi mercoledì mercoledi giovedì giovedi venerdì venerdi sabato domenica"
        " segunda terça terca quarta quinta sexta feira segunda-feira terça-feira terca-feira"
        " quarta-feira quinta-feira sexta-feira maandag dinsdag woensdag donderdag vrijdag"
        " zaterdag zondag понедельник вторник среда четверг пятница суббота воскресенье mandag"
        " tirsdag onsdag torsdag fredag lørdag søndag måndag tisdag lördag söndag"
    ).split()
)
_AROUND: Final = frozenset(
    (
        "the of at on um uhr à a le les den der am il el la las los de del às kl klokken om uur"
        " edition editions final late early first second third city national home metro"
        " metropolitan weekend morning evening afternoon main regional international ausgabe"
        " édition edición edizione edição editie updated update published publié veröffentlicht"
        " corrected correction appended est edt gmt issue no number vol volume page pg stand"
        " online local time all scottish ireland irish northern southern ulster scotland state"
        " replate advance street sunrise special cycle bc pm am utc cet cest"
    ).split()
)
"""Words that may stand beside a date on a line that is one."""
_ZONES: Final = {
    **{"z": 0, "gmt": 0, "utc": 0, "wet": 0, "bst": 60, "west": 60, "cet": 60, "mez": 60},
    **{"cest": 120, "mesz": 120, "eet": 120, "eest": 180, "msk": 180, "jst": 540, "kst": 540},
    # As in mails, RFC 822.
    **{"est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360},
    **{"pst": -480, "pdt": -420},
}
"""Minutes east of Greenwich. Names that several countries use (`IST`) are not told."""

_NAME: Final = r"(?P<month>[^\W\d_]{3,12})\.?"
_YEAR: Final = r"(?P<year>1[5-9]\d\d|20\d\d|21\d\d)(?![\dA-Za-z])"
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|ème|º|ª|°|\.)?(?![\d:])"
_DAY_NAME: Final = r"(?:\(?[^\W\d_]{2,13}(?:-feira)?\)?\.?,?\s+)?"
_OF: Final = r"[\s,./-]*(?:(?:of|de|del|di|do|der)\s+)?"
_FORMS: Final = (
    lazily(rf"(?<![\w]){_NAME}\s*{_DAY}\s*,?\s+{_DAY_NAME}{_YEAR}"),
    lazily(rf"(?<![\w.,/-]){_DAY}{_OF}{_NAME}{_OF}{_YEAR}"),
    lazily(rf"(?<![\w.,/-]){_YEAR}[\s.,-]+{_NAME}\s*{_DAY}"),
    lazily(r"(?<![\w.,/-])(?P<day>\d{1,2})\.\s?(?P<number>\d{1,2})\.\s?" + _YEAR),
    lazily(r"(?<![\w.,/-])(?P<day>\d{1,2})(?P<mark>[/-])(?P<number>\d{1,2})(?P=mark)" + _YEAR),
    lazily(_YEAR + r"(?P<mark>[/.-])(?P<number>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)"),
    lazily(_YEAR + r"\s?[年년]\s?(?P<number>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]"),
)
_MONTH_ONLY: Final = (
    lazily(rf"{_NAME}{_OF}{_YEAR}"),
    lazily(_YEAR + r"\s?[年년]\s?(?P<number>\d{1,2})\s?[月월]"),
)
_RANGE: Final = lazily(
    rf"(?:{_NAME}\s*\d{{1,2}}\s*[-–—/]\s*\d{{1,2}}\s*,?\s+{_YEAR}"
    rf"|(?<![\w.,/-])\d{{1,2}}\.?\s*[-–—/]\s*\d{{1,2}}\.?{_OF}(?P<name>[^\W\d_]{{3,12}})\.?{_OF}"
    r"(?P<in>1[5-9]\d\d|20\d\d)(?!\d))"
)
_EDITION: Final = lazily(r"\b(?:edition|ausgabe|édition|edición|edizione|edição|editie)\b", re.I)
_TIME: Final = lazily(
    r"(?<![\d.:+-])(?P<hour>\d{1,2})(?::|\s?h\s?|\.(?=\d\d\s?(?:Uhr|uur)))(?P<minute>\d\d)"
    r"(?::(?P<second>\d\d)(?:\.\d+)?)?(?!\d|:)\s*(?P<half>[aApP]\.?\s?[mM]\b\.?)?"
    r"\s*(?:Uhr|uur|h)?\s*\(?(?P<zone>[A-Za-z]{1,4}\b)?\s?(?P<offset>[+-]\d{1,2}(?::?\d\d)?(?!\d))?"
)


def date_in_words(text: str) -> str:
    """The date or time that a short text gives as ISO 8601; empty if it gives none for sure.

    Up to three words may stand before it (`Published on Sunday,`), and anything behind it.
    """
    text = _plain(text)
    if not text or len(text) > LONGEST:
        return ""
    if found := _range(text):
        return found
    for form in _FORMS:
        for match in form.finditer(text):
            if day := _day(match):
                before = text[: match.start()]
                return _with_time(day, text, match) if len(before.split()) <= 3 else ""
    for form in _MONTH_ONLY:
        alone = form.match(text)
        if alone and not re.search(r"\d", text[alone.end() :]) and len(text.split()) <= 5:
            month = _month(alone)
            return f"{alone['year']}-{month:02d}" if month else ""
    return ""


def is_date_line(text: str) -> bool:
    """Whether a line is a date and nothing else but a weekday, a time, an edition."""
    text = _plain(text)
    if not text or len(text) > 120 or not date_in_words(text):
        return False
    for form in (_RANGE, *_FORMS, *_MONTH_ONLY):
        match = next((one for one in form.finditer(text) if form is _RANGE or _month(one)), None)
        if match:
            rest = text[: match.start()] + " " + _TIME.sub(" ", text[match.end() :])
            words = re.findall(r"[^\W\d_]+(?:-feira)?", rest)
            known = sum(word.casefold() in _WEEKDAYS | _AROUND for word in words)
            if len(words) - known <= (1 if known else 0):
                return True
            # Editions have names: `Late Edition - Final Correction Appended`.
            small = sum(word.islower() and word not in _AROUND for word in words)
            return (
                not re.search(r"[:!?]", rest) and small == 0 and _EDITION.search(rest) is not None
            )
    return False


def is_weekday(text: str) -> bool:
    """Whether a text is the name of a day of the week."""
    return text.strip(" ,.").casefold() in _WEEKDAYS


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text)
    return " ".join(text.split())


@cache
def _numbers() -> dict[str, int]:
    return {name: at for at, names in enumerate(_MONTHS, 1) for name in names.split()}


def _month(match: re.Match[str]) -> int:
    groups = match.groupdict()
    if number := groups.get("number"):
        return int(number) if 1 <= int(number) <= 12 else 0
    return _numbers().get((groups.get("month") or "").casefold().rstrip("."), 0)


def _day(match: re.Match[str]) -> date | None:
    """The day of a match; None if there is no such day, or two readers would read two."""
    month, day, year = _month(match), int(match["day"]), int(match["year"])
    groups = match.groupdict()
    if groups.get("mark") and match.start("year") > match.start("day"):
        first, second = day, int(match["number"])
        if first <= 12 and second <= 12 and first != second:
            return None
        if second > 12:
            month, day = first, second
    try:
        return date(year, month, day) if month else None
    except ValueError:
        return None


def _range(text: str) -> str:
    """The month that a few days lie in: `March 3-9, 2024`."""
    match = _RANGE.search(text)
    if match is None or len(text[: match.start()].split()) > 3:
        return ""
    month = _numbers().get((match["month"] or match["name"]).casefold(), 0)
    return f"{match['year'] or match['in']}-{month:02d}" if month else ""


def _with_time(day: date, text: str, match: re.Match[str]) -> str:
    behind = text[match.end() : match.end() + 60]
    found = _TIME.search(behind) or _TIME.search(text[: match.start()])
    if found is None:
        return day.isoformat()
    hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    half = (found["half"] or "")[:1].lower()
    if half:
        if not 1 <= hour <= 12:
            return day.isoformat()
        hour = hour % 12 + 12 * (half == "p")
    if hour > 23 or minute > 59 or second > 59:
        return day.isoformat()
    moment = datetime(day.year, day.month, day.day, hour, minute, second)
    zone = _zone(found["zone"] or "", found["offset"] or "")
    return (moment if zone is None else moment.replace(tzinfo=zone)).isoformat()


def _zone(name: str, offset: str) -> timezone | None:
    minutes = _ZONES.get(name.casefold())
    if offset and (minutes == 0 or not name):
        hours, rest = int(offset[1:].replace(":", "")[:2]), offset[1:].replace(":", "")[2:]
        minutes = (hours * 60 + int(rest or 0)) * (-1 if offset[0] == "-" else 1)
    if minutes is None or abs(minutes) > 14 * 60:
        return None
    return timezone(timedelta(minutes=minutes))
