"""`slugline bundle`, as shells on several machines see it; over git, and in one file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotations.errors import ExchangeError
from annotations.store import Store, open_store
from annotations.store.verify import Kind, check
from tests.unit.exchange.colleagues import article, everything, label
from tui.commands.bundle import command

ROOT = Path(__file__).parents[2]
Run = Callable[..., Result]


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command in somebody's project, a folder beside the others'."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nobody"))
    monkeypatch.setenv("LOGNAME", "Ana")
    monkeypatch.chdir(tmp_path)

    def run(who: str, *arguments: str) -> Result:
        words = list(arguments)
        place = 1 if words[0] in ("push", "pull") else 0
        words[place + 1 : place + 1] = ["--project", who]
        result = CliRunner().invoke(command, words)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


def work(who: str, name: str, labels: Iterable[tuple[int, str]], number: int = 0) -> str:
    """Let somebody label sentences in a project; their id."""
    store = open_store(Path(who))
    person = store.join(name)
    for index, said in labels:
        label(store, person, index, said, number)
    store.close()
    return person


def state(who: str) -> tuple[object, ...]:
    """All that a project says."""
    store: Store = open_store(Path(who), read_only=True)
    found = everything(store)
    store.close()
    return found


def test_both_ways_in_one_file(bundle: Run, tmp_path: Path) -> None:
    """Written if it is not there; the report says what became of it."""
    work("ana", "Ana", [(0, "claim"), (1, "quote")])
    written = bundle("ana", "mail.zip")
    assert written.exit_code == 0
    assert "events    3" in written.stdout
    old = (tmp_path / "mail.zip").read_bytes()
    work("ana", "Ana", [(2, "quote")])
    asked = bundle("ana", "mail.zip")
    assert asked.exit_code == 2
    assert "bundle push mail.zip" in asked.stderr
    assert "bundle pull mail.zip" in asked.stderr
    assert (tmp_path / "mail.zip").read_bytes() == old
    assert bundle("ana", "push", "mail.zip").exit_code == 0
    read = bundle("ben", "pull", "mail.zip")
    assert read.exit_code == 0
    lines = (line for line in read.stdout.splitlines() if line.startswith("  "))
    counted = dict(line.strip().rsplit(maxsplit=1) for line in lines)
    counted = {name.strip(): count for name, count in counted.items()}
    assert (counted["new"], counted["articles"], counted["refused"]) == ("4", "1", "0")
    assert "New here: Ana" in read.stdout
    assert state("ben") == state("ana")
    again = json.loads(bundle("ben", "pull", "mail.zip", "--format", "json").stdout)
    assert (again["schema"], again["new"], again["known"]) == ("exchange-report/1", 0, 4)


def test_somebody_with_the_same_name_is_told_before_labelling(bundle: Run) -> None:
    """That they may be that person already."""
    ana = work("desk", "Ana", [(0, "claim")])
    bundle("desk", "push", "x")
    read = bundle("laptop", "pull", "x")
    assert f"--as {ana}" in read.stderr
    joined = bundle("laptop", "pull", "x", "--as", "Ana")
    assert "You go on here as Ana." in joined.stdout
    assert work("laptop", "Ana", [(1, "quote")]) == ana


def test_what_is_refused_is_named_and_is_the_exit_code(bundle: Run, tmp_path: Path) -> None:
    """With what to do; a script is asked nothing."""
    ana = work("desk", "Ana", [(0, "claim")])
    bundle("desk", "push", "x")
    bundle("laptop", "pull", "x", "--as", "Ana")
    work("laptop", "Ana", [(0, "quote"), (1, "quote")])
    bundle("laptop", "push", "x")
    work("desk", "Ana", [(0, "speculation")])
    held = bundle("desk", "pull", "x")
    assert held.exit_code == 1
    [line] = [line for line in held.stdout.splitlines() if line.startswith("Refused")]
    device = line.rpartition("--my-device ")[2]
    taken = bundle("desk", "pull", "x", "--my-device", device)
    assert taken.exit_code == 0
    assert "labelled twice" in taken.stdout
    assert f"{article().title}, sentence 1:" in taken.stdout
    [path] = (tmp_path / "x" / "events" / ana).glob(f"{device}.jsonl")
    path.write_bytes(path.read_bytes().replace(b'"label":"quote"', b'"label":"claim"', 1))
    spoiled = bundle("third", "pull", "x")
    assert spoiled.exit_code == 1
    assert f"{path.relative_to(tmp_path / 'x')}, line 2" in spoiled.stdout


@pytest.mark.parametrize(("answer", "new"), [("y", 2), ("n", 0)])
def test_whose_another_device_is_is_asked_once(
    bundle: Run, tmp_path: Path, answer: str, new: int
) -> None:
    """Where somebody sits at the terminal."""
    work("desk", "Ana", [(0, "claim")])
    bundle("desk", "push", "x")
    bundle("laptop", "pull", "x", "--as", "Ana")
    work("laptop", "Ana", [(1, "quote")])
    bundle("laptop", "push", "x")
    words = ["bundle", "pull", "x", "--project", "desk", "--format", "json"]
    screen, keyboard = os.openpty()
    os.write(screen, f"{answer}\n".encode())
    done = subprocess.run(
        [sys.executable, "-m", "tui", *words],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=keyboard,
        capture_output=True,
        text=True,
        check=False,
    )
    os.close(keyboard)
    os.close(screen)
    assert "Is it yours?" in done.stderr
    assert done.returncode == (0 if new else 1)
    assert json.loads(done.stdout)["new"] == new
    assert bundle("desk", "pull", "x").exit_code == (0 if new else 1)


def test_a_bad_bundle_makes_no_project(bundle: Run, tmp_path: Path) -> None:
    """Nor does one that is not there."""
    (tmp_path / "bad.zip").write_text("\x1b[31m")
    for source in ("bad.zip", "none.zip"):
        with pytest.raises(ExchangeError):
            bundle("new", "pull", source)
    assert not (tmp_path / "new").exists()


def test_hostile_text_cannot_write_to_the_terminal(bundle: Run, tmp_path: Path) -> None:
    """Names of people and files come from elsewhere."""
    work("ana", "A\x1b[31mna", [(0, "claim")])
    bundle("ana", "push", "x")
    (tmp_path / "x" / "corpus" / "n\x1b[2Jot.json").write_text("{}")
    (tmp_path / "config.yaml").write_text("labels: [{slug: odd, key: o}]\n")
    read = bundle("ben", "pull", "x")
    assert read.exit_code == 0
    assert "label claim (only there)" in read.stdout
    assert "\x1b" not in read.output


GIT = {
    "GIT_AUTHOR_NAME": "Somebody",
    "GIT_AUTHOR_EMAIL": "somebody@example.org",
    "GIT_COMMITTER_NAME": "Somebody",
    "GIT_COMMITTER_EMAIL": "somebody@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
}


def git(folder: Path, *arguments: str) -> str:
    """Run git as nobody in particular, without anybody's configuration."""
    return subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), **GIT},
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def publish(folder: Path) -> None:
    """What somebody types after a push into a clone; a conflict would fail."""
    git(folder, "add", "-A")
    if git(folder, "status", "--porcelain"):
        git(folder, "commit", "-qm", "Labels")
    git(folder, "pull", "-q", "--no-rebase", "--no-edit")
    git(folder, "push", "-q", "origin", "HEAD:main")


