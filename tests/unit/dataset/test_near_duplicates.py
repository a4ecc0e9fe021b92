"""Words, runs and sketches: near-duplicates are those that comparing every pair would find."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.dataset import near_duplicates
from tests.unit.dataset.corpus import sentence

TEXTS = st.lists(st.lists(st.integers(0, 12), min_size=1, max_size=6), max_size=8)


def _text(numbers: list[int]) -> str:
    return " ".join(map(sentence, numbers))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“We will NOT be rushed,” he said.", "We will not be rushed, he said"),
        ("The bank\u00a0cut its rate", "the bank cut its rate"),
        ("A soft\u00adhyphen and a zero\u200bwidth", "A softhyphen and a zerowidth"),
        ("Ａ ｗｉｄｅ ｌｉｎｅ", "a wide line"),
        ("Straße", "STRASSE"),
    ],
)
def test_what_publishers_vary_makes_no_other_words(one: str, other: str) -> None:
    """Case, quotes, spaces, widths and what nobody sees."""
    assert near_duplicates.words(one) == near_duplicates.words(other)


def test_scripts_without_spaces_have_a_word_for_each_letter() -> None:
    """Otherwise a sentence would be one word."""
    assert near_duplicates.words("東京で会議") == ["東", "京", "で", "会", "議"]


def test_a_text_without_words_is_its_own_key() -> None:
    """So that two of them are one text only if they are the same."""
    assert near_duplicates.key_of([], "—") == "—"
    assert near_duplicates.key_of(["a", "b"], "A, b!") == "a b"


@given(TEXTS)
def test_the_index_finds_what_comparing_all_pairs_finds(texts: list[list[int]]) -> None:
    """Sets of runs of words as they are, against hashes of some of them."""
    runs = []
    for numbers in texts:
        words = _text(numbers).lower().replace(".", "").split()
        runs.append({tuple(words[at : at + 5]) for at in range(len(words) - 4)})
    expected = {
        (a, b)
        for (a, one), (b, other) in combinations(enumerate(runs), 2)
        if len(one & other) >= max(3, 0.5 * min(len(one), len(other)))
    }
    sketches = [
        near_duplicates.sketch(near_duplicates.runs(near_duplicates.words(_text(one))))
        for one in texts
    ]
    assert set(near_duplicates.near_pairs(sketches)) == expected


def test_long_texts_are_told_by_a_sample() -> None:
    """A text of 2,000 runs holds half of another, and a fifth of a third."""
    first = [sentence(number) for number in range(220)]
    half = first[:110] + [sentence(number) for number in range(1000, 1110)]
    fifth = first[110:154] + [sentence(number) for number in range(2000, 2180)]
    sketches = [
        near_duplicates.sketch(near_duplicates.runs(near_duplicates.words(" ".join(one))))
        for one in (first, half[:200], fifth)
    ]
    assert [len(one) for one in sketches] == [near_duplicates.KEPT] * 3
    assert list(near_duplicates.near_pairs(sketches)) == [(0, 1)]
