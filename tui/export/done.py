"""What was written: where, which files, and how to load them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from annotations.dataset import FORMATS
from tui.dialogs.pages import Copy, Page, Part
from tui.export.status_text import many, size

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from annotations.workflow.export import Written
    from tui.reader.services import ReaderServices

_LINES = """import json
with open({path}, "rb") as file:
    rows = [json.loads(line) for line in file]"""
_JSON = """import json
with open({path}, "rb") as file:
    {name} = json.load(file){part}"""

_CODE: Final[Mapping[str, str]] = {
    "jsonl": _LINES,
    "yaml": """import yaml
with open({path}, "rb") as file:
    rows = yaml.load(file, Loader=yaml.CSafeLoader)["rows"]""",
    "hf": """from datasets import load_dataset
rows = load_dataset({folder})
rows["train"].features["label"].names""",
    "votes": _LINES,
    "csv": """import pandas
rows = pandas.read_csv({path}, keep_default_na=False)
rows[["text", "label"]]""",
    "prodigy": _LINES,
    "doccano": _LINES,
    "labelstudio": _JSON.replace("{name}", "tasks").replace("{part}", ""),
    "spacy": """import spacy
from spacy.tokens import DocBin
docs = list(DocBin().from_disk({path}).get_docs(spacy.blank("en").vocab))""",
    "fasttext": """with open({path}, encoding="utf-8", newline="\\n") as file:
    lines = [line.removeprefix("__label__").rstrip("\\n").split(" ", 1) for line in file]
rows = [{{"label": label, "text": text}} for label, text in lines]""",
    "parquet": """import pandas
rows = pandas.read_parquet({path})
rows[["text", "label"]]""",
    "brat": """from pathlib import Path
files = Path({folder}).glob("gold/*.ann")
lines = [line for file in files for line in file.read_text("utf-8").split("\\n")]""",
    "webannotation": _JSON.replace("{name}", "labels").replace("{part}", '["items"]'),
    "lewidi": _JSON.replace("{name}", "items").replace("{part}", ".items()"),
}
"""By format: `path` is the file to start with, `folder` where it is."""

_FIRST: Final = ("tasks", "train", "votes", "validation", "dev", "test")
"""What the file to start with may be called, the best first."""


def code(name: str, target: Path, files: Sequence[str], columns: str = "all") -> str:
    """Three lines of Python.

    Args:
        name: The format.
        target: The file or folder that was written.
        files: The files in it, by their paths there; none for a file.
        columns: Which columns there are.
    """
    path = target / _first(FORMATS[name].whole, files) if files else target
    text = _CODE[name].format(path=_quoted(path), folder=_quoted(target))
    return text.replace('"text"', '"text_sha256"') if columns == "no text" else text


def _quoted(path: Path) -> str:
    """The path as Python has it, in double quotes like the rest where that is possible."""
    text = repr(str(path))
    return text if '"' in text or "\\" in text else f'"{text[1:-1]}"'


def _first(whole: str, files: Sequence[str]) -> str:
    """The file to start with: the one that has everything, else that of training."""
    if whole:
        return whole
    return next(
        (file for word in _FIRST for file in files if file.rsplit("/")[-1].startswith(word)),
        files[0],
    )


_FILES = 40
"""Files that are named; brat has two for every article."""


def done_page(reader: ReaderServices, written: Written) -> Page:
    """The path, copyable; the files with their sizes; the lines that load them."""
    single = written.choices.parts == "file"
    path = str(written.target.absolute())
    loading = code(
        written.choices.name,
        written.target.absolute(),
        [] if single else [name for name, _ in written.files],
        "no text" if written.choices.options.no_text else "all",
    )
    palette = reader.palette
    parts = [
        Part(many(written.summary.rows, "row") + " written to"),
        Part(path, palette.accent),
        Part(""),
    ]
    shown = written.files[:_FILES]
    width = max(len(size(count)) for _, count in shown)
    for name, count in shown:
        parts.append(Part(name, None, f"{size(count):>{width}}", palette.faint, width + 2))
    if len(shown) < len(written.files):
        parts.append(Part(f"and {len(written.files) - len(shown):,} more", palette.faint))
    parts += [Part(""), Part("In Python", palette.accent)]
    parts += [Part(line) for line in loading.split("\n")]
    copies = (Copy("y,ctrl+c", "the path", path), Copy("p", "the Python", loading))
    return Page(palette, reader.glyphs, "Written", parts, copies)
