"""The rows of a merge that brings little: only what the new events are about is looked at.

What all events add up to (`event_fold`) is known here for each sentence and each register: the
events that nobody has replaced. An event that replaces exactly these, or says the first thing of
all, becomes the only one. Nothing that is here already can have replaced it: it would be among
those, or something that follows on it would, and then the new event would name in its own hash
what has that hash in its own. Everything else (rivals, boundaries, names, other times) is left to
the way that adds up all events.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

import msgspec

from annotations.store import rebuild
from annotations.store.boundary_rules import BOUNDARY, article_of
from annotations.store.engine.engine import Engine
from annotations.store.engine.journal import Op
from annotations.store.event_fold import sentence_ids
from annotations.store.events import (
    EVENT_VERSION,
    MAX_SENTENCES,
    Event,
    FrozenArticle,
    Mark,
    Progress,
)
from annotations.store.redating import REDATE
from annotations.store.registry import Registry
from annotations.store.rows import (
    ARTICLES,
    LABELS,
    PROGRESS,
    STATED,
    ArticleRow,
    StatedRow,
    encode,
    row_of,
    stated_of,
)
from annotations.store.statement_rules import stated, when

MOST: Final = 2_000
"""New events with which this is tried; with more of them adding up all is as quick."""

_progress_of = msgspec.json.Decoder(Progress).decode
_article_of = msgspec.json.Decoder(ArticleRow).decode


class Small(NamedTuple):
    """What a merge of little changes, besides the events themselves."""

    ops: tuple[Op, ...]
    orphaned: tuple[str, ...]
    """The article of each new event whose article is not here."""
    stale: int
    """New events about sentences that are cut otherwise here."""


class NotSoSimple(Exception):  # noqa: N818  (nothing is wrong)
    """All events have to be added up."""


def small(
    engine: Engine,
    registry: Registry,
    frozen: Callable[[str], FrozenArticle | None],
    events: Sequence[Event],
    articles: Sequence[Op],
) -> Small | None:
    """What new events from elsewhere change; none if it is not so simple.

    Args:
        engine: Where the tables are, as before the merge.
        registry: Who is who.
        frozen: Gives an article as it was cut first, the new ones among them.
        events: The new ones.
        articles: Rows of articles that are new, too.
    """
    if len(events) > MOST:
        return None
    try:
        return _Small(engine, registry, frozen, articles).of(events)
    except NotSoSimple:
        return None


class _Small:
    def __init__(
        self,
        engine: Engine,
        registry: Registry,
        frozen: Callable[[str], FrozenArticle | None],
        articles: Sequence[Op],
    ) -> None:
        self._engine = engine
        self._registry = registry
        self._frozen = frozen
        self._numbers = {_article_of(raw).id: n for name, n, raw in articles if raw}
        assert all(name == ARTICLES for name, _, _ in articles)
        self._changed: dict[tuple[str, int], bytes] = {}
        self._registers: dict[tuple[str, str], int] = {}
        """Numbers of registers that are new."""
        self._touched: frozenset[str] | None = None
        self._indices: dict[str, Mapping[str, int]] = {}

    def of(self, events: Sequence[Event]) -> Small:
        orphaned, stale = [], 0
        meta = self._registry.meta
        redated = meta.redated if meta else {}
        for event in sorted(events, key=when):
            if event.device in redated or event.device in self._registry.devices:
                raise NotSoSimple
            if event.v > EVENT_VERSION:
                continue
            if event.type in ("person", REDATE):
                raise NotSoSimple
            if event.type == "state":
                self._state(event)
            elif event.type == "annotate":
                if not self._has(event.article):
                    orphaned.append(event.article)
                else:
                    stale += not self._annotate(event)
        ops = ((name, number, raw) for (name, number), raw in self._changed.items())
        return Small(tuple(ops), tuple(orphaned), stale)

    def _get(self, name: str, number: int) -> bytes | None:
        found = self._changed.get((name, number))
        return self._engine.get(name, number) if found is None else found

    def _state(self, event: Event) -> None:
        if event.kind == BOUNDARY or event.person not in self._registry.people:
            raise NotSoSimple
        name = STATED + event.kind
        number = self._registers.get((event.kind, event.about), 0)
        if not number:
            known = self._registry.stated(event.kind).get(event.about)
            number = known[0] if known else 0
        raw = self._get(name, number) if number else None
        heads = {one.event_id for one in stated_of(raw).heads} if raw else set()
        _follows(event, heads)
        if not number:
            new = sum(kind == event.kind for kind, _ in self._registers)
            number = self._engine.last(name) + 1 + new
            self._registers[event.kind, event.about] = number
        self._changed[name, number] = encode(StatedRow(event.about, (stated(event),)))

    def _has(self, article_id: str) -> bool:
        return article_id in self._registry.articles or article_id in self._numbers

    def _annotate(self, event: Event) -> bool:
        """Take in what somebody says of a sentence; whether there is such a sentence here."""
        index = self._index(event)
        if index is None:
            return False
        if event.person not in self._registry.people:
            raise NotSoSimple
        number = self._numbers.get(event.article) or self._registry.articles[event.article]
        place = LABELS + event.person, number * MAX_SENTENCES + index
        raw = self._get(*place)
        row = row_of(raw) if raw else None
        if row and row.sentence != event.sentence:
            raise NotSoSimple
        _follows(event, {row.event, *row.rivals} if row else set())
        now = rebuild.row_from([event])
        self._changed[place] = encode(now)
        before = Progress()
        if counted := self._get(PROGRESS + event.person, number):
            before = _progress_of(counted)
        after = before.moved(row.mark if row else Mark(), now.mark)
        if after != before:
            self._changed[PROGRESS + event.person, number] = encode(after)
        return True

    def _index(self, event: Event) -> int | None:
        if self._touched is None:
            abouts = self._registry.stated(BOUNDARY)
            self._touched = frozenset(map(article_of, abouts))
        if event.article in self._touched:
            raise NotSoSimple
        kept = self._frozen(event.article)
        if kept is None:
            raise NotSoSimple
        article, sentences = kept.article, kept.sentences
        # Mostly it is cut there as it is here; an article may have very many sentences.
        if (
            event.index < len(sentences)
            and article.sentence_id(sentences.span(event.index)) == event.sentence
        ):
            return event.index
        if event.article not in self._indices:
            self._indices[event.article] = sentence_ids(article, sentences)
        return self._indices[event.article].get(event.sentence)


def _follows(event: Event, heads: set[str]) -> None:
    if set(event.supersedes) != heads:
        raise NotSoSimple
