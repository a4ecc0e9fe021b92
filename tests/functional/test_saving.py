"""What is shown as saved is saved; what is not is said, kept and tried again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.pilot import Pilot

from annotations.errors import NotSavedError, StoreDeadError, StoreError
from annotations.store import Annotation, Change, Store, open_store
from tests.functional.app import close, reader_app, rest
from tests.functional.test_reading import reader_of, screen_text, sheet_of
from tests.memory_store import MemoryStore
from tui.app import SluglineApp
from tui.store_jobs import Job
from tui.store_worker import Writer

STORY = "estmark-rate-cut"


def labels(store: Store) -> list[tuple[int, str]]:
    """Sentence and label of everything stored."""
    return sorted((a.index, a.label) for a in store.annotations())


async def _tag(app: SluglineApp, *keys: str) -> None:
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await pilot.press(*keys)
        await rest(pilot)
        assert "saved" in screen_text(pilot).splitlines()[-1]
    close(app)


async def test_everything_is_there_after_a_restart_and_can_still_be_undone(
    seeds: Path, tmp_path: Path
) -> None:
    """Labels, notes, marks; then undo goes on where the last session ended."""
    project = tmp_path / "project"
    await _tag(reader_app([seeds / STORY], project=project), "c", "q", "s", "m")
    app = reader_app([seeds / STORY], project=project)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        sheet = sheet_of(pilot)
        assert [sheet.tag(i).label for i in range(4)] == ["claim", "quote", "speculation", ""]
        assert sheet.tag(3).unsure
        await pilot.press("u", "u", "u")
        await rest(pilot)
        assert [sheet.tag(i).label for i in range(3)] == ["claim", "", ""]
        await pilot.press("ctrl+r")
        await rest(pilot)
        assert sheet.tag(1).label == "quote"
    close(app)
    store = open_store(project, read_only=True)
    assert labels(store) == [(0, "claim"), (1, "quote")]
    store.close()


async def test_after_a_clean_end_the_project_is_an_ordinary_tinydb_file(
    seeds: Path, tmp_path: Path
) -> None:
    """What is kept can be read without Slugline."""
    project = tmp_path / "project"
    await _tag(reader_app([seeds / STORY], project=project), "c", "q")
    data = json.loads((project / "annotations.json").read_text(encoding="utf-8"))
    [table] = [rows for name, rows in data.items() if name.startswith("labels/")]
    assert sorted(row["label"] for row in table.values()) == ["claim", "quote"]


class Failing(MemoryStore):
    """A store whose disk is full, or broken, for a while."""

    def __init__(self, error: StoreError) -> None:
        super().__init__()
        self.error: StoreError | None = error

    def annotate(
        self,
        person: str,
        changes: Sequence[Change],
        *,
        source: str = "own",
        guideline: str = "",
    ) -> tuple[Annotation, ...]:
        """Fail while there is an error to fail with."""
        if self.error is not None:
            raise self.error
        return super().annotate(person, changes, source=source, guideline=guideline)


async def _fail_twice(app: SluglineApp, pilot: Pilot[None]) -> None:
    await rest(pilot)
    await pilot.press("c", "q")
    await rest(pilot)
    assert "2 not saved: R" in screen_text(pilot)
    assert "the disk is full" in screen_text(pilot)
    sheet = sheet_of(pilot)
    assert [sheet.tag(i).label for i in (0, 1)] == ["claim", "quote"]
    assert {sheet.tag(i).saving for i in (0, 1)} == {"failed"}


async def test_what_was_not_saved_stays_and_is_saved_on_request(seeds: Path) -> None:
    """The tag is kept on the screen, marked; `R` tries again."""
    store = Failing(NotSavedError("the disk is full"))
    app = reader_app([seeds / STORY], store=lambda: store)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await _fail_twice(app, pilot)
        assert labels(store) == []
        store.error = None
        await pilot.press("R")
        await rest(pilot)
        assert labels(store) == [(0, "claim"), (1, "quote")]
        assert sheet_of(pilot).tag(0).saving == "saved"
        assert "not saved" not in screen_text(pilot).splitlines()[-1]
    close(app)


async def test_a_store_that_died_is_opened_anew_and_never_written_to_again(seeds: Path) -> None:
    """A sync that failed is not repeated on the same handle."""
    dead, fresh = Failing(StoreDeadError("the disk is full")), MemoryStore()
    stores: list[Store] = [dead, fresh]
    app = reader_app([seeds / STORY], store=lambda: stores.pop(0))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await pilot.press("c")
        await rest(pilot)
        assert "1 not saved" in screen_text(pilot)
        await pilot.press("R")
        await rest(pilot)
        assert labels(fresh) == [(0, "claim")]
        assert sheet_of(pilot).tag(0).saving == "saved"
    close(app)


async def test_undo_gives_up_what_was_not_saved_first(seeds: Path) -> None:
    """It never reached the disk, so there is nothing to take back there."""
    store = Failing(NotSavedError("the disk is full"))
    app = reader_app([seeds / STORY], store=lambda: store)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await _fail_twice(app, pilot)
        await pilot.press("u")
        await rest(pilot)
        assert sheet_of(pilot).tag(1).is_empty
        assert "1 not saved" in screen_text(pilot)
    close(app)


async def test_quitting_with_unsaved_tags_asks_once(seeds: Path) -> None:
    """The second time it goes."""
    store = Failing(NotSavedError("the disk is full"))
    app = reader_app([seeds / STORY], store=lambda: store)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await _fail_twice(app, pilot)
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert app.is_running
        assert "loses them." in screen_text(pilot)
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert not app.is_running or app._exit
    close(app)


async def test_a_project_that_cannot_be_opened_is_said_and_reading_goes_on(seeds: Path) -> None:
    """Nothing is saved, and nobody is told otherwise."""

    def refuse() -> Store:
        raise StoreError("written by a later version")

    app = reader_app([seeds / STORY], store=refuse)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        assert "written by a later version" in screen_text(pilot)
        await pilot.press("c")
        await rest(pilot)
        assert "not saved" in screen_text(pilot)
        assert "✓ saved" not in screen_text(pilot)
    close(app)


async def test_a_read_only_project_can_be_read_and_says_so(seeds: Path, tmp_path: Path) -> None:
    """Its labels show; a label key changes nothing."""
    project = tmp_path / "project"
    await _tag(reader_app([seeds / STORY], project=project), "c")
    app = reader_app(
        [seeds / STORY], store=lambda: open_store(project, read_only=True), project=project
    )
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        assert sheet_of(pilot).tag(0).label == "claim"
        await pilot.press("j", "q")
        await rest(pilot)
        assert sheet_of(pilot).tag(1).is_empty
        assert "read-only" in screen_text(pilot)
    close(app)


async def test_two_windows_on_one_project_show_each_others_tags(
    seeds: Path, tmp_path: Path
) -> None:
    """Within a second, by the writer's look around."""
    project = tmp_path / "project"
    one, two = (reader_app([seeds / STORY], project=project) for _ in range(2))
    async with one.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        async with two.run_test(size=(120, 40), notifications=True) as other:
            await rest(other)
            await other.press("s")
            await rest(other)
        for _ in range(300):
            await pilot.pause(0.01)
            if not sheet_of(pilot).tag(0).is_empty:
                break
        assert sheet_of(pilot).tag(0).label == "speculation"
        assert reader_of(pilot).recorder.saving == 0
    close(two)
    close(one)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 50)])
