"""Pushing and pulling: a union, whoever does it when, and in whatever carries it."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.articles.article import Sentences
from annotations.config import Config, GuidelinesConfig
from annotations.errors import ExchangeError
from annotations.exchange import (
    arrived,
    claims,
    doubles,
    pull,
    push,
    stale_golds,
    take_in,
    told_apart,
)
from annotations.exchange.layout import article_file, salt_of
from annotations.labels import DEFAULT_LABELS, Label
from annotations.store import Statement, Store, open_store
from tests.memory_store import MemoryStore
from tests.unit.exchange.colleagues import (
    CONFIG,
    TEXTS,
    article,
    copy_of,
    cuts,
    events_of,
    everything,
    label,
    rehashed,
    stream_file,
    taken,
)

DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["label", "gold", "undo", "push", "pull"]),
        st.integers(0, 2),  # which of three projects
        st.integers(0, 2),  # which sentence
        st.sampled_from(["claim", "quote", "speculation", ""]),
    ),
    max_size=14,
)


def first_project() -> tuple[MemoryStore, str]:
    """Ana's, with one label."""
    store = MemoryStore()
    ana = store.join("Ana")
    label(store, ana, 0, "claim")
    return store, ana


@settings(deadline=None, max_examples=40)
@given(DEEDS, st.randoms(use_true_random=False))
def test_three_people_reach_one_state_in_whatever_order_they_exchange(
    deeds: Sequence[tuple[str, int, int, str]], order: random.Random
) -> None:
    """Ana on two machines, and Ben; folders and bundles; every pull repeated."""
    with TemporaryDirectory() as folder:
        exchange = Path(folder) / "exchange"
        desk, ana = first_project()
        ben_store = copy_of(desk, exchange)
        ben = ben_store.join("Ben")
        laptop = MemoryStore()
        pull(laptop, exchange, CONFIG, join_as="Ana")
        label(laptop, ana, 1, "quote")
        stores, people = [desk, ben_store, laptop], [ana, ben, ana]
        device = next(one.device for one in laptop.streams() if one.is_ours)
        for deed, who, index, said in deeds:
            store, person = stores[who], people[who]
            if deed == "label":
                label(store, person, index, said)
            elif deed == "gold":
                store.state(person, [Statement("gold", f"s-{index}", {"label": said})])
            elif deed == "undo":
                store.undo(person)
            elif deed == "push":
                push(store, exchange, CONFIG)
            else:
                pull(store, exchange, CONFIG, trusted=[device])
        bundles = []
        for at, store in enumerate(stores):
            push(store, exchange, CONFIG)
            bundles.append(Path(folder) / f"{at}.zip")
            push(store, bundles[-1], CONFIG)
        for store in stores:
            order.shuffle(bundles)
            for source in order.choice([[exchange, exchange], bundles, [*bundles, exchange]]):
                assert pull(store, source, CONFIG, trusted=[device]).is_whole
        fresh = MemoryStore()
        pull(fresh, exchange, CONFIG)
        states = [everything(store) for store in (*stores, fresh)]
        assert all(state == states[0] for state in states)
        before = {path: path.read_bytes() for path in exchange.rglob("*") if path.is_file()}
        for store in stores:
            assert push(store, exchange, CONFIG).new == 0
        assert {path: path.read_bytes() for path in exchange.rglob("*") if path.is_file()} == before


HOUR = 60 * 60 * 1000
NOON = 1_777_636_800_000
"""Milliseconds since 1970 of a day in May 2026."""


@pytest.mark.parametrize("skew", [-3 * HOUR, 0, 3 * HOUR])
def test_who_knew_of_the_other_counts_whatever_the_clocks_say(tmp_path: Path, skew: int) -> None:
    """A label that was taken back stays so, though an old bundle comes after it."""
    desk = MemoryStore(clock=lambda: NOON)
    ana = desk.join("Ana")
    label(desk, ana, 0, "claim")
    old = tmp_path / "old.zip"
    push(desk, old, CONFIG)
    laptop = MemoryStore(clock=lambda: NOON + skew)
    pull(laptop, old, CONFIG, join_as="Ana")
    label(laptop, ana, 0, "")
    push(laptop, tmp_path / "new.zip", CONFIG)
    pull(desk, tmp_path / "new.zip", CONFIG, trusted=[one.device for one in laptop.streams()])
    for store in (desk, laptop):
        taken(store, old)
        assert list(store.annotations()) == []
        assert doubles(store) == ()
    assert everything(desk) == everything(laptop)


