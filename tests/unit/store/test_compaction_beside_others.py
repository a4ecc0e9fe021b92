"""Folding while others write: what they add meanwhile is in nobody's snapshot, and not lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.store.engine import compaction, disk
from annotations.store.engine.engine import Engine
from annotations.store.engine.recovery import OWN_TABLE

FILE = "annotations.json"


def put(engine: Engine, number: int) -> None:
    """Make a change."""
    engine.write(lambda: ([("labels/u-1", number, b'{"label":"claim"}')], None))


def numbers(engine: Engine) -> list[int]:
    """What was put."""
    engine.refresh()
    return [number for number, _ in engine.view("labels/u-1").items()]


@pytest.mark.parametrize("moment", ["_written", "adopt", "tidy_held"])
def test_what_others_write_meanwhile_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """Before the new snapshot is written, once it is in place, and once it is used."""
    engine, other = Engine(tmp_path / FILE), Engine(tmp_path / FILE)
    put(engine, 1)
    put(other, 2)
    place: object = engine if moment == "adopt" else compaction
    real: Callable[..., object] = getattr(place, moment)

    def interrupted(*args: object) -> object:
        put(other, 3)
        return real(*args)

    monkeypatch.setattr(place, moment, interrupted)
    assert engine.compact()
    monkeypatch.undo()
    assert numbers(engine) == numbers(other) == [1, 2, 3]
    put(engine, 4)
    put(other, 5)
    assert numbers(engine) == numbers(other) == [1, 2, 3, 4, 5]
    assert engine.compact()
    engine.close(fold=False)
    other.close(fold=False)
    fresh = Engine(tmp_path / FILE)
    assert numbers(fresh) == [1, 2, 3, 4, 5]
    assert OWN_TABLE not in fresh.names()
    fresh.close()


def test_a_folder_that_cannot_be_synced_leaves_the_segments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new snapshot is read, but a power cut may bring the old one back, which needs them."""
    engine = Engine(tmp_path / FILE)
    put(engine, 1)
    real = disk.sync_folder

    def fails(folder: Path) -> None:
        if engine.snapshot() is not before:
            raise OSError(5, "Input/output error")
        real(folder)

    before = engine.snapshot()
    with monkeypatch.context() as patch:
        patch.setattr(disk, "sync_folder", fails)
        with pytest.raises(OSError, match="Input/output"):
            compaction.compact(engine)
    assert engine.files.segments() == [1, 2]
    put(engine, 2)
    assert numbers(engine) == [1, 2]
    engine.close(fold=False)
    fresh = Engine(tmp_path / FILE)
    assert numbers(fresh) == [1, 2]
    fresh.close()
