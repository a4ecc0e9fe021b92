"""Rows on demand: folded runs take two, the panes of a table have rows of one height."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotations.articles.article import Article, Sentences, Span
from annotations.workflow.folds import Folds
from annotations.workflow.open_article import Sheet
from tests.unit.tui.test_alignment_grid import alignments
from tui.widgets.alignment_grid import Grid
from tui.widgets.row_layout import Rows
from tui.widgets.table import Table, TableRows

lengths = st.integers(1, 30)
breaks = st.sampled_from([" ", " ", "\n"])


@st.composite
def articles(draw: st.DrawFn, count: int) -> tuple[str, Sentences]:
    """So many sentences of any length, in paragraphs of any length."""
    text, spans = "", []
    for _ in range(count):
        text += draw(breaks) if text else ""
        start = len(text)
        text += " ".join(["word"] * draw(lengths))
        spans.append((start, len(text)))
    return text, Sentences(spans)


@st.composite
def folds(draw: st.DrawFn, count: int) -> Folds:
    """Runs anywhere."""
    edges = sorted(draw(st.sets(st.integers(0, count), max_size=6)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return Folds(range(start, stop) for start, stop in pairs)


@given(st.data(), st.integers(1, 10), st.integers(10, 40), st.booleans())
def test_every_sentence_is_shown_or_folded(
    data: st.DataObject, count: int, width: int, flow: bool
) -> None:
    """Once, in order; a folded run is two rows, found by each of its sentences."""
    text, sentences = data.draw(articles(count))
    folded = data.draw(folds(count))
    rows = Rows(text, sentences, width, flow=flow, folds=folded)
    window = rows.window(rows.move(rows.first_row(0), -5), 10_000)
    opened = [piece.sentence for row in window for piece in row.pieces if piece.opens]
    assert opened == sorted({folded.shown(sentence) for sentence in range(count)})
    kinds = [row.kind for row in window]
    assert kinds.count("fold") == kinds.count("hint") == len(folded.runs)
    for sentence in range(count):
        first, last = rows.first_row(sentence), rows.last_row(sentence)
        assert first <= last
        if folded.at(sentence):
            assert rows.move(first, 1) == last


@given(st.data(), st.integers(1, 8), st.integers(8, 40), st.integers(8, 40))
def test_the_sides_of_a_table_have_rows_of_one_height(
    data: st.DataObject, count: int, left: int, right: int
) -> None:
    """Counterparts start on one row, whatever the widths; nothing but gaps where one is alone."""
    counts = [count, data.draw(st.integers(0, 8))]
    alignment = data.draw(alignments(*counts))
    grid = Grid.of(counts, {(0, 1): alignment})
    folded = [
        Folds(grid.runs(side, alone, least=2))
        for side, alone in enumerate((alignment.removed, alignment.added))
    ]
    table = Table(grid.folded(folded))
    sides = [
        TableRows(*data.draw(articles(counts[side])), width, folded[side], table, side)
        for side, width in enumerate((left, right))
    ]
    for unit in range(len(table.grid)):
        one, other = (side.unit(unit) for side in sides)
        assert len(one) == len(other) > 0
        for side, rows in zip(sides, (one, other), strict=True):
            assert bool(side.part(unit)) != all(row.kind == "gap" for row in rows)
    for pair in alignment.chain:
        first = sides[0].part(sides[0].unit_of(pair.a)).start
        opposite = sides[1].part(sides[1].unit_of(pair.b)).start
        assert sides[0].first_row(first) == sides[1].first_row(opposite)


@given(st.integers(0, 9), st.sampled_from([-1, 1]), st.sets(st.integers(0, 9)), st.data())
def test_the_cursor_stops_at_a_folded_run_once(
    index: int, step: int, boilerplate: set[int], data: st.DataObject
) -> None:
    """It goes on from any of its sentences, and credits alone are no stop."""
    spans = [Span(6 * i, 6 * i + 5) for i in range(10)]
    sentences = Sentences(spans, [spans[i] for i in boilerplate])
    sheet = Sheet(Article(id="a", text=" ".join(["Word."] * 10)), sentences)
    sheet.folds = data.draw(folds(10))
    found = sheet.next_stop(index, step)
    here, there = sheet.folds.shown(index), sheet.folds.shown(found)
    assert (there - here) * step >= 0
    if there != here:
        between = range(min(here, there) + 1, max(here, there))
        passed = [i for i in between if sheet.folds.shown(i) not in (here, there)]
        assert not any(map(sheet.is_work, passed))
        assert sheet.is_work(found)
