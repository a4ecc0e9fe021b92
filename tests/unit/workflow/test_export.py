"""One export: the training set is built once, and nothing is counted that is known."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from annotations.config import Config
from annotations.dataset import Options, TrainingSet
from annotations.dataset.splits import Targets
from annotations.errors import ExportError
from annotations.store import open_store
from annotations.workflow import export
from annotations.workflow.export import Counted, GivenUp, Plan, Task, count, write
from tests.unit.dataset.material import hard_project
from tui.commands.export import command

FOLDER = Plan("jsonl", "splits", Options(), Targets.of("80/10/10"))


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[TrainingSet]:
    """Every training set that is built from the project."""
    made: list[TrainingSet] = []
    before = TrainingSet.__init__

    def init(self: TrainingSet, *arguments: object, **named: object) -> None:
        made.append(self)
        before(self, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(TrainingSet, "__init__", init)
    return made


def test_a_folder_is_written_from_one_training_set(
    tmp_path: Path, built: list[TrainingSet]
) -> None:
    """Counting, splits, agreement and rows all read the same."""
    task = Task()
    written = write(hard_project().store, Config(), FOLDER, tmp_path / "out", None, task)
    assert len(built) == 1
    assert task.share == 1.0
    assert written.counted is not None
    assert written.by_split == written.counted.by_split
    assert sum(written.by_split.values()) == written.summary.rows > 0
    assert {path.name for path in (tmp_path / "out").iterdir()} >= {
        path.rsplit("/")[0] for path, _ in written.files
    }


def test_what_was_counted_is_not_counted_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As long as it was counted of the same project; the rows are the same either way."""
    store = hard_project().store
    counted = count(store, Config(), FOLDER, Task())
    monkeypatch.setattr(export, "prepare", lambda *_, **__: pytest.fail("counted again"))
    again = write(store, Config(), FOLDER, tmp_path / "out", counted, Task())
    assert again.by_split == counted.by_split
    outdated = counted._replace(cursor={"device": 0})
    with pytest.raises(pytest.fail.Exception):
        write(store, Config(), FOLDER, tmp_path / "out", outdated, Task())


def test_one_file_holds_every_row(tmp_path: Path, built: list[TrainingSet]) -> None:
    """Whatever splits there would be."""
    target = tmp_path / "rows.jsonl"
    plan = FOLDER._replace(parts="file")
    written = write(hard_project().store, Config(), plan, target, None, Task())
    assert len(built) == 1
    assert len(target.read_bytes().splitlines()) == written.summary.rows
    assert written.files == [("rows.jsonl", target.stat().st_size)]
    assert written.counted is None


@pytest.mark.parametrize("parts", ["file", "splits"])
def test_given_up_it_leaves_everything_as_it_was(tmp_path: Path, parts: str) -> None:
    """At whatever article."""
    target = tmp_path / "out"
    task = Task()
    task.unwanted = True
    with pytest.raises(GivenUp):
        write(hard_project().store, Config(), FOLDER._replace(parts=parts), target, None, task)
    assert not list(tmp_path.iterdir())


def test_a_target_of_the_other_kind_is_refused(tmp_path: Path) -> None:
    """A folder is no file."""
    store = hard_project().store
    with pytest.raises(ExportError, match=r"a folder[.] Name a file"):
        write(store, Config(), FOLDER._replace(parts="file"), tmp_path, None, Task())
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(ExportError, match=r"a file[.] Name a folder"):
        write(store, Config(), FOLDER, file, None, Task())


def test_counting_without_splits_tells_how_many_rows_there_are() -> None:
    """Which takes half the time, and is shown first."""
    plain: Counted = count(hard_project().store, Config(), FOLDER._replace(targets=None), Task())
    assert plain.splits is None
    assert plain.leaks is None
    assert plain.summary.rows > 0


def test_the_command_opens_the_project_once(
    tmp_path: Path, seeds: Path, built: list[TrainingSet], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And keeps in it where articles were put, by the same handle."""
    from annotations.store import Change, Mark
    from annotations.workflow.article_files import cut_article, read_article

    project = tmp_path / "project"
    store = open_store(project)
    me = store.join("ana")
    for path in sorted(seeds.rglob("*.txt"))[:4]:
        article = read_article(path, Config())
        sentences = store.freeze(article, cut_article(article, Config()))
        changes = [
            Change(article.id, article.sentence_id(sentences.span(at)), at, Mark("claim"))
            for at in range(3)
        ]
        store.annotate(me, changes)
    store.close()
    opened = []

    def opening(*arguments: object, **named: object) -> object:
        opened.append(arguments)
        return open_store(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr("annotations.store.open_store", opening)
    target = tmp_path / "out"
    result = CliRunner().invoke(command, ["-o", str(target), "--project", str(project)])
    assert result.exit_code == 0, result.output
    assert len(opened) == len(built) == 1
    kept = open_store(project, read_only=True)
    assert len(kept.statements("split")) == 4
    kept.close()
