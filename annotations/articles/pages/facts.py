"""What a page says about its article: title, publisher, dates, authors, section, language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import msgspec

from annotations.articles.declared import language_tag
from annotations.articles.pages import linked_data as ld
from annotations.articles.pages.page_dates import published_on
from annotations.articles.wires import wire_of_names

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST: Final = 300
"""Characters of a title, name or section; longer is something else."""
_NO_PERSON: Final = re.compile(r"https?:|@|[/\\|<>{}]|\d{3}")


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What a page declares; empty where it does not."""

    title: str = ""
    titles: tuple[str, ...] = ()
    """Every text that stands for the title somewhere on the page."""
    source: str = ""
    url: str = ""
    published_at: str = ""
    byline: str = ""
    authors: tuple[str, ...] = ()
    section: str = ""
    lang: str = ""
    wire: str = ""
    description: str = ""
    body: str = ""
    """The text of the article as the page declares it for search engines."""
    is_free: bool = True
    """Whether all of the article is on the page, as far as it says."""
    is_live: bool = False
    """Whether the page is a live blog."""


class Meta:
    """The `meta` elements of a page, by name."""

    def __init__(self, tree: HtmlElement) -> None:
        self._values: dict[str, list[str]] = {}
        for element in tree.iter("meta"):
            content = " ".join((element.get("content") or "").split())
            for key in ("property", "name", "itemprop", "http-equiv"):
                for name in (element.get(key) or "").lower().split():
                    if content:
                        self._values.setdefault(name.replace(":", "."), []).append(content)

    def first(self, *names: str) -> str:
        """The first value under the first of these names that has one."""
        return next(iter(self.each(*names)), "")

    def each(self, *names: str) -> Iterator[str]:
        """All values under these names; `:` and `.` are the same in names."""
        for name in names:
            yield from self._values.get(name.replace(":", "."), ())


def facts_of(tree: HtmlElement, scripts: tuple[str, ...], url: str = "") -> Facts:
    """What a page declares about its article.

    Args:
        tree: The page.
        scripts: Its JSON-LD.
        url: Where it was saved from, if that is known beside the page.
    """
    things = ld.things(scripts)
    meta = Meta(tree)
    headings = list(_titles(tree, meta, {}).values())
    article = ld.article_in(things, _url(tree, meta, {}) or url, headings)
    url = _url(tree, meta, article) or url
    titles = _titles(tree, meta, article)
    source = _source(tree, meta, article, things, url)
    names = _authors(meta, article, things) or _marked(tree, "author")
    return Facts(
        title=_title(tree, titles, source),
        titles=tuple(titles.values()),
        source=source,
        url=url,
        published_at=published_on(tree, meta, article, url),
        byline=_byline(names, source),
        authors=tuple(names),
        section=_section(meta, article),
        lang=_language(tree, meta, article),
        wire=wire_of_names([*names, *_credits(meta, article)]),
        description=ld.text_of(article.get("description"))
        or meta.first("og:description", "description"),
        body=_declared_body(article),
        is_free=_is_free(things),
        is_live=any("LiveBlogPosting" in ld.kinds(one) for one in things),
    )


def _titles(tree: HtmlElement, meta: Meta, article: ld.Thing) -> dict[str, str]:
    """The texts that stand for the title, by where; the headline above the text is the first."""
    found = {"declared": ld.text_of(article.get("headline")) or ld.text_of(article.get("name"))}
    for at, heading in enumerate(tree.iter("h1")):
        if at < 5:
            found[f"heading {at}"] = " ".join(" ".join(heading.itertext()).split())
    found["graph"] = meta.first(
        "og:title", "dc.title", "dcterm:title", "parsely-title", "weibo:article:title"
    )
    found["card"] = meta.first("twitter:title", "title", "headline")
    found["window"] = " ".join((tree.findtext(".//title") or "").split())
    return {where: text for where, text in found.items() if text}


