"""What an article is: canonical text that never changes, and spans into it.

All offsets are Unicode code points of the canonical text; spans are half-open.
"""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, overload

import msgspec

from annotations.articles.paragraphs import running_text


class Span(NamedTuple):
    """A half-open range of code points, `text[start:end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The text that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a code point."""
        return self.start < other.end and other.start < self.end


Zone = Literal["body", "boilerplate"]
"""`boilerplate` is what surrounds the report: credits, author lines, syndication tails."""


class Sentence(NamedTuple):
    """One sentence of an article: its position in reading order (from 0) and its span."""

    index: int  # type: ignore[assignment]  # tuple.index is of no use here
    span: Span
    zone: Zone = "body"

    @property
    def is_boilerplate(self) -> bool:
        """Whether the cursor skips it and progress does not count it."""
        return self.zone == "boilerplate"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def article_id_of(text: str) -> str:
    """The id of the article with this canonical text: `a-` and 16 hex digits of its SHA-256."""
    return "a-" + _digest(text)


def sentence_id_of(article_id: str, span: Span, text: str) -> str:
    r"""The id of a sentence: SHA-256 of article id, start, end and quoted text, split by NULs.

    `text` is the sentence's own text, so that an id also vouches for what it quotes.
    """
    return "s-" + _digest(f"{article_id}\0{span.start}\0{span.end}\0{text}")


def sentence_ids_of(
    article_id: str, spans: Iterable[tuple[int, int]], texts: Iterable[str]
) -> list[str]:
    """The ids of many sentences of an article, in half the time that they take one by one.

    Args:
        article_id: Of the article.
        spans: Where the sentences are.
        texts: How each reads.
    """
    of, sha256 = article_id.encode() + b"\0%d\0%d\0", hashlib.sha256
    return [
        "s-" + sha256(of % span + text.encode()).hexdigest()[:16]
        for span, text in zip(spans, texts, strict=True)
    ]


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """One report: canonical text and what is known of where it came from."""

    id: str
    text: str
    title: str = ""
    source: str = ""
    """The publisher."""
    url: str = ""
    published_at: str = ""
    """ISO 8601, as precise as the source was (`2026-02-05` or with a time), or empty."""
    story: str = ""
    """The story it declares itself part of, or empty."""
    byline: str = ""
    """Who wrote it, or empty."""
    section: str = ""
    """The part of the publication that it stood in, or empty."""
    wire: str = ""
    """The news agency that it came from, or empty."""
    path: str = ""
    """The file that it was read from, `file#key` where that holds several, or empty."""
    lang: str = "en"
    """BCP 47."""
    encoding: str = "utf-8"
    """What its bytes were decoded with."""
    removed: int = 0
    """How many control characters canonicalisation took out."""
    # Project files have had this name since the first version.
    boilerplate: tuple[Span, ...] = msgspec.field(default=(), name="furniture")
    """Parts that surround the report, in order, not overlapping."""

    @property
    def running_text(self) -> str:
        """The text as it is read and shown: line ends inside a wrapped paragraph are spaces.

        As long as `text`, so that every offset holds in both.
        """
        return running_text(self.text)

    def sentence_id(self, span: Span) -> str:
        """The id of the sentence at `span`."""
        return sentence_id_of(self.id, span, span.of(self.text))

    def zone(self, span: Span) -> Zone:
        """The zone that a sentence at `span` belongs to."""
        return "boilerplate" if any(part.overlaps(span) for part in self.boilerplate) else "body"


class Sentences(Sequence[Sentence]):
    """An article's sentences in reading order, kept as offsets: 100,000 of them cost 1 MB.

    Args:
        spans: Where they are; ordered, not overlapping.
        boilerplate: The article's boilerplate; sentences that touch it are boilerplate too.
        cutter: Name and version of what cut them.
    """

    __slots__ = ("_body", "_boilerplate", "_ends", "_starts", "cutter")

    def __init__(
        self,
        spans: Iterable[tuple[int, int]],
        boilerplate: Sequence[Span] = (),
        cutter: str = "",
    ) -> None:
        pairs = list(spans)
        self._starts = array("I", [start for start, _ in pairs])
        self._ends = array("I", [end for _, end in pairs])
        self.cutter = cutter
        self._boilerplate = self._touching(boilerplate)
        self._body = len(self._starts) - len(self._boilerplate)

    def _touching(self, parts: Sequence[Span]) -> frozenset[int]:
        touching: set[int] = set()
        for part in parts:
            index = max(self.at(part.start), 0)
            while index < len(self) and self._starts[index] < part.end:
                if part.start < self._ends[index]:
                    touching.add(index)
                index += 1
        return frozenset(touching)

    @property
    def body(self) -> int:
        """How many sentences are not boilerplate: what counts as work."""
        return self._body

    @property
    def spans(self) -> Iterator[Span]:
        """Every span, in order."""
        return map(Span, self._starts, self._ends)

    @property
    def offsets(self) -> Iterator[tuple[int, int]]:
        """The same as plain pairs, which are made faster."""
        return zip(self._starts, self._ends, strict=True)

    def span(self, index: int) -> Span:
        """Where the sentence at `index` is."""
        return Span(self._starts[index], self._ends[index])

    def is_boilerplate(self, index: int) -> bool:
        """Whether the sentence at `index` is boilerplate."""
        return index in self._boilerplate

    def at(self, offset: int) -> int:
        """The index of the last sentence that starts at or before `offset`; -1 before the first."""
        return bisect_right(self._starts, offset) - 1

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, index: int) -> Sentence: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Sentence, ...]: ...
    def __getitem__(self, index: int | slice) -> Sentence | tuple[Sentence, ...]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        index = range(len(self))[index]
        zone: Zone = "boilerplate" if index in self._boilerplate else "body"
        return Sentence(index, self.span(index), zone)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sentences):
            return NotImplemented
        return (self._starts, self._ends, self._boilerplate) == (
            other._starts,
            other._ends,
            other._boilerplate,
        )

    __hash__ = None  # type: ignore[assignment]
