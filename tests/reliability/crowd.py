"""Writers that are killed: `python -m tests.reliability.crowd KIND FOLDER WRITERS ROUNDS SEED`.

One small process starts the writers by forking, reads what they acknowledge, ends them with
`kill -9` after a chosen number of acknowledgements, opens the store and compares. It prints one
JSON object. Kinds are stores with one way to write and one way to read; each writer does its
own endless list of labels, so what may be found is known exactly.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from tests.reliability.labelling_work import ARTICLE, CUTS, change

SENTENCES = len(CUTS)
Say = Callable[[int, str], object]
Told = dict[str, dict[int, str]]
"""Label by sentence, by writer."""


class Kind(NamedTuple):
    """A store that may be killed."""

    writing: Callable[[Path, str], Say]
    """Opens it for a writer; gives the way to label a sentence."""
    reading: Callable[[Path], Told]


def _ours(folder: Path, name: str) -> Say:
    from annotations.store.tinydb_store import TinyDBStore

    store = TinyDBStore(folder)
    store.freeze(ARTICLE, CUTS)
    person = store.join(name)
    count = 0

    def say(index: int, label: str) -> None:
        nonlocal count
        store.annotate(person, [change(index, label)])
        count += 1
        if count % 9 == 0:
            store.compact()

    return say


def _ours_read(folder: Path) -> Told:
    from annotations.store.tinydb_store import TinyDBStore

    store = TinyDBStore(folder)
    told: Told = {name: {} for name in store.people().values()}
    for one in store.annotations():
        told[store.people()[one.person]][one.index] = one.label
    store._engine.close(fold=False)
    return told


def _stock(folder: Path, name: str) -> Say:
    import tinydb
    from tinydb.table import Document

    db = tinydb.TinyDB(folder / "stock.json")
    # Text of changing length, as work is: that is when a tail of the old file sticks out.
    return lambda index, label: db.table(name).upsert(
        Document({"label": label, "note": "n" * (int(label) * 37 % 400)}, doc_id=index + 1)
    )


def _stock_read(folder: Path) -> Told:
    try:
        tables = json.loads((folder / "stock.json").read_text() or "{}")
    except FileNotFoundError:
        return {}
    return {
        name: {int(key) - 1: document["label"] for key, document in documents.items()}
        for name, documents in tables.items()
    }


def _renaming(folder: Path, name: str) -> Say:
    """The popular recipe: write beside and rename, without a sync."""
    path = folder / "renamed.json"
    told = json.loads(path.read_text()) if path.exists() else {}

    def say(index: int, label: str) -> None:
        told.setdefault(name, {})[str(index)] = label
        path.with_suffix(".tmp").write_text(json.dumps(told))
        path.with_suffix(".tmp").rename(path)

    return say


def _renaming_read(folder: Path) -> Told:
    path = folder / "renamed.json"
    told = json.loads(path.read_text()) if path.exists() else {}
    return {name: {int(key): label for key, label in one.items()} for name, one in told.items()}


KINDS = {
    "ours": Kind(_ours, _ours_read),
    "stock": Kind(_stock, _stock_read),
    "renaming": Kind(_renaming, _renaming_read),
}


def labels_after(count: int) -> dict[int, str]:
    """What a writer has said once it said `count` things."""
    return {number * 7 % SENTENCES: str(number) for number in range(count)}


class Writer:
    """A forked writer that goes on where the one before it was killed."""

    def __init__(self, kind: Kind, folder: Path, name: str, start: int) -> None:
        self.name = name
        self.said = start
        """How many things were acknowledged."""
        self._from, into = os.pipe()
        self.pid = os.fork()
        if not self.pid:
            os.close(self._from)
            try:
                say = kind.writing(folder, name)
                for number in range(start, 1 << 30):
                    say(number * 7 % SENTENCES, str(number))
                    os.write(into, b".")
            finally:
                os._exit(1)
        os.close(into)

    def hear(self, most: int) -> bool:
        """Take in up to `most` acknowledgements; whether the writer goes on."""
        heard = os.read(self._from, most)
        self.said += len(heard)
        return bool(heard)

    def hear_what_is_there(self) -> None:
        """Take in what was acknowledged up to now, without waiting."""
        os.set_blocking(self._from, False)
        try:
            while self.hear(1 << 16):
                pass
        except BlockingIOError:
            return
        finally:
            os.set_blocking(self._from, True)

    def end(self) -> None:
        """`kill -9`; what it acknowledged before is counted."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        while self.hear(1 << 16):
            pass
        os.close(self._from)


def started(kind: Kind, folder: Path, said: dict[str, int]) -> list[Writer]:
    """A writer for each name."""
    return [Writer(kind, folder, name, start) for name, start in said.items()]


def compared(told: Told, said: dict[str, int], spare: int = 1) -> Iterator[str]:
    """What is wrong: a store holds all that was said, and at most `spare` things more.

    Afterwards `said` counts what the store holds.
    """
    for name, count in said.items():
        found = told.get(name, {})
        for more in range(spare + 1):
            if found == labels_after(count + more):
                said[name] = count + more
                break
        else:
            lost = sum(found.get(i) != label for i, label in labels_after(count).items())
            yield f"{name}: {lost} labels of {count} are lost or wrong"


def main(kind_name: str, folder: Path, writers: int, rounds: int, seed: int) -> None:
    """Kill, and look."""
    kind, chance = KINDS[kind_name], random.Random(seed)
    said = {f"writer {number}": 0 for number in range(writers)}
    failures: list[str] = []
    done = 0
    while done < rounds and not failures:
        done += 1
        running = started(kind, folder, said)
        for _ in range(chance.randrange(1, 40)):
            for writer in running:
                writer.hear(1)
        for writer in running:
            writer.end()
        said = {writer.name: writer.said for writer in running}
        try:
            failures += compared(kind.reading(folder), said)
        except Exception as error:
            failures.append(f"unreadable: {error}")
    print(json.dumps({"rounds": done, "acknowledged": sum(said.values()), "failures": failures}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *map(int, sys.argv[3:6]))
