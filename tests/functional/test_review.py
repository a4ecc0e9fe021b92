"""The review with the keyboard: what is pressed is what is decided, kept and taken back."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from textual.pilot import Pilot

import annotations as domain
import tui
from annotations.errors import NotSavedError
from annotations.review.decisions import comment
from annotations.review.model import Case, Filter
from annotations.store import Change, Mark, Statement, Store, open_store
from tests.functional.app import close, reader_app, rest
from tests.functional.team import label_everything, team_store
from tests.functional.test_reading import reader_of, screen_text, sheet_of
from tests.memory_store import MemoryStore
from tui.app import SluglineApp
from tui.dialogs.pages import Page
from tui.export.screen import ExportScreen
from tui.review.agreement_page import Agreed
from tui.review.overruled_list import OverruledList
from tui.review.screen import ReviewScreen

STORY = "calder-ferry-fire"


def review_of(pilot: Pilot[None]) -> ReviewScreen:
    """The review, which has to stand in front."""
    screen = pilot.app.screen
    assert isinstance(screen, ReviewScreen)
    return screen


def case_of(pilot: Pilot[None]) -> Case:
    """The case on the screen."""
    case = review_of(pilot).case
    assert case is not None
    return case


def golds(store: Store) -> dict[str, tuple[str, str, str]]:
    """Decision, label and reason by sentence."""
    return {
        about: (one.value["decision"], one.value.get("label", ""), one.value["reason"])
        for about, (one,) in store.statements("gold").items()
    }


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one after the other, or type texts with spaces, waiting behind each."""
    for key in keys:
        await pilot.press(*(key if " " in key else [key]))
        await rest(pilot)


