"""What is left: from sentence to sentence over the corpus, articles that are done, the library."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.pilot import Pilot

from annotations.articles.corpus import find
from annotations.config import parse_config
from annotations.store import open_store
from annotations.workflow.open_articles import open_corpus
from annotations.workflow.progress import DONE, done_by, done_mark, kept_standing
from tests.functional.app import close, reader_app, rest
from tests.functional.test_reading import reader_of, screen_text, sheet_of


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Two stories: one of two articles, one of a single one with credits; short sentences."""
    folder = tmp_path / "corpus"
    for name, text in {
        "harbour/1.txt": "The harbour opened. Ships came in.",
        "harbour/2.txt": "Later the harbour closed. Ships left again. Nobody stayed.",
        "orchard/1.txt": "The orchard bloomed. Bees were counted.",
        "orchard/2.txt": "Apples were picked. They were sold at once.",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, each once everything before has come to rest."""
    for key in keys:
        await pilot.press(key)
        await rest(pilot)


def where(pilot: Pilot[None]) -> tuple[str, int]:
    """File and sentence of the cursor."""
    sheet = sheet_of(pilot)
    path = Path(sheet.article.path)
    return f"{path.parent.name}/{path.name}", sheet.cursor


def said(pilot: Pilot[None]) -> str:
    """What was said last."""
    return [note.message for note in pilot.app._notifications][-1]


async def test_one_key_goes_through_everything_that_is_left(corpus: Path) -> None:
    """Article after article, story after story, saying so, until nothing is left."""
    app = reader_app([corpus])
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        places = [where(pilot)]
        for _ in range(8):
            await press(pilot, "c", "]")
            places.append(where(pilot))
        assert places == [
            ("harbour/1.txt", 0),
            # A label moves on by itself, and the key looks beyond where that is.
            ("harbour/2.txt", 0),
            ("harbour/2.txt", 2),
            ("harbour/1.txt", 1),
            ("harbour/2.txt", 1),
            ("orchard/1.txt", 0),
            ("orchard/2.txt", 0),
            ("orchard/1.txt", 1),
            ("orchard/2.txt", 1),
        ]
        await press(pilot, "c", "]")
        assert "Nothing is left" in said(pilot)
    close(app)


async def _labelled(corpus: Path, project: Path, keys: Sequence[str]) -> None:
    app = reader_app([corpus], project=project)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await press(pilot, *keys)
    close(app)


async def test_what_is_finished_is_passed_by_after_a_restart_too(
    corpus: Path, tmp_path: Path
) -> None:
    """Articles that were labelled before are known without being opened."""
    project = tmp_path / "project"
    await _labelled(corpus, project, [*"cc", "tab", *"ccc"])
    app = reader_app([corpus], project=project)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await press(pilot, "]")
        assert where(pilot) == ("orchard/1.txt", 0)
        assert "This story is finished. On in “Orchard”." in said(pilot)
        await press(pilot, "c", "c", "tab", "c", "c")
        await press(pilot, "]")
        assert "Nothing is left" in said(pilot)
        assert where(pilot)[0] == "orchard/2.txt"
        await press(pilot, "[")
        assert "Nothing is left" in said(pilot)
        await press(pilot, "x", "(", "home")
        await press(pilot, "[")
        assert where(pilot) == ("orchard/2.txt", 1)
    close(app)


async def test_backwards_is_the_other_way_round(corpus: Path) -> None:
    """From the beginning to the end of the article before, then of the story before."""
    app = reader_app([corpus])
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await press(pilot, "[")
        assert where(pilot) == ("harbour/2.txt", 2)
        await press(pilot, "[", "[")
        assert where(pilot) == ("harbour/2.txt", 0)
        await press(pilot, "[")
        assert where(pilot) == ("harbour/1.txt", 1)
    close(app)


async def test_an_article_is_done_and_open_again(corpus: Path, tmp_path: Path) -> None:
    """Kept, shown, passed by; undone by undo; known at the next start."""
    project = tmp_path / "project"
    app = reader_app([corpus], project=project)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        first = sheet_of(pilot).article.id
        await press(pilot, "M")
        assert " done " in screen_text(pilot).splitlines()[1]
        await press(pilot, "]")
        assert where(pilot) == ("harbour/2.txt", 0)
        await press(pilot, "u")
        assert reader_of(pilot).state.done == frozenset()
        assert " done " not in screen_text(pilot).splitlines()[1]
        await press(pilot, "ctrl+r")
        assert reader_of(pilot).state.done == {first}
        await press(pilot, "M")
        assert len(reader_of(pilot).state.done) == 2
    close(app)
    app = reader_app([corpus], project=project)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        assert len(reader_of(pilot).state.done) == 2
        await press(pilot, "]")
        assert where(pilot) == ("orchard/1.txt", 0)
    close(app)
    with_store = open_store(project, read_only=True)
    assert len(with_store.statements(DONE)) == 2
    with_store.close()


async def test_the_library_says_how_far_everything_is_and_hides_what_is_finished(
    corpus: Path,
) -> None:
    """Also of articles that nobody has opened; the cursor begins on the article that is read."""
    app = reader_app([corpus])
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await press(pilot, "c", "c", "tab", "M", "o")
        await pilot.pause(0.7)
        text = screen_text(pilot)
        assert "2/2" in text
        assert "0/3" in text
        assert text.count("0/2") == 2  # of the story that was never opened
        assert "2 finished" in text
        assert " done" in text
        rows = [line for line in text.splitlines() if "harbour" in line.lower()]
        assert "finished, 2 articles" in rows[0]
        library = pilot.app.screen
        assert library.rows.cursor == 2  # type: ignore[attr-defined]
        pilot.app.clear_notifications()
        await press(pilot, "ctrl+d")
        assert "harbour" not in screen_text(pilot).lower()
        assert "^d shows finished" in screen_text(pilot)
        await press(pilot, *"harb")
        assert "harbour" not in screen_text(pilot).lower()
        await press(pilot, "ctrl+d")
        assert "finished, 2 articles" in screen_text(pilot)
    close(app)


async def test_versions_of_one_title_can_be_told_apart(tmp_path: Path) -> None:
    """By time and file name; articles with titles of their own need neither."""
    folder = tmp_path / "corpus" / "dam"
    folder.mkdir(parents=True)
    for name, hour in (("early", "08:15"), ("late", "17:40")):
        (folder / f"{name}.md").write_text(
            f"---\ntitle: Dam holds\nsource: Wire\ndate: 2026-03-02T{hour}:00Z\n---\n"
            f"The dam held at {hour}. Nobody left. {name.title()} rain fell.\n"
        )
    (folder / "other.md").write_text("---\ntitle: Another title\n---\nThe dam is old. It is big.\n")
    app = reader_app([folder.parent])
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await press(pilot, "o")
        rows = screen_text(pilot).splitlines()
        early = next(row for row in rows if "early.md" in row)
        assert "08:15" in early
        assert any("17:40" in row and "late.md" in row for row in rows)
        assert not any("other.md" in row for row in rows)
    close(app)


def test_done_is_one_persons_and_does_not_touch_what_others_say(corpus: Path) -> None:
    """Of two people one is done; withdrawn it is nobody's."""
    from tests.memory_store import MemoryStore

    store = MemoryStore()
    ana, ben = store.join("ana"), store.join("ben")
    store.state(ana, [done_mark("a-1", ana, True), done_mark("a-2", ana, True)])
    store.state(ben, [done_mark("a-1", ben, True)])
    assert (done_by(store, ana), done_by(store, ben)) == (
        frozenset({"a-1", "a-2"}),
        frozenset({"a-1"}),
    )
    store.state(ben, [done_mark("a-1", ben, False)])
    assert (done_by(store, ana), done_by(store, ben)) == (frozenset({"a-1", "a-2"}), frozenset())
    assert kept_standing(store, ana, "a-1") is None
    assert open_corpus(find([corpus]), parse_config("")).complete
