"""Keeping a project and a database alike: what it costs, what it leaves, what it tries again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

import annotations.exchange.sync as sync_module
from annotations.errors import ExchangeError
from annotations.exchange import pull, push
from annotations.exchange.postgres import carrier as carrier_module
from annotations.exchange.postgres import connection as connection_module
from annotations.exchange.postgres.carrier import PostgresCarrier, connected
from annotations.exchange.postgres.connection import Connection
from annotations.exchange.sync import sync
from annotations.store import open_store
from tests.memory_store import MemoryStore
from tests.postgres_server import Server
from tests.unit.exchange.colleagues import CONFIG, article, cuts, everything, label


class Counting(Connection):
    """Counts transactions."""

    count = 0

    def run(self, work: Any, *, read_only: bool = False) -> Any:
        """Count, and do it."""
        self.count += 1
        return super().run(work, read_only=read_only)


@pytest.fixture
def counting(database: str) -> Iterator[tuple[Counting, PostgresCarrier]]:
    """A connection that counts, and the carrier over it."""
    connection = Counting(database)
    yield connection, PostgresCarrier(connection)
    connection.close()


def signing(tmp_path: Path, name: str) -> MemoryStore:
    """A project that signs."""
    store = MemoryStore()
    store.private = tmp_path / name
    return store


def test_where_nothing_is_new_the_server_is_asked_once(
    counting: tuple[Counting, PostgresCarrier], tmp_path: Path
) -> None:
    """And a single label costs three transactions, however it began."""
    connection, carrier = counting
    store = signing(tmp_path, "desk")
    ana = store.join("Ana")
    label(store, ana, 0, "claim")
    done = sync(store, carrier, CONFIG)
    assert (done.sent, done.report) == (2, None)
    for said in ("quote", "claim", "speculation"):
        label(store, ana, 1, said)
        connection.count = 0
        done = sync(store, carrier, CONFIG, done.seen)
        assert done.sent == 1
    assert connection.count == 3
    connection.count = 0
    done = sync(store, carrier, CONFIG, done.seen)
    assert (done.sent, done.report, connection.count) == (0, None, 1)


def test_what_was_only_sent_is_taken_in_later(database: str, tmp_path: Path) -> None:
    """By the next sync that receives; also an article that came alone."""
    ana_store, ben_store = signing(tmp_path, "a"), signing(tmp_path, "b")
    label(ana_store, ana_store.join("Ana"), 0, "claim")
    push(ana_store, database, CONFIG)
    pull(ben_store, database, CONFIG)
    ben = ben_store.join("Ben")
    with connected(database) as carrier:
        done = sync(ben_store, carrier, CONFIG)
        ana = next(iter(ana_store.joined()))
        label(ana_store, ana, 1, "quote")
        ana_store.freeze(article(1), cuts(1))
        push(ana_store, database, CONFIG)
        label(ben_store, ben, 2, "quote")
        done = sync(ben_store, carrier, CONFIG, done.seen, receive=False)
        assert (done.sent, done.report) == (1, None)
        done = sync(ben_store, carrier, CONFIG, done.seen)
        assert done.report is not None
        assert (done.report.new, done.report.articles) == (1, 1)
    pull(ana_store, database, CONFIG)
    assert everything(ana_store) == everything(ben_store)


def test_two_windows_on_one_project_send_the_same_once(database: str, tmp_path: Path) -> None:
    """Whichever comes first, and whatever each of them saw last."""
    first, second = (open_store(tmp_path / "p") for _ in range(2))
    ana = first.join("Ana")
    with connected(database) as one, connected(database) as other:
        seen = [sync(first, one, CONFIG).seen, sync(second, other, CONFIG).seen]
        for number in range(6):
            label(first, ana, number % 3, ("claim", "quote")[number // 3])
            stores = (first, one), (second, other)
            for at in (0, 1) if number % 2 else (1, 0):
                store, carrier = stores[at]
                seen[at] = sync(store, carrier, CONFIG, seen[at]).seen
    fresh = MemoryStore()
    report = pull(fresh, database, CONFIG)
    assert (report.is_whole, report.problems) == (True, ())
    assert everything(fresh) == everything(first)
    for each in (first, second):
        each.close()


@pytest.mark.parametrize("state", ["40001", "40P01", "57P01"])
def test_what_could_not_be_done_because_of_others_is_done_again(database: str, state: str) -> None:
    """Each time from its beginning, with one effect."""
    kinds = {one: psycopg.errors.lookup(one) for one in (state,)}
    tries: list[int] = []
    connection = Connection(database)

    def work(cursor: psycopg.Cursor[Any]) -> int:
        cursor.execute("insert into slugline.projects values ('p-1', '{}', '')")
        tries.append(1)
        if len(tries) < 4:
            raise kinds[state]("said by the server")
        return len(tries)

    assert connection.run(work) == 4
    rows = connection.run(lambda cursor: cursor.execute("table slugline.projects").fetchall())
    assert len(rows) == 1
    assert connection.retries == 3
    connection.close()


def test_what_will_never_be_done_is_not_tried_again(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor without end what could be."""
    monkeypatch.setattr(connection_module, "BUSY", 0.2)
    connection = Connection(database, patience=0.2)
    with pytest.raises(ExchangeError, match="division by zero"):
        connection.run(lambda cursor: cursor.execute("select 1 / 0"))
    assert connection.retries == 0

    def work(cursor: psycopg.Cursor[Any]) -> None:
        raise psycopg.errors.SerializationFailure("restart transaction")

    with pytest.raises(ExchangeError, match="restart transaction"):
        connection.run(work)
    connection.close()


