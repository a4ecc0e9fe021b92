"""Saved pages with gold: what each extractor takes for the report, and what it says about it."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path
from time import perf_counter
from typing import Final, NamedTuple

from annotations.articles.reading import FileReading

_WORD: Final = re.compile(r"[぀-ヿ㐀-鿿가-힯฀-๿]|\w+")
"""Where no space stands between words, each character is one."""
GRAM: Final = 4


class Page(NamedTuple):
    """A saved page and what a person, or rules written for its publisher, found in it."""

    name: str
    html: bytes
    body: str
    title: str
    source: str
    published_at: str
    is_held_out: bool
    """Whether nothing was developed on it."""


class Extract(NamedTuple):
    """What an extractor found; empty where it says nothing."""

    body: str
    title: str = ""
    source: str = ""
    published_at: str = ""


@dataclass
class Score:
    """Sums over pages."""

    f1: list[float] = field(default_factory=list)
    leaks: int = 0
    """Paragraphs that are mostly not in the gold."""
    leaked_words: int = 0
    right: Counter[str] = field(default_factory=Counter)
    there: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0


def is_held_out(name: str) -> bool:
    """Whether a page, or all pages of a publisher, belong to the half that is only measured."""
    return hashlib.sha256(name.encode()).digest()[0] % 2 == 1


def readability_pages(folder: Path) -> Iterator[Page]:
    """The pages of mozilla/readability; `folder` holds a folder for each.

    Captions are left out of the gold: they are no sentence of the report.
    """
    for one in sorted(folder.iterdir()):
        if not (one / "expected.html").is_file():
            continue
        facts = json.loads((one / "expected-metadata.json").read_text(encoding="utf-8"))
        yield Page(
            name=one.name,
            html=(one / "source.html").read_bytes(),
            body=_blocks((one / "expected.html").read_text(encoding="utf-8")),
            title=facts.get("title") or "",
            source=facts.get("siteName") or "",
            published_at=facts.get("publishedTime") or "",
            is_held_out=is_held_out(one.name),
        )


def fundus_pages(folder: Path, publishers: Mapping[str, str]) -> Iterator[Page]:
    """The pages of flairNLP/fundus, each a gzip beside one JSON a publisher.

    Args:
        folder: `tests/resources/parser/test_data`.
        publishers: The name of each publisher by that of its class.
    """
    for path in sorted(folder.glob("*/*.json")):
        versions = sorted(
            json.loads(path.read_text(encoding="utf-8")).items(), key=lambda one: _version(one[0])
        )
        pages = sorted(path.parent.glob(f"{path.stem}_[0-9]*.html.gz"))
        for page, (_, facts) in zip(pages, versions, strict=True):
            yield Page(
                name=f"{path.parent.name}/{page.name.removesuffix('.html.gz')}",
                html=gzip.decompress(page.read_bytes()),
                body=_gold_body(facts["body"]),
                title=facts.get("title") or "",
                source=publishers.get(path.stem, ""),
                published_at=facts.get("publishing_date") or "",
                is_held_out=is_held_out(path.stem),
            )


def publishers_of(folder: Path) -> dict[str, str]:
    """The names of publishers, read from `src/fundus/publishers` without running it."""
    found: dict[str, str] = {}
    for path in folder.glob("*/__init__.py"):
        source = path.read_text(encoding="utf-8")
        pattern = r"^    (\w+) = Publisher\(\s*name=\"([^\"]+)\""
        found.update(re.findall(pattern, source, re.MULTILINE))
    return found


def _version(name: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", name))


def _gold_body(body: Mapping[str, object]) -> str:
    parts: list[str] = list(body.get("summary") or ())  # type: ignore[call-overload]
    for section in body.get("sections") or ():  # type: ignore[attr-defined]
        parts += [*section["headline"], *section["paragraphs"]]
    return "\n".join(parts)


def _blocks(html: str) -> str:
    """The text of a fragment, a line a block, without captions."""
    import lxml.html

    tree = lxml.html.fromstring(f"<div>{html}</div>")
    for caption in tree.xpath("//figcaption"):
        caption.drop_tree()
    for block in tree.iter("p", "div", "li", "h1", "h2", "h3", "h4", "tr", "br", "blockquote"):
        block.tail = "\n" + (block.tail or "")
    return str(tree.text_content())


def by_slugline(page: Page, folder: Path) -> Extract:
    """What the product reads: the report without what it calls boilerplate."""
    path = folder / "page.html"
    path.write_bytes(page.html)
    for article in FileReading(str(path)):
        parts, at = [], 0
        for span in article.boilerplate:
            parts.append(article.text[at : span.start])
            at = span.end
        body = "".join([*parts, article.text[at:]])
        return Extract(body, article.title, article.source, article.published_at)
    return Extract("")


def by_trafilatura(page: Page, folder: Path) -> Extract:
    """What trafilatura finds, as its documentation calls it."""
    import trafilatura

    body = trafilatura.extract(page.html, include_comments=False) or ""
    facts = trafilatura.extract_metadata(page.html)
    if not facts:
        return Extract(body)
    return Extract(body, facts.title or "", facts.sitename or "", facts.date or "")


def by_readability(page: Page, folder: Path) -> Extract:
    """readability-lxml."""
    from readability import Document

    document = Document(_text(page.html))
    return Extract(_blocks(document.summary(html_partial=True)), document.short_title())


def by_justext(page: Page, folder: Path) -> Extract:
    """What jusText finds with the stop words of English, or without any on pages in others."""
    import justext

    text = _text(page.html)
    english = re.search(r"<html[^>]*\blang=[\"']?en", text[:5000], re.IGNORECASE)
    words = justext.get_stoplist("English") if english else frozenset()
    options = {} if english else {"stopwords_low": 0, "stopwords_high": 0}
    parts = justext.justext(text.encode(), words, encoding="utf-8", **options)
    return Extract("\n".join(part.text for part in parts if not part.is_boilerplate))


def _text(html: bytes) -> str:
    from trafilatura.utils import decode_file

    return decode_file(html)


SYSTEMS: Final[Mapping[str, Callable[[Page, Path], Extract]]] = {
    "Slugline": by_slugline,
    "trafilatura": by_trafilatura,
    "readability-lxml": by_readability,
    "jusText": by_justext,
}


def words(text: str) -> list[str]:
    """The words of `text` in lower case."""
    return _WORD.findall(text.casefold())


def grams(text: str) -> Counter[tuple[str, ...]]:
    """The runs of four words of `text`; of a shorter one the whole."""
    found = words(text)
    if len(found) < GRAM:
        return Counter([tuple(found)] if found else [])
    return Counter(zip(*(found[at:] for at in range(GRAM)), strict=False))


def f1_of(gold: str, found: str) -> float:
    """How much of the gold was found, and of what was found is gold: 4-gram F1."""
    wanted, got = grams(gold), grams(found)
    if not wanted or not got:
        return float(not wanted and not got)
    both = (wanted & got).total()
    return 2 * both / (wanted.total() + got.total())


def leaks_of(page: Page, body: str) -> list[str]:
    """The paragraphs of four words and more of which less than a fifth is in the gold."""
    wanted = set(grams(page.body + "\n" + page.title))
    found = []
    for paragraph in body.split("\n"):
        got = grams(paragraph)
        if len(words(paragraph)) >= GRAM and sum(g in wanted for g in got) < 0.2 * len(got):
            found.append(paragraph)
    return found


def facts_right(page: Page, found: Extract) -> Iterator[tuple[str, bool]]:
    """Which facts that the gold has are right."""
    if page.title:
        yield "title", _squashed(page.title) == _squashed(found.title)
        yield "same title", _same_title(page.title, found.title)
    if page.source and _is_named(page):
        yield "source", _same_source(page.source, found.source)
    wanted, got = _time(page.published_at), _time(found.published_at)
    if wanted is not None:
        yield "date", got is not None and wanted.date() == got.date()
        if wanted.tzinfo is None and wanted.time() == time():
            return  # the page has the day alone
        if wanted.tzinfo is None or (got is not None and got.tzinfo is None):
            wanted, got = wanted.replace(tzinfo=None), got and got.replace(tzinfo=None)
        yield "time", got is not None and abs((wanted - got).total_seconds()) < 60


def _same_title(gold: str, found: str) -> bool:
    """Whether two texts are titles of one report: pages have a headline and others for machines."""
    one, other = set(words(gold)), set(words(found))
    return bool(one & other) and 2 * len(one & other) >= min(len(one), len(other))


def _is_named(page: Page) -> bool:
    """Whether a page has the name of its publisher anywhere, as the gold writes it."""
    return page.source.casefold() in _text(page.html).casefold()


def _squashed(text: str) -> str:
    return "".join(re.findall(r"\w", unicodedata.normalize("NFKD", text).casefold()))


def _same_source(gold: str, found: str) -> bool:
    """Whether one name holds the other, or both a word that no other publisher has."""
    one, other = (_squashed(re.sub(r"^[Tt]he ", "", name)) for name in (gold, found))
    common = {word for word in words(gold) if len(word) > 3} & set(words(found)) - _COMMON
    return bool(other) and bool(one in other or other in one or common)


_COMMON: Final = frozenset("news times online daily post the media zeitung".split())


def _time(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def run(
    pages: list[Page], systems: Mapping[str, Callable[[Page, Path], Extract]]
) -> dict[str, Score]:
    """The scores of each extractor on the same pages."""
    scores = {name: Score() for name in systems}
    with tempfile.TemporaryDirectory() as folder:
        for page in pages:
            for name, extract in systems.items():
                score, begin = scores[name], perf_counter()
                try:
                    found = extract(page, Path(folder))
                except Exception:
                    found = Extract("")  # what others raise on a page is their zero
                score.seconds += perf_counter() - begin
                score.f1.append(f1_of(page.body, found.body))
                leaks = leaks_of(page, found.body)
                score.leaks += len(leaks)
                score.leaked_words += sum(len(words(one)) for one in leaks)
                for fact, is_right in facts_right(page, found):
                    score.there[fact] += 1
                    score.right[fact] += is_right
    return scores
