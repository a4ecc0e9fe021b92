"""Damage and its repair: what could not be kept is named, and nothing passes for something else."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.errors import DamagedError, StoreError
from annotations.store import open_store
from annotations.store.engine import disk
from annotations.store.repair import repair
from annotations.store.tinydb_store import TinyDBStore
from annotations.store.verify import Kind
from tests.unit.store.material import article, change, cuts

SNAPSHOT = "annotations.json"


def journalled(folder: Path, labels: int) -> Path:
    """A project whose last labels stand in the journal only; the journal."""
    store = open_store(folder)
    assert isinstance(store, TinyDBStore)
    ana = store.join("Ana")
    store.freeze(article(), cuts())
    store.compact()
    for at in range(labels):
        store.annotate(ana, [change(at % 4, "claim", note=f"number {at}")])
    store._engine.close(fold=False)
    [journal] = folder.glob("annotations.json.wal-*")
    return journal


@pytest.mark.parametrize("drop", [(3,), (0,), (2, 3, 4), (1, 5)])
@pytest.mark.parametrize("how", ["taken out", "unreadable"])
def test_what_repair_could_not_keep_is_named_one_by_one(
    tmp_path: Path, drop: tuple[int, ...], how: str
) -> None:
    """Whoever calls it: changes and events that a later one was taken for say so."""
    journal = journalled(tmp_path / "p", 8)
    shutil.rmtree(tmp_path / "p" / "history", ignore_errors=True)
    lines = journal.read_bytes().split(b"\n")
    gone = [lines[1 + at] for at in drop]
    numbers = [int(line[9:].split(b"\t")[0]) for line in gone]
    for at in drop:
        lines[1 + at] = lines[1 + at].replace(b'"claim"', b'"clxim"')
    if how == "taken out":
        lines = [line for at, line in enumerate(lines) if at - 1 not in drop]
    journal.write_bytes(b"\n".join(lines))
    with pytest.raises(DamagedError):
        open_store(tmp_path / "p")
    lost = [finding.text for finding in repair(tmp_path / "p") if finding.kind is Kind.LOST]
    for number, at in zip(numbers, drop, strict=True):
        assert sum(f"Change {number} " in text for text in lost) == 1, lost
        assert any(
            f"Event {at + 2} of" in text or f"row {at + 2} of events" in text for text in lost
        ), lost
    store = open_store(tmp_path / "p")
    assert len(list(store.history())) == 9 - len(drop)
    store.close()


def test_a_journal_cut_at_the_end_of_a_record_is_noticed_without_its_lock_file(
    tmp_path: Path,
) -> None:
    """Somebody tidied up what was called a lock; the file beside it says where the end was."""
    journal = journalled(tmp_path / "p", 5)
    (tmp_path / "p" / "annotations.json.lock").unlink()
    whole = journal.read_bytes()
    for kept in range(1, 6):
        lines = whole.split(b"\n")[:kept]
        journal.write_bytes(b"\n".join(lines) + b"\n")
        with pytest.raises(DamagedError, match="saved"):
            open_store(tmp_path / "p")
        (tmp_path / "p" / "annotations.json.lock").unlink(missing_ok=True)
    journal.write_bytes(whole)
    open_store(tmp_path / "p").close()


def test_a_row_with_another_number_is_not_taken_for_another_row(tmp_path: Path) -> None:
    """A digit of its number was changed: an event says itself which one it is."""
    store = open_store(tmp_path / "p")
    ana = store.join("Ana")
    store.freeze(article(), cuts())
    for index in range(4):
        store.annotate(ana, [change(index, "claim")])
    store.close()
    shutil.rmtree(tmp_path / "p" / "history", ignore_errors=True)
    path = tmp_path / "p" / SNAPSHOT
    data = path.read_bytes()
    at = data.index(b'\n"3": {', data.index(b'"events/'))
    path.write_bytes(data[:at] + b'\n"4": {' + data[at + len(b'\n"3": {') :])
    list(repair(tmp_path / "p"))
    store = open_store(tmp_path / "p")
    assert [event.seq for event in store.history()] == [5, 4, 3, 2, 1]
    assert len(list(store.annotations())) == 4
    store.close()


def test_files_of_a_project_are_for_its_owner_unless_the_folder_is_shared(tmp_path: Path) -> None:
    """Whatever the umask lets others do."""
    before = os.umask(0o022)
    try:
        journalled(tmp_path / "own", 2)
        open_store(tmp_path / "own").close()
        found = list((tmp_path / "own").rglob("*"))
        assert {path.stat().st_mode & 0o077 for path in found} == {0}
        assert (tmp_path / "own").stat().st_mode & 0o777 == 0o700
        (tmp_path / "shared").mkdir()
        (tmp_path / "shared").chmod(0o775)
        os.umask(0o002)
        open_store(tmp_path / "shared").close()
        found = [path for path in (tmp_path / "shared").iterdir() if path.is_file()]
        assert {path.stat().st_mode & 0o777 for path in found} == {0o664}
    finally:
        os.umask(before)


@pytest.mark.parametrize("kind", ["nfs4", "fuse.sshfs", "9p", "virtiofs", "fuse.whatever-is-next"])
def test_only_file_systems_that_are_known_to_be_local_are_used(tmp_path: Path, kind: str) -> None:
    """A list of bad ones never ends."""
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nx {tmp_path} {kind} rw 0 0\n")
    assert disk.network_file_system(tmp_path, mounts) == kind
    mounts.write_text(f"x / {kind} rw 0 0\n/dev/sda1 {tmp_path} btrfs rw 0 0\n")
    assert disk.network_file_system(tmp_path, mounts) == ""


MUTATIONS: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "a bit": lambda data, rng: _with(data, at := rng.randrange(len(data)), data[at] ^ 1 << 3),
    "a digit": lambda data, rng: _with(
        data,
        rng.choice([found.start() for found in re.finditer(rb"\d", data)]),
        ord(str(rng.randrange(10))),
    ),
    "a part": lambda data, rng: data[: (at := rng.randrange(len(data)))] + data[at + 150 :],
    "the end": lambda data, rng: data[: rng.randrange(len(data))],
    "lines": lambda data, rng: _without_lines(data, rng),
    "two lines": lambda data, rng: _swapped(data, rng),
}


def _with(data: bytes, at: int, value: int) -> bytes:
    return data[:at] + bytes([value]) + data[at + 1 :]


def _without_lines(data: bytes, rng: random.Random) -> bytes:
    lines = data.split(b"\n")
    at = rng.randrange(1, len(lines) - 1)
    return b"\n".join(lines[:at] + lines[at + rng.randrange(1, 4) :])


def _swapped(data: bytes, rng: random.Random) -> bytes:
    lines = data.split(b"\n")
    one, two = rng.randrange(1, len(lines) - 1), rng.randrange(1, len(lines) - 1)
    lines[one], lines[two] = lines[two], lines[one]
    return b"\n".join(lines)


def happened(folder: Path) -> dict[int, str]:
    """The ids of a project's events by number."""
    store = open_store(folder)
    try:
        return {event.seq: event.id for event in store.history()}
    finally:
        store.close()


