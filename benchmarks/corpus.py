"""The index of a corpus: making it, starting again, searching, beside other ways in one run.

python -m benchmarks.corpus [--articles N] [--keep FOLDER]

The articles are made by chance (`corpus_articles.py`). `--articles 1000000` takes about an hour and
20 GB; the default is for a try. `--keep` leaves corpus and project there for the next run.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from annotations.articles.corpus import find
from annotations.config import Config
from annotations.index.query import parse
from annotations.index.reading import open_index
from annotations.index.searching import matches
from annotations.workflow.corpus_search import FIRST, Labels, Search
from annotations.workflow.indexing import builder
from annotations.workflow.open_articles import read_on
from benchmarks.corpus_articles import Press, write

ROOT = Path(__file__).parents[1]

LISTED = 30
"""Findings with snippets: what a screen shows."""


def line(what: str, figure: float, unit: str, goal: str = "") -> None:
    """A row of the table."""
    print(f"  {what:58}{figure:12,.2f} {unit:14}{goal}", flush=True)


def timed(work: Callable[[], object]) -> float:
    """Seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def p95(seconds: list[float]) -> float:
    """Milliseconds."""
    return 1000 * sorted(seconds)[max(int(0.95 * len(seconds)) - 1, 0)]


def read_all(corpus: Path, project: Path | None) -> None:
    """What the reader does behind the screen."""
    files = find([corpus]).files
    index = builder(project, Config()) if project is not None else None
    if index is None:
        for _ in read_on(files, (), Config()):
            pass
        return
    with index:
        for _ in read_on(files, (), Config(), index):
            pass


