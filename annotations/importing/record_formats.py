"""Records of other programs, and of our own exports, as what they say; told apart by their keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

from annotations.dataset.article_rows import instant
from annotations.importing.fields import Record, list_of, quote_of, text_of
from annotations.importing.other_programs import doccano, label_studio, label_studio_flat, prodigy
from annotations.importing.records import Decided, Item, Quote, Relabelled, Said, Unread

Reader = Callable[[Record, str], Iterator[Item]]
"""What a record says; told where in the file it stands."""


class Shape(NamedTuple):
    """A kind of record."""

    name: str
    fits: Callable[[Record], bool]
    read: Reader


def _says(*schemas: str) -> Callable[[Record], bool]:
    return lambda record: record.get("schema") in schemas


def _has(*keys: str) -> Callable[[Record], bool]:
    return lambda record: all(key in record for key in keys)


def _annotation(record: Record, where: str) -> Iterator[Item]:
    yield Said(
        where=where,
        quote=quote_of(record, text_of(record, "text"), record),
        person=text_of(record, "annotator"),
        label=text_of(record, "label"),
        marked=True,
        unsure=record.get("unsure") is True,
        note=text_of(record, "note"),
        source=text_of(record, "source") or "own",
        at=instant(text_of(record, "at")),
        guideline=text_of(record, "guideline"),
        origin=text_of(record, "origin"),
    )


def _row(record: Record, where: str) -> Iterator[Item]:
    """The votes of a row, what was settled, and its label where that is another than they make."""
    quote = quote_of(record, text_of(record, "text"), record)
    label = text_of(record, "label")
    votes = [one for one in list_of(record, "votes") if isinstance(one, Mapping)]
    if not votes:
        # Whoever made a table of rows may have left out what nobody reads.
        yield (
            Relabelled(where=where, quote=quote, label=label)
            if label
            else Unread(where, "has neither label nor votes", damaged=True)
        )
        return
    for vote in votes:
        yield _vote_of(vote, quote, where)
    if record.get("gold_source") == "adjudicated":
        yield Decided(
            where=where,
            quote=quote,
            label=label,
            person=text_of(record, "gold_by"),
            at=instant(text_of(record, "gold_at")),
            reason=text_of(record, "gold_reason"),
        )
    elif label != (was := _most(votes)):
        yield Relabelled(where=where, quote=quote, label=label, was=was)


def _most(votes: list[Record]) -> str:
    """The label that more than half of the votes gave; empty for none."""
    [(label, count)] = Counter(text_of(vote, "label") for vote in votes).most_common(1)
    return label if 2 * count > len(votes) else ""


def _decision(record: Record, where: str) -> Iterator[Item]:
    yield Decided(
        where=where,
        quote=quote_of(record, text_of(record, "text"), record),
        label=text_of(record, "label"),
        person=text_of(record, "annotator"),
        at=instant(text_of(record, "at")),
        reason=text_of(record, "reason"),
        decision=text_of(record, "decision") or "label",
        rule=text_of(record, "rule"),
        knew=tuple(one for one in list_of(record, "knew") if isinstance(one, str)),
        by_voter=record.get("by_voter") is True,
        revealed=record.get("revealed") is True,
    )


def _vote(record: Record, where: str) -> Iterator[Item]:
    yield _vote_of(record, quote_of(record, text_of(record, "text"), record), where)


def _vote_of(record: Record, quote: Quote, where: str) -> Said:
    return Said(
        where=where,
        quote=quote,
        person=text_of(record, "annotator"),
        label=text_of(record, "label"),
        at=instant(text_of(record, "at")),
        guideline=text_of(record, "guideline"),
    )


def _is_minimal(record: Record) -> bool:
    return record.keys() == {"id", "text", "label"} and text_of(record, "id").startswith("s-")


def _is_task(record: Record) -> bool:
    return isinstance(record.get("data"), Mapping) and bool(
        {"annotations", "completions"} & record.keys()
    )


ROWS: Final = (
    "sentence-labels/1",
    "sentence-spans/1",
    "sentence-origin/1",
    "sentence-offsets/1",
)
"""The schemas of rows that say where their article was put."""

_FLAT = ("annotation_id", "annotator")
"""What every flat row of Label Studio has."""

SHAPES: Final = (
    Shape("annotations", _says("annotations/1"), _annotation),
    Shape("decisions", _says("decisions/1"), _decision),
    Shape("rows", _says(*ROWS), _row),
    Shape("votes", _has("id", "text", "article_id", "annotator", "label", "guideline"), _vote),
    Shape("Label Studio", _is_task, label_studio),
    Shape("Label Studio", _has(*_FLAT), label_studio_flat),
    Shape("Prodigy", _has("text", "answer"), prodigy),
    Shape("Prodigy", _has("text", "accept"), prodigy),
    Shape("Prodigy", _has("text", "_input_hash"), prodigy),
    Shape("rows without votes", _is_minimal, doccano),
    Shape("rows without votes", _has("text", "cats"), doccano),
    *(
        Shape("doccano", _has(text, label), doccano)
        for label in ("label", "labels", "annotations", "entities", "cats")
        for text in ("text", "data", "sentence")
    ),
)
"""The first that fits the first record of a file is the file's."""
