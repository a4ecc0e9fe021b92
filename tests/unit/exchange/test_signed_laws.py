"""The laws of merging, over streams that are signed, and over clocks that were ahead."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.exchange import flaws, pull, push, signed
from annotations.store import Statement, Store, open_store
from annotations.store.events import Event
from annotations.store.incoming_events import incoming
from annotations.store.redating import dated, redated_by
from tests.memory_store import MemoryStore
from tests.unit.exchange.colleagues import CONFIG, everything, label

DAY = 24 * 60 * 60 * 1000
NOON = 1_777_636_800_000
"""Milliseconds since 1970 of a day in May 2026."""

DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["label", "gold", "undo", "push", "pull", "clock"]),
        st.integers(0, 2),  # which of three projects
        st.integers(0, 2),  # which sentence
        st.sampled_from(["claim", "quote", "speculation", ""]),
    ),
    max_size=14,
)


class Clock:
    """A wall clock that may be wrong."""

    def __init__(self) -> None:
        self.now = NOON
        self.ahead = 0

    def __call__(self) -> int:
        """Milliseconds since 1970, one later each time."""
        self.now += 1
        return self.now + self.ahead


@settings(deadline=None, max_examples=40)
@given(DEEDS, st.randoms(use_true_random=False))
def test_signed_streams_reach_one_state_in_whatever_order(
    deeds: Sequence[tuple[str, int, int, str]], order: random.Random
) -> None:
    """Ana on two machines, and Ben, each with a key; any clock may be 400 days ahead meanwhile."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        exchange = folder / "exchange"
        clocks = [Clock() for _ in range(3)]
        stores = [MemoryStore(clock) for clock in clocks]
        for at, store in enumerate(stores):
            store.private = folder / f"keys-{at}"
        desk, ben_store, laptop = stores
        ana = desk.join("Ana")
        label(desk, ana, 0, "claim")
        push(desk, exchange, CONFIG)
        pull(ben_store, exchange, CONFIG)
        people = [ana, ben_store.join("Ben"), ana]
        pull(laptop, exchange, CONFIG, join_as="Ana")
        label(laptop, ana, 1, "quote")
        device = laptop.device
        for deed, who, index, said in deeds:
            store, person = stores[who], people[who]
            if deed == "label":
                label(store, person, index, said)
            elif deed == "gold":
                store.state(person, [Statement("gold", f"s-{index}", {"label": said})])
            elif deed == "undo":
                store.undo(person)
            elif deed == "push":
                push(store, exchange, CONFIG)
            elif deed == "clock":
                clocks[who].ahead = 0 if clocks[who].ahead else 400 * DAY
            else:
                pull(store, exchange, CONFIG, trusted=[device])
        for clock, store in zip(clocks, stores, strict=True):
            clock.ahead = 0
            clock.now = NOON + 10_000
            store.redate()
            assert store.ahead() == 0
            push(store, exchange, CONFIG)
        for store in stores:
            pull(store, exchange, CONFIG, trusted=[device])
        bundles = []
        for at, store in enumerate(stores):
            push(store, exchange, CONFIG)
            bundles.append(folder / f"{at}.zip")
            push(store, bundles[-1], CONFIG)
        for store in stores:
            order.shuffle(bundles)
            for source in order.choice([[exchange, exchange], bundles, [*bundles, exchange]]):
                assert pull(store, source, CONFIG).is_whole
        fresh = MemoryStore(Clock())
        report = pull(fresh, exchange, CONFIG)
        assert (report.is_whole, report.problems) == (True, ())
        states = [everything(store) for store in (*stores, fresh)]
        assert all(state == states[0] for state in states)
        for store in (*stores, fresh):
            found = signed(store)
            assert not list(flaws(found))
            assert all(one.key and not one.unsigned for one in found)


