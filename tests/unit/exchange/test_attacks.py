"""What somebody who may write to an exchange may try, and how far they come: not into a project."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotations.config import Config, ExchangeConfig
from annotations.exchange import Report, flaws, pull, push, signed
from annotations.exchange.layout import event_file, signature_file
from annotations.exchange.private_keys import PrivateKey
from annotations.exchange.vouchers import Voucher, of_stream
from annotations.store import Statement, Store, open_store
from annotations.store.rows import link_of
from tests.memory_store import MemoryStore
from tests.unit.exchange.colleagues import (
    CONFIG,
    article,
    cuts,
    events_of,
    everything,
    label,
    rehashed,
    stream_file,
)

MALLORY = PrivateKey(bytes(range(32)))


class Team:
    """Ana and Ben, who have exchanged, each in a project folder; Mallory has their exchange."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.exchange = root / "exchange"
        self.ana_store = open_store(root / "ana")
        self.ana = self.ana_store.join("Ana")
        label(self.ana_store, self.ana, 0, "claim")
        push(self.ana_store, self.exchange, CONFIG)
        self.ben_store = open_store(root / "ben")
        pull(self.ben_store, self.exchange, CONFIG)
        self.ben = self.ben_store.join("Ben")
        label(self.ben_store, self.ben, 0, "quote")
        self.share()
        self.share()

    def share(self) -> None:
        """Both push and pull."""
        for store in (self.ana_store, self.ben_store):
            push(store, self.exchange, CONFIG)
        for store in (self.ana_store, self.ben_store):
            assert pull(store, self.exchange, CONFIG).is_whole

    @property
    def stream(self) -> Path:
        """Ana's file of events."""
        return self.exchange / event_file(self.ana, self.ana_store.device)

    @property
    def signatures(self) -> Path:
        """What Ana's device signed."""
        return self.exchange / signature_file(self.ana_store.device)

    def append(self, **fields: object) -> None:
        """Go on with Ana's stream as she would, in what can be done without her key."""
        last = events_of(self.stream.read_bytes().splitlines())[-1]
        base = {name: last[name] for name in ("v", "project", "person", "device")}
        base |= {"prev": last["id"], "seq": int(str(last["seq"])) + 1, "hlc": last["hlc"]}
        self.stream.write_bytes(self.stream.read_bytes() + rehashed(base | fields) + b"\n")

    def sentence(self, index: int = 0) -> dict[str, object]:
        """What an event about a sentence says of where it stands."""
        one = article()
        span = cuts().span(index)
        return {"article": one.id, "sentence": one.sentence_id(span), "index": index}

    def heads(self) -> list[str]:
        """What counts of Ana's labels."""
        return [one.event_id for one in self.ana_store.annotations(person=self.ana)]


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    """Two people who have exchanged."""
    made = Team(tmp_path)
    yield made
    made.ana_store.close()
    made.ben_store.close()


FORGERIES: dict[str, dict[str, object]] = {
    "a boundary": {
        "type": "state",
        "kind": "boundary",
        "about": f"{article().id}@28",
        "value": {"begins": False},
    },
    "a rename": {"type": "person", "note": "Fool"},
    "a cleared label": {"type": "annotate", "supersedes": True},
    "a replaced label": {"type": "annotate", "label": "speculation", "supersedes": True},
    "gold": {"type": "state", "kind": "gold", "about": "s-1", "value": {"label": "quote"}},
    "an undo": {"type": "annotate", "supersedes": True, "action": "x-1", "undoes": "x-0"},
    "another time": {"type": "redate", "value": {"first": 1, "until": 2, "back": 1000}},
    "a later kind": {"type": "later", "v": 2, "more": [1]},
}


def forge(team: Team, what: str) -> None:
    """Append to Ana's stream."""
    fields = dict(FORGERIES[what])
    if fields["type"] == "annotate":
        fields |= team.sentence()
    if fields.pop("supersedes", None):
        fields["supersedes"] = team.heads()
    team.append(**fields)


@pytest.mark.parametrize("what", FORGERIES)
def test_nobody_writes_in_the_stream_of_whoever_pulls(team: Team, what: str) -> None:
    """It is held and shown, not taken; a word takes it, since it may be a backup."""
    before = everything(team.ana_store)
    forge(team, what)
    report = pull(team.ana_store, team.exchange, CONFIG)
    [held] = report.held
    assert (held.why, held.events, report.new) == ("own", 1, 0)
    assert (held.keys, report.is_whole) == ((), False)
    assert everything(team.ana_store) == before


