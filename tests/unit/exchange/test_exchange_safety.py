"""Exchanges that mean harm, or that something mangled: refused whole, and nothing is changed."""

from __future__ import annotations

import io
import json
import os
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.errors import ExchangeError
from annotations.exchange import archive, pull, push, read
from annotations.exchange.layout import article_file
from annotations.exchange.push_bundle import zipped
from annotations.store import open_store
from tests.memory_store import MemoryStore
from tests.unit.exchange.colleagues import (
    CONFIG,
    article,
    copy_of,
    everything,
    label,
    rehashed,
    stream_file,
)
from tests.unit.exchange.test_exchange import first_project

Files = dict[str, bytes]
PERSON, DEVICE = "u-00000000", "d-00000000"
EVENTS = f"events/{PERSON}/{DEVICE}.jsonl"


@pytest.fixture
def good(tmp_path: Path) -> Files:
    """The files of an exchange with one label."""
    store, _ = first_project()
    folder = tmp_path / "good"
    push(store, folder, CONFIG)
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


@pytest.fixture
def used() -> Iterator[MemoryStore]:
    """A project with work in it, which is as it was at the end."""
    store, _ = first_project()
    before = everything(store), store.frozen_ids()
    yield store
    assert (everything(store), store.frozen_ids()) == before


def refuse(store: MemoryStore, path: Path, why: str) -> None:
    """See that an exchange is refused, also where it would be taken from another project."""
    with pytest.raises(ExchangeError, match=why) as caught:
        pull(store, path, CONFIG, join_project=True)
    assert str(path) in str(caught.value)


def archived(path: Path, files: Files, spoil: Callable[[zipfile.ZipInfo], None]) -> Path:
    """A bundle with one member more, which is spoiled."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
        member = zipfile.ZipInfo("notes.txt")
        spoil(member)
        packed.writestr(member, b"x")
    return path


def named(name: str) -> Callable[[zipfile.ZipInfo], None]:
    """Gives a member a name."""

    def spoil(member: zipfile.ZipInfo) -> None:
        member.filename = member.orig_filename = name

    return spoil


def of_mode(mode: int) -> Callable[[zipfile.ZipInfo], None]:
    """Makes a member a link or a device."""

    def spoil(member: zipfile.ZipInfo) -> None:
        member.external_attr = mode << 16

    return spoil


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (named("../outside.txt"), "leads out"),
        (named("corpus/../../outside.txt"), "leads out"),
        (named("/etc/passwd"), "path of a machine"),
        (named("C:\\autoexec.bat"), "path of a machine"),
        (named("..\\outside.txt"), "path of a machine"),
        (of_mode(0o120777), "link or a device"),
        (of_mode(0o020666), "link or a device"),
        (of_mode(0o010666), "link or a device"),
        (lambda one: setattr(one, "compress_type", zipfile.ZIP_BZIP2), "unusual"),
        (lambda one: setattr(one, "compress_type", zipfile.ZIP_LZMA), "unusual"),
    ],
)
def test_members_that_no_bundle_has(
    used: MemoryStore,
    good: Files,
    tmp_path: Path,
    spoil: Callable[[zipfile.ZipInfo], None],
    why: str,
) -> None:
    """One is enough to refuse all of it; nothing appears outside."""
    folder = tmp_path / "in" / "here"
    folder.mkdir(parents=True)
    before = sorted(tmp_path.rglob("*"))
    path = archived(folder / "a.zip", good, spoil)
    refuse(used, path, why)
    assert sorted(tmp_path.rglob("*")) == sorted([*before, path])


def test_an_encrypted_member(used: MemoryStore, good: Files, tmp_path: Path) -> None:
    """Said at once, by the flag of its entry."""
    data = bytearray(zipped(good.items()))
    at = data.rfind(b"PK\x01\x02")
    data[at + 8] |= 1
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    refuse(used, path, "encrypted")


def test_a_member_twice(used: MemoryStore, good: Files, tmp_path: Path) -> None:
    """One of them would hide the other."""
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for name, data in good.items():
            packed.writestr(name, data)
        with pytest.warns(UserWarning, match="Duplicate"):
            packed.writestr("project.json", good["project.json"])
    refuse(used, path, "twice")


@pytest.mark.parametrize("name", [article_file("a-" + "0" * 16), EVENTS, "project.json"])
def test_bombs(used: MemoryStore, good: Files, tmp_path: Path, name: str) -> None:
    """Counted while reading, whatever the headers say."""
    path = tmp_path / "a.zip"
    path.write_bytes(zipped((good | {name: b" " * (40 << 20)}).items()))
    assert path.stat().st_size < 1 << 20
    refuse(used, path, "bytes")


def test_a_bomb_whose_header_lies(used: MemoryStore, good: Files, tmp_path: Path) -> None:
    """About its size: it is not read further than it says, or refused."""
    bomb = zipped((good | {EVENTS: b" " * (40 << 20)}).items())
    path = tmp_path / "a.zip"
    path.write_bytes(bomb.replace(struct.pack("<L", 40 << 20), struct.pack("<L", 100)))
    refuse(used, path, "damaged|bytes")


def test_many_files(
    used: MemoryStore, good: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a bundle, and in a folder."""
    monkeypatch.setattr(archive, "MOST_FILES", 20)
    more = {f"corpus/{number}": b"" for number in range(20)}
    path = tmp_path / "a.zip"
    path.write_bytes(zipped((good | more).items()))
    refuse(used, path, "more than 20 files")
    refuse(used, written(tmp_path / "x", good | more), "more than 20 files")
    monkeypatch.setattr(archive, "LONGEST_LISTING", 100)
    refuse(used, path, "lists more than 20 files")