def test_a_server_cannot_fill_the_memory(
    postgres: Server, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it sends is counted as it comes, like the files of a folder."""
    store = MemoryStore()
    ana = store.join("Ana")
    for number in range(30):
        label(store, ana, number % 3, ("claim", "quote")[number // 3 % 2])
    push(store, database, CONFIG)
    monkeypatch.setattr(carrier_module, "LONGEST_STREAM", 2_000)
    with pytest.raises(ExchangeError, match="larger than"):
        pull(MemoryStore(), database, CONFIG)
    monkeypatch.undo()
    monkeypatch.setattr(carrier_module, "MOST_FILES", 1)
    with pytest.raises(ExchangeError, match="more than 1 articles and streams"):
        pull(MemoryStore(), database, CONFIG)


def test_the_first_sync_confirms_another_device_of_ones_own(database: str, tmp_path: Path) -> None:
    """Also where something of one's own is new, and what another window signed stays."""
    desk, laptop = signing(tmp_path, "desk"), signing(tmp_path, "laptop")
    ana = desk.join("Ana")
    label(desk, ana, 0, "claim")
    push(desk, database, CONFIG)
    pull(laptop, database, CONFIG, join_as="Ana")
    label(laptop, ana, 1, "quote")
    push(laptop, database, CONFIG)
    pull(desk, database, CONFIG, trusted=[laptop.device])
    label(desk, ana, 2, "quote")
    with connected(database) as carrier:
        seen = sync(desk, carrier, CONFIG).seen
        for said in ("claim", "quote"):
            label(desk, ana, 2, said)
            seen = sync(desk, carrier, CONFIG, seen).seen
    report = pull(signing(tmp_path, "fresh"), database, CONFIG)
    assert (report.is_whole, report.held) == (True, ())


def test_what_others_push_while_we_do_is_taken_in_next(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though nothing has changed there since: events, and an article that nobody labelled."""
    ana_store, ben_store = signing(tmp_path, "a"), signing(tmp_path, "b")
    label(ana_store, ana := ana_store.join("Ana"), 0, "claim")
    push(ana_store, database, CONFIG)
    pull(ben_store, database, CONFIG)
    label(ben_store, ben_store.join("Ben"), 1, "quote")
    whole = sync_module._pushed

    def pushed(*what: Any) -> Any:
        label(ana_store, ana, 2, "quote")
        ana_store.freeze(article(1), cuts(1))
        push(ana_store, database, CONFIG)
        return whole(*what)

    monkeypatch.setattr(sync_module, "_pushed", pushed)
    with connected(database) as carrier:
        done = sync(ben_store, carrier, CONFIG)
        assert done.sent == 2
        monkeypatch.undo()
        done = sync(ben_store, carrier, CONFIG, done.seen)
        assert done.report is not None
        assert (done.report.new, done.report.articles) == (1, 1)
        assert sync(ben_store, carrier, CONFIG, done.seen).report is None
    pull(ana_store, database, CONFIG)
    assert everything(ana_store) == everything(ben_store)
