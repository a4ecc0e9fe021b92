"""The leak report fails where something leaks, and counts what is there."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest

from annotations.dataset import Row
from annotations.dataset.leaks import LeakCheck, leaks
from annotations.dataset.splits import Targets
from tests.unit.dataset.corpus import article, rows_of


def put(rows: Sequence[Row], split: str, cluster: str = "") -> list[Row]:
    """Rows in a split, and in a cluster of their own if one is named."""
    return [
        msgspec.structs.replace(row, split=split, cluster_id=cluster or row.cluster_id)
        for row in rows
    ]


ONE = list(rows_of(article(range(8), url="https://example.org/1"), ["claim"] * 8))
OTHER = list(rows_of(article(range(20, 28)), ["claim", "quote"] * 4))
COPY = list(rows_of(article([*range(2, 8), 30, 31]), ["claim"] * 8))
PAGE = list(rows_of(article(range(40, 48), url="http://www.example.org/1/"), ["claim"] * 8))


def test_apart_nothing_leaks() -> None:
    """And it says so."""
    found = leaks([*put(ONE, "train"), *put(OTHER, "test")])
    assert found.clean
    assert set(found.leaks.values()) == {0}
    assert next(iter(found.lines())).startswith("No leak")


def test_two_rows_of_one_article_in_two_splits() -> None:
    """The commonest mistake: splitting by sentence."""
    found = leaks([*put(ONE[:4], "train"), *put(ONE[4:], "test")])
    assert found.leaks["article"] == 1
    assert found.leaks["cluster"] == 1
    assert found.leaks["address"] == 1
    assert found.leaks["text"] == 0
    [leak] = [leak for leak in found.examples if leak.kind == "article"]
    assert (leak.one_split, leak.other_split) == ("train", "test")


def test_copies_in_two_splits() -> None:
    """Their texts, their words, and the articles as such."""
    found = leaks([*put(ONE, "validation"), *put(COPY, "test")])
    assert found.leaks == {
        "article": 0,
        "cluster": 0,
        "address": 0,
        "text": 6,
        "words": 6,
        "near-sentence": 0,
        "near-duplicate": 1,
    }
    assert not found.clean
    lines = list(found.lines())
    assert lines[0] == "Leak: texts in several splits: 6."
    assert f"  text: {ONE[2].article_id}:3 (validation), {COPY[0].article_id}:1 (test)" in lines


def test_the_same_words_otherwise_written_leak() -> None:
    """Other case, quotes or stops make no other sentence."""
    shouted = msgspec.structs.replace(OTHER[0], text=f"“{ONE[0].text.upper()}”")
    found = leaks([*put(ONE, "train"), *put([shouted, *OTHER[1:]], "test")])
    assert (found.leaks["text"], found.leaks["words"]) == (0, 1)


def test_articles_alike_without_a_sentence_in_common() -> None:
    """Every sentence was changed a little."""
    edited = [
        msgspec.structs.replace(row, text=f"{row.text[:-1]} again.", article_id="a-" + "0" * 16)
        for row in ONE
    ]
    found = leaks([*put(ONE, "train"), *put(edited, "test", "c-" + "0" * 16)])
    assert (found.leaks["words"], found.leaks["near-duplicate"]) == (0, 1)


def test_a_cluster_or_an_address_in_two_splits() -> None:
    """Other articles, other texts."""
    together = leaks([*put(ONE, "train", "c-1"), *put(OTHER, "test", "c-1")])
    assert [kind for kind, count in together.leaks.items() if count] == ["cluster"]
    page = leaks([*put(ONE, "train"), *put(PAGE, "test")])
    assert [kind for kind, count in page.leaks.items() if count] == ["address"]


@pytest.mark.parametrize("largest", ["train", "test"])
def test_whichever_split_is_the_largest(largest: str) -> None:
    """A text of two splits is found, counted once, whatever the sizes."""
    splits = [largest, *({"train", "validation", "test"} - {largest})]
    rows = [*put(OTHER, largest)]
    for number, split in enumerate(splits):
        moved = [
            msgspec.structs.replace(row, article_id=f"a-{number:016}", text=row.text)
            for row in ONE[:1]
        ]
        rows += put(moved, split, f"c-{number:016}")
    assert leaks(rows).leaks["text"] == 1


def test_sizes_stand_beside_their_targets() -> None:
    """Every label of the set is counted, in every split."""
    check = LeakCheck(Targets.of("60/20/20"))
    passed = list(check.watch([*put(ONE, "train"), *put(OTHER, "test")]))
    assert len(passed) == 16
    found = check.report()
    train, validation, test = found.splits
    assert (train.rows, train.share, train.target) == (8, 0.5, 0.6)
    assert (validation.rows, validation.articles, validation.labels) == (
        0,
        0,
        {"claim": 0, "quote": 0, "speculation": 0},
    )
    assert test.labels == {"claim": 4, "quote": 4, "speculation": 0}
    assert found.mix == 0.25
    assert msgspec.json.decode(msgspec.json.encode(found.as_dict())) == found.as_dict()


def test_without_a_row_there_is_nothing_to_leak() -> None:
    """And nothing to divide by."""
    assert leaks([]).clean
