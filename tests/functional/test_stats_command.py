"""`slugline stats`, as a shell sees it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotations.articles.article import Article, Sentences, Span, article_id_of
from annotations.errors import StoreError
from annotations.store import Change, Mark, open_store
from tui.commands.stats import columns, command

TEXT = "One line.\nAnd two.\nBy our staff."
TITLE = "Fire\x1b[31m at 港 " + "and so on " * 10


@pytest.fixture
def stats(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs the command on a project with one article of two sentences and a byline."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nobody"))
    monkeypatch.chdir(tmp_path)
    store = open_store(tmp_path / "project")
    byline = Span(19, 32)
    article = Article(id=article_id_of(TEXT), text=TEXT, title=TITLE, boilerplate=(byline,))
    sentences = store.freeze(article, Sentences([(0, 9), (10, 18), byline], (byline,)))
    for name, index, mark in (
        ("ana", 0, Mark("claim")),
        ("ana", 2, Mark("retracted", unsure=True)),
        ("b\x1bn", 1, Mark(note="hm")),
    ):
        change = Change(article.id, article.sentence_id(sentences.span(index)), index, mark)
        store.annotate(store.join(name), [change])
    store.close()

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(command, ["--project", "project", *arguments])

    return run


def test_the_tables_line_up_and_are_harmless(stats: Callable[..., Result]) -> None:
    """Counts by person, progress by article, no control sequence."""
    result = stats()
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout
    lines = [line.split() for line in result.stdout.splitlines()]
    assert lines[1] == ["1", "of", "2", "sentences", "labelled", "(50%)"]
    assert "slugline stats FOLDER" in result.stdout.splitlines()[2]
    header = ["Annotator", "claim", "quote", "speculation", "retracted"]
    assert lines[4] == [*header, "labelled", "unsure", "notes", "articles"]
    assert lines[5] == ["ana", "1", "0", "0", "1", "2", "1", "0", "1"]
    assert lines[6] == ["b�n", "0", "0", "0", "0", "0", "0", "1", "1"]
    assert lines[8] == ["Article", "sentences", "labelled", "ana", "b�n"]
    assert lines[9][-4:] == ["2", "1", "1", "0"]


def test_the_json_is_what_the_page_describes(stats: Callable[..., Result]) -> None:
    """One object with everything that the tables show, text unchanged."""
    counts = json.loads(stats("--format", "json").stdout)
    assert list(counts) == [
        "schema",
        "project",
        "labels",
        "sentences",
        "labelled",
        "people",
        "articles",
        "skipped",
        "not_begun",
    ]
    assert counts["schema"] == "project-stats/1"
    assert [person["labelled"] for person in counts["people"]] == [2, 0]
    [article] = counts["articles"]
    assert article["title"] == TITLE
    assert list(article["by"].values()) == [1, 0]


def test_a_project_without_people(stats: Callable[..., Result], tmp_path: Path) -> None:
    """Says so."""
    open_store(tmp_path / "empty").close()
    assert "Nobody has annotated yet." in stats("--project", "empty").stdout


def test_a_folder_that_is_not_there_is_not_made(
    stats: Callable[..., Result], tmp_path: Path
) -> None:
    """Reading never creates a project."""
    assert isinstance(stats("--project", "none").exception, StoreError)
    assert not (tmp_path / "none").exists()


def test_columns_count_cells_not_characters() -> None:
    """Wide characters take two."""
    assert list(columns([("a", "n"), ("港", "10")])) == ["a    n", "港  10"]


def test_what_nobody_began_with_counts_once_it_is_named(
    stats: Callable[..., Result], tmp_path: Path
) -> None:
    """Its sentences are work to do; an article of the project is not counted twice."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "new.txt").write_text("Nothing happened here. Nobody came. It was quiet.")
    (corpus / "new.png").write_bytes(b"")
    text = stats("corpus").stdout
    lines = text.splitlines()
    assert lines[1] == "1 of 5 sentences labelled (20%)"
    assert lines[2] == "2 articles, 1 of them not begun."
    [row] = [line.split() for line in lines if "(not begun)" in line]
    assert row[-4:] == ["3", "0", "0", "0"]
    assert "(file deleted)" in text  # the one of the project has no file
    counts = json.loads(stats("corpus", "--format", "json").stdout)
    assert (counts["sentences"], counts["labelled"], counts["not_begun"]) == (5, 1, 1)
    assert [article["begun"] for article in counts["articles"]] == [True, False]


def test_what_was_handed_out_is_not_begun(stats: Callable[..., Result], tmp_path: Path) -> None:
    """The project has its text, but nobody said anything of it yet."""
    store = open_store(tmp_path / "project")
    text = "Nobody read this. It was handed out."
    article = Article(id=article_id_of(text), text=text, title="Handed out")
    store.freeze(article, Sentences([(0, 17), (18, 36)], ()))
    store.close()
    lines = stats().stdout.splitlines()
    assert lines[2].startswith("2 articles, 1 of them not begun; ")
    [row] = [line for line in lines if "(not begun)" in line]
    assert row.startswith("Handed out")
    counts = json.loads(stats("--format", "json").stdout)
    assert [article["begun"] for article in counts["articles"]] == [True, False]
    assert counts["not_begun"] == 1


def test_counts_of_one_are_in_the_singular(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence, one article."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.txt").write_text("Nothing happened here.")
    open_store(tmp_path / "project").close()
    result = CliRunner().invoke(command, ["--project", "project", "one.txt"])
    assert result.stdout.splitlines()[1:3] == [
        "0 of 1 sentence labelled (0%)",
        "1 article, 1 of them not begun.",
    ]