@pytest.mark.parametrize("line_ends", ["false", "true"])
def test_clones_that_work_at_once_merge_without_conflict(
    bundle: Run, tmp_path: Path, line_ends: str
) -> None:
    """Three people, one of them on two machines; also where git would change ends of lines."""
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "hub.git")
    machines = {"ana": "Ana", "ben": "Ben", "cy": "Cy", "laptop": "Ana"}
    clones = {who: tmp_path / f"{who}-clone" for who in machines}
    for clone in clones.values():
        git(tmp_path, "clone", "-q", "hub.git", clone.name)
        git(clone, "config", "core.autocrlf", line_ends)
        git(clone, "checkout", "-q", "-B", "main")
    work("ana", "Ana", [(0, "claim"), (1, "claim")])
    bundle("ana", "push", str(clones["ana"]))
    git(clones["ana"], "add", "-A")
    git(clones["ana"], "commit", "-qm", "Labels")
    git(clones["ana"], "push", "-q", "origin", "HEAD:main")
    for who in ("ben", "cy", "laptop"):
        git(clones[who], "pull", "-q", "origin", "main")
        git(clones[who], "branch", "-q", "--set-upstream-to", "origin/main")
        as_ana = ("--as", "Ana") if who == "laptop" else ()
        assert bundle(who, "pull", str(clones[who]), *as_ana).exit_code == 0
    git(clones["ana"], "branch", "-q", "--set-upstream-to", "origin/main")

    for said in ("quote", "speculation"):
        # Everybody at once: the same sentences, and the same new article.
        for at, (who, name) in enumerate(machines.items()):
            work(who, name, [(at % 3, said), (2, "claim")])
            work(who, name, [(at % 3, said)], number=1)
            bundle(who, "push", str(clones[who]))
            git(clones[who], "add", "-A")
            git(clones[who], "commit", "-qm", "Labels")
        for who in (*machines, *machines):
            publish(clones[who])
        store = open_store(tmp_path / "laptop")
        [device] = [one.device for one in store.streams() if one.is_ours]
        store.close()
        for who, clone in clones.items():
            assert bundle(who, "pull", str(clone), "--my-device", device).exit_code == 0
        states = [state(who) for who in machines]
        assert all(one == states[0] for one in states)
    assert len({git(clone, "rev-parse", "HEAD^{tree}") for clone in clones.values()}) == 1
    for who in machines:
        assert {finding.kind for finding in check(tmp_path / who)} == {Kind.GOOD}
