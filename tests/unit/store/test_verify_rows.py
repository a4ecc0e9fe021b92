"""Checking rows side by side with events finds what adding up every event in memory finds."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from annotations.store import Statement, Store, open_store
from annotations.store.article_files import Shelf
from annotations.store.rebuild import corrections, fold
from annotations.store.rows import EVENTS, LABELS, PROGRESS, is_whole
from annotations.store.tinydb_store import TinyDBStore
from annotations.store.verify import Kind, check, kept_on
from annotations.store.verify_rows import RowsChecker, is_whole_fast
from tests.unit.store.material import article, change, clear, cuts

HOUR = 60 * 60 * 1000


def worked(folder: Path, seed: int) -> TinyDBStore:
    """A project of two people and a third who works elsewhere, after random work."""
    rng = random.Random(seed)
    folder.mkdir()
    now = [1_777_636_800_000]
    store = TinyDBStore(folder, clock=lambda: now[0])
    elsewhere = open_store(folder.parent / f"{folder.name}-else")
    store.freeze(article(), cuts())
    people = [store.join("Ana"), store.join("Ben")]
    elsewhere.adopt(store.project_id)
    elsewhere.merge(lines_of(store), store.articles())
    elsewhere.join("Ana", people[0])
    for _ in range(40):
        now[0] += rng.choice([1, HOUR])
        one: Store = rng.choice([store, store, elsewhere])
        person = rng.choice(people) if one is store else people[0]
        deed = rng.randrange(6)
        if deed < 3:
            one.annotate(person, [change(rng.randrange(4), rng.choice(["claim", "quote"]))])
        elif deed == 3:
            one.annotate(person, [clear(rng.randrange(4))])
        elif deed == 4:
            one.undo(person)
        else:
            one.state(person, [Statement("gold", f"s-{rng.randrange(3)}", {"label": "claim"})])
    now[0] -= 50 * HOUR
    store.redate()
    store.merge(lines_of(elsewhere))
    elsewhere.close()
    return store


def lines_of(store: Store) -> list[bytes]:
    """Every event, as it is exchanged."""
    return [line for one in store.streams() for line in store.lines(one.device)]


def both(store: TinyDBStore) -> tuple[bool, bool]:
    """Whether rows hold by the one way, and by the other."""
    engine = store._engine
    kept = kept_on(engine, Shelf(store.folder / "articles"))
    checker = RowsChecker(engine, kept)
    quick, _, _ = checker.holds(checker.look())
    changes = corrections(engine.names(), engine.table, fold(engine.names(), engine.table, kept))
    return quick, not [name for name, _, _ in changes if name.startswith((LABELS, PROGRESS))]


@pytest.mark.parametrize("seed", range(12))
def test_both_ways_say_the_same(tmp_path: Path, seed: int) -> None:
    """Of rows that hold, and of each one changed, taken out or put where there is none."""
    store = worked(tmp_path / "p", seed)
    assert both(store) == (True, True)
    assert {one.kind for one in check(tmp_path / "p")} <= {Kind.GOOD, Kind.NOTE}
    engine = store._engine
    rows = [
        (name, number, raw)
        for name in engine.names()
        if name.startswith((LABELS, PROGRESS))
        for number, raw in engine.table(name).items()
    ]
    rng = random.Random(seed)
    for name, number, raw in rng.sample(rows, 4):
        other = rng.choice([None, raw.replace(b"claim", b"other"), raw.replace(b'"e-', b'"e-0')])
        if other == raw:
            continue
        engine.write(lambda n=name, at=number, o=other: ([(n, at, o)], None))  # type: ignore[misc]
        assert both(store) == (False, False), (name, number, other)
        engine.write(lambda n=name, at=number, o=raw: ([(n, at, o)], None))  # type: ignore[misc]
    stray = next(raw for name, _, raw in rows if name.startswith(LABELS))
    engine.write(lambda: ([(LABELS + "u-9999", 1 << 20, stray)], None))
    assert both(store) == (False, False)
    store.close()


def test_the_quick_look_at_an_event_is_as_strict_as_the_slow_one(tmp_path: Path) -> None:
    """Ours, with what only this folder knows behind the id, and those of others."""
    store = worked(tmp_path / "p", 1)
    engine = store._engine
    raws = [
        raw
        for name in engine.names()
        if name.startswith(EVENTS)
        for _, raw in engine.table(name).items()
    ]
    store.close()
    assert len(raws) > 20
    rng = random.Random(1)
    for raw in raws:
        assert is_whole_fast(raw)
        assert is_whole(raw)
        for tampered in (
            raw[:-1] + b',"label":"other"}',
            raw.replace(b'"seq":', b'"seq":1', 1),
            raw.replace(b"claim", b"quote", 1),
            b'{"aaa":"x",' + raw[1:],
            raw[: (at := rng.randrange(20, len(raw) - 20))] + b"0" + raw[at + 1 :],
        ):
            try:
                slow = is_whole(tampered)
            except ValueError:
                continue
            assert is_whole_fast(tampered) == slow, tampered
