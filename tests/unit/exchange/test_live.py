"""A project and a team's database kept alike behind a screen, with a server that comes and goes."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import psycopg
import pytest

from annotations.config import Config, TeamConfig
from annotations.errors import ExchangeError
from annotations.exchange import pull, push
from annotations.exchange.live import Live, Standing
from annotations.exchange.postgres.carrier import connected
from annotations.store import Store, open_store
from tests.conftest import team_database
from tests.memory_store import MemoryStore
from tests.postgres_server import Server
from tests.unit.exchange.colleagues import CONFIG, everything, label
from tui.store_worker import Writer

MOST = 20.0
"""Seconds that anything may take before a test gives up."""


class Desk:
    """A project with the thread that keeps it alike; what the screen would be told."""

    def __init__(self, store: Store, address: str, name: str, **team: object) -> None:
        self.store, self.name = store, name
        self.me = next((one for one, known in store.people().items() if known == name), "")
        self.me = self.me if self.me in store.joined() else store.join(name)
        self.told: list[Standing] = []
        self._news = threading.Condition()
        values = {"url": address, "pause": 0.1, **team}
        self.live = Live(
            Config(team=msgspec.convert(values, TeamConfig)),
            store=lambda: self.store,
            write=lambda step: step(),
            tell=self._tell,
            where=lambda: (self.me, "a-0123456789abcdef"),
            memory=Path(store.private.parent / "team.json") if store.private else None,
        )

    def _tell(self, standing: Standing) -> None:
        with self._news:
            self.told.append(standing)
            self._news.notify_all()

    def until(self, is_so: Callable[[Standing], bool]) -> Standing:
        """Wait until it is told that it stands so."""
        deadline = time.monotonic() + MOST
        with self._news:
            # What is only counted is not told.
            while not is_so(self.live.standing):
                assert time.monotonic() < deadline, self.live.standing
                self._news.wait(0.02)
            return self.live.standing

    def label(self, index: int, said: str, number: int = 0) -> None:
        """Label, as the screen does it."""
        label(self.store, self.me, index, said, number)
        self.live.changed()


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of its own, which may be killed."""
    with Server() as made:
        yield made


def begun(address: str, folder: Path, *names: str) -> list[Store]:
    """A lead has begun, and everybody has a project that began with that."""
    lead = MemoryStore()
    for number in range(2):
        label(lead, lead.joined()[0] if lead.joined() else lead.join("Lea"), 0, "claim", number)
    push(lead, address, CONFIG)
    stores = [open_store(folder / name) for name in names]
    for store in stores:
        pull(store, address, CONFIG)
    return stores


def until_equal(*desks: Desk) -> None:
    """Wait until all have the same, and everything is sent."""
    deadline = time.monotonic() + MOST
    while True:
        counts = {sum(one.events for one in desk.store.streams()) for desk in desks}
        if len(counts) == 1 and all(desk.live.standing.contact == "level" for desk in desks):
            # As many on both sides may still be other ones: each sent, and has not looked again.
            states = [everything(desk.store) for desk in desks]
            if all(state == states[0] for state in states):
                return
        assert time.monotonic() < deadline, [desk.live.standing for desk in desks]
        threading.Event().wait(0.02)


def ended(*desks: Desk) -> None:
    """Close what was opened."""
    for desk in desks:
        desk.live.close(MOST)
        desk.store.close()


def test_what_one_labels_the_other_has_within_a_second(database: str, tmp_path: Path) -> None:
    """In both directions, and each knows that the other is here, and that they left."""
    ana, ben = (
        Desk(store, database, name)
        for store, name in zip(begun(database, tmp_path, "a", "b"), ("Ana", "Ben"), strict=True)
    )
    for desk in (ana, ben):
        desk.live.start()
        desk.until(lambda now: now.contact == "level" and now.sent > 0)
    taken = ben.live.standing.taken
    began = time.monotonic()
    ana.label(1, "quote")
    ben.until(lambda now: now.taken > taken)
    assert time.monotonic() - began < 2.0  # a second, and a machine that is busy
    ben.label(2, "speculation")
    until_equal(ana, ben)
    ana.live._beaten = ben.live._beaten = 0.0
    here = ana.until(lambda now: bool(now.here)).here
    assert [(one.name, one.article) for one in here] == [("Ben", "a-0123456789abcdef")]
    ben.live.close(MOST)
    ana.live._beaten = 0.0
    ana.until(lambda now: not now.here)
    ended(ana, ben)


