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
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from annotations.errors import DamagedError, StoreError
from annotations.store import DATABASE, rebuild
from annotations.store.article_files import Shelf
from annotations.store.engine import disk
from annotations.store.engine.engine import Engine
from annotations.store.engine.files import Acknowledged, Files, archive, new_segment, unpacked
from annotations.store.engine.journal import Header, decode, header_of, new_salt, records, verifies
from annotations.store.engine.overlay_table import Layered, Tables, apply
from annotations.store.engine.recovery import OWN_TABLE, encoded_anyhow
from annotations.store.engine.snapshot import Snapshot, rendered
from annotations.store.rows import EVENTS, META, is_whole
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
    others = disk.Lock(files.lock)
    try:
        with others:
            try:
                probe = Engine(files.snapshot, read_only="It is being mended.", trusting=False)
                probe.close()
            except DamagedError as error:
                yield Finding(Kind.NOTE, str(error))
                yield from _rebuild(files, others)
    finally:
        others.close()
    engine = Engine(files.snapshot)
    try:
        kept = kept_on(engine, Shelf(folder / "articles"))
        folded = rebuild.fold(engine.names(), engine.table, kept)
        changes = list(rebuild.corrections(engine.names(), engine.table, folded))
        engine.write(lambda: (changes, None))
        if changes:
            yield Finding(Kind.GOOD, f"{len(changes):,} rows were added up from the events anew.")
    finally:
        engine.close()


def _rebuild(files: Files, lock: disk.Lock) -> Iterator[Finding]:
    copies = _kept_aside(files)
    yield Finding(Kind.NOTE, f"The files as they were are kept in {copies}.")
    found = max(
        filter(None, (_from_history(files), _from_remains(files))),
        key=lambda one: (_events(one.tables), not one.lost),
        default=None,
    )
    if found is None or META not in found.tables:
        raise StoreError(
            f"Neither the history nor the files of {files.folder} hold a project any more. "
            f"They are kept in {copies}; put a copy of the project back."
        )
    known = Acknowledged.of(files.note())
    if known and known.seq > found.seq:
        found.lost.append(f"Changes {found.seq + 1:,} to {known.seq:,} were saved, and are gone.")
    # Whoever has the project open all the same sees that its segment has ended.
    lock.write(b"\0" * 128)
    gens = [*files.segments(), *files.history_segments(), 0]
    header = Header(max(gens) + 1, new_salt(), found.seq)
    new_segment(files, header)
    content = ((name, found.tables[name].runs()) for name in sorted(found.tables))
    disk.replace(files.snapshot, rendered(content, header.gen, header.seq, header.salt))
    for gen in files.segments():
        if gen != header.gen:
            # In the history it is needed to rebuild from; damaged, it would end that.
            (archive if _is_whole(files, gen) else _removed)(files, gen)
    yield Finding(Kind.GOOD, f"Rebuilt from {found.source}: {_events(found.tables):,} events.")
    for text in found.lost:
        yield Finding(Kind.LOST, text)


def _kept_aside(files: Files) -> Path:
    """A copy of every file that is going to change, in a folder of its own."""
    number = 1
    while (copies := files.folder / f"damaged-{number}").exists():
        number += 1
    copies.mkdir()
    for path in (files.snapshot, *map(files.segment, files.segments()), files.lock):
        if path.exists():
            shutil.copy2(path, copies)
    disk.sync_folder(files.folder)
    return copies


def _is_whole(files: Files, gen: int) -> bool:
    data = files.segment(gen).read_bytes()
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
    try:
        snapshot = Snapshot(files.snapshot)
        seq = snapshot.footer.seq
    except (OSError, DamagedError):
        seq = 0
    try:
        data = files.snapshot.read_bytes()
    except OSError:
        data = b""
    tables = _lines(data, lost)
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
        data = files.segment(gen).read_bytes()
        try:
            header = header_of(data, files.segment(gen).name)
        except DamagedError as error:
            lost.append(f"{error} Its changes are lost unless the history holds them.")
            continue
        if header.seq > seq and not anyhow:
            return -1, lost
        seq = max(seq, header.seq)
        for line in data.split(b"\n")[1:]:
            if not verifies(line, header.salt):
                if line:
                    lost.append(f"A change after number {seq:,} in segment {gen} is unreadable.")
                continue
            number, ops = decode(line)
            if number > seq:
                apply(tables, ops)
                seq = number
    return seq, lost


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
            try:
                msgspec.json.decode(row[2])
                if name.startswith(EVENTS) and not is_whole(row[2]):
                    raise ValueError("not what its id says")
            except (ValueError, KeyError, msgspec.MsgspecError):
                lost.append(f"Row {int(row[1])} of {name} is damaged.")
                continue
            tables.setdefault(name, Layered()).put(int(row[1]), row[2])
    return tables


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
