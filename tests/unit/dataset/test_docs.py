"""`docs/formats.md` says what is so."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import UnionType
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import msgspec
import pytest

from annotations.config import ArticlesConfig, Config
from annotations.dataset import (
    FORMATS,
    Manifest,
    Row,
    TrainingSet,
    Vote,
    export_folder,
)
from annotations.dataset.decision_rows import DecisionRow
from annotations.dataset.row_variants import AnnotationRow
from annotations.statistics import ArticleTally, PersonTally, Tally
from tests.unit.dataset.material import Project

PAGE = Path(__file__).parents[3] / "docs" / "formats.md"


TEXT = "“No: not ‘early’, on time,” said its master."


def export_example(name: str, folder: Path) -> None:
    """The export of one sentence of our own."""
    project = Project()
    article = project.add(
        ("The harbour reopened at noon.", TEXT, "The next ferry may be late."),
        title="Harbour opens again",
        published_at="2024-05-01T07:30+02:00",
    )
    project.say("ana", article, {1: "quote"})
    project.say("ben", article, {1: "quote"})
    config = Config(articles=ArticlesConfig(license="CC0-1.0"))
    export_folder(TrainingSet(project.store, config), name, folder)


SHOWN = {
    "jsonl": ("json", "train.jsonl"),
    "yaml": ("yaml", "train.yaml"),
    "hf": ("yaml", "README.md"),
    "votes": ("json", "votes.jsonl"),
    "csv": ("text", "train.csv"),
    "prodigy": ("json", "prodigy.jsonl"),
    "doccano": ("json", "train.jsonl"),
    "labelstudio": ("json", "tasks.json"),
    "fasttext": ("text", "train.txt"),
    "brat": ("text", "gold/*.ann"),
    "webannotation": ("json", "annotations.jsonld"),
    "lewidi": ("json", "train.json"),
}
"""Language and file that stand on the page, of formats that are text."""


def example(name: str) -> str:
    """What the page shows of a format."""
    with TemporaryDirectory() as folder:
        export_example(name, Path(folder) / "out")
        if name in SHOWN:
            language, pattern = SHOWN[name]
            [path] = (Path(folder) / "out").glob(pattern)
            text = path.read_text(encoding="utf-8")
            if name == "hf":
                text = text.split("  - name: label_id")[0] + "  # and so on: every column\n"
        else:
            language, text = "json", BINARY[name](Path(folder) / "out")
    return f"```{language}\n{text}```\n"


def _parquet(folder: Path) -> str:
    from pyarrow import parquet  # type: ignore[import-untyped,unused-ignore]

    [row] = parquet.read_table(folder / "train.parquet").to_pylist()
    return json.dumps(row, ensure_ascii=False) + "\n"


def _spacy(folder: Path) -> str:
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    [doc] = DocBin().from_disk(folder / "train.spacy").get_docs(Vocab())
    shown = {"text": doc.text, "cats": doc.cats, "user_data": doc.user_data}
    return json.dumps(shown, ensure_ascii=False) + "\n"


BINARY = {"parquet": _parquet, "spacy": _spacy}


def formats() -> str:
    """The formats and whom they are for."""
    lines = ["| format | for | good to know |", "|---|---|---|"]
    for name, form in FORMATS.items():
        known = []
        if form.comfortable:
            known.append(f"above {form.comfortable:,} rows it takes long to read back")
        known += ["a folder only"] if form.stream is None else []
        known += [f"needs the extra `{name}`"] if form.needs else []
        known += ["takes `--minimal`, `--spans`, `--origin`, `--no-text`"] if form.shapes else []
        known += ["takes `--no-text`"] if form.without_text else []
        lines.append(f"| `{name}` | {form.about} | {'; '.join(known)} |")
    return "\n".join(lines) + "\n"


def table(struct: type[msgspec.Struct]) -> str:
    """A Struct's fields with their types and descriptions."""
    lines = ["| # | field | type | is |", "|---|---|---|---|"]
    hints = get_type_hints(struct, include_extras=True)
    for number, field in enumerate(struct.__struct_fields__, start=1):
        kind, *about = get_args(hints[field]) if _described(hints[field]) else (hints[field],)
        is_ = about[0].description if about else ""
        lines.append(f"| {number} | `{field}` | {spelled(kind)} | {is_} |")
    return "\n".join(lines) + "\n"


def _described(hint: Any) -> bool:
    return get_origin(hint) is Annotated


def spelled(kind: Any) -> str:
    """A type in the words of the page."""
    if get_origin(kind) is Literal:
        return "string"
    assert not isinstance(kind, UnionType), "a field has one type"
    outer = get_origin(kind) or kind
    return {
        str: "string",
        int: "integer",
        float: "float",
        list: "list",
        tuple: "list",
        bool: "boolean",
        dict: "object",
    }.get(outer, "object")


PARTS: dict[str, Callable[[], str]] = {
    **{name: partial(example, name) for name in FORMATS},
    "formats": formats,
    "manifest": lambda: table(Manifest),
    "annotation": lambda: table(AnnotationRow),
    "decision": lambda: table(DecisionRow),
    "row": lambda: table(Row),
    "vote": lambda: table(Vote),
    "tally": lambda: table(Tally),
    "person": lambda: table(PersonTally),
    "article": lambda: table(ArticleTally),
}


@pytest.mark.parametrize("part", PARTS)
def test_the_page_is_what_the_code_says(part: str, request: pytest.FixtureRequest) -> None:
    """Tables and examples are generated; `pytest --snapshot-update` writes them anew."""
    pattern = re.compile(f"(?s)(?<=<!-- begin: {part} -->\n).*?(?=<!-- end: {part} -->)")
    expected = PARTS[part]()
    page = PAGE.read_text(encoding="utf-8")
    if request.config.getoption("update_snapshots", default=False):
        page = pattern.sub(lambda _: expected, page)
        PAGE.write_text(page, encoding="utf-8")
    found = pattern.search(page)
    assert found
    assert found.group() == expected


@pytest.mark.filterwarnings("ignore")  # those of other people's programs
@pytest.mark.parametrize("name", FORMATS)
def test_the_lines_that_load_it_load_it(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every Python example, run on the page's own row."""
    page = PAGE.read_text(encoding="utf-8")
    section = page.split(f"\n## {name}\n")[1].split("\n## ")[0]
    [code] = re.findall(r"(?s)```python\n(.*?)```", section)
    export_example(name, tmp_path / "out")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    scope: dict[str, Any] = {}
    exec(code, scope)
    assert set(scope["pairs"]) == {(TEXT, "quote")}
