"""Files that come, change and go while the reader is open."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from tests.functional.app import close, reader_app, rest
from tests.functional.test_next_work import corpus, press, where
from tests.functional.test_reading import reader_of, sheet_of

__all__ = ["corpus"]


async def look(pilot: Pilot[None]) -> list[str]:
    """Look at the files; what was said of them."""
    reader_of(pilot).parts.watch.look()
    await rest(pilot)
    await rest(pilot)
    return [note.message for note in pilot.app._notifications if note.title == "Files"]


async def test_new_changed_and_deleted_files_are_noticed(corpus: Path, tmp_path: Path) -> None:
    """Said once; the corpus is another; the article that is read stays, as its file is now."""
    app = reader_app([corpus], project=tmp_path / "project")
    app.reader.parts.watch.paths = [corpus]
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        assert await look(pilot) == []
        (corpus / "harbour" / "3.txt").write_text("A third report came. It was short.")
        assert await look(pilot) == ["1 new: 3.txt."]
        reader = reader_of(pilot)
        assert len(reader.state.cards) == 3
        assert len(await look(pilot)) == 1
        await press(pilot, "c")
        (corpus / "harbour" / "1.txt").write_text("News first. The harbour opened. Ships came in.")
        (corpus / "orchard" / "2.txt").unlink()
        assert "1 changed: 1.txt; 1 deleted: 2.txt." in (await look(pilot))[-1]
        assert where(pilot)[0] == "harbour/1.txt"
        assert len(sheet_of(pilot).sentences) == 3
        assert sum(len(story.cards) for story in reader.state.stories) == 4
        await press(pilot, "]", "]")
    close(app)


async def test_nothing_is_lost_where_every_file_goes(corpus: Path) -> None:
    """A disk that is not there any more: what is open stays open."""
    app = reader_app([corpus])
    app.reader.parts.watch.paths = [corpus]
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await look(pilot)
        corpus.rename(corpus.parent / "elsewhere")
        assert await look(pilot) == []
        await press(pilot, "c", "]")
        assert where(pilot)[0].startswith("harbour/")
        (corpus.parent / "elsewhere").rename(corpus)
        assert await look(pilot) == []
    close(app)


async def test_what_is_read_stays_where_another_file_goes(corpus: Path, tmp_path: Path) -> None:
    """Another article of the story, in front of it, is deleted: neither focus nor cursor move."""
    (corpus / "harbour" / "3.txt").write_text("A third report came. It was short. It ended.")
    app = reader_app([corpus], project=tmp_path / "project")
    app.reader.parts.watch.paths = [corpus]
    async with app.run_test(size=(80, 30), notifications=True) as pilot:
        await rest(pilot)
        reader = reader_of(pilot)
        [story] = [one for one in reader.state.stories if one.title == "Harbour"]
        reader.apply(reader.parts.navigation.open_story(story.key))
        await look(pilot)
        await press(pilot, "tab", "j")
        assert where(pilot) == ("harbour/2.txt", 1)
        (corpus / "harbour" / "1.txt").unlink()
        assert (await look(pilot))[-1].startswith("1 deleted: 1.txt.")
        assert where(pilot) == ("harbour/2.txt", 1)
    close(app)
