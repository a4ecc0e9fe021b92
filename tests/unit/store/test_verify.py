"""What `slugline check` finds, and what repairing mends."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.errors import DamagedError, StoreError
from annotations.store import open_store
from annotations.store.repair import repair
from annotations.store.tinydb_store import TinyDBStore
from annotations.store.verify import Kind, check
from tests.unit.store.material import article, change, clear, cuts

SNAPSHOT, NOTE = "annotations.json", "annotations.json.lock"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project that was folded twice and ended with a journal that was not."""
    folder = tmp_path / "project"
    folder.mkdir()
    store = TinyDBStore(folder)
    store.freeze(article(), cuts())
    ana, ben = store.join("Ana"), store.join("Ben")
    store.annotate(ana, [change(index) for index in range(4)])
    store.compact()
    store.annotate(ana, [clear(0), change(1, "quote", note="so?")])
    store.undo(ana)
    store.compact()
    store.annotate(ben, [change(2, "quote")])
    store.annotate(ben, [change(3, "quote")])
    store._engine.close(fold=False)
    return folder


def kinds(folder: Path) -> set[Kind]:
    """How bad what is found is."""
    return {finding.kind for finding in check(folder)}


def labels(folder: Path) -> list[tuple[int, str]]:
    """What the project says."""
    store = open_store(folder)
    try:
        return [(one.index, one.label) for one in store.annotations()]
    finally:
        store.close()


ALL = [(0, "claim"), (1, "claim"), (2, "claim"), (3, "claim"), (2, "quote"), (3, "quote")]


def flip(path: Path, marker: bytes, *, last: bool = False) -> None:
    """Damage one bit of what stands at a marker."""
    data = bytearray(path.read_bytes())
    data[data.rindex(marker) if last else data.index(marker)] ^= 1
    path.write_bytes(data)


def cut_lines(path: Path) -> None:
    """Lose the end."""
    path.write_bytes(path.read_bytes()[:-40])


def test_a_whole_project_is_found_whole(folder: Path) -> None:
    """And it is not changed by looking."""
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    assert kinds(folder) == {Kind.GOOD}
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_repairing_what_is_whole_changes_nothing(folder: Path) -> None:
    """It may be called at any time."""
    assert list(repair(folder)) == []
    assert labels(folder) == ALL


DAMAGES: dict[str, Callable[[Path], object]] = {
    "a bit in the snapshot": lambda folder: flip(folder / SNAPSHOT, b'"claim"'),
    "the snapshot's footer": lambda folder: flip(folder / SNAPSHOT, b'"crc"'),
    "the end of the snapshot": lambda folder: cut_lines(folder / SNAPSHOT),
    "the whole snapshot": lambda folder: (folder / SNAPSHOT).unlink(),
    "a snapshot full of NULs": lambda folder: (folder / SNAPSHOT).write_bytes(bytes(5000)),
    "an empty snapshot": lambda folder: (folder / SNAPSHOT).write_bytes(b""),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_snapshot_is_rebuilt_from_the_history(folder: Path, damage: str) -> None:
    """Refused, found, mended without loss, and whole again; the damaged file is kept."""
    DAMAGES[damage](folder)
    with pytest.raises(DamagedError):
        open_store(folder)
    assert Kind.MENDABLE in kinds(folder)

    said = list(repair(folder))
    assert Kind.LOST not in {finding.kind for finding in said}
    assert any("history" in finding.text for finding in said)
    assert labels(folder) == ALL
    assert kinds(folder) == {Kind.GOOD}
    assert (folder / "damaged-1").is_dir()


def test_without_history_the_lines_that_hold_are_taken(folder: Path) -> None:
    """Events vouch for themselves; what they add up to is added up anew."""
    for path in (folder / "history").iterdir():
        path.unlink()
    flip(folder / SNAPSHOT, b'"note":"so?"')
    said = list(repair(folder))

    assert [finding.kind for finding in said].count(Kind.LOST) == 1
    assert labels(folder) == ALL
    assert Kind.LOST in kinds(folder)  # the event that is gone leaves its number


def test_a_damaged_record_costs_itself_only(folder: Path) -> None:
    """The journal goes on after it; what is lost is said."""
    flip(folder / "annotations.json.wal-3", b'"quote"')
    with pytest.raises(DamagedError):
        open_store(folder)
    said = list(repair(folder))
    assert any(finding.kind is Kind.LOST for finding in said)
    assert labels(folder) == [*ALL[:4], (3, "quote")]


def test_saved_changes_that_are_gone_are_named(folder: Path) -> None:
    """The journal is missing: the note beside it says up to where changes were saved."""
    (folder / "annotations.json.wal-3").unlink()
    with pytest.raises(DamagedError, match="were saved"):
        open_store(folder)
    said = list(repair(folder))
    assert any("were saved, and are gone" in finding.text for finding in said)
    assert labels(folder) == ALL[:4]


def test_rows_that_do_not_add_up_are_added_up_anew(folder: Path) -> None:
    """Labels and progress are what the events say."""
    store = TinyDBStore(folder)
    engine = store.db.engine
    ana, _ = store.people()
    table, progress = f"labels/{ana}", f"progress/{ana}"
    [first, *_] = [doc_id for doc_id, _ in engine.view(table).items()]
    ops = [(table, first, None), (table, first + 99, b"{}"), (progress, 1, b'{"unsure":7}')]
    engine.write(lambda: (ops, None))
    store.close()

    assert Kind.MENDABLE in kinds(folder)
    assert any("added up" in finding.text for finding in repair(folder))
    assert kinds(folder) == {Kind.GOOD}
    assert labels(folder) == ALL


def test_a_missing_article_is_named(folder: Path) -> None:
    """Nothing here can bring it back, so it says what is needed."""
    (folder / "articles" / f"{article().id}.json").unlink()
    [lost] = [finding for finding in check(folder) if finding.kind is Kind.LOST]
    assert article().id in lost.text


def test_a_damaged_history_is_named(folder: Path) -> None:
    """The project does not need it, but a second copy is gone."""
    cut_lines(folder / "history" / "00000001.gz")
    assert kinds(folder) == {Kind.GOOD, Kind.LOST, Kind.NOTE}


def test_there_is_nothing_to_check_in_an_empty_folder(tmp_path: Path) -> None:
    """And no project is made by asking."""
    with pytest.raises(StoreError, match="no project"):
        list(check(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_rebuilt_is_left_as_it_is(folder: Path) -> None:
    """With nothing to rebuild from, repairing says so and keeps everything."""
    for path in [*(folder / "history").iterdir(), *folder.glob("*.wal-*")]:
        path.unlink()
    (folder / SNAPSHOT).write_bytes(b"not json")
    with pytest.raises(StoreError, match="put a copy of the project back"):
        list(repair(folder))
    assert (folder / SNAPSHOT).read_bytes() == b"not json"
