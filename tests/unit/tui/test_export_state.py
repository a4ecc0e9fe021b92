"""What the export screen asks for, and what it takes from answers, without a screen."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from annotations.config import Config
from annotations.dataset import Summary
from tui.export import status_text
from tui.export.choices import Choices
from tui.export.preview import Counted
from tui.export.state import ExportState
from tui.settings import Settings
from tui.widgets.glyphs import glyphs


def counted(cursor: dict[str, int] | None = None) -> Counted:
    """Two rows, counted at some point."""
    summary = Summary.empty()._replace(labels=Counter(claim=2))
    return Counted(summary, {"train": 2}, None, None, cursor or {"d-1": 1})


def test_first_without_splits_then_with() -> None:
    """Each is asked for once; what is known shows what comes first."""
    state = ExportState()
    wanted = state.to_count()
    assert wanted == state.choices.unparted
    assert state.to_count() is None
    task = state.begin("counts")
    assert status_text.how_far(state) == "counting 0%"
    assert state.end("counts", task, counted(), "")
    assert state.known is not None
    assert state.counted is None
    assert state.to_count() == state.choices.rows
    task = state.begin("counts")
    assert status_text.how_far(state) == "finding splits 0%"
    assert state.end("counts", task, counted(), "")
    assert state.counted is not None
    assert state.to_count() is None
    assert status_text.how_far(state) == "2 rows"


def test_an_answer_to_an_earlier_question_is_not_taken() -> None:
    """Who asked before is told to stop."""
    state = ExportState()
    first = state.begin("preview")
    second = state.begin("preview")
    assert first.unwanted
    assert not state.end("preview", first, [("a", "b")], "")
    assert state.files is None
    assert state.end("preview", second, [("c", "d")], "")
    assert state.files == [("c", "d")]


def test_counting_that_failed_is_asked_for_again() -> None:
    """The reason stands until then; other choices forget it."""
    state = ExportState()
    wanted = state.to_count()
    assert state.end("counts", state.begin("counts"), None, "It cannot be read.")
    assert state.problems == {"counts": "It cannot be read."}
    assert state.to_count() == wanted
    assert state.choose(state.choices._replace(gold_only=True))
    assert state.problems == {}
    assert not state.choose(state.choices)


def test_what_was_found_goes_when_the_project_changes() -> None:
    """Counts and contradictions; not where nothing changed."""
    state = ExportState()
    state.to_count()
    state.end("counts", state.begin("counts"), counted({"d-1": 1}), "")
    state.end("clashes", state.begin("clashes"), [], "")
    state.forget_before({"d-1": 1})
    assert state.known is not None
    assert not state.looks_for_clashes
    state.forget_before({"d-1": 2})
    assert state.known is None
    assert state.looks_for_clashes


def test_writing_locks_and_stops_counting() -> None:
    """Whoever leaves stops everything."""
    state = ExportState()
    state.to_count()
    counting = state.begin("counts")
    state.stop_counting()
    assert counting.unwanted
    writing = state.begin("writing")
    assert state.is_writing
    writing.total, writing.done = 10, 5
    assert status_text.writing(writing, 4, glyphs("ascii")).endswith(" 50% reading")
    state.stop_all()
    assert writing.unwanted
    assert "giving up" in status_text.writing(writing, 4, glyphs("ascii"))


def test_a_typed_path_says_whether_it_is_a_file(tmp_path: Path) -> None:
    """The usual one, typed, is the usual one; a suffix of the format is a file."""
    settings = Settings(Config(), None, tmp_path / "p", "ana")
    choices = Choices()
    assert choices.with_path(str(choices.target(settings)), settings).path == ""
    assert choices.with_path(" ", settings).path == ""
    made = choices.with_path(str(tmp_path / "rows.jsonl"), settings)
    assert (made.parts, made.target(settings)) == ("file", tmp_path / "rows.jsonl")
    assert choices.with_path(str(tmp_path / "rows"), settings).parts == "splits"
