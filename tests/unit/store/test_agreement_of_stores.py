"""Any work, on the plain store in memory and on the one in a folder: the same at every step."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from annotations.errors import StoreError
from annotations.language.corrections import Correction
from annotations.store import Annotation, Change, Mark, MemoryStore, Store
from annotations.store.boundary_rules import BOUNDARY, by_article, edited
from annotations.store.tinydb_store import TinyDBStore
from annotations.store.verify import Kind, check
from tests.unit.store.material import CUTS, IN_MEMORY, article, cuts

PEOPLE = ("Ana", "Ben")
SAID = st.dictionaries(
    st.integers(0, 3),
    st.tuples(st.sampled_from(["", "claim", "quote"]), st.booleans(), st.sampled_from(["", "n"])),
    min_size=1,
)
CORRECTIONS = st.builds(
    Correction, st.sampled_from(["Ana", "Bo Lee"]), st.sampled_from(["person", "nothing", ""])
)


def clock() -> int:
    """A time that stands still."""
    return 1_700_000_000_000


def told(annotations: object) -> list[tuple[object, ...]]:
    """What annotations say, without what is random."""
    assert isinstance(annotations, tuple | list)
    found: list[Annotation] = list(annotations)
    return [(one.index, one.mark, one.source, one.guideline) for one in found if one.mark]


class Stores(RuleBasedStateMachine):
    """Does the same to both."""

    def __init__(self) -> None:
        super().__init__()
        self.temporary = TemporaryDirectory(prefix="slugline-", dir=IN_MEMORY)
        self.folder = Path(self.temporary.name)
        self.plain: Store = MemoryStore(clock)
        self.kept: Store = TinyDBStore(self.folder, clock=clock)
        for store in (self.plain, self.kept):
            store.freeze(article(), cuts())
            for name in PEOPLE:
                store.join(name)

    @rule(name=st.sampled_from(PEOPLE), said=SAID, source=st.sampled_from(["own", "carried"]))
    def annotate(self, name: str, said: dict[int, tuple[str, bool, str]], source: str) -> None:
        """One action of one person."""
        one = self.plain.frozen(article().id)
        assert one is not None
        changes = [
            Change(
                one.article.id,
                one.article.sentence_id(one.sentences.span(index)),
                index,
                Mark(label, unsure, note),
            )
            for index, (label, unsure, note) in said.items()
            if index < len(one.sentences)
        ]
        plain, kept = (
            store.annotate(store.join(name), changes, source=source)
            for store in (self.plain, self.kept)
        )
        assert told(plain) == told(kept)

    @rule(name=st.sampled_from(PEOPLE), items=st.lists(CORRECTIONS, max_size=3))
    def correct(self, name: str, items: list[Correction]) -> None:
        """What words are."""
        for store in (self.plain, self.kept):
            store.correct(store.join(name), items)

    @rule(spans=st.sampled_from([CUTS, (*CUTS[:3], (83, 89), (90, 95))]))
    def recut(self, spans: tuple[tuple[int, int], ...]) -> None:
        """Other cuts, or the first ones again, where nothing is said."""
        refused = []
        for store in (self.plain, self.kept):
            try:
                store.recut(article(), cuts(spans))
            except StoreError as error:
                refused.append(str(error))
        assert not refused or (len(refused) == 2 and len(set(refused)) == 1)

    @rule(
        name=st.sampled_from(PEOPLE),
        boundaries=st.dictionaries(
            st.sampled_from([9, 23, 67, 77, 83, 89]), st.booleans(), min_size=1
        ),
        label=st.sampled_from(["", "claim", "quote"]),
    )
    def resegment(self, name: str, boundaries: dict[int, bool], label: str) -> None:
        """Sentences split and joined, and what the first of them says."""
        id_ = article().id
        first = self.plain.frozen(id_, first_cut=True)
        assert first is not None
        moved = by_article(
            (about, heads) for about, heads in self.plain.statements(BOUNDARY).items()
        ).get(id_, {})
        now = edited(first, moved | boundaries)
        sentence_id = now.article.sentence_id(now.sentences.span(0))
        changes = [Change(id_, sentence_id, 0, Mark(label))] if label else []
        plain, kept = (
            store.resegment(store.join(name), id_, boundaries, changes)
            for store in (self.plain, self.kept)
        )
        assert plain == kept == now

    @rule(name=st.sampled_from(PEOPLE))
    def undo(self, name: str) -> None:
        """Take back."""
        plain, kept = (store.undo(store.join(name)) for store in (self.plain, self.kept))
        assert told(plain) == told(kept)

    @rule(name=st.sampled_from(PEOPLE))
    def redo(self, name: str) -> None:
        """Do again."""
        plain, kept = (store.redo(store.join(name)) for store in (self.plain, self.kept))
        assert told(plain) == told(kept)

    @rule(fold=st.booleans())
    def restart(self, fold: bool) -> None:
        """Close, or crash, and open."""
        if fold:
            self.kept.close()
        self.kept = TinyDBStore(self.folder, clock=clock)

    @invariant()
    def they_say_the_same(self) -> None:
        """Annotations, progress, history."""
        for name in PEOPLE:
            plain, kept = (
                [
                    told(list(store.annotations(person=store.join(name)))),
                    store.progress(store.join(name)),
                    store.corrections(),
                    store.frozen(article().id),
                    store.frozen(article().id, first_cut=True),
                    [
                        (one.annotation.mark, one.span)
                        for one in store.stale(article().id, person=store.join(name))
                    ],
                    [
                        (
                            event.index,
                            event.mark,
                            bool(event.undoes),
                            bool(event.redoes),
                            (event.kind, event.about, event.value),
                        )
                        for event in store.history(person=store.join(name))
                    ],
                ]
                for store in (self.plain, self.kept)
            )
            assert plain == kept

    def teardown(self) -> None:
        """What is on the disk holds together."""
        self.kept.close()
        assert {finding.kind for finding in check(self.folder)} <= {Kind.GOOD, Kind.NOTE}
        self.temporary.cleanup()


TestStores = Stores.TestCase
TestStores.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