@pytest.mark.parametrize("what", FORGERIES)
def test_nobody_writes_in_the_stream_of_a_third(team: Team, what: str) -> None:
    """It is not signed with her key, and refused by name."""
    before = everything(team.ben_store)
    forge(team, what)
    report = pull(team.ben_store, team.exchange, CONFIG)
    assert (report.new, len(report.refused)) == (0, 1)
    assert "not signed" in report.refused[0]
    assert everything(team.ben_store) == before
    # What she does herself is taken all the same, and she mends the file.
    label(team.ana_store, team.ana, 1, "claim")
    team.stream.write_bytes(b"\n".join(team.stream.read_bytes().splitlines()[:-1]) + b"\n")
    push(team.ana_store, team.exchange, CONFIG)
    report = pull(team.ben_store, team.exchange, CONFIG)
    assert (report.new, report.refused, report.held) == (1, (), ())


@pytest.mark.parametrize("key", [None, MALLORY], ids=["unsigned", "signed by Mallory"])
def test_nobody_is_a_colleague_from_a_device_that_she_did_not_confirm(
    team: Team, key: PrivateKey | None
) -> None:
    """A stream of its own, with a device of its own, under her id."""
    before = everything(team.ben_store)
    device = "d-" + "bad" * 4
    fields = {"v": 1, "project": team.ben_store.project_id, "person": team.ana, "device": device}
    one = rehashed(
        fields
        | team.sentence()
        | {"seq": 1, "hlc": "2026-05-01T10:00:00.000Z-0000-badb", "type": "annotate"}
        | {"label": "speculation", "supersedes": team.heads()}
    )
    path = team.exchange / event_file(team.ana, device)
    path.write_bytes(one + b"\n")
    if key:
        sign(team.exchange, device, [one], key)
        # He may say, too, that it is hers: but not with her key.
        claim(team, device, key, by=device)
        claim(team, device, key, by=team.ana_store.device)
    for store, why in ((team.ben_store, "unconfirmed"), (team.ana_store, "device")):
        report = pull(store, team.exchange, CONFIG)
        [held] = report.held
        assert (held.why, held.device, report.new) == (why, device, 0)
        assert held.keys == ((key.public,) if key else ())
    assert everything(team.ben_store) == before


def sign(exchange: Path, device: str, lines: list[bytes], key: PrivateKey) -> None:
    """Sign a stream, whoever's it is."""
    found = of_stream(device, map(link_of, lines), key)
    append_vouchers(exchange / signature_file(device), *found)


def claim(team: Team, device: str, key: PrivateKey, *, by: str) -> None:
    """Say that a device is Ana's."""
    said = Voucher(
        type="device", by=by, key=key.public, person=team.ana, device=device, of=key.public
    ).signed(key)
    append_vouchers(team.exchange / signature_file(by), said)


def append_vouchers(path: Path, *vouchers: Voucher) -> None:
    """Add to what is signed."""
    path.parent.mkdir(exist_ok=True)
    before = path.read_bytes() if path.exists() else b""
    path.write_bytes(before + b"".join(one.line() + b"\n" for one in vouchers))


def test_a_device_is_not_stolen_with_another_key(team: Team) -> None:
    """Whoever knew the first key is told, and takes nothing."""
    before = everything(team.ben_store)
    forge(team, "a replaced label")
    sign(team.exchange, team.ana_store.device, team.stream.read_bytes().splitlines(), MALLORY)
    report = pull(team.ben_store, team.exchange, CONFIG)
    [held] = report.held
    assert (held.why, held.keys, report.new) == ("key", (MALLORY.public,), 0)
    [known] = [one.key for one in report.signed if one.person == team.ana]
    assert held.known == known != MALLORY.public
    assert everything(team.ben_store) == before
    # Who comes new cannot know which of the two is hers: asked, too.
    fresh = MemoryStore()
    report = pull(fresh, team.exchange, CONFIG)
    [held] = [one for one in report.held if one.person == team.ana]
    assert (held.why, set(held.keys)) == ("key", {known, MALLORY.public})
    report = pull(fresh, team.exchange, CONFIG, trusted=[f"{held.device}={known[:8]}"])
    assert "speculation" not in [one.label for one in fresh.annotations(person=team.ana)]
    assert len(report.refused) == 1
    assert "not signed" in report.refused[0]


