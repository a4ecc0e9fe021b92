"""People assign and claim, at once and apart: whatever the order of exchanges, one state."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.exchange import pull, push
from annotations.store import Statement, Store, open_store
from annotations.store.assignments import (
    ASSIGN,
    assigned,
    claimed,
    given_back,
    read_assignments,
    taken_away,
)
from annotations.store.verify import Kind, check
from tests.unit.exchange.colleagues import CONFIG, article, cuts, everything

NAMES = ("a-0001", "a-0002", "a-0003")

DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["assign", "away", "claim", "back", "odd", "undo", "redo", "share"]),
        st.integers(0, 2),  # who
        st.integers(0, 2),  # article
        st.integers(0, 2),  # whom
    ),
    min_size=3,
    max_size=14,
)


def do(store: Store, person: str, deed: str, name: str, other: str) -> None:
    """One thing that somebody says of an article as they know it."""
    known = read_assignments(store)
    if deed in ("undo", "redo"):
        (store.undo if deed == "undo" else store.redo)(person)
        return
    said = {
        "assign": lambda: assigned({name: "A title"}, [other], known),
        "away": lambda: taken_away([name], [other], known),
        "claim": lambda: claimed({name: ""}, person, known),
        "back": lambda: given_back([name], person, known),
        "odd": lambda: [Statement(ASSIGN, f"{name} nobody", {"how": "hand"})],
    }[deed]()
    if said:
        store.state(person, said)


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(DEEDS, st.randoms(use_true_random=False))
def test_three_people_say_who_labels_what_and_reach_one_state(
    deeds: Sequence[tuple[str, int, int, int]], order: random.Random
) -> None:
    """With undo, shared now and then, merged in any order at the end; every stream holds."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        exchange = folder / "exchange"
        stores: list[Store] = [open_store(folder / "ana")]
        people = [stores[0].join("Ana")]
        push(stores[0], exchange, CONFIG)
        for colleague in ("ben", "cy"):
            store = open_store(folder / colleague)
            pull(store, exchange, CONFIG)
            stores.append(store)
            people.append(store.join(colleague))
        for deed, who, at, whom in deeds:
            if deed == "share":
                push(stores[who], exchange, CONFIG)
                pull(stores[who], exchange, CONFIG)
            else:
                do(stores[who], people[who], deed, NAMES[at], people[whom])
        bundles = [folder / f"{at}.zip" for at in range(3)]
        for store, bundle in zip(stores, bundles, strict=True):
            push(store, bundle, CONFIG)
        for store in (*stores, fresh := open_store(folder / "fresh")):
            order.shuffle(bundles)
            for bundle in bundles:
                assert pull(store, bundle, CONFIG).is_whole
        states = [(everything(store), read_assignments(store)) for store in (*stores, fresh)]
        for state in states:
            assert state == states[0]
        for store in (*stores, fresh):
            store.close()
        wrong = [one for one in check(folder / "fresh") if one.kind not in (Kind.GOOD, Kind.NOTE)]
        assert not wrong


def test_taking_away_and_giving_at_once_leaves_it_given(tmp_path: Path) -> None:
    """Two leads who did not know of each other: nothing that somebody was given gets lost."""
    first, second = open_store(tmp_path / "a"), open_store(tmp_path / "b")
    lea = first.join("Lea")
    first.state(lea, assigned({"a-0001": ""}, [lea], read_assignments(first)))
    push(first, tmp_path / "x", CONFIG)
    pull(second, tmp_path / "x", CONFIG)
    leo = second.join("Leo")
    known = read_assignments(second)
    second.state(leo, taken_away(["a-0001"], [lea], known))
    first.state(lea, taken_away(["a-0001"], [lea], known))
    first.state(lea, assigned({"a-0001": "again"}, [lea], read_assignments(first)))
    for store in (second, first, second):
        push(store, tmp_path / "x", CONFIG)
        pull(store, tmp_path / "x", CONFIG)
    assert read_assignments(first).of(lea) == read_assignments(second).of(lea) == {"a-0001"}
    first.close()
    second.close()


def test_articles_that_nobody_labelled_travel_once(tmp_path: Path) -> None:
    """With whose they are; a second push writes them no more."""
    store = open_store(tmp_path / "lea")
    lea = store.join("Lea")
    store.freeze(article(), cuts())
    store.state(lea, assigned({article().id: "Bridge"}, [lea], read_assignments(store)))
    assert push(store, tmp_path / "x", CONFIG).articles == 1
    assert push(store, tmp_path / "x", CONFIG).articles == 0
    other = open_store(tmp_path / "ana")
    pull(other, tmp_path / "x", CONFIG)
    assert other.frozen_ids() == (article().id,)
    assert read_assignments(other).people(article().id) == (lea,)
    store.close()
    other.close()
