"""Assigning, claiming and the team's state, as commands: over files, by bundles."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotations.store import Store, open_store
from annotations.store.assignments import read_assignments
from tests.functional.team import label_everything
from tui.cli import cli

Run = Callable[..., Result]

TEXTS = {
    "harbour/1.txt": "The harbour opened. Ships came in.",
    "harbour/2.txt": "Later the harbour closed. Ships left again. Nobody stayed.",
    "orchard/1.txt": "---\nsource: The Post\ndate: 2026-02-03\n---\n\nIt bloomed. Bees came.",
    "orchard/2.txt": "---\nsource: The Post\ndate: 2026-02-09\n---\n\nApples fell. They sold.",
}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `slugline`, where a corpus and a project of Lea, Ana and Ben are."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOGNAME", "Lea")
    for name, text in TEXTS.items():
        (path := tmp_path / "corpus" / name).parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    store = open_store(tmp_path / ".slugline")
    for name in ("Lea", "Ana", "Ben"):
        store.join(name)
    store.close()

    def call(*words: str) -> Result:
        found = CliRunner().invoke(cli, [*words, *(["--in", "corpus"] if takes(words) else [])])
        return found

    return call


def takes(words: tuple[str, ...]) -> bool:
    """Whether a command wants a corpus."""
    return words[:2] in (("team", "assign"), ("team", "claim"))


def held(folder: str = ".slugline") -> dict[str, tuple[str, ...]]:
    """Whose each article is, by the first word of the article and by name."""
    store: Store = open_store(Path(folder), read_only=True)
    known, names = read_assignments(store), store.people()
    found = {}
    for id_ in known.held:
        kept = store.frozen(id_)
        word = re.findall(r"\w+", kept.article.text)[0] if kept else id_
        found[word] = tuple(sorted(names[one] for one in known.people(id_)))
    store.close()
    return found


def test_by_hand_by_article_and_story(run: Run) -> None:
    """To several, from some, both at once; again nothing changes; history says it."""
    said = run("team", "assign", "corpus/orchard/1.txt", "harbour", "--to", "Ana", "--to", "Ben")
    assert said.exit_code == 0, said.output
    assert "3 articles are assigned to Ana and Ben now." in said.stdout
    assert held() == dict.fromkeys(("The", "Later", "It"), ("Ana", "Ben"))
    again = run("team", "assign", "harbour", "--to", "Ana")
    assert again.stdout.endswith("Nothing to change: it is so already.\n")
    run("team", "assign", "harbour", "--from", "Ana", "--to", "Lea")
    assert held()["Later"] == ("Ben", "Lea")
    run("team", "assign", "harbour", "--from", "Ben")
    assert held() == {"The": ("Lea",), "Later": ("Lea",), "It": ("Ana", "Ben")}
    lines = run("history").stdout.splitlines()
    assert sum("Lea  assigned: “" in line for line in lines) == 8
    assert sum("Lea  taken: “" in line for line in lines) == 4


def test_claims_are_of_oneself(run: Run) -> None:
    """Given back by whoever took them, not by a lead's `--from`."""
    said = run("team", "claim", "harbour", "--annotator", "Ben")
    assert "2 articles are yours now." in said.stdout
    run("team", "assign", "harbour", "--from", "Ben")
    store = open_store(Path(".slugline"), read_only=True)
    ben = next(one for one, name in store.people().items() if name == "Ben")
    assert len(read_assignments(store).claimed_by(ben)) == 2
    store.close()
    said = run("team", "claim", "corpus/harbour/1.txt", "--give-back", "--annotator", "Ben")
    assert "no longer claimed" in said.stdout
    store = open_store(Path(".slugline"), read_only=True)
    assert len(read_assignments(store).claimed_by(ben)) == 1
    store.close()


def test_a_rule_is_previewed_and_is_what_is_done(run: Run) -> None:
    """The table of the dry run is that of the deed; nothing is written before."""
    words = ("team", "assign", "--rule", "--to", "Ana", "--to", "Ben", "--double", "0.5")
    before = run("history", "--limit", "0", "--format", "jsonl").stdout
    shown = run(*words, "--dry-run")
    assert shown.exit_code == 0, shown.output
    assert "Nothing was assigned" in shown.stdout
    assert run("history", "--limit", "0", "--format", "jsonl").stdout == before
    assert not held()
    done = run(*words)
    assert done.stdout.splitlines()[:4] == shown.stdout.splitlines()[:4]
    assert re.search(r"Person +articles +sentences +doubles", done.stdout)
    found = held()
    assert len(found) == 4
    assert sorted(map(len, found.values())) == [1, 1, 2, 2]
    assert run(*words).stdout.endswith("Nothing to change: it is so already.\n")


