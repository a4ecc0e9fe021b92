"""Start opens what was open last time: story, panes, sentence, table, folds, switches."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from annotations.store import open_store
from benchmarks.terminal import Terminal
from tests.functional.app import close, reader_app, rest
from tests.functional.test_reading import reader_of, sheet_of
from tui import local_state
from tui.app import SluglineApp
from tui.reader.resume import Left, Place, remembered


def again(paths: list[Path], project: Path, annotator: str = "ana") -> SluglineApp:
    """The application as the command opens it the next time."""
    app = reader_app(paths, project=project, annotator=annotator)
    app.reader.parts.resume.place = remembered(project, annotator)
    return app


async def left(app: SluglineApp, *keys: str, size: tuple[int, int] = (120, 40)) -> Place:
    """Where the annotator is after some keys, and then leaves."""
    async with app.run_test(size=size) as pilot:
        await rest(pilot)
        for key in keys:
            await pilot.press(key)
            await rest(pilot)
        place = reader_of(pilot).parts.resume.now()
    close(app)
    return place


async def test_the_next_start_is_where_the_last_one_ended(seeds: Path, tmp_path: Path) -> None:
    """Another story, the other pane, a sentence, a folded table, names off, no moving on."""
    project = tmp_path / "project"
    keys = (")", "equals_sign", "j", "j", "tab", "j", "e", "a")
    before = await left(again([seeds], project), *keys)
    assert before.switches == {"as_table": True, "entities": False, "advances": False}
    assert any(one.folds for one in before.articles)
    assert await left(again([seeds], project)) == before
    # And it is the same once more, with nothing done in between.
    assert await left(again([seeds], project)) == before


async def test_labels_before_the_place_and_moved_on_cursors_come_back(
    seeds: Path, tmp_path: Path
) -> None:
    """The sentence is the one after the last label; the screen shows it."""
    project = tmp_path / "project"
    await left(again([seeds], project), ")", "c", "q", "s", "t", "t", "tab")
    app = again([seeds], project)
    async with app.run_test(size=(120, 40)) as pilot:
        reader = reader_of(pilot)
        story = reader.state.story
        assert story is reader.state.stories[1]  # from the first picture on
        await rest(pilot)
        assert reader.state.focus == 1
        await pilot.press("tab")
        assert sheet_of(pilot).cursor == 3
    close(app)


async def test_everyone_has_a_place_of_their_own(seeds: Path, tmp_path: Path) -> None:
    """Of two annotators of one folder."""
    project = tmp_path / "project"
    await left(again([seeds], project), ")")
    bens = await left(again([seeds], project, "ben"), ")", ")", "j")
    anas = await left(again([seeds], project))
    assert remembered(project, "ben") == bens != anas


async def test_fewer_panes_keep_the_article_that_was_read(seeds: Path, tmp_path: Path) -> None:
    """From three panes with the last in focus to one."""
    project = tmp_path / "project"
    before = await left(again([seeds], project), "l", "l", "j", size=(200, 40))
    after = await left(again([seeds], project), size=(80, 30))
    assert after.focus == before.focus
    assert after.articles[-1].at == before.articles[-1].at


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        '{"places": []}',
        '{"places": {"ana": []}}',
        '{"places": {"ana": {"slots": 5}}}',
        '{"places": {"ana": {"focus": "nowhere", "slots": ["a"], "articles": [{"article": "a"}]}}}',
        '{"places": {"ana": {"switches": {"me": true, "stories": true}}}}',
    ],
)
async def test_a_file_that_says_nothing_of_use_counts_as_none(
    seeds: Path, tmp_path: Path, text: str
) -> None:
    """The first story opens, and leaving writes a good file."""
    project = tmp_path / "project"
    project.mkdir()
    (project / local_state.FILE).write_text(text)
    place = await left(again([seeds], project), "j")
    assert [one.at > 0 for one in place.articles] == [True, False]
    assert remembered(project, "ana") == place


async def test_a_place_beyond_the_text_is_the_nearest_there_is(seeds: Path, tmp_path: Path) -> None:
    """Another program may have written it: folds overlap, the sentence is far out."""
    project = tmp_path / "project"
    [first, *_] = (await left(again([seeds], project))).articles
    folds = ((3, 6), (5, 7), (-4, 2), (9, 9), (90, 1000), (7, 8))
    broken = Left(first.article, first.path, 10**9, folds)
    place = Place((first.article, "gone", first.article), first.article, (broken,))
    app = reader_app([seeds], project=project)
    app.reader.parts.resume.place = place
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        sheet = sheet_of(pilot)
        assert sheet.cursor >= len(sheet.sentences) - 3
        assert len(set(reader_of(pilot).state.slots)) == 2
        await pilot.press("j", "k", "home")
        assert sheet.cursor == 0
    close(app)


async def test_an_article_whose_text_changed_is_known_by_its_file(tmp_path: Path) -> None:
    """Its id is another; the place in the text is the nearest."""
    project, folder = tmp_path / "project", tmp_path / "corpus"
    for name in "abc":
        (folder / name).mkdir(parents=True)
        text = "".join(f"Line {n} of {name} is here. " for n in range(9))
        (folder / name / "one.txt").write_text(text)
    before = await left(again([folder], project), ")", "j", "j", "j")
    path = Path(before.articles[0].path)
    path.write_text("Now it begins with this. " + path.read_text())
    after = await left(again([folder], project))
    assert after.articles[0].path == str(path)
    assert after.focus != before.focus
    assert after.articles[0].at > 0


async def test_a_large_corpus_begins_with_what_was_open(tmp_path: Path) -> None:
    """Its files are read first, whichever way the folder is named; then the rest."""
    from annotations.articles.corpus import find
    from annotations.config import parse_config
    from annotations.workflow.open_articles import open_corpus

    project, folder = tmp_path / "project", tmp_path / "corpus"
    for number in range(60):
        place = folder / f"{number:02}"
        place.mkdir(parents=True)
        for name in "ab":
            (place / f"{name}.txt").write_text(f"Story {number} of {name}. It goes on. And ends.")
    before = await left(again([folder], project), *(")" * 40), "j")
    place_ = remembered(project, "ana")
    assert place_ == before
    found = find([folder])
    first = place_.first_of(found.files)
    assert {Path(file.path).parent.name for file in first} == {
        Path(before.articles[0].path).parent.name
    }
    corpus = open_corpus(found, parse_config(""), first)
    assert not corpus.complete
    assert {card.article_id for story in corpus.stories for card in story.cards} >= set(
        before.slots
    )
    # Where they were not read first, the place is gone back to once they are read.
    assert await left(again([folder], project)) == before


def test_after_a_kill_the_same_sentence_is_open_unless_one_asks_for_a_fresh_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Through the real program: what was kept while idle is enough."""
    folder = tmp_path / "corpus"
    for name in ("alpha", "beta"):
        (folder / name).mkdir(parents=True)
        for part in "12":
            text = "".join(f"The {name} {part} sentence {n} stands. " for n in range(9))
            (folder / name / f"{part}.txt").write_text(text)
    open_store(folder / ".slugline").close()
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    command = (sys.executable, "-m", "tui", "open", "--annotator", "ana", str(folder))
    with Terminal(*command, cwd=tmp_path) as terminal:
        terminal.wait(b"alpha 1")
        terminal.send(b")jjj")
        terminal.until(lambda out: b"4 of 9" in out)
        terminal.take(4.0)
    # It was killed.
    with Terminal(*command, cwd=folder) as terminal:
        out = terminal.until(lambda out: b"4 of 9" in out)
        assert b"beta 1" in out
        assert b"alpha 1" not in out
    with Terminal(*command, "--fresh", cwd=folder) as terminal:
        out = terminal.until(lambda out: b"1 of 9" in out)
        assert b"alpha 1" in out
