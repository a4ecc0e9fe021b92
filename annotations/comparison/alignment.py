"""Two articles as one: which sentence of one belongs to which of the other, and how.

`align(a, b)` gives an `Alignment`; `alignment.of_a(3)` the pairs of A's fourth sentence, best
first; `alignment.across_a(3)` where that sentence is, or would be, in B.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from annotations.comparison.model import (
    Alignment,
    Change,
    Confidence,
    Pair,
    Place,
    Relation,
    distance,
)

if TYPE_CHECKING:
    # The reader imports this before its first picture; what aligns is loaded by the worker that
    # aligns, and whoever has an article has loaded its module.
    from annotations.articles.article import Article, Sentences
    from annotations.comparison.matching import Matching
    from annotations.comparison.scoring import Parts

__all__ = [
    "ALIGNER",
    "BUDGETED",
    "Alignment",
    "Change",
    "Confidence",
    "Pair",
    "Place",
    "Relation",
    "align",
    "forget",
]

ALIGNER: Final = "slugline-words/1"
"""Name and version: changes whenever the same articles may be aligned differently."""

BUDGETED: Final = 400
"""Up to so many sentences a side everything is looked at, whatever the time budget says."""


def align(
    article_a: Article,
    article_b: Article,
    sentences_a: Sentences | None = None,
    sentences_b: Sentences | None = None,
    *,
    loose: bool = False,
    budget: float = 2.0,
) -> Alignment:
    """Align two articles, sentence against sentence; from the cache if it was done before.

    Args:
        article_a: One article.
        article_b: Another; the result does not depend on which is which.
        sentences_a: Those it was annotated with; cut afresh by default.
        sentences_b: Likewise.
        loose: Whether sentences between two sure pairs may pair on little: for full rewriting.
        budget: Seconds, roughly, for articles of more than 400 sentences. What cannot be looked
            at in it is left out and the result says `simplified`.
    """
    sentences_a = _cut(article_a) if sentences_a is None else sentences_a
    sentences_b = _cut(article_b) if sentences_b is None else sentences_b
    if max(len(sentences_a), len(sentences_b)) <= BUDGETED:
        budget = 60.0
    first, second = _Side(article_a, sentences_a), _Side(article_b, sentences_b)
    if first.key <= second.key:
        return _aligned(first, second, loose, budget)
    return _aligned(second, first, loose, budget).flipped()


def forget() -> None:
    """Empty the cache: for measuring, and where memory is short."""
    _aligned.cache_clear()


def _cut(article: Article) -> Sentences:
    from annotations.language.sentences import cut

    return cut(article)


class _Side:
    """An article as it was cut; equal to another with the same text that was cut the same way."""

    __slots__ = ("article", "key", "sentences")

    def __init__(self, article: Article, sentences: Sentences) -> None:
        self.article = article
        self.sentences = sentences
        boilerplate = [i for i in range(len(sentences)) if sentences.is_boilerplate(i)]
        self.key = article.id, tuple(sentences.spans), tuple(boilerplate)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Side) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)

    @property
    def texts(self) -> list[str]:
        """Its sentences."""
        return [self.article.text[start:end] for start, end in self.key[1]]


@lru_cache(maxsize=128)  # a story of ten articles has 45 alignments
def _aligned(first: _Side, second: _Side, loose: bool, budget: float) -> Alignment:
    from annotations.comparison.features import Text, fold
    from annotations.comparison.matching import match

    a, b = (Text([fold(text) for text in side.texts], side.key[2]) for side in (first, second))
    found = match(a, b, loose=loose, budget=budget)
    return Alignment(
        a_id=first.article.id,
        b_id=second.article.id,
        count_a=len(first.sentences),
        count_b=len(second.sentences),
        pairs=_pairs(found, a.sentences, b.sentences),
        simplified=found.simplified,
        aligner=ALIGNER,
    )


def _pairs(found: Matching, folded_a: Sequence[str], folded_b: Sequence[str]) -> Iterable[Pair]:
    links = found.links
    chain = sorted(found.chain)
    degree_a: dict[int, int] = {}
    degree_b: dict[int, int] = {}
    for i, j in links:
        degree_a[i] = degree_a.get(i, 0) + 1
        degree_b[j] = degree_b.get(j, 0) + 1
    for (i, j), part in sorted(links.items()):
        change = _change(part, folded_a[i] == folded_b[j])
        score = round(min(part.score, 1.0), 4)
        relation: Relation = change
        if degree_a[i] != degree_b[j]:
            relation = "split" if degree_a[i] > degree_b[j] else "merged"
        yield Pair(
            a=i,
            b=j,
            relation=relation,
            change=change,
            score=score,
            parts=part.rounded(),
            confidence=_confidence(change, score),
            moved=0 if (i, j) in found.chain else distance(chain, (i, j)),
            slight=min(_letters(folded_a[i]), _letters(folded_b[j])) < 20,
        )


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _change(part: Parts, same: bool) -> Change:
    if same:
        return "same"
    if part.d >= 0.62 or (part.c >= 0.62 and max(part.b, 0.8 * part.r) >= 0.30):
        return "edited"
    return "rewritten"


def _confidence(change: Change, score: float) -> Confidence:
    if change == "same" or score >= 0.8:
        return "sure"
    return "likely" if score >= 0.4 else "possible"
