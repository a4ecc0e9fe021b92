"""A folder that `datasets.load_dataset(FOLDER)` opens: rows by split, votes, and a card."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from annotations.dataset.builder import Advance, Files, TrainingSet
from annotations.dataset.formats import jsonl, votes
from annotations.dataset.two_processes import divided


def files(training_set: TrainingSet, advance: Advance) -> Files:
    """`data/<split>.jsonl` for every split that has rows, and `votes/votes.jsonl`."""
    for split in training_set.splits:
        make = partial(jsonl.stream, training_set, training_set.heading(split))
        yield f"data/{split}.jsonl", divided(training_set, make, split, advance)
    yield "votes/votes.jsonl", _votes(training_set, advance)


def _votes(training_set: TrainingSet, advance: Advance) -> Iterator[bytes]:
    return votes.stream(training_set, training_set.heading(), training_set.sheets(None, advance))
