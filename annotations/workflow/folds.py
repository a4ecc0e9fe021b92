"""Runs of sentences that are folded away: shown as one, never acted upon."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


class Folds:
    """Runs of sentences that are shown as one line each; they never overlap.

    Args:
        runs: Half-open ranges of sentences, none empty.
    """

    def __init__(self, runs: Iterable[range] = ()) -> None:
        self.runs = tuple(sorted(runs, key=lambda run: run.start))
        self._starts = [run.start for run in self.runs]

    def __bool__(self) -> bool:
        return bool(self.runs)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Folds) and self.runs == other.runs

    def __hash__(self) -> int:
        return hash(self.runs)

    def at(self, sentence: int) -> range | None:
        """The folded run that hides a sentence."""
        if not self.runs:
            return None
        number = bisect_right(self._starts, sentence) - 1
        return self.runs[number] if number >= 0 and sentence in self.runs[number] else None

    def shown(self, sentence: int) -> int:
        """The sentence itself, or the first of the folded run that hides it."""
        run = self.at(sentence) if self.runs else None
        return sentence if run is None else run.start

    def toggled(self, run: range) -> Folds:
        """With one run more, or one less."""
        return Folds([*self.without(run).runs, *(() if run in self.runs else (run,))])

    def without(self, *runs: range) -> Folds:
        """With some runs unfolded."""
        return Folds(run for run in self.runs if run not in runs)

    def among(self, runs: Collection[range]) -> Folds:
        """Only those that still are runs."""
        return Folds(run for run in self.runs if run in runs)


NO_FOLDS = Folds()
