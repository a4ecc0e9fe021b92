"""The keys: a contract, remappable, never two meanings for one."""

from __future__ import annotations

import pytest

from annotations.config import parse_config
from annotations.errors import ConfigError, LabelSchemeError
from annotations.labels import Label, LabelScheme
from tui.keys import READER, REVIEW, deciding, resolve

CONTRACT = {
    "reader.next": "j,down",
    "reader.previous": "k,up",
    "reader.next_paragraph": "J,shift+down",
    "reader.previous_paragraph": "K,shift+up",
    "label.claim": "c",
    "label.quote": "q",
    "label.speculation": "s",
    "reader.clear": "x",
    "reader.undo": "u",
    "reader.redo": "ctrl+r",
    "reader.select": "v",
    "reader.repeat": ".",
    "reader.note": "n",
    "reader.unsure": "m",
    "reader.next_unlabelled": "]",
    "reader.previous_unlabelled": "[",
    "reader.other_pane": "tab",
    "reader.left": "h,left",
    "reader.right": "l,right",
    "reader.counterpart": "enter",
    "reader.accept": "space",
    "reader.next_difference": "}",
    "reader.previous_difference": "{",
    "reader.next_conflict": ">",
    "reader.previous_conflict": "<",
    "reader.differences": "d",
    "reader.search": "/",
    "reader.mention": "*",
    "reader.correct": "E",
    "reader.split": "S",
    "reader.join": "B",
    "reader.entities": "e",
    "reader.figures": "f",
    "reader.guidelines": "g",
    "reader.help": "?",
    "reader.palette": "ctrl+p",
    "reader.library": "o",
    "reader.review": "r",
    "reader.labels": "V",
    "reader.overruled": "O",
    "reader.quit": "ctrl+q",
}


REVIEW_CONTRACT = {
    "review.majority": "enter",
    "review.mine": "m",
    "review.theirs": "t",
    "review.ambiguous": "x",
    "review.segmentation": "b",
    "review.defer": "d",
    "review.batch": "A",
    "review.undo": "u",
    "review.redo": "ctrl+r",
    "review.slip": "S",
    "review.guideline": "G",
    "review.real": "X",
    "review.cut": "B",
    "review.context": "C",
    "review.comment": ";",
    "review.rule": "g",
    "review.reveal": "R",
    "review.filter": "f",
    "review.agreement": "a",
    "review.overruled": "O",
    "review.read": "r",
    "review.help": "?",
    "review.leave": "escape",
    "review.quit": "ctrl+q",
}


def test_the_keys_that_users_learnt_stay() -> None:
    """Changing one of these is a breaking change."""
    keys = resolve({}, LabelScheme())
    contract = CONTRACT | REVIEW_CONTRACT
    assert {id_: keys[id_] for id_ in contract} == contract


def test_labels_have_digits_in_the_review_and_their_own_keys_where_free() -> None:
    """A label's letter never takes a key of the review away, nor stops the program."""
    keys = resolve({}, LabelScheme())
    assert deciding(keys, LabelScheme()) == {
        "claim": "1,c",
        "quote": "2,q",
        "speculation": "3,s",
        "skip": "4,-",
    }
    scheme = LabelScheme((Label(slug="bad", key="b"), Label(slug="other", key="i")))
    assert deciding(resolve({}, scheme), scheme) == {"bad": "1", "other": "2,i", "skip": "3,-"}


def test_two_actions_of_the_review_never_share_a_key() -> None:
    """What the reader does with it does not matter."""
    with pytest.raises(LabelSchemeError, match=r"“m”.*review\.mine.*review\.theirs"):
        resolve({"review.theirs": "m"}, LabelScheme())
    with pytest.raises(LabelSchemeError, match=r"“1”.*a label"):
        resolve({"review.theirs": "1"}, LabelScheme())
    assert resolve({"review.theirs": "J"}, LabelScheme())["review.theirs"] == "J"


def test_every_id_is_there_once() -> None:
    """Ids are what a remapping names."""
    ids = [key.id for key in (*READER, *REVIEW)]
    assert len(ids) == len(set(ids))


def test_a_remapping_takes_the_place_of_the_default() -> None:
    """And frees the old key."""
    keys = resolve({"reader.note": "Y", "reader.next": "n,down"}, LabelScheme())
    assert (keys["reader.note"], keys["reader.next"]) == ("Y", "n,down")
    # An id that was renamed is still known by its former name.
    assert resolve({"reader.furniture": "Y"}, LabelScheme())["reader.boilerplate"] == "Y"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("labels: [{slug: join, key: j}]", ["“j”", "reader.next", "label.join"]),
        ("keys: {reader.note: c}", ["“c”", "label.claim", "reader.note"]),
        ("keys: {reader.undo: '5'}", ["“5”", "a count", "reader.undo"]),
    ],
)
def test_a_key_with_two_meanings_is_refused_with_both_named(text: str, named: list[str]) -> None:
    """Labels against the reader's keys, remapped ones too."""
    config = parse_config(text)
    with pytest.raises(LabelSchemeError) as caught:
        resolve(config.keys, config.scheme)
    for part in named:
        assert part in str(caught.value)


def test_an_unknown_id_is_answered_with_the_nearest() -> None:
    """A typo in `keys:` is not swallowed."""
    with pytest.raises(ConfigError, match=r"reader\.nxt.*reader\.next"):
        resolve({"reader.nxt": "a"}, LabelScheme())