@asynccontextmanager
async def reviewing(
    app: SluglineApp, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[Pilot[None]]:
    """The review opened from the reader; everything is saved when it ends."""
    async with app.run_test(size=size, notifications=True) as pilot:
        await rest(pilot)
        await press(pilot, "r")
        yield pilot
        await rest(pilot)
    close(app)


def lead(seeds: Path, store: Store, name: str = "lea") -> SluglineApp:
    """The reader of somebody, on one story of the samples."""
    return reader_app([seeds / STORY], store=lambda: store, annotator=name)


@pytest.fixture
def three(seeds: Path) -> MemoryStore:
    """A project that three people have labelled."""
    return team_store([seeds / STORY], "ana", "ben", "cleo")


@pytest.fixture
def two(seeds: Path) -> MemoryStore:
    """A project that two people have labelled."""
    return team_store([seeds / STORY], "ana", "ben")


async def test_one_key_decides_and_goes_on(seeds: Path, three: MemoryStore) -> None:
    """By digit, by the label's own key, by majority; gold rests on the votes that were seen."""
    async with reviewing(lead(seeds, three)) as pilot:
        cases = []
        for key in ("1", "q", "enter"):
            cases.append(case_of(pilot))
            await press(pilot, key)
        first, second, third = cases
        assert len({case.sentence_id for case in cases}) == 3
        assert golds(three) == {
            first.sentence_id: ("label", "claim", ""),
            second.sentence_id: ("label", "quote", ""),
            third.sentence_id: ("label", third.majority, ""),
        }
        [gold] = three.statements("gold")[first.sentence_id]
        assert gold.person == three.join("lea")
        assert gold.value["basis"] == sorted(one.event_id for one in first.ballots)
        assert gold.value["by_voter"] is False
        assert gold.value["revealed"] is False
        assert "4 of" in screen_text(pilot).splitlines()[0]


async def test_votes_are_letters_until_they_are_decided_or_revealed(
    seeds: Path, three: MemoryStore
) -> None:
    """What was revealed is recorded, and so is a decision made after it."""
    async with reviewing(lead(seeds, three)) as pilot:
        shown = screen_text(pilot)
        assert "blind" in shown
        assert " A  " in shown
        assert "cleo" not in shown
        case = case_of(pilot)
        await press(pilot, "R")
        assert "cleo" in screen_text(pilot)
        await press(pilot, "1")
        assert "cleo" not in screen_text(pilot)
        [gold] = three.statements("gold")[case.sentence_id]
        assert gold.value["revealed"] is True
        assert len(three.statements("reveal")) == 1
        await press(pilot, "u")
        assert case_of(pilot).sentence_id == case.sentence_id
        assert "cleo" in screen_text(pilot)
        await press(pilot, "u")
        assert "Nothing to undo" in screen_text(pilot)
        assert len(three.statements("reveal")) == 1


async def test_who_looks_at_what_two_people_differ_about_knows_who_said_what(
    seeds: Path, three: MemoryStore
) -> None:
    """That is recorded too, with one decision and with many."""
    async with reviewing(lead(seeds, three)) as pilot:
        await press(pilot, "f", "ana and ben differ", "enter")
        case = case_of(pilot)
        await press(pilot, "1", "S")
        [gold] = three.statements("gold")[case.sentence_id]
        assert (gold.value["revealed"], gold.value["reason"]) == (True, "slip")
        await press(pilot, "A", "enter", "enter", "escape")
        assert len(three.statements("gold")) > 1
        assert all(one.value["revealed"] for (one,) in three.statements("gold").values())
    async with reviewing(lead(seeds, three, "may")) as pilot:
        await press(pilot, "A", "down", "enter", "enter", "escape")
        others = [one for (one,) in three.statements("gold").values() if one.person != gold.person]
        assert others
        assert all(one.value["revealed"] for one in others)


async def test_a_list_of_what_is_decided_is_called_so_and_headings_have_something_below(
    seeds: Path, three: MemoryStore
) -> None:
    """In the list of filters and in the title."""
    async with reviewing(lead(seeds, three)) as pilot:
        await press(pilot, "A", "enter", "enter", "escape", "f")
        shown = screen_text(pilot)
        assert not any(head in shown for head in ("People", "Cause", "Article"))
        await press(pilot, " adjudicated", "enter")
        assert " adjudicated" in screen_text(pilot).splitlines()[0]


async def test_with_two_people_mine_and_theirs_are_keys_and_nobody_is_blind(
    seeds: Path, two: MemoryStore
) -> None:
    """A majority of one against one is refused with a message."""
    async with reviewing(lead(seeds, two, "ben")) as pilot:
        assert "blind" not in screen_text(pilot)
        assert "ben (you)" in screen_text(pilot)
        await press(pilot, "enter")
        assert not golds(two)
        assert "more than half" in screen_text(pilot)
        me = two.join("ben")
        first = case_of(pilot)
        await press(pilot, "m")
        second = case_of(pilot)
        await press(pilot, "t")
        mine, theirs = first.ballot_of(me), second.ballots[0]
        assert mine is not None
        assert golds(two) == {
            first.sentence_id: ("label", mine.label, ""),
            second.sentence_id: ("label", theirs.label, ""),
        }
        [gold] = two.statements("gold")[first.sentence_id]
        assert gold.value["by_voter"] is True


async def test_what_is_refused_again_is_said_once(seeds: Path, two: MemoryStore) -> None:
    """And it does not cover what is typed then."""
    async with reviewing(lead(seeds, two, "ben")) as pilot:
        await press(pilot, "enter", "enter", "enter")
        assert screen_text(pilot).count("more than half") == 1
        await press(pilot, "k", "k", "semicolon")
        assert "Comment on “" in screen_text(pilot)
        assert "for everyone (enter saves, esc cancels)" in screen_text(pilot)
        shown = screen_text(pilot)
        assert shown.count("more than half") == 1
        assert shown.count("No further sentence above") <= 1


async def test_a_reason_is_one_more_key_and_ambiguous_has_to_have_one(
    seeds: Path, three: MemoryStore
) -> None:
    """The reason goes to what was decided just now, while the next case is on the screen."""
    async with reviewing(lead(seeds, three)) as pilot:
        first = case_of(pilot)
        await press(pilot, "1")
        assert "why?" in screen_text(pilot)
        await press(pilot, "S")
        second = case_of(pilot)
        assert golds(three) == {first.sentence_id: ("label", "claim", "slip")}
        assert "a slip of the hand" in screen_text(pilot)
        await press(pilot, "x", "escape")
        assert len(golds(three)) == 1
        await press(pilot, "x", "c")
        third = case_of(pilot)
        await press(pilot, "b")
        assert golds(three) == {
            first.sentence_id: ("label", "claim", "slip"),
            second.sentence_id: ("ambiguous", "", "context"),
            third.sentence_id: ("segmentation", "", "segmentation"),
        }


async def test_keys_pressed_faster_than_the_disk_mean_the_same(
    seeds: Path, three: MemoryStore
) -> None:
    """A decision and its reason, without waiting for either."""
    async with reviewing(lead(seeds, three)) as pilot:
        first = case_of(pilot)
        await pilot.press("1", "G", "2", "C", "3")
        await rest(pilot)
        assert list(golds(three).values()) == [
            ("label", "claim", "guideline"),
            ("label", "quote", "context"),
            ("label", "speculation", ""),
        ]
        assert next(iter(golds(three))) == first.sentence_id


async def test_undo_goes_back_any_depth_also_after_a_restart(seeds: Path, tmp_path: Path) -> None:
    """The cursor returns to each sentence; redo repeats."""
    project = tmp_path / "project"
    store = open_store(project)
    label_everything(store, [seeds / STORY], ["ana", "ben", "cleo"])
    store.close()

    def app() -> SluglineApp:
        return reader_app([seeds / STORY], project=project, annotator="lea")

    decided = []
    async with reviewing(app()) as pilot:
        for key in ("1", "2", "enter"):
            decided.append(case_of(pilot).sentence_id)
            await press(pilot, key)
    async with reviewing(app()) as pilot:
        assert case_of(pilot).sentence_id not in decided
        for sentence_id in reversed(decided):
            await press(pilot, "u")
            assert case_of(pilot).sentence_id == sentence_id
            assert case_of(pilot).gold is None
        await press(pilot, "ctrl+r")
        gold = case_of(pilot).gold
        assert gold is not None
        assert gold.label == "claim"
        await press(pilot, "u", "u")
        assert "Nothing to undo" in screen_text(pilot)
    store = open_store(project, read_only=True)
    assert not store.statements("gold")
    assert len(store.people()) == 4
    store.close()


async def test_everything_listed_is_decided_at_once_after_a_look(
    seeds: Path, three: MemoryStore
) -> None:
    """Count and examples first; one undo takes all of it back."""
    async with reviewing(lead(seeds, three)) as pilot:
        review = review_of(pilot)
        assert review.queue is not None
        total = len(review.queue)
        await press(pilot, "A", "enter")
        assert not golds(three)
        assert "sentences would be adjudicated" in screen_text(pilot)
        assert "the first 10" in screen_text(pilot)
        await press(pilot, "escape", "A", "enter", "enter")
        made = golds(three)
        assert len(made) == total
        assert "Nothing is left to decide" in screen_text(pilot)
        await press(pilot, "escape", "u")
        assert not golds(three)
        assert len(review.queue) == total


async def test_what_is_left_for_later_comes_back_only_when_asked_for(
    seeds: Path, three: MemoryStore
) -> None:
    """And every list can be narrowed."""
    async with reviewing(lead(seeds, three)) as pilot:
        review = review_of(pilot)
        first = case_of(pilot)
        await press(pilot, "d")
        assert case_of(pilot).sentence_id != first.sentence_id
        assert review.queue is not None
        assert first.sentence_id not in list(review.queue)
        await press(pilot, "f", "left for", "enter")
        assert case_of(pilot).sentence_id == first.sentence_id
        assert "left for later" in screen_text(pilot)
        await press(pilot, "escape", "f", " speculation", "enter")
        assert review.only == Filter(labels=("claim", "speculation"))
        assert {"claim", "speculation"} <= {*case_of(pilot).labels}


async def test_a_comment_reaches_the_annotator_and_a_rule_the_guidelines(
    seeds: Path, three: MemoryStore
) -> None:
    """Both stand in the reader where they belong."""
    async with reviewing(lead(seeds, three)) as pilot:
        case = case_of(pilot)
        await press(pilot, ";", "see the second half", "enter")
        assert "see the second half" in screen_text(pilot)
        await press(pilot, "g", "enter", "could is a hedge", "enter")
        assert "GC-1" in screen_text(pilot)
        await press(pilot, "3")
        [gold] = three.statements("gold")[case.sentence_id]
        assert gold.value["rule"] == "GC-1"
        assert "guideline 1.1" in screen_text(pilot)
    ana = reader_app([seeds / STORY], store=lambda: three, annotator="ana")
    async with ana.run_test(size=(160, 40), notifications=True) as pilot:
        await rest(pilot)
        reader = reader_of(pilot)
        visited = reader.parts.navigation.visit(case.article_id, case.index)
        assert visited is not None
        reader.apply(visited)
        await rest(pilot)
        assert "lea: see the second half" in screen_text(pilot)
        await press(pilot, "g", "end")
        assert "could is a hedge" in screen_text(pilot)
        assert "Guidelines 1.1" in screen_text(pilot)
    close(ana)


def dissenter(store: Store, pilot: Pilot[None]) -> tuple[str, str]:
    """Somebody who is alone with their label on the case shown, and the majority's key."""
    case = case_of(pilot)
    [lone] = [one for one in case.ballots if one.label != case.majority]
    return store.people()[lone.person], lone.label


async def test_the_annotator_sees_what_was_overruled_and_objects(
    seeds: Path, three: MemoryStore
) -> None:
    """The sentence comes back to the review, first of all."""
    async with reviewing(lead(seeds, three)) as pilot:
        name, label = dissenter(three, pilot)
        overruled = case_of(pilot)
        await press(pilot, "enter", "G")
    app = lead(seeds, three, name)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        assert "1 of your labels was changed" in screen_text(pilot)
        await press(pilot, "O")
        assert isinstance(pilot.app.screen, OverruledList)
        shown = screen_text(pilot)
        assert "1 of your labels was changed" not in shown
        assert f"yours {label}" in shown
        assert "guidelines read differently" in shown
        await press(pilot, "o", "it is hedged", "enter")
        assert "you object: it is hedged" in screen_text(pilot)
        await press(pilot, "enter")
        assert sheet_of(pilot).article.id == overruled.article_id
        assert sheet_of(pilot).cursor == overruled.index
    close(app)
    async with reviewing(lead(seeds, three)) as pilot:
        assert case_of(pilot).sentence_id == overruled.sentence_id
        assert "objects: it is hedged" in screen_text(pilot)
        await press(pilot, "enter")
        assert case_of(pilot).sentence_id != overruled.sentence_id


async def test_a_vote_after_the_decision_makes_it_stale_and_queues_it(
    seeds: Path, three: MemoryStore
) -> None:
    """Gold is neither dropped nor silently kept, and nobody's vote is overwritten."""
    async with reviewing(lead(seeds, three)) as pilot:
        case = case_of(pilot)
        await press(pilot, "1")
        before = {a.event_id for a in three.annotations()}
        person = case.ballots[0].person
        change = Change(case.article_id, case.sentence_id, case.index, Mark("quote", note="new"))
        three.annotate(person, [change], guideline="1")
        await press(pilot, "z", "escape", "home")
        for _ in range(1_000):
            await pilot.pause(0.01)
            if case_of(pilot).sentence_id == case.sentence_id:
                break
            await press(pilot, "home")
        assert "voted again since it was adjudicated" in screen_text(pilot)
        gold = case_of(pilot).gold
        assert gold is not None
        assert (gold.label, gold.is_stale) == ("claim", True)
        assert len(before & {a.event_id for a in three.annotations()}) == len(before) - 1


async def test_agreement_opens_the_sentences_behind_a_figure(
    seeds: Path, three: MemoryStore
) -> None:
    """Enter on a cell of the matrix narrows the list to it."""
    async with reviewing(lead(seeds, three)) as pilot:
        await press(pilot, "a")
        screen = pilot.app.screen
        assert isinstance(screen, Agreed)
        shown = screen_text(pilot)
        for word in ("Krippendorff's alpha", "Gwet's AC1", "Pairs of votes", "ana and ben"):
            assert word in shown
        row = next(
            at for at, cells in enumerate(screen._rows) if cells and cells[0].text == "quote"
        )
        while screen.rows.cursor < row:
            await press(pilot, "down")
        await press(pilot, "enter")
        labels = review_of(pilot).only.labels
        assert labels is not None
        assert "quote" in labels
        assert {*labels} <= {*case_of(pilot).labels}


async def test_the_summary_says_what_is_left_and_what_was_done(
    seeds: Path, three: MemoryStore
) -> None:
    """Also before the end; at the end it opens by itself."""
    async with reviewing(lead(seeds, three)) as pilot:
        await press(pilot, "1", "S", "z")
        assert isinstance(pilot.app.screen, Page)
        shown = screen_text(pilot)
        assert "Adjudicated: 1" in shown
        assert "a slip of the hand" in shown
        assert "before: among people" in shown
        assert "slugline export" in shown
        await press(pilot, "escape")
        review = review_of(pilot)
        assert review.queue is not None
        left = len(review.queue)
        assert review.report is not None
        case, before = case_of(pilot), review.report.votes
        change = Change(case.article_id, case.sentence_id, case.index, Mark())
        three.annotate(case.ballots[0].person, [change], guideline="1")
        await pilot.press(*["1"] * left)
        await rest(pilot)
        assert isinstance(pilot.app.screen, Page)
        assert "Nothing is left to decide" in screen_text(pilot)
        assert review.report.votes == before - 1
        await press(pilot, "escape")
        title = screen_text(pilot).splitlines()[0]
        assert "nothing to decide" in title
        assert " of " not in title


async def test_ones_own_label_first_then_the_votes(seeds: Path, three: MemoryStore) -> None:
    """With it switched on, nothing is shown before the decision, and all of it after."""
    async with reviewing(lead(seeds, three)) as pilot:
        await press(pilot, "v")
        case = case_of(pilot)
        assert "your label first" in screen_text(pilot)
        await press(pilot, "1")
        assert case_of(pilot).sentence_id == case.sentence_id
        assert "cleo" in screen_text(pilot)
        await press(pilot, "n")
        assert case_of(pilot).sentence_id != case.sentence_id


async def test_the_sentence_stands_in_its_article_beside_its_counterpart(
    seeds: Path, three: MemoryStore
) -> None:
    """Side by side where there is room, else below; another article by one key."""
    async with reviewing(lead(seeds, three)) as pilot:
        review = review_of(pilot)
        assert review.pane.sheet is not None
        assert review.pane.sheet.cursor == case_of(pilot).index
        assert review.other.display
        assert review.other.sheet is not None
        before = review.other.sheet.article.id
        await press(pilot, "tab")
        assert review.other.sheet.article.id not in (before, review.pane.sheet.article.id)
        assert not any(tag.label for tag in review.pane.sheet.tags.values())
        await pilot.resize_terminal(80, 24)
        await rest(pilot)
        assert not review.other.display
        assert review.strip.display
        assert case_of(pilot).index in review.pane.in_view


async def test_r_goes_to_the_sentence_in_the_reader_and_back(
    seeds: Path, three: MemoryStore
) -> None:
    """The review is where it was."""
    async with reviewing(lead(seeds, three)) as pilot:
        await press(pilot, "n", "n")
        case = case_of(pilot)
        await press(pilot, "r")
        assert sheet_of(pilot).article.id == case.article_id
        assert sheet_of(pilot).cursor == case.index
        await press(pilot, "r")
        assert case_of(pilot).sentence_id == case.sentence_id


class Failing(MemoryStore):
    """Refuses to record statements as long as it is told to."""

    refuses = False

    def state(
        self, person: str, statements: Sequence[Statement], *, for_good: bool = False
    ) -> None:
        """Record statements, or refuse to."""
        if self.refuses:
            raise NotSavedError("The disk is full.")
        super().state(person, statements, for_good=for_good)


async def test_a_decision_that_is_not_saved_is_said_so_and_saved_again(seeds: Path) -> None:
    """It is not among what counts until it is on disk."""
    store = Failing()
    label_everything(store, [seeds / STORY], ["ana", "ben", "cleo"])
    async with reviewing(lead(seeds, store)) as pilot:
        store.refuses = True
        first = case_of(pilot)
        await press(pilot, "1")
        assert "1 not saved" in screen_text(pilot)
        assert "The disk is full." in screen_text(pilot)
        assert not golds(store)
        store.refuses = False
        await press(pilot, "w")
        assert golds(store) == {first.sentence_id: ("label", "claim", "")}
        store.refuses = True
        await press(pilot, "1", "u")
        assert "1 not saved" not in screen_text(pilot)
        assert len(golds(store)) == 1


async def test_without_disagreement_the_review_says_so(seeds: Path) -> None:
    """Nothing crashes where there is nothing to decide."""
    store = MemoryStore()
    async with reviewing(lead(seeds, store)) as pilot:
        assert "Nobody else has labelled" in screen_text(pilot)
        assert "1 claim" not in screen_text(pilot)  # there is nothing to decide with it
        await press(pilot, "1", "enter", "n", "u", "A", "x", "g", "f", "escape", "a", "escape", "z")
        assert not golds(store)


async def test_the_second_pass_shows_others_labels_when_the_article_is_finished(
    seeds: Path,
) -> None:
    """Not one label before that."""
    store = team_store([seeds / STORY], "ana")
    app = lead(seeds, store, "ben")
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        await press(pilot, "D")
        assert "0/" in screen_text(pilot)
        await press(pilot, "enter")
        sheet = sheet_of(pilot)
        for _ in range(sheet.sentences.body - 1):
            await pilot.press("c")
        await rest(pilot)
        assert not any("ana" in line for line in screen_text(pilot).splitlines())
        await press(pilot, "c")
        assert "Your labels beside theirs" in screen_text(pilot)
        assert "ana quote" in screen_text(pilot)
    close(app)


async def test_the_palette_of_commands_reaches_the_review_and_recolours_it(
    seeds: Path, three: MemoryStore
) -> None:
    """By name, like the reader's."""
    async with reviewing(lead(seeds, three)) as pilot:
        case = case_of(pilot)
        await press(pilot, "ctrl+p", " leave it for later", "enter", "enter")
        assert case_of(pilot).sentence_id != case.sentence_id
        await press(pilot, "ctrl+p", "theme: light", "enter", "enter")
        assert review_of(pilot).palette.theme == "light"
        assert reader_of(pilot).look.palette.theme == "light"


async def test_what_a_colleague_says_meanwhile_arrives(seeds: Path, tmp_path: Path) -> None:
    """From another process, by the store: comments, rules, votes."""
    project = tmp_path / "project"
    store = open_store(project)
    label_everything(store, [seeds / STORY], ["ana", "ben", "cleo"])
    store.close()
    app = reader_app([seeds / STORY], project=project, annotator="lea")
    async with reviewing(app) as pilot:
        case = case_of(pilot)
        other = open_store(project)
        ana = other.join("ana")
        other.state(ana, [comment(case, "it is her wording")])
        other.close()
        for _ in range(1_000):
            await pilot.pause(0.01)
            if "it is her wording" in screen_text(pilot):
                break
        assert "ana: it is her wording" in screen_text(pilot)
        assert case_of(pilot).sentence_id == case.sentence_id


async def test_the_training_set_is_one_key_away(seeds: Path, three: MemoryStore) -> None:
    """And its screen goes back to the review."""
    async with reviewing(lead(seeds, three)) as pilot:
        case = case_of(pilot)
        await press(pilot, "W")
        assert isinstance(pilot.app.screen, ExportScreen)
        await press(pilot, "escape")
        assert case_of(pilot).sentence_id == case.sentence_id


async def test_a_decision_wakes_the_reader_once_it_is_seen_again(
    seeds: Path, three: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While it is covered it reads and paints nothing; then it knows what was decided."""
    async with reviewing(lead(seeds, three)) as pilot:
        reader = reader_of(pilot)
        woken: list[str] = []
        for name, owner in (("run", reader.parts.behind), ("show_bars", reader)):
            was = getattr(owner, name)

            def noting(
                *given: object,
                name: str = name,
                was: Callable[..., None] = was,
                **more: object,
            ) -> None:
                woken.append(str(given[0]) if name == "run" else name)
                was(*given, **more)

            monkeypatch.setattr(owner, name, noting)
        await press(pilot, "1", "S", "2", ";", "see above", "enter")
        assert len(golds(three)) == 2
        assert woken == []
        await press(pilot, "escape")
        assert woken.count("remarks") == 1
        assert any(said for said in reader.parts.colleagues.remarks.comments.values())


async def test_a_decision_costs_few_calls(seeds: Path, three: MemoryStore) -> None:
    """Of our own functions, painting and what the disk answers included; time goes by them."""
    ours = (str(Path(domain.__file__).parent), str(Path(tui.__file__).parent))
    calls = 0

    def count(frame: FrameType, event: str, arg: object) -> None:
        nonlocal calls
        calls += event == "call" and frame.f_code.co_filename.startswith(ours)

    async with reviewing(lead(seeds, three)) as pilot:
        sys.setprofile(count)
        try:
            await press(pilot, "1")
        finally:
            sys.setprofile(None)
    assert 1_000 < calls <= 3_300


async def test_a_decision_reads_nothing_that_grows_with_the_project(
    seeds: Path, three: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the store only what is new; not all labels, all decisions, everyone or every article."""
    read: list[str] = []
    for name in (
        "annotations",
        "said",
        "statements",
        "corrections",
        "people",
        "progress",
        "history",
        "articles",
        "frozen_ids",
        "streams",
        "lines",
    ):
        was = getattr(three, name)

        def noting(*args: Any, name: str = name, was: Callable[..., Any] = was, **more: Any) -> Any:
            read.append(name)
            return was(*args, **more)

        monkeypatch.setattr(three, name, noting)
    async with reviewing(lead(seeds, three)) as pilot:
        await press(pilot, "1")
        assert read  # opening the review reads everything
        read.clear()
        await press(pilot, "2", "S", "enter", "n", "d", "u", "p")
        assert read == [], read
        assert len(golds(three)) == 3
