"""Sentences that one person labelled twice, on two devices that did not know of each other."""

from __future__ import annotations

import msgspec

from annotations.gold import is_disputed, is_stale
from annotations.store import Store


class Double(msgspec.Struct, frozen=True):
    """A sentence about which one person says two things; the later one counts."""

    person: str
    article_id: str
    title: str
    sentence_id: str
    index: int
    """From 0."""
    text: str
    label: str
    """What counts; empty for nothing said."""
    others: tuple[str, ...]
    """What was said elsewhere, the latest first."""


def doubles(store: Store, person: str | None = None) -> tuple[Double, ...]:
    """What was labelled twice and differently, by person and in reading order.

    Labelling the sentence once more settles it.

    Args:
        store: The project.
        person: Only what this person did.
    """
    found = [one for one in store.annotations(person=person, cleared=True) if one.rivals]
    wanted = {rival for one in found for rival in one.rivals}
    if not wanted:
        return ()
    said = {event.id: event.mark for event in store.history(person=person) if event.id in wanted}
    listed = []
    for one in found:
        others = [said[rival] for rival in one.rivals if rival in said]
        kept = store.frozen(one.article_id)
        if kept is None or all(mark == one.mark for mark in others):
            continue
        text = kept.sentences.span(one.index).of(kept.article.running_text)
        labels = tuple(mark.label for mark in others if mark != one.mark)
        where = (one.person, one.article_id, kept.article.title, one.sentence_id, one.index)
        listed.append(Double(*where, text, one.label, labels))
    return tuple(listed)


def stale_golds(store: Store) -> frozenset[str]:
    """Ids of sentences of which a vote stands that no decision about them knew of."""
    golds = store.statements("gold")
    if not golds:
        return frozenset()
    votes: dict[str, list[str]] = {}
    for one in store.annotations():
        if one.label and one.sentence_id in golds:
            votes.setdefault(one.sentence_id, []).append(one.event_id)
    return frozenset(
        sentence for sentence, heads in golds.items() if is_stale(votes.get(sentence, ()), heads)
    )


def disputed_golds(store: Store) -> frozenset[str]:
    """Ids of sentences that were decided differently by people who did not know of each other."""
    golds = store.statements("gold")
    return frozenset(sentence for sentence, heads in golds.items() if is_disputed(heads))
