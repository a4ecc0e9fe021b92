"""How fast agreement is known, beside `krippendorff` and scikit-learn in the same run.

`python -m benchmarks.agreement [--sentences N]` prints a table; ratios are to the first line of a
group. The others want numbers in a matrix: what it takes to put votes into one is counted too.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from itertools import combinations
from typing import Any

from annotations.agreement import (
    Ballots,
    Vote,
    confusion,
    interval_of,
    label_rows,
    overall,
    pair_row,
    pair_rows,
    person_rows,
    report,
)
from annotations.agreement.coefficients import krippendorff_alpha

LABELS = ("claim", "quote", "speculation")
PEOPLE = tuple(f"u-{number}" for number in range(5))
ARTICLE = 25
"""Sentences of an article."""


def votes_on(sentences: int) -> list[Vote]:
    """Five people on every sentence, one in ten votes missing, in any order."""
    source = random.Random(1)
    votes = []
    for number in range(sentences):
        truth = source.choice(LABELS)
        at = f"2024-{1 + number % 12:02}-{1 + number % 28:02}T10:{number % 60:02}:00.000Z"
        for person in PEOPLE:
            label = source.choice(LABELS) if source.random() < 0.25 else truth
            if source.random() < 0.9 or person == PEOPLE[0]:
                votes.append(Vote(f"s-{number}", f"a-{number // ARTICLE}", person, label, at, "1"))
    source.shuffle(votes)
    return votes


def matrix_of(votes: list[Vote]) -> Any:
    """People by sentences, labels as numbers, nan for none: what the libraries take."""
    import numpy as np

    rows = {person: number for number, person in enumerate(PEOPLE)}
    codes = {label: number for number, label in enumerate(LABELS)}
    columns: dict[str, int] = {}
    places = [columns.setdefault(vote.sentence, len(columns)) for vote in votes]
    matrix = np.full((len(rows), len(columns)), np.nan)
    matrix[[rows[vote.person] for vote in votes], places] = [codes[vote.label] for vote in votes]
    return matrix


def kappas(matrix: Any) -> list[float]:
    """Cohen's kappa of every two people, by scikit-learn."""
    import numpy as np
    from sklearn.metrics import cohen_kappa_score  # type: ignore[import-untyped]

    found = []
    for one, other in combinations(matrix, 2):
        both = ~np.isnan(one) & ~np.isnan(other)
        found.append(float(cohen_kappa_score(one[both].astype(int), other[both].astype(int))))
    return found


def timed(work: Callable[[], object], rounds: int = 2) -> float:
    """Seconds that it takes, the best of some rounds."""
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times)


def importing(module: str) -> float:
    """Seconds that Python needs more when it imports a module, the best of three."""
    bare, loaded = (
        timed(partial(subprocess.run, [sys.executable, "-c", code], check=True), 3)
        for code in ("pass", f"import {module}")
    )
    return loaded - bare


def check(ballots: Ballots, alpha: float, theirs: list[float]) -> None:
    """What is measured gives the same."""
    assert abs((overall(ballots).krippendorff_alpha.value or 0) - alpha) < 1e-9
    for (a, b), kappa in zip(combinations(PEOPLE, 2), theirs, strict=True):
        assert abs((pair_row(ballots, a, b).cohen_kappa.value or 0) - kappa) < 1e-9


def main() -> None:
    """Print the table."""
    import krippendorff

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", type=int, default=200_000)
    votes = votes_on(parser.parse_args().sentences)
    ballots, matrix = Ballots(votes, labels=LABELS), matrix_of(votes)
    few = Ballots((vote for vote in votes if int(vote.cluster[2:]) < 500), labels=LABELS)
    newer = [vote._replace(at="2025", label=LABELS[at % 3]) for at, vote in enumerate(votes[:999])]

    def alpha() -> float:
        return float(krippendorff.alpha(matrix, level_of_measurement="nominal"))

    def resampled() -> None:
        # What an interval takes with the library: its alpha again and again.
        for _ in range(3):
            alpha()

    def one_vote_more() -> None:
        for vote in newer:
            ballots.cast(vote)

    check(ballots, alpha(), kappas(matrix))
    print(f"{len(votes):,} votes of {len(PEOPLE)} people on {len(ballots):,} sentences")
    groups: list[list[tuple[str, Callable[[], object]]]] = [
        [
            ("votes to alpha: into a matrix, krippendorff", lambda: (matrix_of(votes), alpha())),
            (
                "votes to alpha: put together, alpha",
                lambda: krippendorff_alpha(Ballots(votes, labels=LABELS).tally()),
            ),
        ],
        [
            ("alpha again: krippendorff", alpha),
            ("alpha again", lambda: krippendorff_alpha(ballots.tally())),
        ],
        [
            ("ten kappas: scikit-learn", lambda: kappas(matrix)),
            ("ten pairs: matrices, observed, kappas", lambda: pair_rows(ballots)),
        ],
        [
            ("3 of 1,000 resamples: krippendorff", resampled),
            (f"interval, {len(few.clusters())} articles", lambda: interval_of(few)),
            (f"interval, {len(ballots.clusters()):,} articles", lambda: interval_of(ballots)),
        ],
        [
            ("999 votes changed", one_vote_more),
            ("the figures of everyone", lambda: overall(ballots)),
            ("the rows of labels", lambda: label_rows(ballots)),
            ("label against label", lambda: confusion(ballots)),
            ("the sentences of a cell", lambda: ballots.sentences_of("claim", "quote")),
            ("the rows of people, with their pace", lambda: person_rows(ballots)),
            ("the whole report", lambda: report(ballots)),
        ],
    ]
    for group in groups:
        first = 0.0
        for name, work in group:
            seconds = timed(work)
            first = first or seconds
            print(f"{name:<45}{seconds:>9.4f} s  {seconds / first:>8.4f} x")
    first = 0.0
    for module in ("krippendorff", "sklearn.metrics", "annotations.agreement"):
        seconds = importing(module)
        first = first or seconds
        print(f"{'import ' + module:<45}{seconds:>9.4f} s  {seconds / first:>8.4f} x")


if __name__ == "__main__":
    main()
