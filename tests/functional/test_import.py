"""`slugline import`, as a shell sees it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from annotations.articles.load import load
from annotations.config import Config, parse_config
from annotations.dataset import TrainingSet
from annotations.dataset.write_folder import export_folder
from annotations.errors import LabelFileError
from annotations.labels import DEFAULT_LABELS, Label
from annotations.language.sentences import cut
from annotations.store import open_store
from tests.functional.team import label_everything
from tests.unit.dataset.material import Project
from tui.commands.export import command as export
from tui.commands.import_ import command

SEEDS = Path(__file__).parents[2] / "seeds"
FERRY = SEEDS / "calder-ferry-fire" / "1-strait-ledger.txt"
Run = Callable[..., Result]


@pytest.fixture
def texts() -> list[str]:
    """The sentences of a sample article."""
    article = load(FERRY)
    return [span.of(article.text) for span in cut(article).spans]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command in an empty folder, where no other configuration is found."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(command, ["--project", "project", *arguments])

    return run


def write(path: Path, records: list[dict[str, Any]]) -> str:
    """Records as JSON Lines."""
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    return str(path)


def said(folder: Path) -> list[tuple[str, int, str]]:
    """What a project says: name, sentence, label."""
    store = open_store(folder, read_only=True)
    names = store.people()
    found = [(names[one.person], one.index, one.label) for one in store.annotations()]
    store.close()
    return found


def test_labels_of_another_program_come_into_a_new_project(
    run: Run, tmp_path: Path, texts: list[str]
) -> None:
    """The article is named beside the file; stdout stays empty."""
    records = [{"text": texts[number], "label": ["claim"]} for number in (3, 4)]
    file = write(tmp_path / "all.jsonl", records)
    refused = run(file, str(FERRY))
    assert refused.exit_code == 1
    assert isinstance(refused.exception, LabelFileError)
    assert "--as NAME" in str(refused.exception)
    assert not (tmp_path / "project" / "annotations.json").exists() or not said(
        tmp_path / "project"
    )
    result = run(file, str(FERRY), "--as", "ana")
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    assert result.stderr == (
        "Done, from doccano: 2 imported.\nArticles that are now kept: 1.\nNew here: ana.\n"
    )
    assert said(tmp_path / "project") == [("ana", 3, "claim"), ("ana", 4, "claim")]
    again = run(file, "--as", "ana")
    assert again.exit_code == 0
    assert again.stderr == "Done, from doccano: 2 known.\n"


def test_a_dry_run_changes_nothing(run: Run, tmp_path: Path, texts: list[str]) -> None:
    """It makes no project either, and says what would be."""
    file = write(tmp_path / "all.jsonl", [{"text": texts[3], "label": ["claim"]}])
    result = run(file, str(FERRY), "--as", "ana", "--dry-run")
    assert result.exit_code == 0
    assert result.stderr.startswith("Would be, from doccano: 1 imported.")
    assert not (tmp_path / "project").exists()
    run(file, str(FERRY), "--as", "ana")
    before = said(tmp_path / "project")
    other = write(tmp_path / "other.jsonl", [{"text": texts[5], "label": ["quote"]}])
    assert "1 imported" in run(other, "--as", "ben", "--dry-run").stderr
    assert said(tmp_path / "project") == before


def test_what_is_not_imported_is_reported_with_exit_code_1(
    run: Run, tmp_path: Path, texts: list[str]
) -> None:
    """Each reason with an example that says where; the rest is imported all the same."""
    file = write(
        tmp_path / "all.jsonl",
        [
            {"text": texts[3], "label": ["claim"]},
            {"text": "Nobody wrote this.\x1b[31m", "label": ["claim"]},
            {"text": texts[4], "label": ["clam"]},
            {"text": texts[5], "label": []},
        ],
    )
    result = run(file, str(FERRY), "--as", "ana")
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert lines[0] == (
        "Done, from doccano: 1 imported, 1 not found, 1 unknown label, 1 without a label."
    )
    assert any(line.startswith("  not found: line 2: Nobody wrote this.") for line in lines)
    assert any("Did you mean claim? --map clam=claim" in line for line in lines)
    assert "\x1b" not in result.stderr
    assert said(tmp_path / "project") == [("ana", 3, "claim")]
    mapped = run(file, str(FERRY), "--as", "ana", "--map", "clam=claim")
    assert "1 imported, 1 known, 1 not found" in mapped.stderr


def test_what_was_said_here_is_overwritten_when_asked(
    run: Run, tmp_path: Path, texts: list[str]
) -> None:
    """Not before."""
    first = write(tmp_path / "1.jsonl", [{"text": texts[3], "label": ["claim"]}])
    second = write(tmp_path / "2.jsonl", [{"text": texts[3], "label": ["quote"]}])
    run(first, str(FERRY), "--as", "ana")
    assert "1 conflict" in run(second, "--as", "ana").stderr
    assert said(tmp_path / "project") == [("ana", 3, "claim")]
    assert run(second, "--as", "ana", "--overwrite").exit_code == 0
    assert said(tmp_path / "project") == [("ana", 3, "quote")]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--map", "claim"), "is not OLD=NEW"),
        (("--as", "=ana"), "is not OLD=NEW"),
        (("--as", "ana", "--as", "ben"), "name one person"),
    ],
)
def test_wrong_usage(run: Run, tmp_path: Path, options: tuple[str, ...], message: str) -> None:
    """Exit code 2."""
    file = write(tmp_path / "all.jsonl", [{"text": "x", "label": ["claim"]}])
    result = run(file, *options)
    assert result.exit_code == 2
    assert message in result.stderr


def test_articles_that_cannot_be_read_are_named(run: Run, tmp_path: Path, texts: list[str]) -> None:
    """The others are read."""
    (tmp_path / "empty.txt").write_text("")
    file = write(tmp_path / "all.jsonl", [{"text": texts[3], "label": ["claim"]}])
    result = run(file, "empty.txt", "missing.txt", str(FERRY), "--as", "ana")
    assert result.exit_code == 0
    assert "empty.txt: is empty" in result.stderr
    assert "missing.txt: does not exist" in result.stderr


def test_the_labels_of_an_export_can_be_put_into_the_configuration(
    run: Run, tmp_path: Path
) -> None:
    """As the very same scheme; and an import says where they are others."""
    other = (
        *DEFAULT_LABELS[:2],
        Label(slug="rumour", name="no: “rumour”", key="r", colour="red", formerly=("hearsay",)),
        Label(slug="old", name="old one", retired=True),
    )
    project = Project()
    project.say("ana", project.add(["One came.", "Two went."]), {0: "claim"})
    export_folder(TrainingSet(project.store, Config(labels=other)), "jsonl", tmp_path / "export")
    result = run("export", "--scheme")
    assert result.exit_code == 0
    assert parse_config(result.stdout).labels == other
    assert not (tmp_path / "project").exists()
    assert "--scheme prints them" in run("export").stderr
    (tmp_path / "config.yaml").write_bytes(result.stdout_bytes)
    assert "--scheme" not in run("export").stderr
    file = write(tmp_path / "all.jsonl", [{"text": "x", "label": ["claim"]}])
    assert isinstance(run(file, "--scheme").exception, LabelFileError)


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, by its path there."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def exported_as(name: str, project: str, output: str) -> dict[str, bytes]:
    """What `slugline export` writes of a project."""
    arguments = ["--project", project, "--format", name, "-o", output]
    result = CliRunner().invoke(export, arguments)
    assert result.exit_code == 0, result.output
    return files(Path(output))


@pytest.mark.parametrize("name", ["jsonl", "yaml", "hf"])
def test_articles_stay_in_their_splits_wherever_they_are_read_from(
    run: Run, tmp_path: Path, name: str
) -> None:
    """Another project has the same export to the byte, though stories are not filed as before."""
    for number, path in enumerate(sorted(SEEDS.glob("*/*.*"))):
        # Stories that have nothing in common are one for whoever files them together.
        story = "a-c" if path.parent.name < "d" else "e-s"
        for folder in (tmp_path / "filed" / story, tmp_path / "flat"):
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{number}{path.suffix}").write_bytes(path.read_bytes())
    store = open_store(tmp_path / "first")
    label_everything(store, [tmp_path / "filed"], ["ana", "ben"])
    store.close()
    before = exported_as(name, "first", "before")
    assert len(json.loads(before["manifest.json"])["splits"]) == 2
    trial = run("before", "flat", "--dry-run")
    taken = "Splits of 11 articles were taken over."
    assert taken.replace("were", "would be") in trial.stderr
    assert not (tmp_path / "project").exists()
    result = run("before", "flat")
    assert result.exit_code == 0, result.output
    assert taken in result.stderr
    assert "Splits" not in run("before").stderr
    assert exported_as(name, "project", "after") == before
    # Without the rows, they would have been drawn otherwise.
    run("before/annotations.jsonl", "flat", "--project", "drawn")
    assert exported_as(name, "drawn", "drawn-anew") != before


@pytest.fixture
def edited(run: Run, tmp_path: Path, texts: list[str]) -> Path:
    """A table that was exported and then edited in one cell."""
    records = [{"text": texts[number], "label": ["claim"]} for number in (3, 4)]
    run(write(tmp_path / "all.jsonl", records), str(FERRY), "--as", "ana")
    rows = tmp_path / "rows.csv"
    exported = CliRunner().invoke(export, ["--project", "project", "-o", str(rows)])
    assert exported.exit_code == 0
    rows.write_text(rows.read_text("utf-8").replace('"claim",0', '"quote",1', 1), "utf-8")
    return rows


def test_edited_rows_are_changes_once_that_is_agreed(
    run: Run, tmp_path: Path, edited: Path
) -> None:
    """Shown by --dry-run, a conflict in a script, taken in with --yes."""
    shown = run(str(edited), "--as", "ana", "--dry-run")
    assert shown.exit_code == 0
    assert "Would be, from rows: 1 changed, 2 known." in shown.stderr
    assert "changed: line 2:" in shown.stderr
    assert "claim here, quote in the file, which ana says" in shown.stderr
    left = run(str(edited), "--as", "ana")
    assert left.exit_code == 1
    assert "1 conflict" in left.stderr
    assert "--yes takes them in" in left.stderr
    assert said(tmp_path / "project") == [("ana", 3, "claim"), ("ana", 4, "claim")]
    report = tmp_path / "report.jsonl"
    taken = run(str(edited), "--as", "ana", "--yes", "--report", str(report))
    assert taken.exit_code == 0, taken.output
    assert said(tmp_path / "project") == [("ana", 3, "quote"), ("ana", 4, "claim")]
    told = [json.loads(line) for line in report.read_text("utf-8").splitlines()]
    assert [one["outcome"] for one in told] == ["known", "known", "changed"]
    assert (told[-1]["before"], told[-1]["label"], told[-1]["person"]) == ("claim", "quote", "ana")
    table = run(str(edited), "--as", "ana", "--report", str(tmp_path / "report.csv"))
    assert table.exit_code == 0
    assert (tmp_path / "report.csv").read_bytes().startswith(b"\xef\xbb\xbfschema,where,outcome")


@pytest.mark.parametrize("answer", ["y", "n"])
def test_on_a_terminal_it_is_asked(
    run: Run, tmp_path: Path, edited: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    """Whoever says no has changed nothing."""
    monkeypatch.setattr("tui.commands.import_._may_ask", lambda: True)
    arguments = ["--project", "project", str(edited), "--as", "ana"]
    result = CliRunner().invoke(command, arguments, input=answer + "\n")
    assert "which ana says" in result.stderr
    assert "Take these changes in" in result.stderr
    assert result.exit_code == (0 if answer == "y" else 1)
    expected = "quote" if answer == "y" else "claim"
    assert said(tmp_path / "project")[0] == ("ana", 3, expected)


def test_an_edited_folder_is_not_taken_in_unasked(run: Run, tmp_path: Path, edited: Path) -> None:
    """What holds everything may be damaged: nobody can tell but whoever edited it."""
    made = CliRunner().invoke(export, ["--project", "project", "-o", "out"])
    assert made.exit_code == 0
    path = tmp_path / "out" / "annotations.jsonl"
    path.write_text(path.read_text("utf-8").replace('"claim"', '"quote"', 1), "utf-8")
    refused = run("out")
    assert isinstance(refused.exception, LabelFileError)
    assert "annotations.jsonl was changed since it was exported" in str(refused.exception)
    assert said(tmp_path / "project")[0] == ("ana", 3, "claim")
    assert run("out", "--yes").exit_code == 0
    assert said(tmp_path / "project")[0] == ("ana", 3, "quote")
    path.write_text(path.read_text("utf-8")[:-40], "utf-8")
    assert isinstance(run("out", "--yes").exception, LabelFileError)
    assert run("out", "--yes", "--partial").exit_code == 1


def test_ctrl_c_says_what_stays(
    run: Run, tmp_path: Path, texts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is durable by then; importing again does the rest."""
    records = [{"text": texts[3], "label": ["claim"], "annotator": who} for who in ("ana", "ben")]
    file = write(tmp_path / "all.jsonl", records)
    done: list[int] = []

    def stop(self: object, steps: int) -> None:
        done.append(steps)
        raise KeyboardInterrupt

    import tui.commands.import_ as module

    @contextmanager
    def stopping(length: int, label: str) -> Iterator[Callable[[int], object]]:
        yield (lambda steps: stop(None, steps)) if label == "Importing" else (lambda steps: None)

    with monkeypatch.context() as patch:
        patch.setattr(module, "progress", stopping)
        result = run(file, str(FERRY))
    assert result.exit_code != 0
    assert done == [1]
    assert "Stopped. 1 label of 2 are in the project, and stay" in result.stderr
    assert said(tmp_path / "project") == [("ana", 3, "claim")]
    assert run(file).exit_code == 0
    assert len(said(tmp_path / "project")) == 2


def test_no_screen_is_loaded(tmp_path: Path, texts: list[str]) -> None:
    """A headless command never pays for one."""
    file = write(tmp_path / "all.jsonl", [{"text": texts[3], "label": ["claim"]}])
    code = (
        "import sys; from tui.commands.import_ import command\n"
        f"command([{file!r}, {str(FERRY)!r}, '--as', 'ana', '--project', 'p'],"
        " standalone_mode=False)\n"
        "heavy = {'textual', 'rich', 'yaml'} & set(sys.modules)\n"
        "sys.exit(' '.join(heavy) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "XDG_CONFIG_HOME": str(tmp_path), "PYTHONPATH": str(SEEDS.parent)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
