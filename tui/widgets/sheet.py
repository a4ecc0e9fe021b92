"""An opened article as the reader draws it: sentences, tags, cursor, and rows on demand.

Nothing here grows with the article but the sentence offsets: rows are wrapped when they are
looked at, so that 100,000 sentences open and scroll like 30.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from tui.widgets.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from annotations.articles.article import Article, Sentences

Saving = Literal["saved", "saving", "failed"]


class Tag(NamedTuple):
    """What the annotator said of one sentence, and whether it is on disk."""

    label: str = ""
    unsure: bool = False
    note: str = ""
    saving: Saving = "saved"
    source: str = "own"

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said."""
        return not (self.label or self.unsure or self.note)


NO_TAG = Tag()


class Piece(NamedTuple):
    """A part of a row that belongs to one sentence, as code points of the article."""

    sentence: int
    start: int
    end: int
    opens: bool
    """Whether the sentence starts here."""


class Row(NamedTuple):
    """One screen row; without pieces, the blank row between paragraphs."""

    unit: int
    line: int
    pieces: tuple[Piece, ...]


class Position(NamedTuple):
    """A row of the article: the unit that it belongs to, and its line inside it (from 0)."""

    unit: int
    line: int


def opens_paragraph(text: str, sentences: Sentences, index: int) -> bool:
    """Whether a sentence is the first of its paragraph: a line end stands before it."""
    if index == 0:
        return True
    before = sentences.span(index - 1).end
    return text.find("\n", before, sentences.span(index).start) >= 0


_KEPT_UNITS = 2048


class Rows:
    """Rows of an article at one width.

    A unit is what is wrapped at once: a sentence in `block` layout, a paragraph in `flow`. Its
    first line is blank where a paragraph starts, except at the top of the article.
    """

    MARKER = 2
    """Cells in front of a sentence in `flow` layout: its label letter and a space."""

    def __init__(self, text: str, sentences: Sentences, width: int, *, flow: bool = False) -> None:
        self.text = text
        self.sentences = sentences
        self.width = max(width, 4)
        self.flow = flow
        self._firsts = self._paragraphs() if flow else range(len(sentences))
        self._units: dict[int, tuple[Row, ...]] = {}

    def _paragraphs(self) -> Sequence[int]:
        """The first sentence of every paragraph."""
        indices = range(len(self.sentences))
        return [i for i in indices if opens_paragraph(self.text, self.sentences, i)]

    def __len__(self) -> int:
        """How many units there are."""
        return len(self._firsts)

    def unit_of(self, sentence: int) -> int:
        """The unit that holds a sentence."""
        if not self.flow:
            return sentence
        from bisect import bisect_right

        return bisect_right(self._firsts, sentence) - 1

    def unit(self, index: int) -> tuple[Row, ...]:
        """The rows of a unit, wrapped now or remembered."""
        rows = self._units.get(index)
        if rows is None:
            if len(self._units) >= _KEPT_UNITS:
                self._units.clear()
            rows = self._units[index] = tuple(self._wrap(index))
        return rows

    def _wrap(self, unit: int) -> Iterator[Row]:
        first = self._firsts[unit]
        end = self._firsts[unit + 1] if unit + 1 < len(self) else len(self.sentences)
        line = 0
        if unit and (self.flow or opens_paragraph(self.text, self.sentences, first)):
            yield Row(unit, line, ())
            line += 1
        pieces: list[Piece] = []
        used = 0
        for sentence in range(first, end):
            span = self.sentences.span(sentence)
            indent = used + self.MARKER if self.flow else 0
            if pieces and indent + 8 > self.width:
                yield Row(unit, line, tuple(pieces))
                line, pieces, indent = line + 1, [], self.MARKER
            ranges = wrap(self.text, span.start, span.end, self.width, indent)
            for number, (start, stop) in enumerate(ranges):
                if number:
                    yield Row(unit, line, tuple(pieces))
                    line, pieces = line + 1, []
                pieces.append(Piece(sentence, start, stop, number == 0))
            used = self._used(pieces) + 1
        yield Row(unit, line, tuple(pieces))

    def _used(self, pieces: list[Piece]) -> int:
        from tui.widgets.wrapping import cells

        marker = self.MARKER if self.flow else 0
        inks = [cells(self.text[piece.start : piece.end]) for piece in pieces]
        return sum(inks) + sum(marker for piece in pieces if piece.opens) + len(pieces) - 1

    def first_row(self, sentence: int) -> Position:
        """Where a sentence starts."""
        unit = self.unit_of(sentence)
        return next(
            Position(unit, row.line)
            for row in self.unit(unit)
            for piece in row.pieces
            if piece.sentence == sentence and piece.opens
        )

    def last_row(self, sentence: int) -> Position:
        """Where a sentence ends."""
        unit = self.unit_of(sentence)
        return next(
            Position(unit, row.line)
            for row in reversed(self.unit(unit))
            for piece in row.pieces
            if piece.sentence == sentence
        )

    def move(self, position: Position, rows: int) -> Position:
        """The position `rows` further down (up where negative), at most to either end."""
        unit, line = position
        line += rows
        while line < 0 and unit > 0:
            unit -= 1
            line += len(self.unit(unit))
        while unit < len(self) and line >= len(self.unit(unit)):
            if unit + 1 >= len(self):
                return Position(unit, len(self.unit(unit)) - 1)
            line -= len(self.unit(unit))
            unit += 1
        return Position(unit, max(line, 0))

    def window(self, top: Position, height: int) -> list[Row]:
        """The rows from `top` on, as many as the article has and the window holds."""
        rows: list[Row] = []
        unit, line = top
        while unit < len(self) and len(rows) < height:
            rows.extend(self.unit(unit)[line:])
            unit, line = unit + 1, 0
        return rows[:height]


