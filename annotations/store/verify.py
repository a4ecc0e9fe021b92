"""Whether a project holds together: checksums, events, folds, articles, orphans."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import NamedTuple

import msgspec

from annotations.errors import DamagedError, ProjectTooNewError, StoreError
from annotations.store import DATABASE, rebuild
from annotations.store.article_files import Shelf
from annotations.store.boundary_rules import edited
from annotations.store.engine.engine import Engine
from annotations.store.engine.files import Files, unpacked
from annotations.store.engine.journal import damage, header_of, records
from annotations.store.event_fold import Frozen
from annotations.store.events import MAX_SENTENCES, FrozenArticle
from annotations.store.rows import (
    ARTICLES,
    EVENTS,
    LABELS,
    META,
    PEOPLE,
    RECEIVED,
    ArticleRow,
    Meta,
    PersonRow,
    Row,
    event_of,
    is_whole,
    row_of,
)


class Kind(Enum):
    """How bad a finding is."""

    GOOD = "good"
    NOTE = "note"
    """Worth knowing; nothing is wrong."""
    MENDABLE = "mendable"
    """`--repair` puts it right."""
    LOST = "lost"
    """Something is missing that no file here holds."""


class Finding(NamedTuple):
    """One thing that was looked at."""

    kind: Kind
    text: str


def check(folder: Path) -> Iterator[Finding]:
    """Look at everything in a project, changing nothing.

    Yields:
        What was found, as it is found; nothing wrong if every kind is `GOOD` or `NOTE`.

    Raises:
        StoreError: If there is no project.
        ProjectTooNewError: If a later version wrote it.
    """
    files = Files(folder / DATABASE)
    if not files.folder.is_dir() or not (files.snapshot.exists() or files.segments()):
        raise StoreError(f"There is no project in {folder}.")
    try:
        engine = Engine(files.snapshot, read_only="It is being checked.", trusting=False)
    except ProjectTooNewError:
        raise
    except DamagedError as error:
        yield Finding(Kind.MENDABLE, str(error))
        yield from _history(files)
        return
    try:
        yield Finding(
            Kind.GOOD,
            f"Snapshot and journal verify: {engine.seq:,} changes, {engine.size:,} bytes.",
        )
        yield from _history(files)
        yield from _meta(engine)
        yield from _events(engine)
        yield from _folds(engine, Shelf(folder / "articles"))
        yield from _articles(engine, Shelf(folder / "articles"))
    finally:
        engine.close(fold=False)


def _history(files: Files) -> Iterator[Finding]:
    """The sealed segments: whether each verifies, and whether all are there."""
    seq, problems = 0, 0
    gens = files.history_segments()
    for gen in gens:
        path = files.sealed(gen)
        try:
            data = unpacked(path)
            header = header_of(data, path.name)
        except (zlib.error, DamagedError) as error:
            yield Finding(Kind.LOST, f"{path} is damaged ({error}); the project does not need it.")
            problems += 1
            continue
        if header.seq > seq:
            yield Finding(
                Kind.NOTE,
                f"The history lacks changes {seq + 1:,} to {header.seq:,}: it cannot rebuild the "
                "project alone.",
            )
            problems += 1
        end, seq = len(header.encode()), header.seq
        for number, _, stop in records(data, end, header.salt, seq):
            end, seq = stop, number
        if damage(data, end, header.salt, seq):
            yield Finding(Kind.LOST, f"{path}: {damage(data, end, header.salt, seq)}.")
            problems += 1
    if gens and not problems:
        yield Finding(Kind.GOOD, f"The history verifies: {len(gens):,} segments.")
    for path in sorted(files.history.glob("torn-*")) if files.history.is_dir() else ():
        yield Finding(Kind.NOTE, f"{path} is what a crash left of a change that was never saved.")


def _meta(engine: Engine) -> Iterator[Finding]:
    raw = engine.get(META, 1)
    if raw is None:
        yield Finding(Kind.LOST, "The project's own row (table meta) is missing.")
    else:
        meta = msgspec.json.decode(raw, type=Meta)
        yield Finding(Kind.GOOD, f"Project {meta.project}, schema version {meta.schema}.")


def _events(engine: Engine) -> Iterator[Finding]:
    """Whether each event is what its id says, in an unbroken stream."""
    count = wrong = 0
    for name in engine.names():
        if not name.startswith(EVENTS):
            continue
        seq = 0
        for doc_id, raw in engine.table(name).items():
            event = event_of(raw)
            count += 1
            seq += 1
            # What came from elsewhere is numbered as it came.
            is_there = doc_id == (seq if name.endswith(RECEIVED) else event.seq)
            if not (is_there and is_whole(raw)):
                wrong += 1
                yield Finding(Kind.LOST, f"Event {doc_id} of {name} is not what its id says.")
        if seq != engine.last(name):
            wrong += 1
            yield Finding(Kind.LOST, f"{name} holds {seq:,} of {engine.last(name):,} events.")
    if not wrong:
        yield Finding(Kind.GOOD, f"{count:,} events are what their ids say.")


def _folds(engine: Engine, shelf: Shelf) -> Iterator[Finding]:
    """Whether labels, progress and statements are what the events add up to."""
    folded = rebuild.fold(engine.names(), engine.table, kept_on(engine, shelf))
    changes = list(rebuild.corrections(engine.names(), engine.table, folded))
    for name, doc_id, _ in changes[:10]:
        yield Finding(Kind.MENDABLE, f"Row {doc_id} of {name} is not what the events add up to.")
    if len(changes) > 10:
        yield Finding(Kind.MENDABLE, f"So are {len(changes) - 10:,} more rows.")
    if folded.orphans:
        yield Finding(
            Kind.NOTE,
            f"{len(folded.orphans):,} events wait for articles that are not here yet.",
        )
    if folded.stale:
        yield Finding(
            Kind.NOTE,
            f"{len(folded.stale):,} events from elsewhere are about sentences that are cut "
            "otherwise here, and do not count.",
        )
    if not changes:
        count = sum(map(len, folded.labels.values()))
        yield Finding(Kind.GOOD, f"{count:,} annotations are what the events add up to.")


def kept_on(engine: Engine, shelf: Shelf) -> Frozen:
    """What gives the articles of a project, as far as they are whole."""
    kept = {
        row.id: row
        for _, raw in engine.table(ARTICLES).items()
        for row in [msgspec.json.decode(raw, type=ArticleRow)]
    }
    return lambda article_id: _whole(shelf, kept.get(article_id))


def _articles(engine: Engine, shelf: Shelf) -> Iterator[Finding]:
    """Whether each kept article is there, and each annotation about one of its sentences."""
    kept = {
        number: msgspec.json.decode(raw, type=ArticleRow)
        for number, raw in engine.table(ARTICLES).items()
    }
    whole = 0
    for row in kept.values():
        try:
            article = shelf.get(row.id, row.sha256)
        except DamagedError as error:
            yield Finding(Kind.LOST, str(error))
            continue
        whole += 1
        if len(article.sentences) != row.sentences:
            yield Finding(Kind.LOST, f"{row.id} has not {row.sentences} sentences any more.")
    if whole == len(kept):
        yield Finding(Kind.GOOD, f"{whole:,} articles are as they were kept.")
    known = {row.id for row in kept.values()}
    for path in sorted(shelf.folder.glob("a-*.json")):
        if path.stem not in known:
            yield Finding(Kind.NOTE, f"{path} belongs to no annotation yet.")
    yield from _spans(engine, shelf, kept)


def _spans(engine: Engine, shelf: Shelf, kept: dict[int, ArticleRow]) -> Iterator[Finding]:
    people = {
        msgspec.json.decode(raw, type=PersonRow).id for _, raw in engine.table(PEOPLE).items()
    }
    wrong = 0
    moved = rebuild.boundaries(engine.table)
    now: dict[int, FrozenArticle | None] = {}
    for name in engine.names():
        if not name.startswith(LABELS):
            continue
        if name[len(LABELS) :] not in people:
            yield Finding(Kind.NOTE, f"{name} is of somebody who has not joined here.")
        for doc_id, raw in engine.table(name).items():
            number = doc_id // MAX_SENTENCES
            if number not in now:
                first = _whole(shelf, kept.get(number))
                now[number] = edited(first, moved.get(first.article.id)) if first else None
            article = now[number]
            index = doc_id % MAX_SENTENCES
            row = _row(raw)
            # What was cleared may be about a sentence that was cut otherwise since.
            if article and not (row and (not row.mark or _is_sentence(article, index, row))):
                wrong += 1
                if wrong <= 10:
                    yield Finding(
                        Kind.LOST, f"Row {doc_id} of {name} is about no sentence of its article."
                    )
    if not wrong:
        yield Finding(Kind.GOOD, "Every annotation is about a sentence of its article.")


def _whole(shelf: Shelf, row: ArticleRow | None) -> FrozenArticle | None:
    try:
        return shelf.get(row.id, row.sha256) if row else None
    except DamagedError:
        return None  # said already


def _row(raw: bytes) -> Row | None:
    try:
        return row_of(raw)
    except msgspec.ValidationError:
        return None


def _is_sentence(article: FrozenArticle, index: int, row: Row) -> bool:
    return index < len(article.sentences) and (
        article.article.sentence_id(article.sentences.span(index)) == row.sentence
    )
