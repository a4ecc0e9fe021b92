"""Rows are checked against their schema, and our check is held against other people's."""

from __future__ import annotations

import copy
import json
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from annotations.config import Config
from annotations.dataset import Options, Row, TrainingSet, export_folder
from annotations.dataset.restore_text import fill, read_offsets
from annotations.dataset.row_schema import SCHEMA_FILE, row_schema
from annotations.dataset.validate import Checked, Problem, validate
from annotations.errors import ExportError
from tests.unit.dataset.material import Project, hard_project
from tui.commands.validate import command


def rows() -> list[dict[str, Any]]:
    """Rows that are as they should be."""
    return [msgspec.to_builtins(row) for row in TrainingSet(hard_project().store, Config()).rows()]


GOOD = rows()
Draft202012Validator = import_module("jsonschema").Draft202012Validator
VALIDATOR = Draft202012Validator(json.loads(SCHEMA_FILE.read_bytes()))


def problems(data: bytes, folder: Path, name: str = "rows.jsonl") -> list[Problem]:
    """Those of a file with these bytes."""
    path = folder / name
    path.write_bytes(data)
    return list(validate(path, Checked()))


def lines(values: list[Any]) -> bytes:
    """JSON Lines of these values."""
    return b"".join(json.dumps(value, ensure_ascii=False).encode() + b"\n" for value in values)


def test_the_schema_that_ships_is_that_of_the_row(request: pytest.FixtureRequest) -> None:
    """`pytest --snapshot-update` writes it anew; a change is a new version of the row."""
    expected = msgspec.json.format(msgspec.json.encode(row_schema()), indent=2) + b"\n"
    if request.config.getoption("update_snapshots", default=False):
        SCHEMA_FILE.write_bytes(expected)
    assert SCHEMA_FILE.read_bytes() == expected
    Draft202012Validator.check_schema(row_schema())
    assert list(row_schema()["$defs"]["Row"]["properties"]) == list(Row.__struct_fields__)


def test_the_command_prints_the_schema() -> None:
    """For other programs, byte for byte what ships; no path has to be named."""
    done = CliRunner().invoke(command, ["--schema"])
    assert done.exit_code == 0
    assert done.stdout_bytes == SCHEMA_FILE.read_bytes()


def test_good_rows_are_valid_for_both(tmp_path: Path) -> None:
    """As JSON Lines and as YAML."""
    assert all(VALIDATOR.is_valid(row) for row in GOOD)
    assert problems(lines(GOOD), tmp_path) == []
    golden = Path(__file__).parents[2] / "golden" / "export-hard.yaml"
    assert problems(golden.read_bytes(), tmp_path, "rows.yaml") == []


values = st.sampled_from(
    [None, "", "no", 0, -1, 1.5, True, [], {}, ["x"], {"a": 1}, "2024-05-01", "s-1", "train"]
)


@given(st.sampled_from(GOOD), st.sampled_from([*Row.__struct_fields__, "more"]), values)
def test_what_the_schema_refuses_is_refused(row: dict[str, Any], field: str, value: Any) -> None:
    """Whatever is put into a field; our check knows more, and never less."""
    from tempfile import TemporaryDirectory

    changed = {**row, field: value}
    with TemporaryDirectory() as folder:
        found = problems(lines([changed]), Path(folder))
    if not VALIDATOR.is_valid(changed):
        assert found
    if json.dumps(changed) == json.dumps(row):
        assert not found


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("label", "rumour", "label"),
        ("label_id", 2, "label_id"),
        ("end", 3, "end"),
        ("n_votes", 7, "n_votes"),
        ("soft", {"claim": 0.5, "quote": 0.0, "speculation": 0.0, "retracted": 0.0}, "soft"),
        ("text", "a\x07", "text"),
        ("published_at", "2024-05-01", "published_at"),
        ("gold_source", "guess", "gold_source"),
    ],
)
def test_a_problem_names_line_and_field(
    field: str, value: object, named: str, tmp_path: Path
) -> None:
    """And says what to do."""
    bad = {**GOOD[1], field: value}
    found = problems(lines([GOOD[0], bad]), tmp_path)
    assert (2, named) in {(one.line, one.field) for one in found}
    assert all("export it again" in str(one) for one in found)


def test_votes_are_checked_too(tmp_path: Path) -> None:
    """Another key, and somebody who voted twice."""
    bad = copy.deepcopy(GOOD[0])
    bad["votes"][0]["mood"] = "good"
    bad["votes"].append(dict(bad["votes"][0]))
    found = {one.field for one in problems(lines([bad]), tmp_path)}
    assert found >= {"votes[0].mood", "votes", "n_votes"}


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf" + lines(GOOD[:1]), "byte order mark"),
        (lines(GOOD[:1]) + b"\n", "is empty"),
        (lines(GOOD[:1])[:-1], "no line end"),
        (b"{\n", "is not JSON"),
        (b'{"id": "\xff"}\n', "is not JSON"),
        (lines(GOOD[:1]).replace(b'{"schema"', b'{"id": "s-1", "schema"'), "has id twice"),
        (lines(GOOD[:1] * 2), "was there already"),
        (lines([{"id": 1}]), "no row that is known"),
        (lines([GOOD[0], {"id": GOOD[1]["id"], "text": "a", "label": "b"}]), "first row"),
        (lines([dict(reversed(GOOD[0].items()))]), "not in their order"),
    ],
)
def test_what_readers_stumble_over_is_named(data: bytes, what: str, tmp_path: Path) -> None:
    """Traps of the file itself."""
    assert what in " ".join(map(str, problems(data, tmp_path)))


