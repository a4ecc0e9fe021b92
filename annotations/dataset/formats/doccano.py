"""doccano, document classification: import as JSONL with encoding `utf_8`.

doccano cannot import who labelled what, so a row has the gold label; for one person's labels
export with `--annotator`, one project a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from annotations.dataset.article_rows import Sheet
from annotations.dataset.builder import TrainingSet
from annotations.dataset.formats.jsonl import to_jsonl
from annotations.dataset.row import Heading


class Example(msgspec.Struct, frozen=True, gc=False):
    """A row: what is no `text` and no `label` is kept there as metadata."""

    text: str
    label: list[str]
    sid: str
    article_id: str


def stream(training_set: TrainingSet, heading: Heading, sheets: Iterable[Sheet]) -> Iterator[bytes]:
    """A line a row, each with the same four keys: doccano refuses a batch whose keys differ."""
    for sheet in sheets:
        yield from to_jsonl(
            Example(sheet.text(one.number), [one.outcome.label], one.id, sheet.facts.article_id)
            for one in sheet.kept
        )
