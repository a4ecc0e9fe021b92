"""A team on PostgreSQL: writers at once, a day offline, a first pull; beside files over git.

python -m benchmarks.team [--writers N] [--labels N] [--offline N] [--rows N] [--full]

A real server runs on this machine, with its syncs. Writers label as fast as they can, and then as
people do, once a second. The first pull is compared with a bare `COPY` out and parsing each line; a
day offline with the same exchange over a folder and git. `--full` is what is promised: 50 writers x
1,000 labels, 10,000 events on each side, 1,000,000 rows.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

import msgspec
import psycopg

from annotations.exchange import Report, arrived, pull, push
from annotations.exchange.postgres.carrier import connected
from annotations.exchange.sync import sync
from annotations.store import Store, open_store
from benchmarks import team_cases as cases
from tests.conftest import team_database
from tests.postgres_server import Server
from tests.unit.exchange.colleagues import everything

PROCESSES = 4


def timed(work: Callable[[], object]) -> float:
    """Seconds that it took."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def p95(values: list[float]) -> float:
    """95th percentile."""
    return quantiles(values, n=100)[94]


def crowd(server: Server, folder: Path, writers: int, labels: int, pace: float) -> bool:
    """Writers whose every label is a push of its own; two colleagues watch.

    Args:
        server: A server.
        folder: For what they keep.
        writers: How many.
        labels: Of each.
        pace: Seconds from label to label; 0: as fast as it goes.
    """
    folder.mkdir()
    address = team_database(server, "crowd")
    lead = cases.project(folder / "lead")
    lead.join("Lea")
    for number in range(5):
        lead.freeze(*cases.article(number))
    push(lead, address, cases.CONFIG)
    watchers = [cases.Watcher(address) for _ in range(2)]
    for one in watchers:
        one.start()
    start = time.perf_counter()
    shares = [writers // PROCESSES + (at < writers % PROCESSES) for at in range(PROCESSES)]
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "benchmarks.team_cases", "write", address,
             str(folder / f"crowd-{at}"), str(share), str(labels), str(pace)]
        )
        for at, share in enumerate(shares) if share
    ]  # fmt: skip
    failed = [one.wait() for one in running]
    took = time.perf_counter() - start
    for one in watchers:
        one.stop.set()
        one.join()
    rows = server.run(address, "select body from slugline.events where seq > 1")
    said = {
        str(event["id"]): _said(str(event["hlc"]))
        for event in (json.loads(str(body)) for (body,) in rows)
    }
    acks = [
        float(line.split()[1])
        for path in folder.glob("crowd-*/w*/acked")
        for line in path.read_text().splitlines()
    ]
    wanted = writers * labels
    doubled = len(rows) - len(said)
    lost = wanted - len(said)
    [(gaps,)] = server.run(
        address,
        "select count(*) from (select max(seq) - count(*) as gap from slugline.events "
        "group by device) g where gap <> 0",
    )
    unseen = [one for one in said if any(one not in watcher.seen for watcher in watchers)]
    seen = [at_other.seen.get(one, 1e12) - at for one, at in said.items() for at_other in watchers]
    how = f"one label each {pace:g} s" if pace else "as fast as it goes"
    pushes = [value * 1000 for value in (quantiles(acks, n=100)[49], p95(acks))]
    print(
        f"{writers} writers x {labels:,} labels, {how}: {wanted / took:,.0f} labels/s, "
        f"push p50 {pushes[0]:.1f} ms, p95 {pushes[1]:.1f} ms"
    )
    goal = " (goal < 1 s)" if pace else ""
    print(
        f"  lost {lost}, doubled {doubled}, gaps {gaps}, never seen by others {len(unseen)}, "
        f"seen by others p95 {p95(seen):.2f} s{goal}"
    )
    is_soon = not pace or p95(seen) < 1
    return is_soon and not (any(failed) or lost or doubled or gaps or unseen)


def _said(hlc: str) -> float:
    from datetime import datetime

    return datetime.fromisoformat(hlc[:24].replace("Z", "+00:00")).timestamp()


def offline(server: Server, folder: Path, count: int) -> bool:
    """Two people work a day without the server, then meet; the same over a folder and git."""
    address = team_database(server, "offline")

    def to_server(store: Store, _: Path) -> None:
        with connected(address) as carrier:
            sync(store, carrier, cases.CONFIG)

    took = {
        "a server": _a_day(folder / "postgres", count, to_server),
        "git": _a_day(folder / "git", count, _to_git),
    }
    for way, seconds in took.items():
        equal = "equal" if seconds else "NOT EQUAL"
        print(f"{count:,} events offline on each side, met over {way}: {seconds:.1f} s, {equal}")
    if not all(took.values()):
        return False
    print(f"  over a server / over git: {took['a server'] / took['git']:.2f}")
    return True


