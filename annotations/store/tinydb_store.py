"""A project folder: the store that people work with."""

from __future__ import annotations

import contextlib
import errno
import heapq
import itertools
import os
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from annotations.articles.article import Article, Sentences
from annotations.errors import DamagedError, NotSavedError, StoreError
from annotations.language.corrections import Correction
from annotations.language.resegmentation import Boundaries
from annotations.store import (
    DATABASE,
    annotation_rules,
    boundary_rules,
    correction_rules,
    incoming_events,
    migrations,
    statement_rules,
)
from annotations.store.actions import Ledger, Said
from annotations.store.article_files import Shelf
from annotations.store.boundary_rules import Stale
from annotations.store.engine import disk
from annotations.store.engine.compaction_process import Folding
from annotations.store.engine.engine import Engine
from annotations.store.engine.hybrid_clock import Milliseconds, Moment, wall_clock
from annotations.store.engine.journal import Op
from annotations.store.engine.overlay_table import EVERY
from annotations.store.engine.tinydb_adapter import JournalDB
from annotations.store.events import (
    MAX_SENTENCES,
    Annotation,
    Change,
    Event,
    FrozenArticle,
    Progress,
    Stated,
    Statement,
    clean,
)
from annotations.store.incoming_events import Merged, Stream
from annotations.store.merge_rows import Merger, annotators
from annotations.store.protocol import Cursor
from annotations.store.redating import dated
from annotations.store.registry import Registry
from annotations.store.rows import (
    ARTICLES,
    EVENTS,
    LABELS,
    META,
    OWNED,
    RECEIVED,
    SCHEMA,
    VOUCHERS,
    ArticleRow,
    Link,
    Meta,
    Row,
    encode,
    event_of,
    exchanged,
    link_of,
    rows_of,
)
from annotations.store.tails import Tail

_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


def opened(folder: Path, *, read_only: bool, force: bool) -> TinyDBStore:
    """The project in `folder`; see `annotations.store.open_store`."""
    kind = "" if force else disk.network_file_system(folder)
    if kind:
        raise StoreError(
            f"{folder} lies on a file system ({kind}) that is not known to be a local one: on a "
            "network file system locks and syncs may not hold, and saved annotations could be "
            "lost. Keep the project on a local disk and exchange bundles; --force opens it all the "
            "same."
        )
    if read_only:
        return TinyDBStore(folder, read_only_reason="The project was opened for reading only.")
    reason = _not_writable(folder)
    if reason and not (folder / DATABASE).exists():
        raise StoreError(f"No project can be made: {reason}")
    return TinyDBStore(folder, read_only_reason=reason)


def _not_writable(folder: Path) -> str:
    """Why nothing can be written in a folder, which is made if it is missing; empty if it can."""
    try:
        if not folder.is_dir():
            disk.make_folder(folder)
            disk.sync_folder(folder.parent)
        # Asked by doing: permission bits say little on read-only mounts, or to root.
        lock = folder / f"{DATABASE}.lock"
        os.close(os.open(lock, os.O_RDWR | os.O_CREAT, disk.mode_in(folder)))
    except OSError as error:
        if error.errno in _FORBIDDEN:
            return f"The folder {folder} cannot be written ({error.strerror})."
        raise StoreError(f"{folder} cannot be a project: {error.strerror}.") from error
    database = folder / DATABASE
    if database.exists() and not os.access(database, os.W_OK):
        return f"{database} cannot be written."
    return ""


FOLD_ABOVE = 32 << 20
"""The journal is folded beside the work once it has this many bytes: some 40,000 tags."""

FOLD_AT_ONCE = 32 << 20
"""A file of up to this many bytes is written while closing waits."""

T = TypeVar("T")


