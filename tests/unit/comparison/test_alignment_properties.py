"""What holds for every two articles."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotations.comparison.alignment import Alignment, forget
from annotations.comparison.scoring import Link, heaviest_chain

from .material import REPORT, aligned, cut_of

WORDS = ("bridge", "river", "mayor", "said", "the", "of", "1958", "not", "closed", "weeks", "Ann")
sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(
    lambda words: " ".join(words).capitalize() + "."
)
articles = st.lists(st.one_of(st.sampled_from(REPORT), sentences), max_size=14)


@given(articles, articles)
def test_indices_are_in_range_and_every_sentence_is_accounted_for(
    a: list[str], b: list[str]
) -> None:
    """Each sentence is in a pair, or removed, or added, and never both."""
    alignment = aligned(cut_of(a), cut_of(b))
    paired_a = {pair.a for pair in alignment.pairs}
    paired_b = {pair.b for pair in alignment.pairs}
    assert paired_a | set(alignment.removed) == set(range(len(a)))
    assert paired_b | set(alignment.added) == set(range(len(b)))
    assert not paired_a & set(alignment.removed)
    assert not paired_b & set(alignment.added)
    assert len({(pair.a, pair.b) for pair in alignment.pairs}) == len(alignment.pairs)
    assert all(0 < pair.score <= 1 for pair in alignment.pairs)


@given(articles, articles)
def test_aligning_b_with_a_is_aligning_a_with_b(a: list[str], b: list[str]) -> None:
    """Which article is called A makes no difference."""
    one, other = cut_of(a), cut_of(b)
    assert aligned(one, other).flipped() == aligned(other, one)
    assert aligned(one, other).flipped().flipped() == aligned(one, other)


@given(articles, articles)
def test_the_same_every_time(a: list[str], b: list[str]) -> None:
    """Nothing depends on chance, on the clock or on what was aligned before."""
    one, other = cut_of(a), cut_of(b)
    first = aligned(one, other)
    forget()
    assert aligned(one, other) == first


@given(articles)
def test_identity(a: list[str]) -> None:
    """An article and itself: every sentence with words is the same, in place."""
    alignment = aligned(cut_of(a), cut_of(a))
    assert [(pair.a, pair.b, pair.relation, pair.moved) for pair in alignment.pairs] == [
        (i, i, "same", 0) for i in range(len(a))
    ]


@given(st.permutations(range(len(REPORT))))
def test_a_permutation_is_told_as_moves(order: list[int]) -> None:
    """Every sentence is found wherever it went, and those off the chain say that they moved."""
    alignment = aligned(cut_of(REPORT), cut_of(REPORT[i] for i in order))
    assert {(pair.a, pair.b) for pair in alignment.pairs} == {(i, j) for j, i in enumerate(order)}
    assert bool([pair for pair in alignment.pairs if pair.moved]) == (order != sorted(order))
    assert_chain(alignment)


@given(articles, articles)
def test_the_chain_never_goes_back(a: list[str], b: list[str]) -> None:
    """Scrolling follows it, so it may not cross itself."""
    assert_chain(aligned(cut_of(a), cut_of(b)))


def assert_chain(alignment: Alignment) -> None:
    """No two links of the chain cross, and unmoved pairs do not cross it."""
    chain = [(pair.a, pair.b) for pair in alignment.chain]
    assert all(x[0] < y[0] and x[1] < y[1] for x, y in pairwise(chain))
    for pair in alignment.pairs:
        crosses = any((pair.a - i) * (pair.b - j) < 0 for i, j in chain)
        assert not (crosses and not pair.moved)


@given(articles, articles)
def test_places_across_are_in_order(a: list[str], b: list[str]) -> None:
    """Going down one article never means going up in the other."""
    alignment = aligned(cut_of(a), cut_of(b))
    places = [alignment.across_a(index) for index in range(len(a))]
    assert all(x.last <= y.first for x, y in pairwise(places))
    assert all(0 <= place.first <= len(b) and place.last < len(b) for place in places)


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 6), st.integers(0, 6)), st.integers(1, 9).map(float), max_size=7
    )
)
def test_the_heaviest_chain_is_the_heaviest(weights: dict[Link, float]) -> None:
    """No subset without crossings weighs more; checked by trying all of them."""

    def crossing_free(links: list[Link]) -> bool:
        return all((x[0] - y[0]) * (x[1] - y[1]) >= 0 for x in links for y in links)

    links = sorted(weights)
    subsets = (
        [link for bit, link in enumerate(links) if chosen >> bit & 1]
        for chosen in range(1 << len(links))
    )
    best = max(sum(weights[x] for x in some) for some in subsets if crossing_free(some))
    found = sorted(heaviest_chain(weights))
    assert crossing_free(found)
    assert sum(weights[link] for link in found) == best
