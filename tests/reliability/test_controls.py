"""The same harness on what is known to lose: it must bite, or its silence means nothing."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
import tinydb
import tinydb.storages
from tinydb.table import Document

from tests.reliability import test_controls as this_module
from tests.reliability.failing_disk import Died, Fault, FaultyOS, standing_in


def rename_without_sync(path: Path, text: bytes) -> None:
    """The popular recipe for replacing a file."""
    beside = path.with_suffix(".tmp")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    os.write(handle, text)
    os.close(handle)
    os.rename(beside, path)  # noqa: PTH104  (the stand-in must see it)


def test_renaming_without_a_sync_loses_what_was_acknowledged(memory: Path) -> None:
    """The new name reaches the disk before the content does."""
    folder = memory / "work"
    folder.mkdir()
    disk = FaultyOS(folder, Fault(5))
    with standing_in(disk, this_module):
        rename_without_sync(folder / "labels.json", b'{"1": "claim"}')
        with pytest.raises(Died):
            rename_without_sync(folder / "labels.json", b'{"1": "claim", "2": "quote"}')
    after = disk.crashed("cut, names early", memory / "after")
    with pytest.raises(json.JSONDecodeError):
        json.loads((after / "labels.json").read_bytes())


def test_stock_tinydb_cannot_be_read_after_an_end_in_the_wrong_place(memory: Path) -> None:
    """Between its sync and its truncate the tail of a longer file sticks out."""
    folder = memory / "work"
    folder.mkdir()
    with tinydb.TinyDB(folder / "stock.json") as db:
        db.insert({"note": "n" * 200})
    disk = FaultyOS(folder, Fault(0))
    db = tinydb.TinyDB(folder / "stock.json")
    with standing_in(disk, tinydb.storages), pytest.raises(Died):
        db.upsert(Document({"note": "n"}, doc_id=1))
    db.close()
    with pytest.raises(json.JSONDecodeError, match="Extra data"):
        json.loads((folder / "stock.json").read_text())


def test_stock_tinydb_loses_everything_when_a_disk_is_full(memory: Path) -> None:
    """It writes over the only copy that there is."""
    path = memory / "stock.json"
    with tinydb.TinyDB(path) as db:
        db.insert_multiple({"label": "claim"} for _ in range(50))
    db = tinydb.TinyDB(path)
    handle = db.storage._handle  # type: ignore[attr-defined]

    class Full:
        """A file whose disk has room for half of what is written."""

        def __getattr__(self, name: str) -> object:
            return getattr(handle, name)

        def write(self, text: str) -> int:
            """Write half of it and fail."""
            handle.write(text[: len(text) // 2].replace("claim", "quote"))
            handle.flush()
            raise OSError(28, "No space left on device")

    db.storage._handle = Full()  # type: ignore[attr-defined]
    with pytest.raises(OSError, match="No space"):
        db.table("another, that comes first in no file").insert({"a": "b" * 5000})
    handle.close()
    with pytest.raises(json.JSONDecodeError):
        json.loads(path.read_text())
