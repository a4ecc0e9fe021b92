"""A text document of LibreOffice (.odt), one article: paragraphs and headings of its content."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree

from annotations.articles import zipped
from annotations.articles.document import NO_BODY, Document, Item, Paragraph, Unread, compose
from annotations.articles.marked_text import Marked, without_headline
from annotations.articles.source_file import Head, SourceFile
from annotations.errors import ArticleError

_MIME: Final = b"mimetypeapplication/vnd.oasis.opendocument.text"
_BODY: Final = "content.xml"
_RATIO: Final = 200
_DROPPED: Final = {"annotation", "tracked-changes", "note", "frame", "sequence-decls", "forms"}
_BREAKS: Final = {"s": " ", "tab": "\t", "line-break": "\n"}
_PARAGRAPHS: Final = {"p", "h"}


def recognises(head: Head) -> bool:
    """Whether it is the archive of a text document."""
    return head.data.startswith(zipped.MAGIC) and _MIME in head.data[:200]


def read(source: SourceFile) -> Iterator[Item]:
    """The one article of the file."""
    data = source.data
    with zipped.opened(data) as archive:
        most = min(source.max_bytes, _RATIO * max(len(data), 10_000))
        xml = zipped.refuse_doctype(zipped.content(archive, _BODY, most))
    try:
        root = ElementTree.fromstring(xml)
    except ElementTree.ParseError as error:
        raise ArticleError("is a damaged document, or was not saved to its end") from error
    body = next((one for one in root.iter() if _local(one) == "text"), None)
    paragraphs: list[str] = []
    title = _title(body)
    if body is not None:
        _collect(body, paragraphs)
    if not any(one.strip() for one in paragraphs):
        yield Unread("", NO_BODY)
        return
    marked = without_headline(Marked(tuple(map(Paragraph, paragraphs)), {}), title)
    if not marked.paragraphs:
        yield Unread("", NO_BODY, title)
        return
    composed = compose(marked.paragraphs)
    yield Document(
        text=composed.text, title=title, removed=composed.removed, dropped=marked.dropped
    )


def _title(body: ElementTree.Element | None) -> str:
    """The first paragraph, if it is a heading or has the style of a title."""
    for one in body if body is not None else ():
        if _local(one) in _PARAGRAPHS:
            words = " ".join("".join(_words(one)).split())
            style = next((v for k, v in one.attrib.items() if k.endswith("}style-name")), "")
            if words:
                return words if _local(one) == "h" or style == "Title" else ""
    return ""


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _collect(body: ElementTree.Element, paragraphs: list[str]) -> None:
    """Every paragraph below an element; those in notes, frames and deletions are left out."""
    waiting = [iter(body)]
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
        elif _local(element) in _PARAGRAPHS:
            paragraphs.append("".join(_words(element)))
        elif _local(element) not in _DROPPED:
            waiting.append(iter(element))


def _words(element: ElementTree.Element) -> Iterator[str]:
    waiting: list[tuple[ElementTree.Element, Iterator[ElementTree.Element]]]
    yield element.text or ""
    waiting = [(element, iter(element))]
    while waiting:
        child = next(waiting[-1][1], None)
        if child is None:
            done, _ = waiting.pop()
            if waiting:
                yield done.tail or ""
            continue
        name = _local(child)
        if name in _DROPPED:
            yield child.tail or ""
            continue
        yield _BREAKS.get(name, "")
        yield child.text or ""
        waiting.append((child, iter(child)))
