"""Facts as formats declare them, in the one form in which articles keep them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Final

from annotations.articles.front_matter import iso_date

_BASIC: Final = re.compile(
    r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?)?"
)
_EPOCH: Final = re.compile(r"1\d{9}(?:\d{3})?")
_TAG: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")


def published(text: str) -> str:
    """A date or time as ISO 8601, as precise as it was written; empty if it cannot be told.

    Reads ISO 8601 in both its forms, dates of mails, Unix time, and dates in words. A date that
    two countries read otherwise (`03/04/2024`) is none.
    """
    text = " ".join(str(text).split())
    if _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC).isoformat()
    if basic := _BASIC.fullmatch(text):
        year, month, day, hour, minute, second, zone = basic.groups()
        date = f"{year}-{month}-{day}"
        return iso_date(f"{date}T{hour}:{minute}:{second or '00'}{zone or ''}" if hour else date)
    if found := iso_date(text):
        return found
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError):
        return ""


def language_tag(text: str) -> str:
    """A language as a BCP 47 tag, from a tag or an English name; empty if it is neither."""
    text = text.strip().replace("_", "-")
    if (
        re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}", text)
        and len(text.split("-")[0]) < 4
    ):
        primary, *rest = text.split("-")
        return "-".join([primary.lower(), *rest])
    return _names().get(re.split(r"[;,/(]", text)[0].strip().casefold(), "")


@cache
def _names() -> dict[str, str]:
    names = (
        "en English, de German, fr French, es Spanish, it Italian, pt Portuguese, nl Dutch,"
        " da Danish, sv Swedish, nb Norwegian, fi Finnish, pl Polish, cs Czech, hu Hungarian,"
        " ro Romanian, el Greek, tr Turkish, ru Russian, uk Ukrainian, ar Arabic, he Hebrew,"
        " fa Persian, hi Hindi, ja Japanese, ko Korean, zh Chinese, vi Vietnamese, id Indonesian"
    )
    return {name.casefold(): tag for tag, name in (one.split() for one in names.split(","))}
