"""Labels go to the same sentence beside, by themselves or when asked; all of it is taken back."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from annotations.errors import NotSavedError
from annotations.store import Annotation, Change, Mark
from annotations.workflow.label_transfer import Carrier, Edit
from annotations.workflow.open_article import Sheet, Tag
from tests.functional.app import close, reader_app, rest
from tests.functional.test_reading import reader_of, screen_text, sheet_of
from tests.functional.test_saving import Failing
from tests.memory_store import MemoryStore
from tests.unit.comparison.material import REPORT, cut_of
from tui.app import SluglineApp
from tui.dialogs.difference_list import Compared
from tui.dialogs.label_list import Labelled
from tui.reader.comparisons import Comparisons, compare_sheets
from tui.recorder import Recorder
from tui.store_jobs import Job

EDITED = REPORT[7].replace("$14 million", "$19 million")
"""Another figure in an otherwise equal sentence."""
LATER = (
    "The council meets again on Thursday to vote on the emergency budget for roads.",
    *REPORT[:7],
    EDITED,
    *REPORT[8:],
)
CLOSED, CRACKS, HURT, COST = 0, 1, 2, 7
"""Of the early report: two plain sentences, a short one, the one whose figure differs."""


def write(folder: Path, *articles: tuple[str, ...]) -> list[Path]:
    """Articles as files, one sentence to a line."""
    paths = [folder / f"{number}-report.txt" for number in range(1, len(articles) + 1)]
    for path, texts in zip(paths, articles, strict=True):
        path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return paths


class Bench:
    """A reader on reports, and the store behind it."""

    def __init__(self, folder: Path, *articles: tuple[str, ...], config: str = "") -> None:
        self.paths = write(folder, *articles)
        self.store = MemoryStore()
        self.config = config or "reader: {glyphs: unicode}"

    def open(self) -> SluglineApp:
        """Another session on the same store."""
        return reader_app(self.paths, store=lambda: self.store, config=self.config)

    def said(self, sheet: Sheet) -> dict[int, Annotation]:
        """What the store says of an article, by sentence."""
        found = self.store.annotations(article_id=sheet.article.id)
        return {one.index: one for one in found}

    def labels(self, sheet: Sheet) -> dict[int, str]:
        """The same, labels alone."""
        return {index: one.label for index, one in self.said(sheet).items()}


def sheets(pilot: Pilot[None]) -> list[Sheet]:
    """The articles side by side, the earlier one first."""
    return list(reader_of(pilot).state.side_by_side)


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys and wait until everything is saved."""
    await pilot.press(*keys)
    await rest(pilot)


async def test_the_same_sentence_is_labelled_in_the_same_action(tmp_path: Path) -> None:
    """The store says where from; one undo takes both back, one redo repeats both."""
    bench = Bench(tmp_path, REPORT, LATER)
    app = bench.open()
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        early, later = sheets(pilot)
        await press(pilot, "c", "q")
        assert bench.labels(early) == {CLOSED: "claim", CRACKS: "quote"}
        assert bench.labels(later) == {CLOSED + 1: "claim", CRACKS + 1: "quote"}
        copy = bench.said(later)[CRACKS + 1]
        assert copy.source == "carried"
        assert copy.origin is not None
        assert (copy.origin.mode, copy.origin.change) == ("auto", "same")
        assert copy.origin.article == early.article.id
        assert early.article.text[copy.origin.start : copy.origin.end] == REPORT[CRACKS]
        assert bench.said(early)[CRACKS].origin is None
        await press(pilot, "u")
        assert bench.labels(early) == {CLOSED: "claim"}
        assert bench.labels(later) == {CLOSED + 1: "claim"}
        assert sheet_of(pilot) is early
        assert early.cursor == CRACKS
        await press(pilot, "ctrl+r")
        assert bench.said(later)[CRACKS + 1].origin == copy.origin
    close(app)


