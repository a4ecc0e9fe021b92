"""What is no sentence of the report is skipped by one key, and is no work and in no export."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from annotations.config import Config
from annotations.dataset.builder import TrainingSet
from annotations.dataset.options import Options
from annotations.statistics import tally
from annotations.store import Store
from tests.functional.app import close, reader_app, rest
from tests.functional.test_reading import screen_text
from tui.app import SluglineApp

_TEXT = """---
title: {title}
source: {source}
---
{lead}

SIGN UP FOR THE HARBOUR LETTER

The ferry will sail again on Monday. Tickets stay valid.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three articles of one source and one of another, each with the same line."""
    articles = tmp_path / "articles"
    for name, source, lead in (
        ("a", "Harbour Post", "A ferry ran aground off Kelm."),
        ("b", "Harbour Post", "The council raised the price of water."),
        ("c", "Harbour Post", "Snow closed the northern pass."),
        ("d", "Valley Times", "An orchestra opened its season."),
    ):
        (articles / name).mkdir(parents=True)
        text = _TEXT.format(title=f"Report {name}", source=source, lead=lead)
        (articles / name / "story.md").write_text(text)
    return articles


@pytest.fixture
def app(folder: Path, tmp_path: Path) -> Iterator[SluglineApp]:
    """The reader on them, its project on disk."""
    made = reader_app([folder], project=tmp_path / "project")
    yield made
    close(made)


def _store(app: SluglineApp) -> Store:
    store = app.reader.store
    assert store is not None
    return store


def _skipped(app: SluglineApp) -> list[str]:
    return sorted(
        kept.article.title
        for kept in _store(app).articles()
        for one in _store(app).annotations(article_id=kept.article.id)
        if one.label == "skip"
    )


def _said(app: SluglineApp) -> list[str]:
    return [one.message for one in app._notifications]


async def _skip_line(pilot: Pilot[None]) -> None:
    await rest(pilot)
    await pilot.press("j", "-")
    await rest(pilot)


async def test_a_skipped_sentence_is_no_work(app: SluglineApp) -> None:
    """It counts neither as done nor as to do; `]` passes it by; `u` takes it back."""
    async with app.run_test(size=(100, 30)) as pilot:
        await _skip_line(pilot)
        sheet = app.reader.state.current
        assert sheet is not None
        assert (sheet.cursor, sheet.labelled, sheet.work) == (2, 0, 3)
        assert "0/3" in screen_text(pilot)
        await pilot.press("home", "c", "]")
        assert sheet.cursor == 2
        await pilot.press("c", "c")
        await rest(pilot)
        assert sheet.is_finished
        assert "3/3" in screen_text(pilot)
        await pilot.press("u", "u", "u", "u")
        await rest(pilot)
        assert _skipped(app) == []
        assert sheet.work == 4


async def test_the_same_line_is_offered_and_never_skipped_unasked(app: SluglineApp) -> None:
    """Only in articles of the same source, as one action."""
    async with app.run_test(size=(100, 30)) as pilot:
        await _skip_line(pilot)
        assert _said(app) == ["_ skips this line in the other articles of Harbour Post too."]
        assert _skipped(app) == ["Report a"]
        await pilot.press("_")
        await rest(pilot)
        await rest(pilot)
        assert _skipped(app) == ["Report a", "Report b", "Report c"]
        await pilot.press("u")
        await rest(pilot)
        assert _skipped(app) == ["Report a"]


async def test_a_sentence_within_a_paragraph_is_not_offered(app: SluglineApp) -> None:
    """It is text of the article, not a line that its source puts everywhere."""
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        await pilot.press("j", "j", "-", "_")
        await rest(pilot)
        assert _said(app) == ["Skip a line that stands alone first: -."]
        assert _skipped(app) == ["Report a"]


async def test_what_was_said_of_the_line_elsewhere_stays(app: SluglineApp) -> None:
    """A label or a note of the same line is the annotator's own word."""
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        await pilot.press("tab", "j", "c", "tab", "j", "-", "_")
        await rest(pilot)
        await rest(pilot)
        assert _skipped(app) == ["Report a", "Report c"]


async def test_exports_and_statistics_leave_it_out(app: SluglineApp) -> None:
    """Unless it is asked for: then it is a label behind the others."""
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        await pilot.press("c", "-", "q")
        await rest(pilot)
        store = _store(app)
        plain = TrainingSet(store, Config())
        assert [row.label for row in plain.rows()] == ["claim", "quote"]  # type: ignore[attr-defined]
        assert plain.labels == ("claim", "quote", "speculation")
        assert (plain.votes, plain.at_least) == (2, 2)
        whole = TrainingSet(store, Config(), Options(include=("skip",)))
        assert [row.label for row in whole.rows()] == ["claim", "skip", "quote"]  # type: ignore[attr-defined]
        assert whole.labels == ("claim", "quote", "speculation", "skip")
        counts = tally(store, Config().scheme)
        assert (counts.labelled, counts.sentences, counts.skipped) == (2, 3, 1)
        assert counts.labels == plain.labels
        assert (counts.people[0].labelled, counts.people[0].skipped) == (2, 1)
