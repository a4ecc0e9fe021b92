"""`slugline fill` of a whole folder, as a shell sees it."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from annotations.errors import ExportError
from annotations.store import Statement, open_store
from tests.functional.team import label_everything
from tui.commands.export import command as export
from tui.commands.fill import command as fill
from tui.commands.validate import command as validate

SEEDS = Path(__file__).parents[2] / "seeds"
Export = Callable[..., dict[str, bytes]]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples as two people labelled them, with notes and a decision."""
    folder = tmp_path_factory.mktemp("team") / "project"
    store = open_store(folder)
    label_everything(store, [SEEDS], ["ana", "ben"])
    one = next(iter(store.annotations()))
    value = {"article": one.article_id, "index": one.index, "decision": "label", "label": "quote"}
    store.state(one.person, [Statement("gold", one.sentence_id, value)])
    store.close()
    return folder


@pytest.fixture
def exported(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Export:
    """Exports the project to a folder and gives its files."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nobody"))
    monkeypatch.chdir(tmp_path)

    def run(output: str, *arguments: str) -> dict[str, bytes]:
        result = CliRunner().invoke(export, ["--project", str(project), "-o", output, *arguments])
        assert result.exit_code == 0, result.output
        return files(Path(output))

    return run


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, by its path there."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def run(*arguments: str) -> Result:
    """Run `slugline fill`."""
    return CliRunner().invoke(fill, arguments)


@pytest.mark.parametrize("name", ["jsonl", "yaml", "hf", "votes"])
def test_a_folder_gets_its_text_back(exported: Export, tmp_path: Path, name: str) -> None:
    """To the byte, with metadata, card and manifest; elsewhere and in its place."""
    whole = exported("whole", "--format", name)
    bare = exported("bare", "--format", name, "--no-text", "--notes")
    assert bare["annotations.jsonl"] != whole["annotations.jsonl"]
    result = run("bare", str(SEEDS), "-o", "filled")
    assert result.exit_code == 0, result.output
    assert (result.stdout, "rows filled, in filled." in result.stderr) == ("", True)
    assert files(tmp_path / "filled") == whole
    assert files(tmp_path / "bare") == bare
    checked = CliRunner().invoke(validate, ["filled"], standalone_mode=False)
    assert (checked.stdout, checked.return_value) == ("", 0)
    assert run("bare", str(SEEDS)).exit_code == 0
    assert files(tmp_path / "bare") == whole


def test_notes_that_were_left_out_stay_out(exported: Export, tmp_path: Path) -> None:
    """Nothing else differs, and the manifest vouches for what is there."""
    whole = exported("whole")
    exported("bare", "--no-text")
    assert run("bare", str(SEEDS)).exit_code == 0
    filled = files(tmp_path / "bare")
    differing = {path for path in whole if filled[path] != whole[path]}
    assert differing == {"annotations.jsonl", "manifest.json"}
    said = [
        json.loads(line) | {"note": ""} for line in whole["annotations.jsonl"].split(b"\n")[:-1]
    ]
    assert said == [json.loads(line) for line in filled["annotations.jsonl"].split(b"\n")[:-1]]
    manifest: dict[str, Any] = json.loads(filled["manifest.json"])
    hashes = {one["path"]: one["sha256"] for one in manifest.pop("files")}
    assert hashes["annotations.jsonl"] == sha256(filled["annotations.jsonl"]).hexdigest()
    expected = json.loads(whole["manifest.json"])
    del expected["files"]
    assert manifest == expected


def damage(folder: Path) -> None:
    """Change a row."""
    path = folder / "train.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"claim"', b'"quote"', 1))


def lead_out(folder: Path) -> None:
    """Let the manifest name a file elsewhere."""
    path = folder / "manifest.json"
    path.write_bytes(path.read_bytes().replace(b'"train.jsonl"', b'"../a.jsonl"'))


@pytest.mark.parametrize(
    ("options", "spoil", "articles", "message"),
    [
        (["--no-text"], None, "calder-ferry-fire", "There is no copy of 8 of the articles"),
        (["--no-text"], damage, "", "is not the file that was exported"),
        (["--no-text"], lead_out, "", "is not in its folder"),
        (["--no-text", "--format", "csv"], None, "", "is of the format csv"),
        ([], None, "", "it has its text"),
    ],
)
def test_what_cannot_be_filled_stays_as_it_was(
    exported: Export,
    tmp_path: Path,
    options: list[str],
    spoil: Callable[[Path], None] | None,
    articles: str,
    message: str,
) -> None:
    """The reason is told, and nothing is left beside it."""
    exported("bare", *options)
    if spoil:
        spoil(tmp_path / "bare")
    before = files(tmp_path)
    result = run("bare", str(SEEDS / articles))
    assert isinstance(result.exception, ExportError)
    assert message in str(result.exception)
    assert files(tmp_path) == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["bare", "--partial"], "--partial goes with a file"),
        (["bare", "-o", "-"], "A folder does not go to stdout"),
        (["bare/train.jsonl", "-o", "bare"], "Name a file with -o"),
    ],
)
def test_wrong_usage(exported: Export, arguments: list[str], message: str) -> None:
    """Exit code 2."""
    exported("bare", "--no-text")
    result = run(*arguments, str(SEEDS))
    assert result.exit_code == 2
    assert message in result.stderr
