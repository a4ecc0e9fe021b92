"""What the benchmark of a team works with: streams of labels, writers, readers.

python -m benchmarks.team_cases write ADDRESS FOLDER WRITERS LABELS PACE
"""

from __future__ import annotations

import os
import random
import sys
import threading
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from annotations.articles.article import Article, Sentences, Span, article_id_of
from annotations.config import Config
from annotations.exchange.postgres.carrier import PostgresCarrier, connected
from annotations.exchange.private_keys import made_key
from annotations.exchange.read import Arrived, read_from
from annotations.exchange.sync import sync
from annotations.exchange.vouchers import of_stream
from annotations.store import Change, Mark, Store
from annotations.store.engine.hybrid_clock import Moment
from annotations.store.events import canonical_of, id_of
from annotations.store.in_memory import MemoryProject, in_memory
from annotations.store.rows import Link

CONFIG = Config()
LABELS = ("claim", "quote", "speculation")
SENTENCES = 40


@cache
def article(number: int) -> tuple[Article, Sentences]:
    """One of many articles of forty sentences."""
    parts = [
        f"Report {number} says that item {at} cost {at + number} dollars."
        for at in range(SENTENCES)
    ]
    text = " ".join(parts)
    spans, at = [], 0
    for part in parts:
        spans.append(Span(at, at + len(part)))
        at += len(part) + 1
    made = Article(id=article_id_of(text), text=text, title=f"Report {number}", path="")
    return made, Sentences(spans, (), "bench/1")


def change(number: int, articles: int) -> Change:
    """One label: another one at each turn, and at each return to the same sentence."""
    one, cuts = article(number // SENTENCES % articles)
    index, spots = number % SENTENCES, SENTENCES * articles
    label = LABELS[(number % spots + number // spots) % 3]
    return Change(one.id, one.sentence_id(cuts.span(index)), index, Mark(label))


def say(store: Store, person: str, number: int, articles: int = 5) -> None:
    """Give one label."""
    store.annotate(person, [change(number, articles)])


class Signing(MemoryProject):
    """A project in memory that has a key, as one in a folder has."""

    keys: Path

    @property
    def private(self) -> Path | None:
        """Where the key lies."""
        return self.keys


def project(keys: Path) -> Signing:
    """A new project in memory that signs."""
    made = in_memory()
    made.__class__ = Signing
    assert isinstance(made, Signing)
    made.keys = keys
    keys.mkdir(parents=True, exist_ok=True)
    return made


def stream(project_id: str, person: str, device: str, count: int) -> Iterator[tuple[Link, bytes]]:
    """A stream of so many chained labels, by somebody who joins first."""
    cases = [article(number) for number in range(min(1_000, count // SENTENCES + 1))]
    spots = [
        (one.id, one.sentence_id(span), at)
        for one, cuts in cases
        for at, span in enumerate(cuts.spans)
    ]
    prev, moment = "", Moment(1_767_000_000_000)
    for seq in range(1, count + 1):
        moment = moment.after(1_767_000_000_000 + seq * 10)
        article_id, sentence, index = spots[seq % len(spots)]
        fields: dict[str, object] = {
            "v": 1, "type": "annotate", "project": project_id, "person": person, "device": device,
            "seq": seq, "hlc": moment.stamp(device), "article": article_id, "sentence": sentence,
            "index": index, "label": LABELS[seq % 3], "guideline": "1",
            "action": f"x-{device[2:]}-{seq}",
        }  # fmt: skip
        if prev:
            fields["prev"] = prev
        if seq == 1:
            fields = {
                name: fields[name] for name in ("v", "project", "person", "device", "seq", "hlc")
            } | {"type": "person", "note": "Ana"}
        hashed = canonical_of(fields)
        prev_now = id_of(hashed)
        line = canonical_of({**fields, "id": prev_now})
        yield Link(prev_now, person, seq, prev, str(fields["hlc"])), line
        prev = prev_now


def signature(device: str, links: list[Link], keys: Path) -> str:
    """What the device signs of that stream."""
    keys.mkdir(parents=True, exist_ok=True)
    [voucher] = of_stream(device, links, made_key(keys, device))
    return voucher.line().decode() + "\n"


class Watcher(threading.Thread):
    """A colleague whose program asks every half a second what is new, and reads it with checks."""

    def __init__(self, address: str, every: float = 0.5) -> None:
        super().__init__(daemon=True)
        self._address = address
        self._every = every
        self.stop = threading.Event()
        self.seen: dict[str, float] = {}
        """When each event was there, by id; seconds since 1970."""

    def run(self) -> None:
        """Watch until told to stop, and once more."""
        with connected(self._address) as carrier:
            cursor: dict[str, int] = {}
            while not self.stop.is_set():
                self._look(carrier, cursor)
                self.stop.wait(self._every)
            self._look(carrier, cursor)

    def _look(self, carrier: PostgresCarrier, cursor: dict[str, int]) -> None:
        carrier.refresh()
        known = {name for name in carrier.names() if name.startswith("corpus/")} if cursor else ()
        carrier.look_ahead(cursor)
        found: Arrived = read_from(carrier, carrier.where, cursor, known)
        now = time.time()
        for link, one in zip(found.links, found.writers, strict=True):
            self.seen.setdefault(link.id, now)
            cursor[one.device] = max(cursor.get(one.device, 0), link.seq)


def write(address: str, folder: Path, writers: int, labels: int, pace: float) -> None:
    """So many writers, each a thread with a project and a connection of its own."""
    threads = [
        threading.Thread(target=_write, args=(address, folder / f"w{number}", labels, pace))
        for number in range(writers)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()


def _write(address: str, folder: Path, labels: int, pace: float) -> None:
    store = project(folder / "keys")
    with connected(address) as carrier, (folder / "acked").open("w") as out:
        done = sync(store, carrier, CONFIG)
        person = store.join(folder.name)
        done = sync(store, carrier, CONFIG, done.seen, receive=False)
        for number in range(labels):
            if pace:
                # Nobody keeps time with the others.
                time.sleep(random.uniform(0.5, 1.5) * pace)
            said = time.time()
            say(store, person, number)
            started = time.perf_counter()
            done = sync(store, carrier, CONFIG, done.seen, receive=False)
            took = time.perf_counter() - started
            out.write(f"{said} {took}\n")


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    write(sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5]), float(sys.argv[6]))
