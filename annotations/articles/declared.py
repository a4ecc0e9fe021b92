"""Facts as formats declare them, in the one form in which articles keep them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Final

from annotations.articles.dates_in_words import date_in_words
from annotations.articles.front_matter import iso_date

_BASIC: Final = re.compile(
    r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?)?"
)
_MAIL: Final = re.compile(r"^(?:[A-Za-z]{3}, *)?\d{1,2} [A-Za-z]{3} \d{2,4} +\d\d?:\d\d")
_EPOCH: Final = re.compile(r"1\d{9}(?:\d{3})?")
_TAG: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")


def published(text: str) -> str:
    """A date or time as ISO 8601, as precise as it was written; empty if it cannot be told.

    Reads ISO 8601 in both its forms, dates of mails, Unix time, and dates in words of ten
    languages (`annotations.articles.dates_in_words`). A date that two countries read otherwise
    (`03/04/2024`) is none, and nothing is added: no day to a month, no zone to a time.
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
    if (found := date_in_words(text)) or not _MAIL.search(text):
        return found
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def language_tag(text: str) -> str:
    """A language as a BCP 47 tag, from a tag or a name in one of seven languages; empty if neither.

    Of several (`ENGLISH; FRENCH`) the first.
    """
    text = text.strip().replace("_", "-")
    named = _names().get(re.split(r"[;,/(|]", text)[0].strip().casefold(), "")
    if named:
        return named
    if _TAG.fullmatch(text) and len(text.split("-")[0]) < 4:
        primary, *rest = text.split("-")
        return "-".join([primary.lower(), *rest])
    return ""


_NAMES: Final = (
    "en English Englisch Anglais Inglés Inglese Inglês Engels",
    "de German Deutsch Allemand Alemán Tedesco Alemão Duits",
    "fr French Französisch Français Francés Francese Francês Frans",
    "es Spanish Spanisch Espagnol Español Spagnolo Espanhol Spaans",
    "it Italian Italienisch Italien Italiano Italiaans",
    "pt Portuguese Portugiesisch Portugais Portugués Portoghese Português Portugees",
    "nl Dutch Niederländisch Néerlandais Neerlandés Holandés Olandese Holandês Nederlands",
    "da Danish Dänisch Danois Danés Danese Dinamarquês Deens Dansk",
    "sv Swedish Schwedisch Suédois Sueco Svedese Zweeds Svenska",
    "nb Norwegian Norwegisch Norvégien Noruego Norvegese Norueguês Noors Norsk",
    "fi Finnish Finnisch Finnois Finlandés Finlandese Finlandês Fins Suomi",
    "pl Polish Polnisch Polonais Polaco Polacco Polonês Pools Polski",
    "cs Czech Tschechisch Tchèque Checo Ceco Tcheco Tsjechisch",
    "hu Hungarian Ungarisch Hongrois Húngaro Ungherese Hongaars Magyar",
    "ro Romanian Rumänisch Roumain Rumano Romeno Roemeens",
    "el Greek Griechisch Grec Griego Greco Grego Grieks",
    "tr Turkish Türkisch Turc Turco Turks Türkçe",
    "ru Russian Russisch Russe Ruso Russo",
    "uk Ukrainian Ukrainisch Ukrainien Ucraniano Ucraino Oekraïens",
    "ar Arabic Arabisch Arabe Árabe Arabo",
    "he Hebrew Hebräisch Hébreu Hebreo Ebraico Hebraico Hebreeuws",
    "fa Persian Persisch Persan Persa Perzisch Farsi",
    "hi Hindi",
    "ja Japanese Japanisch Japonais Japonés Giapponese Japonês Japans",
    "ko Korean Koreanisch Coréen Coreano Koreaans",
    "zh Chinese Chinesisch Chinois Chino Cinese Chinês Chinees",
    "vi Vietnamese Vietnamesisch Vietnamien Vietnamita Vietnamees",
    "id Indonesian Indonesisch Indonésien Indonesio Indonesiano Indonésio",
    "ca Catalan Katalanisch Catalán Catalano Catalão Catalaans",
    "bg Bulgarian Bulgarisch Bulgare Búlgaro Bulgaro Bulgaars",
    "hr Croatian Kroatisch Croate Croata Kroatisch",
    "sr Serbian Serbisch Serbe Serbio Serbo Sérvio Servisch",
    "th Thai Thailändisch Thaï Tailandés",
    "ms Malay Malaiisch Malais Malayo Malese Malaio Maleis",
)
"""A tag, and what services call that language."""


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for tag, *words in map(str.split, _NAMES):
        names |= {word.casefold(): tag for word in words}
    return names
