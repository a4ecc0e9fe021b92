"""`slugline export`, as a shell sees it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from annotations.articles.article import Article, Sentences, article_id_of
from annotations.articles.load import load
from annotations.dataset import FORMATS
from annotations.errors import ExportError, StoreError
from annotations.language.sentences import cut
from annotations.store import Change, Mark, open_store
from tui.commands.export import command
from tui.commands.fill import command as fill
from tui.commands.validate import command as validate

SEEDS = Path(__file__).parents[2] / "seeds"
Export = Callable[..., Result]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project in which two people labelled a sample article."""
    folder = tmp_path / "project"
    store = open_store(folder)
    article = load(SEEDS / "calder-ferry-fire" / "1-strait-ledger.txt")
    sentences = store.freeze(article, cut(article))
    for name, labels in (("ana", ["claim"] * 12), ("ben", ["claim"] * 6 + ["quote"] * 2)):
        person = store.join(name)
        for index, label in enumerate(labels):
            span = sentences.span(index)
            change = Change(article.id, article.sentence_id(span), index, Mark(label))
            store.annotate(person, [change], guideline="1")
    store.close()
    return folder


@pytest.fixture
def export(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Export:
    """Runs the command on the project, where no other configuration is found."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nobody"))
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(command, ["--project", str(project), *arguments])

    return run


def test_rows_go_to_stdout_and_the_story_to_stderr(export: Export) -> None:
    """A pipe gets data and nothing else."""
    result = export()
    assert result.exit_code == 0
    rows = [json.loads(line) for line in result.stdout_bytes.splitlines()]
    assert [row["gold_source"] for row in rows] == ["unanimous"] * 6 + ["single"] * 4
    assert result.stderr == (
        "10 rows from 1 article written to stdout as jsonl: claim 10, quote 0, speculation 0.\n"
        "Left out: 2 sentences with no majority.\n"
        "Warning: Every row is labelled claim: nothing can be told apart.\n"
        "Warning: Fewer than 20 rows are labelled claim (10), quote (0), speculation (0): too few "
        "to learn from.\n"
        "Warning: 4 of 10 rows rest on one person's label; nobody has reviewed them.\n"
    )


def test_a_file_is_written_in_the_format_of_its_name(export: Export, tmp_path: Path) -> None:
    """Both formats hold the same rows, and stdout stays empty."""
    assert export("-o", "train.yaml").stdout == ""
    assert export("-o", "train.jsonl").stdout == ""
    assert export("-o", "other.txt", "--format", "yaml").exit_code == 0
    document = yaml.safe_load((tmp_path / "train.yaml").read_bytes())
    lines = (tmp_path / "train.jsonl").read_text(encoding="utf-8").split("\n")
    assert document["rows"] == [json.loads(line) for line in lines if line]
    assert (tmp_path / "other.txt").read_bytes() == (tmp_path / "train.yaml").read_bytes()


def test_the_same_project_gives_the_same_bytes(export: Export) -> None:
    """Whenever it is asked."""
    assert export().stdout_bytes == export().stdout_bytes


def test_one_annotator(export: Export) -> None:
    """By display name; somebody unknown is answered with the list."""
    result = export("--annotator", "ben")
    rows = [json.loads(line) for line in result.stdout_bytes.splitlines()]
    assert [row["label"] for row in rows] == ["claim"] * 6 + ["quote"] * 2
    assert {vote["annotator"] for row in rows for vote in row["votes"]} == {"ann-2"}
    result = export("--annotator", "bob")
    assert isinstance(result.exception, ExportError)
    assert "ana, ben" in str(result.exception)


def test_an_unknown_format_is_answered_with_the_list(export: Export) -> None:
    """As wrong usage: exit code 2."""
    result = export("--format", "xml")
    assert result.exit_code == 2
    assert "'jsonl', 'yaml'" in result.stderr


def test_a_failed_export_leaves_the_old_file(export: Export, tmp_path: Path) -> None:
    """Nothing half, nothing beside."""
    (tmp_path / "train.jsonl").write_text("old")
    result = export("-o", "train.jsonl", "--annotator", "bob")
    assert result.exit_code == 1
    assert (tmp_path / "train.jsonl").read_text() == "old"


def test_a_project_without_labels_is_not_exported(export: Export, tmp_path: Path) -> None:
    """Loaders fail on an empty file, so there is none."""
    open_store(tmp_path / "empty").close()
    result = export("--project", str(tmp_path / "empty"), "-o", "train.jsonl")
    assert isinstance(result.exception, ExportError)
    assert "no sentence is labelled" in str(result.exception)
    assert not (tmp_path / "train.jsonl").exists()


def test_a_folder_that_is_not_there_is_not_made(export: Export, tmp_path: Path) -> None:
    """Reading never creates a project."""
    result = export("--project", str(tmp_path / "none"))
    assert isinstance(result.exception, StoreError)
    assert "nothing is labelled in this folder" in str(result.exception)
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(("comfortable", "warned"), [(5, True), (8, False)])
def test_many_rows_as_yaml_are_warned_of(
    export: Export, monkeypatch: pytest.MonkeyPatch, comfortable: int, warned: bool
) -> None:
    """Once, and only in the format that is slow to read."""
    monkeypatch.setitem(FORMATS, "yaml", FORMATS["yaml"]._replace(comfortable=comfortable))
    assert export("--format", "yaml", "--annotator", "ben").stderr.count("takes long") == warned
    assert "takes long" not in export("--annotator", "ben").stderr


def test_no_screen_is_loaded(project: Path, tmp_path: Path) -> None:
    """A headless command never pays for one."""
    code = (
        "import sys; from tui.commands.export import command\n"
        f"command(['--project', {str(project)!r}], standalone_mode=False)\n"
        "heavy = {'textual', 'rich', 'yaml', 'charset_normalizer'} & set(sys.modules)\n"
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
    assert done.stdout.count(b"\n") == 10


def test_a_folder_has_splits_that_stay(export: Export, tmp_path: Path) -> None:
    """Where an article was put is kept in the project; the second export is the first one."""
    first = export("-o", "out", "--format", "hf")
    assert first.exit_code == 0, first.output
    files = {path.name: path.read_bytes() for path in (tmp_path / "out").rglob("*.*")}
    assert {"README.md", "manifest.json", "train.jsonl", "votes.jsonl"} <= set(files)
    manifest = json.loads(files["manifest.json"])
    assert manifest["agreement"]["schema"] == "agreement/1"
    assert {one["person"] for one in manifest["agreement"]["people"]} == {"ann-1", "ann-2"}
    assert not any(manifest["leaks"]["leaks"].values())
    assert "only 1 cluster" in first.stderr
    store = open_store(tmp_path / "project", read_only=True)
    [place] = store.statements("split").values()
    store.close()
    assert place[0].value["split"] == "train"
    again = export("-o", "out", "--format", "hf")
    assert again.exit_code == 0
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").rglob("*.*")} == files


def test_no_splits_leave_the_project_alone(export: Export, tmp_path: Path) -> None:
    """Nothing is kept where nothing was given out."""
    assert export("-o", "out", "--splits", "none").exit_code == 0
    store = open_store(tmp_path / "project", read_only=True)
    assert store.statements("split") == {}
    store.close()
    result = export("-o", "out", "--splits", "all")
    assert isinstance(result.exception, ExportError)
    assert "80/10/10" in str(result.exception)


def test_formats_of_several_files_need_a_folder(export: Export, tmp_path: Path) -> None:
    """Not stdout; and one kind of columns at a time."""
    assert "Name one with -o" in str(export("--format", "brat").exception)
    assert "exclude each other" in str(export("--minimal", "--spans").exception)
    assert export("--format", "lewidi", "-o", "dis.d").exit_code == 0
    assert (tmp_path / "dis.d" / "train.json").exists()


def test_text_leaves_and_comes_back(export: Export, tmp_path: Path) -> None:
    """`export --no-text`, then `fill` from the articles, is `export`; `validate` finds no fault."""
    assert export("-o", "whole.jsonl").exit_code == 0
    assert export("-o", "bare.jsonl", "--no-text").exit_code == 0
    arguments = ["bare.jsonl", str(SEEDS / "calder-ferry-fire"), "-o", "again.jsonl"]
    result = CliRunner().invoke(fill, arguments)
    assert result.exit_code == 0, result.output
    assert (tmp_path / "again.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    result = CliRunner().invoke(validate, ["again.jsonl", "bare.jsonl"], standalone_mode=False)
    assert (result.stdout, result.return_value) == ("", 0)
    (tmp_path / "bad.jsonl").write_bytes(b"{}\n")
    result = CliRunner().invoke(validate, ["bad.jsonl"], standalone_mode=False)
    assert result.return_value == 1
    assert result.stdout.startswith("bad.jsonl:1: schema:")


@pytest.fixture
def contradicting(tmp_path: Path) -> list[str]:
    """Two sentences of the project's kind that differ in a word, under two labels."""
    texts = [
        "The ferry may sail again before the end of the week.",
        "The ferry may sail again before the middle of the week.",
        "Nobody was hurt, the operator said on Monday.",
    ]
    text = "\n\n".join(texts)
    article = Article(id=article_id_of(text), text=text, title="Sailing [again]")
    starts = [text.index(one) for one in texts]
    store = open_store(tmp_path / "project")
    store.freeze(
        article, Sentences([(at, at + len(one)) for at, one in zip(starts, texts, strict=True)])
    )
    kept = store.frozen(article.id)
    assert kept is not None
    labels = (("ana", 0, "claim"), ("ben", 1, "speculation"), ("ben", 2, "quote"))
    for name, index, label in labels:
        span = kept.sentences.span(index)
        change = Change(article.id, article.sentence_id(span), index, Mark(label))
        store.annotate(store.join(name), [change], guideline="1")
    store.close()
    return texts


def test_a_check_lists_both_sentences_and_writes_nothing(
    export: Export, contradicting: list[str], tmp_path: Path
) -> None:
    """With who labelled them, and where; exit code 1 so that a script stops there."""
    before = sorted(tmp_path.rglob("*"))
    result = export("--check")
    assert result.exit_code == 1
    first, second, third = contradicting
    assert result.stdout.splitlines() == [
        "1. Nearly the same words, labelled differently by two people:",
        "   claim · ana · Sailing [again], sentence 1",
        f"      {first}",
        "   speculation · ben · Sailing [again], sentence 2",
        f"      {second}",
    ]
    assert third not in result.stdout
    assert "1 pair of" in result.stderr
    assert sorted(tmp_path.rglob("*")) == before


def test_a_check_as_json_lines(export: Export, contradicting: list[str]) -> None:
    """One object a pair, for other programs."""
    result = export("--check", "--format", "jsonl")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert (found["schema"], found["same_words"], found["by_one"]) == (
        "contradiction/1", False, False,
    )  # fmt: skip
    assert [found[one]["text"] for one in ("one", "other")] == contradicting[:2]
    assert [found[one]["annotator"] for one in ("one", "other")] == ["ana", "ben"]
    assert [found[one]["label"] for one in ("one", "other")] == ["claim", "speculation"]
    assert [found[one]["sentence"] for one in ("one", "other")] == [1, 2]


def test_a_check_that_finds_nothing(export: Export, contradicting: list[str]) -> None:
    """One person's labels contradict nothing; and there is no file to write."""
    result = export("--check", "--annotator", "ana")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "No pair" in result.stderr
    assert export("--check", "-o", "out.jsonl").exit_code == 2
    assert export("--check", "--format", "csv").exit_code == 2


_HELD = """
import signal, sys
from annotations.store.engine import disk
from tui.cli import main

def held(beside, target):
    print("written", flush=True)
    signal.pause()

disk.take_place = held
sys.argv = ["slugline", *sys.argv[1:]]
main()
"""
"""The program, which stops when the new file is whole and has not taken the old one's place."""


def test_ctrl_c_leaves_no_half_file(project: Path, tmp_path: Path) -> None:
    """The old file stays, nothing lies beside it, and it says so."""
    out = tmp_path / "out"
    out.mkdir()
    old = out / "train.jsonl"
    old.write_bytes(b"what was there before\n")
    export = subprocess.Popen(
        [sys.executable, "-c", _HELD, "export", "--project", str(project), "-o", str(old)],
        cwd=tmp_path,
        env={**os.environ, "XDG_CONFIG_HOME": str(tmp_path), "PYTHONPATH": str(SEEDS.parent)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert export.stdout is not None
    assert export.stdout.readline() == b"written\n"
    assert len(list(out.iterdir())) == 2
    # As a terminal does: to every process that was started from here.
    os.killpg(export.pid, signal.SIGINT)
    _, error = export.communicate()
    assert export.returncode == 130, error
    assert [line for line in error.decode().splitlines() if line] == [
        f"Stopped. {old} is as it was.",
        "slugline: interrupted",
    ]
    assert list(out.iterdir()) == [old]
    assert old.read_bytes() == b"what was there before\n"


def test_folders_on_the_way_are_made_and_go_again_if_nothing_comes(
    export: Export, tmp_path: Path
) -> None:
    """A path that does not exist yet is a wish, not a mistake."""
    export("--format", "hf", "-o", str(tmp_path / "a" / "b" / "set"))
    assert (tmp_path / "a" / "b" / "set" / "manifest.json").exists()
    open_store(tmp_path / "empty").close()
    nothing = ("--project", str(tmp_path / "empty"), "-o", str(tmp_path / "c" / "d" / "rows.jsonl"))
    assert isinstance(export(*nothing).exception, ExportError)
    assert not (tmp_path / "c").exists()
