"""Whether a project holds together: checksums, events, folds, articles, orphans."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path
from typing import NamedTuple

import msgspec

from annotations.errors import DamagedError, ProjectTooNewError, StoreError
from annotations.store import DATABASE, rebuild
from annotations.store.article_files import Shelf
from annotations.store.engine.engine import Engine
from annotations.store.engine.files import Files, unpacked
from annotations.store.engine.journal import Op, damage, header_of, numbers
from annotations.store.event_fold import Frozen, add_up
from annotations.store.events import FrozenArticle
from annotations.store.rows import ARTICLES, LABELS, META, PEOPLE, ArticleRow, Meta, PersonRow
from annotations.store.verify_rows import Looked, RowsChecker


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


class Rows(NamedTuple):
    """What was found of the rows of labels and progress."""

    hold: bool
    """Whether they are what the events add up to."""
    annotations: int
    odd: list[tuple[str, int]]
    """Table and number of those that are about no sentence."""


def check(folder: Path, told: Callable[[int, int], object] = lambda *_: None) -> Iterator[Finding]:
    """Look at everything in a project, changing nothing.

    Args:
        folder: The project.
        told: Is told now and then how many rows were looked at, and how many there are.

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
        shelf = Shelf(folder / "articles")
        checker = RowsChecker(engine, kept_on(engine, shelf), told)
        looked = checker.look()
        yield from _events(looked)
        rows = Rows(*checker.holds(looked))
        yield from _folds(engine, shelf, looked, rows)
        yield from _articles(engine, shelf)
        yield from _spans(engine, rows)
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
        for number, stop in numbers(data, end, header.salt, seq):
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


def _events(looked: Looked) -> Iterator[Finding]:
    """Whether each event is what its id says, in an unbroken stream."""
    for name, doc_id in looked.wrong:
        yield Finding(Kind.LOST, f"Event {doc_id} of {name} is not what its id says.")
    for name, there, last in looked.short:
        yield Finding(Kind.LOST, f"{name} holds {there:,} of {last:,} events.")
    if not (looked.wrong or looked.short):
        yield Finding(Kind.GOOD, f"{looked.events:,} events are what their ids say.")


def _folds(engine: Engine, shelf: Shelf, looked: Looked, rows: Rows) -> Iterator[Finding]:
    """Whether labels, progress and statements are what the events add up to."""
    changes: list[Op] = []
    others = add_up(looked.others, lambda _: None)
    if not rows.hold or list(rebuild.other_corrections(engine.names(), engine.table, others)):
        folded = rebuild.fold(engine.names(), engine.table, kept_on(engine, shelf))
        changes = list(rebuild.corrections(engine.names(), engine.table, folded))
    for name, doc_id, _ in changes[:10]:
        yield Finding(Kind.MENDABLE, f"Row {doc_id} of {name} is not what the events add up to.")
    if len(changes) > 10:
        yield Finding(Kind.MENDABLE, f"So are {len(changes) - 10:,} more rows.")
    if looked.orphans:
        yield Finding(
            Kind.NOTE,
            f"{looked.orphans:,} events wait for articles that are not here yet.",
        )
    if looked.stale:
        yield Finding(
            Kind.NOTE,
            f"{looked.stale:,} events from elsewhere are about sentences that are cut "
            "otherwise here, and do not count.",
        )
    if not changes:
        yield Finding(Kind.GOOD, f"{rows.annotations:,} annotations are what the events add up to.")


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


def _spans(engine: Engine, rows: Rows) -> Iterator[Finding]:
    people = {
        msgspec.json.decode(raw, type=PersonRow).id for _, raw in engine.table(PEOPLE).items()
    }
    for name in engine.names():
        if name.startswith(LABELS) and name[len(LABELS) :] not in people:
            yield Finding(Kind.NOTE, f"{name} is of somebody who has not joined here.")
    for name, doc_id in rows.odd[:10]:
        yield Finding(Kind.LOST, f"Row {doc_id} of {name} is about no sentence of its article.")
    if not rows.odd:
        yield Finding(Kind.GOOD, "Every annotation is about a sentence of its article.")


def _whole(shelf: Shelf, row: ArticleRow | None) -> FrozenArticle | None:
    try:
        return shelf.get(row.id, row.sha256) if row else None
    except DamagedError:
        return None  # said already