def test_a_clock_that_is_far_ahead_is_refused_until_it_is_right(tmp_path: Path) -> None:
    """It would be later than everything else for good; nothing is lost."""
    fast = MemoryStore(clock=lambda: NOON + 30 * HOUR)
    label(fast, fast.join("Ben"), 0, "claim")
    push(fast, tmp_path, CONFIG)
    today = NOON
    store = MemoryStore(clock=lambda: today)
    report = pull(store, tmp_path, CONFIG)
    assert report.new == 0
    assert len(report.refused) == 2
    assert "clock" in report.refused[0]
    today += 24 * HOUR
    assert taken(store, tmp_path).new == 2


def test_a_copied_project_folder_writes_streams_of_its_own(tmp_path: Path) -> None:
    """Both go on, and neither writes over the other."""
    store = open_store(tmp_path / "desk")
    ana = store.join("Ana")
    label(store, ana, 0, "claim")
    store.close()
    shutil.copytree(tmp_path / "desk", tmp_path / "copy")
    exchange = tmp_path / "exchange"
    desk, copy = open_store(tmp_path / "desk"), open_store(tmp_path / "copy")
    label(desk, ana, 1, "quote")
    label(copy, ana, 2, "quote")
    push(desk, exchange, CONFIG)
    assert "ahead" in push(copy, exchange, CONFIG).notes[0]
    [held] = pull(desk, exchange, CONFIG).held
    pull(desk, exchange, CONFIG, trusted=[held.device])
    taken(copy, exchange)
    assert push(copy, exchange, CONFIG).new == push(desk, exchange, CONFIG).new == 0
    assert everything(desk) == everything(copy)
    desk.close()
    copy.close()


def test_a_folder_has_the_layout_and_one_writer_a_file(tmp_path: Path) -> None:
    """Named by person and device; nothing private goes along."""
    store, ana = first_project()
    sent = push(store, tmp_path / "x", CONFIG)
    assert (sent.events, sent.new, sent.articles, sent.people) == (2, 2, 1, 1)
    files = {str(path.relative_to(tmp_path / "x")) for path in (tmp_path / "x").rglob("*.*")}
    assert files == {
        "project.json",
        "guideline.md",
        ".gitattributes",
        article_file(article().id),
        str(stream_file(tmp_path / "x", store, ana).relative_to(tmp_path / "x")),
    }
    about = json.loads((tmp_path / "x" / "project.json").read_bytes())
    assert (about["project"], about["salt"]) == (store.project_id, salt_of(store.project_id))
    assert [one["slug"] for one in about["labels"]] == ["claim", "quote", "speculation"]
    kept = (tmp_path / "x" / article_file(article().id)).read_text(encoding="utf-8")
    assert "private" not in kept
    assert "secret" not in kept
    assert json.loads(kept)["url"] == "https://example.org/bridge"
    text = (tmp_path / "x" / "guideline.md").read_text(encoding="utf-8")
    assert all(one.definition in text for one in DEFAULT_LABELS)


def test_a_stream_is_only_added_to(tmp_path: Path) -> None:
    """What is there stays as it is, byte for byte, and what colleagues wrote is left alone."""
    store, ana = first_project()
    other = copy_of(store, tmp_path)
    label(other, other.join("Ben"), 0, "quote")
    push(other, tmp_path, CONFIG)
    taken(store, tmp_path)
    path = stream_file(tmp_path, store, ana)
    before, all_before = path.read_bytes(), set(tmp_path.rglob("*"))
    label(store, ana, 1, "quote")
    assert push(store, tmp_path, CONFIG).new == 1
    assert path.read_bytes().startswith(before)
    assert set(tmp_path.rglob("*")) == all_before


