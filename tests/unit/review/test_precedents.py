"""Sentences that were decided, found by their words."""

from __future__ import annotations

import pytest

from annotations.review.decisions import gold_for
from annotations.review.model import NO_PAIR, Options
from annotations.review.precedents import Precedents, precedents_of
from annotations.review.review import Review
from tests.unit.review.room import ARTICLES, IDS, Room, case_at

MAY = ("claim", "speculation")


def decided() -> tuple[Room, Review, Precedents]:
    """Three sentences with "may" and "could" were decided, and two others."""
    room = Room("Ana", "Ben")
    room.says("Ana", "ccc..cc.c..c")
    room.says("Ben", "qsq..sq.s..s")
    review = room.review("Ana", Options(audit=0))
    for place, label in ((1, "speculation"), (5, "speculation"), (2, "quote"), (6, "claim")):
        case = case_at(review, place)
        rule = "GC-1" if place == 1 else ""
        room.state("Ana", gold_for(review, case, "label", label=label, rule=rule))
    review.follow(room.store)
    return room, review, precedents_of(room.store, review)


def test_sentences_of_the_same_pair_that_share_telling_words() -> None:
    """With the rules that they follow, and their words."""
    _, _, known = decided()
    [found] = known.similar("A new vote may follow.", MAY)
    assert (found.label, found.rules) == ("speculation", ("GC-1",))
    assert {one.sentence_id for one in found.precedents} == {IDS[1], IDS[5]}
    assert found.precedents[0].text == "A second storm might follow.", "the closest comes first"


def test_long_sentences_of_the_same_pair_are_alike_in_what_the_label_hangs_on() -> None:
    """Here a word of doubt, among many words that they do not share."""
    _, _, known = decided()
    text = "Ministers of several distant capitals, tired of waiting, could now agree elsewhere."
    [found] = known.similar(text, MAY)
    assert {one.sentence_id for one in found.precedents} == {IDS[1], IDS[5]}
    assert known.similar(text.replace("could now", "now"), MAY) == ()


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("A new vote may follow.", ("quote", "speculation")),
        ("A new vote may follow.", NO_PAIR),
        ("Rain fell on the bridge.", MAY),
        ("", MAY),
    ],
)
def test_what_is_not_similar(text: str, pair: tuple[str, str]) -> None:
    """Another question, or other words."""
    _, _, known = decided()
    assert known.similar(text, pair) == ()


def test_the_same_words_are_found_whatever_people_were_divided_over() -> None:
    """A sentence that was copied is decided once."""
    _, _, known = decided()
    [found] = known.similar("BOATS may leave — next week!")
    assert [one.sentence_id for one in found.precedents] == [IDS[1]]
    assert known.similar("Boats may leave next week.", skip=IDS[1]) == ()


def test_a_decision_is_found_at_once_and_no_more_when_it_is_taken_back() -> None:
    """One sentence at a time, without reading the rest again."""
    room, review, known = decided()
    text = "Repairs could take a year."
    assert known.similar(text) == ()
    case = room.decide(review, 11, "speculation")
    known.set(case.sentence_id, case, text)
    assert len(known) == 5
    [found] = known.similar(text)
    assert found.precedents[0].article_id == ARTICLES[1].article.id
    room.store.undo(room.ids["Ana"])
    review.follow(room.store)
    known.set(case.sentence_id, review.case(case.sentence_id))
    assert len(known) == 4
    assert known.similar(text) == ()


def test_what_is_open_again_is_no_precedent() -> None:
    """Stale gold may not stand."""
    room, review, _ = decided()
    room.mark("Ben", 1, "quote")
    review.follow(room.store)
    assert len(precedents_of(room.store, review)) == 3
