"""Where sentences end, through the one door that cuts."""

from __future__ import annotations

import textwrap
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.articles.article import Span
from annotations.comparison.report import compare
from annotations.language.analysis import analyse
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
    # A point between digits is inside a number, whatever follows.
    "The train left at 9.40 GMT on Friday.",
    "The share price fell 3.5 Wednesday.",
    "It fell 3.5 (from 3.8) in June.",
    "At 9.40 “Panorama” begins.",
    "Maj.-Gen. Holt and Lt.-Col. Ruiz spoke.",
    "Is that bus no. 7?",
    "«Мы остаёмся!» — сказала она.",
    "Die Fa. Huber schloss am Montag.",
    "Vgl. Abb. 4 im Anhang.",
    "Zobacz str. 5 i tab. 2 w aneksie.",
    "It fell 3.5 % in June.",
    "It closed at $12.75 Thursday, up from $12.50 Wednesday.",
    "($1 = 7.8125 Danish crowns)",
    "The loan is worth 1.5 Swiss francs.",
    # Abbreviations before numbers, letters, brackets and each other.
    "Take U.S. 40 east.",
    "The fine is Rs. 750 a day.",
    "See Fig. C for the rest.",
    "Moss et al. [1998] found it.",
    "Moss et al. (1998) found it.",
    "Adm. (ret.) Wye and Lt. Col. (Dr.) Poe spoke.",
    "Supt. Marsh, Det. Sgt. Cole and Cllr. Hume met.",
    "Hon. Justice R. K. Rao and Smt. Asha Das came.",
    "He went to Com. & Ind. at noon.",
    "Yahoo! Inc. and Guess? Inc. merged.",
    "Oakfield Inc. Chief Executive Ann Poe resigned.",
    # Other languages.
    "Die Bahn fuhr um 18.20 Uhr ab.",
    "Am 7. Oktober und am 9. Mai war frei.",
    "Im 18. Jahrhundert war das der 3. Stand.",
    "Das kostet 2 Mrd. Euro, z. B. Zölle bzw. Abgaben.",
    "В 2021 г. Россия подписала договор.",
    "Это верно, т. е. Правда.",
    "Él viajó a EE. UU. ayer con el Sr. Mora.",
    "M. Blanc et Mme Roux, nés en 40 av. J.-C., dorment.",
    "« Pourquoi ? » a demandé M. Blanc.",
    "Dhr. De Wit en mevr. Smit komen, d.w.z. Morgen.",
    # Names of files, addresses and versions.
    "Open read.me and setup.cfg of version 3.2.1 first.",
    "Write to desk@example.org or see docs.example.org.",
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
    ["It fell 3.5.", "Then it rose."],
    ["Exports fell in the U.S.", "Imports rose in Japan."],
    ["He works for Dale Inc.", "The firm is small."],
    ["Er kam 1990.", "Seine Frau blieb."],
    ["„Das ist wahr.“", "Er schwieg."],
    ["»Nein.«", "Er schwieg."],
    ["« Oui. »", "Elle part."],
    ["«Es tarde.»", "Nadie habló."],
    ["Mi hermano vivió siete años en EE. UU.", "La casa sigue en pie y no se vende."],
    ["i was there.", "it was great!", "we will come back."],
    ["Great fries :)", "Will come again."],
    ["He said (in a note) that it was over.", "She agreed."],
    ["It weighs 40 kg.", "The lid weighs 2."],
    ["She got an A.", "He got a B."],
]


WIRE = """Cranes fall in storm

Two cranes fell on Monday when the wind reached 120 km an hour, the port authority of Calder said\
 in a note to the owners of the ships in its harbour. Capt. Ada Marsh said that the third one would\
 be held by cables until about 6 p.m. on Tuesday.

“Nobody was warned,” said Ada Marsh, the harbour master. “The wind came early, and it was stronger\
 than the forecast had said, so that we had no time to lower the arms.”

The owner, Oakfield Ltd., declined to comment on the $3.5 million that the repairs will cost."""


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


