"""An article's file changes after it was labelled: labels go over, and nothing goes silently."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from annotations.articles.corpus import Card
from annotations.articles.load import load
from annotations.comparison.versions import are_versions, version_report
from annotations.language.sentences import cut
from annotations.store import Change, Mark, open_store
from annotations.store.article_versions import newest, replaced, succession, successors, told
from tests.functional.app import close, reader_app, rest
from tests.functional.test_reading import reader_of, screen_text, sheet_of
from tests.memory_store import MemoryStore
from tests.unit.comparison.material import REPORT, aligned, cut_of
from tui.app import SluglineApp
from tui.commands.versions import command
from tui.dialogs.version_list import Versions

NEWER = (
    "The council meets again on Thursday to vote on the emergency budget for roads.",
    REPORT[8],
    REPORT[0],
    REPORT[1].replace("four", "seven"),
    *REPORT[2:7],
    "Nobody knows yet what all of it will cost the taxpayers in the end.",
)
"""The ferry moved up, a figure changed, the last lines went."""


def write(path: Path, texts: tuple[str, ...]) -> None:
    """One sentence to a line."""
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")


class Bench:
    """A report in a folder, a project, and sessions of the reader on both."""

    def __init__(self, folder: Path) -> None:
        self.corpus = folder / "corpus"
        self.corpus.mkdir()
        self.project = folder / "project"
        self.path = self.corpus / "report.txt"
        write(self.path, REPORT)
        write(self.corpus / "other.txt", ("Rain fell on the hills for the third day running.",))

    def open(self) -> SluglineApp:
        """Another session."""
        return reader_app([self.path], project=self.project)

    async def label(self, *keys: str) -> str:
        """Press keys in a session of its own; the report's id as it is now."""
        app = self.open()
        async with app.run_test(size=(120, 40)) as pilot:
            await rest(pilot)
            await pilot.press(*keys)
            await rest(pilot)
        close(app)
        return load(self.path).id

    def labels(self, article_id: str) -> dict[int, tuple[str, str]]:
        """Label and source by sentence, as the store has them."""
        store = open_store(self.project, read_only=True)
        found = {
            one.index: (one.label, one.source) for one in store.annotations(article_id=article_id)
        }
        store.close()
        return found


async def test_labels_go_over_to_the_new_version_and_a_report_says_what_became_of_each(
    tmp_path: Path,
) -> None:
    """Kept and moved are carried as one action, changed asks, lost is listed; once."""
    bench = Bench(tmp_path)
    old = await bench.label("c", "q", "j", "s", "j", "c", "j", "c", "c", "s")
    assert set(bench.labels(old)) == {0, 1, 3, 5, 7, 8, 9}
    write(bench.path, NEWER)
    new = load(bench.path).id
    app = bench.open()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        sheet = sheet_of(pilot)
        assert sheet.article.id == new
        assert {i: tag.label for i, tag in sheet.tags.items()} == {
            1: "claim",
            2: "claim",
            5: "speculation",
            7: "claim",
        }
        assert {i: one.label for i, one in sheet.proposals.items()} == {3: "quote"}
        shown = " ".join(screen_text(pilot).split())
        assert "New version" in shown
        assert "1 asks, 2 lost" in shown
        await pilot.press("home", "j")
        assert "claim ← an earlier version sentence 9, same" in screen_text(pilot)
        await pilot.press("U")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, Versions)
        shown = screen_text(pilot)
        for text in ("number differs", "Lost: still with the old version: 2", REPORT[1][:40]):
            assert text in shown
        await pilot.press(*"asks", "enter")
        await rest(pilot)
        assert sheet.cursor == 3
        await pilot.press("space")
        await rest(pilot)
        assert sheet.tag(3).label == "quote"
        await pilot.press("u", "u")
        await rest(pilot)
        assert sheet.tags == {}
    close(app)
    assert set(bench.labels(old)) == {0, 1, 3, 5, 7, 8, 9}, "the old labels stay"
    app = bench.open()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        sheet = sheet_of(pilot)
        assert sheet.tags == {}, "what was undone is not repeated"
        assert set(sheet.proposals) == {1, 2, 3, 5, 7}
        assert "1 moved" not in screen_text(pilot)
        await pilot.press("P")
        await rest(pilot)
        assert set(sheet.tags) == {1, 2, 5, 7}
    close(app)
    store = open_store(bench.project, read_only=True)
    assert successors(store) == {old: new}
    store.close()