async def test_a_copy_follows_until_a_person_touches_it(tmp_path: Path) -> None:
    """Relabelled and cleared with its source; a label given or accepted there stays."""
    bench = Bench(tmp_path, REPORT, LATER)
    app = bench.open()
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        early, later = sheets(pilot)
        await press(pilot, "c", "home", "s")
        assert bench.labels(later) == {1: "speculation"}
        await press(pilot, "home", "x")
        assert bench.labels(early) == bench.labels(later) == {}
        await press(pilot, "u")
        assert bench.labels(later) == {1: "speculation"}
        await press(pilot, "tab", "home", "j", "space")
        [accepted] = bench.said(later).values()
        assert accepted.origin is not None
        assert accepted.origin.accepted
        await press(pilot, "tab", "home", "q")
        assert bench.labels(early) == {0: "quote"}
        assert bench.labels(later) == {1: "speculation"}
        assert "B sentence 2: speculation" in screen_text(pilot) or early.cursor != 0
        await press(pilot, "home")
        assert "B sentence 2: speculation" in screen_text(pilot).splitlines()[-2]
    close(app)


async def test_nothing_is_carried_where_anybody_has_said_something(tmp_path: Path) -> None:
    """A colleague's label, or one's own note, is enough."""
    bench = Bench(tmp_path, REPORT, LATER)
    app = bench.open()
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        early, later = sheets(pilot)
        ben = bench.store.join("ben")
        bench.store.freeze(later.article, later.sentences)
        spot = later.article.sentence_id(later.sentences.span(1))
        bench.store.annotate(ben, [Change(later.article.id, spot, 1, Mark("quote"))])
        reader_of(pilot).parts.transfer.remember(later.article.id)
        await press(pilot, "tab", "home", "j", "j", "m", "tab", "home", "c", "c")
        mine = {
            one.index: one.mark
            for one in bench.store.annotations(
                person=reader_of(pilot).state.me, article_id=later.article.id
            )
        }
        assert mine == {2: Mark(unsure=True)}
        assert bench.labels(early) == {0: "claim", 1: "claim"}
        assert {1, 2} <= later.proposals.keys()
    close(app)


async def test_what_is_edited_or_guarded_is_proposed_with_the_reason(tmp_path: Path) -> None:
    """It looks different, is counted, and is accepted alone or with all of the same words."""
    bench = Bench(tmp_path, REPORT, LATER)
    app = bench.open()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        early, later = sheets(pilot)
        await press(pilot, "home", *["c"] * 10, "tab")
        assert set(later.proposals) == {HURT + 1, COST + 1}
        shown = screen_text(pilot)
        assert "2 proposed, 1 with changed quantities" in shown.splitlines()[0]
        await press(pilot, "home", *["j"] * (COST + 1))
        hint = screen_text(pilot).splitlines()[-3]
        assert "space accepts, X rejects · suggested: claim, as in A sentence 8 (edited" in hint
        assert "alike; number differs)" in hint
        await press(pilot, "P")
        assert bench.said(later)[HURT + 1].origin is not None
        assert COST + 1 not in bench.said(later)
        await press(pilot, "home", *["j"] * (COST + 1), "space")
        origin = bench.said(later)[COST + 1].origin
        assert origin is not None
        assert (origin.mode, "number" in origin.guards) == ("proposed", True)
        await press(pilot, "home", *["j"] * (COST + 1))
        assert "claim ← A sentence 8, edited" in screen_text(pilot)
        await press(pilot, "u")
        assert COST + 1 not in bench.said(later)
        assert len(bench.labels(early)) == 10
        await press(pilot, "u")
        before = len(bench.said(later))
        await press(pilot, "home", "v", "G", "space")
        assert len(bench.said(later)) == before + 2
        await press(pilot, "u")
        assert len(bench.said(later)) == before
        await press(pilot, "home", "4", "0", "space")
        assert len(bench.said(later)) == before + 2
    close(app)


