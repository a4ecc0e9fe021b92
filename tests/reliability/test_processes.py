"""Several processes at work on one project, folding it under each other's hands."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from annotations.store.tinydb_store import TinyDBStore
from annotations.store.verify import Kind, check
from tests.reliability.failing_disk import FULL
from tests.reliability.labelling_work import ARTICLE, CUTS

ROOT = Path(__file__).parents[2]
TAGS = 60 if FULL else 25

WORKER = """
import sys
from pathlib import Path
from annotations.store.tinydb_store import TinyDBStore
from tests.reliability.labelling_work import change

store = TinyDBStore(Path(sys.argv[1]))
name, tags = sys.argv[2], int(sys.argv[3])
mine, shared = store.join(name), store.join("shared")
counter = store.db.table("counter")
for number in range(tags):
    store.annotate(mine, [change(number % 40, f"{name}-{number}")])
    store.annotate(shared, [change(number % 40, f"{name}-{number}")])
    counter.update(lambda row: row.update(n=row["n"] + 1), doc_ids=[1])
    store.db.table("rows").insert({"by": name})
    if number % 10 == 9:
        store.compact()
store.close()
"""


@pytest.mark.slow
@pytest.mark.parametrize("processes", [2, 8])
def test_processes_lose_nothing_of_each_others(tmp_path: Path, processes: int) -> None:
    """Labels, numbers that are counted up, and rows that choose their own number."""
    store = TinyDBStore(tmp_path)
    store.freeze(ARTICLE, CUTS)
    store.db.table("counter").insert({"n": 0})
    names = [f"p{number}" for number in range(processes)]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", WORKER, str(tmp_path), name, str(TAGS)],
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in names
    ]
    for process in running:
        _, error = process.communicate()
        assert process.returncode == 0, error

    total = processes * TAGS
    assert store.db.table("counter").all() == [{"n": total}]
    rows = store.db.table("rows").all()
    assert [row.doc_id for row in rows] == list(range(1, total + 1))
    assert sorted(row["by"] for row in rows) == sorted(names * TAGS)
    people = {name: person for person, name in store.people().items()}
    assert len(people) == processes + 1
    for name in names:
        said = {one.index: one.label for one in store.annotations(person=people[name])}
        assert said == {n % 40: f"{name}-{n}" for n in range(TAGS)}
    assert sum(1 for _ in store.history(person=people["shared"])) == total + 1
    assert sum(1 for _ in store.changes({})) == 2 * total + processes + 1
    for _ in range(total):
        assert store.undo(people["shared"])
    assert not list(store.annotations(person=people["shared"]))
    store.close()
    assert {finding.kind for finding in check(tmp_path)} == {Kind.GOOD}
