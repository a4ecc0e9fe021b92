"""Taking in what came from elsewhere: events beside our own, and everything added up anew."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from annotations.errors import NotSavedError
from annotations.store import correction_rules, rebuild
from annotations.store.article_files import Shelf
from annotations.store.engine.engine import Engine
from annotations.store.engine.journal import Op
from annotations.store.engine.overlay_table import Layered, apply
from annotations.store.event_fold import Added
from annotations.store.events import MAX_SENTENCES, FrozenArticle
from annotations.store.incoming_events import Incoming, Known, Merged, incoming
from annotations.store.registry import Registry
from annotations.store.rows import (
    ARTICLES,
    EVENTS,
    LABELS,
    META,
    RECEIVED,
    ArticleRow,
    encode,
    event_of,
    row_of,
)
from annotations.store.small_merge import MOST, small
from annotations.store.tails import Tails


class _Numbered(msgspec.Struct):
    device: str
    seq: int


_numbered = msgspec.json.Decoder(_Numbered).decode


class Merger:
    """Builds the rows of a merge; called while the engine holds the lock.

    Args:
        engine: Where the tables are.
        registry: Who is who.
        frozen: Gives an article as it was cut first.
        shelf: Where articles are kept.
    """

    def __init__(
        self,
        engine: Engine,
        registry: Registry,
        frozen: Callable[[str], FrozenArticle | None],
        shelf: Shelf,
    ) -> None:
        self._engine = engine
        self._registry = registry
        self._frozen = frozen
        self._shelf = shelf
        self.tails = Tails(engine)
        """Where streams from elsewhere end."""

    def merged(
        self, lines: Sequence[bytes], articles: Sequence[FrozenArticle], now: int
    ) -> tuple[list[Op], Merged]:
        """Rows of everything in `lines` and `articles` that is not here, and what became of it.

        Args:
            lines: Events as they are exchanged.
            articles: What they are about, checked by whoever read them.
            now: The wall time, in milliseconds since 1970 UTC.
        """
        meta = self._registry.meta
        known = self._known(lines)
        news = incoming(lines, known, now, meta.redated if meta else None)
        ops, kept, recut = self._kept(articles)
        added = len(kept) - recut
        fresh = news.fresh
        if not (ops or fresh):
            return [], Merged(
                known=news.known, refused=news.refused, refused_lines=news.refused_lines
            )
        little = self._small(ops, kept, news) if not recut else None
        ops += self._events(news)
        if little:
            changes, orphaned, stale = little
        else:
            changes, folded = self._folded(ops, kept, news.clock)
            orphaned, stale = (
                sum(event.id in fresh for event in events)
                for events in (folded.orphans, folded.stale)
            )
        counts = (len(fresh), news.known, orphaned, stale)
        found = Merged(*counts, news.refused, added, recut, news.refused_lines)
        return [*ops, *changes], found

    def _small(
        self, articles: Sequence[Op], kept: Mapping[str, FrozenArticle], news: Incoming
    ) -> tuple[list[Op], int, int] | None:
        """What else changes, and how many events are orphaned and stale, if that is simple."""
        meta = self._registry.meta
        assert meta is not None
        if not kept.keys().isdisjoint(meta.waiting):
            return None

        def frozen(article_id: str) -> FrozenArticle | None:
            return kept.get(article_id) or self._frozen(article_id)

        events = [one.event for ours in news.new.values() for one in ours]
        found = small(self._engine, self._registry, frozen, events, articles)
        if found is None:
            return None
        waiting = tuple(sorted({*meta.waiting, *found.orphaned}))
        now = msgspec.structs.replace(meta, clock=max(meta.clock, news.clock), waiting=waiting)
        ops = [*found.ops, *([(META, 1, encode(now))] if now != meta else [])]
        return ops, len(found.orphaned), found.stale

    def folded(self, ops: Sequence[Op], kept: Mapping[str, FrozenArticle]) -> list[Op]:
        """What else changes when `ops` do, among them articles that events waited for."""
        return self._folded(ops, kept, "")[0]

    def _folded(
        self, ops: Sequence[Op], kept: Mapping[str, FrozenArticle], clock: str
    ) -> tuple[list[Op], Added]:
        engine = self._engine
        names = sorted({*engine.names(), *(name for name, _, _ in ops)})
        tables = {name: engine.table(name).copy() for name in names}
        apply(tables, ops)

        def table(name: str) -> Layered:
            return tables.get(name, Layered())

        def frozen(article_id: str) -> FrozenArticle | None:
            return kept.get(article_id) or self._frozen(article_id)

        redated = rebuild.redated_in(names, table)
        folded = rebuild.fold(names, table, frozen)
        changes = list(rebuild.corrections(names, table, folded))
        meta = self._registry.meta
        assert meta is not None
        waiting = tuple(sorted({event.article for event in folded.orphans}))
        now = msgspec.structs.replace(
            meta, clock=max(meta.clock, clock), waiting=waiting, redated=redated
        )
        if now != meta:
            changes.append((META, 1, encode(now)))
        return changes, folded

    def _known(self, lines: Sequence[bytes]) -> Known:
        """Gives the ids of a device's events that are here; none where all lines come after."""
        first: dict[str, int] = {}
        for line in lines if len(lines) <= MOST else ():
            with contextlib.suppress(msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                one = _numbered(line)
                first[one.device] = min(one.seq, first.get(one.device, one.seq))
        tails = {device: self.tails.of(device) for device in first}
        beyond = {device for device, tail in tails.items() if tail and first[device] > tail.seq}
        return lambda device: frozenset() if device in beyond else self._ids(device)

    def _ids(self, device: str) -> frozenset[str]:
        tables = (self._engine.table(EVENTS + device + end) for end in ("", RECEIVED))
        return frozenset(event_of(raw).id for table in tables for _, raw in table.items())

    def _events(self, news: Incoming) -> Iterator[Op]:
        if self._registry.device in news.new:
            # Our own stream went on elsewhere: going on with it here would be a fork.
            yield self._registry.new_device()
        for device, ours in news.new.items():
            table = EVENTS + device + RECEIVED
            last = self._engine.last(table)
            for number, one in enumerate(ours, start=last + 1):
                yield table, number, one.document

    def _kept(
        self, articles: Sequence[FrozenArticle]
    ) -> tuple[list[Op], dict[str, FrozenArticle], int]:
        """Rows of articles that are not here, or were cut otherwise and annotated by nobody."""
        ops: list[Op] = []
        kept: dict[str, FrozenArticle] = {}
        recut = 0
        last = self._engine.last(ARTICLES)
        for one in articles:
            article, sentences = one.article, one.sentences
            if article.id in kept:
                continue
            correction_rules.check_cuts(article, sentences)
            number = self._registry.articles.get(article.id, 0)
            try:
                if not number:
                    sha256 = self._shelf.put(article, sentences)
                else:
                    here = self._frozen(article.id)
                    is_same = here is not None and here.sentences == sentences
                    if is_same or any(annotators(self._engine, number)):
                        continue
                    sha256 = self._registry.kept[number].sha256
                    sha256 = self._shelf.put_beside(article, sentences, sha256)
                    recut += 1
            except OSError as error:
                raise NotSavedError(
                    f"Not saved: {error.strerror} while keeping article {article.id}. Try again."
                ) from error
            last += not number
            kept[article.id] = one
            row = ArticleRow(article.id, len(sentences), sha256)
            ops.append((ARTICLES, number or last, encode(row)))
        return ops, kept, recut


def annotators(engine: Engine, number: int) -> Iterator[str]:
    """Who says something of the article with that number; the lock must be held."""
    low, high = number * MAX_SENTENCES, (number + 1) * MAX_SENTENCES
    for name in engine.names():
        if name.startswith(LABELS):
            rows = engine.table(name).items(low, high)
            if any(row_of(raw).mark for _, raw in rows):
                yield name[len(LABELS) :]
