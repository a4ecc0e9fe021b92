"""Articles that were labelled and whose file is gone, and files of kinds that are not read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click import Command
from click.testing import CliRunner

from annotations.articles.corpus import find
from annotations.config import Config
from annotations.store import open_store
from annotations.workflow.deleted_files import Whole, with_deleted
from annotations.workflow.open_articles import kinds_not_read, open_corpus
from tests.functional.app import close, reader_app, rest
from tests.functional.test_next_work import corpus, press, where
from tests.functional.test_reading import reader_of, screen_text
from tui.commands.export import command as export
from tui.commands.stats import command as stats

__all__ = ["corpus"]


async def _label_first(corpus: Path, project: Path, name: str) -> None:
    """Give the first sentence of a file a label."""
    app = reader_app([corpus / name], project=project)
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        await press(pilot, "c")
    close(app)


def _whole(paths: list[Path], project: Path) -> Whole:
    store = open_store(project)
    try:
        stories = open_corpus(find(paths), Config()).stories
        [me] = store.people()
        return with_deleted(store, stories, me, project)
    finally:
        store.close()


def _run(command: Command, *arguments: str) -> str:
    result = CliRunner().invoke(command, arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


async def test_what_was_deleted_is_listed_read_labelled_and_exported(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In its story, marked; counted by `stats` and written by `export` as the screen shows it."""
    project = tmp_path / "project"
    await _label_first(corpus, project, "orchard/2.txt")
    (corpus / "orchard" / "2.txt").unlink()
    app = reader_app([corpus], project=project)
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        stories = {story.title: story for story in reader_of(pilot).state.stories}
        assert len(stories["Orchard"].cards) == 2
        await press(pilot, "o")
        await pilot.pause(0.6)
        row = next(row for row in screen_text(pilot).splitlines() if "file deleted" in row)
        assert "Apples were picked" in row
        assert "1/2" in row
        await press(pilot, *"apples", "down", "enter")
        name, _ = where(pilot)
        assert name.startswith("articles/a-")
        assert "file deleted" in screen_text(pilot)
        await press(pilot, "end", "q")
    close(app)
    monkeypatch.chdir(tmp_path)
    counts = json.loads(_run(stats, "--project", "project", "--format", "json"))
    assert (counts["labelled"], counts["sentences"]) == (2, 2)
    _run(export, "--project", "project", "--format", "jsonl", "-o", "rows.jsonl")
    rows = [json.loads(line) for line in Path("rows.jsonl").read_text().splitlines()]
    assert [row["label"] for row in rows] == ["claim", "quote"]


async def test_a_file_that_goes_while_it_is_read(corpus: Path, tmp_path: Path) -> None:
    """Nothing jumps: the article stays where it is, and is marked."""
    app = reader_app([corpus], project=tmp_path / "project")
    app.reader.parts.watch.paths = [corpus]
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        reader = reader_of(pilot)
        reader.parts.watch.look()
        await rest(pilot)
        await press(pilot, "c")
        name = where(pilot)[0]
        total = sum(len(story.cards) for story in reader.state.stories)
        (corpus / name).unlink()
        reader.parts.watch.look()
        await rest(pilot)
        await rest(pilot)
        assert sum(len(story.cards) for story in reader.state.stories) == total
        assert reader.state.current is not None
        assert "file deleted" in screen_text(pilot)
        await press(pilot, "k", "q")
        assert reader.state.current.tag(0).label == "quote"
    close(app)


async def test_what_moved_changed_or_was_not_opened_is_not_deleted(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same text elsewhere, a new version in its place, a file outside of what was opened."""
    project = tmp_path / "project"
    for name in ("harbour/1.txt", "harbour/2.txt", "orchard/1.txt"):
        await _label_first(corpus, project, name)
    (corpus / "harbour" / "1.txt").rename(corpus / "harbour" / "moved.txt")
    later = "Later the harbour closed. Ships left again. Nobody stayed. Rain fell."
    (corpus / "harbour" / "2.txt").write_text(later)
    assert _whole([corpus], project).deleted == {}
    assert _whole([corpus / "harbour"], project).deleted == {}
    monkeypatch.chdir(corpus)
    assert _whole([Path("harbour")], project).deleted == {}


async def test_another_text_in_its_place_leaves_the_old_one_reachable(
    corpus: Path, tmp_path: Path
) -> None:
    """What is no version of it did not replace it; nothing is listed twice."""
    project = tmp_path / "project"
    await _label_first(corpus, project, "orchard/2.txt")
    other = "A lighthouse keeper retired on Friday. Forty people came to his farewell party."
    (corpus / "orchard" / "2.txt").write_text(other)
    whole = _whole([corpus], project)
    [(gone, how)] = whole.deleted.items()
    assert how.how == "file deleted"
    ids = [card.article_id for story in whole.stories for card in story.cards]
    assert ids.count(gone) == 1
    assert len(ids) == len(set(ids)) == 5


async def test_paths_of_another_working_folder(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Named as `corpus/orchard` once; now the reader starts inside."""
    monkeypatch.chdir(tmp_path)
    project = corpus / ".slugline"
    await _label_first(Path("corpus"), project, "orchard/1.txt")
    monkeypatch.chdir(corpus)
    assert _whole([Path("harbour")], project).deleted == {}
    (corpus / "orchard" / "1.txt").unlink()
    assert len(_whole([Path("harbour")], project).deleted) == 1


async def test_a_whole_story_that_is_gone_stays_one(corpus: Path, tmp_path: Path) -> None:
    """Under its folder's name."""
    project = tmp_path / "project"
    for name in ("orchard/1.txt", "orchard/2.txt"):
        await _label_first(corpus, project, name)
        (corpus / name).unlink()
    titles = {story.title: len(story.cards) for story in _whole([corpus], project).stories}
    assert titles == {"Harbour": 2, "Orchard": 2}


@pytest.mark.parametrize(
    ("ignored", "said"),
    [
        ({}, ""),
        ({".jpg": 1}, "1 file is of a kind that is not read: 1 .jpg"),
        (
            {".xlsx": 3, ".jpg": 9, "": 2},
            "14 files are of kinds that are not read: 9 .jpg, 3 .xlsx, 2 without a suffix",
        ),
        (
            {f".{n}": 1 for n in range(8)},
            "8 files are of kinds that are not read: 1 .0, 1 .1, 1 .2, 1 .3, 1 .4, "
            "3 of other kinds",
        ),
    ],
)
def test_kinds_that_are_not_read_are_counted(ignored: dict[str, int], said: str) -> None:
    """In words, the most frequent first."""
    assert kinds_not_read(ignored) == said


async def test_kinds_that_are_not_read_are_said_once(corpus: Path) -> None:
    """At the start and in the library; not again when more of them come."""
    for name in ("a.jpg", "harbour/b.JPG", "c.xlsx", ".hidden.png"):
        (corpus / name).write_bytes(b"x")
    app = reader_app([corpus])
    app.reader.parts.watch.paths = [corpus]
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        said = "3 files are of kinds that are not read: 2 .jpg, 1 .xlsx"

        def spoken() -> list[str]:
            return [one.message for one in app._notifications if "not read" in one.message]

        assert spoken() == [f"{said}. The library (o) names them too."]
        (corpus / "d.jpg").write_bytes(b"x")
        for _ in range(2):
            reader_of(pilot).parts.watch.look()
            await rest(pilot)
        assert len(spoken()) == 1
        await pilot.press("o")
        await pilot.pause()
        assert said in screen_text(pilot)
    close(app)
