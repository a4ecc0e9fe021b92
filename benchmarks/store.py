"""What a tag costs, how a project opens, what it takes in memory: beside stock TinyDB and SQLite.

python -m benchmarks.store [--full] [--sizes N ...] [--rounds N] [--folder DIR]

Every figure is a ratio within this run: the ways to save are measured in turns, round by round,
so that what else the machine does falls on all of them. `--full` goes up to 1,000,000
annotations; it needs 8 GB of disk, 3 GB of memory and half an hour.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import NamedTuple

import tinydb

from annotations.store.engine import disk
from annotations.store.engine.journal import encode
from annotations.store.tinydb_store import TinyDBStore
from benchmarks import store_cases as cases

QUICK, FULL = (1_000, 20_000), (1_000, 10_000, 100_000, 1_000_000)
DOCUMENT = json.dumps(cases.row(1)).encode()
RECORD = encode(1, [("bench", 1, DOCUMENT)], 7)
JOURNALLED = 40_000
"""Tags of the longest journal there is: a longer one is folded beside the work."""

SLOW = ("stock", "caching")
"""Ways that take seconds at a large size, so are measured a few times only."""


class Target(NamedTuple):
    """A promise and what was measured."""

    what: str
    most: float
    measured: float
    unit: str = "x"

    def __str__(self) -> str:
        sign = "ok" if self.measured <= self.most else "OVER"
        return f"{self.what:66}{self.measured:10.3f}{self.unit:4}<= {self.most:<8g}{sign}"


class Saving(NamedTuple):
    """Seconds that each way to save took, round by round."""

    size: int
    took: dict[str, list[float]]

    def p50(self, way: str) -> float:
        """Median, as a multiple of the bare write and sync."""
        return median(self.took[way]) / median(self.took["raw"])

    def p99(self, way: str) -> float:
        """99th percentile, as a multiple of that of the bare write and sync."""
        return _p99(self.took[way]) / _p99(self.took["raw"])


def _p99(seconds: list[float]) -> float:
    return quantiles(seconds, n=100)[-1] if len(seconds) >= 100 else max(seconds)


def label(number: int) -> str:
    """Another one at each turn, and at each return to the same sentence."""
    return cases.LABELS[(number + number // cases.SENTENCES) % 3]


def saving(folder: Path, size: int, rounds: int) -> Saving:
    """Save in turns, in stores that hold `size` annotations each."""
    store = TinyDBStore(folder / "ours")
    engine, table = store.db.engine, store.db.table("bench")
    engine.write(lambda: ([("bench", 1, DOCUMENT)], None))
    sql = cases.durable(folder)
    stock = tinydb.TinyDB(folder / "stock.json")
    caching = cases.caching(folder)
    raw = os.open(folder / "raw", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)

    def write_raw(number: int) -> None:
        os.write(raw, RECORD)
        disk.sync_data(raw)

    text = "update labels set document = ? where id = ?"
    ways: dict[str, Callable[[int], object]] = {
        "raw": write_raw,
        "put": lambda n: engine.write(lambda: ([("bench", n % size + 1, DOCUMENT)], None)),
        "tag": lambda n: store.annotate(cases.PERSON, [cases.change(n, label(n))]),
        "update": lambda n: table.update({"label": label(n)}, doc_ids=[1]),
        "sqlite": lambda n: sql.execute(text, (json.dumps(cases.row(n, label(n))), n % size + 1)),
        "stock": lambda n: stock.table("labels").update({"label": label(n)}, doc_ids=[1]),
        "caching": lambda n: caching.table("labels").update({"label": label(n)}, doc_ids=[1]),
    }
    took: dict[str, list[float]] = {way: [] for way in ways}
    few = max(min(rounds, 200_000 // size), 2)
    for number in range(rounds):
        for way, act in ways.items():
            if way in SLOW and number >= few:
                continue
            start = time.perf_counter()
            act(number)
            took[way].append(time.perf_counter() - start)
    took["caching"] = took["caching"][1:]  # the first one reads the file
    caching.storage._cache_modified_count = 0  # type: ignore[attr-defined]
    store.db.engine.close(fold=False)
    os.close(raw)
    return Saving(size, took)


class Processor(NamedTuple):
    """What saving costs without the disk."""

    put: float
    """Seconds."""
    tag: float
    syncs: float
    """A put."""


def processor(folder: Path) -> Processor:
    """Save without syncing; the quickest of several batches, as others use the machine too."""
    store = TinyDBStore(folder / "ours")
    engine = store.db.engine
    before = engine.syncs
    real, disk.sync_data = disk.sync_data, lambda handle: None
    try:
        put = _quickest(lambda n: engine.write(lambda: ([("bench", n, DOCUMENT)], None)))
        syncs = (engine.syncs - before) / (20 * 200)
        tag = _quickest(lambda n: store.annotate(cases.PERSON, [cases.change(n, label(n))]))
    finally:
        disk.sync_data = real
        engine.close(fold=False)
    return Processor(put, tag, syncs)


def _quickest(act: Callable[[int], object]) -> float:
    best = float("inf")
    for batch in range(20):
        start = time.thread_time()
        for number in range(200):
            act(batch * 200 + number)
        best = min(best, (time.thread_time() - start) / 200)
    return best


def opening(kind: str, folder: Path) -> tuple[float, float]:
    """Seconds and bytes of private memory that opening takes, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.store_cases", kind, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    return found["seconds"], found["private"]


