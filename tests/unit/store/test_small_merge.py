"""A merge that brings little looks at little, and leaves what adding up everything would leave."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.store import Change, Mark, Statement, merge_rows, rebuild
from annotations.store.events import FrozenArticle
from annotations.store.tinydb_store import TinyDBStore
from annotations.store.verify import Kind, check
from tests.memory_store import MemoryStore
from tests.unit.exchange.colleagues import article, cuts, everything, label

DEEDS = st.lists(
    st.tuples(
        st.sampled_from(
            ["label", "label", "clear", "note", "gold", "withdraw", "undo", "redo", "cut", "move",
             "give", "give", "give", "mail"]
        ),
        st.integers(0, 2),  # who
        st.integers(0, 2),  # to whom, or which sentence
        st.integers(0, 1),  # which article, or what is said
    ),
    min_size=4,
    max_size=30,
)  # fmt: skip


class Desks:
    """Three people with a project each, whose clocks agree."""

    def __init__(self, folder: Path) -> None:
        self.folders = [folder / name for name in ("ana", "ben", "cy")]
        ticks = count(1_780_000_000_000)
        self.stores = []
        for one in self.folders:
            one.mkdir()
            self.stores.append(TinyDBStore(one, clock=lambda: next(ticks)))
        for store in self.stores[1:]:
            store.adopt(self.stores[0].project_id)
        self.people = [
            store.join(name) for store, name in zip(self.stores, ("Ana", "Ben", "Cy"), strict=True)
        ]

    def meet(self) -> None:
        """Everybody knows of everybody, and of two articles."""
        label(self.stores[0], self.people[0], 0, "claim", 0)
        label(self.stores[0], self.people[0], 0, "claim", 1)
        for a, b in ((0, 1), (1, 2), (2, 0), (0, 1)):
            self.give(a, b, everything_again=True, texts=True)

    def do(self, deed: str, who: int, one: int, other: int) -> None:
        """One thing that somebody does."""
        store, me = self.stores[who], self.people[who]
        if deed == "label":
            label(store, me, one, ("claim", "quote")[other], other)
        elif deed in ("clear", "note"):
            label(store, me, one, "claim", other)
            kept = store.frozen(article(other).id)
            assert kept is not None
            sentence = kept.article.sentence_id(kept.sentences.span(one % len(kept.sentences)))
            mark = Mark() if deed == "clear" else Mark("quote", unsure=True, note="a note")
            store.annotate(me, [Change(kept.article.id, sentence, one % len(kept.sentences), mark)])
        elif deed in ("gold", "withdraw"):
            value = {"label": ("claim", "quote")[other]} if deed == "gold" else {}
            store.state(me, [Statement(("gold", "comment")[other], f"about-{one}", value)])
        elif deed in ("undo", "redo"):
            (store.undo if deed == "undo" else store.redo)(me)
        elif deed == "cut" and (kept := store.frozen(article(other).id)) is not None:
            start = kept.sentences.span(0).start + 4
            store.resegment(me, kept.article.id, {start: bool(one)})
        elif deed in ("give", "mail"):
            self.give(who, one, everything_again=deed == "mail", texts=bool(other))

    def give(self, who: int, whom: int, *, everything_again: bool, texts: bool) -> None:
        """Somebody gets what is new, as from a server, or all of it, as in a mail."""
        here, there = self.stores[who], self.stores[whom]
        lines: list[bytes] = []
        own = {one.device for one in there.streams() if one.is_ours}
        for stream in here.streams():
            if stream.device in own and not everything_again:
                continue
            tail = there.tail(stream.device)
            after = tail.seq if tail and not everything_again else 0
            lines += here.lines(stream.device, after)
        articles = list(here.articles(first_cut=True)) if texts else []
        there.merge(lines, articles)


def _with_cuts(desks: Desks, deed: tuple[str, int, int, int]) -> None:
    what, who, one, other = deed
    if what in ("label", "clear", "note"):
        kept = desks.stores[who].frozen(article(other).id)
        if kept is not None and kept.sentences != cuts(other):
            return  # the sentences that the deeds name are no more
    desks.do(what, who, one, other)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(DEEDS, st.booleans(), st.randoms(use_true_random=False))
def test_every_merge_leaves_what_all_events_add_up_to(
    deeds: Sequence[tuple[str, int, int, int]], acquainted: bool, order: random.Random
) -> None:
    """In every project, after every exchange; and all of them end with the same."""
    with TemporaryDirectory() as name:
        desks = Desks(Path(name))
        if acquainted:
            desks.meet()
        for deed in deeds:
            _with_cuts(desks, deed)
            if deed[0] in ("give", "mail"):
                store = desks.stores[deed[2]]
                names = store.db.engine.names()
                folded = rebuild.fold(names, store.db.engine.table, store._first_cut)
                wrong = list(rebuild.corrections(names, store.db.engine.table, folded))
                assert not wrong, deed
        pairs = [(a, b) for a in range(3) for b in range(3) if a != b] * 2
        order.shuffle(pairs)
        for a, b in [*pairs, (0, 1), (2, 1), (1, 0), (1, 2)]:
            desks.give(a, b, everything_again=False, texts=True)
        states = [everything(store) for store in desks.stores]
        model = MemoryStore()
        model.adopt(desks.stores[0].project_id)
        kept: dict[str, FrozenArticle] = {
            one.article.id: one for one in desks.stores[0].articles(first_cut=True)
        }
        lines = [
            line for one in desks.stores[0].streams() for line in desks.stores[0].lines(one.device)
        ]
        order.shuffle(lines)
        model.merge(lines, kept.values())
        for state in (*states, everything(model)):
            assert state == states[0]
        for store in desks.stores:
            store.close()
        for folder in desks.folders:
            assert not [one for one in check(folder) if one.kind not in (Kind.GOOD, Kind.NOTE)]


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    """Ana, Ben and Cy know each other, and two articles."""
    made = Desks(tmp_path)
    made.meet()
    yield made
    for store in made.stores:
        store.close()


SIMPLE = {
    "a label": [("label", 0, 1, 0)],
    "another label": [("label", 0, 0, 1)],
    "a label, cleared": [("clear", 0, 2, 0)],
    "doubt and a note": [("note", 0, 0, 0)],
    "a decision": [("gold", 0, 0, 0)],
    "a decision, withdrawn": [("gold", 0, 0, 0), ("withdraw", 0, 0, 0)],
    "what was undone": [("label", 0, 1, 0), ("undo", 0, 0, 0), ("redo", 0, 0, 0)],
}


@pytest.mark.parametrize("deeds", SIMPLE.values(), ids=SIMPLE)
def test_what_a_colleague_does_day_by_day_adds_up_nothing_anew(
    desks: Desks, deeds: Sequence[tuple[str, int, int, int]]
) -> None:
    """Neither all events, nor the stream that it goes on with."""
    for deed in deeds:
        desks.do(*deed)
    with (
        patch.object(rebuild, "fold", side_effect=AssertionError("all were added up")),
        patch.object(merge_rows.Merger, "_ids", side_effect=AssertionError("a stream was read")),
    ):
        desks.give(0, 1, everything_again=False, texts=False)
    assert everything(desks.stores[0]) == everything(desks.stores[1])


def test_what_is_not_so_simple_is_added_up(desks: Desks) -> None:
    """Two who decide one sentence, without knowing of each other."""
    for who, said in ((0, 0), (1, 1)):
        desks.do("gold", who, 0, 0)
        desks.stores[who].state(desks.people[who], [Statement("gold", "s", {"label": str(said)})])
    desks.give(0, 1, everything_again=False, texts=False)
    desks.give(1, 0, everything_again=False, texts=False)
    assert len(desks.stores[0].statements("gold")["s"]) == 2
    assert everything(desks.stores[0]) == everything(desks.stores[1])
