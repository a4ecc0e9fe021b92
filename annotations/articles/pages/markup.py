"""The markup of a page, without what is no text and within limits, as a tree.

Nothing of a page is run or loaded: scripts, styles, frames and embedded pictures are cut out of
the text before it is parsed, and the parser knows no network, no entity of the page's own and no
document type.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from annotations import outside
from annotations.errors import ArticleError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_CHARACTERS: Final = 6_000_000
"""Of markup that is left when scripts and pictures are cut out; a long live blog has a million."""
MAX_TAGS: Final = 250_000
MAX_DATA: Final = 4_000_000
"""Characters of what a page declares in JSON-LD; the rest is not looked at."""
DEPTH: Final = 256
"""Levels of elements; the parser forgets what is nested more deeply."""

_SILENT: Final = ("script", "style", "svg", "template", "iframe", "object", "canvas", "math",
           "amp-ad", "amp-embed", "amp-sidebar", "amp-consent")  # fmt: skip
_OPENS: Final = re.compile(rf"<!--|<(?:{'|'.join(_SILENT)})\b", re.IGNORECASE)
_LONG_VALUE: Final = re.compile(r"(?<==)(?:\"[^\"<>]{2000,}\"|'[^'<>]{2000,}')")
_PROLOGUE: Final = re.compile(
    r"\s*(?:<\?xml\b[^>]*>\s*)?(?:<!DOCTYPE\b[^>\[]*(?:\[[^\]]*\]\s*)?>)?", re.IGNORECASE
)
_DECLARED: Final = re.compile(
    rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)"
    rb"|<meta\b[^>]{0,300}?\bcharset\s*=\s*[\"']?\s*([\w.:-]+)",
    re.IGNORECASE,
)
_SELF_CLOSED: Final = re.compile(r"[^<>]*/>")
_LINKED_DATA: Final = re.compile(r"<script\b[^>]*\bld\+json", re.IGNORECASE)


class Markup(NamedTuple):
    """A page's markup as text."""

    text: str
    """Without comments, scripts, styles, frames, drawings and embedded files."""
    data: tuple[str, ...]
    """What it declares about itself as JSON-LD, a script each."""


def declared_encoding(data: bytes) -> str:
    """The encoding that the first bytes of a page declare, in an XML declaration or a meta tag."""
    found = _DECLARED.search(data[:65536])
    return (found[1] or found[2]).decode("ascii", "replace") if found else ""


def lightened(text: str) -> Markup:
    """A page's markup without what is no text; takes time in proportion to its length."""
    kept: list[str] = []
    data: list[str] = []
    unclosed: set[str] = set()
    at, room = 0, MAX_DATA
    is_xml = "<?xml" in text[:200]
    for opening in _OPENS.finditer(text):
        if opening.start() < at:
            continue
        name = opening[0].lower().lstrip("<")
        kept.append(text[at : opening.start()])
        close = "-->" if name == "!--" else f"</{name}"
        if is_xml and (closed := _SELF_CLOSED.match(text, opening.end())):
            at = closed.end()
            continue
        end = -1 if name in unclosed else _find(text, close, opening.end())
        if end < 0:
            unclosed.add(name)  # the parser knows what to do with it
            at = opening.start()
            continue
        if name == "script" and _LINKED_DATA.match(text, opening.start(), end):
            script = text[text.find(">", opening.end()) + 1 : end]
            if len(script) <= room:
                data.append(script)
                room -= len(script)
        at = end + len(close)
        if name != "!--":
            at = text.find(">", at) + 1 or len(text)
            kept.append(" ")
    kept.append(text[at:])
    light = "".join(kept)
    begin = _PROLOGUE.match(light)
    return Markup(_LONG_VALUE.sub('""', light[begin.end() if begin else 0 :]), tuple(data))


def _find(text: str, close: str, start: int) -> int:
    """Where `close` stands from `start` on, in any case of its letters."""
    if close == "-->":
        return text.find(close, start)
    found = re.compile(re.escape(close), re.IGNORECASE).search(text, start)
    return found.start() if found else -1


def parsed(markup: str) -> HtmlElement:
    """The tree of a page.

    Raises:
        ArticleError: If it is larger or more deeply nested than pages are, or holds nothing.
    """
    tags = markup.count("<")
    if len(markup) > MAX_CHARACTERS:
        limit = outside.size(MAX_CHARACTERS)
        raise ArticleError(
            f"holds {outside.size(len(markup))} of markup, over the limit of {limit}"
        )
    if tags > MAX_TAGS:
        raise ArticleError(f"holds {tags:,} tags, over the limit of {MAX_TAGS:,}")
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False
    )
    try:
        # As bytes: a text that declares an encoding of its own would be refused.
        tree = document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ArticleError("holds no text") from error
    limits = [one.message for one in parser.error_log if one.type_name == "ERR_RESOURCE_LIMIT"]
    if any("depth" in message for message in limits):
        raise ArticleError(f"is nested more than {DEPTH} elements deep")
    if limits:
        raise ArticleError("holds a piece of text that is too long for a page")
    return tree
