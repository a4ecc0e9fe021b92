"""What must stay together does, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from annotations.articles.article import Article, Span
from annotations.articles.corpus import Card, card_of
from annotations.articles.load import load
from annotations.dataset.clusters import (
    CHAIN,
    MANY,
    Articles,
    Boilerplate,
    Cluster,
    Place,
    clusters,
)
from annotations.dataset.clusters_by_origin import address, stories
from tests.unit.dataset.corpus import article, rows_of, sentence

SEEDS = Path(__file__).parents[3] / "seeds"


def apart(cards: Sequence[Card]) -> list[list[int]]:
    """Every article a story of its own."""
    return [[number] for number in range(len(cards))]


def found(
    several: Sequence[Article],
    labelled: Sequence[Sequence[int]] | None = None,
    exported: dict[str, Place] | None = None,
) -> tuple[list[Cluster], list[Boilerplate]]:
    """The clusters of articles that are no stories, with all or some sentences labelled."""
    articles = Articles()
    for number, one in enumerate(several):
        indexes = range(one.text.count("\n\n") + 1) if labelled is None else labelled[number]
        articles.add(one, rows_of(one, dict.fromkeys(indexes, "claim")))
    return clusters(articles, exported or {}, apart)


def together(several: Sequence[Article]) -> set[frozenset[int]]:
    """The clusters as sets of numbers."""
    ids = [one.id for one in several]
    return {frozenset(map(ids.index, cluster.articles)) for cluster in found(several)[0]}


def test_alone_an_article_is_its_own_cluster() -> None:
    """Under its own hex digits."""
    one = article([1, 2, 3])
    assert found([one])[0] == [Cluster("c-" + one.id.removeprefix("a-"), (one.id,))]


def test_copies_with_parts_cut_or_added_stay_together() -> None:
    """Even if only few sentences are labelled in each, and not the same."""
    first = article(range(20))
    shorter = article([30, *range(4, 14), 31])
    other = article(range(40, 60))
    ids = sorted([first.id, shorter.id])
    several = [first, shorter, other]
    assert found(several, [[0], [11], [3]])[0] == sorted(
        [
            Cluster("c-" + ids[0].removeprefix("a-"), tuple(ids)),
            Cluster("c-" + other.id.removeprefix("a-"), (other.id,)),
        ]
    )


def test_boilerplate_does_not_make_articles_alike() -> None:
    """An outlet's own words stand under all it publishes."""
    tail = " ".join(sentence(number) for number in range(100, 110))

    def with_tail(number: int) -> Article:
        text = f"{sentence(number)}\n\n{tail}"
        from annotations.articles.article import article_id_of

        start = len(sentence(number)) + 2
        return Article(id=article_id_of(text), text=text, boilerplate=(Span(start, len(text)),))

    assert len(found([with_tail(1), with_tail(2)], [[0], [0]])[0]) == 2


def test_one_address_is_one_cluster() -> None:
    """However it is written; a front page is no address of an article."""
    several = [
        article([1, 2], url="https://www.example.org/a/1/#top"),
        article([3, 4], url="http://example.org/a/1"),
        article([5, 6], url="https://example.org/a/2"),
        article([7, 8], url="https://example.org/"),
        article([9, 10], url="https://example.org"),
    ]
    assert together(several) == {
        frozenset({0, 1}),
        frozenset({2}),
        frozenset({3}),
        frozenset({4}),
    }
    assert address("https://example.org/p?id=1") != address("https://example.org/p?id=2")
    assert address("http://[broken") == ""


def test_a_shared_sentence_joins_only_if_it_is_labelled_on_both_sides() -> None:
    """What no row holds cannot leak."""
    several = [article([1, 2, 3, 4, 5, 6, 7]), article([1, 12, 13, 14, 15, 16, 17])]
    assert len(found(several)[0]) == 1
    assert len(found(several, [[0, 1], [1, 2]])[0]) == 2


def test_a_sentence_of_many_clusters_is_boilerplate() -> None:
    """It is named with the articles that have it, and joins none."""
    several = [article([0, *range(10 * n, 10 * n + 6)]) for n in range(1, MANY + 2)]
    clusters_found, [boilerplate] = found(several)
    assert len(clusters_found) == MANY + 1
    assert boilerplate.words == sentence(0).lower().removesuffix(".")
    assert boilerplate.articles == tuple(sorted(one.id for one in several))
    assert len(found(several[:MANY])[0]) == 1