def test_the_article_comes_frozen_so_that_labels_meet(tmp_path: Path) -> None:
    """With the cuts of whoever had it first, also where another cutter had cut it unlabelled."""
    store, _ = first_project()
    push(store, tmp_path, CONFIG)
    other = MemoryStore()
    whole = Sentences([(0, len(TEXTS[0]))], (), "other/1")
    other.freeze(article(), whole)
    report = taken(other, tmp_path)
    assert (report.new, report.recut, report.stale) == (2, 1, 0)
    kept = other.frozen(article().id)
    assert kept is not None
    assert kept.sentences == cuts()
    assert [one.label for one in other.annotations()] == ["claim"]


def test_events_wait_for_articles_that_come_later(tmp_path: Path) -> None:
    """And are counted until then."""
    store, _ = first_project()
    push(store, tmp_path / "events.zip", CONFIG, articles=False)
    push(store, tmp_path / "all.zip", CONFIG)
    other = MemoryStore()
    assert taken(other, tmp_path / "events.zip").orphaned == 1
    assert list(other.annotations()) == []
    report = taken(other, tmp_path / "all.zip")
    assert (report.new, report.known, report.articles) == (0, 2, 1)
    assert [one.label for one in other.annotations()] == ["claim"]


def test_labels_of_other_cuts_are_stale_and_said_to_be(tmp_path: Path) -> None:
    """Both sides labelled before they met."""
    store, _ = first_project()
    other = copy_of(MemoryStore(), tmp_path / "empty")
    ben = other.join("Ben")
    whole = Sentences([(0, len(TEXTS[0]))], (), "other/1")
    other.freeze(article(), whole)
    label(other, ben, 0, "quote")
    push(store, tmp_path / "x", CONFIG)
    report = pull(other, tmp_path / "x", CONFIG, join_project=True)
    assert (report.new, report.stale, report.recut) == (2, 1, 0)
    [note] = push(other, tmp_path / "x", CONFIG, join_project=True).notes
    assert "other cuts" in note


def test_a_used_project_takes_no_other_one_by_mistake(tmp_path: Path) -> None:
    """Only when told to; nothing changes before."""
    store, _ = first_project()
    other, ben = MemoryStore(), ""
    ben = other.join("Ben")
    label(other, ben, 0, "quote")
    push(store, tmp_path, CONFIG)
    before = everything(other), sorted(tmp_path.rglob("*"))
    with pytest.raises(ExchangeError, match="--join-project"):
        pull(other, tmp_path, CONFIG)
    with pytest.raises(ExchangeError, match="--join-project"):
        push(other, tmp_path, CONFIG)
    assert (everything(other), sorted(tmp_path.rglob("*"))) == before
    assert pull(other, tmp_path, CONFIG, join_project=True).new == 2
    push(other, tmp_path, CONFIG, join_project=True)
    assert taken(store, tmp_path).new == 2
    assert everything(store)[1:] == everything(other)[1:]


def test_an_unused_project_becomes_a_copy(tmp_path: Path) -> None:
    """So that both are one from then on."""
    store, _ = first_project()
    other = copy_of(store, tmp_path)
    assert other.project_id == store.project_id
    assert everything(other) == everything(store)


def test_a_second_laptop_goes_on_as_the_same_person(tmp_path: Path) -> None:
    """The first one asks once whether the other is hers."""
    desk, ana = first_project()
    push(desk, tmp_path, CONFIG)
    laptop = MemoryStore()
    assert pull(laptop, tmp_path, CONFIG, join_as="Ana").joined_as == "Ana"
    assert laptop.join("Ana") == ana
    label(laptop, ana, 1, "quote")
    push(laptop, tmp_path, CONFIG)

    report = pull(desk, tmp_path, CONFIG)
    [held] = report.held
    assert (held.person, held.events, report.new) == (ana, 2, 0)
    assert not report.is_whole
    report = pull(desk, tmp_path, CONFIG, trusted=[held.device])
    assert (report.new, report.held) == (2, ())
    assert claims(desk, arrived(tmp_path)) == ()
    label(laptop, ana, 2, "quote")
    push(laptop, tmp_path, CONFIG)
    assert taken(desk, tmp_path).new == 1
    assert everything(desk) == everything(laptop)


