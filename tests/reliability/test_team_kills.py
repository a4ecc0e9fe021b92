"""A team's database under kills: what was acknowledged is there, once, without a gap."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from annotations.exchange import pull, push
from annotations.exchange.postgres.carrier import connected
from annotations.exchange.sync import sync
from annotations.store import Store, open_store
from tests.conftest import team_database
from tests.memory_store import MemoryStore
from tests.postgres_server import Server
from tests.reliability.cutting_proxy import CuttingProxy
from tests.reliability.failing_disk import FULL
from tests.unit.exchange.colleagues import CONFIG, everything, label

ROOT = Path(__file__).parents[2]
TIMEOUT = 3600 if FULL else 120


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of its own, which syncs, and may be killed."""
    with Server(syncs=True) as made:
        yield made


def begun(server: Server, folder: Path) -> str:
    """A database in which a lead has begun; its address."""
    address = team_database(server)
    with_lead = open_store(folder / "lead")
    label(with_lead, with_lead.join("Lea"), 0, "claim")
    push(with_lead, address, CONFIG)
    with_lead.close()
    return address


def writer(folder: Path, address: str, name: str, labels: int = 100_000) -> subprocess.Popen[str]:
    """A process that labels and syncs."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.reliability.team_work", folder / name, address, name,
         str(labels)],
        cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def acknowledged(folder: Path, name: str) -> list[str]:
    """Ids of events of which a sync returned."""
    path = folder / f"{name}.acked"
    lines = path.read_text().splitlines() if path.exists() else []
    return [line.split()[0] for line in lines if line.count(" ") == 1]


def wait_for(folder: Path, names: Sequence[str], more: int) -> None:
    """Until each writer has so many more acknowledged."""
    until = time.monotonic() + 60
    goals = {name: len(acknowledged(folder, name)) + more for name in names}
    while any(len(acknowledged(folder, name)) < goal for name, goal in goals.items()):
        assert time.monotonic() < until, "no progress"
        time.sleep(0.02)


def check(server: Server, address: str, folder: Path, names: Sequence[str]) -> int:
    """See that nothing is lost, doubled or missing, anywhere; how much was acknowledged."""
    rows = server.run(address, "select device, seq, id from slugline.events")
    ids = [str(one) for *_, one in rows]
    assert len(ids) == len(set(ids)), "doubled"
    by_device: dict[object, list[int]] = {}
    for device, seq, _ in rows:
        by_device.setdefault(device, []).append(int(str(seq)))
    for device, numbers in by_device.items():
        assert sorted(numbers) == list(range(1, len(numbers) + 1)), f"a gap in {device}"
    assert server.run(address, "select count(*) from slugline.forks") == [(0,)]
    count = 0
    for name in names:
        acked = acknowledged(folder, name)
        assert set(acked) <= set(ids), f"{name} lost something"
        count += len(acked)
    stores: list[Store] = [open_store(folder / name) for name in names]
    for store in stores:
        with connected(address) as carrier:
            sync(store, carrier, CONFIG)
    stores += [MemoryStore()]
    for store in stores:
        report = pull(store, address, CONFIG)
        assert (report.is_whole, report.problems) == (True, ())
    states = [everything(store) for store in stores]
    assert all(state == states[0] for state in states)
    for store in stores:
        store.close()
    return count


def finish(folder: Path, writers: dict[str, subprocess.Popen[str]]) -> int:
    """Let writers end by themselves; how often they tried again."""
    for name in writers:
        (folder / f"{name}.stop").touch()
    retries = 0
    for one in writers.values():
        printed, said = one.communicate(timeout=TIMEOUT)
        assert one.returncode == 0, said
        retries += int(printed)
    return retries


@pytest.mark.slow
@pytest.mark.timeout(TIMEOUT)
def test_a_server_that_is_killed_loses_nothing(server: Server, tmp_path: Path) -> None:
    """Again and again, under writers that go on."""
    address = begun(server, tmp_path)
    names = [f"w{number}" for number in range(8 if FULL else 2)]
    writers = {name: writer(tmp_path, address, name) for name in names}
    order = random.Random(1)
    for _ in range(20 if FULL else 3):
        wait_for(tmp_path, names, 3)
        time.sleep(order.uniform(0, 0.05))
        server.kill()
        server.start()
    wait_for(tmp_path, names, 1)
    retries = finish(tmp_path, writers)
    count = check(server, address, tmp_path, names)
    print(f"{count:,} acknowledged, {retries} tried again")
    assert retries >= 3


@pytest.mark.slow
@pytest.mark.timeout(TIMEOUT)
def test_a_client_that_is_killed_goes_on_where_it_was(postgres: Server, tmp_path: Path) -> None:
    """In the same folder, which holds what was not sent yet."""
    address = begun(postgres, tmp_path)
    order = random.Random(2)
    for _ in range(40 if FULL else 3):
        one = writer(tmp_path, address, "w")
        wait_for(tmp_path, ["w"], 2)
        time.sleep(order.uniform(0, 0.05))
        one.send_signal(signal.SIGKILL)
        one.communicate()
    assert check(postgres, address, tmp_path, ["w"]) >= 6


@pytest.mark.slow
@pytest.mark.timeout(TIMEOUT)
def test_an_answer_that_is_lost_after_the_commit_has_one_effect(
    postgres: Server, tmp_path: Path
) -> None:
    """The server has it, the client does not know, and tries again."""
    address = begun(postgres, tmp_path)
    every = 3
    proxy = CuttingProxy(postgres.port, every)
    labels = 200 if FULL else 12
    store = open_store(tmp_path / "w")
    with connected(address.replace(str(postgres.port), str(proxy.port)), patience=60) as carrier:
        done = sync(store, carrier, CONFIG)
        ana = store.join("Ana")
        for number in range(labels):
            label(store, ana, number % 3, ("claim", "quote")[(number // 3) % 2])
            done = sync(store, carrier, CONFIG, done.seen)
            assert done.sent
        assert carrier.connection.retries >= proxy.cuts >= labels // every
    proxy.close()
    store.close()
    check(postgres, address, tmp_path, ["w"])
