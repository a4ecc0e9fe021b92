"""Other reports of an event, by a key in the reader and from a shell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.functional.app import close, reader_app, rest
from tests.functional.test_cli import slugline
from tests.functional.test_next_work import press, said
from tests.functional.test_reading import reader_of, screen_text, sheet_of
from tests.unit.related.reports import ELSEWHERE, FERRY, FERRY_COPY, FERRY_TOO, LATER
from tui.app import SluglineApp
from tui.dialogs.related_list import COPIES, OWN, RelatedList

_FILES = {
    "wire/ferry.md": FERRY,
    "wire/lomberg.md": ELSEWHERE,
    "post/burns.md": FERRY_TOO,
    "post/heard.md": LATER,
    "copies/again.md": FERRY_COPY,
}


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Five reports of three outlets; each outlet has a story of its own, by folder."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nobody"))
    for name, article in _FILES.items():
        path = tmp_path / "corpus" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        title, text = article.text.split("\n\n", 1)
        outlet = path.parent.name.title()
        path.write_text(
            f"---\ntitle: {title}\nsource: {outlet}\ndate: {article.published_at}\n"
            f"story: of {outlet}\n---\n\n{text}\n"
        )
    return tmp_path / "corpus"


def beside(app: SluglineApp) -> list[str]:
    """The files that stand side by side."""
    state = app.reader.state
    return [Path(state.card(slot).path).name for slot in range(len(state.slots))]


async def open_ferry(app: SluglineApp) -> None:
    """Go to the report of the wire."""
    reader = app.reader
    [story] = [one for one in reader.state.stories if one.title == "Of Wire"]
    [card] = [one for one in story.cards if one.path.endswith("ferry.md")]
    reader.apply(reader.parts.navigation.open_story(story.key, card.article_id))


async def test_one_key_lists_the_others_and_enter_puts_one_beside(corpus: Path) -> None:
    """With reasons, copies apart; it stays when stories are arranged anew, and can be labelled."""
    app = reader_app([corpus])
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await open_ferry(app)
        await press(pilot, "f9")
        assert isinstance(app.screen, RelatedList)
        text = screen_text(pilot)
        assert "Other reports of “Fire on the Marigold kills two”" in text
        assert f"{OWN} (1)" in text
        assert f"{COPIES} (1)" in text
        assert "Ivo Tarrand" in text
        assert "quantities 214" in text
        assert "of the text" in text
        assert "Lomberg" not in text
        await press(pilot, "enter")
        assert beside(app) == ["ferry.md", "burns.md"]
        assert app.reader.state.story is not None
        assert app.reader.state.story.title == "Of Wire"
        assert "Ferry burns off Vaskel" in screen_text(pilot)
        reader = reader_of(pilot)
        assert not reader.state.arrange(found=reader.state.found)
        assert beside(app) == ["ferry.md", "burns.md"]
        await press(pilot, "tab", "c")
        sheet = sheet_of(pilot)
        assert sheet.article.path.endswith("burns.md")
        assert [tag.label for tag in sheet.tags.values()] == ["claim"]
        assert not reader.state.arrange(found=reader.state.found)
        assert sheet_of(pilot) is sheet
        # A story is changed for the article in focus, where it is at home.
        await press(pilot, "ctrl+x")
        titles = {one.title: len(one.cards) for one in reader.state.stories}
        assert titles["Of Wire"] == 2
        assert "“Ferry burns off Vaskel”" in said(pilot)
    close(app)


async def test_a_guest_leaves_when_another_story_is_opened(corpus: Path) -> None:
    """The story is what it was; the list is filtered, and left without an answer."""
    app = reader_app([corpus])
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await open_ferry(app)
        await press(pilot, "f9", "a", "g", "a", "i", "n")
        assert OWN not in screen_text(pilot)
        await press(pilot, "escape", "escape")
        assert beside(app) == ["ferry.md", "lomberg.md"]
        await press(pilot, "f9", "end", "enter")
        assert beside(app) == ["ferry.md", "again.md"]
        await press(pilot, "right_parenthesis", "left_parenthesis")
        story = app.reader.state.story
        assert story is not None
        assert {len(one.cards) for one in app.reader.state.stories} == {1, 2}
        assert story in app.reader.state.stories
    close(app)


async def test_a_narrow_screen_has_it_in_the_strip(corpus: Path) -> None:
    """An article alone in its story gets a neighbour."""
    app = reader_app([corpus / "post/burns.md", corpus / "copies", corpus / "wire"])
    async with app.run_test(size=(80, 30), notifications=True) as pilot:
        await rest(pilot)
        reader = reader_of(pilot)
        [story] = [one for one in reader.state.stories if one.title == "Of Copies"]
        reader.apply(reader.parts.navigation.open_story(story.key))
        await press(pilot, "f9", "down", "down", "enter")
        assert len(beside(app)) == 2
        assert beside(app)[0] == "again.md"
        await press(pilot, "tab")
        assert not sheet_of(pilot).article.path.endswith("again.md")
    close(app)


async def test_that_there_is_none_is_said_with_what_was_looked_through(corpus: Path) -> None:
    """No empty list."""
    app = reader_app([corpus])
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await open_ferry(app)
        await press(pilot, "tab", "f9")
        assert said(pilot) == "No other report of this event was found in 5 articles."
    close(app)


async def test_what_cannot_be_read_any_more_is_said(corpus: Path) -> None:
    """The others are listed all the same."""
    app = reader_app([corpus])
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await open_ferry(app)
        (corpus / "post/burns.md").write_text("Another text altogether. It is of something else.")
        await press(pilot, "f9")
        notes = [note.message for note in app._notifications]
        assert any("1 article could not be read: " in note for note in notes), notes
        assert any("holds another text by now" in note for note in notes)
        assert isinstance(app.screen, RelatedList)
        assert f"{COPIES} (1)" in screen_text(pilot)
    close(app)


def test_the_command_lists_reports_copies_and_reasons(corpus: Path) -> None:
    """Without paths it looks into the folder of the file; nothing is written."""
    done = slugline(corpus, "related", "wire/ferry.md", ".")
    assert done.returncode == 0, done.stderr
    own, copies = done.stdout.split("The same text elsewhere")
    assert "Ferry burns off Vaskel" in own
    assert "Ivo Tarrand" in own
    assert "again.md" in copies
    assert "lomberg" not in done.stdout
    alone = slugline(corpus, "related", "wire/ferry.md")
    assert alone.stdout.splitlines()[1:] == ["  none"]
    assert not (corpus / ".slugline").exists()


def test_programs_get_the_reasons_as_data(corpus: Path) -> None:
    """One object; kinds, weights and items."""
    done = slugline(corpus, "related", "--format", "json", "wire/ferry.md", ".")
    got = json.loads(done.stdout)
    assert got["schema"] == "related/1"
    assert got["article"]["title"] == "Fire on the Marigold kills two"
    own, copy = got["reports"]
    assert (own["is_copy"], copy["is_copy"]) == (False, True)
    assert own["source"] == "Post"
    kinds = {reason["kind"]: reason for reason in own["reasons"]}
    assert "Ivo Tarrand" in kinds["names"]["items"]
    assert kinds["quantities"]["items"] == ["214"]
    assert copy["contained"] > 0.5
    assert got["unread"] == []


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("nowhere.md",), 1, "nowhere.md: does not exist"),
        (("several.jsonl",), 1, "name one of them, as several.jsonl#"),
        (("wire",), 1, "holds 2 articles: name one of them"),
        (("empty.txt",), 1, "empty.txt holds no article that can be read"),
        (("--days", "-1", "wire/ferry.md"), 2, "--days"),
        ((), 2, "Missing argument 'FILE'"),
    ],
)
def test_what_is_wrong_is_said(
    corpus: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    """With an exit code, and what to do."""
    (corpus / "empty.txt").write_text("")
    rows = [
        {
            "title": f"Report {n}",
            "date": "2024-03-04",
            "url": f"https://example.org/{n}",
            "text": f"Something happened in Vaskel {n} times. Nobody was there to see it happen.",
        }
        for n in (1, 2)
    ]
    (corpus / "several.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    done = slugline(corpus, "related", *arguments)
    assert done.returncode == code
    assert message in done.stderr