def test_a_new_key_is_taken_once_somebody_says_so(team: Team) -> None:
    """Ana lost her folder's key; from then on the new one is known."""
    [path] = (team.root / "ana" / "keys").glob("*.key")
    path.unlink()
    label(team.ana_store, team.ana, 1, "claim")
    push(team.ana_store, team.exchange, CONFIG)
    [held] = pull(team.ben_store, team.exchange, CONFIG).held
    assert held.why == "key"
    report = pull(team.ben_store, team.exchange, CONFIG, trusted=[held.device])
    assert (report.new, report.is_whole) == (1, True)
    label(team.ana_store, team.ana, 2, "claim")
    push(team.ana_store, team.exchange, CONFIG)
    assert pull(team.ben_store, team.exchange, CONFIG).new == 1


def test_a_key_that_the_lead_has_pinned_is_the_only_one(team: Team) -> None:
    """Even for somebody who meets the device for the first time."""
    [known] = {one.key for one in signed(team.ana_store) if one.person == team.ana}
    pinned = Config(exchange=ExchangeConfig(keys={team.ana_store.device: known}))
    wrong = Config(exchange=ExchangeConfig(keys={team.ana_store.device: MALLORY.public}))
    assert pull(MemoryStore(), team.exchange, pinned).new == 4
    report = pull(MemoryStore(), team.exchange, wrong)
    assert {one.person for one in report.held} == {team.ana}
    team.signatures.unlink()
    report = pull(MemoryStore(), team.exchange, pinned)
    assert (report.new, len(report.refused)) == (2, 2)


def test_a_hole_is_seen(team: Team) -> None:
    """Something was taken out; what is there is signed, and taken."""
    for index in (1, 2):
        label(team.ana_store, team.ana, index, "claim")
    push(team.ana_store, team.exchange, CONFIG)
    lines = team.stream.read_bytes().splitlines()
    team.stream.write_bytes(b"\n".join([*lines[:2], lines[3]]) + b"\n")
    report = pull(team.ben_store, team.exchange, CONFIG)
    assert report.new == 1
    assert "hole" in report.problems[0]
    assert "event 3 " in report.problems[0]
    assert any("hole" in one for one in flaws(signed(team.ben_store)))
    team.stream.write_bytes(b"\n".join(lines) + b"\n")
    assert pull(team.ben_store, team.exchange, CONFIG).problems == ()
    assert not list(flaws(signed(team.ben_store)))


def test_a_changed_past_is_refused(team: Team) -> None:
    """What she said first says something else, and hashes well; what follows does not fit it."""
    label(team.ana_store, team.ana, 1, "claim")
    push(team.ana_store, team.exchange, CONFIG)
    lines = team.stream.read_bytes().splitlines()
    changed = rehashed(json.loads(lines[1]) | {"label": "quote"})
    team.stream.write_bytes(b"\n".join([lines[0], changed, lines[2]]) + b"\n")
    report = pull(team.ben_store, team.exchange, CONFIG)
    assert (report.new, len(report.refused)) == (1, 1)
    assert {one.label for one in team.ben_store.annotations(person=team.ana)} == {"claim"}
    fresh = MemoryStore()
    report = pull(fresh, team.exchange, CONFIG)
    assert "not signed" in report.refused[0]
    assert any("hole" in one for one in report.problems)
    assert "quote" not in [one.label for one in fresh.annotations(person=team.ana)]


def test_a_fork_of_a_signed_stream_is_seen(team: Team) -> None:
    """A backup was put back and worked in: both branches are hers, and it is said."""
    team.ana_store.close()
    shutil.copytree(team.root / "ana", team.root / "backup")
    team.ana_store = open_store(team.root / "ana")
    label(team.ana_store, team.ana, 1, "claim")
    push(team.ana_store, team.exchange, CONFIG)
    assert pull(team.ben_store, team.exchange, CONFIG).is_whole
    team.ana_store.close()
    shutil.rmtree(team.root / "ana")
    (team.root / "backup").rename(team.root / "ana")
    team.ana_store = open_store(team.root / "ana")
    label(team.ana_store, team.ana, 1, "quote")
    [held] = pull(team.ana_store, team.exchange, CONFIG).held
    assert (held.why, held.events) == ("own", 1)
    assert held.keys
    assert pull(team.ana_store, team.exchange, CONFIG, trusted=[held.device]).new == 1
    push(team.ana_store, team.exchange, CONFIG)
    report = pull(team.ben_store, team.exchange, CONFIG)
    assert (report.new, report.is_whole) == (1, True)
    assert "fork" in report.problems[0]
    # She goes on under a device of its own, which her old key confirms.
    device = team.ana_store.device
    label(team.ana_store, team.ana, 2, "claim")
    assert team.ana_store.device == device != held.device
    push(team.ana_store, team.exchange, CONFIG)
    report = pull(team.ben_store, team.exchange, CONFIG)
    assert (report.new, report.is_whole, report.problems) == (1, True, ())
    assert everything(team.ben_store) == everything(team.ana_store)


