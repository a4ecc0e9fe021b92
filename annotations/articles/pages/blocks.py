"""The blocks of text of a page, in their order, each with where it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import msgspec

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BLOCKS: Final = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav "
    "ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_SPACES: Final = re.compile(r"[ \t\r\n\f]+")
_CELLS: Final = frozenset(("td", "th"))
HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_PHRASING: Final = frozenset(
    "a abbr b bdi bdo big br cite code del em font i img ins kbd label mark q s samp small span "
    "strong sub sup time tt u var wbr".split()
)
RUNNING: Final = 80
"""Characters from which a block with few links is running text."""
_LAYOUT: Final = 200
"""A cell with more characters of text than this is no datum, but holds the page's columns."""


class Block(msgspec.Struct, eq=False):
    """A paragraph, heading, item or row, and what is known of it."""

    text: str
    element: HtmlElement
    """The innermost element that makes a block of its own."""
    linked: int
    """Characters of it that are links."""
    number: int
    """Its place among the blocks of the page."""
    why_not: str = ""
    """What it is instead of the report; empty if it may be the report."""
    votes: int = 0
    """How many found it to be the report."""

    @property
    def is_heading(self) -> bool:
        """Whether it stands in a heading."""
        return self.element.tag in HEADINGS

    @property
    def is_running(self) -> bool:
        """Whether it is running text: long, and mostly no links."""
        return len(self.text) >= RUNNING and self.link_share < 0.5

    @property
    def link_share(self) -> float:
        """The share of its characters that are links."""
        return self.linked / max(len(self.text), 1)


def blocks_of(tree: HtmlElement) -> list[Block]:
    """The blocks of a tree; a row of a table of data is one."""
    return _Walk().run(tree)


class _Walk:
    """Collects text until a block begins or ends; without recursion."""

    def __init__(self) -> None:
        self.found: list[Block] = []
        self._parts: list[str] = []
        self._linked = 0
        self._in_link = 0
        self._in_pre = 0
        self._owners: list[HtmlElement] = []

    def run(self, tree: HtmlElement) -> list[Block]:
        """The blocks of a tree."""
        from lxml.etree import iterwalk

        walk = iterwalk(tree, events=("start", "end"))
        for event, element in walk:
            tag = element.tag
            if not isinstance(tag, str):
                continue
            if event == "end":
                if tag != "head":
                    self._leave(element, tag)
                continue
            if tag == "head":
                walk.skip_subtree()
                continue
            if tag == "tr" and (row := _row(element)):
                self._flush()
                self._owners.append(element)
                self._add(row)
                self._flush()
                self._owners.pop()
                walk.skip_subtree()
            self._enter(element, tag)
        self._flush()
        return self.found

    def _enter(self, element: HtmlElement, tag: str) -> None:
        if tag in _BLOCKS:
            self._flush()
            self._owners.append(element)
            self._in_pre += tag == "pre"
        elif tag == "br":
            self._parts.append("\n")
        elif tag == "a":
            self._in_link += 1
        if tag != "tr" or not _row(element):
            self._add(element.text)

    def _leave(self, element: HtmlElement, tag: str) -> None:
        if tag in _BLOCKS:
            self._flush()
            self._owners.pop()
            self._in_pre -= tag == "pre"
        elif tag == "a":
            self._in_link -= 1
        self._add(element.tail)

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if not self._in_pre:
            text = _SPACES.sub(" ", text)
        self._parts.append(text)
        if self._in_link:
            self._linked += len(text.strip())

    def _flush(self) -> None:
        whole, linked = "".join(self._parts), self._linked
        self._parts, self._linked = [], 0
        if not self._owners or not whole or whole.isspace():
            return
        owner = self._owners[-1]
        parts = re.split(r"\n[ ]*\n[ \n]*", whole)
        for part in parts:
            lines = (re.sub(r"[ ]+", " ", line).strip(" ") for line in part.strip("\n").split("\n"))
            text = "\n".join(line for line in lines if line and not line.isspace())
            if text:
                share = linked if len(parts) == 1 else round(linked * len(part) / len(whole))
                self.found.append(Block(text, owner, share, len(self.found)))


def _row(row: HtmlElement) -> str:
    """The text of a row of data; empty if its cells hold paragraphs, or it is the only cell."""
    cells = [cell for cell in row if cell.tag in _CELLS]
    if len(cells) < 2:
        return ""
    texts: list[str] = []
    for cell in cells:
        if any(inner.tag not in _PHRASING for inner in cell.iterdescendants()):
            return ""
        text = " ".join("".join(cell.itertext()).split())
        if len(text) > _LAYOUT:
            return ""
        texts.append(text)
    return " | ".join(text for text in texts if text)
