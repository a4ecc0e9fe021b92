"""What only a store in a folder can promise: restarts, other processes, other programs."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import tinydb
from msgspec import structs

from annotations.articles.article import Sentences
from annotations.errors import (
    DamagedError,
    NotSavedError,
    ProjectTooNewError,
    ReadOnlyError,
    StoreDeadError,
    StoreError,
)
from annotations.language.corrections import Correction
from annotations.store import Mark, Progress, migrations, open_store, tinydb_store
from annotations.store import tinydb_store as project_module
from annotations.store.engine import disk
from annotations.store.engine.hybrid_clock import Moment
from annotations.store.events import sealed
from annotations.store.registry import Registry
from annotations.store.repair import repair
from annotations.store.rows import META, Meta, StatedRow, encode
from annotations.store.tinydb_store import TinyDBStore
from annotations.store.verify import Kind, check
from tests.unit.store.material import article, change, clear, cuts


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a project may be."""
    return tmp_path / "project"


@pytest.fixture
def store(folder: Path) -> Iterator[TinyDBStore]:
    """A new project with the article kept."""
    folder.mkdir()
    made = TinyDBStore(folder)
    made.freeze(article(), cuts())
    yield made
    made.close()


def labels(store: TinyDBStore) -> dict[int, str]:
    """Label by sentence."""
    return {one.index: one.label for one in store.annotations()}


def test_everything_is_there_after_a_restart(store: TinyDBStore, folder: Path) -> None:
    """Labels, people, articles, history and progress; with and without a clean close."""
    ana = store.join("Ana")
    store.annotate(ana, [change(0), change(1, "quote", note="so?")], guideline="2")
    before = (list(store.annotations()), list(store.history()), store.progress(ana))
    crashed = folder.with_name("crashed")
    shutil.copytree(folder, crashed)
    store.close()

    for place in (folder, crashed):
        again = open_store(place)
        assert (list(again.annotations()), list(again.history()), again.progress(ana)) == before
        assert again.project_id == store.project_id
        assert again.people() == {ana: "Ana"}
        assert [one.article.id for one in again.articles()] == [article().id]
        again.close()


@pytest.mark.parametrize("fold", [False, True], ids=["journal", "folded"])
def test_undo_and_redo_go_on_after_a_restart(store: TinyDBStore, folder: Path, fold: bool) -> None:
    """Any depth, one restart a step."""
    ana = store.join("Ana")
    for index in range(3):
        store.annotate(ana, [change(index)])
    store.annotate(ana, [change(index, "quote") for index in range(3)])

    def restarted() -> TinyDBStore:
        nonlocal store
        if fold:
            store.close()
        store = TinyDBStore(folder)
        return store

    for left in ([0, 1, 2], [0, 1], [0], []):
        assert restarted().undo(ana)
        assert sorted(labels(store)) == left
    assert restarted().undo(ana) == ()
    for _ in range(4):
        assert restarted().redo(ana)
    assert labels(store) == dict.fromkeys(range(3), "quote")
    assert restarted().redo(ana) == ()
    store.close()


def test_stock_tinydb_opens_what_was_closed(store: TinyDBStore, folder: Path) -> None:
    """An ordinary TinyDB file, every table in it."""
    ana = store.join("Ana")
    store.annotate(ana, [change(0), change(2, "quote")])
    store.close()
    with tinydb.TinyDB(folder / "annotations.json") as db:
        rows = db.table(f"labels/{ana}").all()
        assert [(row.doc_id % (1 << 20), row["label"]) for row in rows] == [
            (0, "claim"),
            (2, "quote"),
        ]
        assert len(db.table("articles")) == len(db.table("people")) == 1
        events = next(name for name in db.tables() if name.startswith("events/"))
        assert [event["seq"] for event in db.table(events)] == [1, 2, 3]


def test_tinydb_queries_work_on_the_open_store(store: TinyDBStore) -> None:
    """The tables are TinyDB's; what the store keeps in step is not changed behind its back."""
    ana = store.join("Ana")
    store.annotate(ana, [change(0), change(1, "quote")])
    table = store.db.table(f"labels/{ana}")

    assert [row["label"] for row in table.search(tinydb.Query().label == "quote")] == ["quote"]
    with pytest.raises(StoreError, match="annotating"):
        table.truncate()
    store.db.table("gold").insert({"label": "claim"})
    assert len(store.db.table("gold")) == 1


