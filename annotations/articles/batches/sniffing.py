"""Which carrier and which service a file is, by what it holds.

A report that mentions the words of a service is left alone: they count as lines of their own,
beside fields that only downloads have.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from typing import Final, Literal, NamedTuple

from annotations import outside
from annotations.articles.batches import factiva, labels, nexis_old, proquest
from annotations.articles.batches.lines import BREAK, Line, blocks_of, lines_of
from annotations.articles.batches.page_lines import page_lines, tree_of
from annotations.articles.batches.rtf_lines import is_rtf, rtf_lines
from annotations.articles.batches.word_lines import first_lines, is_word, word_lines
from annotations.articles.source_file import MAX_BYTES, Head, SourceFile
from annotations.errors import ArticleError

Carrier = Literal["word", "rtf", "page", "lines of a page", "text"]
Service = Literal["nexis", "nexis uni", "factiva", "proquest", "europresse"]

_RTF_HEAD: Final = 2 * 1024 * 1024
"""Bytes of rich text that are looked at: pictures and styles may stand before the first word."""
_LOOKED_AT: Final = 20_000
"""Lines by which a service is told; the cover of a long list has ten a document."""
_PAGE: Final = re.compile(r"<(?:!doctype\s+html|html|head|body|table|div|p|span|meta)\b", re.I)
_FACTIVA: Final = re.compile(r"class=[\"']article \w\wArticle|<title>\s*Factiva", re.I)
_EUROPRESSE: Final = re.compile(r"DocPublicationName|titreArticleVisu", re.I)
_PROQUEST: Final = re.compile(
    r"titleAuthorETC|ProQuest document ID|class=[\"'][^\"']*documentTitle"
)
_MARKED: Final = re.compile(
    rf">\s*(?:{labels.ENDS})\s*<|\d{{1,5}} \w{{2,3}} \d{{1,5}} DO[CK]UMENT"
    r"|Document [A-Z0-9]{4,12}20\d{6}",
    re.IGNORECASE,
)
"""What pages hold that have the lines of a service and none of its elements."""
_CHARSET: Final = re.compile(rb"<meta\b[^>]{0,200}?charset=[\"']?([\w-]{2,40})", re.I)
_LEXIS: Final = re.compile(r"//[\w.-]*(?:lexis|nexis)[\w.-]*/|contentItem[:%]", re.I)
_NBSP: Final = re.compile(r"([^\W\d_][\w -]{1,24}):\xa0\S")
"""A field as Nexis writes it in any language."""
_ANNOUNCED: Final = re.compile(r"[^\W\d_]{5,14}\s?\(\d{1,5}\)$")
_COVER: Final = ("Job Number:", "Client/Matter:", "Search Terms:", "Search Type:")


class Kind(NamedTuple):
    """What a file is."""

    carrier: Carrier
    service: Service


def kind_of(head: Head) -> Kind | None:
    """What a file that begins so is; None if it is no download of a service."""
    return _kind(head.data, head.path)


@lru_cache(maxsize=8)
def _kind(data: bytes, path: str) -> Kind | None:
    head = Head(data, "", path=path)
    if is_word(data):
        service = _service(first_lines(_more(head, MAX_BYTES)))
        return Kind("word", service) if service else None
    if is_rtf(data):
        try:
            service = _service(rtf_lines(_more(head, _RTF_HEAD)))
        except ArticleError:
            return None
        return Kind("rtf", service) if service else None
    text = head.text
    if _PAGE.search(text[:4096]):
        if service := _service_of_page(text):
            return Kind("page", service)
        if _MARKED.search(text) and (service := _service(page_lines(tree_of(text)))):
            return Kind("lines of a page", service)
        return None
    service = _service(lines_of(text.replace("\r\n", "\n").replace("\r", "\n")))
    return Kind("text", service) if service else None


def lines_in(source: SourceFile, carrier: Carrier) -> list[Line]:
    """The lines of a file that is no page.

    Raises:
        ArticleError: If it cannot be read.
    """
    if carrier == "word":
        return word_lines(source.data)
    if carrier == "rtf":
        return rtf_lines(source.data)
    if carrier == "lines of a page":
        return page_lines(tree_of(page_in(source)), rule="_" * 60)
    return lines_of(source.text().text)


def page_in(source: SourceFile) -> str:
    """The text of a file that is a page, in the encoding that it declares."""
    found = _CHARSET.search(source.head.data)
    return source.text(found[1].decode("ascii", "ignore") if found else "").text


def _more(head: Head, size: int) -> bytes:
    """More of a file than its head, if it is there."""
    if not head.path or len(head.data) < 4096:
        return head.data
    try:
        with outside.open_file(head.path) as file:
            return file.read(size)
    except (OSError, ValueError):
        return head.data


def _service_of_page(text: str) -> Service | None:
    if _has_documents(text):
        return "nexis"
    if _FACTIVA.search(text):
        return "factiva"
    if _EUROPRESSE.search(text):
        return "europresse"
    if _PROQUEST.search(text):
        return "proquest"
    return None


def _has_documents(text: str) -> bool:
    """Whether a page holds documents as Nexis marks them."""
    return re.search(r"<DOC NUMBER=", text, re.I) is not None and "<DOCFULL>" in text.upper()


def _service(lines: Sequence[Line]) -> Service | None:
    lines = list(islice((line for line in lines if line.text and line.text != BREAK), _LOOKED_AT))
    if _is_old_nexis(lines):
        return "nexis"
    if _is_proquest(lines):
        return "proquest"
    if factiva.has_codes(lines) or _is_plain_factiva(lines):
        return "factiva"
    if _is_new_nexis(lines):
        return "nexis uni"
    return None


def _is_old_nexis(lines: Sequence[Line]) -> bool:
    marks = [found for line in lines if (found := nexis_old.is_mark(line.text))]
    if len(marks) > 1:
        first, second = int(marks[0][1]), int(marks[1][1])
        return first < second and marks[0][2] == marks[1][2]
    if not marks:
        return False
    fields = (labels.field_in_capitals(line.text.strip()) for line in lines)
    return sum(bool(field and field.name) for field in fields) >= 2


def _is_new_nexis(lines: Sequence[Line]) -> bool:
    texts = [line.text.strip() for line in lines]
    fields = sum(bool((one := labels.field_named(text)) and one.name) for text in texts)
    has_body = any(len(text) < 24 and labels.meaning(text.rstrip(": ")) == "body" for text in texts)
    if any(map(labels.is_end, texts)):
        return fields >= 2 or (fields >= 1 and has_body)
    # In a language that is not known, or cut off before the end of the first article.
    if any(_LEXIS.search(line.link) for line in lines):
        return True
    if sum(text.startswith(_COVER) for text in texts) >= 2:
        return True
    named = {found[1] for text in texts if (found := _NBSP.match(text))}
    return len(named) >= 2 and (has_body or any(map(_ANNOUNCED.match, texts)))


def _is_plain_factiva(lines: Sequence[Line]) -> bool:
    ends = sum(bool(factiva.accession_of(line.text)) for line in lines)
    if ends > 1:
        return True
    return ends == 1 and any(factiva.LENGTH.match(line.text.strip()) for line in lines)


def _is_proquest(lines: Sequence[Line]) -> bool:
    rules = sum(bool(proquest.RULE.match(line.text)) for line in lines)
    if not rules:
        return False
    found = [
        field.name
        for block in blocks_of(lines)
        for line in block.lines
        if (field := proquest.field_of(line))
    ]
    known = {"text", "id", "info", "url", "source", "date"} & set(found)
    return len(known) >= 2 or (rules > 1 and any("ProQuest" in line.text for line in lines))
