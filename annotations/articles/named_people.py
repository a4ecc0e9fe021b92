"""Who wrote a report, as formats write it, to the plain names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from annotations.articles.lazy_patterns import lazily
from annotations.articles.marked_text import one_line

_BY: Final = lazily(r"(?:by|von|vom|par|por|di|door|av|af|przez|od|автор:?)\s+(?=\S)", 2)
_AGENCIES: Final = {
    "afp": "AFP",
    "agence france presse": "AFP",
    "ap": "AP",
    "associated press": "AP",
    "the associated press": "AP",
    "reuters": "Reuters",
    "thomson reuters": "Reuters",
    "dpa": "dpa",
    "deutsche presse agentur": "dpa",
    "upi": "UPI",
    "united press international": "UPI",
    "efe": "EFE",
    "agencia efe": "EFE",
    "ansa": "ANSA",
    "apa": "APA",
    "austria presse agentur": "APA",
    "sda": "Keystone-SDA",
    "keystone sda": "Keystone-SDA",
    "pa": "PA Media",
    "pa media": "PA Media",
    "press association": "PA Media",
    "xinhua": "Xinhua",
    "xinhua news agency": "Xinhua",
    "tass": "TASS",
    "interfax": "Interfax",
    "ritzau": "Ritzau",
    "ntb": "NTB",
    "tt": "TT",
    "stt": "STT",
    "anp": "ANP",
    "belga": "Belga",
    "lusa": "Lusa",
    "pap": "PAP",
    "ctk": "ČTK",
    "čtk": "ČTK",
    "mti": "MTI",
    "kyodo": "Kyodo News",
    "kyodo news": "Kyodo News",
    "yonhap": "Yonhap",
    "yonhap news agency": "Yonhap",
    "pti": "PTI",
    "press trust of india": "PTI",
    "ani": "ANI",
    "ians": "IANS",
    "aap": "AAP",
    "australian associated press": "AAP",
    "the canadian press": "The Canadian Press",
    "canadian press": "The Canadian Press",
    "anadolu": "Anadolu",
    "anadolu agency": "Anadolu",
    "bloomberg": "Bloomberg",
    "bloomberg news": "Bloomberg",
}
"""News agencies, by the names that files call them, hyphens and stops as spaces."""


def byline(*names: str) -> str:
    """Names as one text, without the word `by`, each once."""
    found = dict.fromkeys(filter(None, (_by(one_line(name)) for name in names)))
    return ", ".join(found)


def _by(text: str) -> str:
    found = _BY.match(text)
    return (text[found.end() :] if found else text).strip(" ,;|")


def agency(*names: str) -> str:
    """The news agency that one of the names is of; empty if none is."""
    for name in names:
        key = " ".join(name.replace("-", " ").replace(".", " ").casefold().split())
        if found := _AGENCIES.get(key):
            return found
    return ""


def first_of(values: Iterable[str]) -> str:
    """The first that is not empty, or empty."""
    return next(filter(None, values), "")
