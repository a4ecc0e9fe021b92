"""Where the sentences of an article stand: rows on demand, at one width.

Rows are wrapped when they are looked at, so that 100,000 sentences open and scroll like 30.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Literal, NamedTuple

from annotations.workflow.folds import NO_FOLDS, Folds
from annotations.workflow.open_article import opens_paragraph
from tui.widgets.wrapping import cells, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotations.articles.article import Sentences

Kind = Literal["text", "blank", "gap", "rule", "fold", "hint"]
"""What a row is: text; nothing; nothing because only another pane has something there; a rule that
says so; a folded run, and how to unfold it."""


class Piece(NamedTuple):
    """A part of a row that belongs to one sentence, as code points of the article."""

    sentence: int
    start: int
    end: int
    opens: bool
    """Whether the sentence starts here."""


class Row(NamedTuple):
    """One screen row; a folded run has one piece without text, that of its first sentence."""

    unit: int
    line: int
    pieces: tuple[Piece, ...]
    kind: Kind = "text"


class Position(NamedTuple):
    """A row of the article: the unit that it belongs to, and its line inside it (from 0)."""

    unit: int
    line: int


KEPT_UNITS = 2048
"""Units whose rows are remembered."""

Content = tuple[tuple[Piece, ...], Kind]
"""What stands in a row, wherever the row is."""


class Rows:
    """Rows of an article at one width.

    A unit is what is wrapped at once: a sentence or a folded run in `block` layout, a paragraph
    (or what folds leave of it) in `flow`. Its first line is blank where a paragraph starts,
    except at the top of the article.

    Args:
        text: The canonical text.
        sentences: How it is cut.
        width: Cells a row has.
        flow: Whether sentences run on.
        folds: The runs that take two rows, one that counts them and one that says how to unfold.
    """

    MARKER = 2
    """Cells in front of a sentence in `flow` layout: its label letter and a space."""

    def __init__(
        self,
        text: str,
        sentences: Sentences,
        width: int,
        *,
        flow: bool = False,
        folds: Folds = NO_FOLDS,
    ) -> None:
        self.text = text
        self.sentences = sentences
        self.width = max(width, 4)
        self.flow = flow
        self.folds = folds
        self._firsts = self._unit_starts()
        self._units: dict[int, tuple[Row, ...]] = {}

    def _unit_starts(self) -> Sequence[int]:
        """The first sentence of every unit."""
        indices = range(len(self.sentences))
        if not self.flow:
            return self._outside_folds() if self.folds else indices
        edges = {edge for run in self.folds.runs for edge in (run.start, run.stop)}
        return [
            i
            for i in indices
            if self.folds.shown(i) == i
            and (i in edges or opens_paragraph(self.text, self.sentences, i))
        ]

    def _outside_folds(self) -> list[int]:
        """The sentences that are shown, and the first of each folded run."""
        firsts: list[int] = []
        at = 0
        for run in self.folds.runs:
            firsts.extend(range(at, run.start + 1))
            at = run.stop
        return [*firsts, *range(at, len(self.sentences))]

    def __len__(self) -> int:
        """How many units there are."""
        return len(self._firsts)

    def unit_of(self, sentence: int) -> int:
        """The unit that holds a sentence."""
        if isinstance(self._firsts, range):
            return sentence
        return bisect_right(self._firsts, sentence) - 1

    def part(self, unit: int) -> range:
        """The sentences of a unit."""
        last = unit + 1 >= len(self)
        return range(self._firsts[unit], len(self.sentences) if last else self._firsts[unit + 1])

    def unit(self, index: int) -> tuple[Row, ...]:
        """The rows of a unit, wrapped now or remembered."""
        rows = self._units.get(index)
        if rows is None:
            if len(self._units) >= KEPT_UNITS:
                self._units.clear()
            rows = self._units[index] = self.wrap(index)
        return rows

    def wrap(self, unit: int) -> tuple[Row, ...]:
        """The rows of a unit, wrapped now."""
        lead = [Row(unit, 0, (), "blank")] if self.is_apart(unit) else []
        body = enumerate(self.body(unit), start=len(lead))
        return (*lead, *(Row(unit, line, pieces, kind) for line, (pieces, kind) in body))

    def is_apart(self, unit: int) -> bool:
        """Whether a blank row stands above a unit: a paragraph starts with it."""
        first = self._firsts[unit]
        return unit > 0 and opens_paragraph(self.text, self.sentences, first)

    def body(self, unit: int) -> list[Content]:
        """What stands in the rows of a unit, without the blank row above it."""
        part = self.part(unit)
        if part and self.folds.at(part.start):
            start = self.sentences.span(part.start).start
            return [
                ((Piece(part.start, start, start, opens=True),), "fold"),
                ((Piece(part.start, start, start, opens=False),), "hint"),
            ]
        return list(self._flowing(part) if self.flow else self._stacked(part))

    def _stacked(self, part: range) -> Iterator[Content]:
        for sentence in part:
            if sentence != part.start and opens_paragraph(self.text, self.sentences, sentence):
                yield (), "blank"
            span = self.sentences.span(sentence)
            ranges = wrap(self.text, span.start, span.end, self.width)
            for number, (start, stop) in enumerate(ranges):
                yield (Piece(sentence, start, stop, number == 0),), "text"

    def _flowing(self, part: range) -> Iterator[Content]:
        pieces: list[Piece] = []
        used = 0
        for sentence in part:
            span = self.sentences.span(sentence)
            indent = used + self.MARKER
            if pieces and indent + 8 > self.width:
                yield tuple(pieces), "text"
                pieces, indent = [], self.MARKER
            ranges = wrap(self.text, span.start, span.end, self.width, indent)
            for number, (start, stop) in enumerate(ranges):
                if number:
                    yield tuple(pieces), "text"
                    pieces = []
                pieces.append(Piece(sentence, start, stop, number == 0))
            used = self._used(pieces) + 1
        yield tuple(pieces), "text"

    def _used(self, pieces: list[Piece]) -> int:
        inks = [cells(self.text[piece.start : piece.end]) for piece in pieces]
        return sum(inks) + self.MARKER * sum(piece.opens for piece in pieces) + len(pieces) - 1

    def first_row(self, sentence: int) -> Position:
        """Where a sentence, or the folded run that hides it, starts."""
        sentence = self.folds.shown(sentence)
        unit = self.unit_of(sentence)
        return next(
            Position(unit, row.line)
            for row in self.unit(unit)
            for piece in row.pieces
            if piece.sentence == sentence and piece.opens
        )

    def last_row(self, sentence: int) -> Position:
        """Where a sentence, or the folded run that hides it, ends."""
        sentence = self.folds.shown(sentence)
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
