"""`slugline review --list`, as a shell sees it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotations.errors import ExchangeError
from annotations.review.clarifications import new_rule
from annotations.review.decisions import gold_for
from annotations.store import open_store
from tests.unit.review.room import IDS, Room, case_at
from tui.cli import cli
from tui.settings import Settings

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs commands where `project` is one in which Ana and Ben differ about three sentences."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nobody"))
    monkeypatch.setenv("LOGNAME", "Ana")
    monkeypatch.chdir(tmp_path)
    room = Room("Ana", "B\x1ben", store=open_store(tmp_path / "project"))
    room.says("Ana", "cccc", unsure=".x")
    room.says("B\x1ben", "qqsc")
    review = room.review("Ana")
    rule = new_rule((), case_at(review, 2), ("claim", "speculation"), "May is no claim.", "", "1")
    said = gold_for(review, case_at(review, 2), "label", label="speculation", reason="guideline")
    room.state("Ana", [rule, *said])
    room.store.close()

    def run(*words: str) -> Result:
        result = CliRunner().invoke(cli, words)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


def listed(run: Run, *words: str) -> dict[str, object]:
    """What the JSON says."""
    result = run("review", "--list", "--format", "json", "--project", "project", *words)
    found: dict[str, object] = json.loads(result.stdout)
    return found


def test_the_queue_and_how_it_stands_are_printed(run: Run) -> None:
    """Lines to read, in the order of the queue, without control characters."""
    result = run("review", "--list", "--project", "project")
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout
    lines = result.stdout.splitlines()
    assert lines[0].startswith("2 to decide, 0 put off, 1 adjudicated; 1 unanimous")
    assert lines[1] == "Votes of Ana, B�en; guidelines 1.1"
    assert "GC-1  claim or speculation: May is no claim." in lines
    at = lines.index("  Boats may leave next week.")
    assert lines[at - 1].endswith("sentence 2: labels differ; somebody was unsure")
    assert lines[at + 1 : at + 3] == ["  Ana: claim, unsure", "  B�en: quote"]


def test_the_json_holds_the_same_and_can_be_narrowed(run: Run) -> None:
    """One object; cases by state, and by label pair."""
    found = listed(run)
    assert (found["open"], found["resolved"], found["guideline"]) == (2, 1, "1.1")
    assert found["by_reason"] == {"guideline": 1}
    cases = found["cases"]
    assert isinstance(cases, list)
    assert [case["sentence"] for case in cases] == [IDS[0], IDS[1]]
    assert cases[1]["votes"][0] == {"by": "Ana", "label": "claim", "unsure": True, "note": ""}
    assert listed(run, "--labels", "claim,speculation")["cases"] == []
    decided = listed(run, "--state", "resolved")["cases"]
    assert isinstance(decided, list)
    assert [one["gold"]["label"] for one in decided] == ["speculation"]
    assert decided[0]["gold"]["by"] == "Ana"


def test_who_is_not_one_of_the_two_sees_letters(run: Run) -> None:
    """A listing gives away no more than the screen does."""
    found = listed(run, "--annotator", "Lead")
    assert found["blind"] is True
    cases = found["cases"]
    assert isinstance(cases, list)
    assert {vote["by"] for case in cases for vote in case["votes"]} == {"A", "B"}


def test_a_colleagues_bundle_is_taken_in_first(run: Run) -> None:
    """Then there is something to review in a new project; twice changes nothing."""
    run("bundle", "push", "ana.zip", "--project", "project")
    for new in ("new", "0 new"):
        result = run("review", "ana.zip", "--list", "--format", "json", "--project", "mine")
        assert new in result.stderr
        assert json.loads(result.stdout)["open"] == 2


def test_a_colleagues_export_is_taken_in_first(run: Run) -> None:
    """Votes of rows become votes of the people they are said to be of."""
    run("export", "--project", "project", "-o", "rows.jsonl", "--format", "jsonl")
    result = run(
        "review", "rows.jsonl", "--as", "ann-1=Cyd", "--as", "ann-2=Cyd-2", "--list",
        "--format", "json", "--project", "project",
    )  # fmt: skip
    assert "imported" in result.stderr
    assert json.loads(result.stdout)["people"] == ["Ana", "B\x1ben", "Cyd", "Cyd-2"]


def test_what_cannot_be_done_is_said(run: Run) -> None:
    """With an exit code."""
    assert run("review", "--list", "--labels", "claim", "--project", "project").exit_code == 2
    with pytest.raises(ExchangeError, match="Nobody there"):
        run("review", "--list", "--person", "Zoe", "--project", "project")


def test_without_the_list_the_review_opens(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the votes of the people asked for, with the articles of the working folder beside."""
    opened: list[tuple[str, object]] = []

    def show(
        settings: Settings,
        keys: object,
        corpus: object,
        *_: object,
        review: Sequence[str],
        **__: object,
    ) -> None:
        opened.append((settings.annotator, review))

    monkeypatch.setattr("tui.commands.open.show", show)
    assert run("review", "--annotator", "Cyd", "--person", "Ana").exit_code == 0
    assert opened == [("Cyd", ("Ana",))]


def test_listing_loads_no_screen(run: Run, tmp_path: Path) -> None:
    """Textual takes longer to load than the queue to print."""
    code = (
        "import sys; from tui.cli import cli; "
        "cli(['review', '--list', '--project', 'project'], standalone_mode=False); "
        "sys.exit('textual' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=False)
    assert done.returncode == 0