def in_child(*words: str) -> tuple[float, float]:
    """Seconds and megabytes (the most at a time) of this program with these words."""
    start = time.perf_counter()
    child = subprocess.Popen([sys.executable, "-m", "benchmarks.corpus", *words], cwd=ROOT)
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"failed: {words}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def queries(press: Press, number: int = 40) -> list[str]:
    """Words, rare and frequent; phrases of names; with dates."""
    chance = random.Random(3)
    ranks = [int(10 ** chance.uniform(1.8, 4.3)) for _ in range(number)]
    words = [press.words[min(rank, len(press.words) - 1)] for rank in ranks]
    names = [f'"{chance.choice(press.names[:2000])}"' for _ in range(number // 2)]
    both = [f"{a} {b}" for a, b in zip(words[: number // 2], words[number // 2 :], strict=False)]
    dated = [f"{word} date:2024-05..2024-07" for word in words[: number // 4]]
    return [*words, *names, *both, *dated]


def first_picture(corpus: Path, project: Path) -> float:
    """Seconds from the start of the program until a title is on the screen, in a terminal."""
    import pty
    import select

    start = time.perf_counter()
    pid, terminal = pty.fork()
    if not pid:
        os.chdir(ROOT)
        os.environ.update(TERM="xterm-256color", COLUMNS="120", LINES="40")
        program = [sys.executable, "-m", "tui", str(corpus), "--project", str(project)]
        os.execv(sys.executable, program)
    shown = b""
    try:
        while b"claim" not in shown and time.perf_counter() - start < 60:
            if select.select([terminal], [], [], 0.5)[0]:
                shown += os.read(terminal, 65_536)
        took = time.perf_counter() - start
    finally:
        os.kill(pid, 9)
        os.waitpid(pid, 0)
        os.close(terminal)
    return took


def measure(number: int, folder: Path) -> None:
    """The table."""
    corpus, project, small = folder / "corpus", folder / "project", folder / "small"
    if not corpus.is_dir():
        line("made", timed(lambda: write(corpus, number)), "s")
        write(small, 100)
    project.mkdir(exist_ok=True)
    (folder / "project-small").mkdir(exist_ok=True)
    print(f"{number:,} articles")
    started, _ = in_child("--only", "nothing", str(corpus), str(project))
    alone, _ = in_child("--only", "read", str(corpus), str(project))
    alone -= started
    line("reading alone", number / alone, "articles/s")
    fresh = not (project / "index.sqlite").exists()
    first, _ = in_child("--only", "index", str(corpus), str(project))
    if fresh:
        line("first indexing", number / (first - started), "articles/s")
        line("  of reading alone", alone / (first - started), "x", ">= 0.5")
    again, memory = in_child("--only", "index", str(corpus), str(project))
    line("second start, until every story is there", again - started, "s")
    _, empty = in_child("--only", "nothing", str(corpus), str(project))
    line("  memory over an empty start", memory - empty, "MB", "<= 150 at 1,000,000")
    few = statistics.median(first_picture(small, folder / "project-small") for _ in range(5))
    many = statistics.median(first_picture(corpus, project) for _ in range(5))
    line("first picture, 100 articles", 1000 * few, "ms")
    line(f"first picture, {number:,} articles, second start", 1000 * many, "ms")
    line("  over 100 articles", many / few, "x", "<= 1.3 (1,000,000: <= 2)")
    line("index", (project / "index.sqlite").stat().st_size / number, "bytes each")
    press = Press()
    searching(project, queries(press))
    beside(corpus, project, queries(press)[:12], folder)


def searching(project: Path, asked: list[str]) -> None:
    """Searches as one types, letter by letter, and whole ones."""
    with open_index(project) as index:
        labels = Labels(None)
        typed, whole, counts = [], [], []
        for text in asked:
            for end in range(2, len(text) + 1):
                query = parse(text[:end], as_typed=True)

                def show(query: object = query) -> None:
                    search = Search(index, query, labels)  # type: ignore[arg-type]
                    list(search.findings(search.newest(FIRST)[:LISTED]))

                typed.append(timed(show))
            query = parse(text)
            whole.append(timed(lambda query=query: list(matches(index, query))))  # type: ignore[misc]
            counts.append(timed(lambda query=query: Search(index, query, labels).count()))  # type: ignore[misc]
        line(
            "search as one types, a letter, with 30 snippets, median",
            1000 * statistics.median(typed),
            "ms",
        )
        line("  p95", p95(typed), "ms", "<= 50")
        line("every article of a query, median", 1000 * statistics.median(whole), "ms")
        line("counts by source and month, p95", p95(counts), "ms")
        of = [row[0] for row in index.db.execute("SELECT article FROM articles LIMIT 4000")][::100]
        found = [
            timed(lambda id_=id_: index.candidates([one.term for one in index.terms(id_)]))  # type: ignore[misc]
            for id_ in of
        ]
        line("articles that share terms with one, p95", p95(found), "ms", "<= 50")


def beside(corpus: Path, project: Path, asked: list[str], folder: Path) -> None:
    """The same words by other ways: which articles hold them."""
    words = [text for text in asked if re.fullmatch(r"\w+", text)]
    with open_index(project) as index:
        own = [timed(lambda w=w: list(matches(index, parse(w)))) for w in words]  # type: ignore[misc]
    line("one word, every article: Slugline", 1000 * statistics.median(own), "ms")
    stock(corpus, words, folder)
    tantivy(corpus, words, folder)
    if rg := shutil.which("rg"):
        took = [
            timed(lambda w=w: subprocess.run([rg, "-liw", w, str(corpus)], capture_output=True))  # type: ignore[misc]
            for w in words[:3]
        ]
        line("one word, every article: ripgrep", 1000 * statistics.median(took), "ms")
    else:
        print("  ripgrep is not installed")


def texts(corpus: Path) -> Iterator[tuple[str, str]]:
    """Path and contents of every file, without reading them as articles."""
    for file in find([corpus]).files:
        yield file.path, Path(file.path).read_text("utf-8")


def stock(corpus: Path, words: list[str], folder: Path) -> None:
    """SQLite's full-text table as it comes: files in, words out."""
    path = folder / "stock.sqlite"
    path.unlink(missing_ok=True)
    db = sqlite3.connect(path)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("CREATE VIRTUAL TABLE stock USING fts5(path UNINDEXED, body)")

    def make() -> None:
        with db:
            db.executemany("INSERT INTO stock VALUES (?, ?)", texts(corpus))

    line("stock FTS5: files to table, nothing else read", timed(make), "s")
    took = [
        timed(lambda w=w: db.execute("SELECT path FROM stock WHERE stock MATCH ?", (w,)).fetchall())  # type: ignore[misc]
        for w in words
    ]
    line("one word, every article: stock FTS5", 1000 * statistics.median(took), "ms")
    db.close()


def tantivy(corpus: Path, words: list[str], folder: Path) -> None:
    """The same with tantivy."""
    try:
        import tantivy as library  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        print("  tantivy is not installed")
        return
    schema = library.SchemaBuilder()
    schema.add_text_field("path", stored=True)
    schema.add_text_field("body", stored=True)
    place = folder / "tantivy"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    index = library.Index(schema.build(), path=str(place))

    def make() -> None:
        writer = index.writer(100_000_000, 1)
        for path, body in texts(corpus):
            writer.add_document(library.Document(path=[path], body=[body]))
        writer.commit()
        writer.wait_merging_threads()

    line("tantivy: files to index, nothing else read", timed(make), "s")
    index.reload()
    searcher = index.searcher()

    def every(word: str) -> None:
        hits = searcher.search(index.parse_query(word, ["body"]), limit=2_000_000).hits
        [searcher.doc(address)["path"] for _, address in hits]

    took = [timed(lambda w=w: every(w)) for w in words]  # type: ignore[misc]
    line("one word, every article: tantivy", 1000 * statistics.median(took), "ms")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=5_000)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--only", choices=["nothing", "read", "index"], help=argparse.SUPPRESS)
    parser.add_argument("places", nargs="*", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.only == "read":
        read_all(asked.places[0], None)
    elif asked.only == "index":
        read_all(asked.places[0], asked.places[1])
    elif asked.only is None and asked.keep:
        asked.keep.mkdir(parents=True, exist_ok=True)
        measure(asked.articles, asked.keep)
    elif asked.only is None:
        with tempfile.TemporaryDirectory() as folder:
            measure(asked.articles, Path(folder))


if __name__ == "__main__":
    main()