class Folding(NamedTuple):
    """What folding costs, in seconds."""

    whole: float
    locked: float
    """The longest time for which others could not write."""


def folding(folder: Path) -> Folding:
    """Fold a project with 200 new tags."""
    store = TinyDBStore(folder / "ours")
    for number in range(200):
        store.annotate(cases.PERSON, [cases.change(number, label(number) + " again")])
    held: list[float] = []
    enter, leave = disk.Lock.__enter__, disk.Lock.__exit__

    def timed_enter(lock: disk.Lock) -> disk.Lock:
        entered = enter(lock)
        held.append(-time.perf_counter())
        return entered

    def timed_leave(lock: disk.Lock, *error: object) -> None:
        held[-1] += time.perf_counter()
        leave(lock, *error)  # type: ignore[arg-type]

    disk.Lock.__enter__, disk.Lock.__exit__ = timed_enter, timed_leave  # type: ignore[method-assign]
    try:
        start = time.perf_counter()
        store.compact()
        whole = time.perf_counter() - start
    finally:
        disk.Lock.__enter__, disk.Lock.__exit__ = enter, leave  # type: ignore[method-assign]
    store.db.engine.close(fold=False)
    return Folding(whole, max(held))


def report(sizes: list[int], rounds: int, place: Path) -> list[Target]:
    """Measure everything, printing the figures; the targets at the end."""
    savings = []
    for size in sizes:
        folder = place / str(size)
        print(f"making stores of {size:,} annotations ...", file=sys.stderr)
        cases.ours(folder / "ours", size)
        cases.stock(folder, size)
        cases.sqlite(folder, size)
        savings.append(saving(folder, size, rounds))
    _print_savings(savings)
    largest = place / str(sizes[-1])
    cost = processor(place / str(sizes[0]))
    print(f"\nwithout the disk: put {cost.put * 1e6:.0f} us, tag {cost.tag * 1e6:.0f} us")
    opened = {kind: opening(kind, largest) for kind in cases.OPENING}
    print(f"\n{'opening at ' + format(sizes[-1], ','):24}{'seconds':>12}{'private MB':>12}")
    for kind, (seconds, private) in opened.items():
        print(f"{kind:24}{seconds:12.4f}{private / 1e6:12.1f}")
    folded = folding(largest)
    print(f"\nfolding 200 tags: {folded.whole:.3f} s, lock held for {folded.locked * 1e3:.2f} ms")
    replayed = place / "replayed"
    cases.ours(replayed / "ours", sizes[0])
    empty, _ = opening("ours", replayed)
    tags = min(JOURNALLED, sizes[-1])
    cases.journalled(replayed / "ours", tags)
    seconds, private = opening("ours", replayed)
    replay = (seconds - empty) / tags
    print(
        f"replaying {tags:,} tags after a crash: {replay * 1e6:.2f} us each, {private / 1e6:.0f} MB"
    )
    return _targets(savings, cost, opened, folded, replay, private)


