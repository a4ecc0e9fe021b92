"""Rows of text: nothing lost, nothing too wide, no grapheme cut."""

from __future__ import annotations

import re
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import split_graphemes

from annotations.articles.article import Sentences
from tui.widgets import wrapping
from tui.widgets.row_layout import Position, Rows
from tui.widgets.wrapping import cells, wrap

TEXT = st.text(
    st.sampled_from("ab ,.  \u00a0日本e\u0301\u200b👩\u200d🚀—“”\u00ad\t"), min_size=1, max_size=120
)


@given(TEXT, st.integers(2, 40), st.integers(0, 8))
def test_rows_follow_each_other_and_fit(text: str, width: int, indent: int) -> None:
    """Joined, the rows are the text; no row has more ink than cells."""
    rows = wrap(text, 0, len(text), width, min(indent, width))
    assert rows[0][0] == 0
    assert rows[-1][1] == len(text)
    assert [end for _, end in rows[:-1]] == [start for start, _ in rows[1:]]
    for start, end in rows:
        ink = text[start:end].rstrip(" \t\u3000")
        assert cells(ink) <= width or len(split_graphemes(ink)[0]) == 1


@given(st.text("ab c“é—  \u00a0", max_size=80), st.integers(2, 30), st.integers(0, 6))
def test_the_quick_way_breaks_where_the_careful_one_does(
    text: str, width: int, indent: int
) -> None:
    """The careful way is taken where nothing counts as plain."""
    text, indent = text.lstrip(" "), min(indent, width)
    quick = wrap(text, 0, len(text), width, indent)
    with patch.object(wrapping, "_PLAIN", re.compile("(?!)")):
        careful = wrap(text, 0, len(text), width, indent)
    assert quick == careful


def test_breaks_at_spaces_and_never_at_a_no_break_space() -> None:
    """A figure stays with its unit."""
    text = "They swapped 314\u00a0prisoners on Thursday."
    rows = [text[start:end].rstrip() for start, end in wrap(text, 0, len(text), 15)]
    assert rows == ["They swapped", "314\u00a0prisoners", "on Thursday."]


def test_a_word_that_is_too_long_is_cut_between_graphemes() -> None:
    """A combining mark stays with its letter; a wide character counts two cells."""
    text = "e\u0301" * 10 + "日本語"
    rows = [text[start:end] for start, end in wrap(text, 0, len(text), 4)]
    assert rows == ["e\u0301" * 4, "e\u0301" * 4, "e\u0301" * 2 + "日", "本語"]


def _article(paragraphs: list[list[str]]) -> tuple[str, Sentences]:
    text, spans = "", []
    for number, paragraph in enumerate(paragraphs):
        text += "\n\n" if number else ""
        for place, sentence in enumerate(paragraph):
            text += " " if place else ""
            spans.append((len(text), len(text) + len(sentence)))
            text += sentence
    return text, Sentences(spans)


PARAGRAPHS = st.lists(
    st.lists(
        st.text("abc de", min_size=1, max_size=50).map(lambda t: t.strip() or "x"), min_size=1
    ),
    min_size=1,
    max_size=6,
)


@given(PARAGRAPHS, st.integers(12, 40), st.booleans())
def test_every_sentence_is_drawn_whole_in_either_layout(
    paragraphs: list[list[str]], width: int, flow: bool
) -> None:
    """The pieces of a sentence, joined, are the sentence."""
    text, sentences = _article(paragraphs)
    rows = Rows(text, sentences, width, flow=flow)
    drawn: dict[int, str] = {}
    for unit in range(len(rows)):
        for row in rows.unit(unit):
            for piece in row.pieces:
                drawn[piece.sentence] = (
                    drawn.get(piece.sentence, "") + text[piece.start : piece.end]
                )
    assert drawn == {i: sentences.span(i).of(text) for i in range(len(sentences))}


@given(PARAGRAPHS, st.integers(12, 40), st.booleans(), st.integers(-30, 30))
def test_moving_down_and_up_again_comes_back(
    paragraphs: list[list[str]], width: int, flow: bool, distance: int
) -> None:
    """Positions are rows of one long column."""
    text, sentences = _article(paragraphs)
    rows = Rows(text, sentences, width, flow=flow)
    column = [Position(row.unit, row.line) for unit in range(len(rows)) for row in rows.unit(unit)]
    start = column[len(column) // 2]
    target = rows.move(start, distance)
    expected = min(max(column.index(start) + distance, 0), len(column) - 1)
    assert target == column[expected]
