"""One record of a table, a list or a crawl to the document that it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from annotations.articles.columns import Columns, columns
from annotations.articles.declared import language_tag, published
from annotations.articles.document import NO_BODY, Document, Paragraph, compose
from annotations.articles.lazy_patterns import lazily
from annotations.articles.marked_text import (
    Marked,
    one_line,
    plain_text,
    without_headline,
)
from annotations.articles.named_people import agency, byline
from annotations.errors import ArticleError

Row = Mapping[str, Any]

_NAMED_BY: Final = tuple(
    "name title label value text main rendered original plain $date $oid uri id".split()
)
"""Keys by which an object that stands for a name or a date says it."""
PARAGRAPH_BY: Final = ("text", "paragraph", "content", "value", "body", "rendered", "html")
_CUT: Final = lazily(r"(?:\[\+?\d+ (?:more )?char(?:acter)?s\]|\[(?:…|\.\.\.)\])\s*$")
_EXCEL: Final = 32_767
"""The most characters that a cell of Excel holds; it cuts the others off."""
_SLASHED: Final = re.compile(
    r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})"
    r"(?:[ T,]+(\d{1,2}):(\d\d)(?::(\d\d))?(?:\s?([AaPp])\.?[Mm]\.?)?)?"
)
_YEAR_FIRST: Final = re.compile(
    r"(\d{4})\s?[-/.年년]\s?(\d{1,2})\s?[-/.月월]\s?(\d{1,2})[日일]?"
    r"(?:[ T,]+(\d{1,2}):(\d\d)(?::(\d\d))?)?"
)
_PATH: Final = lazily(r"[\w.-]+\.[a-z]{2,}", re.IGNORECASE)


class Reading(NamedTuple):
    """How the records of one file are read."""

    columns: Columns
    id_column: str = ""
    """The column whose values tell the records apart; empty: their numbers do."""
    day_first: bool | None = None
    """Whether `03/04/2024` is in April, as other dates of the file show; None if none does."""


def reading_of(sample: Sequence[Row], mapped: Mapping[str, str] | None = None) -> Reading:
    """How records are read of which the first few are these."""
    names = dict.fromkeys(name for row in sample for name in row)
    found = columns(names, mapped)
    whole = sample[:-1] or sample
    dates = [
        told(row[name]) for row in whole for name in found.of.get("published_at", ()) if name in row
    ]
    return Reading(found, _id_column(found, whole), _day_first(dates))


def _id_column(found: Columns, rows: Sequence[Row]) -> str:
    for name in found.of.get("id", ()):
        values = [told(row.get(name)) for row in rows]
        if all(0 < len(value) <= 200 for value in values) and len(set(values)) == len(values):
            return name
    return ""


def key_of(row: Row, reading: Reading, number: int) -> str:
    """The key of a record: its id, else its number from 1."""
    return (told(row.get(reading.id_column))[:200] if reading.id_column else "") or str(number)


def document(row: Row, reading: Reading, key: str) -> Document:
    """The article of a record.

    Raises:
        ArticleError: If it holds no text of one.
    """
    found = reading.columns
    title = one_line(told(found.value(row, "title")))
    value = found.value(row, "text")
    body = without_headline(text_parts(value), title)
    if not body.paragraphs:
        raise ArticleError(NO_BODY)
    text = compose(body.paragraphs)
    source, url = _publisher(row, found)
    said = told(found.value(row, "published_at"))
    date = date_of(said, reading.day_first)
    wire = one_line(told(found.value(row, "wire")))
    return Document(
        text=text.text,
        aside=text.aside,
        removed=text.removed,
        dropped=body.dropped,
        key=key,
        title=title,
        source=source,
        url=url,
        published_at=date,
        byline=byline(*_names(found.value(row, "byline"))),
        section=one_line(", ".join(_names(found.value(row, "section"))[:3])),
        wire=wire or agency(source),
        story=one_line(told(found.value(row, "story"))),
        lang=language_tag(told(found.value(row, "lang"))),
        warnings=_warnings(value, text.text, "" if date else said),
    )


def _publisher(row: Row, found: Columns) -> tuple[str, str]:
    """Who published it, and where; `source` may be either."""
    url = next((one for one in values(row, found, "url") if is_address(one)), "")
    named = []
    for name in values(row, found, "source"):
        if is_address(name):
            url = url or name
            named.append(host_of(name))
        else:
            named.append(one_line(name).removeprefix("www."))
    named.sort(key=lambda name: _PATH.fullmatch(name) is not None)
    return next(filter(None, named), "") or host_of(url), url


def values(row: Row, found: Columns, fact: str) -> list[str]:
    """What all columns of a row say that are one fact."""
    return [told(row[name]) for name in found.of.get(fact, ()) if row.get(name)]


def host_of(address: str) -> str:
    """The host of an address on the web without its `www`; empty if it is none."""
    try:
        host = urlsplit(address).hostname if is_address(address) else ""
    except ValueError:
        return ""
    return (host or "").removeprefix("www.")


def is_address(text: str) -> bool:
    """Whether a text is an address on the web."""
    return text.startswith(("http://", "https://")) and " " not in text.strip()


def told(value: Any) -> str:
    """A value as one text: of an object its name, of a list its first."""
    for _ in range(4):
        if isinstance(value, dict):
            value = next((value[by] for by in _NAMED_BY if value.get(by)), "")
        elif isinstance(value, list):
            value = next((one for one in value if one), "")
        else:
            break
    if value is None or isinstance(value, dict | list | bool):
        return ""
    if isinstance(value, float) and value == int(value) and abs(value) < 1e15:
        value = int(value)  # 1717000000.0, as tables with gaps write numbers
    text = str(value).strip()
    return "" if text in ("NaN", "nan", "None", "null", "NULL", "N/A", "[]") else text


def several(value: Any) -> list[str]:
    """A value as texts: a list's items, a text's parts between `;` or `|`, or itself."""
    if isinstance(value, list):
        return [text for one in value[:50] if (text := told(one))]
    text = told(value)
    if text.startswith("[") and text.endswith("]"):  # a list of Python's in a cell
        text = ";".join(part.strip(" '\"") for part in text[1:-1].split(","))
    return [part.strip() for part in re.split(r"[;|]", text[:5000]) if part.strip()]


def _names(value: Any) -> list[str]:
    """Names; numbers stand for what is elsewhere."""
    return [name for name in several(value) if not name.isdecimal()]


def text_parts(value: Any) -> Marked:
    """The paragraphs of a value: a text, plain or HTML, or a list of paragraphs."""
    if isinstance(value, str):
        return plain_text("" if value in ("NaN", "nan", "None", "null", "NULL") else value)
    if isinstance(value, dict):
        return text_parts(next((value[by] for by in PARAGRAPH_BY if value.get(by)), ""))
    if not isinstance(value, list):
        return Marked((), {})
    paragraphs: list[Paragraph] = []
    dropped: dict[str, int] = {}
    for one in value:
        if isinstance(one, dict):
            one = next((one[by] for by in PARAGRAPH_BY if isinstance(one.get(by), str)), "")
        if isinstance(one, str):
            part = plain_text(one)
            paragraphs += part.paragraphs
            for kind, count in part.dropped.items():
                dropped[kind] = dropped.get(kind, 0) + count
    return Marked(tuple(paragraphs), dropped)


def date_of(text: str, day_first: bool | None) -> str:
    """A date as ISO 8601; what two countries read otherwise only where the file says how."""
    text = text.strip()
    found = _SLASHED.fullmatch(text)
    if not found:
        return _year_first(text) or published(text.removesuffix(".0")) if text else ""
    one, sign, two, year, hour, minute, second, half = found.groups()
    if sign == ".":
        day_first = True
    elif int(one) > 12 or int(two) > 12 or one == two:
        day_first = int(two) <= 12
    if day_first is None:
        return ""
    day, month = (one, two) if day_first else (two, one)
    if half and hour:
        hour = str(int(hour) % 12 + (12 if half in "Pp" else 0))
    return _date(year, month, day, hour, minute, second)


def _year_first(text: str) -> str:
    """A date such as `2026/3/4 9:30` or `2026年3月4日`."""
    found = _YEAR_FIRST.fullmatch(text)
    return _date(*found.groups()) if found else ""


def _date(year: str, month: str, day: str, hour: str, minute: str, second: str) -> str:
    time = f"T{int(hour):02}:{minute}:{second or '00'}" if hour else ""
    return published(f"{year}-{int(month):02}-{int(day):02}{time}")


def _day_first(dates: Iterable[str]) -> bool | None:
    said = set()
    for date in dates:
        found = _SLASHED.fullmatch(date.strip())
        if found and int(found[1]) > 12:
            said.add(True)
        elif found and int(found[3]) > 12:
            said.add(False)
    return said.pop() if len(said) == 1 else None


def _warnings(value: Any, text: str, unread_date: str) -> tuple[str, ...]:
    found = []
    if _CUT.search(text[-60:]):
        found.append("was cut off by the service that it came from")
    if isinstance(value, str) and len(value) == _EXCEL:
        found.append(f"may be cut off: {_EXCEL:,} characters are the most a cell of Excel holds")
    if unread_date:
        found.append(f"has a date that is not read: {unread_date[:40]}")
    return tuple(found)
