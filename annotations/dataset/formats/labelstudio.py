"""Label Studio: `config.xml` for the project's labelling interface, `tasks.json` to import.

Its server refuses a file whose annotations name somebody who is no member, and without names gives
all of them to whoever imports. So who said what stands in the `meta` of each result, which it keeps
and exports; with `--completed-by` also where it looks for members, who have to be made first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

import msgspec

from annotations.dataset.article_rows import Labelled, Sheet
from annotations.dataset.builder import Advance, Files, TrainingSet

NAME, SHOWN = "label", "text"
"""Of the choices, and of what they are about."""
GOLD = "gold"
"""Who is said to have given the label that the votes make."""


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
    members = training_set.options.completed_by
    numbers = {name: count for count, name in enumerate(training_set.terms.people.values(), 1)}
    for sheet in training_set.sheets(None, advance):
        for one in sheet.labelled:
            number += 1
            task = _task(number, sheet, one, numbers, members=members)
            yield (b"[\n" if number == 1 else b",\n") + encode(task)
    if number:
        yield b"\n]\n"


def _task(
    number: int, sheet: Sheet, one: Labelled, numbers: dict[str, int], *, members: bool
) -> dict[str, Any]:
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
            vote.at,
            members=members,
        )
        for vote in said
    ]
    outcome = one.outcome
    if not outcome.left_out:
        gold = _annotation(
            int(f"{number}{0:0{width}}"),
            outcome.label,
            outcome.by or GOLD,
            outcome.at or max(vote.at for vote in said),
            members=members and bool(outcome.by),
            gold=True,
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
    number: int, label: str, name: str, at: str, *, members: bool, gold: bool = False
) -> dict[str, Any]:
    # Label Studio writes six digits of a second.
    when = at.removesuffix("Z") + "000Z"
    return {
        "id": number,
        **({"completed_by": {"email": f"{name}@annotators.invalid"}} if members else {}),
        "was_cancelled": False,
        "ground_truth": gold,
        **({"created_at": when, "updated_at": when} if at else {}),
        "result": [
            {
                "id": f"r{number}",
                "from_name": NAME,
                "to_name": SHOWN,
                "type": "choices",
                "value": {"choices": [label]},
                "meta": {"annotator": name, "at": at},
            }
        ],
    }
