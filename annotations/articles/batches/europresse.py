"""Europresse and Eureka pages, of both generations.

Since 2014 an article is an `article` with `header`, `section` and `footer`; before, a table with
spans of the same classes. The number is `news·20060315·LM·0q1503_1256056`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

import msgspec

from annotations.articles.batches.draft import CUT_OFF, Draft, is_copyright
from annotations.articles.batches.page_lines import paragraphs_of, text_of, tree_of
from annotations.articles.dates_in_words import is_date_line, is_weekday
from annotations.articles.document import Document, Item, Unread, one_by_one
from annotations.errors import ArticleError

SERVICE: Final = "Europresse"
_NUMBER: Final = re.compile(r"(news|web|biblio|repo)\s?·\s?(\d{8})\s?·\s?([\w.-]+)\s?·\s?([\w.-]+)")
_TITLE: Final = re.compile(r"^titrearticlevisu", re.IGNORECASE)
_ISSUE: Final = re.compile(r",?\s*(?:no|n°|nº|vol)\.?\s*\d.*$", re.IGNORECASE)
_ASIDE: Final = re.compile(r"(?:Illustration|Note|Encadré)\(s\)\s*:")
_CLOCK: Final = re.compile(r"\b\d{1,2}:\d\d(?:\s*UTC)?")


def read_page(text: str) -> Iterator[Item]:
    """What is in a page.

    Raises:
        ArticleError: If no article is found in it.
    """
    tree = tree_of(text)
    articles = [
        one for one in tree.iter("article") if _named(one, "DocPublicationName") is not None
    ]
    if articles:
        parts = [(one, partial(_read_new, one)) for one in articles]
    else:
        parts = [(one, partial(_read_old, one)) for one in _old_articles(tree)]
    if not parts:
        raise ArticleError("is a page of Europresse without an article that is understood")
    cut = "</html>" not in text[-2000:].lower() and "</body>" not in text[-2000:].lower()
    yield from one_by_one(
        (key or str(at), partial(_whole, read, key or str(at), is_whole=bool(key) or not cut))
        for at, (one, read) in enumerate(parts, 1)
        for key in [_key(one)]
    )


def _whole(
    read: Callable[[str], Document | Unread], key: str, *, is_whole: bool
) -> Document | Unread:
    """The document, with a warning if the page ends in it."""
    made = read(key)
    if is_whole or isinstance(made, Unread):
        return made
    return msgspec.structs.replace(made, warnings=(*made.warnings, CUT_OFF))


def _named(element: Any, name: str) -> Any:
    """The first element in it of that class, in any case."""
    for one in element.iter():
        if isinstance(one.tag, str) and name.casefold() in one.get("class", "").casefold().split():
            return one
    return None


def _old_articles(tree: Any) -> list[Any]:
    """The cells that hold an article each."""
    found: list[Any] = []
    for span in tree.iter("span"):
        if span.get("class", "") == "DocPublicationName":
            cell = next(span.iterancestors("td"), span.getparent())
            if cell is not None and cell not in found:
                found.append(cell)
    return found


def _key(element: Any) -> str:
    found = _NUMBER.search(text_of(element))
    return ".".join(found.groups()) if found else ""


def _publication(draft: Draft, element: Any) -> None:
    """Take source, section and date from the heading."""
    name = _named(element, "DocPublicationName")
    draft.source = _ISSUE.sub("", text_of(name)).strip(" ,") if name is not None else ""
    header = " ".join(
        text_of(one)
        for one in element.iter("span", "div", "p")
        if "docheader" in one.get("class", "").casefold().split()
    )
    draft.has_fields = True
    pieces = [piece.strip() for piece in header.split(",")]
    # English dates have a comma of their own: `March 14, 2006`.
    for size in (1, 2, 3):
        for at in range(len(pieces) - size + 1):
            text = ", ".join(pieces[at : at + size])
            if is_date_line(text) and not draft.date:
                clock = _CLOCK.search(header)
                draft.date = f"{text} {clock[0]}" if clock and clock[0] not in text else text
                draft.section = ", ".join(one for one in pieces[:at] if not is_weekday(one))
    if not draft.date and header:
        draft.date = header


def _read_new(element: Any, key: str) -> Document | Unread:
    draft = Draft()
    header = next(element.iter("header"), element)
    _publication(draft, header)
    _heading(draft, header)
    if not draft.title:
        _heading(draft, element)
    for section in element.iter("section"):
        for paragraph in paragraphs_of(section):
            _paragraph(draft, paragraph)
    for aside in element.iter("aside"):
        text = text_of(aside)
        if _ASIDE.sub("", text).strip(" .:"):
            draft.drop("caption" if "llustration" in text else "note")
    for footer in element.iter("footer"):
        for small in footer.iter("small", "p"):
            if is_copyright(text := text_of(small)) and not draft.copyright:
                draft.take("copyright", text)
    return draft.finish(key, SERVICE)


def _heading(draft: Draft, header: Any) -> None:
    """Take headline, what stands over it, and the author behind it."""
    title = next(
        (one for one in header.iter("p", "div", "span") if _TITLE.match(one.get("class", ""))), None
    )
    authors = _named(header, "docAuthors")
    if title is not None:
        draft.title = text_of(title)
        holder = _named(header, "titreArticle")
        behind = (holder if holder is not None else title).itersiblings("div")
        following = next((text for one in behind if (text := text_of(one))), "")
        draft.byline = text_of(authors) if authors is not None else following[:200]
        if _named(header, "sm-margin-bottom") is not None:
            draft.drop("kicker")


def _paragraph(draft: Draft, text: str) -> None:
    if is_copyright(text):
        draft.take("copyright", text)
    elif _NUMBER.search(text) and len(text) < 100:
        draft.drop("field")
    else:
        draft.paragraphs.append(text)


def _read_old(element: Any, key: str) -> Document | Unread:
    draft = Draft()
    _publication(draft, element)
    title = next((one for one in element.iter("span") if _TITLE.match(one.get("class", ""))), None)
    draft.title = text_of(title) if title is not None else ""
    paragraphs = _old_paragraphs(element)
    at = next(
        (n for n, one in enumerate(paragraphs) if draft.title and draft.title in _flat(one)), -1
    )
    texts = paragraphs[at + 1 :]
    # The author stands on a line by himself, before the first paragraph.
    if len(texts) > 1 and _is_author(texts[0]):
        draft.byline = texts.pop(0)
    for text in texts:
        if is_copyright(_flat(text)):
            draft.take("copyright", _flat(text))
            break
        if not _NUMBER.search(text):
            draft.paragraphs.append(text)
    return draft.finish(key, SERVICE)


def _old_paragraphs(element: Any) -> list[str]:
    return [text for text in paragraphs_of(element) if text.strip()]


def _flat(text: str) -> str:
    return " ".join(text.split())


def _is_author(text: str) -> bool:
    words = text.split()
    return (
        len(words) <= 6
        and len(text) < 70
        and text[-1:] not in '.!?:;»”"'
        and all(
            word[0].isupper() or word.casefold() in ("et", "de", "and", "du", "la")
            for word in words
        )
    )
