"""The journal cut at every byte; every bit of journal and snapshot flipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.errors import StoreError
from annotations.store.engine.engine import Engine
from annotations.store.engine.journal import Op
from tests.reliability.failing_disk import FULL

DOCUMENTS = [
    b'{"label":"claim","note":""}',
    b'{"label":"quote","note":"caf\xc3\xa9 \xe2\x80\x9cso\xe2\x80\x9d"}',
    b'{"label":"speculation","unsure":true}',
]
Content = dict[str, dict[int, bytes]]


def content(engine: Engine) -> Content:
    """Every document of every table."""
    return {name: dict(engine.view(name).items()) for name in engine.names()}


def put(engine: Engine, ops: list[Op]) -> None:
    """Make a change."""
    engine.write(lambda: (ops, None))


def filled(path: Path, records: int, *, fold: bool) -> list[Content]:
    """A store with some records; what it held after each of them."""
    engine = Engine(path)
    states = [content(engine)]
    for number in range(1, records + 1):
        document = DOCUMENTS[number % 3]
        ops: list[Op] = [("labels/u-1", number % 4 + 1, document), ("events/d-1", number, document)]
        put(engine, ops)
        states.append(content(engine))
    if fold:
        engine.compact()
    engine.close(fold=False)
    return states


def found(path: Path) -> Content | None:
    """What a store holds; None if it says that it is damaged."""
    try:
        engine = Engine(path)
    except StoreError:
        return None
    try:
        return content(engine)
    finally:
        engine.close(fold=False)


def laid_out(folder: Path, files: dict[str, bytes]) -> Path:
    """The files in a folder, whatever was there."""
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        if path.is_file() and path.suffix != ".reserve":
            path.unlink()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder / "annotations.json"


def taken(folder: Path, *, note: bool) -> dict[str, bytes]:
    """Snapshot and journal; with the note of what was acknowledged, or as if there was none."""
    names = ["annotations.json", *(path.name for path in folder.glob("*.wal-*"))]
    return {name: (folder / name).read_bytes() for name in names} | (
        {"annotations.json.lock": (folder / "annotations.json.lock").read_bytes()} if note else {}
    )


@pytest.mark.slow
def test_a_journal_cut_at_any_byte_holds_its_whole_records(memory: Path) -> None:
    """After a power cut, when no note says what was acknowledged."""
    states = filled(memory / "annotations.json", 6, fold=False)
    files = taken(memory, note=False)
    journal = files["annotations.json.wal-1"]
    header = journal.index(b"\n") + 1
    for end in range(header, len(journal) + 1, 1 if FULL else 3):
        cut = files | {"annotations.json.wal-1": journal[:end]}
        whole = journal[header:end].count(b"\n")
        assert found(laid_out(memory / "cut", cut)) == states[whole], end


@pytest.mark.slow
def test_a_journal_cut_behind_its_note_is_refused(memory: Path) -> None:
    """Where the note says that more was acknowledged, a torn tail is a loss."""
    states = filled(memory / "annotations.json", 4, fold=False)
    files = taken(memory, note=True)
    journal = files["annotations.json.wal-1"]
    for end in range(0, len(journal), 1 if FULL else 11):
        cut = files | {"annotations.json.wal-1": journal[:end]}
        assert found(laid_out(memory / "cut", cut)) is None, end
    assert found(laid_out(memory / "cut", files)) == states[-1]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["annotations.json", "annotations.json.wal-1"])
def test_a_flipped_bit_is_reported_or_harmless(memory: Path, name: str) -> None:
    """Never a state that was not there: the store opens with all of it, or refuses."""
    fold = name == "annotations.json"
    states = filled(memory / "annotations.json", 5, fold=fold)
    files = taken(memory, note=True)
    data = files[name]
    reported = 0
    for bit in range(0, len(data) * 8, 1 if FULL else 5):
        flipped = bytearray(data)
        flipped[bit // 8] ^= 1 << bit % 8
        after = found(laid_out(memory / "flipped", files | {name: bytes(flipped)}))
        assert after in (None, states[-1]), f"bit {bit % 8} of byte {bit // 8}"
        reported += after is None
    assert reported