def test_who_can_be_joined_as(tmp_path: Path) -> None:
    """Somebody of the exchange, told by name or id; never a second one of a name in use."""
    desk, ana = first_project()
    push(desk, tmp_path, CONFIG)
    other = copy_of(desk, tmp_path)
    second = other.join("Ana")
    push(other, tmp_path, CONFIG)
    laptop = MemoryStore()
    before = everything(laptop)
    for wanted, problem in (("Ana", "2 people go by"), ("Cy", "Nobody there"), ("u-0", "Nobody")):
        with pytest.raises(ExchangeError, match=problem):
            pull(laptop, tmp_path, CONFIG, join_as=wanted)
    assert everything(laptop) == before
    assert pull(laptop, tmp_path, CONFIG, join_as=second[:12]).joined_as.startswith("Ana (u-")
    with pytest.raises(ExchangeError, match="stay two people"):
        pull(laptop, tmp_path, CONFIG, join_as=ana)


def test_two_people_of_one_name_are_told_apart_alike_everywhere(tmp_path: Path) -> None:
    """By the beginnings of their ids, as long as needed."""
    desk, ana = first_project()
    other = copy_of(desk, tmp_path)
    second = other.join("Ana")
    push(other, tmp_path, CONFIG)
    report = taken(desk, tmp_path)
    shown = told_apart(desk.people())
    assert shown == told_apart(dict(reversed(list(other.people().items()))))
    assert [one.name for one in report.people] == [shown[second]]
    assert shown[ana].startswith(f"Ana ({ana[:6]}")
    people = {"u-abcd1234": "Ana", "u-abcd1299": "ana ", "u-abcd": "Ben"}
    assert list(told_apart(people).values()) == ["Ana (u-abcd123)", "ana  (u-abcd129)", "Ben"]


def test_what_one_person_labelled_twice_is_listed(tmp_path: Path) -> None:
    """Where, and what; not where both say the same; until it is labelled again."""
    desk, ana = first_project()
    push(desk, tmp_path, CONFIG)
    laptop = MemoryStore()
    pull(laptop, tmp_path, CONFIG, join_as="Ana")
    label(desk, ana, 1, "claim")
    label(desk, ana, 2, "quote")
    label(laptop, ana, 1, "quote")
    label(laptop, ana, 2, "quote")
    push(desk, tmp_path, CONFIG)
    [double] = taken(laptop, tmp_path).doubles
    assert double.person == ana
    assert {double.label, *double.others} == {"claim", "quote"}
    assert (double.index, double.text) == (1, "Engineers may open one lane.")
    label(laptop, ana, 1, "speculation")
    assert doubles(laptop) == ()


def test_decisions_that_new_votes_make_stale_or_that_clash_are_counted(tmp_path: Path) -> None:
    """Only those that an exchange made so."""
    desk, ana = first_project()
    [vote] = desk.annotations()
    value = {"decision": "label", "label": "claim", "basis": [vote.event_id]}
    desk.state(ana, [Statement("gold", vote.sentence_id, value)])
    other = copy_of(desk, tmp_path)
    ben = other.join("Ben")
    label(other, ben, 0, "quote")
    push(other, tmp_path, CONFIG)
    assert stale_golds(desk) == frozenset()
    report = taken(desk, tmp_path)
    assert (report.golds_stale, report.golds_disputed) == (1, 0)
    desk.state(ana, [Statement("gold", vote.sentence_id, value | {"label": "quote"})])
    other.state(ben, [Statement("gold", vote.sentence_id, value | {"label": "speculation"})])
    push(other, tmp_path, CONFIG)
    report = taken(desk, tmp_path)
    assert (report.golds_stale, report.golds_disputed) == (0, 1)


def test_other_labels_are_reported_and_not_refused(tmp_path: Path) -> None:
    """Which, and how; the lead writes them anew, and nobody else does."""
    store, _ = first_project()
    push(store, tmp_path, CONFIG)
    claim, quote, speculation = DEFAULT_LABELS
    opinion = Label(slug="opinion", key="o")
    vague = Label(slug="quote", name="quote", key="z", colour="red")
    mine = Config(labels=(claim, vague, opinion), guidelines=GuidelinesConfig(version="2"))
    report = pull(MemoryStore(), tmp_path, mine)
    assert [(one.what, one.how) for one in report.differences] == [
        (speculation.slug, "only there"),
        ("opinion", "only here"),
        (quote.slug, "defined otherwise"),
        ("guideline", "version 1 there, 2 here"),
    ]
    before = (tmp_path / "project.json").read_bytes()
    assert push(store, tmp_path, mine).differences == report.differences
    assert (tmp_path / "project.json").read_bytes() == before
    assert push(store, tmp_path, mine, lead=True).differences == ()
    assert "version 2" in (tmp_path / "guideline.md").read_text()


