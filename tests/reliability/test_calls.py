"""The process ends, or the disk fails, at each single call that changes the disk."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from annotations.errors import NotSavedError, StoreDeadError, StoreError
from annotations.store.tinydb_store import TinyDBStore
from tests.reliability.failing_disk import (
    CRASHES,
    FAILURES,
    FULL,
    Died,
    Fault,
    FaultyOS,
    standing_in,
)
from tests.reliability.labelling_work import State, Work, clock, state, worked


def count_calls(folder: Path) -> int:
    """How many calls the work makes when nothing goes wrong."""
    folder.mkdir()
    disk = FaultyOS(folder)
    with standing_in(disk):
        worked(folder, disk)
    return len(disk.calls)


def ended_at(call: int, folder: Path) -> tuple[FaultyOS, Work]:
    """The work, ended at a call."""
    folder.mkdir()
    disk = FaultyOS(folder, Fault(call))
    with standing_in(disk):
        work = worked(folder, disk)
    assert disk.dead
    return disk, work


def reopened(folder: Path) -> State:
    """What a project holds, after recovery, and again after folding."""
    store = TinyDBStore(folder, clock=clock)
    found = state(store)
    store.close()
    again = TinyDBStore(folder, clock=clock)
    assert state(again) == found
    again.close()
    return found


@pytest.mark.slow
@pytest.mark.parametrize("crash", CRASHES)
def test_an_end_at_any_call_loses_nothing_acknowledged(crash: str, memory: Path) -> None:
    """Killed, or the power cut with more or less of what was not synced on the disk."""
    for call in range(count_calls(memory / "whole")):
        disk, work = ended_at(call, memory / f"{call}")
        found = reopened(disk.crashed(crash, memory / f"{call} after", seed=call))
        assert work.may_be(found), f"at {disk.calls[-1]}: {found}"


@pytest.mark.slow
def test_an_end_during_recovery_loses_nothing_either(memory: Path) -> None:
    """Recovery may be interrupted anywhere, and begun again."""
    calls = count_calls(memory / "whole")
    for call in range(0, calls, 1 if FULL else 11):
        disk, work = ended_at(call, memory / f"{call}")
        crashes = ("killed", "cut, some sectors") if FULL else ("cut, some sectors",)
        for crash in crashes:
            left = disk.crashed(crash, memory / f"{call} {crash}", seed=call)
            for second in range(100):
                folder = memory / f"{call} {crash} {second}"
                shutil.copytree(left, folder)
                again = FaultyOS(folder, Fault(second))
                with standing_in(again):
                    try:
                        TinyDBStore(folder, clock=clock).close()
                    except Died:
                        assert again.dead
                after = again.crashed("cut, names early", folder.with_name(folder.name + " after"))
                assert work.may_be(reopened(after)), f"{disk.calls[-1]}, then {again.calls[-1]}"
                if not again.dead:
                    break


@pytest.mark.slow
@pytest.mark.parametrize("failure", FAILURES)
def test_a_failing_call_is_reported_and_loses_nothing(failure: str, memory: Path) -> None:
    """The disk fails once; the work goes on where that is allowed, in a new store where not."""
    for call in range(count_calls(memory / "whole")):
        folder = memory / f"{call}"
        folder.mkdir()
        disk = FaultyOS(folder, Fault(call, FAILURES[failure]))
        work = Work()
        with standing_in(disk):
            try:
                store = TinyDBStore(folder, clock=clock)
            except StoreError:
                store = TinyDBStore(folder, clock=clock)
            try:
                for _ in work.steps(store):
                    pass
            except StoreDeadError:
                with pytest.raises(StoreDeadError):
                    store.join("Ben")
                store.close()
                store = TinyDBStore(folder, clock=clock)
                work.go_on(store)
            except NotSavedError:
                # The same may be tried again at once.
                assert state(store) == work.acknowledged
                store.join("Ben")
            store.close()
        for crash in ("killed", "cut") if FULL else ("cut",):
            found = reopened(disk.crashed(crash, memory / f"{call} {crash}"))
            assert work.may_be(found), f"at {disk.calls[call]}: {found}"
