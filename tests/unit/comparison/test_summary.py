"""Counts that add up, and what can be found by them."""

from __future__ import annotations

from hypothesis import given

from annotations.comparison.summary import summarise

from .material import REPORT, aligned, cut_of
from .test_alignment_properties import articles

NEW = "A choir of bus drivers sang in the main square at midnight."


def test_the_line() -> None:
    """Sentences of both sides, then each class that something is in."""
    changed = REPORT[7].replace("$14 million", "$19 million")
    other = cut_of([NEW, *REPORT[:3], *REPORT[4:7], changed, *REPORT[8:]])
    summary = summarise(aligned(cut_of(REPORT), other))
    assert summary.line == "A: 10 sentences, B: 10; 8 same, 1 edited, 1 added, 1 removed"
    assert summary.members["added"].b == (0,)
    assert summary.members["removed"].a == (3,)
    assert summary.members["edited"] == ((7,), (7,))


def test_a_split_counts_once() -> None:
    """One sentence was split, whatever its parts."""
    parts = ("The bridge was opened in 1958.", "It was painted for the last time nine years ago.")
    summary = summarise(aligned(cut_of(REPORT), cut_of([*REPORT[:6], *parts, *REPORT[7:]])))
    assert summary.count("split") == 1
    assert summary.members["split"] == ((6,), (6, 7))
    flipped = summarise(aligned(cut_of([*REPORT[:6], *parts, *REPORT[7:]]), cut_of(REPORT)))
    assert flipped.count("merged") == 1


def test_nothing_in_common() -> None:
    """It says so instead of ending at a colon."""
    assert summarise(aligned(cut_of([]), cut_of([]))).line == "A: 0 sentences, B: 0; nothing"


@given(articles, articles)
def test_every_sentence_is_in_a_class(a: list[str], b: list[str]) -> None:
    """Filtering by each class in turn shows everything."""
    summary = summarise(aligned(cut_of(a), cut_of(b)))
    assert {i for members in summary.members.values() for i in members.a} == set(range(len(a)))
    assert {j for members in summary.members.values() for j in members.b} == set(range(len(b)))
