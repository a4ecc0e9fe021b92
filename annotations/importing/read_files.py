"""Files of labels, read back: JSON Lines, JSON, YAML, and whole export folders.

What a file is, its first record tells, not its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from annotations import outside
from annotations.dataset.clusters import STRENGTH, Place
from annotations.dataset.decision_rows import DECISIONS
from annotations.dataset.manifest import ANNOTATIONS, MANIFEST
from annotations.errors import LabelFileError
from annotations.importing.record_formats import ROWS, SHAPES, Shape
from annotations.importing.records import Decided, Item, Unread
from annotations.labels import Label
from annotations.outside import NOT_JSON

_CLUSTER: Final = re.compile("c-[0-9a-f]{16}")
_BOM: Final = b"\xef\xbb\xbf"
_KNOWN: Final = (
    "rows, annotations or votes that Slugline exported, or what Prodigy, doccano (JSONL) or Label "
    "Studio (JSON) export"
)


class Told(NamedTuple):
    """What a file or folder says."""

    kind: str
    """What it is: `annotations`, `rows`, `votes`, `Prodigy`, `doccano`, `Label Studio`."""
    items: tuple[Item, ...]
    labels: tuple[Label, ...] = ()
    """The label scheme that an export was made under; empty if the file does not tell."""
    notices: tuple[str, ...] = ()
    places: Mapping[str, Place] = {}
    """Where an export has put articles, by article id; empty if it had everything for training."""

    @property
    def own(self) -> bool:
        """Whether it holds all that was said here, so that nothing need be made of it."""
        return self.kind == "annotations"


def read(path: Path) -> Told:
    """Everything that a file of labels, or the folder of an export, says.

    Raises:
        LabelFileError: If it cannot be read, or is nothing that is known.
    """
    try:
        return _folder(path) if path.is_dir() else _file(path)
    except outside.OutsideError as error:
        raise LabelFileError(f"{path} {error}.") from error
    except OSError as error:
        raise LabelFileError(f"{path} cannot be read: {error.strerror or error}.") from error


def _file(path: Path) -> Told:
    records = _records(path)
    first = next(records, None)
    while isinstance(first, Unread):
        first = next(records, None)
    if first is None:
        raise LabelFileError(f"{path} holds no record. Known are {_KNOWN}.")
    _, record = first
    shape = next((shape for shape in SHAPES if shape.fits(record)), None)
    if shape is None:
        keys = ", ".join(map(str, list(record)[:8]))
        raise LabelFileError(
            f"{path}: records with the keys {keys} are not known. Known are {_KNOWN}."
        )
    return Told(shape.name, tuple(_items(shape, _records(path))))


def _items(
    shape: Shape, records: Iterator[tuple[str, Mapping[str, Any]] | Unread]
) -> Iterator[Item]:
    for one in records:
        if isinstance(one, Unread):
            yield one
            continue
        where, record = one
        if shape.fits(record) or any(
            other.name == shape.name and other.fits(record) for other in SHAPES
        ):
            yield from shape.read(record, where)
        else:
            yield Unread(where, f"is not like the first record, which is of {shape.name}")


_Records = Iterator[tuple[str, Mapping[str, Any]] | Unread]


def _records(path: Path) -> _Records:
    """The records of a file with where each stands, or why there is none."""
    with outside.open_file(path) as file:
        start = file.read(4096).removeprefix(_BOM).lstrip()
    if path.suffix.lower() in (".yaml", ".yml") or not start.startswith((b"{", b"[")):
        return _yaml(path)
    if start.startswith(b"["):
        return _json(path)
    return _lines(path)


def _lines(path: Path) -> _Records:
    decode = msgspec.json.Decoder().decode
    with outside.open_file(path) as file:
        # Lines of bytes: a text may hold characters that Python's text files take for line ends.
        for number, line in enumerate(file, start=1):
            line = line.removeprefix(_BOM).strip() if number == 1 else line.strip()
            if not line:
                continue
            try:
                record = decode(line)
            except NOT_JSON:
                if number == 1 and line == b"{":
                    # One object over several lines.
                    yield from _json(path)
                    return
                yield Unread(f"line {number}", "is not JSON")
                continue
            yield _record(record, f"line {number}")


def _json(path: Path) -> _Records:
    try:
        found = msgspec.json.decode(outside.read_whole(path).removeprefix(_BOM))
    except NOT_JSON as error:
        raise LabelFileError(f"{path} is not JSON: {error}.") from error
    for number, record in enumerate(found if isinstance(found, list) else [found], start=1):
        yield _record(record, f"record {number}")


def _yaml(path: Path) -> _Records:
    try:
        found = outside.load_yaml(outside.read_bytes(path))
    except outside.OutsideError as error:
        line = f"line {error.line}: " if error.line else ""
        raise LabelFileError(f"{path} is neither JSON nor YAML: {line}{error}.") from error
    rows = found.get("rows") if isinstance(found, Mapping) else found
    if not isinstance(rows, list):
        raise LabelFileError(f"{path} holds no rows. Known are {_KNOWN}.")
    for number, record in enumerate(rows, start=1):
        yield _record(record, f"row {number}")


def _record(record: object, where: str) -> tuple[str, Mapping[str, Any]] | Unread:
    if isinstance(record, Mapping):
        return where, record
    return Unread(where, "is no object with names and values")


class _Manifest(msgspec.Struct):
    """What importing needs of one; all else may change."""

    schema: str = ""
    labels: tuple[Label, ...] = ()
    files: tuple[Mapping[str, Any], ...] = ()
    gold: Mapping[str, int] = {}
    splits: Mapping[str, Any] = {}


def _folder(folder: Path) -> Told:
    """All that was said, and the decisions that only rows have."""
    path = folder / MANIFEST
    if not path.is_file():
        raise LabelFileError(f"{folder} is no export: it has no {MANIFEST}. Name a file in it.")
    try:
        made = msgspec.json.decode(outside.read_whole(path), type=_Manifest)
    except NOT_JSON as error:
        raise LabelFileError(f"{path} is not the manifest of an export: {error}.") from error
    if made.schema != "training-set/1":
        raise LabelFileError(
            f"{path} is of schema “{made.schema}”, which this version does not know."
        )
    told = _placed(_file(folder / ANNOTATIONS), folder, made)
    if any(file.get("path") == DECISIONS for file in made.files):
        settled = _file(folder / DECISIONS)
        return told._replace(items=(*told.items, *settled.items), labels=made.labels)
    decided: dict[str, Decided] = {}
    # Earlier exports have no file of decisions. Rows repeat what was said: they are read for what
    # was settled alone.
    for path in _others(folder, made) if made.gold.get("adjudicated") else ():
        for item in _perhaps(path):
            if isinstance(item, Decided):
                decided.setdefault(item.quote.id, item)
    missing = made.gold.get("adjudicated", 0) - len(decided)
    notices = (
        f"{missing:,} settled labels are not in this export as rows, and are not imported. "
        "Exported as jsonl they would be.",
    )
    return told._replace(
        items=(*told.items, *decided.values()),
        labels=made.labels,
        notices=(*told.notices, *(notices if missing > 0 else ())),
    )


def _others(folder: Path, made: _Manifest) -> Iterator[Path]:
    """The files of an export that may hold rows; none outside its folder, whatever it names."""
    for file in made.files:
        name = str(file.get("path", ""))
        inside = (folder / name).resolve().is_relative_to(folder.resolve())
        rows = name not in (ANNOTATIONS, DECISIONS) and name.endswith((".jsonl", ".yaml", ".json"))
        if inside and rows:
            yield folder / name


def _placed(told: Told, folder: Path, made: _Manifest) -> Told:
    """The same, with where the export has put each article that it has rows of."""
    if made.splits.keys() <= {"train"}:
        return told
    places: dict[str, Place] = {}
    for path in _others(folder, made):
        for article_id, place in _places(path):
            known = places.setdefault(article_id, place)
            if STRENGTH[place.split] > STRENGTH[known.split]:
                places[article_id] = place
    if places:
        return told._replace(places=places)
    return told._replace(
        notices=(
            *told.notices,
            "Which article is in which split does not stand in these rows, and is not imported. "
            "Exported as jsonl, yaml or hf, without --minimal, it would be.",
        )
    )


def _places(path: Path) -> Iterator[tuple[str, Place]]:
    """The article of each row, and where it is; nothing of a file that holds no such rows."""
    try:
        for one in _records(path):
            record = {} if isinstance(one, Unread) else one[1]
            if record.get("schema") not in ROWS:
                return
            article_id, *place = (
                str(record.get(key, "")) for key in ("article_id", "split", "cluster_id")
            )
            if place[0] in STRENGTH and _CLUSTER.fullmatch(place[1]):
                yield article_id, Place(*place)
    except (LabelFileError, OSError):
        return


def _perhaps(path: Path) -> tuple[Item, ...]:
    """What a file of an export says, if it is of a kind that says something."""
    try:
        return _file(path).items
    except (LabelFileError, OSError):
        return ()
