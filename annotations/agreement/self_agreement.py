"""Whether people agree with themselves: on a sentence seen again, and on the same words elsewhere.

A label that repeats what is said already leaves no event, so that a correction on the spot would
always look like a change of mind. Two labels of one sentence are therefore compared only where
the later would have left an event whatever it said: in another pass (under another `source`) or
under another version of the guidelines.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

import msgspec

from annotations.agreement.coefficients import Matrix, cohen_kappa, matrix_observed
from annotations.agreement.statistic import NOT_TWICE, Statistic

DEPENDENT = frozenset({"carried", "suggested"})
"""Sources of labels that say nothing of a person's own judgement."""


class Labelling(NamedTuple):
    """A label that was given once, whether or not it still stands."""

    sentence: str
    person: str
    label: str
    at: str
    guideline: str = ""
    source: str = "own"
    text: str = ""
    """The sentence's words, written alike where they are the same; empty if not known."""


class Passes(msgspec.Struct, frozen=True):
    """A person's earlier labels beside their later ones."""

    n: int
    """Pairs compared."""
    observed: Statistic
    cohen_kappa: Statistic
    changed: tuple[tuple[str, str], ...]
    """Earlier and later sentence of each pair that differs; the same one, where seen again."""


NEVER = Passes(0, Statistic(None, NOT_TWICE), Statistic(None, NOT_TWICE), ())
"""Of who has nothing to compare."""


class SelfRow(msgspec.Struct, frozen=True):
    """How far one person agrees with themselves."""

    person: str
    again: Passes
    """On sentences labelled in two passes, or under two versions of the guidelines."""
    same_text: Passes
    """On different sentences with the same words."""


def self_agreement(labellings: Iterable[Labelling]) -> tuple[SelfRow, ...]:
    """A row for everyone who gave a label, in the order of their first ones."""
    by_person: dict[str, list[Labelling]] = {}
    for one in sorted(labellings, key=lambda one: one.at):
        by_person.setdefault(one.person, []).append(one)
    return tuple(
        SelfRow(person, _passes(_again(given)), _passes(_same_text(given)))
        for person, given in by_person.items()
    )


_Pairs = list[tuple[Labelling, Labelling]]


def _again(given: Iterable[Labelling]) -> _Pairs:
    by_sentence: dict[str, list[Labelling]] = {}
    for one in given:
        by_sentence.setdefault(one.sentence, []).append(one)
    pairs: _Pairs = []
    for series in by_sentence.values():
        # The last label of each pass: what came before it was put right on the spot.
        passes = {(one.guideline, one.source): one for one in series}
        pairs += pairwise(sorted(passes.values(), key=lambda one: one.at))
    return pairs


def _same_text(given: Iterable[Labelling]) -> _Pairs:
    newest = {one.sentence: one for one in given}
    by_text: dict[str, list[Labelling]] = {}
    for one in sorted(newest.values(), key=lambda one: one.at):
        if one.text:
            by_text.setdefault(one.text, []).append(one)
    return [pair for series in by_text.values() for pair in pairwise(series)]


def _passes(pairs: _Pairs) -> Passes:
    if not pairs:
        return NEVER
    matrix = _matrix(pairs)
    return Passes(
        len(pairs),
        matrix_observed(matrix),
        cohen_kappa(matrix),
        tuple(
            (earlier.sentence, later.sentence)
            for earlier, later in pairs
            if earlier.label != later.label
        ),
    )


def _matrix(pairs: _Pairs) -> Matrix:
    labels = sorted({one.label for pair in pairs for one in pair})
    matrix = [[0] * len(labels) for _ in labels]
    for earlier, later in pairs:
        matrix[labels.index(earlier.label)][labels.index(later.label)] += 1
    return matrix
