"""Which blocks of a page are its report.

trafilatura names blocks, and so does what the page declares as the body of its article. The rest
follows from the page: what stands among such blocks and looks alike is the report too, and what
the page, or the words of the block, call something else is not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from annotations.articles.pages import beside
from annotations.articles.pages.blocks import Block, blocks_of
from annotations.articles.pages.phrases import is_label, not_report

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_WORDS: Final = re.compile(r"[぀-ヿ㐀-鿿가-힯]|\w+")
_MOST_BLOCKS: Final = 4000
"""Blocks up to which trafilatura is asked: it takes the square of their number."""
_MOST_TEXT: Final = 1_000_000
"""Characters of text up to which it is asked."""
_SHARE: Final = 0.85
"""Of the running text that was named: the innermost element with so much of it holds the report."""
_RUNNING: Final = 80


class Known(NamedTuple):
    """What a page declares of its article that helps to find it."""

    titles: Sequence[str] = ()
    description: str = ""
    body: str = ""
    authors: Sequence[str] = ()


def report(tree: HtmlElement, known: Known) -> list[Block]:
    """All blocks of a page; those of the report have an empty `why_not`."""
    blocks = blocks_of(tree)
    beside.mark(blocks)
    boxes = [one.why_not for one in blocks]
    _by_words(blocks)
    _by_authors(blocks, known.authors)
    _vote(blocks, _by_trafilatura(tree, blocks))
    _vote(blocks, known.body)
    if not any(one.votes for one in blocks):
        for block in blocks:
            block.votes = int(block.is_running)
    _choose(blocks, known)
    if all(one.why_not for one in blocks):
        # Nothing but links, or short lines: what stands in no box of another name is taken.
        for block, why in zip(blocks, boxes, strict=True):
            block.why_not = why
    return blocks


def _by_trafilatura(tree: HtmlElement, blocks: list[Block]) -> str:
    """The text that trafilatura takes for the report; empty if it finds none."""
    if len(blocks) > _MOST_BLOCKS or sum(len(one.text) for one in blocks) > _MOST_TEXT:
        return ""
    import copy

    import trafilatura

    found = trafilatura.bare_extraction(
        copy.deepcopy(tree), include_comments=False, with_metadata=False
    )
    return (found.text or "") if found and not isinstance(found, dict) else ""


def _by_words(blocks: list[Block]) -> None:
    """Mark blocks that say themselves that they are not the report, with the box of a label."""
    lists: dict[HtmlElement, bool] = {}
    for at, block in enumerate(blocks):
        if block.why_not:
            continue
        block.why_not = not_report(block.text, block.link_share) or _links_away(block, lists)
        if is_label(block.text):
            for one in _box(blocks, at):
                one.why_not = one.why_not or "related"


def _by_authors(blocks: list[Block], authors: Sequence[str]) -> None:
    """Mark blocks that hold nothing but names of the authors."""
    names = {_squashed(name) for name in authors}
    for block in blocks:
        if len(block.text) <= 120 and not block.why_not and names:
            parts = re.split(r"\s*(?:[,/;|&]|\band\b|\bund\b|\bet\b|\by\b)\s*", block.text)
            if all(_squashed(part) in names for part in parts):
                block.why_not = "byline"


def _links_away(block: Block, lists: dict[HtmlElement, bool]) -> str:
    """`related` if a block is nothing but a link to something else."""
    tag = block.element.tag
    if len(block.text) > 250 or tag in ("td", "th", "tr", "dt", "dd", "pre"):
        return ""
    if tag == "li" and (parent := block.element.getparent()) is not None:
        if parent not in lists:
            lists[parent] = _is_of_links(parent)
        return "related" if lists[parent] and block.link_share > 0.4 else ""
    return "related" if block.link_share > 0.9 else ""


def _is_of_links(parent: HtmlElement) -> bool:
    """Whether the items of a list are links, with at most a label before them."""
    items = linked = 0
    for item in parent:
        if item.tag == "li":
            text = " ".join("".join(item.itertext()).split())
            links = sum(len(" ".join("".join(one.itertext()).split())) for one in item.iter("a"))
            items += 1
            linked += links > 0.9 * len(text) or (
                links > 0.4 * len(text) and text[-1:] not in ".!?"
            )
    return linked > 0.7 * items


def _box(blocks: list[Block], at: int) -> list[Block]:
    """The blocks below a label that stand in the same box, if it is a small one."""
    box = blocks[at].element
    inside: list[Block] = []
    for _ in range(4):
        parent = box.getparent()
        if parent is None or parent.tag in ("body", "article", "main", "html"):
            break
        members = []
        for block in blocks[max(at - 3, 0) : at + 30]:
            if parent in (block.element, *block.element.iterancestors()):
                members.append(block)
        if sum(len(one.text) for one in members) > 700 or len(members) > 25:
            break
        box, inside = parent, members
    return [one for one in inside if one.number >= blocks[at].number]


def _vote(blocks: list[Block], text: str) -> None:
    """Count a vote for each block of which most is in a text."""
    words = _WORDS.findall(text.casefold())
    pairs = set(pairwise(words))
    single = set(words)
    for block in blocks:
        own = _WORDS.findall(block.text.casefold())
        if len(own) == 1:
            block.votes += own[0] in single
        elif own:
            inside = sum(pair in pairs for pair in pairwise(own))
            block.votes += inside >= 0.7 * (len(own) - 1)


def _choose(blocks: list[Block], known: Known) -> None:
    """Say of every block that is not of the report that it stands elsewhere."""
    titles = {_squashed(title) for title in known.titles if title}
    open_ = [one for one in blocks if not one.why_not]
    running = [one for one in open_ if one.votes and one.is_running]
    running = running or [one for one in open_ if one.votes]
    if not running:
        for block in open_:
            block.why_not = "elsewhere"
        return
    holder = _Holder(running, [one for one in open_ if one.is_running])
    first = holder.first
    for block in blocks:
        if block.number <= first + 3 and _squashed(block.text) in titles:
            block.why_not = "headline"
    top = max((b.number for b in blocks[:first] if b.why_not == "headline"), default=first)
    for block in open_:
        if block.why_not or (holder.holds(block) and holder.is_alike(block, top)):
            continue
        block.why_not = "elsewhere"
    _add_standfirst(blocks, known, first)


class _Holder:
    """The element that holds the report, and what its paragraphs look like."""

    def __init__(self, named: list[Block], running: list[Block]) -> None:
        self._element = _container(named)
        shapes = {_shape(one) for one in named if self.holds(one) and one.element.tag != "li"}
        self._element = _widened(self._element, running, shapes - {()})
        inside = [one for one in named if self.holds(one)]
        self.first, self.last = inside[0].number, inside[-1].number
        self._parents = {one.element.getparent() for one in inside}
        self._parents |= {one.element for one in inside if one.element.tag not in ("p", "li", "td")}
        self._shapes = {shape for one in inside if (shape := _shape(one))}
        self._places = {shape[2:] for shape in self._shapes if shape[3]}
        alike = [one.number for one in running if self.holds(one) and _shape(one) in self._shapes]
        self.first = min([self.first, *alike])
        self.last = max([self.last, *alike])

    def holds(self, block: Block) -> bool:
        """Whether a block stands in the element."""
        return self._element in (block.element, *block.element.iterancestors())

    def _heads(self, block: Block) -> bool:
        """Whether a block is a heading where the paragraphs of the report stand."""
        return block.is_heading and _shape(block)[2:] in self._places

    def is_alike(self, block: Block, top: int) -> bool:
        """Whether a block belongs to the report by where it stands and what it looks like."""
        parent = block.element.getparent()
        if block.element.tag == "li" and parent is not None and parent not in self._parents:
            parent = parent.getparent()  # a list stands where paragraphs stand
        beside_it = parent in self._parents or block.element in self._parents
        alike = beside_it or _shape(block) in self._shapes or self._heads(block)
        if self.first <= block.number <= self.last:
            return bool(block.votes) or alike
        if block.number > self.last:
            return block.number <= self.last + 12 and block.votes > 0 and alike
        if block.number > top:
            is_list = block.element.tag == "li" and not alike
            return (block.votes > 0 and alike) or (
                block.is_running and block.link_share < 0.3 and not is_list
            )
        return False


def _shape(block: Block) -> tuple[str, ...]:
    """What paragraphs of one kind share: element and class, their own and their parent's."""
    parent = block.element.getparent()
    if parent is None:
        return ()
    own, above = block.element.get("class") or "", parent.get("class") or ""
    return (block.element.tag, own, parent.tag, above) if own or above else ()


