"""Files of labels are told apart by what is in them, and say who labelled what how."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.errors import LabelFileError
from annotations.importing.read_files import Told, read
from annotations.importing.records import Decided, Relabelled, Said, Unread
from annotations.labels import Label

VOTE = {"annotator": "ann-1", "label": "claim", "at": "2024-05-01T10:00:00.000Z", "guideline": "3"}
ROW = {
    "schema": "sentence-labels/1",
    "id": "s-0123456789abcdef",
    "text": "It rained.",
    "label": "quote",
    "article_id": "a-0123456789abcdef",
    "start": 3,
    "end": 13,
    "context_before": "Before.",
    "context_after": "After.",
    "votes": [VOTE, {**VOTE, "annotator": "ann-2", "label": "quote"}],
    "gold_source": "adjudicated",
    "gold_by": "ann-2",
    "gold_at": "2024-05-02T10:00:00.000Z",
    "gold_reason": "slip",
}
ANNOTATION = {
    "schema": "annotations/1",
    "id": "s-0123456789abcdef",
    "article_id": "a-0123456789abcdef",
    "sentence_index": 4,
    "start": 3,
    "end": 13,
    "text": "It rained.",
    "annotator": "ann-1",
    "label": "",
    "unsure": True,
    "note": "did it?",
    "source": "own",
    "at": "2024-05-01T10:00:00.000Z",
    "guideline": "3",
    "origin": "",
}
TASK: dict[str, Any] = {
    "id": 1,
    "data": {"text": "It rained.", "sid": "s-0123456789abcdef"},
    "annotations": [
        {
            "completed_by": {"id": 1, "email": "ann-1@annotators.invalid"},
            "was_cancelled": False,
            "ground_truth": False,
            "created_at": "2024-05-01T10:00:00.000000Z",
            "result": [{"from_name": "label", "type": "choices", "value": {"choices": ["claim"]}}],
        },
        {"completed_by": 7, "result": [{"value": {"choices": ["quote"]}}]},
        {"completed_by": {"email": "ana@example.org"}, "was_cancelled": True, "result": []},
        {
            "completed_by": {"first_name": "Ana", "last_name": "B", "email": "ana@example.org"},
            "ground_truth": True,
            "result": [{"value": {"choices": ["quote"]}}],
        },
        {"completed_by": 9, "result": [{"value": {"choices": ["claim", "quote"]}}]},
    ],
}


def told(tmp_path: Path, content: object, name: str = "file") -> Told:
    """What a file says: bytes as they are, lists of records as JSON Lines, else JSON."""
    path = tmp_path / name
    if isinstance(content, list):
        content = "\n".join(json.dumps(record) for record in content).encode()
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return read(path)


def votes(found: Told) -> list[tuple[str, str]]:
    """Who said what."""
    return [(one.person, one.label) for one in found.items if isinstance(one, Said)]


def test_a_row_gives_its_votes_and_what_was_settled(tmp_path: Path) -> None:
    """With the sentence's place and what is around it."""
    found = told(tmp_path, [ROW])
    assert found.kind == "rows"
    first, second, settled = found.items
    assert isinstance(first, Said)
    assert isinstance(second, Said)
    assert (first.person, first.label, first.at, first.guideline, first.source) == (
        "ann-1",
        "claim",
        "2024-05-01T10:00:00.000Z",
        "3",
        "imported",
    )
    assert not first.marked
    quote = first.quote
    assert (quote.id, quote.text, quote.article_id) == (ROW["id"], ROW["text"], ROW["article_id"])
    assert (quote.start, quote.end, quote.before, quote.after) == (3, 13, "Before.", "After.")
    assert settled == Decided(
        where="line 1",
        quote=quote,
        label="quote",
        person="ann-2",
        at="2024-05-02T10:00:00.000Z",
        reason="slip",
    )
    alike = [VOTE, {**VOTE, "annotator": "ann-2"}]
    row = {**ROW, "gold_source": "unanimous", "label": "claim", "votes": alike}
    assert len(told(tmp_path, [row]).items) == 2


def test_a_label_that_is_not_what_its_votes_make_was_edited(tmp_path: Path) -> None:
    """It says so itself; so does the label of a row whose votes somebody left out."""
    row = {**ROW, "gold_source": "single", "votes": [VOTE]}
    vote, edited = told(tmp_path, [row]).items
    assert isinstance(vote, Said)
    assert isinstance(edited, Relabelled)
    assert (edited.label, edited.was) == ("quote", "claim")
    bare = {name: value for name, value in row.items() if name != "votes"}
    [edited] = told(tmp_path, [bare]).items
    assert isinstance(edited, Relabelled)
    assert (edited.label, edited.was) == ("quote", "")


def test_an_annotation_gives_everything(tmp_path: Path) -> None:
    """Doubts and notes too, under its own source."""
    found = told(tmp_path, [ANNOTATION])
    assert found.own
    [one] = found.items
    assert isinstance(one, Said)
    assert (one.label, one.unsure, one.note, one.source) == ("", True, "did it?", "own")
    assert one.marked


