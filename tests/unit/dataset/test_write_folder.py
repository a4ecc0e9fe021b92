"""The folder of an export: its manifest, its files, and what a failure leaves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from annotations.config import Config
from annotations.dataset import (
    FORMATS,
    Options,
    Row,
    TrainingSet,
    export_folder,
    format_named,
    passes,
)
from annotations.dataset.clusters import Place
from annotations.dataset.validate import Checked, validate
from annotations.errors import ExportError
from annotations.store.engine import disk
from tests.unit.dataset.material import Project, hard_project

GOLDEN = Path(__file__).parents[2] / "golden" / "formats"


def the_set(**options: Any) -> TrainingSet:
    """The hard project, its two articles in two splits."""
    store = hard_project().store
    first, second = sorted(kept.article.id for kept in store.articles())
    places = {first: Place("test", "c-" + first[2:]), second: Place("train", "c-" + second[2:])}
    return TrainingSet(store, Config(), Options(**options), places)


def content(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_project_gives_the_same_folder(name: str, tmp_path: Path) -> None:
    """To the byte, manifest included; again over itself, and from a project made anew."""
    told: list[int] = []
    training_set = the_set()
    export_folder(training_set, name, tmp_path / "a", advance=told.append)
    assert sum(told) == training_set.votes * passes(name)
    export_folder(the_set(), name, tmp_path / "b")
    before = content(tmp_path / "a")
    export_folder(the_set(), name, tmp_path / "a")
    assert content(tmp_path / "a") == before == content(tmp_path / "b")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


@pytest.mark.parametrize("name", FORMATS)
def test_the_files_are_the_contract(
    name: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """As in the golden folder; `pytest --snapshot-update` writes it anew."""
    export_folder(the_set(), name, tmp_path / "out")
    found = content(tmp_path / "out")
    # These hold the version of this program, or are written by libraries in their own way.
    found = {key: data for key, data in found.items() if key != "manifest.json"}
    if name != "jsonl":
        found.pop("annotations.jsonl")
    if FORMATS[name].needs:
        assert set(found) == {f"{split}.{name}" for split in ("train", "test")}
        return
    golden = GOLDEN / name
    if request.config.getoption("update_snapshots", default=False):
        for key, data in found.items():
            (golden / key).parent.mkdir(parents=True, exist_ok=True)
            (golden / key).write_bytes(data)
    assert found == content(golden)


def test_the_manifest_accounts_for_everything(tmp_path: Path) -> None:
    """Rows and what was left out are all that was labelled; hashes are those of the files."""
    made = export_folder(the_set(), "jsonl", tmp_path / "out")
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_bytes())
    assert manifest["schema"] == "training-set/1"
    assert manifest["rows"] == 11 == sum(part["rows"] for part in manifest["splits"].values())
    assert manifest["left_out"] == {"no majority": 2}
    assert manifest["gold"] == {"majority": 1, "single": 8, "unanimous": 2}
    assert {one["annotator"]: sum(one["labels"].values()) for one in manifest["annotators"]} == {
        "ann-1": 11,
        "ann-2": 4,
        "ann-3": 6,
    }
    assert manifest["sources"] == {"own": 21}
    assert [one["version"] for one in manifest["guidelines"]] == ["1", "2"]
    for file in manifest["files"]:
        data = (tmp_path / "out" / file["path"]).read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(data), sha256(data).hexdigest())
    assert {file.path for file in made.files} | {"manifest.json"} == set(content(tmp_path / "out"))
    assert list(validate(tmp_path / "out", Checked())) == []


def test_everything_that_was_said_is_there(tmp_path: Path) -> None:
    """Labels, doubts and notes of everybody; names of people are not."""
    training_set = the_set()
    export_folder(training_set, "hf", tmp_path / "out")
    lines = (tmp_path / "out" / "annotations.jsonl").read_bytes().split(b"\n")
    rows = [json.loads(line) for line in lines if line]
    said = list(training_set.store.annotations())
    people = training_set.terms.people
    assert sorted(
        (row["id"], row["annotator"], row["label"], row["unsure"], row["note"], row["at"])
        for row in rows
    ) == sorted(
        (one.sentence_id, people[one.person], one.label, one.unsure, one.note, one.at)
        for one in said
    )
    assert len({tuple(row) for row in rows}) == 1
    for data in content(tmp_path / "out").values():
        assert "Čeněk".encode() not in data


@pytest.mark.parametrize("error", [ExportError("x"), OSError(5, "x"), KeyboardInterrupt()])
def test_a_failed_export_leaves_the_old_folder(
    error: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever ended it, while rows were made or while files took their place."""
    folder = tmp_path / "out"
    export_folder(the_set(annotator="ana"), "jsonl", folder)
    before = content(folder)
    expected = ExportError if isinstance(error, OSError) else type(error)

    def broken(*_: object) -> Iterator[bytes]:
        yield b"half"
        raise error

    with monkeypatch.context() as patch:
        patch.setitem(FORMATS, "jsonl", FORMATS["jsonl"]._replace(stream=broken))
        with pytest.raises(expected):
            export_folder(the_set(), "jsonl", folder)
    assert content(folder) == before
    moves, move = 0, disk.move

    def third_fails(this: Path, there: Path) -> None:
        nonlocal moves
        moves += there.is_relative_to(folder)
        if moves == 3:
            moves += 1
            raise error
        move(this, there)

    with monkeypatch.context() as patch:
        patch.setattr(disk, "move", third_fails)
        with pytest.raises(expected):
            export_folder(the_set(), "jsonl", folder)
    assert content(folder) == before
    assert list(tmp_path.iterdir()) == [folder]


