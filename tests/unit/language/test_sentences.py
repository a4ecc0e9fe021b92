"""Where sentences end, through the one door that cuts."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.articles.article import Span
from annotations.language.sentences import CUTTER, cut
from tests.unit.language.material import article, sentences

ONE = [
    "Gen. Ada M. Ruiz met Mr. Holt at St. Paul’s on Jan. 5.",
    "The U.S. Senate and the U.N. Security Council met.",
    "It opens at 9 a.m. on Mondays and at 10 a.m. Saturdays.",
    "At 5 a.m. Mr. Holt went out.",
    "No. 2 seed Ana Vidal beat No. 7 Petra Holm.",
    "“Where is it?” Mr. Holt asked.",
    "“Go!” shouted the coach.",
    "She asked, “Why?” and left.",
    "He waited … and waited.",
    "I thought ... I thought you knew.",
    "Prices rose 3.5 percent, see www.example.org for more.",
    "The coach (he had studied in Graz.) retired.",
    "Fresno, Calif., is hot.",
    "PORT CALDER, Ostra (AP) — The ferry sank.",
    "1. Open the valve.",
    "They sued Oakfield Inc. and Holt & Sons Ltd. of Leeds.",
    "He earned a Ph.D. in physics.",
]

MANY = [
    ["He moved to the U.S.", "She stayed."],
    ["It closed at 9 P.M.", "Mr. Holt went home."],
    ["“It is over,” she said.", "“Go home.”"],
    ["“It is over.”", "He sat down."],
    ["Who won?", "Nobody!", "Then why cheer?!"],
    ["We tried....", "They won."],
    ["The two were he and I.", "She won."],
    ["They took Plan B.", "It failed."],
    ["He lives in Fresno, Calif.", "Police know him."],
    ["Bring pens, paper, etc.", "The desk is bare."],
    ["The paper was wrong.[4]", "It said so.[5][6]"],
    ["It ended in Dec.", "January was dry."],
    ["1. Milk", "2. Eggs", "3. Bread"],
    ["The plan was “dead.”", "No one disagreed."],
    ["The island is small.", "(It has no name.)", "No one lives there."],
    ["He said no.", "5 of them left."],
    ["The text lost a space.", "The reader did not."],
    ["eBay grew.", "eBay then shrank."],
]


@pytest.mark.parametrize("text", ONE)
def test_a_stop_inside_a_sentence_does_not_end_it(text: str) -> None:
    """Titles, initials, times, dots and marks of quotation leave these sentences whole."""
    assert sentences(text) == [text]


@pytest.mark.parametrize("parts", MANY, ids=lambda parts: parts[0])
def test_a_stop_at_the_end_of_a_sentence_ends_it(parts: list[str]) -> None:
    """The same abbreviations and marks end these."""
    assert sentences(" ".join(parts)) == parts


def test_a_missing_space_is_no_missing_boundary() -> None:
    """Feeds lose the space between sentences now and then."""
    assert sentences("It sank on Monday.The crew lived.") == [
        "It sank on Monday.",
        "The crew lived.",
    ]


def test_other_scripts_have_their_own_stops() -> None:
    """With and without a space behind them."""
    assert sentences("东京今天下雨。你好吗？很好！") == ["东京今天下雨。", "你好吗？", "很好！"]
    assert sentences("यह एक वाक्य है। यह दूसरा है।") == ["यह एक वाक्य है।", "यह दूसरा है।"]
    assert sentences("Привет. Хорошо.") == ["Привет.", "Хорошо."]


def test_a_line_end_is_always_a_boundary() -> None:
    """Headlines and lists have no stops."""
    text = "Storm hits coast\n\n  Rescuers search for two men\nBy Ana Vidal\n"
    assert sentences(text) == ["Storm hits coast", "Rescuers search for two men", "By Ana Vidal"]


def test_the_cutter_is_named_and_boilerplate_is_known() -> None:
    """What is stored with an article says who cut it and what is not work."""
    text = "The ferry sank.\nThe post Ferry Sinks appeared first on Ledger."
    one = article(text)
    cut_ = cut(one)
    assert cut_.cutter == CUTTER
    assert [sentence.zone for sentence in cut_] == ["body"] * 2


@given(
    st.text(alphabet=st.sampled_from("aA .!?\n“”\"'’()[1]2.…。—,•bU.S.Mr\u00a0\u2028"), max_size=80)
)
def test_sentences_cover_everything_but_white_space(text: str) -> None:
    """In order, not overlapping, trimmed, on one line each."""
    at = 0
    for span in cut(article(text)).spans:
        assert at <= span.start < span.end
        assert text[at : span.start].strip() == ""
        piece = span.of(text)
        assert piece == piece.strip()
        assert "\n" not in piece
        at = span.end
    assert text[at:].strip() == ""


@given(st.text(max_size=60))
def test_any_text_can_be_cut_twice_the_same_way(text: str) -> None:
    """No text breaks the cutter, and it always says the same."""
    assert list(cut(article(text)).spans) == list(cut(article(text)).spans)


def test_cutting_is_fast() -> None:
    """Far below what a person would notice: 2 MB in less than a second on any machine."""
    text = (
        "The ferry sank on Monday. “We saw it,” Mr. Holt said. It was 5 p.m. in the U.S.\n" * 25_000
    )
    begun = time.process_time()
    assert len(cut(article(text))) == 75_000
    assert time.process_time() - begun < 1.5


def test_spans_are_code_points() -> None:
    """Letters beyond the basic plane count once."""
    text = "🚢 sank. 🚢🚢 did not."
    assert list(cut(article(text)).spans) == [Span(0, 7), Span(8, 19)]
