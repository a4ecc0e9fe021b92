"""People cut one article otherwise, at once and apart: whatever the order, one state."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from annotations.errors import ArticleError
from annotations.exchange import flaws, pull, push, signed
from annotations.language.resegmentation import join, places, split
from annotations.store import Change, Mark, Statement, Store, open_store
from annotations.store.verify import Kind, check
from tests.unit.exchange.colleagues import CONFIG, article, everything, label

DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["split", "join", "label", "gold", "undo", "redo", "share"]),
        st.integers(0, 2),  # who
        st.integers(0, 5),  # which sentence
        st.integers(0, 9),  # where in it
    ),
    min_size=4,
    max_size=16,
)


def do(store: Store, person: str, deed: str, index: int, where: int) -> None:
    """One thing that somebody does to the article as it is cut for them."""
    kept = store.frozen(article().id)
    assert kept is not None
    one, sentences = kept.article, kept.sentences
    index %= len(sentences)
    if deed in ("undo", "redo"):
        (store.undo if deed == "undo" else store.redo)(person)
        return
    if deed in ("split", "join"):
        try:
            there = places(one, sentences, index)
            moved = (
                split(one, sentences, index, there[where % len(there)])
                if deed == "split" and there
                else join(one, sentences, index)
            )
        except ArticleError:
            return
        store.resegment(person, one.id, moved)
        return
    sentence = one.sentence_id(sentences.span(index))
    if deed == "label":
        said = Mark(("claim", "quote", "speculation")[where % 3], note=f"note {where}")
        store.annotate(person, [Change(one.id, sentence, index, said)])
    else:
        store.state(person, [Statement("gold", sentence, {"decision": "label", "label": "claim"})])


def seen(store: Store) -> tuple[object, ...]:
    """All that a project says, with how its article is cut and what does not count."""
    kept = store.frozen(article().id)
    assert kept is not None
    one = kept.article
    for said in store.annotations(cleared=True):
        assert one.sentence_id(kept.sentences.span(said.index)) == said.sentence_id
    stale = [(one.annotation.event_id, one.span) for one in store.stale(article().id)]
    return everything(store), list(kept.sentences.offsets), stale


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@example([("split", 2, 0, 7)], random.Random(1))  # a label of Ana's that does not count any more
@given(DEEDS, st.randoms(use_true_random=False))
def test_three_people_cut_one_article_and_reach_one_state(
    deeds: Sequence[tuple[str, int, int, int]], order: random.Random
) -> None:
    """With labels, gold and undo, shared now and then, merged in any order at the end."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        ana_store = open_store(folder / "ana")
        ana = ana_store.join("Ana")
        label(ana_store, ana, 0, "claim")
        exchange = folder / "exchange"
        push(ana_store, exchange, CONFIG)
        stores: list[Store] = [ana_store, open_store(folder / "ben"), open_store(folder / "cy")]
        people = [ana]
        for store, person in zip(stores[1:], ("Ben", "Cy"), strict=True):
            pull(store, exchange, CONFIG)
            people.append(store.join(person))
        for deed, who, index, where in deeds:
            if deed == "share":
                push(stores[who], exchange, CONFIG)
                pull(stores[who], exchange, CONFIG)
            else:
                do(stores[who], people[who], deed, index, where)
        bundles = [folder / f"{at}.zip" for at in range(3)]
        for store, bundle in zip(stores, bundles, strict=True):
            push(store, bundle, CONFIG)
        for store in (*stores, fresh := open_store(folder / "fresh")):
            order.shuffle(bundles)
            for bundle in bundles:
                assert pull(store, bundle, CONFIG).is_whole
        states = [seen(store) for store in (*stores, fresh)]
        for state in states:
            assert state == states[0]
        for store in (*stores, fresh):
            assert not list(flaws(signed(store)))
            store.close()
        for project in ("ana", "ben", "cy", "fresh"):
            wrong = [
                one for one in check(folder / project) if one.kind not in (Kind.GOOD, Kind.NOTE)
            ]
            assert not wrong
