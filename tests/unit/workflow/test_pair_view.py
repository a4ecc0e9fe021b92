"""An article beside another: what became of each sentence, from both sides."""

from __future__ import annotations

from annotations.workflow.open_article import Sheet
from annotations.workflow.pair_view import Comparing
from tests.unit.comparison.material import REPORT, aligned, cut_of


def views() -> tuple[Comparing, Sheet, Sheet]:
    """The report, and a later one: a sentence gone, one new, one edited, one moved."""
    later = [*REPORT[:2], *REPORT[3:7], REPORT[8], REPORT[9], REPORT[7], "The school is open."]
    later[1] = later[1].replace("four", "seven")
    a, b = cut_of(REPORT), cut_of(later)
    return Comparing(a.article.id, b.article.id, aligned(a, b), None, None), Sheet(*a), Sheet(*b)


def test_the_same_pair_looks_other_from_each_side() -> None:
    """What one lost the other never had; what moved down here moved up there."""
    made, a, b = views()
    here, there = made.view(a, b), made.view(b, a)
    assert here.is_earlier
    assert not there.is_earlier
    assert (here.class_of(2), here.sign(2)) == ("only", "removed")
    assert (there.class_of(9), there.sign(9)) == ("only", "added")
    assert here.sign(7) == "down"
    assert there.sign(8) == "up"
    assert here.sign(1) == there.sign(1) == "edited"
    assert here.sign(0) == "same"


def test_words_that_differ_are_marked_in_the_sentence() -> None:
    """In offsets of the article that is looked at."""
    made, a, b = views()
    here, there = made.view(a, b), made.view(b, a)
    assert [span.of(a.article.text) for span in here.marked_words(1)] == ["four"]
    assert [span.of(b.article.text) for span in there.marked_words(1)] == ["seven"]
    assert here.marked_words(0) == ()


def test_the_overview_shows_the_worst_of_each_slice() -> None:
    """Nothing where all is the same."""
    made, a, b = views()
    here = made.view(a, b)
    assert here.overview(len(REPORT))[:3] == (None, 1, 2)
    assert here.overview(1) == (2,)
    assert set(here.differences) == {1, 2, 7}