def _print_savings(savings: list[Saving]) -> None:
    print(f"\n{'p50, as multiples of raw':28}" + "".join(f"{one.size:>14,}" for one in savings))
    raw = "".join(f"{median(one.took['raw']) * 1e6:14.0f}" for one in savings)
    print(f"{'raw write + fdatasync, us':28}{raw}")
    for way in savings[0].took:
        if way != "raw":
            print(f"{way:28}" + "".join(f"{one.p50(way):14.2f}" for one in savings))
    for way in ("put", "tag", "sqlite"):
        print(
            f"{way + ', p99 over raw p99':28}" + "".join(f"{one.p99(way):14.2f}" for one in savings)
        )


def _targets(
    savings: list[Saving],
    cost: Processor,
    opened: dict[str, tuple[float, float]],
    folded: Folding,
    replay: float,
    replayed_private: float,
) -> list[Target]:
    first, last = savings[0], savings[-1]
    raw = median(last.took["raw"])
    stock = median(last.took["stock"])
    return [
        Target("1 put, p50 over raw, worst size", 1.6, max(s.p50("put") for s in savings)),
        Target("1 put, p99 over raw p99, worst size", 2.5, max(s.p99("put") for s in savings)),
        Target(
            "1 TinyDB update(doc_ids), p50 over raw", 2.0, max(s.p50("update") for s in savings)
        ),
        Target(
            "1 tag (event, row, progress, undo), p50 over raw",
            1.6,
            max(s.p50("tag") for s in savings),
        ),
        Target(
            "2 flat: put at the largest over the smallest size",
            1.25,
            last.p50("put") / first.p50("put"),
        ),
        Target(
            "2 flat: tag at the largest over the smallest size",
            1.25,
            last.p50("tag") / first.p50("tag"),
        ),
        Target("3 put over SQLite", 0.9, max(s.p50("put") / s.p50("sqlite") for s in savings)),
        Target("4 processor time of a put", 60, cost.put * 1e6, " us"),
        Target("4 processor time of a tag", 60, cost.tag * 1e6, " us"),
        Target("4 syncs a put", 1, cost.syncs, ""),
        Target("5 opening over stock's", 0.02, opened["ours"][0] / opened["stock"][0]),
        Target("5 replaying a tag", 10, replay * 1e6, " us"),
        Target(
            "6 private memory over CachingMiddleware's",
            0.1,
            opened["ours"][1] / opened["caching"][1],
        ),
        Target("6 the same with the replayed tags", 0.1, replayed_private / opened["caching"][1]),
        Target("7 folding over one stock update", 0.3, folded.whole / stock),
        Target("7 lock held while folding, over one raw save", 20, folded.locked / raw),
    ]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--full", action="store_true", help="up to 1,000,000 annotations")
    parser.add_argument("--sizes", type=int, nargs="+", help="numbers of annotations")
    parser.add_argument("--rounds", type=int, default=400, help="saves of each way at each size")
    parser.add_argument("--folder", type=Path, default=Path(), help="on the disk to be measured")
    options = parser.parse_args()
    sizes = sorted(options.sizes or (FULL if options.full else QUICK))
    with TemporaryDirectory(prefix=".bench-", dir=options.folder) as place:
        targets = report(sizes, options.rounds, Path(place))
    print("\n" + "\n".join(map(str, targets)))
    if sizes[-1] < FULL[-1]:
        print(f"\nRows 2, 5, 6 and 7 are meant for {FULL[-1]:,} annotations: --full.")


if __name__ == "__main__":
    main()