def test_replaying_what_was_once_there_changes_nothing(team: Team) -> None:
    """Old files, with old signatures."""
    old = {path: path.read_bytes() for path in team.exchange.rglob("*") if path.is_file()}
    label(team.ana_store, team.ana, 0, "speculation")
    team.share()
    before = everything(team.ben_store)
    for path, data in old.items():
        path.write_bytes(data)
    report = pull(team.ben_store, team.exchange, CONFIG)
    assert (report.new, report.is_whole, report.problems) == (0, True, ())
    assert everything(team.ben_store) == before


def test_a_further_device_counts_once_the_first_one_confirmed_it(team: Team) -> None:
    """No ceremony but a pull and a push on the first one."""
    laptop = open_store(team.root / "laptop")
    pull(laptop, team.exchange, CONFIG, join_as="Ana")
    label(laptop, team.ana, 2, "quote")
    push(laptop, team.exchange, CONFIG)
    [held] = pull(team.ben_store, team.exchange, CONFIG).held
    assert (held.why, held.device) == ("unconfirmed", laptop.device)
    [asked] = pull(team.ana_store, team.exchange, CONFIG).held
    pull(team.ana_store, team.exchange, CONFIG, trusted=[asked.device])
    push(team.ana_store, team.exchange, CONFIG)
    assert pull(team.ben_store, team.exchange, CONFIG).new == 2
    fresh = MemoryStore()
    assert pull(fresh, team.exchange, CONFIG).is_whole
    assert everything(team.ben_store) == everything(team.ana_store) == everything(fresh)
    laptop.close()


def test_the_key_stays_here(team: Team, tmp_path: Path) -> None:
    """In a file that only its owner reads; in no folder and no bundle."""
    [path] = (team.root / "ana" / "keys").glob("*.key")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    push(team.ana_store, tmp_path / "all.zip", CONFIG)
    secret = path.read_bytes().strip()
    sent = [one for one in team.exchange.rglob("*") if one.is_file()] + [tmp_path / "all.zip"]
    assert all(secret not in one.read_bytes() for one in sent)
    assert not any(one.suffix == ".key" for one in sent)


def test_a_bundle_passes_signatures_on(team: Team, tmp_path: Path) -> None:
    """So that a third person knows them from whoever had the stick."""
    push(team.ben_store, tmp_path / "stick.zip", CONFIG)
    fresh = MemoryStore()
    report = pull(fresh, tmp_path / "stick.zip", CONFIG)
    assert report.is_whole
    assert {one.name: bool(one.key) and not one.unsigned for one in report.signed} == {
        "Ana": True,
        "Ben": True,
    }


def unchained(store: Store, exchange: Path, person: str) -> None:
    """Make of a stream what a version before chains wrote."""
    path = stream_file(exchange, store, person)
    events = events_of(path.read_bytes().splitlines())
    lines = [rehashed({n: p for n, p in one.items() if n != "prev"}) for one in events]
    path.write_bytes(b"".join(line + b"\n" for line in lines))


def test_what_an_older_version_wrote_is_taken_and_said_to_be_unsigned(tmp_path: Path) -> None:
    """And signed after the fact, whole, once its writer has the newer one."""
    old = MemoryStore()
    ana = old.join("Ana")
    for index in range(3):
        label(old, ana, index, "claim")
    push(old, tmp_path / "x", CONFIG)
    unchained(old, tmp_path / "x", ana)
    ben = MemoryStore()
    report = pull(ben, tmp_path / "x", CONFIG)
    assert (report.new, report.is_whole, report.problems) == (4, True, ())
    assert [(one.key, one.unsigned) for one in report.signed] == [("", 4)]
    # Ana's folder with those very events, and her device, under the newer version.
    desk = MemoryStore()
    desk.private = tmp_path / "keys"
    desk.device = old.device
    pull(desk, tmp_path / "x", CONFIG, trusted=[old.device], join_as="Ana")
    desk_devices = desk._devices
    desk_devices.add(old.device)
    label(desk, ana, 0, "quote")
    push(desk, tmp_path / "x", CONFIG)
    report = pull(ben, tmp_path / "x", CONFIG, trusted=[desk.device])
    unsigned = {one.device: one.unsigned for one in report.signed}
    assert unsigned[desk.device] == 0
    fresh = MemoryStore()
    pull(fresh, tmp_path / "x", CONFIG)
    assert len(list(fresh.annotations(person=ana))) == 3