def test_an_archive_in_the_large_format(used: MemoryStore, good: Files, tmp_path: Path) -> None:
    """Its list of files could be of any length."""
    data = zipped(good.items())
    end = data.rfind(b"PK\x05\x06")
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    path = tmp_path / "a.zip"
    path.write_bytes(data[:end] + locator + data[end:])
    refuse(used, path, "lists more than")


def test_large_files_and_long_lines(
    used: MemoryStore, good: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In all, each, and each line."""
    path = tmp_path / "a.zip"
    path.write_bytes(b"\0" * 2_000)
    monkeypatch.setattr(archive, "MOST_PACKED", 1_000)
    refuse(used, path, "larger than 1,000 bytes")
    monkeypatch.undo()
    long = b'{"x":"' + b"x" * (1 << 20) + b'"}\n'
    refuse(used, written(tmp_path / "x", good | {EVENTS: long}), "line 1 is longer")
    big = good | {"project.json": good["project.json"] + b" " * (1 << 20)}
    refuse(used, written(tmp_path / "y", big), "project.json is larger")
    monkeypatch.setattr(archive, "MOST_BYTES", 1_000)
    refuse(used, written(tmp_path / "z", good), "more than 1,000 bytes")


def test_much_that_is_no_event(
    used: MemoryStore, good: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of another kind under the name of a stream is not reported line by line."""
    refuse(used, written(tmp_path / "x", good | {EVENTS: b"x\n" * 20_000}), "no events")
    other = rehashed({"person": "u-11111111", "device": DEVICE}) + b"\n"
    refuse(used, written(tmp_path / "y", good | {EVENTS: other * 20_000}), "of their streams")
    monkeypatch.setattr(read, "MOST_EVENTS", 1)
    refuse(used, written(tmp_path / "z", good), "more than 1 events")


@pytest.mark.parametrize(
    "about",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe{\0}\0",
        b'{"project":"../../x","salt":""}',
        b'{"project":5,"salt":""}',
        b'{"project":"p-00000000","salt":"\\ud800"}',
        b'{"project":"p-00000000","salt":"","labels":[{"slug":5}]}',
        b'{"project":"p-00000000","salt":"","schema":2}',
        b"[" * 5_000,
    ],
)
def test_a_project_file_that_is_none(
    used: MemoryStore, good: Files, tmp_path: Path, about: bytes
) -> None:
    """Without it nothing else is looked at."""
    refuse(used, written(tmp_path / "x", good | {"project.json": about}), "project|later version")


def test_no_exchange_at_all(used: MemoryStore, tmp_path: Path) -> None:
    """An empty folder, an empty file, a pipe, a picture, what is not there."""
    (tmp_path / "folder").mkdir()
    refuse(used, tmp_path / "folder", "there is no project.json")
    (tmp_path / "empty.zip").write_bytes(b"")
    refuse(used, tmp_path / "empty.zip", "no bundle")
    (tmp_path / "picture.zip").write_bytes(b"\x89PNG\r\n" + bytes(range(256)) * 9)
    refuse(used, tmp_path / "picture.zip", "no bundle")
    os.mkfifo(tmp_path / "pipe.zip")
    refuse(used, tmp_path / "pipe.zip", "no plain file")
    refuse(used, tmp_path / "nowhere.zip", "No such file")