def test_shared_sentences_do_not_chain_a_whole_corpus_together() -> None:
    """Each article shares a sentence with the next; so they come in several clusters."""
    links = range(5000, 5000 + 4 * CHAIN)
    several = [
        article([link, *range(10 * n, 10 * n + 6), link + 1]) for n, link in enumerate(links)
    ]
    clusters_found, boilerplate = found(several)
    assert max(len(cluster.articles) for cluster in clusters_found) <= CHAIN
    assert len(clusters_found) > 3
    assert boilerplate


def test_exported_clusters_neither_dissolve_nor_are_joined_by_one_sentence() -> None:
    """Across splits; inside one split a sentence joins them."""
    one, other = article([1, 2, 3, 4, 5, 6, 7]), article([1, 12, 13, 14, 15, 16, 17])
    apart_in = {one.id: Place("train", "c-a"), other.id: Place("test", "c-b")}
    assert len(found([one, other], exported=apart_in)[0]) == 2
    alike = {one.id: Place("test", "c-b"), other.id: Place("test", "c-a")}
    assert [cluster.id for cluster in found([one, other], exported=alike)[0]] == ["c-a"]
    third = article([21, 22, 23])
    once = {one.id: Place("test", "c-x"), third.id: Place("test", "c-x")}
    assert found([one, third], exported=once)[0] == [
        Cluster("c-x", tuple(sorted([one.id, third.id])))
    ]


def test_stories_are_those_that_were_declared_filed_or_are_told_by_words() -> None:
    """A folder below what all have in common; not that one itself."""
    cards = [
        Card(article_id="a-1", path="corpus/fire/1.txt"),
        Card(article_id="a-2", path="corpus/fire/2.txt"),
        Card(article_id="a-3", path="corpus/rates/1.txt"),
        Card(article_id="a-4", path="corpus/rates/2.txt"),
        Card(article_id="a-5", path="corpus/5.txt", story="Storm"),
        Card(article_id="a-6", path="corpus/6.txt", story="Storm"),
        Card(article_id="a-7", path=""),
        Card(article_id="a-8", path=""),
        Card(article_id="a-9", path="corpus/6.txt"),
    ]
    assert stories(cards) == [[0, 1], [2, 3], [4, 5], [6], [7], [8]]
    assert stories(cards[:2]) == [[0], [1]]


POOL = st.lists(
    st.lists(st.integers(0, 30), min_size=1, max_size=7), min_size=1, max_size=9, unique_by=tuple
)


@given(POOL, st.randoms(use_true_random=False))
def test_clusters_are_a_partition_whatever_the_order(
    numbers: list[list[int]], order: object
) -> None:
    """Every article once, under an id of its own; the order of input changes nothing."""
    several = [article(one) for one in numbers]
    expected, _ = found(several)
    members = [one for cluster in expected for one in cluster.articles]
    assert sorted(members) == sorted(one.id for one in several)
    assert len({cluster.id for cluster in expected}) == len(expected)
    order.shuffle(several)  # type: ignore[attr-defined]
    assert found(several)[0] == expected


@given(POOL)
def test_an_unrelated_article_changes_no_cluster(numbers: list[list[int]]) -> None:
    """Ids are stable."""
    several = [article(one) for one in numbers]
    alone = article(range(500, 506))
    before, _ = found(several)
    after, _ = found([alone, *several])
    assert sorted([*before, Cluster("c-" + alone.id.removeprefix("a-"), (alone.id,))]) == after


def test_reports_of_one_event_that_were_filed_apart_are_one_story_too() -> None:
    """What two people keep in two folders is not learnt from in one and tested on in the other."""
    names = ("estmark-rate-cut", "calder-ferry-fire")
    files = [path for name in names for path in sorted((SEEDS / name).iterdir())]
    cards = [
        msgspec.structs.replace(card_of(load(path)), path=f"corpus/{index % 3}/{path.name}")
        for index, path in enumerate(files)
    ]
    filed = [msgspec.structs.replace(card, story="") for card in cards]
    groups = stories(filed)
    # Three folders that hold a report of each event, and the two events.
    assert groups == [[0, 3], [1, 4], [2, 5], [0, 1, 2], [3, 4, 5]]