async def test_a_rejection_is_remembered_for_good_and_undone(tmp_path: Path) -> None:
    """Not offered again in another session either; undo offers it again."""
    bench = Bench(tmp_path, REPORT, LATER)
    app = bench.open()
    keys = ("home", *["j"] * COST, "c", "tab", "home", *["j"] * (COST + 1))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        _, later = sheets(pilot)
        await press(pilot, *keys)
        assert COST + 1 in later.proposals
        await press(pilot, "X")
        assert later.proposals == {}
        [said] = bench.store.statements("rejection").values()
        assert said[0].value["label"] == "claim"
    close(app)
    app = bench.open()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        early, later = sheets(pilot)
        assert later.proposals == {}
        await press(pilot, *["j"] * COST, "s")
        assert later.proposals[COST + 1].label == "speculation", "another label is another mark"
        await press(pilot, "u", "u")
        assert "Undone: the rejection of a proposal" in screen_text(pilot)
        assert later.proposals[COST + 1].label == "claim"
        assert bench.store.statements("rejection") == {}
        assert early.tag(COST).label == "claim"
    close(app)


async def test_a_key_that_rejects_reads_no_rejections(tmp_path: Path) -> None:
    """However many there are: one's own is known before it is on disk."""
    bench = Bench(tmp_path, REPORT, LATER)
    app = bench.open()
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        _, later = sheets(pilot)
        await press(pilot, "home", *["j"] * COST, "c", "tab", "home", *["j"] * (COST + 1))
        asked: list[str] = []
        statements = bench.store.statements

        def counted(kind: str) -> object:
            asked.append(kind)
            return statements(kind)

        with patch.object(bench.store, "statements", counted):
            await press(pilot, "X")
            assert later.proposals == {}
            assert "rejection" not in asked
            await press(pilot, "u")
            assert later.proposals
            assert "rejection" in asked
    close(app)


async def test_labels_of_one_side_are_carried_when_two_articles_meet(tmp_path: Path) -> None:
    """As one action with a notice; what was taken back is proposed, never carried again."""
    bench = Bench(tmp_path, REPORT, LATER)
    both = bench.paths
    bench.paths = both[:1]
    app = bench.open()
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        await press(pilot, "c", "q", "c", "s")
    close(app)
    bench.paths = both
    app = bench.open()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        _, later = sheets(pilot)
        assert bench.labels(later) == {1: "claim", 2: "quote", 4: "speculation"}
        assert "3 labels carried from A: same" in screen_text(pilot)
        await press(pilot, "u")
        assert bench.labels(later) == {}
    close(app)
    app = bench.open()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        _, later = sheets(pilot)
        assert bench.labels(later) == {}
        assert set(later.proposals) == {1, 2, 3, 4}
        assert "carried from" not in screen_text(pilot)
        await press(pilot, "tab", "P")
        assert bench.labels(later) == {1: "claim", 2: "quote", 3: "claim", 4: "speculation"}
    close(app)


@pytest.mark.parametrize(("mode", "proposed"), [("propose", {1}), ("never", set())])
async def test_carrying_can_be_switched_off(tmp_path: Path, mode: str, proposed: set[int]) -> None:
    """Proposals alone, or nothing."""
    bench = Bench(tmp_path, REPORT, LATER, config=f"reader: {{carry: {mode}, glyphs: unicode}}")
    app = bench.open()
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        _, later = sheets(pilot)
        await press(pilot, "c")
        assert bench.labels(later) == {}
        assert set(later.proposals) == proposed
    close(app)


async def test_the_way_a_label_came_is_shown_when_its_article_is_not_open(
    tmp_path: Path,
) -> None:
    """From the record, which the store keeps; in ASCII too."""
    bench = Bench(tmp_path, REPORT, LATER)
    app = bench.open()
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        await press(pilot, "c")
        assert screen_text(pilot).count("C←") == 1
    close(app)
    bench.paths, bench.config = bench.paths[1:], "reader: {glyphs: ascii}"
    app = bench.open()
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        await press(pilot, "j")
        assert "claim < " in screen_text(pilot).splitlines()[-2]
        assert " sentence 1, same" in screen_text(pilot).splitlines()[-2]
        assert "C<" in screen_text(pilot)
    close(app)


async def test_what_was_not_saved_is_given_up_with_its_copies(tmp_path: Path) -> None:
    """Both show that they are not on disk; `R` saves both, `u` gives both up."""
    bench = Bench(tmp_path, REPORT, LATER)
    store = bench.store = Failing(NotSavedError("the disk is full"))
    app = bench.open()
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        early, later = sheets(pilot)
        await press(pilot, "c", "q")
        assert {later.tag(1).saving, later.tag(2).saving, early.tag(1).saving} == {"failed"}
        await press(pilot, "u")
        assert early.tag(1).is_empty
        assert later.tag(2).is_empty
        store.error = None
        await press(pilot, "R")
        assert bench.labels(later) == {1: "claim"}
        assert later.tag(1).saving == "saved"
    close(app)