async def test_the_line_of_labels_never_hides(seeds: Path, size: tuple[int, int]) -> None:
    """Every label with its key, progress, saving and help, at any width that works."""
    app = reader_app([seeds / STORY])
    async with app.run_test(size=size) as pilot:
        await rest(pilot)
        line = screen_text(pilot).splitlines()[-1]
        for part in (" c ", "cla", " q ", "quo", " s ", "spe", "0/", "saved", "? keys"):
            assert part in line
    close(app)


async def test_a_label_that_left_the_scheme_still_shows_and_still_counts(
    seeds: Path, tmp_path: Path
) -> None:
    """Renaming shows the new name, removing keeps the old one; nothing is hidden."""
    project = tmp_path / "project"
    before = "labels: [{slug: rumour, key: b}, {slug: fact, key: i}]"
    await _tag(reader_app([seeds / STORY], project=project, config=before), "b", "i")
    after = "labels: [{slug: certain, name: certain, key: i, formerly: [fact]}]"
    app = reader_app([seeds / STORY], project=project, config=after)
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        sheet = sheet_of(pilot)
        assert sheet.labelled == 2
        assert "rumour" in screen_text(pilot).splitlines()[-2]
        await pilot.press("j")
        assert "certain" in screen_text(pilot).splitlines()[-2]
        await pilot.press("V")
        await pilot.pause()
        assert "rumour" in screen_text(pilot)
        assert "certain" in screen_text(pilot)
    close(app)