def test_a_server_that_is_killed_is_said_once_and_harms_nothing(
    server: Server, tmp_path: Path
) -> None:
    """A hundred labels meanwhile, on each side; then both are equal."""
    address = team_database(server)
    ana, ben = (
        Desk(store, address, name)
        for store, name in zip(begun(address, tmp_path, "a", "b"), ("Ana", "Ben"), strict=True)
    )
    for desk in (ana, ben):
        desk.live.start()
        desk.until(lambda now: now.contact == "level" and now.sent > 0)
    server.kill()
    for desk in (ana, ben):
        desk.live.changed()
        desk.until(lambda now: now.contact == "gone")
    for number in range(100):
        ana.label(number % 3, ("claim", "quote")[number // 3 % 2])
        ben.label(number % 3, ("quote", "claim")[number // 3 % 2], 1)
    assert ana.until(lambda now: now.unsent == 100).contact == "gone"
    server.start()
    until_equal(ana, ben)
    changes = [one.contact for one in ana.told]
    assert changes.count("gone") <= changes.index("gone") + 102
    contacts = [a for a, b in zip(changes, ["", *changes], strict=False) if a != b]
    assert contacts == ["reaching", "level", "gone", "level"]
    ended(ana, ben)


def test_quitting_waits_for_no_server_and_knows_what_is_not_sent(
    server: Server, tmp_path: Path
) -> None:
    """Also the next time, when the server was never reached."""
    address = team_database(server)
    [store] = begun(address, tmp_path, "a")
    ana = Desk(store, address, "Ana")
    ana.live.start()
    ana.until(lambda now: now.contact == "level" and now.sent > 0)
    ana.label(0, "quote")
    assert ana.live.close(MOST) == 0
    server.kill()
    again = Desk(store, address, "Ana")
    again.live.start()
    again.until(lambda now: now.contact == "gone")
    again.label(1, "claim")
    again.label(2, "claim")
    again.until(lambda now: now.unsent == 2)
    began = time.monotonic()
    assert again.live.close(1.0) == 2
    assert time.monotonic() - began < 1.5
    store.close()


def test_what_is_refused_is_said_with_what_to_do(
    postgres: Server, database: str, tmp_path: Path
) -> None:
    """Nobody has begun; another project than expected, or than the one here."""
    store = open_store(tmp_path / "a")
    desk = Desk(store, database, "Ana")
    desk.live.start()
    assert "A lead pushes first" in desk.until(lambda now: now.contact == "refused").why
    assert desk.live.close(MOST) == 1
    assert postgres.run(database, "select count(*) from slugline.events") == [(0,)]
    begun(database, tmp_path, "b")
    other = Desk(store, database, "Ana", project="p-0123")
    other.live.start()
    assert "expects p-0123" in other.until(lambda now: now.contact == "refused").why
    other.live.close(MOST)
    foreign = Desk(store, database, "Ana")
    foreign.live.start()
    assert "is of project" in foreign.until(lambda now: now.contact == "refused").why
    foreign.live.close(MOST)
    assert everything(store)[0] == store.project_id
    store.close()


@pytest.mark.parametrize(
    "change",
    [
        "alter table slugline.events alter column seq type numeric",
        "alter table slugline.events drop column body cascade",
        "alter table slugline.signatures alter column lines type bytea using lines::bytea",
        "alter table slugline.articles rename column digest to hash",
        "alter table slugline.people alter column since type text",
        "alter table slugline.presence drop column at",
    ],
)
def test_tables_that_somebody_changed_are_refused(
    postgres: Server, database: str, tmp_path: Path, change: str
) -> None:
    """Named, with what to do; also where a connection is open already."""
    store = MemoryStore()
    label(store, store.join("Ana"), 0, "claim")
    push(store, database, CONFIG)
    with connected(database) as carrier:
        names = [one for one in carrier.names() if not one.startswith("events")]
        with psycopg.connect(database, autocommit=True) as connection:
            for rule in ("writing", "by_lead"):
                for table in ("events", "forks"):
                    connection.execute(f"drop policy {rule} on slugline.{table}".encode())
            connection.execute(b"drop policy leaving on slugline.departures")
            connection.execute(change.encode())
        carrier.refresh()
        # As it was opened before: it answers, or says that it cannot.
        with contextlib.suppress(ExchangeError):
            for one in names:
                carrier.read(one)
    with pytest.raises(ExchangeError, match="somebody changed the tables: slugline"):
        pull(MemoryStore(), database, CONFIG)


def test_a_second_laptop_waits_for_a_word_and_is_not_read_again(
    database: str, tmp_path: Path
) -> None:
    """It is said once what waits; others are taken meanwhile; with the word all comes."""
    first, second = begun(database, tmp_path, "a", "b")
    label(first, ana := first.join("Ana"), 0, "claim")
    push(first, database, CONFIG)
    pull(second, database, CONFIG, join_as="Ana")
    label(second, ana, 1, "quote")
    push(second, database, CONFIG)
    third = open_store(tmp_path / "c")
    pull(third, database, CONFIG)
    ben = Desk(third, database, "Ben")
    ben.live.start()
    waits = ben.until(lambda now: now.contact == "level" and bool(now.waiting))
    assert "somebody has to say" in waits.waiting[0]
    assert waits.behind == 2
    label(first, ana, 2, "quote")
    push(first, database, CONFIG)
    ben.until(lambda now: now.taken == 1)
    pull(first, database, CONFIG, trusted=[second.device])
    push(first, database, CONFIG)
    ben.until(lambda now: not now.waiting and now.behind == 0)
    assert {one.device for one in third.streams()} >= {first.device, second.device}
    ended(ben)
    first.close()
    second.close()


def test_the_writer_takes_steps_of_other_threads(tmp_path: Path) -> None:
    """In order with its jobs; an error goes to whoever asked; none waits for a closed one."""
    opened = threading.Event()
    writer = Writer(
        lambda: open_store(tmp_path / "p"), name="Ana", guideline="1",
        post=lambda message: opened.set(),
    )  # fmt: skip
    writer.start()
    assert opened.wait(MOST)
    assert writer.call(lambda store: store.joined()) != ()
    with pytest.raises(ZeroDivisionError):
        writer.call(lambda store: 1 // 0)
    assert writer.drain(MOST)
    assert writer.close(MOST)
    with pytest.raises(Exception, match="closed"):
        writer.call(lambda store: store.joined())
