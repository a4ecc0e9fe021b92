"""The folder of an export, read back: all that was said, and what was changed in it since.

The manifest says of every file how long it was and which hash it had. A file that is missing or
shorter is damaged. One that has all of its rows and another hash was edited: its rows are what
somebody wants changed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from annotations import outside
from annotations.dataset import near_duplicates
from annotations.dataset.clusters import STRENGTH, Place
from annotations.dataset.decision_rows import DECISIONS
from annotations.dataset.manifest import ANNOTATIONS, MANIFEST
from annotations.errors import LabelFileError
from annotations.importing.file_records import records_of
from annotations.importing.read_files import Told, damages, read_file, sound
from annotations.importing.record_formats import ROWS
from annotations.importing.records import Decided, Item, Relabelled, Said, Unread
from annotations.labels import Label

_CLUSTER: Final = re.compile("c-[0-9a-f]{16}")
_READ: Final = (".jsonl", ".yaml", ".json", ".csv", ".txt")
"""Files that may hold rows."""
_BESIDE: Final = (
    "README.md", "datapackage.json", "croissant.json", "config.xml", "annotation.conf",
    "annotators.json",
)  # fmt: skip
"""Files that say nothing of sentences: whoever changes them changes no label."""


class _File(msgspec.Struct, frozen=True):
    """A file of an export, as far as importing asks for it."""

    path: str = ""
    sha256: str = ""
    lines: int = 0


class _Split(msgspec.Struct, frozen=True):
    rows: int = 0


class _Person(msgspec.Struct, frozen=True):
    labels: Mapping[str, int] = {}


class _Manifest(msgspec.Struct, frozen=True):
    """What importing needs of one; all else may change."""

    schema: str = ""
    format: str = ""
    labels: tuple[Label, ...] = ()
    files: tuple[_File, ...] = ()
    gold: Mapping[str, int] = {}
    splits: Mapping[str, _Split] = {}
    annotators: tuple[_Person, ...] = ()


class _Export(NamedTuple):
    """A folder, what its manifest says, and which of its files are not as they were."""

    folder: Path
    made: _Manifest
    changed: tuple[_File, ...]


def is_export(folder: Path) -> bool:
    """Whether a folder has a manifest, or holds nothing else that is known."""
    return (folder / MANIFEST).is_file() or not any(folder.rglob("*.ann"))


def read_folder(folder: Path, *, partial: bool) -> Told:
    """All that was said, what was settled, and what was changed in the rows.

    Raises:
        LabelFileError: If it is no export, or is damaged and not to be taken in part.
        OSError: If it cannot be read.
    """
    made = _manifest(folder)
    missing = [file for file in made.files if not (folder / file.path).is_file()]
    export = _Export(
        folder,
        made,
        tuple(
            file
            for file in made.files
            if file not in missing and file.sha256 and _is_inside(folder, file)
            and _digest(folder / file.path) != file.sha256
        ),
    )  # fmt: skip
    items: list[Item] = [
        Unread(file.path, "is missing, which the manifest names", damaged=True)
        for file in missing
        if file.path not in _BESIDE and _is_inside(folder, file)
    ]
    told = Told("annotations", (), made.labels)
    notices: list[str] = []
    for name in (ANNOTATIONS, DECISIONS):
        if (folder / name).is_file() and (
            name == ANNOTATIONS or any(file.path == name for file in made.files)
        ):
            items += _read(export, name, partial=partial)
    settled, unsettled = _settled(export)
    items += settled
    notices += unsettled
    whole = not damages(items)
    edited, names = _edits(export, items, whole=whole, partial=partial)
    items = [*_without(items, edited), *edited]
    notices += [f"{name} was changed since it was exported." for name in names]
    told = told._replace(items=tuple(items), notices=tuple(notices), edited=tuple(names))
    return sound(folder, _placed(told, export), partial=partial)


def missing_of(path: Path, items: int) -> str:
    """What a file lacks of its rows, if the manifest of an export beside it names it."""
    for folder in path.resolve().parents[:2]:
        if not (folder / MANIFEST).is_file():
            continue
        try:
            made = _manifest(folder)
        except LabelFileError:
            return ""
        name = path.resolve().relative_to(folder).as_posix()
        file = next((one for one in made.files if one.path == name), None)
        if file is None or not file.sha256 or _digest(path) == file.sha256:
            return ""
        return _cut(_Export(folder, made, (file,)), file, items)
    return ""


def _manifest(folder: Path) -> _Manifest:
    path = folder / MANIFEST
    if not path.is_file():
        raise LabelFileError(f"{folder} is no export: it has no {MANIFEST}. Name a file in it.")
    try:
        made = msgspec.json.decode(outside.read_whole(path), type=_Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise LabelFileError(f"{path} is not the manifest of an export: {error}.") from error
    if made.schema != "training-set/1":
        raise LabelFileError(
            f"{path} is of schema “{made.schema}”, which this version does not know."
        )
    return made


def _is_inside(folder: Path, file: _File) -> bool:
    """Whether a file is in the folder, whatever its manifest names."""
    return (folder / file.path).resolve().is_relative_to(folder.resolve())


def _digest(path: Path) -> str:
    found = sha256()
    with outside.open_file(path) as opened:
        while piece := opened.read(1 << 20):
            found.update(piece)
    return found.hexdigest()


def _read(export: _Export, name: str, *, partial: bool) -> list[Item]:
    """What a file says, and what it lacks if it is not the file that was exported."""
    try:
        found = list(read_file(export.folder / name, partial=partial).items)
    except LabelFileError as error:
        return [Unread(name, f"cannot be read: {str(error).rstrip('.')}", damaged=True)]
    file = next((one for one in export.changed if one.path == name), None)
    if file is not None and (cut := _cut(export, file, len(found))):
        found.append(Unread(name, cut, damaged=True))
    return [_named(one, name) for one in found]


def _named(item: Item, name: str) -> Item:
    """The same, with the file that it stands in."""
    if item.where.startswith(name):
        return item
    return msgspec.structs.replace(item, where=f"{name}, {item.where}")


def _cut(export: _Export, file: _File, items: int) -> str:
    """What a file lacks of the rows that were exported; empty if it has all of them."""
    path = export.folder / file.path
    rows = _rows_of(export.made, file)
    if file.path.endswith(".jsonl"):
        with outside.open_file(path) as opened:
            have = sum(1 for line in opened if line.strip())
    else:
        have = sum(1 for _ in _quietly(path))
    if file.path == ANNOTATIONS and not rows:
        rows = sum(sum(one.labels.values()) for one in export.made.annotators)
        have = items
    if have >= rows:
        return ""
    return f"has {have:,} of its {rows:,} rows: it was cut, or rows were deleted"


def _rows_of(made: _Manifest, file: _File) -> int:
    """The rows that a file had; 0 where that is not known."""
    if file.path.endswith(".jsonl") and file.lines:
        return file.lines
    stem = Path(file.path).stem
    if stem in made.splits and file.path.endswith((".jsonl", ".yaml", ".csv")):
        return made.splits[stem].rows
    return 0


def _quietly(path: Path) -> Iterator[object]:
    try:
        yield from records_of(path, partial=True)
    except LabelFileError:
        return


# What was settled


def _settled(export: _Export) -> tuple[list[Item], list[str]]:
    """Decisions out of rows, for earlier exports, which have no file of decisions."""
    made = export.made
    if any(file.path == DECISIONS for file in made.files) or not made.gold.get("adjudicated"):
        return [], []
    decided: dict[str, Item] = {}
    for file in _others(export):
        for item in _perhaps(export.folder / file.path):
            if isinstance(item, Decided):
                decided.setdefault(item.quote.id, item)
    lacking = made.gold["adjudicated"] - len(decided)
    notice = (
        f"{lacking:,} adjudicated labels are not in this export as rows, and are not imported. "
        "Exported as jsonl they would be."
    )
    return [*decided.values()], [notice] if lacking > 0 else []


def _others(export: _Export) -> Iterator[_File]:
    """The files of an export that may hold rows; none outside its folder, whatever it names."""
    for file in export.made.files:
        rows = file.path.endswith(_READ) and Path(file.path).name not in _BESIDE
        if rows and file.path not in (ANNOTATIONS, DECISIONS) and _is_inside(export.folder, file):
            yield file


def _perhaps(path: Path) -> tuple[Item, ...]:
    """What a file of an export says, if it is of a kind that says something."""
    try:
        return read_file(path).items
    except (LabelFileError, OSError):
        return ()


# What was changed in it


def _edits(
    export: _Export, items: list[Item], *, whole: bool, partial: bool
) -> tuple[list[Item], list[str]]:
    """What changed files say that the others do not, and their names.

    Where `annotations.jsonl` is not whole, rows are read for what it lacks.
    """
    found: list[Item] = []
    names: list[str] = []
    base = _Base(items, whole=whole)
    rows = [*_others(export)]
    for file in export.changed if whole else dict.fromkeys((*export.changed, *rows)):
        name = file.path
        if Path(name).name in _BESIDE or not (export.folder / name).is_file():
            continue
        if name in (ANNOTATIONS, DECISIONS):
            names.append(name)
        elif file in rows:
            told = _read(export, name, partial=partial)
            if file in export.changed and not damages(told):
                names.append(name)
            found += base.news(told)
        else:
            what = "is not the file that was exported, and changes in it cannot be read"
            found.append(Unread(name, what, damaged=True))
    return found, names


class _Base:
    """What the files say that hold everything, to see what a row says otherwise."""

    def __init__(self, items: list[Item], *, whole: bool) -> None:
        self._whole = whole
        self._said: dict[tuple[str, str], Said] = {}
        self._decided: dict[str, Decided] = {}
        self._by_text: dict[str, set[str]] = {}
        votes: dict[str, Counter[str]] = {}
        for one in items:
            if isinstance(one, Said):
                self._said[one.quote.id, one.person] = one
                if one.label:
                    votes.setdefault(one.quote.id, Counter())[one.label] += 1
                    self._by_text.setdefault(_words(one.quote.text), set()).add(one.quote.id)
            elif isinstance(one, Decided):
                self._decided[one.quote.id] = one
        self._most = {
            key: label
            for key, several in votes.items()
            for label, count in several.most_common(1)
            if 2 * count > several.total()
        }

    def news(self, items: list[Item]) -> Iterator[Item]:
        """Those of a changed file that were not so when it was exported."""
        for one in items:
            if isinstance(one, Unread):
                if one.damaged:
                    yield one
            elif isinstance(one, Relabelled | Decided) or not one.person:
                yield from self._row(one)
            else:
                yield from self._vote(one)

    def _row(self, one: Said | Decided | Relabelled) -> Iterator[Item]:
        """A row whose label is another than what everything makes it."""
        ids = {one.quote.id} if one.quote.id else self._by_text.get(_words(one.quote.text), set())
        known = {self._label(sentence_id) for sentence_id in ids}
        if one.label not in known:
            was = known.pop() if len(known) == 1 else ""
            yield Relabelled(where=one.where, quote=one.quote, label=one.label, was=was)

    def _label(self, sentence_id: str) -> str:
        decided = self._decided.get(sentence_id)
        return decided.label if decided else self._most.get(sentence_id, "")

    def _vote(self, one: Said) -> Iterator[Item]:
        known = self._said.get((one.quote.id, one.person))
        if known is None and self._whole:
            what = f"gives a label by {one.person}, of which {ANNOTATIONS} does not know"
            yield Unread(one.where, what, damaged=True)
        elif known is None:
            self._said[one.quote.id, one.person] = one
            yield one
        elif known.label != one.label:
            # Only the label was changed; doubts and notes are as they were.
            yield msgspec.structs.replace(known, where=one.where, label=one.label)


def _words(text: str) -> str:
    return near_duplicates.key_of(near_duplicates.words(text), text.strip())


def _without(items: list[Item], edited: list[Item]) -> Iterator[Item]:
    """Items but for what edits say anew."""
    again = {(one.quote.id, one.person) for one in edited if isinstance(one, Said)}
    for one in items:
        if not (isinstance(one, Said) and (one.quote.id, one.person) in again):
            yield one


# Where articles were put


def _placed(told: Told, export: _Export) -> Told:
    """The same, with where the export has put each article that it has rows of."""
    if export.made.splits.keys() <= {"train"}:
        return told
    places: dict[str, Place] = {}
    for file in _others(export):
        for article_id, place in _places(export.folder / file.path):
            known = places.setdefault(article_id, place)
            if STRENGTH[place.split] > STRENGTH[known.split]:
                places[article_id] = place
    if places:
        return told._replace(places=places)
    return told._replace(
        notices=(
            *told.notices,
            "Which article is in which split does not stand in these rows, and is not imported. "
            "Exported as jsonl, yaml, csv or hf, without --minimal, it would be.",
        )
    )


def _places(path: Path) -> Iterator[tuple[str, Place]]:
    """The article of each row, and where it is; nothing of a file that holds no such rows."""
    try:
        for one in records_of(path):
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
