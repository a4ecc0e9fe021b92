"""Whether files hold what they should: every row by its schema, every file by its hash."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from annotations import outside
from annotations.articles.canonical import canonical
from annotations.dataset.decision_rows import DecisionRow
from annotations.dataset.file_encoding import SAVE_AS_UTF_8, is_wide
from annotations.dataset.manifest import MANIFEST, Manifest
from annotations.dataset.row import Row
from annotations.dataset.row_variants import (
    AnnotationRow,
    MinimalRow,
    OffsetsRow,
    OriginRow,
    SpansRow,
    VoteRow,
)
from annotations.errors import ExportError
from annotations.outside import NOT_JSON
from annotations.plurals import count

_BY_SCHEMA: Final[dict[str, type[msgspec.Struct]]] = {
    "sentence-labels/1": Row,
    "sentence-spans/1": SpansRow,
    "sentence-origin/1": OriginRow,
    "sentence-offsets/1": OffsetsRow,
    "annotations/1": AnnotationRow,
    "decisions/1": DecisionRow,
}
_BY_KEYS: Final[dict[tuple[str, ...], type[msgspec.Struct]]] = {
    struct.__struct_fields__: struct for struct in (MinimalRow, VoteRow)
}
"""Rows without a place for a schema."""

_CALLED: Final = {AnnotationRow: "annotation", DecisionRow: "decision", VoteRow: "vote"}
"""What lines are that are no rows of a training set."""

AGAIN: Final = "Export it again."
MEND: Final = "Mend the row, or export it again."


class Problem(NamedTuple):
    """Something that is not as it should be."""

    file: str
    line: int
    """From 1; 0 for the whole file. In YAML: the number of the row."""
    field: str
    """Empty for the whole line."""
    what: str
    advice: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        field = f" {self.field}:" if self.field else ""
        return f"{place}:{field} {self.what} {self.advice}"


class Checked:
    """What validating found out besides problems."""

    def __init__(self) -> None:
        self.rows = 0
        """Lines of every kind."""
        self.files = 0
        self.kinds: dict[str, int] = {}
        """Lines by what they are: a row, an annotation, a decision, a vote."""

    def __str__(self) -> str:
        kinds = dict(sorted(self.kinds.items(), key=lambda one: one[0] != "row")) or {"row": 0}
        return ", ".join(count(number, kind) for kind, number in kinds.items())


def validate(path: Path, checked: Checked) -> Iterator[Problem]:
    """Every problem of a file of rows, or of the folder of an export.

    Args:
        path: JSON Lines, YAML, or a folder with a manifest.
        checked: Counts what was looked at.

    Raises:
        ExportError: If it cannot be read, or is none of these.
    """
    if path.is_dir():
        yield from _folder(path, checked)
        return
    readers = {".jsonl": _lines, ".ndjson": _lines, ".yaml": _yaml, ".yml": _yaml}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise ExportError(
            f"{path}: rows are checked in JSON Lines, YAML, or the folder of an export."
        )
    if not path.is_file():
        raise ExportError(f"{path} is not there.")
    checked.files += 1
    yield from _rows(str(path), reader(path), checked)


_Read = Iterator[tuple[int, Any, str]]
"""Number of a line or row, its value, and what is wrong with it already."""


def _lines(path: Path) -> _Read:
    """The rows of a file of JSON Lines."""
    encode, line, number = msgspec.json.Encoder().encode, b"\n", 0
    with outside.open_file(path) as file:
        if is_wide(file.read(64)):
            yield 0, None, f"is not in UTF-8 but, it seems, in UTF-16. {SAVE_AS_UTF_8}"
            return
        file.seek(0)
        for number, line in enumerate(file, 1):
            text = line.removesuffix(b"\n")
            if number == 1 and text.startswith(b"\xef\xbb\xbf"):
                yield number, None, "begins with a byte order mark, which readers refuse."
                text = text[3:]
            if not text.strip():
                yield number, None, "is empty."
                continue
            try:
                value = msgspec.json.decode(text)
            except NOT_JSON as error:
                yield number, None, f"is not JSON in UTF-8 ({error})."
                continue
            twice = "" if encode(value) == text else _twice(text)
            yield number, value, f"has {twice} twice." if twice else ""
    if not number:
        yield 0, None, "is empty, which readers refuse."
    elif not line.endswith(b"\n"):
        yield number, None, "has no line end."


def _twice(text: bytes) -> str:
    """A key that stands twice in one object."""
    found: list[str] = []

    def look(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in pairs]
        found.extend(name for name in set(names) if names.count(name) > 1)
        return dict(pairs)

    json.loads(text, object_pairs_hook=look)
    return min(found, default="")


def _yaml(path: Path) -> _Read:
    """The rows of a YAML document."""
    try:
        document = outside.load_yaml(outside.read_whole(path))
    except outside.OutsideError as error:
        yield error.line, None, f"is not YAML ({error})."
        return
    rows = document.get("rows") if isinstance(document, dict) else None
    if not isinstance(rows, list) or not rows:
        yield 0, None, "has no list `rows`."
        return
    yield from ((number, row, "") for number, row in enumerate(rows, 1))


def _rows(
    file: str, read: _Read, checked: Checked, labels: Iterable[str] = ()
) -> Iterator[Problem]:
    """The problems of rows; no two may be about one sentence, and all have the same columns."""
    seen: set[tuple[str, str]] = set()
    first: type[msgspec.Struct] | None = None
    for number, value, wrong in read:
        if wrong:
            yield Problem(file, number, "", wrong, AGAIN)
        if value is None:
            continue
        checked.rows += 1
        struct = _struct(value)
        if struct is None:
            keys = sorted(map(str, value)) if isinstance(value, dict) else type(value).__name__
            yield Problem(
                file, number, "schema", f"this is no row that is known ({keys}).",
                f"Known: {', '.join(_BY_SCHEMA)}.",
            )  # fmt: skip
            continue
        kind = _CALLED.get(struct, "row")
        checked.kinds[kind] = checked.kinds.get(kind, 0) + 1
        first = first or struct
        if struct is not first:
            yield Problem(
                file, number, "schema", "its columns are not those of the first row.",
                "Put rows of one kind in a file.",
            )  # fmt: skip
        key = (str(value.get("id")), str(value.get("annotator")))
        if key in seen:
            yield Problem(file, number, "id", f"{key[0]} was there already.", "Drop one of them.")
        seen.add(key)
        for field, what in chain(_shape(value, struct), _sense(value, struct, labels)):
            yield Problem(file, number, field, what, MEND)


def _struct(value: Any) -> type[msgspec.Struct] | None:
    if not isinstance(value, dict):
        return None
    schema = value.get("schema")
    if isinstance(schema, str):
        return _BY_SCHEMA.get(schema)
    return _BY_KEYS.get(tuple(value))


def _shape(value: Mapping[str, Any], struct: type[msgspec.Struct]) -> Iterator[tuple[str, str]]:
    """What the schema says: every field, no other, each of its type."""
    fields = struct.__struct_fields__
    for name in fields:
        if name not in value:
            yield name, "is missing."
    for name in value:
        if name not in fields:
            yield name, "is not a field of the row."
    if tuple(value) != fields and set(value) == set(fields):
        yield "", "the fields are not in their order."
    votes = value.get("votes")
    for at, vote in enumerate(votes if isinstance(votes, list) else ()):
        more = sorted(map(str, set(vote) - _VOTE)) if isinstance(vote, dict) else []
        if more:
            yield f"votes[{at}].{more[0]}", "is not a field of a vote."
    try:
        msgspec.convert(value, struct)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at `$")
        if "missing required field" not in what or where:
            yield where.rstrip("`").lstrip("."), f"{what}."


_VOTE: Final = {"annotator", "label", "at", "guideline"}


def _sense(
    value: Mapping[str, Any], struct: type[msgspec.Struct], labels: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """What no schema can say: how the fields of a row go together."""
    text, start, end = value.get("text"), value.get("start"), value.get("end")
    if isinstance(text, str):
        if canonical(text).text != text:
            yield "text", "is not canonical: NFC, without controls."
        if text and isinstance(start, int) and isinstance(end, int) and end - start != len(text):
            yield "end", f"end - start is {end - start}, and text has {len(text)} code points."
    label, soft, votes = value.get("label"), value.get("soft"), value.get("votes")
    known = list(soft) if isinstance(soft, dict) else list(labels)
    if known and label not in known and struct not in (AnnotationRow, DecisionRow):
        yield "label", f"“{label}” is not in the label set."
    if not isinstance(soft, dict) or not isinstance(votes, list):
        return
    number = value.get("label_id")
    if label in known and known.index(str(label)) != number:
        yield "label_id", f"“{label}” is number {known.index(str(label))} of the label set."
    shares = [share for share in soft.values() if isinstance(share, int | float)]
    if abs(sum(shares) - 1) > 1e-4:
        yield "soft", f"the shares add up to {sum(shares):.4f}."
    if value.get("n_votes") != len(votes):
        yield "n_votes", f"there are {len(votes)} votes."
    people = [str(vote.get("annotator")) for vote in votes if isinstance(vote, dict)]
    if len(set(people)) != len(people):
        yield "votes", "somebody voted twice."


def _folder(folder: Path, checked: Checked) -> Iterator[Problem]:
    """The problems of an export: its files by their hashes, then its rows."""
    path = folder / MANIFEST
    try:
        made = msgspec.json.decode(outside.read_whole(path), type=Manifest)
    except OSError as error:
        raise ExportError(
            f"{folder} has no {MANIFEST}: it is not the folder of an export."
        ) from error
    except NOT_JSON as error:
        yield Problem(str(path), 0, "", f"is not a manifest ({error}).", AGAIN)
        return
    labels = [label.slug for label in made.labels]
    counts: dict[str, int] = {}
    for file in made.files:
        this = folder / file.path
        if not this.resolve().is_relative_to(folder.resolve()):
            yield Problem(str(path), 0, "files", f"{file.path} is outside the folder.", AGAIN)
            continue
        checked.files += 1
        try:
            with outside.open_file(this) as opened:
                digest = _digest(opened)
        except OSError as error:
            yield Problem(str(this), 0, "", f"cannot be read ({error.strerror}).", AGAIN)
            continue
        if digest != file.sha256:
            yield Problem(str(this), 0, "", "is not the file that was exported.", AGAIN)
        split = this.stem
        if this.suffix in (".jsonl", ".yaml") and made.format in ("jsonl", "yaml", "hf"):
            before = checked.rows
            read = _lines(this) if this.suffix == ".jsonl" else _yaml(this)
            yield from _rows(str(this), read, checked, labels)
            counts[split] = checked.rows - before
    for split, part in made.splits.items():
        if split in counts and counts[split] != part.rows:
            what = f"the manifest says {part.rows} rows of {split}, there are {counts[split]}."
            yield Problem(str(path), 0, "splits", what, AGAIN)


def _digest(opened: Any) -> str:
    found = sha256()
    while block := opened.read(1 << 20):
        found.update(block)
    return found.hexdigest()
