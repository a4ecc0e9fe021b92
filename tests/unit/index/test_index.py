"""The index is what a fresh one would be, whatever happened to files, processes and itself."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.articles.corpus import Card, find
from annotations.articles.read_corpus import read_corpus
from annotations.articles.receipts import Receipt
from annotations.index import schema
from annotations.index.build import Builder
from annotations.index.query import parse
from annotations.index.reading import Index, open_index
from annotations.index.searching import holds, matches

ROOT = Path(__file__).parents[3]
RULES = "rules of these tests"
_WORDS = "quay ship Calder crown Ostra rate 42 ünited Straße’s 日本 ﬁsh the a".split()


def read(corpus: Path, builder: Builder | None) -> tuple[list[Card], list[Receipt], list[object]]:
    """Everything that reading a corpus gives."""
    cards: list[Card] = []
    receipts: list[Receipt] = []
    skipped: list[object] = []
    files = find([corpus]).files
    for batch in read_corpus(files, memory=builder):
        cards += batch.cards
        receipts += batch.receipts
        skipped += batch.skipped
    if builder is not None:
        builder.forget(files, [str(corpus)])
    return cards, receipts, skipped


def keep(project: Path, corpus: Path, *, rules: str = RULES) -> list[str]:
    """Bring the project's index in line; what was said on the way. Cards are as without one."""
    project.mkdir(exist_ok=True)
    with Builder(project, rules) as builder:
        assert read(corpus, builder) == read(corpus, None)
    return builder.notices


def contents(index: Index) -> set[tuple[object, ...]]:
    """Every article of an index: its card, text and terms, and that words find it."""
    rows = index.db.execute(
        "SELECT article, path, card, terms, body, published, day, source FROM articles"
        " JOIN cards USING (id) JOIN texts USING (id) JOIN files ON files.id = file"
    ).fetchall()
    return {
        (*row, *((known.term, known.articles) for known in index.terms(row[0]))) for row in rows
    }


def age(corpus: Path) -> None:
    """Let files be older than the moment in which one might change without another time."""
    for path in corpus.rglob("*"):
        if path.is_file():
            status = path.stat()
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns - 10**9))