class Surprising(Failing):
    """A store of which something unforeseen comes."""

    def annotate(
        self,
        person: str,
        changes: Sequence[Change],
        *,
        source: str = "own",
        guideline: str = "",
    ) -> tuple[Annotation, ...]:
        """Raise what no contract names."""
        raise self.surprise

    surprise: Exception = RuntimeError("can't start new thread")

    @staticmethod
    def of_nothing() -> Store:
        """A project that cannot be opened."""
        raise ValueError("nothing")


@pytest.mark.parametrize(
    "surprise",
    [
        RuntimeError("can't start new thread"),
        FileNotFoundError(2, "No such file or directory", "annotations.json.lock"),
        RecursionError("deep"),
        MemoryError(),
        KeyError("index"),
    ],
    ids=lambda error: type(error).__name__,
)
async def test_nothing_unforeseen_ends_the_writer(seeds: Path, surprise: Exception) -> None:
    """It is said, the tag stays, quitting asks, and `R` opens the project anew."""
    broken, fresh = Surprising(NotSavedError("")), MemoryStore()
    broken.surprise = surprise
    stores: list[Store] = [fresh, broken]
    app = reader_app([seeds / STORY], store=stores.pop)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await pilot.press("c")
        await rest(pilot)
        assert "1 not saved: R" in screen_text(pilot)
        assert not app.reader.may_leave()
        assert [job.kind for job in app.reader.writer.not_kept] == ["annotate"]
        await pilot.press("R")
        await rest(pilot)
        assert labels(fresh) == [(0, "claim")]
        assert sheet_of(pilot).tag(0).saving == "saved"
        assert not app.reader.writer.not_kept
    close(app)


async def test_a_project_that_cannot_be_opened_for_any_reason_says_so(seeds: Path) -> None:
    """What is queued is not saved, and retry tries to open it again."""
    fresh = MemoryStore()
    answers: list[Exception | Store] = [fresh, OSError(5, "Input/output error"), ValueError("?")]

    def opened() -> Store:
        answer = answers.pop()
        if isinstance(answer, Exception):
            raise answer
        return answer

    app = reader_app([seeds / STORY], store=opened)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await pilot.press("c")
        await rest(pilot)
        assert "1 not saved: R" in screen_text(pilot)
        await pilot.press("R")
        await rest(pilot)
        assert labels(fresh) == [(0, "claim")]
    close(app)


async def test_articles_that_somebody_removes_are_noticed_and_put_back(
    seeds: Path, tmp_path: Path
) -> None:
    """A label whose text is gone would be a label on nothing."""
    project = tmp_path / "project"
    app = reader_app([seeds / STORY], project=project)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await pilot.press("c")
        await rest(pilot)
        before = {path.name: path.read_bytes() for path in (project / "articles").iterdir()}
        shutil.rmtree(project / "articles")
        await pilot.press("q")
        await rest(pilot)
        assert "is there again" in screen_text(pilot)
        after = {path.name: path.read_bytes() for path in (project / "articles").iterdir()}
        assert before.items() & after.items()
    close(app)
    store = open_store(project, read_only=True)
    assert labels(store) == [(0, "claim"), (1, "quote")]
    store.close()


def test_what_fails_after_the_screen_has_gone_counts(tmp_path: Path) -> None:
    """The writer remembers what it could not do, whoever listens."""
    writer = Writer(Surprising.of_nothing, name="ana", guideline="1", post=lambda _: None)
    writer.start()
    job = Job("undo")
    writer.submit(job)
    assert writer.close(timeout=10)
    assert writer.not_kept == (job,)
