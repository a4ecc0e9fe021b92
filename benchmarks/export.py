"""How fast a training set is written, beside bare dumps of the same rows in the same run.

`python -m benchmarks.export [--rows N] [--sentences N]` prints a table; ratios are to the first
line of a group.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterable
from itertools import islice
from math import inf
from multiprocessing import get_context
from pathlib import Path

import msgspec
import yaml

from annotations.articles.article import Article, Sentences, article_id_of
from annotations.config import Config
from annotations.dataset import FORMATS, Row, TrainingSet, export_file
from annotations.dataset.formats.yaml import to_yaml
from annotations.dataset.row import Heading
from annotations.store import Change, Mark, open_store
from annotations.store.tinydb_store import TinyDBStore

YAML_ROWS = 2_000
"""YAML is compared on fewer rows: PyYAML would take minutes."""


WATCHED = 3_000
"""Votes after which the memory is looked at again."""

HELD = 100_000
"""Rows that bare dumps are timed on."""


def fill(project: Path, rows: int, sentences: int) -> None:
    """Label `rows` sentences in articles of so many, half of them by two people."""
    project.mkdir()
    store = TinyDBStore(project)
    people = store.join("ana"), store.join("ben")
    labels = Config().scheme.slugs
    for number in range(-(-rows // sentences)):
        texts = [
            f"On day {number} the “committee” said for the {index}th time that prices may rise by "
            f"{index % 17}.{number % 10} percent before the end of the year."
            for index in range(min(sentences, rows - number * sentences))
        ]
        text = "\n".join(texts)
        spans, start = [], 0
        for one in texts:
            spans.append((start, start + len(one)))
            start += len(one) + 1
        article = Article(
            id=article_id_of(text),
            text=text,
            title=f"Day {number} of the talks",
            source="The Example Courier",
            url=f"https://example.org/{number}",
            published_at="2024-05-01",
        )
        kept = store.freeze(article, Sentences(spans))
        changes = [
            Change(
                article.id, article.sentence_id(kept.span(index)), index, Mark(labels[index % 3])
            )
            for index in range(len(spans))
        ]
        store.annotate(people[0], changes, guideline="1")
        store.annotate(people[1], changes[::2], guideline="1")
    # Folded now, or a process of its own would do it while the export is timed.
    store.compact()
    store.close()


def bare_jsonl(rows: Iterable[Row], path: Path) -> None:
    """What msgspec takes for rows that are there already."""
    encode = msgspec.json.Encoder().encode
    with path.open("wb") as out:
        for row in rows:
            out.write(encode(row) + b"\n")


def bare_json(rows: Iterable[Row], path: Path) -> None:
    """The same with the standard library."""
    with path.open("w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(msgspec.to_builtins(row), ensure_ascii=False) + "\n")


def bare_yaml(rows: Iterable[Row], path: Path) -> None:
    """What libyaml takes; its bytes are not read alike by all readers of YAML."""
    with path.open("w", encoding="utf-8") as out:
        data = [msgspec.to_builtins(row) for row in rows]
        yaml.dump(data, out, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)


def as_yaml(rows: Iterable[Row]) -> bytes:
    """What the YAML format writes."""
    return b"".join(to_yaml(Heading(Config().scheme.slugs, "train"), rows))


def timed(work: Callable[[], object]) -> float:
    """Seconds that it takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def held() -> float:
    """Memory that is this process's own and that of the one that helps it, in MB.

    Not the project's file, which is mapped into memory and which the system drops when it likes;
    where the system does not tell the two apart, the most that was ever held of both.
    """
    try:
        helping = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
        # What both hold counts for each by half.
        files = [Path(f"/proc/{process}/smaps_rollup") for process in ("self", *helping)]
        lines = [line for file in files for line in file.read_text().splitlines()]
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss_Anon:")) / 1e3


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--sentences", type=int, default=100, help="of an article")
    asked = parser.parse_args()
    count: int = asked.rows
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        # In another process, so that its memory is not taken for the export's.
        filling = get_context("spawn").Process(target=fill, args=(project, count, asked.sentences))
        filling.start()
        filling.join()
        store = open_store(project, read_only=True)
        training_set = TrainingSet(store, Config())
        path = Path(folder) / "rows"
        before, most, seen = held(), 0.0, 0

        def watch(votes: int) -> None:
            nonlocal most, seen
            seen += votes
            if seen >= WATCHED or votes >= WATCHED:
                most, seen = max(most, held()), 0

        export_file(training_set, FORMATS["jsonl"], path, watch)
        grown = most - before
        size = path.stat().st_size / 1e6
        # Bare dumps hold all rows in memory: as many as fit are compared, at the same speed.
        rows = [row for row in islice(training_set.rows(), HELD) if isinstance(row, Row)]
        few = rows[:YAML_ROWS]
        # They are nobody's garbage: looking through them would slow down all others.
        gc.collect()
        gc.freeze()
        groups: list[list[tuple[str, int, Callable[[], object]]]] = [
            [
                ("bare msgspec", len(rows), lambda: bare_jsonl(rows, path)),
                ("json.dumps", len(rows), lambda: bare_json(rows, path)),
                (
                    "export --format jsonl, from the store",
                    training_set.at_least,
                    lambda: export_file(training_set, FORMATS["jsonl"], path),
                ),
            ],
            [
                ("yaml.CSafeDumper", len(few), lambda: bare_yaml(few, path)),
                ("export --format yaml", len(few), lambda: path.write_bytes(as_yaml(few))),
            ],
        ]
        for group in groups:
            # In turn, so that whatever else the machine does falls on all of them.
            times: dict[str, float] = {}
            for _ in range(3):
                for name, number, work in group:
                    times[name] = min(times.get(name, inf), timed(work) / number)
            first = next(iter(times.values()))
            for name, number, _ in group:
                print(
                    f"{name:<40}{number:>10,} rows {times[name] * number:>8.3f} s "
                    f"{times[name] * 1e6:>8.2f} µs a row {first / times[name]:>6.2f} of the "
                    "first's speed"
                )
        print(
            f"{'memory above the open store, jsonl':<45}{grown:>9.1f} MB for {size:.0f} MB of rows"
        )
        store.close()


if __name__ == "__main__":
    main()