def test_rows_without_text_name_sentences_by_id(tmp_path: Path) -> None:
    """As `--no-text` writes them."""
    bare = {name: value for name, value in ROW.items() if name != "text"}
    first, *_ = told(tmp_path, [{**bare, "schema": "sentence-offsets/1"}]).items
    assert isinstance(first, Said)
    assert (first.quote.id, first.quote.text) == (ROW["id"], "")


def test_yaml_and_json_are_read_like_lines(tmp_path: Path) -> None:
    """Rows in a document, records in a list, one record alone, with or without a BOM."""
    expected = votes(told(tmp_path, [ROW]))
    rows = json.dumps([ROW, ROW])
    document = json.dumps({"schema": "sentence-labels/1", "rows": [ROW]}).encode()
    assert votes(told(tmp_path, document, "rows.yaml")) == expected
    assert votes(told(tmp_path, b'"schema": "x"\n"rows":\n- ' + json.dumps(ROW).encode())) == (
        expected
    )
    assert votes(told(tmp_path, rows.encode())) == expected * 2
    assert votes(told(tmp_path, json.dumps(ROW, indent=2).encode())) == expected
    assert votes(told(tmp_path, b"\xef\xbb\xbf" + json.dumps(ROW).encode() + b"\r\n\r\n")) == (
        expected
    )


def test_votes_have_a_line_each(tmp_path: Path) -> None:
    """The long form."""
    record = {"id": ROW["id"], "text": "It rained.", "article_id": ROW["article_id"], **VOTE}
    found = told(tmp_path, [record, {**record, "annotator": "ann-2"}])
    assert found.kind == "votes"
    assert votes(found) == [("ann-1", "claim"), ("ann-2", "claim")]


def test_prodigy(tmp_path: Path) -> None:
    """The person stands behind the name of the data set; only what was accepted counts."""
    task = {
        "text": "It rained.",
        "_input_hash": 1,
        "accept": ["claim"],
        "answer": "accept",
        "_timestamp": 1714550400,
        "_annotator_id": "news-ann-1",
        "meta": {"sid": "s-0123456789abcdef"},
    }
    found = told(
        tmp_path,
        [
            task,
            {**task, "answer": "reject"},
            {**task, "accept": ["claim", "quote"]},
            {**task, "accept": []},
            {"text": "It rained.", "label": "quote", "answer": "accept", "_session_id": "ana"},
        ],
    )
    assert found.kind == "Prodigy"
    assert votes(found) == [("ann-1", "claim"), ("ana", "quote")]
    first = found.items[0]
    assert isinstance(first, Said)
    assert (first.at, first.quote.id) == ("2024-05-01T08:00:00.000Z", "s-0123456789abcdef")
    assert [one.reason for one in found.items if isinstance(one, Unread)] == [
        "was answered with reject, not accepted",
        "carries 2 labels: claim, quote",
        "carries no label",
    ]


def test_doccano(tmp_path: Path) -> None:
    """It does not say who labelled, but for a column that somebody added."""
    found = told(
        tmp_path,
        [
            {"id": 1, "text": "It rained.", "label": ["claim"], "sid": "s-0123456789abcdef"},
            {"id": 2, "text": "It snowed.", "label": [], "Comments": []},
            {"id": 3, "text": "It blew.", "label": [[0, 2, "claim"]]},
            {"id": 4, "text": "It froze.", "label": "quote", "annotator": 3},
        ],
    )
    assert found.kind == "doccano"
    assert votes(found) == [("", "claim"), ("annotator-3", "quote")]
    assert [one.where for one in found.items if isinstance(one, Unread)] == ["line 2", "line 3"]
    first = found.items[0]
    assert isinstance(first, Said)
    assert first.quote.id == "s-0123456789abcdef"


def test_label_studio(tmp_path: Path) -> None:
    """An annotation a person; what is called the truth was settled; cancelled ones are none."""
    found = told(tmp_path, json.dumps([TASK]).encode(), "tasks.json")
    assert found.kind == "Label Studio"
    assert votes(found) == [("ann-1", "claim"), ("annotator-7", "quote")]
    assert [
        (one.person, one.label, one.where) for one in found.items if isinstance(one, Decided)
    ] == [("Ana B", "quote", "record 1, annotation 4")]
    assert [one.reason for one in found.items if isinstance(one, Unread)] == [
        "carries 2 labels: claim, quote"
    ]
    first = found.items[0]
    assert isinstance(first, Said)
    assert first.at == "2024-05-01T10:00:00.000Z"


def test_rows_without_votes(tmp_path: Path) -> None:
    """Nobody's labels."""
    found = told(tmp_path, [{"id": ROW["id"], "text": "It rained.", "label": "claim"}])
    assert found.kind == "rows without votes"
    assert votes(found) == [("", "claim")]


