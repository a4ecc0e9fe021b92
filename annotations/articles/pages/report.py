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
from annotations.articles.pages.holder import Holder
from annotations.articles.pages.phrases import is_label, not_report

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_WORDS: Final = re.compile(r"[぀-ヿ㐀-鿿가-힯]|\w+")
_MOST_BLOCKS: Final = 4000
"""Blocks up to which trafilatura is asked: it takes the square of their number."""
_MOST_TEXT: Final = 1_000_000
"""Characters of text up to which it is asked."""
_MISLED: Final = 0.55
"""The share of running text above which what was named weighs more than the names of boxes."""


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
    _void_in_lists(blocks)
    _trust_votes(blocks)
    _choose(blocks, known)
    if all(one.why_not for one in blocks):
        # Nothing but links, or short lines: what was named is taken, else what stands in no box.
        named = any(one.votes for one in blocks)
        for block, why in zip(blocks, boxes, strict=True):
            block.why_not = "elsewhere" if named and not block.votes else why
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


def _trust_votes(blocks: list[Block]) -> None:
    """Where the names of boxes speak against much of what was named, they mislead: forget them."""
    named = [one for one in blocks if one.votes and one.is_running]
    against = [one for one in named if one.why_not and one.why_not != "hidden"]
    if sum(len(one.text) for one in against) > _MISLED * sum(len(one.text) for one in named):
        for block in against:
            block.why_not = ""


def _void_in_lists(blocks: list[Block]) -> None:
    """Void the vote for an item of a list of which most items have none: a list of headlines."""
    lists: dict[HtmlElement, list[Block]] = {}
    for block in blocks:
        if block.element.tag == "li":
            lists.setdefault(block.element.getparent(), []).append(block)
    for items in lists.values():
        if sum(one.votes > 0 for one in items) < 0.4 * len(items):
            for one in items:
                one.votes = 0


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
    holder = Holder(running, blocks)
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
