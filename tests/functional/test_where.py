"""Where labels lie and under which name one works: found, said, asked once."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from annotations.store import open_store
from benchmarks.terminal import Terminal
from tests.functional.test_cli import slugline
from tui import local_state
from tui.local_state import LocalState
from tui.settings import find_project, settle


def where(folder: Path, *arguments: str) -> dict[str, str | bool]:
    """What `slugline where` says."""
    found: dict[str, str | bool] = json.loads(
        slugline(folder, "where", "--format", "json", *arguments).stdout
    )
    return found


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A corpus with a project, a folder below it, and another folder to start from."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nobody"))
    for name in ("corpus/deep/er", "elsewhere"):
        (tmp_path / name).mkdir(parents=True)
    open_store(tmp_path / "corpus" / ".slugline").close()
    return tmp_path


def test_the_project_is_that_of_the_folder_that_is_read(tree: Path) -> None:
    """In it or above it, from wherever one starts."""
    project = str(tree / "corpus" / ".slugline")
    for cwd, arguments in (
        ("elsewhere", [str(tree / "corpus")]),
        ("elsewhere", [str(tree / "corpus" / "deep" / "er")]),
        ("corpus/deep/er", []),
        ("corpus", ["deep"]),
    ):
        found = where(tree / cwd, *arguments)
        assert (found["project"], found["project_from"]) == (project, "found")


def test_the_working_folder_has_no_say_where_a_folder_is_named(tree: Path) -> None:
    """Neither its project nor its configuration."""
    other = tree / "other"
    other.mkdir()
    (tree / "corpus" / "config.yaml").write_text("project: mine\nannotator: ana\n")
    found = where(tree / "corpus", str(other))
    assert found["project"] == str(other / ".slugline")
    assert found["config"] == ""
    assert found["annotator_from"] == "your login name"
    found = where(tree / "elsewhere", str(tree / "corpus"))
    assert (found["annotator"], found["annotator_from"]) == ("ana", "by configuration")


def test_without_a_project_the_configuration_says_where(tree: Path) -> None:
    """Relative to itself; a folder on the command line comes before it."""
    folder = tree / "elsewhere"
    (folder / "config.yaml").write_text("project: kept/here\n")
    found = where(tree, str(folder))
    assert (found["project"], found["project_exists"]) == (str(folder / "kept" / "here"), False)
    assert where(tree, "--project", "x", str(folder))["project"] == str(tree / "x")


def test_a_name_that_was_said_once_is_remembered(tree: Path) -> None:
    """Until the command line or the configuration says another one."""
    project = tree / "corpus" / ".slugline"
    local_state.write(project, LocalState(annotator="ana"))
    assert settle(None, project).annotator == "ana"
    assert settle(None, project, "ben").annotator == "ben"
    (project / local_state.FILE).write_bytes(b"[" * 100_000)
    assert settle(None, project).annotator_from == "your login name"


def test_a_folder_of_that_name_is_no_project_yet(tree: Path) -> None:
    """Only what a project keeps makes it one."""
    (tree / "elsewhere" / ".slugline").mkdir()
    assert find_project(tree / "elsewhere") is None


def test_the_first_start_asks_once(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At a terminal: where, and under which name; the second start does not."""
    folder = tree / "elsewhere"
    (folder / "a.txt").write_text("Rain fell in Oslo. Snow fell in Bergen.\n")
    command = (sys.executable, "-m", "tui", str(folder))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    with Terminal(*command, cwd=tree) as terminal:
        terminal.until(lambda out: b"Take the tour now" in out)
        terminal.send(b"n\r")
        terminal.until(lambda out: b"Folder for labels" in out)
        terminal.send(b"\r")
        terminal.until(lambda out: b"Your name" in out)
        terminal.send("Ånn\r".encode())
        terminal.wait(b"Oslo")
    assert local_state.read(folder / ".slugline").annotator == "Ånn"
    with Terminal(*command, cwd=tree) as terminal:
        terminal.wait(b"Oslo")


def test_a_project_that_came_from_a_colleague_asks_for_the_name(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is there already, so its folder is not asked for; the second start asks nothing."""
    folder = tree / "elsewhere"
    (folder / "a.txt").write_text("Rain fell in Oslo. Snow fell in Bergen.\n")
    open_store(folder / ".slugline").close()
    command = (sys.executable, "-m", "tui", str(folder))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    with Terminal(*command, cwd=tree) as terminal:
        terminal.until(lambda out: b"Take the tour now" in out)
        terminal.send(b"n\r")
        terminal.until(lambda out: b"Your name" in out)
        terminal.send(b"ben\r")
        terminal.wait(b"Oslo")
    assert local_state.read(folder / ".slugline").annotator == "ben"
    with Terminal(*command, cwd=tree) as terminal:
        terminal.wait(b"Oslo")


def test_versions_say_more_when_asked(tree: Path) -> None:
    """One line, or all that one is asked for in a report of a fault."""
    [line] = slugline(tree, "--version").stdout.splitlines()
    first, *others = slugline(tree / "corpus", "--version", "--verbose").stdout.splitlines()
    assert line == first
    assert any(str(tree / "corpus" / ".slugline") in one for one in others)


def test_the_doctor_looks_at_everything(tree: Path) -> None:
    """Each matter by name, and what to do."""
    done = slugline(tree / "corpus", "doctor")
    assert done.returncode == 0, done.stdout
    for about in ("versions", "terminal", "colours", "clipboard", "locale", "project", "disk"):
        assert f" {about}" in done.stdout
    assert "BAD" not in done.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_complete(tree: Path, shell: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The script names the variable that the program answers to."""
    assert "_SLUGLINE_COMPLETE" in slugline(tree, "completion", shell).stdout
    monkeypatch.setenv("_SLUGLINE_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "slugline bun")
    monkeypatch.setenv("COMP_CWORD", "1")
    program = "import sys; sys.argv[0] = 'slugline'; from tui.cli import main; main()"

    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "plain,bundle" in done.stdout.splitlines()
