"""TinyDB's own calls, with stock TinyDB as the oracle."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import tinydb
from hypothesis import given
from hypothesis import strategies as st
from tinydb import Query, where
from tinydb.storages import MemoryStorage
from tinydb.table import Document

from annotations.errors import StoreError
from annotations.store.engine.tinydb_adapter import JournalDB

Act = Callable[[Any], Any]
FILE = "annotations.json"

DOCUMENTS = st.dictionaries(
    st.sampled_from("ab"), st.integers(0, 3) | st.text(max_size=3), max_size=2
)
ACTS = st.one_of(
    DOCUMENTS.map(lambda one: lambda t: t.insert(one)),
    st.lists(DOCUMENTS, max_size=3).map(lambda some: lambda t: t.insert_multiple(some)),
    st.tuples(DOCUMENTS, st.integers(1, 6)).map(
        lambda pair: lambda t: t.upsert(Document(pair[0], doc_id=pair[1]))
    ),
    st.tuples(DOCUMENTS, st.integers(0, 3)).map(
        lambda p: lambda t: t.update(p[0], where("a") == p[1])
    ),
    st.lists(st.integers(1, 6), max_size=3).map(
        lambda ids: lambda t: t.update({"b": 9}, doc_ids=ids)
    ),
    st.lists(st.integers(1, 6), max_size=2).map(lambda ids: lambda t: t.remove(doc_ids=ids)),
    st.integers(0, 3).map(lambda n: lambda t: t.remove(where("a") == n)),
    st.just(lambda t: t.truncate()),
    st.integers(0, 3).map(lambda n: lambda t: t.search(Query().a == n)),
    st.integers(1, 6).map(lambda n: lambda t: t.get(doc_id=n)),
    st.just(lambda t: len(t)),
    st.just(lambda t: t.contains(where("a") == 1)),
)


def told(act: Act, table: Any) -> Any:
    """What a call returned, or that it raised."""
    try:
        return act(table)
    except (KeyError, ValueError) as error:
        return type(error)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[JournalDB]:
    """An empty database."""
    made = JournalDB(tmp_path / FILE)
    yield made
    made.close()


@given(acts=st.lists(ACTS, max_size=12), folds=st.integers(0, 12))
def test_it_does_what_stock_tinydb_does(
    tmp_path_factory: pytest.TempPathFactory, acts: list[Act], folds: int
) -> None:
    """Any calls in any order, folded in between, give the same answers and the same documents."""
    path = tmp_path_factory.mktemp("db") / FILE
    stock = tinydb.TinyDB(storage=MemoryStorage)
    ours = JournalDB(path)
    for number, act in enumerate(acts):
        assert told(act, ours.table("t")) == told(act, stock.table("t"))
        if number == folds:
            ours.engine.compact()
    expected = {one.doc_id: dict(one) for one in stock.table("t")}
    assert {one.doc_id: dict(one) for one in ours.table("t")} == expected
    ours.close()
    with tinydb.TinyDB(path) as again:
        assert {one.doc_id: dict(one) for one in again.table("t")} == expected


def test_tables_are_named_and_dropped(db: JournalDB) -> None:
    """What goes to the storage directly in stock TinyDB."""
    db.insert({"a": 1})
    db.table("two").insert({"b": 2})
    assert db.tables() == {"_default", "two"}
    assert "two" in repr(db)
    db.drop_table("two")
    assert db.tables() == {"_default"}
    assert db.table("two").all() == []
    db.drop_tables()
    assert db.tables() == set()


def test_an_existing_table_survives_persist_empty(db: JournalDB, tmp_path: Path) -> None:
    """Stock TinyDB erases it (issue 636)."""
    db.table("t").insert({"a": 1})
    again = JournalDB(tmp_path / FILE)
    assert len(again.table("t", persist_empty=True)) == 1
    again.close()


def test_a_query_sees_what_another_store_wrote(db: JournalDB, tmp_path: Path) -> None:
    """No cache stands between."""
    table = db.table("t")
    assert table.search(where("a") == 1) == []
    other = JournalDB(tmp_path / FILE)
    other.table("t").insert({"a": 1})
    assert len(table.search(where("a") == 1)) == 1
    other.close()


def test_two_stores_never_choose_one_number(db: JournalDB, tmp_path: Path) -> None:
    """It is chosen with the lock held."""
    other = JournalDB(tmp_path / FILE)
    numbers = [one.table("t").insert({}) for _ in range(5) for one in (db, other)]
    assert numbers == list(range(1, 11))
    other.close()


def test_what_a_caller_does_to_a_document_is_its_own_affair(db: JournalDB) -> None:
    """Stock TinyDB's cache saves it to disk without a call."""
    db.table("t").insert({"a": [1]})
    db.table("t").all()[0]["a"].append(2)
    assert db.table("t").all() == [{"a": [1]}]


def test_a_failing_update_changes_nothing(db: JournalDB) -> None:
    """Not even the documents before the one that failed."""
    table = db.table("t")
    table.insert_multiple([{"a": 1}, {"a": 2}, {"b": 3}])
    with pytest.raises(KeyError):
        table.update(lambda document: document.update(a=document["a"] + 1))
    assert table.all() == [{"a": 1}, {"a": 2}, {"b": 3}]


@pytest.mark.parametrize(
    "wrong",
    [math.nan, math.inf, {1, 2}, b"bytes", {1: "x"}, "\udce9", [math.nan]],
    ids=repr,
)
def test_what_json_would_change_is_refused(db: JournalDB, wrong: object) -> None:
    """The encoder writes NaN as null, a set as a list and bytes as text, all without a word."""
    with pytest.raises(ValueError, match=r"kept as JSON|not text"):
        db.table("t").insert({"a": wrong})
    assert db.table("t").all() == []


def test_the_reserved_tables_stay_out_of_sight(db: JournalDB, tmp_path: Path) -> None:
    """What the snapshot says of itself is no table of ours."""
    db.insert({"a": 1})
    db.close()
    assert "_store" in json.loads((tmp_path / FILE).read_text())
    again = JournalDB(tmp_path / FILE)
    assert again.tables() == {"_default"}
    with pytest.raises(StoreError):
        again.table("_store").insert({"a": 1})
    again.close()
