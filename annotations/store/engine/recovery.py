"""From files, in whatever state a crash left them, to tables."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec

from annotations.errors import DamagedError, ForeignError, StoreError
from annotations.outside import open_file, read_whole
from annotations.store.engine import disk
from annotations.store.engine.files import Acknowledged, Files, new_segment
from annotations.store.engine.journal import Header, damage, header_of, new_salt
from annotations.store.engine.overlay_table import Layered, Tables, layered, replay
from annotations.store.engine.snapshot import (
    Footer,
    Snapshot,
    file_identity,
    rendered,
)

OWN_TABLE = "_store"

KEPT = ("events/", "labels/")
"""Beginnings of the names of tables whose rows are never removed."""

REPAIR = "`slugline check --repair` mends what can be mended and keeps the damaged file."


class Opened(NamedTuple):
    """A store as it was found."""

    tables: Tables
    snapshot: Snapshot | None
    """None if stock TinyDB wrote the file, so that it is not mapped."""
    snapshot_inode: tuple[int, int]
    first_gen: int
    """The first segment after the snapshot."""
    header: Header
    """Of the segment that is written to."""
    handle: int
    """Of that segment; -1 if there is none and none may be made."""
    seq: int
    end: int
    """Bytes of that segment that hold."""
    notices: tuple[str, ...]


class _Base(NamedTuple):
    tables: Tables
    snapshot: Snapshot | None
    inode: tuple[int, int]
    gen: int
    seq: int
    salt: int
    notices: tuple[str, ...]


def load(files: Files, known: Acknowledged | None, *, mend: bool) -> Opened:
    """Read everything; the lock must be held if `mend`.

    Args:
        files: The store's files.
        known: What the lock file says was acknowledged.
        mend: Make the files if there are none, and drop the torn tail of a tag that was never
            acknowledged.

    Raises:
        DamagedError: If anything acknowledged may be missing.
    """
    segments = files.segments()
    if not files.snapshot.exists():
        if not mend and not segments:
            raise StoreError(f"There is no project in {files.folder}.")
        _begin(files, segments, known, mend=mend)
        segments = files.segments()
    base = _base(files, segments, known)
    return _replay(files, base, segments, known, mend=mend)


def _begin(files: Files, segments: list[int], known: Acknowledged | None, *, mend: bool) -> None:
    """Make an empty store, or finish making one."""
    full = [gen for gen in segments if files.segment(gen).stat().st_size > 64]
    if full or (known and known.seq):
        raise DamagedError(f"{files.snapshot} is missing, though there were changes. {REPAIR}")
    if not mend:
        raise StoreError(f"The project in {files.folder} was never finished making.")
    for gen in segments:
        disk.remove(files.segment(gen))
    header = Header(1, new_salt(), 0)
    # In this order: a snapshot never names a segment that is not there.
    new_segment(files, header)
    empty = rendered([], header.gen, header.seq, header.salt)
    disk.replace(files.snapshot, empty, mode=disk.mode_in(files.folder))


def _base(files: Files, segments: list[int], known: Acknowledged | None) -> _Base:
    try:
        snapshot = Snapshot(files.snapshot)
    except ForeignError as error:
        return _foreign(files, segments, known, error)
    footer = snapshot.footer
    tables = layered(snapshot.tables())
    where = footer.gen, footer.seq, int(footer.salt, 16)
    return _Base(tables, snapshot, snapshot.inode, *where, ())


def _foreign(
    files: Files, segments: list[int], known: Acknowledged | None, error: ForeignError
) -> _Base:
    """What stock TinyDB wrote: our own tables rewritten by it, or a file that was always its."""
    with open_file(files.snapshot) as file:
        inode, data = file_identity(file.fileno()), file.read()
    if data.startswith(b'{\n"'):
        # Ours, one document a line: stock TinyDB writes no line ends. Its end is damaged or gone.
        raise DamagedError(f"{error} {REPAIR}")
    try:
        content = json.loads(data) if data.strip() else {}
        own = content.pop(OWN_TABLE, None)
        tables = {name: _parsed(documents) for name, documents in content.items()}
    except (ValueError, AttributeError, TypeError) as wrong:
        raise DamagedError(f"{files.snapshot} is not TinyDB's JSON: {wrong}. {REPAIR}") from wrong
    if own is None:
        if segments or known:
            raise DamagedError(
                f"{files.snapshot} was replaced by another file, or damaged: it does not belong "
                f"to the journal beside it. {REPAIR}"
            )
        return _Base(tables, None, inode, 1, 0, new_salt(), ())
    footer = _footer(own, files)
    _refuse_shrinking(files, footer, tables)
    notice = f"{files.snapshot.name} was rewritten by another program since it was last open."
    return _Base(tables, None, inode, footer.gen, footer.seq, int(footer.salt, 16), (notice,))


def _parsed(documents: Mapping[str, Any]) -> Layered:
    table = Layered()
    for doc_id, document in documents.items():
        table.put(int(doc_id), encoded_anyhow(dict(document)))
    return table


def encoded_anyhow(document: Mapping[str, Any]) -> bytes:
    """A document that another program wrote, as JSON on one line."""
    try:
        return msgspec.json.encode(document)
    except (OverflowError, UnicodeEncodeError):
        return json.dumps(document).encode()


def _footer(own: Any, files: Files) -> Footer:
    try:
        footer = msgspec.convert(own["1"], Footer)
    except (KeyError, TypeError, msgspec.ValidationError):
        footer = None
    if footer is None or footer.sealed() != footer:
        raise DamagedError(f"{files.snapshot}: its table {OWN_TABLE} is damaged. {REPAIR}")
    return footer


def _refuse_shrinking(files: Files, footer: Footer, tables: Tables) -> None:
    for extent in footer.tables:
        left = len(tables[extent.name]) if extent.name in tables else 0
        if left < extent.count and extent.name.startswith(KEPT):
            raise DamagedError(
                f"{files.snapshot} was rewritten by another program and has lost annotations: "
                f"table {extent.name} holds {left} of {extent.count} rows. It is left as it is. "
                f"Put a copy back, or rebuild from the history: {REPAIR}"
            )


def _replay(
    files: Files, base: _Base, segments: list[int], known: Acknowledged | None, *, mend: bool
) -> Opened:
    """Lay the journal over the snapshot's tables."""
    following = [gen for gen in segments if gen >= base.gen]
    if following != list(range(base.gen, base.gen + len(following))):
        raise DamagedError(f"A journal segment is missing beside {files.snapshot}. {REPAIR}")
    seq, last = base.seq, None
    for gen in following:
        last = _segment(files, gen, base, seq, known, following)
        seq = last.seq
    if known and seq < known.seq:
        raise DamagedError(
            f"{files.snapshot} and its journal end at change {seq}, but changes up to "
            f"{known.seq} were saved: a file is older than it should be, or missing. {REPAIR}"
        )
    notices = base.notices
    if mend and last and last.torn:
        notices = (*notices, _cut_off(files, last))
    if mend and (last is None or last.failed):
        header = Header(base.gen, base.salt, seq) if last is None else last.header.following(seq)
        new_segment(files, header)
        last = _Segment(header, seq, len(header.encode()), b"", False)
    if last is None:
        header, handle, end = Header(base.gen, base.salt, seq), -1, 0
    else:
        header, end = last.header, last.end
        handle = disk.open_segment(files.segment(header.gen), read_only=not mend)
    return Opened(
        base.tables, base.snapshot, base.inode, base.gen, header, handle, seq, end, notices
    )


