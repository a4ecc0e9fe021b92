"""What an article marked up in NITF or XHTML says, wherever in a file it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element as NewElement

from annotations.articles.marked_text import Marked, one_line, plain_text, xml_text
from annotations.articles.named_people import byline
from annotations.articles.xml_items import first, text_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_TEXT: Final = frozenset("body div p section article main span pre ul table h1 h2 h3".split())
"""What an article in XHTML may begin with."""


def inline_text(part: Element) -> Marked:
    """The paragraphs of NITF or XHTML in an element; none if what is in it is neither."""
    for one in part.iter():
        tag = one.tag.lower()
        if tag == "nitf":
            return body_of(one)
        if tag == "html":
            return xml_text(one)
    if not len(part):
        return plain_text(part.text or "")
    return xml_text(part) if part[0].tag.lower() in _TEXT else Marked((), {})


def body_of(root: Element) -> Marked:
    """The paragraphs of an element that holds `body.content`, or of it all if none does."""
    content = list(root.iter("body.content")) or list(root.iter("body")) or [root]
    together = NewElement("body.content")
    lead = 0
    for one in content:
        whole = any(block.get("class") == "full_text" for block in one.iter("block"))
        for child in one:
            # Some archives give the first paragraphs once more in a block of their own.
            if whole and child.tag == "block" and child.get("class") == "lead_paragraph":
                lead += 1
            else:
                together.append(child)
        if one.text and one.text.strip():
            together.text = one.text
    together.extend(end for end in root.iter("body.end") if text_of(end))
    marked = xml_text(together)
    return Marked(marked.paragraphs, {**marked.dropped, "lead": lead} if lead else marked.dropped)


def title_of(root: Element) -> str:
    """The headline of an NITF document, or empty."""
    found = first(root, ".//hl1", ".//hedline", ".//head/title", ".//title")
    return one_line(text_of(found))


def byline_of(root: Element) -> str:
    """Who wrote it: the persons, else the line without the title of the person."""
    for line in root.iterfind(".//body.head/byline"):
        people = [text_of(one) for one in line.iter("person")]
        if people:
            return byline(*people)
        said = (line.text or "") + "".join(
            ("" if child.tag in ("byttl", "location") else text_of(child)) + (child.tail or "")
            for child in line
        )
        if one := byline(said):
            return one
    return ""
