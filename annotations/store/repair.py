"""Mending a project: from what is left, and from the history, without discarding anything.

Two ways lead back. The history holds every change since the beginning, so if it is whole, all is.
Else what the damaged files still hold is taken: each line of the snapshot that is a document, each
record of the journal that verifies. Events vouch for themselves by their ids; labels and progress
are then added up anew.
"""

from __future__ import annotations

import json
import re
import shutil
import zlib
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from annotations.errors import DamagedError, StoreError
from annotations.outside import read_whole
from annotations.store import DATABASE, rebuild
from annotations.store.article_files import Shelf
from annotations.store.engine import disk
from annotations.store.engine.engine import Engine
from annotations.store.engine.files import Files, archive, new_segment, unpacked
from annotations.store.engine.journal import (
    Header,
    Op,
    decode,
    header_of,
    new_salt,
    records,
    verifies,
)
from annotations.store.engine.overlay_table import Layered, Tables, apply
from annotations.store.engine.recovery import OWN_TABLE, encoded_anyhow
from annotations.store.engine.snapshot import Snapshot, rendered
from annotations.store.events import MAX_SENTENCES, Event, Progress
from annotations.store.rows import (
    ARTICLES,
    DEVICES,
    EVENTS,
    LABELS,
    META,
    PEOPLE,
    PROGRESS,
    RECEIVED,
    SCHEMA,
    STATED,
    UNDO,
    ArticleRow,
    DeviceRow,
    Head,
    Meta,
    PersonRow,
    Row,
    StatedRow,
    encode,
    event_of,
    is_whole,
    link_of,
    row_of,
)
from annotations.store.verify import Finding, Kind, kept_on

_TABLE = re.compile(rb'("(?:[^"\\]|\\.)*"): \{')
_ROW = re.compile(rb'"(\d+)": (\{.*\}),?')


class _Salvaged(NamedTuple):
    tables: Tables
    seq: int
    """The last change that is in them."""
    source: str
    lost: list[str]


def repair(folder: Path) -> Iterator[Finding]:
    """Mend what can be mended, saying what was done; damaged files are kept.

    No other program may have the project open.

    Raises:
        StoreError: If nothing can be rebuilt from what there is.
    """
    files = Files(folder / DATABASE)
    named: list[str] = []
    others = disk.Lock(files.lock, files.end)
    try:
        with others:
            try:
                probe = Engine(files.snapshot, read_only="It is being mended.", trusting=False)
                probe.close()
            except DamagedError as error:
                yield Finding(Kind.NOTE, str(error))
                for finding in _rebuild(files, others):
                    named.append(finding.text + " ")
                    yield finding
    finally:
        others.close()
    engine = Engine(files.snapshot)
    try:
        kept = kept_on(engine, Shelf(folder / "articles"))
        folded = rebuild.fold(engine.names(), engine.table, kept)
        changes = list(rebuild.corrections(engine.names(), engine.table, folded))
        yield from _holes(engine, named)
        yield from _unsaid(engine, changes)
        engine.write(lambda: (changes, None))
        if changes:
            yield Finding(Kind.GOOD, f"{len(changes):,} rows were added up from the events anew.")
    finally:
        engine.close()


def _holes(engine: Engine, named: Collection[str]) -> Iterator[Finding]:
    """The events that a stream lacks, one by one, unless their rows were named."""
    for name in engine.names():
        if name.startswith(EVENTS) and not name.endswith(RECEIVED):
            device = name[len(EVENTS) :]
            tables = (engine.table(name), engine.table(name + RECEIVED))
            there = {link_of(raw).seq for table in tables for _, raw in table.items()}
            for seq in range(1, engine.last(name) + 1):
                words = f"ow {seq} of {name} ", f"Event {seq} of {device} "
                if seq not in there and not any(word in one for one in named for word in words):
                    yield Finding(Kind.LOST, f"Event {seq} of {device} is gone.")