def _title(tree: HtmlElement, titles: dict[str, str], source: str) -> str:
    """The headline as readers saw it: the heading that the declared titles confirm."""
    others = [text for where, text in titles.items() if not where.startswith("heading")]
    headings = [text for where, text in titles.items() if where.startswith("heading")]
    declared = titles.get("declared", "")
    for heading in headings:
        if source and _squashed(heading) in _squashed(source):
            continue  # the name of the site, at the top of every page
        if len(heading) <= _MOST and any(_like(heading, other) for other in others):
            if declared and declared != heading and _squashed(declared) in _squashed(heading):
                return declared[:_MOST]
            return heading
    for where in ("declared", "graph", "card"):
        if text := titles.get(where):
            return _without_publisher(text, source)[:_MOST]
    if window := titles.get("window"):
        return _without_publisher(window, source, cut=True)[:_MOST]
    return headings[0][:_MOST] if headings else ""


def _like(one: str, other: str) -> bool:
    """Whether two titles share most words of the shorter one."""
    a, b = set(re.findall(r"\w+", one.casefold())), set(re.findall(r"\w+", other.casefold()))
    return bool(a and b) and len(a & b) >= 0.5 * min(len(a), len(b)) and len(a) * 4 >= len(b)


def _without_publisher(title: str, source: str, *, cut: bool = False) -> str:
    """A title without the publisher's name behind it.

    Args:
        title: As the page has it.
        source: The publisher.
        cut: Whether the last part goes whatever it says, if enough is left.
    """
    found = re.fullmatch(r"(.+?)\s+[|–—·•»:-]{1,2}\s+([^|–—·•»]{2,60})", title)
    if not found:
        return title
    rest, last = found[1], _squashed(found[2])
    is_source = bool(source) and (last in _squashed(source) or _squashed(source) in last)
    return rest if is_source or (cut and len(rest.split()) >= 4) else title


def _squashed(text: str) -> str:
    return "".join(re.findall(r"\w", text.casefold()))


def _url(tree: HtmlElement, meta: Meta, article: ld.Thing) -> str:
    links: list[str | None] = [
        one.get("href")
        for one in tree.iter("link")
        if (one.get("rel") or "").lower() == "canonical"
    ]
    declared = (
        *links,
        meta.first("og:url"),
        ld.text_of(article.get("mainEntityOfPage"), "@id", "url"),
        ld.text_of(article.get("url")),
    )
    for url in declared:
        if url and re.match(r"https?://[\w.-]+(?:[/?#:]|$)", url) and len(url) <= 2000:
            return str(url).strip()
    return ""


def _source(
    tree: HtmlElement, meta: Meta, article: ld.Thing, things: list[ld.Thing], url: str
) -> str:
    """The publisher's name: of several that are declared the one that the address confirms."""
    found = [
        ld.text_of(ld.by_id(things, article.get("publisher"))),
        meta.first("og:site_name"),
        meta.first("publisher", "dc.publisher", "dcterms.publisher", "article:publisher_name"),
        *(ld.text_of(one.get("name")) for one in things if "WebSite" in ld.kinds(one)),
        *(
            ld.text_of(one.get("name"))
            for one in things
            if ld.kinds(one) & {"NewsMediaOrganization", "Organization"} and one.get("logo")
        ),
        meta.first(
            "application-name",
            "al:ios:app_name",
            "twitter:app:name:iphone",
            "apple-mobile-web-app-title",
        ),
        meta.first("cre", "copyright", "dc.source"),
    ]
    found += _marked(tree, "publisher")
    names = [name for name in found if name and len(name) <= 80 and not name.startswith("http")]
    host = urlsplit(url).netloc.removeprefix("www.")
    confirmed = [name for name in names if _confirms(host, name)]
    if confirmed or names:
        return (confirmed or names)[0]
    window = " ".join((tree.findtext(".//title") or "").split())
    last = re.split(r"\s[|–—·•-]\s", window)[-1]
    return last if last != window and _confirms(host, last) else host


