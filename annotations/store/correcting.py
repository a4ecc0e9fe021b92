"""What a correction may say and what it becomes, and when cuts may change: for every store."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from annotations.articles.article import Article, Sentences
from annotations.errors import StoreError
from annotations.language.corrections import Correction, correction
from annotations.store.events import MAX_SENTENCES, Event, FrozenArticle, clean
from annotations.store.rules import nobody

Frozen = Callable[[str], FrozenArticle | None]
"""Gives an article as kept."""


def asked_for(
    person: str, corrections: Sequence[Correction], people: Collection[str]
) -> list[Correction]:
    """The corrections as they are kept, each surface once.

    Raises:
        StoreError: If one is none, or the person has not joined.
    """
    if person not in people:
        raise nobody(person)
    wanted = {}
    for item in corrections:
        try:
            item = correction(clean(item.surface), item.reading, clean(item.words))
        except ValueError as error:
            raise StoreError(f"Not corrected: {error}") from error
        wanted[item.surface] = item
    return list(wanted.values())


def put_back(event: Event, before: Correction | None, now: Correction | None) -> Correction:
    """What takes a correction back: what was said before it, unless it was replaced since."""
    if now is not None and now != event.correction:
        return now
    return before or Correction(event.surface)


def fields(item: Correction, before: str) -> dict[str, Any]:
    """The fields of the event that makes a correction hold; defaults are left out.

    Args:
        item: What shall hold.
        before: The id of the event that held for the surface; empty if none did.
    """
    found: dict[str, Any] = {"type": "correct", "surface": item.surface}
    if item.reading:
        found["reading"] = item.reading
    if item.words:
        found["words"] = item.words
    if before:
        found["supersedes"] = (before,)
    return found


def stands(event: Event, frozen: Frozen) -> bool:
    """Whether what an event is about is still there: its sentence was not cut otherwise."""
    if event.type != "annotate":
        return True
    kept = frozen(event.article)
    return (
        kept is not None
        and event.index < len(kept.sentences)
        and kept.article.sentence_id(kept.sentences.span(event.index)) == event.sentence
    )


def check_cuts(article: Article, sentences: Sentences) -> None:
    """See that cuts are spans of the text, in order.

    Raises:
        StoreError: If they are not.
    """
    spans = list(sentences.spans)
    if len(spans) > MAX_SENTENCES:
        raise StoreError(f"{article.id} has more than {MAX_SENTENCES} sentences.")
    inside = all(0 <= span.start < span.end <= len(article.text) for span in spans)
    if not inside or any(one.end > other.start for one, other in pairwise(spans)):
        raise StoreError(f"These cuts are not sentences of {article.id}.")


def refuse_labelled(article: Article, annotators: Iterable[str], names: Mapping[str, str]) -> None:
    """See that nobody has said anything of an article.

    Raises:
        StoreError: If somebody has; it names them.
    """
    found = ", ".join(sorted({names.get(person, person) for person in annotators}))
    if found:
        raise StoreError(
            f"“{article.title or article.id}” carries labels or notes of {found}, which belong to "
            "its sentences as they are cut. Clear them first; then it can be cut otherwise."
        )
