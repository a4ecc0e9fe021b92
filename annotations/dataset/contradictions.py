"""Sentences that say nearly the same and are labelled differently: slips, or unclear rules.

Two people who differ on one sentence are the business of review; here are two sentences, within
an article or across articles, labelled by one person or by several.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Final

import msgspec

from annotations.dataset import near_duplicates, near_sentences
from annotations.labels import LabelScheme
from annotations.store import Store

_LOOKED_AT: Final = 200
"""Sentences with the same words among which one by the same person is looked for."""


class Labelling(msgspec.Struct, frozen=True, order=True):
    """What one person said of one sentence."""

    article_id: str
    index: int
    """The sentence, from 0."""
    sentence_id: str
    text: str
    person: str
    """Their id."""
    label: str


class Contradiction(msgspec.Struct, frozen=True):
    """Two sentences that say nearly the same, under different labels."""

    one: Labelling
    other: Labelling
    same_words: bool
    """Whether they have the same words; else some were changed."""

    @property
    def by_one(self) -> bool:
        """Whether one person gave both labels."""
        return self.one.person == self.other.person


def labellings(
    store: Store, scheme: LabelScheme, advance: Callable[[int], object] = lambda articles: None
) -> Iterator[Labelling]:
    """Every label of a project under its present slug; `advance` is told of each article.

    Raises:
        StoreError: If the project cannot be read.
    """
    for kept in store.articles():
        text, spans = kept.article.text, kept.sentences
        for said in store.annotations(article_id=kept.article.id):
            if said.label and said.index < len(spans):
                yield Labelling(
                    said.article_id,
                    said.index,
                    said.sentence_id,
                    spans.span(said.index).of(text),
                    said.person,
                    scheme.find(said.label).slug,
                )
        advance(1)


def contradictions(said: Iterable[Labelling]) -> list[Contradiction]:
    """The contradictions among labels: what one person said first, then the same words.

    Each sentence that differs from most with its words is named once, beside one of those; of
    sentences with nearly its words, those whose labels mostly differ. Sentences of fewer than
    `likeness.TELLING` words may mean anything, and are left out.
    """
    groups: dict[tuple[str, ...], _Group] = {}
    for one in said:
        words = near_duplicates.words(one.text)
        if len(words) >= near_duplicates.TELLING:
            groups.setdefault(tuple(words), _Group()).add(one)
    found = [clash for group in groups.values() for clash in group.clashes()]
    ordered = sorted(groups)
    mostly = [groups[words].mostly for words in ordered]
    texts = [near_sentences.hashed(words) for words in ordered]
    for a, b in near_sentences.near_sentences(texts, lambda a, b: mostly[a] != mostly[b]):
        found.append(groups[ordered[a]].against(groups[ordered[b]]))
    return sorted(found, key=lambda one: (not one.by_one, not one.same_words, one.one, one.other))


class _Group:
    """The labels of all sentences with the same words."""

    def __init__(self) -> None:
        self._by_label: dict[str, list[Labelling]] = defaultdict(list)

    def add(self, one: Labelling) -> None:
        self._by_label[one.label].append(one)

    @property
    def mostly(self) -> str:
        """The label that most gave; the first of several by name."""
        return min(self._by_label, key=lambda label: (-len(self._by_label[label]), label))

    def clashes(self) -> Iterator[Contradiction]:
        """Each sentence with a label that is not that of most, beside one with that."""
        if len(self._by_label) == 1:
            return
        mostly = self.mostly
        by_person: dict[str, list[Labelling]] = defaultdict(list)
        usual = sorted(self._by_label[mostly])
        for one in usual:
            if len(by_person[one.person]) < 2 or _place(by_person[one.person][-1]) == _place(one):
                by_person[one.person].append(one)
        seen: set[tuple[str, int]] = set()
        unusual = (one for label, ones in self._by_label.items() if label != mostly for one in ones)
        for one in sorted(unusual):
            others = (*by_person.get(one.person, ()), *usual[:_LOOKED_AT])
            other = next((other for other in others if _place(other) != _place(one)), None)
            if other and _place(one) not in seen:
                seen.add(_place(one))
                yield _ordered(one, other, same_words=True)

    def against(self, other: _Group) -> Contradiction:
        """The first sentences of two groups under the labels of most, by one person if possible."""
        here, there = sorted(self._by_label[self.mostly]), sorted(other._by_label[other.mostly])
        first = {one.person: one for one in reversed(there)}
        for one in here:
            if one.person in first:
                return _ordered(one, first[one.person], same_words=False)
        return _ordered(here[0], there[0], same_words=False)


def _place(one: Labelling) -> tuple[str, int]:
    return one.article_id, one.index


def _ordered(one: Labelling, other: Labelling, *, same_words: bool) -> Contradiction:
    first, second = sorted((one, other))
    return Contradiction(first, second, same_words)
