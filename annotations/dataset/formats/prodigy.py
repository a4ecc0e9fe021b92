"""Prodigy, `choice` interface: one line a sentence and person, as `db-in` takes it."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import msgspec

from annotations.dataset.article_rows import Sheet
from annotations.dataset.builder import TrainingSet
from annotations.dataset.formats.jsonl import to_jsonl
from annotations.dataset.row import Heading


class Choice(msgspec.Struct, frozen=True):
    """A label that can be chosen."""

    id: str
    text: str


class Meta(msgspec.Struct, frozen=True):
    """What is shown beside the sentence."""

    sid: str
    article_id: str
    source: str


class Task(msgspec.Struct, frozen=True):
    """What one person chose for one sentence."""

    text: str
    input_hash: int = msgspec.field(name="_input_hash")
    task_hash: int = msgspec.field(name="_task_hash")
    options: Sequence[Choice]
    accept: Sequence[str]
    answer: str
    config: dict[str, str]
    view_id: str = msgspec.field(name="_view_id")
    timestamp: int = msgspec.field(name="_timestamp")
    annotator: str = msgspec.field(name="_annotator_id")
    session: str = msgspec.field(name="_session_id")
    meta: Meta


def stream(training_set: TrainingSet, heading: Heading, sheets: Iterable[Sheet]) -> Iterator[bytes]:
    """Every vote, also on sentences that have no gold label."""
    scheme = training_set.config.scheme
    options = [Choice(slug, scheme.find(slug).title) for slug in heading.labels]
    question = "\0".join(heading.labels)
    for sheet in sheets:
        yield from to_jsonl(_tasks(sheet, options, question))


def _tasks(sheet: Sheet, options: Sequence[Choice], question: str) -> Iterator[Task]:
    facts = sheet.facts
    for one in sheet.labelled:
        text = sheet.text(one.number)
        for said in one.said:
            vote = sheet.terms.vote(said)
            session = f"slugline-{vote.annotator}"
            yield Task(
                text,
                signed_hash(text),
                signed_hash(f"{text}\0{question}"),
                options,
                [vote.label],
                "accept",
                {"choice_style": "single"},
                "choice",
                _seconds(vote.at),
                session,
                session,
                Meta(one.id, facts.article_id, facts.source),
            )


def signed_hash(text: str) -> int:
    """A signed number of 32 bits that depends on the text alone.

    Prodigy counts answers with one `_input_hash` as answers about one text.
    """
    number = zlib.crc32(text.encode())
    return number - (1 << 32) if number >= 1 << 31 else number


def _seconds(at: str) -> int:
    return int(datetime.fromisoformat(at).timestamp()) if at else 0