@pytest.mark.parametrize("place", ["project.json", "corpus", "events", "a stream", "a person"])
def test_links_in_a_folder(used: MemoryStore, good: Files, tmp_path: Path, place: str) -> None:
    """They may lead anywhere: neither followed when reading nor when writing."""
    folder = written(tmp_path / "x", good)
    stream = folder / next(name for name in good if name.startswith("events/"))
    link = {"a stream": stream, "a person": stream.parent}.get(place, folder / place)
    elsewhere = tmp_path / "elsewhere"
    link.rename(elsewhere)
    link.symlink_to(elsewhere)
    before = {path: path.read_bytes() for path in elsewhere.rglob("*") if path.is_file()}
    refuse(used, folder, "is a link")
    if place in ("project.json", "corpus", "events"):
        with pytest.raises(ExchangeError, match="is a link"):
            push(used, folder, CONFIG, join_project=True)
    assert {path: path.read_bytes() for path in elsewhere.rglob("*") if path.is_file()} == before


def test_a_push_follows_no_link(tmp_path: Path) -> None:
    """Not even one in the place of our own stream."""
    store, ana = first_project()
    push(store, tmp_path / "x", CONFIG)
    path = stream_file(tmp_path / "x", store, ana)
    outside = tmp_path / "outside"
    path.rename(outside)
    path.symlink_to(outside)
    before = outside.read_bytes()
    label(store, ana, 1, "quote")
    with pytest.raises(ExchangeError, match="is a link"):
        push(store, tmp_path / "x", CONFIG)
    assert outside.read_bytes() == before
    assert path.is_symlink()


def test_a_device_in_the_place_of_a_file(used: MemoryStore, good: Files, tmp_path: Path) -> None:
    """A pipe would wait for ever."""
    folder = written(tmp_path / "x", good)
    os.mkfifo(folder / article_file("a-" + "0" * 16))
    refuse(used, folder, "no plain file")


def spoiled_article(good: Files, **changes: Any) -> Files:
    """An exchange whose article says something else of itself."""
    [name] = [one for one in good if one.startswith("corpus/")]
    return good | {name: json.dumps(json.loads(good[name]) | changes).encode()}


@pytest.mark.parametrize(
    "changes",
    [
        {"text": "Another one."},
        {"id": "a-0000000000000000"},
        {"sentences": [[0, 10_000]]},
        {"sentences": [[-1, 5]]},
        {"sentences": [[10, 20], [0, 5]]},
        {"sentences": [[0, 1 << 40]]},
        {"sentences": [[0, 5, 6]]},
        {"sentences": "all"},
        {"furniture": [[5, 3]]},
        {"title": "x" * 5_000},
        {"published_at": "yesterday"},
        {"lang": "../en"},
        {"text": None},
        {"schema": 2},
    ],
    ids=str,
)
def test_articles_that_are_not_what_they_say(
    good: Files, tmp_path: Path, changes: dict[str, object]
) -> None:
    """Refused one by one and named; labels of it wait for the right one."""
    store = MemoryStore()
    report = pull(store, written(tmp_path / "x", spoiled_article(good, **changes)), CONFIG)
    assert [line.split(":")[0] for line in report.refused] == [article_file(article().id)]
    assert (report.articles, report.orphaned, store.frozen_ids()) == (0, 1, ())
    assert pull(store, written(tmp_path / "y", good), CONFIG).articles == 1
    assert [one.label for one in store.annotations()] == ["claim"]


def test_control_characters_do_not_pass_for_an_article(tmp_path: Path, good: Files) -> None:
    """Nor does a private address for one of the web."""
    from annotations.articles.article import article_id_of

    text = "One \x1b[31mred sentence."
    name = article_id_of(text)
    file = {"id": name, "text": text, "sentences": [], "url": "file:///home/ana/x"}
    report = pull(
        MemoryStore(),
        written(tmp_path / "x", good | {article_file(name): json.dumps(file).encode()}),
        CONFIG,
    )
    assert "control characters" in report.refused[0]
    store = MemoryStore()
    pull(store, written(tmp_path / "y", spoiled_article(good, url="file:///etc/passwd")), CONFIG)
    kept = store.frozen(article().id)
    assert kept is not None
    assert kept.article.url == ""


