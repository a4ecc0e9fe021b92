"""Correcting highlights and cuts with the keyboard: at once, everywhere, and back again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.pilot import Pilot

from annotations.articles.article import Article, Sentences
from annotations.errors import NotSavedError
from annotations.language.corrections import Correction
from annotations.language.resegmentation import join, with_boundaries
from annotations.store import FrozenArticle, open_store
from tests.functional.app import close, reader_app, rest
from tests.functional.test_reading import reader_of, screen_text, sheet_of
from tests.memory_store import MemoryStore
from tui.app import SluglineApp

EARLY = (
    "Old Mill burns\n\nZorblat said on Friday that the mill by the river had burnt. "
    "Nobody in Zorblat was hurt. The Bank of Ardley paid 23 people.\n"
)
LATER = (
    "Mill burnt down\n\nThe mill in Zorblat has burnt down, the mayor said on Friday. "
    "Nobody was hurt. The Bank of Ardley paid 25 people.\n"
)


@pytest.fixture
def app(tmp_path: Path) -> SluglineApp:
    """A reader on two reports of one fire; its project in memory."""
    for name, text in (("1-early.txt", EARLY), ("2-later.txt", LATER)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return reader_app([tmp_path], store=MemoryStore)


def kinds(pilot: Pilot[None], words: str) -> list[set[str]]:
    """The kinds of highlight that words have, by pane."""
    found = []
    for pane in reader_of(pilot).panes.side_by_side:
        if pane.sheet is not None:
            text = pane.sheet.article.text
            items = [i for i in pane.highlights.items if i.span.of(text) == words]
            found.append({item.kind for item in items})
    return found


def corrections(pilot: Pilot[None]) -> tuple[Correction, ...]:
    """What the store holds."""
    store = reader_of(pilot).store
    assert store is not None
    return store.corrections()


def sentences(pilot: Pilot[None]) -> list[str]:
    """The sentences of the article in focus."""
    sheet = sheet_of(pilot)
    return [span.of(sheet.article.text) for span in sheet.sentences.spans]


async def correct(pilot: Pilot[None], words: str, reading: str) -> None:
    """Press what it takes to say what words of the sentence under the cursor are."""
    await pilot.press("E")
    await pilot.pause()
    if words:
        await pilot.press(*words)
    await pilot.press("enter")
    await pilot.pause()
    await pilot.press(*reading, "enter")
    await rest(pilot)


async def test_a_highlight_is_corrected_in_every_pane_and_taken_back(app: SluglineApp) -> None:
    """`E`, the highlight, its type; `u` and redo; nothing is analysed again."""
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await pilot.press("j")
        before = kinds(pilot, "Zorblat")
        [one, *_] = before
        assert one
        assert "facility" not in one
        await correct(pilot, "zorblat", "facil")
        assert corrections(pilot) == (Correction("Zorblat", "facility"),)
        assert kinds(pilot, "Zorblat") == [{"facility"}, {"facility"}]
        assert "Corrected in every article" in screen_text(pilot)
        await pilot.press("u")
        await rest(pilot)
        assert corrections(pilot) == ()
        assert kinds(pilot, "Zorblat") == before
        await pilot.press("ctrl+r")
        await rest(pilot)
        assert kinds(pilot, "Zorblat") == [{"facility"}, {"facility"}]
        await correct(pilot, "zorblat", "drop")
        assert corrections(pilot) == ()
        assert kinds(pilot, "Zorblat") == before
    close(app)


async def test_labels_and_corrections_are_undone_in_their_order(app: SluglineApp) -> None:
    """One stack: what was done last is taken back first."""
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        await pilot.press("j", "c", "k")
        await correct(pilot, "zorblat", "not a name")
        assert kinds(pilot, "Zorblat") == [set(), set()]
        await pilot.press("q", "u")
        await rest(pilot)
        assert sheet_of(pilot).tag(1).label == "claim"
        assert kinds(pilot, "Zorblat") == [set(), set()]
        await pilot.press("u")
        await rest(pilot)
        assert corrections(pilot) == ()
        assert sheet_of(pilot).tag(1).label == "claim"
        await pilot.press("u")
        await rest(pilot)
        assert sheet_of(pilot).labelled == 0
    close(app)


async def test_a_figure_that_is_none_is_no_conflict_any_more(app: SluglineApp) -> None:
    """The comparison is made again with what is known better."""
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        view = reader_of(pilot).view()
        assert view is not None
        assert view.conflicts
        await pilot.press("end")
        await correct(pilot, "23", "not a")
        await rest(pilot)
        view = reader_of(pilot).view()
        assert view is not None
        assert not view.conflicts
        await pilot.press("u")
        await rest(pilot)
        view = reader_of(pilot).view()
        assert view is not None
        assert view.conflicts
    close(app)


async def test_words_that_were_missed_or_cut_wrong_can_be_named(app: SluglineApp) -> None:
    """Other words of the sentence; inside a longer highlight, only there."""
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await pilot.press("j", "E")
        await pilot.pause()
        await pilot.press("end", "enter")
        await pilot.pause()
        await pilot.press(*"by the river", "enter")
        await pilot.pause()
        await pilot.press(*"place", "enter")
        await rest(pilot)
        assert corrections(pilot) == (Correction("by the river", "place"),)
        assert kinds(pilot, "by the river") == [{"place"}, set()]
        await pilot.press("end", "E")
        await pilot.pause()
        assert "Bank of Ardley" in screen_text(pilot)
        await pilot.press(*"bank", "enter")
        await pilot.pause()
        await pilot.press(*"other words", "enter")
        await pilot.pause()
        await pilot.press("ctrl+u", *"Ardley", "enter")
        await pilot.pause()
        await pilot.press(*"place", "enter")
        await rest(pilot)
        assert corrections(pilot)[1] == Correction("Bank of Ardley", "place", "Ardley")
        assert kinds(pilot, "Ardley") == [{"place"}, {"place"}]
        assert kinds(pilot, "Bank of Ardley") == [set(), set()]
        await correct(pilot, "ardley", "person")
        assert corrections(pilot)[1] == Correction("Bank of Ardley", "person", "Ardley")
        assert kinds(pilot, "Ardley") == [{"person"}, {"person"}]
        await pilot.press("E")
        await pilot.pause()
        await pilot.press("end", "enter")
        await pilot.pause()
        await pilot.press(*"[b]nowhere", "enter")
        await rest(pilot)
        assert "“[b]nowhere” does not stand" in screen_text(pilot)
    close(app)


async def test_corrections_survive_a_restart(seeds: Path, tmp_path: Path) -> None:
    """And colour articles from the first picture on that the project is open for."""
    project = tmp_path / "project"
    store = open_store(project)
    store.correct(store.join("ben"), [Correction("the", "event")])
    store.close()
    app = reader_app([seeds / "estmark-rate-cut"], project=project)
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        assert [found for found in kinds(pilot, "the") if found] == [{"other"}] * 2
        await pilot.press("o")
        await pilot.pause()
        await pilot.press("escape", "u")
        await rest(pilot)
        assert corrections(pilot)
    close(app)


async def test_a_sentence_is_split_at_a_word_and_joined_again(seeds: Path, tmp_path: Path) -> None:
    """`S`, some moves, enter; kept with the project; `B` takes it back."""
    project = tmp_path / "project"
    app = reader_app([seeds / "estmark-rate-cut"], project=project)
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        await pilot.press("j", "j")
        before = sentences(pilot)
        await pilot.press("S")
        await pilot.pause()
        assert "Split this sentence" in screen_text(pilot)
        await pilot.press("home", "l", "l", "h", "enter")
        await rest(pilot)
        words = before[2].split()
        assert sentences(pilot)[2:4] == [" ".join(words[:2]), before[2].split(None, 2)[2]]
        assert sheet_of(pilot).cursor == 2
        await pilot.press("S")
        await pilot.pause()
        await pilot.press("escape")
        await rest(pilot)
        assert len(sentences(pilot)) == len(before) + 1
        store, id_ = reader_of(pilot).store, sheet_of(pilot).article.id
        assert store is not None
        frozen = store.frozen(id_)
        assert frozen is not None
        assert frozen.sentences == sheet_of(pilot).sentences
        assert frozen.sentences.cutter.endswith("+edited")
    close(app)
    app = reader_app([seeds / "estmark-rate-cut"], project=project)
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        assert len(sentences(pilot)) == len(before) + 1
        await pilot.press("j", "j", "B")
        await rest(pilot)
        assert sentences(pilot) == before
        await pilot.press("c")
        await rest(pilot)
        assert sheet_of(pilot).tag(2).label == "claim"
        assert sheet_of(pilot).tag(2).saving == "saved"
    close(app)


async def test_labels_at_once_behind_a_cut_are_kept(app: SluglineApp) -> None:
    """Nobody waits for the disk: the label is about the sentence as it is cut now."""
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        await pilot.press("j", "B", "q")
        await rest(pilot)
        store = reader_of(pilot).store
        assert store is not None
        [one] = store.annotations()
        assert (one.index, one.label) == (1, "quote")
        assert "Nobody in Zorblat" in sentences(pilot)[1]
    close(app)


def labels(pilot: Pilot[None]) -> list[tuple[int, str]]:
    """What the sheet in focus shows, once everything is saved."""
    tags = sheet_of(pilot).tags
    assert all(tag.saving == "saved" for tag in tags.values())
    return [(index, tag.label) for index, tag in sorted(tags.items())]


async def test_a_labelled_article_is_mended_undone_and_redone(app: SluglineApp) -> None:
    """Labels of sentences that stay stay; `u` takes back the join, and nothing older."""
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await pilot.press("home", "c", "j", "q", "s")
        await rest(pilot)
        before, said = sentences(pilot), labels(pilot)
        assert said == [(0, "claim"), (2, "quote"), (3, "speculation")]
        await pilot.press("home", "j", "B")
        await rest(pilot)
        joined = f"{before[1]} {before[2]}"
        assert sentences(pilot) == [before[0], joined, before[3]]
        assert labels(pilot) == [(0, "claim"), (1, "quote"), (2, "speculation")]
        await pilot.press("u")
        await rest(pilot)
        assert (sentences(pilot), labels(pilot)) == (before, said)
        assert "Undone: join of sentences 2 and 3." in screen_text(pilot)
        await pilot.press("ctrl+r")
        await rest(pilot)
        assert sentences(pilot) == [before[0], joined, before[3]]
        assert labels(pilot) == [(0, "claim"), (1, "quote"), (2, "speculation")]
        await pilot.press("u", "u")
        await rest(pilot)
        assert (sentences(pilot), labels(pilot)) == (before, said[:2])
    close(app)


async def test_two_labels_of_joined_sentences_are_asked_about(app: SluglineApp) -> None:
    """Left, both stay; chosen, it holds with both notes, and is one step back."""
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await pilot.press("home", "j", "c", "q", "k", "k", "B")
        await pilot.pause()
        assert "Which holds for both?" in screen_text(pilot)
        before = sentences(pilot)
        await pilot.press("escape")
        await rest(pilot)
        assert sentences(pilot) == before
        await pilot.press("B")
        await pilot.pause()
        await pilot.press("q")
        await rest(pilot)
        assert labels(pilot) == [(1, "quote")]
        assert len(sentences(pilot)) == len(before) - 1
        await pilot.press("u")
        await rest(pilot)
        assert labels(pilot) == [(1, "claim"), (2, "quote")]
    close(app)


async def test_the_label_of_a_split_sentence_is_proposed_for_both(app: SluglineApp) -> None:
    """And accepted with space, as any proposal; `X` rejects it for good."""
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await pilot.press("home", "j", "c", "k", "S")
        await pilot.pause()
        await pilot.press("enter")
        await rest(pilot)
        assert labels(pilot) == []
        assert {i: one.label for i, one in sheet_of(pilot).proposals.items()} == {
            1: "claim",
            2: "claim",
        }
        assert "your label from before" in screen_text(pilot)
        await pilot.press("space")
        await rest(pilot)
        assert labels(pilot) == [(1, "claim")]
        await pilot.press("X")
        await rest(pilot)
        assert 2 not in sheet_of(pilot).proposals
        for _ in range(3):
            await pilot.press("u")
            await rest(pilot)
        assert labels(pilot) == [(1, "claim")]
        assert len(sentences(pilot)) == 4
    close(app)


async def test_a_colleagues_cut_moves_ones_labels_along(app: SluglineApp) -> None:
    """What stays stays; what was cut otherwise is proposed, on the screen within a second."""
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await pilot.press("home", "j", "c", "j", "s")
        await rest(pilot)
        store, sheet = reader_of(pilot).store, sheet_of(pilot)
        assert store is not None
        before = sentences(pilot)
        moved = join(sheet.article, sheet.sentences, 1)
        store.resegment(store.join("ben"), sheet.article.id, moved)
        for _ in range(60):
            await pilot.pause(0.05)
            if len(sentences(pilot)) < len(before):
                break
        await rest(pilot)
        assert labels(pilot) == [(2, "speculation")]
        assert sheet_of(pilot).proposals[1].label == "claim"
        await pilot.press("home", "j", "space")
        await rest(pilot)
        assert labels(pilot) == [(1, "claim"), (2, "speculation")]
    close(app)


async def test_an_unlabelled_article_is_cut_anew_by_the_rules_of_now(app: SluglineApp) -> None:
    """A labelled one says which keys mend it."""
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        store, sheet = reader_of(pilot).store, sheet_of(pilot)
        assert store is not None
        now = sentences(pilot)
        joined = join(sheet.article, sheet.sentences, 1)
        store.recut(sheet.article, with_boundaries(sheet.article, sheet.sentences, joined))
        await pilot.press("ctrl+t")
        await rest(pilot)
        assert sentences(pilot) == now
        await pilot.press("home", "c")
        await rest(pilot)
        await pilot.press("ctrl+t")
        await rest(pilot)
        assert "carries labels" in screen_text(pilot)
    close(app)


class Full(MemoryStore):
    """A store on a disk that is full."""

    def correct(self, person: str, corrections: Sequence[Correction]) -> None:
        """Fail."""
        raise NotSavedError("the disk is full")

    def resegment(self, *_: object, **__: object) -> FrozenArticle:
        """Fail."""
        raise NotSavedError("the disk is full")

    def recut(self, article: Article, sentences: Sentences) -> Sentences:
        """Fail."""
        raise NotSavedError("the disk is full")


async def test_what_could_not_be_kept_is_not_shown_as_if_it_were(seeds: Path) -> None:
    """Neither a correction nor a cut."""
    app = reader_app([seeds / "estmark-rate-cut"], store=Full)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        before = sentences(pilot)
        await pilot.press("j", "j", "S")
        await pilot.pause()
        await pilot.press("enter")
        await rest(pilot)
        assert sentences(pilot) == before
        assert sheet_of(pilot).cursor == 2
        assert screen_text(pilot).count("the disk is full") == 1
        pilot.app.clear_notifications()
        await correct(pilot, "", "event")
        assert corrections(pilot) == ()
        assert screen_text(pilot).count("the disk is full") == 1
        assert reader_of(pilot).may_leave()
    close(app)


async def test_an_article_that_another_window_cut_is_shown_as_it_is_cut(app: SluglineApp) -> None:
    """A label about a sentence that is no more is not kept; the next one is."""
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        reader, sheet = reader_of(pilot), sheet_of(pilot)
        assert reader.store is not None
        joined = join(sheet.article, sheet.sentences, 1)
        reader.store.recut(sheet.article, with_boundaries(sheet.article, sheet.sentences, joined))
        await pilot.press("j")
        for slug in ("claim", "quote"):  # faster than the first answer comes
            reader.action_label(slug)
        await rest(pilot)
        assert "cut otherwise elsewhere" in screen_text(pilot)
        assert reader.may_leave()
        assert "Nobody in Zorblat" in sentences(pilot)[1]
        assert sheet_of(pilot).labelled == 0
        await pilot.press("home", "j", "q")
        await rest(pilot)
        assert [(one.index, one.label) for one in reader.store.annotations()] == [(1, "quote")]
    close(app)


async def test_a_correction_made_in_another_window_is_shown(tmp_path: Path) -> None:
    """Within a second, without a key; and of a long article, where it is looked at."""
    text = "The ministry in Zorblat said so. Nobody counted them.\n" * 1_500
    (tmp_path / "long.txt").write_text(text, encoding="utf-8")
    project = tmp_path / "project"
    app = reader_app([tmp_path / "long.txt"], project=project)
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        other = open_store(project)
        other.correct(other.join("ben"), [Correction("Zorblat", "facility")])
        for _ in range(100):
            await pilot.pause(0.05)
            if kinds(pilot, "Zorblat") == [{"facility"}]:
                break
        assert kinds(pilot, "Zorblat") == [{"facility"}]
        await pilot.press("G")
        await pilot.pause(0.3)
        await rest(pilot)
        items = reader_of(pilot).panes.side_by_side[0].highlights.items
        assert max(item.end for item in items) > len(text) // 2
        assert kinds(pilot, "Zorblat") == [{"facility"}]
        other.close()
    close(app)