def _a_day(place: Path, count: int, meet: Callable[[Store, Path], object]) -> float:
    """Seconds that meeting took; 0 if it did not make both sides equal."""
    place.mkdir()
    stores = [open_store(place / "ana"), open_store(place / "ben")]
    clones = [place / "a", place / "b"]
    _git(place, "init", "-q", "--bare", "-b", "main", "hub.git")
    for clone in clones:
        _git(place, "clone", "-q", "hub.git", clone.name)
    people = [stores[0].join("Ana")]
    for number in range(count // 40 + 1):
        stores[0].freeze(*cases.article(number))
    for store, clone in zip(stores, clones, strict=True):
        meet(store, clone)
    people.append(stores[1].join("Ben"))
    for store, person in zip(stores, people, strict=True):
        for number in range(0, count, 100):
            # A hundred at once: only how they meet is measured here.
            until = min(number + 100, count)
            changes = [cases.change(one, count // 40 + 1) for one in range(number, until)]
            store.annotate(person, changes)
    took = timed(lambda: [meet(stores[at], clones[at]) for at in (0, 1, 0)])
    same = everything(stores[0]) == everything(stores[1])
    for store in stores:
        store.close()
    return took if same else 0


def _to_git(store: Store, clone: Path) -> None:
    if _has_main(clone):
        _git(clone, "pull", "-q", "--no-rebase", "--no-edit", "origin", "main")
        pull(store, clone, cases.CONFIG)
    push(store, clone, cases.CONFIG)
    _git(clone, "add", "-A")
    _git(clone, "commit", "-qm", "Labels", "--allow-empty")
    _git(clone, "push", "-q", "origin", "HEAD:main")


def _git(folder: Path, *words: str) -> None:
    options = ["-c", "user.name=Bench", "-c", "user.email=bench@example.org"]
    subprocess.run(["git", *options, *words], cwd=folder, check=True, capture_output=True)


def _has_main(clone: Path) -> bool:
    found = subprocess.run(
        ["git", "ls-remote", "--exit-code", "origin", "main"],
        cwd=clone, capture_output=True, check=False,
    )  # fmt: skip
    return found.returncode == 0


def first_pull(server: Server, folder: Path, count: int) -> bool:
    """All of a stream into a new project, beside what the bytes alone cost."""
    address = team_database(server, "first")
    lead = cases.project(folder / "first")
    for number in range(min(1_000, count // cases.SENTENCES + 1)):
        lead.freeze(*cases.article(number))
    push(lead, address, cases.CONFIG)
    person, device = "u-" + "a" * 16, "d-" + "b" * 12
    links = []
    with psycopg.connect(address) as there:
        cursor = there.cursor()
        for table, row in (
            ("people (project, person, role, lead)", (person, "ana", False)),
            ("devices (project, device, role)", (device, "ana")),
            ("streams (project, person, device)", (person, device)),
        ):
            places = ", ".join(["%s"] * (1 + len(row)))
            cursor.execute(
                f"insert into slugline.{table} values ({places})".encode(), (lead.project_id, *row)
            )
        rows = "slugline.events (project, device, seq, id, person, body)"
        with cursor.copy(f"copy {rows} from stdin".encode()) as copy:
            for link, line in cases.stream(lead.project_id, person, device, count):
                links.append(link)
                copy.write_row((lead.project_id, device, link.seq, link.id, person, line.decode()))
        cursor.execute(
            "insert into slugline.signatures (project, device, seq, lines) values (%s, %s, %s, %s)",
            (lead.project_id, device, count, cases.signature(device, links, folder / "first-keys")),
        )
    del links

    def bare() -> None:
        query = "copy (select body from slugline.events order by seq) to stdout"
        with psycopg.connect(address) as there, there.cursor() as cursor:
            with cursor.copy(query.encode()) as copy:
                data = b"".join(map(bytes, copy))
            for line in data.splitlines():
                msgspec.json.decode(line.replace(b"\\\\", b"\\"))

    bare_took = min(timed(bare) for _ in range(2))
    read_took = min(timed(lambda: arrived(address)) for _ in range(2))
    store = open_store(folder / "new")
    reports: list[Report] = []
    pull_took = timed(lambda: reports.append(pull(store, address, cases.CONFIG)))
    store.close()
    assert reports[0].new == count, reports[0]
    read, whole = bare_took / read_took, bare_took / pull_took
    print(f"first pull of {count:,} events: bare COPY out and parse {bare_took:.2f} s")
    print(f"  read and looked at {read_took:.2f} s: bare / this {read:.2f} (goal >= 0.3)")
    print(f"  verified, merged and kept, too, {pull_took:.2f} s: bare / this {whole:.2f}")
    return read >= 0.3


def main() -> None:
    """Measure, and say what misses its goal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--writers", type=int, default=50)
    parser.add_argument("--labels", type=int, default=20)
    parser.add_argument("--offline", type=int, default=1_000)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--full", action="store_true")
    wanted = parser.parse_args()
    if wanted.full:
        wanted.labels, wanted.offline, wanted.rows = 1_000, 10_000, 1_000_000
    with TemporaryDirectory() as name, Server(syncs=True) as server:
        folder = Path(name)
        good = [
            crowd(server, folder / "fast", wanted.writers, wanted.labels, 0),
            crowd(server, folder / "paced", wanted.writers, 15, 1),
            offline(server, folder, wanted.offline),
            first_pull(server, folder, wanted.rows),
        ]
    if not all(good):
        sys.exit("a goal was missed")


if __name__ == "__main__":
    main()
