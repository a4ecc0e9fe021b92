"""How well sentences are aligned, beside a diff and the lexical rule of NewsEdits.

python -m benchmarks.alignment_quality [--errors NAME] [--file A B GOLD]
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import NamedTuple

from benchmarks.alignment.cases import Case, hand_aligned, unrelated, written
from benchmarks.alignment.methods import (
    Method,
    difflib_lines,
    newsedits,
    slugline,
    slugline_loose,
)
from benchmarks.alignment.synthetic import PLANS, blocks_moved, synthetic

METHODS: dict[str, Method] = {
    "slugline": slugline,
    "loose": slugline_loose,
    "difflib": difflib_lines,
    "newsedits": newsedits(0.25),
}


class Score(NamedTuple):
    """Pairs found, wanted and both, over one or several texts."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def plus(self, case: Case, links: set[tuple[int, int]]) -> Score:
        """The score with one more pair of texts."""
        counted = links - case.optional
        return Score(
            self.right + len(counted & case.gold),
            self.found + len(counted),
            self.wanted + len(case.gold),
        )

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of what is right that was found."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def sets() -> dict[str, list[Case]]:
    """Every set of cases by name."""
    by_hand = list(hand_aligned())
    close = [case for case in (*by_hand, *written()) if "other" not in case.name]
    return {
        "revised (by hand)": [case for case in by_hand if "revised" in case.name],
        "other outlet (by hand)": [case for case in by_hand if "other" in case.name],
        "easy (written)": [case for case in written() if "easy" in case.name],
        "essay (written)": [case for case in written() if "essay" in case.name],
        "the same, blocks moved": list(blocks_moved(close)),
        **{f"{name} (synthetic)": list(synthetic(name)) for name in PLANS},
    }


def score(method: Method, cases: Iterable[Case]) -> Score:
    """One method over a set."""
    total = Score()
    for case in cases:
        total = total.plus(case, method(case))
    return total


def show_errors(case: Case, links: set[tuple[int, int]]) -> None:
    """Print what is wrong and what is missing."""
    for mark, wrong in (("+", links - case.gold - case.optional), ("-", case.gold - links)):
        for i, j in sorted(wrong):
            print(f"{mark} {case.name} {i}-{j}\n    {case.a[i]}\n    {case.b[j]}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--errors", metavar="SET", help="show the errors in sets whose name has it")
    wanted = parser.parse_args().errors
    everything = sets()
    if wanted is not None:
        for name, cases in everything.items():
            for case in cases:
                if wanted in name:
                    show_errors(case, slugline(case))
        return
    print(f"{'pair P / R / F1':26}" + "".join(f"{name:>22}" for name in METHODS))
    for name, cases in everything.items():
        scores = [score(method, cases) for method in METHODS.values()]
        row = "".join(f"{s.precision:10.3f} {s.recall:.3f} {s.f1:.3f}" for s in scores)
        print(f"{name:26}{row}")
    strangers = list(unrelated())
    sentences = sum(len(case.a) + len(case.b) for case in strangers)
    cells = (score(method, strangers).found for method in METHODS.values())
    print(
        f"{'unrelated: false per 100':26}" + "".join(f"{100 * n / sentences:22.2f}" for n in cells)
    )


if __name__ == "__main__":
    main()
