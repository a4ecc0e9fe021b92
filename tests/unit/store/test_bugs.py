"""Bugs that lost or hid labels in the prototype of this store; none of them may return."""

from __future__ import annotations

from pathlib import Path
from zlib import crc32

import pytest
import tinydb

from annotations.errors import DamagedError
from annotations.store.engine.engine import Engine
from annotations.store.engine.files import Files, new_segment
from annotations.store.engine.journal import Header, encode, new_salt, verifies

FILE = "annotations.json"


def put(engine: Engine, number: int) -> None:
    """Make a change."""
    engine.write(lambda: ([("labels/u-1", number, b'{"label":"claim"}')], None))


def numbers(engine: Engine) -> list[int]:
    """What was put."""
    engine.refresh()
    return [number for number, _ in engine.view("labels/u-1").items()]


def test_1_a_footer_is_not_believed_after_stock_tinydb_rewrote_the_file(tmp_path: Path) -> None:
    """It says where tables lie, which after that is nowhere: the store opened with no labels."""
    engine = Engine(tmp_path / FILE)
    for number in range(1, 4):
        put(engine, number)
    engine.close()
    with tinydb.TinyDB(tmp_path / FILE) as db:
        db.table("notes").insert({"by": "another program"})

    engine = Engine(tmp_path / FILE)
    assert numbers(engine) == [1, 2, 3]
    assert len(engine.view("notes")) == 1
    assert any("another program" in notice for notice in engine.notices)
    engine.close()


@pytest.mark.parametrize("bit", range(8))
def test_2_a_flipped_bit_in_the_footers_name_does_not_hide_the_journal(
    tmp_path: Path, bit: int
) -> None:
    """The file then looked like stock TinyDB's, and the journal beside it was ignored."""
    engine = Engine(tmp_path / FILE)
    put(engine, 1)
    engine.compact()
    put(engine, 2)
    engine.close(fold=False)
    data = bytearray((tmp_path / FILE).read_bytes())
    data[data.index(b"_store") + 2] ^= 1 << bit
    (tmp_path / FILE).write_bytes(data)

    with pytest.raises(DamagedError):
        Engine(tmp_path / FILE)


def test_3_segments_go_by_the_snapshots_number_not_the_newest(tmp_path: Path) -> None:
    """Power failed between new segment and new snapshot: all there is is in the old segment."""
    engine = Engine(tmp_path / FILE)
    put(engine, 1)
    files = Files(tmp_path / FILE)
    new_segment(files, Header(2, new_salt(), engine.seq))
    engine.close(fold=False)

    engine = Engine(tmp_path / FILE)
    assert numbers(engine) == [1]
    assert files.segments() == [1, 2]
    engine.close()
    engine = Engine(tmp_path / FILE)
    assert numbers(engine) == [1]
    engine.close()


@pytest.mark.parametrize("folds", range(5))
def test_4_a_sleeper_notices_any_number_of_foldings(tmp_path: Path, folds: int) -> None:
    """After two of them its next segment was gone again, and it wrote to a file without a name."""
    sleeper = Engine(tmp_path / FILE)
    put(sleeper, 1)
    other = Engine(tmp_path / FILE)
    for number in range(folds):
        put(other, 100 + number)
        assert other.compact()

    put(sleeper, 2)
    expected = [1, 2, *(100 + number for number in range(folds))]
    assert numbers(sleeper) == expected
    assert numbers(other) == expected
    sleeper.close(fold=False)
    other.close(fold=False)
    fresh = Engine(tmp_path / FILE)
    assert numbers(fresh) == expected
    fresh.close()


def test_5_checksums_are_compared_as_text() -> None:
    """As numbers, `a` and `A` are one: a flipped bit that nobody saw."""
    salt = next(salt for salt in range(100) if b"a" in encode(1, [("t", 1, b"{}")], salt)[:8])
    line = encode(1, [("t", 1, b"{}")], salt)[:-1]

    assert verifies(line, salt)
    assert int(line[:8].upper(), 16) == crc32(line[9:], salt)
    assert not verifies(line[:8].upper() + line[8:], salt)