def test_a_bad_line_is_named_and_costs_only_itself_if_that_is_asked(tmp_path: Path) -> None:
    """So does one that is not like the others."""
    good = json.dumps(ROW).encode()
    lines = [b"{broken", good, b"[1]", b'{"a": 1}', b"", b'{"text": "\xff"}', good]
    with pytest.raises(LabelFileError, match=r"line 1 is not JSON in UTF-8 \(3 more such\)"):
        told(tmp_path, b"\n".join(lines))
    found = read(tmp_path / "file", partial=True)
    assert len(votes(found)) == 4
    assert all(one.damaged for one in found.items if isinstance(one, Unread))
    assert [one.where for one in found.items if isinstance(one, Unread)] == [
        "line 1",
        "line 3",
        "line 4",
        "line 6",
    ]


def test_line_ends_inside_a_text_are_no_line_ends(tmp_path: Path) -> None:
    """U+2028 and its like."""
    text = "One\u2028two\x85three"
    content = json.dumps({**ROW, "text": text}, ensure_ascii=False).encode()
    [first, *_] = told(tmp_path, content).items
    assert isinstance(first, Said)
    assert first.quote.text == text


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "holds no r"),
        (b"{}", "not known"),
        (b'{"a": 1}', "records with the keys a are not known"),
        (b"[1, 2", "is not JSON"),
        (b"a: [", "neither JSON nor YAML"),
        (b"plain words", "holds no rows"),
        (b"\xff\xfe\x00", "UTF-16"),
        ('{"text": "x"}'.encode("utf-16-be"), "UTF-16"),
        ("text,label\nx,claim\n".encode("utf-16"), "UTF-16"),
        (b"text;label\n\x93x\x94;claim\n", r"not in UTF-8 \(line 2\)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old or encrypted workbook"),
        (b"PK\x03\x04 no zip", "not a whole workbook"),
        (b"[" * 100_000, "is not JSON"),
        (b"{" * 100_000, "line 1 is not JSON"),
    ],
)
def test_what_is_not_known_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    """With what is known."""
    with pytest.raises(LabelFileError, match=message):
        told(tmp_path, content)


def test_a_folder_without_a_manifest_is_no_export(tmp_path: Path) -> None:
    """A file in it may be meant."""
    with pytest.raises(LabelFileError, match="Name a file in it"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("manifest", "message"),
    [(b"{", "not the manifest"), (b'{"schema": "training-set/9"}', "does not know")],
)
def test_a_manifest_that_is_none_is_refused(tmp_path: Path, manifest: bytes, message: str) -> None:
    """Or one of a later version."""
    (tmp_path / "manifest.json").write_bytes(manifest)
    with pytest.raises(LabelFileError, match=message):
        read(tmp_path)


def test_an_export_says_everything_and_what_its_rows_settled(tmp_path: Path) -> None:
    """Each decision once; files outside the folder are not read."""
    (tmp_path / "export").mkdir()
    (tmp_path / "outside.jsonl").write_text(json.dumps({**ROW, "id": "s-ffffffffffffffff"}))
    folder = tmp_path / "export"
    (folder / "annotations.jsonl").write_text(json.dumps(ANNOTATION) + "\n")
    for name in ("train.jsonl", "again.jsonl"):
        (folder / name).write_text(json.dumps(ROW) + "\n")
    manifest = {
        "schema": "training-set/1",
        "labels": [{"slug": "claim", "key": "c"}, {"slug": "old", "retired": True}],
        "gold": {"adjudicated": 3},
        "files": [
            {"path": "annotations.jsonl"},
            {"path": "train.jsonl"},
            {"path": "again.jsonl"},
            {"path": "../outside.jsonl"},
            {"path": "README.md"},
        ],
    }
    (folder / "manifest.json").write_text(json.dumps(manifest))
    found = read(folder)
    assert found.own
    assert found.labels == (Label(slug="claim", key="c"), Label(slug="old", retired=True))
    assert [type(one) for one in found.items] == [Said, Decided]
    [notice] = found.notices
    assert notice.startswith("2 adjudicated labels are not in this export")


KEYS = st.sampled_from(
    "schema id text label labels votes annotator data annotations result value choices answer "
    "accept meta sid completed_by email ground_truth gold_source article_id start at".split()
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 10**12) | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=8,
)
SCHEMAS = st.sampled_from(["sentence-labels/1", "annotations/1", "sentence-offsets/1"])


@given(
    st.lists(
        st.dictionaries(KEYS, VALUES, max_size=8)
        | st.builds(
            lambda schema, rest: {**rest, "schema": schema},
            SCHEMAS,
            st.dictionaries(KEYS, VALUES, max_size=8),
        ),
        min_size=1,
        max_size=4,
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_records_hold_they_are_read_or_refused(
    tmp_path: Path, records: list[dict[str, Any]]
) -> None:
    """Nothing else is raised, and what is said is text, whatever the record holds."""
    try:
        found = told(tmp_path, records)
    except LabelFileError:
        return
    for one in found.items:
        if not isinstance(one, Unread):
            texts = [one.label, one.quote.text, one.quote.id]
            texts += [] if isinstance(one, Relabelled) else [one.person, one.at]
            assert all(isinstance(text, str) for text in texts)
            assert isinstance(one.quote.start, int)
