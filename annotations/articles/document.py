"""What readers of formats give: documents, and what became of those that are none.

A reader gives items in the order of its file. Nothing is lost on the way: what a file announces,
and each document of it that is not read, is an item too, and stands in the file's receipt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

import msgspec

from annotations.articles.article import Span
from annotations.articles.canonical import canonical
from annotations.errors import ArticleError

CUT_OFF: Final = "may be cut off: the file ends before what it holds is closed"
"""What is said of a document that was read though its file was not saved to its end."""
NO_BODY: Final = "has no body"
"""Why a document is not read that announces an article and holds none of its text."""


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One article as its file has it: what to read, and what the file declares about it."""

    text: str
    """Canonical; an empty line between paragraphs where the format knows paragraphs."""
    key: str = ""
    """Tells it from the others of its file, the same whenever the file is read again: an id that
    the format gives, else its number; empty where a file holds one article."""
    title: str = ""
    source: str = ""
    """The publisher."""
    url: str = ""
    published_at: str = ""
    """ISO 8601, as precise as the source was, or empty."""
    byline: str = ""
    """Who wrote it, without the word `by`."""
    section: str = ""
    wire: str = ""
    """The news agency that it came from, if the format says so."""
    story: str = ""
    """The story that it is declared part of."""
    lang: str = ""
    """BCP 47, or empty."""
    aside: tuple[Span, ...] = ()
    """Parts of `text` that the format says are not the report, such as captions; in order."""
    removed: int = 0
    """How many control characters were taken out of the text."""
    dropped: Mapping[str, int] = {}
    """What was left out of the text, by kind, and how often: `{"caption": 2}`."""
    warnings: tuple[str, ...] = ()
    """What may be wrong with it, in words for the user."""


class Unread(NamedTuple):
    """A document of a file that is not read, and why."""

    key: str
    reason: str
    title: str = ""


class Announced(NamedTuple):
    """How many documents a file says that it holds."""

    count: int  # type: ignore[assignment]  # tuple.count is of no use here


class Remark(NamedTuple):
    """Something about the file as a whole that the user should know."""

    text: str


Item = Document | Unread | Announced | Remark


class Paragraph(NamedTuple):
    """A paragraph of a document."""

    text: str
    is_aside: bool = False
    """Whether it is not the report: a caption, a note of the editors."""


class Composed(NamedTuple):
    """The text that paragraphs make."""

    text: str
    aside: tuple[Span, ...]
    removed: int


def compose(paragraphs: Iterable[Paragraph | str]) -> Composed:
    """The canonical text of paragraphs, one empty line between two; empty ones are left out.

    Line ends inside a paragraph stay single ones.
    """
    parts: list[str] = []
    aside: list[Span] = []
    at = removed = 0
    for one in paragraphs:
        text, is_aside = (one, False) if isinstance(one, str) else one
        clean = canonical(text)
        removed += clean.removed
        lines = (line.rstrip() for line in clean.text.split("\n"))
        text = "\n".join(line for line in lines if line).strip()
        if not text:
            continue
        if is_aside:
            aside.append(Span(at, at + len(text)))
        parts.append(text)
        at += len(text) + 2
    return Composed("\n\n".join(parts), tuple(aside), removed)


def keyed(items: Iterable[Item]) -> Iterator[Item]:
    """The items of a file, without the key of a document that is the only one of its file."""
    first: Document | Unread | None = None
    several = False
    for item in items:
        if several or not isinstance(item, Document | Unread):
            yield item
        elif first is None:
            first = item
        else:
            several = True
            yield first
            yield item
    if first is not None and not several:
        yield msgspec.structs.replace(first, key="") if isinstance(first, Document) else first


def one_by_one(
    parts: Iterable[tuple[str, Callable[[], Document | Unread]]],
) -> Iterator[Document | Unread]:
    """The documents of a file, each made by itself: whatever is wrong with one, the others come.

    Args:
        parts: The key of each and what makes it.
    """
    for key, make in parts:
        try:
            yield make()
        except ArticleError as error:
            yield Unread(key, str(error))
        except Exception as error:
            # A fault of the file, or of the rules for it; either way the next one may be whole.
            yield Unread(key, f"cannot be read ({type(error).__name__})")
