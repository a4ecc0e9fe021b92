"""Corrections as statements, and when cuts may change: the same rules for every store."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from annotations.articles.article import Article, Sentences
from annotations.errors import StoreError
from annotations.language.corrections import Correction, correction
from annotations.store.events import MAX_SENTENCES, Event, FrozenArticle, Stated, Statement

CORRECTION = "correction"
"""The kind of statement that says what words are; it is about their surface."""

Frozen = Callable[[str], FrozenArticle | None]
"""Gives an article as kept."""


def statements(corrections: Sequence[Correction]) -> list[Statement]:
    """Corrections as they are kept.

    Raises:
        StoreError: If one is none.
    """
    found = []
    for item in corrections:
        try:
            item = correction(item.surface, item.reading, item.words)
        except ValueError as error:
            raise StoreError(f"Not corrected: {error}") from error
        says = {"reading": item.reading, "words": item.words}
        value = {name: part for name, part in says.items() if part}
        found.append(Statement(CORRECTION, item.surface, value))
    return found


def corrections(holding: Mapping[str, tuple[Stated, ...]]) -> tuple[Correction, ...]:
    """The corrections that hold: of several of one surface, the latest.

    What only a later version understands is left out.
    """
    found = []
    for surface, heads in holding.items():
        says = heads[0].value
        with contextlib.suppress(ValueError, TypeError):
            found.append(correction(surface, says.get("reading", ""), says.get("words", "")))
    return tuple(found)


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
