"""How a sheet looks: the header, the gutter, the text in its colours, one row at a time."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from annotations.workflow.folds import NO_FOLDS
from tui.sanitize import is_address, safe
from tui.widgets.highlights import Highlights
from tui.widgets.row_builder import Line
from tui.widgets.row_layout import Piece, Row, Rows

if TYPE_CHECKING:
    from annotations.labels import LabelScheme
    from annotations.workflow.open_article import Sheet
    from annotations.workflow.pair_view import Beside
    from tui.theme import Palette
    from tui.widgets.glyphs import Glyphs

GUTTER = 5
"""Cells left of the text: cursor, label, mark, alignment, space."""


_PROPOSED = Style(italic=True, dim=True, bold=False)
_COPIED = Style(bold=False)


class SheetDrawing(Widget):
    """Draws rows of a sheet; which rows, `SheetScrolling` knows."""

    def __init__(self, palette: Palette, scheme: LabelScheme, glyphs: Glyphs) -> None:
        super().__init__()
        self.palette = palette
        self.scheme = scheme
        self.glyphs = glyphs
        self.sheet: Sheet | None = None
        self.is_current = False
        self.at: int | None = None
        """The sentence to mark and keep in view instead of the sheet's cursor, if any."""
        self.flow = False
        self.shown: frozenset[str] = frozenset()
        """Kinds of highlight that are drawn."""
        self.highlights = Highlights()
        self.hits = Highlights()
        """Where the search matched."""
        self.lit = ""
        """The entity whose mentions stand out."""
        self.heading = ""
        self.beside: Beside | None = None
        """The sheet in the light of the one beside it, once they are compared."""
        self.differences = True
        """Whether what differs is marked."""
        self.folds = NO_FOLDS
        """The runs that are drawn as one line."""
        self.unfold_key = ""
        """What unfolds a run, for people."""

    @property
    def cursor(self) -> int:
        """The sentence that is marked and kept in view; of a folded run, the first."""
        assert self.sheet is not None
        marked = self.sheet.cursor if self.at is None else self.at
        return self.folds.shown(marked) if self.folds.runs else marked

    def state_of(self, sentence: int) -> tuple[object, ...]:
        """All that the look of a sentence depends on."""
        assert self.sheet is not None
        sheet = self.sheet
        at_cursor = self.cursor == sentence
        in_range = sheet.anchor is not None and self._is_selected(sentence)
        look = at_cursor and (1 + self.is_current), in_range
        if (run := self.folds.at(sentence)) is not None:
            return *look, self._labelled_in(run)
        proposal = sheet.proposals.get(sentence)
        proposed = proposal.label if proposal else "", sentence in sheet.stale
        tag = sheet.tag(sentence)
        said = tag.label, tag.unsure, bool(tag.note), tag.saving == "failed", tag.is_copy
        return *look, *said, *proposed

    def _is_selected(self, sentence: int) -> bool:
        """Whether a sentence, or something of the folded run that it opens, is in the range."""
        assert self.sheet is not None
        if self.sheet.anchor is None:
            return False
        selection = self.sheet.selection
        run = self.folds.at(sentence) or range(sentence, sentence + 1)
        return run.start < selection.stop and selection.start < run.stop

    def _labelled_in(self, run: range) -> int:
        assert self.sheet is not None
        tags = self.sheet.tags
        return sum(bool(tag.label) for index, tag in tags.items() if index in run)

    @property
    def header_look(self) -> tuple[object, ...]:
        """All that the look of the header depends on, besides what `repaint` is called for."""
        sheet = self.sheet
        counts = (sheet.labelled, sheet.work) if sheet is not None else None
        return counts, self.heading, self.is_current, self.size.width

    def header(self) -> Strip:
        """The row above the text: which article, and how far it is labelled."""
        palette = self.palette
        line = Line(self.size.width, palette.bar if self.is_current else palette.bar_faint)
        if self.sheet is None:
            return line.strip()
        sheet, sign = self.sheet, self.glyphs.current if self.is_current else " "
        line.right(f" {sheet.labelled}/{sheet.work} ")
        line.add(sign, palette.bar_bold)
        url = sheet.article.url
        link = Style(link=url) if is_address(url) else Style()
        line.add(" ")
        line.add(self.heading, (palette.bar_bold if self.is_current else palette.bar_faint) + link)
        return line.strip()

    def rail(self, y: int, height: int, *, thumb: bool) -> Segment:
        """The scroll column beside row `y`, from 1: what differs there, brighter where visible.

        One glyph a slice of the article, that of the sentence which differs most.
        """
        palette = self.palette
        style = palette.text if thumb else palette.text_faint
        if self.beside is not None and self.differences:
            worst = self.beside.overview(height)[y - 1]
            if worst is not None:
                if worst in self.beside.conflicts:
                    style = palette.text + palette.error
                return Segment(self.glyphs.of(self.beside.sign(worst)), style)
        return Segment(self.glyphs.thumb if thumb else self.glyphs.rail, style)

    def draw_row(self, row: Row, rail: Segment) -> Strip:
        """One row of the text, `rail` at its right edge."""
        width = self.size.width
        base = self.palette.text
        if row.kind in ("rule", "gap"):
            return Strip([Segment(self._nothing(row), self.palette.text_faint), rail], width)
        if row.kind in ("fold", "hint"):
            return self._fold(row, rail)
        fill = self._under(row.pieces[0].sentence) if row.pieces and not self.flow else base
        segments = self._gutter(row, fill)
        used = GUTTER
        for number, piece in enumerate(row.pieces):
            under = self._under(piece.sentence) if self.flow else fill
            if self.flow and piece.opens:
                segments.append(Segment(f"{self._letter(piece)} ", self._label_style(piece, under)))
                used += Rows.MARKER
            is_last = number == len(row.pieces) - 1
            drawn = self._piece(piece, under, cut=is_last)
            used += sum([segment.cell_length for segment in drawn])
            segments.extend(drawn)
            if not is_last:
                segments.append(Segment(" ", base))
                used += 1
        segments.append(Segment(" " * max(width - 1 - used, 0), fill))
        segments.append(rail)
        return Strip(_joined(segments)).adjust_cell_length(width, base)

    def _nothing(self, row: Row) -> str:
        """What stands where only another pane has text."""
        room = self.size.width - 1
        if row.kind == "gap":
            return f"{self.glyphs.gap:>{GUTTER - 1}}".ljust(room)
        text = f" {self.glyphs.rule * 3} only in the other article "
        return f"{text:{self.glyphs.rule}<{room}}"[:room]

    def _fold(self, row: Row, rail: Segment) -> Strip:
        """A folded run: how many sentences it hides, or how to see them."""
        palette, sentence = self.palette, row.pieces[0].sentence
        run = self.folds.at(sentence) or range(0)
        under, here = self._under(sentence), self.cursor == sentence
        bar = self.glyphs.bar if self.is_current else self.glyphs.bar_idle
        line = Line(self.size.width - 1, under, self.glyphs.cut)
        line.add(bar if here else " ", palette.accent if here else None)
        if row.kind == "fold":
            line.add(f"{self.glyphs.fold:>{GUTTER - 2}} {len(run):,} sentences only here")
            if labelled := self._labelled_in(run):
                line.add(f", {labelled:,} of them labelled")
        else:
            line.add(f"{'':{GUTTER - 1}}{self.unfold_key} unfolds them", palette.faint)
        return Strip([*line.strip(), rail], self.size.width)

    def _under(self, sentence: int) -> Style:
        """What the text of a sentence lies on."""
        assert self.sheet is not None
        sheet, palette = self.sheet, self.palette
        no_work = sheet.sentences.is_boilerplate(sentence) or (
            sheet.skipped and sheet.is_skipped(sentence)
        )
        base = palette.text_faint if no_work else palette.text
        if sheet.anchor is not None and self._is_selected(sentence):
            return base + palette.range
        if self.cursor == sentence:
            return base + (palette.cursor if self.is_current else palette.cursor_idle)
        return base

    def _gutter(self, row: Row, under: Style) -> list[Segment]:
        palette = self.palette
        if not row.pieces:
            return [Segment(" " * GUTTER, palette.text)]
        here = self.cursor in [piece.sentence for piece in row.pieces]
        bar = (self.glyphs.bar if self.is_current else self.glyphs.bar_idle) if here else " "
        opening = next((piece for piece in row.pieces if piece.opens), None)
        if opening is None:
            if not here:
                return [Segment(" " * GUTTER, under)]
            return [Segment(bar, palette.text_accent), Segment(" " * (GUTTER - 1), under)]
        letter = " " if self.flow else self._letter(opening)
        return [
            Segment(bar, palette.text_accent if here else under),
            Segment(letter, self._label_style(opening, under)),
            Segment(*self._mark(opening.sentence, under)),
            Segment(*self._difference(opening.sentence, under)),
            Segment(" ", under),
        ]

    def _difference(self, sentence: int, under: Style) -> tuple[str, Style]:
        """The sign of what became of a sentence in the other article."""
        if self.beside is None or not self.differences:
            return " ", under
        found = self.beside.class_of(sentence)
        style = self.palette.error if found == "conflict" else self.palette.faint
        return self.glyphs.of(self.beside.sign(sentence)), under + style

    def _letter(self, piece: Piece) -> str:
        assert self.sheet is not None
        tag = self.sheet.tag(piece.sentence)
        if tag.label:
            return self.scheme.letter(self.scheme.find(tag.label))
        if proposal := self.sheet.proposals.get(piece.sentence):
            return self.scheme.letter(self.scheme.find(proposal.label)).lower()
        return (
            " " if self.sheet.sentences.is_boilerplate(piece.sentence) else self.glyphs.unlabelled
        )

    def _label_style(self, piece: Piece, under: Style) -> Style:
        assert self.sheet is not None
        tag = self.sheet.tag(piece.sentence)
        if not tag.label and (proposal := self.sheet.proposals.get(piece.sentence)):
            return under + self.palette.label(self.scheme.find(proposal.label)) + _PROPOSED
        if not tag.label:
            return under + self.palette.faint
        own = under + self.palette.label(self.scheme.find(tag.label))
        return own + _COPIED if tag.is_copy else own

    def _mark(self, sentence: int, under: Style) -> tuple[str, Style]:
        assert self.sheet is not None
        tag, palette = self.sheet.tag(sentence), self.palette
        if tag.saving == "failed":
            return self.glyphs.failed, under + palette.error
        if tag.unsure:
            return self.glyphs.unsure, under + palette.warning
        if sentence in self.sheet.stale:
            return self.glyphs.stale, under + palette.warning
        if tag.note:
            return self.glyphs.note, under + palette.warning
        if tag.is_copy:
            return self.glyphs.carried, under + palette.faint
        if not tag.label and sentence in self.sheet.proposals:
            return self.glyphs.proposed, under + palette.faint
        return " ", under

    def _piece(self, piece: Piece, under: Style, *, cut: bool) -> list[Segment]:
        """The text of a piece in its colours; `cut` drops the spaces that hang over."""
        assert self.sheet is not None
        text, start, end = self.sheet.article.running_text, piece.start, piece.end
        if cut:
            end = start + len(text[start:end].rstrip())
        layers = self._layers(piece.sentence, start, end)
        if not layers:
            return [Segment(safe(text[start:end]), under)]
        cuts = sorted({start, end, *[c for s, e, _ in layers for c in (s, e) if start < c < end]})
        segments = []
        for left, right in pairwise(cuts):
            style = under
            for span_start, span_end, layer in layers:
                if span_start <= left and right <= span_end:
                    style += layer
            segments.append(Segment(safe(text[left:right]), style))
        return segments

    def _layers(self, sentence: int, start: int, end: int) -> list[tuple[int, int, Style]]:
        """What is laid over `start` to `end`: differences, highlights, lit names, hits."""
        palette = self.palette
        layers: list[tuple[int, int, Style]] = []
        assert self.sheet is not None
        is_boilerplate = self.sheet.sentences.is_boilerplate(sentence)
        if self.beside is not None and self.differences and not is_boilerplate:
            side = "gone" if self.beside.is_earlier else "new"
            kind = side if self.beside.is_edited(sentence) else "shared"
            words = self.beside.marked_words(sentence)
            layers += [(*span, palette.words[kind]) for span in words]
        for item in self.highlights.between(start, end):
            if item.kind in self.shown:
                layers.append((item.start, item.end, palette.kinds[item.kind]))
            if item.entity and item.entity == self.lit:
                layers.append((item.start, item.end, palette.lit))
        if self.beside is not None and self.differences:
            conflicts = self.beside.conflicts.get(sentence, ())
            layers += [(*conflict.here, palette.conflict) for conflict in conflicts]
        layers += [(hit.start, hit.end, palette.hit) for hit in self.hits.between(start, end)]
        return layers


def _joined(segments: list[Segment]) -> list[Segment]:
    """The same row in fewer segments: Textual's work, and the bytes sent, go by their number."""
    joined = segments[:1]
    for segment in segments[1:]:
        if segment.style is joined[-1].style or segment.style == joined[-1].style:
            joined[-1] = Segment(joined[-1].text + segment.text, segment.style)
        else:
            joined.append(segment)
    return joined
