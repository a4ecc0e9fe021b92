"""Projects of several people, and exchanges between them, for tests."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from annotations.articles.article import Article, Sentences, Span, article_id_of
from annotations.config import Config
from annotations.exchange import Report, pull, push
from annotations.exchange.layout import event_file
from annotations.store import Change, Mark, Store
from annotations.store.events import canonical_of, id_of
from tests.memory_store import MemoryStore

CONFIG = Config()
TEXTS = (
    "The bridge was shut at dawn. Engineers may open one lane. “We need a week,” one said.",
    "Two ferries ran instead. Nobody was hurt. A third could follow on Friday.",
)


def article(number: int = 0) -> Article:
    """One of two articles of three sentences."""
    text = TEXTS[number]
    return Article(
        id=article_id_of(text),
        text=text,
        title=f"Bridge {number}",
        source="The Test Courier",
        url="https://ana:secret@example.org/bridge",
        path="/home/ana/private/bridge.txt",
        published_at="2026-05-01",
    )


def cuts(number: int = 0) -> Sentences:
    """Its sentences."""
    spans = [Span(*found.span()) for found in re.finditer(r"\S[^.]*\.", TEXTS[number])]
    return Sentences(spans, (), "test/1")


def label(store: Store, person: str, index: int, said: str, number: int = 0) -> None:
    """Let a person say something of a sentence; the article is kept first."""
    one = article(number)
    kept = store.freeze(one, cuts(number))
    sentence = one.sentence_id(kept.span(index))
    store.annotate(person, [Change(one.id, sentence, index, Mark(said))])


def everything(store: Store) -> tuple[object, ...]:
    """All that the people of a project can see, and every event."""
    said = {
        (one.person, one.sentence_id): (one.mark, one.event_id, sorted(one.rivals))
        for one in store.annotations(cleared=True)
    }
    gold = {
        about: [(one.event_id, one.value) for one in heads]
        for about, heads in store.statements("gold").items()
    }
    lines = sorted(line for one in store.streams() for line in store.lines(one.device))
    progress = {person: dict(store.progress(person)) for person in store.people()}
    return store.project_id, dict(store.people()), said, gold, progress, lines


def copy_of(store: Store, exchange: Path) -> MemoryStore:
    """A project that begins with what an exchange holds of another."""
    push(store, exchange, CONFIG)
    made = MemoryStore()
    pull(made, exchange, CONFIG)
    return made


def taken(store: Store, exchange: Path) -> Report:
    """What a pull says that took everything."""
    report = pull(store, exchange, CONFIG)
    assert report.is_whole, report
    return report


def stream_file(exchange: Path, store: Store, person: str) -> Path:
    """Where what a person did in a project stands in a folder."""
    [device] = [one.device for one in store.streams() if one.is_ours]
    return exchange / event_file(person, device)


def rehashed(fields: dict[str, object]) -> bytes:
    """An event that vouches for whatever it says."""
    rest = {name: part for name, part in fields.items() if name != "id"}
    return canonical_of(rest | {"id": id_of(canonical_of(rest))})


def events_of(lines: Iterable[bytes]) -> list[dict[str, object]]:
    """Events as mappings."""
    return [json.loads(line) for line in lines]