@pytest.mark.parametrize("make", ["memory", "folder"])
def test_a_clock_that_was_ahead_locks_nobody_out(make: str, tmp_path: Path) -> None:
    """Ten labels at +400 days: asked where it happened, dated anew, taken, and decide nothing."""
    clock = Clock()
    store: Store
    if make == "memory":
        store = MemoryStore(clock)
    else:
        from annotations.store.tinydb_store import TinyDBStore

        (tmp_path / "p").mkdir()
        store = TinyDBStore(tmp_path / "p", clock=clock)
    ana = store.join("Ana")
    push(store, tmp_path / "x", CONFIG)
    ben_clock = Clock()
    ben_store = MemoryStore(ben_clock)
    pull(ben_store, tmp_path / "x", CONFIG)
    ben = ben_store.join("Ben")
    clock.ahead = 400 * DAY
    for index in range(3):
        label(store, ana, index, "claim")
    store.state(ana, [Statement("gold", "s-1", {"label": "claim"})])
    clock.ahead = 0
    label(store, ana, 0, "quote")
    assert store.ahead() == 5
    push(store, tmp_path / "x", CONFIG)
    report = pull(ben_store, tmp_path / "x", CONFIG)
    assert (report.new, len(report.refused)) == (0, 5)
    assert all("clock" in one and "push" in one for one in report.refused)
    ben_clock.now = clock.now + DAY // 2
    ben_store.state(ben, [Statement("gold", "s-1", {"label": "quote"})])

    assert store.redate() == 5
    assert (store.ahead(), store.redate()) == (0, 0)
    push(store, tmp_path / "x", CONFIG)
    report = pull(ben_store, tmp_path / "x", CONFIG)
    assert (report.is_whole, report.new) == (True, 6)
    said = {one.index: one.label for one in ben_store.annotations(person=ana)}
    assert said == {0: "quote", 1: "claim", 2: "claim"}
    push(ben_store, tmp_path / "x", CONFIG)
    pull(store, tmp_path / "x", CONFIG)
    for one in (store, ben_store):
        # Ben's came later by a right clock, though Ana's machine said otherwise.
        assert [head.value["label"] for head in one.statements("gold")["s-1"]] == ["quote", "claim"]
        assert max(event.hlc for event in one.history()) < "2026-05-03"
    # From now on nobody's clock is ahead.
    label(store, ana, 1, "quote")
    label(ben_store, ben, 1, "quote")
    assert max(event.hlc for event in store.history()) < "2026-05-03"
    assert max(event.hlc for event in ben_store.history()) < "2026-05-03"
    push(store, tmp_path / "x", CONFIG)
    assert pull(ben_store, tmp_path / "x", CONFIG).is_whole
    store.close()


def test_another_process_goes_by_the_right_clock_too(tmp_path: Path) -> None:
    """A reader that was open all the while does not drag the old time along."""
    from annotations.store.tinydb_store import TinyDBStore

    clock = Clock()
    store = open_store(tmp_path / "p")
    store.close()
    reader, pushing = (TinyDBStore(tmp_path / "p", clock=clock) for _ in range(2))
    ana = reader.join("Ana")
    clock.ahead = 400 * DAY
    label(reader, ana, 0, "claim")
    clock.ahead = 0
    assert pushing.redate() == 1
    label(reader, ana, 1, "claim")
    assert max(event.hlc for event in reader.history()) < "2026-05-03"
    assert reader.ahead() == 0
    reader.close()
    pushing.close()


@given(
    st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9), st.integers(-5, 10**12)), max_size=4),
    st.randoms(use_true_random=False),
)
def test_dating_anew_only_moves_back_and_keeps_the_order(
    said: Sequence[tuple[int, int, int]], order: random.Random
) -> None:
    """Whatever is said, in whatever order it comes."""
    base = {"v": 1, "id": "", "project": "p-1", "person": "u-1", "device": "d-1111"}
    stamps = [f"2027-06-0{n}T10:00:00.000Z-0000-1111" for n in range(1, 10)]
    events = [
        Event(**base, type="later", seq=n, hlc=stamp)  # type: ignore[arg-type]
        for n, stamp in enumerate(stamps, start=1)
    ]
    redates = [
        Event(
            **base,  # type: ignore[arg-type]
            type="redate",
            seq=10 + n,
            hlc=stamps[0],
            value={"first": first, "until": until, "back": back},
        )
        for n, (first, until, back) in enumerate(said)
    ]
    found = redated_by(redates)
    order.shuffle(redates)
    assert redated_by(redates) == found
    assert all(dated(one, found).hlc <= one.hlc for one in events)
    for first, until, _ in found.get("d-1111", ())[:1] if len(found.get("d-1111", ())) == 1 else ():
        times = [dated(one, found).hlc for one in events[first - 1 : until]]
        assert times == sorted(times)


def test_lines_of_the_future_are_taken_with_what_dates_them_in_any_order() -> None:
    """The event that says so may come first, last, or the time before."""
    clock = Clock()
    store = MemoryStore(clock)
    clock.ahead = 400 * DAY
    ana = store.join("Ana")
    label(store, ana, 0, "claim")
    clock.ahead = 0
    store.redate()
    lines = list(store.lines(store.device))
    for permuted in (lines, lines[::-1]):
        found = incoming(permuted, lambda _: frozenset(), NOON)
        assert (found.refused, len(found.fresh)) == ((), 3)
        assert found.clock < "2026-05-02"
    late = MemoryStore(Clock())
    assert len(late.merge(lines[:2]).refused) == 2
    assert late.merge(lines[2:]).new == 1
    assert late.merge(lines[:2]).new == 2
