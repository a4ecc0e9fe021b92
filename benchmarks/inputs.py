"""How right and how fast files become articles, kind by kind, beside what one would take instead.

    python -m benchmarks.inputs [--readability FOLDER] [--fundus FOLDER] [--half developed|held-out]

Pages with gold are not part of this repository. Fetch them once and name the folders:

    git clone --depth 1 https://github.com/mozilla/readability
    git clone --depth 1 https://github.com/flairNLP/fundus
    python -m benchmarks.inputs --readability readability --fundus fundus

Both sets are cut in two, by page and by publisher: rules were written with one half in view, the
other half was only measured. A kind without its folder is left out.

For each extractor: the mean over pages of the 4-gram F1 of the body; paragraphs that are mostly
not in the gold, and the words in them; the share of pages where title, publisher, day and time
are right, of those where the gold has them (the title in all its letters, and whether it is a title
of the same report at all; the publisher where the page names it as the gold does); pages a second,
import not counted.
"""

from __future__ import annotations

import argparse
import logging
from pathlib import Path
from statistics import fmean

from benchmarks import inputs_batches, inputs_office, inputs_wires
from benchmarks.saved_pages import (
    SYSTEMS,
    Page,
    Score,
    fundus_pages,
    publishers_of,
    readability_pages,
    run,
)


def main() -> None:
    """Print a table for each set and half."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.inputs")
    parser.add_argument("--readability", type=Path, metavar="FOLDER")
    parser.add_argument("--fundus", type=Path, metavar="FOLDER")
    parser.add_argument("--half", choices=("developed", "held-out"))
    parser.add_argument("--only", choices=tuple(SYSTEMS), help="measure this one alone")
    parser.add_argument("--documents", type=int, default=200, help="of each kind, for its speed")
    asked = parser.parse_args()
    logging.disable(logging.CRITICAL)
    _kinds(asked.documents)
    if not (asked.readability or asked.fundus):
        print("No folder of pages was named; python -m benchmarks.inputs --help says which.")
    if asked.readability:
        pages = list(readability_pages(asked.readability / "test" / "test-pages"))
        _report("saved pages, mozilla/readability", pages, asked)
    if asked.fundus:
        names = publishers_of(asked.fundus / "src" / "fundus" / "publishers")
        folder = asked.fundus / "tests" / "resources" / "parser" / "test_data"
        _report("saved pages, flairNLP/fundus", list(fundus_pages(folder, names)), asked)


def _kinds(documents: int) -> None:
    """Documents a second, kind by kind; `inputs_batches`, `_wires` and `_office` say more."""
    print(f"{'kind':36}{'documents/s':>12}")
    for batch in inputs_batches.rows(documents):
        print(f"{batch.kind:36}{batch.per_second:12,.0f}", flush=True)
    for wire in inputs_wires.rows(documents, gigabytes=0.01):
        if wire.unit == "documents/s":
            print(f"{wire.name:36}{wire.figure:12,.0f}", flush=True)
    for office in inputs_office.rows(documents):
        print(f"{office.kind:36}{office.documents / office.seconds:12,.0f}", flush=True)


def _report(title: str, pages: list[Page], asked: argparse.Namespace) -> None:
    systems = {asked.only: SYSTEMS[asked.only]} if asked.only else SYSTEMS
    for half in (asked.half,) if asked.half else ("developed", "held-out"):
        chosen = [page for page in pages if page.is_held_out == (half == "held-out")]
        print(f"\n{title}, {half} half: {len(chosen)} pages")
        print(
            f"{'':18}{'F1':>7}{'leaks':>7}{'words':>8}{'title':>7}{'same':>7}{'source':>8}", end=""
        )
        print(f"{'day':>7}{'time':>7}{'pages/s':>9}")
        for name, score in run(chosen, systems).items():
            print(_row(name, score), flush=True)


def _row(name: str, score: Score) -> str:
    shares = "".join(
        f"{score.right[fact] / score.there[fact]:>{width}.3f}" if score.there[fact] else " " * width
        for fact, width in (
            ("title", 7),
            ("same title", 7),
            ("source", 8),
            ("date", 7),
            ("time", 7),
        )
    )
    speed = len(score.f1) / score.seconds
    return (
        f"{name:18}{fmean(score.f1):7.3f}{score.leaks:7}{score.leaked_words:8}{shares}{speed:9.1f}"
    )


if __name__ == "__main__":
    main()
