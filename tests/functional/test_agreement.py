"""`slugline agreement`, as a shell sees it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotations.articles.article import Article, Sentences, article_id_of
from annotations.errors import ExportError, StoreError
from annotations.store import Change, Mark, Statement, open_store
from tui.commands.agreement import command

LABELS = {"c": "claim", "q": "quote", "s": "speculation"}
ARTICLES = 6
LINES = 8


def label(
    project: Path, votes: Sequence[tuple[str, str, str]], gold: Sequence[tuple[str, int, str]] = ()
) -> None:
    """Fill a project: name, a label's first letter for each sentence, guideline; then gold."""
    store = open_store(project)
    spots = []
    for number in range(ARTICLES):
        lines = [f"Report {number} has a line {line} of its own." for line in range(LINES)]
        text = "\n".join(lines)
        spans, start = [], 0
        for line in lines:
            spans.append((start, start + len(line)))
            start += len(line) + 1
        article = Article(id=article_id_of(text), text=text, story=f"story {number}")
        kept = store.freeze(article, Sentences(spans))
        spots += [(article.id, article.sentence_id(kept.span(line)), line) for line in range(LINES)]
    for name, letters, guideline in votes:
        changes = [
            Change(*spot, Mark(LABELS[letter]))
            for spot, letter in zip(spots, letters, strict=False)
            if letter != "."
        ]
        store.annotate(store.join(name), changes, guideline=guideline)
    for name, at, slug in gold:
        value = {"decision": "label", "label": slug}
        store.state(store.join(name), [Statement("gold", spots[at][1], value)])
    store.close()


ALL = ARTICLES * LINES
ANA = "ccqqscqs" * ARTICLES
BEN = "ccqsscqc" * ARTICLES
"""The same but for two of eight."""


@pytest.fixture
def agreement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs the command on a project of three people, one with a hostile name."""
    monkeypatch.chdir(tmp_path)
    label(
        tmp_path / "project",
        [("ana", ANA, "2"), ("ben", BEN, "2"), ("c\x1b[31my", ANA[:10], "1")],
        gold=[("ben", 3, "speculation"), ("ana", 7, "speculation")],
    )

    def run(*arguments: str, project: str = "project") -> Result:
        return CliRunner().invoke(command, ["--project", project, *arguments])

    return run


def rows(output: str) -> dict[str, list[str]]:
    """The words of each line by its first one."""
    return {words[0]: words[1:] for line in output.splitlines() if (words := line.split())}


def test_the_tables_say_it_and_are_harmless(agreement: Callable[..., Result]) -> None:
    """Figures, reasons, few sentences; no control sequence."""
    result = agreement()
    assert result.exit_code == 0, result.exception
    assert "\x1b" not in result.stdout
    assert all(line == line.rstrip() for line in result.stdout.splitlines())
    assert result.stdout.startswith(f"{2 * ALL + 10} votes of 3 people; {ALL} sentences with two")
    pairs = [line for line in result.stdout.splitlines() if " · " in line]
    assert [line.endswith("few (under 30)") for line in pairs] == [False, True, True]
    assert pairs[0].split()[:5] == ["ana", "·", "ben", str(ALL), "0.750"]
    people = rows(result.stdout)
    # With ben on 36 of 48, with the third on all 10.
    assert people["ana"][:2] == [str(ALL), f"{46 / 58:.3f}"]
    assert people["ana"][4:6] == ["0.000", "1"]
    assert people["ben"][4:6] == ["0.000", "1"]


def test_a_verdict_needs_an_interval_clear_of_the_bounds(
    agreement: Callable[..., Result],
) -> None:
    """Six stories that are alike leave no doubt: alpha is below."""
    counted = json.loads(agreement("--guideline", "2", "--format", "json").stdout)
    assert counted["clusters"] == ARTICLES
    assert counted["interval"][1] < 0.667
    assert counted["verdict"] == "don't rely on it"
    assert agreement("--guideline", "2").stdout.splitlines()[3].split(None, 1) == [
        "Verdict",
        "don't rely on it",
    ]


def test_the_json_holds_what_the_tables_show(agreement: Callable[..., Result]) -> None:
    """One object, names unchanged."""
    counted = json.loads(agreement("--format", "json").stdout)
    assert counted["schema"] == "agreement/1"
    assert [one["person"] for one in counted["people"]] == ["ana", "ben", "c\x1b[31my"]
    assert [(one["n"], one["few"]) for one in counted["pairs"]] == [
        (ALL, False),
        (10, True),
        (10, True),
    ]
    assert counted["pairs"][0]["observed"] == 0.75
    assert counted["pairs"][1]["cohen_kappa"] == 1.0


def test_filters(agreement: Callable[..., Result]) -> None:
    """By people, and by guideline version; who drops out is told."""
    two = json.loads(
        agreement("--annotator", "ana", "--annotator", "ben", "--format", "json").stdout
    )
    assert [(one["a"], one["b"]) for one in two["pairs"]] == [("ana", "ben")]
    new = agreement("--guideline", "2").stdout
    assert "votes only under another guideline version" in new
    assert isinstance(agreement("--annotator", "nobody").exception, ExportError)


def test_one_person_alone(agreement: Callable[..., Result]) -> None:
    """Reasons instead of figures, and no failure."""
    result = agreement("--annotator", "ana")
    assert result.exit_code == 0
    assert "no sentence has two votes" in result.stdout
    assert "nan" not in result.stdout


def test_an_empty_project(agreement: Callable[..., Result], tmp_path: Path) -> None:
    """Says so; a folder that is not there is an error."""
    open_store(tmp_path / "empty").close()
    assert agreement(project="empty").stdout.startswith("0 votes of 0 people")
    assert isinstance(agreement(project="none").exception, StoreError)


def test_it_loads_no_screen(tmp_path: Path) -> None:
    """From a shell, on a project."""
    label(tmp_path / "project", [("ana", "cq", "1"), ("ben", "cq", "1")])
    code = (
        "import sys; from tui.cli import run; code = run(); "
        "print(code, 'textual' in sys.modules, 'numpy' in sys.modules, file=sys.stderr)"
    )
    project = str(tmp_path / "project")
    done = subprocess.run(
        [sys.executable, "-c", code, "agreement", "--project", project],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stderr.split() == ["0", "False", "False"]
    assert "Observed agreement    1.000" in done.stdout