def test_a_change_of_another_store_is_seen_at_once(store: TinyDBStore, folder: Path) -> None:
    """Two terminals on one project; the feed misses nothing, folding or not."""
    ana = store.join("Ana")
    start = store.cursor()
    other = open_store(folder)
    other.annotate(other.join("Ben"), [change(0, "quote")])
    store.annotate(ana, [change(1)])
    store.compact()
    other.annotate(ana, [change(2)])

    assert labels(store) == {0: "quote", 1: "claim", 2: "claim"}
    assert [event.type for event in store.changes(start)] == ["person", *["annotate"] * 3]
    assert [event.seq for event in other.changes(start)] == [2, 3, 4, 5]
    assert [one.index for one in other.undo(ana)] == [2]
    assert [one.index for one in store.undo(ana)] == [1]
    other.close()


def test_a_copy_of_a_project_writes_a_stream_of_its_own(store: TinyDBStore, folder: Path) -> None:
    """Two copies that went on with one stream would have different events of one number."""
    ana = store.join("Ana")
    store.annotate(ana, [change(0)])
    store.close()
    copy = folder.with_name("copy")
    shutil.copytree(folder, copy)
    with_copy = TinyDBStore(copy, clock=lambda: 0)
    [one] = with_copy.annotate(ana, [change(0, "quote")])
    newest, before = with_copy.history(limit=2)

    assert newest.device != before.device
    assert newest.seq == 1
    assert newest.hlc > before.hlc
    assert [one.label for one in with_copy.undo(ana)] == ["claim"]
    assert [one.label for one in with_copy.undo(ana)] == [""]
    assert one.event_id == newest.id
    with_copy.close()