def _confirms(host: str, name: str) -> bool:
    """Whether an address has a publisher's name in it, or its first letters."""
    place, name = _squashed(host.rpartition(".")[0]), name.casefold()
    words = [word for word in re.findall(r"\w+", name) if len(word) > 3]
    initials = "".join(word[0] for word in re.findall(r"\w+", name))
    return bool(place) and (
        _squashed(name) in place
        or any(word in place for word in words)
        or (len(initials) > 1 and initials in place)
    )


def _authors(meta: Meta, article: ld.Thing, things: list[ld.Thing]) -> list[str]:
    declared = ld.texts_of(ld.by_id(things, article.get("author")))
    if not declared:
        declared = ld.texts_of(ld.by_id(things, article.get("creator")))
    found = declared or list(
        meta.each(
            "author",
            "article:author",
            "parsely-author",
            "sailthru.author",
            "dc.creator",
            "byl",
            "dcterms.creator",
        )
    )
    names: list[str] = []
    for one in found:
        one = re.sub(r"^(?:by|von|par|por|di|door|av|af)\s+", "", one.strip(), flags=re.IGNORECASE)
        if 1 < len(one) <= 120 and not _NO_PERSON.search(one):
            names.append(one)
    return list(dict.fromkeys(names))


def _marked(tree: HtmlElement, what: str) -> list[str]:
    """The names that elements of the page say in microdata, outside of what is told of others."""
    names: list[str] = []
    for element in tree.iter("span", "div", "a", "p", "address", "strong", "em", "h4", "li"):
        if what not in _properties(element) or len(names) > 20:
            continue
        holder = next((one for one in element.iter() if "name" in _properties(one)), element)
        name = holder.get("content") or "".join(holder.itertext())
        name = re.sub(r"^by\s+", "", " ".join(name.split()), flags=re.IGNORECASE)
        if 1 < len(name) <= 80 and not _NO_PERSON.search(name):
            names.append(name)
    return list(dict.fromkeys(names))


def _properties(element: HtmlElement) -> tuple[str, ...]:
    """What an element says, in microdata or RDFa."""
    return tuple((element.get(key) or "").lower() for key in ("itemprop", "property"))


def _credits(meta: Meta, article: ld.Thing) -> list[str]:
    """What a page names as the origin of its article beside the publisher."""
    keys = ("sourceOrganization", "provider", "creditText", "copyrightHolder", "isBasedOn")
    declared = [name for key in keys for name in ld.texts_of(article.get(key))]
    return [*declared, *meta.each("news_agency", "agency", "dc.source", "source", "article:source")]


def _byline(names: Sequence[str], source: str) -> str:
    """Who wrote it; not the publisher itself."""
    persons = [name for name in names if _squashed(name) != _squashed(source)]
    return ", ".join(persons)[:_MOST]


def _section(meta: Meta, article: ld.Thing) -> str:
    found = ld.text_of(article.get("articleSection")) or meta.first(
        "article:section", "parsely-section", "section", "dc.subject.section", "category"
    )
    return found if len(found) <= 80 and not found.startswith("http") else ""


def _language(tree: HtmlElement, meta: Meta, article: ld.Thing) -> str:
    root = tree.getroottree().getroot()
    declared = (
        root.get("lang"),
        root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        ld.text_of(article.get("inLanguage"), "alternateName", "name"),
        meta.first("content-language", "language", "dc.language", "og:locale"),
    )
    return next((tag for one in declared if one and (tag := language_tag(one))), "")


def _declared_body(article: ld.Thing) -> str:
    body = article.get("articleBody")
    return body if isinstance(body, str) else ""


def _is_free(things: list[ld.Thing]) -> bool:
    """Whether no article of the page is declared to be for subscribers."""
    said = [
        str(ld.text_of(one.get("isAccessibleForFree")) or one.get("isAccessibleForFree")).lower()
        for one in things
        if ld.kinds(one) & (ld.ARTICLES | {"WebPage"})
        and one.get("isAccessibleForFree") is not None
    ]
    return not said or "true" in said
