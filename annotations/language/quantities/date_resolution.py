"""From what the text calls a date to the day that it means, against the article's own date."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from annotations.language.lexicon import lazily

_OFFSET: Final = lazily(r"P(?:T)?(-?\d+)(WE|[DWMYHQ])(?:-(\d{1,2}))?(T\w+)?$")
_WEEKDAY: Final = lazily(r"XXXX-WXX-(\d)(T\w+)?$")
_MONTH_DAY: Final = lazily(r"XXXX-(\d\d)(?:-(\d\d))?$")
_CERTAIN: Final = lazily(r"\d{4}(?:-\d\d){0,2}$")


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
