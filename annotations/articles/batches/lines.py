"""What every carrier of a download becomes: lines, with an empty one between paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from annotations.errors import ArticleError

TOO_MANY: Final = "has more lines than a download of articles"
BREAK: Final = "\f"
"""The text of the line that stands for the end of a page or section."""
MOST: Final = 1_000_000
"""A thousand long articles have a fifth of these lines; many more would need gigabytes."""
_WIDEST: Final = 100
"""Nobody wraps a download at more characters than this."""
_NARROWEST: Final = 40


class Line(NamedTuple):
    """A line of a download."""

    text: str
    link: str = ""
    """Where it leads to, if the carrier knows links."""


class Block(NamedTuple):
    """Lines that no empty line divides."""

    lines: tuple[str, ...]
    """Without the space around them."""
    link: str = ""

    @property
    def text(self) -> str:
        """All of it as one line."""
        return " ".join(self.lines)


def lines_of(text: str) -> list[Line]:
    """The lines of a text.

    Raises:
        ArticleError: If they are more than a download has.
    """
    if text.count("\n") > MOST:
        raise ArticleError(TOO_MANY)
    return [Line(line) for line in text.split("\n")]


def blocks_of(lines: Iterable[Line]) -> Iterator[Block]:
    """The blocks that lines make; ends of pages divide them too."""
    held: list[str] = []
    link = ""
    for line in lines:
        bare = line.text.strip()
        if bare:
            held.append(bare)
            link = link or line.link
        elif held:
            yield Block(tuple(held), link)
            held, link = [], ""
    if held:
        yield Block(tuple(held), link)


def width_of(lines: Sequence[Line]) -> int:
    """The width at which a file was wrapped; 0 if it was not.

    It is the longest line; a text that was not wrapped has longer ones than anybody wraps at.
    """
    longest = max((len(line.text.rstrip()) for line in lines), default=0)
    return longest if _NARROWEST <= longest <= _WIDEST else 0


def paragraphs_in(block: Block, width: int) -> list[str]:
    """The paragraphs of a block: one, or a line each where lines are too long to be wrapped.

    Args:
        block: Its lines.
        width: At which the file was wrapped; 0 if it was not.
    """
    if not width and max(map(len, block.lines)) > _WIDEST:
        return list(block.lines)
    return [unwrapped(block, width)]


def unwrapped(block: Block, width: int) -> str:
    """The paragraph of a block: line ends that wrapping made are spaces, others stay.

    Args:
        block: Its lines.
        width: At which the file was wrapped; 0 if it was not.
    """
    if not width or len(block.lines) == 1:
        return "\n".join(block.lines)
    text = block.lines[0]
    for before, line in zip(block.lines, block.lines[1:], strict=False):
        # Two characters for the space with which some services begin a paragraph.
        fits = len(before) + 1 + len(line.split(None, 1)[0]) + 2 <= width
        text += ("\n" if fits else " ") + line
    return text