@pytest.mark.parametrize("what", MUTATIONS)
@pytest.mark.parametrize("folded", [False, True])
def test_whatever_is_damaged_no_event_is_lost_without_its_name(
    what: str, folded: bool, tmp_path: Path
) -> None:
    """Files changed at random, without a history: refused, and after the repair all is named."""
    base = tmp_path / "base"
    journalled(base, 12)
    if folded:
        open_store(base).close()
    shutil.rmtree(base / "history", ignore_errors=True)
    shutil.copytree(base, tmp_path / "whole")
    whole = happened(tmp_path / "whole")
    for seed in range(12):
        rng = random.Random(f"{what} {seed}")
        folder = tmp_path / str(seed)
        shutil.copytree(base, folder)
        path = folder / SNAPSHOT if folded else next(folder.glob("annotations.json.wal-*"))
        path.write_bytes(MUTATIONS[what](path.read_bytes(), rng))
        if rng.random() < 0.5:
            (folder / "annotations.json.lock").unlink()
        try:
            assert happened(folder) == whole
        except StoreError:
            lost = [one.text for one in repair(folder) if one.kind is Kind.LOST]
            left = happened(folder)
            for seq in whole:
                assert left.get(seq) == whole[seq] or _is_named(seq, lost), (seed, seq, lost)


def _is_named(seq: int, lost: list[str]) -> bool:
    wanted = re.compile(rf"Event {seq} of|[Rr]ow {seq} of events|Changes? [\d,]+ ")
    return any(wanted.search(text) for text in lost)
