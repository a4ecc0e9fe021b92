"""What is written is what is read, by readers that others wrote."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from annotations.config import Config
from annotations.dataset import Row, TrainingSet, export, format_for, format_named
from annotations.dataset.formats.fasttext import escaped
from annotations.dataset.formats.jsonl import to_jsonl
from annotations.dataset.formats.yaml import to_yaml
from annotations.dataset.row import Heading
from annotations.errors import ExportError
from tests.unit.dataset.material import FOREIGN, HARD, hard_project, row_of

HEADING = Heading(("no", "yes", "12:30"), "train")

texts = st.text(
    st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60
) | st.sampled_from(
    [*HARD, FOREIGN, "yes", "~", "=", "1_000", "0x1f", "1:30:00", ".inf", "2024-05-01T10:00:00Z"]
)
rows_of_text = st.builds(
    row_of,
    texts,
    label=texts,
    share=st.floats(0.000001, 1).map(lambda share: round(share, 6)),
)

LOADERS: list[type[yaml.SafeLoader] | type[yaml.CSafeLoader]] = [yaml.SafeLoader, yaml.CSafeLoader]


def read_jsonl(data: bytes) -> list[Any]:
    """The rows, as anyone reads JSON Lines."""
    return [json.loads(line) for line in BytesIO(data)]


WRITERS: dict[str, Callable[[Iterable[Row]], Iterator[bytes]]] = {
    "jsonl": to_jsonl,
    "yaml": lambda rows: to_yaml(HEADING, rows),
}


def written(name: str, rows: list[Row]) -> bytes:
    """The bytes of a file with these rows."""
    return b"".join(WRITERS[name](rows))


@given(st.lists(rows_of_text, min_size=1, max_size=3))
@example([row_of(text) for text in (*HARD, FOREIGN)])
def test_both_formats_give_back_every_row(rows: list[Row]) -> None:
    """JSON Lines and YAML hold the same values, whatever characters are in them."""
    expected = msgspec.to_builtins(rows)
    assert read_jsonl(written("jsonl", rows)) == expected
    data = written("yaml", rows)
    for loader in LOADERS:
        document = yaml.load(data, Loader=loader)
        assert document == {
            "schema": "sentence-labels/1",
            "labels": ["no", "yes", "12:30"],
            "split": "train",
            "rows": expected,
        }


@given(rows_of_text)
def test_a_row_reads_back_as_the_struct(row: Row) -> None:
    """The declared types accept what is written."""
    [line] = written("jsonl", [row]).splitlines()
    assert msgspec.json.decode(line, type=Row) == row


@given(st.lists(rows_of_text, min_size=1, max_size=2))
def test_a_line_is_a_row_and_nothing_else(rows: list[Row]) -> None:
    """UTF-8 without a mark, LF, a last line end; as many lines as rows."""
    data = written("jsonl", rows)
    data.decode()
    assert data.endswith(b"\n")
    assert data.count(b"\n") == len(rows)
    assert b"\r" not in data
    assert not data.startswith(b"\xef\xbb\xbf")


def test_numbers_keep_their_type_from_row_to_row() -> None:
    """A whole float keeps its point; a small one is no exponent, which YAML takes for text."""
    rows = [row_of("a", share=share) for share in (1.0, 0.5, 0.000001)]
    data = written("yaml", rows).decode()
    assert '"agreement": 1.0\n' in data
    assert '"agreement": 0.000001\n' in data
    assert [type(row["agreement"]) for row in yaml.safe_load(data)["rows"]] == [float] * 3
    assert b'"agreement":1.0,' in written("jsonl", rows)


def test_rows_from_many_batches_are_all_there() -> None:
    """Writing in pieces loses nothing at their edges."""
    rows = [row_of(f"{number}.") for number in range(600)]
    assert [row["text"] for row in read_jsonl(written("jsonl", rows))] == [row.text for row in rows]
    loaded = yaml.load(written("yaml", rows), Loader=yaml.CSafeLoader)
    assert [row["text"] for row in loaded["rows"]] == [row.text for row in rows]


def test_writing_takes_no_more_rows_than_it_needs() -> None:
    """A piece is out before the last row is made."""
    taken = 0

    def endless() -> Any:
        nonlocal taken
        while True:
            taken += 1
            yield row_of("again")

    for writer in WRITERS.values():
        taken = 0
        pieces = writer(endless())
        for _ in range(4):
            next(pieces)
        assert 0 < taken <= 1024


def test_an_unknown_format_is_answered_with_the_list() -> None:
    """A typo tells what there is."""
    with pytest.raises(ExportError, match=r"“xml”.*jsonl, yaml"):
        format_named("xml")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.yaml", "yaml"),
        ("a.YML", "yaml"),
        ("a.jsonl", "jsonl"),
        ("a.csv", "csv"),
        ("a.parquet", "parquet"),
        ("a.txt", "jsonl"),
        ("-", "jsonl"),
    ],
)
def test_a_file_name_asks_for_a_format(name: str, expected: str) -> None:
    """`-o train.yaml` means YAML."""
    assert format_for(Path(name)) == expected


@pytest.mark.parametrize("name", WRITERS)
def test_the_bytes_are_the_contract(name: str, request: pytest.FixtureRequest) -> None:
    """A project that holds everything hard is written as the golden file says.

    `pytest --snapshot-update` writes the file anew; a difference belongs in the changelog.
    """
    golden = Path(__file__).parents[2] / "golden" / f"export-hard.{name}"
    out = BytesIO()
    export(TrainingSet(hard_project().store, Config()), format_named(name), out)
    if request.config.getoption("update_snapshots", default=False):
        golden.write_bytes(out.getvalue())
    assert out.getvalue() == golden.read_bytes()


def test_golden_files_agree() -> None:
    """Both golden files hold the same rows."""
    folder = Path(__file__).parents[2] / "golden"
    rows = read_jsonl((folder / "export-hard.jsonl").read_bytes())
    for loader in LOADERS:
        document = yaml.load((folder / "export-hard.yaml").read_bytes(), Loader=loader)
        assert document["rows"] == rows
        assert document["labels"] == ["claim", "quote", "speculation", "retracted"]


def words_of(line: str) -> tuple[list[str], list[str]]:
    """Labels and words of a line, by fastText's own rules (`Dictionary::readWord`, `getLine`)."""
    words = [word for word in re.split("[ \n\r\t\v\f\0]", line) if word]
    until = words.index("</s>") if "</s>" in words else len(words)
    labels = [word for word in words[:until] if word.startswith("__label__")]
    return labels, [word for word in words[:until] if word not in labels]


@given(st.lists(st.sampled_from([*"ab_ </s>\n\t", "__label__", "</s>", "é", "\u2028"])))
def test_fasttext_reads_one_label_and_all_words(pieces: list[str]) -> None:
    """Whatever the text looks like."""
    text = "".join(pieces)
    line = f"__label__claim {escaped(text)}"
    labels, words = words_of(line)
    assert labels == ["__label__claim"]
    assert "".join(words) == re.sub("[ \n\t]", "", text)


def test_fasttext_golden() -> None:
    """A row of the hard project is a line; its own marks mean nothing."""
    assert escaped("__label__x is </s>\n__label__") == "_ _label__x is < /s> _ _label__"
    assert escaped("a__label__b </s>c") == "a__label__b </s>c"
