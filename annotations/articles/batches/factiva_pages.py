"""Factiva's pages: one `div` an article, with a table of codes or with paragraphs alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any, Final

from annotations.articles.batches.draft import CUT_OFF, Draft, is_copyright
from annotations.articles.batches.factiva import (
    LENGTH,
    SERVICE,
    accession_of,
    draft_of,
    plain_field,
)
from annotations.articles.batches.page_lines import paragraphs_of, text_of, tree_of
from annotations.articles.document import Document, Item, Unread, one_by_one
from annotations.errors import ArticleError

_ARTICLE: Final = re.compile(r"(?:^|\s)article(?:\s|$)")
_PARAGRAPH: Final = re.compile(r"articleParagraph")


def read_page(text: str) -> Iterator[Item]:
    """What is in a page.

    Raises:
        ArticleError: If no article is found in it.
    """
    tree = tree_of(text)
    articles = [
        one for one in tree.iter("div") if _ARTICLE.search(one.get("class", "")) and _is_one(one)
    ]
    if not articles:
        raise ArticleError("is a page of Factiva without an article that is understood")
    cut = "</html>" not in text[-2000:].lower() and "</body>" not in text[-2000:].lower()
    yield from one_by_one(
        (key or str(at), partial(_read, one, key or str(at), is_whole=bool(key) or not cut))
        for at, one in enumerate(articles, 1)
        for key in [_key(one)]
    )


def _is_one(element: Any) -> bool:
    """Whether a `div` is an article and does not hold others."""
    return not any(
        _ARTICLE.search(inner.get("class", ""))
        for inner in element.iter("div")
        if inner is not element
    )


def _key(element: Any) -> str:
    for inner in reversed(list(element.iter("p", "td", "div"))):
        if len(inner) < 3 and (key := accession_of(text_of(inner))):
            return key
    return ""


def _read(element: Any, key: str, *, is_whole: bool) -> Document | Unread:
    rows = list(_rows(element))
    draft = draft_of(iter(rows)) if rows else _plain(element)
    if not is_whole:
        draft.warnings.append(CUT_OFF)
    return draft.finish(key, SERVICE)


def _rows(element: Any) -> Iterator[tuple[str, str, list[str]]]:
    """The fields of the table of codes."""
    for row in element.iter("tr"):
        cells = [cell for cell in row if cell.tag == "td"]
        if len(cells) < 2 or not re.search(r"\bindex\b", cells[0].get("class", "")):
            continue
        paragraphs = [_joined(one) for one in paragraphs_of(cells[1])]
        yield text_of(cells[0]), " ".join(paragraphs), paragraphs


def _joined(paragraph: str) -> str:
    return "\n".join(" ".join(line.split()) for line in paragraph.split("\n"))


def _plain(element: Any) -> Draft:
    """An article without codes: a headline, short lines, then paragraphs."""
    draft = Draft()
    for inner in element.iter("div", "span", "b"):
        if inner.get("id") == "hd" or re.search(r"Headline\b", inner.get("class", "")):
            draft.title = text_of(inner)
            draft.has_fields = True
            break
    texts = [inner for inner in element.iter("p") if _PARAGRAPH.search(inner.get("class", ""))]
    heads = [
        inner
        for inner in element.iter("div")
        if inner is not element and next(inner.iterdescendants("div", "p"), None) is None
    ]
    if not texts:
        texts = [inner for inner in element.iter("p") if not accession_of(text_of(inner))]
    _head(draft, [text_of(inner) for inner in heads])
    for inner in texts:
        if not accession_of(text_of(inner)):
            draft.paragraphs += [_joined(one) for one in paragraphs_of(inner)]
    return draft


def _head(draft: Draft, lines: list[str]) -> None:
    """Take the short lines around the headline: the section over it, the others below."""
    lines = [line for line in lines if line]
    if draft.title in lines[:3]:
        titled = lines.index(draft.title)
        draft.section = lines[0] if titled else ""
        lines = lines[titled + 1 :]
    at = next((n for n, line in enumerate(lines) if LENGTH.match(line)), -1)
    if at < 0:
        return
    draft.has_fields = True
    draft.drop("length")
    if at:
        draft.byline = lines[at - 1]
    for line in lines[at + 1 :]:
        if is_copyright(line):
            draft.take("copyright", line)
            break
        plain_field(draft, line)
