"""What was decided about sentences, whole: what rows of a training set have no place for."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from annotations.dataset.builder import TrainingSet
from annotations.dataset.integrity import frozen
from annotations.dataset.row import TIME
from annotations.gold import (
    Head,
    basis_of,
    decided_at,
    is_disputed,
    latest,
    reason_of,
    said,
)

DECISIONS: Final = "decisions.jsonl"


class DecisionRow(msgspec.Struct, frozen=True, gc=False):
    """What was decided about one sentence; of those who decided differently, a row each."""

    schema: Annotated[Literal["decisions/1"], Meta(description="Each row says it.")]
    id: Annotated[str, Meta(pattern="^s-[0-9a-f]{16}$", description="The sentence.")]
    article_id: Annotated[str, Meta(pattern="^a-[0-9a-f]{16}$", description="The article.")]
    sentence_index: Annotated[int, Meta(ge=0, description="Its position in the article, from 0.")]
    start: Annotated[int, Meta(ge=0, description="Where it starts, in code points.")]
    end: Annotated[int, Meta(ge=1, description="Where it ends.")]
    text: Annotated[str, Meta(description="The sentence; empty with `--no-text`.")]
    annotator: Annotated[str, Meta(description="Who decided: `ann-1`, `ann-2`, …")]
    decision: Annotated[str, Meta(description="`label`, `ambiguous` or `segmentation`.")]
    label: Annotated[str, Meta(description="The label as it was given; empty for none.")]
    reason: Annotated[str, Meta(description="Why people differed, as `gold_reason`.")]
    rule: Annotated[str, Meta(description="The rule of the guidelines that it follows, or empty.")]
    at: Annotated[str, Meta(pattern=TIME, description="When it was decided.")]
    knew: Annotated[list[str], Meta(description="Those whose present votes it rests on.")]
    by_voter: Annotated[bool, Meta(description="Whether whoever decided had voted.")]
    revealed: Annotated[bool, Meta(description="Whether they had seen who voted what.")]


def decisions(training_set: TrainingSet) -> Iterator[DecisionRow]:
    """Every decision that stands, by article and sentence.

    Decisions that agree are one: that of the last one, on what all of them rest on.

    Raises:
        StoreError: If the project cannot be read.
    """
    found = []
    for sentence_id, heads in training_set.store.statements("gold").items():
        standing = [head for head in heads if head.value]
        last = latest(standing)
        place = _place(training_set, sentence_id, last) if last else None
        if last and place:
            several = standing if is_disputed(standing) else [last]
            found.append((*place, sentence_id, several, standing))
    for article_id, number, sentence_id, several, standing in sorted(
        found, key=lambda one: one[:3]
    ):
        basis = {one for head in standing for one in basis_of(head)}
        rows = [
            _row(training_set, article_id, number, sentence_id, head, basis) for head in several
        ]
        yield from sorted(rows, key=lambda row: (row.at, row.annotator))


def _place(training_set: TrainingSet, sentence_id: str, head: Head) -> tuple[str, int] | None:
    """Article and number of the sentence; None where that is no longer cut so."""
    article_id, number = str(head.value.get("article", "")), head.value.get("index")
    kept = training_set.store.frozen(article_id) if article_id else None
    if kept is None or not isinstance(number, int) or not 0 <= number < len(kept.sentences):
        return None
    there = kept.article.sentence_id(kept.sentences.span(number))
    return (article_id, number) if there == sentence_id else None


def _row(
    training_set: TrainingSet,
    article_id: str,
    number: int,
    sentence_id: str,
    head: Head,
    basis: Container[str],
) -> DecisionRow:
    kept = frozen(training_set.store, article_id)
    span = kept.sentences.span(number)
    people = training_set.terms.people
    decision, label = said(head)
    return DecisionRow(
        "decisions/1",
        sentence_id,
        article_id,
        number,
        span.start,
        span.end,
        "" if training_set.options.no_text else span.of(kept.article.text),
        people[head.person],
        decision,
        label,
        reason_of(head),
        str(head.value.get("rule", "")),
        decided_at(head),
        [
            people[one.person]
            for one in training_set.store.annotations(article_id=article_id)
            if one.index == number and one.event_id in basis
        ],
        head.value.get("by_voter") is True,
        head.value.get("revealed") is True,
    )
