"""From what the text calls a date to the day that it means, against the article's own date."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import msgspec

from annotations.language.document import View
from annotations.language.lexicon import lazily
from annotations.language.model import Quantity

_OFFSET: Final = lazily(r"P(?:T)?(-?\d+)(WE|[DWMYHQ])(?:-(\d{1,2}))?(T\w+)?$")
_WEEKDAY: Final = lazily(r"XXXX-WXX-(\d)(T\w+)?$")
_MONTH_DAY: Final = lazily(r"XXXX-(\d\d)(?:-(\d\d))?$")
_CERTAIN: Final = lazily(r"\d{4}(?:-\d\d){0,2}$")


_AT_HAND: Final = 14
_FAR: Final = 28
"""Days from the article's own date: of two readings one at hand and one far decide."""
_DAY_FIRST: Final = ("GB", "IN", "AU", "NZ", "ZA", "NG", "KE", "IE", "GH", "UG", "TZ", "PK", "SG")


def decided(quantities: list[Quantity], view: View) -> list[Quantity]:
    """Dates such as 3/4/2024 in one order, where the article tells which; else with both readings.

    What tells, in this order: the country that its language is declared for (`en-GB`), its other
    dates (25/10/2023), its own date, if one reading is close to that and the other is not.
    """
    if not any("|" in one.timex for one in quantities):
        return quantities
    order = _order(quantities, view)
    return [_one_reading(one, order, view.date) if "|" in one.timex else one for one in quantities]


def _order(quantities: list[Quantity], view: View) -> int | None:
    """0 for the month first, 1 for the day first, None if nothing says it."""
    country = view.lang.partition("-")[2].upper()
    if country:
        return 0 if country == "US" else 1 if country in _DAY_FIRST else None
    seen = set()
    for one in quantities:
        written = _WRITTEN.match(view.text, *one.span) if one.type == "date" else None
        if written and (int(written.group(1)) > 12 or int(written.group(2)) > 12):
            seen.add(1 if int(written.group(1)) > 12 else 0)
    return seen.pop() if len(seen) == 1 else None


_WRITTEN: Final = lazily(r"(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}$")


def _one_reading(one: Quantity, order: int | None, published: str) -> Quantity:
    readings = one.timex.split("|")
    if order is None and len(published) == 10:
        try:
            today = date.fromisoformat(published)
            away = [abs((date.fromisoformat(day) - today).days) for day in readings]
        except ValueError:
            return one
        if min(away) <= _AT_HAND and max(away) >= _FAR:
            order = away.index(min(away))
    if order is None:
        return one
    day = readings[order]
    return msgspec.structs.replace(one, timex=day, resolved=day)


def resolve(timex: str, published: str, *, ahead: bool = False, strict: bool = False) -> str:
    """The calendar date of a TIMEX, as precise as it is; empty where nothing says it.

    Args:
        timex: As in `Quantity.timex`.
        published: The article's date in ISO 8601, or empty.
        ahead: Whether the sentence speaks of what is to come.
        strict: Whether the article's own day is not meant: "last Thursday" on a Thursday.
    """
    if _CERTAIN.match(timex):
        return timex
    try:
        today = date.fromisoformat(published)
        return _resolved(timex, today, ahead, strict)
    except (ValueError, OverflowError):
        return ""


def _resolved(timex: str, today: date, ahead: bool, strict: bool) -> str:
    if found := _WEEKDAY.match(timex):
        return _nearest_weekday(today, int(found.group(1)), ahead, strict).isoformat()
    if found := _MONTH_DAY.match(timex):
        return _nearest_month(today, int(found.group(1)), found.group(2), ahead)
    if found := _OFFSET.match(timex):
        step, unit, detail, _ = found.groups()
        return _moved(today, int(step), unit, detail)
    return ""


def _nearest_weekday(today: date, weekday: int, ahead: bool, strict: bool) -> date:
    """The last such day, or the next one for what is to come; today included unless strict."""
    away = (weekday - today.isoweekday()) if ahead else (today.isoweekday() - weekday)
    days = away % 7 or (7 if strict else 0)
    return today + timedelta(days=days if ahead else -days)


def _nearest_month(today: date, month: int, day: str | None, ahead: bool) -> str:
    """The one within half a year of the article; reports look back unless they say so."""
    middle = int(day) if day else 15
    candidates = [
        date(year, month, min(middle, 28)) for year in range(today.year - 1, today.year + 2)
    ]
    first, last = (-60, 330) if ahead else (-330, 120)
    fitting = [each for each in candidates if first <= (each - today).days <= last]
    best = min(fitting or candidates, key=lambda each: abs((each - today).days))
    if not day:
        return f"{best.year}-{month:02}"
    return date(best.year, month, int(day)).isoformat()


def _moved(today: date, step: int, unit: str, detail: str | None) -> str:
    if unit in ("D", "H"):
        return (today + timedelta(days=step if unit == "D" else 0)).isoformat()
    if unit in ("W", "WE"):
        monday = today + timedelta(weeks=step, days=1 - today.isoweekday())
        if detail:
            return (monday + timedelta(days=int(detail) - 1)).isoformat()
        year, week, _ = monday.isocalendar()
        return f"{year}-W{week:02}" + ("-WE" if unit == "WE" else "")
    if unit == "M":
        months = today.year * 12 + today.month - 1 + step
        return f"{months // 12}-{months % 12 + 1:02}"
    if unit == "Q":
        quarters = today.year * 4 + (today.month - 1) // 3 + step
        return f"{quarters // 4}-Q{quarters % 4 + 1}"
    year = today.year + step
    return f"{year}-{detail}" if detail else str(year)
