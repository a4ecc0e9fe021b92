"""Stores of any size to measure, ours and others; each can be opened in a process of its own.

python -m benchmarks.store_cases KIND FOLDER    opens one and prints what that cost, as JSON
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import tinydb
from tinydb.middlewares import CachingMiddleware
from tinydb.storages import JSONStorage

from annotations.articles.article import Article, Sentences, article_id_of
from annotations.store import DATABASE, Change, Mark
from annotations.store.article_files import Shelf
from annotations.store.engine import disk
from annotations.store.engine.files import Files, new_segment
from annotations.store.engine.journal import Header, Op, encode
from annotations.store.engine.overlay_table import Run
from annotations.store.engine.snapshot import rendered
from annotations.store.events import MAX_SENTENCES, Progress
from annotations.store.registry import place_of
from annotations.store.rows import (
    ArticleRow,
    DeviceRow,
    Head,
    Meta,
    PersonRow,
    Row,
    event_document,
)
from annotations.store.rows import encode as document
from annotations.store.tinydb_store import TinyDBStore

SENTENCES = 1000
"""Of each article."""

TEXT = " ".join(f"Sentence number {number} says something." for number in range(SENTENCES))
_STEPS = [TEXT.index(f"Sentence number {number} ") for number in range(SENTENCES)]
CUTS = Sentences(((at, TEXT.index(".", at) + 1) for at in _STEPS), cutter="bench/1")
ARTICLE = Article(id=article_id_of(TEXT), text=TEXT)
PERSON, DEVICE, PROJECT = "u-0123456789abcdef", "d-0123456789ab", "p-0123456789abcdef"
HLC = "2026-05-01T10:00:00.000Z-0001-0123"
NOTE = "He said so twice, and the second time with a number; the report has only the first."

IDS = [ARTICLE.sentence_id(span) for span in CUTS.spans]


def change(index: int, label: str) -> Change:
    """What is said of a sentence of the first article."""
    index %= SENTENCES
    return Change(ARTICLE.id, IDS[index], index, Mark(label))


LABELS = ("claim", "quote", "speculation")


def row(number: int, label: str = "claim") -> dict[str, Any]:
    """A document as other stores keep it: some 290 bytes of JSON."""
    return {
        "sentence": IDS[number % SENTENCES],
        "event": f"e-{number:032x}",
        "hlc": HLC,
        "label": label,
        "note": NOTE,
        "guideline": "3",
        "article": f"a-{number // SENTENCES:016x}",
    }


def ours(folder: Path, size: int) -> None:
    """A project with `size` annotations, each with its event, folded."""
    folder.mkdir(parents=True)
    files = Files(folder / DATABASE)
    sha256 = Shelf(folder / "articles").put(ARTICLE, CUTS)
    articles = range(1, max(size // SENTENCES, 1) + 1)
    per_article = document(Progress({"claim": min(size, SENTENCES)}))
    tables = {
        "articles": (
            (n, document(ArticleRow(_article(n), SENTENCES, sha256 if n == 1 else "")))
            for n in articles
        ),
        "devices": iter([(1, document(DeviceRow(DEVICE, place_of(folder))))]),
        f"events/{DEVICE}": ((n + 1, _event(n)) for n in range(size)),
        f"labels/{PERSON}": (
            ((n // SENTENCES + 1) * MAX_SENTENCES + n % SENTENCES, _label(n)) for n in range(size)
        ),
        "meta": iter([(1, document(Meta(1, PROJECT, HLC[:24])))]),
        "people": iter([(1, document(PersonRow(PERSON, "Ana")))]),
        f"progress/{PERSON}": ((n, per_article) for n in articles),
        "undo": iter([(1, document(Head()))]),
    }
    header = Header(1, 7, 0)
    new_segment(files, header)
    runs = ((name, _runs(rows)) for name, rows in tables.items())
    disk.replace(files.snapshot, rendered(runs, header.gen, header.seq, header.salt))


def _article(number: int) -> str:
    return ARTICLE.id if number == 1 else f"a-{number:016x}"


def _event(number: int) -> bytes:
    fields = {
        "v": 1,
        "project": PROJECT,
        "person": PERSON,
        "device": DEVICE,
        "seq": number + 1,
        "hlc": HLC,
        "type": "annotate",
        "article": _article(number // SENTENCES + 1),
        "sentence": IDS[number % SENTENCES],
        "index": number % SENTENCES,
        "label": "claim",
        "guideline": "3",
        "action": f"x-{DEVICE[2:]}-{number + 1}",
    }
    return event_document(fields, {"below": f"x-{DEVICE[2:]}-{number}"})[1]


def _label(number: int) -> bytes:
    sentence = IDS[number % SENTENCES]
    return document(Row(sentence, f"e-{number:032x}", HLC, "claim", False, "", "3"))


def _runs(rows: Iterator[tuple[int, bytes]]) -> Iterator[Run]:
    return ((number, number, 1, b'"%d": %b' % (number, raw)) for number, raw in rows)


def journalled(folder: Path, tags: int) -> None:
    """Add tags to a project's journal, as a crash would leave them; nothing is folded."""
    files = Files(folder / DATABASE)
    [gen] = files.segments()
    lines = []
    for n in range(tags):
        doc_id = (n // SENTENCES + 1) * MAX_SENTENCES + n % SENTENCES
        ops: list[Op] = [
            (f"events/{DEVICE}", 10**7 + n, _event(n)),
            (f"labels/{PERSON}", doc_id, _label(n)),
            (f"progress/{PERSON}", 1, b'{"labels":{"claim":1000}}'),
            ("undo", 1, document(Head(f"x-{DEVICE[2:]}-{n}"))),
        ]
        lines.append(encode(n + 1, ops, 7))
    with files.segment(gen).open("ab") as file:
        file.write(b"".join(lines))


def stock(folder: Path, size: int) -> None:
    """The same rows in stock TinyDB's file."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "stock.json").open("w") as file:
        file.write('{"labels": {')
        for number in range(size):
            file.write((", " if number else "") + f'"{number + 1}": {json.dumps(row(number))}')
        file.write("}}")


def caching(folder: Path) -> tinydb.TinyDB:
    """Stock TinyDB that keeps everything in memory, and saves now and then."""
    storage = CachingMiddleware(JSONStorage)  # type: ignore[no-untyped-call]
    return tinydb.TinyDB(folder / "stock.json", storage=storage)


def sqlite(folder: Path, size: int) -> None:
    """The same rows in SQLite, as durable as it can be: WAL, and a sync at every commit."""
    db = sqlite3.connect(folder / "sqlite.db", isolation_level=None)
    db.execute("pragma journal_mode=wal")
    db.execute("pragma synchronous=full")
    db.execute("create table labels (id integer primary key, document text not null)")
    db.execute("begin")
    rows = ((number + 1, json.dumps(row(number))) for number in range(size))
    db.executemany("insert into labels values (?, ?)", rows)
    db.execute("commit")
    db.execute("pragma wal_checkpoint(truncate)")
    db.close()


def durable(folder: Path) -> sqlite3.Connection:
    """The same SQLite file, opened to save with a sync at each commit."""
    db = sqlite3.connect(folder / "sqlite.db", isolation_level=None)
    db.execute("pragma synchronous=full")
    return db


def _open_ours(folder: Path) -> object:
    store = TinyDBStore(folder / "ours")
    assert store.db.engine.get(f"labels/{PERSON}", MAX_SENTENCES)
    return store


def _open_stock(folder: Path) -> object:
    db = tinydb.TinyDB(folder / "stock.json")
    assert db.table("labels").get(doc_id=1)
    return db


def _open_caching(folder: Path) -> object:
    db = caching(folder)
    assert db.table("labels").get(doc_id=1)
    return db


def _open_sqlite(folder: Path) -> object:
    db = sqlite3.connect(folder / "sqlite.db")
    assert db.execute("select document from labels where id = 1").fetchone()
    return db


OPENING: dict[str, Callable[[Path], object]] = {
    "ours": _open_ours,
    "stock": _open_stock,
    "caching": _open_caching,
    "sqlite": _open_sqlite,
}


def private_memory() -> int:
    """Bytes of memory that are this process's alone; a mapped file's pages are not."""
    for line in Path("/proc/self/smaps_rollup").read_text().splitlines():
        if line.startswith("Private_Dirty:"):
            return int(line.split()[1]) * 1024
    return 0


def main(kind: str, folder: Path) -> None:
    """Open, and print what that cost."""
    before, start = private_memory(), time.perf_counter()
    opened = OPENING[kind](folder)
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "private": private_memory() - before}))
    sys.stdout.flush()
    del opened
    os._exit(0)  # a large store would fold, which is not what is measured


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