class TinyDBStore:
    """The `Store` in a folder: TinyDB tables over a journal, articles beside them.

    Args:
        folder: The project's folder, which is there.
        read_only_reason: Why nothing may be changed; empty if it may.
        clock: Gives the time.
        engine: Other tables than those in the folder.
        shelf: Another place for articles than the folder.
    """

    def __init__(
        self,
        folder: Path,
        *,
        read_only_reason: str = "",
        clock: Milliseconds = wall_clock,
        engine: Engine | None = None,
        shelf: Shelf | None = None,
    ) -> None:
        self.folder = folder
        self.read_only_reason = read_only_reason
        self.db = JournalDB(
            folder / DATABASE, read_only=read_only_reason, owned=OWNED, engine=engine
        )
        """TinyDB's own interface to the same tables: for queries, and for tables of others."""
        self._engine = self.db.engine
        self._clock = clock
        self._folding: Folding | None = None
        try:
            self._registry = Registry(self.db, folder)
            self._prepare()
        except BaseException:
            self._engine.close(fold=False)
            raise
        self._shelf = shelf or Shelf(folder / "articles")
        self._edited: dict[str, tuple[str, dict[int, bool], FrozenArticle]] = {}
        """By article what it was made of, and how it is cut since people moved boundaries."""
        self._ledger = Ledger(self._engine, self._registry, self._kept, self._first_cut, clock)
        self._merger = Merger(self._engine, self._registry, self._first_cut, self._shelf)

    def _prepare(self) -> None:
        """Make a new project's first row, bring an older one up to date, refuse a newer one."""
        if self._registry.meta is None:
            if self._engine.names():
                raise StoreError(f"{self.folder / DATABASE} is a TinyDB file, but no project.")
            now = Moment(self._clock()).stamp("")[:24]
            meta = Meta(SCHEMA, "p-" + secrets.token_hex(8), now)
            self._engine.write(lambda: ([(META, 1, encode(meta))], None))
        migrations.bring_up_to_date(self._engine, self._registry)

    @property
    def project_id(self) -> str:
        """`p-` and hex; the same in every copy of the project."""
        return self._registry.meta.project if self._registry.meta else ""

    @property
    def device(self) -> str:
        """The stream that this folder writes; empty until it writes for the first time."""
        return self._registry.device

    @property
    def private(self) -> Path | None:
        """Where this folder keeps what nobody else may have."""
        return self.folder / "keys"

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed."""
        return bool(self.read_only_reason)

    @property
    def notices(self) -> tuple[str, ...]:
        """What the user should know of how the project was found or is doing, oldest first."""
        return tuple(self._engine.notices)

    def people(self) -> Mapping[str, str]:
        """Display names by person id, in the order of joining."""
        self._engine.refresh()
        return {one: self._registry.names[one] for one in self._registry.everybody()}

    def join(self, name: str, person: str = "") -> str:
        """The id of the person of that display name who joined here, made at the first time."""
        name = clean(name)

        def known() -> str:
            registry = self._registry
            if person:
                is_here = person in registry.here and registry.names[person] == name
                return person if is_here else ""
            return next((one for one in registry.here if registry.names[one] == name), "")

        def build() -> tuple[list[Op], str]:
            there = known()
            return ([], there) if there else self._ledger.joined(name, person)

        self._engine.refresh()
        return known() or self._write(build)

    def joined(self) -> tuple[str, ...]:
        """Ids of those who joined here."""
        self._engine.refresh()
        return tuple(self._registry.here)

    def freeze(self, article: Article, sentences: Sentences) -> Sentences:
        """Keep an article's text and cuts, unless it is kept already."""

        def build() -> tuple[list[Op], None]:
            if article.id in self._registry.articles:
                return [], None
            number = self._engine.last(ARTICLES) + 1
            row = ArticleRow(article.id, len(sentences), self._shelved(article, sentences))
            ops: list[Op] = [(ARTICLES, number, encode(row))]
            if self._registry.meta and article.id in self._registry.meta.waiting:
                kept = {article.id: FrozenArticle(article, sentences)}
                ops += self._merger.folded(ops, kept)
            return ops, None

        if article.id not in self._registry.articles:
            if len(sentences) > MAX_SENTENCES:
                raise StoreError(f"{article.id} has more than {MAX_SENTENCES} sentences.")
            self._write(build)
        kept = self.frozen(article.id)
        assert kept is not None
        if self._put_back(article.id):
            self._engine.notices.append(
                f"The text of {article.id} was gone from the project, and is there again."
            )
        return kept.sentences

    def _put_back(self, article_id: str) -> bool:
        sha256 = self._registry.kept[self._registry.articles[article_id]].sha256
        try:
            return self._shelf.put_back(article_id, sha256)
        except OSError as error:
            raise NotSavedError(
                f"Not saved: {error.strerror} while keeping article {article_id}. Try again."
            ) from error

    def _shelved_beside(self, article_id: str, sentences: Sentences, sha256: str) -> str:
        kept = self._shelf.get(article_id, sha256)
        if (kept.sentences, kept.sentences.cutter) == (sentences, sentences.cutter):
            return sha256
        try:
            return self._shelf.put_beside(kept.article, sentences, sha256)
        except OSError as error:
            raise NotSavedError(
                f"Not saved: {error.strerror} while cutting {article_id} anew. Try again."
            ) from error

    def _shelved(self, article: Article, sentences: Sentences) -> str:
        try:
            return self._shelf.put(article, sentences)
        except OSError as error:
            raise NotSavedError(
                f"Not saved: {error.strerror} while keeping article {article.id}. Try again."
            ) from error

    def recut(self, article: Article, sentences: Sentences) -> Sentences:
        """Keep other cuts of an article from now on, as long as nobody has said anything of it."""
        correction_rules.check_cuts(article, sentences)
        self.freeze(article, sentences)

        def build() -> tuple[list[Op], str]:
            number = self._registry.articles[article.id]
            correction_rules.refuse_labelled(
                article, annotators(self._engine, number), self._registry.names
            )
            kept = self._registry.kept[number]
            sha256 = self._shelved_beside(article.id, sentences, kept.sha256)
            row = ArticleRow(article.id, len(sentences), sha256)
            if row == kept:
                return [], sha256
            ops: list[Op] = [(ARTICLES, number, encode(row))]
            if self._was_moved(article.id):
                now = boundary_rules.edited(
                    FrozenArticle(article, sentences), self._registry.boundaries(article.id)
                )
                ops += self._ledger.labels_of(now, self._ledger.events_of(article.id))
            return ops, sha256

        sha256 = self._write(build)
        with contextlib.suppress(OSError):
            # What counts is written: until it has the usual name, it is found beside it.
            self._shelf.settle(article.id, sha256)
        now = self._kept(article.id)
        assert now is not None
        return now.sentences

    def _was_moved(self, article_id: str) -> bool:
        """Whether a boundary of an article was ever moved, if only to be put back."""
        registers = self._registry.stated(boundary_rules.BOUNDARY)
        return any(boundary_rules.article_of(about) == article_id for about in registers)

    def resegment(
        self,
        person: str,
        article_id: str,
        boundaries: Boundaries,
        changes: Sequence[Change] = (),
        *,
        guideline: str = "",
    ) -> FrozenArticle:
        """Move sentence boundaries of a kept article, and label what comes of it, as one action."""

        def build() -> tuple[list[Op], None]:
            people = self._registry.people
            if person not in people:
                raise annotation_rules.nobody(person)
            boundary_rules.refuse_unknown(article_id, self._first_cut(article_id), boundaries)

            def wanted(now: FrozenArticle) -> list[annotation_rules.Wanted]:
                return annotation_rules.asked_for(
                    person, changes, "own", guideline, people=people, frozen=lambda _: now
                )

            return self._ledger.resegmented(person, article_id, boundaries, wanted), None

        self._write(build)
        now = self._kept(article_id)
        assert now is not None
        return now

    def stale(self, article_id: str, *, person: str | None = None) -> tuple[Stale, ...]:
        """What is said of sentences of an article that are cut otherwise now."""
        self._engine.refresh()
        return boundary_rules.stale(
            self._first_cut(article_id),
            self._kept(article_id),
            self._ledger.events_of(article_id),
            list(self._registry.stated(boundary_rules.BOUNDARY)),
            person,
        )

    def frozen(self, article_id: str, *, first_cut: bool = False) -> FrozenArticle | None:
        """An article as it is cut now, or as it was cut first."""
        find = self._first_cut if first_cut else self._kept
        if article_id not in self._registry.articles:
            self._engine.refresh()
        try:
            return find(article_id)
        except DamagedError:
            # Another process may have cut it otherwise since.
            self._engine.refresh()
            return find(article_id)

    def frozen_ids(self) -> tuple[str, ...]:
        """Ids of the kept articles, in the order they were first kept."""
        self._engine.refresh()
        return tuple(self._registry.articles)

    def articles(self, *, first_cut: bool = False) -> Iterator[FrozenArticle]:
        """Every kept article, read one at a time."""
        return filter(None, (self.frozen(one, first_cut=first_cut) for one in self.frozen_ids()))

    def annotate(
        self,
        person: str,
        changes: Sequence[Change],
        *,
        source: str = "own",
        guideline: str = "",
    ) -> Said:
        """Record one action of a person: all of its changes, or none."""

        def build() -> tuple[list[Op], Said]:
            people = self._registry.people
            wanted = annotation_rules.asked_for(
                person, changes, source, guideline, people=people, frozen=self._kept
            )
            return self._ledger.annotated(person, wanted)

        return self._write(build)

    def _first_cut(self, article_id: str) -> FrozenArticle | None:
        number = self._registry.articles.get(article_id)
        return self._shelf.get(article_id, self._registry.kept[number].sha256) if number else None

    def _kept(self, article_id: str) -> FrozenArticle | None:
        first = self._first_cut(article_id)
        moved = self._registry.boundaries(article_id)
        if first is None or not moved:
            return first
        sha256 = self._registry.kept[self._registry.articles[article_id]].sha256
        known = self._edited.get(article_id)
        if known is None or known[:2] != (sha256, moved):
            known = sha256, dict(moved), boundary_rules.edited(first, moved)
            self._edited[article_id] = known
        return known[2]

    def state(
        self, person: str, statements: Sequence[Statement], *, for_good: bool = False
    ) -> None:
        """Record statements as one action of a person."""

        def build() -> tuple[list[Op], None]:
            wanted = statement_rules.asked_for(person, statements, self._registry.people)
            return self._ledger.stated(person, wanted, for_good), None

        self._write(build)

    def statements(self, kind: str) -> Mapping[str, tuple[Stated, ...]]:
        """What holds of a kind, by what it is about, in the order of the first statements."""
        self._engine.refresh()
        rows = self._registry.stated(kind).copy().items()
        return statement_rules.holding(
            {about: heads for about, (_, heads) in sorted(rows, key=lambda one: one[1][0])}
        )

    def correct(self, person: str, corrections: Sequence[Correction]) -> None:
        """Record what words are wherever they stand in the project, as one action of a person."""
        self.state(person, correction_rules.statements(corrections))

    def corrections(self) -> tuple[Correction, ...]:
        """The corrections that hold, in the order in which their surfaces were first corrected."""
        return correction_rules.corrections(self.statements(correction_rules.CORRECTION))

    def undo(self, person: str) -> Said:
        """Take back a person's last action that still stands."""
        return self._write(lambda: self._ledger.undone(person))

    def next_undo(self, person: str) -> tuple[Event, ...]:
        """The events of the action that `undo` would take back."""
        self._engine.refresh()
        return tuple(self._ledger.next_undone(person))

    def redo(self, person: str) -> Said:
        """Repeat the action undone last, if nothing new was done since."""
        return self._write(lambda: self._ledger.redone(person))

    def annotations(
        self,
        *,
        person: str | None = None,
        article_id: str | None = None,
        cleared: bool = False,
    ) -> Iterator[Annotation]:
        """What is said now, by person, article and sentence."""
        self._engine.refresh()
        low, high = 0, EVERY
        if article_id is not None:
            number = self._registry.articles.get(article_id, 0)
            low, high = number * MAX_SENTENCES, (number + 1) * MAX_SENTENCES
        people = [person] if person is not None else self._registry.everybody()
        # Views are taken now, not when the caller gets to them: all show the same moment.
        views = [(one, self._engine.view(LABELS + one, low, high)) for one in people]
        kept = self._registry.kept
        return (
            row.annotation(one, kept[doc_id // MAX_SENTENCES].id, doc_id)
            for one, view in views
            for block in view.blocks(low, high)
            for doc_id, row in rows_of(b"{%b}" % block).items()
            if row.label or row.unsure or row.note or cleared
        )

    def said(
        self, article_id: str, *, person: str | None = None
    ) -> Mapping[str, Mapping[int, Row]]:
        """What is said now of an article's sentences, by person and by sentence."""
        self._engine.refresh()
        number = self._registry.articles.get(article_id, 0)
        low, high = number * MAX_SENTENCES, (number + 1) * MAX_SENTENCES
        people = [person] if person is not None else self._registry.everybody()
        views = [(one, self._engine.view(LABELS + one, low, high)) for one in people]
        return {
            one: {
                doc_id - low: row
                for block in view.blocks(low, high)
                for doc_id, row in rows_of(b"{%b}" % block).items()
                if row.label or row.unsure or row.note
            }
            for one, view in views
        }

    def progress(self, person: str) -> Mapping[str, Progress]:
        """How far a person is, by article id."""
        self._engine.refresh()
        known = self._registry.progress(person).copy()
        return {article_id: progress for article_id, progress in known.items() if progress}

    def history(
        self,
        *,
        sentence_id: str | None = None,
        person: str | None = None,
        limit: int | None = None,
    ) -> Iterator[Event]:
        """What happened, newest first."""
        self._engine.refresh()
        views = [self._engine.view(name) for name in self._engine.names() if EVENTS in name]
        streams: list[Iterator[Event]]
        if sentence_id is None:
            raws = ((raw for _, raw in view.reversed_items()) for view in views)
            streams = [map(self._dated, _by(person, one)) for one in raws]
        else:
            # Found by their bytes: a million events take some tenths of a second, no index.
            needle = b'"sentence":' + encode(sentence_id)
            found = (raw for view in views for _, raw in view.containing(needle))
            events = sorted(map(self._dated, _by(person, found)), key=_when, reverse=True)
            streams = [iter(events)]
        merged = heapq.merge(*streams, key=_when, reverse=True)
        return self._forgetting(itertools.islice(merged, limit))

    def _forgetting(self, events: Iterator[Event]) -> Iterator[Event]:
        """The same, with no more of a large file in memory than is being read."""
        for number, event in enumerate(events, start=1):
            yield event
            if not number % (1 << 14):
                self._engine.forget()

    def _dated(self, raw: bytes) -> Event:
        meta = self._registry.meta
        event = event_of(raw)
        return dated(event, meta.redated) if meta and meta.redated else event

    def streams(self) -> tuple[Stream, ...]:
        """Whose events are here, by device."""
        self._engine.refresh()
        counts: dict[str, int] = {}
        for name in self._engine.names():
            if name.startswith(EVENTS):
                device = name[len(EVENTS) :].removesuffix(RECEIVED)
                counts[device] = counts.get(device, 0) + len(self._engine.view(name))
        ours = self._registry.devices
        return tuple(Stream(device, device in ours, n) for device, n in sorted(counts.items()))

    def lines(self, device: str, after: int = 0) -> Iterator[bytes]:
        """The events of a device as they are exchanged."""
        # What this folder wrote stands there by its number; what came, in the order it came in.
        own = self._engine.view(EVENTS + device, after + 1, EVERY)
        came = self._engine.view(EVENTS + device + RECEIVED)
        raws = (raw for _, raw in came.items())
        if after:
            raws = (raw for raw in raws if link_of(raw).seq > after)
        written = (raw for _, raw in own.items(after + 1, EVERY))
        return map(exchanged, itertools.chain(written, raws))

    def links(self, device: str) -> Iterator[Link]:
        """The events of a device, as far as they say how they hang together."""
        self._engine.refresh()
        views = [self._engine.view(EVENTS + device + end) for end in ("", RECEIVED)]
        raws = (raw for view in views for _, raw in view.items())
        for number, raw in enumerate(raws, start=1):
            if not number % (1 << 14):
                self._engine.forget()
            yield link_of(raw)

    def tail(self, device: str) -> Tail | None:
        """Where the stream of another device ends, if it is here in one line."""
        self._engine.refresh()
        with self._engine.still():
            return self._merger.tails.of(device)

    def vouchers(self) -> tuple[bytes, ...]:
        """What devices signed, as JSON."""
        self._engine.refresh()
        return tuple(raw for _, raw in self._engine.view(VOUCHERS).items())

    def keep_vouchers(self, vouchers: Iterable[bytes]) -> None:
        """Keep these from now on, and no others."""
        wanted = list(dict.fromkeys(vouchers))

        def build() -> tuple[list[Op], None]:
            table = self._engine.table(VOUCHERS)
            there = {raw: number for number, raw in table.items()}
            ops: list[Op] = [(VOUCHERS, n, None) for raw, n in there.items() if raw not in wanted]
            new = (raw for raw in wanted if raw not in there)
            ops += [(VOUCHERS, n, raw) for n, raw in enumerate(new, start=table.last + 1)]
            return ops, None

        self._write(build)

    def ahead(self) -> int:
        """How many of the last events of this folder's own stream are of the future."""
        self._engine.refresh()
        return len(self._ledger.ahead())

    def redate(self) -> int:
        """Date those events anew; how many they were."""

        def build() -> tuple[list[Op], int]:
            count = len(self._ledger.ahead())
            ops = self._ledger.redated()
            return ([*ops, *self._merger.folded(ops, {})] if ops else []), count

        return self._write(build)

    def merge(self, lines: Iterable[bytes], articles: Iterable[FrozenArticle] = ()) -> Merged:
        """Take in events and articles from elsewhere, as a union of sets."""
        lines, articles = list(lines), list(articles)
        return self._write(lambda: self._merger.merged(lines, articles, self._clock()))

    def adopt(self, project_id: str) -> None:
        """Become a copy of another project, as long as nobody has done anything here."""

        def build() -> tuple[list[Op], None]:
            assert self._registry.meta is not None
            if self._registry.meta.project == project_id:
                return [], None
            incoming_events.check_adoption(
                project_id, any(stream.events for stream in self.streams())
            )
            meta = msgspec.structs.replace(self._registry.meta, project=project_id)
            return [(META, 1, encode(meta))], None

        self._write(build)

    def cursor(self) -> Cursor:
        """A point in the feed: everything up to now."""
        self._engine.refresh()
        return {
            name[len(EVENTS) :]: self._engine.last(name)
            for name in self._engine.names()
            if name.startswith(EVENTS)
        }

    def changes(self, since: Cursor) -> Iterator[Event]:
        """Events after `since`, whoever wrote them, in order of each device."""
        news = [
            (EVENTS + device, since.get(device, 0) + 1, last + 1)
            for device, last in self.cursor().items()
            if last > since.get(device, 0)
        ]
        views = [(self._engine.view(name, low, high), low, high) for name, low, high in news]
        return (event_of(raw) for view, low, high in views for _, raw in view.items(low, high))

    def compact(self) -> bool:
        """Fold the journal now; whether that was needed. A store does so by itself."""
        return self._engine.compact()

    def close(self) -> None:
        """Let go of the folder, with everything in the file that stock TinyDB opens.

        A large file takes seconds to write, so that goes on in a process of its own.
        """
        if self._engine.closed:
            return
        large = self._engine.size > FOLD_AT_ONCE
        if large and not self.read_only and not self._engine.is_folded():
            Folding(self._engine.files.snapshot)
        elif self._folding:
            self._folding.wait()
        self._engine.close(fold=not large)

    def _write(self, build: Callable[[], tuple[Sequence[Op], T]]) -> T:
        result = self._engine.write(build)
        if self._engine.journalled > FOLD_ABOVE and not (
            self._folding and self._folding.is_running()
        ):
            self._folding = Folding(self._engine.files.snapshot)
        return result


def _by(person: str | None, raws: Iterator[bytes]) -> Iterator[bytes]:
    if person is None:
        return raws
    needle = b'"person":' + encode(person)
    return (raw for raw in raws if needle in raw)


def _when(event: Event) -> tuple[str, int]:
    return event.hlc, event.seq
