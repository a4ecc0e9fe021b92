"""The news agency that a report came from, by the places where reports name it.

Those are the dateline (`PARIS (Reuters) -`), the byline, the copyright line and the last words. A
report that merely mentions an agency names none: what is in doubt is left empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from annotations.articles.lazy_patterns import lazily

_AGENCIES: Final = (
    "Reuters|REUTERS|Thomson Reuters|Reuters News|Reuters News Agency|Reuters Limited",
    "AP|A.P.|The Associated Press|Associated Press|THE ASSOCIATED PRESS|ASSOCIATED PRESS|"
    "Associated Press Newswires|AP News|Associated Press International",
    "AFP|Agence France-Presse|Agence France Presse|AGENCE FRANCE-PRESSE|AFP News|afp|"
    "AFP Deutschland|AFP Factuel|AFP Fact Check|AFP Faktencheck",
    "dpa|DPA|dpa-infocom|Deutsche Presse-Agentur|Deutsche Presse-Agentur GmbH|dpa International",
    "dpa-AFX",
    "EFE|Efe|Agencia EFE|Agencia Efe|EFE News Service|EFE News Services|Agencia EFE, S.A.",
    "ANSA|Ansa|Agenzia ANSA",
    "Xinhua|XINHUA|Xinhua News Agency|Xinhua General News Service|新华社|Xinhuanet",
    "TASS|ITAR-TASS|Itar-Tass|Tass|ТАСС|ITAR-TASS World Service|TASS World Service",
    "PA Media|PA|PA News Agency|Press Association|PRESS ASSOCIATION|The Press Association|"
    "Press Association Newsfile",
    "Kyodo|KYODO|Kyodo News|Kyodo News Service|共同通信",
    "Yonhap|Yonhap News|Yonhap News Agency|연합뉴스",
    "CNA|Central News Agency",
    "UPI|United Press International",
    "Bloomberg|Bloomberg News|Bloomberg L.P.|Bloomberg L|Bloomberg LP|Bloomberg Finance LP",
    "Anadolu|AA|Anadolu Agency|Anadolu Ajansı|Anadolu Ajansi",
    "PTI|Press Trust of India|Press Trust of India Limited|The Press Trust of India Limited",
    "IANS|Indo-Asian News Service|Indo Asian News Service",
    "ANI|Asian News International",
    "APA|Austria Presse Agentur|APA - Austria Presse Agentur",
    "Keystone-SDA|SDA/ATS|sda-ats|sda|SDA|ATS|ats|Keystone-ATS|Schweizerische Depeschenagentur",
    "Belga|BELGA|Belga News Agency|BELGA NEWS AGENCY",
    "ANP|Algemeen Nederlands Persbureau",
    "Ritzau|/ritzau/",
    "NTB|©NTB",
    "TT Nyhetsbyrån|TT",
    "PAP|Polska Agencja Prasowa",
    "ČTK|CTK|ČTK National News Wire",
    "MTI",
    "Interfax|Interfax News Agency|Интерфакс",
    "RIA Novosti|РИА Новости",
    "Interfax-Ukraine",
    "Ukrinform",
    "Lusa|LUSA|Agência Lusa",
    "Adnkronos|ADNKRONOS",
    "AGI|Agenzia Giornalistica Italia",
    "LaPresse",
    "Europa Press",
    "Notimex",
    "The Canadian Press|Canadian Press|CP|La Presse canadienne|La Presse Canadienne|"
    "THE CANADIAN PRESS",
    "AAP|Australian Associated Press|Australian Associated Press Pty Limited",
    "Jiji|Jiji Press|JIJI",
    "Antara|ANTARA|ANTARA News",
    "Bernama|BERNAMA",
    "Agerpres",
    "BNS|Baltic News Service",
    "Hina|HINA",
    "STT",
    "SID|Sport-Informations-Dienst|sid",
    "Agência Brasil",
    "Agencia Estado|Agência Estado|Estadão Conteúdo",
    "Télam|Telam",
    "KNA|Katholische Nachrichten-Agentur",
    "epd|Evangelischer Pressedienst",
    "AFX|AFX News",
    "Dow Jones Newswires|DOW JONES NEWSWIRES",
    "PR Newswire|PRNewswire|/PRNewswire/",
    "Business Wire|BUSINESS WIRE",
    "GlobeNewswire|GLOBE NEWSWIRE",
)
"""One agency a line: the name that is kept, then the forms in which it stands."""

_LOWER: Final = frozenset(
    (
        "de la le les el los las del di da do dos of am an der den upon sur sous en im and und y"
        " jan feb mar abr apr may mai jun jul ago aug sep sept oct okt nov dic dez dec ene"
        " janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
        " enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
        " gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre janeiro fevereiro"
        " março maio junho julho setembro outubro novembro dezembro"
    ).split()
)
"""Words in lower case that stand in datelines."""
_NO_PLACE: Final = frozenset(
    "the a an this that in on at for by as but and from with news agency service agencies".split()
)

_DATELINE: Final = lazily(
    r"(?P<before>[^()\n]{0,80}?)\s*(?:\((?P<round>[^()\n]{2,40})\)|/(?P<slash>[^/\n]{2,20})/)"
    r"(?P<behind>\s*[-–—―:]|\s*\.\s*[-–—]|\.?\s+(?=[\"“„«'‘]?[^\W\d_a-z]))"
)
_DASHED: Final = lazily(
    r"(?P<before>[^\W\d_a-z][^()\n–—:]{1,60}?)\s*[-–—,/]\s*(?P<name>[A-Z][A-Za-z-]{1,9})\s+[-–—:]\s"
)
_END: Final = lazily(r"(?:^|[.!?”\"»…]\s*)[(\[]\s*(?P<name>[^()\[\]\n]{2,40})\s*[)\]]\s*$")
_COPYRIGHT: Final = lazily(
    r"(?:©|\(c\)|copyright|&copy;)[\s,:]*(?:©|\(c\))?[\s,:]*(?:\d{4}(?:\s*[-–]\s*\d{4})?[\s,:.]*)?"
    r"(?:by\s+)?(?P<name>[^\n.©|;(]{2,60}(?:\bL\.P)?)",
    re.IGNORECASE,
)
_LEAD: Final = lazily(
    r"(?:by|von|par|por|de|di|da|door|source|quelle|fuente|fonte|bron)\b:?\s+", re.I
)
_ROLES: Final = lazily(
    r"^(?:by|von|via|with|from)\s+|\s*\b(?:staff|writers?|reporters?|correspondents?)\s*$|^©\s*",
    re.I,
)
_PARTS: Final = lazily(
    r"\s*(?:[,;|/•·]|\s[-–—]\s|\band\b|\bwith\b|\bund\b|\bet\b|\bmit\b|\bavec\b)\s*"
)
_OF: Final = lazily(
    r"(?:^|.*\s)(?:of|for|from|der|vom|de|d’|d')\s*(?P<name>(?:the\s+)?\S.*)$", re.I
)


def agency_of(text: str = "", byline: str = "", copyright_line: str = "", source: str = "") -> str:
    """The agency that a report came from, by its usual name; empty if none is named.

    Args:
        text: The report; its beginning and its end are looked at.
        byline: Who wrote it.
        copyright_line: Who owns it, such as `© 2024 AFP`.
        source: The publisher.
    """
    return (
        _in_dateline(text)
        or _in_byline(byline)
        or _in_copyright(copyright_line)
        or _named(source)
        or _in_tail(text)
    )


def agency(name: str) -> str:
    """The agency that `name` is, by its usual name; empty if it is none."""
    return _named(name) or _named(_ROLES.sub("", name))


def wire_of_names(names: Iterable[str]) -> str:
    """The first agency among authors and credits, by its usual name; empty if none is there."""
    return next((found for name in names if (found := _in_byline(name))), "")


def wire_of_text(text: str) -> str:
    """The agency of a dateline, or of what stands below a report; empty if none is named."""
    return _in_dateline(text) or _in_tail(text)


@cache
def _forms() -> dict[str, str]:
    """Agencies by their forms; long ones in small letters too, as short ones are other words."""
    forms = {form: line.split("|")[0] for line in _AGENCIES for form in line.split("|")}
    return {form.casefold(): name for form, name in forms.items() if len(form) > 5} | forms


def _named(text: str) -> str:
    """The agency that `text` is the name of."""
    text = " ".join(text.split()).strip(" .,:;")
    forms = _forms()
    return forms.get(text) or forms.get(text + ".") or forms.get(text.casefold(), "")


def _any_named(text: str) -> str:
    """The first agency of a list such as `APA/dpa` or `dpa/lsw`."""
    if whole := _named(text):
        return whole
    parts = re.split(r"\s*[/,+]\s*|\s+-\s+", text)
    return next((name for part in parts if (name := _named(part))), "") if len(parts) < 5 else ""


def _in_dateline(text: str) -> str:
    head = text[:1200].lstrip()
    paragraphs = [part for part in head.split("\n") if part.strip()][:3]
    for at, paragraph in enumerate(paragraphs):
        # A headline and a byline may stand above it; what is long before it is the report.
        if at and sum(map(len, paragraphs[:at])) > 300:
            break
        paragraph = paragraph.strip()
        found = _DATELINE.match(paragraph)
        if found and _is_place(found["before"]):
            return _any_named(found["round"] or found["slash"])
        found = _DASHED.match(paragraph)
        if found and found["before"].isupper() and _is_place(found["before"]):
            return _named(found["name"])
    return ""


def _is_place(text: str) -> bool:
    """Whether a text may be the place and date of a dateline; nothing may be."""
    words = re.findall(r"[^\W\d_]+", text)
    if not words:
        return True
    if len(words) > 8 or re.search(r"[.!?]\s+\S+\s+\S+\s+\S+\s+\S+", text):
        return False
    if words[0].casefold() in _NO_PLACE and words[:2] != ["The", "Hague"]:
        return False
    if words[0].islower() and words[0] not in _LOWER:
        return False
    return all(word[0].isupper() or not word.isascii() or word in _LOWER for word in words)


def _in_byline(byline: str) -> str:
    byline = _LEAD.sub("", " ".join(byline.split()), count=1)
    if not byline or len(byline) > 200:
        return ""
    if name := _named(re.sub(r"(?i)\s*(?:staff|writers?|correspondents?)$", "", byline)):
        return name
    parts = _PARTS.split(byline.replace("(", ",").replace(")", ","))
    for part in reversed([part for part in parts if part.strip()]):
        words = re.sub(
            r"(?i)\s*\b(?:(?:staff|sports|business|political|science|special|senior|medical|health"
            r"|technology|entertainment|economics|diplomatic|white house|chief) )*"
            r"(?:staff|writers?|correspondents?|reporters?|editor)$",
            "",
            part,
        )
        if name := _named(words):
            return name
        if name := _last_words(words):
            return name
        of = _OF.match(words)
        if of and (name := _named(of["name"])):
            return name
    return ""


def _last_words(text: str) -> str:
    """The agency whose name of several words ends a text: `Ann Poe Associated Press`."""
    words = text.split()
    ends = (" ".join(words[-size:]) for size in (3, 2) if len(words) > size)
    return next((name for end in ends if " " in end and (name := _named(end))), "")


def _in_copyright(line: str) -> str:
    for found in _COPYRIGHT.finditer(line[:400]):
        owner = re.sub(
            r"(?i)[\s,]*(?:all rights reserved|tous droits.*|alle rechte.*|\d{4}|inc|ltd|limited|"
            r"gmbh|s\.?a|all material.*)\.?\s*$",
            "",
            found["name"].strip(" .,"),
        )
        if name := _named(owner) or _named(found["name"]):
            return name
        if name := _named(re.sub(r"\s+\d{4}$", "", owner)):
            return name
    return ""


def _in_tail(text: str) -> str:
    lines = [line.strip() for line in text[-800:].split("\n") if line.strip()]
    for line in reversed(lines[-2:]):
        if len(lines) > 1 and len(line) <= 40 and (name := _any_named(line.strip("()[]/–—- "))):
            return name
        if line[:1] in "©(Cc" and len(line) < 200 and (name := _in_copyright(line)):
            return name
        found = _END.search(line[-120:])
        if found and line == lines[-1] and (name := _any_named(found["name"])):
            return name
    return ""
