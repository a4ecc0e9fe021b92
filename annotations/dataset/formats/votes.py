"""Votes in long form: one line for each sentence and person, gold or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annotations.dataset.article_rows import Sheet
from annotations.dataset.builder import TrainingSet
from annotations.dataset.formats.jsonl import to_jsonl
from annotations.dataset.row import Heading
from annotations.dataset.row_variants import VoteRow


def stream(training_set: TrainingSet, heading: Heading, sheets: Iterable[Sheet]) -> Iterator[bytes]:
    """Every vote, also on sentences that have no gold label; a person votes once on each."""
    for sheet in sheets:
        yield from to_jsonl(votes(sheet, text=not training_set.options.no_text))


def votes(sheet: Sheet, *, text: bool = True) -> Iterator[VoteRow]:
    """The votes on an article's sentences, in reading order."""
    for one in sheet.labelled:
        sentence = sheet.text(one.number) if text else ""
        for said in one.said:
            vote = sheet.terms.vote(said)
            yield VoteRow(
                one.id,
                sentence,
                sheet.facts.article_id,
                vote.annotator,
                vote.label,
                vote.at,
                vote.guideline,
            )
