"""The first page of a download of Nexis Uni, and where its articles end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple
from urllib.parse import unquote

from annotations.articles.batches import labels
from annotations.articles.batches.lines import BREAK, Block, Line
from annotations.articles.lazy_patterns import lazily

ANNOUNCED: Final = lazily(r"[^\W\d_]{5,14}\s?\((\d{1,5})\)$")
_LISTED: Final = lazily(r"(\d{1,5})\.\s+(\S.*)$")
_ID: Final = lazily(r"(?:urn:|urn%3A)?contentItem(?::|%3A)([0-9A-Z]{4}(?:-[0-9A-Z]+){2,6})", re.I)


class Cover(NamedTuple):
    """What the first page says."""

    announced: int | None
    titles: dict[str, str]
    """By number."""
    links: tuple[str, ...]
    """Of the documents, in order; empty if not every one has a link."""


def cover_of(lines: Sequence[Line]) -> Cover:
    """What the first page of a download says; also where no page does."""
    announced = None
    titles: dict[str, str] = {}
    links: list[str] = []
    for line in lines:
        text = line.text.strip()
        if announced is None and (found := ANNOUNCED.match(text)):
            announced = int(found[1])
        elif announced is not None and (found := _LISTED.match(text)):
            if int(found[1]) == len(titles) + 1:
                titles[found[1]] = found[2]
                links.append(line.link)
        elif announced is not None and is_body(Block((text,))):
            break
    is_linked = bool(links) and all(map(_ID.search, links)) and len(links) == announced
    return Cover(announced, titles, tuple(links) if is_linked else ())


def unknown_ends(lines: Sequence[Line]) -> list[int]:
    """The lines behind the articles in a language that is not known.

    It is the short line that stands alone as often as the cover announces documents.
    """
    announced = cover_of(lines[:60]).announced
    if announced is None or announced < 2:
        return []
    alone: dict[str, list[int]] = {}
    for at in range(1, len(lines)):
        text = lines[at].text.strip()
        if 5 < len(text) < 40 and len(text.split()) <= 4 and text.replace(" ", "").isalpha():
            alone.setdefault(text, []).append(at)
    found = [places for places in alone.values() if len(places) == announced]
    # Of several such lines (`Body`, the source) it is the one that comes last in every article.
    return max(found, key=lambda places: places[-1], default=[])


def apart(lines: Sequence[Line]) -> list[Line]:
    """The lines with empty ones around those that divide an article, as converters drop them.

    Where paragraphs are long lines, every line is one.
    """
    each = max((len(line.text) for line in lines), default=0) > 100 and not any(
        line.text == BREAK for line in lines
    )
    made: list[Line] = []
    for line in lines:
        if each or (len(line.text) < 40 and _divides(line.text.strip())):
            made += (Line(""), line, Line(""))
        elif labels.field_named(line.text.strip()) is not None:
            made += (Line(""), line, Line("")) if "\xa0" in line.text[:40] else (Line(""), line)
        else:
            made.append(line)
    return made


def _divides(text: str) -> bool:
    """Whether a line alone begins the text of an article, or what is behind that."""
    return is_body(Block((text,))) or labels.meaning(text) in ("classification", "graphic")


def link_of(part: Sequence[Line], cover: Cover, at: int, count: int) -> str:
    """Where an article's own link leads to: of its headline, else of its line on the cover."""
    if at:
        for line in part[:40]:
            if _ID.search(line.link):
                return line.link
    return cover.links[at] if len(cover.links) == count else ""


def key_of(part: Sequence[Line], cover: Cover, at: int, count: int) -> str:
    """The key of an article: the id in its link, else its number."""
    found = _ID.search(unquote(link_of(part, cover, at, count)))
    return found[1] if found else str(at + 1)


def is_body(block: Block) -> bool:
    """Whether a block is the line before the text, in a language that is known."""
    return len(block.text) < 24 and labels.meaning(block.text.rstrip(": ")) == "body"
