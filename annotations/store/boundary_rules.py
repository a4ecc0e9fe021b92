"""Sentence boundaries that people moved: the same rules for every store.

Each place of an article at which a sentence may begin is a register of its own (kind `boundary`),
so two people who mend two places of one article do not meet, and two who mend the same place are
merged as every statement is. What is kept of the article stays as it was cut first; what holds of
its registers is laid over that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

import msgspec

from annotations.articles.article import Span
from annotations.errors import StoreError
from annotations.language.resegmentation import Boundaries, spaces_at, with_boundaries
from annotations.store.events import Annotation, Event, FrozenArticle, Statement
from annotations.store.statement_rules import heads_of

BOUNDARY: Final = "boundary"
"""The kind of statement; it is about `ARTICLE@OFFSET`."""

_BEGINS: Final = "begins"
"""Whether a sentence begins there."""


class Stale(NamedTuple):
    """What a person says of a sentence that is cut otherwise now; it does not count."""

    annotation: Annotation
    """Its `index` says nothing any more."""
    span: Span | None
    """Where the sentence was; None where that cannot be told."""


def statements(article_id: str, boundaries: Boundaries) -> list[Statement]:
    """Boundaries of an article as they are kept, in reading order."""
    return [
        Statement(BOUNDARY, f"{article_id}@{at}", {_BEGINS: begins})
        for at, begins in sorted(boundaries.items())
    ]


def article_of(about: str) -> str:
    """The id of the article that a boundary's register is about."""
    return about.rpartition("@")[0]


def place_of(about: str) -> int:
    """The offset that a boundary's register is about; -1 if it is none."""
    at = about.rpartition("@")[2]
    return int(at) if at.isascii() and at.isdecimal() and len(at) < 12 else -1


def by_article(registers: Iterable[tuple[str, Sequence[Any]]]) -> dict[str, dict[int, bool]]:
    """The boundaries that hold, by article; of several of one place the latest.

    Args:
        registers: What each is about, with the statements or events that hold, the latest first.
    """
    found: dict[str, dict[int, bool]] = {}
    for about, heads in registers:
        begins = heads[0].value.get(_BEGINS) if heads else None
        if isinstance(begins, bool) and (at := place_of(about)) > 0:
            found.setdefault(article_of(about), {})[at] = begins
    return found


def edited(kept: FrozenArticle, boundaries: Mapping[int, bool] | None) -> FrozenArticle:
    """An article as it is cut now: as it was cut first, and what people moved since."""
    if not boundaries:
        return kept
    sentences = with_boundaries(kept.article, kept.sentences, boundaries)
    return msgspec.structs.replace(kept, sentences=sentences)


def refuse_unknown(article_id: str, kept: FrozenArticle | None, boundaries: Boundaries) -> None:
    """See that boundaries are places of a kept article.

    Raises:
        StoreError: If they are not.
    """
    if kept is None:
        raise StoreError(f"Article {article_id} is not kept in this project: freeze it first.")
    if not boundaries or not all(0 < at < len(kept.article.text) for at in boundaries):
        raise StoreError(f"Not kept: no sentence of {article_id} can begin there.")


def stale(
    first: FrozenArticle | None,
    now: FrozenArticle | None,
    events: Iterable[Event],
    abouts: Iterable[str],
    person: str | None,
) -> tuple[Stale, ...]:
    """What people say of sentences of an article that are cut otherwise now.

    Args:
        first: The article as it was cut first.
        now: As it is cut now.
        events: Those about it, in any order.
        abouts: What the registers of boundaries are about, of any article.
        person: Of this person only, if any is named.

    Returns:
        In reading order, then by person; those whose place cannot be told last.
    """
    if first is None or now is None:
        return ()
    article = now.article
    there = {article.sentence_id(span) for span in now.sentences.spans}
    gone: dict[tuple[str, str], list[Event]] = {}
    for event in events:
        if event.sentence not in there and person in (None, event.person):
            gone.setdefault((event.person, event.sentence), []).append(event)
    heads = [heads_of(said)[0] for said in gone.values()]
    heads = [head for head in heads if head.mark]
    known = [place_of(about) for about in abouts if article_of(about) == article.id]
    spans = places_of(first, known, frozenset(head.sentence for head in heads))
    found = [Stale(Annotation.of(head), spans.get(head.sentence)) for head in heads]
    last = len(article.text)
    return tuple(
        sorted(found, key=lambda one: (one.span or Span(last, last), one.annotation.person))
    )


def places_of(kept: FrozenArticle, known: Iterable[int], wanted: frozenset[str]) -> dict[str, Span]:
    """Where sentences were that are cut otherwise now, as far as known boundaries tell.

    Args:
        kept: The article as it was cut first.
        known: Every place at which a sentence ever began or was said not to begin.
        wanted: Ids of the sentences looked for.
    """
    article, text = kept.article, kept.article.text
    spans = list(kept.sentences.spans)
    found = {article.sentence_id(span): span for span in spans}
    if wanted <= found.keys():
        return {one: found[one] for one in wanted}
    moved = sorted(at for at in known if 0 < at < len(text))
    begins = sorted({*(span.start for span in spans), *moved})
    before = (low for low, _ in spaces_at(text, moved))
    ends = sorted({*(span.end for span in spans), *before})
    for span in _near(begins, ends, moved):
        sentence_id = article.sentence_id(span)
        if sentence_id in wanted:
            found[sentence_id] = span
    return {one: found[one] for one in wanted if one in found}


_REACH: Final = 8
"""How many boundaries away from a moved one a sentence may begin or end."""


def _near(begins: Sequence[int], ends: Sequence[int], moved: Sequence[int]) -> Iterable[Span]:
    """Spans that could have been sentences around the moved boundaries."""
    from bisect import bisect_left

    seen: set[tuple[int, int]] = set()
    for at in moved:
        first = bisect_left(begins, at)
        for start in begins[max(first - _REACH, 0) : first + _REACH]:
            low = bisect_left(ends, start + 1)
            for end in ends[low : low + 2 * _REACH]:
                if (start, end) not in seen:
                    seen.add((start, end))
                    yield Span(start, end)
