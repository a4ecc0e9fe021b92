"""Nearly the same sentence under two labels is found, with both places."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.dataset.contradictions import Contradiction, Labelling, contradictions, labellings
from annotations.labels import Label, LabelScheme
from tests.unit.dataset.corpus import WORDS
from tests.unit.dataset.material import Project

RATE = "The bank may cut its rate again before the summer."


def said(
    text: str, label: str, article: str = "a-1", index: int = 0, person: str = "u-1"
) -> Labelling:
    """What somebody said."""
    return Labelling(article, index, f"s-{article}-{index}", text, person, label)


def pairs(found: Sequence[Contradiction]) -> list[tuple[str, int, str, int, bool]]:
    """Where they are, and whether the words are the same."""
    return [
        (one.one.article_id, one.one.index, one.other.article_id, one.other.index, one.same_words)
        for one in found
    ]


@pytest.mark.parametrize(
    ("text", "same"),
    [
        (RATE, True),
        (f"“{RATE.upper()[:-1]}”!", True),
        ("The bank may cut its rates again before the summer.", False),
        ("The bank may soon cut its rate again before the summer.", False),
        ("The bank may cut its rate before the summer.", False),
    ],
)
@pytest.mark.parametrize("person", ["u-1", "u-2"])
@pytest.mark.parametrize("article", ["a-1", "a-2"])
def test_two_sentences_that_say_nearly_the_same(
    text: str, same: bool, person: str, article: str
) -> None:
    """In one article or two, by one person or two."""
    found = contradictions([said(RATE, "claim"), said(text, "speculation", article, 7, person)])
    assert pairs(found) == [("a-1", 0, article, 7, same)]
    assert found[0].by_one == (person == "u-1")
    assert contradictions([said(RATE, "claim"), said(text, "claim", article, 7, person)]) == []


@pytest.mark.parametrize(
    "text",
    [
        "The bank may cut its rate again in the autumn.",
        "Before the summer the bank may cut its rate again.",
    ],
)
def test_others_are_left_alone(text: str) -> None:
    """Too many words were changed."""
    assert contradictions([said(RATE, "claim"), said(text, "quote", index=1)]) == []


def test_people_who_differ_on_one_sentence_are_not_meant() -> None:
    """That is what review is for."""
    assert contradictions([said(RATE, "claim"), said(RATE, "quote", person="u-2")]) == []


def test_short_sentences_may_mean_anything() -> None:
    """`He said no.` was said of many things."""
    both = [said("He said no.", "claim"), said("He said no.", "quote", index=1)]
    assert contradictions(both) == []


def test_of_many_alike_only_those_that_differ_are_named() -> None:
    """Each once, beside one that most agree with, by the same person if there is one."""
    many = [said(RATE, "claim", f"a-{n:02}", person="u-2") for n in range(50)]
    many.append(said(RATE, "claim", "a-60", 4, "u-1"))
    odd = [said(RATE, "quote", "a-98", 1), said(RATE, "speculation", "a-99", 2)]
    found = contradictions([*many, *odd])
    assert pairs(found) == [("a-60", 4, "a-98", 1, True), ("a-60", 4, "a-99", 2, True)]
    assert all(one.by_one for one in found)


def test_one_persons_come_first() -> None:
    """They are slips; the others may be a matter of rules."""
    found = contradictions(
        [
            said(RATE, "claim", "a-1", person="u-1"),
            said(RATE, "quote", "a-2", person="u-2"),
            said("Nobody on the ferry was hurt that night.", "claim", "a-3"),
            said("Nobody on the ferry was hurt that evening.", "quote", "a-4"),
        ]
    )
    assert [(one.by_one, one.same_words) for one in found] == [(True, False), (False, True)]


def test_labels_of_a_project_are_read_under_their_present_name() -> None:
    """A label that was renamed is the same."""
    project = Project()
    first = project.add(["Rain fell.", RATE], title="one")
    second = project.add([RATE, "It rained."], title="two")
    project.say("ana", first, {1: "guess"})
    project.say("ben", second, {0: "speculation"})
    scheme = LabelScheme(
        (Label(slug="speculation", key="s", formerly=("guess",)), Label(slug="claim", key="c"))
    )
    assert contradictions(labellings(project.store, scheme)) == []
    project.say("ben", second, {0: "claim"})
    steps: list[int] = []
    [found] = contradictions(labellings(project.store, scheme, steps.append))
    assert {(one.article_id, one.index, one.text) for one in (found.one, found.other)} == {
        (first.id, 1, RATE),
        (second.id, 0, RATE),
    }
    assert steps == [1, 1]


SENTENCES = st.lists(
    st.tuples(st.lists(st.sampled_from(WORDS[:9]), min_size=4, max_size=16), st.booleans()),
    max_size=14,
)


def _distance(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words must be added, left out or replaced: plainly, by its definition."""
    if not one or not other:
        return len(one) + len(other)
    table = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for row in range(len(one) + 1):
        for column in range(len(other) + 1):
            if not row or not column:
                table[row][column] = row + column
                continue
            table[row][column] = min(
                table[row - 1][column] + 1,
                table[row][column - 1] + 1,
                table[row - 1][column - 1] + (one[row - 1] != other[column - 1]),
            )
    return table[-1][-1]


@given(SENTENCES)
def test_what_comparing_all_pairs_finds_is_found(drawn: list[tuple[list[str], bool]]) -> None:
    """Of sentences whose words differ."""
    distinct = {tuple(words): label for words, label in drawn}
    several = [
        said(" ".join(words), "claim" if label else "quote", f"a-{number:02}")
        for number, (words, label) in enumerate(distinct.items())
    ]
    expected = {
        frozenset((one.article_id, other.article_id))
        for one, other in combinations(several, 2)
        if one.label != other.label
        and _distance(one.text.split(), other.text.split())
        <= int(0.15 * max(len(one.text.split()), len(other.text.split())))
    }
    found = contradictions(several)
    assert {frozenset((one.one.article_id, one.other.article_id)) for one in found} == expected


@given(SENTENCES, st.randoms(use_true_random=False))
def test_the_order_changes_nothing(drawn: list[tuple[list[str], bool]], order: object) -> None:
    """Same project, same list."""
    several = [
        said(" ".join(words), "claim" if label else "quote", f"a-{number:02}")
        for number, (words, label) in enumerate(drawn)
    ]
    expected = contradictions(several)
    order.shuffle(several)  # type: ignore[attr-defined]
    assert contradictions(several) == expected
