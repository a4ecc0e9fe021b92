"""An opened article: cursor, range, folds, what is labelled and what is still to do."""

from __future__ import annotations

from annotations.workflow.folds import NO_FOLDS, Folds
from annotations.workflow.open_article import NO_TAG, Sheet, Tag
from tests.unit.comparison.material import REPORT, cut_of


def sheet(*boilerplate: int) -> Sheet:
    """The report, some of it credits."""
    article, sentences = cut_of(REPORT, boilerplate)
    return Sheet(article, sentences)


def test_the_cursor_stops_where_there_is_work() -> None:
    """Credits are passed by, unless somebody wants to tag them."""
    one = sheet(0, 3)
    assert one.cursor == 1
    assert one.next_work(2, 1) == 4
    assert one.next_work(1, -1) == 1
    one.with_boilerplate = True
    assert one.next_work(2, 1) == 3


def test_progress_counts_the_body_alone() -> None:
    """A tagged credit is no progress."""
    one = sheet(0)
    one.put(0, Tag("claim"))
    one.put(1, Tag("claim"))
    assert one.labelled == 1
    one.put(1, NO_TAG)
    assert (one.labelled, list(one.tags)) == (0, [0])


def test_what_is_on_its_way_to_the_disk_stays_over_what_is_there() -> None:
    """Another window's label never hides a key that was just pressed."""
    one = sheet()
    one.put(2, Tag("quote", saving="saving"))
    one.load({2: Tag("claim"), 4: Tag("claim"), 99: Tag("claim")})
    assert {at: tag.label for at, tag in one.tags.items()} == {2: "quote", 4: "claim"}
    again = sheet()
    again.succeed(one)
    assert again.tag(2).saving == "saving"
    assert again.tag(4) == NO_TAG


def test_a_folded_run_is_one_stop() -> None:
    """Its first sentence with work, from either side."""
    one = sheet(4)
    one.folds = Folds([range(4, 7)])
    assert one.next_stop(3, 1) == 5
    assert one.next_stop(5, 1) == 7
    assert one.next_stop(7, -1) == 5
    assert one.hiding([3, 5, 6]) == [range(4, 7)]


def test_a_range_is_from_the_anchor_to_the_cursor() -> None:
    """In either direction."""
    one = sheet()
    one.cursor, one.anchor = 2, 5
    assert one.selection == range(2, 6)
    one.cursor = 7
    assert one.selection == range(5, 8)


def test_the_next_unlabelled_sentence_is_looked_for_in_one_direction() -> None:
    """None where there is none."""
    one = sheet()
    one.put(1, Tag("claim"))
    assert one.next_unlabelled(1) == 2
    assert one.next_unlabelled(-1) is None


def test_folds_are_values() -> None:
    """Unfolding gives others; those that are no runs any more go."""
    both = Folds([range(5, 9), range(0, 3)])
    assert both.at(6) == range(5, 9)
    assert both.shown(2) == 0
    assert both.toggled(range(0, 3)) == Folds([range(5, 9)])
    assert both.among({range(0, 3)}) == Folds([range(0, 3)])
    assert both.without(*both.runs) == NO_FOLDS
