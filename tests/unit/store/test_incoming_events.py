"""Events from elsewhere: a union of sets, whatever comes in whatever order."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.articles.article import Sentences, article_id_of
from annotations.errors import StoreError
from annotations.store import FrozenArticle, Mark, MemoryStore, Statement, Store, open_store
from annotations.store.events import Change, canonical_of, event_id_of, id_of, sealed
from annotations.store.verify import Kind, check
from tests.unit.store.material import article, change, cuts

LABELS = ["claim", "quote", "speculation", ""]


def lines_of(*stores: Store) -> list[bytes]:
    """Every event, as it is exchanged."""
    return [line for store in stores for one in store.streams() for line in store.lines(one.device)]


def frozen() -> FrozenArticle:
    """The article as both sides have it."""
    return FrozenArticle(article(), cuts())


def state_of(store: Store) -> tuple[object, ...]:
    """Everything that people can see, whoever came first."""
    people = store.people()
    annotations = {
        (one.person, one.sentence_id): (one.mark, one.event_id, sorted(one.rivals), one.at)
        for one in store.annotations(cleared=True)
    }
    stated = {
        (kind, about): [(one.event_id, one.value) for one in heads]
        for kind in ("gold", "comment", "boundary")
        for about, heads in store.statements(kind).items()
    }
    now = store.frozen(article().id)
    cut = list(now.sentences.spans) if now else []
    progress = {person: dict(store.progress(person)) for person in people}
    labels = tuple(people.items()), annotations, stated, progress
    return *labels, cut, sorted(lines_of(store))


def copy_of(store: Store, *, with_article: bool = True) -> MemoryStore:
    """A project of the same id, with nothing in it but the article."""
    made = MemoryStore()
    made.adopt(store.project_id)
    if with_article:
        made.freeze(article(), cuts())
    return made


deeds = st.lists(
    st.tuples(
        st.sampled_from(["Ana", "Ben"]),
        st.sampled_from(["label", "gold", "boundary", "undo", "redo"]),
        st.integers(0, 3),
        st.sampled_from(LABELS),
    ),
    max_size=12,
)


def do(store: Store, work: Sequence[tuple[str, str, int, str]]) -> None:
    """Do what people do."""
    for name, deed, index, label in work:
        person = store.join(name)
        if deed == "label":
            kept = store.frozen(article().id)
            assert kept is not None
            index = min(index, len(kept.sentences) - 1)
            sentence_id = kept.article.sentence_id(kept.sentences.span(index))
            store.annotate(person, [Change(kept.article.id, sentence_id, index, Mark(label))])
        elif deed == "boundary":
            at = (9, 23, 67, 77)[index]
            store.resegment(person, article().id, {at: bool(label)})
        elif deed == "gold":
            store.state(person, [Statement("gold", f"s-{index}", {"label": label})])
        elif deed == "undo":
            store.undo(person)
        else:
            store.redo(person)


@settings(deadline=None, max_examples=60)
@given(deeds, deeds, deeds, st.randoms(use_true_random=False))
def test_merging_is_a_union(
    first: list[tuple[str, str, int, str]],
    second: list[tuple[str, str, int, str]],
    third: list[tuple[str, str, int, str]],
    order: random.Random,
) -> None:
    """Commutative, associative, idempotent, and what a later event knew of decides."""
    ours = MemoryStore()
    ours.freeze(article(), cuts())
    do(ours, first)
    theirs = copy_of(ours)
    theirs.merge(lines_of(ours))
    # The same people go on there, and here, without knowing of each other.
    for person, name in ours.people().items():
        theirs.join(name, person)
    do(theirs, second)
    do(ours, third)
    everything = lines_of(ours, theirs)

    states = []
    for _ in range(3):
        order.shuffle(everything)
        at = order.randint(0, len(everything))
        store = copy_of(ours, with_article=order.random() < 0.5)
        store.merge(everything[:at])
        store.merge(everything[at:])
        store.freeze(article(), cuts())
        assert store.merge(everything).new == 0
        states.append(state_of(store))
    ours.merge(everything)
    theirs.merge(lines_of(ours))
    assert states[0] == states[1] == states[2] == state_of(ours) == state_of(theirs)


def test_a_folder_merges_as_memory_does(tmp_path: Path) -> None:
    """And its tables are what the events add up to, also after repairing."""
    ours = MemoryStore()
    ours.freeze(article(), cuts())
    do(ours, [("Ana", "label", 0, "claim"), ("Ben", "gold", 1, "quote"), ("Ana", "undo", 0, "")])
    do(ours, [("Ana", "label", 2, "quote"), ("Ben", "label", 2, "claim")])
    folder = tmp_path / "project"
    store = open_store(folder)
    store.adopt(ours.project_id)
    merged = store.merge(lines_of(ours))
    assert (merged.new, merged.orphaned, merged.known) == (7, 4, 0)
    assert list(store.annotations()) == []
    again = store.merge(lines_of(ours), [frozen()])
    assert (again.new, again.known, again.articles) == (0, 7, 1)
    assert state_of(store) == state_of(ours)
    store.annotate(store.join("Cy"), [change(1, "quote")])
    store.close()
    assert {finding.kind for finding in check(folder)} == {Kind.GOOD}
    reopened = open_store(folder)
    assert {one.label for one in reopened.annotations()} == {"quote", "claim"}
    assert [one.is_ours for one in reopened.streams()].count(True) == 1
    reopened.close()


def test_events_wait_for_their_article(store: Store) -> None:
    """Freezing it is enough."""
    ours = MemoryStore()
    ours.freeze(article(), cuts())
    do(ours, [("Ana", "label", 0, "claim")])
    waiting = MemoryStore() if isinstance(store, MemoryStore) else store
    if waiting is store:
        text = "Another one. It stands alone."
        other = article().__class__(id=article_id_of(text), text=text)
        spans = Sentences(((0, 12), (13, 29)), (), "test/1")
        theirs = MemoryStore()
        theirs.freeze(other, spans)
        ben = theirs.join("Ben")
        sentence = other.sentence_id(spans.span(1))
        theirs.annotate(ben, [Change(other.id, sentence, 1, Mark("quote"))])
        assert waiting.merge(lines_of(theirs)).orphaned == 1
        waiting.freeze(other, spans)
        assert [one.label for one in waiting.annotations(article_id=other.id)] == ["quote"]
        return
    assert waiting.merge(lines_of(ours)).orphaned == 1
    waiting.freeze(article(), cuts())
    assert [one.label for one in waiting.annotations()] == ["claim"]


def test_the_same_person_on_two_machines(store: Store, ana: str) -> None:
    """What one machine did not know of the other stands beside, until it is labelled again."""
    store.annotate(ana, [change(0, "claim")])
    laptop = copy_of(store)
    laptop.merge(lines_of(store))
    assert laptop.join("Ana", ana) == ana
    laptop.annotate(ana, [change(1, "quote"), change(2, "quote")])
    store.annotate(ana, [change(1, "claim")])

    store.merge(lines_of(laptop))
    by_index = {one.index: one for one in store.annotations(person=ana)}
    assert by_index[2].label == "quote"
    assert len(by_index[1].rivals) == 1
    store.annotate(ana, [change(1, "speculation")])
    [now] = [one for one in store.annotations(person=ana) if one.index == 1]
    assert (now.label, now.rivals) == ("speculation", ())
    laptop.merge(lines_of(store))
    assert [one.label for one in laptop.annotations() if one.index == 1] == ["speculation"]


def test_two_people_of_one_name_stay_two(store: Store, ana: str) -> None:
    """A name is not who somebody is."""
    theirs = copy_of(store)
    do(theirs, [("Ana", "label", 0, "quote")])
    store.merge(lines_of(theirs))
    assert store.join("Ana") == ana
    assert sorted(store.people().values()) == ["Ana", "Ana"]
    assert store.joined() == (ana,)
    with pytest.raises(StoreError, match="has not joined"):
        store.join("Ana", "u-0000")


def test_two_golds_hold_both_until_somebody_decides(store: Store, ana: str) -> None:
    """Nothing is dropped."""
    theirs = copy_of(store)
    ben = theirs.join("Ben")
    theirs.state(ben, [Statement("gold", "s-1", {"label": "quote"})])
    store.state(ana, [Statement("gold", "s-1", {"label": "claim"})])
    store.merge(lines_of(theirs))
    assert {one.value["label"] for one in store.statements("gold")["s-1"]} == {"claim", "quote"}
    store.state(ana, [Statement("gold", "s-1", {"label": "quote"})])
    assert [one.value["label"] for one in store.statements("gold")["s-1"]] == ["quote"]


def test_what_was_changed_or_is_none_is_refused_and_named(store: Store, ana: str) -> None:
    """Nothing else suffers."""
    theirs = copy_of(store)
    ben = theirs.join("Ben")
    theirs.annotate(ben, [change(0, "claim")])
    theirs.annotate(ben, [change(1, "quote")])
    _, good, other = lines_of(theirs)
    bad = other.replace(b'"quote"', b'"claim"')
    local = json.loads(other)
    local["below"] = "x-0-1"
    far = msgspec_event(theirs, hlc="2999-01-01T00:00:00.000Z-0000-abcd")
    place = msgspec_event(theirs, device="../../x")
    never = msgspec_event(theirs, hlc="2024-99-99T99:99:99.999Z-9999-ffff")
    said = msgspec_event(theirs, said="yesterday\x1b[31m")
    wrong = [bad, b"{", b"[]", b'{"a":1}', json.dumps(local).encode(), far, place, b"\xff"]
    wrong += [never, said, stated_as(theirs, None), stated_as(theirs, {"deep": 1})]
    wrong += [stated_as(theirs, 0.5), stated_as(theirs, ["a", 1])]
    merged = store.merge([good, *wrong, b""])
    assert merged.new == 1
    assert len(merged.refused) == len(wrong)
    assert merged.refused_lines == tuple(range(2, len(wrong) + 2))
    assert json.loads(other)["id"] in merged.refused[0]
    assert "clock" in merged.refused[5]
    assert [one.label for one in store.annotations()] == ["claim"]


def msgspec_event(store: Store, **changes: str) -> bytes:
    """An event that vouches for itself, and says what it must not."""
    event = next(store.history(limit=1))
    made = sealed(msgspec.structs.replace(event, id="", **changes))
    assert event_id_of(made) == made.id
    return msgspec.json.encode(made)


def test_unknown_fields_and_kinds_are_passed_on(store: Store, ana: str) -> None:
    """A later version may have written them."""
    fields = json.loads(lines_of(store)[0])
    fields |= {"type": "a-later-kind", "colour": {"deep": ["x"]}}
    del fields["id"]
    fields["id"] = id_of(canonical_of(fields))
    theirs = copy_of(store)
    assert theirs.merge([json.dumps(fields).encode()]).new == 1
    assert store.merge(lines_of(theirs)).new == 1
    assert any(json.loads(line).get("colour") == {"deep": ["x"]} for line in lines_of(store))


def test_a_later_version_is_kept_passed_on_and_not_applied(store: Store, ana: str) -> None:
    """Whatever shape its fields have, and though it names a kind that this version knows."""
    theirs = copy_of(store)
    do(theirs, [("Ben", "label", 0, "quote")])
    joined, label = map(json.loads, lines_of(theirs))
    later = [label | {"v": 2}, label | {"v": 2, "label": ["quote", "claim"], "index": "first"}]
    lines = [rehashed(one) for one in (joined, *later)]
    merged = store.merge(lines)
    assert (merged.new, merged.refused) == (3, ())
    assert list(store.annotations()) == []
    assert {event.v for event in store.history()} == {1, 2}
    assert set(lines) <= set(lines_of(store))
    assert store.merge(lines).known == 3
    assert len(store.merge([rehashed(label | {"v": 0})]).refused) == 1


def rehashed(fields: dict[str, object]) -> bytes:
    """An event that vouches for whatever it says, as it is exchanged."""
    rest = {name: part for name, part in fields.items() if name != "id"}
    return canonical_of(rest | {"id": id_of(canonical_of(rest))})


def stated_as(store: Store, part: object) -> bytes:
    """A statement that vouches for itself, and says what none may."""
    fields = msgspec.json.decode(msgspec.json.encode(next(store.history(limit=1))))
    return rehashed(fields | {"type": "state", "kind": "gold", "about": "s", "value": {"x": part}})


def test_other_cuts_stand_only_where_nobody_labelled(store: Store, ana: str) -> None:
    """Events about sentences that are not cut so here are kept, and do not count."""
    spans = list(cuts().spans)
    joined = ((spans[0].start, spans[1].end), *[(s.start, s.end) for s in spans[2:]])
    other = FrozenArticle(article(), Sentences(joined, (), "test/2"))
    theirs = MemoryStore()
    theirs.adopt(store.project_id)
    theirs.freeze(other.article, other.sentences)
    ben = theirs.join("Ben")
    for index in (0, 2):
        sentence = article().sentence_id(other.sentences.span(index))
        theirs.annotate(ben, [Change(article().id, sentence, index, Mark("quote"))])

    store.annotate(ana, [change(0, "claim")])
    merged = store.merge(lines_of(theirs), [other])
    assert (merged.new, merged.stale, merged.recut) == (3, 1, 0)
    # The one that is cut alike is found, though it has another number here.
    assert {(one.index, one.label) for one in store.annotations(person=ben)} == {(3, "quote")}

    fresh = copy_of(store)
    merged = fresh.merge(lines_of(theirs), [other])
    assert (merged.new, merged.stale, merged.recut) == (3, 0, 1)


def test_only_an_unused_project_becomes_a_copy(store: Store) -> None:
    """Else there would be two projects under one id."""
    store.adopt("p-0123456789abcdef")
    assert store.project_id == "p-0123456789abcdef"
    with pytest.raises(StoreError, match="no project's id"):
        store.adopt("../x")
    store.join("Ana")
    store.adopt("p-0123456789abcdef")
    with pytest.raises(StoreError, match="worked in already"):
        store.adopt("p-00000000")