async def test_the_list_of_labels_knows_which_came_by_themselves(tmp_path: Path) -> None:
    """Typing `carried` leaves those."""
    bench = Bench(tmp_path, REPORT, LATER)
    app = bench.open()
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        await press(pilot, "c", "q", "c")
        look, sheets = reader_of(pilot).look, reader_of(pilot).state.in_slots
        screen = Labelled(look.palette, look.glyphs, look.scheme, sheets)
        await app.push_screen(screen)
        await press(pilot)
        assert "5 sentences, 2 carried" in screen_text(pilot)
        await press(pilot, *"carried")
        assert screen.rows.total == 2
    close(app)


async def test_three_articles_get_a_label_from_where_it_was_given(tmp_path: Path) -> None:
    """No chains: both copies name the source; no copy is a source."""
    bench = Bench(tmp_path, REPORT, LATER, (LATER[0], "A short line.", *LATER[1:]))
    app = bench.open()
    async with app.run_test(size=(160, 40)) as pilot:
        await rest(pilot)
        first, *others = sheets(pilot)
        assert len(others) == 2
        await press(pilot, "j", "c")
        for sheet in others:
            [one] = bench.said(sheet).values()
            assert one.origin is not None
            assert one.origin.article == first.article.id
        await press(pilot, "u")
        assert list(bench.store.annotations()) == []
    close(app)


async def test_one_key_lists_one_class(tmp_path: Path) -> None:
    """A digit or a click; again, and everything is back; enter goes there."""
    bench = Bench(tmp_path, REPORT, LATER)
    app = bench.open()
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        await press(pilot, *["j"] * COST, "c", "C")
        screen = pilot.app.screen
        assert isinstance(screen, Compared)
        kinds = dict(zip("123456789", screen.counts.counts, strict=True))
        assert screen.counts.counts["same"] == 9
        for digit, kind in kinds.items():
            await pilot.press(digit)
            shown = {entry.kind for entry in screen._shown}
            assert shown <= {kind}
            rows = [entry for entry in screen._shown if entry.article_id]
            assert len(rows) == screen.counts.counts[kind]
            await pilot.press(digit)
        assert {entry.kind for entry in screen._shown} > {"same", "differs"}
        await pilot.click(screen.counts, offset=(6, 0))
        assert screen.counts.chosen == "differs"
        assert "$14 million ≠ $19 million" in screen_text(pilot)
        await pilot.press("9", "down", "enter")
        await rest(pilot)
        assert sheet_of(pilot) is sheets(pilot)[1]
        assert sheet_of(pilot).cursor == COST + 1
    close(app)


# The law, over the part that decides and writes nothing.


def _sheet(texts: list[str]) -> Sheet:
    article, sentences = cut_of(texts)
    return Sheet(article, sentences)


LABELS = ("claim", "quote", "speculation")


@given(
    there=st.dictionaries(st.integers(0, len(LATER) - 1), st.sampled_from(LABELS)),
    keys=st.lists(
        st.tuples(st.integers(0, len(REPORT) - 1), st.sampled_from(("", *LABELS))), max_size=12
    ),
)
def test_what_a_person_said_is_never_overwritten(
    there: dict[int, str], keys: list[tuple[int, str]]
) -> None:
    """Whatever is labelled, relabelled and cleared beside it; copies say what their source says."""
    source, target = _sheet(list(REPORT)), _sheet(list(LATER))
    for index, label in there.items():
        target.put(index, Tag(label))
    comparisons = Comparisons()
    comparisons.take(compare_sheets(source, target, None))
    carrier = Carrier("auto", comparisons.view)
    carrier.sources.person, carrier.sources.shown = "u-1", (source, target)
    for sheet in carrier.sources.shown:
        carrier.sources.remember(sheet.article.id, [])
    for index, label in keys:
        edit = Edit(source, index, Tag(label))
        further = carrier.copies([edit])
        assert all(one.sheet is target and one.at not in there for one in further)
        for one in (edit, *further):
            one.sheet.put(one.at, one.tag)
        carrier.propose_again([(source.article.id, index)])
        before = dict(target.proposals)
        carrier.propose(target)
        assert before == target.proposals, "found again is what was kept up to date"
    assert {index: target.tag(index).label for index in there} == there
    for index, tag in target.tags.items():
        if index not in there:
            assert tag.origin is not None
            at = source.sentences.at(tag.origin.start)
            assert source.tag(at).label == tag.label