def test_readers_go_on_while_a_change_is_synced(
    store: TinyDBStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The screen's thread never waits for the disk, and sees nothing that is not saved."""
    ana = store.join("Ana")
    syncing, go_on = threading.Event(), threading.Event()

    def slowly(handle: int) -> None:
        syncing.set()
        assert go_on.wait(10)

    monkeypatch.setattr(disk, "sync_data", slowly)
    writer = threading.Thread(target=store.annotate, args=(ana, [change(0)]))
    writer.start()
    assert syncing.wait(10)
    assert labels(store) == {}
    assert store.progress(ana) == {}
    assert list(store.changes(store.cursor())) == []
    go_on.set()
    writer.join()
    assert labels(store) == {0: "claim"}


def test_a_failed_sync_ends_the_store_and_a_new_one_goes_on(
    store: TinyDBStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sync is never retried: the second one may claim success for what the first one lost."""
    ana = store.join("Ana")
    store.annotate(ana, [change(0)])

    def fails(handle: int) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(disk, "sync_data", fails)
        with pytest.raises(StoreDeadError, match="anew"):
            store.annotate(ana, [change(1)])
    with pytest.raises(StoreDeadError):
        store.annotate(ana, [change(2)])
    assert labels(store) == {0: "claim"}

    again = open_store(folder)
    again.annotate(ana, [change(1)])
    assert [one.index for one in again.annotations()] == [0, 1]
    assert len(list(again.history(person=ana))) == 3
    again.close()


def test_a_full_disk_spends_the_reserve_then_refuses(
    store: TinyDBStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first failure is warned of, and saved all the same; what is refused can be retried."""
    ana = store.join("Ana")
    reserve = folder / "annotations.json.reserve"
    append, room = disk.append, [0]

    def full(handle: int, data: bytes) -> None:
        if reserve.exists() or not room[0]:
            append(handle, data[:20])
            raise OSError(28, "No space left on device")
        append(handle, data)

    with monkeypatch.context() as patch:
        patch.setattr(disk, "append", full)
        room[0] = 1
        store.annotate(ana, [change(0)])
        assert any("disk is full" in notice for notice in store.notices)
        room[0] = 0
        with pytest.raises(NotSavedError, match="No space"):
            store.annotate(ana, [change(1)])
    assert labels(store) == {0: "claim"}
    store.annotate(ana, [change(1)])
    assert labels(store) == {0: "claim", 1: "claim"}


def test_a_folder_that_cannot_be_written_is_read(
    store: TinyDBStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It opens, says why nothing can be changed, and refuses changes."""
    ana = store.join("Ana")
    store.annotate(ana, [change(0)])
    reason = f"The folder {folder} cannot be written (Read-only file system)."
    monkeypatch.setattr(tinydb_store, "_not_writable", lambda folder: reason)
    reader = open_store(folder)

    assert reader.read_only
    assert reader.read_only_reason == reason
    assert [one.index for one in reader.annotations()] == [0]
    assert reader.join("Ana") == ana
    for act in (
        lambda: reader.annotate(ana, [change(1)]),
        lambda: reader.undo(ana),
        lambda: reader.join("Ben"),
    ):
        with pytest.raises(ReadOnlyError, match="Read-only"):
            act()
    store.annotate(ana, [change(1)])
    store.compact()
    assert [one.index for one in reader.annotations()] == [0, 1]
    reader.close()


def test_reading_changes_no_file(store: TinyDBStore, folder: Path) -> None:
    """Not even what recovery would mend."""
    store.annotate(store.join("Ana"), [change(0)])
    with (folder / "annotations.json.wal-1").open("ab") as journal:
        journal.write(b"torn")
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    reader = open_store(folder, read_only=True)
    assert len(list(reader.annotations())) == 1
    reader.close()
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_reading_makes_no_project(tmp_path: Path) -> None:
    """A folder without one is an error that says so."""
    with pytest.raises(StoreError, match="no project"):
        open_store(tmp_path, read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_a_network_file_system_is_refused_unless_forced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Locks and syncs may not hold there; the message says what to do instead."""
    mounts = tmp_path / "mounts"
    share = tmp_path / "a share"
    share.mkdir()
    point = str(share).replace(" ", r"\040")
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/x {point} nfs4 rw 0 0\n")
    found = disk.network_file_system
    monkeypatch.setattr(disk, "network_file_system", lambda folder: found(folder, mounts))

    with pytest.raises(StoreError, match=r"nfs4.*--force"):
        open_store(share / "project")
    open_store(share / "project", force=True).close()
    open_store(tmp_path / "local").close()


def test_a_later_schema_is_refused(store: TinyDBStore, folder: Path) -> None:
    """Both versions are named, and nothing is touched."""
    meta = Meta(99, store.project_id, "")
    store.db.engine.write(lambda: ([(META, 1, encode(meta))], None))
    store.close()
    with pytest.raises(ProjectTooNewError, match=r"99.*Update"):
        open_store(folder)


def test_an_earlier_schema_is_migrated_and_a_copy_kept(
    store: TinyDBStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each step in a line of its own; the copy is how the file was before."""
    ana = store.join("Ana")
    store.annotate(ana, [change(0)])
    store.close()
    before = (folder / "annotations.json").read_bytes()
    monkeypatch.setattr(migrations, "SCHEMA", 3)
    monkeypatch.setattr(
        migrations,
        "MIGRATIONS",
        {1: lambda engine: [("new", 1, b'{"a":1}')], 2: lambda engine: [("new", 2, b'{"b":2}')]},
    )
    again = TinyDBStore(folder)

    assert again.db.table("new").all() == [{"a": 1}, {"b": 2}]
    assert labels(again) == {0: "claim"}
    assert again.db.table("meta").all()[0]["schema"] == 3
    assert (folder / "annotations.json.version-1").read_bytes() == before
    assert any("version-1" in notice for notice in again.notices)
    again.close()


def test_a_tinydb_file_of_something_else_is_no_project(folder: Path) -> None:
    """It is left alone."""
    folder.mkdir()
    with tinydb.TinyDB(folder / "annotations.json") as db:
        db.insert({"not": "ours"})
    with pytest.raises(StoreError, match="no project"):
        open_store(folder)


def test_rows_that_another_program_removed_are_missed(store: TinyDBStore, folder: Path) -> None:
    """A sudden shrink is refused and explained."""
    ana = store.join("Ana")
    store.annotate(ana, [change(0), change(1)])
    store.close()
    with tinydb.TinyDB(folder / "annotations.json") as db:
        db.table(f"labels/{ana}").truncate()
    with pytest.raises(DamagedError, match="holds 0 of 2 rows"):
        open_store(folder)


def test_an_older_copy_of_the_file_is_refused(store: TinyDBStore, folder: Path) -> None:
    """A backup put in the place of what was saved since."""
    ana = store.join("Ana")
    store.close()
    old = (folder / "annotations.json").read_bytes()
    again = TinyDBStore(folder)
    again.annotate(ana, [change(0)])
    again.close()
    (folder / "annotations.json").write_bytes(old)
    with pytest.raises(DamagedError):
        open_store(folder)


def test_a_kept_article_that_was_changed_is_refused(store: TinyDBStore, folder: Path) -> None:
    """Text, provenance and cuts are vouched for."""
    path = folder / "articles" / f"{article().id}.json"
    store.close()
    path.write_bytes(path.read_bytes().replace(b"The Daily Example", b"The Daily Mistake"))
    again = open_store(folder)
    with pytest.raises(DamagedError, match="not what was kept"):
        again.frozen(article().id)
    again.close()


def test_a_long_journal_is_folded_beside_the_work(
    store: TinyDBStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a process of its own, while labelling goes on."""
    monkeypatch.setattr(project_module, "FOLD_ABOVE", 2000)
    ana = store.join("Ana")
    for number in range(12):
        store.annotate(ana, [change(number % 4, f"l{number}")])
    assert store._folding is not None
    store._folding.wait()
    store.annotate(ana, [change(0, "last")])

    assert labels(store) == {0: "last", 1: "l9", 2: "l10", 3: "l11"}
    assert store.db.engine.snapshot() is not None
    assert list((folder / "history").glob("*.gz"))


def test_a_tag_is_one_write_and_one_sync(store: TinyDBStore) -> None:
    """However many rows it touches."""
    ana = store.join("Ana")
    before = store.db.engine.syncs
    store.annotate(ana, [change(index) for index in range(4)])
    store.annotate(ana, [clear(0)])
    assert store.db.engine.syncs == before + 2


def test_the_clock_never_runs_backwards(folder: Path) -> None:
    """Whatever the machine's clock says."""
    folder.mkdir()
    times = iter([5000, 4000, 4000, 9000, 1000, 1000, 1000])
    store = TinyDBStore(folder, clock=lambda: next(times))
    store.freeze(article(), cuts())
    ana = store.join("Ana")
    for index in range(4):
        store.annotate(ana, [change(index)])
    stamps = [event.hlc for event in store.history()]
    assert stamps == sorted(stamps, reverse=True)
    assert len(set(stamps)) == 5
    assert Moment.of(stamps[0]) > Moment(9000)
    store.close()


def test_progress_that_is_read_while_it_changes_stays_right(store: TinyDBStore) -> None:
    """The first look may come from another thread, in the middle of a change."""
    ana = store.join("Ana")
    stop = threading.Event()

    def look() -> None:
        while not stop.is_set():
            store._registry._progress.clear()
            store.progress(ana)

    reader = threading.Thread(target=look)
    reader.start()
    for number in range(200):
        store.annotate(ana, [change(number % 4, f"l{number % 3}")])
    stop.set()
    reader.join()
    fresh = Registry(store.db, store.folder).progress(ana)
    assert store.progress(ana) == fresh


def test_importing_the_store_loads_no_database() -> None:
    """TinyDB is loaded when a project is opened."""
    code = "import sys, annotations.store; print('tinydb' in sys.modules, 'textual' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
        env=os.environ,
    )
    assert done.stdout.split() == ["False", "False"]


def test_ids_of_marks_without_labels(store: TinyDBStore) -> None:
    """A note alone, and a doubt alone, are annotations."""
    ana = store.join("Ana")
    store.annotate(ana, [change(0, "", note="why?"), change(1, "", unsure=True)])
    assert [one.mark for one in store.annotations()] == [Mark(note="why?"), Mark(unsure=True)]
    assert store.progress(ana)[article().id] == Progress(unsure=1, notes=1)


CORRECTED = Correction("Lark", "place"), Correction("May", "nothing")


@pytest.mark.parametrize("fold", [False, True], ids=["journal", "folded"])
def test_corrections_and_their_undoing_survive_a_restart(
    store: TinyDBStore, folder: Path, fold: bool
) -> None:
    """As labels do; and what is on the disk holds together."""
    ana = store.join("Ana")
    store.correct(ana, [CORRECTED[0]])
    store.correct(ana, [CORRECTED[1]])
    if fold:
        store.close()
    again = TinyDBStore(folder)
    assert again.corrections() == CORRECTED
    again.undo(ana)
    again.close()
    again = TinyDBStore(folder)
    assert again.corrections() == CORRECTED[:1]
    again.redo(ana)
    assert again.corrections() == CORRECTED
    again.close()
    assert {finding.kind for finding in check(folder)} == {Kind.GOOD}


def test_corrections_of_another_process_are_seen(store: TinyDBStore, folder: Path) -> None:
    """At once, in the feed too."""
    seen = store.cursor()
    other = TinyDBStore(folder)
    other.correct(other.join("Ben"), [CORRECTED[0]])
    assert store.corrections() == CORRECTED[:1]
    assert [event.type for event in store.changes(seen)] == ["person", "state"]
    other.close()


def test_corrections_are_added_up_from_the_events_anew(store: TinyDBStore, folder: Path) -> None:
    """A row that is wrong or missing is found and mended."""
    ana = store.join("Ana")
    store.correct(ana, CORRECTED)
    store.correct(ana, [Correction("Lark", "group")])
    row = encode(StatedRow("Lark", ()))
    stray = encode(StatedRow("Nobody", ()))
    ops = [("stated/correction", 1, row), ("stated/correction", 2, None)]
    ops.append(("stated/correction", 7, stray))
    store._engine.write(lambda: (ops, None))
    store.close()
    assert Kind.MENDABLE in {finding.kind for finding in check(folder)}
    list(repair(folder))
    assert {finding.kind for finding in check(folder)} == {Kind.GOOD}
    again = TinyDBStore(folder)
    assert set(again.corrections()) == {Correction("Lark", "group"), CORRECTED[1]}
    again.close()


def test_events_of_later_kinds_are_kept_and_passed_on(store: TinyDBStore, folder: Path) -> None:
    """They change nothing here."""
    ana = store.join("Ana")
    [event] = store.history(limit=1)
    later = sealed(structs.replace(event, type="a-later-kind", seq=2, id=""))
    store._engine.write(lambda: ([(f"events/{event.device}", 2, encode(later))], None))
    store.annotate(ana, [change(0)])
    store.undo(ana)
    assert [one.type for one in store.changes({})][1:3] == ["a-later-kind", "annotate"]
    store.close()
    assert {finding.kind for finding in check(folder)} == {Kind.GOOD}


HALVES = Sentences(((0, 22), (23, 44), (45, 66), (67, 82), (83, 95)), cutter="rules/1+edited")


def _cuts_of(store: TinyDBStore) -> Sentences:
    kept = store.frozen(article().id)
    assert kept is not None
    return kept.sentences


def test_other_cuts_survive_a_restart(store: TinyDBStore, folder: Path) -> None:
    """In the article's own file, and whoever has the project open sees them."""
    other = TinyDBStore(folder)
    assert _cuts_of(other) == cuts()
    store.recut(article(), HALVES)
    other.people()
    assert _cuts_of(other) == HALVES
    other.close()
    store.close()
    assert [path.name for path in (folder / "articles").iterdir()] == [f"{article().id}.json"]
    again = TinyDBStore(folder)
    assert _cuts_of(again).cutter == "rules/1+edited"
    again.close()
    assert {finding.kind for finding in check(folder)} == {Kind.GOOD}


@pytest.mark.parametrize("call", range(8))
def test_a_crash_while_cutting_leaves_the_old_cuts_or_the_new(
    store: TinyDBStore, folder: Path, call: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever call it comes before; what was left is finished by the next one."""
    calls = 0

    class Crash(BaseException):
        """The process ends."""

    def crashing(of: Callable[..., object]) -> Callable[..., object]:
        def crash(*args: object, **kwargs: object) -> object:
            nonlocal calls
            calls += 1
            if calls > call:
                raise Crash
            return of(*args, **kwargs)

        return crash

    for name in ("append", "sync", "sync_data", "take_place", "sync_folder", "remove"):
        monkeypatch.setattr(disk, name, crashing(getattr(disk, name)))
    with contextlib.suppress(Crash):
        store.recut(article(), HALVES)
    monkeypatch.undo()
    store._engine.close(fold=False)

    again = TinyDBStore(folder)
    assert _cuts_of(again) in (cuts(), HALVES)
    assert _cuts_of(again) == (HALVES if calls <= call else _cuts_of(again))
    kinds = {finding.kind for finding in check(folder)}
    assert kinds == {Kind.GOOD}
    for wanted in (HALVES, cuts()):
        again.recut(article(), wanted)
        assert _cuts_of(again) == wanted
    again.close()
    assert {finding.kind for finding in check(folder)} == {Kind.GOOD}