def _container(running: list[Block]) -> HtmlElement:
    """The innermost element that holds most of the running text."""
    total = sum(len(one.text) for one in running)
    weights: dict[HtmlElement, int] = {}
    for block in running:
        for element in (block.element, *block.element.iterancestors()):
            weights[element] = weights.get(element, 0) + len(block.text)
    enough = [one for one, weight in weights.items() if weight >= _SHARE * total]
    return max(enough, key=lambda one: sum(1 for _ in one.iterancestors()))


def _widened(
    element: HtmlElement, running: list[Block], shapes: set[tuple[str, ...]]
) -> HtmlElement:
    """The outermost element around `element` that adds little but what was named, or looks so."""
    weights: dict[HtmlElement, tuple[int, int]] = {}
    for block in running:
        size, is_named = len(block.text), block.votes > 0 or _shape(block) in shapes
        for one in (block.element, *block.element.iterancestors()):
            named, every = weights.get(one, (0, 0))
            weights[one] = named + size * is_named, every + size
    best, (named, every) = element, weights.get(element, (0, 0))
    for one in element.iterancestors():
        all_named, all_ = weights.get(one, (0, 0))
        more_named, more = all_named - named, all_ - every
        if more_named and more_named >= 0.8 * more:
            best, (named, every) = one, weights[one]
    return best


