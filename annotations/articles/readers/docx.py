"""A document of Word (.docx), one article: by mammoth, which reads tables and tracked changes.

What was inserted is kept, what was deleted is not; pictures, comments and headers are left out.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree

from annotations.articles import zipped
from annotations.articles.document import NO_BODY, Document, Item, Unread, compose
from annotations.articles.formats import needing
from annotations.articles.marked_text import html_text, without_headline
from annotations.articles.source_file import Head, SourceFile
from annotations.errors import ArticleError

_BODY: Final = "word/document.xml"
_FACTS: Final = "docProps/core.xml"
_NO_WORD: Final = "is no Word document: it is an archive without the text of one"
_TITLES: Final = "p.Title => h1:fresh\np.Titel => h1:fresh\np.Titre => h1:fresh"
"""Styles by their ids, which stay when the list of styles is lost."""
_NOTE: Final = re.compile(r'<ol>(?=<li id="(?:foot|end)note-)')
_NOTE_ITEM: Final = re.compile(r'<li id="(?:foot|end)note-')
_NOTE_NUMBER: Final = re.compile(
    r'<sup><a href="#(?:foot|end)note-[^"<>]{0,99}"[^<>]{0,200}>[^<>]{0,20}</a></sup>'
)
_RATIO: Final = 200
"""How many times its size in the archive a document may have: XML shrinks to a twentieth."""


def recognises(head: Head) -> bool:
    """Whether it is a zip archive with the parts of a Word document."""
    if not head.data.startswith(zipped.MAGIC):
        return False
    return b"word/" in head.data or (head.suffix == ".docx" and b"[Content_Types]" in head.data)


def read(source: SourceFile) -> Iterator[Item]:
    """The one article of the file."""
    with needing("office", "a Word document"):
        import mammoth
    data = source.data
    with zipped.opened(data) as archive:
        most = min(source.max_bytes, _RATIO * max(len(data), 10_000))
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                zipped.refuse_doctype(zipped.content(archive, name, most))
        title = (
            _title(zipped.content(archive, _FACTS, most)) if _FACTS in archive.namelist() else ""
        )
        _is_word(archive.namelist())
    try:
        made = mammoth.convert_to_html(
            io.BytesIO(data),
            convert_image=mammoth.images.img_element(lambda _: {}),
            style_map=_TITLES,
        )
    except (KeyError, OSError) as error:
        raise ArticleError(_NO_WORD) from error
    page, notes = _without_notes(made.value)
    marked = html_text(page)
    if not title and page.startswith("<h1"):
        title = marked.paragraphs[0].text if marked.paragraphs else ""
    marked = without_headline(marked, title)
    dropped = {**marked.dropped, "note": notes} if notes else marked.dropped
    if not marked.paragraphs:
        yield Unread("", NO_BODY, title)
        return
    composed = compose(marked.paragraphs)
    yield Document(
        text=composed.text,
        title=" ".join(title.split()),
        aside=composed.aside,
        removed=composed.removed,
        dropped=dropped,
    )


def _is_word(names: list[str]) -> None:
    if not any(name.startswith("word/") for name in names):
        raise ArticleError(_NO_WORD)


def _without_notes(page: str) -> tuple[str, int]:
    """A page without the notes behind it and their numbers in the text, and how many there are."""
    listed = _NOTE.search(page)
    if listed is None:
        return page, 0
    notes = len(_NOTE_ITEM.findall(page, listed.start()))
    return _NOTE_NUMBER.sub("", page[: listed.start()]), notes


def _title(data: bytes) -> str:
    """The title that the document's facts declare; none where a program made it up."""
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError:
        return ""
    found = next((one.text for one in root.iter() if one.tag.endswith("}title")), "") or ""
    is_made_up = found.casefold().startswith(("microsoft word", "untitled", "document"))
    return "" if is_made_up else found.strip()
