"""Figures, dates and times: found where one can start, read by the longest pattern that fits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Final

import msgspec

from annotations.articles.article import Span
from annotations.language.document import View
from annotations.language.lexicon import lazily, spellings
from annotations.language.model import Quantity
from annotations.language.quantities import (
    date_patterns,
    numbers_with_units,
    other_languages,
    prefixed,
)
from annotations.language.quantities.counted_nouns import counted_noun
from annotations.language.quantities.date_resolution import decided, resolve
from annotations.language.quantities.filters import plausible
from annotations.language.quantities.measured_things import with_things
from annotations.language.quantities.modifiers import around
from annotations.language.quantities.number_reading import Read
from annotations.language.quantities.numbers_with_units import Hit
from annotations.language.quantities.numerals import HY, ONES, SEPARATORS, TEENS, TENS
from annotations.language.quantities.other_languages import DECIMAL_COMMA
from annotations.language.quantities.units import CURRENCY_CODES

_MARKS: Final = "$€£¥₽₴₹₩₪₺₦₱₫฿₸₨₵₡₲₮₾₼৳"
_Rule = tuple[Callable[..., re.Match[str] | None], Callable[[re.Match[str]], Any]]


@cache
def _date_rules() -> dict[str, tuple[_Rule, ...]]:
    """Every pattern of dates, compiled when the first article is analysed."""
    return {
        kind: tuple((re.compile(text).match, build) for text, build in listed)
        for kind, listed in date_patterns.PATTERNS.items()
    }


_FIGURES: Final[dict[str, Callable[[str, int, int], Hit | None]]] = {
    "number": numbers_with_units.at_number,
    "symbol": prefixed.at_symbol,
    "code": prefixed.at_code,
    "fold": prefixed.at_fold,
    "magnitude": prefixed.at_magnitude,
    "ordinal": prefixed.at_ordinal,
    "article": prefixed.at_article,
}


_TOKEN: Final = lazily(rf"[A-Za-z]+|\d+(?:[{SEPARATORS}]\d+)*|[{_MARKS}½¼¾⅓⅔⅛]")
_GLUED: Final = frozenset("@#&+/\\_$€£-’'")
"""What a figure is not a figure after: it is a part of a code, a date, a name."""

_SEEDS: Final = spellings(
    """
    relative: last next this past coming previous following upcoming current early late earlier
        later mid the these
    word: today yesterday tomorrow tonight noon midnight
    article: a an half few several couple
    season: spring summer fall autumn winter
    number: minus negative
    fold: twofold threefold fourfold fivefold sixfold sevenfold eightfold ninefold tenfold
    magnitude: dozens scores tens hundreds thousands lakhs crores millions billions trillions
    fiscal: fiscal financial
    ordinal: first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
        thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
        thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth thousandth
    """
)
_CASED_SEEDS: Final = spellings(
    """
    month: January February March April May June July August September October November December
        JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER
        Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec
    weekday: Mon Tue Tues Wed Thu Thur Thurs Fri Sat
    sign: US A AU C CA HK NZ S NT MX CN U J TT Z B GH CAD USD AUD NZD
    symbol: Rs Re kr R N KSh Ksh Kshs KShs Sh Shs USh Ush UShs Ushs UGX TSh Tsh Tshs TShs Tk Dh Dhs
        SR QR RM Rp BD KD FCFA GHC SFr
    fiscal: FY Q H
    holiday: Christmas Boxing New Valentine St Halloween Independence Veterans Armistice Memorial
        Labor Thanksgiving Election Good Easter Palm Ash Black Super Ramadan Hanukkah Diwali Mother
        Father Bastille
    """
)
_THE: Final = lazily(
    r"[ \u00a0](?i:last|past|next|coming|previous|upcoming|following|early|late|mid)[ \u00a0-]"
)
_MORE_ORDINAL: Final = lazily(r"(?:,\d{3})*(?:st|nd|rd|th)(?!\w)")


@cache
def _seeds() -> dict[str, str]:
    """Every word that a figure can start with -> how it is read: the key into the tables."""
    kinds = dict.fromkeys((*ONES, *TEENS, *TENS), "number")
    for day in ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun"):
        kinds[day + "day"] = kinds[day + "days"] = "weekday"
    kinds.update(_SEEDS)
    known: dict[str, str] = {}
    for word, kind in kinds.items():
        known.update({word: kind, word.capitalize(): kind, word.upper(): kind})
    known.update(dict.fromkeys(CURRENCY_CODES, "code"))
    known.update(_CASED_SEEDS)
    known.update(dict.fromkeys(_MARKS, "symbol"))
    known.update(dict.fromkeys("½¼¾⅓⅔⅛", "number"))
    return known


_ADDRESS: Final = lazily(r"(?:https?://|www\.)\S+")
_NO_FIGURE: Final = lazily(
    r"(?![1-9]\d{0,2}(?: \d{3}){1,7}(?![-\d]))\d[\d()]{0,12}(?:[- ]\d{3,4}){2,6}(?!\w)"
    r"|(?!\d{1,3}(?:\.\d{3}){2})\d{1,8}(?:\.\d{1,8}){2,200}|0\d{1,6}(?!\d)|[2-6]G(?!\w)"
)
_PHONE: Final = lazily(r"\+\d{1,3}(?:[- ]\(?\d{2,5}\)?){2,6}(?!\w)")
"""Version and telephone numbers, and what begins with a nought."""
_UNIT_OF_SIGN: Final = lazily(
    r"[\d.,]{1,12}[ \u00a0]?(?:%|°|[CF](?!\w)|percent|per cent|degrees|\d\.\d)|\d{1,6}\.\d"
)


def _signed(text: str, at: int) -> int:
    """Where the number at `at` begins: at its sign, or at -1 if what is before it is none.

    A hyphen behind a word or a number joins; one at the start of a line may be a list's.
    """
    mark, before = text[at - 1], text[at - 2] if at > 1 else "\n"
    if not (before.isspace() or before in "([“‘\"'"):
        return -1
    if mark == " " or (before == " " and text[at - 3 : at - 2].isdigit()):
        return -1
    sure = mark in "−+" or _UNIT_OF_SIGN.match(text, at)
    if before == "\n" and not sure:
        return at
    return at - 1 if sure or mark == "-" else at


def _starts(view: View) -> Iterator[tuple[int, str]]:
    """Every place where a figure may start, with how it is read there."""
    text, kinds = view.text, _seeds()
    first, last = view.spans[0].start, view.spans[-1].end
    linked = text.find("://", first, last) > 0 or text.find("www.", first, last) > 0
    addresses = [match.span() for match in _ADDRESS.finditer(text, first, last)] if linked else []
    link = 0
    for match in _TOKEN.finditer(text, first, last):
        word = match.group()
        kind = kinds.get(word)
        digits = word[0].isdigit()
        if kind is None:
            if not digits:
                continue
            kind = "number"
        elif kind == "sign" or word in "NR":
            if text.startswith(("$", "¥", ".S.$", "¢", "₵"), match.end()):
                kind = "symbol"
            elif kind == "sign":
                kind = {"A": "article"}.get(word) or ("code" if word in CURRENCY_CODES else "")
            if not kind:
                continue
        at = match.start()
        before = text[at - 1] if at else " "
        if before == "." and digits:
            if at > 1 and not (text[at - 2].isspace() or text[at - 2] in "([$€£"):
                continue
            at -= 1
            if at and text[at - 1] in "$€£":
                continue
        elif before == "-" and digits and text.endswith("agnitude-", 0, at):
            pass
        elif before in "-−–+" and (digits or kind in ("symbol", "code")):
            at = _signed(text, at)
            if at < 0:
                continue
        elif before.isalnum() or before in _GLUED or (before == ":" and text[at - 2].isdigit()):
            continue
        if (
            before == " "
            and at > 1
            and text[at - 2] in "–−-"
            and _LONE_DASH.search(text, max(at - 9, 0), at)
        ):
            continue
        after = text[match.end()] if match.end() < last else " "
        if digits:
            if _MORE_ORDINAL.match(text, match.end(), last) and at == match.start():
                kind = "ordinal"
        elif after.isalnum() and kind not in ("code", "symbol", "fiscal"):
            continue
        elif kind == "relative" and word.lower() in ("the", "these"):
            if not _THE.match(text, match.end(), last):
                continue
        elif (
            word in ("minus", "negative")
            and after == " "
            and text[match.end() + 1 : match.end() + 2] in _MARKS
        ):
            kind = "symbol"
        elif word in ("minus", "negative") and text.endswith(("plus or ", "plus/"), 0, at):
            continue
        elif kind == "number" and after in "-‐‑" and word.lower() in TENS:
            kind = "number or ordinal"
        while link < len(addresses) and addresses[link][1] <= at:
            link += 1
        if link == len(addresses) or at < addresses[link][0]:
            yield at, kind


def find_quantities(view: View) -> list[Quantity]:
    """Every figure in the text, in reading order, not overlapping."""
    found: list[Quantity] = []
    if not view.spans:
        return found
    text, spans = view.text, view.spans
    sentence, end, last = 0, 0, len(spans) - 1
    for start, kind in _starts(view):
        if start < end or not (view.english or kind in _FOREIGN):
            continue
        while sentence < last and start >= spans[sentence].end:
            sentence += 1
        inside = spans[sentence]
        for hit in _hits(view, start, inside, kind):
            end = max(end, hit.end)
            if not hit.fields:
                continue
            quantity = _quantity(hit, view, inside)
            if found and _from_to(text, found[-1], quantity):
                unit = {"type": quantity.type, "unit": quantity.unit}
                found[-1] = msgspec.structs.replace(found[-1], **unit)
            found.append(quantity)
    found = decided(found, view)
    return with_things(found, text, spans) if view.english else found


def _from_to(text: str, first: Quantity, second: Quantity) -> bool:
    """Whether the first lacks the unit that it shares: "from 10 to 15 percent"."""
    return (
        first.type == "count"
        and second.type in ("percent", "measure", "money", "duration")
        and text[first.span.end : second.span.start] == " to "
        and text.endswith(("from ", "From "), 0, first.span.start)
    )


_FOREIGN: Final = ("number", "symbol", "code")
"""What is read in a language that the rules do not know."""


def _hits(view: View, start: int, sentence: Span, kind: str) -> Iterator[Hit]:
    """The figure at `start`, if the words around it allow it, and the days that share its month.

    Where a run of digits goes on behind it, the run whole, and no value.
    """
    text, hit = view.text, _read(view, start, sentence.end, kind)
    end = start if hit is None else hit.end
    if hit is None and kind in ("symbol", "code"):
        yield from prefixed.unread_sum(text, start, sentence.end)
        return
    if power := _POWER.match(text, start, sentence.end) or _SPOKEN_YEAR.match(
        text, start, sentence.end
    ):
        yield Hit(start, power.end(), {})
        return
    if phone := _PHONE.match(text, start, sentence.end):
        yield Hit(start, phone.end(), {})
        return
    if hit is None:
        if not text[start].isdigit() or kind not in ("number", "ordinal"):
            return
        if code := _NO_FIGURE.match(text, start, sentence.end):
            yield Hit(start, code.end(), {})
            return
    dated = hit is not None and hit.fields["type"] in ("date", "time")
    if hit is None or (_DATE_GOES_ON if dated else _GOES_ON).match(text, max(end - 1, start)):
        yield _unread(text, start, sentence.end, hit)
        return
    if not plausible(text, hit, sentence):
        return
    yield hit
    if hit.fields["type"] == "date" and kind in ("month", "weekday"):
        yield from _further_days(text, hit, sentence.end)


_GOES_ON: Final = lazily(
    rf"\d[{SEPARATORS}]?\d|\d[A-Za-z]|[^\s,.;:](?:{HY}|-[A-Za-z]{{1,4}}-)[$€£¥₹]?\d|[^\s,.;:]−[$€£¥₹]?\d"
)
_POWER: Final = lazily(
    r"\d{1,9}(?:\.\d{1,9})?[ \u00a0\u202f\u2009]?[×x][ \u00a0\u202f\u2009]?10"
    r"\^?[-−⁻]?[\d⁰¹²³⁴-⁹]{1,3}"
)
"""A power of ten, in which no part is a figure."""
_SPOKEN_YEAR: Final = lazily(
    rf"(?i:(?:six|seven|eigh|nine)teen[ \u00a0-](?:{'|'.join(TENS)}|oh)"
    rf"[ \u00a0-]?(?:{'|'.join(ONES)})?(?!\w))"
)
"""Nineteen eighty-four: a year or a book, and no two figures."""
_LONE_DASH: Final = lazily(r"\b(?:by|at|to|of|from|was|is|and)[ \u00a0][–−-][ \u00a0]$")
"""A minus that was set apart from its figure, or a dash between two parts."""
_DATE_GOES_ON: Final = lazily(rf"\d[{SEPARATORS}]?\d|\d(?:{HY}|−)\d")
_RUN: Final = lazily(
    rf"[$€£¥₹]?\d+[A-Za-z%]*(?:[{SEPARATORS}/:−–‐‑-]?[$€£¥₹]?\d+[A-Za-z%]*|-[A-Za-z]+-\d+)*"
)
_ONE_NUMBER: Final = lazily(rf"[$€£¥₹]?\d+(?:[{SEPARATORS}]\d+)+")
_LETTERS: Final = lazily(r"[^\d]{0,6}")


def _unread(text: str, start: int, limit: int, hit: Hit | None) -> Hit:
    """The whole run of digits at `start`: without a value, or, where it is none, without fields."""
    lead = _LETTERS.match(text, start, limit)
    first = lead.end() if lead else start
    run = _RUN.match(text, first, limit)
    end = max(run.end() if run else first, hit.end if hit else start)
    number = _ONE_NUMBER.match(text, first, limit)
    if number is None or text[number.end() : end].strip("%"):
        return Hit(start, max(end, start + 1), {})
    end = number.end()
    fields = hit.fields if hit else {"type": "count"}
    kept = {key: fields[key] for key in ("type", "unit") if key in fields}
    if kept["type"] in ("date", "time", "ordinal", "fraction", "duration"):
        return Hit(start, end, {})
    if kept["type"] == "count":
        read = Read(0, None, end, known=False)
        found = numbers_with_units.with_unit(text, start, limit, read)
        if found is not None and found.fields["type"] in ("money", "percent", "measure"):
            return found
    return Hit(start, end, kept)


def _read(view: View, start: int, limit: int, kind: str) -> Hit | None:
    language = view.language.partition("-")[0]
    if language not in DECIMAL_COMMA:
        return _longest(view.text, start, limit, kind)
    hit = _longest(view.text, start, limit, kind) if view.text[start].isdigit() else None
    if hit is not None and hit.fields["type"] in ("date", "time"):
        return hit
    return other_languages.at_number(view.text, start, limit, language)


def _longest(text: str, start: int, limit: int, kind: str) -> Hit | None:
    """The longest reading at `start`; a date if two are equally long."""
    if kind == "number or ordinal":
        kind = "ordinal" if prefixed.at_ordinal(text, start, limit) else "number"
    if kind == "ordinal" and text[start].isdigit():
        kind = kind if prefixed.at_ordinal(text, start, limit) else "number"
    best: Hit | None = None
    if kind != "number" or text[start].isdigit():
        for match_at, build in _date_rules().get(kind, ()):
            match = match_at(text, start, limit)
            if match is None or match.end() <= (best.end if best else start):
                continue
            built = build(match)
            if built is not None:
                best = Hit(start, match.end(), {"type": built[0], "timex": built[1]})
        if best is None and kind == "number" and _NO_FIGURE.match(text, start, limit):
            return None
    read = _FIGURES.get(kind)
    hit = read(text, start, limit) if read else None
    return hit if hit is not None and (best is None or hit.end > best.end) else best


def _further_days(text: str, hit: Hit, limit: int) -> Iterator[Hit]:
    """The 24 of "Jan. 23 and 24", a date of its own."""
    timex = hit.fields["timex"]
    if "/" in timex or not re.fullmatch(r"(?:XXXX|\d{4})-\d\d-\d\d", timex):
        return
    more = date_patterns.AND_DAY.match(text, hit.end, limit)
    if more is None:
        return
    for day in re.finditer(r"\d{1,2}", text[hit.end : more.end()]):
        value = int(day.group())
        if not 1 <= value <= 31:
            return
        place = hit.end + day.start()
        fields = {"type": "date", "timex": f"{timex[:-2]}{value:02}"}
        yield Hit(place, hit.end + day.end(), fields)


def _quantity(hit: Hit, view: View, sentence: Span) -> Quantity:
    fields, text = dict(hit.fields), view.text
    kind = fields["type"]
    if kind in ("count", "ordinal") and "unit" not in fields and view.english:
        one = kind == "ordinal" or fields.get("value") == 1
        fields["unit"] = counted_noun(text, hit.end, sentence.end, one=one)
        if fields["unit"] not in ("", "point", "time") and _GROUPED.fullmatch(
            text, hit.start, hit.end
        ):
            fields.pop("value", None)
    if kind in ("date", "time"):
        ahead, strict = _direction(text, hit, sentence)
        if not text.endswith(("earlier", "later"), hit.start, hit.end):
            fields["resolved"] = resolve(fields["timex"], view.date, ahead=ahead, strict=strict)
    before = text[max(sentence.start, hit.start - 40) : hit.start]
    approximate, bound = around(before, text, hit.end, lasting=kind == "duration")
    if approximate and not (kind in ("date", "time", "ordinal") and _DOUBTING.search(before)):
        fields["approximate"] = True
    value = fields.get("value")
    if bound and value is not None and kind not in ("date", "time", "ordinal"):
        fields["bound"] = bound
        fields["low" if bound[0] == ">" else "high"] = value
    return Quantity(span=Span(hit.start, hit.end), **fields)


_GROUPED: Final = lazily(r"[1-9]\d{0,2}\.\d{3}")
"""Of things that are counted, what other desks write for thousands: 1.234 votes."""
_DOUBTING: Final = lazily(r"\b(?:perhaps|maybe|possibly)[ \u00a0]$")
"""Before a date they doubt the event, not the date."""
_AHEAD: Final = lazily(
    r"(?i:\b(?:will|would|next|upcoming|scheduled|set to|due|plans? to|planned|expected to|going to"
    r"|to be held|until|by|deadline|to begin|to start|to meet)\b)"
)


def _direction(text: str, hit: Hit, sentence: Span) -> tuple[bool, bool]:
    """Whether a date lies ahead, and whether it excludes the article's own ("last Thursday")."""
    which = text[hit.start : hit.end].partition(" ")[0].lower()
    if which in ("last", "next", "previous", "coming", "past"):
        return which in ("next", "coming"), True
    return bool(_AHEAD.search(text, max(sentence.start, hit.start - 60), hit.start)), False