_STANDFIRST: Final = re.compile(
    r"\b(?:standfirst|stand first|sub ?(?:title|head|headline|heading)|lead|lede|lead ?(?:text|in)|"
    r"intro|dek|deck|excerpt|perex|summary|strap ?line|abstract|chapo|ingress|preamble|teaser|"
    r"description|bajada|vorspann|entradilla|sommario)\b"
)


def _add_standfirst(blocks: list[Block], known: Known, first: int) -> None:
    """Take the summary above the report, told by its name or because the page declares it."""
    description = _WORDS.findall(known.description.casefold())
    pairs = set(pairwise(description))
    titles = {_squashed(title) for title in known.titles if title}
    above = blocks[max(first - 40, 0) : first]
    start = max((at for at, one in enumerate(above) if one.why_not == "headline"), default=-1)
    for block in above[start + 1 :]:
        if not block.why_not or block.why_not in ("hidden", "headline", "navigation", "caption"):
            continue
        if len(block.text) < 25:
            continue
        own = _WORDS.findall(block.text.casefold())
        same = sum(pair in pairs for pair in pairwise(own))
        is_declared = bool(pairs) and same >= 0.6 * max(len(own) - 1, 1)
        is_next = (
            start >= 0
            and block.why_not == "elsewhere"
            and len(block.text) >= 60
            and block.link_share < 0.3
            and block.text[-1] in ".!?…»”\"'"
            and block.number - above[start].number <= 5
        )
        is_named = (
            start >= 0
            and block.why_not in ("elsewhere", "related")
            and any(
                _STANDFIRST.search(beside.names_of(one))
                for one in (block.element, block.element.getparent())
                if one is not None
            )
        )
        if (is_declared or is_named or is_next) and _squashed(block.text) not in titles:
            block.why_not = ""


def _squashed(text: str) -> str:
    return "".join(re.findall(r"\w", text.casefold()))