def test_a_project_on_disk_is_untouched_byte_for_byte(good: Files, tmp_path: Path) -> None:
    """And a refused exchange is refused before anything of it was kept."""
    folder = tmp_path / "project"
    store = open_store(folder)
    label(store, store.join("Ana"), 0, "claim")
    store.close()
    before = kept_in(folder)
    path = archived(tmp_path / "a.zip", good, named("../x"))
    reopened = open_store(folder)
    with pytest.raises(ExchangeError):
        pull(reopened, path, CONFIG)
    with pytest.raises(ExchangeError, match="--join-project"):
        pull(reopened, written(tmp_path / "x", good), CONFIG)
    reopened.close()
    assert kept_in(folder) == before


def kept_in(folder: Path) -> dict[Path, bytes]:
    """The files of a project; the lock says which one of its journals is open."""
    return {
        path: path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".lock"
    }


def a_bundle() -> bytes:
    """A good one, always the same."""
    store = MemoryStore(clock=lambda: 1_750_000_000_000)
    label(store, store.join("Ana"), 0, "claim")
    out = io.BytesIO()
    with TemporaryDirectory() as folder:
        push(store, Path(folder) / "a.zip", CONFIG)
        out.write((Path(folder) / "a.zip").read_bytes())
    return out.getvalue()


GOOD = a_bundle()


@settings(deadline=None, max_examples=300)
@given(
    st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), max_size=4),
    st.integers(0, len(GOOD)),
    st.booleans(),
)
def test_a_mangled_bundle_is_refused_or_what_it_was(
    bytes_of: list[tuple[int, int]], end: int, is_cut: bool
) -> None:
    """Nothing but a deliberate error; what is taken is what the good one holds."""
    data = bytearray(GOOD)
    for at, value in bytes_of:
        data[at] = value
    store = MemoryStore()
    before = everything(store)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.zip"
        path.write_bytes(data[:end] if is_cut else data)
        try:
            report = pull(store, path, CONFIG)
        except ExchangeError:
            assert everything(store) == before
            return
        path.write_bytes(GOOD)
        pull(store, path, CONFIG, join_project=True)
        whole = MemoryStore()
        pull(whole, path, CONFIG)
    assert everything(store)[1:] == everything(whole)[1:]
    assert report.new <= 2


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(st.integers(0, 2_000), st.binary(max_size=3)), min_size=1, max_size=4))
def test_a_mangled_folder_loses_no_more_than_what_was_mangled(
    places: list[tuple[int, bytes]],
) -> None:
    """And the good one, pulled again, makes up for it."""
    with TemporaryDirectory() as folder:
        store, _ = first_project()
        exchange = Path(folder) / "x"
        push(store, exchange, CONFIG)
        files = sorted(path for path in exchange.rglob("*.json*"))
        good = {path: path.read_bytes() for path in files}
        for at, piece in places:
            path = files[at % len(files)]
            data = path.read_bytes()
            at = at // len(files) % len(data)
            path.write_bytes(data[:at] + piece + data[at + 1 :])
        other = MemoryStore()
        try:
            pull(other, exchange, CONFIG)
        except ExchangeError:
            assert everything(other)[-1] == []
        for path, data in good.items():
            path.write_bytes(data)
        assert pull(other, exchange, CONFIG, join_project=True).is_whole
        assert everything(other)[1:] == everything(store)[1:]


def test_a_name_cannot_say_that_it_is_somebody_else(tmp_path: Path) -> None:
    """Whoever writes in another's name from a device of their own is held back."""
    store, ana = first_project()
    other = copy_of(store, tmp_path)
    ben = other.join("Ben")
    label(other, ben, 0, "quote")
    push(other, tmp_path, CONFIG)
    path = stream_file(tmp_path, other, ben)
    lines = [json.loads(line) | {"person": ana} for line in path.read_bytes().splitlines()]
    forged = path.parent.parent / ana / path.name
    forged.write_bytes(b"".join(rehashed(line) + b"\n" for line in lines))
    report = pull(store, tmp_path, CONFIG)
    assert [(one.person, one.events) for one in report.held] == [(ana, 2)]
    assert [one.label for one in store.annotations(person=ana)] == ["claim"]


def written(folder: Path, files: Files) -> Path:
    """An exchange folder with those files."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder
