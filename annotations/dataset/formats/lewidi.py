"""Le-Wi-Di: what every annotator said of each item, an object by item id, a file a split."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import msgspec

from annotations.dataset.article_rows import Labelled, Sheet
from annotations.dataset.builder import Advance, Files, TrainingSet

_THEIRS: Final = {"train": "train", "validation": "dev", "test": "test"}
"""What splits are called there."""


def files(training_set: TrainingSet, advance: Advance) -> Files:
    """`train.json`, `dev.json` and `test.json` as far as there are, and `annotators.json`."""
    for split in training_set.splits:
        yield f"{_THEIRS[split]}.json", _items(training_set, split, advance)
    people: dict[str, dict[str, str]] = {
        _theirs(name): {} for name in training_set.terms.people.values()
    }
    yield "annotators.json", iter([msgspec.json.format(msgspec.json.encode(people)) + b"\n"])


def _items(training_set: TrainingSet, split: str, advance: Advance) -> Iterator[bytes]:
    """Every sentence that somebody labelled, whether or not it has a gold label."""
    encode, opening = msgspec.json.Encoder().encode, b"{\n"
    for sheet in training_set.sheets(split, advance):
        for one in sheet.labelled:
            yield opening + encode(one.id) + b":" + encode(_item(sheet, one))
            opening = b",\n"
    if opening != b"{\n":
        yield b"\n}\n"


def _item(sheet: Sheet, one: Labelled) -> dict[str, Any]:
    votes = [sheet.terms.vote(said) for said in one.said]
    facts = sheet.facts
    before, after = sheet.near(one.number - 1), sheet.near(one.number + 1)
    whole = sheet.article.text
    return {
        "annotation task": "sentence classification",
        "text": {
            "sentence": sheet.text(one.number),
            "context_before": before.of(whole) if before else "",
            "context_after": after.of(whole) if after else "",
        },
        "number of annotators": len(votes),
        "annotators": ",".join(_theirs(vote.annotator) for vote in votes),
        "number of annotations": len(votes),
        "annotations": {_theirs(vote.annotator): vote.label for vote in votes},
        "soft_label": one.outcome.soft,
        "split": _THEIRS[facts.split],
        "lang": facts.lang,
        "other_info": {
            "article_id": facts.article_id,
            "cluster_id": facts.cluster_id,
            "gold": "" if one.outcome.left_out else one.outcome.label,
        },
    }


def _theirs(name: str) -> str:
    """`Ann1` for `ann-1`."""
    return name.replace("ann-", "Ann")