async def test_a_file_with_wholly_other_text_is_another_article(tmp_path: Path) -> None:
    """Nothing is carried and nothing is said to be replaced."""
    bench = Bench(tmp_path)
    old = await bench.label("c", "c")
    write(bench.path, ("Snow is expected in the mountains.", "The pass may have to be closed."))
    app = bench.open()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        assert sheet_of(pilot).tags == {}
        await pilot.press("U")
        await pilot.pause()
        assert pilot.app.screen is reader_of(pilot)
    close(app)
    store = open_store(bench.project, read_only=True)
    assert successors(store) == {}
    store.close()
    assert set(bench.labels(old)) == {0, 1}


async def test_a_third_version_takes_over_from_the_second(tmp_path: Path) -> None:
    """Labels that were kept go on; the chain of versions leads to the newest."""
    bench = Bench(tmp_path)
    first = await bench.label("c", "q")
    write(bench.path, (*REPORT, "Buses will run every five minutes during the closing."))
    second = await bench.label()
    assert set(bench.labels(second)) == {0, 1}
    write(bench.path, (*REPORT, "Buses will run every nine minutes during the long closing."))
    app = bench.open()
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        reports = [report for report in app.reader.parts.new_versions.reports.values() if report]
        assert [report.counts for report in reports] == ["2 kept"]
    close(app)
    third = load(bench.path).id
    assert {i: said[0] for i, said in bench.labels(third).items()} == {0: "claim", 1: "quote"}
    store = open_store(bench.project, read_only=True)
    assert successors(store) == {first: second, second: third}
    assert newest(first, successors(store)) == third
    store.close()


async def test_copies_of_a_sentence_that_changed_since_are_stale_and_stay(tmp_path: Path) -> None:
    """The other article keeps its label, with a sign, listed, until somebody agrees to it."""
    paths = [tmp_path / "1.txt", tmp_path / "2.txt"]
    write(paths[0], REPORT)
    write(paths[1], (NEWER[0], *REPORT))
    store = MemoryStore()
    app = reader_app(paths, store=lambda: store)
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        await pilot.press("c", "q")
        await rest(pilot)
    close(app)
    write(paths[0], (REPORT[0], REPORT[1].replace("four", "seven"), *REPORT[2:]))
    app = reader_app(paths, store=lambda: store)
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        newer, other = app.reader.state.side_by_side
        assert {i: tag.label for i, tag in newer.tags.items()} == {0: "claim"}
        assert newer.proposals[1].label == "quote"
        assert {i: tag.label for i, tag in other.tags.items()} == {1: "claim", 2: "quote"}
        assert other.stale == {2}
        assert "Q↯" in screen_text(pilot)
        await pilot.press("tab", "home", "j", "j")
        detail = screen_text(pilot).splitlines()[-2]
        assert "quote ← an earlier version sentence 2, same · stale: edited" in detail
        assert "number differs now; space keeps it" in detail
        await pilot.press("C", "9")
        await pilot.pause()
        assert "B quote, stale: " + REPORT[1][:30] in screen_text(pilot)
        await pilot.press("escape", "escape", "home", "j", "j", "space")
        await rest(pilot)
        assert other.stale == frozenset()
        origin = other.tag(2).origin
        assert origin is not None
        assert (origin.accepted, origin.change) == (True, "edited")
        assert other.tag(2).label == "quote"
    close(app)


@pytest.fixture
def changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """A report that two people labelled and that changed then."""
    monkeypatch.chdir(tmp_path)
    bench = Bench(tmp_path)
    article = load(bench.path)
    store = open_store(bench.project)
    sentences = store.freeze(article, cut(article))
    for name, labels in (("ana", {0: "claim", 1: "quote", 9: "claim"}), ("b\x1bn", {8: "claim"})):
        changes = [
            Change(article.id, article.sentence_id(sentences.span(i)), i, Mark(label))
            for i, label in labels.items()
        ]
        store.annotate(store.join(name), changes)
    store.close()
    write(bench.path, NEWER)
    return bench


def run(*arguments: str) -> Result:
    """The command, as a shell sees it."""
    return CliRunner().invoke(command, ["--project", "project", *arguments])


def test_the_same_report_without_a_screen(changed: Bench) -> None:
    """For everybody who labelled it; nothing is changed, nothing controls the terminal."""
    before = changed.labels(load(changed.path).id)
    result = run("corpus")
    assert result.exit_code == 0
    assert "labels of ana: 1 kept, 1 asks, 1 lost" in result.stdout
    assert "labels of b�n: 1 moved" in result.stdout
    assert "number differs" in result.stdout
    assert "\x1b" not in result.stdout
    found = json.loads(run("corpus", "--format", "json").stdout)
    assert [one["counts"] for one in found] == [
        {"kept": 1, "moved": 0, "asks": 1, "lost": 1},
        {"kept": 0, "moved": 1, "asks": 0, "lost": 0},
    ]
    [kept, asks, lost] = found[0]["labels"]
    assert (kept["outcome"], kept["a"], kept["b"]) == ("kept", 0, 2)
    assert asks["text"] == REPORT[1]
    assert asks["new_text"] == NEWER[3]
    assert (lost["outcome"], lost["text"]) == ("lost", REPORT[9])
    assert changed.labels(load(changed.path).id) == before == {}