class _Segment(NamedTuple):
    """A segment that was replayed."""

    header: Header
    seq: int
    end: int
    torn: bytes
    """What follows its last record."""
    failed: bool
    """Whether a sync of it failed, so that nothing may be added."""


def _segment(
    files: Files,
    gen: int,
    base: _Base,
    seq: int,
    known: Acknowledged | None,
    following: list[int],
) -> _Segment:
    path = files.segment(gen)
    data = read_whole(path)
    header = header_of(data, path.name)
    if header.gen != gen or header.seq != seq or (gen == base.gen and header.salt != base.salt):
        raise DamagedError(f"{path.name} does not belong to {files.snapshot.name}. {REPAIR}")
    failed = known is not None and known.failed and known.gen == gen
    usable = data[: known.end] if known and failed else data
    # What the next segment does not follow on was never acknowledged.
    sealed_at = None
    if gen != following[-1]:
        after = files.segment(gen + 1)
        sealed_at = header_of(read_whole(after)[:100], after.name).seq
    end = len(header.encode())
    seq, end = replay(base.tables, usable, end, header.salt, seq, sealed_at)
    wrong = damage(usable, end, header.salt, seq) if sealed_at is None else ""
    if sealed_at is not None and seq != sealed_at:
        wrong = f"it ends at change {seq}, but the next segment begins after {sealed_at}"
    if wrong:
        raise DamagedError(f"{path.name}: {wrong}. {REPAIR}")
    return _Segment(header, seq, end, data[end:], failed)


def _cut_off(files: Files, segment: _Segment) -> str:
    """Drop a torn tail, keeping a copy of it."""
    gen, end = segment.header.gen, segment.end
    disk.make_folder(files.history)
    mode = disk.mode_in(files.folder)
    disk.replace(files.history / f"torn-{gen}-{end}", [segment.torn], mode=mode)
    handle = disk.open_segment(files.segment(gen))
    try:
        disk.cut(handle, end)
        disk.sync_data(handle)
    finally:
        os.close(handle)
    return "The last change before a crash had not been saved whole; it was never shown as saved."


def read_from(handle: int, start: int) -> bytes:
    """The bytes of a file from `start` to its end as it is now."""
    parts = []
    while part := os.pread(handle, 1 << 24, start):
        parts.append(part)
        start += len(part)
    return b"".join(parts)
