"""A short day's labelling, which knows what was acknowledged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from annotations.articles.article import Article, Sentences, article_id_of
from annotations.store import Change, Mark
from annotations.store.tinydb_store import TinyDBStore
from tests.reliability.failing_disk import Died, FaultyOS

TEXT = " ".join(f"Sentence {number} says “so”." for number in range(40))
SPANS = tuple(
    (start, TEXT.index(".", start) + 1)
    for start in (TEXT.index(f"Sentence {number} ") for number in range(40))
)
ARTICLE = Article(id=article_id_of(TEXT), text=TEXT)
CUTS = Sentences(SPANS, cutter="rules/1")

State = dict[int, str]
"""Label by sentence."""


def change(index: int, label: str) -> Change:
    """A sentence and its label."""
    return Change(ARTICLE.id, ARTICLE.sentence_id(CUTS.span(index)), index, Mark(label))


def state(store: TinyDBStore) -> State:
    """What is said now."""
    return {one.index: one.label for one in store.annotations()}


class Work:
    """A short day's work; knows what was acknowledged, and what was under way at the end."""

    def __init__(self) -> None:
        self.acknowledged: State = {}
        self.under_way: State = {}

    def steps(self, store: TinyDBStore) -> Iterator[None]:
        """Label, undo and fold, one step at a time."""
        store.freeze(ARTICLE, CUTS)
        person = store.join("Ana")
        for number in range(3):
            self._label(store, person, {number: "claim"})
            yield
        self._label(store, person, dict.fromkeys(range(2, 6), "quote"))
        yield
        before = self.acknowledged
        store.compact()
        self._label(store, person, {9: "claim"})
        yield
        self._do(lambda: store.undo(person), {9: ""})
        yield
        assert self.acknowledged == before
        store.compact()
        self._label(store, person, {10: "claim"})
        yield

    def _label(self, store: TinyDBStore, person: str, labels: State) -> None:
        changes = [change(index, label) for index, label in labels.items()]
        self._do(lambda: store.annotate(person, changes), labels)

    def _do(self, act: Callable[[], object], says: State) -> None:
        after = {**self.acknowledged, **says}
        self.under_way = {index: label for index, label in after.items() if label}
        act()
        self.acknowledged = self.under_way

    def go_on(self, store: TinyDBStore) -> None:
        """One more label, in a store that was opened anew."""
        store.freeze(ARTICLE, CUTS)
        person = store.join("Ana")
        if state(store) == self.under_way:
            self.acknowledged = self.under_way
        self._label(store, person, {20: "more"})

    def may_be(self, found: State) -> bool:
        """Whether a state is one that may be found after the end."""
        return found in (self.acknowledged, self.under_way)


def clock() -> int:
    """A time that stands still, so that every run makes the same calls."""
    return 1_700_000_000_000


def worked(folder: Path, disk: FaultyOS) -> Work:
    """Do the work until it is done or the process ends."""
    work = Work()
    try:
        store = TinyDBStore(folder, clock=clock)
        for _ in work.steps(store):
            pass
        store.close()
    except Died:
        assert disk.dead
    return work
