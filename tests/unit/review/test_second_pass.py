"""Labelling what a colleague has labelled, without seeing it before the end."""

from __future__ import annotations

from annotations.review.second_pass import Line, compared, is_finished, may_see, second_passes
from tests.unit.review.room import ARTICLES, IDS, SCHEME, Room

FIRST, SECOND = (kept.article.id for kept in ARTICLES)


def test_an_article_can_be_passed_again_once_somebody_has_finished_it() -> None:
    """What nobody else has finished is not offered."""
    room = Room("Ana", "Ben")
    room.says("Ana", "cqscqsc")
    [one] = second_passes(room.store, room.ids["Ben"])
    assert (one.article_id, one.others, one.labelled, one.work) == (
        FIRST,
        (room.ids["Ana"],),
        0,
        6,
    )
    assert not one.is_finished
    assert second_passes(room.store, room.ids["Ana"]) == ()


def test_others_labels_are_shown_only_on_finishing() -> None:
    """The last sentence opens the comparison, not the last but one."""
    room = Room("Ana", "Ben")
    ana, ben = room.ids.values()
    room.says("Ana", "cqscqs")
    room.says("Ben", "cqcqq")
    assert not may_see(room.store, ben, FIRST)
    assert compared(room.store, SCHEME, ben, FIRST) is None
    room.mark("Ben", 5, "speculation")
    assert is_finished(room.store, ben, FIRST)
    assert may_see(room.store, ben, FIRST)
    found = compared(room.store, SCHEME, ben, FIRST)
    assert found is not None
    assert (dict(found.agreeing), dict(found.common)) == ({ana: 4}, {ana: 6})
    assert found.lines == (
        Line(2, IDS[2], "claim", {ana: "speculation"}),
        Line(3, IDS[3], "quote", {ana: "claim"}),
    )


def test_a_doubt_or_a_note_is_no_label() -> None:
    """Every sentence needs one before the article is finished."""
    room = Room("Ana")
    room.says("Ana", "cqscq")
    room.mark("Ana", 5, "", unsure=True)
    assert not is_finished(room.store, room.ids["Ana"], FIRST)


def test_an_article_of_nobody_else_hides_nothing() -> None:
    """There is nobody's label to be influenced by."""
    room = Room("Ana", "Ben")
    room.says("Ana", "c")
    assert may_see(room.store, room.ids["Ana"], FIRST)
    assert may_see(room.store, room.ids["Ben"], SECOND)
