"""People make stories, at once and apart: whatever the order of exchanges, one state."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.articles.corpus import Card
from annotations.articles.stories import Story, group
from annotations.exchange import flaws, pull, push, signed
from annotations.store import Store, open_store
from annotations.store.stories_by_hand import (
    as_of,
    given_back,
    merged,
    moved,
    read_by_hand,
    renamed,
    taken_out,
)
from annotations.store.tinydb_store import TinyDBStore
from annotations.store.verify import Kind, check
from tests.unit.exchange.colleagues import CONFIG, everything

NAMES = ("a/1", "a/2", "b/1", "b/2", "c/1")


def corpus(root: str) -> list[Card]:
    """The same articles, wherever somebody has them."""
    return [
        Card(article_id=f"a-{name}", path=f"{root}/{name}", folder=name[0], title=name)
        for name in NAMES
    ]


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["merge", "move", "split", "rename", "back", "undo", "redo", "share"]),
        st.integers(0, 2),  # who
        st.integers(0, 4),
        st.integers(0, 4),
    ),
    min_size=3,
    max_size=14,
)


def stories(store: Store, root: str = "/c") -> tuple[Story, ...]:
    """As somebody sees them whose files lie there."""
    return group(corpus(root), read_by_hand(store))


def do(store: Store, person: str, deed: str, one: int, other: int) -> None:
    """One thing that somebody does to the stories as they see them."""
    found = stories(store)
    known = as_of(group(corpus("/c")), read_by_hand(store))
    story, into = found[one % len(found)], found[other % len(found)]
    article = story, story.cards[other % len(story.cards)]
    if deed in ("undo", "redo"):
        (store.undo if deed == "undo" else store.redo)(person)
        return
    said = {
        "merge": lambda: merged(into, [story], known),
        "move": lambda: moved([article], into, known),
        "split": lambda: taken_out([article], known),
        "rename": lambda: renamed(story, f"name {other}", known),
        "back": lambda: given_back([article[1]], known),
    }[deed]()
    if said:
        store.state(person, said)


def seen(store: Store) -> tuple[object, ...]:
    """What the project says of stories, and every event of it."""
    by_hand = read_by_hand(store)
    return everything(store), by_hand, group(corpus("/c"), by_hand)


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(DEEDS, st.randoms(use_true_random=False))
def test_three_people_make_stories_and_reach_one_state(
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
        for deed, who, one, other in deeds:
            if deed == "share":
                push(stores[who], exchange, CONFIG)
                pull(stores[who], exchange, CONFIG)
            else:
                do(stores[who], people[who], deed, one, other)
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
            ids = [card.article_id for story in stories(store) for card in story.cards]
            assert sorted(ids) == sorted(f"a-{one}" for one in NAMES)
            assert not list(flaws(signed(store)))
            store.close()
        for project in ("ana", "ben", "cy", "fresh"):
            wrong = [
                one for one in check(folder / project) if one.kind not in (Kind.GOOD, Kind.NOTE)
            ]
            assert not wrong


@pytest.fixture
def two(tmp_path: Path) -> tuple[Store, str, Store, str]:
    """Ana and Ben with one project, on machines whose clocks agree.

    Who of two was later is only said where it was not the same millisecond: there their devices
    decide, alike on every machine, and by chance.
    """
    ticks = count(1_780_000_000_000)
    stores = []
    for name in ("ana", "ben"):
        (tmp_path / name).mkdir()
        stores.append(TinyDBStore(tmp_path / name, clock=lambda: next(ticks)))
    ana_store, ben_store = stores
    ana = ana_store.join("Ana")
    push(ana_store, tmp_path / "x", CONFIG)
    pull(ben_store, tmp_path / "x", CONFIG)
    return ana_store, ana, ben_store, ben_store.join("Ben")


def exchanged(folder: Path, *stores: Store) -> None:
    """Everybody gives and takes until all have all."""
    for _ in range(2):
        for store in stores:
            push(store, folder / "x", CONFIG)
            pull(store, folder / "x", CONFIG)


def test_a_story_goes_to_a_colleague_whose_files_lie_elsewhere(
    two: tuple[Store, str, Store, str], tmp_path: Path
) -> None:
    """It is about articles, not about folders; and undoing goes there as well."""
    ana_store, ana, ben_store, _ = two
    a, b = stories(ana_store)[:2]
    known = as_of(group(corpus("/c")), read_by_hand(ana_store))
    ana_store.state(ana, merged(a, [b], known))
    exchanged(tmp_path, ana_store, ben_store)
    there = stories(ben_store, "/home/ben/other")
    assert [[card.article_id[2:] for card in one.cards] for one in there] == [
        ["a/1", "a/2", "b/1", "b/2"],
        ["c/1"],
    ]
    assert there[0].title == a.title
    ana_store.undo(ana)
    exchanged(tmp_path, ana_store, ben_store)
    assert stories(ben_store, "/home/ben/other") == group(corpus("/home/ben/other"))


def test_two_who_did_not_know_of_each_other_are_shown_as_a_dispute(
    two: tuple[Store, str, Store, str], tmp_path: Path
) -> None:
    """The later one holds on both sides, the other is told; saying it again settles it."""
    ana_store, ana, ben_store, ben = two
    a, b, c = stories(ana_store)
    none = as_of(group(corpus("/c")), read_by_hand(ana_store))
    ana_store.state(ana, moved([(c, c.cards[0])], a, none))
    ben_store.state(ben, moved([(c, c.cards[0])], b, none))
    exchanged(tmp_path, ana_store, ben_store)
    mine, yours = read_by_hand(ana_store), read_by_hand(ben_store)
    assert mine == yours
    [[other]] = mine.disputed.values()
    assert mine.names[other] == a.title
    assert mine.names[mine.placements["a-c/1"].story] == b.title
    now = stories(ana_store)
    home = next(one for one in now if one.title == a.title)
    here = next(one for one in now if one.title == b.title)
    card = next(one for one in here.cards if one.article_id == "a-c/1")
    ana_store.state(ana, moved([(here, card)], home, mine))
    exchanged(tmp_path, ana_store, ben_store)
    assert read_by_hand(ben_store).disputed == {}
    assert stories(ben_store) == stories(ana_store)
    assert any(one.title == a.title and len(one.cards) == 3 for one in stories(ben_store))


def test_two_who_make_the_same_story_agree_but_for_its_name(
    two: tuple[Store, str, Store, str], tmp_path: Path
) -> None:
    """One story; the later name holds."""
    ana_store, ana, ben_store, ben = two
    a = stories(ana_store)[0]
    none = as_of(group(corpus("/c")), read_by_hand(ana_store))
    ana_store.state(ana, renamed(a, "Ana’s name", none))
    ben_store.state(ben, renamed(a, "Ben’s name", none))
    exchanged(tmp_path, ana_store, ben_store)
    assert stories(ana_store) == stories(ben_store)
    assert read_by_hand(ana_store).disputed == {}
    assert len(stories(ana_store)) == 3
    assert {"Ben’s name"} == {one.title for one in stories(ana_store)} - {
        one.title for one in group(corpus("/c"))
    }


def test_nothing_of_this_machine_goes_along(
    two: tuple[Store, str, Store, str],
) -> None:
    """No path, no password of an address: what tells versions is a hash."""
    ana_store, ana, _, _ = two
    a, b = stories(ana_store, "/home/ana/secret-folder")[:2]
    cards = tuple(
        msgspec.structs.replace(card, url="https://ana:hunter2@example.org/x") for card in b.cards
    )
    b = Story(b.key, b.title, cards)
    ana_store.state(ana, merged(a, [b], read_by_hand(ana_store)))
    lines = b"".join(line for one in ana_store.streams() for line in ana_store.lines(one.device))
    assert b"merge" in lines
    for secret in (b"hunter2", b"/home/ana", b"secret-folder"):
        assert secret not in lines
