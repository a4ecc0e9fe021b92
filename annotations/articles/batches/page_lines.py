"""The lines of a page (HTML), as a browser would break them."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any, Final

from annotations.articles.batches.lines import Line, blocks_of
from annotations.errors import ArticleError

_BLOCKS: Final = frozenset(
    (
        "address article aside blockquote body center dd div dl dt fieldset figure footer form h1"
        " h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody text thead ul"
    ).split()
)
_PASSED: Final = frozenset(
    "script style noscript template head title button input select option svg iframe".split()
)
_DECLARED: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_SPACE: Final = re.compile(r"[ \t\r\n\f]+")


def tree_of(text: str) -> Any:
    """The elements of a page, whatever is wrong with it.

    Raises:
        ArticleError: If there is none at all.
    """
    etree, html = import_module("lxml.etree"), import_module("lxml.html")
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(_DECLARED.sub("", text, count=1).encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise ArticleError("is a page without anything in it") from error
    return tree


def page_lines(element: Any, rule: str = "") -> list[Line]:
    """The lines of an element, an empty one around each paragraph; cells of a row share a line.

    Args:
        element: Of lxml.
        rule: What stands for a horizontal rule.
    """
    etree = import_module("lxml.etree")
    out: list[str] = []
    links: dict[int, str] = {}
    passed = kept = 0
    for event, one in etree.iterwalk(element, events=("start", "end")):
        tag = one.tag if isinstance(one.tag, str) else ""
        if event == "start":
            row = _row(one) if tag == "tr" else ""
            if row and not passed:
                out.append(f"\n{row}\n")
            passed += tag in _PASSED or row != ""
            if passed:
                continue
            out.append(_opening(tag, rule))
            if tag == "a" and (url := one.get("href", "")).startswith("http"):
                links[len(out)] = url
            kept += tag == "pre"
            if one.text:
                out.append(one.text if kept else _SPACE.sub(" ", one.text))
            continue
        if not passed:
            out.append(_closing(tag))
            kept -= tag == "pre"
        passed -= tag in _PASSED or (tag == "tr" and _row(one) != "")
        if one.tail and not passed and one is not element:
            out.append(one.tail if kept else _SPACE.sub(" ", one.tail))
    return _lines(out, links)


def _opening(tag: str, rule: str) -> str:
    """What the beginning of an element puts between its text and what is before it."""
    if tag in _BLOCKS:
        return f"\n\n{rule}\n\n" if tag == "hr" else "\n\n"
    return "\n" if tag == "br" else ""


def _closing(tag: str) -> str:
    """What the end of an element puts behind its text."""
    if tag in _BLOCKS:
        return "\n\n"
    return {"tr": "\n", "td": "\t", "th": "\t"}.get(tag, "")


def _row(element: Any) -> str:
    """The cells of a row that has three or more, in one line; of another one nothing."""
    cells = [one for one in element if one.tag in ("td", "th")]
    if len(cells) < 3:
        return ""
    return "\t".join(" ".join("".join(one.itertext()).split()) for one in cells) or "\t"


def text_of(element: Any) -> str:
    """The words of an element, on one line."""
    return " ".join(
        " ".join(line.text.split()) for line in page_lines(element) if line.text
    ).strip()


def paragraphs_of(element: Any) -> list[str]:
    """The paragraphs of an element."""
    return ["\n".join(block.lines) for block in blocks_of(page_lines(element))]


def _lines(out: list[str], links: dict[int, str]) -> list[Line]:
    lines: list[Line] = []
    held: list[str] = []
    link = ""
    for number, piece in enumerate(out):
        link = link or links.get(number, "")
        first, *more = piece.split("\n")
        held.append(first)
        for part in more:
            lines.append(Line(_tidy(held), link))
            held, link = [part], ""
    lines.append(Line(_tidy(held), link))
    return lines


def _tidy(pieces: list[str]) -> str:
    return re.sub(r" {2,}", " ", "".join(pieces)).strip(" \t")