def test_signing_what_was_not_chained_covers_it_and_nothing_that_is_slipped_in() -> None:
    """By one hash over all of it."""
    lines = []
    for number in range(1, 5):
        fields: dict[str, object] = {"v": 1, "type": "later", "project": "p-1111"}
        fields |= {"person": "u-1111", "device": "d-1111", "seq": number, "hlc": ""}
        lines.append(link_of(rehashed(fields)))
    [voucher] = of_stream("d-1111", lines, MALLORY)
    assert (voucher.before, voucher.holds()) == (4, True)
    from annotations.exchange.vouchers import covered

    links = {one.id: one for one in lines}
    assert covered(voucher, links) == set(links)
    slipped = link_of(
        rehashed({"v": 1, "person": "u-1111", "device": "d-1111", "seq": 2, "hlc": "x"})
    )
    more = links | {slipped.id: slipped}
    assert covered(voucher, more, links) == set(links)
    assert slipped.id not in covered(voucher, {slipped.id: slipped} | links)


def test_gold_of_two_people_is_still_united(team: Team) -> None:
    """Signatures change nothing about what is taken of honest people."""
    team.ana_store.state(team.ana, [Statement("gold", "s-1", {"label": "claim"})])
    team.ben_store.state(team.ben, [Statement("gold", "s-1", {"label": "quote"})])
    team.share()
    report: Report = pull(team.ana_store, team.exchange, CONFIG)
    assert report.problems == ()
    assert everything(team.ana_store) == everything(team.ben_store)
    assert len(team.ana_store.statements("gold")["s-1"]) == 2


@pytest.mark.parametrize("where", ["before", "after", "as somebody else"])
def test_a_line_that_only_claims_an_id_hides_nothing(team: Team, where: str) -> None:
    """A forgery behind, or before, a line of nonsense with its id, or of another person."""
    before = everything(team.ana_store), everything(team.ben_store)
    forge(team, "a replaced label")
    *lines, last = team.stream.read_bytes().splitlines()
    nonsense = json.dumps(json.loads(last) | {"label": "claim"}).encode()
    if where == "as somebody else":
        mallory = "u-" + "bad" * 4
        nonsense = json.dumps(json.loads(last) | {"person": mallory}).encode()
        path = team.exchange / event_file(mallory, team.ana_store.device)
        path.parent.mkdir()
        path.write_bytes(nonsense + b"\n")
    else:
        pair = [nonsense, last] if where == "before" else [last, nonsense, last]
        team.stream.write_bytes(b"\n".join([*lines, *pair]) + b"\n")
    for store in (team.ana_store, team.ben_store):
        report = pull(store, team.exchange, CONFIG)
        assert (report.new, report.is_whole) == (0, False)
    assert (everything(team.ana_store), everything(team.ben_store)) == before


def test_a_stolen_device_id_is_nobody_elses(team: Team) -> None:
    """Mallory, as himself, on Ana's device."""
    mallory = "u-" + "bad" * 4
    before = everything(team.ana_store), everything(team.ben_store)
    forge(team, "a rename")
    last = json.loads(team.stream.read_bytes().splitlines()[-1])
    path = team.exchange / event_file(mallory, team.ana_store.device)
    path.parent.mkdir()
    path.write_bytes(rehashed(last | {"person": mallory}) + b"\n")
    for store in (team.ana_store, team.ben_store):
        assert pull(store, team.exchange, CONFIG).new == 0
    assert (everything(team.ana_store), everything(team.ben_store)) == before


def test_thousands_of_signatures_of_nobody_cost_nothing(team: Team) -> None:
    """Each would take a tenth of a millisecond to verify."""
    for number in range(50):
        device = f"d-{number:012x}"
        one = Voucher(type="stream", device=device, key="a" * 64, head="e-1", signature="b" * 128)
        lines = [replace(one, seq=seq).line() for seq in range(200)]
        (team.exchange / signature_file(device)).write_bytes(b"\n".join(lines))
    began = time.process_time()
    assert pull(team.ben_store, team.exchange, CONFIG).is_whole
    assert time.process_time() - began < 1