def test_an_export_that_was_changed_is_noticed(tmp_path: Path) -> None:
    """By the hashes of its manifest, and by its counts."""
    folder = tmp_path / "out"
    export_folder(TrainingSet(hard_project().store, Config()), "jsonl", folder)
    path = folder / "train.jsonl"
    path.write_bytes(b"\n".join(path.read_bytes().split(b"\n")[1:]))
    found = " ".join(map(str, validate(folder, Checked())))
    assert "is not the file that was exported" in found
    assert "the manifest says 11 rows of train, there are 10" in found
    path.unlink()
    assert "cannot be read" in " ".join(map(str, validate(folder, Checked())))
    with pytest.raises(ExportError, match="not the folder of an export"):
        list(validate(tmp_path, Checked()))
    with pytest.raises(ExportError, match="JSON Lines, YAML"):
        list(validate(Path(__file__), Checked()))


def test_text_that_was_left_out_comes_back(tmp_path: Path) -> None:
    """To the byte: filled, an export without text is the export with it."""
    store = hard_project().store
    bare, whole = tmp_path / "bare", tmp_path / "whole"
    export_folder(TrainingSet(store, Config(), Options(no_text=True)), "jsonl", bare)
    export_folder(TrainingSet(store, Config()), "jsonl", whole)
    assert list(validate(bare, Checked())) == []
    texts = [row["text"] for row in GOOD if len(row["text"]) > 12]
    for path in bare.iterdir():
        data = path.read_text(encoding="utf-8")
        assert not any(json.dumps(text, ensure_ascii=False)[1:-1] in data for text in texts)
    articles = {kept.article.id: kept.article for kept in store.articles()}
    again = b"".join(fill(read_offsets(bare / "train.jsonl"), articles))
    assert again == (whole / "train.jsonl").read_bytes()


def test_notes_leave_with_the_text(tmp_path: Path) -> None:
    """They may quote it; whoever wants them asks for them."""
    project = Project()
    article = project.add(["The bank may raise its rate."])
    project.say("ana", article, {0: "claim"}, note="“may raise its rate” is a guess")
    for options, noted in (
        (Options(), True),
        (Options(no_text=True), False),
        (Options(no_text=True, notes=True), True),
    ):
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        export_folder(TrainingSet(project.store, Config(), options), "jsonl", folder)
        said = [path for path in folder.iterdir() if b"is a guess" in path.read_bytes()]
        assert [path.name for path in said] == ["annotations.jsonl"] * noted
        assert list(validate(folder, Checked())) == []
    with pytest.raises(ExportError, match="--notes goes with --no-text"):
        Options(notes=True)


def test_another_text_fills_nothing(tmp_path: Path) -> None:
    """A copy that differs in one letter, and one that is not there."""
    store = hard_project().store
    export_folder(TrainingSet(store, Config(), Options(no_text=True)), "jsonl", tmp_path / "out")
    path = tmp_path / "out" / "train.jsonl"
    articles = {kept.article.id: kept.article for kept in store.articles()}
    other = {
        key: msgspec.structs.replace(one, text="!" + one.text[1:]) for key, one in articles.items()
    }
    with pytest.raises(ExportError, match="not the one that was labelled"):
        b"".join(fill(read_offsets(path), other))
    [first, *_] = articles
    with pytest.raises(ExportError, match=r"no copy of 1 of the articles.*--partial"):
        b"".join(fill(read_offsets(path), {first: articles[first]}))
    lacking: list[str] = []
    left = b"".join(fill(read_offsets(path), {first: articles[first]}, lacking.append))
    assert len(lacking) + left.count(b"\n") == 11
    with pytest.raises(ExportError, match=r"train.jsonl:1: this is no row without text"):
        list(read_offsets(_written(tmp_path / "train.jsonl", lines(GOOD))))


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_whatever_a_row_holds_it_is_named(tmp_path: Path) -> None:
    """Lists and objects where text should be, and what is nested too deep."""
    row = GOOD[0]
    odd = [["x"], [["x"]], {}, {"a": ["b"]}, [{"annotator": ["a"], "label": 1}], None, True, 1, "x"]
    every = [json.dumps({**row, name: value}) for name in row for value in odd]
    deep = ["[" * 1100 + "]" * 1100, '{"a":' * 1100 + "1" + "}" * 1100]
    found = problems("\n".join([*every, *deep, ""]).encode(), tmp_path)
    assert {one.line for one in found} >= {len(every) + 1, len(every) + 2}
    assert problems(b'{"rows": [' + ",".join(every).encode() + b"]}", tmp_path, "rows.yaml")


def test_utf_16_is_named_once(tmp_path: Path) -> None:
    """Not line by line."""
    [problem] = problems(lines(GOOD).decode().encode("utf-16"), tmp_path)
    assert "UTF-16" in problem.what


def test_lines_are_counted_by_what_they_are(tmp_path: Path) -> None:
    """Votes and annotations of an export are no further rows of the training set."""
    rows = tmp_path / "rows.jsonl"
    rows.write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in GOOD))
    checked = Checked()
    assert not [*validate(rows, checked)]
    assert str(checked).startswith(f"{checked.kinds['row']} row")
    assert sum(checked.kinds.values()) == checked.rows
    checked.kinds = {"annotation": 2, "row": 2, "vote": 1}
    assert str(checked) == "2 rows, 2 annotations, 1 vote"