def _apply(store: MemoryStore, person: str, job: Job) -> None:
    """What the writer does with a job."""
    assert job.article is not None
    assert job.sentences is not None
    for article, sentences in ((job.article, job.sentences), *job.also):
        store.freeze(article, sentences)
    store.annotate(person, job.changes)


@given(
    st.lists(
        st.tuples(st.booleans(), st.integers(0, len(REPORT) - 1), st.sampled_from(("", *LABELS))),
        max_size=10,
    )
)
def test_undo_takes_back_a_label_with_its_copies_and_nothing_else(
    keys: list[tuple[bool, int, str]],
) -> None:
    """Step by step to the beginning and forth again, whichever side is labelled."""
    store = MemoryStore()
    person = store.join("ana")
    sheets = _sheet(list(REPORT)), _sheet(list(LATER))
    comparisons = Comparisons()
    comparisons.take(compare_sheets(*sheets, None))
    carrier = Carrier("auto", comparisons.view)
    carrier.sources.person, carrier.sources.shown = person, sheets
    jobs: list[Job] = []
    recorder = Recorder({sheet.article.id: sheet for sheet in sheets}, jobs.append)

    def said() -> dict[tuple[str, int], tuple[str, str, object]]:
        found = store.annotations()
        return {(a.article_id, a.index): (a.label, a.source, a.origin) for a in found}

    steps = [said()]
    for sheet in sheets:
        carrier.sources.remember(sheet.article.id, [])
    for side, index, label in keys:
        edit = Edit(sheets[side], index, Tag(label))
        recorder.record([edit, *carrier.copies([edit])])
        if jobs:
            _apply(store, person, jobs.pop())
            steps.append(said())
    shown = {
        (sheet.article.id, index): (tag.label, tag.source, tag.origin)
        for sheet in sheets
        for index, tag in sheet.tags.items()
        if not tag.is_empty
    }
    assert shown == steps[-1]
    for before in reversed(steps[:-1]):
        store.undo(person)
        assert said() == before
    assert store.undo(person) == ()
    for after in steps[1:]:
        store.redo(person)
        assert said() == after


def test_a_label_whose_sentence_is_less_alike_now_is_stale_until_it_is_accepted() -> None:
    """It stays; the detail says what became of it."""
    source, target = _sheet(list(REPORT)), _sheet(list(LATER))
    comparisons = Comparisons()
    comparisons.take(compare_sheets(source, target, None))
    carrier = Carrier("auto", comparisons.view)
    carrier.sources.person, carrier.sources.shown = "u-1", (source, target)
    carrier.sources.remember(target.article.id, [])
    [copy] = carrier.copies([Edit(source, CRACKS, Tag("claim"))])
    target.put(copy.at, copy.tag)
    carrier.propose(target)
    assert target.stale == frozenset()

    changed = [*REPORT]
    changed[CRACKS] = REPORT[CRACKS].replace("four", "seven")
    newer = _sheet(changed)
    comparisons.take(compare_sheets(newer, target, None))
    carrier.sources.shown, carrier.sources.successors = (
        (newer, target),
        {source.article.id: newer.article.id},
    )
    carrier.propose(target)
    assert target.stale == {copy.at}
    now = carrier.sources.now(target, copy.at)
    assert now is not None
    assert now.change == "edited"
    kept = carrier.accepted(target, copy.at)
    assert kept is not None
    assert kept.origin is not None
    assert (kept.label, kept.origin.change, kept.origin.accepted) == ("claim", "edited", True)
    target.put(copy.at, kept)
    carrier.propose(target)
    assert target.stale == frozenset()