def _unsaid(engine: Engine, changes: Sequence[Op]) -> Iterator[Finding]:
    """What was said of sentences by events that are gone, so that it can be said again."""
    rows = [(name, number) for name, number, _ in changes if name.startswith(LABELS)]
    if not rows:
        return
    known = {
        link_of(raw).id
        for name in engine.names()
        if name.startswith(EVENTS)
        for _, raw in engine.table(name).items()
    }
    kept = {
        number: msgspec.json.decode(raw, type=ArticleRow).id
        for number, raw in engine.table(ARTICLES).items()
    }
    for name, number in rows:
        raw = engine.get(name, number)
        try:
            row = row_of(raw) if raw else None
        except msgspec.ValidationError:
            row = None  # no row of ours
        if row and row.event not in known:
            article = kept.get(number // MAX_SENTENCES, "an article that is gone")
            yield Finding(
                Kind.NOTE,
                f"What {name[len(LABELS) :]} said of sentence {number % MAX_SENTENCES + 1} of "
                f"{article} ({row.label or 'no label'}) is gone with event {row.event}.",
            )


def _rebuild(files: Files, lock: disk.Lock) -> Iterator[Finding]:
    copies = _kept_aside(files)
    yield Finding(Kind.NOTE, f"The files as they were are kept in {copies}.")
    found = max(
        filter(None, (_from_history(files), _from_remains(files))),
        key=lambda one: (_events(one.tables), not one.lost),
        default=None,
    )
    if found is not None and not (META in found.tables and found.tables[META].get(1)):
        _make_meta(found)
    if found is None or META not in found.tables:
        raise StoreError(
            f"Neither the history nor the files of {files.folder} hold a project any more. "
            f"They are kept in {copies}; put a copy of the project back."
        )
    known = files.acknowledged()
    if known and known.seq > found.seq:
        found.lost.append(f"Changes {found.seq + 1:,} to {known.seq:,} were saved, and are gone.")
    # Whoever has the project open all the same sees that its segment has ended.
    lock.write(b"\0" * 128)
    gens = [*files.segments(), *files.history_segments(), 0]
    header = Header(max(gens) + 1, new_salt(), found.seq)
    new_segment(files, header)
    content = ((name, found.tables[name].runs()) for name in sorted(found.tables))
    rebuilt = rendered(content, header.gen, header.seq, header.salt)
    disk.replace(files.snapshot, rebuilt, mode=disk.mode_in(files.folder))
    for gen in files.segments():
        if gen != header.gen:
            # In the history it is needed to rebuild from; damaged, it would end that.
            (archive if _is_whole(files, gen) else _removed)(files, gen)
    yield Finding(Kind.GOOD, f"Rebuilt from {found.source}: {_events(found.tables):,} events.")
    for text in found.lost:
        yield Finding(Kind.LOST, text)


def _make_meta(found: _Salvaged) -> None:
    """Make the project's own row from what its events say of it."""
    names = [name for name in found.tables if name.startswith(EVENTS)]
    events = [event_of(raw) for name in names for _, raw in found.tables[name].items()]
    if events:
        first = min(events, key=lambda one: one.hlc)
        meta = Meta(SCHEMA, first.project, first.hlc[:24])
        found.tables.setdefault(META, Layered()).put(1, encode(meta))
        found.lost.append(f"Row 1 of {META} is gone; it was made anew for project {meta.project}.")


def _kept_aside(files: Files) -> Path:
    """A copy of every file that is going to change, in a folder of its own."""
    number = 1
    while (copies := files.folder / f"damaged-{number}").exists():
        number += 1
    disk.make_folder(copies)
    segments = map(files.segment, files.segments())
    for path in (files.snapshot, *segments, files.lock, files.end):
        if path.exists():
            shutil.copy2(path, copies)
    disk.sync_folder(files.folder)
    return copies


def _is_whole(files: Files, gen: int) -> bool:
    data = read_whole(files.segment(gen))
    try:
        header = header_of(data, files.segment(gen).name)
    except DamagedError:
        return False
    end = len(header.encode())
    for _, _, stop in records(data, end, header.salt, header.seq):
        end = stop
    return end == len(data)


def _removed(files: Files, gen: int) -> None:
    disk.remove(files.segment(gen))


def _events(tables: Tables) -> int:
    return sum(len(table) for name, table in tables.items() if name.startswith(EVENTS))


def _from_history(files: Files) -> _Salvaged | None:
    """Everything, from the first change on; None if a part is missing."""
    tables: Tables = {}
    seq = 0
    for gen in files.history_segments():
        try:
            data = unpacked(files.sealed(gen))
            header = header_of(data, files.sealed(gen).name)
        except (zlib.error, DamagedError):
            return None
        if header.seq > seq:
            return None
        for number, ops, _ in records(data, len(header.encode()), header.salt, header.seq):
            if number > seq:
                apply(tables, ops)
                seq = number
    live, lost = _with_journal(files, tables, seq)
    # A live segment that does not follow on the history says that the history has a gap.
    return None if live < 0 else _Salvaged(tables, live, "the history", lost)


def _from_remains(files: Files) -> _Salvaged | None:
    """What the snapshot and the journal still hold."""
    lost: list[str] = []
    snapshot = None
    try:
        snapshot = Snapshot(files.snapshot)
        seq = snapshot.footer.seq
    except (OSError, DamagedError):
        seq = 0
    try:
        data = read_whole(files.snapshot)
    except OSError:
        data = b""
    tables = _lines(data, lost)
    _compare(tables, snapshot, lost)
    end, more = _with_journal(files, tables, seq, anyhow=True)
    return _Salvaged(tables, end, "what the files still hold", lost + more) if tables else None


def _with_journal(
    files: Files, tables: Tables, seq: int, *, anyhow: bool = False
) -> tuple[int, list[str]]:
    """Lay over what verifies in the live segments: the last change, and what is missing.

    The last change is -1 if the segments do not follow on `seq`, unless `anyhow`.
    """
    lost = []
    for gen in files.segments():
        data = read_whole(files.segment(gen))
        try:
            header = header_of(data, files.segment(gen).name)
        except DamagedError as error:
            lost.append(f"{error} Its changes are lost unless the history holds them.")
            continue
        if header.seq > seq and not anyhow:
            return -1, lost
        lost += _gone(seq + 1, header.seq)
        seq = _replayed(tables, data, header, max(seq, header.seq), lost)
    return seq, lost


def _replayed(tables: Tables, data: bytes, header: Header, seq: int, lost: list[str]) -> int:
    """Lay over what verifies in a segment; the last change, and by name what is missing before it.

    A change that does not follow on the one before is taken, and those between them are named: as
    far as they stand there unreadable, with what they were about.
    """
    unreadable: list[str] = []
    for line in data.split(b"\n")[1:]:
        if not verifies(line, header.salt):
            if line:
                unreadable.append(_about(line))
            continue
        number, ops = decode(line)
        if number <= seq:
            continue
        _name_missing(seq + 1, number - 1, unreadable, header.gen, lost)
        apply(tables, ops)
        seq, unreadable = number, []
    _name_missing(seq + 1, seq + len(unreadable), unreadable, header.gen, lost)
    return seq


def _name_missing(first: int, last: int, unreadable: list[str], gen: int, lost: list[str]) -> None:
    missing = last - first + 1
    if len(unreadable) == missing:
        lost += [
            f"Change {first + at:,} in segment {gen} is unreadable{about}."
            for at, about in enumerate(unreadable)
        ]
        return
    lost += _gone(first, last)
    lost += [
        f"A line of segment {gen} before change {last + 1:,} is unreadable{about}."
        for about in unreadable
    ]


def _gone(first: int, last: int) -> list[str]:
    """Changes of which no file holds anything, one by one."""
    return [f"Change {number:,} was saved, and is gone." for number in range(first, last + 1)]


_PUT = re.compile(rb'[pd] ("(?:[^"\\]|\\.)*") (\d+)')


def _about(line: bytes) -> str:
    """What a record that does not verify was about, as far as that can be read."""
    rows = [f"row {int(number)} of {_name(table)} " for table, number in _PUT.findall(line)]
    return f": it was about {','.join(rows).rstrip()}" if rows else ""


def _lines(data: bytes, lost: list[str]) -> Tables:
    """The tables of a damaged snapshot, line by line; or of one that stock TinyDB wrote."""
    if not data.startswith(b'{\n"'):
        return _stock(data)
    tables: Tables = {}
    name = ""
    for line in data.split(b"\n"):
        if heading := _TABLE.fullmatch(line):
            name = _name(heading[1])
        elif name and name != OWN_TABLE and (row := _ROW.fullmatch(line)):
            _take(tables, name, int(row[1]), row[2], lost)
    return tables


def _take(tables: Tables, name: str, number: int, document: bytes, lost: list[str]) -> None:
    """Take a row that was found in a table, if it is one of that table."""
    if not _fits(name, document):
        lost.append(f"Row {number} of {name} is damaged.")
        return
    if name.startswith(EVENTS):
        # An event says itself where it belongs, and its id vouches for that.
        event = event_of(document)
        table = name if name in _tables_of(event) else _tables_of(event)[0]
        is_numbered = table.endswith(RECEIVED)
        tables.setdefault(table, Layered()).put(number if is_numbered else event.seq, document)
        return
    table_there = tables.setdefault(name, Layered())
    if number <= table_there.last:
        lost.append(
            f"A row of {name} stands behind row {table_there.last} with number {number}: which one "
            f"it was is not known ({document[:200].decode(errors='replace')})."
        )
        return
    table_there.put(number, document)


def _tables_of(event: Event) -> tuple[str, str]:
    """Where an event may stand: as ours, or as one from elsewhere."""
    return EVENTS + event.device, EVENTS + event.device + RECEIVED


_ROWS: dict[str, type] = {
    META: Meta,
    DEVICES: DeviceRow,
    PEOPLE: PersonRow,
    ARTICLES: ArticleRow,
    UNDO: Head,
    LABELS: Row,
    PROGRESS: Progress,
    STATED: StatedRow,
}


def _fits(table: str, document: bytes) -> bool:
    """Whether a row is one that the table may have."""
    try:
        if table.startswith(EVENTS):
            return is_whole(document)
        kind = _ROWS.get(table.partition("/")[0] + "/" * ("/" in table), dict)
        msgspec.json.decode(document, type=kind)
    except (ValueError, KeyError, msgspec.MsgspecError, RecursionError):
        return False
    return True


def _compare(tables: Tables, snapshot: Snapshot | None, lost: list[str]) -> None:
    """Say what the damaged snapshot said that it holds, unless what is missing was named."""
    for extent in snapshot.footer.tables if snapshot else ():
        table = tables.get(extent.name, Layered())
        if extent.name.startswith(EVENTS) and not extent.name.endswith(RECEIVED):
            device = extent.name[len(EVENTS) :]
            lost += [
                f"Event {seq} of {device} is gone."
                for seq in range(1, extent.last + 1)
                if table.get(seq) is None and f"Row {seq} of {extent.name} is damaged." not in lost
            ]
            continue
        named = sum(f" of {extent.name} " in one for one in lost)
        if len(table) + named < extent.count:
            lost.append(f"{len(table):,} of {extent.count:,} rows of {extent.name} are left.")


def _name(quoted: bytes) -> str:
    try:
        return msgspec.json.decode(quoted, type=str)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return ""


def _stock(data: bytes) -> Tables:
    try:
        content = json.loads(data)
        tables: Tables = {}
        for name, documents in content.items():
            for doc_id, document in documents.items() if name != OWN_TABLE else ():
                raw = encoded_anyhow(document)
                tables.setdefault(name, Layered()).put(int(doc_id), raw)
    except (ValueError, AttributeError):
        return {}
    return tables
