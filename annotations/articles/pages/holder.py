"""The element of a page that holds its report, and what the paragraphs in it look like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from annotations.articles.pages.blocks import Block

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SHARE: Final = 0.85
"""Of the running text that was named: the innermost element with so much of it holds the report."""


_OTHERS: Final = frozenset(("byline", "comments", "form", "note on the author"))
"""What stands between a report and what others wrote below it."""


class Holder:
    """The element that holds the report, and what its paragraphs look like."""

    def __init__(self, named: list[Block], blocks: list[Block]) -> None:
        running = [one for one in blocks if one.is_running and not one.why_not]
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
        self.last = max([self.last, *(one for one in alike if one < self._end(blocks))])

    def _end(self, blocks: list[Block]) -> int:
        """Where something else begins below what was named: a reply, a comment, another author."""
        return next(
            (one.number for one in blocks[self.last :] if one.why_not in _OTHERS), len(blocks)
        )

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
