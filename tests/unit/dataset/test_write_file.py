"""A file appears whole, or stays as it was."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest

from annotations.config import Config
from annotations.dataset import FORMATS, Format, TrainingSet, export, export_file
from annotations.dataset.article_rows import Sheet
from annotations.dataset.row import Heading
from annotations.errors import ExportError, StoreError
from annotations.store.engine import disk
from tests.unit.dataset.material import Project, hard_project

OLD = b"what was there before\n"


def the_set(project: Project | None = None) -> TrainingSet:
    """The rows of a project."""
    return TrainingSet((project or hard_project()).store, Config())


def failing(error: BaseException) -> Format:
    """A format that fails after its first piece."""

    def write(
        training_set: TrainingSet, heading: Heading, sheets: Iterable[Sheet]
    ) -> Iterator[bytes]:
        yield b"half a file"
        raise error

    return Format("nobody", write)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file from an earlier export."""
    path = tmp_path / "train.jsonl"
    path.write_bytes(OLD)
    return path


@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if form.stream])
def test_the_same_project_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    """Again, to a file, and from a project made anew with other ids of people."""
    first, second = BytesIO(), BytesIO()
    training_set = the_set()
    export(training_set, FORMATS[name], first)
    export(training_set, FORMATS[name], second)
    path = tmp_path / "file"
    summary = export_file(the_set(), FORMATS[name], path)
    assert first.getvalue() == second.getvalue() == path.read_bytes()
    assert summary.rows == 11
    assert summary.left_out == {"no majority": 2}
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_takes_the_place_of_the_old(old: Path) -> None:
    """With the permissions that the old one had."""
    old.chmod(0o640)
    export_file(the_set(), FORMATS["jsonl"], old)
    assert old.read_bytes().startswith(b'{"schema":"sentence-labels/1"')
    assert stat.S_IMODE(old.stat().st_mode) == 0o640


@pytest.mark.parametrize(
    "error", [ExportError("x"), StoreError("x"), OSError(5, "x"), KeyboardInterrupt(), ValueError()]
)
def test_a_failed_export_leaves_the_old_file(old: Path, error: BaseException) -> None:
    """Whatever it was, ctrl+c too; and nothing lies beside it."""
    expected = ExportError if isinstance(error, OSError) else type(error)
    with pytest.raises(expected):
        export_file(the_set(), failing(error), old)
    assert old.read_bytes() == OLD
    assert list(old.parent.iterdir()) == [old]


def test_a_failed_rename_leaves_the_old_file(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Up to the very last step."""

    def refuse(beside: Path, path: Path) -> None:
        raise OSError(13, "Permission denied")

    monkeypatch.setattr(disk, "take_place", refuse)
    with pytest.raises(ExportError, match="was not written: Permission denied"):
        export_file(the_set(), FORMATS["jsonl"], old)
    assert old.read_bytes() == OLD
    assert list(old.parent.iterdir()) == [old]


def test_nothing_to_export_is_no_empty_file(old: Path) -> None:
    """The old file stays, and the message says why."""
    with pytest.raises(ExportError, match="no sentence is labelled"):
        export_file(the_set(Project()), FORMATS["jsonl"], old)
    project = Project()
    article = project.add(["One."])
    project.say("ana", article, {0: "claim"})
    project.say("ben", article, {0: "quote"})
    out = BytesIO()
    with pytest.raises(ExportError, match=r"left out .1 with no majority"):
        export(the_set(project), FORMATS["yaml"], out)
    assert out.getvalue() == b""
    assert old.read_bytes() == OLD


def test_places_where_no_file_can_be_are_named(tmp_path: Path) -> None:
    """A folder, and what lies in a file."""
    with pytest.raises(ExportError, match="is a folder"):
        export_file(the_set(), FORMATS["jsonl"], tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(ExportError, match="could not be made"):
        export_file(the_set(), FORMATS["jsonl"], tmp_path / "file" / "none" / "train.jsonl")


@pytest.mark.parametrize(
    ("error", "expected"), [(OSError(28, "No space left"), ExportError), (BrokenPipeError(), None)]
)
def test_an_open_file_that_takes_no_more(error: OSError, expected: type[Exception] | None) -> None:
    """A full disk is an error; a reader who has seen enough is not ours to report."""

    class Full(BytesIO):
        def flush(self) -> None:
            raise error

    with pytest.raises(expected or BrokenPipeError):
        export(the_set(), FORMATS["jsonl"], Full())


def test_a_link_stays_a_link(old: Path) -> None:
    """What it points at is replaced."""
    link = old.with_name("link")
    link.symlink_to(old)
    export_file(the_set(), FORMATS["jsonl"], link)
    assert link.is_symlink()
    assert old.read_bytes() != OLD


def test_a_pipe_is_written_as_it_comes(tmp_path: Path) -> None:
    """Another program may wait at the other end."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    export_file(the_set(), FORMATS["jsonl"], pipe)
    reader.join(10)
    assert read[0].count(b"\n") == 11