def test_a_rule_by_publisher_and_time(run: Run) -> None:
    """Only what is of it; articles without a date are in no time."""
    run("team", "assign", "--rule", "--to", "Ana", "--source", "the post")
    assert set(held()) == {"It", "Apples"}
    run("team", "assign", "--rule", "--by", "article", "--to", "Ben", "--until", "2026-02-05")
    assert held() == {"It": ("Ana", "Ben"), "Apples": ("Ana",)}
    said = run("team", "assign", "--rule", "--to", "Ben", "--since", "2027-01-01")
    assert "No article here is of that publisher and time" in str(said.exception)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("team", "assign", "harbour"), "--to"),
        (("team", "assign", "--to", "Ana"), "--rule"),
        (("team", "assign", "--rule", "--from", "Ana"), "--rule gives out"),
        (("team", "assign", "harbour", "--to", "Zoe"), "once they have pushed"),
        (("team", "assign", "nowhere", "--to", "Ana"), "nowhere"),
        (("team", "assign", "--rule", "--to", "Ana", "--overlap", "2"), "more than there are"),
        (("team", "assign", "harbour", "postgresql://h/x", "--to", "Ana"), "before the articles"),
        (("team", "assign", "postgresql://a:secret@h/x", "harbour", "--to", "Ana"), "password"),
        (("team", "claim", "nowhere"), "nowhere"),
    ],
)
def test_mistakes_are_said_and_nothing_is_changed(
    run: Run, words: tuple[str, ...], says: str
) -> None:
    """With what to do; a password is not said back."""
    found = run(*words)
    text = f"{found.output} {found.exception}"
    assert found.exit_code != 0
    assert says in text
    assert "secret" not in text
    assert not held()


def test_assigned_articles_travel_by_bundle_and_progress_comes_back(run: Run) -> None:
    """The lead's state of the team tells what a colleague did elsewhere."""
    join("lea", "Lea")
    run("bundle", "push", "x", "--project", "lea")
    run("bundle", "pull", "x", "--project", "ana")
    ana = join("ana", "Ana")
    run("bundle", "push", "x", "--project", "ana")
    run("bundle", "pull", "x", "--project", "lea")
    words = ("--to", "Ana", "--to", "Lea", "--project", "lea")
    assert run("team", "assign", "--rule", *words).exit_code == 0
    run("bundle", "push", "x", "--project", "lea")
    run("bundle", "pull", "x", "--project", "ana")
    assert held("ana") == held("lea")
    store = open_store(Path("ana"))
    mine = read_assignments(store).of(ana)
    assert len(store.frozen_ids()) == 4
    label_everything(store, [Path("corpus")], ["Ana"])
    store.close()
    run("bundle", "push", "x", "--project", "ana")
    run("bundle", "pull", "x", "--project", "lea")
    where = ("--project", "lea")
    found = json.loads(run("team", "status", "--format", "json", *where).stdout)
    assert found["schema"] == "team-progress/1"
    [person] = [one for one in found["people"] if one["name"] == "Ana"]
    assert person["assigned"]["articles"] == person["assigned"]["finished"] == len(mine) > 0
    assert person["labelled"] == sum(person["days"].values()) == sum(person["labels"].values())
    stats = json.loads(run("stats", "--format", "json", *where).stdout)
    assert [one["labels"] for one in stats["people"]] == [one["labels"] for one in found["people"]]
    agreement = json.loads(run("agreement", "--format", "json", *where).stdout)
    assert found["agreement"]["observed"] == agreement["observed"]
    text = run("team", "status", *where).stdout
    assert re.search(rf"Ana +{len(mine)} +{len(mine)} +0 ", text)
    assert "Agreement so far" in text


def join(folder: str, name: str) -> str:
    """Let somebody join in a project folder; their id."""
    store = open_store(Path(folder))
    person = store.join(name)
    store.close()
    return person


def test_without_a_project_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is made by looking."""
    monkeypatch.chdir(tmp_path)
    for words in (["team", "status"], ["team", "assign", "--rule", "--to", "Ana", "--dry-run"]):
        found = CliRunner().invoke(cli, words)
        assert found.exit_code
    assert not list(tmp_path.iterdir())
