"""`slugline stories`, as a shell sees it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotations.store import open_store
from tests.functional.test_bundle import work
from tests.functional.test_cli import slugline

FILES = {
    "harbour/1.txt": "Harbour one\n\nThe harbour opened. Ships came in.",
    "harbour/2.txt": "Harbour two\n\nLater the harbour closed. Ships left again.",
    "orchard/1.md": "---\ntitle: Orchard one\nstory: Apple harvest\n---\n\nThe orchard bloomed.",
    "orchard/2.txt": "Orchard two\n\nApples were picked. They were sold at once.",
    "alone.txt": "Alone\n\nNothing like it was reported anywhere.",
}


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two stories and an article without one."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nobody"))
    for name, text in FILES.items():
        path = tmp_path / "corpus" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "corpus"


def listed(corpus: Path, *arguments: str) -> dict[str, Any]:
    """The stories by title."""
    done = slugline(corpus, "stories", "--format", "json", *arguments)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["schema"] == "stories/1"
    return {story["title"]: story for story in found["stories"]}


def why(story: dict[str, Any]) -> dict[str, str]:
    """Why each file is in a story."""
    return {"/".join(Path(one["path"]).parts[-2:]): one["why"] for one in story["articles"]}


def changed(corpus: Path, *arguments: str) -> str:
    """What a change said."""
    done = slugline(corpus, "stories", *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_stories_are_listed_with_the_reason(corpus: Path) -> None:
    """Without a project, which is not made by looking."""
    found = listed(corpus)
    assert {title: story["why"] for title, story in found.items()} == {
        "Harbour": "folder",
        "Apple harvest": "declared, folder",
        "Alone": "alone",
    }
    assert why(found["Apple harvest"]) == {"orchard/1.md": "declared", "orchard/2.txt": "folder"}
    assert not (corpus / ".slugline").exists()
    lines = slugline(corpus, "stories", ".").stdout.splitlines()
    assert "Harbour (2 articles: folder)" in lines


def test_rename_merge_and_split(corpus: Path) -> None:
    """What one says is said back, holds, and is in the history."""
    said = changed(corpus, "rename", "harbour", "Port reopens", "--annotator", "Ana")
    assert said == "“Harbour” is called “Port reopens” now."
    assert listed(corpus)["Port reopens"]["named_by_hand"] is True
    assert changed(corpus, "rename", "Port reopens", "Port reopens") == (
        "Nothing to change: it is so already."
    )
    said = changed(corpus, "merge", "Port reopens", "apple harvest", "alone.txt")
    assert said == "“Port reopens”, “Apple harvest” and “Alone” are one story now."
    assert listed(corpus).keys() == {"Port reopens"}
    said = changed(corpus, "split", "alone.txt", "orchard/2.txt")
    assert said == "2 articles are a story of their own now."
    found = listed(corpus)
    assert len(found) == 2
    assert set(why(found["Port reopens"]).values()) == {"by hand"}
    changed(corpus, "split", "orchard/2.txt", "--into", "Port reopens")
    changed(corpus, "split", "--found", "alone.txt")
    assert why(listed(corpus)["Alone"]) == {"alone.txt": "alone"}
    history = slugline(corpus, "history", "--limit", "0").stdout
    assert "Ana  story “Harbour”: named “Port reopens”" in history
    assert "story: “Orchard two” from “Alone” to “Port reopens”" in history


def test_a_project_moves_with_its_files(corpus: Path) -> None:
    """What was said is about articles: folders may be called otherwise."""
    changed(corpus, "merge", "harbour", "apple harvest")
    corpus.rename(corpus.parent / "moved")
    moved = corpus.parent / "moved"
    (moved / "harbour").rename(moved / "port")
    found = listed(moved)
    assert found.keys() == {"Harbour", "Alone"}
    assert len(found["Harbour"]["articles"]) == 4


def test_a_new_version_and_a_new_file_are_where_the_old_ones_are(corpus: Path) -> None:
    """A text that changed in its file, and another file in a folder that was merged."""
    changed(corpus, "split", "harbour/2.txt", "--into", "apple harvest")
    (corpus / "harbour/2.txt").write_text("Harbour two\n\nThe harbour is shut for good, it says.")
    assert "harbour/2.txt" in why(listed(corpus)["Apple harvest"])
    changed(corpus, "merge", "alone.txt", "Apple harvest")
    (corpus / "orchard/3.txt").write_text("Orchard three\n\nCider was pressed on Sunday.")
    assert why(listed(corpus)["Alone"])["orchard/3.txt"] in ("folder", "by hand")
    # And the version can be given back.
    changed(corpus, "split", "--found", "harbour/2.txt")
    assert "harbour/2.txt" in why(listed(corpus)["Harbour"])


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("rename", "nobody", "x"), 1, "No story or article here is called “nobody”"),
        (("merge", "harbour", "nobody"), 1, "`slugline stories` lists them"),
        (("split", "nobody.txt"), 1, "No article here is called “nobody.txt”"),
        (("merge", "harbour"), 2, "Missing argument"),
        (("split", "alone.txt", "--found", "--into", "harbour"), 2, "exclude each other"),
        (("rename", "harbour", "x", "--in", "nowhere"), 1, "no article here"),
        (("list", "nowhere"), 1, "no article here"),
    ],
)
def test_what_cannot_be_done_says_why(
    corpus: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    """And changes nothing."""
    done = slugline(corpus, "stories", *arguments)
    assert (done.returncode, message in done.stderr) == (code, True), done.stderr
    assert not (corpus / ".slugline").exists() or not list(
        open_store(corpus / ".slugline", read_only=True).history()
    )


def test_two_stories_of_one_title_are_named_by_their_keys(corpus: Path) -> None:
    """The error lists them."""
    changed(corpus, "rename", "harbour", "Alone")
    done = slugline(corpus, "stories", "rename", "alone", "x")
    assert done.returncode == 1
    assert "Several stories are called “alone”" in done.stderr
    key = next(story["key"] for story in listed(corpus).values() if story["title"] == "Alone")
    assert key in done.stderr
    changed(corpus, "rename", key, "Another")
    assert "Another" in listed(corpus)


def test_labels_and_stories_live_in_one_project(corpus: Path) -> None:
    """Older projects have none, and are as they were."""
    work(str(corpus / ".slugline"), "Ana", [(0, "claim")])
    assert {story["why"] for story in listed(corpus).values()} >= {"folder", "alone"}
    changed(corpus, "merge", "harbour", "alone", "--annotator", "Ben")
    store = open_store(corpus / ".slugline", read_only=True)
    assert set(store.people().values()) == {"Ana", "Ben"}
    assert len(list(store.annotations())) == 1
    store.close()


def test_help_names_what_there_is(corpus: Path) -> None:
    """Of the group and of each command."""
    whole = slugline(corpus, "stories", "--help").stdout
    for name in ("rename", "merge", "split", "list"):
        assert name in whole
        one = slugline(corpus, "stories", name, "--help")
        assert one.returncode == 0
        assert "--project" in one.stdout