def test_without_changes_it_says_so(changed: Bench) -> None:
    """The file is as it was labelled."""
    write(changed.path, REPORT)
    assert run("corpus").stdout == "No labelled article changed.\n"


def _frozen(store: MemoryStore, **fields: str) -> str:
    article, sentences = cut_of(REPORT)
    article = msgspec.structs.replace(article, **fields)
    store.freeze(article, sentences)
    spot = article.sentence_id(sentences.span(0))
    store.annotate(store.join("ana"), [Change(article.id, spot, 0, Mark("claim"))])
    return article.id


@pytest.mark.parametrize(
    ("fields", "card", "found"),
    [
        ({"path": "x/a.txt"}, {"path": "x/../x/a.txt"}, True),
        ({"path": "x/a.txt"}, {"path": "x/b.txt"}, False),
        ({"url": "https://x.test/a/"}, {"url": "https://x.test/a"}, True),
        ({"source": "Post", "title": "Fire"}, {"source": "Post", "title": "Fire"}, True),
        ({"source": "Post", "title": "Fire"}, {"source": "Wire", "title": "Fire"}, False),
        ({"title": "Fire"}, {"title": "Fire"}, False),
    ],
)
def test_what_takes_the_place_of_an_article(
    fields: dict[str, str], card: dict[str, str], found: bool
) -> None:
    """The same path, address, or source with title."""
    store = MemoryStore()
    old = _frozen(store, **fields)
    new = msgspec.structs.replace(Card(article_id="a-new", path="somewhere.txt"), **card)
    pairs = [(one.kept.article.id, one.card) for one in replaced(store, [new])]
    assert pairs == ([(old, new)] if found else [])
    assert list(replaced(store, [new, Card(article_id=old, path="y")])) == []


def test_a_file_that_is_merely_not_opened_was_not_replaced(tmp_path: Path) -> None:
    """It still holds the text, though another article has its title."""
    path = tmp_path / "a.txt"
    path.write_text(cut_of(REPORT).article.text, encoding="utf-8")
    store = MemoryStore()
    _frozen(store, source="Post", title="Fire", path=str(path))
    new = Card(article_id="a-new", path="b.txt", source="Post", title="Fire")
    assert list(replaced(store, [new])) == []
    path.unlink()
    assert len(list(replaced(store, [new]))) == 1


def test_who_was_told_is_kept() -> None:
    """Each annotator's labels go over once; a newer version is told anew."""
    store = MemoryStore()
    ana, ben = store.join("ana"), store.join("ben")
    store.state(ana, [succession(store, "a-1", "a-2", ana)])
    store.state(ben, [succession(store, "a-1", "a-2", ben)])
    assert told(store, "a-1", "a-2") == {ana, ben}
    assert told(store, "a-1", "a-3") == frozenset()
    assert successors(store) == {"a-1": "a-2"}


@given(st.data())
def test_every_label_has_one_fate_and_kept_texts_are_the_same(data: st.DataObject) -> None:
    """Whatever was left out, changed and moved."""
    indices = st.integers(0, len(REPORT) - 1)
    order = data.draw(st.lists(indices, min_size=3, unique=True))
    edits = data.draw(st.sets(indices))
    old = cut_of(REPORT)
    new = cut_of([REPORT[i].replace(" the ", " a ", 1) if i in edits else REPORT[i] for i in order])
    labels = data.draw(st.dictionaries(indices, st.sampled_from(["claim", "quote"])))
    alignment = aligned(old, new)
    report = version_report(alignment, *old, *new, labels)
    assert [(fate.a, fate.label) for fate in report.fates] == sorted(labels.items())
    for fate in report.fates:
        assert fate.text == old.text(fate.a)
        if fate.outcome in ("kept", "moved"):
            assert fate.b is not None
            assert new.text(fate.b) == fate.text
        if fate.outcome == "lost":
            assert fate.reason
    targets = [fate.b for fate in report.fates if fate.outcome in ("kept", "moved")]
    assert len(targets) == len(set(targets))
    assert are_versions(aligned(old, old))