class Sheet:
    """An opened article and what the annotator has done with it."""

    def __init__(self, article: Article, sentences: Sentences) -> None:
        self.article = article
        self.sentences = sentences
        self.tags: dict[int, Tag] = {}
        self.labelled = 0
        """How many sentences of the body carry a label."""
        self.anchor: int | None = None
        """Where a range was started, or None."""
        self.with_furniture = False
        """Whether the cursor stops at credits and tails too."""
        self.cursor = self.next_work(-1, 1)

    def tag(self, index: int) -> Tag:
        """What was said of a sentence; `NO_TAG` where nothing was."""
        return self.tags.get(index, NO_TAG)

    def put(self, index: int, tag: Tag) -> None:
        """Show `tag` at a sentence from now on."""
        if not self.sentences.is_furniture(index):
            self.labelled += bool(tag.label) - bool(self.tag(index).label)
        if tag.is_empty and tag.saving == "saved":
            self.tags.pop(index, None)
        else:
            self.tags[index] = tag

    def load(self, tags: Mapping[int, Tag]) -> None:
        """Show what the store holds, under what is still on its way there."""
        pending = {i: tag for i, tag in self.tags.items() if tag.saving != "saved"}
        self.tags, self.labelled = {}, 0
        for index, tag in {**tags, **pending}.items():
            if 0 <= index < len(self.sentences):
                self.put(index, tag)

    def succeed(self, before: Sheet) -> None:
        """Take the place of a sheet of the same article: its cursor, what is on its way to disk."""
        self.cursor = min(before.cursor, max(len(self.sentences) - 1, 0))
        self.anchor, self.with_furniture = before.anchor, before.with_furniture
        for index, tag in before.tags.items():
            if tag.saving != "saved" and index < len(self.sentences):
                self.put(index, tag)

    @property
    def selection(self) -> range:
        """The sentences that a label key labels: the range, or the one under the cursor."""
        if self.anchor is None:
            return range(self.cursor, self.cursor + 1)
        return range(min(self.anchor, self.cursor), max(self.anchor, self.cursor) + 1)

    def is_work(self, index: int) -> bool:
        """Whether the cursor stops at a sentence."""
        return self.with_furniture or not self.sentences.is_furniture(index)

    def next_work(self, index: int, step: int) -> int:
        """The nearest sentence beyond `index` in the direction of `step` where the cursor stops.

        Where there is none, the sentence at `index` itself (or the first).
        """
        found = index + step
        while 0 <= found < len(self.sentences):
            if self.is_work(found):
                return found
            found += step
        return min(max(index, 0), max(len(self.sentences) - 1, 0))

    def opens_paragraph(self, index: int) -> bool:
        """Whether a sentence is the first of its paragraph."""
        return opens_paragraph(self.article.text, self.sentences, index)

    def next_unlabelled(self, step: int) -> int | None:
        """The nearest sentence of the body without a label, or None."""
        last = len(self.sentences) if step > 0 else -1
        for index in range(self.cursor + step, last, step):
            if self.is_work(index) and not self.tag(index).label:
                return index
        return None
