"""Identical sentences are told apart by the order of the file, where that tells."""

from __future__ import annotations

from collections.abc import Sequence

from annotations.importing.plan import Import
from annotations.importing.read_files import Told
from annotations.importing.records import Item, Quote, Said
from annotations.labels import LabelScheme
from annotations.store import FrozenArticle
from tests.memory_store import MemoryStore
from tests.unit.dataset.material import article_of

TWICE = "It goes on."
A = ("Alpha came first.", TWICE, "Beta came next.", TWICE, "Gamma came last.")
B = ("Delta is another.", TWICE, "Epsilon is too.")


def taken(
    articles: Sequence[Sequence[str]], *said: tuple[str, str] | tuple[str, str, str]
) -> tuple[list[tuple[int, int, str]], dict[str, int]]:
    """Article, sentence and label of what was imported; and the counts."""
    store = MemoryStore()
    kept = [FrozenArticle(*article_of(one)) for one in articles]
    items: list[Item] = [
        Said(
            where=f"line {number}",
            quote=Quote(text=text),
            label=label,
            person=person[0] if person else "ana",
        )
        for number, (text, label, *person) in enumerate(said)
    ]
    plan = Import(store, Told("doccano", tuple(items)), kept, scheme=LabelScheme())
    plan.write()
    numbers = {one.article.id: number for number, one in enumerate(kept)}
    found = sorted((numbers[one.article_id], one.index, one.label) for one in store.annotations())
    counts = {name: count for name, count in plan.report.counts.items() if count}
    return found, counts


def test_as_many_records_as_sentences_follow_each_other() -> None:
    """Whatever else the file holds."""
    found, counts = taken([A], (TWICE, "claim"), (TWICE, "quote"))
    assert found == [(0, 1, "claim"), (0, 3, "quote")]
    assert counts == {"imported": 2}


def test_everybody_has_an_order_of_their_own() -> None:
    """Two people's records may be mixed."""
    found, _ = taken([A], *((TWICE, label, who) for who in ("ana", "ben")
                            for label in ("claim", "quote")))  # fmt: skip
    assert found == [(0, 1, "claim"), (0, 1, "claim"), (0, 3, "quote"), (0, 3, "quote")]


def test_a_record_between_two_others_stands_between_them() -> None:
    """In the article that they are of."""
    found, counts = taken(
        [A, B], (A[0], "claim"), (A[2], "claim"), (TWICE, "quote"), (A[4], "claim"),
        (B[0], "claim"), (TWICE, "speculation"), (B[2], "claim"),
    )  # fmt: skip
    assert (0, 3, "quote") in found
    assert (1, 1, "speculation") in found
    assert counts == {"imported": 7}


def test_nothing_is_guessed() -> None:
    """Too few records, several articles, or a file in no order."""
    assert taken([A], (TWICE, "claim"))[1] == {"ambiguous": 1}
    assert taken([A, B], (TWICE, "claim"), (TWICE, "quote"))[1] == {"ambiguous": 2}
    _, counts = taken([A], (A[4], "claim"), (TWICE, "claim"), (TWICE, "quote"), (A[0], "claim"))
    assert counts == {"imported": 2, "ambiguous": 2}


def test_one_label_for_all_of_them_needs_no_order() -> None:
    """Across articles too."""
    found, counts = taken([A, B], *[(TWICE, "claim")] * 3)
    assert found == [(0, 1, "claim"), (0, 3, "claim"), (1, 1, "claim")]
    assert counts == {"imported": 3}