def test_unknown_kinds_and_files_do_no_harm(tmp_path: Path) -> None:
    """Kinds of later versions are passed on, files of others stay and are not read."""
    store, ana = first_project()
    push(store, tmp_path, CONFIG)
    path = stream_file(tmp_path, store, ana)
    event = events_of(path.read_bytes().splitlines())[-1]
    later = rehashed(event | {"seq": 3, "type": "cluster", "colour": ["x"]})
    newer = rehashed(event | {"seq": 4, "v": 2, "label": {"of": "another shape"}})
    path.write_bytes(path.read_bytes() + later + b"\n" + newer + b"\n")
    (tmp_path / ".git").mkdir()
    (tmp_path / "README").write_text("ours")
    (tmp_path / "events" / "copy of d-1.jsonl").write_text("{")
    other = MemoryStore()
    report = taken(other, tmp_path)
    assert report.new == 4
    assert report.notes == ("events/copy of d-1.jsonl: not looked at.",)
    third = MemoryStore()
    push(other, tmp_path / "passed-on.zip", CONFIG)
    assert taken(third, tmp_path / "passed-on.zip").new == 4
    assert {later, newer} <= set(everything(third)[-1])  # type: ignore[call-overload]


def test_what_was_changed_is_refused_by_name_and_the_rest_is_taken(tmp_path: Path) -> None:
    """An event, an article, somebody else's stream, a conflict that git wrote."""
    store, ana = first_project()
    label(store, ana, 0, "quote", number=1)
    push(store, tmp_path, CONFIG)
    path = stream_file(tmp_path, store, ana)
    lines = path.read_bytes().splitlines()
    lines[1] = lines[1].replace(b'"claim"', b'"quote"')
    foreign = rehashed(events_of(lines)[0] | {"person": "u-00000000"})
    path.write_bytes(b"\n".join([*lines, b"<<<<<<< HEAD", foreign, b""]))
    kept = tmp_path / article_file(article(1).id)
    kept.write_bytes(kept.read_bytes().replace(b"hurt", b"dead"))
    other = MemoryStore()
    report = pull(other, tmp_path, CONFIG)
    assert (report.new, report.orphaned, report.articles) == (2, 1, 1)
    name = path.relative_to(tmp_path)
    assert [line.split(": ")[0] for line in report.refused] == [
        f"corpus/{kept.name}",
        f"{name}, line 4",
        f"{name}, line 5",
        f"{name}, line 2",
    ]
    assert not report.is_whole


def test_changed_line_ends_and_a_line_that_was_cut_off_do_no_harm(tmp_path: Path) -> None:
    """Said, and mended by the next push of whoever wrote it."""
    store, ana = first_project()
    push(store, tmp_path, CONFIG)
    path = stream_file(tmp_path, store, ana)
    good = path.read_bytes()
    path.write_bytes(b"\xef\xbb\xbf" + good.replace(b"\n", b"\r\n")[:-30])
    other = MemoryStore()
    report = taken(other, tmp_path)
    assert report.new == 1
    assert ["line ends" in report.notes[0], "cut off" in report.notes[1]] == [True, True]
    assert push(store, tmp_path, CONFIG).new == 1
    assert path.read_bytes() == good
    path.write_bytes(good.replace(b"\n", b"\r\n"))
    assert "whole again" in push(store, tmp_path, CONFIG).notes[0]
    assert path.read_bytes() == good
    assert taken(other, tmp_path).new == 1


