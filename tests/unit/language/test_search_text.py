"""What counts as the same words in a search, and where they stand in the text as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.language.search_text import MOST_HITS, Words, search_text


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("PRICES", "prices rose", ["prices"]),
        ("prices", "PRICES Rose", ["PRICES"]),
        ("don't", "They don’t and don't.", ["don’t", "don't"]),
        ("“no”", 'He said "no", then “no” and «no».', ['"no"', "“no”", "«no»"]),
        ('"no"', "He said „no“.", ["„no“"]),
        ("cafe", "The Café and the cafe\u0301", ["Café", "cafe\u0301"]),
        ("café", "the cafe", ["cafe"]),
        ("strasse", "Die Straße, STRASSE", ["Straße", "STRASSE"]),
        ("Malmö", "in MALMO", ["MALMO"]),
        ("oresund", "the Øresund bridge", ["Øresund"]),
        ("istanbul", "İstanbul", ["İstanbul"]),
        ("ten per cent", "ten\nper  cent, ten\u00a0per\u2009cent", None),
        ("news", "ne\u00adws and n\u200bews", ["ne\u00adws", "n\u200bews"]),
        ("12", "１２ ships", ["１２"]),
        ("wait...", "Wait… there", ["Wait…"]),
        ("1-2", "1–2 and 1\u20112", ["1–2", "1\u20112"]),
        ("fi", "ﬁve", ["ﬁ"]),
        ("f", "ﬁve", []),
        ("가", "각", []),
        ("кии", "КИЙ", ["КИЙ"]),
        ("οδος", "ΟΔΌΣ", ["ΟΔΌΣ"]),
        ("سلام", "سَلَام", ["سَلَام"]),
        ("a+b (c)", "a+b (c)", ["a+b (c)"]),
        ("", "anything", []),
        ("  \u00ad ", "anything", []),
    ],
)
def test_what_is_the_same(typed: str, text: str, found: list[str] | None) -> None:
    """Capitals, accents, quotes, dashes, forms of digits, white space, what is not seen."""
    places = [span.of(text) for span in Words(typed).find(text)]
    if found is None:
        found = text.split(", ")
    assert [one.removesuffix("\u0301") for one in places] == [
        one.removesuffix("\u0301") for one in found
    ]


@given(st.text(), st.data())
def test_what_was_copied_from_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    """Whatever the text: any part of it, typed, has a place that reads the same."""
    start = data.draw(st.integers(0, len(text)))
    part = text[start : data.draw(st.integers(start, len(text)))]
    words = Words(part)
    places = words.find(text)
    wanted = search_text(part).letters.split()
    assert bool(places) or words.is_empty
    for span in places:
        assert 0 <= span.start < span.end <= len(text)
        assert search_text(span.of(text)).letters.split() == wanted


def test_one_article_has_so_many_hits_at_most() -> None:
    """A letter of a long text ends somewhere."""
    assert len(Words("a").find("a" * (MOST_HITS + 5))) == MOST_HITS