@pytest.mark.parametrize(
    "parts",
    [
        ['"这是真的。"她说。', "我们去看《你好！世界》好吗？"],
        ["“走吧。”他说。", "没有人回答。"],
        ["「はい。」と彼女は答えた。", "『さらば！友よ』を見た。"],
        ["他说：“好！”", "然后走了。"],
        ["公司（成立于1990年。）很小。", "它在上海。"],
        ["「雨だ。", "帰ろう。」", "誰もいない。"],
        ["『好吗？』他问。", "没有人回答。"],
    ],
    ids=lambda parts: parts[0],
)
def test_a_closing_mark_belongs_to_what_it_closes(parts: list[str]) -> None:
    """Titles and brackets are never cut, and the words behind a quotation say who spoke."""
    assert sentences("".join(parts)) == parts


@pytest.mark.parametrize("width", [40, 58, 72, 80])
def test_a_wrapped_text_is_cut_like_the_same_text_unwrapped(width: int) -> None:
    """Sentences and quotations run over its line ends, and nothing else differs."""
    lines = [textwrap.fill(paragraph, width) for paragraph in WIRE.split("\n\n")]
    wrapped = "\n\n".join(lines)
    assert wrapped != WIRE
    assert len(wrapped) == len(WIRE)
    ours, theirs = article(wrapped), article(WIRE)
    assert list(cut(ours).spans) == list(cut(theirs).spans)
    assert analyse(ours).quotations == analyse(theirs).quotations
    assert [quotation.speaker for quotation in analyse(ours).quotations] == ["Ada Marsh"] * 2
    assert analyse(ours).mentions == analyse(theirs).mentions
    comparison = compare(ours, theirs, cut(ours), cut(theirs))
    assert comparison.summary.count("same") == len(cut(ours))
    assert not comparison.conflicts


def test_a_line_end_that_somebody_put_is_a_boundary() -> None:
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


@pytest.mark.parametrize(
    "part",
    [
        *(
            "Mr. ",
            "U.S. ",
            "(",
            "“",
            "A. ",
            "1. ",
            ". ",
            ".",
            '!" ',
            "。",
            "《。",
            '"。',
            "…",
            "z. B. ",
        ),
        *("3. Mai ", "he. it ", "[4]", ".[4]", "« . » ", "p.m. ", ":) A", "Photo: A ", "Inc. ("),
        *("5 p.m. (A. ", "“。", "』。", "a.b. C", "Guess? Inc. ", "！", "？」", "1 a. M", "“A.“ "),
    ],
)
def test_time_is_linear_in_what_is_repeated(part: str) -> None:
    """A text of one fragment takes no longer than one of another."""
    text = part * (300_000 // len(part))
    begun = time.process_time()
    cut(article(text))
    assert time.process_time() - begun < 4


_PAIRS = ["“ ”", '" "', "「 」", "『 』", "‘ ’"]
_WORDS = ["It rains", "他说", "走了", "No", "Mr. Holt", "3.5", "ja"]
_ENDS = ["", ".", "!", "?", "。", "！", "？", ",", "，", "..."]
_AROUND = ["He said ", "他说", "と言った", " said Holt", ". ", "。", "\n", " ", "：", "It fell. "]


@given(
    st.lists(st.sampled_from(_AROUND), max_size=4).map("".join),
    st.sampled_from(_PAIRS),
    st.lists(st.tuples(st.sampled_from(_WORDS), st.sampled_from(_ENDS)), min_size=1, max_size=4),
    st.lists(st.sampled_from(_AROUND), max_size=4).map("".join),
)
def test_no_edge_of_a_sentence_lies_between_a_quotation_and_its_marks(
    before: str, pair: str, said: list[tuple[str, str]], after: str
) -> None:
    """In any script, with any stop; and no mark is in no sentence."""
    opening, closing = pair.split()
    body = " ".join(word + end for word, end in said)
    whole = article(before + opening + body + closing + after)
    text, cuts = whole.text, cut(whole)
    edges = [edge for one in cuts for edge in one.span]
    for quotation in analyse(whole, cuts).quotations:
        start, end = quotation.span
        for edge in edges:
            if start < edge < end:
                assert any(map(str.isalnum, text[start:edge]))
                assert any(map(str.isalnum, text[edge:end]))
    covered = "".join(one.span.of(text) for one in cuts)
    assert "".join(covered.split()) == "".join(text.split())


def test_marks_without_a_word_close_the_sentence_before() -> None:
    """A mark behind a stop without a space is neither lost nor alone."""
    assert sentences("“It rains.”He left.") == ["“It rains.”", "He left."]
    assert sentences("It was late. ... !") == ["It was late. ... !"]
