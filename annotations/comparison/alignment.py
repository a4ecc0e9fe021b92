"""Two articles as one: which sentence of one belongs to which of the other, and how.

`align(a, b)` gives an `Alignment`; `alignment.of_a(3)` the pairs of A's fourth sentence, best
first; `alignment.across_a(3)` where that sentence is, or would be, in B.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Final

from annotations.articles.article import Article, Sentences
from annotations.comparison.features import Text, fold
from annotations.comparison.matching import Matching, match
from annotations.comparison.scoring import Parts
from annotations.comparison.values import (
    Alignment,
    Change,
    Confidence,
    Pair,
    Place,
    Relation,
    distance,
)

__all__ = [
    "ALIGNER",
    "BUDGETED",
    "Alignment",
    "Change",
    "Confidence",
    "Pair",
    "Parts",
    "Place",
    "Relation",
    "align",
]

ALIGNER: Final = "slugline-words/1"
"""Name and version: changes whenever the same articles may be aligned differently."""

BUDGETED: Final = 400
"""Up to so many sentences a side everything is looked at, whatever the time budget says."""

_CACHED: Final = 128
"""How many alignments are kept; a story of ten articles has 45."""


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
    first, second = (article_a, sentences_a), (article_b, sentences_b)
    mirrored = _rank(*second) < _rank(*first)
    if mirrored:
        first, second = second, first
    key = (_rank(*first), _rank(*second), loose, budget, ALIGNER)
    found = _cache.get(key)
    if found is None:
        found = _cache.put(key, _aligned(*first, *second, loose=loose, budget=budget))
    return found.flipped() if mirrored else found


def _cut(article: Article) -> Sentences:
    from annotations.language.sentences import cut

    return cut(article)


def _rank(article: Article, sentences: Sentences) -> tuple[str, str]:
    """A fixed order of articles, so that aligning B with A is aligning A with B."""
    offsets = ",".join(f"{start}-{end}" for start, end in sentences.spans)
    return article.id, hashlib.sha256(offsets.encode()).hexdigest()[:16]


_Key = tuple[tuple[str, str], tuple[str, str], bool, float, str]


class _Cache:
    """The alignments that were used last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[_Key, Alignment] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: _Key) -> Alignment | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: _Key, made: Alignment) -> Alignment:
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > _CACHED:
                self._kept.popitem(last=False)
        return made


_cache = _Cache()


def _aligned(
    article_a: Article,
    sentences_a: Sentences,
    article_b: Article,
    sentences_b: Sentences,
    *,
    loose: bool,
    budget: float,
) -> Alignment:
    a, b = _text(article_a, sentences_a), _text(article_b, sentences_b)
    found = match(a, b, loose=loose, budget=budget)
    return Alignment(
        a_id=article_a.id,
        b_id=article_b.id,
        count_a=len(sentences_a),
        count_b=len(sentences_b),
        pairs=tuple(_pairs(found, a.sentences, b.sentences)),
        simplified=found.simplified,
        aligner=ALIGNER,
    )


def _text(article: Article, sentences: Sentences) -> Text:
    return Text(
        [fold(span.of(article.text)) for span in sentences.spans],
        frozenset(i for i in range(len(sentences)) if sentences.is_furniture(i)),
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
            parts=Parts(*(round(value, 4) for value in part)),
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
