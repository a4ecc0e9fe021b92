"""`slugline align` and `slugline compare`, as a terminal and a program see them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tui.commands.align import command as align_command
from tui.commands.compare import command as compare_command

from .material import REPORT

CHANGED = REPORT[7].replace("$14 million", "$28 million")


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """Two versions of the report."""
    a, b = tmp_path / "a.txt", tmp_path / "b.txt"
    a.write_text("\n".join(REPORT), encoding="utf-8")
    text = "\n".join([REPORT[8], *REPORT[:3], *REPORT[4:7], CHANGED, REPORT[9]])
    b.write_text(text, encoding="utf-8")
    return str(a), str(b)


def run(command: object, *arguments: str) -> Result:
    """What the command prints."""
    return CliRunner().invoke(command, arguments)  # type: ignore[arg-type]


def test_align_prints_a_line_for_each_pair(files: tuple[str, str]) -> None:
    """Its offsets slice the texts; relation, move and score are those of the issue."""
    result = run(align_command, *files)
    assert result.exit_code == 0
    assert result.stderr == ""
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    a, b = (Path(path).read_text(encoding="utf-8") for path in files)
    assert len(lines) == 9
    for line in lines:
        one, other = a[line["a_start"] : line["a_end"]], b[line["b_start"] : line["b_end"]]
        assert one in REPORT
        assert (one == other) == (line["relation"] == "same")
        assert 0 < line["score"] <= 1
    [moved] = [line for line in lines if line["moved"]]
    assert a[moved["a_start"] : moved["a_end"]] == REPORT[8]


def test_align_all_also_prints_what_has_no_counterpart(files: tuple[str, str]) -> None:
    """With offsets of the one article that has it."""
    lines = [json.loads(line) for line in run(align_command, *files, "--all").stdout.splitlines()]
    [removed] = [line for line in lines if line["relation"] == "removed"]
    text = Path(files[0]).read_text(encoding="utf-8")
    assert text[removed["a_start"] : removed["a_end"]] == REPORT[3]
    assert "b_start" not in removed


@pytest.mark.parametrize("command", [align_command, compare_command], ids=["align", "compare"])
def test_a_file_that_cannot_be_read(command: object, files: tuple[str, str]) -> None:
    """Is named with the reason on stderr; nothing is on stdout, and the exit code is 1."""
    result = run(command, files[0], "nowhere.txt")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "nowhere.txt" in result.stderr
    assert "No such file" in result.stderr or "no such file" in result.stderr


def test_compare_says_what_differs(files: tuple[str, str]) -> None:
    """Counts, the conflicting figures, and what only one article says."""
    result = run(compare_command, *files)
    assert result.exit_code == 0
    assert "A: 10 sentences, B: 9; 8 same, 1 edited, 1 removed, 1 moved" in result.stdout
    assert "$14 million ≠ $28 million" in result.stdout
    assert "$28 million = 2 × $14 million" in result.stdout
    assert "Only in A: 1" in result.stdout
    assert "30,000 cars" in result.stdout.partition("Only in A")[2]


def test_compare_for_programs(files: tuple[str, str]) -> None:
    """The same as one JSON object; spans slice the texts."""
    found = json.loads(run(compare_command, *files, "--format", "json").stdout)
    assert found["summary"]["edited"] == 1
    [conflict] = [one for one in found["figures"] if one["relation"] == "differs"]
    assert (conflict["ratio"], conflict["larger"]) == (2, "b")
    text = Path(files[0]).read_text(encoding="utf-8")
    [only] = found["only_a"]
    assert text[only["start"] : only["end"]] == only["text"] == REPORT[3]


def test_hostile_text_reaches_no_terminal(tmp_path: Path) -> None:
    """Control sequences and direction marks of an article are shown as signs."""
    a, b = tmp_path / "a.txt", tmp_path / "b.txt"
    a.write_text("The \x1b[31mmayor\u202e resigned after a long night.\n", encoding="utf-8")
    b.write_text("Something else happened in Peru.\n", encoding="utf-8")
    result = run(compare_command, str(a), str(b))
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout
    assert "\u202e" not in result.stdout


@pytest.mark.parametrize("module", ["tui.commands.align", "tui.commands.compare"])
def test_the_commands_load_no_screen(module: str) -> None:
    """They start as fast as a command should."""
    code = f"import sys, {module}; print('textual' in sys.modules or 'rich' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "False"


def test_the_aligner_loads_next_to_nothing() -> None:
    """It is imported by the reader before the first picture; msgspec alone would cost more."""
    code = (
        "import sys; import annotations.comparison.alignment; "
        "print([m for m in ('msgspec', 'difflib', 'hashlib', 'inspect') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
