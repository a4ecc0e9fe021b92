"""What became of a file: documents announced, read, skipped and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from annotations.articles.document import NO_BODY, Unread
from annotations.plurals import count


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What became of every document of a file."""

    path: str
    format: str = ""
    """By its name in the table of formats; empty if it was not recognised."""
    encoding: str = ""
    """What its text was decoded with, if one encoding held for all of it."""
    announced: int | None = None
    """How many documents the file says that it holds, if it says so."""
    read: int = 0
    """How many are articles now."""
    skipped: tuple[Unread, ...] = ()
    """Those that are not, with the reason."""
    twice: tuple[tuple[str, str], ...] = ()
    """Those whose text was read before: their key, and the place of the first."""
    dropped: Mapping[str, int] = {}
    """What was left out of the articles, by kind."""
    removed: int = 0
    """How many control characters were taken out of them."""
    warnings: tuple[str, ...] = ()
    """What may be wrong, each said once, with the key of the article if it is about one."""
    failed: str = ""
    """Why reading ended before the end of the file."""

    @property
    def without_body(self) -> int:
        """How many documents hold no text of their article."""
        return sum(one.reason == NO_BODY for one in self.skipped)

    @property
    def found(self) -> int:
        """How many documents the file was found to hold."""
        return self.read + len(self.skipped) + len(self.twice)

    @property
    def is_short(self) -> bool:
        """Whether it announces another number of documents than was found."""
        return self.announced is not None and self.announced != self.found

    @property
    def is_complete(self) -> bool:
        """Whether every document of it is an article now, or the same as one."""
        return not (self.is_short or self.skipped or self.failed)


def summary(receipt: Receipt) -> str:
    """What became of a file, as the end of a sentence that begins with its name.

    `98 of 100 articles read, 2 without body`; of a file that is one whole article `read`.
    """
    if receipt.failed and not receipt.read:
        return receipt.failed
    parts = [_read(receipt)]
    if receipt.without_body:
        parts.append(f"{receipt.without_body} without body")
    others = len(receipt.skipped) - receipt.without_body
    if others:
        parts.append(f"{others} not read")
    if receipt.twice:
        parts.append(f"{len(receipt.twice)} there already")
    if receipt.is_short:
        parts.append(f"{receipt.announced} announced, {receipt.found} found")
    if receipt.failed:
        parts.append(f"then it {receipt.failed}")
    return ", ".join(parts)


def details(receipt: Receipt) -> Iterator[str]:
    """A line for everything in a file that is not an article of its own, or may be wrong."""
    for one in receipt.skipped:
        title = f" “{one.title}”" if one.title else ""
        yield f"{one.key or 'the file'}{title}: {one.reason}"
    for key, first in receipt.twice:
        yield f"{key or 'the file'}: the same text as {first}"
    yield from receipt.warnings
    if receipt.removed:
        yield f"{count(receipt.removed, 'control character')} left out"
    if receipt.dropped:
        dropped = ", ".join(f"{number} × {what}" for what, number in receipt.dropped.items())
        yield f"left out of the text: {dropped}"


def _read(receipt: Receipt) -> str:
    total = receipt.announced if receipt.is_short else receipt.found
    if receipt.read == total:
        return "read" if total == 1 else f"{count(receipt.read, 'article')} read"
    return f"{receipt.read:,} of {count(total or 0, 'article')} read"
