"""Which sentence belongs to which: what was done to a text is what the alignment says."""

from __future__ import annotations

import pytest

from annotations.comparison.alignment import BUDGETED, Pair, align
from annotations.comparison.model import Place

from .material import REPORT, Cut, aligned, cut_of, links


def test_an_article_and_itself() -> None:
    """Every sentence is the same, none moved, and confidence is sure."""
    report = cut_of(REPORT)
    alignment = aligned(report, report)
    assert links(alignment) == {(i, i) for i in range(len(REPORT))}
    assert {(p.relation, p.moved, p.confidence, p.score) for p in alignment.pairs} == {
        ("same", 0, "sure", 1.0)
    }


def test_quotes_and_spaces_do_not_make_a_difference() -> None:
    """What publishers vary is folded: curly quotes, dashes, no-break spaces."""
    other = [text.replace("“", '"').replace("”", '"').replace(" a ", "\u00a0a ") for text in REPORT]
    alignment = aligned(cut_of(REPORT), cut_of(other))
    assert {pair.relation for pair in alignment.pairs} == {"same"}


def test_added_and_removed() -> None:
    """A sentence that only one article has is in no pair."""
    new = "A choir of bus drivers sang in the main square at midnight."
    other = cut_of([*REPORT[:3], new, *REPORT[4:]])
    alignment = aligned(cut_of(REPORT), other)
    assert alignment.removed == (3,)
    assert alignment.added == (3,)
    assert links(alignment) == {(i, i) for i in range(len(REPORT)) if i != 3}


def test_edited() -> None:
    """A few other words make a sentence edited, whatever its figures say."""
    changed = REPORT[7].replace("$14 million", "$19 million").replace("expected", "likely")
    alignment = aligned(cut_of(REPORT), cut_of([*REPORT[:7], changed, *REPORT[8:]]))
    [pair] = alignment.of_a(7)
    assert (pair.b, pair.relation, pair.moved) == (7, "edited", 0)


def test_rewritten() -> None:
    """Other words for the same news make it rewritten, if enough telling ones are left."""
    changed = "Long queues are feared in the old tunnel, where another 30,000 cars will have to go."
    alignment = aligned(cut_of(REPORT), cut_of([*REPORT[:3], changed, *REPORT[4:]]))
    [pair] = alignment.of_a(3)
    assert (pair.b, pair.relation) == (3, "rewritten")


def test_split_and_merged() -> None:
    """The parts of a split are pairs of one sentence; seen from the other side it is a merger."""
    parts = (
        "Engineers found cracks in four of the steel cables.",
        "They came upon them during a routine inspection in May.",
    )
    one, two = cut_of(REPORT), cut_of([REPORT[0], *parts, *REPORT[2:]])
    alignment = aligned(one, two)
    assert {(p.a, p.b) for p in alignment.pairs if p.relation == "split"} == {(1, 1), (1, 2)}
    flipped = aligned(two, one)
    assert {(p.a, p.b) for p in flipped.pairs if p.relation == "merged"} == {(1, 1), (2, 1)}


def test_a_sentence_that_moved() -> None:
    """It keeps its relation, says how far it went, and is not in the chain."""
    order = [0, 8, 1, 2, 3, 4, 5, 6, 7, 9]
    alignment = aligned(cut_of(REPORT), cut_of([REPORT[i] for i in order]))
    [pair] = alignment.of_a(8)
    assert (pair.b, pair.relation, pair.moved) == (1, "same", -7)
    assert [p for p in alignment.pairs if p.moved] == [pair]
    assert pair not in alignment.chain


def test_a_block_that_moved_takes_its_edited_sentences_along() -> None:
    """A weak pair inside a moved block is kept because its neighbours are sure."""
    weak = "Owners of shops worry about customers staying away."
    block = [REPORT[4], weak, REPORT[6]]
    rest = [text for i, text in enumerate(REPORT) if i not in (4, 5, 6)]
    alignment = aligned(cut_of(REPORT), cut_of(block + rest))
    assert {(4, 0), (5, 1), (6, 2)} <= links(alignment)


def test_a_sentence_of_stop_words_finds_its_place_by_its_neighbours() -> None:
    """It has no telling word, so only its neighbours lead to it."""
    before = (REPORT[0], "We had to go in after them, he said.", REPORT[1])
    after = (REPORT[0], "“We had to go in after them,” he then said.", REPORT[1])
    assert (1, 1) in links(aligned(cut_of(before), cut_of(after)))


def test_repeated_sentences_are_paired_in_order() -> None:
    """The first copy with the first, the second with the second."""
    twice = (REPORT[0], "Nobody was hurt.", REPORT[1], "Nobody was hurt.", REPORT[3])
    assert links(aligned(cut_of(twice), cut_of(twice))) == {(i, i) for i in range(5)}


def test_strangers_share_nothing() -> None:
    """Articles about different things have no pairs, although both report and cost money."""
    other = (
        "The orchestra will tour South America for the first time next year, its director said.",
        "Critics praised a routine performance in May as the best of the season.",
        "Tickets will cost up to $140, and the first hundred of them have been sold already.",
        "Additional reporting by the culture desk.",
    )
    assert links(aligned(cut_of(REPORT), cut_of(other))) == set()


