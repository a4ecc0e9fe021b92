"""What a page declares about its article in JSON-LD, by the words of schema.org."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Any, Final

import msgspec

from annotations.outside import NOT_JSON

ARTICLES: Final = frozenset(
    "NewsArticle Article ReportageNewsArticle AnalysisNewsArticle AskPublicNewsArticle "
    "BackgroundNewsArticle OpinionNewsArticle ReviewNewsArticle AdvertiserContentArticle "
    "LiveBlogPosting BlogPosting SatiricalArticle Report ScholarlyArticle TechArticle "
    "SocialMediaPosting DiscussionForumPosting MedicalScholarlyArticle Review".split()
)
_MOST: Final = 20_000
"""Values that are looked at."""
_DEEPEST: Final = 12

Thing = Mapping[str, Any]


def things(scripts: tuple[str, ...]) -> list[Thing]:
    """Every object that the scripts declare, outer ones first."""
    found: list[Thing] = []
    for script in scripts:
        value = _loaded(script)
        found += _walk(value, _MOST - len(found))
    return found


def article_in(found: list[Thing], url: str = "", titles: Iterable[str] = ()) -> Thing:
    """The article among them: the one of this page, else what has most to say; empty if none.

    A page lists others beside its own: those that stand in a list of items, or that only name
    themselves, have fewer facts.

    Args:
        found: What the page declares.
        url: Its own address, if it says it.
        titles: Its headings.
    """
    said = {title.casefold() for title in titles if title}
    articles = [one for one in found if kinds(one) & ARTICLES]
    telling = (
        "headline",
        "datePublished",
        "articleBody",
        "author",
        "publisher",
        "mainEntityOfPage",
    )

    def weight(one: Thing) -> tuple[bool, int]:
        addresses = {text_of(one.get("url")), text_of(one.get("mainEntityOfPage"), "@id", "url")}
        is_own = bool(url) and url in addresses
        is_own = is_own or text_of(one.get("headline")).casefold() in said
        return is_own, sum(bool(one.get(key)) for key in telling)

    return max(articles, key=weight, default={})


def kinds(thing: Thing) -> set[str]:
    """The types of an object, without the address of their vocabulary."""
    declared = thing.get("@type", ())
    listed = declared if isinstance(declared, list) else [declared]
    return {one.rpartition("/")[2] for one in listed if isinstance(one, str)}


def text_of(value: Any, *names: str) -> str:
    """The text that a value is or holds: of an object its name, of a list the first.

    Args:
        value: From an object.
        names: What to look for in an object; `name` if nothing is given.
    """
    for _ in range(_DEEPEST):
        if isinstance(value, list):
            value = next((one for one in value if one), "")
        elif isinstance(value, dict):
            value = next((value[one] for one in names or ("name",) if value.get(one)), "")
        else:
            break
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return ""
    return " ".join(unescape(unescape(str(value))).split())


def texts_of(value: Any) -> list[str]:
    """The text of each of a list, or of the one that is no list."""
    found = [text_of(one) for one in (value if isinstance(value, list) else [value])]
    return [one for one in dict.fromkeys(found) if one]


def by_id(found: list[Thing], value: Any) -> Any:
    """The object that a mere reference names, elsewhere on the page; else the value itself."""
    if isinstance(value, list):
        return [by_id(found, one) for one in value[:50]]
    if isinstance(value, dict) and not value.get("name") and (wanted := value.get("@id")):
        return next((one for one in found if one.get("@id") == wanted and one.get("name")), value)
    return value


def _loaded(script: str) -> Any:
    """The value of a script; None if it is no JSON. Faults that many sites make are forgiven."""
    script = (
        re.sub(r"<!\[CDATA\[|\]\]>|^\s*(?://|<!--)|(?://|-->)\s*$", "", script).strip().rstrip(";")
    )
    for attempt in (script, _mended(script)):
        try:
            return msgspec.json.decode(attempt)
        except NOT_JSON:
            continue
    return None


def _mended(script: str) -> str:
    """JSON with line ends and tabs inside strings, and commas before closing brackets."""
    script = re.sub(r"[\x00-\x1f]", " ", script)
    script = re.sub(r"\\(?![\"\\/bfnrtu])", "", script)
    return re.sub(r",(?=[ ]{0,200}[}\]])", "", script)


def _walk(value: Any, most: int) -> Iterator[Thing]:
    waiting = [(value, 0)]
    while waiting and most > 0:
        one, depth = waiting.pop(0) if len(waiting) < 1000 else waiting.pop()
        most -= 1
        if isinstance(one, dict):
            if "@type" in one or "@id" in one:
                yield one
            inner: list[Any] = list(one.values())
        elif isinstance(one, list):
            inner = one
        else:
            continue
        if depth < _DEEPEST:
            waiting += [(each, depth + 1) for each in inner if isinstance(each, dict | list)]
