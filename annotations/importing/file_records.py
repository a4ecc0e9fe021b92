"""The records of a file: JSON Lines, JSON, YAML, a table in CSV or a workbook, fastText.

What a file is, its first bytes tell, and only where they cannot, its name. Whatever in it should
be a record and is none, is damage: it is told apart from records that merely say nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from annotations import outside
from annotations.dataset.file_encoding import SAVE_AS_UTF_8, is_wide
from annotations.errors import LabelFileError
from annotations.importing.records import Unread

Records = Iterator[tuple[str, Mapping[str, Any]] | Unread]
"""Each with where it stands, or why there is none."""

KNOWN: Final = (
    "rows, annotations or votes that Slugline exported, or what Prodigy, doccano (JSONL, CSV) or "
    "Label Studio (JSON, CSV) export, and tables with the columns text and label"
)
_BOM: Final = b"\xef\xbb\xbf"
_ZIP: Final = b"PK\x03\x04"
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
_FASTTEXT: Final = b"__label__"


def form_of(path: Path) -> str:
    """What a file is written in: `lines`, `json`, `yaml`, `csv`, `workbook` or `fasttext`.

    Raises:
        LabelFileError: If it is in another encoding than UTF-8, or of no known kind.
        OSError: If it cannot be read.
    """
    with outside.open_file(path) as file:
        start = file.read(4096)
    _refuse(path, start)
    start = start.removeprefix(_BOM).lstrip()
    suffix = path.suffix.lower()
    if suffix in (".yaml", ".yml"):
        return "yaml"
    begins = ((_ZIP, "workbook"), (b"[", "json"), (b"{", "lines"), (_FASTTEXT, "fasttext"))
    for begin, form in begins:
        if start.startswith(begin):
            return form
    from annotations.importing.tables import is_table

    return "csv" if suffix in (".csv", ".tsv", ".tab") or is_table(start) else "yaml"


def records_of(path: Path, *, partial: bool = False) -> Records:
    """The records of a file.

    Args:
        path: What to read.
        partial: Go on behind what is damaged where that can be told.

    Raises:
        LabelFileError: If it is damaged as a whole, in another encoding, or of no known kind.
        OSError: If it cannot be read.
    """
    form = form_of(path)
    if form == "json":
        return _json(path, partial=partial)
    if form in ("csv", "workbook"):
        from annotations.importing.tables import table, workbook

        return table(path) if form == "csv" else workbook(path)
    return {"lines": _lines, "fasttext": _fasttext, "yaml": _yaml}[form](path)


def _refuse(path: Path, start: bytes) -> None:
    """Say what a file is that cannot be read as it is."""
    if start.startswith(_OLD_OFFICE):
        raise LabelFileError(
            f"{path} is an old or encrypted workbook. Save it as .xlsx, or as “CSV UTF-8”."
        )
    if not start.startswith(_ZIP) and is_wide(start):
        raise LabelFileError(f"{path} is not in UTF-8 but, it seems, in UTF-16. {SAVE_AS_UTF_8}")


def _lines(path: Path) -> Records:
    decode = msgspec.json.Decoder().decode
    with outside.open_file(path) as file:
        # Lines of bytes: a text may hold characters that Python's text files take for line ends.
        for number, line in enumerate(file, start=1):
            line = line.removeprefix(_BOM).strip() if number == 1 else line.strip()
            if not line:
                continue
            try:
                record = decode(line)
            except outside.NOT_JSON:
                if number == 1 and line == b"{":
                    # One object over several lines.
                    yield from _json(path, partial=False)
                    return
                yield Unread(f"line {number}", "is not JSON in UTF-8", damaged=True)
                continue
            yield record_of(record, f"line {number}")


def _json(path: Path, *, partial: bool) -> Records:
    data = outside.read_whole(path).removeprefix(_BOM)
    broken = ""
    try:
        found = msgspec.json.decode(data)
    except outside.NOT_JSON as error:
        if not partial:
            raise LabelFileError(
                f"{path} is not JSON: {error}. Was it cut? --partial takes what is whole."
            ) from error
        found, broken = _whole_ones(data), str(error)
    number = 0
    for number, record in enumerate(found if isinstance(found, list) else [found], start=1):
        yield record_of(record, f"record {number}")
    if broken:
        yield Unread(f"behind record {number}", f"is not JSON: {broken}", damaged=True)


def _whole_ones(data: bytes) -> list[Any]:
    """The values of an array that ends or breaks too early."""
    text = data.decode("utf-8", "replace").strip()
    decode, at, found = json.JSONDecoder().raw_decode, 1, list[Any]()
    while True:
        while text[at : at + 1] in (" ", "\t", "\r", "\n", ","):
            at += 1
        try:
            value, at = decode(text, at)
        except (ValueError, RecursionError):
            return found
        if "\N{REPLACEMENT CHARACTER}" in json.dumps(value, ensure_ascii=False):
            return found  # half decoded is not whole
        found.append(value)


def _yaml(path: Path) -> Records:
    try:
        found = outside.load_yaml(outside.read_whole(path))
    except outside.OutsideError as error:
        line = f"line {error.line}: " if error.line else ""
        raise LabelFileError(
            f"{path} is neither JSON nor YAML: {line}{error}. Was it cut?"
        ) from error
    rows = found.get("rows") if isinstance(found, Mapping) else found
    if not isinstance(rows, list):
        raise LabelFileError(f"{path} holds no rows. Known are {KNOWN}.")
    for number, record in enumerate(rows, start=1):
        yield record_of(record, f"row {number}")


def _fasttext(path: Path) -> Records:
    """Lines of fastText: labels, each behind `__label__`, and the text."""
    with outside.open_file(path) as file:
        for number, line in enumerate(file, start=1):
            try:
                words = line.decode().split()
            except UnicodeDecodeError:
                yield Unread(f"line {number}", "is not in UTF-8", damaged=True)
                continue
            mark = _FASTTEXT.decode()
            labels = [word.removeprefix(mark) for word in words if word.startswith(mark)]
            text = " ".join(word for word in words if not word.startswith(mark))
            if words:
                yield f"line {number}", {"text": text, "label": labels}


def record_of(record: object, where: str) -> tuple[str, Mapping[str, Any]] | Unread:
    """A record with where it stands, if it is one."""
    if isinstance(record, Mapping):
        return where, record
    return Unread(where, "is no object with names and values", damaged=True)