def test_a_push_does_not_write_over_what_somebody_else_wrote(tmp_path: Path) -> None:
    """An older copy of the project has to pull first; then nothing is lost."""
    store, ana = first_project()
    push(store, tmp_path, CONFIG)
    path = stream_file(tmp_path, store, ana)
    event = events_of(path.read_bytes().splitlines())[-1]
    ahead = path.read_bytes() + rehashed(event | {"seq": 3, "label": "quote"}) + b"\n"
    path.write_bytes(ahead)
    assert "ahead" in push(store, tmp_path, CONFIG).notes[0]
    label(store, ana, 1, "quote")
    with pytest.raises(ExchangeError, match="pull"):
        push(store, tmp_path, CONFIG)
    assert path.read_bytes() == ahead
    [held] = pull(store, tmp_path, CONFIG).held
    assert (held.why, held.events) == ("own", 1)
    assert pull(store, tmp_path, CONFIG, trusted=[held.device]).new == 1
    assert push(store, tmp_path, CONFIG).new == 1
    assert path.read_bytes().startswith(ahead)
    path.write_bytes(b"{}\n" + path.read_bytes())
    with pytest.raises(ExchangeError, match="line 1 is no event"):
        push(store, tmp_path, CONFIG)


@pytest.mark.parametrize("number", range(1, 4))
def test_a_push_that_ends_early_leaves_an_exchange_that_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """At whichever file; the next push finishes it."""
    from annotations.store.engine import disk

    store, ana = first_project()
    push(store, tmp_path, CONFIG)
    label(store, ana, 1, "quote")
    label(store, ana, 0, "quote", number=1)
    shutil.rmtree(tmp_path / "corpus")
    real, moves = disk.move, []

    def move(beside: Path, path: Path) -> None:
        moves.append(path)
        if len(moves) == number:
            raise OSError(28, "No space left on device")
        real(beside, path)

    monkeypatch.setattr(disk, "move", move)
    with pytest.raises(ExchangeError, match="No space left"):
        push(store, tmp_path, CONFIG)
    monkeypatch.undo()
    other = MemoryStore()
    report = taken(other, tmp_path)
    assert report.new in (2, 4)
    push(store, tmp_path, CONFIG)
    taken(other, tmp_path)
    assert everything(other) == everything(store)


def test_a_bundle_passes_on_what_others_did_or_only_ours(tmp_path: Path) -> None:
    """The same content is the same bytes; one with news in it is not written over."""
    desk, _ = first_project()
    other = copy_of(desk, tmp_path / "x")
    ben = other.join("Ben")
    label(other, ben, 0, "quote")
    both, own = tmp_path / "both.zip", tmp_path / "own.zip"
    assert push(other, both, CONFIG).people == 2
    assert push(other, own, CONFIG, own=True).people == 1
    third = MemoryStore()
    assert taken(third, own).new == 2
    assert list(third.people().values()) == ["Ben"]
    before = both.read_bytes()
    assert push(other, both, CONFIG).new == 0
    assert both.read_bytes() == before
    with pytest.raises(ExchangeError, match="pull"):
        push(desk, both, CONFIG)
    (tmp_path / "mine.zip").write_text("my own archive, or so")
    with pytest.raises(ExchangeError, match="stays as it is"):
        push(desk, tmp_path / "mine.zip", CONFIG)
    assert both.read_bytes() == before


def test_a_zipped_folder_is_a_bundle(tmp_path: Path) -> None:
    """Also with the folder's own name in front of every file."""
    store, _ = first_project()
    push(store, tmp_path / "exchange", CONFIG)
    made = shutil.make_archive(str(tmp_path / "sent"), "zip", tmp_path, "exchange")
    other = MemoryStore()
    taken(other, Path(made))
    assert everything(other) == everything(store)


def test_a_project_folder_is_no_exchange(tmp_path: Path) -> None:
    """Neither to write into nor to read."""
    (tmp_path / "annotations.json").write_text("{}")
    store, _ = first_project()
    with pytest.raises(ExchangeError, match="never share"):
        push(store, tmp_path, CONFIG)
    with pytest.raises(ExchangeError, match="no exchange"):
        pull(store, tmp_path, CONFIG)
    with pytest.raises(ExchangeError, match="is no folder"):
        push(store, tmp_path / "annotations.json", CONFIG)


def test_taking_in_says_what_it_does_before_it_does_it(tmp_path: Path) -> None:
    """Reading is apart from merging, so that somebody can be asked in between."""
    desk, ana = first_project()
    push(desk, tmp_path, CONFIG)
    found = arrived(tmp_path)
    assert found.names == {ana: "Ana"}
    other: Store = MemoryStore()
    assert take_in(other, found, CONFIG).new == 2
    assert take_in(other, found, CONFIG).known == 2