_text = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=12).map(" ".join)
_steps = st.lists(
    st.dictionaries(st.integers(0, 5), st.none() | _text, min_size=1, max_size=4),
    min_size=1,
    max_size=4,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(_steps, st.lists(st.sampled_from(_WORDS), min_size=1, max_size=3))
def test_kept_up_is_made_anew(
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[dict[int, str | None]],
    asked: list[str],
) -> None:
    """Files come, change and go: the index is as one made at once, and finds as a scan does."""
    folder = tmp_path_factory.mktemp("index")
    corpus = folder / "corpus"
    corpus.mkdir()
    for number, step in enumerate(steps):
        for name, text in step.items():
            path = corpus / f"{name}.txt"
            if text is None:
                path.unlink(missing_ok=True)
            else:
                path.write_text(f"{text}.\n", encoding="utf-8")
                os.utime(path, ns=(0, 10**18 + number))
        assert keep(folder / "project", corpus) == []
    assert keep(folder / "fresh", corpus) == []
    with open_index(folder / "project") as kept, open_index(folder / "fresh") as fresh:
        assert contents(kept) == contents(fresh)
        for words in (asked[:1], asked):
            query = parse(f'"{" ".join(words)}"')
            cards = read(corpus, None)[0]
            by_scan = {
                card.article_id
                for card in cards
                if all(holds(Path(card.path).read_text("utf-8"), one) for one in query.wanted)
            }
            if query.wanted:
                assert {one.article_id for one in matches(kept, query)} == by_scan
        integrity = "INSERT INTO words(words) VALUES ('integrity-check')"
        db = sqlite3.connect(folder / "project" / schema.FILE)
        db.execute(integrity)
        db.close()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Sixty articles, one text twice, and a file that is none."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(60):
        text = f"Report {number} on Port Calder. Maren Quist counted {number * 131} ships."
        (folder / f"{number:02}.txt").write_text(text)
    (folder / "twice.txt").write_text((folder / "07.txt").read_text())
    (folder / "empty.txt").write_text("")
    age(folder)
    return folder


def test_a_second_start_reads_no_file(
    tmp_path: Path, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cards, receipts and what was skipped come from the index, to the letter."""
    expected = read(corpus, None)
    keep(tmp_path / "project", corpus)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a file was read")

    monkeypatch.setattr("annotations.articles.read_corpus.FileReading", refuse)
    with Builder(tmp_path / "project", RULES) as builder:
        assert read(corpus, builder) == expected
    assert not builder.changed


def test_a_file_that_was_changed_at_once_is_read_again(tmp_path: Path, corpus: Path) -> None:
    """Same size, and a time that a coarse clock gives twice."""
    path = corpus / "00.txt"
    path.write_text("First words of it.")
    keep(tmp_path / "project", corpus)
    status = path.stat()
    path.write_text("Other words of it.")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    keep(tmp_path / "project", corpus)
    with open_index(tmp_path / "project") as index:
        assert len(list(matches(index, parse("other")))) == 1
        assert not list(matches(index, parse("first")))


def _damage(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for at in range(5_000, len(data), 3_000):
        data[at : at + 900] = b"\xa5" * min(900, len(data) - at)
    path.write_bytes(data)


def _set_version(path: Path, version: int) -> None:
    db = sqlite3.connect(path)
    db.execute(f"PRAGMA user_version = {version}")
    db.close()


def _add_trigger(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("CREATE TRIGGER bad AFTER INSERT ON files BEGIN DELETE FROM articles; END")
    db.close()


_BAD = {
    "damaged": (_damage, "damaged"),
    "no database": (lambda path: path.write_bytes(b"no database" * 1000), "damaged"),
    "cut off": (lambda path: path.write_bytes(path.read_bytes()[:9_000]), "damaged"),
    "later": (lambda path: _set_version(path, schema.VERSION + 1), "later version"),
    "older": (lambda path: _set_version(path, 0), "older"),
    "hostile": (_add_trigger, "none of ours"),
    "empty": (lambda path: path.write_bytes(b""), ""),
}


@pytest.mark.parametrize("kind", _BAD)
def test_an_index_of_no_use_is_made_anew(tmp_path: Path, corpus: Path, kind: str) -> None:
    """Said in one line; cards are right all the while, and the new index is whole."""
    project = tmp_path / "project"
    keep(project, corpus)
    spoil, word = _BAD[kind]
    spoil(project / schema.FILE)
    notices = keep(project, corpus)
    notices += keep(project, corpus)
    assert len(notices) == (1 if word else 0), notices
    if word:
        assert word in notices[0]
        assert "being made anew" in notices[0]
    keep(project, corpus)
    keep(tmp_path / "fresh", corpus)
    with open_index(project) as index, open_index(tmp_path / "fresh") as fresh:
        assert contents(index) == contents(fresh)


def test_files_that_were_read_otherwise_are_read_again(tmp_path: Path, corpus: Path) -> None:
    """Another limit of size, another encoding, another version of the program."""
    keep(tmp_path / "project", corpus)
    [notice] = keep(tmp_path / "project", corpus, rules="others")
    assert "read otherwise" in notice


def test_a_link_or_a_pipe_is_not_opened(tmp_path: Path, corpus: Path) -> None:
    """Nothing elsewhere is written to, and nothing waits for ever."""
    project = tmp_path / "project"
    project.mkdir()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"")
    (project / schema.FILE).symlink_to(elsewhere)
    keep(project, corpus)
    assert elsewhere.read_bytes() == b""
    (project / schema.FILE).unlink(missing_ok=True)
    os.mkfifo(project / schema.FILE)
    keep(project, corpus)
    assert (project / schema.FILE).is_file()


def test_where_nothing_can_be_written_all_goes_on(
    tmp_path: Path, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk ends the index, not the reading; a folder that is not there makes none."""
    with Builder(tmp_path / "nowhere", RULES) as builder:
        assert read(corpus, builder) == read(corpus, None)
    assert builder.notices == []
    assert not (tmp_path / "nowhere").exists()

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(Builder, "_write_row", full)
    (tmp_path / "project").mkdir()
    with Builder(tmp_path / "project", RULES) as builder:
        assert read(corpus, builder) == read(corpus, None)
    assert builder.notices == ["The index of the corpus is not kept up: database or disk is full."]


def test_two_at_once(tmp_path: Path, corpus: Path) -> None:
    """One writes; the other reads what there is, and has the same cards."""
    project = tmp_path / "project"
    project.mkdir()
    with Builder(project, RULES) as first:
        assert first.writes
        with Builder(project, RULES) as second:
            assert not second.writes
            assert second.busy
            assert read(corpus, second) == read(corpus, None)
            read(corpus, first)
            first.flush()
            assert read(corpus, second) == read(corpus, None)
            with open_index(project) as index:
                assert index.total == 61
    assert keep(project, corpus) == []


_PROGRAM = """
import sys
from pathlib import Path
from tests.unit.index.test_index import RULES, read
from annotations.index.build import Builder
import annotations.index.build as build
build._BATCH = 3
with Builder(Path(sys.argv[1]), RULES) as builder:
    print("begun", flush=True)
    read(Path(sys.argv[2]), builder)
"""


@pytest.mark.parametrize("after", [0.0, 0.02, 0.06, 0.15])
def test_killed_in_the_middle(tmp_path: Path, corpus: Path, after: float) -> None:
    """The next one goes on from what was written, and no lock is left behind."""
    project = tmp_path / "project"
    project.mkdir()
    running = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, str(project), str(corpus)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    assert running.stdout is not None
    running.stdout.readline()
    if after:
        deadline = time.monotonic() + after
        while time.monotonic() < deadline and running.poll() is None:
            pass
    running.send_signal(signal.SIGKILL)
    running.wait()
    running.stdout.close()
    assert keep(project, corpus) == []
    keep(tmp_path / "fresh", corpus)
    with open_index(project) as index, open_index(tmp_path / "fresh") as fresh:
        assert contents(index) == contents(fresh)
        assert index.total == 61


@given(st.text(max_size=80) | st.text("\"'()*:^{}-+ ANDORNOTEAR ab", max_size=40))
@settings(deadline=None, max_examples=300)
def test_no_query_means_anything_to_sqlite(text: str) -> None:
    """Whatever is typed is words: no operator, column or quote of SQLite's gets through."""
    index = Index(schema.in_memory())
    for as_typed in (True, False):
        assert list(matches(index, parse(text, as_typed=as_typed))) == []
    index.close()


def test_terms_find_what_shares_them(tmp_path: Path, corpus: Path) -> None:
    """The rarest first; days bound it; the article itself is among them."""
    keep(tmp_path / "project", corpus)
    with open_index(tmp_path / "project") as index:
        [match] = matches(index, parse('"report 9"'))
        known = index.terms(match.article_id)
        by_text = {(one.term.kind, one.term.text): one.articles for one in known}
        assert by_text["value", "1179"] == 1
        assert by_text["person", "maren quist"] > 50
        found = index.candidates([one.term for one in known])
        assert found[0].article_id == match.article_id
        assert len(found) > 50
        assert index.candidates([one.term for one in known], 1_000, 3)[0].day is None
        assert index.terms("a-0000000000000000") == ()