def test_another_format_takes_the_place_of_the_old(tmp_path: Path) -> None:
    """What the last export wrote goes; what others put there stays."""
    folder = tmp_path / "out"
    export_folder(the_set(), "hf", folder)
    (folder / "notes.txt").write_text("mine")
    export_folder(the_set(), "csv", folder)
    assert set(content(folder)) == {
        "annotations.jsonl", "manifest.json", "notes.txt", "test.csv", "train.csv",
    }  # fmt: skip


def test_a_file_that_no_export_wrote_is_not_replaced(tmp_path: Path) -> None:
    """Somebody's README is not ours to overwrite."""
    (tmp_path / "README.md").write_text("mine")
    with pytest.raises(ExportError, match=r"README.md is there, and no export wrote it"):
        export_folder(the_set(), "hf", tmp_path)
    assert content(tmp_path) == {"README.md": b"mine"}


def test_nothing_to_export_makes_no_folder(tmp_path: Path) -> None:
    """And says why."""
    with pytest.raises(ExportError, match="no sentence is labelled"):
        export_folder(TrainingSet(Project().store, Config()), "jsonl", tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("options", "columns"),
    [
        ({"minimal": True}, ("id", "text", "label")),
        ({"spans": True}, (*Row.__struct_fields__, "mentions", "quantities", "quotations")),
        (
            {"origin": True},
            (*Row.__struct_fields__, "published_as", "byline", "section", "wire"),
        ),
    ],
)
@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if form.shapes])
def test_other_columns(
    name: str, options: dict[str, bool], columns: tuple[str, ...], tmp_path: Path
) -> None:
    """In every format that takes them; rows of one export have the same."""
    training_set = the_set(**options)
    assert {row.__struct_fields__ for row in training_set.rows()} == {columns}
    export_folder(training_set, name, tmp_path / "out")
    assert list(validate(tmp_path / "out", Checked())) == []


def test_spans_are_those_of_the_sentence() -> None:
    """In code points of its text."""
    project = Project()
    article = project.add(
        ["“We cut it by 4.25 percent,” Governor Ada Holm said in Lisbon on Thursday.", "It fell."]
    )
    project.say("ana", article, {0: "quote", 1: "claim"})
    training_set = TrainingSet(project.store, Config(), Options(spans=True))
    first, second = (json.loads(json.dumps(_plain(row))) for row in training_set.rows())
    text = first["text"]
    named = {text[one["start"] : one["end"]]: one["type"] for one in first["mentions"]}
    assert named["Lisbon"] == "place"
    [figure] = [one for one in first["quantities"] if one["unit"] == "percent"]
    assert figure["value"] == "4.25"
    [quotation] = first["quotations"]
    assert text[quotation["start"] : quotation["end"]] == "“We cut it by 4.25 percent,”"
    assert second["mentions"] == second["quotations"] == []


def _plain(row: Any) -> Any:
    import msgspec

    return msgspec.to_builtins(row)


def test_options_that_do_not_go_together_are_named() -> None:
    """Before anything is read."""
    with pytest.raises(ExportError, match="--minimal and --spans exclude each other"):
        Options(minimal=True, spans=True)
    with pytest.raises(ExportError, match="Rows of version 2 are not known"):
        Options(schema=2)
    with pytest.raises(ExportError, match=r"brat has columns of its own.*jsonl, yaml, hf"):
        format_named("brat", Options(no_text=True))
    with pytest.raises(ExportError, match="There is no format “xml”"):
        format_named("xml")


def test_a_missing_library_is_answered_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """By what to install."""
    monkeypatch.setitem(FORMATS, "parquet", FORMATS["parquet"]._replace(needs="no_such_library"))
    with pytest.raises(ExportError, match=r"pip install 'slugline\[parquet\]'"):
        format_named("parquet")
