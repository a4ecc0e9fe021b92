"""`slugline analyse`: one JSON object a line, narration aside, a bad file named."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from tui.commands.analyse import command

TEXT = "“We agreed,” Ana Ruiz said on Thursday. She paid almost $3 million.\n"


def run(*arguments: str) -> Result:
    """The command's result."""
    return CliRunner().invoke(command, list(arguments))


def items(result: Result) -> list[dict[str, Any]]:
    """What it printed."""
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_every_item_is_a_line_that_anyone_can_score(tmp_path: Path) -> None:
    """Kind, place, text, and what the kind has to say."""
    file = tmp_path / "one.txt"
    file.write_text(TEXT, encoding="utf-8")
    result = run(str(file), "--format", "jsonl")
    assert result.exit_code == 0
    found = items(result)
    assert all(TEXT[item["start"] : item["end"]] == item["text"] for item in found)
    assert {item["doc"] for item in found} == {str(file)}
    assert [item["kind"] for item in found] == [
        "sentence", "sentence", "mention", "mention", "quantity", "quantity", "quotation",
    ]  # fmt: skip
    _, _, person, _, date, money, quotation = found
    assert (person["type"], person["entity"]) == ("person", "Ana Ruiz")
    assert (date["type"], date["value"]) == ("date", "XXXX-WXX-4")
    assert (money["type"], money["value"], money["unit"]) == ("money", 3_000_000, "USD")
    assert money["approximate"] is True
    assert (quotation["speaker"], quotation["cue"]) == ("Ana Ruiz", "said")
    assert TEXT[quotation["speaker_start"] : quotation["speaker_end"]] == "Ana Ruiz"


def test_reported_speech_and_cues_are_printed_on_request(tmp_path: Path) -> None:
    """So that the four kinds stay what a scorer expects."""
    file = tmp_path / "one.txt"
    file.write_text("Ana Ruiz said that it may rain.\n", encoding="utf-8")
    assert {item["kind"] for item in items(run(str(file)))} == {"sentence", "mention"}
    kinds = [item["kind"] for item in items(run(str(file), "--all"))]
    assert kinds == ["sentence", "mention", "indirect", "cue", "cue"]


def test_a_bad_file_is_named_and_the_rest_is_printed(tmp_path: Path) -> None:
    """Exit code 1; what could be read is there."""
    good, bad = tmp_path / "good.txt", tmp_path / "missing.txt"
    good.write_text(TEXT, encoding="utf-8")
    result = run(str(bad), str(good))
    assert result.exit_code == 1
    assert str(bad) in result.stderr
    assert "1 of 2" in result.stderr
    assert {item["doc"] for item in items(result)} == {str(good)}


def test_a_language_without_rules_is_narrated(tmp_path: Path) -> None:
    """On stderr, not among the data."""
    file = tmp_path / "de.txt"
    file.write_text(
        "Der Zug ist mit der Fähre und nicht auf dem Weg in die Stadt. " * 4, encoding="utf-8"
    )
    result = run(str(file))
    assert result.exit_code == 0
    assert "English only" in result.stderr
    assert {item["kind"] for item in items(result)} == {"sentence"}


def test_an_unknown_engine_is_wrong_usage(tmp_path: Path) -> None:
    """Said before any file is read."""
    result = run(str(tmp_path / "one.txt"), "--engine", "stanza:en")
    assert result.exit_code == 2
    assert "spacy:NAME" in result.stderr


def test_the_command_never_loads_the_screen() -> None:
    """It must start fast and run where no terminal is."""
    code = "import sys, tui.commands.analyse; assert 'textual' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[3])
