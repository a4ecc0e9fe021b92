"""What events add up to: what each sentence and each register says now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from annotations.articles.article import Article, Sentences
from annotations.store.boundary_rules import BOUNDARY, article_of, by_article, edited
from annotations.store.events import EVENT_VERSION, Event, FrozenArticle
from annotations.store.statement_rules import Register, heads_of, when

Frozen = Callable[[str], FrozenArticle | None]
"""Gives an article as kept."""
Spot = tuple[str, str, int]
"""Person, article id, sentence index."""


class Added(NamedTuple):
    """What events add up to."""

    labels: dict[Spot, list[Event]]
    """Per spot: the events that nobody has replaced, the one that counts first."""
    orphans: list[Event]
    """Events about articles that are not kept here."""
    stale: list[Event]
    """Events about sentences that are cut otherwise here."""
    stated: dict[Register, list[Event]]
    """Per register: the events that hold, the latest first; in the order of the first ones."""
    names: dict[str, str]
    """Display names by person, as they were said last."""
    since: dict[str, str]
    """When people first joined, by hybrid clock: their order on every machine."""
    people: set[str]
    """Everybody who said something that counts, or a name."""


def add_up(events: Iterable[tuple[Event, bool]], kept: Frozen) -> Added:
    """Add up every event; those of unknown kinds and of later versions are left alone.

    Args:
        events: Each with whether it came from elsewhere. What was annotated here was about a
            sentence of here when it was written; what came from elsewhere is looked up.
        kept: Gives an article as it was cut first.
    """
    labels: dict[Spot, list[Event]] = {}
    annotated: list[tuple[Event, bool]] = []
    orphans, stale = [], []
    registers: dict[Register, list[Event]] = {}
    people: dict[str, Event] = {}
    since: dict[str, str] = {}
    for event, received in events:
        if event.v > EVENT_VERSION:
            continue
        if event.type == "state":
            registers.setdefault(Register(event.kind, event.about), []).append(event)
        elif event.type == "person":
            known = people.get(event.person)
            if known is None or when(known) < when(event):
                people[event.person] = event
            since[event.person] = min(event.hlc, since.get(event.person, event.hlc))
        elif event.type == "annotate":
            annotated.append((event, received))
    first = {register: min(map(when, said)) for register, said in registers.items()}
    stated = {one: heads_of(registers[one]) for one in sorted(first, key=first.__getitem__)}
    boundaries = {one.about: heads for one, heads in stated.items() if one.kind == BOUNDARY}
    moved = by_article(boundaries.items())
    # Also where boundaries were put back: what was said meanwhile is numbered otherwise.
    touched = {article_of(about) for about in boundaries}
    places = Places(kept, moved)
    for event, received in annotated:
        if not places.has(event.article):
            orphans.append(event)
            continue
        index = places.index(event) if received or event.article in touched else event.index
        if index is None:
            stale.append(event)
            continue
        labels.setdefault((event.person, event.article, index), []).append(event)
    for spot, known_there in labels.items():
        if len(known_there) > 1:
            heads = heads_of(known_there)
            # After another cut the same number is another sentence.
            labels[spot] = [one for one in heads if one.sentence == heads[0].sentence]
    names = {person: event.note for person, event in people.items()}
    authors = {head.person for heads in stated.values() for head in heads}
    everybody = {*names, *authors, *(spot[0] for spot in labels)}
    return Added(labels, orphans, stale, stated, names, since, everybody)


def in_order(people: Iterable[str], since: Mapping[str, str]) -> list[str]:
    """People in the order of joining, the same on every machine.

    Whoever has not been heard to join, although events of theirs came, stands last.
    """
    return sorted(people, key=lambda one: (since.get(one) or "~", one))


class Places:
    """Where the sentences of events stand in the articles as they are cut here now.

    Args:
        kept: Gives an article as it was cut first.
        moved: By article the boundaries that people moved.
    """

    def __init__(self, kept: Frozen, moved: Mapping[str, Mapping[int, bool]]) -> None:
        self._kept = kept
        self._moved = moved
        self._indices: dict[str, dict[str, int]] = {}
        self._there: dict[str, bool] = {}

    def has(self, article_id: str) -> bool:
        """Whether the article is kept here."""
        there = self._there.get(article_id)
        if there is None:
            there = self._there[article_id] = self._kept(article_id) is not None
        return there

    def index(self, event: Event) -> int | None:
        """The index of an event's sentence here; none if it is cut otherwise."""
        if event.article not in self._indices:
            kept = self._kept(event.article)
            now = edited(kept, self._moved.get(event.article)) if kept else None
            self._indices[event.article] = sentence_ids(now.article, now.sentences) if now else {}
        return self._indices[event.article].get(event.sentence)


def sentence_ids(article: Article, sentences: Sentences) -> dict[str, int]:
    """The index of every sentence by its id."""
    return {article.sentence_id(span): index for index, span in enumerate(sentences.spans)}
