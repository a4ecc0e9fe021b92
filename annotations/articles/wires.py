"""News agencies: which one a report came from, by its authors, its credit or its dateline."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from annotations.articles.lazy_patterns import lazily

_AGENCIES: Final = {
    "AAP": "australian associated press",
    "Adnkronos": "",
    "AFP": "agence france presse|agence france-presse",
    "Agerpres": "",
    "Anadolu": "anadolu agency|anadolu ajansı",
    "ANI": "asian news international",
    "ANP": "",
    "ANSA": "agenzia ansa",
    "Antara": "",
    "AP": "associated press|the associated press",
    "APA": "austria presse agentur",
    "Belga": "belga news agency",
    "Bernama": "",
    "Bloomberg": "bloomberg news",
    "BNS": "",
    "ČTK": "čtk",
    "dpa": "deutsche presse-agentur|dpa-infocom|dpa international",
    "EFE": "agencia efe",
    "epd": "evangelischer pressedienst",
    "Europa Press": "",
    "HINA": "",
    "IANS": "indo-asian news service",
    "Interfax": "",
    "Jiji Press": "jiji",
    "KNA": "katholische nachrichten-agentur",
    "Kyodo": "kyodo news",
    "Lusa": "agência lusa",
    "MTI": "",
    "NTB": "",
    "PA": "pa media|press association|pa news agency",
    "PAP": "polska agencja prasowa",
    "PTI": "press trust of india",
    "Reuters": "thomson reuters|reuters news",
    "RIA Novosti": "риа новости",
    "Ritzau": "",
    "SDA": "keystone-sda|sda-ats|sda/ats",
    "SID": "sport-informations-dienst",
    "STT": "",
    "TASS": "тасс",
    "The Canadian Press": "canadian press|la presse canadienne",
    "TT": "tt nyhetsbyrån",
    "Ukrinform": "",
    "UPI": "united press international",
    "Xinhua": "xinhua news agency",
    "Yonhap": "yonhap news agency|연합뉴스",
}  # fmt: skip
_BY_NAME: Final = {
    known.casefold(): name
    for name, others in _AGENCIES.items()
    for known in (name, *filter(None, others.split("|")))
}
_DATELINE: Final = lazily(r"[(\[]([^()\[\]\n]{2,40})[)\]]")
_DATELINE_WITHIN: Final = 90
"""Characters from the top in which a dateline names its agency."""
_SIGNED: Final = lazily(r"[(\[]?\s*([\w.ČčÉé /-]{2,40}?)(?:[/-][a-z]{2,12})*\s*[)\]]?")
_ROLES: Final = re.compile(
    r"\b(?:staff|writers?|reporters?|correspondents?|news|agency|agencies|with|from|by|von|via)\b"
)


def agency(name: str) -> str:
    """The agency that `name` is, by its usual name; empty if it is none."""
    name = " ".join(name.casefold().replace("’", "'").split()).strip(" .,:;©")
    if name in _BY_NAME:
        return _BY_NAME[name]
    rest = " ".join(_ROLES.sub(" ", name).split())
    return _BY_NAME.get(rest, "") if rest != name else ""


def wire_of_names(names: Iterable[str]) -> str:
    """The first agency among authors and credits; several may stand in one, `AP/dpa`."""
    for name in names:
        for part in (name, *re.split(r"\s*[/,;&+|]\s*|\s+(?:and|und|et|with)\s+", name)):
            if found := agency(part):
                return found
    return ""


def wire_of_text(text: str) -> str:
    """The agency of a dateline, `BERLIN (dpa) -`, or of a sign-off below the text."""
    for said in _DATELINE.finditer(text[:_DATELINE_WITHIN]):
        if found := wire_of_names((said[1],)):
            return found
    last = text.rstrip().rpartition("\n")[2].strip()
    if len(last) <= 40 and (signed := _SIGNED.fullmatch(last)):
        return wire_of_names((signed[1],))
    closing = re.search(r"[(\[]([^()\[\]\n]{2,30})[)\]]\.?$", last[-40:])
    return wire_of_names((closing[1],)) if closing else ""
