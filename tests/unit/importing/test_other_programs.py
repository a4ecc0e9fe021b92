"""What other programs export, in every spelling that their releases have written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotations.errors import LabelFileError
from annotations.importing.plan import Import
from annotations.importing.read_files import read
from annotations.importing.records import Decided, Item, Said, Unread
from annotations.labels import LabelScheme
from annotations.store import FrozenArticle
from tests.memory_store import MemoryStore
from tests.unit.dataset.material import article_of

TEXT = "It rained for two days."


def items(tmp_path: Path, *records: Any, name: str = "file.jsonl") -> list[Item]:
    """What a file of these records says."""
    path = tmp_path / name
    path.write_text("\n".join(json.dumps(one) for one in records), encoding="utf-8")
    return list(read(path).items)


def votes(found: list[Item]) -> list[tuple[str, str, str]]:
    """Text, label and person."""
    return [(one.quote.text, one.label, one.person) for one in found if isinstance(one, Said)]


@pytest.mark.parametrize(
    ("record", "person"),
    [
        # doccano 1.5 and later by turns; 1.0 to 1.4; what its projects for spans and intents write.
        ({"id": 1, "data": TEXT, "label": ["claim"]}, ""),
        ({"id": 1, "text": TEXT, "label": ["claim"], "Comments": []}, ""),
        ({"id": 1, "text": TEXT, "label": "claim", "metadata": {}}, ""),
        ({"id": 1, "text": TEXT, "meta": {}, "annotation_approver": None, "labels": ["claim"]}, ""),
        ({"text": TEXT, "annotations": [{"label": "claim", "user": 2}], "meta": {}}, "annotator-2"),
        ({"text": TEXT, "label": [[0, len(TEXT), "claim"]]}, ""),
        ({"text": f" {TEXT}", "labels": [[1, 1 + len(TEXT), "claim"]]}, ""),
        (
            {
                "text": TEXT,
                "entities": [
                    {"id": 7, "label": "claim", "start_offset": 0, "end_offset": len(TEXT)}
                ],
                "relations": [],
            },
            "",
        ),
        ({"id": 1, "text": TEXT, "cats": ["claim"], "entities": []}, ""),
        # spaCy, and tables by hand.
        ({"text": TEXT, "cats": {"claim": 1.0, "quote": 0.0}}, ""),
        ({"sentence": TEXT, "label": "claim"}, ""),
    ],
)
def test_examples_with_one_label(tmp_path: Path, record: dict[str, Any], person: str) -> None:
    """Whatever text and label are called."""
    assert [(text.strip(), *rest) for text, *rest in votes(items(tmp_path, record))] == [
        (TEXT, "claim", person)
    ]


def test_spans_that_are_sentences_are_labels_of_them(tmp_path: Path) -> None:
    """Of a text of several; shorter ones are no sentences."""
    other = "“It will not stop,” he said."
    text = f"{TEXT} {other}"
    record = {"text": text, "label": [[0, 23, "claim"], [24, len(text), "quote"], [3, 9, "claim"]]}
    found = items(tmp_path, record)
    assert votes(found) == [(TEXT, "claim", ""), (other, "quote", "")]
    assert [one.reason for one in found if isinstance(one, Unread)] == [
        "labels parts of a text, which are no sentences"
    ]


@pytest.mark.parametrize(
    ("record", "label", "also"),
    [
        ({"accept": ["claim"], "options": [{"id": "claim", "text": "Claim"}]}, "claim", "Claim"),
        ({"accept": [2], "options": [{"id": 1, "text": "quote"}, {"id": 2, "text": "claim"}]},
         "claim", ""),
        ({"accept": ["B"], "options": [{"id": "B", "text": "claim"}]}, "B", "claim"),
        ({"label": "claim"}, "claim", ""),
        ({"cats": {"claim": 1, "quote": 0}}, "claim", ""),
        ({"spans": [{"start": 0, "end": len(TEXT), "label": "claim"}]}, "claim", ""),
    ],
)  # fmt: skip
def test_prodigy_by_every_interface(
    tmp_path: Path, record: dict[str, Any], label: str, also: str
) -> None:
    """Choices by id or by what was shown, binary answers, categories, spans."""
    answer = {"text": TEXT, "answer": "accept", "_session_id": "news-ana", "_timestamp": 1714550400}
    [one] = items(tmp_path, {**answer, **record})
    assert isinstance(one, Said)
    assert (one.label, one.also, one.person, one.at) == (
        label, also, "ana", "2024-05-01T08:00:00.000Z"
    )  # fmt: skip


def test_a_label_goes_by_what_was_shown_for_it(tmp_path: Path) -> None:
    """Where its own name is no label here."""
    article = FrozenArticle(*article_of([TEXT]))
    answer = {"text": TEXT, "answer": "accept", "_session_id": "news-ana"}
    options = [{"id": "B", "text": "Claim"}]
    path = tmp_path / "file.jsonl"
    path.write_text(json.dumps({**answer, "accept": ["B"], "options": options}))
    store = MemoryStore()
    plan = Import(store, read(path), [article], scheme=LabelScheme())
    plan.write()
    assert [one.label for one in store.annotations()] == ["claim"]
    assert not plan.report.notices


FLAT = {
    "text": TEXT, "sid": "s-0123456789abcdef", "id": 1, "label": "claim", "annotator": 3,
    "annotation_id": 5, "created_at": "2024-05-01T08:00:00Z", "lead_time": 2.5,
}  # fmt: skip


@pytest.mark.parametrize(
    "record",
    [
        FLAT,
        {**FLAT, "label": {"choices": ["claim"]}},
        {"body": TEXT, "id": 1, "sentiment": "claim", "annotator": "3", "annotation_id": 5,
         "created_at": "2024-05-01T08:00:00Z", "lead_time": 1.0, "sid": "s-0123456789abcdef"},
        {**FLAT, "annotator": {"id": 3}},
    ],
)  # fmt: skip
def test_label_studio_flat(tmp_path: Path, record: dict[str, Any]) -> None:
    """JSON_MIN: whatever the data and the control are called."""
    [one] = items(tmp_path, record)
    assert isinstance(one, Said)
    assert (one.quote.text, one.label, one.person, one.at) == (
        TEXT, "claim", "annotator-3", "2024-05-01T08:00:00.000Z"
    )  # fmt: skip
    assert one.quote.id == "s-0123456789abcdef"


def test_label_studio_sorts_the_columns_of_a_table(tmp_path: Path) -> None:
    """So that what is chosen stands anywhere."""
    path = tmp_path / "tasks.csv"
    path.write_text(
        '"annotation_id","annotator","category","created_at","id","lead_time","sid","text"\n'
        f'5,"3","claim","2024-05-01T08:00:00Z",1,"2.5","s-0123456789abcdef","{TEXT}"\n'
    )
    [one] = read(path).items
    assert isinstance(one, Said)
    assert (one.quote.text, one.label, one.person) == (TEXT, "claim", "annotator-3")


def test_label_studio_spans(tmp_path: Path) -> None:
    """A whole text may be marked in place of chosen; completions is the old word."""
    value = {"start": 0, "end": len(TEXT), "text": TEXT, "labels": ["claim"]}
    task = {"data": {"text": TEXT}, "completions": [{"result": [{"value": value}]}]}
    assert votes(items(tmp_path, task)) == [(TEXT, "claim", "")]
    [one] = items(tmp_path, {**FLAT, "label": [value]})
    assert isinstance(one, Said)
    assert one.label == "claim"


def test_fasttext(tmp_path: Path) -> None:
    """A label before the text, or behind it."""
    path = tmp_path / "train.txt"
    path.write_text(f"__label__claim {TEXT}\n\n{TEXT} __label__quote\n__label__a __label__b x\n")
    found = list(read(path).items)
    assert votes(found) == [(TEXT, "claim", ""), (TEXT, "quote", "")]
    assert [one.where for one in found if isinstance(one, Unread)] == ["line 4"]


def test_brat(tmp_path: Path) -> None:
    """Folders called as exports call people are theirs; a sentence may be in fragments."""
    folder = tmp_path / "brat" / "ann-2"
    folder.mkdir(parents=True)
    (folder / "a.ann").write_text(
        f"T1\tclaim 0 23\t{TEXT}\n#1\tAnnotatorNotes T1\ts-0123456789abcdef\n"
        "T2\tquote 24 30;31 40\tIt may stop\nR1\tOf Arg1:T1 Arg2:T2\n"
    )
    found = list(read(tmp_path / "brat").items)
    assert votes(found) == [(TEXT, "claim", "ann-2"), ("It may stop", "quote", "ann-2")]
    assert found[0].quote.id == "s-0123456789abcdef"  # type: ignore[union-attr]
    assert votes(list(read(folder / "a.ann").items)) == votes(found)
    (folder / "a.ann").write_text("T1\tclaim 0 2")
    with pytest.raises(LabelFileError, match=r"a\.ann, line 1 is no annotation of brat"):
        read(tmp_path / "brat")


def test_spacy(tmp_path: Path) -> None:
    """A file for its training; cut, it is refused."""
    spacy = pytest.importorskip("spacy")
    from spacy.tokens import DocBin

    found = DocBin(store_user_data=True)
    doc = spacy.blank("en").make_doc(TEXT)
    doc.cats = {"claim": 1.0, "quote": 0.0}
    doc.user_data["id"] = "s-0123456789abcdef"
    found.add(doc)
    path = tmp_path / "train.spacy"
    data = found.to_bytes()
    path.write_bytes(data)
    [one] = read(path).items
    assert isinstance(one, Said)
    assert (one.quote.text, one.quote.id, one.label) == (TEXT, "s-0123456789abcdef", "claim")
    path.write_bytes(data[:-20])
    with pytest.raises(LabelFileError, match="spaCy cannot read it"):
        read(path)


def test_a_json_array_that_was_cut(tmp_path: Path) -> None:
    """Refused; its whole records if that is asked."""
    task = {"data": {"text": TEXT}, "annotations": [{"completed_by": "ana", "ground_truth": True,
            "result": [{"value": {"choices": ["claim"]}}]}]}  # fmt: skip
    data = json.dumps([task, task, task]).encode()
    path = tmp_path / "tasks.json"
    path.write_bytes(data[:-30])
    with pytest.raises(LabelFileError, match=r"tasks\.json is not JSON.*--partial"):
        read(path)
    found = read(path, partial=True).items
    assert [type(one) for one in found] == [Decided, Decided, Unread]
    assert isinstance(found[-1], Unread)
    assert found[-1].damaged
