"""Plain numbers, percentages and sums in languages whose words the rules do not know.

Most of them write 3.500.000,25 for what English writes 3,500,000.25. What may be either gets no
value: "3.50" in a German text is a price, a time or a day.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

from annotations.language.lexicon import lazily, spellings
from annotations.language.quantities.numbers_with_units import Hit
from annotations.language.quantities.numerals import SEPARATORS, Number, tidy
from annotations.language.quantities.units import CURRENCY_CODES, CURRENCY_SYMBOLS

DECIMAL_COMMA: Final = frozenset(
    "de fr es it pt nl sv da nb no nn fi pl cs sk sl hr sr bg ro hu tr id vi ru uk be el ca gl eu"
    " lt lv et is sq mk az kk ka hy".split()
)
"""Languages that set a comma before the decimals."""

_GROUPED: Final = lazily(
    r"(?:\d{1,3}(?:\.\d{3}){1,6}|[1-9]\d{0,2}(?:[ \u00a0\u202f\u2009]\d{3}){1,6}"
    r"|\d{1,3}(?:['’]\d{3}){1,6}|\d{1,18})(?:,\d{1,12})?"
    rf"(?![{SEPARATORS}]?\d|\w)"
)
_POINT: Final = lazily(rf"\d{{1,12}}\.\d{{1,2}}(?![{SEPARATORS}]?\d|\w)")
_GAP: Final = "[ \u00a0\u202f\u2009]"
_SCALES: Final = spellings(
    """
    1000: tausend mil mille duizend tusen tusind tys. тыс. тысяч тысячи тысячу тис. тисяч tysięcy
        tuhat bin ribu
    1000000: million millionen mio. mio millions millón millones milione milioni milhão milhões
        miljoen
        miljoner miljon millioner mln mln. milion miliony milionów млн млн. миллион миллиона
            миллионов мільйон
        мільйонів milyon juta miljoonaa milionu milioane
    1000000000: milliarde milliarden mrd. mrd milliard milliards miliardo miliardi mil_millones
        mil_milhões bilhão bilhões miljard miljarder milliarder mld mld. miliard miliardy miliardów
        млрд млрд. миллиард миллиарда миллиардов мільярд мільярдів milyar miliar miljardia miliarde
    1000000000000: billionen billones biljoen biljoner bilion biliony трлн трлн. триллион триллиона
        триллионов trilyun trilyon trilhão trilhões
    """
)
_PERCENT: Final = spellings(
    """
    percent: % prozent pour_cent por_ciento por_cento per_cento procent procenta procentów prosent
        процент процента процентов процентів vom_hundert persen
    percentage point: prozentpunkte prozentpunkt prozentpunkten points_de_pourcentage
        puntos_porcentuales punti_percentuali pontos_percentuais procentenheter procentpoint
    """
)
_MONEY: Final = spellings(
    """
    EUR: euro euros € евро євро
    USD: dollar dollars dólares dollari dólar us-dollar долларов доллара доллар доларів dolarów
    GBP: pfund libras livres_sterling
    CHF: franken schweizer_franken
    RUB: rubel рублей рубля рубль roubles rublos
    UAH: griwna гривень гривні hrywien
    PLN: zł złotych złote złoty
    SEK: kronor
    TRY: lira lirası
    IDR: rupiah
    BRL: reais
    JPY: yen yenes
    """
)
_WORD: Final = lazily(
    rf"{_GAP}?(?:(?:de|d[’']|di|von|of){_GAP}?)?(?P<word>[%‰€£$₽₴₹¥]|[^\W\d_]+[.]?(?:-[^\W\d_]+)?)"
)
_NEXT: Final = lazily(rf"{_GAP}(?P<word>[^\W\d_]+[.]?)(?:{_GAP}(?P<third>[^\W\d_]+))?")
_HOUR: Final = lazily(rf"{_GAP}?(?:Uhr|heures?|horas?|ore|uur|ч\.|h(?!\w))")
_SYMBOL: Final = lazily(
    "(?:"
    + "|".join(re.escape(mark) for mark in sorted(CURRENCY_SYMBOLS, key=len, reverse=True))
    + rf"|[A-Z]{{3}}){_GAP}?(?=[-−–]?\d)"
)
_SIGN: Final = lazily(r"[-−–](?=\d)")


@cache
def _units() -> dict[str, tuple[str, str]]:
    known = {word: ("percent", unit) for word, unit in _PERCENT.items()}
    known.update({word: ("money", unit) for word, unit in _MONEY.items()})
    known.update({code.lower(): ("money", code) for code in CURRENCY_CODES})
    known.update({mark: ("money", CURRENCY_SYMBOLS[mark]) for mark in "€£$₽₴₹¥"})
    return known


def at_number(text: str, start: int, limit: int, language: str) -> Hit | None:
    """The number at `start` with the scale, per cent or currency behind it.

    Args:
        text: The article's.
        start: Where its sign, its digits or the currency before it begin.
        limit: Where its sentence ends.
        language: Of the text; one that has a decimal comma.
    """
    sign = _SIGN.match(text, start, limit)
    at = sign.end() if sign else start
    fields: dict[str, Any] = {"type": "count"}
    symbol = _SYMBOL.match(text, at, limit)
    if symbol is not None:
        mark = symbol.group().strip(" \u00a0\u202f\u2009")
        if mark not in CURRENCY_SYMBOLS and mark not in CURRENCY_CODES:
            return None
        fields = {"type": "money", "unit": CURRENCY_SYMBOLS.get(mark, mark)}
        at = symbol.end()
    read = _number(text, at, limit, language, symbol is not None)
    if read is None:
        return None
    value, end = read
    factor, end = _scaled(text, end, limit)
    unit = _unit(text, end, limit)
    if unit is not None and fields["type"] == "count":
        (kind, name), end = unit
        fields = {"type": kind, "unit": name}
    if value is not None:
        fields["value"] = tidy(round(value * factor, 6) * (-1 if sign else 1))
    return Hit(start, end, fields)


def _number(
    text: str, at: int, limit: int, language: str, money: bool
) -> tuple[Number | None, int] | None:
    """The value, if only one can be meant, and the end of the number at `at`."""
    match = _GROUPED.match(text, at, limit)
    if match is None:
        point = _POINT.match(text, at, limit)
        if point is None or _HOUR.match(text, point.end(), limit):
            return None
        sure = money or _scaled(text, point.end(), limit)[0] > 1 or _unit(text, point.end(), limit)
        return (float(point.group()) if sure or language == "es" else None), point.end()
    digits = match.group()
    whole, _, decimals = digits.partition(",")
    whole = re.sub(r"\D", "", whole)
    if len(decimals) == 3 and len(whole) < 4 and "." not in digits and language in ("es", "pt"):
        return None, match.end()
    return (float(f"{whole}.{decimals}") if decimals else int(whole)), match.end()


def _scaled(text: str, at: int, limit: int) -> tuple[int, int]:
    """What the word behind a number multiplies it by, and where it ends."""
    match = _NEXT.match(text, at, limit)
    if match is None:
        return 1, at
    word, third = match.group("word").lower(), (match.group("third") or "").lower()
    if third and f"{word} {third}" in _SCALES:
        return int(_SCALES[f"{word} {third}"]), match.end("third")
    if word in _SCALES:
        return int(_SCALES[word]), match.end("word")
    if word.rstrip(".") in _SCALES:
        return int(_SCALES[word.rstrip(".")]), match.end("word") - 1
    return 1, at


def _unit(text: str, at: int, limit: int) -> tuple[tuple[str, str], int] | None:
    match = _WORD.match(text, at, limit)
    if match is None:
        return None
    known, word = _units(), match.group("word").lower()
    after = _NEXT.match(text, match.end(), limit)
    if after is not None and (unit := known.get(f"{word} {after.group('word').lower()}")):
        return unit, after.end("word")
    unit = known.get(word) or known.get(word.rstrip("."))
    if unit is None:
        return None
    return unit, match.end() - (0 if word in known else 1)
