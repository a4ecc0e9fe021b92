"""Label Studio: `config.xml` for the project's labelling interface, `tasks.json` to import."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

import msgspec

from annotations.dataset.article_rows import Labelled, Sheet
from annotations.dataset.builder import Advance, Files, TrainingSet

NAME, SHOWN = "label", "text"
"""Of the choices, and of what they are about."""


def files(training_set: TrainingSet, advance: Advance) -> Files:
    """The interface, and a task for every labelled sentence, also those without a gold label."""
    yield "config.xml", iter([interface(training_set.labels)])
    yield "tasks.json", _tasks(training_set, advance)


def interface(labels: Sequence[str]) -> bytes:
    """The labelling interface: one choice of the label set for one text."""
    choices = "\n".join(f"    <Choice value={quoteattr(label)}/>" for label in labels)
    return (
        f'<View>\n  <Text name="{SHOWN}" value="${SHOWN}"/>\n'
        f'  <Choices name="{NAME}" toName="{SHOWN}" choice="single">\n{choices}\n'
        "  </Choices>\n</View>\n"
    ).encode()


def _tasks(training_set: TrainingSet, advance: Advance) -> Iterator[bytes]:
    """One array, a task a line."""
    encode, number = msgspec.json.Encoder().encode, 0
    numbers = {name: count for count, name in enumerate(training_set.terms.people.values(), 1)}
    for sheet in training_set.sheets(None, advance):
        for one in sheet.labelled:
            number += 1
            yield (b"[\n" if number == 1 else b",\n") + encode(_task(number, sheet, one, numbers))
    if number:
        yield b"\n]\n"


def _task(number: int, sheet: Sheet, one: Labelled, numbers: dict[str, int]) -> dict[str, Any]:
    """A sentence with an annotation by each person, and the gold one as one more.

    An annotation's id is the task's, then two digits or more for whose it is: 00 for the gold.
    """
    said = [sheet.terms.vote(vote) for vote in one.said]
    width = max(2, len(str(len(numbers))))
    annotations = [
        _annotation(
            int(f"{number}{numbers[vote.annotator]:0{width}}"),
            vote.label,
            vote.annotator,
            numbers[vote.annotator],
            vote.at,
        )
        for vote in said
    ]
    outcome = one.outcome
    if not outcome.left_out:
        by = outcome.by or "gold"
        at = outcome.at or max(vote.at for vote in said)
        gold = _annotation(
            int(f"{number}{0:0{width}}"), outcome.label, by, numbers.get(by, 0), at, gold=True
        )
        annotations.append(gold)
    return {
        "id": number,
        "data": {
            SHOWN: sheet.text(one.number),
            "sid": one.id,
            "article_id": sheet.facts.article_id,
            "split": sheet.facts.split,
            "title": sheet.facts.title,
        },
        "annotations": annotations,
        "predictions": [],
    }


def _annotation(
    number: int, label: str, name: str, person: int, at: str, *, gold: bool = False
) -> dict[str, Any]:
    # Label Studio writes six digits of a second.
    when = at.removesuffix("Z") + "000Z" if at else ""
    return {
        "id": number,
        "completed_by": {"id": person, "email": f"{name}@annotators.invalid"},
        "was_cancelled": False,
        "ground_truth": gold,
        "created_at": when,
        "updated_at": when,
        "result": [
            {
                "id": f"r{number}",
                "from_name": NAME,
                "to_name": SHOWN,
                "type": "choices",
                "value": {"choices": [label]},
            }
        ],
    }
