"""A training set ready to be written: articles in their splits, and what to know beforehand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple

from annotations.dataset.builder import Advance, Sample, TrainingSet
from annotations.dataset.clusters_by_origin import stories
from annotations.dataset.integrity import frozen
from annotations.dataset.kept_splits import exported
from annotations.dataset.leaks import LeakReport, leaks
from annotations.dataset.splits import Splits, Targets, assign
from annotations.dataset.summary import Summary
from annotations.store.stories_by_hand import read_by_hand

FEW: Final = 20
"""Rows of a label below which nothing can be learnt of it."""


class Prepared(NamedTuple):
    """A training set, and how its articles were given out."""

    training_set: TrainingSet
    splits: Splits | None
    leaks: LeakReport | None
    """What splits have in common; None without splits."""


def prepare(
    whole: TrainingSet,
    targets: Targets | None,
    advance: Advance = lambda votes: None,
    *,
    redraw: bool = False,
) -> Prepared:
    """Put articles into splits, as earlier exports did where they had them, and look for leaks.

    Args:
        whole: The training set, its articles in no splits yet.
        targets: The share of each split; None to leave everything for training.
        advance: Told of votes as they are dealt with; of all of them twice.
        redraw: Give out anew what earlier exports have put into splits.

    Raises:
        ExportError: As for `TrainingSet.sheets`.
        StoreError: If the project cannot be read.
    """
    if targets is None:
        return Prepared(whole, None, None)
    splits = assign(
        _samples(whole, advance),
        lambda article_id: frozen(whole.store, article_id).article,
        targets=targets,
        exported=exported(whole.store),
        redraw=redraw,
        grouped=partial(stories, by_hand=read_by_hand(whole.store)),
    )
    training_set = whole.in_splits(splits.places, splits.left_out)
    rows = (row for sheet in training_set.sheets(None, advance) for row in sheet.rows())
    return Prepared(training_set, splits, leaks(rows, targets))


def _samples(training_set: TrainingSet, advance: Advance) -> Iterator[Sample]:
    for sheet in training_set.sheets(None, advance):
        for one in sheet.kept:
            outcome = one.outcome
            text = sheet.text(one.number)
            yield Sample(sheet.article.id, text, outcome.label, outcome.votes, outcome.source)


def warnings(summary: Summary, labels: Sequence[str]) -> Iterator[str]:
    """What makes a training set poor, each a sentence.

    Args:
        summary: Of its rows.
        labels: The labels that can be given.
    """
    there = [label for label in labels if summary.labels[label]]
    if len(there) == 1:
        yield f"Every row is labelled {there[0]}: nothing can be told apart."
    few = [
        f"{label} ({summary.labels[label]:,})" for label in labels if summary.labels[label] < FEW
    ]
    if few:
        yield f"Fewer than {FEW} rows are labelled {', '.join(few)}: too few to learn from."
    rows = summary.rows
    single = summary.gold["single"]
    if single:
        yield f"{single:,} of {rows:,} rows rest on one person's label; nobody has reviewed them."
    votes, carried = summary.sources.total(), summary.sources["carried"]
    if carried:
        yield f"{carried / votes:.0%} of the labels were carried over from another article."
    if summary.stale:
        yield f"{summary.stale:,} rows were decided before one of their votes was given."
