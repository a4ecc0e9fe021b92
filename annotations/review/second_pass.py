"""A blind second pass: labelling what a colleague has labelled, and comparing when it is done.

Whoever reads an article sees only their own labels. What others said of it is not to be shown
before every sentence that counts as work has a label: until then the two are independent.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from annotations.labels import LabelScheme
from annotations.store import FrozenArticle, Store


class SecondPass(NamedTuple):
    """An article that somebody else has labelled, and how far a person is with it."""

    article_id: str
    others: tuple[str, ...]
    """Who else has finished it."""
    labelled: int
    """Sentences that the person has labelled."""
    work: int
    """Sentences that count as work."""

    @property
    def is_finished(self) -> bool:
        """Whether the person has labelled all of them, so that the labels may be compared."""
        return self.labelled >= self.work


class Line(NamedTuple):
    """A sentence of the comparison."""

    index: int  # type: ignore[assignment]  # tuple.index is of no use here
    sentence_id: str
    mine: str
    others: Mapping[str, str]
    """Labels by person."""


class Compared(NamedTuple):
    """One person's labels of an article beside those of others."""

    article_id: str
    lines: tuple[Line, ...]
    """Sentences that somebody labelled differently, in reading order."""
    agreeing: Mapping[str, int]
    """Of each other person: sentences that both labelled alike."""
    common: Mapping[str, int]
    """Of each other person: sentences that both labelled."""


def second_passes(store: Store, person: str) -> tuple[SecondPass, ...]:
    """The articles that somebody else has finished, in the order in which they were kept.

    Raises:
        StoreError: If the project cannot be read.
    """
    progress = {one: store.progress(one) for one in store.people()}
    touched = {article for one, by in progress.items() if one != person for article in by}
    found = []
    for article_id in store.frozen_ids():
        if article_id not in touched:
            continue
        kept = store.frozen(article_id)
        if kept is None:
            continue
        work = kept.sentences.body  # who skipped a sentence has done with it too
        done = {one: _done(store, one, kept) for one, by in progress.items() if article_id in by}
        others = tuple(one for one, count in done.items() if one != person and count >= work)
        if others:
            found.append(SecondPass(article_id, others, done.get(person, 0), work))
    return tuple(found)


def is_finished(store: Store, person: str, article_id: str) -> bool:
    """Whether a person has labelled every sentence of an article that counts as work.

    Raises:
        StoreError: If the project cannot be read.
    """
    kept = store.frozen(article_id)
    return kept is not None and _done(store, person, kept) >= kept.sentences.body


def may_see(store: Store, person: str, article_id: str) -> bool:
    """Whether others' labels of an article may be shown: it is finished, or nobody else began.

    Raises:
        StoreError: If the project cannot be read.
    """
    others = any(article_id in store.progress(one) for one in store.people() if one != person)
    return not others or is_finished(store, person, article_id)


def compared(store: Store, scheme: LabelScheme, person: str, article_id: str) -> Compared | None:
    """A person's labels beside those of others; None as long as they may not be seen.

    Raises:
        StoreError: If the project cannot be read.
    """
    if not may_see(store, person, article_id):
        return None
    labels: dict[tuple[int, str], dict[str, str]] = {}
    for said in store.annotations(article_id=article_id):
        if said.label:
            by = labels.setdefault((said.index, said.sentence_id), {})
            by[said.person] = scheme.find(said.label).slug
    agreeing: dict[str, int] = {}
    common: dict[str, int] = {}
    lines = []
    for (index, sentence_id), by in sorted(labels.items()):
        mine = by.pop(person, "")
        if not mine:
            continue
        for other, label in by.items():
            common[other] = common.get(other, 0) + 1
            agreeing[other] = agreeing.get(other, 0) + (label == mine)
        if any(label != mine for label in by.values()):
            lines.append(Line(index, sentence_id, mine, by))
    return Compared(article_id, tuple(lines), agreeing, common)


def _done(store: Store, person: str, kept: FrozenArticle) -> int:
    """How many of the sentences that count as work a person has labelled."""
    return sum(
        bool(said.label) and not kept.sentences.is_boilerplate(said.index)
        for said in store.annotations(person=person, article_id=kept.article.id)
    )