def test_credits_of_strangers_are_not_paired() -> None:
    """Boilerplate looks alike everywhere, so it needs more in common than the report does."""
    a = cut_of([*REPORT, "Additional reporting by Ann Alder and the Ostra bureau."], [len(REPORT)])
    b = cut_of([*REPORT, "Additional reporting by the Zurich and Rome bureaus."], [len(REPORT)])
    assert links(aligned(a, b)) == {(i, i) for i in range(len(REPORT))}
    assert len(aligned(a, a).pairs) == len(REPORT) + 1


def test_an_apposition_alone_is_no_pair() -> None:
    """Who somebody is stands in many sentences; what happened does not."""
    role = "Maria Orlova, who runs the port authority and sits on the city council"
    a = cut_of([*REPORT, f"{role}, was hopeful on Thursday morning."])
    b = cut_of(["On Saturday the envoy dined in Rome with " + role + ".", *REPORT])
    assert 10 not in {pair.a for pair in aligned(a, b).pairs}


@pytest.mark.parametrize(
    ("a", "b"),
    [((), ()), ((), REPORT), (REPORT, ()), (("",), ("",)), (("...",), ("!?",))],
    ids=["both empty", "a empty", "b empty", "blank", "no words"],
)
def test_texts_without_words(a: tuple[str, ...], b: tuple[str, ...]) -> None:
    """Nothing to compare is no error."""
    alignment = aligned(cut_of(a), cut_of(b))
    assert alignment.pairs == ()
    assert alignment.removed == tuple(range(len(a)))
    assert alignment.added == tuple(range(len(b)))


def test_scripts_without_spaces() -> None:
    """Each letter counts as a word, so an edited Chinese sentence is found."""
    a = cut_of(["大桥将从星期一起关闭十一周。", "工程师在检查中发现四根钢缆有裂缝。"])
    b = cut_of(["工程师在五月的检查中发现四根钢缆有裂缝。", "大桥将从星期二起关闭十一周。"])
    assert {(0, 1), (1, 0)} & links(aligned(a, b))


def test_the_budget_simplifies_and_says_so() -> None:
    """Beyond the documented size, what the budget does not pay for is left out."""
    long = [f"{text} ({number})" for number in range(60) for text in REPORT]
    other = [text.replace("the", "a") for text in long]
    a, b = cut_of(long), cut_of(other)
    assert len(a.sentences) > BUDGETED
    assert aligned(a, b, budget=0.001).simplified
    small = cut_of(REPORT)
    assert not aligned(small, small, budget=0.0).simplified


def test_the_same_question_is_answered_from_the_cache() -> None:
    """Aligning costs once for the same texts, cut the same way."""
    a, b = cut_of(REPORT), cut_of(REPORT[::-1])
    first = aligned(a, b) if a.article.id < b.article.id else aligned(b, a)
    second = aligned(a, b) if a.article.id < b.article.id else aligned(b, a)
    assert first is second


def test_without_sentences_it_cuts_them() -> None:
    """`align(a, b)` is enough."""
    a, b = cut_of(REPORT), cut_of(REPORT[2:])
    assert align(a.article, b.article).pairs


class TestLookups:
    """What the reader asks, for every row that it draws."""

    @pytest.fixture
    def pair_of_cuts(self) -> tuple[Cut, Cut]:
        """B leaves out the fourth sentence and opens with a new one."""
        new = "A choir of bus drivers sang in the main square at midnight."
        return cut_of(REPORT), cut_of([new, *REPORT[:3], *REPORT[4:]])

    def test_a_counterpart(self, pair_of_cuts: tuple[Cut, Cut]) -> None:
        """Where there is one, the place is that sentence."""
        alignment = aligned(*pair_of_cuts)
        assert alignment.across_a(2) == Place(3, 3)
        assert alignment.across_b(3) == Place(2, 2)

    def test_a_gap(self, pair_of_cuts: tuple[Cut, Cut]) -> None:
        """Where there is none, it is the gap between the neighbours' counterparts."""
        alignment = aligned(*pair_of_cuts)
        assert alignment.across_a(3) == Place(4, 3)
        assert alignment.across_a(3).is_gap
        assert alignment.across_b(0) == Place(0, -1)

    def test_no_pairs_of_a_sentence(self, pair_of_cuts: tuple[Cut, Cut]) -> None:
        """A sentence without a counterpart has an empty tuple, and so has one out of range."""
        alignment = aligned(*pair_of_cuts)
        assert alignment.of_a(3) == alignment.of_b(0) == alignment.of_a(99) == ()

    def test_best_first(self) -> None:
        """The pairs of a split come with the closest first."""
        parts = (
            "The bridge was opened in 1958.",
            "It was painted for the last time nine years ago.",
        )
        alignment = aligned(cut_of(REPORT), cut_of([*REPORT[:6], *parts, *REPORT[7:]]))
        scores = [pair.score for pair in alignment.of_a(6)]
        assert len(scores) == 2
        assert scores == sorted(scores, reverse=True)


def test_short_sentences_are_marked_as_slight() -> None:
    """Under twenty letters and digits a move is not worth a mark."""
    alignment = aligned(cut_of(REPORT), cut_of(REPORT))
    slight = {pair.a for pair in alignment.pairs if pair.slight}
    assert slight == {2}


def test_a_pair_is_a_value() -> None:
    """Pairs of equal alignments are equal, so that they can be compared and kept in sets."""
    one = aligned(cut_of(REPORT), cut_of(REPORT))
    assert isinstance(one.pairs[0], Pair)
    assert one == one.flipped().flipped()
    assert hash(one) == hash(one.flipped().flipped())
