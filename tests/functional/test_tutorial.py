"""The tutorial and the lead's page: every command on them is run, and prints what they show."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.functional.pages import ROOT, Command, File, follow, steps

DOCS = ROOT / "docs"


def test_the_tutorial_leads_to_a_trained_classifier(tmp_path: Path, seeds: Path) -> None:
    """On the sample articles; the classifier knows more than which label is most frequent."""
    pytest.importorskip("sklearn")
    shutil.copytree(seeds, tmp_path / "seeds")
    printed = follow(DOCS / "tutorial.md", tmp_path)
    train = (tmp_path / "dataset" / "train.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["label"] for line in train} == {"claim", "quote", "speculation"}
    [macro] = [line.split()[-2] for line in printed[-1].splitlines() if "macro avg" in line]
    assert float(macro) > 0.5
    guesses = {line.split("\t")[0] for line in printed[-1].splitlines() if "\t" in line}
    assert {"claim", "quote"} <= guesses


def test_pages_are_read_as_people_read_them(tmp_path: Path) -> None:
    """Commands over two lines, output with gaps, files; other blocks are looked at only."""
    page = tmp_path / "page.md"
    shown = "```console\n$ echo a \\\n  b\na b\n...\n$ true\n```\n```\nls\n```\n"
    page.write_text(f'{shown}```py title="x.py"\n1\n```\n')
    assert steps(page) == [
        Command("echo a   b", ("a b",)),
        Command("true", ()),
        File("x.py", "1\n"),
    ]


@pytest.mark.parametrize("text", ["$ false\n", "$ echo a\nb\n", "$ printf 'b\\na\\n'\na\nb\n"])
def test_a_page_that_is_wrong_is_noticed(tmp_path: Path, text: str) -> None:
    """A command that fails, or that prints something else, or in another order."""
    page = tmp_path / "page.md"
    page.write_text(f"```console\n{text}```\n")
    with pytest.raises(AssertionError):
        follow(page, tmp_path)


def test_the_page_for_the_lead_leads_to_gold(tmp_path: Path, seeds: Path) -> None:
    """A pilot by two people, its statistics, their disagreements adjudicated, handed over."""
    shutil.copytree(seeds, tmp_path / "seeds")
    printed = follow(DOCS / "lead.md", tmp_path)
    assert printed[-1].count("#") == 3
    lines = (tmp_path / "gold" / "train.jsonl").read_text(encoding="utf-8").splitlines()
    sources = [json.loads(line)["gold_source"] for line in lines]
    assert (sources.count("adjudicated"), sources.count("unanimous")) == (3, 22)


def test_the_page_on_terminals_says_what_happens(tmp_path: Path) -> None:
    """`doctor`, `where` and line mode as it shows them."""
    [doctor, where, label] = follow(DOCS / "terminals.md", tmp_path)
    assert "BAD" not in doctor
    assert "annotator" in where
    assert "\x1b" not in label
