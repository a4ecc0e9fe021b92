"""`docs/formats.md` says what is so."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from types import UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec
import pytest

from annotations.config import ArticlesConfig, Config
from annotations.training import FORMATS, Row, Tally, TrainingSet, Vote, export
from annotations.training.counting import ArticleTally, PersonTally
from tests.unit.training.material import Project

PAGE = Path(__file__).parents[3] / "docs" / "formats.md"


def example(name: str) -> str:
    """The export of one sentence of our own."""
    project = Project()
    article = project.add(
        (
            "The harbour reopened at noon.",
            "“No: not ‘early’, on time,” said its master.",
            "The next ferry may be late.",
        ),
        title="Harbour opens again",
        published_at="2024-05-01T07:30+02:00",
    )
    project.say("ana", article, {1: "quote"})
    project.say("ben", article, {1: "quote"})
    out = BytesIO()
    config = Config(articles=ArticlesConfig(license="CC0-1.0"))
    export(TrainingSet(project.store, config), FORMATS[name], out)
    language = {"jsonl": "json"}.get(name, name)
    return f"```{language}\n{out.getvalue().decode()}```\n"


def table(struct: type[msgspec.Struct]) -> str:
    """A Struct's fields with their types and descriptions."""
    lines = ["| # | field | type | is |", "|---|---|---|---|"]
    hints = get_type_hints(struct, include_extras=True)
    for number, field in enumerate(struct.__struct_fields__, start=1):
        kind, meta = get_args(hints[field])
        lines.append(f"| {number} | `{field}` | {spelled(kind)} | {meta.description} |")
    return "\n".join(lines) + "\n"


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
        dict: "object",
    }[outer]


PARTS = {
    "jsonl": lambda: example("jsonl"),
    "yaml": lambda: example("yaml"),
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


def test_every_format_has_its_place() -> None:
    """In the list, with an example and lines that load it."""
    page = PAGE.read_text(encoding="utf-8")
    for name in FORMATS:
        assert f"| `{name}` |" in page
        assert f"<!-- begin: {name} -->" in page
        assert f'open("train.{name}"' in page


def test_the_lines_that_load_it_load_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every Python example, run on the page's own rows."""
    page = PAGE.read_text(encoding="utf-8")
    examples = re.findall(r"(?s)```python\n(.*?)```", page)
    assert len(examples) == len(FORMATS)
    monkeypatch.chdir(tmp_path)
    for name in FORMATS:
        text = re.sub(r"```\w*\n", "", example(name))
        (tmp_path / f"train.{name}").write_text(text, encoding="utf-8", newline="\n")
    for code in examples:
        scope: dict[str, Any] = {}
        exec(code, scope)
        [row] = scope["rows"]
        assert row["label"] == "quote"
        assert row["text"] == "“No: not ‘early’, on time,” said its master."
        assert tuple(row) == Row.__struct_fields__
