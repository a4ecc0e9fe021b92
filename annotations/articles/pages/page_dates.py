"""When an article was published, from what its page declares, the more precise before the less."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Final

from annotations.articles.declared import published
from annotations.articles.pages import linked_data as ld

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from annotations.articles.pages.facts import Meta

_NAMES: Final = (
    *("article:published_time", "article:published", "og:article:published_time", "datepublished"),
    *(
        "parsely-pub-date",
        "publish-date",
        "publish_date",
        "published_time",
        "publishdate",
        "pubdate",
    ),
    *("publication_date", "publicationdate", "publication-date", "article.published", "pub_date"),
    *("cxenseparse:recs:publishtime", "cxenseparse:publishtime", "sailthru.date", "dc.date.issued"),
    *(
        "dc.date.created",
        "dcterms.created",
        "dcterms.issued",
        "dcterms.date",
        "dc.date",
        "rnews:datepublished",
    ),
    *(
        "article_date_original",
        "date_published",
        "vr:published_time",
        "shareaholic:article_published_time",
    ),
    *(
        "originalpublicationdate",
        "displaydate",
        "timestamp",
        "date",
        "last-modified-date",
        "weibo:article:create_at",
    ),
    *("bt:pubdate", "iso-8601-publish-date", "release_date", "firstpublished", "creationdatetime"),
    *("datecreated", "created", "dc.created"),
)
_CHANGED: Final = re.compile(
    r"updat|modif|changed|edited|aktualis|mis à jour|actualiz", re.IGNORECASE
)
_ADDRESS: Final = re.compile(
    r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?![\d])"
)


def published_on(tree: HtmlElement, meta: Meta, article: ld.Thing, url: str) -> str:
    """ISO 8601, with the time if the page has one for that day; empty if it says nothing."""
    best = ""
    for declared in _declared(tree, meta, article, url):
        found = re.sub(r"(?<=:\d\d)\.\d+", "", published(declared))
        if not found or not _is_sane(found):
            continue
        if not best or _adds_to(found, best):
            best = found
        if re.search(r"T.*(?:[+-]\d\d:\d\d|Z)$", best):
            break
    return best


def _adds_to(found: str, best: str) -> bool:
    """Whether a time is that day or moment, said more precisely: with the hour, with the zone."""
    if len(best) == len("2024-03-04"):
        return found.startswith(best) and len(found) > len(best)
    return found[:16] == best[:16] and len(found) > len(best)


def _declared(tree: HtmlElement, meta: Meta, article: ld.Thing, url: str) -> Iterator[str]:
    yield ld.text_of(article.get("datePublished"))
    yield from meta.each(*_NAMES)
    yield ld.text_of(article.get("dateCreated"))
    yield from _marked(tree)
    if found := _ADDRESS.search(url):
        yield "-".join(found.groups())
    yield from _written(tree)
    yield ld.text_of(article.get("dateModified"))


def _marked(tree: HtmlElement) -> Iterator[str]:
    """The times that elements of the page say, those of the article first."""
    found: list[tuple[int, str]] = []
    for at, element in enumerate(tree.iter("time", "abbr", "span", "meta")):
        prop = (element.get("itemprop") or "").lower()
        if element.tag != "time" and prop not in ("datepublished", "datecreated"):
            continue
        said = element.get("datetime") or element.get("content") or element.get("title")
        said = said or " ".join("".join(element.itertext()).split())
        if not said or len(said) > 60:
            continue
        names = " ".join(element.get(key) or "" for key in ("class", "id", "itemprop", "title"))
        rank = 0 if "publish" in names.lower() else 2 if _CHANGED.search(names) else 1
        found.append((rank, said))
        if at > 20_000 or len(found) > 40:
            break
    yield from (said for _, said in sorted(found, key=lambda one: one[0]))


_LATIN_MONTHS: Final = (
    "jan januari januar january januari janvier enero gennaio janeiro stycznia ledna tammikuuta",
    "feb februar february februari février febrero febbraio fevereiro lutego února helmikuuta",
    "mar mär mrz märz march maart mars marzo março marca března maaliskuuta",
    "apr april avril abril aprile kwietnia dubna huhtikuuta",
    "may mai mei maj mayo maggio maio maja května toukokuuta",
    "jun juni june juin junio giugno junho czerwca června kesäkuuta",
    "jul juli july juillet julio luglio julho lipca července heinäkuuta",
    "aug august augustus augusti août agosto sierpnia srpna elokuuta",
    "sep sept september septembre septiembre settembre setembro września září syyskuuta",
    "oct okt october oktober octobre octubre ottobre outubro października října lokakuuta",
    "nov november novembre noviembre novembro listopada listopadu marraskuuta",
    "dec dez december dezember desember décembre diciembre dicembre dezembro grudnia prosince",
)
_MONTHS: Final = {name: at for at, names in enumerate(_LATIN_MONTHS, 1) for name in names.split()}
_DAY: Final = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)\s?[-/.年년]\s?(?P<m>\d{1,2})\s?[-/.月월]\s?(?P<d>\d{1,2})(?!\d)"
    r"|(?<![\d.])(?P<d2>\d{1,2})\.\s?(?P<m2>\d{1,2})\.\s?(?P<y2>(?:19|20)\d\d)(?!\d)"
    r"|(?<!\d)(?P<d3>\d{1,2})(?:\.|er|º|th|st|nd|rd)?\s(?:de\s)?(?P<n>[^\W\d_]{3,12})\.?,?\s"
    r"(?:de\s)?(?P<y3>(?:19|20)\d\d)(?!\d)"
    r"|(?P<n2>[^\W\d_]{3,9})\.?\s(?P<d4>\d{1,2}),?\s(?P<y4>(?:19|20)\d\d)(?!\d)"
)
_DATED: Final = re.compile(
    r"date|time|publish|posted|meta|byline|stand|datum|fecha|created|info", re.IGNORECASE
)


def _written(tree: HtmlElement) -> Iterator[str]:
    """The first day that is written near the headline, in an element that bears a name for it."""
    looked = 0
    for element in tree.iter("p", "span", "div", "li", "small", "font", "td", "em", "a"):
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if not _DATED.search(names):
            continue
        looked += 1
        text = " ".join("".join(element.itertext()).split()) if looked < 400 else ""
        if 6 <= len(text) <= 120 and (found := _DAY.search(text)):
            part = found.groupdict()
            year = part["y"] or part["y2"] or part["y3"] or part["y4"]
            name = (part["n"] or part["n2"] or "").casefold()
            month = part["m"] or part["m2"] or _MONTHS.get(name, 0)
            day = part["d"] or part["d2"] or part["d3"] or part["d4"]
            yield f"{year}-{int(month):02}-{int(day):02}"


def _is_sane(date: str) -> bool:
    """Whether an article on the web may be of that day."""
    try:
        return (
            1990
            <= datetime.fromisoformat(date[:10] if len(date) >= 10 else f"{date[:4]}-01-01").year
            <= 2100
        )
    except ValueError:
        return False
