"""Factiva's XML: `article` elements in a response that says how many it holds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final
from xml.parsers import expat

from annotations.articles.batches.draft import CUT_OFF, Draft
from annotations.articles.batches.factiva import SERVICE
from annotations.articles.document import Announced, Document, Item, Remark, Unread, one_by_one
from annotations.errors import ArticleError

_DEEPEST: Final = 64
_FIELDS: Final = {
    "byline": "byline",
    "sectionName": "section",
    "columnName": "index",
    "copyright": "copyright",
    "wordCount": "length",
    "notes": "note",
    "contact": "index",
    "credit": "index",
    "correction": "correction",
    "artWork": "graphic",
}


class _Reading:
    """What was read so far; an article is the texts of its elements, paragraphs apart."""

    def __init__(self) -> None:
        self.announced: int | None = None
        self.articles: list[dict[str, list[str]]] = []
        self.is_open = False
        self._path: list[str] = []
        self._text: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        self._path.append(local)
        if len(self._path) > _DEEPEST:
            raise ArticleError("is nested too deeply")
        if local == "ppsarticleResultSet" and attributes.get("count", "").isdigit():
            self.announced = int(attributes["count"][:6])
        elif local == "article":
            self.articles.append({})
            self.is_open = True
        if local == "paragraph" or self._is_field():
            self._text = []

    def end(self, name: str) -> None:
        local = name.rpartition(" ")[2]
        if self.is_open and (local == "paragraph" or self._is_field()):
            field = self._path[-2] if local in ("paragraph", "date", "dateTime") else local
            if text := " ".join("".join(self._text).split()):
                self.articles[-1].setdefault(field, []).append(text)
            self._text = []
        self._path.pop()
        self.is_open = self.is_open and local != "article"

    def text(self, text: str) -> None:
        if self.is_open:
            self._text.append(text)

    def _is_field(self) -> bool:
        """Whether the innermost element is one of an article's own, or the date in one."""
        return self._path[-2:-1] == ["article"] or self._path[-2:-1] == ["publicationDate"]


def read_xml(data: bytes) -> Iterator[Item]:
    """What is in a response.

    Raises:
        ArticleError: If it has a DOCTYPE, is nested too deeply, or holds no article.
    """
    reading = _Reading()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = reading.start, reading.end
    parser.CharacterDataHandler = reading.text

    def refuse(*_: object) -> None:
        raise ArticleError("has a DOCTYPE, which a download of Factiva never has")

    parser.StartDoctypeDeclHandler = refuse
    broken = ""
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        broken = str(error)
    if reading.announced is not None:
        yield Announced(reading.announced)
    if not reading.articles:
        raise ArticleError(f"is a download of Factiva without an article: {broken or 'empty'}")
    last = len(reading.articles) if broken else 0
    yield from one_by_one(
        (key, partial(_read, one, key, is_whole=at != last))
        for at, one in enumerate(reading.articles, 1)
        for key in [" ".join(one.get("accessionNo", [])) or str(at)]
    )
    if broken:
        yield Remark(f"the file is broken, what is behind that is not read: {broken}")


def _read(fields: dict[str, list[str]], key: str, *, is_whole: bool) -> Document | Unread:
    draft = Draft(
        title=" ".join(fields.get("headline", [])),
        source=" ".join(fields.get("sourceName", [])),
        date=" ".join(fields.get("publicationDate", [])[:1]),
        lang=" ".join(fields.get("baseLanguage", [])),
        has_fields=True,
    )
    for element, name in _FIELDS.items():
        if said := " ".join(fields.get(element, [])):
            draft.take(name, said)
    draft.paragraphs += [*fields.get("leadParagraph", []), *fields.get("tailParagraphs", [])]
    if not is_whole:
        draft.warnings.append(CUT_OFF)
    return draft.finish(key, SERVICE)
